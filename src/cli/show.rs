//! `show`: an article with what was found in it, or one quote and why it was given.

use super::args::ShowArgs;
use super::{End, fresh};
use crate::index::{Reader, Store};
use crate::output::{Terminal, marked};
use crate::wire::{Head, Quote};
use anyhow::Result;
use std::path::Path;

/// With fewer characters, what could be the beginning of an id is first taken for an article's id or path.
const SHORT: usize = 4;
/// Quotes that are told where the beginning of an id means several.
const SHOWN: usize = 5;
/// Characters of an id that are told.
const ID: usize = 12;

pub(super) fn run(args: &ShowArgs, dir: &Path, terminal: &mut Terminal) -> Result<End> {
    let reader = Store::open(dir)?.reader()?;
    let what = args.what.as_str();
    let (n_quotes, quotes) = reader.quotes_by_id(what, SHOWN)?;
    if what.len() >= SHORT
        && let [quote] = quotes.as_slice()
    {
        return one(&reader, quote, terminal);
    }
    let articles = reader.articles(what)?;
    if !articles.is_empty() {
        fresh::tell(&reader, articles.iter().map(|article| article.head.path.as_str()), terminal)?;
        for article in &articles {
            marked::article(article, terminal)?;
        }
        return Ok(End::Done);
    }
    match quotes.as_slice() {
        [] => terminal.note(&format!("no article or quote \"{what}\" in the index")),
        [quote] => return one(&reader, quote, terminal),
        several => {
            terminal.note(&format!("the ids of {n_quotes} quotes begin with {what}; give more of the one you mean:"));
            for (quote, head) in several {
                let who = quote.speaker.as_ref().map_or("speaker not known", |speaker| speaker.name.as_str());
                terminal.note(&format!("  {}  {who} · {} · {}", &quote.id[..ID], beginning(&quote.text), head.path));
            }
            if n_quotes > several.len() {
                terminal.note(&format!("  … and {} more", n_quotes - several.len()));
            }
        }
    }
    Ok(End::Nothing)
}

fn one(reader: &Reader, (quote, head): &(Quote, Head), terminal: &mut Terminal) -> Result<End> {
    fresh::tell(reader, [head.path.as_str()], terminal)?;
    marked::quote(quote, &reader.article_of(head)?, terminal)?;
    Ok(End::Done)
}

/// The first words of a quote.
fn beginning(text: &str) -> String {
    const MOST: usize = 40;
    let mut words: String = text.chars().take(MOST).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
