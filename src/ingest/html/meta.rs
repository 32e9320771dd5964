//! Metadata of a saved page: JSON-LD, then `OpenGraph` and other meta elements, then what is visible. No text.

use crate::article::{Article, DateSource, Form, Published};
use crate::ingest::{json, language_code, plain, present, published};
use dom_query::Document;
use serde_json::{Map, Value};

/// Everything but the text and its blocks.
pub(super) fn read(page: &Document) -> Article {
    let linked = json_ld(page);
    let linked = linked.as_ref();
    let publisher = linked
        .and_then(|object| name_of(object.get("publisher")?))
        .or_else(|| meta(page, &["og:site_name", "application-name"]));
    let title = linked
        .and_then(|object| unescaped(object.get("headline").or_else(|| object.get("name"))?.as_str()?))
        .or_else(|| meta(page, &["og:title", "twitter:title"]))
        .or_else(|| first_text(page, "h1"))
        .or_else(|| first_text(page, "title"))
        .map(|title| without_site(&title, publisher.as_deref()));
    let url = ["link[rel=canonical]"]
        .iter()
        .find_map(|selector| attribute(page, selector, "href"))
        .or_else(|| meta(page, &["og:url"]));
    let url = url.or_else(|| linked?.get("url")?.as_str().map(str::to_owned)).filter(|url| url.starts_with("http"));
    let language = attribute(page, "html[lang]", "lang")
        .or_else(|| meta(page, &["og:locale", "content-language", "language"]))
        .or_else(|| linked?.get("inLanguage")?.as_str().map(str::to_owned));
    Article {
        title,
        authors: authors(page, linked),
        published: date(page, linked),
        url,
        language: language.and_then(|name| language_code(&name)),
        form: linked.filter(|object| is_of_type(object, |name| name.ends_with("NewsArticle"))).map(|_| Form::News),
        publisher,
        ..Article::default()
    }
}

