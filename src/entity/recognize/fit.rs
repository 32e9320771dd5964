//! Fitting the recognizer to articles with their names.

use super::{Evidence, Memory, N_FEATURES, Name, OUTSIDE, Recognizer, Stretch, WIDTH, Words, allowed, first_of};
use super::{features, stretches, transition};
use crate::lang::form::Form;
use crate::lang::tag::Tag;
use crate::lexicon::Classes;
use crate::model::Weights;
use crate::model::features::Feature;
use crate::model::sequence::decode;
use crate::model::train::{Averaged, Random, Trainer};
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
}

impl Example {
    /// Labels it with the best names that cover the words of `names` and no others.
    pub fn name_where(&mut self, recognizer: &Recognizer, names: &[bool]) {
        self.names = recognizer.names_where(self.words(), |at, is_name| names[at] == is_name);
    }

    /// What the recognizer sees of it.
    pub fn words(&self) -> Words<'_> {
        Words { forms: &self.forms, tags: &self.tags, classes: &self.classes, sentences: &self.sentences }
    }

    fn labels(&self) -> Vec<u8> {
        let mut labels = vec![OUTSIDE as u8; self.forms.len()];
        for name in &self.names {
            labels[name.tokens.clone()].fill(first_of(name.kind) as u8 + 1);
            labels[name.tokens.start] = first_of(name.kind) as u8;
        }
        labels
    }
}

/// A right label must lead by this much: chosen on dev from 0, 6 and 20 (UNER-EWT .638, .647, .659).
const MARGIN: i32 = 20;

/// Parts of the training data whose first reading is by a model of the others.
const FOLDS: usize = 2;

/// One in so many articles is shown without what a first reading remembers, in each epoch: the first reading knows nothing yet.
const UNREMEMBERED: usize = 3;

/// Fits a recognizer: the mean of a run of `epochs` for each seed, rows of fewer than `least_updates` corrections and weights below `cut`
/// left out.
///
/// # Panics
/// When `seeds` is empty.
pub fn fit(examples: &[Example], seeds: &[u64], epochs: usize, least_updates: u32, cut: f32) -> Recognizer {
    let read: Vec<Vec<u8>> = first_readings(examples, least_updates);
    let places: Vec<usize> = (0..examples.len()).collect();
    let runs = seeds.iter().map(|&seed| run(examples, &places, Some(&read), seed, epochs, least_updates));
    let mean = runs.reduce(Averaged::with).expect("there is at least one seed");
    Recognizer::of(Weights::new(mean.sparse(cut).quantize(0.0)))
}

/// What models that have not seen an article make of it.
fn first_readings(examples: &[Example], least_updates: u32) -> Vec<Vec<u8>> {
    let mut read = vec![Vec::new(); examples.len()];
    for fold in 0..FOLDS {
        let others: Vec<usize> = (0..examples.len()).filter(|at| at % FOLDS != fold).collect();
        let model = Recognizer::of(Weights::new(run(examples, &others, None, 9, 2, least_updates).quantize(0.0)));
        for (example, labels) in examples.iter().zip(&mut read).skip(fold).step_by(FOLDS) {
            let found = Example { names: model.names(example.words()), ..example.clone() };
            *labels = found.labels();
        }
    }
    read
}

fn run(
    examples: &[Example],
    places: &[usize],
    read: Option<&[Vec<u8>]>,
    seed: u64,
    epochs: usize,
    least_updates: u32,
) -> Averaged<WIDTH> {
    let mut trainer = Trainer::<WIDTH>::default();
    let mut random = Random::new(seed);
    for _ in 0..epochs {
        for place in random.order(places.len()) {
            let example = &examples[places[place]];
            let read = read.map(|read| &read[places[place]]).filter(|_| random.below(UNREMEMBERED) > 0);
            learn(&mut trainer, example, read.map(Vec::as_slice));
        }
    }
    trainer.average(least_updates)
}

/// Decodes the stretches of one article and corrects what is wrong.
fn learn(trainer: &mut Trainer<WIDTH>, example: &Example, read: Option<&[u8]>) {
    let words = example.words();
    let gold = example.labels();
    let stretches = stretches(words);
    let evidence = Evidence::of(words, &stretches);
    let memory = read.map(|read| (Memory::of(words, &stretches, read), read));
    for stretch in &stretches {
        let found: Vec<Vec<Feature>> = stretch
            .tokens
            .clone()
            .map(|at| {
                let mut found = Vec::with_capacity(N_FEATURES);
                features(words, stretch, &evidence, at, &mut found);
                if let Some((memory, read)) = &memory {
                    memory.features(words, stretch, read, at, &mut found);
                }
                found
            })
            .collect();
        correct(trainer, stretch, &found, &gold);
        trainer.advance();
    }
}

fn correct(trainer: &mut Trainer<WIDTH>, stretch: &Stretch, found: &[Vec<Feature>], gold: &[u8]) {
    let mut gold = gold[stretch.tokens.clone()].to_vec();
    // A name that begins before the stretch, with a small letter, is learned from its first capital on.
    if gold[0] > 0 && gold[0].is_multiple_of(2) {
        gold[0] -= 1;
    }
    // Fitted weights are whole numbers until they are averaged.
    let mut scores: Vec<[i32; WIDTH]> = found.iter().map(|found| trainer.score(found).map(|s| s as i32)).collect();
    for (scores, &gold) in scores.iter_mut().zip(&gold) {
        for (label, score) in scores.iter_mut().enumerate() {
            *score += if label == usize::from(gold) { 0 } else { MARGIN };
        }
    }
    let transitions: [[i32; WIDTH]; WIDTH] =
        std::array::from_fn(|before| trainer.score(&[transition(before)]).map(|s| s as i32));
    let labels = decode(&scores, &transitions, WIDTH, allowed);
    for at in 0..gold.len() {
        let (right, wrong) = (usize::from(gold[at]), usize::from(labels[at]));
        if right != wrong {
            trainer.correct(&found[at], right, wrong);
        }
        if at > 0 && (right != wrong || gold[at - 1] != labels[at - 1]) {
            trainer.update(&[transition(usize::from(gold[at - 1]))], right, 1.0);
            trainer.update(&[transition(usize::from(labels[at - 1]))], wrong, -1.0);
        }
    }
}
