//! The edges of what a learned answer reports: at the marks, without what is no part of it.

use super::learned::Answer;
use super::passages::Passages;
use super::{arbiter::touch, trimmed};
use crate::lang::Shape;
use crate::view::View;
use std::ops::Range;

/// The content of an answer: its edges moved to the marks they stand next to, without what lies in other paragraphs.
pub(super) fn content_of(
    view: View<'_>,
    answer: &Answer,
    paragraph: &Range<usize>,
    passages: &Passages,
) -> Vec<Range<usize>> {
    let first = view.behind_dateline(paragraph.start).unwrap_or(paragraph.start);
    let own: Vec<Range<usize>> = answer
        .content
        .iter()
        .map(|part| part.start.max(first)..part.end.min(paragraph.end))
        .filter(|part| part.start < part.end)
        .collect();
    // “He continued:” — what he said is the next paragraph.
    let parts = if own.is_empty() { answer.content.clone() } else { own };
    let whole = parts.into_iter().map(|part| at_marks(part, &answer.cue, passages));
    let mut parts: Vec<Range<usize>> = whole
        .filter(|part| !is_asked(view, part, answer))
        .map(|part| without_remnant(view, without_object(view, part, &answer.cue, passages), &answer.cue, passages))
        .flat_map(|part| without_tail(view, part, passages))
        .map(|part| whole_amount(view, part))
        .filter_map(|part| trimmed(view, part, passages))
        .collect();
    parts.sort_by_key(|part| (part.start, part.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(before) if part.start < before.end => before.end = before.end.max(part.end),
            _ => joined.push(part),
        }
    }
    joined
}

/// A quoted passage is never cut: it belongs to the content when half of it does, or when the content is all but its beginning or its end,
/// which may be too far from the cue to be seen from there; else it does not.
pub(super) fn at_marks(mut part: Range<usize>, cue: &Range<usize>, passages: &Passages) -> Range<usize> {
    if let Some(passage) = passages.around(part.start).filter(|passage| passage.start < part.start) {
        let inside = passage.end.min(part.end) - part.start;
        let is_end = part.end <= passage.end && passage.end - part.end <= SLACK && !touch(&passage, cue);
        if inside * 2 >= passage.len() || is_end {
            part.start = passage.start;
        } else if passage.end < part.end {
            part.start = passage.end;
        }
    }
    if let Some(passage) = passages.around(part.end - 1).filter(|passage| passage.end > part.end) {
        let inside = part.end - passage.start.max(part.start);
        let is_beginning = part.start <= passage.start && passage.start - part.start <= SLACK && !touch(&passage, cue);
        if inside * 2 >= passage.len() || is_beginning {
            part.end = passage.end;
        } else if passage.start > part.start {
            part.end = passage.start;
        }
    }
    // The cue is no part of what it reports.
    if part.start < cue.start && cue.start < part.end && cue.end >= part.end {
        part.end = cue.start;
    }
    if cue.start <= part.start && part.start < cue.end && cue.end < part.end {
        part.start = cue.end;
    }
    part
}

/// A part that ends within an amount goes on to where its clause ends: “the city spent $5.5 | million on roads”.
fn whole_amount(view: View<'_>, mut part: Range<usize>) -> Range<usize> {
    let last = part.end - 1;
    let end = view.syntax.sentences[view.syntax.sentence_at(view.token(last).span.start())].tokens.end;
    let tag = |at: usize| view.syntax.tags[at].name();
    let is_cut = matches!(tag(last), "$" | "CD") && part.end < end && matches!(tag(part.end), "CD" | "NN" | "NNS");
    while is_cut && part.end < end && !matches!(view.token(part.end).shape, Shape::Punct | Shape::Mark) {
        part.end += 1;
    }
    part
}

/// Tokens by which an edge of content may miss the marks.
const SLACK: usize = 2;

/// A cue without the preposition that begins where or when it was said: “A,” Holm wrote | on her page.
pub(super) fn without_occasion(view: View<'_>, answer: &Answer, parts: &[Range<usize>]) -> Range<usize> {
    let Answer { cue, source, .. } = answer;
    let last = cue.end - 1;
    let opens = cue.len() > 1
        && ["on", "in", "at"].iter().any(|word| view.is(last, word))
        && view.syntax.tokens.get(cue.end).is_some_and(|token| token.shape.is_word())
        && parts.iter().all(|part| part.end <= cue.start)
        && source.as_ref().is_none_or(|source| source.start != cue.end);
    if opens { cue.start..last } else { cue.clone() }
}

/// “as the Herald put | it in a note, | ‘the fixer’”
fn without_object(view: View<'_>, part: Range<usize>, cue: &Range<usize>, passages: &Passages) -> Range<usize> {
    let put = part.start == cue.end && ["put", "puts"].iter().any(|word| view.is(cue.end - 1, word));
    let passage = passages.first_in(part.clone()).filter(|_| put && view.is(part.start, "it"));
    passage.map_or(part.clone(), |passage| passage.start..part.end)
}

