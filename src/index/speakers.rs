//! Who is quoted, with exact counts: the columns are walked, because tantivy's own aggregation is cut off per segment.

use super::query::{Filters, Sort};
use super::reader::{Reader, term_query};
use super::tokenizer;
use crate::error::Result;
use crate::text::fold::fold;
use crate::wire;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, EmptyQuery, Occur, Query, TermSetQuery};
use tantivy::{DocId, Term};

/// Names this similar (Jaro-Winkler) are suggested for a mistyped one.
const SIMILAR: f64 = 0.85;

/// What is gathered of one speaker.
#[derive(Default)]
struct Tally {
    articles: u64,
    last_article: Option<(usize, u64)>,
    first: Option<u64>,
    last: Option<u64>,
    media: BTreeMap<String, u64>,
    names: BTreeMap<String, u64>,
    kinds: BTreeMap<String, u64>,
    roles: BTreeMap<String, u64>,
    aliases: BTreeMap<String, u64>,
}

/// Quotes by speaker.
#[derive(Default)]
struct Grouped {
    /// Ids of the speakers, in no order.
    ids: Vec<String>,
    /// Number of quotes of each.
    quotes: Vec<u64>,
    /// Place of the speaker in `ids`, and the quote; one list a segment, in order of place. Quotes without a speaker are left out.
    docs: Vec<Vec<(u32, DocId)>>,
}

/// Speakers, and what was left out.
#[derive(Clone, Debug, Default)]
pub struct Speakers {
    /// The rows asked for.
    pub rows: Vec<wire::SpeakerRow>,
    /// How many match, exactly.
    pub total: u64,
    /// Quotes without a date that a date filter left out.
    pub undated_left_out: u64,
}

