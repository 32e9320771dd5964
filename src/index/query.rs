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
        let (value, quoted, after) = value(body);
        let prefix = (!quoted && !excluded).then(|| value.split_once(':')).flatten();
        match prefix {
            Some((name, first)) if is_prefix(name) => {
                // The value may be a phrase of its own: source:"truth social"
                let start = body.len() - body[name.len() + 1..].len();
                let (word, _, after) = self::value(&body[start..]);
                let given = if first.is_empty() && word.is_empty() { "" } else { word };
                match apply(&name.to_lowercase(), given, filters) {
                    Ok(()) => {}
                    Err(note) => notes.push(note),
                }
                rest = after.trim_start();
                continue;
            }
            Some((name, _)) if !name.is_empty() && name.chars().all(char::is_alphabetic) && !value.contains("//") => {
                notes.push(format!("\"{name}:\" is no filter; read as text (filters: speaker source publisher author kind since until path)"));
            }
            _ => {}
        }
        let words: Vec<String> = tokenizer::words(value).into_iter().map(|(word, _)| word).collect();
        if !words.is_empty() {
            parts.push(Part { exact: quoted || words.len() > 1, words, excluded });
        }
        rest = after.trim_start();
    }
    if !parts.is_empty() && parts.iter().all(|part| part.excluded) && filters == &Filters::default() {
        notes.push("only words to leave out were given; everything else is listed".to_owned());
    }
    (parts, notes)
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// The next value: a phrase in marks or a word; whether it was in marks; and what follows.
fn value(text: &str) -> (&str, bool, &str) {
    if let Some(first) = text.chars().next().filter(|&c| is_mark(c)) {
        let inner = &text[first.len_utf8()..];
        return match inner.find(is_mark) {
            Some(end) => {
                let close = inner[end..].chars().next().map_or(0, char::len_utf8);
                (&inner[..end], true, &inner[end + close..])
            }
            None => (inner, true, ""),
        };
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    // speaker:"ann lee" is one value for whoever reads the prefix.
    (&text[..end], false, &text[end..])
}

fn is_prefix(name: &str) -> bool {
    ["speaker", "source", "publisher", "author", "kind", "since", "until", "path"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

fn apply(name: &str, value: &str, filters: &mut Filters) -> Result<(), String> {
    if value.trim().is_empty() {
        return Err(format!("\"{name}:\" has no value; left out"));
    }
    let owned = value.to_owned();
    match name {
        "speaker" => filters.speaker.push(owned),
        "source" => filters.source.push(owned),
        "publisher" => filters.publisher.push(owned),
        "author" => filters.author.push(owned),
        "path" => filters.path.push(owned),
        "kind" => filters.kind = Some(owned),
        _ => match PartialDate::parse(value) {
            Some(date) if name == "since" => filters.since = Some(date),
            Some(date) => filters.until = Some(date),
            None => return Err(format!("\"{name}:{value}\" is no date; left out (give 2025, 2025-11 or 2025-11-24)")),
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
    fn what_is_no_syntax_is_text() {
        let mut filters = Filters::default();
        let (parts, notes) = parse("speeker:trump since:soon https://a.org/b:c", &mut filters);
        assert_eq!(parts[0].words, ["speeker", "trump"]);
        assert_eq!(notes.len(), 2);
        assert_eq!(filters.since, None);
    }

    proptest! {
        #[test]
        fn any_query_can_be_read(query in ".{0,60}") {
            parse(&query, &mut Filters::default());
        }
    }
}
