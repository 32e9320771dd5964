//! Lexis and Nexis Uni: the older plain text, `1 of 10 DOCUMENTS` above each article, and the newer documents, `End of Document` below it.

use super::{Found, labeled, paragraphs, people, unwrapped};
use crate::article::{Article, DateSource, Published};
use crate::ingest::body::Body;
use crate::ingest::{language_code, present, published};

/// Labels that come before the body, in the languages of the interface.
const HEAD: &[&str] = &[
    "autor",
    "author",
    "byline",
    "correction-date",
    "dateline",
    "headline",
    "highlight",
    "length",
    "longueur",
    "länge",
    "lengte",
    "rubrique",
    "rubrik",
    "section",
    "series",
    "source",
    "type",
];

/// Labels that come behind the body.
const TAIL: &[&str] = &[
    "city",
    "classification",
    "company",
    "copyright",
    "country",
    "document-type",
    "geographic",
    "graphic",
    "industry",
    "journal code",
    "language",
    "langue",
    "load-date",
    "notes",
    "organization",
    "person",
    "publication-type",
    "sprache",
    "state",
    "subject",
    "ticker",
    "update",
    "url",
];

/// Reads the older plain text; `None` when no line counts documents.
pub(super) fn of_text(lines: &[&str]) -> Option<Found> {
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| is_counter(lines[at])).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let found: Found =
        starts.iter().zip(ends).map(|(&start, end)| (old(&lines[start + 1..end]), start as u64 + 1)).collect();
    (!found.is_empty()).then_some(found)
}

/// `1 of 10 DOCUMENTS`, `Dokument 1 von 10`, `Document 1 de 10`.
fn is_counter(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number = |word: &str| !word.is_empty() && word.len() < 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    match words[..] {
        [one, "of", all, "DOCUMENTS" | "DOCUMENT"] | ["Dokument", one, "von", all] | ["Document", one, "de", all] => {
            is_number(one) && is_number(all)
        }
        _ => false,
    }
}

fn is_tail(line: &str) -> bool {
    labeled(line).is_some_and(|(label, _)| TAIL.contains(&label.as_str()))
        || line.trim().starts_with("Copyright ") && line.len() < 100
}

