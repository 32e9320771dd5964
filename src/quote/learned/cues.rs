//! Which words report something: a sequence model over the tokens of each sentence.

use super::scene::{NONE, Scene};
use super::{BEGIN, INSIDE_CUE, N_CUE, OUT};
use crate::lang::form::Form;
use crate::lang::head::Trees;
use crate::model::Packed;
use crate::model::features::{Feature, one, three, two};
use crate::model::lanes::Emissions;
use crate::model::sequence;
use std::ops::Range;

/// An inside label only goes on what began.
pub(super) fn allowed(before: Option<usize>, label: usize) -> bool {
    label != INSIDE_CUE || matches!(before, Some(BEGIN | INSIDE_CUE))
}

/// The cues of an article: their tokens, and by how much they lead over being none; those that are only nearly one lag. Gives sentences their trees unless it is clear without
/// them that nothing there is a cue; without trees given the scene must have them.
pub(super) fn find(
    scene: &mut Scene<'_>,
    hints: &[u8],
    (weights, transitions): (&Packed<N_CUE>, &[[i32; N_CUE]; N_CUE]),
    trees: Option<&Trees<'_>>,
) -> Vec<(Range<usize>, i32)> {
    let mut features = Vec::with_capacity(N_FEATURES);
    let mut emissions = Emissions::of(weights);
    for at in 0..scene.len() {
        features.clear();
        word_features(scene, hints, at, &mut features);
        emissions.push(&features);
    }
    let mut scores = emissions.finish();
    let behind = |scores: &[i32; N_CUE]| scores[OUT] - scores[BEGIN].max(scores[INSIDE_CUE]);
    let may_hold_one = |tokens: &Range<usize>| scores[tokens.clone()].iter().any(|scores| behind(scores) <= UNLIKELY);
    let all = &scene.view.syntax.sentences;
    let mut sentences: Vec<usize> = (0..all.len()).collect();
    if let Some(trees) = trees {
        sentences.retain(|&number| may_hold_one(&all[number].tokens));
        scene.parse(&sentences, trees);
    }
    let mut emissions = Emissions::of(weights);
    let tokens = || sentences.iter().flat_map(|&number| all[number].tokens.clone());
    for at in tokens() {
        features.clear();
        tree_features(scene, at, &mut features);
        emissions.push(&features);
    }
    for (at, more) in tokens().zip(emissions.finish()) {
        scores[at].iter_mut().zip(more).for_each(|(score, more)| *score += more);
    }
    let mut found = Vec::new();
    for sentence in sentences.iter().map(|&number| &all[number].tokens) {
        let first = found.len();
        for lean in [0, NEARLY] {
            let mut scores = scores[sentence.clone()].to_vec();
            for scores in &mut scores {
                scores[OUT] -= lean;
            }
            let labels = sequence::decode(&scores, transitions, N_CUE, allowed);
            let is = |at: usize, label: usize| usize::from(labels[at - sentence.start]) == label;
            let n_clear = found.len();
            for start in sentence.clone().filter(|&at| is(at, BEGIN)) {
                let end = (start + 1..sentence.end).find(|&at| !is(at, INSIDE_CUE)).unwrap_or(sentence.end);
                let own = &scores[start - sentence.start..end - sentence.start];
                let lead = -own.iter().map(|scores| behind(scores) + lean).sum::<i32>();
                if lean == 0 {
                    found.push((start..end, lead));
                    continue;
                }
                let clear: &[(Range<usize>, i32)] = &found[first..n_clear];
                let next = clear.partition_point(|(cue, _)| cue.end <= start);
                if clear.get(next).is_none_or(|(cue, _)| cue.start >= end) {
                    found.push((start..end, lead.min(-1)));
                }
            }
        }
        found[first..].sort_unstable_by_key(|(cue, _)| cue.start);
    }
    found
}

/// Words that lack this much to be a cue are asked as well: what is found with them decides.
const NEARLY: i32 = 200;

/// A sentence without a word that is nearer than this to being a cue, by its words alone, has none: on `PolNeAR` dev that
/// loses no cue and leaves 13 of 100 tokens without a tree.
const UNLIKELY: i32 = 100;

