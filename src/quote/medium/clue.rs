//! The places in an article that bring a medium in: "in a statement", "on Fox News", "filed a complaint", "speaking to veterans".

use super::names::{genre, proper};
use super::{Medium, MediumKind};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::quote::passages::Passages;
use crate::quote::phrase;
use crate::view::View;
use std::ops::Range;

/// Words that bring in a medium.
#[derive(Clone, Debug)]
pub(super) struct Clue {
    pub(super) tokens: Range<usize>,
    pub(super) medium: Medium,
    /// A platform or an outlet, no genre.
    pub(super) named: bool,
    pub(super) how: How,
}

/// What brings a medium in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// "at a rally", "in a statement", "on Twitter": who speaks goes on there.
    At,
    /// "issued a statement", "filed a complaint", "speaking to veterans"
    Done,
    /// "told CNN", "from the report", "with CNN": this quote's alone.
    Beside,
}

impl How {
    /// Whether sentences behind may still be from there.
    pub(super) fn lasts(self) -> bool {
        self != How::Beside
    }
}

/// Prepositions of a place or a text in which something is said.
const AT: &[&str] = &["at", "in", "on", "during"];

/// Other prepositions that bring a medium in.
const BESIDE: &[&str] = &["via", "to", "with", "from", "through", "by", "of", "told", "tells", "for"];

/// Verbs whose object is a text or an occasion that somebody makes.
const MAKING: &[&str] = &[
    "gave",
    "gives",
    "giving",
    "delivered",
    "delivering",
    "delivers",
    "made",
    "making",
    "held",
    "holding",
    "issued",
    "issuing",
    "released",
    "releasing",
    "wrote",
    "writing",
    "published",
    "publishing",
    "filed",
    "filing",
    "sent",
    "sending",
    "launched",
    "tweeted",
    "put",
];

/// A passage in quotation marks with no more words than this may be a title: “Fox News Sunday”.
const LONGEST_TITLE: usize = 5;

/// All clues of an article, by first token.
pub(super) fn clues(view: View<'_>, passages: &Passages) -> Vec<Clue> {
    let mut clues: Vec<Clue> = Vec::new();
    for sentence in &view.syntax.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let title = passages.around(at).is_none_or(|passage| passage.len() <= LONGEST_TITLE + 2);
            let clue = if title { clue_at(view, at, &sentence.tokens) } else { None };
            at = clue.as_ref().map_or(at + 1, |clue| clue.tokens.end);
            clues.extend(clue);
        }
    }
    clues
}

fn clue_at(view: View<'_>, at: usize, sentence: &Range<usize>) -> Option<Clue> {
    if !view.token(at).shape.is_word() {
        return None;
    }
    if let Some((len, name, kind)) = proper(view, at, sentence.end) {
        let how = how(view, at, sentence.start)?;
        let medium = Medium { name, kind, span: view.span_of(at..at + len) };
        return Some(Clue { tokens: at..at + len, medium, named: true, how });
    }
    let function = Classes::DETERMINER | Classes::PREPOSITION | Classes::CONJUNCTION | Classes::AUXILIARY;
    let may_name = !view.has(at, function);
    if may_name && let Some((len, name, kind)) = genre(view, at, sentence.end) {
        let tokens = at..at + len;
        let how =
            how(view, at, sentence.start).filter(|how| is_head(view, &tokens, kind) && is_brought(view, at, *how))?;
        let medium = Medium { name: name.to_owned(), kind, span: view.span_of(tokens.clone()) };
        return Some(Clue { tokens, medium, named: false, how });
    }
    // “Speaking to veterans in Vale, Lee said”: a speech, where nothing more exact is told.
    let speaking = view.is(at, "speaking") && ["at", "to", "before", "in"].iter().any(|word| view.is(at + 1, word));
    let to_press = speaking && (at + 2..at + 4).any(|at| view.is(at, "reporters") || view.is(at, "journalists"));
    let more = || (at + 1..sentence.end.min(at + 12)).any(|at| clue_at_noun(view, at, sentence));
    (speaking && !to_press && !more()).then(|| {
        let span = view.token(at).span;
        let medium = Medium { name: "speech".to_owned(), kind: MediumKind::Speech, span };
        Clue { tokens: at..at + 1, medium, named: false, how: How::Done }
    })
}

