//! Plain text: the decoded file is the text; headline, byline and date are read off its first lines. No markup.

use super::{form_of, language_code, present, published};
use crate::article::{Article, DateSource, Form};

/// A plain-text article. Its text stays as it is, first lines included.
pub(super) fn read(text: String) -> Article {
    let mut article = Article::default();
    read_head(&text, &mut article);
    article.text = text;
    article
}

/// How many of the first lines with words in them may tell of the article.
const HEAD_LINES: usize = 6;

/// Fills in what the first lines of a text tell of it.
pub(super) fn read_head(text: &str, article: &mut Article) {
    // Each line with words in it, and whether a blank one follows.
    let mut head: Vec<(&str, bool)> = Vec::new();
    for line in text.lines().take(30).map(str::trim) {
        if !line.is_empty() {
            if head.len() > HEAD_LINES {
                break;
            }
            head.push((line, false));
        } else if let Some(last) = head.last_mut() {
            last.1 = true;
        }
    }
    let mut is_told = vec![false; head.len()];
    for (at, &(line, _)) in head.iter().enumerate().take(HEAD_LINES) {
        is_told[at] = read_kind(line, at, article)
            || read_labeled(line, article)
            || read_byline(line, article)
            || read_date(line, article)
            || read_masthead(line, at, article);
    }
    if article.title.is_none() {
        article.title = title(&head, &is_told, article.authors.is_empty());
    }
}

/// The first line that is none of the others, if it looks like a headline and something sets it off from the text.
fn title(head: &[(&str, bool)], is_told: &[bool], has_no_byline: bool) -> Option<String> {
    let at = is_told.iter().position(|told| !told)?;
    let (line, is_blank_after) = head[at];
    let is_before_other = is_told.get(at + 1).copied().unwrap_or(false);
    let has_text_after = head.len() > at + 1;
    let line = line.trim_matches(['#', '*', '=', ' ']);
    let n_words = line.split_whitespace().count();
    let ends_open = !line.ends_with(['.', ':', ',', ';', '!', '”', '"', '—', '-']) || line.ends_with("U.S.");
    let starts_well = line.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "‘'“\"$".contains(c));
    let is_label = !line.starts_with("TRANSCRIPT")
        && line.split_once(": ").is_some_and(|(name, _)| {
            name.chars().all(|c| c.is_uppercase() || c == ' ' || c == '.') && name.len() < 30 && n_words > 8
        });
    // A headline comes before the byline, not after it.
    let may_come = at <= 1 || has_no_byline;
    let is_title =
        may_come && (is_blank_after || is_before_other) && has_text_after && ends_open && starts_well && !is_label;
    (is_title && (2..=30).contains(&n_words) && line.len() <= 200).then(|| line.to_owned())
}

/// What the first line may say of the whole: a press statement, or the slug of a wire service, which says nothing to a reader.
fn read_kind(line: &str, at: usize, article: &mut Article) -> bool {
    let upper = line.trim_matches(['*', '#', ' ']).to_uppercase();
    if at == 0 && upper.starts_with("TRANSCRIPT") {
        article.form = Some(Form::Transcript);
        return false;
    }
    if at < 3 && (upper.starts_with("FOR IMMEDIATE RELEASE") || upper == "PRESS RELEASE") {
        article.form = Some(Form::Statement);
        return true;
    }
    let has_digit = line.contains(|c: char| c.is_ascii_digit());
    at == 0
        && has_digit
        && line.contains('-')
        && line.len() <= 60
        && !line.contains(char::is_lowercase)
        && !line.contains(['“', '"', ','])
}

/// `Title: …`, `Author: …`, `Published: …`: a header line, as some exports have them.
fn read_labeled(line: &str, article: &mut Article) -> bool {
    let Some((label, value)) = line.split_once(": ") else { return false };
    let Some(value) = present(value) else { return false };
    match label.trim_matches(['*', '#', ' ']).to_lowercase().as_str() {
        "title" | "headline" => article.title = article.title.take().or_else(|| Some(value.to_owned())),
        "author" | "authors" | "byline" => {
            if article.authors.is_empty() {
                article.authors = names(value);
            }
        }
        "publisher" | "outlet" | "source" | "publication" => {
            if value.len() > 60 {
                return false;
            }
            article.publisher = article.publisher.take().or_else(|| Some(value.to_owned()));
        }
        "date" | "published" | "posted" => {
            let Some(found) = published::parse(value, DateSource::Text) else { return false };
            article.published = article.published.take().or(Some(found));
        }
        "url" | "link" if value.starts_with("http") => {
            article.url = article.url.take().or_else(|| Some(value.to_owned()));
        }
        "language" => article.language = language_code(value),
        "form" => article.form = form_of(value),
        _ => return false,
    }
    true
}

