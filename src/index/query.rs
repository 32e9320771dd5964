//! What the user asks: words, phrases, exclusions and prefixes, read leniently, and the filters of every listing.

use super::tokenizer;
use crate::article::PartialDate;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Kind {
    /// Quotes.
    #[default]
    Quotes,
    /// Claims.
    Claims,
    /// Articles.
    Articles,
}

/// The kinds of a quote.
pub const QUOTE_KINDS: [&str; 3] = ["direct", "mixed", "indirect"];

/// The kinds of a claim.
pub const CLAIM_KINDS: [&str; 7] = ["quantity", "event", "comparison", "cause", "rule", "quote", "prediction"];

impl Kind {
    /// What `kind` may be for such rows.
    pub(super) fn kinds(self) -> &'static [&'static str] {
        match self {
            Kind::Quotes => &QUOTE_KINDS,
            Kind::Claims => &CLAIM_KINDS,
            Kind::Articles => &[],
        }
    }
}

/// What rows must have; within one field any value does, all fields must hold.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Filters {
    /// Names of speakers, whole or in part.
    pub speaker: Vec<String>,
    /// Media or publishers.
    pub source: Vec<String>,
    /// Publishers.
    pub publisher: Vec<String>,
    /// Names in the byline.
    pub author: Vec<String>,
    /// Kind of quote or of claim.
    pub kind: Option<String>,
    /// Published on this day or later.
    pub since: Option<PartialDate>,
    /// Published on this day or earlier.
    pub until: Option<PartialDate>,
    /// Least confidence of a quote.
    pub min_confidence: Option<f64>,
    /// Least score of a claim.
    pub min_score: Option<f64>,
    /// `article` or `speaker`, for claims.
    pub voice: Option<String>,
    /// Only claims that hold an amount.
    pub with_number: bool,
    /// Files and folders.
    pub path: Vec<String>,
    /// Articles, by id, path, or `path#part`.
    pub article: Vec<String>,
}

/// In which order rows come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Latest first, undated last.
    Date,
    /// Highest score or confidence first.
    Score,
}

/// One request.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What is listed.
    pub kind: Kind,
    /// The query as typed; may be empty.
    pub query: String,
    /// Filters, beside those in the query.
    pub filters: Filters,
    /// Order.
    pub sort: Sort,
    /// How many rows; 0 for all.
    pub limit: usize,
    /// How many rows to leave out before them.
    pub offset: usize,
}

/// Words in order: one word, or the words of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Folded.
    pub(crate) words: Vec<String>,
    /// Exactly these words; else their other forms match too.
    pub(crate) exact: bool,
    /// Rows with it are left out.
    pub(crate) excluded: bool,
}

/// Reads a query: what it asks for, the filters in it (added to `filters`), and notes on what was read as plain text. Never an error.
pub(crate) fn parse(query: &str, filters: &mut Filters) -> (Vec<Part>, Vec<String>) {
    let mut parts = Vec::new();
    let mut notes = Vec::new();
    let mut rest = query.trim_start();
    while !rest.is_empty() {
        let (excluded, body) = match rest.strip_prefix('-') {
            Some(body) if body.starts_with(|c: char| c.is_alphanumeric() || is_mark(c)) => (true, body),
            _ => (false, rest),
        };
        let Value { mut text, quoted, closed, mut after } = value(body);
        if let Some((name, _)) = text.split_once(':').filter(|_| !quoted) {
            match prefixed(name, body, excluded) {
                Prefixed::Filter { value, after } => match apply(name, value, filters) {
                    Ok(()) => {
                        rest = after.trim_start();
                        continue;
                    }
                    Err(note) => notes.push(note),
                },
                Prefixed::Text(note) => notes.extend(note),
            }
            // kind:"no such kind" is one phrase.
            if let Some(whole) = whole_value(name, body) {
                (text, after) = whole;
            }
        }
        if !closed {
            notes.push("a quotation mark is never closed; what follows it is read as one phrase".to_owned());
        }
        let words: Vec<String> = tokenizer::words(text).into_iter().map(|(word, _)| word).collect();
        if !quoted {
            notes.extend(foreign_syntax(text, query));
        }
        if !words.is_empty() {
            parts.push(Part { exact: quoted || words.len() > 1, words, excluded });
        }
        rest = after.trim_start();
    }
    if filters == &Filters::default() {
        if parts.is_empty() && !query.is_empty() {
            notes.push("the query has no words; everything is listed".to_owned());
        } else if !parts.is_empty() && parts.iter().all(|part| part.excluded) {
            notes.push("only words to leave out were given; everything else is listed".to_owned());
        }
    }
    notes.dedup();
    (parts, notes)
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// The next value of a query.
struct Value<'a> {
    /// Without its marks.
    text: &'a str,
    /// Stood in quotation marks.
    quoted: bool,
    /// The mark that opens it is closed.
    closed: bool,
    /// What follows.
    after: &'a str,
}

/// The next value: a phrase in marks, or a word.
fn value(text: &str) -> Value<'_> {
    if let Some(first) = text.chars().next().filter(|&c| is_mark(c)) {
        let inner = &text[first.len_utf8()..];
        return match inner.find(is_mark) {
            Some(end) => {
                let close = inner[end..].chars().next().map_or(0, char::len_utf8);
                Value { text: &inner[..end], quoted: true, closed: true, after: &inner[end + close..] }
            }
            None => Value { text: inner, quoted: true, closed: false, after: "" },
        };
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    Value { text: &text[..end], quoted: false, closed: true, after: &text[end..] }
}

