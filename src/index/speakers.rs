//! Who is quoted, with exact counts: the columns are walked, because tantivy's own aggregation is cut off per segment.

use super::query::{Filters, Sort};
use super::reader::Reader;
use super::tokenizer;
use crate::error::Result;
use crate::text::fold::fold;
use crate::wire;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::Term;
use tantivy::columnar::StrColumn;
use tantivy::query::BooleanQuery;

/// Names this similar (Jaro-Winkler) are suggested for a mistyped one.
const SIMILAR: f64 = 0.85;

/// What is gathered of one speaker.
#[derive(Default)]
struct Tally {
    quotes: u64,
    articles: BTreeSet<String>,
    first: Option<u64>,
    last: Option<u64>,
    media: BTreeMap<String, u64>,
    example: Option<tantivy::DocAddress>,
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
    /// Speakers by number of quotes, or by the last day they were quoted on. `name` keeps those whose name or alias has its words.
    /// A `limit` of 0 gives all, without looking their roles and aliases up.
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
        let addresses = self.all(&BooleanQuery::new(clauses))?;
        let mut tallies: FxHashMap<String, Tally> = FxHashMap::default();
        for group in addresses.chunk_by(|one, other| one.segment_ord == other.segment_ord) {
            let columns = self.searcher.segment_reader(group[0].segment_ord).fast_fields();
            let text = |name: &str| columns.str(name).map_err(|e| self.failed(&e));
            let (ids, articles, media) = (text("speaker_id")?, text("article")?, text("medium")?);
            let day = |name: &str| columns.column_opt::<u64>(name).map_err(|e| self.failed(&e));
            let (first_day, last_day) = (day("first_day")?, day("last_day")?);
            for &address in group {
                let doc = address.doc_id;
                let Some(id) = value(ids.as_ref(), doc) else { continue };
                let tally = tallies.entry(id).or_default();
                tally.quotes += 1;
                tally.example.get_or_insert(address);
                tally.articles.extend(value(articles.as_ref(), doc));
                if let Some(medium) = value(media.as_ref(), doc) {
                    *tally.media.entry(medium).or_default() += 1;
                }
                if let Some(first) = first_day.as_ref().and_then(|column| column.first(doc)) {
                    tally.first = Some(tally.first.map_or(first, |known| known.min(first)));
                }
                if let Some(last) = last_day.as_ref().and_then(|column| column.first(doc)) {
                    tally.last = Some(tally.last.map_or(last, |known| known.max(last)));
                }
            }
        }
        let total = tallies.len() as u64;
        let mut ranked: Vec<(String, Tally)> = tallies.into_iter().collect();
        let rank = |tally: &Tally| match sort {
            Sort::Date => (tally.last, tally.quotes),
            Sort::Relevance | Sort::Score => (None, tally.quotes),
        };
        ranked.sort_by(|one, other| rank(&other.1).cmp(&rank(&one.1)).then_with(|| one.0.cmp(&other.0)));
        let wanted = if limit == 0 { ranked.len() } else { limit };
        let mut rows = Vec::new();
        for (id, tally) in ranked.into_iter().skip(offset).take(wanted) {
            rows.push(self.speaker_row(id, tally, limit != 0)?);
        }
        if sort != Sort::Date {
            rows.sort_by(|one, other| other.quotes.cmp(&one.quotes).then_with(|| one.name.cmp(&other.name)));
        }
        Ok(Speakers { rows, total, undated_left_out })
    }

    /// One row; with `whole`, all quotes are read for the roles and aliases.
    fn speaker_row(&self, id: String, tally: Tally, whole: bool) -> Result<wire::SpeakerRow> {
        let mut roles: BTreeMap<String, u64> = BTreeMap::new();
        let mut aliases: BTreeMap<String, u64> = BTreeMap::new();
        let mut names: BTreeMap<String, u64> = BTreeMap::new();
        let mut kind = String::new();
        let examples: Vec<tantivy::DocAddress> = if whole {
            let query = super::reader::term_query(self.fields.speaker_id, &id);
            let quotes = BooleanQuery::new(vec![
                (tantivy::query::Occur::Must, query),
                (tantivy::query::Occur::Must, super::reader::term_query(self.fields.kind, "quote")),
            ]);
            self.all(&quotes)?
        } else {
            tally.example.into_iter().collect()
        };
        for address in examples {
            let quote: wire::Quote = self.stored(address, self.fields.record)?;
            let Some(speaker) = quote.speaker else { continue };
            if let Some(role) = speaker.role {
                *roles.entry(role).or_default() += 1;
            }
            for alias in speaker.aliases {
                *aliases.entry(alias).or_default() += 1;
            }
            *names.entry(speaker.name).or_default() += 1;
            kind = speaker.kind;
        }
        let role = most_frequent(roles);
        let name = most_frequent(names).unwrap_or_default();
        let mut aliases: Vec<(String, u64)> = aliases.into_iter().collect();
        aliases.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        Ok(wire::SpeakerRow {
            id,
            name,
            kind,
            role,
            aliases: aliases.into_iter().map(|(alias, _)| alias).collect(),
            quotes: tally.quotes,
            articles: tally.articles.len() as u64,
            first: tally.first.map(date),
            last: tally.last.map(date),
            media: tally.media,
        })
    }

    /// Terms that select the speakers a pattern means: those with exactly this name or alias, else those whose name has all its words,
    /// else those whose name has words that begin with them.
    pub(super) fn speaker_terms(&self, pattern: &str) -> Result<Vec<Term>> {
        let folded = fold(pattern);
        let prefix = |value: &str| {
            let value: Vec<String> = words(value);
            let mut pattern = words(pattern).into_iter().peekable();
            pattern.peek().is_some() && pattern.all(|want| value.iter().any(|word| word.starts_with(&want)))
        };
        let same = self.terms(self.fields.speaker, "", |value| fold(value) == folded)?;
        let mut names = if words(pattern).len() > 1 && !same.is_empty() {
            same
        } else {
            self.terms(self.fields.speaker, "", |value| super::reader::holds_words(value, pattern))?
        };
        if names.is_empty() {
            let aliases = self.terms(self.fields.alias, "", |value| fold(value) == folded)?;
            if !aliases.is_empty() {
                return Ok(aliases.iter().map(|value| Term::from_field_text(self.fields.alias, value)).collect());
            }
            names = self.terms(self.fields.speaker, "", prefix)?;
        }
        Ok(names.iter().map(|value| Term::from_field_text(self.fields.speaker, value)).collect())
    }

    /// The names that a pattern selects, with their number of quotes, most quoted first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speakers_matching(&self, pattern: &str) -> Result<Vec<(String, u64)>> {
        let found = self.speakers(Some(pattern), &Filters::default(), Sort::Score, 0, 0)?;
        Ok(found.rows.into_iter().map(|row| (row.name, row.quotes)).collect())
    }

    /// Names that resemble a mistyped one, most similar first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn similar_speakers(&self, pattern: &str) -> Result<Vec<String>> {
        const MOST: usize = 3;
        let folded = fold(pattern);
        let likeness = |value: &str| {
            let whole = strsim::jaro_winkler(&fold(value), &folded);
            words(value).iter().map(|word| strsim::jaro_winkler(word, &folded)).fold(whole, f64::max)
        };
        let mut names: Vec<(f64, String)> = self
            .terms(self.fields.speaker, "", |value| likeness(value) >= SIMILAR)?
            .into_iter()
            .map(|name| (likeness(&name), name))
            .collect();
        names.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        Ok(names.into_iter().take(MOST).map(|(_, name)| name).collect())
    }
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

fn value(column: Option<&StrColumn>, doc: u32) -> Option<String> {
    let column = column?;
    let ord = column.ords().first(doc)?;
    let mut text = String::new();
    column.ord_to_str(ord, &mut text).ok()?.then_some(text)
}

fn date(day: u64) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}