impl Reader {
    /// Speakers by number of quotes or, with [`Sort::Date`], by the last day they were quoted on. `name` keeps those whose name or alias has
    /// its words; `limit` rows are given behind the first `offset`. Counts, dates and media are of the quotes that pass the filters, names
    /// and roles of all.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speakers(
        &self,
        name: Option<&str>,
        filters: &Filters,
        sort: Sort,
        limit: usize,
        offset: usize,
    ) -> Result<Speakers> {
        let mut filters = filters.clone();
        filters.speaker.extend(name.map(str::to_owned));
        let mut clauses = self.filter_clauses("quote", &filters)?;
        let undated_left_out = self.undated(&clauses, &filters)?;
        clauses.extend(self.date_clauses(&filters));
        let grouped = self.grouped(&BooleanQuery::new(clauses))?;
        let total = grouped.ids.len() as u64;
        let mut ranked = grouped.ranked();
        if sort == Sort::Date {
            let mut all: Vec<Tally> = grouped.ids.iter().map(|_| Tally::default()).collect();
            self.count_quotes(&grouped.docs, &mut all)?;
            ranked.sort_by_key(|&speaker| std::cmp::Reverse(all[speaker as usize].last));
        }
        let page: Vec<u32> = ranked.into_iter().skip(offset).take(limit).collect();
        let mut tallies: Vec<Tally> = page.iter().map(|_| Tally::default()).collect();
        let mut place: Vec<Option<u32>> = vec![None; grouped.ids.len()];
        for (&speaker, at) in page.iter().zip(0..) {
            place[speaker as usize] = Some(at);
        }
        self.count_quotes(&grouped.placed(&place), &mut tallies)?;

        let places: FxHashMap<&str, u32> =
            page.iter().map(|&speaker| grouped.ids[speaker as usize].as_str()).zip(0..).collect();
        let terms = places.keys().map(|id| Term::from_field_text(self.fields.speaker_id, id));
        let whole = self.grouped(&BooleanQuery::new(vec![
            (Occur::Must, term_query(self.fields.kind, "quote")),
            (Occur::Must, Box::new(TermSetQuery::new(terms))),
        ]))?;
        let place: Vec<Option<u32>> = whole.ids.iter().map(|id| places.get(id.as_str()).copied()).collect();
        let docs = whole.placed(&place);
        self.count_values("speaker", &docs, &mut tallies, |tally| &mut tally.names)?;
        self.count_values("speaker_kind", &docs, &mut tallies, |tally| &mut tally.kinds)?;
        self.count_values("role", &docs, &mut tallies, |tally| &mut tally.roles)?;
        self.count_values("alias", &docs, &mut tallies, |tally| &mut tally.aliases)?;

        let rows = page.iter().zip(tallies);
        let mut rows: Vec<wire::SpeakerRow> = rows
            .map(|(&speaker, tally)| {
                row(grouped.ids[speaker as usize].clone(), grouped.quotes[speaker as usize], tally)
            })
            .collect();
        if sort != Sort::Date {
            rows.sort_by(|one, other| other.quotes.cmp(&one.quotes).then_with(|| one.name.cmp(&other.name)));
        }
        Ok(Speakers { rows, total, undated_left_out })
    }

    /// How many speakers are quoted.
    pub(super) fn speaker_count(&self) -> Result<u64> {
        Ok(self.grouped(&*term_query(self.fields.kind, "quote"))?.ids.len() as u64)
    }

    /// The quotes that match, by speaker. Ids are compared as ordinals of their segment and read once each.
    fn grouped(&self, query: &dyn Query) -> Result<Grouped> {
        const UNSEEN: u32 = u32::MAX;
        let mut grouped = Grouped::default();
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        for (docs, segment) in self.matching(query)?.into_iter().zip(self.searcher.segment_readers()) {
            let mut found = Vec::new();
            if !docs.is_empty()
                && let Some(column) = segment.fast_fields().str("speaker_id").map_err(|e| self.failed(&e))?
            {
                let mut speakers = vec![UNSEEN; column.num_terms()];
                let with_ord = docs.iter().filter_map(|&doc| Some((column.ords().first(doc)?, doc)));
                // An ordinal outside the dictionary is damage, for `check` to name.
                let with_ord: Vec<(u64, DocId)> =
                    with_ord.filter(|&(ord, _)| (ord as usize) < speakers.len()).collect();
                for &(ord, _) in &with_ord {
                    speakers[ord as usize] = 0;
                }
                let ords: Vec<u64> =
                    (0..).zip(&speakers).filter(|(_, seen)| **seen != UNSEEN).map(|(ord, _)| ord).collect();
                let mut at = ords.iter();
                self.texts(&column, &ords, |id| {
                    let Some(&ord) = at.next() else { return };
                    speakers[ord as usize] = known.get(id).copied().unwrap_or_else(|| {
                        let next = grouped.ids.len() as u32;
                        known.insert(id.to_owned(), next);
                        grouped.ids.push(id.to_owned());
                        grouped.quotes.push(0);
                        next
                    });
                })?;
                found.extend(with_ord.iter().map(|&(ord, doc)| (speakers[ord as usize], doc)));
                for &(speaker, _) in &found {
                    grouped.quotes[speaker as usize] += 1;
                }
            }
            grouped.docs.push(found);
        }
        Ok(grouped)
    }

    /// Articles, dates and media of quotes, into the tally at the place of each.
    fn count_quotes(&self, docs: &[Vec<(u32, DocId)>], tallies: &mut [Tally]) -> Result<()> {
        for (at, (docs, segment)) in docs.iter().zip(self.searcher.segment_readers()).enumerate() {
            let columns = segment.fast_fields();
            let articles = columns.str("article").map_err(|e| self.failed(&e))?;
            let day = |name: &str| columns.column_opt::<u64>(name).map_err(|e| self.failed(&e));
            let (first_day, last_day) = (day("first_day")?, day("last_day")?);
            for &(place, doc) in docs {
                let tally = &mut tallies[place as usize];
                // What an article gave was added at once, so it lies in one segment and side by side: a new article is one that
                // differs from the last.
                if let Some(article) = articles.as_ref().and_then(|column| column.ords().first(doc))
                    && tally.last_article.replace((at, article)) != Some((at, article))
                {
                    tally.articles += 1;
                }
                if let Some(first) = first_day.as_ref().and_then(|column| column.first(doc)) {
                    tally.first = Some(tally.first.map_or(first, |known| known.min(first)));
                }
                if let Some(last) = last_day.as_ref().and_then(|column| column.first(doc)) {
                    tally.last = Some(tally.last.map_or(last, |known| known.max(last)));
                }
            }
        }
        self.count_values("medium", docs, tallies, |tally| &mut tally.media)
    }

    /// How often each value of a column occurs, into the tally at the place of each document.
    fn count_values(
        &self,
        column: &str,
        docs: &[Vec<(u32, DocId)>],
        tallies: &mut [Tally],
        counts: impl Fn(&mut Tally) -> &mut BTreeMap<String, u64>,
    ) -> Result<()> {
        for (docs, segment) in docs.iter().zip(self.searcher.segment_readers()) {
            let Some(column) = segment.fast_fields().str(column).map_err(|e| self.failed(&e))? else { continue };
            let mut counted: FxHashMap<(u64, u32), u64> = FxHashMap::default();
            for &(place, doc) in docs {
                column.term_ords(doc).for_each(|ord| *counted.entry((ord, place)).or_default() += 1);
            }
            let mut counted: Vec<((u64, u32), u64)> = counted.into_iter().collect();
            counted.sort_unstable();
            let ords: Vec<u64> = counted.iter().map(|&((ord, _), _)| ord).collect();
            let mut counted = counted.iter();
            self.texts(&column, &ords, |value| {
                let Some(&((_, place), n)) = counted.next() else { return };
                *counts(&mut tallies[place as usize]).entry(value.to_owned()).or_default() += n;
            })?;
        }
        Ok(())
    }

    /// The texts of sorted ordinals, one call for each; reads each block of the dictionary once.
    fn texts(&self, column: &StrColumn, ords: &[u64], mut take: impl FnMut(&str)) -> Result<()> {
        let take = |bytes: &[u8]| take(std::str::from_utf8(bytes).unwrap_or_default());
        if column.dictionary().sorted_ords_to_term_cb(ords, take).map_err(|e| self.failed(&e))? {
            return Ok(());
        }
        Err(self.failed(&"a column names a value that its dictionary does not hold"))
    }

    /// Rows of the speakers that a pattern means: those with exactly this name or alias, else those whose name has all its words, else
    /// those whose name has words that begin with them. One word means all who bear it, even if somebody has no other name.
    pub(super) fn speaker_query(&self, pattern: &str) -> Result<Box<dyn Query>> {
        let fields = &self.fields;
        let (folded, words) = (fold(pattern), words(pattern));
        let same = term_query(fields.speaker, &folded);
        if words.len() > 1 && self.exists(&*same)? {
            return Ok(same);
        }
        if !words.is_empty() {
            let all = words.iter().map(|word| (Occur::Must, term_query(fields.speaker_words, word)));
            let all = BooleanQuery::new(all.collect());
            if self.exists(&all)? {
                return Ok(Box::new(all));
            }
        }
        let alias = term_query(fields.alias, &folded);
        if self.exists(&*alias)? {
            return Ok(alias);
        }
        if words.is_empty() {
            return Ok(Box::new(EmptyQuery));
        }
        let mut all: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for word in &words {
            let terms = self.terms(fields.speaker_words, word, |_| true)?;
            let terms: Vec<Term> = terms.iter().map(|term| Term::from_field_text(fields.speaker_words, term)).collect();
            if terms.is_empty() {
                return Ok(Box::new(EmptyQuery));
            }
            all.push((Occur::Must, Box::new(TermSetQuery::new(terms))));
        }
        Ok(Box::new(BooleanQuery::new(all)))
    }

    /// The names that a pattern selects, with their number of quotes, most quoted first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speakers_matching(&self, pattern: &str) -> Result<Vec<(String, u64)>> {
        let quotes = term_query(self.fields.kind, "quote");
        let query = BooleanQuery::new(vec![(Occur::Must, quotes), (Occur::Must, self.speaker_query(pattern)?)]);
        let grouped = self.grouped(&query)?;
        let mut tallies: Vec<Tally> = grouped.ids.iter().map(|_| Tally::default()).collect();
        self.count_values("speaker", &grouped.docs, &mut tallies, |tally| &mut tally.names)?;
        let names = tallies.into_iter().map(|tally| most_frequent(tally.names).unwrap_or_default());
        let mut names: Vec<(String, u64)> = names.zip(grouped.quotes).collect();
        names.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        Ok(names)
    }

    /// Names that resemble a mistyped one, most similar first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn similar_speakers(&self, pattern: &str) -> Result<Vec<String>> {
        const MOST: usize = 3;
        let folded = fold(pattern);
        let letters = letters(&folded);
        let similar = |text: &str| strsim::jaro_winkler(text, &folded);
        // The terms are folded, and each word is there once: comparing them, and reading the names of those alone that resemble,
        // takes a fraction of the time of reading and folding all names.
        let mut alike = Vec::new();
        for field in [self.fields.speaker, self.fields.speaker_words] {
            let terms =
                self.terms(field, "", |term| may_resemble(term, &folded, &letters) && similar(term) >= SIMILAR)?;
            alike.extend(terms.iter().map(|term| Term::from_field_text(field, term)));
        }
        let likeness = |name: &str| words(name).iter().map(|word| similar(word)).fold(similar(&fold(name)), f64::max);
        let names = self.names(&TermSetQuery::new(alike))?.into_iter();
        let mut names: Vec<(f64, String)> = names.map(|name| (likeness(&name), name)).collect();
        names.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        Ok(names.into_iter().take(MOST).map(|(_, name)| name).collect())
    }

    /// Names of the speakers of what matches, as written.
    fn names(&self, query: &dyn Query) -> Result<BTreeSet<String>> {
        let mut names = BTreeSet::new();
        for (docs, segment) in self.matching(query)?.into_iter().zip(self.searcher.segment_readers()) {
            let Some(column) = segment.fast_fields().str("speaker").map_err(|e| self.failed(&e))? else { continue };
            let mut ords: Vec<u64> = docs.iter().flat_map(|&doc| column.term_ords(doc)).collect();
            ords.sort_unstable();
            ords.dedup();
            self.texts(&column, &ords, |name| {
                names.insert(name.to_owned());
            })?;
        }
        Ok(names)
    }
}

