//! The templates of the parser: what actions and relations are decided by, each in two stages.

use super::state::{Children, NONE, State};
use crate::lang::form::Form;
use crate::lang::tag::Tag;
use crate::model::features::{Feature, one, three, two};

/// The sentence: what stands at a place, and behind its end.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) forms: &'a [Form],
    pub(super) tags: &'a [Tag],
}

impl Words<'_> {
    fn word(&self, at: usize) -> u32 {
        match at {
            NONE => 3,
            _ => self.forms.get(at).map_or(5, |form| form.word),
        }
    }

    fn tag(&self, at: usize) -> u32 {
        match at {
            NONE => 100,
            _ => self.tags.get(at).map_or(101, |tag| tag.number()),
        }
    }

    fn form(&self, at: usize) -> &Form {
        self.forms.get(at).unwrap_or(&Form::EDGE)
    }
}

fn pair(first: u32, second: u32) -> u32 {
    first << 8 | second
}

/// Distance in tokens, up to 8; 0 when there is no token.
fn distance(from: usize, to: usize) -> u32 {
    if from == NONE || to == NONE { 0 } else { (to - from).min(8) as u32 }
}

/// How many children stand on each side, up to three.
fn valency(children: Children) -> u32 {
    children.n_left.min(3) * 4 + children.n_right.min(3)
}

/// What an arc may be certain of its relation by: the token with its tag, the tag of its head, and on which side that is.
pub(super) fn arc(words: Words<'_>, head: usize, token: usize) -> Feature {
    three(0, words.word(token), words.tag(token), pair(words.tag(head), u32::from(head > token)))
}

/// Appends what tells most of the next action: the words and tags of the top of the stack and of the next token, the tags around them.
pub(super) fn first_of_action(state: &State, words: Words<'_>, features: &mut Vec<Feature>) {
    let (s0, s1, s2, b0) = (state.stacked(0), state.stacked(1), state.stacked(2), state.next);
    let (w0, wb) = (words.word(s0), words.word(b0));
    let (t0, t1, t2) = (words.tag(s0), words.tag(s1), words.tag(s2));
    let (tb, tb1, tb2) = (words.tag(b0), words.tag(state.ahead(1)), words.tag(state.ahead(2)));
    let (c0, c1) = (state.children(s0), state.children(s1));
    let (d0, d1, v0) = (distance(s0, b0), distance(s1, s0), valency(c0));
    features.extend([
        two(3, w0, t0),
        two(7, wb, tb),
        three(10, tb, tb1, tb2),
        two(11, w0, wb),
        three(12, w0, t0, tb),
        three(13, t0, wb, tb),
        three(15, t0, tb, tb1),
        three(16, t1, t0, tb),
        two(17, t1, t0),
        three(21, t2, t1, t0),
        three(27, t0, state.relation(c0.right), tb),
        three(28, t0, state.relation(c0.left), tb),
        three(30, t0, tb, d0),
        three(31, t1, t0, d1),
        three(32, t0, v0, tb),
        three(41, w0, tb, tb1),
        three(42, t0, wb, tb1),
        three(51, pair(t1, t0), pair(tb, tb1), d0),
        three(53, pair(t1, t0), pair(state.relation(c0.right), tb), state.relation(c1.right)),
    ]);
}

