//! The article among the JSON-LD of a page, wherever it is nested.

use serde_json::{Map, Value};

/// Reads the scripts of a page into the one object that describes its article.
pub(super) fn article(scripts: &[String]) -> Option<Map<String, Value>> {
    let mut names = Map::new();
    let mut found: Option<(Rank, Map<String, Value>)> = None;
    for object in objects(scripts) {
        if let (Some(id), Some(name)) = (object.get("@id").and_then(Value::as_str), object.get("name")) {
            names.insert(id.to_owned(), name.clone());
        }
        if let Some(rank) = rank(&object)
            && found.as_ref().is_none_or(|(best, _)| rank < *best)
        {
            found = Some((rank, object));
        }
    }
    let (_, mut found) = found?;
    for field in ["author", "creator", "publisher"] {
        if let Some(value) = found.get_mut(field) {
            resolve(value, &names);
        }
    }
    Some(found)
}

/// Whether a page says that it lists others.
pub(super) fn is_list(scripts: &[String]) -> bool {
    const LISTS: &[&str] = &["CollectionPage", "SearchResultsPage", "ItemList"];
    objects(scripts).iter().any(|object| is_of_type(object, |name| LISTS.contains(&name)))
}

/// The objects that describe the page or lead to its article; what they hold is not taken out of them.
fn objects(scripts: &[String]) -> Vec<Map<String, Value>> {
    let mut found = Vec::new();
    for script in scripts {
        let bare = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';').trim();
        let Some(value) = parse(bare) else { continue };
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            let object = match value {
                Value::Array(list) => {
                    waiting.extend(list.into_iter().rev());
                    continue;
                }
                Value::Object(object) => object,
                _ => continue,
            };
            // Only these lead to an article; a list of teasers does not describe this page.
            for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                waiting.extend(object.get(name).filter(|value| !value.is_string()).cloned());
            }
            found.push(object);
        }
    }
    found
}

fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&escaped(text))).ok()
}

/// Some pages write line breaks into strings, which JSON forbids.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let (mut is_in_string, mut is_after_backslash) = (false, false);
    for c in text.chars() {
        match c {
            '"' if !is_after_backslash => is_in_string = !is_in_string,
            '\n' if is_in_string => escaped.push_str("\\n"),
            _ => {}
        }
        if !c.is_control() {
            escaped.push(c);
        }
        is_after_backslash = c == '\\' && !is_after_backslash;
    }
    escaped
}

/// How likely an object is to describe the article.
#[derive(PartialEq, PartialOrd)]
enum Rank {
    Article,
    Page,
}

fn rank(object: &Map<String, Value>) -> Option<Rank> {
    const PAGES: &[&str] = &["WebPage", "ItemPage", "VideoObject", "PodcastEpisode", "Recipe", "Review", "Report"];
    if is_of_type(object, |name| name.ends_with("Article") || name.ends_with("Posting")) {
        return Some(Rank::Article);
    }
    is_of_type(object, |name| PAGES.contains(&name)).then_some(Rank::Page)
}

/// Whether one of its types is wanted.
pub(super) fn is_of_type(object: &Map<String, Value>, wanted: impl Fn(&str) -> bool) -> bool {
    match object.get("@type") {
        Some(Value::String(name)) => wanted(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(wanted),
        _ => false,
    }
}

/// Whether it describes the article itself, not only the page around it.
pub(super) fn is_article(object: &Map<String, Value>) -> bool {
    rank(object) == Some(Rank::Article)
}

/// Puts the name in place of a reference to an object that stands elsewhere.
fn resolve(value: &mut Value, names: &Map<String, Value>) {
    let items = match value {
        Value::Array(list) => list.as_mut_slice(),
        value => std::slice::from_mut(value),
    };
    for item in items {
        let Some(object) = item.as_object_mut().filter(|object| !object.contains_key("name")) else { continue };
        let name = object.get("@id").and_then(Value::as_str).and_then(|id| names.get(id)).cloned();
        if let Some(name) = name {
            object.insert("name".into(), name);
        }
    }
}
