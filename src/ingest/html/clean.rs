//! A page without what Readability is known to let in, or to stumble over.

use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

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
    "script", "style", "noscript", "template", "nav", "footer", "figcaption", "form", "button", "iframe", "svg",
    "select", "input", "textarea", "dialog", "object", "embed", "video", "audio", "canvas", "menu",
];

/// Words in a class or id that tell of captions, links, appeals, advertisements and people's lives: what Readability lets in.
static CLUTTER: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    include_str!("clutter_words.txt").lines().filter(|line| !line.starts_with('#') && !line.contains('-')).collect()
});

/// The same, of several words.
static CLUTTER_PHRASES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("clutter_words.txt").lines().filter(|line| !line.starts_with('#') && line.contains('-')).collect()
});

/// A block with this share of the page's text is never clutter, whatever it is called: 1 in 4.
const NEVER_CLUTTER: u32 = 4;

/// Nor is one with so much in its paragraphs, in characters: "entry-content-read-more" is the whole article of one paper.
const NEVER_CLUTTER_CHARS: u32 = 600;

/// What stands below an element, in characters that are no white space.
#[derive(Clone, Copy, Default)]
struct Size {
    chars: u32,
    /// Of them, in links.
    in_links: u32,
    /// Of them, in paragraphs that are mostly no link.
    in_prose: u32,
    n_links: u32,
    has_quote: bool,
}

/// The size of every element below `root`, in one walk.
fn sizes(root: &NodeRef) -> FxHashMap<NodeId, Size> {
    let nodes: Vec<NodeRef> = root.descendants_it().collect();
    let mut sizes: FxHashMap<NodeId, Size> = FxHashMap::default();
    sizes.reserve(nodes.len() + 1);
    // Backwards, all that stands below an element comes before it.
    for node in nodes.iter().rev() {
        let mut size = sizes.get(&node.id).copied().unwrap_or_default();
        if node.is_text() {
            size.chars = node.text().chars().filter(|c| !c.is_whitespace()).count() as u32;
        } else if let Some(element) = node.element_ref() {
            match &*element.name.local {
                "a" => (size.in_links, size.n_links) = (size.chars, size.n_links + 1),
                "p" => size.in_prose = if size.in_links * 2 < size.chars { size.chars } else { 0 },
                "blockquote" => size.has_quote = true,
                _ => {}
            }
        } else {
            continue;
        }
        sizes.insert(node.id, size);
        if let Some(parent) = node.parent() {
            let above = sizes.entry(parent.id).or_default();
            above.chars += size.chars;
            above.in_links += size.in_links;
            above.in_prose += size.in_prose;
            above.n_links += size.n_links;
            above.has_quote |= size.has_quote;
        }
    }
    sizes
}

/// Takes out what is not article text and what Readability would let in.
pub(super) fn prune(page: &Document) {
    let Some(body) = page.body() else { return };
    let sizes = sizes(&body);
    let n_chars = sizes.get(&body.id).map_or(0, |size| size.chars);
    let mut waiting: Vec<NodeRef> = body.children_it(true).collect();
    while let Some(node) = waiting.pop() {
        let Some(name) = node.qual_name_ref().map(|name| name.local.clone()) else { continue };
        let size = sizes.get(&node.id).copied().unwrap_or_default();
        // What stands in a block quote is somebody's words, and stays, but for a list of links dressed up as one.
        if &*name == "blockquote" {
            if size.n_links > 2 && size.in_links * 2 > size.chars {
                node.remove_from_parent();
            }
            continue;
        }
        // An article inside another is not the one that the page is about.
        if &*name == "article" && size.in_prose * 2 < enclosing_prose(&node, &sizes) {
            node.remove_from_parent();
            continue;
        }
        let is_never_text = NO_TEXT.contains(&&*name);
        if is_never_text || is_called_clutter(&node) {
            let is_small = size.chars * NEVER_CLUTTER < n_chars;
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
fn enclosing_prose(node: &NodeRef, sizes: &FxHashMap<NodeId, Size>) -> u32 {
    let around = node.ancestors_it(None).find(|other| other.has_name("article"));
    around.and_then(|other| sizes.get(&other.id)).map_or(0, |size| size.in_prose)
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
