//! Check-worthiness and kinds by linear models over the same features: one table, a column for each decision.

use super::ClaimKind;
use super::feature::{self, Features, REACHES, Stretch};
use super::rubric;
use super::scene::Scene;
use crate::article::Form;
use crate::error::Result;
use crate::model::features::Feature;
use crate::model::lanes::{Emissions, Table};
use crate::model::{Packed, Reader, Writer};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;
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

/// How many features the words before each token of an article have, and what they weigh together, by reach: a stretch's words are a difference.
#[derive(Clone, Debug)]
pub(super) struct Heard([Vec<(u32, [i32; N])>; REACHES]);

impl Heard {
    /// How many features the words of a stretch have, and what they weigh.
    fn of(&self, tokens: &Range<usize>) -> (usize, [i32; N]) {
        let (mut n, mut sum) = (0, [0i32; N]);
        for (reach, sums) in self.0.iter().enumerate() {
            let (before, last) = (sums[tokens.end.min(tokens.start + reach)], sums[tokens.end]);
            n += last.0 - before.0;
            for (sum, (last, before)) in sum.iter_mut().zip(last.1.into_iter().zip(before.1)) {
                *sum += last - before;
            }
        }
        (n as usize, sum)
    }
}

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

    /// What the words of an article say, read once; a word that comes again in the same way is looked up once.
    pub(super) fn hear(&self, scene: &Scene<'_>) -> Heard {
        let mut emissions: [Emissions<'_, _, N>; REACHES] = std::array::from_fn(|_| Emissions::of(&self.weights));
        // Of each token how many features it has, and the place of their sum.
        let mut tokens: [Vec<(u32, u32)>; REACHES] = Default::default();
        let mut n_places = [0; REACHES];
        let mut alone: FxHashMap<u64, u32> = FxHashMap::default();
        let mut found: [Vec<Feature>; REACHES] = Default::default();
        let mut bytes = Vec::new();
        for sentence in &scene.view.syntax.sentences {
            for at in sentence.tokens.clone() {
                found.iter_mut().for_each(Vec::clear);
                feature::of_word(scene, at, sentence.tokens.start, |reach, feature, _| found[reach].push(feature));
                for (reach, found) in found.iter().enumerate() {
                    let mut place = n_places[reach];
                    if reach == 0 {
                        bytes.clear();
                        bytes.extend(found.iter().flat_map(|feature| feature.to_le_bytes()));
                        place = *alone.entry(xxh3_64(&bytes)).or_insert(place);
                    }
                    if place == n_places[reach] {
                        emissions[reach].push(found);
                        n_places[reach] += 1;
                    }
                    tokens[reach].push((found.len() as u32, place));
                }
            }
        }
        let mut tokens = tokens.into_iter();
        Heard(emissions.map(|emissions| {
            let scores = emissions.finish();
            let mut sum = (0u32, [0i32; N]);
            let sums = tokens.next().unwrap_or_default().into_iter().map(|(n, place)| {
                sum.0 += n;
                sum.1.iter_mut().zip(scores[place as usize]).for_each(|(sum, score)| *sum += score);
                sum
            });
            std::iter::once((0, [0; N])).chain(sums).collect()
        }))
    }

    pub(super) fn judge(&self, features: &Features, heard: &Heard, tokens: &Range<usize>) -> Judgment {
        self.weights.fetch(&features.facts);
        let (n_words, words) = heard.of(tokens);
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
            feature::of_word(scene, at, stretch.tokens.start, |_, feature, name| words.push((feature, name())));
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
