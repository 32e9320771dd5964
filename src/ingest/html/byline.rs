//! The names of the authors of a page: out of its linked data, its meta elements, and what it shows.

use super::signs::{ByKind, Signs};
use crate::ingest::plain;
use dom_query::{Document, NodeRef};
use serde_json::{Map, Value};

/// The authors, the most telling place first; `publisher` and `host` are none.
pub(super) fn authors(
    signs: &Signs,
    linked: Option<&Map<String, Value>>,
    publisher: Option<&str>,
    host: &str,
) -> Vec<String> {
    let host = letters(host);
    let publisher = publisher.map(letters);
    let is_outlet = |name: &str| {
        let is_one_word = name.len() > 1 && name.chars().all(char::is_uppercase);
        let name = letters(name);
        publisher
            .as_ref()
            .is_some_and(|publisher| *publisher == name || publisher.len() > 3 && name.contains(publisher))
            || is_one_word && host.starts_with(&name)
            || name.len() > 4 && host.starts_with(&name)
    };
    let (people, mut bodies) = linked.map(of_linked).unwrap_or_default();
    let metas = META_AUTHORS.iter().flat_map(|name| signs.metas(name)).take(6);
    let metas = distinct(metas.flat_map(|value| split(value, true)));
    let shown = shown(signs, |name| is_outlet(name) || is_body(name));
    for names in [people, metas, shown.clone()] {
        let (others, people): (Vec<String>, Vec<String>) =
            names.into_iter().filter(|name| !is_outlet(name)).partition(|name| is_body(name));
        // Linked data often name the first of the authors alone; a reader sees them all.
        let is_fuller = shown.len() > people.len()
            && people.iter().all(|name| shown.iter().any(|other| letters(other) == letters(name)));
        if !people.is_empty() {
            return if is_fuller { shown } else { people };
        }
        bodies.extend(others);
    }
    // Nobody but an agency or an office signs.
    bodies.retain(|name| !is_outlet(name));
    distinct(bodies.into_iter())
}

/// Whether a name is one of an office, an agency or a company.
fn is_body(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "redaktion",
        "online",
        "magazin",
        "magazine",
        "zeitung",
        "verlag",
        "media",
        "gmbh",
        "ag",
        "ltd",
        "inc",
        "blog",
        "team",
        "agentur",
        "agency",
        "agencies",
        "dpa",
        "afp",
        "apa",
        "sda",
        "ots",
        "efe",
        "ap",
        "pressemitteilung",
        "wire",
        "newsroom",
        "desk",
        "foundation",
        "office",
        "ministry",
        "department",
        "customs",
        "protection",
        "editorial",
        "institute",
        "university",
        "association",
        "council",
        "radio",
        "tv",
        "television",
        "newspaper",
        "press",
        "reuters",
        "bloomberg",
        "staff",
        "account",
    ];
    let is_acronym = name.len() <= 4 && name.chars().all(char::is_uppercase);
    is_acronym || name.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

const META_AUTHORS: &[&str] = &[
    "author",
    "article.author",
    "parsely.author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "og.author",
    "article.author.name",
    "cxenseparse.author",
];

/// The people that linked data names, and the bodies.
fn of_linked(object: &Map<String, Value>) -> (Vec<String>, Vec<String>) {
    let Some(value) = object.get("author").or_else(|| object.get("creator")) else { return Default::default() };
    let items = if let Value::Array(list) = value { list.as_slice() } else { std::slice::from_ref(value) };
    let (mut people, mut bodies) = (Vec::new(), Vec::new());
    for item in items {
        let is_body = item.get("@type").and_then(Value::as_str).is_some_and(|name| name.ends_with("Organization"));
        let name = item.get("name").unwrap_or(item);
        // `"name": ["Ann Lee", "Bo Day"]`
        let names = if let Value::Array(list) = name { list.as_slice() } else { std::slice::from_ref(name) };
        for name in names.iter().filter_map(Value::as_str).filter_map(unescaped) {
            if is_body { &mut bodies } else { &mut people }.extend(split(&name, true));
        }
    }
    (distinct(people.into_iter()), distinct(bodies.into_iter()))
}

/// Structured values often hold entities, though they should not.
pub(super) fn unescaped(text: &str) -> Option<String> {
    let text = if text.contains('&') { Document::fragment(text).text().to_string() } else { text.to_owned() };
    crate::ingest::present(&text).map(str::to_owned)
}