impl Grouped {
    /// The speakers, most quoted first.
    fn ranked(&self) -> Vec<u32> {
        let mut ranked: Vec<u32> = (0..self.ids.len() as u32).collect();
        ranked.sort_unstable_by(|&one, &other| {
            let (one, other) = (one as usize, other as usize);
            self.quotes[other].cmp(&self.quotes[one]).then_with(|| self.ids[one].cmp(&self.ids[other]))
        });
        ranked
    }

    /// The quotes of the speakers that have a place, with it.
    fn placed(&self, place: &[Option<u32>]) -> Vec<Vec<(u32, DocId)>> {
        let placed = |&(speaker, doc): &(u32, DocId)| Some((place[speaker as usize]?, doc));
        self.docs.iter().map(|docs| docs.iter().filter_map(placed).collect()).collect()
    }
}

fn row(id: String, quotes: u64, tally: Tally) -> wire::SpeakerRow {
    let mut aliases: Vec<(String, u64)> = tally.aliases.into_iter().collect();
    aliases.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    wire::SpeakerRow {
        id,
        name: most_frequent(tally.names).unwrap_or_default(),
        kind: most_frequent(tally.kinds).unwrap_or_default(),
        role: most_frequent(tally.roles),
        aliases: aliases.into_iter().map(|(alias, _)| alias).collect(),
        quotes,
        articles: tally.articles,
        first: tally.first.map(date),
        last: tally.last.map(date),
        media: tally.media,
    }
}

