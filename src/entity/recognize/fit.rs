//! Fitting the recognizer to articles with their names.

use super::cluster::Clusters;
use super::feature::{N_FEATURES, features, transition};
use super::{Evidence, Memory, Name, NameKind, OUTSIDE, Recognizer, Stretch, WIDTH, Words};
use super::{allowed, first_of, stretches};
use crate::lang::form::Form;
use crate::lang::tag::Tag;
use crate::lexicon::Classes;
use crate::model::Weights;
use crate::model::features::Feature;
use crate::model::sequence::decode;
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

/// A right label must lead by this much: chosen on dev from 0, 6 and 20 (UNER-EWT .638, .647, .659).
const MARGIN: i32 = 20;

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
pub fn fit(examples: &[Example], clusters: &Clusters, seeds: &[u64], epochs: usize, cut: f32) -> Recognizer {
    let read = first_readings(examples, clusters);
    let lessons = Lessons::of(examples, clusters, Some(&read));
    let runs = seeds.iter().map(|&seed| lessons.run(|_| true, seed, epochs));
    let mean = runs.reduce(Averaged::with).expect("there is at least one seed");
    Recognizer::of(clusters.clone(), Weights::new(mean.sparse(cut).quantize(0.0)))
}

/// What models that have not seen an article make of it.
fn first_readings(examples: &[Example], clusters: &Clusters) -> Vec<Vec<u8>> {
    let lessons = Lessons::of(examples, clusters, None);
    let mut read = vec![Vec::new(); examples.len()];
    for fold in 0..FOLDS {
        let is_other = |at: usize| examples[at].article % FOLDS != fold;
        let model = Recognizer::of(clusters.clone(), Weights::new(lessons.run(is_other, 9, 2).quantize(0.0)));
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
    fn of(examples: &[Example], clusters: &Clusters, read: Option<&[Vec<u8>]>) -> Lessons {
        let read = |at: usize| read.map(|read| read[at].as_slice());
        let mut stretches: Vec<Vec<Lesson>> =
            examples.iter().enumerate().map(|(at, example)| lessons(example, clusters, read(at))).collect();
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
fn lessons(example: &Example, clusters: &Clusters, read: Option<&[u8]>) -> Vec<Lesson> {
    let words = example.words();
    let gold = labels_of(example.forms.len(), &example.names);
    let stretches = stretches(words);
    let evidence = Evidence::of(words, &stretches, clusters);
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

/// Weights while they are fitted: those of now, and the sum of each change times the step it was made at.
struct Run {
    now: Vec<[f32; WIDTH]>,
    late: Vec<[f32; WIDTH]>,
    behind: [[f32; WIDTH]; WIDTH],
    behind_late: [[f32; WIDTH]; WIDTH],
    step: f32,
}

impl Run {
    fn new(n_rows: usize) -> Run {
        let none = [[0.0; WIDTH]; WIDTH];
        let rows = || vec![[0.0; WIDTH]; n_rows];
        Run { now: rows(), late: rows(), behind: none, behind_late: none, step: 1.0 }
    }

    /// Decodes one stretch and corrects what is wrong.
    fn learn(&mut self, lesson: &Lesson, remembers: bool, random: &mut Random) {
        let kept: Vec<Vec<u32>> = lesson
            .iter()
            .map(|(rows, n_own, _)| {
                let mut keep = |at: usize| if at < *n_own { !random.is_below(DROPPED) } else { remembers };
                rows.iter().enumerate().filter(|&(at, _)| keep(at)).map(|(_, &row)| row).collect()
            })
            .collect();
        // Weights are whole numbers until they are averaged.
        let scores: Vec<[i32; WIDTH]> = kept
            .iter()
            .zip(lesson)
            .map(|(rows, &(.., right))| {
                let mut scores = [0f32; WIDTH];
                for &row in rows {
                    scores.iter_mut().zip(&self.now[row as usize]).for_each(|(score, weight)| *score += weight);
                }
                let margin = |label: usize| if label == usize::from(right) { 0 } else { MARGIN };
                std::array::from_fn(|label| scores[label] as i32 + margin(label))
            })
            .collect();
        let behind = self.behind.map(|row| row.map(|weight| weight as i32));
        let labels = decode(&scores, &behind, WIDTH, allowed);
        for (at, (&wrong, &(.., right))) in labels.iter().zip(lesson).enumerate() {
            let (right, wrong) = (usize::from(right), usize::from(wrong));
            if right != wrong {
                for &row in &kept[at] {
                    let (now, late) = (&mut self.now[row as usize], &mut self.late[row as usize]);
                    correct(now, late, self.step, right, 1.0);
                    correct(now, late, self.step, wrong, -1.0);
                }
            }
            let Some(before) = at.checked_sub(1) else { continue };
            let (right_before, wrong_before) = (usize::from(lesson[before].2), usize::from(labels[before]));
            if right != wrong || right_before != wrong_before {
                for (before, label, by) in [(right_before, right, 1.0), (wrong_before, wrong, -1.0)] {
                    correct(&mut self.behind[before], &mut self.behind_late[before], self.step, label, by);
                }
            }
        }
        self.step += 1e-3;
    }

    /// The averaged weights, by feature.
    fn average(&self, features: &[Feature]) -> Averaged<WIDTH> {
        let mean = |now: &[f32; WIDTH], late: &[f32; WIDTH]| -> [f32; WIDTH] {
            std::array::from_fn(|label| now[label] - late[label] / self.step)
        };
        let rows = features
            .iter()
            .zip(self.now.iter().zip(&self.late))
            .map(|(&feature, (now, late))| (feature, mean(now, late)));
        let behind =
            (0..WIDTH).map(|before| (transition(before), mean(&self.behind[before], &self.behind_late[before])));
        Averaged::of(rows.chain(behind))
    }
}

fn correct(now: &mut [f32; WIDTH], late: &mut [f32; WIDTH], step: f32, label: usize, by: f32) {
    now[label] += by;
    late[label] += by * step;
}