/// The names that the page shows, of the first of its bylines that has any, and of those that look the same.
fn shown(signs: &Signs, is_outlet: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found: Option<(ByKind, Option<String>, Vec<String>)> = None;
    for (kind, node) in signs.bylines.iter().take(40) {
        let class = node.class().map(|class| class.to_string());
        if let Some((first_kind, first_class, names)) = &mut found {
            if kind == first_kind && class == *first_class && *kind <= ByKind::Class && names.len() < 6 {
                for name in names_in(node, *kind).into_iter().filter(|name| !is_outlet(name)) {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            continue;
        }
        let names: Vec<String> = names_in(node, *kind).into_iter().filter(|name| !is_outlet(name)).collect();
        if !names.is_empty() {
            found = Some((*kind, class, names));
        }
    }
    found.map(|found| found.2).unwrap_or_default()
}

/// The names in a byline, one piece of text after the other: `By <a>Ann Lee</a> and <a>Bo Day</a><a>More</a>`.
fn names_in(node: &NodeRef, kind: ByKind) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut is_expected = true;
    let pieces: Vec<NodeRef> = if node.is_text() { vec![*node] } else { node.descendants_it().collect() };
    let attribute = |node: &NodeRef| {
        let is_name = node.attr("itemprop").is_some_and(|property| &*property == "name");
        if is_name { node.attr("content") } else { None }
    };
    for piece in pieces.iter().filter(|piece| piece.is_text() || kind == ByKind::Property && attribute(piece).is_some())
    {
        let text = if piece.is_text() { piece.text() } else { attribute(piece).unwrap_or_default() };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        if bare.is_empty() || BY.contains(&bare.to_lowercase().as_str()) {
            is_expected |= text.contains([',', '&', '/']);
            continue;
        }
        if ["and", "und", "et", "y", "e", "en"].contains(&bare) {
            is_expected = true;
            continue;
        }
        if !is_expected {
            break;
        }
        let found = match kind {
            ByKind::Line => after_by(bare).map(|name| split(name, false)).unwrap_or_default(),
            _ => split(bare, kind <= ByKind::Link),
        };
        is_expected =
            found.is_empty() || text.ends_with([',', '&']) || text.ends_with(" and") || text.ends_with(" und");
        for name in found {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// What stands before a name.
const BY: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "da",
    "door",
    "av",
    "af",
    "text",
    "author",
    "authors",
    "autor",
    "autorin",
    "autor*in",
    "autoren",
    "auteur",
    "autore",
    "written by",
    "posted by",
    "reported by",
    "story by",
    "words by",
    "geschrieben von",
    "gespeichert von",
    "erstellt von",
    "verfasst von",
    "publié par",
    "publicado por",
    "autor:in",
    "redaktion",
    "words",
    "editor",
];

/// `Posted 4 June 2021 by Ann Lee` as `Ann Lee`.
fn after_by(text: &str) -> Option<&str> {
    let words = ["by ", "von ", "par ", "por ", "di "];
    let start = text.split_whitespace().next()?.to_lowercase();
    if let Some(word) = words.iter().find(|word| word.trim_end() == start) {
        return text.get(word.len()..);
    }
    [" by ", " By ", " von ", " par ", " por "].iter().find_map(|by| Some(text.split_once(by)?.1))
}

/// The names in one value: without "by" before them, and date, outlet or role behind. What is `trusted` to be a name may also be one
/// word, or a name as people choose them.
fn split(value: &str, trusted: bool) -> Vec<String> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if value.contains("://") || value.contains('@') || value.len() > 300 {
        return Vec::new();
    }
    let lower = value.to_lowercase();
    let after = BY.iter().find_map(|by| {
        let rest = lower.strip_prefix(by)?;
        (rest.starts_with([' ', ':']) && lower.len() == value.len())
            .then(|| value[by.len()..].trim_start_matches([' ', ':']))
    });
    let text = after.or_else(|| after_by(&value)).unwrap_or(&value);
    // A date, or a bar, ends the names.
    let end = text.find(|c: char| c.is_ascii_digit() || "|•·–—".contains(c)).unwrap_or(text.len());
    let text = text[..end].trim().trim_end_matches([',', ' ', '(', '-', '/']);
    let people = plain::names(&joined(text));
    if ["creative commons", "cc by"].iter().any(|license| lower.contains(license)) {
        return Vec::new();
    }
    if !people.is_empty() {
        return people;
    }
    // "APA/AP": agencies, by their letters.
    let codes: Vec<&str> = text.split('/').map(str::trim).collect();
    if trusted
        && codes.len() > 1
        && codes.iter().all(|code| (2..=5).contains(&code.len()) && code.chars().all(char::is_alphabetic))
    {
        return vec![codes.join("/")];
    }
    let is_name = trusted
        && (2..=40).contains(&value.len())
        && after.unwrap_or(&value).split(' ').count() <= 4
        && !value.contains(['/', ':', '|'])
        && value.chars().any(char::is_alphabetic)
        && !NOBODY.contains(&lower.as_str())
        && !lower.contains("admin");
    if is_name { vec![after.unwrap_or(&value).trim().to_owned()] } else { Vec::new() }
}

/// Names by nobody.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "redaktion",
    "die redaktion",
    "editor",
    "editors",
    "staff",
    "staff writer",
    "newsroom",
    "author",
    "autor",
    "webmaster",
    "news",
    "user",
    "anonymous",
    "guest",
    "unknown",
    "share",
    "shares",
    "follow",
    "de",
    "en",
];

/// `Ann Lee und Bo Day` with "and", where both sides are names: "und" is also part of names.
fn joined(text: &str) -> String {
    for mark in [" und ", " et ", " y ", " e ", " / ", "/"] {
        let parts: Vec<&str> = text.split(mark).collect();
        if parts.len() > 1 && parts.iter().all(|part| !plain::names(part).is_empty()) {
            return parts.join(" and ");
        }
    }
    text.to_owned()
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept = Vec::new();
    for name in names {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
