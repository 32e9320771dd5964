//! How sure an answer is, and which candidates are not worth giving.

use super::cue::{Cue, Form};
use super::passages::Passages;
use super::{Found, speaker};
use crate::lexicon::Classes;
use crate::view::View;
use std::ops::Range;

/// Whether what a cue seems to report is likely enough to be a quote.
pub(crate) fn is_worth(view: View<'_>, cue: &Cue, parts: &[Range<usize>], because: &str, passages: &Passages) -> bool {
    if parts.iter().any(|part| passages.is_one(part)) || because == "according-to" || cue.form == Form::Label {
        return true;
    }
    let n_words = parts.iter().flat_map(Clone::clone).filter(|&at| view.token(at).shape.is_word()).count();
    if because == "source-cue-clause" && !view.has(cue.verb, Classes::SPEECH_VERB) {
        return n_words >= 2;
    }
    n_words >= 1
}

/// Probability that content and speaker of a quote are right.
pub(crate) fn of(view: View<'_>, quote: &Found, speaker: speaker::Answer) -> f32 {
    let _ = view;
    let content = match quote.because {
        "content-cue-source" | "content-source-cue" => 0.95,
        "source-cue-content" | "cue-source-content" | "turn" | "post" => 0.9,
        "source-cue-that" | "according-to" | "continued-paragraph" | "cue-colon-next-paragraph" => 0.8,
        "as-source-cue" | "source-cue-colon" | "introduced-by-colon" => 0.7,
        "same-paragraph" => 0.65,
        _ => 0.5,
    };
    content * speaker.confidence
}
