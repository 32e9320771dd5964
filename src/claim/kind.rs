//! What sort of claim a clause makes, whether it is denied or asked, and whether it can stand alone. Kinds after the rubric of
//! `ClaimBuster` and Full Fact.

use super::clause::Unit;
use super::mark;
use super::scene::Scene;
use crate::lexicon::Classes;
use crate::view::View;

/// Whether the clause asks.
pub(super) fn is_question(view: View<'_>, unit: &Unit) -> bool {
    let next = unit.tokens.end;
    view.is(next - 1, "?") || view.is(next, "?") && next < view.syntax.tokens.len()
}

/// Whether its verb is negated.
pub(super) fn is_negated(scene: &Scene<'_>, unit: &Unit) -> bool {
    scene.marks.any(&unit.tokens, mark::NOT) || scene.view.is(unit.tokens.start, "no")
}

/// Whether its subject is a word that only the context explains.
pub(super) fn needs_context(view: View<'_>, unit: &Unit) -> bool {
    let first = unit.tokens.start;
    let first = if view.has(first, Classes::CONJUNCTION) && unit.tokens.len() > 1 { first + 1 } else { first };
    ["he", "she", "it", "they", "this", "that", "these", "those", "we", "i", "you", "its", "his", "her", "their"]
        .iter()
        .any(|word| view.is(first, word))
}
