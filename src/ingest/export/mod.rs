//! Exports of news databases: one file of many articles, told by the marks that each database sets around them.

mod factiva;
mod lexis;
mod proquest;

use super::body::Body;
use super::{Origin, Sink, plain};
use crate::article::{Article, BlockKind};
use std::ops::ControlFlow;

/// Articles, each with the line that it begins on.
pub(super) type Found = Vec<(Article, u64)>;

/// The articles of an export in plain text; `None` when it is none.
pub(super) fn of_text(text: &str) -> Option<Found> {
    let lines: Vec<&str> = text.lines().collect();
    lexis::of_text(&lines).or_else(|| of_lines(&lines)).or_else(|| proquest::of_lines(&lines))
}

/// The articles of an export that was a document, a paragraph a line; `None` when it is none.
pub(super) fn of_lines(lines: &[&str]) -> Option<Found> {
    lexis::of_document(lines)
}

/// The articles of an export in HTML; `None` when it is none.
pub(super) fn of_html(html: &str) -> Option<Found> {
    factiva::of_html(html).or_else(|| proquest::of_html(html))
}

/// Gives each article its place.
pub(super) fn give(articles: Found, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    for (article, line) in articles {
        sink(origin.finish(article, Some(origin.part()), Some(line)))?;
    }
    ControlFlow::Continue(())
}

/// `LENGTH: 355 words` as the label in lower case and its value; spaces that do not break may stand between.
fn labeled(line: &str) -> Option<(String, &str)> {
    let (label, value) = line.trim().split_once(':')?;
    let is_label = (2..=30).contains(&label.len())
        && label.starts_with(char::is_uppercase)
        && label.chars().all(|c| c.is_alphabetic() || "- /".contains(c))
        && label.split_whitespace().count() <= 4;
    is_label.then(|| (label.to_lowercase(), value.trim_matches([' ', '\u{a0}', '\t'])))
}

/// The people of a byline, in the languages of the interfaces; what names none is given as it is.
fn people(value: &str) -> Vec<String> {
    let is_name = |rest: &&str| rest.trim().contains(' ');
    let bare =
        ["By ", "Par ", "Von ", "Por "].iter().find_map(|by| value.strip_prefix(by)).filter(is_name).unwrap_or(value);
    let names = plain::names(bare);
    if names.is_empty() { vec![bare.to_owned()] } else { names }
}

/// Joins the hard-wrapped lines of each paragraph; paragraphs end at blank lines.
fn unwrapped(lines: &[&str], body: &mut Body) {
    for paragraph in lines.split(|line| line.trim().is_empty()) {
        let words: Vec<&str> = paragraph.iter().map(|line| line.trim()).collect();
        body.push(BlockKind::Paragraph, &words.join(" "));
    }
}

/// Each line a paragraph.
fn paragraphs<'a>(lines: impl IntoIterator<Item = &'a str>, body: &mut Body) {
    for line in lines {
        body.push(BlockKind::Paragraph, line);
    }
}
