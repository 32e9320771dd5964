//! Metadata of a saved page: JSON-LD, then `OpenGraph` and other meta elements, then what is visible. No text.

use super::byline::{authors, unescaped};
use super::linked;
use super::signs::{DateKind, Signs, line_of};
use crate::article::{Article, DateSource, Form, PartialDate, Precision, Published};
use crate::ingest::language_code;
use crate::ingest::published::{self, Order};
use dom_query::NodeRef;
use serde_json::{Map, Value};

/// Everything but the text and its blocks; and the text, without markup, of linked data.
pub(super) fn read(signs: &Signs) -> (Article, Option<String>) {
    let linked = linked::article(&signs.linked_data);
    let linked = linked.as_ref();
    let field = |name: &str| linked.and_then(|object| object.get(name)?.as_str());
    let publisher = linked
        .and_then(|object| name_of(object.get("publisher")?))
        .or_else(|| signs.meta(&["og.site.name", "application.name"]).map(outlet));
    let url = signs
        .canonical
        .as_deref()
        .or_else(|| signs.meta(&["og.url"]))
        .or_else(|| field("url"))
        .filter(|url| url.starts_with("http"))
        .map(str::to_owned);
    let host = url.as_deref().and_then(|url| url.split("://").nth(1)?.split('/').next()).unwrap_or_default();
    let host = host.trim_start_matches("www.").to_lowercase();
    let language = signs
        .language
        .as_deref()
        .or_else(|| signs.meta(&["og.locale", "content.language", "language"]))
        .or_else(|| field("inLanguage"));
    let order = language.and_then(Order::of_language);
    let language = language.and_then(language_code);
    let body = field("articleBody").and_then(unescaped);
    let article = Article {
        title: title(signs, linked, publisher.as_deref(), &host),
        authors: authors(signs, linked, publisher.as_deref(), &host),
        published: date(signs, linked, url.as_deref(), order),
        url,
        language,
        form: linked
            .filter(|object| linked::is_of_type(object, |name| name.ends_with("NewsArticle")))
            .map(|_| Form::News),
        publisher,
        ..Article::default()
    };
    (article, body)
}

fn name_of(value: &Value) -> Option<String> {
    let value = if let Value::Array(list) = value { list.first()? } else { value };
    let name = value.as_str().or_else(|| value.get("name")?.as_str())?;
    unescaped(name).filter(|name| !name.contains("://")).map(|name| outlet(&name))
}

/// The outlet's name without its motto or topics: `Harbor Ledger | News, Weather, Sports`.
fn outlet(name: &str) -> String {
    name.split(" | ").next().unwrap_or(name).trim().trim_start_matches('@').to_owned()
}

/// The headline a reader sees, where it surely is one: it shares words with what the page calls itself. Else what that is.
fn title(signs: &Signs, linked: Option<&Map<String, Value>>, site: Option<&str>, host: &str) -> Option<String> {
    let headline = linked
        .filter(|object| linked::is_article(object))
        .and_then(|object| unescaped(object.get("headline").or_else(|| object.get("name"))?.as_str()?));
    let names: Vec<String> = [
        headline,
        signs.meta(&["og.title"]).map(str::to_owned),
        signs.meta(&["twitter.title"]).map(str::to_owned),
        signs.title.clone(),
    ]
    .into_iter()
    .flatten()
    .map(|name| without_site(&name, site, host))
    .collect();
    let likeness = |heading: &str| {
        let words = words_of(heading);
        let alike = |name: &String| {
            let others = words_of(name);
            let n_shared = words.iter().filter(|word| others.contains(word)).count();
            200 * n_shared / (words.len() + others.len()).max(1)
        };
        names.iter().map(alike).max().unwrap_or_default()
    };
    // A heading may begin with its section; the page's name for itself does not.
    let n_words = |name: &String| words_of(name).len();
    let ends_with = |heading: &str, name: &String| {
        let (words, name) = (words_of(heading), words_of(name));
        name.len() >= 3 && words.len() > name.len() && words.ends_with(&name)
    };
    let best = signs.headings.iter().rev().max_by_key(|heading| likeness(heading));
    let seen =
        best.filter(|heading| likeness(heading) >= LIKE_THE_TITLE).map(|heading| without_site(heading, site, host));
    // Of the same words, the way the page writes them where no style puts them in capitals.
    let written = seen.as_ref().and_then(|seen| names.iter().find(|name| words_of(name) == words_of(seen)).cloned());
    let inner = seen
        .as_ref()
        .and_then(|seen| names.iter().filter(|name| ends_with(seen, name)).max_by_key(|n| n_words(n)).cloned());
    // Where the page calls itself "News", or only in its window "Evening Post - Sport", its one heading tells more.
    let only = if let [only] = &signs.headings[..] { Some(only.clone()) } else { None };
    let only = only.filter(|only| {
        let is_window_title = names.len() == usize::from(signs.title.is_some());
        names.first().is_none_or(|name| n_words(name) < 3) || is_window_title && n_words(only) >= 3
    });
    written.or(inner).or(seen).or(only).or_else(|| names.into_iter().next()).or_else(|| signs.headings.first().cloned())
}

/// Words a heading must share with a name of the page to be its headline, of 100.
const LIKE_THE_TITLE: usize = 33;

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// `Ferry sinks | Harbor Ledger` without the outlet, where it is surely that.
fn without_site(title: &str, site: Option<&str>, host: &str) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let is_site = site.is_some_and(|site| {
                let (site, tail) = (site.to_lowercase(), tail.trim().to_lowercase());
                site == tail
                    || site.trim_start_matches("the ") == tail.trim_start_matches("the ")
                    || site.starts_with(&tail) && tail.len() > 3
            });
            let is_host = !tail.trim().is_empty() && host.replace('-', "").starts_with(&words_of(tail).concat());
            let is_short_tail = site.is_none() && mark == " | " && tail.split_whitespace().count() <= 4;
            if is_site || is_host || is_short_tail && head.split_whitespace().count() >= 3 {
                return head.trim().to_owned();
            }
        }
    }
    title.trim().to_owned()
}