/// A word with a colon in it.
enum Prefixed<'a> {
    /// A filter with its value: a word, or a phrase as in `source:"truth social"`.
    Filter { value: &'a str, after: &'a str },
    /// Plain text, with a note where it looks like a filter.
    Text(Option<String>),
}

const PREFIXES: [&str; 8] = ["speaker", "source", "publisher", "author", "kind", "since", "until", "path"];

fn prefixed<'a>(name: &str, body: &'a str, excluded: bool) -> Prefixed<'a> {
    if PREFIXES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        if excluded {
            let note = format!("\"-{name}:\" cannot leave out; read as text (only words can be left out)");
            return Prefixed::Text(Some(note));
        }
        let Value { text: value, after, .. } = value(&body[name.len() + 1..]);
        return Prefixed::Filter { value, after };
    }
    let is_address = value(body).text.contains("//");
    let looks_like_one = !name.is_empty() && name.chars().all(char::is_alphabetic) && !is_address;
    Prefixed::Text(
        looks_like_one.then(|| format!("\"{name}:\" is no filter; read as text (filters: {})", PREFIXES.join(" "))),
    )
}

/// `name:"a phrase"` whole, and what follows it; `None` when the value is not in marks.
fn whole_value<'a>(name: &str, body: &'a str) -> Option<(&'a str, &'a str)> {
    let Value { quoted, after, .. } = value(&body[name.len() + 1..]);
    quoted.then(|| (&body[..body.len() - after.len()], after))
}

/// A note on what means something in other search programs and is a word, or nothing, here.
fn foreign_syntax(word: &str, query: &str) -> Option<String> {
    if matches!(word, "AND" | "OR" | "NOT") && word != query.trim() {
        return Some(format!("{word} is read as a word; all words must be there, -word leaves one out"));
    }
    (word.len() > 1 && word.contains('*'))
        .then(|| "* is left out; words match their other forms (tariff, tariffs) without it".to_owned())
}

fn apply(name: &str, value: &str, filters: &mut Filters) -> Result<(), String> {
    let name = name.to_lowercase();
    if value.trim().is_empty() {
        return Err(format!("\"{name}:\" has no value; read as text (write {name}:value, without a space)"));
    }
    let owned = value.to_owned();
    match name.as_str() {
        "speaker" => filters.speaker.push(owned),
        "source" => filters.source.push(owned),
        "publisher" => filters.publisher.push(owned),
        "author" => filters.author.push(owned),
        "path" => filters.path.push(owned),
        "kind" if QUOTE_KINDS.iter().chain(&CLAIM_KINDS).any(|kind| value.eq_ignore_ascii_case(kind)) => {
            filters.kind = Some(owned);
        }
        "kind" => {
            let (quotes, claims) = (QUOTE_KINDS.join(" "), CLAIM_KINDS.join(" "));
            return Err(format!("\"kind:{value}\" is no kind; read as text (quotes: {quotes}; claims: {claims})"));
        }
        _ => match PartialDate::parse(value) {
            Some(date) if name == "since" => filters.since = Some(date),
            Some(date) => filters.until = Some(date),
            None => {
                return Err(format!("\"{name}:{value}\" is no date; read as text (give 2025, 2025-11 or 2025-11-24)"));
            }
        },
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Filters, parse};
    use proptest::prelude::*;

    #[test]
    fn words_phrases_prefixes_and_exclusions() {
        let mut filters = Filters::default();
        let (parts, notes) =
            parse("speaker:trump source:\"truth social\" since:2025-11-01 “big Picture” -tariff deal", &mut filters);
        assert_eq!(filters.speaker, ["trump"]);
        assert_eq!(filters.source, ["truth social"]);
        assert_eq!(filters.since.expect("a date").to_string(), "2025-11-01");
        assert_eq!(parts.len(), 3);
        assert!(parts[0].exact && parts[0].words == ["big", "picture"]);
        assert!(parts[1].excluded && parts[1].words == ["tariff"]);
        assert!(!parts[2].exact && notes.is_empty());
    }

    #[test]
    fn what_is_no_syntax_is_text_with_a_note() {
        let check = |query: &str, words: &[&str], note: &str| {
            let mut filters = Filters::default();
            let (parts, notes) = parse(query, &mut filters);
            let got: Vec<String> = parts.iter().map(|part| part.words.join(" ")).collect();
            assert_eq!((got.join("|"), &filters), (words.join("|"), &Filters::default()), "{query}");
            assert!(notes.iter().any(|got| got.contains(note)) && notes.len() == 1, "{query}: {notes:?}");
        };
        check("speeker:trump https://a.org/b:c", &["speeker trump", "https a org b c"], "no filter");
        check("since:soon", &["since soon"], "no date");
        check("kind:\"no such\" ferry", &["kind no such", "ferry"], "no kind");
        check("speaker: trump", &["speaker", "trump"], "no value");
        check("-speaker:trump ferry", &["speaker trump", "ferry"], "leave out");
        check("\"big picture", &["big picture"], "never closed");
        check("ferry OR dam", &["ferry", "or", "dam"], "all words");
        check("tarif*", &["tarif"], "* is left out");
        check("!!!", &[], "no words");
        check("-ferry", &["ferry"], "everything else");
    }

    proptest! {
        #[test]
        fn any_query_can_be_read(query in ".{0,60}") {
            parse(&query, &mut Filters::default());
        }
    }
}
