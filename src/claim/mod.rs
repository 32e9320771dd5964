//! What can be checked: clauses that records could settle, ranked as a fact-checker would.

use crate::lang::date::DateMention;
use crate::lang::number::Quantity;
use crate::quote::Quote;
use crate::text::{Id, Span};

/// A clause that can be true or false and that records could settle.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its exact words, without the clause that attributes them.
    pub span: Span,
    /// Probability that a fact-checker would want it checked, 0 to 1.
    pub score: f32,
    /// What sort of claim, most telling first; may be empty.
    pub kinds: Vec<ClaimKind>,
    /// Who asserts it.
    pub voice: Voice,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// Whether it cannot stand alone ("it rose by a third").
    pub needs_context: bool,
    /// Amounts in it, by first byte.
    pub quantities: Vec<Quantity>,
    /// Dates in it, by first byte.
    pub dates: Vec<DateMention>,
    /// Full names of those it names, in order, each once.
    pub entities: Vec<String>,
}

/// What sort of claim. Names as in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ClaimKind {
    Quantity,
    Event,
    Comparison,
    Cause,
    Rule,
    Quote,
    Prediction,
}

/// Who asserts a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The article itself.
    Article,
    /// The speaker of this quote.
    Speaker(Id<Quote>),
}

/// Whether a claim is affirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Polarity {
    Affirmed,
    Denied,
    Questioned,
}

/// A sentence with its check-worthiness, claim or not.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceScore {
    /// The sentence.
    pub span: Span,
    /// Probability that a fact-checker would want something in it checked, 0 to 1.
    pub score: f32,
    /// What sort of claim it holds.
    pub kinds: Vec<ClaimKind>,
    /// Who asserts it.
    pub voice: Voice,
}

/// The claims of an article, by first byte, and the check-worthiness of each of its sentences.
pub fn extract(_view: crate::view::View<'_>, _quotes: &[Quote]) -> (Vec<Claim>, Vec<SentenceScore>) {
    (Vec::new(), Vec::new())
}
