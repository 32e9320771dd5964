//! Paragraph breaks, headings and boilerplate lines of plain text; for formats with markup the blocks say it.

use crate::article::{Article, BlockKind};
use crate::text::Span;

/// Hard-wrapped lines are shorter than this, in characters: the contract's bound.
const WRAP_CHARS: usize = 100;

/// The parts of an article's text in order, each without the white space around it, with its kind and its block.
pub(super) fn split(article: &Article) -> Vec<(Span, BlockKind, Option<usize>)> {
    let text = article.text.as_str();
    if !article.blocks.is_empty() {
        let blocks = article.blocks.iter().enumerate();
        let trimmed = blocks.filter_map(|(at, block)| Some((trim(text, block.span)?, block.kind, Some(at))));
        return trimmed.collect();
    }
    let mut parts: Vec<(Span, BlockKind, Option<usize>)> = Vec::new();
    let one_a_line = !is_hard_wrapped(text);
    for chunk in chunks(text, one_a_line) {
        if let Some(span) = trim(text, chunk) {
            parts.push((span, kind(span.of(text)), None));
        }
    }
    parts
}

/// Whether single line breaks are only where the lines were wrapped: most lines of several-line paragraphs are about equally long
/// and under [`WRAP_CHARS`]. Without a blank line anywhere, a text has one paragraph a line unless its lines look wrapped.
fn is_hard_wrapped(text: &str) -> bool {
    let mut lines = 0usize;
    let mut near_full = 0usize;
    let mut longest = 0usize;
    let mut lengths = Vec::new();
    let all: Vec<&str> = text.lines().map(str::trim_end).collect();
    for pair in all.windows(2) {
        // A line that another follows at once was either wrapped or is a paragraph of its own.
        if !pair[0].is_empty() && !pair[1].is_empty() {
            let length = pair[0].chars().count();
            lengths.push(length);
            longest = longest.max(length);
            lines += 1;
        }
    }
    if lines < 2 || !(30..WRAP_CHARS).contains(&longest) {
        return false;
    }
    for length in lengths {
        // A wrapped line is full up to the word that no longer fitted.
        near_full += usize::from(length + 16 >= longest);
    }
    near_full * 5 >= lines * 4
}

/// Stretches between blank lines, or between any line breaks.
fn chunks(text: &str, one_a_line: bool) -> impl Iterator<Item = Span> + '_ {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        // A line that begins in lower case goes on the one before, unless that one does so too (a list); so does a mark that begins nothing.
        let next = text[end..].trim_start_matches([' ', '\t']).chars().next();
        let goes_on = next.is_some_and(char::is_lowercase)
            && !text[start..].trim_start().starts_with(char::is_lowercase)
            || next.is_some_and(|c| matches!(c, '.' | ',' | ';' | '!' | '?' | ')'));
        if line.trim().is_empty() || one_a_line && !goes_on {
            let stop = if line.trim().is_empty() { at } else { end };
            if start < stop {
                spans.push(Span::new(start, stop));
            }
            start = end;
        }
        at = end;
    }
    if start < text.len() {
        spans.push(Span::new(start, text.len()));
    }
    spans.into_iter()
}

fn trim(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let start = span.start() + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    (start < end).then(|| Span::new(start, end))
}

fn kind(text: &str) -> BlockKind {
    if is_boilerplate(text) {
        return BlockKind::Boilerplate;
    }
    if text.starts_with('#') && text.trim_start_matches('#').starts_with(' ') && !text.contains('\n') {
        return BlockKind::Heading;
    }
    if text.starts_with('>') {
        return BlockKind::BlockQuote;
    }
    if ["- ", "* ", "• ", "– "].iter().any(|bullet| text.starts_with(bullet)) {
        return BlockKind::ListItem;
    }
    BlockKind::Paragraph
}

/// A call to follow somebody that has more bytes is a sentence of the article.
const LONGEST_CALL: usize = 120;

