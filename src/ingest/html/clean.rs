//! A page without what Readability is known to let in, or to stumble over.

use super::embed::descendants;
use dom_query::{Document, NodeRef};

/// A character that no page uses, in the place of a `<br>`.
pub(super) const BREAK: char = '\u{e000}';

/// Hides line breaks inside paragraphs from Readability, which would make a section of its own out of such a paragraph and then
/// take that section for the whole article.
pub(super) fn hide_breaks(page: &Document) {
    for node in page.select("p br").nodes() {
        node.replace_with(&page.tree.new_text(BREAK.to_string()));
    }
}

/// Elements that are never article text.
pub(super) const NO_TEXT: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "figcaption",
    "form",
    "button",
    "iframe",
    "svg",
    "select",
    "input",
    "textarea",
    "dialog",
    "object",
    "embed",
    "video",
    "audio",
    "canvas",
    "menu",
];

/// Words in a class or id that tell of captions, links, appeals, advertisements and people's lives: what Readability lets in.
const CLUTTER: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "sponsored",
    "sponsor",
    "promo",
    "promoted",
    "newsletter",
    "signup",
    "subscribe",
    "subscription",
    "paywall",
    "related",
    "recirc",
    "recirculation",
    "recommended",
    "recommendations",
    "readmore",
    "outbrain",
    "taboola",
    "trending",
    "popular",
    "share",
    "sharing",
    "sharebar",
    "social",
    "comment",
    "comments",
    "disqus",
    "caption",
    "captions",
    "credit",
    "credits",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bio",
    "tags",
    "taglist",
    "toolbar",
    "popup",
    "modal",
    "copyright",
    "disclaimer",
    "pullquote",
    "nav",
    "navigation",
    "sidebar",
    "teaser",
    "teasers",
    "timestamp",
    "dateline",
    "deck",
    "dek",
    "standfirst",
    "kicker",
    "eyebrow",
    "wp-caption-text",
    "read-more",
    "most-read",
    "more-from",
    "also-like",
    "author-box",
    "author-info",
    "pull-quote",
    "sign-up",
    "see-also",
    "post-meta",
    "entry-meta",
    "article-meta",
];

/// A block with this share of the page's text is never clutter, whatever it is called: 1 in 4.
const NEVER_CLUTTER: usize = 4;

/// Nor is one with so much in its paragraphs, in characters: "entry-content-read-more" is the whole article of one paper.
const NEVER_CLUTTER_CHARS: usize = 600;

/// Characters in the paragraphs below `node` that are no link.
fn prose_chars(node: &NodeRef) -> usize {
    let paragraphs = descendants(node, "p");
    let is_prose = |paragraph: &&NodeRef| {
        descendants(paragraph, "a").iter().map(NodeRef::normalized_char_count).sum::<usize>() * 2
            < paragraph.normalized_char_count()
    };
    paragraphs.iter().filter(is_prose).map(NodeRef::normalized_char_count).sum()
}

/// Takes out what is not article text and what Readability would let in.
pub(super) fn prune(page: &Document) {
    let Some(body) = page.body() else { return };
    let n_chars = body.normalized_char_count();
    let mut waiting = body.children();
    waiting.reverse();
    while let Some(node) = waiting.pop() {
        if !node.is_element() {
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        // What stands in a block quote is somebody's words, and stays, but for a quote that only repeats the text.
        if &*name == "blockquote" {
            continue;
        }
        let is_never_text = NO_TEXT.contains(&&*name);
        if is_never_text || is_called_clutter(&node) {
            let is_small = node.normalized_char_count() * NEVER_CLUTTER < n_chars;
            let is_kept = ["body", "main", "article", "h1"].contains(&&*name)
                || !descendants(&node, "blockquote").is_empty()
                || !is_never_text
                    && prose_chars(&node) > NEVER_CLUTTER_CHARS
                    && !is_called(&node, &["comment", "comments", "disqus"]);
            if matches!(&*name, "script" | "style" | "template" | "noscript") || is_small && !is_kept {
                node.remove_from_parent();
                continue;
            }
        }
        let mut children = node.children();
        children.reverse();
        waiting.extend(children);
    }
}

fn is_called_clutter(node: &NodeRef) -> bool {
    is_called(node, CLUTTER)
}

/// Whether a word of its class or id is one of `words`.
fn is_called(node: &NodeRef, words: &[&str]) -> bool {
    let names = [node.class(), node.id_attr()];
    let text = names.into_iter().flatten().map(|name| name.to_lowercase()).collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return false;
    }
    text.split([' ', '-', '_']).any(|word| words.contains(&word))
        || words.iter().any(|word| word.contains('-') && text.replace('_', "-").contains(word))
}
