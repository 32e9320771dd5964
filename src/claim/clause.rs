//! Where a claim begins and ends: the content of a quote without the words that attribute it, or the article's own sentence.

use super::Voice;
use crate::lang::{Paragraph, Sentence, Shape};
use crate::lexicon::Classes;
use crate::quote::{Quote, QuoteKind};
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
    /// It stands behind "Is it true that".
    pub(super) is_asked: bool,
    /// That it was said is the claim.
    pub(super) reports: bool,
}

/// The units of a sentence: what quotes report in it, and what the article says itself.
pub(super) fn units(view: View<'_>, sentence: Range<usize>, quotes: &[Quote]) -> Vec<Unit> {
    let span = view.span_of(sentence.clone());
    let mut units: Vec<Unit> = Vec::new();
    let mut covered: Vec<Range<usize>> = Vec::new();
    let mut notable = false;
    let mut end = sentence.end;
    // Quotes are by first byte; a long one begins a few sentences back.
    let near = quotes.partition_point(|quote| quote.content[0].start() < span.end());
    for (at, quote) in quotes[..near].iter().enumerate().rev().take(24) {
        for part in quote.content.iter().filter(|part| part.overlaps(span)) {
            let tokens = view.syntax.tokens_in(*part);
            let tokens = tokens.start.max(sentence.start)..tokens.end.min(sentence.end);
            // What a sentence begins with and reports behind a comma ("It rose, Lee said") is a clause, whatever its tags; a fragment ("called it
            // “a disaster”") is no claim of its own: the sentence around it is.
            let leads = quote.kind == QuoteKind::Indirect && tokens.start == sentence.start && view.is(tokens.end, ",");
            // Nor is the label of a turn ("CLERK: Seven in favor") part of what is said behind it.
            let cue = quote.attribution.as_ref().and_then(|attribution| attribution.cue.first());
            let is_turn = cue.is_some_and(|&cue| cue.of(&view.article.text) == ":" && span.contains(cue));
            let stands = leads || is_turn;
            if let Some(tokens) = trimmed(view, tokens).filter(|tokens| stands || is_clause(view, tokens.clone())) {
                covered.push(tokens.clone());
                units.extend(clauses(view, tokens, Voice::Speaker(Id::new(at))));
            }
        }
        if let Some(attribution) = &quote.attribution {
            let reporting = attribution.cue.iter().chain(&attribution.source).filter(|part| part.overlaps(span));
            covered.extend(reporting.map(|part| view.syntax.tokens_in(*part)));
            // "The embassy released a statement, noting that …": what comes before stands alone.
            let cues = attribution.cue.iter().filter(|part| part.overlaps(span));
            let cues = cues.map(|part| view.syntax.tokens_in(*part).start);
            let behind_comma = |&cue: &usize| {
                sentence.start + SHORTEST < cue && view.syntax.tags[cue].name() == "VBG" && view.is(cue - 1, ",")
            };
            end =
                cues.filter(|cue| sentence.contains(cue)).filter(behind_comma).map(|cue| cue - 1).fold(end, usize::min);
            notable |= attribution.cue.iter().any(|part| part.overlaps(span))
                && attribution.cue_lemma.as_deref().is_some_and(|lemma| NOTABLE.contains(&lemma));
        }
    }
    let own = sentence
        .clone()
        .filter(|&at| view.token(at).shape.is_word() && !covered.iter().any(|range| range.contains(&at)))
        .count();
    let all = sentence.clone().filter(|&at| view.token(at).shape.is_word()).count();
    // What is left of a sentence that mostly reports is its reporting: a claim only where saying it is an act.
    let whole = || trimmed(view, without_comment(view, without_dateline(view, sentence.clone())));
    if own * 2 > all
        && let Some(whole) = whole()
    {
        let main = whole.start..whole.end.min(end.max(whole.start));
        let tokens = if has_verb(view, main.clone()) { main } else { whole };
        units.extend(clauses(view, tokens, Voice::Article));
    } else if notable && let Some(tokens) = whole() {
        units.push(Unit { tokens, voice: Voice::Article, is_asked: false, reports: true });
    }
    units.sort_by_key(|unit| (unit.tokens.start, unit.tokens.end));
    without_frames(view, units)
}

