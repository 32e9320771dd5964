//! Check-worthiness: a logistic score over what a clause holds.
//!
//! The weights were fitted on news-claims train (label 2 against the rest, 901 sentences, ridge 0.02) and rounded to two digits.

use super::clause::Unit;
use super::kind;
use super::{Polarity, Voice};
use crate::lang::Shape;
use crate::lang::date::DateMention;
use crate::lang::number::Quantity;
use crate::lexicon::Classes;
use crate::view::View;

/// Where a clause stands in its article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Number of its paragraph, from 0.
    pub(super) paragraph: usize,
    /// The same as a share of all paragraphs, 0 to 1.
    pub(super) share: f32,
}

const N: usize = 26;

/// In the order of `features`. That of questions is the rubric's word, not the fit's: train holds too few.
#[rustfmt::skip]
const WEIGHTS: [f32; N] = [
    -2.21, // bias
    0.74, // amounts
    0.38, // money or percent
    0.29, // dates
    0.52, // names
    0.13, // events
    0.15, // comparison
    0.14, // cause
    0.14, // rule
    -0.17, // hedges
    -0.1, // opinion
    -0.29, // future
    -0.01, // should, must
    -0.34, // I, we
    -0.21, // you
    -0.3, // questioned
    0.15, // denied
    0.0, // place
    0.23, // first paragraphs
    0.17, // length
    0.66, // a speaker's
    -0.11, // needs context
    0.54, // past
    -0.13, // stance verbs
    0.23, // groups, bodies, documents
    0.05, // fragment
];

/// Probability that a fact-checker would want the clause checked.
pub(super) fn of(
    view: View<'_>,
    unit: &Unit,
    quantities: &[Quantity],
    dates: &[DateMention],
    polarity: Polarity,
    place: Place,
) -> f32 {
    let features = features(view, unit, quantities, dates, polarity, place);
    let sum: f32 = features.iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

fn features(
    view: View<'_>,
    unit: &Unit,
    quantities: &[Quantity],
    dates: &[DateMention],
    polarity: Polarity,
    place: Place,
) -> [f32; N] {
    let count = |classes: Classes| {
        unit.tokens.clone().filter(|&at| view.has(at, classes) && view.token(at).shape == Shape::Lower).count() as f32
    };
    let words =
        |list: &[&str]| unit.tokens.clone().filter(|&at| list.iter().any(|word| view.is(at, word))).count() as f32;
    let flag = |holds: bool| f32::from(u8::from(holds));
    let n_words = unit.tokens.clone().filter(|&at| view.token(at).shape.is_word()).count() as f32;
    let names =
        unit.tokens.clone().skip(1).filter(|&at| view.token(at).shape.is_capital() && view.word(at) != "I").count()
            as f32;
    let money = quantities
        .iter()
        .any(|q| matches!(q.unit.as_deref(), Some("USD" | "EUR" | "GBP" | "percent" | "percentage points")));
    let speaker = matches!(unit.voice, Voice::Speaker(_));
    [
        1.0,
        (quantities.len() as f32).min(3.0),
        flag(money),
        (dates.len() as f32).min(2.0),
        names.min(6.0) / 3.0,
        count(Classes::EVENT).min(2.0),
        count(Classes::COMPARISON).min(3.0),
        count(Classes::CAUSE).min(2.0),
        count(Classes::RULE).min(3.0),
        count(Classes::HEDGE).min(3.0),
        count(Classes::OPINION).min(3.0),
        flag(kind::is_future(view, unit)),
        words(&["should", "must", "need", "needs", "let"]).min(2.0),
        words(&["i", "we", "my", "our", "me", "us"]).min(3.0),
        words(&["you", "your"]).min(2.0),
        flag(polarity == Polarity::Questioned),
        flag(polarity == Polarity::Denied),
        place.share,
        flag(place.paragraph < 3),
        (n_words.max(1.0)).ln(),
        flag(speaker),
        flag(kind::needs_context(view, unit)),
        flag(kind::has_past(view, unit)),
        count(Classes::STANCE_VERB).min(3.0),
        count(Classes::GROUP | Classes::BODY | Classes::DOCUMENT).min(4.0),
        flag(n_words < 6.0),
    ]
}
