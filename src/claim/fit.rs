//! Fitting the ranker: what news and debates share is learned from both, what differs from each (Daumé 2007). The numbers of vectors of words are
//! features too; as all is linear, what they weigh is added to the weight of each word, and they are gone.

use super::feature::{self, Features, Stretch};
use super::ranker::{Context, FACTUAL, FIRST_KIND, Judgment, KINDS, N, N_CONTEXT, NEWS, SPEECH, UNIT};
use super::scene::Scene;
use super::{ClaimKind, Ranker};
use crate::article::{Article, Form};
use crate::document::Document;
use crate::lang::number;
use crate::lang::vectors::DIMENSIONS;
use crate::lexicon::Lexicon;
use crate::model::Packed;
use crate::model::features::Feature;
use crate::model::logistic::Problem;
use crate::text::Span;
use crate::view::View;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// A sentence with its right answers. Sentences of one article stand together, in order.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it is.
    pub sentence: Described,
    /// Its article: sentences of one are never on both sides of a split.
    pub article: usize,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it is factual at all.
    pub is_factual: bool,
    /// Whether it is worth checking.
    pub is_worthy: bool,
    /// Whether its readers agreed on that; of news there was one reader.
    pub is_agreed: bool,
    /// Its kinds, where they were told.
    pub told: Option<Vec<ClaimKind>>,
}

/// Where an example comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A debate.
    Speech,
    /// A news article all of whose sentences are examples.
    Article,
    /// A news article of which few are: it teaches nothing of context.
    Single,
}

/// The features of a sentence.
#[derive(Clone, Debug)]
pub struct Described {
    facts: Vec<Feature>,
    /// One that stands twice is there twice.
    words: Vec<Feature>,
    n_numbers: usize,
}

/// Features that occur less often are left out.
const LEAST_COUNT: usize = 3;
/// Penalties on what both domains share and on what each has of its own, on vectors as a multiple of that, and on the kinds' facts and words; how much more a sentence of an
/// article that is labeled as a whole counts than one picked by hand, and one of a debate whose readers agreed or did not; how much one of news counts that is
/// factual and yet not worth checking, which another reader might have thought it is; how much of the weights for debates are those for news; weights smaller than the last are left out. Chosen by cross-validation on the training articles, see the card.
const WORTH: f64 = 20.0;
const VECTORS: f64 = 1.0;
const KIND_FACTS: f64 = 6.0;
const KIND_WORDS: f64 = 15.0;
const WHOLE_COUNTS: f64 = 3.0;
const AGREED_COUNTS: f64 = 0.9;
const DISPUTED_COUNTS: f64 = 0.35;
const BORDER_COUNTS: f64 = 0.5;
const NEWS_IN_SPEECH: f64 = 0.1;
const CUT: f64 = 0.006;
/// L-BFGS steps: the figures stand still after 100.
const STEPS: usize = 150;
/// Parts that the articles are split into, so that context is weighed over answers of models that did not see the article.
const PARTS: usize = 4;

/// The sentences of an article with their features.
pub fn examples(article: &Article, document: &Document) -> Vec<(Span, Described)> {
    let view = View { article, syntax: &document.syntax, discourse: &document.discourse, lexicon: Lexicon::builtin() };
    let scene = Scene::new(view, &document.quotes);
    let describe = |at: usize| {
        let tokens = &view.syntax.sentences[at].tokens;
        let (quantities, dates) = number::find_with_dates(view, tokens.clone());
        let mut features = Features::default();
        feature::of(&scene, Stretch { sentence: at, tokens, quantities: &quantities, dates: &dates }, &mut features);
        let mut words = Vec::new();
        tokens.clone().for_each(|at| feature::of_word(&scene, at, tokens.start, |feature, _| words.push(feature)));
        Described { facts: features.facts, words, n_numbers: features.n_numbers }
    };
    (0..view.syntax.sentences.len()).map(|at| (view.syntax.sentences[at].span, describe(at))).collect()
}

/// The features that are learned: a column each, times three, for what both domains share, news, and speech.
struct Columns {
    of: FxHashMap<Feature, u32>,
    features: Vec<Feature>,
    penalties: Vec<f64>,
    /// The penalty where kinds are learned; none for facts of where a sentence stands, which tell no kind.
    kind_penalties: Vec<Option<f64>>,
    /// The vector of each word that has one; their columns come behind those of the features.
    vectors: FxHashMap<Feature, [f32; DIMENSIONS]>,
}

