//! RSS, RDF and Atom feeds: each item an article. JSON feeds are read as JSON.

use super::xml::Element;
use super::{Origin, Sink, language_code, plain, present, published, set_text};
use crate::article::{Article, DateSource};
use std::ops::ControlFlow;

/// Whether a root element is that of a feed.
pub(super) fn is_feed(root: &Element) -> bool {
    ["rss", "RDF", "feed"].contains(&root.name.as_str())
}

/// Reads the items under the root of a feed.
pub(super) fn read(root: &Element, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    // Atom has its entries in the root, RSS in a channel; RDF has its items beside the channel.
    let channel = root.child(&["channel"]).unwrap_or(root);
    let publisher = channel.child(&["title"]).and_then(Element::words);
    let language = channel
        .child(&["language"])
        .and_then(Element::words)
        .or_else(|| root.attribute("lang").map(str::to_owned))
        .and_then(|name| language_code(&name));
    let items = ["item", "entry"].iter().flat_map(|name| root.all(name));
    for item in items {
        let part = origin.part();
        let mut article = metadata(item);
        article.publisher = article.publisher.or_else(|| publisher.clone());
        article.language = article.language.or_else(|| language.clone());
        sink(match set_text(content(item), origin.limits(), &mut article) {
            Ok(()) => origin.finish(article, Some(part), Some(item.line)),
            Err(reason) => origin.failed(Some(part), Some(item.line), reason),
        })?;
    }
    ControlFlow::Continue(())
}

fn metadata(item: &Element) -> Article {
    let words = |names: &[&str]| item.child(names).and_then(Element::words);
    let date = words(&["pubDate", "published", "date", "issued", "created", "updated"]);
    let mut authors = Vec::new();
    for element in item.elements().filter(|element| ["author", "creator"].contains(&element.name.as_str())) {
        // An Atom person has a name in it; RSS has "mail@a.example (Ann Lee)" or the name.
        let name = element.child(&["name"]).unwrap_or(element).words().unwrap_or_default();
        let name = name.split_once('(').map_or(name.as_str(), |(_, inside)| inside.trim_end_matches(')'));
        let names = plain::names(name);
        authors.extend(if names.is_empty() { present(name).map(str::to_owned).into_iter().collect() } else { names });
    }
    authors.retain(|name| !name.contains('@'));
    authors.dedup();
    Article {
        id: words(&["guid", "id"]).unwrap_or_default(),
        title: words(&["title"]).map(|title| plain_words(&title)),
        authors,
        publisher: item.child(&["source"]).and_then(|source| source.child(&["title"]).unwrap_or(source).words()),
        published: date.and_then(|date| published::parse(&date, DateSource::Feed)),
        url: address(item),
        language: item.attribute("lang").and_then(language_code),
        ..Article::default()
    }
}

/// The page of an item: the link that is none to a comment, a picture or the feed.
fn address(item: &Element) -> Option<String> {
    let is_page = |link: &&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let links: Vec<&Element> = item.elements().filter(|element| element.name == "link").filter(is_page).collect();
    let target = |link: &&Element| link.attribute("href").map(str::to_owned).or_else(|| link.words());
    let permalink = item.child(&["guid"]).filter(|guid| guid.attribute("isPermaLink") != Some("false"));
    let found = links.iter().find_map(target).or_else(|| permalink.and_then(Element::words));
    found.filter(|address| address.starts_with("http"))
}

/// The fullest text that an item has, as HTML or plain.
fn content(item: &Element) -> String {
    for name in ["encoded", "content", "fulltext", "description", "summary"] {
        for element in item.elements().filter(|element| element.name == name) {
            let is_markup = element.attribute("type").is_some_and(|kind| kind.contains("xhtml"))
                || element.elements().next().is_some();
            let text = if is_markup { element.inner_markup() } else { element.text() };
            if present(&text).is_some() {
                return text;
            }
        }
    }
    String::new()
}

/// A headline without the markup that some feeds escape into it.
fn plain_words(title: &str) -> String {
    if !title.contains(['<', '&']) {
        return title.to_owned();
    }
    let page = dom_query::Document::fragment(title);
    let text = page.root().text();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