/// `By Ann Lee and Bo Day`, perhaps with the outlet, a role or the date behind it.
fn read_byline(line: &str, article: &mut Article) -> bool {
    let line = line.trim_matches(['*', '_', ' ']);
    let Some(rest) = ["By ", "BY ", "by ", "By: "].iter().find_map(|by| line.strip_prefix(by)) else { return false };
    if rest.len() > 160 || rest.ends_with('.') && rest.split_whitespace().count() > 4 {
        return false;
    }
    let mut parts = rest.split(['|', '•', '·', '—', '–']).flat_map(|part| part.split(" / ")).map(str::trim);
    let mut people = names(parts.next().unwrap_or_default());
    // "By Ann Lee Harbor Ledger", and "By Harbor Ledger": no person is called that.
    let mut outlet = None;
    people.retain_mut(|name| {
        if is_outlet(name) && name.split_whitespace().count() <= 3 {
            outlet.get_or_insert_with(|| name.clone());
            return false;
        }
        let words: Vec<&str> = name.split(' ').collect();
        if words.len() >= 4 && is_outlet(&words[2..].join(" ")) {
            outlet.get_or_insert_with(|| words[2..].join(" "));
            *name = words[..2].join(" ");
        }
        true
    });
    if let Some(outlet) = outlet {
        article.publisher = article.publisher.take().or(Some(outlet));
        if people.is_empty() {
            return true;
        }
    }
    if people.is_empty() {
        return false;
    }
    if article.authors.is_empty() {
        article.authors = people;
    }
    let after_comma = rest.split([',', '|', '•', '·', '—', '–']).skip(1).map(str::trim);
    for part in parts.chain(after_comma) {
        if let Some(found) = published::from_line(part) {
            article.published = article.published.take().or(Some(found));
        } else if is_outlet(part) {
            article.publisher = article.publisher.take().or_else(|| Some(part.to_owned()));
        }
    }
    // "By Ann Lee, Nov. 3, 2025": the date has a comma of its own.
    if article.published.is_none()
        && let Some((_, tail)) = rest.split_once(", ")
    {
        article.published = published::from_line(tail);
    }
    true
}

fn read_date(line: &str, article: &mut Article) -> bool {
    if let Some(found) = published::from_line(line) {
        article.published = article.published.take().or(Some(found));
        return true;
    }
    // "The Harbor Ledger | November 3, 2025"
    let Some((left, right)) = [" | ", " — ", " – ", " • ", " · "].iter().find_map(|mark| line.split_once(mark))
    else {
        return false;
    };
    let (Some(found), name) = (match published::from_line(right) {
        Some(found) => (Some(found), left),
        None => (published::from_line(left), right),
    }) else {
        return false;
    };
    article.published = article.published.take().or(Some(found));
    let name = name.trim();
    if let Some(by) = name.strip_prefix("By ") {
        if article.authors.is_empty() {
            article.authors = names(by);
        }
    } else if name.len() <= 40 && name.split_whitespace().all(starts_with_capital) {
        article.publisher = article.publisher.take().or_else(|| Some(name.to_owned()));
    }
    true
}

/// `THE HARBOR LEDGER` alone on the first line: capitals, and a word that newspapers are called by.
fn read_masthead(line: &str, at: usize, article: &mut Article) -> bool {
    let is_capitals = line.chars().all(|c| c.is_uppercase() || c == ' ' || c == '-') && line.len() <= 40;
    if at > 0 || !is_capitals || !is_outlet(line) {
        return false;
    }
    article.publisher = article.publisher.take().or_else(|| Some(capitalized(line)));
    true
}

/// Whether a short name in capitals holds a word that newspapers are called by.
fn is_outlet(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "ledger",
        "times",
        "post",
        "herald",
        "gazette",
        "tribune",
        "journal",
        "news",
        "courier",
        "chronicle",
        "observer",
        "standard",
        "wire",
        "dispatch",
        "sentinel",
        "examiner",
        "register",
        "bulletin",
        "telegraph",
        "guardian",
        "globe",
        "inquirer",
        "star",
        "mercury",
        "record",
        "press",
        "advertiser",
        "monitor",
        "beacon",
        "argus",
        "reuters",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let has_word = words.iter().any(|word| WORDS.contains(&word.to_lowercase().as_str()));
    (1..=5).contains(&words.len())
        && has_word
        && words.iter().all(|word| starts_with_capital(word) || ["of", "the"].contains(word))
}

