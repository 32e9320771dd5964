//! Source and content seen from one cue: a sequence model over the tokens around it.

use super::scene::{FURTHEST_COMMA, NONE, Scene};
use super::{BEGIN_CONTENT, BEGIN_SOURCE, Hint, INSIDE_CONTENT, INSIDE_SOURCE};
use crate::lang::form::Form;
use crate::lang::head::Relation;
use crate::model::features::{Feature, three, two};
use std::ops::Range;

/// An inside label only goes on what began.
pub(super) fn allowed(before: Option<usize>, label: usize) -> bool {
    match label {
        INSIDE_CONTENT => matches!(before, Some(BEGIN_CONTENT | INSIDE_CONTENT)),
        INSIDE_SOURCE => matches!(before, Some(BEGIN_SOURCE | INSIDE_SOURCE)),
        _ => true,
    }
}

/// Sentences before and behind its own that a cue may reach, when quotation marks join them: of the contents in `PolNeAR` train 98 of 100
/// lie wholly inside.
const SENTENCES_BEFORE: usize = 2;
const SENTENCES_BEHIND: usize = 4;

/// Marks join a sentence to the next where one of the tokens that are this near to the edge between them is a mark or stands inside two.
const NEAR_EDGE: usize = 3;

/// Tokens before or behind a cue that it may reach: all of any real sentence, a bound on hostile ones.
const FURTHEST: usize = 300;

/// The tokens that a cue may reach: its sentence, and neighbors in quotation marks, no further than the next paragraph.
pub(super) fn window(scene: &Scene<'_>, cue: usize) -> Range<usize> {
    let sentences = &scene.view.syntax.sentences;
    let here = scene.sentence[cue] as usize;
    let paragraph = scene.paragraph[cue];
    let is_marked = |at: usize| scene.state[at] > 0;
    let ends_marked = |number: usize| sentences[number].tokens.clone().rev().take(NEAR_EDGE).any(is_marked);
    let begins_marked = |number: usize| sentences[number].tokens.clone().take(NEAR_EDGE).any(is_marked);
    let (mut first, mut last) = (here, here);
    while first > 0
        && here - first < SENTENCES_BEFORE
        && ends_marked(first - 1)
        && scene.paragraph[sentences[first - 1].tokens.start] + 1 >= paragraph
    {
        first -= 1;
    }
    while last + 1 < sentences.len()
        && last - here < SENTENCES_BEHIND
        && begins_marked(last + 1)
        && scene.paragraph[sentences[last + 1].tokens.start] <= paragraph + 1
    {
        last += 1;
    }
    let (start, end) = (sentences[first].tokens.start, sentences[last].tokens.end);
    start.max(cue.saturating_sub(FURTHEST))..end.min(cue + FURTHEST)
}

/// Relation of a token to the cue in the tree: under it (through which child), above it, or beside it.
#[derive(Clone, Copy)]
struct Path {
    kind: u32,
    top: u32,
    top_token: usize,
}

/// Further up than this no path is followed: deeper trees are errors.
const DEEPEST: u32 = 30;

const N_FEATURES: usize = 40;

/// How many other cues stand between each token of a window and its cue, up to two; none where that is too far to tell.
fn between(cue: &Range<usize>, owner: &[u32], window: &Range<usize>) -> Vec<u32> {
    const FURTHEST: usize = 60;
    let me = owner[cue.start];
    let mut between = vec![0; window.len()];
    let mut count = |places: &mut dyn Iterator<Item = usize>| {
        let (mut n, mut before) = (0, 0);
        for at in places.take(FURTHEST) {
            let other = owner[at];
            if other != 0 && other != me && other != before {
                n += 1;
                before = other;
            }
            between[at - window.start] = n.min(2);
        }
    };
    count(&mut (window.start..cue.start).rev());
    count(&mut (cue.end..window.end));
    between
}

