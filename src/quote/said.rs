//! When a quote was said: a date beside its cue, outside its content. A date that may belong to something else is left out.

use super::{Found, Said, medium};
use crate::lang::Shape;
use crate::lang::date::{self, DateMention};
use crate::lexicon::Classes;
use crate::view::View;
use jiff::ToSpan;
use std::ops::Range;

/// How far from its cue a date is looked for, in tokens: "said in an interview with … on Monday" is seldom longer.
const NEAR: usize = 20;

/// Prepositions before a date that tell when something else was, or only a limit: "said of Monday’s vote", "has said since Monday".
const OTHERS: &[&str] = &[
    "of", "about", "since", "until", "till", "by", "before", "after", "from", "for", "through", "to", "than",
    "between", "over", "against", "and", "or", "into", "ahead",
];

/// Participles that tell of saying itself: "in a statement released Monday", "speaking on Tuesday".
const SAYING: &[&str] = &[
    "released",
    "published",
    "issued",
    "posted",
    "dated",
    "aired",
    "broadcast",
    "speaking",
    "writing",
    "testifying",
    "appearing",
];

/// The day, month or year of the utterance: "said Monday", "on Tuesday told reporters", "On Oct. 3, Lee said", "said in a statement
/// on Oct. 3"; not "said Monday’s vote was lost".
pub(crate) fn of(view: View<'_>, quote: &Found) -> Option<Said> {
    let cue = quote.cue.as_ref()?;
    let source = quote.source.as_ref();
    let start = source.map_or(cue.start, |source| source.start.min(cue.start));
    let end = source.map_or(cue.end, |source| source.end.max(cue.end));
    let sentence = view.syntax.sentences.get(view.syntax.sentence_at(view.token(cue.start).span.start()))?;
    // A source in another sentence is no frame for the cue.
    if start < sentence.tokens.start || end > sentence.tokens.end {
        return None;
    }
    let between = source.map(|source| source.end.min(cue.end)..source.start.max(cue.start));
    let found = between
        .filter(|zone| zone.start < zone.end)
        .and_then(|zone| dated(view, quote, clause(view, quote, zone)))
        .or_else(|| dated(view, quote, clause(view, quote, end..sentence.tokens.end.min(end + NEAR))))
        .or_else(|| opening(view, quote, start, sentence.tokens.start))
        .or_else(|| of_source(view, source?))?;
    let anchor = view.article.published.as_ref().map(|published| published.date.last());
    // What has been said was not said later than the article, a day of time zones aside.
    let told = anchor.is_none_or(|anchor| anchor.checked_add(1.day()).is_ok_and(|last| found.date.first <= last));
    told.then_some(Said { date: found.date, span: found.span })
}

/// The part of a zone that surely speaks of the cue: up to the content, a comma, a conjunction or another verb.
fn clause(view: View<'_>, quote: &Found, zone: Range<usize>) -> Range<usize> {
    let opening_comma =
        usize::from(view.is(zone.start, ",") && SAYING.iter().any(|word| view.is(zone.start + 1, word)));
    let start = zone.start + opening_comma;
    let ends = |&at: &usize| {
        let inside = quote.content.iter().any(|part| part.contains(&at));
        let mark = matches!(view.token(at).shape, Shape::Punct | Shape::Mark) && view.word(at) != ".";
        let full_stop = view.word(at) == "." && !view.has(at.saturating_sub(1), Classes::CALENDAR);
        let joiner = view.has(at, Classes::CONJUNCTION) && !view.has(at, Classes::PREPOSITION);
        inside || (mark && !is_in_date(view, at)) || full_stop || joiner || is_verb(view, at)
    };
    let end = zone.clone().skip(opening_comma).find(ends).unwrap_or(zone.end);
    start..end.max(start)
}

/// Whether a comma stands before the year of a date: "Oct. 3, 2016".
fn is_in_date(view: View<'_>, at: usize) -> bool {
    let number = |at: usize| view.syntax.tokens.get(at).is_some_and(|token| token.shape == Shape::Number);
    view.is(at, ",")
        && number(at + 1)
        && (number(at.wrapping_sub(1)) || view.has(at.wrapping_sub(1), Classes::CALENDAR))
        || view.is(at, ",") && view.has(at.wrapping_sub(1), Classes::CALENDAR) && view.has(at + 1, Classes::CALENDAR)
}