/// Without what only frames another claim of a speaker: "they hoped the tax will fall" holds "the tax will fall", and no claim besides.
fn without_frames(view: View<'_>, units: Vec<Unit>) -> Vec<Unit> {
    let n_words = |tokens: Range<usize>| tokens.filter(|&at| view.token(at).shape.is_word()).count();
    let is_said = |unit: &Unit| matches!(unit.voice, Voice::Speaker(_));
    let frames = |outer: &Unit, inner: &Unit| {
        let is_within = outer.tokens.start <= inner.tokens.start && inner.tokens.end <= outer.tokens.end;
        is_within
            && outer.tokens.len() > inner.tokens.len()
            && n_words(outer.tokens.start..inner.tokens.start) + n_words(inner.tokens.end..outer.tokens.end) < SHORTEST
    };
    let is_frame = |outer: &&Unit| is_said(outer) && units.iter().any(|inner| is_said(inner) && frames(outer, inner));
    let frameless = units.iter().filter(|unit| !is_frame(unit)).cloned();
    frameless.collect()
}

/// Verbs of saying that are acts which records show: to accuse, to promise.
#[rustfmt::skip]
const NOTABLE: &[&str] = &[
    "accuse", "acknowledge", "admit", "announce", "apologize", "concede", "confirm", "demand", "deny", "endorse",
    "pledge", "promise", "propose", "reject", "rule", "testify", "threaten", "vow",
];

/// Words behind a comma or a dash that a further main clause begins with.
const LINKS: &[&str] = &["and", "but", "while", "whereas", "although", "though", "yet"];

/// The main clauses of a stretch, each without "I think" or "Is it true that" before it: "Crime fell by a third, and the council closed two
/// stations." holds two. A clause without a subject of its own stays with the one before it: "It rose, and fell."
fn clauses(view: View<'_>, tokens: Range<usize>, voice: Voice) -> Vec<Unit> {
    let mut starts = vec![tokens.start];
    let mut ends = Vec::new();
    let mut in_marks = false;
    // "While prices fell, wages rose."
    let concedes = ["while", "although", "though", "whereas"].iter().any(|word| view.is(tokens.start, word));
    if concedes {
        starts[0] += 1;
    }
    for at in tokens.clone() {
        in_marks ^= view.token(at).shape == Shape::Mark;
        let first = match view.word(at) {
            ";" => at + 1,
            "," | "—" | "–" | "--" if LINKS.iter().any(|link| view.is(at + 1, link)) => at + 2,
            "," if concedes && starts.len() == 1 => at + 1,
            _ => continue,
        };
        let before = *starts.last().unwrap_or(&tokens.start)..at;
        if !in_marks && first < tokens.end && has_verb(view, before) && has_subject(view, first..tokens.end) {
            ends.push(at);
            starts.push(first);
        }
    }
    ends.push(tokens.end);
    let parts = starts.into_iter().zip(ends).filter_map(|(start, end)| trimmed(view, start..end));
    parts
        .map(|part| {
            let (tokens, is_asked) = unframed(view, part);
            Unit { tokens, voice, is_asked, reports: false }
        })
        .collect()
}

fn is_finite(view: View<'_>, at: usize) -> bool {
    matches!(view.syntax.tags[at].name(), "VBD" | "VBZ" | "VBP" | "MD")
}

/// Words that a clause within another one begins with, where a noun or a pronoun follows; relative pronouns are told by their tags.
const SUBORDINATE: &[&str] = &[
    "after", "although", "as", "because", "before", "if", "once", "since", "though", "unless", "until", "when",
    "where", "while",
];

/// Whether a stretch says something by itself: it has a finite verb that belongs to no relative or subordinate clause, behind a noun or a pronoun.
fn is_clause(view: View<'_>, tokens: Range<usize>) -> bool {
    let Some(first) = tokens.clone().find(|&at| is_finite(view, at)) else { return false };
    let is_nominal = |at: usize| {
        let tag = view.syntax.tags[at];
        tag.is_noun() || matches!(tag.name(), "PRP" | "EX" | "CD" | "DT")
    };
    let opens = |at: usize| {
        let next = view.syntax.tags.get(at + 1).filter(|_| at + 1 < tokens.end).map(|tag| tag.name());
        let is_subject = next.is_some_and(|tag| tag != "CD" && (matches!(tag, "PRP$" | "JJ") || is_nominal(at + 1)));
        let subordinate = || SUBORDINATE.iter().any(|word| view.word(at).eq_ignore_ascii_case(word));
        matches!(view.syntax.tags[at].name(), "WDT" | "WP") || is_subject && subordinate()
    };
    // "to tell them that it is over" has verbs, but its first has no subject.
    let lacks_subject = (tokens.start..first)
        .find(|&at| is_nominal(at))
        .is_none_or(|subject| (tokens.start..subject).any(|at| matches!(view.syntax.tags[at].name(), "TO" | "VB")));
    let n_verbs = tokens.clone().filter(|&at| is_finite(view, at)).count();
    // "since March" opens nothing: no verb follows.
    let openers: Vec<usize> = tokens.clone().filter(|&at| opens(at)).collect();
    let ends = openers.iter().skip(1).copied().chain([tokens.end]);
    let n_inner = openers.iter().zip(ends).filter(|&(&at, end)| has_verb(view, at + 1..end)).count();
    n_verbs > n_inner && !lacks_subject
}

