//! `ProQuest`: articles between lines of underscores, their fields as labels behind the text. As text, and the same as HTML.

use super::{Found, labeled, paragraphs};
use crate::article::{Article, DateSource};
use crate::ingest::body::Body;
use crate::ingest::{language_code, plain, present, published};
use dom_query::{Document, NodeRef};

/// Labels of fields: what begins with another word and a colon is text.
const LABELS: &[&str] = &[
    "abstract",
    "author",
    "classification",
    "company / organization",
    "copyright",
    "country of publication",
    "credit",
    "database",
    "document type",
    "document url",
    "first page",
    "full text",
    "identifier / keyword",
    "issn",
    "language of publication",
    "last updated",
    "links",
    "location",
    "people",
    "place of publication",
    "proquest document id",
    "publication date",
    "publication info",
    "publication subject",
    "publication title",
    "publication year",
    "publisher",
    "section",
    "source type",
    "subject",
    "title",
];

/// Reads the text; `None` when it is no export of theirs.
pub(super) fn of_lines(lines: &[&str]) -> Option<Found> {
    let is_rule = |line: &str| line.trim().len() >= 40 && line.trim().bytes().all(|byte| byte == b'_');
    if !lines.iter().any(|line| is_rule(line)) || !lines.iter().any(|line| line.starts_with("Publication title:")) {
        return None;
    }
    let mut found = Found::new();
    let mut start = 0;
    for end in (0..=lines.len()).filter(|&at| at == lines.len() || is_rule(lines[at])) {
        let document = &lines[start..end];
        if document.iter().any(|line| line.starts_with("Publication title:")) {
            let first = document.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
            found.push((read(document), (start + first) as u64 + 1));
        }
        start = end + 1;
    }
    Some(found)
}

/// Reads the HTML; `None` when it is no export of theirs.
pub(super) fn of_html(html: &str) -> Option<Found> {
    if !html.contains("Publication title:") || !html.contains("ProQuest") {
        return None;
    }
    let page = Document::from(html);
    let parts = page.select("body > div");
    let found = parts.nodes().iter().filter_map(|part| {
        let mut lines = Vec::new();
        add_lines(*part, &mut lines);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        lines.iter().any(|line| line.starts_with("Publication title:")).then(|| (read(&lines), 1))
    });
    let found: Found = found.collect();
    (!found.is_empty()).then_some(found)
}

/// Each paragraph a line. Pages of this kind are flat; a deep one is cut.
fn add_lines(part: NodeRef, lines: &mut Vec<String>) {
    let mut open = vec![part];
    let mut words = String::new();
    let end = |words: &mut String, lines: &mut Vec<String>| {
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            lines.push(line);
        }
        words.clear();
    };
    while let Some(node) = open.pop() {
        let name = node.node_name().unwrap_or_default().to_lowercase();
        if node.is_text() {
            words.push_str(&node.text());
        } else if ["p", "div", "br", "tr", "li", "h1", "h2", "h3", "hr"].contains(&name.as_str()) {
            end(&mut words, lines);
        }
        if !["script", "style"].contains(&name.as_str()) {
            open.extend(node.children().into_iter().rev());
        }
    }
    end(&mut words, lines);
}

fn field(line: &str) -> Option<(String, &str)> {
    labeled(line).filter(|(label, _)| LABELS.contains(&label.as_str()))
}

fn read(lines: &[&str]) -> Article {
    let mut article = Article::default();
    let mut body = Body::default();
    let mut abstract_text = Vec::new();
    let mut label = String::new();
    for line in lines {
        if let Some((name, value)) = field(line) {
            label = name;
            match label.as_str() {
                "title" => article.title = present(value).map(str::to_owned).or(article.title),
                "author" if article.authors.is_empty() => article.authors = authors(value),
                "publication title" => article.publisher = present(value).map(outlet),
                "publication date" => {
                    article.published = published::parse(value, DateSource::Field)
                        .or_else(|| published::from_line(value))
                        .map(|found| crate::article::Published { from: DateSource::Field, ..found });
                }
                "language of publication" => article.language = language_code(value),
                "proquest document id" => value.clone_into(&mut article.id),
                "document url" => article.url = present(value).map(str::to_owned),
                _ => {}
            }
            match label.as_str() {
                "full text" => paragraphs([value], &mut body),
                "abstract" => abstract_text.push(value),
                _ => {}
            }
        } else if label == "full text" {
            paragraphs([*line], &mut body);
        } else if label == "abstract" {
            abstract_text.push(line.trim());
        } else if label.is_empty() && article.title.is_none() && !line.trim().is_empty() && !is_counter(line) {
            article.title = Some(line.trim().to_owned());
        }
    }
    if body.text().is_empty() {
        paragraphs(abstract_text, &mut body);
    }
    body.give_to(&mut article);
    article
}

fn is_counter(line: &str) -> bool {
    line.trim().strip_prefix("Document ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `Lee, Ann; Day, Bo.` as names in their order.
fn authors(value: &str) -> Vec<String> {
    let turned = value.trim_end_matches('.').split(';').map(str::trim).filter(|name| !name.is_empty());
    turned
        .map(|name| match name.split_once(", ") {
            Some((family, given)) if !given.contains(',') => format!("{given} {family}"),
            _ => name.to_owned(),
        })
        .flat_map(|name| {
            let names = plain::names(&name);
            if names.is_empty() { vec![name] } else { names }
        })
        .collect()
}

/// `Harbor Ledger; Halden` as the outlet alone.
fn outlet(value: &str) -> String {
    value.split([';', '(']).next().unwrap_or(value).trim().to_owned()
}
