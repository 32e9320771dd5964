//! XML by its root: feeds, and the formats in which news agencies exchange articles, NITF and NewsML-G2.

use super::body::Body;
use super::xml::{self, Element};
use super::{Origin, Sink, feed, html, language_code, plain, published, set_text};
use crate::article::{Article, BlockKind, DateSource};
use std::ops::ControlFlow;

/// Reads an XML document of any kind that is known.
pub(super) fn read(text: &str, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let (root, error) = xml::parse(text, origin.limits().max_depth);
    let Some(root) = root else {
        return sink(origin.failed(origin.leaf(), None, error.unwrap_or_else(|| "no XML in it".to_owned())));
    };
    match root.name.as_str() {
        _ if feed::is_feed(&root) => feed::read(&root, origin, sink)?,
        "nitf" => {
            let mut article = Article::default();
            read_nitf(&root, &mut article);
            sink(origin.finish(article, origin.leaf(), None))?;
        }
        "newsItem" => {
            let part = origin.leaf();
            give(&root, part, origin, sink)?;
        }
        "newsMessage" => {
            for item in root.all("newsItem") {
                give(item, Some(origin.part()), origin, sink)?;
            }
        }
        "html" => {
            let part = origin.leaf();
            sink(match html::read_page(text, origin.limits()) {
                Ok(article) => origin.finish(article, part, None),
                Err(reason) => origin.failed(part, None, reason),
            })?;
        }
        name => {
            let reason = format!("XML of a kind that is not read (<{name}>); RSS, Atom, NITF and NewsML-G2 are");
            return sink(origin.skipped(origin.leaf(), None, reason));
        }
    }
    match error {
        Some(error) => sink(origin.failed(None, None, format!("{error}; what came before is kept"))),
        None => ControlFlow::Continue(()),
    }
}

fn give(item: &Element, part: Option<u32>, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    sink(match read_news_item(item, origin) {
        Ok(article) => origin.finish(article, part, Some(item.line)),
        Err(reason) => origin.failed(part, Some(item.line), reason),
    })
}

/// An item of NewsML-G2: what it says about itself wins over what the article in it says.
fn read_news_item(item: &Element, origin: &Origin) -> Result<Article, String> {
    let mut article = Article::default();
    let (meta, content) = (item.child(&["itemMeta"]), item.child(&["contentMeta"]));
    if let Some(set) = item.child(&["contentSet"]) {
        for inline in set.elements() {
            if let Some(nitf) = inline.find("nitf") {
                read_nitf(nitf, &mut article);
            } else if inline.name == "inlineXML" {
                html::read_fragment(&inline.inner_markup(), origin.limits(), &mut article)?;
            } else if inline.name == "inlineData" {
                set_text(inline.text(), origin.limits(), &mut article)?;
            }
            if !article.text.trim().is_empty() {
                break;
            }
        }
    }
    let words = |of: Option<&Element>, name: &str| of.and_then(|of| of.child(&[name])).and_then(Element::words);
    item.attribute("guid").unwrap_or_default().clone_into(&mut article.id);
    article.title = words(content, "headline").or_else(|| words(meta, "title")).or(article.title);
    let provider = meta.and_then(|meta| meta.child(&["provider"]));
    let named = |of: &Element| {
        let name = of.child(&["name"]).and_then(Element::words).or_else(|| of.attribute("literal").map(str::to_owned));
        name.or_else(|| of.attribute("qcode").map(|code| code.rsplit(':').next().unwrap_or(code).to_owned()))
    };
    article.publisher = provider.and_then(named).or(article.publisher);
    let authors: Vec<String> = content
        .into_iter()
        .flat_map(Element::elements)
        .filter(|element| ["by", "creator"].contains(&element.name.as_str()))
        .filter_map(|element| element.child(&["name"]).unwrap_or(element).words())
        .flat_map(|name| plain::names(&name))
        .collect();
    if !authors.is_empty() {
        article.authors = authors;
        article.authors.dedup();
    }
    let dates = ["firstCreated", "versionCreated"].map(|name| words(meta, name));
    article.published =
        dates.into_iter().flatten().find_map(|date| published::parse(&date, DateSource::Field)).or(article.published);
    let language = content.and_then(|content| content.child(&["language"])).and_then(|of| of.attribute("tag"));
    article.language = language.or_else(|| item.attribute("lang")).and_then(language_code).or(article.language);
    Ok(article)
}

/// The article of an NITF document.
fn read_nitf(root: &Element, article: &mut Article) {
    let body = root.child(&["body"]);
    let head = body.and_then(|body| body.child(&["body.head"]));
    let words = |of: Option<&Element>, name: &str| of.and_then(|of| of.find(name)).and_then(Element::words);
    article.title = words(head, "hl1").or_else(|| words(root.child(&["head"]), "title"));
    article.authors = words(head, "byline").map(|byline| plain::names(&byline)).unwrap_or_default();
    let of = |element: &str, attribute: &str| root.find(element)?.attribute(attribute).map(str::to_owned);
    article.publisher =
        of("pubdata", "name").or_else(|| of("doc.copyright", "holder")).or_else(|| words(head, "distributor"));
    article.id = of("doc-id", "id-string").unwrap_or_default();
    let dates = [of("pubdata", "date.publication"), of("date.issue", "norm"), of("date.release", "norm")];
    article.published =
        dates.into_iter().flatten().find_map(|date| published::parse(&nitf_date(&date), DateSource::Field));
    article.url = of("pubdata", "ex-ref").filter(|address| address.starts_with("http"));
    let mut text = Body::default();
    if let Some(content) = body.and_then(|body| body.child(&["body.content"])) {
        add_blocks(content, BlockKind::Paragraph, &mut text);
    }
    text.give_to(article);
}

fn add_blocks(of: &Element, kind: BlockKind, text: &mut Body) {
    for element in of.elements() {
        let words = || element.words().unwrap_or_default();
        match element.name.as_str() {
            "p" => text.push(kind, &words()),
            "hl2" => text.push(BlockKind::Heading, &words()),
            "li" => text.push(BlockKind::ListItem, &words()),
            "bq" if element.find("p").is_none() => text.push(BlockKind::BlockQuote, &words()),
            "bq" => add_blocks(element, BlockKind::BlockQuote, text),
            // Pictures with their captions, tables, notes to editors.
            "media" | "table" | "note" | "nitf-table" | "credit" => {}
            _ => add_blocks(element, kind, text),
        }
    }
}

/// `20251103T143000-0500` as `2025-11-03T14:30:00-05:00`; anything else as it is.
fn nitf_date(date: &str) -> String {
    let bytes = date.as_bytes();
    let is_basic =
        bytes.len() >= 15 && bytes[8] == b'T' && bytes[..8].iter().all(u8::is_ascii_digit) && date.is_ascii();
    if !is_basic {
        return date.to_owned();
    }
    let mut out =
        format!("{}-{}-{}T{}:{}:{}", &date[..4], &date[4..6], &date[6..8], &date[9..11], &date[11..13], &date[13..15]);
    match date.get(15..).unwrap_or_default() {
        zone if zone.len() == 5 => out.extend([&zone[..3], ":", &zone[3..]]),
        zone => out.push_str(zone),
    }
    out
}
