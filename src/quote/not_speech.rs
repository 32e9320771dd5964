//! Quoted words that nobody said here: titles of works, nicknames, scare quotes, signs.

use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::view::View;
use std::ops::Range;

/// A passage inside a sentence with fewer words than this, without a cue, is read as a term, not as speech: of the cue-less
/// passages of `PolNeAR` train that short, nine in ten are in no attribution.
const SHORT_WORDS: usize = 6;

/// Whether a passage that no cue claims is no speech. `alone` tells that its sentence holds nothing else.
pub(crate) fn is_not_speech(view: View<'_>, passage: &Range<usize>, alone: bool) -> bool {
    let words: Vec<usize> = passage.clone().filter(|&at| view.token(at).shape.is_word()).collect();
    if words.is_empty() {
        return true;
    }
    let holds_end = |at: usize| matches!(view.word(at), "." | "!" | "?");
    let is_speech = (passage.start..passage.end.saturating_sub(2)).any(holds_end);
    let is_introduced = !is_speech && is_introduced_as_title(view, passage.start);
    // A line of its own that is written like a title is a heading.
    is_title(view, &words) && !is_headed(view, passage)
        || !alone && (words.len() < SHORT_WORDS && !is_headed(view, passage) || is_introduced)
}

/// Whether a passage is the title of what somebody reads, sees or made: He read “The Art of Rowing”; not: the sign read, “Keep Out”, she wrote
/// “Never Again!”
pub(crate) fn is_work(view: View<'_>, passage: &Range<usize>, verb: usize) -> bool {
    const TAKEN_IN: &[&str] =
        &["read", "reads", "reading", "see", "saw", "seen", "watch", "watched", "played", "performed"];
    const MADE: &[&str] = &["authored", "co-wrote", "penned", "published", "wrote", "written"];
    let words: Vec<usize> = passage.clone().filter(|&at| view.token(at).shape.is_word()).collect();
    let made = MADE.iter().any(|word| view.is(verb, word)) && !matches!(view.word(passage.end - 2), "." | "!" | "?");
    let is_one = made || TAKEN_IN.iter().any(|word| view.is(verb, word));
    verb + 1 == passage.start && is_one && is_title(view, &words)
}

/// “The Art of the Deal”: every word but the small ones has a capital.
fn is_title(view: View<'_>, words: &[usize]) -> bool {
    let small = Classes::PREPOSITION | Classes::CONJUNCTION | Classes::DETERMINER;
    // “Isn't” is one word of a title, though two tokens.
    let goes_on = |at: usize| at > 0 && view.token(at - 1).span.end() == view.token(at).span.start();
    words.len() > 1
        && words.iter().all(|&at| {
            view.token(at).shape.is_capital() || view.has(at, small) || view.has(at, Classes::NEGATION) && goes_on(at)
        })
}

/// “Holm Scolds Banker: ‘You Should Be Charged’”: a headline puts capitals into what was said, too.
fn is_headed(view: View<'_>, passage: &Range<usize>) -> bool {
    let Some(colon) = passage.start.checked_sub(1).filter(|&at| view.word(at) == ":") else { return false };
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(colon).span.start())].tokens;
    let words: Vec<usize> = (sentence.start..colon).filter(|&at| view.token(at).shape.is_word()).collect();
    let said = passage.clone().filter(|&at| view.token(at).shape.is_word()).count();
    said > 2 && words.len() > 2 && is_title(view, &words)
}

/// The book “…”, a film called “…”, a sign that read “…”
fn is_introduced_as_title(view: View<'_>, start: usize) -> bool {
    const WORKS: &[&str] = &[
        "book",
        "memoir",
        "film",
        "movie",
        "song",
        "album",
        "show",
        "play",
        "novel",
        "documentary",
        "podcast",
        "series",
        "hashtag",
        "slogan",
        "sign",
        "titled",
        "entitled",
        "called",
        "named",
        "headlined",
        "headline",
        "banner",
        "chapter",
        "episode",
        "poem",
        "painting",
        "nickname",
        "nicknamed",
        "dubbed",
    ];
    let before = start.saturating_sub(2)..start;
    before.into_iter().any(|at| WORKS.iter().any(|word| view.is(at, word)) && view.token(at).shape != Shape::Capital)
}
