//! DOCX: the paragraphs of the main text, without what was deleted, notes and pictures.

use super::{Paragraphs, give};
use crate::article::BlockKind;
use crate::ingest::archive::zip::Package;
use crate::ingest::xml::{self, Element, Node};
use crate::ingest::{Origin, Sink};
use std::ops::ControlFlow;

pub(in crate::ingest) fn read(bytes: Vec<u8>, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let main = Package::open(bytes, origin).and_then(|mut package| {
        package
            .text("word/document.xml")?
            .ok_or_else(|| "no word/document.xml in it; save it again as .docx".to_owned())
    });
    let text = match main {
        Ok(text) => text,
        Err(reason) => return sink(origin.failed(origin.leaf(), None, reason)),
    };
    let (root, error) = xml::parse(&text, origin.limits().max_depth);
    let mut paragraphs = Paragraphs::default();
    let mut title = None;
    if let Some(root) = &root {
        add_all(root, &mut paragraphs, &mut title);
    }
    if let Some(error) = error {
        sink(origin.failed(None, None, format!("{error}; what came before is kept")))?;
    }
    give(title, paragraphs, origin, sink)
}

fn add_all(of: &Element, paragraphs: &mut Paragraphs, title: &mut Option<String>) {
    for element in of.elements() {
        match element.name.as_str() {
            "p" => {
                let mut words = String::new();
                add_words(element, &mut words);
                match kind(element) {
                    None if title.is_none() => *title = Some(words.trim().to_owned()).filter(|words| !words.is_empty()),
                    kind => paragraphs.push(kind.unwrap_or(BlockKind::Heading), words),
                }
            }
            "Fallback" | "sectPr" => {}
            _ => add_all(element, paragraphs, title),
        }
    }
}

/// What a paragraph's style says that it is; `None` for the title of the document.
fn kind(paragraph: &Element) -> Option<BlockKind> {
    let properties = paragraph.child(&["pPr"]);
    let style = properties.and_then(|of| of.child(&["pStyle"])).and_then(|style| style.attribute("val"));
    let style = style.unwrap_or_default().to_lowercase();
    Some(match style.as_str() {
        "title" => return None,
        _ if style.starts_with("heading") => BlockKind::Heading,
        _ if style.contains("caption") => BlockKind::Caption,
        _ if style.contains("quote") => BlockKind::BlockQuote,
        _ if properties.is_some_and(|of| of.child(&["numPr"]).is_some()) => BlockKind::ListItem,
        _ => BlockKind::Paragraph,
    })
}

fn add_words(of: &Element, words: &mut String) {
    for element in of.elements() {
        match element.name.as_str() {
            "t" => words.extend(element.children.iter().filter_map(|node| match node {
                Node::Text(text) => Some(text.as_str()),
                Node::Element(_) => None,
            })),
            "tab" => words.push(' '),
            "br" | "cr" => words.push('\n'),
            "noBreakHyphen" => words.push('\u{2011}'),
            // Deleted, moved away, pictures, the code of fields.
            "del" | "moveFrom" | "drawing" | "pict" | "object" | "instrText" | "pPr" | "rPr" | "Fallback" => {}
            _ => add_words(element, words),
        }
    }
}