impl Columns {
    fn new(examples: &[Example], vectors: FxHashMap<Feature, [f32; DIMENSIONS]>) -> Columns {
        let mut counts: FxHashMap<Feature, usize> = FxHashMap::default();
        let mut facts: FxHashSet<Feature> = FxHashSet::default();
        for sentence in examples.iter().map(|example| &example.sentence) {
            facts.extend(&sentence.facts);
            let known: FxHashSet<Feature> = sentence.facts.iter().chain(&sentence.words).copied().collect();
            #[allow(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
            for feature in known {
                *counts.entry(feature).or_default() += 1;
            }
        }
        let mut features: Vec<Feature> = counts.iter().filter(|&(_, &n)| n >= LEAST_COUNT).map(|(&f, _)| f).collect();
        features.sort_unstable();
        let is_fact: Vec<bool> = features.iter().map(|feature| facts.contains(feature)).collect();
        // The rarer a word, the more it may weigh, as by inverse document frequency; 1 for a word of one sentence in 150.
        let rarity = |feature: &Feature| (examples.len() as f64 / counts[feature] as f64).ln() / 5.0;
        let penalty = |(feature, &fact): (&Feature, &bool)| if fact { 1.0 } else { 1.0 / rarity(feature).max(0.05) };
        let kind_penalty = |(&feature, &fact): (&Feature, &bool)| match fact {
            true if feature::is_of_place(feature) => None,
            true => Some(KIND_FACTS),
            false => Some(KIND_WORDS * penalty((&feature, &fact))),
        };
        let of_vectors = [VECTORS; DIMENSIONS];
        Columns {
            of: features.iter().enumerate().map(|(at, &feature)| (feature, at as u32)).collect(),
            penalties: features.iter().zip(&is_fact).map(penalty).chain(of_vectors).collect(),
            kind_penalties: features.iter().zip(&is_fact).map(kind_penalty).chain(of_vectors.map(|_| None)).collect(),
            features,
            vectors,
        }
    }

    fn row(&self, sentence: &Described) -> Vec<(u32, f32)> {
        let share = feature::share(sentence.words.len()) as f32;
        let facts = sentence.facts.iter().map(|feature| (feature, 1.0));
        let words = sentence.words.iter().map(|feature| (feature, share));
        let mut row: Vec<(u32, f32)> =
            facts.chain(words).filter_map(|(feature, value)| Some((*self.of.get(feature)?, value))).collect();
        let mut sum = [0.0; DIMENSIONS];
        for vector in sentence.words.iter().filter_map(|feature| self.vectors.get(feature)) {
            sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += f64::from(*value));
        }
        let first = self.features.len() as u32;
        row.extend((first..).zip(sum).map(|(column, value)| (column, value as f32 * share)));
        row
    }

    /// What weights give each feature, those of vectors included, by feature.
    fn by_feature<const N: usize>(&self, weights: &[Vec<f64>; N]) -> BTreeMap<Feature, [f64; N]> {
        let first = self.features.len();
        let own = self.features.iter().enumerate();
        let mut by_feature: BTreeMap<Feature, [f64; N]> =
            own.map(|(at, &feature)| (feature, std::array::from_fn(|decision| weights[decision][at]))).collect();
        #[allow(clippy::iter_over_hash_type, reason = "each feature is one of its own")]
        for (&feature, vector) in &self.vectors {
            let row = by_feature.entry(feature).or_insert([0.0; N]);
            for (sum, weights) in row.iter_mut().zip(weights) {
                *sum +=
                    weights[first..].iter().zip(vector).map(|(weight, value)| weight * f64::from(*value)).sum::<f64>();
            }
        }
        by_feature
    }

    /// Weights in news and in speech, fitted to some of the examples.
    fn fit<'a>(&self, among: impl Iterator<Item = &'a Example>, answer: impl Fn(&Example) -> bool) -> [Vec<f64>; 2] {
        let n = self.penalties.len();
        let mut problem = Problem::default();
        for _ in 0..3 {
            problem.penalties.extend(self.penalties.iter().map(|times| times * WORTH));
        }
        for example in among {
            let mut row = self.row(&example.sentence);
            let own = n as u32 * if example.origin == Origin::Speech { 2 } else { 1 };
            row.extend(row.clone().iter().map(|&(column, value)| (column + own, value)));
            problem.rows.push(row);
            let answer = answer(example);
            problem.labels.push(answer);
            let border = if !answer && example.is_factual { BORDER_COUNTS } else { 1.0 };
            problem.weights.push(match example.origin {
                Origin::Article => WHOLE_COUNTS * border,
                Origin::Single => border,
                Origin::Speech if example.is_agreed => AGREED_COUNTS,
                Origin::Speech => DISPUTED_COUNTS,
            });
        }
        let fitted = problem.fit(STEPS);
        let [news, speech] = [1, 2].map(|own| (0..n).map(|at| fitted[at] + fitted[own * n + at]).collect::<Vec<f64>>());
        let mixed = speech.iter().zip(&news).map(|(speech, news)| speech + NEWS_IN_SPEECH * (news - speech)).collect();
        [news, mixed]
    }

    /// Weights of a kind, fitted to the news sentences of which they were told.
    fn fit_told<'a>(&self, among: impl Iterator<Item = &'a Example>, kind: ClaimKind) -> Vec<f64> {
        let penalties = self.kind_penalties.iter().map(|penalty| penalty.unwrap_or(1.0)).collect();
        let mut problem = Problem { penalties, ..Problem::default() };
        for example in among {
            let Some(label) = example.told(kind) else { continue };
            let row = self.row(&example.sentence).into_iter();
            problem.rows.push(row.filter(|&(column, _)| self.kind_penalties[column as usize].is_some()).collect());
            problem.labels.push(label);
            problem.weights.push(1.0);
        }
        problem.fit(STEPS)
    }

    fn evidence(&self, weights: &[f64], example: &Example) -> f64 {
        let row = self.row(&example.sentence);
        row.iter().map(|&(column, value)| weights[column as usize] * f64::from(value)).sum()
    }
}

