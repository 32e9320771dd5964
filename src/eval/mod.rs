//! How good the answers are: figures against attributions marked by hand, as `score_attribution.py` defines them, and where they
//! fall short. Reads and judges; what analyzes the articles and what prints is elsewhere.

mod calibration;
mod cue;
mod interval;
mod judge;
mod miss;
mod name;
mod read;
mod report;
mod tally;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use judge::{Judged, judge};
pub(crate) use miss::{Miss, Shown};
pub(crate) use read::{Gold, gold, predictions};
pub(crate) use report::{Rates, Report, Spread, report};
pub(crate) use tally::{ACCURACIES, NAMES as FIGURES, SPEAKER as SPEAKER_FIGURE};

use crate::wire::{self, Range};

/// The kinds of quotes, after all of them together: the columns of every figure.
pub(crate) const KINDS: [&str; 4] = ["overall", "direct", "mixed", "indirect"];

/// PARC's three roles, as places in the arrays of [`Given::spans`].
const CONTENT: usize = 0;
const CUE: usize = 1;
const SOURCE: usize = 2;

/// One attribution, marked by hand or answered, by its byte ranges.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// Of content, cue and source, as they were given.
    pub(crate) spans: [Vec<Range>; 3],
    /// `direct`, `mixed` or `indirect`.
    pub(crate) kind: String,
    /// The accepted names of the speaker in gold, at most one in an answer.
    pub(crate) names: Vec<String>,
    /// Whether it stands inside another.
    pub(crate) is_nested: bool,
    /// Probability that content and source are right.
    pub(crate) confidence: f64,
    /// The sieve or model that answered.
    pub(crate) because: String,
}

impl From<wire::Quote> for Given {
    fn from(quote: wire::Quote) -> Given {
        Given {
            spans: [quote.spans.content, quote.spans.cue, quote.spans.source],
            kind: quote.kind,
            names: quote.speaker.into_iter().map(|speaker| speaker.name).collect(),
            is_nested: quote.nested_in.is_some(),
            confidence: quote.confidence,
            because: quote.because,
        }
    }
}