fn old(lines: &[&str]) -> Article {
    let mut article = Article::default();
    // The head ends behind its last label, and with it the paragraph of that label.
    let is_head = |line: &str| labeled(line).is_some_and(|(label, _)| HEAD.contains(&label.as_str()));
    let first_label = lines.iter().position(|line| is_head(line)).unwrap_or(lines.len().min(6));
    let mut body_at = first_label;
    let mut at = first_label;
    while at < lines.len() {
        if is_head(lines[at]) {
            let end = lines[at..].iter().position(|line| line.trim().is_empty()).map_or(lines.len(), |n| at + n);
            let value: Vec<&str> = lines[at + 1..end].iter().map(|line| line.trim()).collect();
            if let Some((label, first)) = labeled(lines[at]) {
                read_label(&label, &[&[first], &value[..]].concat().join(" "), &mut article);
            }
            (body_at, at) = (end, end);
        } else if lines[at].trim().is_empty() {
            at += 1;
        } else {
            break;
        }
    }
    // Above the labels: the outlet, the day, the edition, and the headline as the last paragraph.
    let above: Vec<String> = lines[..first_label]
        .split(|line| line.trim().is_empty())
        .filter(|part| !part.is_empty())
        .map(|part| part.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "))
        .collect();
    let date_at = above.iter().position(|part| date_in(part).is_some());
    article.published = date_at.and_then(|at| date_in(&above[at]));
    article.publisher = above.first().filter(|_| date_at.is_none_or(|at| at > 0)).cloned();
    if article.title.is_none() && above.len() > date_at.map_or(1, |at| at + 1) {
        article.title = above.last().cloned();
    }
    // Labels are in capitals here: "Notes: …" may be of the text.
    let is_end = |line: &&str| {
        is_tail(line)
            && (line.contains("Copyright ")
                || !line.split(':').next().is_some_and(|label| label.contains(char::is_lowercase)))
    };
    let end = lines[body_at..].iter().position(is_end).map_or(lines.len(), |n| body_at + n);
    for line in &lines[end..] {
        if let Some((label, value)) = labeled(line) {
            read_label(&label, value, &mut article);
        }
    }
    let mut body = Body::default();
    unwrapped(&lines[body_at..end], &mut body);
    body.give_to(&mut article);
    article
}

fn read_label(label: &str, value: &str, article: &mut Article) {
    let Some(value) = present(value) else { return };
    match label {
        "headline" => article.title = Some(value.to_owned()),
        "byline" | "author" | "autor" if article.authors.is_empty() => {
            article.authors = people(value);
        }
        "language" | "langue" | "sprache" => {
            let name = value.split([';', ',']).next().unwrap_or(value);
            article.language = language_code(name).or(article.language.take());
        }
        "url" if value.starts_with("http") => article.url = Some(value.to_owned()),
        _ => {}
    }
}

/// `January 11, 2010 Monday`, perhaps with a time or an edition behind it.
fn date_in(line: &str) -> Option<Published> {
    let line = line.trim();
    if line.len() > 80 || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    (3..=words.len().min(7)).rev().find_map(|n| {
        let start = words[..n].join(" ");
        let found = published::from_line(&start).or_else(|| published::parse(&start, DateSource::Text))?;
        (found.date.precision == crate::article::Precision::Day)
            .then_some(Published { from: DateSource::Field, ..found })
    })
}

/// Reads the newer documents, a paragraph a line; `None` when no line ends one.
pub(super) fn of_document(lines: &[&str]) -> Option<Found> {
    let is_end = |line: &str| line.trim() == "End of Document";
    if !lines.iter().any(|line| is_end(line)) {
        return None;
    }
    let mut found = Found::new();
    let mut start = 0;
    while start < lines.len() {
        let end = lines[start..].iter().position(|line| is_end(line)).map_or(lines.len(), |n| start + n);
        let document = &lines[start..end];
        // What follows the last one is the end of the file, no article.
        if document.iter().any(|line| is_body_mark(line)) {
            found.push(new(document, start as u64 + 1));
        }
        start = end + 1;
    }
    Some(found)
}

fn is_body_mark(line: &str) -> bool {
    matches!(line.trim(), "Body" | "Text" | "Volltext" | "Texte intégral")
}

fn new(lines: &[&str], first_line: u64) -> (Article, u64) {
    let mut article = Article::default();
    let body_at = lines.iter().position(|line| is_body_mark(line)).unwrap_or(0);
    let head: Vec<(usize, &str)> =
        (0..body_at).map(|at| (at, lines[at].trim())).filter(|(_, line)| !line.is_empty()).collect();
    // The list of all articles may come before the first of them: the day nearest above the body is this one's.
    let date_at = head.iter().rposition(|(_, line)| labeled(line).is_none() && date_in(line).is_some());
    let mut starts_at = 0;
    if let Some(at) = date_at {
        article.published = date_in(head[at].1);
        article.publisher = at.checked_sub(1).map(|at| head[at].1.to_owned());
        article.title = at.checked_sub(2).map(|at| head[at].1.to_owned());
        starts_at = head[at.saturating_sub(2)].0;
    } else if let Some((at, line)) = head.first() {
        article.title = Some((*line).to_owned());
        starts_at = *at;
    }
    for (_, line) in &head {
        if let Some((label, value)) = labeled(line) {
            read_label(&label, value, &mut article);
        }
    }
    let body = &lines[(body_at + 1).min(lines.len())..];
    let end = body.iter().position(|line| line.trim() == "Classification" || is_tail(line)).unwrap_or(body.len());
    for line in &body[end..] {
        if let Some((label, value)) = labeled(line) {
            read_label(&label, value, &mut article);
        }
    }
    let mut text = Body::default();
    paragraphs(body[..end].iter().copied().filter(|line| !is_page_number(line)), &mut text);
    text.give_to(&mut article);
    (article, first_line + starts_at as u64)
}

/// `Page 2 of 3`, from the foot of a page.
fn is_page_number(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words[..], ["Page", _, "of", all] if all.bytes().all(|byte| byte.is_ascii_digit()))
}
