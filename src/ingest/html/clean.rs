//! A page without what Readability is known to let in, or to stumble over.

use super::embed::POST_MARK;
use super::size::Sizes;
use dom_query::{Document, NodeRef};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A character that no page uses, in the place of a `<br>`.
pub(super) const BREAK: char = '\u{e000}';

/// Hides line breaks inside paragraphs from Readability, which would make a section of its own out of such a paragraph and then
/// take that section for the whole article.
pub(super) fn hide_breaks(page: &Document) {
    for node in page.select("br").nodes() {
        // In a box of text and line breaks alone it makes the paragraphs by which the box is found.
        if node.parent().is_some_and(|parent| BOXES.iter().any(|name| parent.has_name(name))) {
            continue;
        }
        node.replace_with(&page.tree.new_text(BREAK.to_string()));
    }
}

const BOXES: &[&str] = &["div", "article", "section", "main", "body"];

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
static CLUTTER: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    include_str!("clutter_words.txt").lines().filter(|line| !line.starts_with('#') && !line.contains('-')).collect()
});

/// The same, of several words.
static CLUTTER_PHRASES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("clutter_words.txt").lines().filter(|line| !line.starts_with('#') && line.contains('-')).collect()
});

/// A block with this share of the page's text is never clutter, whatever it is called, in percent.
const NEVER_CLUTTER: u64 = 25;

/// Nor is one with so much in its paragraphs, in characters: "entry-content-read-more" is the whole article of one paper.
const NEVER_CLUTTER_CHARS: u32 = 600;

/// Takes out what is not article text and what Readability would let in.
pub(super) fn prune(page: &Document, sizes: &Sizes) {
    let Some(body) = page.body() else { return };
    let mut waiting: Vec<NodeRef> = body.children_it(true).collect();
    while let Some(node) = waiting.pop() {
        let Some(name) = node.qual_name_ref().map(|name| name.local.clone()) else { continue };
        let size = sizes.get(&node);
        // What stands in a block quote is somebody's words, and stays, but for a list of links dressed up as one.
        if &*name == "blockquote" {
            if size.n_links > 2 && size.in_links * 2 > size.chars && !node.has_attr(POST_MARK) {
                node.remove_from_parent();
            }
            continue;
        }
        // An article inside another is not the one that the page is about.
        if &*name == "article" && size.in_prose * 2 < enclosing_prose(&node, sizes) {
            node.remove_from_parent();
            continue;
        }
        let is_never_text = NO_TEXT.contains(&&*name);
        if is_never_text || is_called_clutter(&node) {
            let is_small = !sizes.is_big(&node, NEVER_CLUTTER);
            let is_kept = ["body", "main", "article", "h1"].contains(&&*name)
                || size.has_quote
                || !is_never_text
                    && size.in_prose > NEVER_CLUTTER_CHARS
                    && !words_of(&node).split([' ', '-']).any(|word| ["comment", "comments", "disqus"].contains(&word));
            if matches!(&*name, "script" | "style" | "template" | "noscript") || is_small && !is_kept {
                node.remove_from_parent();
                continue;
            }
        }
        waiting.extend(node.children_it(true));
    }
}

/// The prose of the article that an article stands in.
fn enclosing_prose(node: &NodeRef, sizes: &Sizes) -> u32 {
    let around = node.ancestors_it(None).find(|other| other.has_name("article"));
    around.map_or(0, |other| sizes.get(&other).in_prose)
}

fn is_called_clutter(node: &NodeRef) -> bool {
    let words = words_of(node);
    !words.is_empty()
        && (words.split([' ', '-']).any(|word| CLUTTER.contains(word))
            || CLUTTER_PHRASES.iter().any(|phrase| words.contains(phrase)))
}

/// The words of its class and id, in lower case: `newsCaption big__img` as `news-caption big-img`.
pub(super) fn words_of(node: &NodeRef) -> String {
    let mut words = String::new();
    let Some(element) = node.element_ref() else { return words };
    for attribute in element.attrs.iter().filter(|attribute| matches!(&*attribute.name.local, "class" | "id")) {
        let mut was_lower = false;
        for c in attribute.value.chars().take(300) {
            match c {
                '-' | '_' | ':' if !words.ends_with(['-', ' ']) => words.push('-'),
                '-' | '_' | ':' => {}
                c if c.is_whitespace() => words.push(' '),
                c => {
                    if c.is_uppercase() && was_lower {
                        words.push('-');
                    }
                    words.extend(c.to_lowercase());
                }
            }
            was_lower = c.is_lowercase();
        }
        words.push(' ');
    }
    words
}