/// “Asked about the device, | Holm said, ‘Not now’”: what led to the words is no part of them.
fn is_asked(view: View<'_>, part: &Range<usize>, answer: &Answer) -> bool {
    let first = part.start + usize::from(view.is(part.start, "when"));
    let asked = ["asked", "pressed", "questioned"].iter().any(|word| view.is(first, word));
    let behind = answer.content.iter().any(|other| other.start >= answer.cue.end);
    asked && behind && answer.source.as_ref().is_some_and(|source| part.end <= source.start)
}

/// Without the end of the sentence before that a passage follows: “A,” she wrote on | X. | “B.” And: Holm sent | the list. | “B,” he wrote.
fn without_remnant(view: View<'_>, part: Range<usize>, cue: &Range<usize>, passages: &Passages) -> Range<usize> {
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(part.start).span.start())].tokens;
    let opens = part.start == sentence.start;
    let stops = |passage: &Range<usize>| {
        let is_short = (1..=SLACK + 1).contains(&(passage.start - part.start));
        (is_short || !opens && part.start < passage.start && passage.end <= cue.start)
            && view.word(passage.start - 1).ends_with(['.', '!', '?'])
            && !passages.covers(part.start)
    };
    passages.first_in(part.clone()).filter(stops).map_or(part.clone(), |passage| passage.start..part.end)
}

/// A clause does not end where marks open without a comma: “… discussed its stance on the ‘question,’ a topic that …” goes on to where the
/// sieve ends it.
pub(super) fn reach_over_marks(
    view: View<'_>,
    parts: &mut [Range<usize>],
    sieved: &[Range<usize>],
    passages: &Passages,
) {
    let Some(part) = parts.last_mut().filter(|part| passages.starts_at(part.end)) else { return };
    let open = view.token(part.end - 1).shape.is_word();
    let whole = sieved.iter().find(|whole| whole.start.abs_diff(part.start) < 2 && whole.end > part.end);
    if let Some(whole) = whole.filter(|_| open) {
        part.end = whole.end;
    }
}

/// A part ends before a dash or semicolon behind which another report begins: “the key is strength — and he made clear …”
pub(super) fn before_next_clause(view: View<'_>, parts: &mut [Range<usize>], answers: &[Answer]) {
    for part in parts {
        let from = answers.partition_point(|answer| answer.cue.start <= part.start);
        let to = answers.partition_point(|answer| answer.cue.start < part.end);
        for answer in &answers[from..to.max(from)] {
            let Some(source) = answer.source.as_ref().filter(|source| source.start < answer.cue.start) else {
                continue;
            };
            let within = part.start < source.start && answer.cue.end <= part.end;
            if !within {
                continue;
            }
            let conjoined = ["and", "but"].iter().any(|word| view.is(source.start - 1, word));
            let joiner = source.start - usize::from(conjoined);
            if joiner > part.start + 1 && matches!(view.word(joiner - 1), "—" | "–" | "--" | ";") {
                part.end = joiner - 1;
            }
        }
    }
}

/// A part without the words that follow a passage which itself ends a clause: `“We won,” he said, leaving` is not said by him to the end.
pub(super) fn without_tail(view: View<'_>, part: Range<usize>, passages: &Passages) -> Vec<Range<usize>> {
    let mut kept = Vec::new();
    let mut start = part.start;
    let mut at = part.start;
    while at < part.end {
        let Some(passage) = passages.starting_at(at) else {
            at += 1;
            continue;
        };
        at = passage.end;
        // “No!” and “Not now,” are said though they are short, where nothing leads to them.
        let is_said = passage.start == part.start
            && match passage.len() {
                0..4 => false,
                4 => matches!(view.word(passage.end - 2), "!" | "?"),
                _ => matches!(view.word(passage.end - 2), "!" | "?" | ","),
            };
        let ends = passages.ends_in_comma(view, at)
            && (is_said || passage.len() > SHORT_PASSAGE || is_commented(view, &passage, part.end));
        if at < part.end && ends && !passages.starts_at(at) {
            kept.push(start..at);
            match passages.first_in(at..part.end) {
                Some(next) => {
                    start = next.start;
                    at = next.start;
                }
                None => return kept,
            }
        }
    }
    kept.push(start..part.end);
    kept
}

/// Whether a passage ends in a comma and a participle or a new noun goes on, which is seldom said: … of the “old dam,” a wall that broke
/// in May; of contents in `PolNeAR` train around such a place 51 end there and 10 go on. Not: a “liar,” a “thief.”
fn is_commented(view: View<'_>, passage: &Range<usize>, end: usize) -> bool {
    let (next, tags) = (passage.end, &view.syntax.tags);
    let is_article = |at: usize| ["a", "an"].iter().any(|word| view.is(at, word));
    let is_list = passage.start > 0 && is_article(passage.start - 1);
    next < end && view.word(next - 2) == "," && (tags[next].name() == "VBG" || is_article(next) && !is_list)
}

/// A passage of at most this many tokens, marks included, may be a term inside a clause that goes on.
const SHORT_PASSAGE: usize = 8;
