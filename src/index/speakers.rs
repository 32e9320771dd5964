//! Who is quoted, with exact counts, and whom a name means: the columns are walked, because tantivy's own aggregation is cut off per segment.

use super::links::{Identity, Links, Of};
use super::query::{Filters, Sort};
use super::reader::{Reader, holds_words, term_query};
use super::tokenizer;
use super::units::most_frequent;
use crate::error::Result;
use crate::text::fold::fold;
use crate::wire::{self, Item};
use std::collections::{BTreeMap, BTreeSet};
use tantivy::query::{BooleanQuery, EmptyQuery, Occur, Query, TermSetQuery};
use tantivy::{DocAddress, DocId, Term};

/// Names this similar (Jaro-Winkler) are suggested for a mistyped one.
const SIMILAR: f64 = 0.85;

/// One word means the one speaker who has this many times as many quotes as any other who bears it.
const DOMINANT: u64 = 5;

/// What is gathered of one speaker.
#[derive(Default)]
struct Tally {
    articles: u64,
    last_article: Option<(usize, u64)>,
    first: Option<u64>,
    last: Option<u64>,
    /// Number of quotes by month of publication, as yyyymm; articles dated by the year alone are left out.
    months: BTreeMap<u64, u64>,
    media: BTreeMap<String, u64>,
    publishers: BTreeMap<String, u64>,
    addressees: BTreeMap<String, u64>,
    affiliations: BTreeMap<String, u64>,
    names: BTreeMap<String, u64>,
    kinds: BTreeMap<String, u64>,
    roles: BTreeMap<String, u64>,
    aliases: BTreeMap<String, u64>,
}

/// Whom a pattern means.
struct Meant {
    /// Places of the speakers meant, most quoted first.
    chosen: Vec<usize>,
    /// Of those who bear the name too and are not meant.
    others: Vec<usize>,
}