/// The features of each token of the window of the cue `cues[number]`; `owner` gives for each token the cue it belongs to, from 1.
#[expect(clippy::too_many_lines, reason = "a table of templates, read from top to bottom")]
pub(super) fn features(
    scene: &Scene<'_>,
    cue: &Range<usize>,
    owner: &[u32],
    hint: Option<&Hint>,
    window: &Range<usize>,
    mut each: impl FnMut(&[Feature]),
) {
    let syntax = scene.view.syntax;
    let (first, last) = (cue.start, cue.end - 1);
    // The head of the cue: its token whose own head lies outside.
    let head = cue.clone().find(|&at| scene.head[at] == NONE || !cue.contains(&scene.head[at])).unwrap_or(first);
    let sentence = scene.sentence_of(first);
    let mut ancestors = Vec::new();
    let mut up = head;
    while scene.head[up] != NONE && ancestors.len() < 12 {
        up = scene.head[up];
        ancestors.push(up);
    }
    let (cue_stem, cue_tag, cue_relation) = (syntax.forms[head].stem, scene.tag(head), scene.relation[head].number());
    let (subject, complement) = (scene.subject[head], scene.complement[head]);
    let marks_left = scene.marks_near(first)[0];
    let marks_right = scene.marks_near(last)[1];
    let cue_state = u32::from(scene.state[first]);
    let path = |at: usize| -> Path {
        let (mut kind, mut top, mut depth, mut top_token, mut up) = (3, 0, 0, at, at);
        if !sentence.contains(&at) {
            return Path { kind, top, top_token };
        }
        loop {
            if cue.contains(&up) {
                kind = 0;
                break;
            }
            if let Some(height) = ancestors.iter().position(|&ancestor| ancestor == up) {
                kind = 1;
                top = top * 16 + (height as u32 + 1).min(4) + if up == at { 64 } else { 0 };
                break;
            }
            top = scene.relation[up].number() + 1;
            top_token = up;
            depth += 1;
            if scene.head[up] == NONE || depth > DEEPEST {
                kind = 2;
                break;
            }
            up = scene.head[up];
        }
        Path { kind, top, top_token }
    };
    let paths: Vec<Path> = window.clone().map(path).collect();
    let between = between(cue, owner, window);
    let hint_code = hint.map_or(0, |hint| hint.form);
    let mut features = Vec::with_capacity(N_FEATURES);
    for at in window.clone() {
        let own = scene.sentence_of(at);
        let place = |offset: isize| at.checked_add_signed(offset).filter(|at| own.contains(at));
        let form = |offset: isize| place(offset).map_or(&Form::EDGE, |at| &syntax.forms[at]);
        let tag = |offset: isize| place(offset).map_or(113, |at| scene.tag(at));
        let here = form(0);
        let (left, left2, right, right2) = (form(-1).word, form(-2).word, form(1).word, form(2).word);
        let (t, tl, tr) = (tag(0), tag(-1), tag(1));
        let side = match at {
            _ if cue.contains(&at) => 2,
            _ if at < first => 0,
            _ => 1,
        };
        let distance = match side {
            0 => first - at,
            1 => at - last,
            _ => 0,
        };
        let reach = match distance {
            0..=4 => distance as u32,
            5..=7 => 5,
            8..=12 => 6,
            13..=20 => 7,
            _ => 8,
        };
        let away = scene.sentence[at].wrapping_add(8).wrapping_sub(scene.sentence[first]);
        let from = away * 4 + side;
        let paragraphs = scene.paragraph[at].wrapping_add(8).wrapping_sub(scene.paragraph[first]);
        let between = between[at - window.start];
        let from_tag = t | from << 8;
        let comma = {
            // The cue itself may be nearer than any comma.
            let of_cue = (at > first).then(|| last.min(at - 1)).filter(|&before| before >= own.start);
            let of_cue = of_cue.map_or(FURTHEST_COMMA, |before| ((at - 1 - before) as u32).min(FURTHEST_COMMA));
            match scene.comma[at] {
                comma if of_cue < FURTHEST_COMMA && of_cue <= comma => 10,
                FURTHEST_COMMA => 9,
                comma => comma + 1,
            }
        };
        features.clear();
        features.extend([
            two(4, from, here.word),
            three(5, from, reach, t),
            two(7, side, right),
            three(8, tl, t, from),
            three(11, cue_stem, from, reach),
            two(12, cue_stem, from_tag),
            three(14, between, from, t),
            three(16, tl, from_tag, tr),
            two(17, paragraphs, away),
            three(18, here.word, left, side),
            two(20, here.shape, from_tag),
            three(22, cue_tag, cue_relation, from_tag),
            three(23, left, left2, side),
            three(24, right, right2, side),
            three(25, comma, from, t),
            three(26, cue_stem, here.word, side),
        ]);
        let state = u32::from(scene.state[at]);
        let state_left = at.checked_sub(1).map_or(4, |left| u32::from(scene.state[left]));
        let state_right = scene.state.get(at + 1).map_or(4, |&state| u32::from(state));
        let states = state * 8 + state_left;
        features.extend([
            three(31, state, from, t),
            three(32, state_left, state, from * 8 + state_right),
            three(33, state, marks_left, from),
            three(34, state, marks_right, from),
            three(35, state, cue_stem, from),
            two(36, states, from_tag),
            three(37, state, cue_state, from),
        ]);
        let (said, said_left, said_right) = match hint {
            None => (9, 9, 9),
            Some(hint) => (hint.label(at), at.checked_sub(1).map_or(8, |left| hint.label(left)), hint.label(at + 1)),
        };
        features.extend([
            three(45, said, t, from),
            three(46, said, states, from),
            three(47, said, said_left, left),
            three(48, said, said_right, right),
            three(49, said * 16 + said_left, hint_code, t),
        ]);
        let Path { kind, top, top_token } = paths[at - window.start];
        let path = kind << 16 | top << 1 | u32::from(top_token >= head);
        let is_top = u32::from(top_token == at);
        // Only the cue's own sentence has a tree for certain.
        let relation = if sentence.contains(&at) { scene.relation[at].number() } else { Relation::default().number() };
        let neighbor = |offset: isize| {
            let place = at.checked_add_signed(offset).filter(|at| sentence.contains(at) && window.contains(at));
            place.map_or(9, |at| {
                let path = paths[at - window.start];
                path.top * 4 + path.kind
            })
        };
        let (path_left, path_right) = (neighbor(-1), neighbor(1));
        let in_subject = u32::from(subject != NONE && top_token == subject && kind == 0);
        let has = u32::from(subject == NONE) * 2 + u32::from(complement == NONE);
        features.extend([
            three(62, path, cue_stem, side),
            three(63, path, is_top, t),
            three(67, path, between, side),
            three(68, relation, path, t),
            two(69, path, here.word),
            two(70, path, right),
            two(71, path, left),
            three(72, path, cue_tag, reach),
            three(73, path, has, side),
            three(77, path_left, path, t),
            three(78, path_right, path, t),
            three(81, in_subject, u32::from(at == subject), from_tag),
        ]);
        each(&features);
    }
}
