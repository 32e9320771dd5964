//! Factiva: HTML of many articles, as a table of fields with codes of two letters, or as the article view.

use super::{Found, paragraphs, people};
use crate::article::{Article, DateSource, Published};
use crate::ingest::body::Body;
use crate::ingest::{language_code, present, published};
use dom_query::{Document, NodeRef};

/// Reads the HTML; `None` when it is no export of theirs.
pub(super) fn of_html(html: &str) -> Option<Found> {
    if !html.contains("articleParagraph") && !html.contains("Article\"") {
        return None;
    }
    let page = Document::from(html);
    let articles = page.select("div.article");
    let found: Found = articles
        .nodes()
        .iter()
        .filter(|node| {
            node.class().is_some_and(|class| class.split_whitespace().any(|name| is_language(name).is_some()))
        })
        .map(|node| (read(node), 1))
        .collect();
    (!found.is_empty()).then_some(found)
}

/// The language in a class like `enArticle`.
fn is_language(class: &str) -> Option<&str> {
    class.strip_suffix("Article").filter(|code| code.len() == 2)
}

fn words(node: &NodeRef) -> String {
    node.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(node: &NodeRef) -> Article {
    let mut article = Article::default();
    let mut body = Body::default();
    let class = node.class().unwrap_or_default();
    article.language = class.split_whitespace().find_map(is_language).and_then(language_code);
    let rows = node.find_descendants("tr");
    if rows.iter().any(|row| matches!(code(row).as_deref(), Some("HD" | "AN"))) {
        for row in &rows {
            let Some(code) = code(row) else { continue };
            if let Some(cell) = row.find_descendants("td").get(1) {
                read_field(&code, cell, &mut article, &mut body);
            }
        }
    } else {
        read_view(node, &mut article, &mut body);
    }
    body.give_to(&mut article);
    article
}

/// The code of a row: two or three capitals in its first cell.
fn code(row: &NodeRef) -> Option<String> {
    let code = words(row.find_descendants("td").first()?);
    ((2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(code)
}

fn read_field(code: &str, cell: &NodeRef, article: &mut Article, body: &mut Body) {
    let value = words(cell);
    let Some(value) = present(&value) else { return };
    match code {
        "HD" => article.title = Some(value.to_owned()),
        "BY" => article.authors = people(value),
        "PD" => article.published = date(value),
        "SN" => article.publisher = Some(value.to_owned()),
        "LA" => article.language = language_code(value).or(article.language.take()),
        "AN" => value.trim_start_matches("Document ").clone_into(&mut article.id),
        "LP" | "TD" => add_paragraphs(cell, body),
        _ => {}
    }
}

fn add_paragraphs(of: &NodeRef, body: &mut Body) {
    let found = of.find_descendants("p");
    if found.is_empty() {
        paragraphs([words(of).as_str()], body);
    }
    for paragraph in &found {
        paragraphs([words(paragraph).as_str()], body);
    }
}

/// The article view: a headline, lines without names in a fixed order, then the paragraphs.
fn read_view(node: &NodeRef, article: &mut Article, body: &mut Body) {
    let headline = node
        .find_descendants("span")
        .into_iter()
        .find(|span| span.class().is_some_and(|class| class.split_whitespace().any(|name| name.ends_with("Headline"))));
    article.title = headline.map(|span| words(&span)).filter(|title| !title.is_empty());
    for line in node.find_descendants("div") {
        let value = words(&line);
        if line.class().is_some_and(|class| class.contains("author")) {
            article.authors = people(&value);
        } else if article.published.is_none() {
            article.published = date(&value);
        } else if article.publisher.is_none() && !is_time(&value) {
            // The outlet follows the day, and perhaps the hour.
            article.publisher = present(&value).map(str::to_owned);
        }
    }
    for paragraph in node.find_descendants("p") {
        let value = words(&paragraph);
        match value.strip_prefix("Document ") {
            Some(id) if !id.contains(' ') => id.clone_into(&mut article.id),
            _ => paragraphs([value.as_str()], body),
        }
    }
}

fn is_time(value: &str) -> bool {
    value.len() <= 9 && value.contains(':') && value.starts_with(|c: char| c.is_ascii_digit())
}

fn date(value: &str) -> Option<Published> {
    let found = published::parse(value, DateSource::Field).or_else(|| published::from_line(value))?;
    Some(Published { from: DateSource::Field, ..found })
}