/// How often each letter occurs in a text; letters that share the last byte of their number are counted as one.
fn letters(text: &str) -> [u8; 256] {
    let mut counts = [0u8; 256];
    for c in text.chars() {
        let count = &mut counts[(u32::from(c) & 0xff) as usize];
        *count = count.saturating_add(1);
    }
    counts
}

/// Whether a likeness of [`SIMILAR`] to a text of these letters is possible. With m letters in common, Jaro's measure is at most a third
/// of m by one length, m by the other length, and 1; Winkler closes a tenth of the gap to 1 for each of the first 4 letters that agree.
/// This spares nearly all names the comparison itself.
fn may_resemble(one: &str, other: &str, other_letters: &[u8; 256]) -> bool {
    let mut left = *other_letters;
    let (mut common, mut one_len) = (0u32, 0u32);
    for c in one.chars() {
        one_len += 1;
        let count = &mut left[(u32::from(c) & 0xff) as usize];
        if *count > 0 {
            // A count that is full may stand for more letters.
            *count -= u8::from(*count < u8::MAX);
            common += 1;
        }
    }
    let same = one.chars().zip(other.chars()).take(4).take_while(|(one, other)| one == other).count();
    let (one_len, other_len) = (f64::from(one_len.max(1)), other.chars().count().max(1) as f64);
    let jaro = (f64::from(common) / one_len + f64::from(common) / other_len + 1.0) / 3.0;
    // A little room for how the measure itself is rounded.
    jaro + 0.1 * same as f64 * (1.0 - jaro) >= SIMILAR - 1e-6
}

/// The value counted most often; of equals the first in the alphabet, so that the order of files does not matter.
fn most_frequent(counts: BTreeMap<String, u64>) -> Option<String> {
    counts
        .into_iter()
        .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)))
        .map(|(value, _)| value)
}

fn words(text: &str) -> Vec<String> {
    tokenizer::words(text).into_iter().map(|(word, _)| word).collect()
}

fn date(day: u64) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}

#[cfg(test)]
mod tests {
    use super::{SIMILAR, letters, may_resemble};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_that_resembles_is_passed_over(one in "[a-c ]{0,14}", other in "[a-c]{1,9}") {
            prop_assert!(strsim::jaro_winkler(&one, &other) < SIMILAR || may_resemble(&one, &other, &letters(&other)));
        }
    }
}
