//! Whether a quote is presented as said, denied, asked or supposed.

use super::{Found, Stance};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::view::View;

/// How many tokens before “that Holm said” tell what becomes of it: “There is no evidence so far that”.
const NEAR: usize = 7;

/// What is not so, and what is not so with a negation beside it.
const UNTRUE: &[&str] = &["bogus", "fabricated", "fake", "false", "incorrect", "myth", "untrue", "wrong"];
const TRUE: &[&str] =
    &["correct", "evidence", "indication", "proof", "proves", "record", "shows", "sign", "suggests", "true"];

/// How verbs of not saying begin: “failed to mention” denies, “did not fail to mention” and “could not resist saying” do not.
const WITHHOLDS: &[&str] = &[
    "avoid", "declin", "fail", "forgot", "forget", "hesitat", "neglect", "omit", "refrain", "refus", "resist", "shied",
    "shy", "stop",
];

/// Whether the article presents the quote as said.
pub(crate) fn of(view: View<'_>, quote: &Found) -> Stance {
    let (Some(cue), Some(verb)) = (&quote.cue, quote.verb) else { return Stance::Asserted };
    let lemma = view.lexicon.lemma(view.token(verb).word);
    // Who “was not impressed:” says what follows all the same.
    let reports = view.word(cue.end - 1) != ":"
        || cue.clone().any(|at| view.has(at, Classes::SPEECH_VERB | Classes::STANCE_VERB));
    let is_negated = reports && cue.clone().any(|at| negates(view, at)) || is_of_nobody(view, quote);
    if denies(view, verb) || cue.clone().any(|at| denies(view, at)) {
        // “Would neither confirm nor deny” leaves it open.
        return if is_negated { Stance::Hypothetical } else { Stance::Denied };
    }
    let withheld = |at: usize| {
        let word = view.word(at).to_lowercase();
        WITHHOLDS.iter().any(|stem| word.starts_with(stem))
    };
    let withholds = cue.clone().any(withheld) || is_negated && cue.clone().any(|at| view.is(at, "help"));
    if is_negated != withholds || is_untrue(view, quote) {
        return Stance::Denied;
    }
    let before = |words: &[&str]| cue.clone().any(|at| words.iter().any(|word| view.is(at, word)));
    let may = !is_negated && before(&["would", "could", "might", "may", "will", "should"]);
    if may || is_supposed(view, quote) {
        return Stance::Hypothetical;
    }
    let first = quote.content[0].start;
    let asks = matches!(lemma, "ask" | "wonder" | "question");
    if asks || ["whether", "if"].iter().any(|word| view.is(first, word)) && !matches!(lemma, "say" | "add") {
        return Stance::Asked;
    }
    Stance::Asserted
}

/// “Not”, “never”; not the “not” of “not only said”.
fn negates(view: View<'_>, at: usize) -> bool {
    let next = at + 1;
    let is_only =
        next < view.syntax.tokens.len() && ["just", "merely", "only", "simply"].iter().any(|word| view.is(next, word));
    view.has(at, Classes::NEGATION) && !is_only
}

/// “Nobody said”, “no official said”; not “No. 10 said”.
fn is_of_nobody(view: View<'_>, quote: &Found) -> bool {
    let Some(source) = quote.source.as_ref().filter(|source| !source.is_empty()) else { return false };
    let no = view.is(source.start, "no") && source.len() > 1 && view.token(source.start + 1).shape != Shape::Number;
    no || ["neither", "nobody", "none"].iter().any(|word| view.is(source.start, word))
}

/// Whether a quote opens the content of another one: “that | Lee said so”.
pub(super) fn opens(view: View<'_>, quote: &Found, outer: &Found) -> bool {
    let first = outer.content[0].start;
    view.is(first, "that") && clause(quote) == Some(first + 1)
}

fn denies(view: View<'_>, at: usize) -> bool {
    matches!(view.lexicon.lemma(view.token(at).word), "deny" | "refute" | "rebut" | "dispute")
}

/// Where the clause that reports begins: at its source, else at its cue.
fn clause(quote: &Found) -> Option<usize> {
    let starts = quote.source.iter().chain(&quote.cue).map(|range| range.start);
    starts.min()
}

/// “It is false that Holm said so”, “no record shows that Holm said so”, “Holm denied having said so”, “the claim that Holm said so is false”.
fn is_untrue(view: View<'_>, quote: &Found) -> bool {
    let Some(clause) = clause(quote).filter(|&clause| clause > 0) else { return false };
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(clause).span.start())].tokens;
    let cue = quote.cue.as_ref().map_or(clause, |cue| cue.start);
    let having = cue.saturating_sub(usize::from(cue > sentence.start && view.is(cue - 1, "having")));
    if having > sentence.start && denies(view, having - 1) {
        return true;
    }
    if clause == sentence.start || !view.is(clause - 1, "that") {
        return false;
    }
    let window = sentence.start.max(clause.saturating_sub(NEAR))..clause - 1;
    // A quotation between them is another matter.
    if window.clone().any(|at| view.token(at).shape == Shape::Mark) {
        return false;
    }
    let holds = |words: &[&str]| window.clone().any(|at| words.iter().any(|word| view.is(at, word)));
    let not = window.clone().any(|at| view.has(at, Classes::NEGATION) || view.is(at, "no"));
    let denied = window.clone().next_back().is_some_and(|at| denies(view, at));
    denied || holds(UNTRUE) && !not || holds(TRUE) && not || verdict(view, quote).is_some()
}

/// Where “is false” begins behind a quote, or at its end: “the claim that Holm said | the dam was safe | is false”.
pub(super) fn verdict(view: View<'_>, quote: &Found) -> Option<usize> {
    const REPORTS: &[&str] = &[
        "allegation",
        "allegations",
        "claim",
        "claims",
        "post",
        "posts",
        "report",
        "reports",
        "rumor",
        "rumors",
        "rumour",
        "rumours",
        "story",
    ];
    let clause = clause(quote).filter(|&clause| clause > 1 && view.is(clause - 1, "that"))?;
    if !REPORTS.iter().any(|word| view.is(clause - 2, word)) {
        return None;
    }
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(clause).span.start())].tokens;
    let untrue = (clause..sentence.end).rev().find(|&at| view.token(at).shape.is_word())?;
    let is =
        (clause..untrue).rev().take(3).find(|&at| ["is", "are", "was", "were"].iter().any(|word| view.is(at, word)))?;
    let not = (is..untrue).any(|at| view.has(at, Classes::NEGATION));
    let says = |words: &[&str]| words.iter().any(|word| view.is(untrue, word));
    (says(UNTRUE) && !not || says(TRUE) && not).then_some(is)
}

/// “Had Holm said so, …”, “if Holm said so”
fn is_supposed(view: View<'_>, quote: &Found) -> bool {
    let Some(before) = clause(quote).and_then(|clause| clause.checked_sub(1)) else { return false };
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(before).span.start())].tokens;
    view.is(before, "if") || before == sentence.start && view.is(before, "had") && view.token(before).shape.is_capital()
}
