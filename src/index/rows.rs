//! What a hit shows: its record, the name of its speaker over the whole index, the words that match, and the text around them.

use super::query::{Kind, Part};
use super::reader::{Reader, key_of, stem, term_query};
use super::schema::kind;
use super::tokenizer;
use crate::error::Result;
use crate::wire;
use tantivy::DocAddress;
use tantivy::query::{BooleanQuery, Occur};

/// Words of context shown on either side, in bytes.
const CONTEXT_BYTES: usize = 160;

/// The text of an article's record, without the blocks that a row does not show.
#[derive(serde::Deserialize)]
struct Text {
    text: Option<String>,
}

impl Reader {
    /// The row of a quote.
    pub(super) fn quote_row(&self, address: DocAddress) -> Result<wire::Row> {
        self.row(address, Kind::Quotes, None, &[])
    }

    pub(super) fn row(
        &self,
        address: DocAddress,
        kind: Kind,
        relevance: Option<f32>,
        parts: &[Part],
    ) -> Result<wire::Row> {
        let document = self.document(address)?;
        let head: wire::Head = self.json(&document, self.fields.head)?;
        let relevance = relevance.map(|score| (f64::from(score) * 1000.0).round() / 1000.0);
        let (mut item, highlights, context) = match kind {
            Kind::Quotes => {
                let quote: wire::Quote = self.json(&document, self.fields.record)?;
                let highlights = highlights(&quote.text, parts);
                let span =
                    [quote.spans.content.first().map_or(0, |s| s[0]), quote.spans.content.last().map_or(0, |s| s[1])];
                let context = self.text_of(address, &head)?.map(|text| context(&text, span));
                (wire::Item::Quote(quote), highlights, context)
            }
            Kind::Claims => {
                let claim: wire::Claim = self.json(&document, self.fields.record)?;
                let highlights = highlights(&claim.text, parts);
                let context = self.text_of(address, &head)?.map(|text| context(&text, claim.span));
                (wire::Item::Claim(claim), highlights, context)
            }
            Kind::Articles => {
                let article: Text = self.json(&document, self.fields.record)?;
                let text = article.text.unwrap_or_default();
                let span = passage(&text, parts);
                let words = text[span[0]..span[1]].to_owned();
                let highlights = highlights(&words, parts);
                (wire::Item::Article { text: words, span }, highlights, None)
            }
        };
        self.unify(address, &mut item)?;
        let copies = self.copies_of(&key_of(&head))?;
        Ok(wire::Row {
            item,
            article: head,
            copies,
            relevance,
            highlights,
            context,
            reasons: Vec::new(),
            suggested_checks: Vec::new(),
        })
    }

    /// The text of the article that gave a row: what an article gave was added at once, so it lies in one segment.
    fn text_of(&self, row: DocAddress, head: &wire::Head) -> Result<Option<String>> {
        let query = BooleanQuery::new(vec![
            (Occur::Must, term_query(self.fields.article, &key_of(head))),
            (Occur::Must, self.of_kind(&kind::ARTICLES)),
        ]);
        let Some(article) = self.first_of(&query, row.segment_ord)? else { return Ok(None) };
        Ok(self.stored::<Text>(article, self.fields.record)?.text)
    }
}

/// Byte ranges of `text` that match the query, in order.
fn highlights(text: &str, parts: &[Part]) -> Vec<wire::Range> {
    let words = tokenizer::words(text);
    let mut found: Vec<wire::Range> = Vec::new();
    for part in parts.iter().filter(|part| !part.excluded && !part.words.is_empty()) {
        let want = (part.words.len() == 1 && !part.exact).then(|| stem(&part.words[0]));
        for at in 0..words.len().saturating_sub(part.words.len() - 1) {
            let hit = match &want {
                Some(want) => {
                    words[at].0 == part.words[0]
                        || words[at].0.starts_with(want.get(..2).unwrap_or(want)) && stem(&words[at].0) == *want
                }
                None => part.words.iter().zip(&words[at..]).all(|(want, (word, _))| want == word),
            };
            if hit {
                found.push([words[at].1[0], words[at + part.words.len() - 1].1[1]]);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The stretch of an article around the first match, whole words; its beginning when nothing matches.
fn passage(text: &str, parts: &[Part]) -> wire::Range {
    let first = highlights(text, parts).first().copied().unwrap_or([0, 0]);
    let start = cut_before(text, first[0].saturating_sub(CONTEXT_BYTES));
    let end = cut_after(text, (first[1] + CONTEXT_BYTES).min(text.len()));
    [start, end.max(start)]
}

fn context(text: &str, span: wire::Range) -> wire::Context {
    let [start, end] = [span[0].min(text.len()), span[1].min(text.len())];
    let from = cut_before(text, start.saturating_sub(CONTEXT_BYTES)).min(start);
    let to = cut_after(text, (end + CONTEXT_BYTES).min(text.len())).max(end);
    wire::Context { before: text[from..start].trim_start().to_owned(), after: text[end..to].trim_end().to_owned() }
}

/// The first place at or behind `at` where a word begins.
fn cut_before(text: &str, at: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let at = text.ceil_char_boundary(at);
    text[at..]
        .find(char::is_whitespace)
        .map_or(at, |space| at + space + text[at + space..].chars().next().map_or(0, char::len_utf8))
}

/// The last place at or before `at` where a word ends.
fn cut_after(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let at = text.floor_char_boundary(at);
    text[..at].rfind(char::is_whitespace).unwrap_or(at)
}
