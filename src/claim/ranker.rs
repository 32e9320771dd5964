//! Check-worthiness and kinds by linear models over the same features: one table, a column for each decision.

use super::ClaimKind;
use super::feature::{self, Alone, FARTHEST, Features, Stretch};
use super::rubric;
use super::scene::Scene;
use crate::article::Form;
use crate::error::Result;
use crate::model::features::Feature;
use crate::model::lanes::{Emissions, Table};
use crate::model::{Packed, Reader, Writer};
use rustc_hash::{FxBuildHasher, FxHashMap};
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
/// sentence before it, and its numbers, which the models see as one fact among many.
pub(super) const N_CONTEXT: usize = 6;
const OWN: [(usize, usize); 3] = [(1, NEWS), (2, FACTUAL), (3, SPEECH)];
const BEFORE: usize = 4;
const NUMBERS: usize = 5;

/// A hopeless sentence says no more of the next than one that is unlikely.
const MOST_BEFORE: f64 = 4.0;

/// What all sentences have, by name.
const ANY: &str = "any sentence";

/// What one unit of evidence is in the table.
pub(super) const UNIT: f64 = 256.0;

/// The learned weights of the claim stage.
#[derive(Clone, Debug)]
pub struct Ranker {
    pub(super) weights: Packed<N>,
    /// For news and for speech, in [`UNIT`]s.
    pub(super) context: [[i32; N_CONTEXT]; 2],
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

/// How many features the words before each token of an article have, and what they weigh together: a stretch's words are a difference.
#[derive(Clone, Debug)]
pub(super) struct Heard(Vec<(u32, [i32; N])>);

/// What stands around a sentence, as far as it tells whether it is worth checking.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// [`NEWS`] or [`SPEECH`].
    domain: usize,
    /// Evidence that the sentence before it is, by the measure of the domain; the mean of the article for its first.
    before: f64,
}

