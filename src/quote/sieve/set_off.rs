//! Speech that layout sets off instead of marks: a transcript's turn, a labelled line, an embedded post, a block quote.

use super::{signed, signed_below};
use crate::article::{BlockKind, Form};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::quote::{Found, subject};
use crate::text::label::is_nobody;
use crate::view::View;
use std::ops::Range;

/// Longest label, in tokens: "SEN. MARIA HOLM (R-Ohio):"
const LONGEST_LABEL: usize = 9;

/// Labels of notes that nobody says: "PHOTO:", "EXCLUSIVE:".
const NOTES: &[&str] = &[
    "a",
    "analysis",
    "breaking",
    "byline",
    "by",
    "clarification",
    "contact",
    "correction",
    "credit",
    "editor",
    "email",
    "exclusive",
    "live",
    "look",
    "note",
    "opinion",
    "phone",
    "photo",
    "q",
    "related",
    "source",
    "update",
    "video",
    "watch",
];

/// The paragraph as one quote, when its layout says who speaks.
pub(crate) fn set_off(view: View<'_>, paragraph: usize) -> Option<Found> {
    let tokens = view.syntax.paragraphs[paragraph].tokens.clone();
    let kind = view.syntax.paragraphs[paragraph].kind;
    if kind == BlockKind::Turn
        && let Some(source) = label_above(view, paragraph)
    {
        return Some(found(tokens, None, Some(source), "turn"));
    }
    if tokens.len() < 3 {
        return None;
    }
    if kind == BlockKind::Post || view.article.form == Some(Form::Post) && kind == BlockKind::Paragraph {
        return Some(found(tokens, None, None, "post"));
    }
    if kind == BlockKind::BlockQuote
        && let Some(quote) = block_quote(view, paragraph)
    {
        return Some(quote);
    }
    label(view, paragraph).or_else(|| {
        // In a turn without a label nobody knows who speaks.
        let is_spoken = kind == BlockKind::Turn && view.article.form == Some(Form::Transcript);
        is_spoken.then(|| found(tokens, None, None, "turn"))
    })
}

/// The paragraph behind the label that it begins with: “IDA HOLM:”
fn label(view: View<'_>, paragraph: usize) -> Option<Found> {
    let tokens = view.syntax.paragraphs[paragraph].tokens.clone();
    let kind = view.syntax.paragraphs[paragraph].kind;
    let colon = tokens.clone().take(LONGEST_LABEL).find(|&at| view.word(at) == ":")?;
    let marked = usize::from(view.token(tokens.start).shape == Shape::Mark);
    let label = tokens.start + marked..colon;
    let transcript = view.article.form == Some(Form::Transcript) || kind == BlockKind::Turn;
    let names = label.clone().filter(|&at| view.token(at).shape.is_word());
    let is_name = |at: usize| match view.token(at).shape {
        Shape::Upper => true,
        Shape::Capital => transcript,
        _ => view.has(at, Classes::TITLE | Classes::PARTICLE),
    };
    let upper =
        names.clone().count() > 0 && names.clone().all(is_name) && names.clone().any(|at| view.word(at).len() > 2);
    // “Q:” of a transcript.
    let is_nobody = kind == BlockKind::Turn && !label.is_empty() && is_nobody(view.text(view.span_of(label.clone())));
    let is_note = label.len() == 1 && NOTES.iter().any(|word| view.is(label.start, word));
    if kind != BlockKind::Turn && is_place_of_report(view, paragraph) {
        return None;
    }
    if label.is_empty() || !is_nobody && (!upper || is_note) || colon + 2 > tokens.end {
        return None;
    }
    Some(found(colon + 1..tokens.end, Some(colon..colon + 1), Some(label), "turn"))
}

/// Whether capitals before a colon tell where a report was written, and not who speaks: “PORT VALE: The council voted”, among the first
/// paragraphs and in no other. “CLERK:” and “HOLM:” are somebody.
fn is_place_of_report(view: View<'_>, paragraph: usize) -> bool {
    /// A headline, a byline and the first paragraph.
    const FIRST: usize = 4;
    /// Paragraphs in which those speak who are introduced by a label.
    const NEAR: usize = 40;
    let is_labeled = |tokens: &Range<usize>| {
        let words: Vec<usize> = tokens.clone().take(LONGEST_LABEL).take_while(|&at| view.word(at) != ":").collect();
        words.len() < LONGEST_LABEL.min(tokens.len())
            && !words.is_empty()
            && words
                .iter()
                .filter(|&&at| view.token(at).shape.is_word())
                .all(|&at| view.token(at).shape == Shape::Upper)
    };
    let somebody = Classes::TITLE | Classes::ROLE | Classes::MAN | Classes::WOMAN | Classes::SURNAME;
    let tokens = view.syntax.paragraphs[paragraph].tokens.clone();
    let mut label = tokens.take(LONGEST_LABEL).take_while(|&at| view.word(at) != ":");
    let others = view.syntax.paragraphs.iter().enumerate().take(paragraph + NEAR).filter(|&(at, _)| at != paragraph);
    paragraph < FIRST
        && view.article.form != Some(Form::Transcript)
        && !label.any(|at| view.has(at, somebody))
        && !others.map(|(_, other)| &other.tokens).any(is_labeled)
}

