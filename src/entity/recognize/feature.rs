//! What the recognizer sees of a token: the templates.

use super::cluster::EDGE;
use super::{Evidence, Stretch, Words};
use crate::lang::form::Form;
use crate::lexicon::Classes;
use crate::model::features::{Feature, one, three, two};
use std::ops::Range;

pub(super) fn transition(before: usize) -> Feature {
    one(200, before as u32)
}

/// The classes that tell something about names.
const TELLING: Classes = Classes(
    Classes::SPEECH_VERB.0
        | Classes::DETERMINER.0
        | Classes::PREPOSITION.0
        | Classes::CONJUNCTION.0
        | Classes::PRONOUN.0
        | Classes::TITLE.0
        | Classes::ROLE.0
        | Classes::GROUP.0
        | Classes::BODY.0
        | Classes::DOCUMENT.0
        | Classes::MAN.0
        | Classes::WOMAN.0
        | Classes::SUFFIX.0
        | Classes::PARTICLE.0
        | Classes::CALENDAR.0
        | Classes::PLACE.0
        | Classes::PEOPLE_OF.0
        | Classes::COMMON.0
        | Classes::SURNAME.0
        | Classes::CITY.0,
);

/// Those of words that hold sentences together.
pub(super) const FUNCTION: Classes =
    Classes(Classes::DETERMINER.0 | Classes::PREPOSITION.0 | Classes::CONJUNCTION.0 | Classes::PRONOUN.0);

/// Most features of one token.
pub(super) const N_FEATURES: usize = 83;

/// The features of the token at `at`, but for what other readings remember.
pub(super) fn features(
    words: Words<'_>,
    stretch: &Stretch,
    evidence: &Evidence,
    at: usize,
    features: &mut Vec<Feature>,
) {
    let Stretch { tokens, sentence, headline } = stretch;
    let place = |offset: isize| at.checked_add_signed(offset).filter(|at| sentence.contains(at));
    let form = |offset: isize| place(offset).map_or(&Form::EDGE, |at| &words.forms[at]);
    let tag = |offset: isize| place(offset).map_or(98, |at| words.tags[at].number());
    let class_at = |at: usize| {
        let telling = words.classes[at].0 & TELLING.0;
        one((telling >> 32) as u32, telling as u32)
    };
    let class = |offset: isize| place(offset).map_or(1 << 31, class_at);
    let (here, left, left2, right, right2) = (form(0), form(-1), form(-2), form(1), form(2));
    let (t, tl, tr) = (tag(0), tag(-1), tag(1));
    let (c, cl, cr, cl2, cr2) = (class(0), class(-1), class(1), class(-2), class(2));
    let opens = u32::from(at == sentence.start) | u32::from(*headline) << 1;
    // The capitals around: how many, the outermost of them, and the words beyond.
    let small = |at: &usize| !words.forms[*at].is_capital();
    let from = (tokens.start..at).rev().find(small).map_or(tokens.start, |at| at + 1);
    let to = (at + 1..tokens.end).find(small).unwrap_or(tokens.end);
    let run = (at - from).min(3) as u32 * 4 + (to - at - 1).min(3) as u32;
    let (first, last) = (&words.forms[from], &words.forms[to - 1]);
    let before = from.checked_sub(1).filter(|at| sentence.contains(at)).map_or(&Form::EDGE, |at| &words.forms[at]);
    let behind = if to < sentence.end { &words.forms[to] } else { &Form::EDGE };
    let last_class = class_at(to - 1);
    let first_class = class_at(from);
    let known = evidence.bits[at];
    let known_left = if at > tokens.start { evidence.bits[at - 1] } else { 0 };
    let known_right = if at + 1 < tokens.end { evidence.bits[at + 1] } else { 0 };
    features.clear();
    features.extend([
        one(1, here.word),
        one(2, left.word),
        one(3, right.word),
        two(6, left.word, here.word),
        two(7, here.word, right.word),
        three(8, left.shape, here.shape, right.shape),
        two(9, here.shape, opens),
        two(10, here.word, here.shape),
        one(11, here.suffixes[3]),
        one(13, here.suffixes[1]),
        one(14, here.prefixes[1]),
        two(15, here.suffixes[2], here.shape),
        one(16, t),
        two(17, tl, t),
        two(18, t, tr),
        three(19, tl, t, tr),
        one(20, c),
        one(21, cl),
        one(22, cr),
        two(23, cl, c),
        two(24, c, cr),
        three(25, cl, c, cr),
        two(26, cl2, cl),
        two(27, cr, cr2),
        two(30, left2.word, left.word),
        two(31, right.word, right2.word),
        two(32, left.word, c),
        two(33, right.word, c),
        one(36, known),
        two(37, known, here.shape),
        two(38, known, opens),
        one(39, known_left),
        one(40, known_right),
        two(41, run, c),
        two(42, run, here.shape),
        two(43, last.word, run),
        one(44, last.word),
        two(46, before.word, run),
        two(47, behind.word, run),
        two(48, last_class, run),
        two(49, first_class, run),
        three(50, before.word, run, last_class),
        two(51, before.word, behind.word),
        two(52, last.suffixes[2], run),
        two(53, tl, c),
        two(54, tr, c),
        two(55, here.suffixes[1], run),
        three(57, first_class, last_class, run),
        two(58, here.word, opens),
        two(59, c, opens),
        two(60, here.suffixes[2], known),
        one(4, left2.word),
        one(5, right2.word),
        one(12, here.suffixes[2]),
        two(28, left.word, here.shape),
        two(29, right.word, here.shape),
        one(34, left.suffixes[2]),
        one(35, right.suffixes[2]),
        two(45, first.word, run),
        two(56, left.stem, right.stem),
    ]);
    cluster_features(sentence, evidence, at, &(from..to), run, features);
}

/// Appends what the clusters around a token tell, and those at the edges of its run of capitals.
fn cluster_features(
    sentence: &Range<usize>,
    evidence: &Evidence,
    at: usize,
    capitals: &Range<usize>,
    run: u32,
    features: &mut Vec<Feature>,
) {
    let cluster_at = |place: Option<usize>| {
        u32::from(place.filter(|at| sentence.contains(at)).map_or(EDGE, |at| evidence.clusters[at]))
    };
    let cluster = |offset: isize| cluster_at(at.checked_add_signed(offset));
    let (here, left, right) = (cluster(0), cluster(-1), cluster(1));
    let (before, behind) = (cluster_at(capitals.start.checked_sub(1)), cluster_at(Some(capitals.end)));
    features.extend([
        one(70, here),
        one(71, left),
        one(72, right),
        two(73, left, here),
        two(74, here, right),
        two(75, before, run),
        two(76, behind, run),
        two(77, cluster_at(Some(capitals.end - 1)), run),
        two(78, before, behind),
        one(79, cluster(-2)),
        one(80, cluster(2)),
    ]);
}