impl Ranker {
    /// A ranker that knows nothing.
    pub fn untrained() -> Ranker {
        Ranker { weights: Packed::new([]), context: [[0; N_CONTEXT]; 2], leanings: [0; KINDS.len()] }
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When it is damaged, or was made for other features.
    pub fn read(file: &[u8]) -> Result<Ranker> {
        let mut reader = Reader::new(file, "claims", feature_set())?;
        let mut ranker = Ranker::untrained();
        for value in ranker.context.iter_mut().flatten().chain(&mut ranker.leanings) {
            *value = reader.signed()?;
        }
        ranker.weights = Packed::read(&mut reader)?;
        Ok(ranker)
    }

    /// The model file that [`Ranker::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        for &value in self.context.iter().flatten().chain(&self.leanings) {
            writer.signed(value);
        }
        self.weights.write(&mut writer);
        writer.finish("claims", feature_set())
    }

    /// What the words of an article say, read once; what a word says by itself is looked up once for all that are like it.
    pub(super) fn hear(&self, scene: &Scene<'_>) -> Heard {
        let n_tokens = scene.view.syntax.tokens.len();
        let mut emissions = Emissions::of(&self.weights);
        let mut alone: FxHashMap<Alone, (u32, [i32; N])> =
            FxHashMap::with_capacity_and_hasher(n_tokens / 2, FxBuildHasher);
        let mut heard = Vec::with_capacity(n_tokens + 1);
        let mut found = Vec::new();
        heard.push((0, [0; N]));
        for sentence in &scene.view.syntax.sentences {
            for at in sentence.tokens.clone() {
                found.clear();
                feature::of_neighbors(scene, at, sentence.tokens.start, |_, feature, _| found.push(feature));
                emissions.push(&found);
                let n_neighbors = found.len() as u32;
                let (n, sum) = Alone::of(scene, at).map_or((0, [0; N]), |word| {
                    *alone.entry(word).or_insert_with(|| {
                        found.clear();
                        word.features(&String::new, |feature, _| found.push(feature));
                        (found.len() as u32, self.weights.score(&found))
                    })
                });
                heard.push((n + n_neighbors, sum));
            }
        }
        let mut all = (0, [0; N]);
        for ((n, sum), neighbors) in heard.iter_mut().skip(1).zip(emissions.finish()) {
            all.0 += *n;
            *n = all.0;
            for ((all, sum), neighbors) in all.1.iter_mut().zip(sum).zip(neighbors) {
                *all += *sum + neighbors;
                *sum = *all;
            }
        }
        Heard(heard)
    }

    /// How many features the words of a stretch have, and what they weigh.
    fn heard(&self, scene: &Scene<'_>, heard: &Heard, stretch: Stretch<'_>) -> (usize, [i32; N]) {
        let (tokens, sentence) = (stretch.tokens, &scene.view.syntax.sentences[stretch.sentence].tokens);
        let (before, last) = (heard.0[tokens.start], heard.0[tokens.end]);
        let mut n = (last.0 - before.0) as usize;
        let mut sum: [i32; N] = std::array::from_fn(|at| last.1[at] - before.1[at]);
        if sentence.start < tokens.start {
            // What takes in words before the stretch is none of its own.
            let mut across = Vec::new();
            for at in tokens.clone().take(FARTHEST) {
                feature::of_neighbors(scene, at, sentence.start, |reach, feature, _| {
                    if at < tokens.start + reach {
                        across.push(feature);
                    }
                });
            }
            n -= across.len();
            sum.iter_mut().zip(self.weights.score(&across)).for_each(|(sum, score)| *sum -= score);
        }
        (n, sum)
    }

    /// What the models say of a stretch, of which these are the facts.
    pub(super) fn judge(
        &self,
        scene: &Scene<'_>,
        heard: &Heard,
        stretch: Stretch<'_>,
        features: &Features,
    ) -> Judgment {
        self.weights.fetch(&features.facts);
        let (n_words, words) = self.heard(scene, heard, stretch);
        let facts = self.weights.score(&features.facts);
        let share = feature::share(n_words);
        Judgment {
            evidence: std::array::from_fn(|at| (f64::from(facts[at]) + f64::from(words[at]) * share) / UNIT),
            n_numbers: features.n_numbers,
        }
    }

    /// Evidence that a stretch is worth checking, in natural units. The rubric helps news alone.
    pub(super) fn worth(&self, judgment: &Judgment, context: Context, rubric: f64) -> f64 {
        let weights = self.context[context.domain].map(|weight| f64::from(weight) / UNIT);
        let in_context =
            context.values(judgment).iter().zip(weights).map(|(value, weight)| value * weight).sum::<f64>();
        if context.domain == NEWS { in_context + rubric } else { in_context }
    }

    /// The kinds of a claim.
    pub(super) fn kinds(&self, judgment: &Judgment) -> Vec<ClaimKind> {
        let kinds = KINDS.into_iter().zip(self.leanings).enumerate();
        kinds
            .filter(|&(at, (_, leaning))| judgment.evidence[FIRST_KIND + at] + f64::from(leaning) / UNIT > 0.0)
            .map(|(_, (kind, _))| kind)
            .collect()
    }

    /// What weighed for check-worthiness of a stretch in a text of that form, by name, in natural units: facts and words, what stands around it,
    /// and the parts of the rubric. The steps of a count are one fact. All together are the evidence of [`Ranker::worth`].
    pub(super) fn weighed(
        &self,
        scene: &Scene<'_>,
        stretch: Stretch<'_>,
        judgment: &Judgment,
        context: Context,
    ) -> BTreeMap<String, f64> {
        let weighed = |at: usize| f64::from(self.context[context.domain][at]) / UNIT;
        let weight = |feature: Feature| {
            let scores = self.weights.score(&[feature]).map(|score| f64::from(score) / UNIT);
            OWN.iter().map(|&(at, decision)| weighed(at) * scores[decision]).sum()
        };
        let mut by_name: BTreeMap<String, f64> = BTreeMap::new();
        let mut add = |name: &str, weight: f64| *by_name.entry(name.to_owned()).or_default() += weight;
        let mut features = Features { names: Some(Vec::new()), ..Features::default() };
        feature::of(scene, stretch, &mut features);
        for (&feature, name) in features.facts.iter().zip(features.names.iter().flatten()) {
            let fact = name.split(": ").next().unwrap_or(name);
            add(if fact == "bias" { ANY } else { fact }, weight(feature));
        }
        let mut words = Vec::new();
        for at in stretch.tokens.clone() {
            feature::of_word(scene, at, stretch.tokens.start, |feature, name| words.push((feature, name())));
        }
        let share = feature::share(words.len());
        for (feature, name) in &words {
            add(name, weight(*feature) * share);
        }
        let values = context.values(judgment);
        let around = [(0, ANY), (BEFORE, "the sentence before it"), (NUMBERS, "digits")];
        for (at, name) in around {
            add(name, weighed(at) * values[at]);
        }
        if context.domain == NEWS {
            for (name, evidence) in rubric::parts(scene, stretch) {
                add(name, evidence);
            }
        }
        by_name
    }
}

impl Context {
    /// The context of each sentence of an article, from their judgments. Debates and speeches are judged by the measure of those that the models
    /// learned from, everything else by that of news.
    pub(super) fn of(judgments: &[Judgment], form: Option<Form>) -> Vec<Context> {
        let domain = if form == Some(Form::Transcript) { SPEECH } else { NEWS };
        let worth: Vec<f64> = judgments.iter().map(|judgment| judgment.evidence[domain]).collect();
        let mean = worth.iter().sum::<f64>() / worth.len().max(1) as f64;
        let before = std::iter::once(mean).chain(worth.iter().map(|worth| worth.clamp(-MOST_BEFORE, MOST_BEFORE)));
        before.take(judgments.len()).map(|before| Context { domain, before }).collect()
    }

    /// What a stretch with this context is judged by.
    pub(super) fn values(self, judgment: &Judgment) -> [f64; N_CONTEXT] {
        let mut values = [1.0; N_CONTEXT];
        for (at, decision) in OWN {
            values[at] = judgment.evidence[decision];
        }
        values[BEFORE] = self.before;
        values[NUMBERS] = judgment.n_numbers as f64;
        values
    }
}

/// Hash of the features of a probe: another when any template changes.
fn feature_set() -> u64 {
    xxh3_64(feature::probe().as_slice())
}