/// Names of meta elements that hold the date, with points for all separators.
const META_DATES: &[&str] = &[
    "article.published.time",
    "og.published.time",
    "og.article.published.time",
    "datepublished",
    "parsely.pub.date",
    "sailthru.date",
    "pubdate",
    "publish.date",
    "publishdate",
    "published.at",
    "publication.date",
    "article.published",
    "article.created",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "date",
    "cxenseparse.recs.publishtime",
    "citation.publication.date",
    "citation.online.date",
];

fn date(
    signs: &Signs,
    linked: Option<&Map<String, Value>>,
    url: Option<&str>,
    order: Option<Order>,
) -> Option<Published> {
    let from_linked = ["datePublished", "uploadDate", "dateCreated"]
        .iter()
        .find_map(|name| published::parse(linked?.get(*name)?.as_str()?, DateSource::JsonLd));
    let found = from_linked
        .or_else(|| {
            let mut values = META_DATES.iter().flat_map(|name| signs.metas(name));
            values.find_map(|value| published::parse(value, DateSource::Meta))
        })
        .or_else(|| shown(signs, order))?;
    let named = url.and_then(published::from_url);
    // A day in the text may be of what it tells; the one in the address is the page's own.
    let is_surer = |named: &Published| {
        named.date.precision > found.date.precision
            || named.date.precision == Precision::Day && found.from == DateSource::Text
    };
    if let Some(named) = named.clone().filter(is_surer) {
        return Some(named);
    }
    if found.time.is_none() {
        return Some(found);
    }
    let mut others = named.into_iter().chain(shown(signs, order));
    Some(others.find(|other| is_day_beside(&found, other.date)).unwrap_or(found))
}

/// Whether a moment is told in UTC, and address or page have the day before or after it: the day it was where the paper is.
fn is_day_beside(found: &Published, named: PartialDate) -> bool {
    let is_utc = found.time.as_deref().is_some_and(|time| time.ends_with('Z') || time.ends_with("+00:00"));
    let is_beside = [named.first.tomorrow(), named.first.yesterday()]
        .into_iter()
        .any(|day| day.is_ok_and(|day| day == found.date.first));
    is_utc && named.precision == Precision::Day && is_beside
}

/// The date that the page shows: of the most telling elements, the first whose text or attribute is one; a month where there is no day.
fn shown(signs: &Signs, order: Option<Order>) -> Option<Published> {
    let mut month = None;
    let mut beside = None;
    for (kind, node) in signs.dates.iter().filter(|(kind, _)| *kind != DateKind::Aside) {
        match date_of(*kind, node, order) {
            Some(found) if found.date.precision == Precision::Day => return Some(found),
            found => month = month.or(found.filter(|_| *kind <= DateKind::Class)),
        }
        if beside.is_none() && matches!(kind, DateKind::Line | DateKind::Early) {
            beside = line_of(node, 200).and_then(|line| published::beside_words(&line, order));
        }
    }
    let mut asides = signs
        .dates
        .iter()
        .filter(|(kind, _)| *kind == DateKind::Aside)
        .filter_map(|(kind, node)| date_of(*kind, node, order));
    let aside = asides.next().filter(|first| asides.all(|other| other.date == first.date));
    beside.or(aside).or(month)
}

/// The date in the attributes or the text of an element.
fn date_of(kind: DateKind, node: &NodeRef, order: Option<Order>) -> Option<Published> {
    let titles = matches!(kind, DateKind::Published | DateKind::Updated);
    let mut names = DATE_ATTRIBUTES.iter().filter(|name| **name != "title" || titles);
    if let Some(found) = names.find_map(|name| published::parse(&node.attr(name)?, DateSource::Time)) {
        return Some(found);
    }
    let line = line_of(node, 200)?;
    if !matches!(kind, DateKind::Line | DateKind::Early) {
        return published::in_line(&line, order);
    }
    // A line that nothing calls a date must be one, or one with its byline.
    let end = [" von ", " by ", " par ", " por "].iter().find_map(|by| line.find(by)).unwrap_or(line.len());
    published::from_line_as(&line[..end], order)
}

const DATE_ATTRIBUTES: &[&str] =
    &["datetime", "content", "title", "date", "data-date", "data-datetime", "data-timestamp", "data-time"];

/// The one day that the scripts of a page name as its date, when nothing else has any: what a page is drawn from, or linked data that
/// is broken. Lists of other articles name several, and tell nothing.
pub(super) fn date_in_scripts(html: &str) -> Option<Published> {
    const NAMES: &[&str] = &[
        "datePublished",
        "publishDate",
        "publishedAt",
        "published_at",
        "publishedDate",
        "published_date",
        "publish_date",
        "publicationDate",
        "publication_date",
        "pubDate",
        "date_published",
        "firstPublished",
        "publishedTime",
    ];
    let mut found: Option<Published> = None;
    for name in NAMES {
        for (at, _) in html.match_indices(name) {
            let rest = html[at + name.len()..].trim_start_matches(['"', '\'', '\\', ' ', ':', '=']);
            let Some(end) = rest.find(['"', '\'', '\\', ',', '}']).filter(|&end| end <= 40) else { continue };
            let Some(one) = published::parse(&rest[..end], DateSource::Meta) else { continue };
            if found.as_ref().is_some_and(|other| other.date != one.date) {
                return None;
            }
            found = found.or(Some(one));
        }
    }
    found
}
