//! Fitting the recognizer to articles with their names.

use super::{Evidence, Memory, N_FEATURES, Name, NameKind, OUTSIDE, Recognizer, Stretch, WIDTH, Words};
use super::{allowed, features, first_of, stretches, transition};
use crate::lang::form::Form;
use crate::lang::tag::Tag;
use crate::lexicon::Classes;
use crate::model::Weights;
use crate::model::features::Feature;
use crate::model::marginals::Marginals;
use crate::model::train::{Averaged, Random};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// An article with its names.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Example {
    pub forms: Vec<Form>,
    pub tags: Vec<Tag>,
    pub classes: Vec<Classes>,
    pub sentences: Vec<Range<usize>>,
    pub names: Vec<Name>,
    /// Number of the article: another example of the same, cut into other words, shares it.
    pub article: usize,
}

impl Example {
    /// Labels it with the best names that cover the words of `names` and no others.
    pub fn name_where(&mut self, recognizer: &Recognizer, names: &[bool]) {
        self.names = recognizer.names_where(self.words(), |at, label| names[at] == (label != OUTSIDE));
    }

    /// Keeps its persons and labels all other words with the best names that are none.
    pub fn keep_persons(&mut self, recognizer: &Recognizer) {
        self.names.retain(|name| name.kind == NameKind::Person);
        let persons = labels_of(self.forms.len(), &self.names);
        let is_person = |label: usize| label == PERSON || label == PERSON + 1;
        self.names = recognizer.names_where(self.words(), |at, label| match usize::from(persons[at]) {
            OUTSIDE => !is_person(label),
            person => label == person,
        });
    }

    /// What the recognizer sees of it.
    pub fn words(&self) -> Words<'_> {
        Words { forms: &self.forms, tags: &self.tags, classes: &self.classes, sentences: &self.sentences }
    }
}

/// The label of the first word of a person.
const PERSON: usize = 1 + 2 * NameKind::Person as usize;

/// The labels of `n` words with these names.
fn labels_of(n: usize, names: &[Name]) -> Vec<u8> {
    let mut labels = vec![OUTSIDE as u8; n];
    for name in names {
        labels[name.tokens.clone()].fill(first_of(name.kind) as u8 + 1);
        labels[name.tokens.start] = first_of(name.kind) as u8;
    }
    labels
}

/// Length of the first steps.
const RATE: f32 = 0.1;

/// Where a right label is less improbable than this it is not learned from: most are.
const SURE: f32 = 1e-3;

/// A slope that is less changes nothing: what is learned stays sparse.
const LEAST_SLOPE: f32 = 1e-4;

/// What the sums of squares begin with.
const LEAST_SQUARES: f32 = 1e-2;

/// Parts of the training data whose first reading is by a model of the others.
const FOLDS: usize = 2;

/// One in so many articles is shown without what a first reading remembers, in each epoch: the first reading knows nothing yet.
const UNREMEMBERED: usize = 3;

/// Part of the features of a place that it is learned without, each time others: a name that was never seen has no weights of its own word,
/// and the rest must do.
const DROPPED: f64 = 0.3;

/// Features that occur less often are left out: what they would learn is one article's.
const LEAST_COUNT: u32 = 3;

/// Fits a recognizer: the mean of a run of `epochs` for each seed, weights below `cut` left out.
///
/// # Panics
/// When `seeds` is empty.
pub fn fit(examples: &[Example], seeds: &[u64], epochs: usize, cut: f32) -> Recognizer {
    let read = first_readings(examples);
    let lessons = Lessons::of(examples, Some(&read));
    let runs = seeds.iter().map(|&seed| lessons.run(|_| true, seed, epochs));
    let mean = runs.reduce(Averaged::with).expect("there is at least one seed");
    Recognizer::of(Weights::new(mean.sparse(cut).quantize(0.0)))
}

/// What models that have not seen an article make of it.
fn first_readings(examples: &[Example]) -> Vec<Vec<u8>> {
    let lessons = Lessons::of(examples, None);
    let mut read = vec![Vec::new(); examples.len()];
    for fold in 0..FOLDS {
        let is_other = |at: usize| examples[at].article % FOLDS != fold;
        let model = Recognizer::of(Weights::new(lessons.run(is_other, 9, 2).quantize(0.0)));
        for (at, labels) in read.iter_mut().enumerate().filter(|&(at, _)| !is_other(at)) {
            *labels = labels_of(examples[at].forms.len(), &model.names(examples[at].words()));
        }
    }
    read
}

/// What is learned of the examples, stretch by stretch: rows of weights in the place of features, so that runs never hash.
struct Lessons {
    /// The feature of each row.
    features: Vec<Feature>,
    /// The stretches of each example.
    stretches: Vec<Vec<Lesson>>,
}

/// One stretch: for each place its rows and, behind them, those of what a first reading remembers; how many the former are; the right label.
type Lesson = Vec<(Vec<u32>, usize, u8)>;

impl Lessons {
    fn of(examples: &[Example], read: Option<&[Vec<u8>]>) -> Lessons {
        let read = |at: usize| read.map(|read| read[at].as_slice());
        let mut stretches: Vec<Vec<Lesson>> =
            examples.iter().enumerate().map(|(at, example)| lessons(example, read(at))).collect();
        let mut counts: FxHashMap<Feature, u32> = FxHashMap::default();
        for &feature in stretches.iter().flatten().flatten().flat_map(|(features, ..)| features) {
            *counts.entry(feature).or_default() += 1;
        }
        let mut features: Vec<Feature> =
            counts.iter().filter(|&(_, &n)| n >= LEAST_COUNT).map(|(&feature, _)| feature).collect();
        features.sort_unstable();
        let rows: FxHashMap<Feature, u32> = features.iter().zip(0..).map(|(&feature, row)| (feature, row)).collect();
        for (found, n_own, _) in stretches.iter_mut().flatten().flatten() {
            *n_own = found[..*n_own].iter().filter(|feature| rows.contains_key(feature)).count();
            *found = found.iter().filter_map(|feature| rows.get(feature).copied()).collect();
        }
        Lessons { features, stretches }
    }