/// The article among the JSON-LD of a page, wherever it is nested.
fn json_ld(page: &Document) -> Option<Map<String, Value>> {
    let mut people = Map::new();
    let mut found: Option<Map<String, Value>> = None;
    for script in page.select("script[type='application/ld+json']").nodes() {
        let text = script.text();
        let bare = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';').trim();
        let Ok(value) = serde_json::from_str::<Value>(bare) else { continue };
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(list) => waiting.extend(list.into_iter().rev()),
                Value::Object(object) => {
                    if let (Some(id), Some(name)) = (object.get("@id").and_then(Value::as_str), object.get("name")) {
                        people.insert(id.to_owned(), name.clone());
                    }
                    if found.is_none()
                        && is_of_type(&object, |name| name.ends_with("Article") || name.ends_with("Posting"))
                    {
                        found = Some(object);
                        continue;
                    }
                    // Only these lead to an article; a list of teasers does not describe this page.
                    for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                        waiting.extend(object.get(name).filter(|value| !value.is_string()).cloned());
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = found?;
    for field in ["author", "creator", "publisher"] {
        if let Some(value) = found.get_mut(field) {
            resolve(value, &people);
        }
    }
    Some(found)
}

/// Puts the name in place of a reference to an object that stands elsewhere.
fn resolve(value: &mut Value, people: &Map<String, Value>) {
    let items = match value {
        Value::Array(list) => list.as_mut_slice(),
        value => std::slice::from_mut(value),
    };
    for item in items {
        let Some(object) = item.as_object_mut().filter(|object| !object.contains_key("name")) else { continue };
        let name = object.get("@id").and_then(Value::as_str).and_then(|id| people.get(id)).cloned();
        if let Some(name) = name {
            object.insert("name".into(), name);
        }
    }
}

fn is_of_type(object: &Map<String, Value>, wanted: impl Fn(&str) -> bool) -> bool {
    match object.get("@type") {
        Some(Value::String(name)) => wanted(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(wanted),
        _ => false,
    }
}

fn name_of(value: &Value) -> Option<String> {
    let value = if let Value::Array(list) = value { list.first()? } else { value };
    let name = value.as_str().or_else(|| value.get("name")?.as_str())?;
    unescaped(name).filter(|name| !name.contains("://"))
}

/// JSON-LD often holds entities, though it should not.
fn unescaped(text: &str) -> Option<String> {
    let text = if text.contains('&') { Document::fragment(text).text().to_string() } else { text.to_owned() };
    present(&text).map(str::to_owned)
}

fn authors(page: &Document, linked: Option<&Map<String, Value>>) -> Vec<String> {
    let linked_names =
        linked.and_then(|object| object.get("author").or_else(|| object.get("creator"))).map(json::people);
    if let Some(names) = linked_names.filter(|names| !names.is_empty()) {
        return names;
    }
    let said: Vec<String> = META_AUTHORS.iter().flat_map(|name| all_meta(page, name)).take(4).collect();
    let names = json::split_names(&said);
    if !names.is_empty() {
        return names;
    }
    for selector in [
        "[rel=author]",
        "[itemprop=author]",
        "[class*=byline]",
        "[class~=by]",
        "[class~=author]",
        "[class*=author-name]",
    ] {
        let mut names = Vec::new();
        for node in page.select(selector).nodes().iter().take(4) {
            for name in plain::names(&collapsed(&node.text())) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

const META_AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "og:author",
];

const META_DATES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "cxenseparse:recs:publishtime",
];

fn date(page: &Document, linked: Option<&Map<String, Value>>) -> Option<Published> {
    let from_linked = || published::parse(linked?.get("datePublished")?.as_str()?, DateSource::JsonLd);
    let from_meta = || {
        META_DATES
            .iter()
            .flat_map(|name| all_meta(page, name))
            .find_map(|text| published::parse(&text, DateSource::Meta))
    };
    let from_time = || {
        let selectors = ["[itemprop=datePublished]", "time[pubdate]", "article time[datetime]", "time[datetime]"];
        let nodes = selectors.iter().flat_map(|selector| page.select(selector).nodes().to_vec());
        nodes.into_iter().find_map(|node| {
            let value = node.attr("datetime").or_else(|| node.attr("content"))?;
            published::parse(&value, DateSource::Time)
        })
    };
    let from_text = || {
        let selectors = [
            "time",
            "[class*=dateline]",
            "[class*=date]",
            "[class*=publish]",
            "[class*=byline]",
            "[class*=posted]",
            "[class*=meta]",
        ];
        let nodes = selectors
            .iter()
            .flat_map(|selector| page.select(selector).nodes().iter().take(6).copied().collect::<Vec<_>>());
        nodes.into_iter().find_map(|node| {
            let text = node.text();
            // The rest of such an element is a byline or a place; a whole story is not looked through.
            if text.len() > 400 {
                return None;
            }
            let text = collapsed(&text);
            published::from_line(&text).or_else(|| text.split(['|', '•', '·', '—', '–']).find_map(published::from_line))
        })
    };
    from_linked().or_else(from_meta).or_else(from_time).or_else(from_text)
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_text(page: &Document, selector: &str) -> Option<String> {
    let found = page.select_single(selector);
    present(&collapsed(&found.text())).map(str::to_owned)
}

fn attribute(page: &Document, selector: &str, name: &str) -> Option<String> {
    present(&page.select_single(selector).attr(name)?).map(str::to_owned)
}

fn meta(page: &Document, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| all_meta(page, name).into_iter().next())
}

fn all_meta(page: &Document, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for node in page.select("meta[content]").nodes() {
        let is_named = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .any(|attribute| node.attr(attribute).is_some_and(|value| value.eq_ignore_ascii_case(name)));
        if is_named {
            found.extend(node.attr("content").and_then(|value| present(&value).map(str::to_owned)));
        }
    }
    found
}

/// `Ferry sinks | Harbor Ledger` without the outlet, where it is surely that.
fn without_site(title: &str, site: Option<&str>) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let is_site = site.is_some_and(|site| {
                let (site, tail) = (site.to_lowercase(), tail.trim().to_lowercase());
                site == tail
                    || site.trim_start_matches("the ") == tail.trim_start_matches("the ")
                    || site.starts_with(&tail) && tail.len() > 3
            });
            let is_short_tail = site.is_none() && mark == " | " && tail.split_whitespace().count() <= 4;
            if is_site || is_short_tail && head.split_whitespace().count() >= 3 {
                return head.trim().to_owned();
            }
        }
    }
    title.trim().to_owned()
}
