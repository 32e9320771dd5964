//! Documents of word processors and readers, each into text and blocks; one that is an export holds many articles.

pub(super) mod docx;
pub(super) mod epub;
pub(super) mod odt;
pub(super) mod pdf;
pub(super) mod rtf;

use super::body::Body;
use super::{Origin, Sink, export, plain};
use crate::article::{Article, BlockKind};
use std::ops::ControlFlow;

/// A document as its paragraphs, in order.
#[derive(Debug, Default)]
struct Paragraphs(Vec<(BlockKind, String)>);

impl Paragraphs {
    fn push(&mut self, kind: BlockKind, words: String) {
        if !words.trim().is_empty() {
            self.0.push((kind, words));
        }
    }
}

/// Gives the articles of a document: those of an export, else the one that it is. A heading that begins it is its title.
fn give(title: Option<String>, paragraphs: Paragraphs, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let mut paragraphs = paragraphs.0;
    let lines: Vec<&str> = paragraphs.iter().map(|(_, words)| words.as_str()).collect();
    if let Some(articles) = export::of_lines(&lines) {
        return export::give(articles, origin, sink);
    }
    let title = title.or_else(|| {
        let is_title = paragraphs.len() > 1 && paragraphs[0].0 == BlockKind::Heading;
        is_title.then(|| paragraphs.remove(0).1.trim().to_owned())
    });
    let mut body = Body::default();
    for (kind, words) in paragraphs {
        body.push(kind, &words);
    }
    let mut article = Article::default();
    plain::read_head(body.text(), &mut article);
    article.title = title.or(article.title);
    body.give_to(&mut article);
    let part = origin.leaf();
    sink(origin.finish(article, part, None))
}
