//! EPUB: each chapter an article; what is not in one of them stands in the book's own metadata.

use crate::article::DateSource;
use crate::ingest::archive::zip::Package;
use crate::ingest::html::{self, Collection};
use crate::ingest::xml::{self, Element};
use crate::ingest::{Origin, Sink, language_code, plain, published};
use std::ops::ControlFlow;

/// What the book says of itself.
struct Book {
    title: Option<String>,
    publisher: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    language: Option<String>,
    /// In reading order.
    chapters: Vec<Chapter>,
}

/// One of the files that make a book.
struct Chapter {
    name: String,
    /// What it is, by what the book says, if it is no story.
    instead: Option<&'static str>,
}

pub(in crate::ingest) fn read(bytes: Vec<u8>, origin: &Origin, sink: &mut Sink) -> ControlFlow<()> {
    let opened = Package::open(bytes, origin).and_then(|mut package| Ok((book(&mut package, origin)?, package)));
    let (book, mut package) = match opened {
        Ok(opened) => opened,
        Err(reason) => return sink(origin.failed(origin.leaf(), None, reason)),
    };
    for chapter in &book.chapters {
        let part = Some(origin.part());
        let name = &chapter.name;
        let page = match (chapter.instead, package.text(name)) {
            (Some(instead), _) => Ok(Err(instead)),
            (None, Ok(Some(text))) => html::read_page_of(&text, Collection::Book(name), origin.limits()),
            (None, Ok(None)) => Err("it is missing".to_owned()),
            (None, Err(reason)) => Err(reason),
        };
        let mut article = match page {
            Ok(Ok(article)) => article,
            Ok(Err(instead)) => {
                sink(origin.skipped(part, None, format!("{name}: no article but {instead}")))?;
                continue;
            }
            Err(reason) => {
                sink(origin.failed(part, None, format!("{name}: {reason}")))?;
                continue;
            }
        };
        // A newspaper made into a book has its own name as title.
        article.publisher = article.publisher.or_else(|| book.publisher.clone()).or_else(|| book.title.clone());
        if article.authors.is_empty() {
            article.authors.clone_from(&book.authors);
        }
        article.published = article.published.or_else(|| published::parse(book.date.as_deref()?, DateSource::Field));
        article.language = article.language.or_else(|| book.language.as_deref().and_then(language_code));
        sink(origin.finish(article, part, None))?;
    }
    ControlFlow::Continue(())
}

fn book(package: &mut Package, origin: &Origin) -> Result<Book, String> {
    let mut parsed = |name: &str| {
        let text = package.text(name)?.ok_or_else(|| format!("no {name} in it"))?;
        xml::parse(&text, origin.limits().max_depth).0.ok_or_else(|| format!("{name} is empty"))
    };
    let container = parsed("META-INF/container.xml")?;
    let path =
        container.find("rootfile").and_then(|file| file.attribute("full-path")).ok_or("its container names no book")?;
    let root = parsed(path)?;
    let folder = path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let meta = root.child(&["metadata"]);
    let words = |name: &str| meta.and_then(|meta| meta.find(name)).and_then(Element::words);
    let manifest: Vec<&Element> = root.child(&["manifest"]).map(|of| of.elements().collect()).unwrap_or_default();
    let file = |address: &str| format!("{folder}{}", unescaped(address.split('#').next().unwrap_or(address)));
    // What older books say of their parts.
    let guide: Vec<(String, &str)> = root
        .child(&["guide"])
        .into_iter()
        .flat_map(Element::elements)
        .filter_map(|part| Some((file(part.attribute("href")?), html::part_of_book(part.attribute("type")?)?)))
        .collect();
    let chapters = root.child(&["spine"]).into_iter().flat_map(Element::elements).filter_map(|chapter| {
        let id = chapter.attribute("idref")?;
        let item = manifest.iter().find(|item| item.attribute("id") == Some(id))?;
        let name = file(item.attribute("href")?);
        let is_nav = item.attribute("properties").is_some_and(|properties| properties.contains("nav"));
        let told = guide.iter().find(|(other, _)| *other == name).map(|(_, instead)| *instead);
        let instead = if is_nav { Some("a table of contents") } else { told };
        let aside = (chapter.attribute("linear") == Some("no")).then_some("a part beside the book");
        Some(Chapter { name, instead: instead.or(aside) })
    });
    Ok(Book {
        chapters: chapters.collect(),
        title: words("title"),
        publisher: words("publisher"),
        authors: words("creator").map(|names| plain::names(&names)).unwrap_or_default(),
        date: words("date"),
        language: words("language"),
    })
}

/// `a%20b` as `a b`.
fn unescaped(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let digits = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| first == b'%') {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
