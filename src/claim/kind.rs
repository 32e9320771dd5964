//! What sort of claim a clause makes, whether it is denied or asked, and whether it can stand alone. Kinds after the rubric of
//! `ClaimBuster` and Full Fact.

use super::clause::Unit;
use super::{ClaimKind, Voice};
use crate::lang::Shape;
use crate::lang::number::Quantity;
use crate::lexicon::Classes;
use crate::view::View;

/// The kinds, most telling first.
pub(super) fn of(view: View<'_>, unit: &Unit, quantities: &[Quantity]) -> Vec<ClaimKind> {
    let mut kinds = Vec::new();
    if !quantities.is_empty() {
        kinds.push(ClaimKind::Quantity);
    }
    let any = |classes| unit.tokens.clone().any(|at| view.has(at, classes) && view.token(at).shape == Shape::Lower);
    if any(Classes::COMPARISON) {
        kinds.push(ClaimKind::Comparison);
    }
    if any(Classes::CAUSE) {
        kinds.push(ClaimKind::Cause);
    }
    if any(Classes::RULE) {
        kinds.push(ClaimKind::Rule);
    }
    if is_future(view, unit) {
        kinds.push(ClaimKind::Prediction);
    } else if any(Classes::EVENT) || has_past(view, unit) {
        kinds.push(ClaimKind::Event);
    }
    let reports = unit.tokens.clone().any(|at| {
        view.has(at, Classes::SPEECH_VERB) && view.token(at).shape == Shape::Lower && view.word(at).ends_with("ed")
            || view.is(at, "said")
    });
    if reports && unit.voice == Voice::Article {
        kinds.push(ClaimKind::Quote);
    }
    kinds
}

/// "will", "going to"
pub(super) fn is_future(view: View<'_>, unit: &Unit) -> bool {
    unit.tokens.clone().any(|at| {
        view.is(at, "will") && view.token(at).shape == Shape::Lower
            || view.is(at, "’ll")
            || view.is(at, "'ll")
            || view.is(at, "going") && view.is(at + 1, "to")
    })
}

/// A verb in the past or the perfect.
pub(super) fn has_past(view: View<'_>, unit: &Unit) -> bool {
    unit.tokens.clone().any(|at| {
        let word = view.word(at);
        matches!(word, "was" | "were" | "had" | "has" | "have")
            || view.token(at).shape == Shape::Lower && word.len() > 4 && word.ends_with("ed")
    })
}

/// Whether the clause asks.
pub(super) fn is_question(view: View<'_>, unit: &Unit) -> bool {
    let next = unit.tokens.end;
    view.is(next - 1, "?") || view.is(next, "?") && next < view.syntax.tokens.len()
}

/// Whether its verb is negated.
pub(super) fn is_negated(view: View<'_>, unit: &Unit) -> bool {
    unit.tokens.clone().any(|at| {
        ["not", "never", "n’t", "n't", "nt"].iter().any(|word| view.is(at, word))
            || view.is(at, "no") && at == unit.tokens.start
    })
}

/// Whether its subject is a word that only the context explains.
pub(super) fn needs_context(view: View<'_>, unit: &Unit) -> bool {
    let first = unit.tokens.start;
    let first = if view.has(first, Classes::CONJUNCTION) && unit.tokens.len() > 1 { first + 1 } else { first };
    ["he", "she", "it", "they", "this", "that", "these", "those", "we", "i", "you", "its", "his", "her", "their"]
        .iter()
        .any(|word| view.is(first, word))
}