fn is_verb(view: View<'_>, at: usize) -> bool {
    let word = view.word(at);
    if view.token(at).shape != Shape::Lower || SAYING.contains(&word) {
        return false;
    }
    view.has(at, Classes::AUXILIARY) || word.len() > 4 && word.ends_with("ed") || word == "said" || word == "told"
}

/// The only date of a zone, when it stands there as a time of its own or of an occasion of speech.
fn dated(view: View<'_>, quote: &Found, zone: Range<usize>) -> Option<DateMention> {
    if zone.is_empty() {
        return None;
    }
    let found = date::find(view, zone.clone());
    let [mention] = found[..] else { return None };
    let tokens = view.syntax.tokens_in(mention.span);
    if OTHERS.iter().any(|word| view.is(tokens.start.wrapping_sub(1), word)) && tokens.start > 0 {
        return None;
    }
    let next = tokens.end;
    let inside = |at: usize| at < view.syntax.tokens.len() && !quote.content.iter().any(|part| part.contains(&at));
    let possessive = view.syntax.tokens.get(next).is_some_and(|token| token.shape == Shape::Possessive);
    let function = Classes::PREPOSITION
        | Classes::CONJUNCTION
        | Classes::AUXILIARY
        | Classes::DETERMINER
        | Classes::PRONOUN
        | Classes::TIME_ADVERB
        | Classes::ADVERB
        | Classes::SPEECH_VERB
        | Classes::STANCE_VERB;
    let before_cue = quote.cue.as_ref().is_some_and(|cue| cue.start == next);
    let modifies = possessive
        || !before_cue
            && inside(next)
            && view.token(next).shape == Shape::Lower
            && !view.has(next, function)
            && !SAYING.contains(&view.word(next));
    // "at Monday’s debate", "in a Tuesday interview", but not "said Monday’s vote".
    let occasion = || (next..next + 5).any(|at| inside(at) && medium::is_occasion(view.word(at)));
    (!modifies || occasion()).then_some(mention)
}

/// A date in the words that open the sentence before the source: "On Monday, Lee said", "In a speech on Oct. 3, Lee said".
fn opening(view: View<'_>, quote: &Found, start: usize, sentence: usize) -> Option<DateMention> {
    const LONGEST: usize = 14;
    let bare_end = start.checked_sub(usize::from(view.is(start.wrapping_sub(1), ",")))?;
    let begins = |&at: &usize| {
        at == sentence
            || quote.content.iter().any(|part| part.contains(&(at - 1)))
            || matches!(view.word(at - 1), "”" | "\"")
    };
    let first = (sentence..=bare_end).rev().take(LONGEST).find(begins)?;
    let introduced = view.has(first, Classes::PREPOSITION)
        || view.has(first, Classes::CALENDAR | Classes::TIME_ADVERB)
        || ["last", "earlier", "late", "early", "this", "yesterday", "two", "a"]
            .iter()
            .any(|word| view.is(first, word));
    let zone = first..bare_end;
    let own = quote.content.iter().any(|part| part.start < zone.end && zone.start < part.end);
    if zone.is_empty() || !introduced || own || zone.clone().any(|at| is_verb(view, at)) {
        return None;
    }
    // "After Monday, Lee said" and "On Monday the board met, Lee said" do not pass.
    let found = dated(view, quote, zone.clone())?;
    let tokens = view.syntax.tokens_in(found.span);
    let placed = tokens.end == zone.end || view.has(tokens.end, Classes::PREPOSITION) || tokens.start > first + 1;
    placed.then_some(found)
}

/// "according to a report released Monday"
fn of_source(view: View<'_>, source: &Range<usize>) -> Option<DateMention> {
    let found = date::find(view, source.clone());
    let [mention] = found[..] else { return None };
    let start = view.syntax.tokens_in(mention.span).start;
    let before = (start.saturating_sub(2)..start).rev().find(|&at| !view.is(at, "on") && !view.is(at, "in"))?;
    let said = before >= source.start && SAYING.contains(&view.word(before));
    said.then_some(mention)
}
