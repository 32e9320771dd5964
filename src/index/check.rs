//! Whether an index is whole: checksums, spans that still equal their text, and counts that agree.

use super::Store;
use super::reader::{Reader, key_of};
use super::schema::kind;
use crate::error::Result;
use crate::text::mark::without_outer_marks;
use crate::wire;
use std::collections::BTreeMap;

/// Most problems of one sort that are listed.
const MOST: usize = 20;

/// What is wrong; empty when nothing is.
pub(super) fn check(store: &Store) -> Result<Vec<String>> {
    let damages = super::damage::of(&store.dir).into_iter();
    let mut problems: Vec<String> =
        damages.map(|damage| format!("{damage}; rebuild: whosaid index --force PATH")).collect();
    if !problems.is_empty() {
        return Ok(problems);
    }
    let reader = store.reader()?;
    let mut found: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    let articles = reader.all(&*reader.of_kind(&kind::ARTICLES))?;
    let mut keys: Vec<(String, String)> = Vec::new();
    for address in articles {
        let head: wire::Head = reader.stored(address, reader.fields.head)?;
        keys.push((key_of(&head), head.path));
    }
    keys.sort();
    for (key, path) in &keys {
        let article = reader.article(key)?;
        let counts = found.entry(path.clone()).or_default();
        counts[0] += 1;
        counts[1] += article.quotes.len() as u64;
        counts[2] += article.claims.len() as u64;
        check_spans(key, &article, &mut problems);
        if problems.len() >= MOST {
            problems.push("… and maybe more".to_owned());
            return Ok(problems);
        }
    }
    check_counts(&reader, &found, &mut problems)?;
    Ok(problems)
}

fn check_spans(key: &str, article: &wire::Article, problems: &mut Vec<String>) {
    let text = article.text.as_deref().unwrap_or_default();
    let is_inside = |&[start, end]: &wire::Range| text.get(start..end).is_some();
    if article.blocks.iter().flatten().any(|block| !is_inside(&block.span)) {
        problems.push(format!("{key}: a block points outside of the text"));
    }
    for quote in &article.quotes {
        let parts: Option<Vec<&str>> =
            quote.spans.content.iter().map(|&[s, e]| text.get(s..e).map(without_outer_marks)).collect();
        if parts.is_none_or(|parts| parts.join(" … ") != quote.text) {
            problems.push(format!("{key}: quote {} does not equal the text at its place", quote.id));
        }
        let medium = quote.medium.as_ref().map(|medium| &medium.span);
        let said = quote.said.as_ref().map(|said| &said.span);
        let others = quote.spans.cue.iter().chain(&quote.spans.source).chain(medium).chain(said);
        if others.into_iter().any(|span| !is_inside(span)) {
            problems.push(format!("{key}: quote {} points outside of the text", quote.id));
        }
    }
    for claim in &article.claims {
        if text.get(claim.span[0]..claim.span[1]) != Some(claim.text.as_str()) {
            problems.push(format!("{key}: claim {} does not equal the text at its place", claim.id));
        }
        let quantities = claim.quantities.iter().map(|part| (&part.text, part.span));
        let dates = claim.dates.iter().map(|part| (&part.text, part.span));
        let pronouns = claim.antecedents.iter().map(|part| (&part.text, part.span));
        for (words, [start, end]) in quantities.chain(dates).chain(pronouns) {
            if text.get(start..end) != Some(words.as_str()) {
                problems.push(format!("{key}: \"{words}\" in claim {} does not equal the text at its place", claim.id));
            }
        }
    }
}

fn check_counts(reader: &Reader, found: &BTreeMap<String, [u64; 3]>, problems: &mut Vec<String>) -> Result<()> {
    let files = reader.files()?;
    for (path, record) in &files {
        let counts = found.get(path).copied().unwrap_or_default();
        if counts != [record.articles, record.quotes, record.claims] {
            problems.push(format!(
                "{path}: the manifest counts {} articles, {} quotes and {} claims, the index holds {}, {} and {}",
                record.articles, record.quotes, record.claims, counts[0], counts[1], counts[2]
            ));
        }
    }
    Ok(())
}
