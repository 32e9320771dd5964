//! Pages of a crawl or a book that are no article, and what they are instead. A page that somebody saved by itself is never judged.

use super::linked;
use super::signs::Signs;
use super::size::Sizes;
use crate::article::{Article, BlockKind};
use dom_query::{Document, NodeId};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a page was one of.
#[derive(Clone, Copy)]
pub(in crate::ingest) enum Collection<'a> {
    /// A crawl of a site, with the address of the page.
    Crawl(&'a str),
    /// A book, with the name of the page's file.
    Book(&'a str),
}

/// What a page says of itself before its text is read.
pub(super) fn told(of: Collection, page: &Document, sizes: &Sizes, signs: &Signs) -> Option<&'static str> {
    match of {
        Collection::Crawl(address) => {
            let path =
                address.split_once("://").map_or(address, |(_, rest)| rest).split_once('/').map_or("", |rest| rest.1);
            let is_front = path.split('#').next().is_none_or(|path| FRONT.contains(&path));
            if is_front && signs.meta(&["og.type"]) != Some("article") {
                // Its linked data may describe the stories that it leads to.
                return Some("the front page of a site");
            }
            let is_list = || linked::is_list(&signs.linked_data) || lists_others(page, sizes);
            (!is_called_article(signs) && is_list()).then_some("a list of other pages")
        }
        Collection::Book(name) => {
            let stem = name.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
            let called = page.select("body, body > :only-child");
            let mut called = called.nodes().iter().filter_map(|node| node.attr("epub:type"));
            let mostly_links = page.body().is_some_and(|body| {
                let size = sizes.get(&body);
                size.n_links >= MANY && size.in_links * 2 > size.chars
            });
            called
                .find_map(|names| names.split_whitespace().find_map(part_of_book))
                .or_else(|| part_of_book(stem).filter(|_| stem != "index"))
                .or_else(|| mostly_links.then_some("a table of contents"))
                .or_else(|| is_imprint(page).then_some("a copyright page"))
        }
    }
}

fn is_imprint(page: &Document) -> bool {
    let text = page.body().map(|body| body.text().to_lowercase()).unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|words| text.contains(words));
    text.len() < LONGEST_IMPRINT && has(&["©", "copyright"]) && has(&["all rights reserved", "isbn", "published by"])
}

/// What a page is in whose text there is hardly a sentence.
pub(super) fn if_bare(of: Collection, signs: &Signs) -> Option<&'static str> {
    match of {
        Collection::Crawl(_) if is_called_article(signs) => None,
        Collection::Crawl(_) if signs.meta(&["refresh"]).is_some() => Some("a redirection to another"),
        Collection::Crawl(_) => Some("a page with hardly a sentence"),
        Collection::Book(_) => Some("a cover or a title page, with hardly a sentence"),
    }
}

/// What a page turns out to be once its text is read.
pub(super) fn read(if_bare: Option<&'static str>, article: &Article) -> Option<&'static str> {
    let said = article.blocks.iter().filter(|block| block.kind != BlockKind::Heading);
    if_bare.filter(|_| said.map(|block| block.span.len()).sum::<usize>() < LEAST_BYTES)
}

/// Paths of front pages.
const FRONT: &[&str] = &["", "index.html", "index.htm", "index.php"];

/// So many links to other pages make a list.
const MANY: u32 = 5;

/// Less text, in bytes, is no article.
const LEAST_BYTES: usize = 100;

/// A copyright page is not longer, in bytes: a story about a copyright is.
const LONGEST_IMPRINT: usize = 2000;

/// A story has this much prose in paragraphs side by side, in characters.
const LEAST_STORY: u32 = 400;

/// A teaser has no more prose, in characters.
const LONGEST_TEASER: u32 = 600;

/// Whether the page itself says that it is an article.
fn is_called_article(signs: &Signs) -> bool {
    signs.meta(&["og.type"]) == Some("article")
        || linked::article(&signs.linked_data).is_some_and(|object| linked::is_article(&object))
}

/// Whether its prose stands below headings that lead to other pages, or it is such headings and links alone.
fn lists_others(page: &Document, sizes: &Sizes) -> bool {
    let Some(body) = page.body() else { return false };
    let all = sizes.get(&body);
    // The boxes around such a heading and the little prose that belongs to it.
    let mut teasers = FxHashSet::default();
    let (mut n_headings, mut n_listed) = (0, 0);
    for heading in page.select("h1, h2, h3, h4").nodes() {
        let is_link = sizes.get(heading).in_links * 2 > sizes.get(heading).chars
            || heading.parent().is_some_and(|parent| parent.has_name("a"));
        if !is_link {
            continue;
        }
        n_headings += 1;
        let around = heading.ancestors_it(Some(4)).find(|node| sizes.get(node).in_prose > 0);
        if let Some(around) = around.filter(|node| !node.has_name("body")) {
            let n_chars = sizes.get(&around).in_prose;
            if n_chars <= LONGEST_TEASER && teasers.insert(around.id) {
                n_listed += n_chars;
            }
        }
    }
    let is_of_teasers = teasers.len() >= 3 && n_listed * 3 >= all.in_prose * 2;
    let is_of_headings = n_headings >= MANY && all.in_prose < LEAST_STORY;
    let is_of_links = all.n_links >= MANY && all.in_links * 4 > all.chars * 3;
    (is_of_teasers || is_of_headings || is_of_links) && !has_story(page, sizes, &teasers)
}

/// Whether paragraphs side by side tell something, and are no teasers.
fn has_story(page: &Document, sizes: &Sizes, teasers: &FxHashSet<NodeId>) -> bool {
    let mut told: FxHashMap<NodeId, u32> = FxHashMap::default();
    page.select("p").nodes().iter().any(|paragraph| {
        let Some(parent) = paragraph.parent() else { return false };
        let n_chars = told.entry(parent.id).or_default();
        *n_chars += sizes.get(paragraph).in_prose;
        *n_chars >= LEAST_STORY
            && !teasers.contains(&parent.id)
            && !parent.ancestors_it(Some(4)).any(|around| teasers.contains(&around.id))
    })
}

/// What a part of a book is that is no story, by its type in EPUB or the name that its file or the guide gives it.
pub(in crate::ingest) fn part_of_book(name: &str) -> Option<&'static str> {
    let name: String = name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    Some(match name.as_str() {
        "cover" | "coverpage" => "a cover",
        "titlepage" | "halftitlepage" | "halftitle" | "title" => "a title page",
        "toc" | "contents" | "tableofcontents" | "landmarks" | "pagelist" | "loi" | "lot" | "nav" | "navigation" => {
            "a table of contents"
        }
        "copyright" | "copyrightpage" | "colophon" | "imprint" | "imprimatur" => "a copyright page",
        "index" => "an index",
        "dedication" => "a dedication",
        _ => return None,
    })
}