/// The name in the label above a turn whose block names its speaker: the label had a line to itself, or the room broke in.
fn label_above(view: View<'_>, paragraph: usize) -> Option<Range<usize>> {
    let paragraphs = &view.syntax.paragraphs;
    let post = |at: usize| paragraphs[at].block.and_then(|block| view.article.blocks[block].post.as_ref());
    let name = post(paragraph)?.author.as_deref()?;
    (0..paragraph).rev().filter(|&above| post(above).is_none()).find_map(|above| {
        let tokens = paragraphs[above].tokens.clone();
        let first = view.token(tokens.start).span.start();
        let label = tokens.clone().take(LONGEST_LABEL);
        let end = label.clone().next_back().map(|at| view.token(at).span.end())?;
        let start = first + view.article.text[first..end].find(name)?;
        let is_in_name = |&at: &usize| (start..start + name.len()).contains(&view.token(at).span.start());
        let mut named = label.filter(is_in_name);
        let from = named.next()?;
        Some(from..named.next_back().unwrap_or(from) + 1)
    })
}

fn found(
    content: Range<usize>,
    cue: Option<Range<usize>>,
    source: Option<Range<usize>>,
    because: &'static str,
) -> Found {
    Found {
        content: vec![content],
        cue,
        verb: None,
        source,
        addressee: None,
        because,
        set_off: true,
        same_as: None,
        confidence: None,
    }
}

/// A block quote without marks: said by the author it names, by who signs it, else by the subject of the line with a colon before it. What
/// nobody is said to have said may be a law or a recipe.
///
/// Fires on "Ruth Calder said in a statement:" and the block below; not on a block below "It was a long night."
fn block_quote(view: View<'_>, paragraph: usize) -> Option<Found> {
    let paragraphs = &view.syntax.paragraphs;
    let mut tokens = paragraphs[paragraph].tokens.clone();
    // Markdown's sign, at the beginning of each line.
    while tokens.start < tokens.end && view.word(tokens.start) == ">" {
        tokens.start += 1;
    }
    if !tokens.clone().any(|at| view.token(at).shape.is_word())
        || tokens.clone().any(|at| view.token(at).shape == Shape::Mark)
    {
        return None;
    }
    let author =
        paragraphs[paragraph].block.and_then(|block| view.article.blocks[block].post.as_ref()?.author.as_ref());
    if author.is_some() {
        return Some(found(tokens, None, None, "block-quote"));
    }
    if let Some((end, source)) = signed_in(view, tokens.clone()) {
        return Some(found(tokens.start..end, None, Some(source), "signature"));
    }
    if let Some(source) = signed_below(view, paragraph) {
        return Some(found(tokens, None, Some(source), "signature"));
    }
    // The quotation may be of several paragraphs.
    let before = paragraphs[..paragraph].iter().rposition(|other| other.kind != BlockKind::BlockQuote)?;
    let last = paragraphs[before].tokens.end.checked_sub(1)?;
    if view.word(last) != ":" {
        return None;
    }
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(last).span.start())];
    let source = subject::first(view, sentence.tokens.start, last)?;
    Some(found(tokens, None, Some(source), "block-quote"))
}

/// One past the words of a block, and who signs them in its last line.
fn signed_in(view: View<'_>, tokens: Range<usize>) -> Option<(usize, Range<usize>)> {
    let text = view.article.text.as_str();
    let line = text[..view.token(tokens.end - 1).span.end()].rfind('\n').map(|end| view.syntax.token_at(end + 1))?;
    let dash = (line..tokens.end).find(|&at| view.word(at) != ">")?;
    let end = (tokens.start..line).rev().find(|&at| view.word(at) != ">")? + 1;
    Some((end, signed(view, dash)?))
}
