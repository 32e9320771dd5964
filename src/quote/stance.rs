//! Whether a quote is presented as said, denied, asked or supposed.

use super::{Found, Stance};
use crate::lexicon::Classes;
use crate::view::View;

/// Whether the article presents the quote as said.
pub(crate) fn of(view: View<'_>, quote: &Found) -> Stance {
    let (Some(cue), Some(verb)) = (&quote.cue, quote.verb) else { return Stance::Asserted };
    let lemma = view.lexicon.lemma(view.token(verb).word);
    if matches!(lemma, "deny" | "refute" | "rebut" | "dispute") {
        return Stance::Denied;
    }
    let before = |words: &[&str]| cue.clone().any(|at| words.iter().any(|word| view.is(at, word)));
    if cue.clone().any(|at| view.has(at, Classes::NEGATION))
        || before(&["declined", "declines", "declining", "refused", "refuses", "refusing"])
    {
        return Stance::Denied;
    }
    if before(&["would", "could", "might", "may", "will", "should"]) {
        return Stance::Hypothetical;
    }
    let first = quote.content[0].start;
    let asks = matches!(lemma, "ask" | "wonder" | "question");
    if asks || ["whether", "if"].iter().any(|word| view.is(first, word)) && !matches!(lemma, "say" | "add") {
        return Stance::Asked;
    }
    Stance::Asserted
}
