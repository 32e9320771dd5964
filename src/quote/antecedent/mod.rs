//! Whom "he", "she" and their forms stand for, and "the senator" where no role tells it: a learned ranking of the people named nearby.
//!
//! The weights are fitted to pronouns of encyclopedic and other texts that people resolved. What those texts have little of, somebody who
//! goes on speaking and names inside of what others say, is weighed by three constants that were chosen on `PolNeAR` dev.

mod feature;

use crate::entity::{Entity, Gender};
use crate::error::Result;
use crate::lang::head::{Parser, Trees};
use crate::lexicon::Classes;
use crate::model::{Reader, Writer};
use crate::quote::Quote;
use crate::text::{Id, Span};
use crate::view::View;
use feature::{Facts, N_COLUMNS};

/// The weights, in natural units of log odds, one for each column of the features.
#[derive(Clone, Debug)]
pub struct Antecedents(Vec<f32>);

impl Antecedents {
    /// A ranking by who speaks alone.
    pub fn untrained() -> Antecedents {
        Antecedents(vec![0.0; N_COLUMNS])
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When it is damaged, or was made for other features.
    pub fn read(file: &[u8]) -> Result<Antecedents> {
        let mut reader = Reader::new(file, "pronouns", feature::feature_set())?;
        let weights: Result<Vec<f32>> = (0..N_COLUMNS).map(|_| Ok(f32::from_bits(reader.number()?))).collect();
        Ok(Antecedents(weights?))
    }

    /// The model file that [`Antecedents::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        for weight in &self.0 {
            writer.number(weight.to_bits());
        }
        writer.finish("pronouns", feature::feature_set())
    }

    fn score(&self, facts: &Facts) -> f32 {
        facts.iter().map(|&(column, value)| self.0[usize::from(column)] * value).sum()
    }
}

/// How much somebody who spoke last, in the sentence of the pronoun, is likelier meant where the pronoun speaks: of a report without and with
/// quotation marks; a quarter less for each sentence in between, and this share of it for who spoke before.
const SPOKE: f32 = 3.0;
const SPOKE_IN_MARKS: f32 = 6.0;
const SPOKE_BEFORE: f32 = 0.7;

/// How much less likely somebody is meant who is named only in what somebody else says, where another is named outside of it.
const REPORTED: f32 = 4.0;

/// How much less likely somebody is meant who is not named before the pronoun in its paragraph, where another is: of 41 speaking pronouns of
/// `PolNeAR` train that this decides otherwise, the machine-made chains there agree with 19 and did with 2.
const ELSEWHERE: f32 = 2.0;

/// What is asked of an article again and again: its trees, and who is named in it.
#[derive(Debug)]
pub(crate) struct People<'a> {
    pub(crate) trees: &'a Trees<'a>,
    model: &'a Antecedents,
    named: feature::Named,
}

/// Who is reported around a pronoun.
pub(crate) struct Reports<'a> {
    /// Whether a token stands in what somebody says, while the pronoun stands outside of it.
    pub(crate) holds: &'a dyn Fn(usize) -> bool,
    /// Where the pronoun speaks: who spoke before, the last first, and how many sentences before.
    pub(crate) spoke: &'a [(Id<Entity>, usize)],
    /// Whether what it says stands in quotation marks.
    pub(crate) in_marks: bool,
}

impl<'a> People<'a> {
    pub(crate) fn new(view: View<'_>, trees: &'a Trees<'a>, model: &'a Antecedents) -> People<'a> {
        People { trees, model, named: feature::Named::new(view) }
    }

    /// The people of a gender whom a pronoun at a token, or "the senator", may stand for, the likeliest first, each with a probability;
    /// together they leave room for somebody whom the article does not name nearby.
    pub(crate) fn rank(
        &self,
        view: View<'_>,
        pronoun: usize,
        gender: Option<Gender>,
        reports: &Reports<'_>,
    ) -> Vec<(Id<Entity>, f32)> {
        let candidates = feature::candidates(view, &self.named, pronoun, gender, reports);
        let facts = feature::describe(view, self.trees, &self.named, pronoun, gender, &candidates);
        let mut scores: Vec<(Id<Entity>, f32)> = Vec::with_capacity(candidates.len() + reports.spoke.len());
        // A name of one word, which nothing makes whole, may be no person's.
        let is_whole = |id: Id<Entity>| view.discourse.entities[id.index()].name.contains(' ');
        let here =
            candidates.iter().any(|near| !near.is_reported && is_whole(near.id) && !near.is_elsewhere(view, pronoun));
        let outside = !reports.spoke.is_empty() || candidates.iter().any(|candidate| !candidate.is_reported);
        for (candidate, facts) in candidates.iter().zip(&facts) {
            let reported = if candidate.is_reported && outside { REPORTED } else { 0.0 };
            let elsewhere = if candidate.is_elsewhere(view, pronoun) && here { ELSEWHERE } else { 0.0 };
            scores.push((candidate.id, self.model.score(facts) - reported - elsewhere));
        }
        for (at, &(id, distance)) in reports.spoke.iter().enumerate() {
            // Nor does go on who is not named in this paragraph where another is.
            let is_elsewhere = || !candidates.iter().any(|near| near.id == id && !near.is_elsewhere(view, pronoun));
            if reports.spoke[..at].iter().any(|&(other, _)| other == id) || here && is_elsewhere() {
                continue;
            }
            let share = if at == 0 { 1.0 } else { SPOKE_BEFORE };
            let spoke = if reports.in_marks { SPOKE_IN_MARKS } else { SPOKE };
            let more = spoke * share * (1.0 - 0.25 * distance as f32).max(0.0);
            match scores.iter_mut().find(|(known, _)| *known == id) {
                Some((_, score)) => *score += more,
                // Whom the article only describes.
                None => scores.push((id, more)),
            }
        }
        let nobody = self.model.score(&feature::nobody(scores.len()));
        probabilities(&mut scores, nobody);
        scores.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.index().cmp(&other.0.index())));
        scores
    }
}

/// Turns scores into probabilities, beside the score of nobody.
fn probabilities(scores: &mut [(Id<Entity>, f32)], nobody: f32) {
    let most = scores.iter().fold(nobody, |most, &(_, score)| most.max(score));
    let sum: f32 = scores.iter().map(|&(_, score)| (score - most).exp()).sum::<f32>() + (nobody - most).exp();
    for (_, score) in scores {
        *score = (*score - most).exp() / sum;
    }
}

/// Whether a token stands in what one of the `quotes`, which are by first byte, reports, while the pronoun stands outside of it.
pub(crate) fn is_reported(view: View<'_>, quotes: &[Quote], token: usize, pronoun: usize) -> bool {
    let span = view.token(token).span;
    let near = quotes.partition_point(|quote| quote.content[0].start() <= span.start());
    let holds = |quote: &Quote, span: Span| quote.content.iter().any(|part| part.contains(span));
    let pronoun = view.token(pronoun).span;
    quotes[..near].iter().rev().take(8).any(|quote| holds(quote, span) && !holds(quote, pronoun))
}

/// The gender of "he", "she" and their forms.
pub(crate) fn gender(view: View<'_>, pronoun: usize) -> Gender {
    if view.has(pronoun, Classes::HE) { Gender::Male } else { Gender::Female }
}

#[cfg(feature = "train")]
pub use fit::{Choice, Gold, choice, fit};

#[cfg(feature = "train")]
mod fit;
