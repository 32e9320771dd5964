//! The walk that turns elements into text and blocks, one block a paragraph, leaving out lines that are no prose.

use super::clean::{BREAK, NO_TEXT};
use super::embed::POST_MARK;
use crate::article::{Block, BlockKind, Post};
use crate::ingest::{plain, published};
use crate::text::Span;
use dom_query::NodeRef;

/// What the walk has come into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Heading,
    Item,
    Quote,
    Post(usize),
    Preformatted,
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    /// Past the end of a block, and whether it said what is [`Around`].
    LeaveBlock(bool),
    LeaveLink,
}

/// Text and blocks below `root`, in order, one blank line between two blocks.
pub(super) fn blocks(root: NodeRef, posts: &[Post], title: Option<&str>) -> (String, Vec<Block>) {
    let mut built = Builder {
        text: String::new(),
        blocks: Vec::new(),
        around: Vec::new(),
        inline: Inline::default(),
        posts,
        title,
    };
    let mut steps: Vec<Step> = root.children().into_iter().rev().map(Step::Enter).collect();
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::LeaveBlock(has_said) => {
                built.flush();
                if has_said {
                    built.around.pop();
                }
                continue;
            }
            Step::LeaveLink => {
                built.inline.n_links -= 1;
                continue;
            }
        };
        if node.is_text() {
            let is_preformatted = built.around.contains(&Around::Preformatted);
            built.inline.push(&node.text(), is_preformatted);
            continue;
        }
        if !node.is_element() && !node.may_have_children() {
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        match &*name {
            "br" => built.inline.text.push('\n'),
            "td" | "th" => built.inline.text.push(' '),
            _ => {}
        }
        if NO_TEXT.contains(&&*name) && !matches!(&*name, "form" | "footer" | "object" | "menu" | "dialog")
            || matches!(&*name, "head" | "title")
        {
            continue;
        }
        let said = match &*name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Around::Heading),
            "li" | "dd" | "dt" => Some(Around::Item),
            "blockquote" => {
                let post = node.attr(POST_MARK).and_then(|number| number.parse().ok()).filter(|at| *at < posts.len());
                Some(post.map_or(Around::Quote, Around::Post))
            }
            "pre" => Some(Around::Preformatted),
            _ => None,
        };
        if said.is_some() || is_block(&name) {
            built.flush();
            built.around.extend(said);
            steps.push(Step::LeaveBlock(said.is_some()));
        } else if &*name == "a" {
            built.inline.n_links += 1;
            steps.push(Step::LeaveLink);
        }
        steps.extend(node.children().into_iter().rev().map(Step::Enter));
    }
    built.flush();
    (built.text, built.blocks)
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "figure"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "tr"
            | "caption"
            | "thead"
            | "tbody"
            | "hr"
            | "address"
            | "details"
            | "summary"
            | "center"
            | "form"
            | "fieldset"
            | "body"
            | "html"
    )
}

/// The words of the block being built.
#[derive(Default)]
struct Inline {
    /// White space in one piece is one space; a newline is a `<br>`.
    text: String,
    n_chars: usize,
    n_link_chars: usize,
    /// How many links we are inside of.
    n_links: usize,
}

impl Inline {
    fn push(&mut self, words: &str, is_preformatted: bool) {
        for c in words.chars() {
            // Soft hyphens, zero-width spaces and byte-order marks are no text.
            if matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}') {
                continue;
            }
            if c == '\n' && is_preformatted || c == BREAK {
                self.text.push('\n');
            } else if c.is_whitespace() || c.is_control() {
                if !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else {
                self.text.push(c);
                self.n_chars += 1;
                self.n_link_chars += usize::from(self.n_links > 0);
            }
        }
    }
}

struct Builder<'a> {
    text: String,
    blocks: Vec<Block>,
    around: Vec<Around>,
    inline: Inline,
    posts: &'a [Post],
    title: Option<&'a str>,
}

impl Builder<'_> {
    /// Ends the block being built, and starts the next.
    fn flush(&mut self) {
        let n_links = self.inline.n_links;
        let inline = std::mem::take(&mut self.inline);
        self.inline.n_links = n_links;
        if inline.n_chars == 0 {
            return;
        }
        let is_only_links = inline.n_link_chars * 10 >= inline.n_chars * 9;
        for paragraph in split_at_breaks(&inline.text) {
            self.push(&paragraph, is_only_links);
        }
    }

    fn push(&mut self, words: &str, is_only_links: bool) {
        let post =
            self.around.iter().rev().find_map(|around| if let Around::Post(at) = around { Some(*at) } else { None });
        let is_around = |around: Around| self.around.contains(&around);
        let kind = match post {
            Some(_) => BlockKind::Post,
            None if is_around(Around::Heading) => BlockKind::Heading,
            None if is_around(Around::Quote) => BlockKind::BlockQuote,
            None if is_around(Around::Item) => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        let is_clutter = match kind {
            BlockKind::Post => is_signature(words),
            BlockKind::BlockQuote => false,
            BlockKind::Heading => {
                self.is_title(words) || is_boilerplate(words) || is_only_links && self.blocks.is_empty()
            }
            _ => is_boilerplate(words) || is_link_line(words, is_only_links, kind) || self.is_head(words),
        };
        if is_clutter || !words.contains(char::is_alphanumeric) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        if u32::try_from(self.text.len()).is_ok() {
            let post = post.map(|at| self.posts[at].clone());
            self.blocks.push(Block { span: Span::new(start, self.text.len()), kind, post });
        }
    }

    fn is_title(&self, words: &str) -> bool {
        let letters =
            |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        self.title.is_some_and(|title| letters(title) == letters(words))
    }

    /// Headline, byline and date before the first paragraphs are fields, not text. A paragraph that is only a date is never prose.
    fn is_head(&self, words: &str) -> bool {
        if words.len() > 200 {
            return false;
        }
        let is_byline = self.blocks.len() < 3
            && ["By ", "BY ", "by "].iter().any(|by| words.starts_with(by))
            && !words.ends_with('.')
            && !plain::names(words).is_empty();
        // What is left of a byline whose name Readability has taken.
        let is_bare_by = self.blocks.len() < 3
            && words.len() < 40
            && (words == "By" || words.starts_with("By |") || words.starts_with("By,"));
        is_byline || is_bare_by || self.is_title(words) || published::from_line(words).is_some()
    }
}

