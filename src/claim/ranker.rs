//! Check-worthiness and kinds by linear models over the same features: one table, a column for each decision.

use super::ClaimKind;
use super::feature::{self, Features};
use crate::article::Form;
use crate::error::Result;
use crate::model::lanes::Table;
use crate::model::{Reader, Weights, Writer};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// Decisions: worth checking in news, the same in speech, whether news is factual at all, then one for each of [`KINDS`].
pub(super) const N: usize = FIRST_KIND + KINDS.len();
pub(super) const NEWS: usize = 0;
pub(super) const SPEECH: usize = 1;
pub(super) const FACTUAL: usize = 2;
pub(super) const FIRST_KIND: usize = 3;

/// The kinds that are learned; predictions, and causes, of which the labels have 14, are told by rule.
pub(super) const KINDS: [ClaimKind; 5] =
    [ClaimKind::Quantity, ClaimKind::Comparison, ClaimKind::Rule, ClaimKind::Event, ClaimKind::Quote];

/// What a sentence of an article is judged by: a constant, its own worth in news, its own factuality, its own worth in speech, the worth of the
/// sentence before it, the mean, and its numbers, which the models see as one fact among many.
pub(super) const N_CONTEXT: usize = 7;
const OWN: [(usize, usize); 3] = [(1, NEWS), (2, FACTUAL), (3, SPEECH)];
const BEFORE: usize = 4;
const MEAN: usize = 5;
const NUMBERS: usize = 6;

/// What one unit of evidence is in the table.
pub(super) const UNIT: f64 = 256.0;

/// The learned weights of the claim stage.
#[derive(Clone, Debug)]
pub struct Ranker {
    pub(super) weights: Weights<N>,
    /// In [`UNIT`]s.
    pub(super) context: [i32; N_CONTEXT],
    /// Added to the evidence of each of [`KINDS`], in [`UNIT`]s: rare ones are seldom more likely than not.
    pub(super) leanings: [i32; KINDS.len()],
}

/// What the models say of a stretch: evidence in natural units, positive for yes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judgment {
    pub(super) evidence: [f64; N],
    /// How many numbers it holds, up to 3.
    pub(super) n_numbers: usize,
}

/// What stands around a sentence, as far as it tells whether it is worth checking.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// Evidence that the sentence before it is.
    pub(super) before: f64,
    /// The mean over the article.
    pub(super) mean: f64,
}