fn clue_at_noun(view: View<'_>, at: usize, sentence: &Range<usize>) -> bool {
    proper(view, at, sentence.end).is_some() || genre(view, at, sentence.end).is_some()
}

/// Whether a genre's noun is the head of its phrase and means an occasion: not “debate interjection”, “private email server”, “public debate”.
fn is_head(view: View<'_>, noun: &Range<usize>, kind: MediumKind) -> bool {
    const GENERAL: &[&str] =
        &["public", "national", "private", "political", "personal", "heated", "leaked", "any", "no"];
    let behind = noun.end;
    let small =
        view.syntax.tokens.get(behind).is_some_and(|token| token.shape == Shape::Lower || token.shape == Shape::Hyphen);
    let company = ["audience", "crowd", "stage", "hall", "released", "issued"].iter().any(|word| view.is(behind, word));
    let modifies = small && view.syntax.tags[behind].is_noun() && !company || view.is(behind, "-");
    // “in the town hall” tells where the press conference was.
    let place = view.is(noun.start, "town")
        && noun.start > 1
        && view.is(noun.start - 1, "the")
        && ["in", "outside", "near"].iter().any(|word| view.is(noun.start - 2, word));
    let general = noun.start > 0 && GENERAL.iter().any(|word| view.is(noun.start - 1, word));
    !(modifies || place || general && matches!(kind, MediumKind::Debate | MediumKind::Email))
}

/// “for the filing” and “made the statement” tell no medium.
fn is_brought(view: View<'_>, at: usize, how: How) -> bool {
    let any = |words: &[&str]| (at.saturating_sub(4)..at).any(|at| words.iter().any(|word| view.is(at, word)));
    match how {
        How::At => true,
        How::Done => {
            !(any(&["made", "making"]) && ["statement", "statements", "report"].iter().any(|word| view.is(at, word)))
        }
        How::Beside => !any(&["for"]),
    }
}

/// What stands a few words before, with nothing but the phrase's own words between.
fn how(view: View<'_>, at: usize, floor: usize) -> Option<How> {
    let how = brought_by(view, at, floor)?;
    // “at a recent rally”: what follows is from today.
    let earlier = ["recent", "previous", "earlier", "past"].iter().any(|word| at > floor && view.is(at - 1, word));
    Some(if earlier { How::Beside } else { how })
}

fn brought_by(view: View<'_>, at: usize, floor: usize) -> Option<How> {
    for before in (floor.max(at.saturating_sub(6))..at).rev() {
        let is = |words: &[&str]| words.iter().any(|word| view.is(before, word));
        if is(AT) {
            return Some(How::At);
        }
        if is(BESIDE) {
            // “ahead of the debate”, “because of an email”, “when told of the report”
            let aside =
                ["ahead", "because", "out", "instead", "top", "wake", "winner", "owner", "kind", "told", "news"];
            let aside = before > floor && view.is(before, "of") && aside.iter().any(|word| view.is(before - 1, word));
            // “said of the speech”
            let aside = aside || before > floor && view.is(before, "of") && view.has(before - 1, Classes::SPEECH_VERB);
            let part = ["broadcast", "edition", "episode", "portion", "part"];
            let part = before > floor && view.is(before, "of") && part.iter().any(|word| view.is(before - 1, word));
            return (!aside).then_some(if part { How::At } else { How::Beside });
        }
        if is(MAKING) {
            return Some(How::Done);
        }
        let token = view.token(before);
        let own = token.shape.is_word()
            || matches!(token.shape, Shape::Possessive | Shape::Number | Shape::Hyphen | Shape::Mark);
        if !own || phrase::is_verb(view, before) || view.has(before, Classes::PREPOSITION | Classes::CONJUNCTION) {
            return None;
        }
    }
    None
}
