//! What went wrong, one attribution each, with the words: for reading, not for counting.

use super::{CONTENT, CUE, Given, SOURCE};
use crate::wire::Range;
use serde::Serialize;

/// One gold attribution without its answer, or one answer without its gold.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Miss {
    /// Id of the article.
    pub(crate) article: String,
    /// `not found`, `not in gold` or `wrong source`.
    pub(crate) what: &'static str,
    /// What gold has there; for an answer that is not in gold, what comes closest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) gold: Option<Shown>,
    /// What was answered there, or comes closest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) given: Option<Shown>,
}

/// One attribution with its words.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Shown {
    pub(crate) kind: String,
    pub(crate) content: Part,
    pub(crate) cue: Part,
    pub(crate) source: Part,
    /// For an answer: the sieve or model it is from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) because: Option<String>,
    /// For an answer: how sure it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) confidence: Option<f64>,
}

/// Byte ranges with their words, the parts joined by " … ".
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Part {
    pub(crate) spans: Vec<Range>,
    pub(crate) text: String,
}

impl Shown {
    pub(super) fn gold(given: &Given, text: &str) -> Shown {
        let part = |role: usize| {
            let mut spans = given.spans[role].clone();
            spans.sort_unstable();
            // Gold may cut a character in two; whole ones are shown.
            let words =
                spans.iter().map(|&[start, end]| &text[text.floor_char_boundary(start)..text.ceil_char_boundary(end)]);
            Part { text: words.collect::<Vec<_>>().join(" … "), spans }
        };
        Shown {
            kind: given.kind.clone(),
            content: part(CONTENT),
            cue: part(CUE),
            source: part(SOURCE),
            because: None,
            confidence: None,
        }
    }

    pub(super) fn answer(given: &Given, text: &str) -> Shown {
        let because = Some(given.because.clone()).filter(|because| !because.is_empty());
        Shown { because, confidence: Some(given.confidence), ..Shown::gold(given, text) }
    }
}