impl Example {
    fn told(&self, kind: ClaimKind) -> Option<bool> {
        Some(self.told.as_ref()?.contains(&kind))
    }
}

/// Fits all decisions, with vectors of words by the hash of their form. Deterministic.
pub fn fit(examples: &[Example], vectors: Vec<(u32, [f32; DIMENSIONS])>) -> Ranker {
    let vectors = vectors.into_iter().map(|(word, vector)| (feature::of_form(word), vector));
    let columns = Columns::new(examples, vectors.collect());
    let [news, speech] = columns.fit(examples.iter(), |example| example.is_worthy);
    let [factual, _] = columns.fit(examples.iter(), |example| example.is_factual);
    let mut decisions = vec![(NEWS, news), (SPEECH, speech), (FACTUAL, factual)];
    decisions.extend((FIRST_KIND..).zip(KINDS.map(|kind| columns.fit_told(examples.iter(), kind))));
    let mut weights: [Vec<f64>; N] = Default::default();
    for (decision, fitted) in decisions {
        weights[decision] = fitted;
    }
    let judged = judged(examples, &columns);
    let units = |value: f64| (value * UNIT).round() as i32;
    let quantized = columns.by_feature(&weights).into_iter().map(|(feature, row)| {
        let weight = |value: f64| if value.abs() < CUT { 0 } else { units(value).clamp(-32767, 32767) as i16 };
        (feature, row.map(weight))
    });
    Ranker {
        weights: Packed::new(quantized),
        context: [Origin::Article, Origin::Speech].map(|origin| context(&judged, origin).map(units)),
        leanings: std::array::from_fn(|at| units(leaning(&judged, at))),
    }
}

/// The sentences, each judged by models that did not see its article.
fn judged<'a>(examples: &'a [Example], columns: &Columns) -> Vec<(&'a Example, Judgment)> {
    let blank = |example: &Example| Judgment { evidence: [0.0; N], n_numbers: example.sentence.n_numbers };
    let mut judged: Vec<(&Example, Judgment)> = examples.iter().map(|example| (example, blank(example))).collect();
    for part in 0..PARTS {
        let inside = |example: &Example| example.article % PARTS == part;
        let outside = || examples.iter().filter(|example| !inside(example));
        let [news, speech] = columns.fit(outside(), |example| example.is_worthy);
        let [factual, _] = columns.fit(outside(), |example| example.is_factual);
        let mut decisions = vec![(NEWS, news), (SPEECH, speech), (FACTUAL, factual)];
        for (at, kind) in KINDS.into_iter().enumerate() {
            decisions.push((FIRST_KIND + at, columns.fit_told(outside(), kind)));
        }
        for (example, judgment) in judged.iter_mut().filter(|(example, _)| inside(example)) {
            for (decision, weights) in &decisions {
                judgment.evidence[*decision] = columns.evidence(weights, example);
            }
        }
    }
    judged
}

/// What a sentence's own evidence and that around it are worth in articles of that origin: this also calibrates the probability.
fn context(judged: &[(&Example, Judgment)], origin: Origin) -> [f64; N_CONTEXT] {
    let mut problem = Problem { penalties: vec![2.0; N_CONTEXT], ..Problem::default() };
    let form = (origin == Origin::Speech).then_some(Form::Transcript);
    let in_context: Vec<_> = judged.iter().filter(|(example, _)| example.origin == origin).copied().collect();
    for article in in_context.chunk_by(|one, other| one.0.article == other.0.article) {
        let judgments: Vec<Judgment> = article.iter().map(|(_, judgment)| *judgment).collect();
        for ((example, judgment), context) in article.iter().zip(Context::of(&judgments, form)) {
            let values = context.values(judgment).into_iter().enumerate();
            problem.rows.push(values.map(|(column, value)| (column as u32, value as f32)).collect());
            problem.labels.push(example.is_worthy);
            problem.weights.push(1.0);
        }
    }
    let fitted = problem.fit(STEPS);
    std::array::from_fn(|at| fitted[at])
}

/// What must be added to the evidence of a kind so that F1 is best.
fn leaning(judged: &[(&Example, Judgment)], kind: usize) -> f64 {
    let mut told: Vec<(f64, bool)> = judged
        .iter()
        .filter_map(|(example, judgment)| Some((judgment.evidence[FIRST_KIND + kind], example.told(KINDS[kind])?)))
        .collect();
    told.sort_by(|one, other| other.0.total_cmp(&one.0));
    let n_right = told.iter().filter(|(_, right)| *right).count();
    let (mut best, mut leaning, mut both) = (0.0, 0.0, 0);
    for (at, (evidence, right)) in told.iter().enumerate() {
        both += usize::from(*right);
        let f1 = 2.0 * both as f64 / (at + 1 + n_right) as f64;
        if f1 > best {
            (best, leaning) = (f1, -evidence + 1e-3);
        }
    }
    leaning
}