/// Appends the other features of an action.
pub(super) fn rest_of_action(state: &State, words: Words<'_>, features: &mut Vec<Feature>) {
    let (s0, s1, s2, b0, b1) = (state.stacked(0), state.stacked(1), state.stacked(2), state.next, state.ahead(1));
    let (w0, w1, wb, wb1) = (words.word(s0), words.word(s1), words.word(b0), words.word(b1));
    let (t0, t1, t2, tb, tb1) = (words.tag(s0), words.tag(s1), words.tag(s2), words.tag(b0), words.tag(b1));
    let (c0, c1, cb) = (state.children(s0), state.children(s1), state.children(b0));
    let (v0, v1, vb) = (valency(c0), valency(c1), cb.n_left.min(3));
    features.extend([
        one(1, w0),
        one(2, t0),
        one(4, w1),
        two(5, w1, t1),
        one(6, wb),
        two(8, wb1, tb1),
        two(9, tb, tb1),
        two(14, t0, tb),
        two(18, w1, w0),
        three(19, w1, t1, t0),
        three(20, t1, w0, t0),
        three(22, t0, words.tag(c0.left), tb),
        three(23, t0, words.tag(c0.right), tb),
        three(24, t1, words.tag(c1.right), t0),
        three(25, t1, words.tag(c1.left), t0),
        three(26, t0, tb, words.tag(cb.left)),
        three(29, t1, state.relation(c1.right), t0),
        three(33, t1, v1, t0),
        three(34, t0, tb, vb),
        two(35, w0, v0),
        two(36, w1, v1),
        two(37, wb, vb),
        two(38, w0, state.relation(c0.right)),
        two(39, w0, state.relation(c0.left)),
        two(40, wb, state.relation(cb.left)),
        two(43, w1, wb),
        three(44, pair(t1, tb), t0, wb1),
        three(45, words.word(c0.right), t0, tb),
        three(46, words.word(c0.left), t0, tb),
        three(47, words.word(cb.left), t0, tb),
        two(48, t2, words.word(s2)),
        three(49, words.word(c0.left2), t0, tb),
        three(50, t1, words.word(c0.left), t0),
        three(52, pair(t0, words.tag(c0.right)), pair(words.tag(c0.right2), tb), t1),
        three(54, w0, pair(t1, tb), state.relation(c0.right)),
        three(55, w1, pair(t0, tb), state.relation(c1.right)),
        three(56, words.form(s0).stem, wb, 0),
        two(57, words.form(s1).stem, words.form(s0).suffixes[2]),
        three(58, words.form(s0).suffixes[1], words.form(b0).suffixes[1], pair(t0, tb)),
    ]);
}

/// Appends what tells most of the relation of the arc that was just drawn.
pub(super) fn first_of_relation(
    state: &State,
    words: Words<'_>,
    head: usize,
    token: usize,
    features: &mut Vec<Feature>,
) {
    let left = u32::from(token < head);
    let distance = (head.abs_diff(token).min(6) as u32) * 2 + left;
    let (wh, th, wd, td) = (words.word(head), words.tag(head), words.word(token), words.tag(token));
    let (cd, ch) = (state.children(token), state.children(head));
    let th_left = th << 1 | left;
    features.extend([
        three(4, th, td, distance),
        three(5, wh, td, left),
        three(6, th, wd, left),
        three(10, td, th, words.word(cd.left)),
        three(11, td, words.tag(cd.right), th),
        three(14, state.relation(ch.left), td, th_left),
        three(18, ch.n_left.min(3) * 4 + ch.n_right.min(3), td, th_left),
        three(21, state.relation(cd.left), state.relation(cd.right), td),
        three(27, pair(th, td), words.tag(cd.left), words.tag(cd.right)),
        two(2, wd, left),
    ]);
}

/// Appends the other features of a relation.
pub(super) fn rest_of_relation(
    state: &State,
    words: Words<'_>,
    head: usize,
    token: usize,
    features: &mut Vec<Feature>,
) {
    let left = u32::from(token < head);
    let (wh, th, wd, td) = (words.word(head), words.tag(head), words.word(token), words.tag(token));
    let (cd, ch) = (state.children(token), state.children(head));
    let before = if token == 0 { NONE } else { token - 1 };
    let th_left = th << 1 | left;
    features.extend([
        two(1, wh, left),
        three(3, th, td, left),
        three(7, wh, wd, left),
        three(8, td, words.tag(cd.left), left),
        three(9, td, words.word(cd.left), left),
        three(12, td, words.form(token).suffixes[2], th),
        three(13, state.relation(cd.left), td, th),
        three(15, words.tag(before), td, th),
        three(16, words.tag(token + 1), td, th),
        three(17, words.word(before), td, left),
        three(19, state.relation(if left == 1 { ch.left2 } else { ch.right2 }), td, th_left),
        three(20, words.word(cd.left2), td, left),
        three(22, wd, words.word(cd.left), left),
        three(23, words.form(head).stem, td, words.word(cd.left)),
        three(24, words.form(head).suffixes[2], td, left),
        three(25, words.word(token + 1), td, th_left),
        three(26, words.form(head).stem, words.form(token).stem, left),
        three(28, wh, td, words.tag(if left == 1 { ch.left2 } else { ch.right2 })),
    ]);
}
