//! Markdown: the body after the front matter, its marks kept; the front matter, a small part of YAML, as metadata.

use super::{form_of, language_code, plain, present, published, record};
use crate::article::{Article, DateSource};

/// A Markdown article; without front matter its first lines are read like those of plain text.
pub(super) fn read(text: String) -> Article {
    let Some((fields, body)) = front_matter(&text) else { return plain::read(text) };
    let mut article = plain::read(body.to_owned());
    // What the front matter says wins over what the first lines look like.
    let first =
        |names: &[&str]| names.iter().find_map(|name| fields.iter().find(|field| field.0 == *name)?.1.first().cloned());
    article.title = first(&["title", "headline"]).or(article.title);
    let authors: Vec<String> = fields
        .iter()
        .filter(|field| ["author", "authors", "byline"].contains(&field.0.as_str()))
        .flat_map(|field| record::split_names(&field.1))
        .collect();
    if !authors.is_empty() {
        article.authors = authors;
    }
    article.publisher = first(&["publisher", "source", "outlet", "site", "site_name"])
        .filter(|name| !name.starts_with("http"))
        .or(article.publisher);
    let date = first(&["published", "date", "pubdate", "pub_date", "date_published", "datepublished"]);
    article.published = date.and_then(|date| published::parse(&date, DateSource::FrontMatter)).or(article.published);
    article.url = first(&["url", "link", "canonical", "canonical_url", "source"])
        .filter(|url| url.starts_with("http"))
        .or(article.url);
    article.language = first(&["language", "lang"]).and_then(|name| language_code(&name)).or(article.language);
    article.id = first(&["id", "guid"]).unwrap_or_default();
    article.form = first(&["form", "type"]).and_then(|name| form_of(&name)).or(article.form);
    article
}

/// A name in lower case and its values.
type Field = (String, Vec<String>);

/// The fields between two lines of `---` at the top, and the rest of the file; `None` when there is no such block.
fn front_matter(text: &str) -> Option<(Vec<Field>, &str)> {
    let rest = text.trim_start_matches('\u{feff}').strip_prefix("---")?;
    let line_end = rest.find('\n')?;
    if !rest[..line_end].trim().is_empty() {
        return None;
    }
    let rest = &rest[line_end + 1..];
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((fields(&rest[..at]), rest[at + line.len()..].trim_start_matches(['\r', '\n'])));
        }
        at += line.len();
    }
    None
}

fn fields(block: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for line in block.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some(item) = trimmed.strip_prefix("- ") {
            if let Some((_, values)) = fields.last_mut() {
                // `- name: Ann Lee` is the list of objects that some generators write.
                values.extend(scalar(item.strip_prefix("name:").unwrap_or(item)));
            }
            continue;
        }
        if line.starts_with([' ', '\t']) {
            // A folded value goes on; the fields of a nested object, but for its name, are none of ours.
            if let Some((_, values)) = fields.last_mut() {
                if let Some(name) = trimmed.strip_prefix("name:") {
                    values.extend(scalar(name));
                } else if !trimmed.contains(": ") {
                    match values.last_mut() {
                        Some(value) => *value = format!("{value} {trimmed}"),
                        None => values.extend(scalar(trimmed)),
                    }
                }
            }
            continue;
        }
        let Some((name, value)) = trimmed.split_once(':') else { continue };
        let value = value.trim();
        let values = match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
            Some(list) => split_list(list).iter().filter_map(|item| scalar(item)).collect(),
            None if matches!(value, ">" | "|" | ">-" | "|-" | ">+" | "|+") => Vec::new(),
            None => scalar(value).into_iter().collect(),
        };
        fields.push((name.trim().trim_matches(['"', '\'']).to_lowercase(), values));
    }
    fields
}

/// `"Lee, Ann", Bo Day` at the commas outside of quotation marks.
fn split_list(list: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut open) = (0, None);
    for (at, c) in list.char_indices() {
        match (c, open) {
            ('"' | '\'', None) if list[start..at].trim().is_empty() => open = Some(c),
            (_, Some(mark)) if c == mark => open = None,
            (',', None) => {
                items.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(&list[start..]);
    items
}

/// One value without its quotation marks or the comment behind it; `None` when it says nothing.
fn scalar(value: &str) -> Option<String> {
    let value = value.trim();
    if let Some(rest) = value.strip_prefix('"') {
        let mut text = String::new();
        let mut chars = rest.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => text.extend(chars.next().map(|c| if c == 'n' { ' ' } else { c })),
                _ => text.push(c),
            }
        }
        return present(&text).map(str::to_owned);
    }
    if let Some(rest) = value.strip_prefix('\'') {
        let end = rest.replace("''", "\0\0").find('\'').unwrap_or(rest.len());
        return present(&rest[..end].replace("''", "'")).map(str::to_owned);
    }
    let bare = value.split(" #").next().unwrap_or(value);
    present(bare).filter(|bare| *bare != "~").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::article::DateSource;

    #[test]
    fn front_matter_is_metadata_and_no_text() {
        let text = "---\ntitle: \"Ferry: the \\\"Anna\\\" sinks\"\nauthors:\n  - Ann Lee\n  - 'Bo O''Day'\nsource: Harbor Ledger # weekly\ndate: 2025-11-03T10:00:00Z\nurl: https://a.example/x\nlang: en-GB\nid: x-1\nform: statement\n---\n\n# Ferry *sinks*\n\nIt sank.\n";
        let article = read(text.to_owned());
        assert_eq!(article.text, "# Ferry *sinks*\n\nIt sank.\n");
        assert_eq!(article.title.as_deref(), Some("Ferry: the \"Anna\" sinks"));
        assert_eq!(article.authors, ["Ann Lee", "Bo O'Day"]);
        assert_eq!(article.publisher.as_deref(), Some("Harbor Ledger"));
        let published = article.published.unwrap();
        assert_eq!(
            (published.time.as_deref(), published.from),
            (Some("2025-11-03T10:00:00Z"), DateSource::FrontMatter)
        );
        assert_eq!((article.language.as_deref(), article.id.as_str()), (Some("en"), "x-1"));
    }

    #[test]
    fn lists_in_one_line_and_no_front_matter() {
        assert_eq!(read("---\nauthors: [\"Ann Lee\", Bo Day]\n---\nText.".to_owned()).authors, ["Ann Lee", "Bo Day"]);
        assert_eq!(read("---\nauthor: Ann Lee and Bo Day\r\n---\r\nText.".to_owned()).authors, ["Ann Lee", "Bo Day"]);
        assert_eq!(read("---\nnever closed\n\nText.".to_owned()).text, "---\nnever closed\n\nText.");
    }
}