    /// One run over the examples that `is_wanted` names by their place.
    fn run(&self, is_wanted: impl Fn(usize) -> bool, seed: u64, epochs: usize) -> Averaged<WIDTH> {
        let wanted: Vec<&Vec<Lesson>> =
            self.stretches.iter().enumerate().filter(|&(at, _)| is_wanted(at)).map(|(_, lessons)| lessons).collect();
        let mut run = Run::new(self.features.len());
        let mut random = Random::new(seed);
        for _ in 0..epochs {
            for place in random.order(wanted.len()) {
                let remembers = random.below(UNREMEMBERED) > 0;
                for lesson in wanted[place] {
                    run.learn(lesson, remembers, &mut random);
                }
            }
        }
        run.average(&self.features)
    }
}

/// The stretches of an example with their features; `read` is what a first reading made of its words.
fn lessons(example: &Example, read: Option<&[u8]>) -> Vec<Lesson> {
    let words = example.words();
    let gold = labels_of(example.forms.len(), &example.names);
    let stretches = stretches(words);
    let evidence = Evidence::of(words, &stretches);
    let memory = read.map(|read| (Memory::of(words, &stretches, read), read));
    let lesson = |stretch: &Stretch| {
        let place = |at: usize| {
            let mut found = Vec::with_capacity(N_FEATURES);
            features(words, stretch, &evidence, at, &mut found);
            let n_own = found.len();
            if let Some((memory, read)) = &memory {
                memory.features(words, stretch, read, at, &mut found);
            }
            // A name that begins before the stretch, with a small letter, is learned from its first capital on.
            let is_cut = at == stretch.tokens.start && gold[at] > 0 && gold[at].is_multiple_of(2);
            (found, n_own, gold[at] - u8::from(is_cut))
        };
        stretch.tokens.clone().map(place).collect()
    };
    stretches.iter().map(lesson).collect()
}

/// Weights of one label each while they are fitted.
#[derive(Clone, Copy)]
struct Row {
    now: [f32; WIDTH],
    /// The sum of each change times the step it was made at.
    late: [f32; WIDTH],
    /// The sum of the squares of the slopes.
    squares: [f32; WIDTH],
}

impl Row {
    const ZERO: Row = Row { now: [0.0; WIDTH], late: [0.0; WIDTH], squares: [LEAST_SQUARES; WIDTH] };

    /// Goes down these slopes, less far the more often it went before (`AdaGrad`, Duchi et al. 2011).
    fn descend(&mut self, slopes: &[f32; WIDTH], step: f32) {
        for (label, slope) in slopes.iter().enumerate().filter(|(_, slope)| slope.abs() >= LEAST_SLOPE) {
            self.squares[label] += slope * slope;
            let by = -RATE * slope / self.squares[label].sqrt();
            self.now[label] += by;
            self.late[label] += by * step;
        }
    }
}

/// Weights while they are fitted.
struct Run {
    rows: Vec<Row>,
    /// Of each label behind each.
    behind: [Row; WIDTH],
    step: f32,
}

impl Run {
    fn new(n_rows: usize) -> Run {
        Run { rows: vec![Row::ZERO; n_rows], behind: [Row::ZERO; WIDTH], step: 1.0 }
    }

    /// Makes the right labels of one stretch more probable: a step of a conditional random field (Lafferty et al. 2001).
    fn learn(&mut self, lesson: &Lesson, remembers: bool, random: &mut Random) {
        let kept: Vec<Vec<u32>> = lesson
            .iter()
            .map(|(rows, n_own, _)| {
                let mut keep = |at: usize| if at < *n_own { !random.is_below(DROPPED) } else { remembers };
                rows.iter().enumerate().filter(|&(at, _)| keep(at)).map(|(_, &row)| row).collect()
            })
            .collect();
        let emission = |rows: &Vec<u32>| {
            let mut scores = [0f32; WIDTH];
            for &row in rows {
                scores.iter_mut().zip(&self.rows[row as usize].now).for_each(|(score, weight)| *score += weight);
            }
            scores
        };
        let emissions: Vec<[f32; WIDTH]> = kept.iter().map(emission).collect();
        let Marginals { labels, pairs } = Marginals::of(&emissions, &self.behind.map(|row| row.now), allowed);
        for (at, &(.., right)) in lesson.iter().enumerate() {
            let right = usize::from(right);
            let mut slopes = labels[at];
            slopes[right] -= 1.0;
            if slopes[right] > -SURE {
                continue;
            }
            for &row in &kept[at] {
                self.rows[row as usize].descend(&slopes, self.step);
            }
            let Some(before) = at.checked_sub(1) else { continue };
            let mut slopes = pairs[before];
            slopes[usize::from(lesson[before].2)][right] -= 1.0;
            self.behind.iter_mut().zip(&slopes).for_each(|(row, slopes)| row.descend(slopes, self.step));
        }
        self.step += 1e-3;
    }

    /// The averaged weights, by feature.
    fn average(&self, features: &[Feature]) -> Averaged<WIDTH> {
        let mean =
            |row: &Row| -> [f32; WIDTH] { std::array::from_fn(|label| row.now[label] - row.late[label] / self.step) };
        let rows = features.iter().zip(&self.rows).map(|(&feature, row)| (feature, mean(row)));
        let behind = self.behind.iter().enumerate().map(|(before, row)| (transition(before), mean(row)));
        Averaged::of(rows.chain(behind))
    }
}