fn has_verb(view: View<'_>, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|at| is_finite(view, at))
}

/// Whether a clause begins with a noun or a pronoun and then a finite verb, before any comma.
fn has_subject(view: View<'_>, tokens: Range<usize>) -> bool {
    let verb = tokens
        .clone()
        .take_while(|&at| !matches!(view.word(at), "," | ";" | "—" | "–"))
        .find(|&at| is_finite(view, at));
    verb.is_some_and(|verb| {
        (tokens.start..verb).any(|at| {
            let tag = view.syntax.tags[at];
            tag.is_noun() || matches!(tag.name(), "PRP" | "EX" | "CD" | "DT")
        })
    })
}

/// A clause without the words that frame it as an opinion or a question, and whether it is asked.
fn unframed(view: View<'_>, tokens: Range<usize>) -> (Range<usize>, bool) {
    const OPINIONS: &[&[&str]] = &[
        &["i", "think"],
        &["i", "believe"],
        &["we", "think"],
        &["we", "believe"],
        &["we", "know"],
        &["it", "is", "clear"],
    ];
    const QUESTIONS: &[&[&str]] =
        &[&["is", "it", "true", "that"], &["did", "you", "know", "that"], &["do", "you", "know", "that"]];
    let behind = |frames: &[&[&str]]| {
        let frame =
            frames.iter().find(|frame| frame.iter().enumerate().all(|(at, word)| view.is(tokens.start + at, word)))?;
        let start = tokens.start + frame.len();
        let start = start + usize::from(view.is(start, "that"));
        (start < tokens.end && has_subject(view, start..tokens.end)).then_some(start..tokens.end)
    };
    if let Some(asked) = behind(QUESTIONS) {
        return (trimmed(view, asked.clone()).unwrap_or(asked), true);
    }
    (behind(OPINIONS).unwrap_or(tokens), false)
}

/// A sentence without its dateline: "PORT VALE, Nov. 3 — The council voted".
fn without_dateline(view: View<'_>, sentence: Range<usize>) -> Range<usize> {
    view.behind_dateline(sentence.start).filter(|start| *start < sentence.end).unwrap_or(sentence.start)..sentence.end
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

/// Without marks, "and", "that" (of "said that", not of "that month") and punctuation at the ends; the point of the sentence goes too.
fn trimmed(view: View<'_>, mut tokens: Range<usize>) -> Option<Range<usize>> {
    let end = tokens.end;
    while tokens.start < tokens.end {
        let edge = matches!(view.token(tokens.start).shape, Shape::Punct | Shape::Mark)
            && !matches!(view.word(tokens.start), "$" | "€" | "£" | "¥");
        let links = view.is(tokens.start, "that") && view.syntax.tags[tokens.start].name() == "IN"
            || ["and", "but", "or", "yet"].iter().any(|word| view.is(tokens.start, word));
        if !(edge || links) {
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
    // A mark that opens inside is closed inside: “the ‘island question’”.
    let is_mark = |at: &usize| view.token(*at).shape == Shape::Mark;
    if tokens.clone().filter(is_mark).count() % 2 == 1 {
        tokens.end = (tokens.end..end).find(is_mark).map_or(tokens.end, |mark| mark + 1);
    }
    tokens.clone().any(|at| view.token(at).shape.is_word()).then_some(tokens)
}

/// Whether a sentence is a paragraph of its own without a verb or an end: “By Ida Holm”, “Harbor Ledger, 2 October 2025”.
pub(super) fn is_head_line(view: View<'_>, sentence: &Sentence, paragraph: &Paragraph) -> bool {
    let is_verb = |at: usize| matches!(view.syntax.tags[at].name(), "VBD" | "VBZ" | "VBP" | "VB" | "MD");
    sentence.tokens == paragraph.tokens
        && !sentence.tokens.clone().any(is_verb)
        && !sentence.span.of(&view.article.text).ends_with(['.', '!', '?', '”', '"'])
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
