//! ODT: the paragraphs of the text, without notes, comments and what was deleted.

use super::{Paragraphs, give};
use crate::article::BlockKind;
use crate::ingest::archive::zip::Package;
use crate::ingest::xml::{self, Element, Node};
use crate::ingest::{Origin, Sink};
use std::ops::ControlFlow;

pub(in crate::ingest) fn read(bytes: Vec<u8>, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let content = Package::open(bytes, origin).and_then(|mut package| {
        package.text("content.xml")?.ok_or_else(|| "no content.xml in it; save it again as .odt".to_owned())
    });
    let text = match content {
        Ok(text) => text,
        Err(reason) => return sink(origin.failed(origin.leaf(), None, reason)),
    };
    let (root, error) = xml::parse(&text, origin.limits().max_depth);
    let mut paragraphs = Paragraphs::default();
    let mut title = None;
    if let Some(body) = root.as_ref().and_then(|root| root.find("body")) {
        add_all(body, BlockKind::Paragraph, &mut paragraphs, &mut title);
    }
    if let Some(error) = error {
        sink(origin.failed(None, None, format!("{error}; what came before is kept")))?;
    }
    give(title, paragraphs, origin, sink)
}

fn add_all(of: &Element, kind: BlockKind, paragraphs: &mut Paragraphs, title: &mut Option<String>) {
    for element in of.elements() {
        let mut words = String::new();
        match element.name.as_str() {
            "p" => {
                add_words(element, &mut words);
                let style = element.attribute("style-name").unwrap_or_default();
                match style {
                    "Title" if title.is_none() => {
                        *title = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
                    }
                    "Quotations" => paragraphs.push(BlockKind::BlockQuote, words),
                    _ => paragraphs.push(kind, words),
                }
            }
            "h" => {
                add_words(element, &mut words);
                paragraphs.push(BlockKind::Heading, words);
            }
            "list-item" => add_all(element, BlockKind::ListItem, paragraphs, title),
            "tracked-changes" | "forms" | "sequence-decls" | "frame" => {}
            _ => add_all(element, kind, paragraphs, title),
        }
    }
}

fn add_words(of: &Element, words: &mut String) {
    for node in &of.children {
        match node {
            Node::Text(text) => words.push_str(text),
            Node::Element(element) => match element.name.as_str() {
                "s" => {
                    let n_spaces = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1usize);
                    words.extend(std::iter::repeat_n(' ', n_spaces.min(100)));
                }
                "tab" => words.push(' '),
                "line-break" => words.push('\n'),
                "note" | "annotation" | "frame" => {}
                _ => add_words(element, words),
            },
        }
    }
}