/// The speakers that a pattern selects, and those that it might mean too, each with the number of quotes, most quoted first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// Selected.
    pub chosen: Vec<(String, u64)>,
    /// Bearers of the name who are quoted far less.
    pub others: Vec<(String, u64)>,
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
    /// Quotes whose article is dated by the month or year alone, so that it may lie outside of the days asked for.
    pub partly_dated: u64,
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
        let partly_dated = self.partly_dated(&clauses, &filters)?;
        let links = self.links()?;
        let quotes = links.among(&self.matching(&BooleanQuery::new(clauses))?);
        let mut n_quotes = vec![0_u64; links.speakers.len()];
        for &(speaker, _) in quotes.iter().flatten() {
            n_quotes[speaker as usize] += 1;
        }
        let mut ranked: Vec<usize> = (0..n_quotes.len()).filter(|&at| n_quotes[at] > 0).collect();
        let total = ranked.len() as u64;
        ranked.sort_by(|&one, &other| {
            let name = |at: usize| &links.speakers[at].name;
            n_quotes[other].cmp(&n_quotes[one]).then_with(|| name(one).cmp(name(other)))
        });
        if sort == Sort::Date {
            let mut all: Vec<Tally> = links.speakers.iter().map(|_| Tally::default()).collect();
            self.count_quotes(&quotes, &mut all)?;
            ranked.sort_by_key(|&speaker| std::cmp::Reverse(all[speaker].last));
        }
        let page: Vec<usize> = ranked.into_iter().skip(offset).take(limit).collect();
        let mut tallies: Vec<Tally> = page.iter().map(|_| Tally::default()).collect();
        self.count_quotes(&placed(&quotes, &page, n_quotes.len()), &mut tallies)?;
        let all = self.quotes_of(links, &page)?;
        self.count_values("speaker", &all, &mut tallies, |tally| &mut tally.names)?;
        self.count_values("speaker_kind", &all, &mut tallies, |tally| &mut tally.kinds)?;
        self.count_values("role", &all, &mut tallies, |tally| &mut tally.roles)?;
        self.count_values("alias", &all, &mut tallies, |tally| &mut tally.aliases)?;
        let rows = page.iter().zip(tallies).map(|(&at, tally)| row(&links.speakers[at], n_quotes[at], tally));
        Ok(Speakers { rows: rows.collect(), total, undated_left_out, partly_dated })
    }

    /// All quotes of some speakers, each with the place among these of who said it.
    fn quotes_of(&self, links: &Links, speakers: &[usize]) -> Result<Vec<Vec<(u32, DocId)>>> {
        let quotes = links.among(&self.matching(&*term_query(self.fields.kind, "quote"))?);
        Ok(placed(&quotes, speakers, links.speakers.len()))
    }

    /// Everything about the one speaker whom a name means; `None` where it means nobody or several.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn portrait(&self, name: &str) -> Result<Option<wire::Portrait>> {
        let links = self.links()?;
        let [at] = self.meant(name)?.chosen[..] else { return Ok(None) };
        let identity = &links.speakers[at];
        let quotes = self.quotes_of(links, &[at])?;
        let mut tallies = [Tally::default()];
        self.count_quotes(&quotes, &mut tallies)?;
        self.count_values("speaker", &quotes, &mut tallies, |tally| &mut tally.names)?;
        self.count_values("speaker_kind", &quotes, &mut tallies, |tally| &mut tally.kinds)?;
        self.count_values("role", &quotes, &mut tallies, |tally| &mut tally.roles)?;
        self.count_values("alias", &quotes, &mut tallies, |tally| &mut tally.aliases)?;
        self.count_values("publisher", &quotes, &mut tallies, |tally| &mut tally.publishers)?;
        self.count_values("addressee", &quotes, &mut tallies, |tally| &mut tally.addressees)?;
        self.count_values("affiliation", &quotes, &mut tallies, |tally| &mut tally.affiliations)?;
        let [mut tally] = tallies;
        let month = |(month, n): (u64, u64)| (format!("{:04}-{:02}", month / 100, month % 100), n);
        let portrait = wire::Portrait {
            names: std::mem::take(&mut tally.names),
            roles: tally.roles.clone(),
            affiliations: std::mem::take(&mut tally.affiliations),
            publishers: std::mem::take(&mut tally.publishers),
            addressees: std::mem::take(&mut tally.addressees),
            months: std::mem::take(&mut tally.months).into_iter().map(month).collect(),
            first_quote: self.quote_of_day(&quotes, tally.first)?,
            last_quote: self.quote_of_day(&quotes, tally.last)?,
            because: identity.because.clone(),
            speaker: row(identity, identity.quotes, Tally { names: BTreeMap::new(), ..tally }),
        };
        Ok(Some(portrait))
    }

    /// One quote of a day; of several the one whose id comes first.
    fn quote_of_day(&self, quotes: &[Vec<(u32, DocId)>], day: Option<u64>) -> Result<Option<wire::Row>> {
        let Some(day) = day else { return Ok(None) };
        let mut best: Option<(String, DocAddress)> = None;
        for ((quotes, segment), at) in quotes.iter().zip(self.searcher.segment_readers()).zip(0..) {
            let column = segment.fast_fields().column_opt::<u64>("last_day").map_err(|e| self.failed(&e))?;
            let on_day = |doc| column.as_ref().and_then(|column| column.first(doc)) == Some(day);
            for &(_, doc) in quotes.iter().filter(|&&(_, doc)| on_day(doc)) {
                let address = DocAddress::new(at, doc);
                let quote: wire::Quote = self.stored(address, self.fields.record)?;
                if best.as_ref().is_none_or(|(id, _)| quote.id < *id) {
                    best = Some((quote.id, address));
                }
            }
        }
        best.map(|(_, address)| self.quote_row(address)).transpose()
    }

    /// How many speakers are quoted.
    pub(super) fn speaker_count(&self) -> Result<u64> {
        Ok(self.links()?.speakers.len() as u64)
    }

    /// Gives the row of a document the name that its speaker has over the whole index.
    pub(super) fn unify(&self, address: DocAddress, item: &mut Item) -> Result<()> {
        let (Item::Quote(wire::Quote { speaker, .. }) | Item::Claim(wire::Claim { speaker, .. })) = item else {
            return Ok(());
        };
        let links = self.links()?;
        match (links.of(address.segment_ord as usize, address.doc_id), speaker.as_mut()) {
            (Of::Speaker(at), Some(speaker)) => {
                let Identity { id, name, .. } = &links.speakers[at];
                (speaker.id, speaker.name) = (id.clone(), name.clone());
            }
            (Of::Forgotten, _) => *speaker = None,
            _ => {}
        }
        Ok(())
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
                    let month = last / 100;
                    if first_day.as_ref().and_then(|column| column.first(doc)).is_some_and(|first| first / 100 == month)
                    {
                        *tally.months.entry(month).or_default() += 1;
                    }
                    tally.last = Some(tally.last.map_or(last, |known| known.max(last)));
                }
            }
        }
        self.count_values("medium", docs, tallies, |tally| &mut tally.media)
    }

    /// Rows of the speakers that a pattern means.
    pub(super) fn speaker_query(&self, pattern: &str) -> Result<Box<dyn Query>> {
        Ok(Box::new(self.links()?.said_by(&self.meant(pattern)?.chosen)))
    }

    /// Whom a pattern means: of several who bear one word, the one who is quoted far more than the others.
    fn meant(&self, pattern: &str) -> Result<Meant> {
        let links = self.links()?;
        let bearing = links.among(&self.matching(&*self.bearing(pattern)?)?);
        let bearers: BTreeSet<usize> = bearing.iter().flatten().map(|&(at, _)| at as usize).collect();
        let mut chosen: Vec<usize> = bearers.into_iter().collect();
        let of = |at: usize| &links.speakers[at];
        chosen.sort_by(|&one, &other| {
            of(other).quotes.cmp(&of(one).quotes).then_with(|| of(one).name.cmp(&of(other).name))
        });
        let dominant = words(pattern).len() == 1
            && chosen.len() > 1
            && of(chosen[0]).name.contains(' ')
            && of(chosen[0]).quotes >= DOMINANT * of(chosen[1]).quotes;
        let others = if dominant { chosen.split_off(1) } else { Vec::new() };
        Ok(Meant { chosen, others })
    }

    /// Quotes and claims whose speaker bears a name: those with exactly this name or alias, else those whose name has all its words, else
    /// those whose name has words that begin with them. One word means all who bear it, even if somebody has no other name. Names that the
    /// user gave are names too.
    fn bearing(&self, pattern: &str) -> Result<Box<dyn Query>> {
        let given = self.names.given().filter(|(_, shown)| holds_words(shown, pattern));
        let given: Vec<Term> = given.map(|(name, _)| Term::from_field_text(self.fields.speaker, &fold(name))).collect();
        let found = self.bearing_as_written(pattern)?;
        if given.is_empty() {
            return Ok(found);
        }
        let given: Box<dyn Query> = Box::new(TermSetQuery::new(given));
        Ok(Box::new(BooleanQuery::new(vec![(Occur::Should, found), (Occur::Should, given)])))
    }

    fn bearing_as_written(&self, pattern: &str) -> Result<Box<dyn Query>> {
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

    /// The speakers that a pattern selects, and those that it might mean too.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speakers_matching(&self, pattern: &str) -> Result<Matching> {
        let Meant { chosen, others } = self.meant(pattern)?;
        let links = self.links()?;
        let named = |at: usize| (links.speakers[at].name.clone(), links.speakers[at].quotes);
        Ok(Matching {
            chosen: chosen.into_iter().map(named).collect(),
            others: others.into_iter().map(named).collect(),
        })
    }

    /// The numbers of quotes of those who bear the name `shown`, or are shown by it, and are not called `name`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn others_called(&self, shown: &str, name: &str) -> Result<Vec<u64>> {
        let links = self.links()?;
        let called = |name: &str| -> Result<BTreeSet<usize>> {
            let found = links.among(&self.matching(&*term_query(self.fields.speaker, &fold(name)))?);
            Ok(found.iter().flatten().map(|&(at, _)| at as usize).collect())
        };
        let own = called(name)?;
        let mut others = called(shown)?;
        let is_shown = |at: &usize| fold(&links.speakers[*at].name) == fold(shown);
        others.extend((0..links.speakers.len()).filter(is_shown));
        Ok(others.difference(&own).map(|&at| links.speakers[at].quotes).collect())
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

/// The quotes of the speakers on a page, each with its place on it; there are `n_speakers` in all.
fn placed(quotes: &[Vec<(u32, DocId)>], page: &[usize], n_speakers: usize) -> Vec<Vec<(u32, DocId)>> {
    let mut places: Vec<Option<u32>> = vec![None; n_speakers];
    for (&speaker, at) in page.iter().zip(0..) {
        places[speaker] = Some(at);
    }
    let of_page = |&(speaker, doc): &(u32, DocId)| Some((places[speaker as usize]?, doc));
    quotes.iter().map(|quotes| quotes.iter().filter_map(of_page).collect()).collect()
}

fn row(identity: &Identity, quotes: u64, tally: Tally) -> wire::SpeakerRow {
    let Identity { id, name, .. } = identity.clone();
    let mut aliases = tally.aliases;
    for (other, n) in tally.names {
        *aliases.entry(other).or_default() += n;
    }
    aliases.remove(&name);
    let mut aliases: Vec<(String, u64)> = aliases.into_iter().collect();
    aliases.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    wire::SpeakerRow {
        id,
        name,
        kind: most_frequent(&tally.kinds).unwrap_or_default(),
        role: most_frequent(&tally.roles),
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