fn starts_with_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The people of a byline, in order: without "By", roles, agencies and addresses.
pub(super) fn names(byline: &str) -> Vec<String> {
    const NOT_NAMES: &[&str] = &[
        "staff",
        "writer",
        "reporter",
        "correspondent",
        "editor",
        "press",
        "reuters",
        "news",
        "bureau",
        "agency",
        "desk",
        "team",
        "contributor",
        "special",
        "editorial",
        "associated",
        "admin",
        "newsroom",
    ];
    let byline = byline.trim();
    let byline = byline.get(..3).filter(|start| start.eq_ignore_ascii_case("by ")).map_or(byline, |_| &byline[3..]);
    let mut people: Vec<String> = Vec::new();
    for part in byline
        .split([',', ';', '&', '|', '\n'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" AND "))
    {
        let part = part.trim().trim_start_matches("and ").trim();
        let part = part.split(['(', '<']).next().unwrap_or_default();
        let part = [" in ", " for "].iter().fold(part, |part, cut| part.split(cut).next().unwrap_or(part)).trim();
        let words: Vec<&str> = part.split_whitespace().collect();
        if ["Jr", "Jr.", "Sr", "Sr.", "II", "III"].contains(&part)
            && let Some(last) = people.last_mut()
        {
            *last = format!("{last} {part}");
            continue;
        }
        let is_name = (2..=5).contains(&words.len())
            && words.iter().all(|word| {
                starts_with_capital(word)
                    || ["de", "van", "von", "der", "la", "al", "bin", "da", "di", "del", "el", "ten"].contains(word)
            })
            && !part.contains(|c: char| c.is_numeric() || "@/:".contains(c))
            && !words.iter().any(|word| NOT_NAMES.contains(&word.to_lowercase().as_str()));
        if is_name {
            let name = if part.chars().any(char::is_lowercase) { words.join(" ") } else { capitalized(part) };
            if !people.contains(&name) {
                people.push(name);
            }
        }
    }
    people
}

/// `ANN LEE-DAY` as `Ann Lee-Day`.
fn capitalized(name: &str) -> String {
    let mut capital = true;
    let letters = name.chars().flat_map(|c| {
        let shown: Vec<char> = if capital { vec![c] } else { c.to_lowercase().collect() };
        capital = !c.is_alphabetic();
        shown
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::{names, read};

    #[test]
    fn heads_of_articles() {
        let check = |text: &str, title: Option<&str>, authors: &[&str], publisher: Option<&str>, date: Option<&str>| {
            let article = read(text.to_owned());
            assert_eq!(article.text, text);
            assert_eq!(article.title.as_deref(), title, "{text}");
            assert_eq!(article.authors, authors, "{text}");
            assert_eq!(article.publisher.as_deref(), publisher, "{text}");
            assert_eq!(article.published.map(|found| found.date.to_string()).as_deref(), date, "{text}");
        };
        let body = "The ferry sank on Monday, the harbor office said.";
        check(
            &format!("Ferry sinks off Halden\nBy Ann Lee and Bo Day\nNovember 3, 2025\n\n{body}"),
            Some("Ferry sinks off Halden"),
            &["Ann Lee", "Bo Day"],
            None,
            Some("2025-11-03"),
        );
        check(
            &format!("THE HARBOR LEDGER\n\nFerry sinks off Halden\n\n{body}"),
            Some("Ferry sinks off Halden"),
            &[],
            Some("The Harbor Ledger"),
            None,
        );
        check(
            &format!("Ferry sinks off Halden\n\nBy ANN LEE, Harbor Ledger\n\n{body}"),
            Some("Ferry sinks off Halden"),
            &["Ann Lee"],
            Some("Harbor Ledger"),
            None,
        );
        check(
            &format!("Title: Ferry sinks\nAuthor: Ann Lee\nDate: 2025-11-03\n\n{body}"),
            Some("Ferry sinks"),
            &["Ann Lee"],
            None,
            Some("2025-11-03"),
        );
        check(
            &format!("Ferry sinks\nHarbor Ledger | 3 Nov. 2025\n\n{body}"),
            Some("Ferry sinks"),
            &[],
            Some("Harbor Ledger"),
            Some("2025-11-03"),
        );
        check(&format!("{body}\n\n{body}"), None, &[], None, None);
        check(
            &format!("NW0310 4 GEN 0410 BC-FERRY\n\nFerry sinks\n\nBy Ann Lee Northfield Wire\n\n{body}"),
            Some("Ferry sinks"),
            &["Ann Lee"],
            Some("Northfield Wire"),
            None,
        );
        check(
            &format!("FOR IMMEDIATE RELEASE\nNovember 3, 2025\n\nStatement on the ferry\n\n{body}"),
            Some("Statement on the ferry"),
            &[],
            None,
            Some("2025-11-03"),
        );
        check("The ferry sank\nand then it rained on us all.", None, &[], None, None);
        check("By the time the ferry sank, it was late.\n\nWe left.", None, &[], None, None);
    }

    #[test]
    fn bylines() {
        assert_eq!(names("By Ann Lee, staff writer"), ["Ann Lee"]);
        assert_eq!(
            names("ANN LEE-DAY, BO O'NEIL and Cy van der Berg"),
            ["Ann Lee-Day", "Bo O'Neil", "Cy van der Berg"]
        );
        assert_eq!(names("Martin Day, Jr."), ["Martin Day Jr."]);
        assert_eq!(names("the ferry office"), Vec::<String>::new());
    }
}
