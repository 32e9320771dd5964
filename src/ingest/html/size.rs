//! How much text, links and prose stand below each element of a page.

use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::FxHashMap;

/// What stands below an element, in characters that are no white space.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Size {
    pub(super) chars: u32,
    /// Of them, in links.
    pub(super) in_links: u32,
    /// Of them, in paragraphs that are mostly no link.
    pub(super) in_prose: u32,
    pub(super) n_links: u32,
    pub(super) has_quote: bool,
}

/// The size of every element below the body.
pub(super) struct Sizes {
    sizes: FxHashMap<NodeId, Size>,
    n_chars: u32,
}

impl Sizes {
    pub(super) fn of(page: &Document) -> Sizes {
        let sizes = page.body().map(|body| sizes(&body)).unwrap_or_default();
        let n_chars = page.body().and_then(|body| sizes.get(&body.id)).map_or(0, |size| size.chars);
        Sizes { sizes, n_chars }
    }

    pub(super) fn get(&self, node: &NodeRef) -> Size {
        self.sizes.get(&node.id).copied().unwrap_or_default()
    }

    /// Whether this share of all characters of the page, in percent, stands in it.
    pub(super) fn is_big(&self, node: &NodeRef, percent: u64) -> bool {
        u64::from(self.get(node).chars) * 100 >= u64::from(self.n_chars) * percent
    }
}

/// In one walk.
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
