//! Whether a sentence speaks of what was or of what will be, seen from a date in it: "met on Tuesday", "will meet on Tuesday".

use crate::lang::atom::Atoms;
use crate::lexicon::Classes;
use std::ops::Range;

/// Which side of the article's date an expression looks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    /// To come as the sentence sees it, which may itself look back: "heading into Tuesday’s vote, she led" on the day after.
    Near,
    Unknown,
}

/// How far a verb may stand from its date, in atoms; the clauses of `PolNeAR` train seldom reach further.
const REACH: usize = 24;

/// Words that tell that something is to come.
#[rustfmt::skip]
const FUTURE: &[&str] = &[
    "will", "shall", "ll", "would", "could", "may", "might", "can", "scheduled", "expected", "slated", "planned",
    "plans", "plan", "planning", "poised", "due", "hopes", "hope", "hoping", "upcoming", "coming", "likely", "expects",
    "prepare", "prepares", "preparing", "looms", "looming", "approaching", "approaches", "nears",
];

/// Words that look ahead from whatever time the sentence speaks of.
const NEAR: &[&str] = &["ahead", "heading", "until", "into"];

/// Pasts that do not end in "-ed" and are no other word.
#[rustfmt::skip]
const IRREGULAR: &[&str] = &[
    "said", "told", "was", "were", "had", "did", "came", "made", "went", "got", "took", "lost", "began", "held", "met",
    "spoke", "wrote", "gave", "ran", "led", "found", "left", "sent", "saw", "became", "fell", "rose", "drew", "paid",
    "knew", "thought", "brought", "bought", "built", "fought", "kept", "felt", "grew", "chose", "threw", "broke",
    "shot", "stood", "sat", "sold", "spent", "taught", "understood", "withdrew", "struck", "swore", "sought", "laid",
    "flew", "drove", "died", "been", "tweeted", "hosted",
];

/// What the verb nearest to the date tells: that of the words before it in the same part of the sentence, or, when the date opens one,
/// that of the words behind.
pub(super) fn direction(atoms: &Atoms<'_>, date: &Range<usize>) -> Direction {
    let mut start = date.start;
    while start > 0
        && !atoms.any(start - 1, NEAR)
        && (atoms.classes(start - 1).intersects(Classes::PREPOSITION) || atoms.any(start - 1, &["the", "just", "only"]))
    {
        start -= 1;
    }
    let before = || (0..start).rev().take(REACH).take_while(|&at| !breaks(atoms, at)).find_map(|at| cue(atoms, at));
    let behind =
        || (date.end..atoms.len()).take(REACH).take_while(|&at| !breaks(atoms, at)).find_map(|at| cue(atoms, at));
    // Behind a date that does not open its clause, only the rest of that clause speaks of it.
    let rest = || {
        let clause = |&at: &usize| atoms.get(at) != "," && !breaks(atoms, at);
        (date.end..atoms.len()).take(REACH).take_while(clause).find_map(|at| cue(atoms, at))
    };
    let found = if atoms.opens(start) { behind().or_else(before) } else { before().or_else(rest) };
    found.unwrap_or(Direction::Unknown)
}

/// Whether "today" at `at` is the day of the article: a verb of the past, or "will", is the nearest one.
pub(super) fn is_dated(atoms: &Atoms<'_>, at: usize) -> bool {
    const WORDS: usize = 8;
    let tells = |place: usize| match cue(atoms, place)? {
        Direction::Near => None,
        Direction::Future if !atoms.any(place, &["will", "ll", "scheduled", "expected", "set"]) => Some(false),
        _ => Some(true),
    };
    let before = || (0..at).rev().take(WORDS).take_while(|&at| !breaks(atoms, at)).find_map(tells);
    let behind = || (at + 1..atoms.len()).take(WORDS).take_while(|&at| !breaks(atoms, at)).find_map(tells);
    let present = atoms.any(at.wrapping_sub(1), &["is", "are", "as", "of", "in", "America", "world"]);
    let found = if atoms.opens(at) { behind().or_else(before) } else { before().or_else(|| tells(at + 1)) };
    !present && found.unwrap_or(false)
}

/// Whether a clause seldom reaches over this mark.
fn breaks(atoms: &Atoms<'_>, at: usize) -> bool {
    matches!(atoms.get(at), ";" | ":" | "—" | "“" | "”" | "\"" | "(" | ")" | "." | "?" | "!")
        && !(atoms.get(at) == "." && atoms.joined(at) && atoms.joined(at + 1))
        && !(atoms.get(at) == "."
            && atoms.classes(at.wrapping_sub(1)).intersects(Classes::TITLE | Classes::ABBREVIATION))
        || matches!(atoms.get(at), "'" | "`" | "-") && atoms.get(at + 1) == atoms.get(at) && atoms.joined(at + 1)
}

fn cue(atoms: &Atoms<'_>, at: usize) -> Option<Direction> {
    let word = atoms.get(at);
    if word.len() < 2 || !word.starts_with(char::is_lowercase) {
        return None;
    }
    if word == "won" {
        let contracted = matches!(atoms.get(at + 1), "'" | "’") && atoms.is(at + 2, "t");
        return Some(if contracted { Direction::Future } else { Direction::Past });
    }
    if NEAR.contains(&word) {
        return Some(Direction::Near);
    }
    if FUTURE.contains(&word) {
        return Some(Direction::Future);
    }
    let before = at.wrapping_sub(1);
    if IRREGULAR.contains(&word) {
        // "will be held"
        return (!atoms.any(before, &["be", "is", "are", "being"])).then_some(Direction::Past);
    }
    if matches!(word, "going" | "set" | "about") && atoms.is(at + 1, "to") {
        return Some(Direction::Future);
    }
    // "registered voters", "is targeted": no past.
    let adjective = atoms.classes(before).intersects(Classes::PREPOSITION | Classes::DETERMINER)
        || atoms.any(before, &["is", "are", "be", "being", "s", "re", "a", "an", "the", "his", "her", "its"]);
    if word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") && word != "needed" && !adjective {
        return Some(Direction::Past);
    }
    // "is leaving on Jan. 24"
    if word.len() > 4
        && word.ends_with("ing")
        && (atoms.any(before, &["is", "are", "am", "re", "not"]) || atoms.is(before, "s") && atoms.joined(before))
    {
        return Some(Direction::Future);
    }
    // "to vote Tuesday", but "was forced to vote Tuesday": what stands before decides.
    let infinitive = word == "to"
        && atoms.get(at + 1).starts_with(char::is_lowercase)
        && !atoms
            .classes(at + 1)
            .intersects(Classes::DETERMINER | Classes::PRONOUN | Classes::PREPOSITION | Classes::GROUP | Classes::ROLE);
    if infinitive && atoms.any(before, &["is", "are", "ready", "want", "wants", "need", "needs", "begin", "begins"]) {
        return Some(Direction::Future);
    }
    None
}
