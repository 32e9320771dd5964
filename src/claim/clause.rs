//! Where a claim begins and ends: the content of a quote without the words that attribute it, or the article's own sentence.

use super::Voice;
use crate::lang::{Sentence, Shape};
use crate::lexicon::Classes;
use crate::quote::Quote;
use crate::text::Id;
use crate::view::View;
use std::ops::Range;

/// A claim has at least this many tokens.
pub(super) const SHORTEST: usize = 4;

/// A stretch that can be true or false by itself.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) tokens: Range<usize>,
    pub(super) voice: Voice,
}

/// The units of a sentence: what quotes report in it, and what the article says itself.
pub(super) fn units(view: View<'_>, sentence: Range<usize>, quotes: &[Quote]) -> Vec<Unit> {
    let span = view.span_of(sentence.clone());
    let mut units: Vec<Unit> = Vec::new();
    let mut covered: Vec<Range<usize>> = Vec::new();
    // Quotes are by first byte; a long one begins a few sentences back.
    let near = quotes.partition_point(|quote| quote.content[0].start() < span.end());
    for (at, quote) in quotes[..near].iter().enumerate().rev().take(24) {
        for part in quote.content.iter().filter(|part| part.overlaps(span)) {
            let tokens = view.syntax.tokens_in(*part);
            let tokens = tokens.start.max(sentence.start)..tokens.end.min(sentence.end);
            if let Some(tokens) = trimmed(view, tokens) {
                covered.push(tokens.clone());
                units.push(Unit { tokens, voice: Voice::Speaker(Id::new(at)) });
            }
        }
        if let Some(attribution) = &quote.attribution {
            let reporting = attribution.cue.iter().chain(&attribution.source).filter(|part| part.overlaps(span));
            covered.extend(reporting.map(|part| view.syntax.tokens_in(*part)));
        }
    }
    let own = sentence
        .clone()
        .filter(|&at| view.token(at).shape.is_word() && !covered.iter().any(|range| range.contains(&at)))
        .count();
    let all = sentence.clone().filter(|&at| view.token(at).shape.is_word()).count();
    // What is left of a sentence that mostly reports is its reporting.
    if own * 2 > all
        && let Some(tokens) = trimmed(view, without_comment(view, without_dateline(view, sentence)))
    {
        units.push(Unit { tokens, voice: Voice::Article });
    }
    units.sort_by_key(|unit| (unit.tokens.start, unit.tokens.end));
    units
}

/// A sentence without its dateline: "PORT VALE, Nov. 3 — The council voted".
fn without_dateline(view: View<'_>, sentence: Range<usize>) -> Range<usize> {
    const LONGEST: usize = 14;
    let opens = view.syntax.paragraphs[view.syntax.paragraph_at(view.token(sentence.start).span.start())].tokens.start
        == sentence.start;
    if !opens || view.token(sentence.start).shape != Shape::Upper {
        return sentence;
    }
    let dash = sentence
        .clone()
        .take(LONGEST)
        .find(|&at| view.token(at).shape == Shape::Punct && matches!(view.word(at), "—" | "–" | "--" | "-"));
    let named = |dash: usize| (sentence.start..dash).all(|at| view.token(at).shape != Shape::Lower);
    match dash.filter(|&dash| named(dash) && dash + 1 < sentence.end) {
        Some(dash) => dash + 1..sentence.end,
        None => sentence,
    }
}

/// A sentence without the remark behind its last dash: "… — marking another step in the renewed ties".
fn without_comment(view: View<'_>, sentence: Range<usize>) -> Range<usize> {
    let Some(dash) = sentence.clone().rev().find(|&at| matches!(view.word(at), "—" | "–" | "--")) else {
        return sentence;
    };
    let tail = dash + 1..sentence.end;
    let remark = tail.start < tail.end
        && (view.word(tail.start).ends_with("ing")
            || ["a", "an", "one", "the", "and"].iter().any(|word| view.is(tail.start, word)))
        && !tail.clone().any(|at| view.token(at).shape == Shape::Number);
    if remark && dash - sentence.start >= SHORTEST { sentence.start..dash } else { sentence }
}

/// Without marks, "that" and punctuation at the ends; the point of the sentence goes too.
fn trimmed(view: View<'_>, mut tokens: Range<usize>) -> Option<Range<usize>> {
    while tokens.start < tokens.end {
        let edge = matches!(view.token(tokens.start).shape, Shape::Punct | Shape::Mark)
            && !matches!(view.word(tokens.start), "$" | "€" | "£" | "¥");
        if !(edge || view.is(tokens.start, "that")) {
            break;
        }
        tokens.start += 1;
    }
    while tokens.start < tokens.end
        && matches!(view.token(tokens.end - 1).shape, Shape::Punct | Shape::Mark)
        && !matches!(view.word(tokens.end - 1), "%" | "?" | ")")
    {
        tokens.end -= 1;
    }
    tokens.clone().any(|at| view.token(at).shape.is_word()).then_some(tokens)
}

/// Whether the first sentence of an article is its headline: mostly capitals.
pub(super) fn is_headline(view: View<'_>, sentence: &Sentence) -> bool {
    let long = sentence.tokens.clone().skip(1).filter(|&at| {
        view.token(at).shape.is_word() && view.token(at).span.len() > 3 && !view.has(at, Classes::CALENDAR)
    });
    let (mut n, mut capital) = (0, 0);
    for at in long {
        n += 1;
        capital += usize::from(view.token(at).shape.is_capital());
    }
    n > 3 && capital * 10 > n * 6
}