impl Ranker {
    /// A ranker that knows nothing.
    pub fn untrained() -> Ranker {
        Ranker { weights: Weights::new([]), context: [0; N_CONTEXT], leanings: [0; KINDS.len()] }
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When it is damaged, or was made for other features.
    pub fn read(file: &[u8]) -> Result<Ranker> {
        let mut reader = Reader::new(file, "claims", feature_set())?;
        let mut ranker = Ranker::untrained();
        for value in ranker.context.iter_mut().chain(&mut ranker.leanings) {
            *value = reader.signed()?;
        }
        ranker.weights = Weights::read(&mut reader)?;
        Ok(ranker)
    }

    /// The model file that [`Ranker::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        for &value in self.context.iter().chain(&self.leanings) {
            writer.signed(value);
        }
        self.weights.write(&mut writer);
        writer.finish("claims", feature_set())
    }

    pub(super) fn judge(&self, features: &Features) -> Judgment {
        self.weights.fetch(&features.facts);
        self.weights.fetch(&features.words);
        let (facts, words) = (self.weights.score(&features.facts), self.weights.score(&features.words));
        let share = feature::share(features.words.len());
        Judgment {
            evidence: std::array::from_fn(|at| (f64::from(facts[at]) + f64::from(words[at]) * share) / UNIT),
            n_numbers: features.n_numbers,
        }
    }

    /// Evidence that a stretch is worth checking, in natural units. Debates and speeches are judged as those that the model learned from, without
    /// context and rubric, which help news alone; everything else as news.
    pub(super) fn worth(&self, judgment: &Judgment, context: Context, rubric: f64, form: Option<Form>) -> f64 {
        if form == Some(Form::Transcript) {
            return judgment.evidence[SPEECH];
        }
        let values = context.values(judgment);
        values.iter().zip(self.context).map(|(value, weight)| value * f64::from(weight) / UNIT).sum::<f64>() + rubric
    }

    /// The kinds of a claim.
    pub(super) fn kinds(&self, judgment: &Judgment) -> Vec<ClaimKind> {
        let kinds = KINDS.into_iter().zip(self.leanings).enumerate();
        kinds
            .filter(|&(at, (_, leaning))| judgment.evidence[FIRST_KIND + at] + f64::from(leaning) / UNIT > 0.0)
            .map(|(_, (kind, _))| kind)
            .collect()
    }

    /// What weighed for check-worthiness in a text of that form, by name, with its evidence in natural units, the weightiest first: facts and
    /// words, what stands around it, and the parts of the rubric. The steps of a count are one fact; what all sentences have is none.
    pub(super) fn explain(
        &self,
        features: &Features,
        judgment: &Judgment,
        context: Context,
        rubric: &[(&'static str, f64)],
        form: Option<Form>,
    ) -> Vec<(String, f32)> {
        let share = feature::share(features.words.len());
        let Some([facts, words]) = &features.names else { return Vec::new() };
        let is_speech = form == Some(Form::Transcript);
        let weighed = |at: usize| f64::from(self.context[at]) / UNIT;
        let weight = |feature: u32| {
            let scores = self.weights.score(&[feature]).map(|score| f64::from(score) / UNIT);
            if is_speech {
                return scores[SPEECH];
            }
            OWN.iter().map(|&(at, decision)| weighed(at) * scores[decision]).sum()
        };
        let mut by_name: BTreeMap<&str, f64> = BTreeMap::new();
        for (&feature, name) in features.facts.iter().zip(facts) {
            let fact = name.split(": ").next().unwrap_or(name);
            *by_name.entry(fact).or_default() += weight(feature);
        }
        by_name.remove("bias");
        for (&feature, name) in features.words.iter().zip(words) {
            *by_name.entry(name).or_default() += weight(feature) * share;
        }
        if !is_speech {
            let values = context.values(judgment);
            by_name.insert("the sentence before it", weighed(BEFORE) * values[BEFORE]);
            by_name.insert("the article as a whole", weighed(MEAN) * values[MEAN]);
            *by_name.entry("digits").or_default() += weighed(NUMBERS) * values[NUMBERS];
            by_name.extend(rubric.iter().copied());
        }
        by_name.retain(|_, weight| *weight != 0.0);
        let mut weighed: Vec<(String, f32)> =
            by_name.into_iter().map(|(name, weight)| (name.to_owned(), weight as f32)).collect();
        weighed.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()).then_with(|| one.0.cmp(&other.0)));
        weighed
    }
}

impl Context {
    /// The context of each sentence of an article, from their judgments.
    pub(super) fn of(judgments: &[Judgment]) -> Vec<Context> {
        let worth: Vec<f64> = judgments.iter().map(|judgment| judgment.evidence[NEWS]).collect();
        let mean = worth.iter().sum::<f64>() / worth.len().max(1) as f64;
        let before = std::iter::once(mean).chain(worth);
        before.take(judgments.len()).map(|before| Context { before, mean }).collect()
    }

    /// What a stretch with this context is judged by.
    pub(super) fn values(self, judgment: &Judgment) -> [f64; N_CONTEXT] {
        let mut values = [1.0; N_CONTEXT];
        for (at, decision) in OWN {
            values[at] = judgment.evidence[decision];
        }
        values[BEFORE] = self.before;
        values[MEAN] = self.mean;
        values[NUMBERS] = judgment.n_numbers as f64;
        values
    }
}

/// Hash of the features of a probe: another when any template changes.
fn feature_set() -> u64 {
    xxh3_64(feature::probe().as_slice())
}
