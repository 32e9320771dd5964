//! What a page says of itself, gathered in one walk: meta elements, linked data, headings, and the elements that seem to hold its
//! byline or date. What it means is decided in `meta` and `byline`.

use super::clean::words_of;
use super::size::Sizes;
use dom_query::{Document, NodeRef};

/// The places that tell of an article, in the order of the page.
#[derive(Default)]
pub(super) struct Signs<'a> {
    /// Name, in lower case with points for its separators, and content.
    pub(super) metas: Vec<(String, String)>,
    /// The texts of the scripts that hold JSON-LD.
    pub(super) linked_data: Vec<String>,
    pub(super) canonical: Option<String>,
    pub(super) language: Option<String>,
    /// `<title>`.
    pub(super) title: Option<String>,
    /// `<h1>`, and what is called the headline.
    pub(super) headings: Vec<String>,
    /// What may hold the names of authors, the most telling kind first.
    pub(super) bylines: Vec<(ByKind, NodeRef<'a>)>,
    /// What may hold the date.
    pub(super) dates: Vec<(DateKind, NodeRef<'a>)>,
    /// How many nodes were looked at; and after how many each date before the headline was found.
    n_seen: usize,
    early: Vec<usize>,
}

/// What a part of the page may speak of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Article,
    /// Other articles, or this one's footer.
    Aside,
    /// Nothing that tells of the article.
    Nothing,
}

/// What makes an element look like a byline, the most telling first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum ByKind {
    /// `itemprop=author`.
    Property,
    /// `rel=author`.
    Link,
    /// A word of its class.
    Class,
    /// A link to the page of an author.
    Address,
    /// "by" or "von" in a line near the headline.
    Line,
    /// The first two kinds, in a part of the page that may be another's.
    Aside,
}

/// What makes an element look like a date, the most telling first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum DateKind {
    /// `itemprop=datePublished`.
    Property,
    /// `<time>`, or what is called published.
    Published,
    /// Any other `<time>`.
    Time,
    /// A word of its class.
    Class,
    /// A short line.
    Line,
    /// The same, before the headline: it may be the day on which the page was saved.
    Early,
    /// What is called updated.
    Updated,
    /// The kinds up to the class, in a part of the page that may be another's: it tells only where it is the only one.
    Aside,
}

/// Longest text of an element that is a byline or a date, in bytes: a whole story is not looked through.
const LONGEST_LINE: usize = 200;

