//! How sure an answer is, and which candidates are not worth giving.

use super::cue::{Cue, Form};
use super::passages::Passages;
use super::{Found, QuoteKind};
use crate::article;
use crate::view::View;
use std::ops::Range;

/// Whether what a cue seems to report is likely enough to be a quote.
pub(crate) fn is_worth(view: View<'_>, cue: &Cue, parts: &[Range<usize>], because: &str, passages: &Passages) -> bool {
    if parts.iter().any(|part| passages.is_one(part)) || because == "according-to" || cue.form == Form::Label {
        return true;
    }
    let n_words = parts.iter().flat_map(Clone::clone).filter(|&at| view.token(at).shape.is_word()).count();
    if because == "source-cue-clause" {
        let lemma = view.lexicon.lemma(view.token(cue.verb).word);
        let marked = parts.iter().flat_map(Clone::clone).any(|at| passages.covers(at));
        // “He then revealed new plans:” only introduces the marks that follow.
        let last = &parts[parts.len() - 1];
        let introduces = view.syntax.tokens.get(last.end).is_some_and(|token| token.span.of(&view.article.text) == ":");
        return !introduces && n_words >= 2 && (marked || !view.lexicon.is_weak_clause_verb(lemma));
    }
    n_words >= 1
}

/// Probability that content and source of a quote are right: of a model's answer as calibrated, of a sieve's the share of its answers on
/// `PolNeAR` train that match the gold.
pub(crate) fn of(view: View<'_>, quote: &Found, kind: QuoteKind) -> f32 {
    if let Some(confidence) = quote.confidence {
        return confidence;
    }
    let lemma = quote.verb.map_or("", |at| view.lexicon.lemma(view.token(at).word));
    let found = match (quote.because, kind) {
        ("content-cue-source" | "content-source-cue", QuoteKind::Direct) => 0.955,
        ("content-cue-source" | "content-source-cue", QuoteKind::Mixed) => 0.81,
        ("content-cue-source" | "content-source-cue", QuoteKind::Indirect) => 0.63,
        ("source-cue-content" | "cue-source-content", QuoteKind::Direct) => 0.86,
        ("source-cue-content" | "cue-source-content", _) => 0.54,
        ("source-cue-that", QuoteKind::Mixed) => 0.85,
        ("source-cue-that", _) => 0.77,
        ("source-cue-clause", QuoteKind::Mixed) => 0.69,
        ("source-cue-clause", _) if matches!(lemma, "say" | "argue") => 0.81,
        ("source-cue-clause", _) => 0.52,
        ("according-to", _) => 0.78,
        ("post", _) => 0.97,
        ("signature" | "cue-colon-next-paragraph", _) => 0.8,
        ("introduced-by-colon" | "closing-clause", _) => 0.53,
        ("turn" | "source-cue-colon", _) => 0.45,
        ("same-paragraph" | "continued-paragraph", _) => 0.4,
        _ => 0.3,
    };
    // A turn of a transcript is what it says; elsewhere a label is as often a heading.
    let transcript = quote.because == "turn" && view.article.form == Some(article::Form::Transcript);
    if transcript { 0.97 } else { found }
}
