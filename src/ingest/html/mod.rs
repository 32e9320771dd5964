//! Saved pages and fragments of HTML into text and blocks: the article without the page around it. Metadata is next door.
//!
//! The page is cleaned of what Readability is known to let in, Readability picks the article out of it, and our own walk turns what
//! it picked into one block a paragraph. No walk here recurses, so a deeply nested page cannot end the process.

mod blocks;
mod byline;
mod clean;
mod clutter;
mod embed;
mod kind;
mod lean;
mod linked;
mod meta;
mod signs;
mod size;

pub(super) use embed::platform_of;
pub(super) use kind::{Collection, part_of_book};

use super::Limits;
use crate::article::{Article, Block, BlockKind, Post};
use blocks::{Known, blocks};
use clean::{hide_breaks, prune};
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use embed::mark_posts;
use lean::lean;
use signs::Signs;
use size::Sizes;

/// Reads a page that somebody has chosen: it is an article.
///
/// # Errors
/// When the page is nested too deep to be parsed.
pub(super) fn read_page(html: &str, limits: &Limits) -> Result<Article, String> {
    read(html, None, limits).map(|(article, _)| article)
}

/// Reads a page of a collection that holds more than articles; the inner error is what the page is instead of one.
///
/// # Errors
/// When the page is nested too deep to be parsed.
pub(super) fn read_page_of(
    html: &str,
    of: Collection,
    limits: &Limits,
) -> Result<Result<Article, &'static str>, String> {
    read(html, Some(of), limits).map(|(article, instead)| instead.map_or(Ok(article), Err))
}

fn read(html: &str, of: Option<Collection>, limits: &Limits) -> Result<(Article, Option<&'static str>), String> {
    let whole_html = html;
    let html = lean(html, limits)?;
    let page = Document::from(&*html);
    let sizes = Sizes::of(&page);
    let signs = Signs::of(&page, &sizes);
    if let Some(instead) = of.and_then(|of| kind::told(of, &page, &sizes, &signs)) {
        return Ok((Article::default(), Some(instead)));
    }
    let (mut article, body) = meta::read(&signs);
    let if_bare = of.and_then(|of| kind::if_bare(of, &signs));
    article.published = article.published.or_else(|| meta::date_in_scripts(whole_html));
    let posts = clear(&page, &sizes);
    let known = Known { posts: &posts, title: article.title.as_deref(), authors: &article.authors };
    let picked = pick(page, known).unwrap_or_default();
    // On a short page Readability may keep one paragraph of five. It has used the page up; that it must be parsed again is seldom.
    let read = if picked.0.len() >= SURELY_AN_ARTICLE_BYTES {
        picked
    } else {
        let page = Document::from(&*html);
        clear(&page, &Sizes::of(&page));
        let whole = whole_article(&page).map(|root| blocks(root, known)).unwrap_or_default();
        if prose_bytes(&picked) * 3 >= prose_bytes(&whole) * 2 && !picked.0.is_empty() { picked } else { whole }
    };
    (article.text, article.blocks) = if read.0.len() >= HARDLY_AN_ARTICLE_BYTES {
        read
    } else {
        // What is called clutter may be all there is; and what a script would have drawn stands only in the linked data.
        let page = Document::from(&*html);
        mark_posts(&page);
        let all = whole_article(&page).map(|root| blocks(root, known)).unwrap_or_default();
        let linked = body.map(|body| paragraphs(&body)).unwrap_or_default();
        // The last of the longest: what was cleaned, where it is no shorter.
        [linked, all, read].into_iter().max_by_key(|(text, _)| text.len()).unwrap_or_default()
    };
    let instead = kind::read(if_bare, &article);
    Ok((article, instead))
}

/// Bytes in blocks long enough to be sentences: a whole page has menus, which do not make it more of an article.
fn prose_bytes((_, blocks): &(String, Vec<Block>)) -> usize {
    let is_list = |block: &&Block| matches!(block.kind, BlockKind::Heading | BlockKind::ListItem);
    blocks.iter().filter(|block| !is_list(block)).map(|block| block.span.len()).filter(|&n_bytes| n_bytes > 60).sum()
}

/// Text without markup as blocks, one a line.
fn paragraphs(text: &str) -> (String, Vec<Block>) {
    let page = Document::fragment("<div></div>");
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let paragraph = page.tree.new_element("p");
        paragraph.append_child(&page.tree.new_text(line));
        page.root().append_child(&paragraph);
    }
    blocks(page.root(), Known { posts: &[], title: None, authors: &[] })
}

/// Takes out of the page what is not the article's, once its metadata is read, and gives the posts that are left in it.
fn clear(page: &Document, sizes: &Sizes) -> Vec<Post> {
    let posts = mark_posts(page);
    prune(page, sizes);
    hide_breaks(page);
    posts
}

/// What Readability takes for the article.
fn pick(page: Document, known: Known) -> Option<(String, Vec<Block>)> {
    if page.body()?.text().matches('&').count() > MAX_AMPERSANDS {
        return None;
    }
    // The metadata has been read; Readability would only decode it again, in quadratic time, and compare sizes of icons, which may
    // be no numbers.
    for node in page.select("meta, link").nodes() {
        node.remove_from_parent();
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::with_document(page, None, Some(config)).ok()?;
    reader.parse().ok()?;
    // What it picked is what is left of the page; the HTML that it writes would only have to be parsed again.
    let root = reader.doc.select_single("#readability-page-1");
    Some(blocks(*root.nodes().first()?, known))
}

/// The one element that the page itself calls its article, else its body.
fn whole_article(page: &Document) -> Option<NodeRef<'_>> {
    for selector in ["article", "main", "[role=main]"] {
        if let [only] = page.select(selector).nodes() {
            return Some(*only);
        }
    }
    page.body()
}

/// Readability takes quadratic time in the ampersands of a text: 7 s for 50,000 unoptimized, too little to notice for these.
const MAX_AMPERSANDS: usize = 2000;

/// Below this length, in bytes, what was found may be all that clutter rules have left.
const HARDLY_AN_ARTICLE_BYTES: usize = 250;

/// Above this length, in bytes, what Readability picked is trusted.
const SURELY_AN_ARTICLE_BYTES: usize = 1000;

/// Reads a fragment, such as the text of a post, into the text and blocks of `article`.
///
/// # Errors
/// When it is nested too deep to be parsed.
pub(super) fn read_fragment(html: &str, limits: &Limits, article: &mut Article) -> Result<(), String> {
    let page = Document::fragment(&*lean(html, limits)?);
    let posts = mark_posts(&page);
    for node in page.select("figcaption").nodes() {
        node.remove_from_parent();
    }
    let known = Known { posts: &posts, title: article.title.as_deref(), authors: &article.authors };
    (article.text, article.blocks) = blocks(page.root(), known);
    Ok(())
}

#[cfg(test)]
mod tests;