const N_FEATURES: usize = 31;

/// The features of one token.
pub(super) fn features(scene: &Scene<'_>, hints: &[u8], at: usize, features: &mut Vec<Feature>) {
    features.clear();
    word_features(scene, hints, at, features);
    tree_features(scene, at, features);
}

/// Adds what the words around a token, its marks and the sieves say. `hints` says for each token whether a sieve takes it for a cue.
fn word_features(scene: &Scene<'_>, hints: &[u8], at: usize, features: &mut Vec<Feature>) {
    let syntax = scene.view.syntax;
    let sentence = scene.sentence_of(at);
    let place = |offset: isize| at.checked_add_signed(offset).filter(|at| sentence.contains(at));
    let form = |offset: isize| place(offset).map_or(&Form::EDGE, |at| &syntax.forms[at]);
    let tag = |offset: isize| place(offset).map_or(113, |at| scene.tag(at));
    let (here, left, right, right2) = (form(0), form(-1).word, form(1).word, form(2).word);
    let (t, tl, tr, tr2) = (tag(0), tag(-1), tag(1), tag(2));
    let state = u32::from(scene.state[at]);
    let [mark_left, mark_right] = scene.marks_near(at);
    let marked = |holds: bool| u32::from(holds);
    let around = marked(sentence.clone().any(|at| scene.state[at] > 0)) << 2
        | marked(sentence.start > 0 && scene.state[sentence.start - 1] > 0) << 1
        | marked(sentence.end < scene.len() && scene.state[sentence.end] > 0);
    features.extend([
        two(5, here.stem, t),
        one(6, left),
        one(7, right),
        one(9, right2),
        two(10, tl, t),
        three(12, tl, t, tr),
        two(14, left, here.word),
        three(19, t, tr, tr2),
        two(21, here.stem, right2),
        three(23, here.stem, right, right2),
        one(24, here.shape),
        three(26, here.stem, tr, tr2),
        one(30, state),
        two(31, state, t),
        two(35, mark_left, here.stem),
        two(36, mark_right, here.stem),
        two(41, around, here.stem),
    ]);
    // What the sieves say, for this token and its neighbors.
    let hint = |offset: isize| place(offset).map_or(9, |at| u32::from(hints[at]));
    let classes = (scene.view.lexicon.classes(syntax.tokens[at].word).0 as u32) & 0x3;
    features.extend([
        three(47, hint(0), t, state),
        two(48, classes, t),
        three(49, classes, tl, tr),
        three(50, classes, mark_left, mark_right),
    ]);
    let from_start = (at - sentence.start).min(6) as u32;
    let to_end = (sentence.end - at).min(6) as u32;
    features.extend([
        two(80, from_start, t),
        two(81, to_end, t),
        three(82, from_start, to_end, t),
        two(83, to_end, here.stem),
    ]);
}

/// Adds what the tree of its sentence says of a token.
fn tree_features(scene: &Scene<'_>, at: usize, features: &mut Vec<Feature>) {
    let forms = &scene.view.syntax.forms;
    let (here, t) = (&forms[at], scene.tag(at));
    let (relation, head) = (scene.relation[at].number(), scene.head[at]);
    let (subject, complement) = (scene.subject[at], scene.complement[at]);
    let head_stem = if head == NONE { 17 } else { forms[head].stem };
    let (subject_tag, subject_word) =
        if subject == NONE { (118, 18) } else { (scene.tag(subject), forms[subject].word) };
    let side = |other: usize| match other {
        NONE => 0,
        _ if other < at => 1,
        _ => 2,
    };
    let (complement_state, complement_relation) = match complement {
        NONE => (5, 0),
        _ => (u32::from(scene.state[complement]), scene.relation[complement].number() + 1),
    };
    let children = (scene.children[at] ^ scene.children[at] >> 32) as u32;
    features.extend([
        two(64, relation, head_stem),
        two(65, children, t),
        two(69, subject_word, here.stem),
        two(70, subject_tag, here.stem),
        three(72, complement_relation, complement_state, here.stem),
        three(75, side(subject), side(complement), relation),
    ]);
}