impl<'a> Signs<'a> {
    pub(super) fn of(page: &'a Document, sizes: &Sizes) -> Signs<'a> {
        let mut signs = Signs::default();
        let mut waiting = vec![(page.root(), Part::Article)];
        while let Some((node, part)) = waiting.pop() {
            signs.n_seen += 1;
            let part = signs.look(&node, part, sizes);
            if part != Part::Nothing {
                waiting.extend(node.children_it(true).map(|child| (child, part)));
            }
        }
        signs.bylines.sort_by_key(|(kind, _)| *kind);
        signs.dates.sort_by_key(|(kind, _)| *kind);
        signs
    }

    /// The contents of the meta elements of a name.
    pub(super) fn metas(&self, name: &str) -> impl Iterator<Item = &str> {
        self.metas.iter().filter(move |(other, _)| other == name).map(|(_, content)| content.as_str())
    }

    /// The first content there is of these names.
    pub(super) fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.metas(name).next())
    }

    /// Notes what an element tells, and says of what those below it do.
    fn look(&mut self, node: &NodeRef<'a>, part: Part, sizes: &Sizes) -> Part {
        let is_aside = part == Part::Aside;
        let Some(element) = node.element_ref() else {
            if !is_aside && node.is_text() {
                self.look_at_line(node);
            }
            return part;
        };
        let attribute = |name: &str| {
            element.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
        };
        match &*element.name.local {
            "html" => self.language = attribute("lang").map(str::to_owned),
            "meta" => {
                let content = attribute("content").map(str::trim).filter(|content| !content.is_empty());
                for name in ["property", "name", "itemprop", "http-equiv"] {
                    if let (Some(name), Some(content)) = (attribute(name), content) {
                        let name = name.to_lowercase().replace([':', '_', '-'], ".");
                        self.metas.push((name, content.to_owned()));
                    }
                }
            }
            "link" if attribute("rel") == Some("canonical") => {
                self.canonical = self.canonical.take().or_else(|| attribute("href").map(str::to_owned));
            }
            "script" => {
                self.linked_data.push(node.text().to_string());
                return Part::Nothing;
            }
            "title" => {
                self.title = self.title.take().or_else(|| line_of(node, 500));
                return Part::Nothing;
            }
            "h1" if !is_aside => self.head(node),
            "nav" | "footer" | "aside" if !is_aside && !sizes.is_big(node, MOST_OF_THE_PAGE) => return Part::Aside,
            _ => {}
        }
        let words = words_of(node);
        let has = |wanted: &[&str]| words.split([' ', '-']).any(|word| wanted.contains(&word));
        // "has-left-sidebar" is a page, and no sidebar.
        if has(OTHERS) && !sizes.is_big(node, ALL_OF_THE_PAGE) {
            return Part::Nothing;
        }
        if !is_aside && has(ASIDE) && !sizes.is_big(node, MOST_OF_THE_PAGE) {
            return Part::Aside;
        }
        let property = attribute("itemprop").unwrap_or_default();
        if property == "headline" && !is_aside && !matches!(&*element.name.local, "h1" | "meta") {
            self.head(node);
        }
        let name = &*element.name.local;
        let by = if property == "author" || property == "creator" {
            Some(ByKind::Property)
        } else if attribute("rel").is_some_and(|rel| rel.split(' ').any(|word| word == "author")) || has(NAMES) {
            Some(ByKind::Link)
        } else if has(BYLINES) && !has(ABOUT_PEOPLE) {
            Some(ByKind::Class)
        } else if name == "a" && attribute("href").is_some_and(is_author_page) {
            Some(ByKind::Address)
        } else {
            None
        };
        let is_time = name == "time" || attribute("datetime").is_some();
        // `property="dc:date dc:created"`
        let is_dated = attribute("property").is_some_and(|names| {
            names.split([' ', ':']).any(|name| ["date", "created", "issued", "datePublished"].contains(&name))
        });
        let is_property = property.eq_ignore_ascii_case("datePublished") || property == "dateCreated" || is_dated;
        let date = if is_property || attribute("pubdate").is_some() {
            Some(DateKind::Property)
        } else if has(&["updated", "modified", "update"]) && (is_time || has(DATES)) {
            Some(DateKind::Updated)
        } else if is_time && has(PUBLISHED) || has(PUBLISHED) && attribute("title").is_some() {
            Some(DateKind::Published)
        } else if is_time {
            Some(DateKind::Time)
        } else if has(DATES) || has(PUBLISHED) || has(BYLINES) {
            Some(DateKind::Class)
        } else {
            None
        };
        drop(element);
        let (by, date) = if is_aside {
            let by = by.filter(|kind| *kind <= ByKind::Link).map(|_| ByKind::Aside);
            (by, date.filter(|kind| *kind <= DateKind::Class).map(|_| DateKind::Aside))
        } else {
            (by, date)
        };
        if by.is_none() && date.is_none() || text_is_longer(node, LONGEST_LINE) {
            return part;
        }
        self.bylines.extend(by.map(|kind| (kind, *node)));
        if let Some(kind) = date {
            self.date(kind, node);
        }
        part
    }

    fn date(&mut self, kind: DateKind, node: &NodeRef<'a>) {
        if self.dates.len() > MOST_DATES {
            return;
        }
        if self.headings.is_empty() {
            self.early.push(self.n_seen);
        }
        self.dates.push((kind, *node));
    }

    /// Notes a headline. A date far above the first is the day on which the page was saved, or of something else.
    fn head(&mut self, node: &NodeRef) {
        let Some(line) = line_of(node, 500).filter(|_| self.headings.len() < MOST_HEADINGS) else { return };
        if self.headings.is_empty() {
            for (date, seen) in self.dates.iter_mut().zip(&self.early) {
                if matches!(date.0, DateKind::Class | DateKind::Line) && seen + NEAR_NODES < self.n_seen {
                    date.0 = DateKind::Early;
                }
            }
        }
        self.headings.push(line);
    }

    /// A short line after the headline may be a byline or a date without being called so.
    fn look_at_line(&mut self, node: &NodeRef<'a>) {
        if self.dates.len() > 100 || self.bylines.len() > 100 {
            return;
        }
        let line = node.text();
        let line = line.trim();
        if !(8..=120).contains(&line.len()) {
            return;
        }
        // The words of a link are of what it leads to.
        let is_link = node.parent().is_some_and(|parent| parent.has_name("a"));
        let may_be_dated = !is_link && line.bytes().filter(u8::is_ascii_digit).count() >= 4;
        if may_be_dated {
            self.date(DateKind::Line, node);
        }
        let starts = ["By ", "BY ", "by ", "Von ", "von ", "Par ", "Por "];
        if starts.iter().any(|start| line.starts_with(start))
            || may_be_dated && [" von ", " by "].iter().any(|by| line.contains(by))
        {
            self.bylines.push((ByKind::Line, *node));
        }
    }
}