/// Whether a whole paragraph is a link line, a credit or a call to subscribe: "[READ MORE: …]", "Related: …", "Photo: …".
pub(crate) fn is_boilerplate(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "read more",
        "read also",
        "read next",
        "also read",
        "related:",
        "related story",
        "related stories",
        "related coverage",
        "related articles",
        "more from",
        "more:",
        "more on this",
        "see also",
        "see more",
        "watch:",
        "watch live",
        "listen:",
        "photo:",
        "photo by",
        "photo credit",
        "photos:",
        "photograph:",
        "image:",
        "image credit",
        "credit:",
        "picture:",
        "pictured:",
        "video:",
        "getty images",
        "ap photo",
        "file photo",
        "subscribe",
        "sign up",
        "newsletter",
        "follow us",
        "follow him on",
        "follow her on",
        "click here",
        "advertisement",
        "share this",
        "continue reading",
        "recommended:",
        "don't miss",
        "you may also like",
        "you might also like",
        "read the rest here",
        "read the full",
        "copyright",
        "©",
        "all rights reserved",
        "most read",
        "get the latest",
        "join our",
        "download our app",
        "support our journalism",
        "this article was originally",
        "enter your email",
        "correction:",
        "editor's note",
        "editor’s note",
    ];
    let bare = text.trim_start_matches(['[', '(', '*', '_', '>', '»', '→', '|', ' ', '"', '“']);
    // A paragraph of running text may begin with such a word; a link line is short and ends without a full stop or in a bracket.
    if bare.len() > 300 {
        return false;
    }
    let lower: String = bare.chars().take(40).flat_map(char::to_lowercase).collect();
    // “Follow Ida Holm on Twitter @idaholm.”
    if lower.starts_with("follow ") && bare.len() < LONGEST_CALL && bare.contains(" @") {
        return true;
    }
    STARTS.iter().any(|start| {
        lower.strip_prefix(start).is_some_and(|rest| start.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_boilerplate, split};
    use crate::article::{Article, BlockKind};

    fn parts(text: &str) -> Vec<&str> {
        let article = Article { text: text.to_owned(), ..Article::default() };
        split(&article).into_iter().map(|(span, _, _)| span.of(text)).collect()
    }

    #[test]
    fn blank_lines_wrapped_lines_and_lines() {
        let wrapped = "The council met on Monday evening to vote on the ferry and the\nharbor wall, and it did so without a long debate, which nobody\nhad thought likely.\n\nIt met again.";
        assert_eq!(parts(wrapped).len(), 2);
        let lines = format!("{}\n{}\n", "A long paragraph. ".repeat(12), "Another one. ".repeat(12));
        assert_eq!(parts(&lines).len(), 2);
        assert_eq!(parts("Headline\nBy Ann Lee\n\nText."), ["Headline", "By Ann Lee", "Text."]);
        assert_eq!(parts("It was a cold\nnight.\nIt rained."), ["It was a cold\nnight.", "It rained."]);
        assert_eq!(parts("rope\ntar\nnails"), ["rope", "tar", "nails"]);
        assert_eq!(parts(" \n\n "), Vec::<&str>::new());
    }

    #[test]
    fn link_lines_are_boilerplate_and_prose_is_not() {
        for line in [
            "[READ MORE: Ferry sinks]",
            "Related: the wall",
            "Photo: Ann Lee / Harbor Ledger",
            "Sign up for our newsletter",
            "“Follow Ida Holm on Twitter @idaholm.”",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
        for line in [
            "Follow the money, she said.",
            "Related costs rose by a third.",
            "Watching the vote, she smiled.",
            "Creditors met on Monday.",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
        let article = Article { text: "One.\n\n[READ MORE: “Two”]".to_owned(), ..Article::default() };
        assert_eq!(split(&article)[1].1, BlockKind::Boilerplate);
    }
}