/// `<br><br>` ends a paragraph; so does a single one after the end of a sentence. Other line breaks stay inside it.
fn split_at_breaks(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_after_end = true;
    for line in text.split('\n') {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            is_after_end = true;
            continue;
        }
        let ends = line.ends_with(['.', '?', '!', '”', '"', '’', ':']);
        match paragraphs.last_mut() {
            Some(last) if !is_after_end => {
                last.push('\n');
                last.push_str(&line);
            }
            _ => paragraphs.push(line),
        }
        is_after_end = ends;
    }
    paragraphs
}

/// `— Elena Ruiz (@MayorRuiz) March 11, 2024`: who posted it, which the block says.
fn is_signature(words: &str) -> bool {
    let is_dashed = words.starts_with(['—', '–']) || words.starts_with("- ") || words.starts_with("-- ");
    // "Ed Stane @ed", as a box has it above the post.
    let is_header = words.split_whitespace().count() <= 6
        && words.split_whitespace().any(|word| word.starts_with('@') && word.len() > 2);
    is_header
        || is_dashed && words.len() <= 160
        || words.contains("(@") && words.len() <= 120 && !words.ends_with('.')
        || published::from_line(words).is_some()
}

/// A line that is only a link: a teaser for another page.
fn is_link_line(words: &str, is_only_links: bool, kind: BlockKind) -> bool {
    let is_sentence = words.ends_with(['.', '”', '"']) && words.split_whitespace().count() > 12;
    is_only_links && words.len() < 250 && (kind == BlockKind::ListItem || !is_sentence)
}

/// Link lines, credits and appeals that a page has between its paragraphs.
fn is_boilerplate(words: &str) -> bool {
    const STARTS: &[&str] = &[
        "read more",
        "read also",
        "read next",
        "also read",
        "read:",
        "related:",
        "related articles",
        "related stories",
        "related coverage",
        "more from",
        "more on this",
        "more:",
        "see also",
        "watch:",
        "listen:",
        "photo:",
        "photo by",
        "photo credit",
        "photograph:",
        "photographer:",
        "image:",
        "image credit",
        "image copyright",
        "credit:",
        "picture:",
        "video:",
        "getty images",
        "ap photo",
        "file photo",
        "subscribe",
        "sign up",
        "follow us",
        "follow @",
        "click here",
        "advertisement",
        "share this",
        "share on",
        "continue reading",
        "recommended",
        "don't miss",
        "don’t miss",
        "you may also like",
        "you might also like",
        "copyright",
        "©",
        "all rights reserved",
        "most read",
        "most popular",
        "get the latest",
        "get our",
        "join our",
        "download our app",
        "support our journalism",
        "enter your email",
        "story continues below",
        "skip to",
        "comments",
        "published:",
        "last updated",
        "updated:",
        "posted:",
        "tags:",
        "filed under",
        "topics:",
        "print this",
        "email this",
        "loading",
        "listen to this article",
    ];
    let bare = words.trim_start_matches(['[', '(', '*', '_', '>', '»', '→', '|', '•', ' ']);
    if bare.len() > 400 {
        return false;
    }
    let lower: String = bare.chars().take(40).flat_map(char::to_lowercase).collect();
    let is_start = |start: &&str| {
        lower
            .strip_prefix(*start)
            .is_some_and(|rest| start.ends_with([':', '@']) || !rest.starts_with(char::is_alphanumeric))
    };
    let n_words = bare.split_whitespace().count();
    // A caption that is called nothing of the kind gives itself away by its credit.
    if ["(AP Photo", "/Getty Images", "via AP", "/AFP", "/Reuters)", "(Photo by", "(Photo:"]
        .iter()
        .any(|credit| words.contains(credit))
    {
        return true;
    }
    // A sentence may begin with "Comments" or "Recommended"; an appeal may be one too.
    STARTS.iter().any(is_start)
        && (n_words <= 12 || !bare.ends_with('.') || lower.starts_with("sign up") || lower.starts_with("subscribe"))
}
