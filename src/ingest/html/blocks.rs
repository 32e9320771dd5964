//! The walk that turns elements into text and blocks, one block a paragraph, leaving out lines that are no prose.

use super::clean::{BREAK, NO_TEXT};
use super::clutter::{is_boilerplate, is_life, is_link_line, is_signature};
use super::embed::POST_MARK;
use crate::article::{Block, BlockKind, Post};
use crate::ingest::plain;
use crate::ingest::published::{self, Order};
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

/// What is known of the article before its text is.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) posts: &'a [Post],
    pub(super) title: Option<&'a str>,
    pub(super) authors: &'a [String],
}

/// Text and blocks below `root`, in order, one blank line between two blocks.
pub(super) fn blocks(root: NodeRef, known: Known) -> (String, Vec<Block>) {
    let mut built = Builder { pieces: Vec::new(), around: Vec::new(), inline: Inline::default(), known };
    let posts = known.posts;
    let mut steps: Vec<Step> = root.children_it(true).map(Step::Enter).collect();
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
        let Some(name) = node.qual_name_ref().map(|name| name.local.clone()) else {
            steps.extend(node.children_it(true).map(Step::Enter));
            continue;
        };
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
            built.inline.n_links_begun += 1;
            steps.push(Step::LeaveLink);
        }
        steps.extend(node.children_it(true).map(Step::Enter));
    }
    built.flush();
    built.finish()
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
    /// How many there were.
    n_links_begun: usize,
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

/// A block before its place in the text is known.
struct Piece {
    words: String,
    kind: BlockKind,
    post: Option<usize>,
}

struct Builder<'a> {
    pieces: Vec<Piece>,
    around: Vec<Around>,
    inline: Inline,
    known: Known<'a>,
}

/// More links than this in a paragraph of nothing else are a list of topics.
const MOST_LINKS: usize = 5;

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
        // Links one below the other, with a word or two between them.
        let is_links = inline.n_link_chars * 3 >= inline.n_chars * 2;
        if is_only_links && inline.n_links_begun > MOST_LINKS {
            return;
        }
        for paragraph in split_at_breaks(&inline.text) {
            let is_list = is_links && paragraph.contains('\n');
            self.push(paragraph, is_only_links || is_list);
        }
    }

    fn push(&mut self, mut words: String, is_only_links: bool) {
        // A headline, byline and date with nothing but line breaks between them and the text.
        while let Some((head, _)) =
            words.split_once('\n').filter(|(head, _)| self.pieces.len() < 3 && self.is_head(head))
        {
            words.drain(..=head.len());
        }
        let post =
            self.around.iter().rev().find_map(|around| if let Around::Post(at) = around { Some(*at) } else { None });
        let is_around = |around: Around| self.around.contains(&around);
        let kind = match post {
            Some(at) if self.known.posts[at].platform.is_some() => BlockKind::Post,
            Some(_) => BlockKind::BlockQuote,
            None if is_around(Around::Heading) => BlockKind::Heading,
            None if is_around(Around::Quote) => BlockKind::BlockQuote,
            None if is_around(Around::Item) => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        let is_clutter = match kind {
            BlockKind::Post => {
                is_signature(&words) || post.is_some_and(|at| self.known.posts[at].author.as_ref() == Some(&words))
            }
            // Below a quotation, whose it is.
            BlockKind::BlockQuote => post.and_then(|at| self.known.posts[at].author.as_ref()).is_some_and(|author| {
                words.contains(author.as_str()) && words.split_whitespace().count() <= 12 && !words.ends_with('.')
            }),
            BlockKind::Heading => self.is_title(&words) || is_boilerplate(&words),
            _ => is_boilerplate(&words) || is_link_line(&words, is_only_links, kind) || self.is_head(&words),
        };
        if !is_clutter && words.contains(char::is_alphanumeric) {
            self.pieces.push(Piece { words, kind, post });
        }
    }

    /// Leaves out what stands before the first words and after the last, and joins the rest.
    fn finish(mut self) -> (String, Vec<Block>) {
        let is_heading = |piece: &Piece| piece.kind == BlockKind::Heading;
        while self.pieces.last().is_some_and(|piece| is_heading(piece) || is_life(&piece.words, self.known.authors)) {
            self.pieces.pop();
        }
        // The headline, the line under it, the name of the section.
        let n_before = self.pieces.iter().take_while(|piece| is_heading(piece)).count();
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for piece in self.pieces.drain(n_before..) {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(&piece.words);
            if u32::try_from(text.len()).is_ok() {
                let post = piece.post.map(|at| self.known.posts[at].clone());
                blocks.push(Block { span: Span::new(start, text.len()), kind: piece.kind, post });
            }
        }
        (text, blocks)
    }

    fn is_title(&self, words: &str) -> bool {
        let letters =
            |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        self.known.title.is_some_and(|title| letters(title) == letters(words))
    }

    /// Headline, byline and date before the first paragraphs are fields, not text. A paragraph that is only a date is never prose.
    fn is_head(&self, words: &str) -> bool {
        if words.len() > 200 {
            return false;
        }
        let is_byline = self.pieces.len() < 3
            && ["By ", "BY ", "by "].iter().any(|by| words.starts_with(by))
            && !words.ends_with('.')
            && !plain::names(words).is_empty();
        let is_signed =
            ["Posted by", "Written by", "Reported by", "Published by"].iter().any(|by| words.starts_with(by));
        let is_first = self.pieces.len() < 3
            && (is_signed && words.split_whitespace().count() <= 8 || published::beside_words(words, None).is_some());
        // What is left of a byline whose name Readability has taken.
        let is_bare_by = self.pieces.len() < 3
            && words.len() < 40
            && (words == "By" || words.starts_with("By |") || words.starts_with("By,"));
        // In whichever order day and month may stand.
        let is_date = published::from_line_as(words, Some(Order::DayFirst)).is_some();
        is_byline || is_bare_by || is_first || self.is_title(words) || is_date
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