/// A date this many nodes above the headline or less belongs to it.
const NEAR_NODES: usize = 60;

/// Dates that are looked at.
const MOST_DATES: usize = 500;

/// Headlines that are looked at: a page has one, a hostile one a million.
const MOST_HEADINGS: usize = 20;

/// What holds this share of the page's text, in percent, is no aside, whatever it is called.
const MOST_OF_THE_PAGE: u64 = 50;

/// Nor is it all comments.
const ALL_OF_THE_PAGE: u64 = 90;

/// Words in a class or id of what readers say; and of the bar above a page of the Internet Archive.
const OTHERS: &[&str] = &["comment", "comments", "commentlist", "disqus", "ipp"];

/// Words in a class or id of what speaks of other articles, or of none.
const ASIDE: &[&str] = &[
    "related",
    "recommended",
    "recirc",
    "sidebar",
    "teaser",
    "teasers",
    "trending",
    "popular",
    "newsletter",
    "footer",
    "nav",
    "menu",
];

const BYLINES: &[&str] = &[
    "byline",
    "bylines",
    "author",
    "authors",
    "autor",
    "autoren",
    "autorin",
    "auteur",
    "autore",
    "writer",
    "vcard",
    "contributor",
    "contributors",
    "submitted",
];

/// What stands beside the name of an author.
const ABOUT_PEOPLE: &[&str] = &[
    "bio",
    "biography",
    "avatar",
    "image",
    "img",
    "photo",
    "picture",
    "social",
    "follow",
    "about",
    "description",
    "title",
    "role",
    "position",
    "email",
    "twitter",
];

/// What holds a name and nothing else.
const NAMES: &[&str] = &["fn", "username"];

const PUBLISHED: &[&str] = &["published", "publish", "pubdate", "publication", "posted", "dtstart"];

const DATES: &[&str] = &[
    "date",
    "dates",
    "datum",
    "fecha",
    "time",
    "timestamp",
    "datetime",
    "dateline",
    "meta",
    "submitted",
    "info",
    "dt",
    "updated",
    "modified",
];

/// `/author/ann-lee`, `/profil/lee`.
fn is_author_page(address: &str) -> bool {
    const FOLDERS: &[&str] = &[
        "author",
        "authors",
        "autor",
        "autoren",
        "autores",
        "auteur",
        "auteurs",
        "profil",
        "profile",
        "staff",
        "journalist",
        "journalists",
        "reporter",
        "reporters",
        "by",
        "newsteam",
        "contributor",
        "contributors",
        "correspondents",
        "columnists",
    ];
    address.split(['/', '?']).rev().skip(1).any(|part| FOLDERS.contains(&part))
}

/// Its text on one line, `None` where there is none or it is longer than `most` bytes.
pub(super) fn line_of(node: &NodeRef, most: usize) -> Option<String> {
    let text = node.text();
    if text.len() > most * 8 {
        return None;
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line.len() <= most).then_some(line)
}

/// Whether there are more than `most` bytes of words in it, found without looking at the rest.
fn text_is_longer(node: &NodeRef, most: usize) -> bool {
    let mut n_bytes = 0;
    node.descendants_it().filter(NodeRef::is_text).any(|text| {
        n_bytes += text.text().trim().len();
        n_bytes > most
    })
}
