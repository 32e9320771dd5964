//! Whole answers: of the sources and contents that the sequence model holds possible for a cue, the one that is best as a whole, and how
//! likely it is right at all. The sequence model sees a token and its neighbors; here both edges of a span are seen together, the phrase in
//! the tree that it is or cuts, and what is left of the sentence.

use super::scene::{CLOSES, INSIDE, NONE, OPENS, Scene};
use super::{BEGIN_CONTENT, BEGIN_SOURCE, Hint, N_RELATIVE, relative};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::model::Packed;
use crate::model::features::{Feature, one, three, two};
use crate::model::lanes::Table;
use crate::model::sequence;
use std::ops::Range;

/// What a whole is scored for: its place among the others of its cue, and whether it is right at all.
pub(super) const N_WHOLE: usize = 2;
pub(super) const RANK: usize = 0;
pub(super) const RIGHT: usize = 1;

/// What one unit of a fitted weight is in the table.
pub(super) const UNIT: f32 = 256.0;

/// Candidates of a cue, and how far behind the best sequence of labels they may be.
const MOST: usize = 12;
const WITHIN: i32 = 1000;

/// A source and a content of one cue.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) source: Option<Range<usize>>,
    /// In order, not empty.
    pub(super) content: Vec<Range<usize>>,
    /// The label of each token of the window.
    pub(super) labels: Vec<u8>,
    /// How far the score of its labels is behind that of the best.
    pub(super) behind: i32,
}

impl Candidate {
    /// Whether another means the same quote of the same speaker: half of the content, and a word of the source.
    pub(super) fn is_like(&self, other: &Candidate) -> bool {
        let source = match (&self.source, &other.source) {
            (Some(one), Some(other)) => one.start < other.end && other.start < one.end,
            (one, other) => one.is_none() && other.is_none(),
        };
        let n = |parts: &[Range<usize>]| parts.iter().map(ExactSizeIterator::len).sum::<usize>();
        let shared = |one: &Range<usize>, other: &Range<usize>| {
            one.end.min(other.end).saturating_sub(one.start.max(other.start))
        };
        let pairs = self.content.iter().flat_map(|one| other.content.iter().map(move |other| shared(one, other)));
        let both: usize = pairs.sum();
        source && both * 2 >= n(&self.content) + n(&other.content) - both
    }
}

/// One cue and what is known around it.
pub(super) struct Place<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) cue: &'a Range<usize>,
    pub(super) owner: &'a [u32],
    pub(super) hint: Option<&'a Hint>,
    pub(super) window: &'a Range<usize>,
    /// The sentence of the cue within the window: the only one that has a tree for certain.
    sentence: Range<usize>,
    /// First and last token under each token of the sentence.
    yields: Vec<(usize, usize)>,
    /// The head of the cue.
    head: usize,
}

/// Further up than this no tree is followed.
const DEEPEST: usize = 30;

fn size(n: usize) -> u32 {
    match n {
        0..=4 => n as u32,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        21..=35 => 8,
        _ => 9,
    }
}

/// Halves of powers of two, by sign.
fn scale(value: i32) -> u32 {
    let size = value.unsigned_abs() + 1;
    let log = size.ilog2();
    let half = if log == 0 { 0 } else { size >> (log - 1) & 1 };
    (log * 2 + half) << 1 | u32::from(value < 0)
}

impl<'a> Place<'a> {
    pub(super) fn new(
        scene: &'a Scene<'a>,
        cue: &'a Range<usize>,
        owner: &'a [u32],
        hint: Option<&'a Hint>,
        window: &'a Range<usize>,
    ) -> Place<'a> {
        let whole = scene.sentence_of(cue.start);
        let sentence = whole.start.max(window.start)..whole.end.min(window.end);
        let mut yields: Vec<(usize, usize)> = sentence.clone().map(|at| (at, at)).collect();
        for at in sentence.clone().filter(|&at| scene.view.token(at).shape != Shape::Punct) {
            let mut up = at;
            for _ in 0..DEEPEST {
                up = scene.head[up];
                if !sentence.contains(&up) {
                    break;
                }
                let (first, last) = &mut yields[up - sentence.start];
                (*first, *last) = ((*first).min(at), (*last).max(at));
            }
        }
        let outside = |at: &usize| scene.head[*at] == NONE || !cue.contains(&scene.head[*at]);
        let head = cue.clone().find(outside).unwrap_or(cue.start);
        Place { scene, cue, owner, hint, window, sentence, yields, head }
    }

    /// The candidates that the scores of labels allow, best first by these; none without content.
    pub(super) fn candidates(
        &self,
        emissions: &[[i32; N_RELATIVE]],
        transitions: &[[i32; N_RELATIVE]; N_RELATIVE],
    ) -> Vec<Candidate> {
        let found = sequence::alternatives(emissions, transitions, relative::allowed, MOST, WITHIN);
        let best = found.first().map_or(0, |&(_, score)| score);
        let mut candidates: Vec<Candidate> = Vec::new();
        for (labels, score) in found {
            let content: Vec<Range<usize>> = self.runs(&labels, BEGIN_CONTENT);
            let is_part = |run: &Range<usize>| !(self.cue.start <= run.start && run.end <= self.cue.end);
            let content: Vec<Range<usize>> = content.into_iter().filter(is_part).collect();
            if content.is_empty() {
                continue;
            }
            // A day says nothing.
            let speaks = |run: &Range<usize>| !run.clone().all(|at| self.scene.view.has(at, Classes::CALENDAR));
            let sources = self.runs(&labels, BEGIN_SOURCE).into_iter().filter(speaks);
            let source = sources.min_by_key(|run| run.start.abs_diff(self.cue.start));
            let source = source.or_else(|| self.scene.subject_phrase(self.cue, &content));
            if !candidates.iter().any(|other| other.source == source && other.content == content) {
                candidates.push(Candidate { source, content, labels, behind: best - score });
            }
        }
        candidates
    }

    /// Tokens with a label and those that go on with it.
    fn runs(&self, labels: &[u8], begin: usize) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, &label) in labels.iter().enumerate() {
            let place = self.window.start + at;
            if usize::from(label) == begin {
                runs.push(place..place + 1);
            } else if usize::from(label) == begin + 1
                && let Some(run) = runs.last_mut()
            {
                run.end = place + 1;
            }
        }
        runs
    }

    /// The scores of candidates: of each by both labels.
    pub(super) fn scores(&self, candidates: &[Candidate], table: &Packed<N_WHOLE>) -> Vec<[i32; N_WHOLE]> {
        let mut features = Vec::with_capacity(64);
        let (mut sources, mut contents) = (Vec::new(), Vec::new());
        let mut scores = Vec::with_capacity(candidates.len());
        let best = candidates.first();
        for candidate in candidates {
            let source = cached(&mut sources, &candidate.source, |source| {
                features.clear();
                self.source_features(source.as_ref(), &mut features);
                table.score(&features)
            });
            let content = cached(&mut contents, &candidate.content, |content| {
                features.clear();
                self.content_features(content, &mut features);
                table.score(&features)
            });
            features.clear();
            self.joint_features(candidate, best.unwrap_or(candidate), &mut features);
            let joint = table.score(&features);
            scores.push(std::array::from_fn(|label| source[label] + content[label] + joint[label]));
        }
        scores
    }

    /// All features of a candidate; `best` is the first of those of its cue.
    pub(super) fn features(&self, candidate: &Candidate, best: &Candidate) -> Vec<Feature> {
        let mut features = Vec::new();
        self.source_features(candidate.source.as_ref(), &mut features);
        self.content_features(&candidate.content, &mut features);
        self.joint_features(candidate, best, &mut features);
        features
    }

    fn tag(&self, at: Option<usize>) -> u32 {
        at.filter(|at| self.sentence.contains(at)).map_or(113, |at| self.scene.tag(at))
    }

    fn word(&self, at: Option<usize>) -> u32 {
        let forms = &self.scene.view.syntax.forms;
        at.filter(|at| self.sentence.contains(at)).map_or(19, |at| forms[at].word)
    }

    fn stem(&self) -> u32 {
        self.scene.view.syntax.forms[self.head].stem
    }

    /// What stands right outside an edge: the cue, another cue, a mark of some side, or a word by its tag.
    fn neighbor(&self, at: Option<usize>) -> u32 {
        let Some(at) = at.filter(|at| self.window.contains(at)) else { return 300 };
        if self.cue.contains(&at) {
            return 301;
        }
        if self.owner[at] != 0 {
            return 302;
        }
        match self.scene.state[at] {
            OPENS => 303,
            CLOSES => 304,
            INSIDE => 400 + self.scene.tag(at),
            _ if !self.sentence.contains(&at) => 305,
            _ => self.scene.tag(at),
        }
    }

    /// How a range lies in the tree: how many of its tokens hang outside it, whether its edges are those of what is under its head, the
    /// relation of the head, and how near that is to the cue.
    fn shape(&self, range: &Range<usize>) -> (u32, u32, u32, u32, usize) {
        let scene = self.scene;
        let inside = range.clone().filter(|at| self.sentence.contains(at));
        let words = inside.filter(|&at| scene.view.token(at).shape != Shape::Punct && scene.state[at] < OPENS);
        let (mut n, mut head) = (0, NONE);
        for at in words.filter(|&at| scene.head[at] == NONE || !range.contains(&scene.head[at])) {
            n += 1;
            // The widest is the head.
            let width = |at: usize| {
                let (first, last) = self.yields[at - self.sentence.start];
                last - first
            };
            if head == NONE || width(at) > width(head) {
                head = at;
            }
        }
        if head == NONE {
            return (0, 9, 99, 9, NONE);
        }
        let (first, last) = self.yields[head - self.sentence.start];
        let side = |edge: usize, of: usize| match edge.cmp(&of) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Greater => 2,
        };
        // Punctuation hangs anywhere: an edge is passed over it.
        let is_word = |at: &usize| scene.view.token(*at).shape != Shape::Punct && scene.state[*at] < OPENS;
        let own_first = range.clone().find(is_word).unwrap_or(range.start);
        let own_last = range.clone().rev().find(is_word).unwrap_or(range.end - 1);
        let edges = side(own_first, first) * 3 + side(own_last, last);
        let mut up = head;
        let mut near = 4;
        for distance in 0..4 {
            up = scene.head[up];
            if up == NONE {
                break;
            }
            if self.cue.contains(&up) {
                near = distance;
                break;
            }
        }
        let under = if near == 4 && scene.head[self.head] == head { 5 } else { near };
        (n.min(3), edges, scene.relation[head].number(), under, head)
    }

    /// Whether a range closes a bracket that it does not open, and the other way round.
    fn brackets(&self, range: &Range<usize>) -> u32 {
        let (mut closed, mut open) = (0u32, 0u32);
        for at in range.clone() {
            match self.scene.view.word(at) {
                "(" | "[" => open += 1,
                ")" | "]" if open == 0 => closed = 1,
                ")" | "]" => open -= 1,
                _ => {}
            }
        }
        closed << 1 | open.min(1)
    }

    fn source_features(&self, source: Option<&Range<usize>>, features: &mut Vec<Feature>) {
        let (scene, stem) = (self.scene, self.stem());
        let tag_of_cue = scene.tag(self.head);
        let relation_of_cue = scene.relation[self.head].number();
        let has_subject = u32::from(scene.subject[self.head] != NONE);
        let Some(source) = source else {
            let hinted = self.hint.map_or(2, |hint| u32::from(hint.source.is_some()));
            features.extend([
                one(1, 0),
                two(2, tag_of_cue, has_subject),
                two(3, stem, has_subject),
                two(4, hinted, tag_of_cue),
                three(5, tag_of_cue, relation_of_cue, has_subject),
            ]);
            return;
        };
        let (start, last) = (source.start, source.end - 1);
        let (before, next) = (start.checked_sub(1), Some(source.end));
        let side = u32::from(start > self.cue.start);
        let length = size(source.len());
        let (n, edges, relation, near, head) = self.shape(source);
        let gap =
            if side == 0 { self.cue.start.saturating_sub(source.end) } else { start.saturating_sub(self.cue.end) };
        let place = size(gap) << 1 | side;
        let (first_tag, last_tag) = (self.tag(Some(start)), self.tag(Some(last)));
        let (outside_left, outside_right) = (self.neighbor(before), self.neighbor(next));
        let is =
            |at: Option<usize>, word: &str| at.is_some_and(|at| self.sentence.contains(&at) && scene.view.is(at, word));
        let n_commas = source.clone().filter(|&at| scene.view.word(at) == ",").count().min(3) as u32;
        let commas = n_commas << 3
            | u32::from(is(Some(last), ",")) << 2
            | u32::from(is(next, ",")) << 1
            | u32::from(is(before, ","));
        let tags = &scene.view.syntax.tags;
        let any = |wanted: &dyn Fn(&str) -> bool| u32::from(source.clone().any(|at| wanted(tags[at].name())));
        let inside = any(&|tag| matches!(tag, "WP" | "WDT" | "WRB")) << 3
            | any(&|tag| tag.starts_with("VB")) << 2
            | any(&|tag| tag == "CC") << 1
            | u32::from(source.clone().any(|at| self.owner[at] != 0 && !self.cue.contains(&at)));
        let names = |one: u32, other: u32| u32::from(one == other);
        let cut = names(self.tag(before), first_tag) << 1 | names(self.tag(next), last_tag);
        let hinted = self.hint.and_then(|hint| hint.source.as_ref().map(|own| (hint.form, own)));
        let hint = hinted.map_or(0, |(_, own)| {
            let edges = u32::from(own.start == start) << 1 | u32::from(own.end == source.end);
            if own.start < source.end && start < own.end { 4 + edges } else { 1 }
        });
        let form = hinted.map_or(0, |(form, _)| form);
        let state = u32::from(scene.state[start]) << 4
            | u32::from(scene.state[last]) << 2
            | u32::from(scene.state[self.cue.start]);
        let shape = n << 8 | edges << 4 | near;
        let head_word = if head == NONE { 23 } else { scene.view.syntax.forms[head].word };
        let head_tag = if head == NONE { 114 } else { scene.tag(head) };
        features.extend([
            one(10, length),
            two(11, length, relation),
            two(12, shape, relation),
            two(13, shape, side),
            three(14, first_tag, outside_left, side),
            three(15, last_tag, outside_right, side),
            two(16, self.word(Some(start)), self.tag(before)),
            two(17, self.word(next), last_tag),
            two(18, self.word(before), first_tag),
            two(19, self.word(Some(last)), outside_right),
            two(20, place, outside_right),
            two(21, place, outside_left),
            two(22, commas, side),
            three(23, commas, length, side),
            three(24, inside, outside_right, side),
            three(25, commas, inside, outside_right),
            three(26, cut, first_tag, last_tag),
            three(27, hint, form, side),
            two(28, hint, length),
            one(29, state),
            three(30, stem, side, near),
            three(31, stem, relation, side),
            two(32, head_word, relation),
            three(33, head_tag, relation, near),
            two(34, head_word, stem),
            three(35, tag_of_cue, relation_of_cue, near << 6 | relation),
            three(36, edges << 4 | commas << 8, outside_right, n),
            three(37, place, tag_of_cue, near),
            three(38, self.word(Some(start)), self.word(Some(last)), side),
            two(39, self.brackets(source), side),
        ]);
    }

    fn content_features(&self, content: &[Range<usize>], features: &mut Vec<Feature>) {
        let (scene, stem) = (self.scene, self.stem());
        let (first, last) = (&content[0], &content[content.len() - 1]);
        let n_parts = content.len().min(4) as u32;
        let n_tokens: usize = content.iter().map(ExactSizeIterator::len).sum();
        let length = size(n_tokens);
        let n_marked = content.iter().flat_map(Clone::clone).filter(|&at| scene.state[at] > 0).count();
        let marked = match n_marked {
            0 => 0,
            n if n == n_tokens => 2,
            _ => 1,
        };
        // A passage that is cut at the edge before a token.
        let is_cut = |at: usize| {
            let states = at.checked_sub(1).and_then(|left| Some((scene.state[left], *scene.state.get(at)?)));
            states.is_some_and(|(left, right)| left > 0 && right > 0 && left != CLOSES && right != OPENS)
        };
        let n_cut = |part: &Range<usize>| u32::from(is_cut(part.end)) + u32::from(is_cut(part.start));
        let cut_marks = content.iter().map(n_cut).sum::<u32>().min(3);
        let holds = u32::from(content.iter().flat_map(Clone::clone).any(|at| self.owner[at] != 0)) << 1
            | u32::from(content.iter().any(|part| part.start < self.cue.end && self.cue.start < part.end));
        features.extend([
            three(50, n_parts, marked, cut_marks),
            two(51, length, marked),
            two(52, stem, length),
            three(53, stem, marked, n_parts),
            two(54, holds, marked),
            three(
                55,
                scene.tag(self.head),
                n_parts,
                u32::from(first.start > self.cue.start) << 1 | u32::from(last.start > self.cue.start),
            ),
        ]);
        let hint = self.hint.filter(|hint| !hint.content.is_empty());
        for part in content {
            let (start, end) = (part.start, part.end - 1);
            let (before, next) = (start.checked_sub(1), Some(part.end));
            let side = u32::from(start > self.cue.start);
            let (n, edges, relation, near, head) = self.shape(part);
            let gap =
                if side == 1 { start.saturating_sub(self.cue.end) } else { self.cue.start.saturating_sub(part.end) };
            let place = size(gap) << 1 | side;
            let rest = size(self.sentence.end.saturating_sub(part.end)) << 1 | u32::from(self.sentence.contains(&end));
            let ahead =
                size(start.saturating_sub(self.sentence.start)) << 1 | u32::from(self.sentence.contains(&start));
            let (outside_left, outside_right) = (self.neighbor(before), self.neighbor(next));
            let state = u32::from(scene.state[start]) << 2 | u32::from(scene.state[end]);
            let is = |at: Option<usize>, word: &str| {
                at.is_some_and(|at| self.sentence.contains(&at) && scene.view.is(at, word))
            };
            let commas =
                u32::from(is(Some(end), ",")) << 2 | u32::from(is(next, ",")) << 1 | u32::from(is(before, ","));
            let hinted = hint.map_or(9, |hint| {
                let starts = hint.content.iter().any(|own| own.start == start);
                let ends = hint.content.iter().any(|own| own.end.abs_diff(part.end) < 2);
                u32::from(starts) << 1 | u32::from(ends)
            });
            let form = hint.map_or(0, |hint| hint.form);
            let (start_tag, end_tag) = (self.tag(Some(start)), self.tag(Some(end)));
            let head_tag = if head == NONE { 114 } else { scene.tag(head) };
            features.extend([
                three(60, start_tag, outside_left, side),
                three(61, end_tag, outside_right, side),
                three(62, self.word(Some(start)), outside_left, side),
                three(63, self.word(next), end_tag, side),
                three(64, self.word(before), start_tag, side),
                three(65, self.word(Some(end)), outside_right, side),
                three(66, n << 4 | edges, relation, near),
                three(67, n << 4 | edges, side, state),
                three(68, edges, near, outside_right),
                three(69, stem, relation, near),
                three(70, stem, edges << 4 | near, side),
                three(71, stem, self.word(Some(start)), side),
                three(72, stem, place, state),
                three(73, rest, commas, state),
                three(74, ahead, commas, side),
                three(75, rest, outside_right, n_parts),
                three(76, hinted, form, state),
                three(77, hinted, commas, rest),
                three(78, place, outside_left, start_tag),
                three(79, state, outside_left, outside_right),
                three(80, self.word(next), self.word(next.map(|at| at + 1)), side),
                three(81, head_tag, relation, place),
                three(82, commas, edges, self.word(next)),
                three(83, size(part.len()), place, marked),
                two(84, self.brackets(part), side),
            ]);
        }
    }

    fn joint_features(&self, candidate: &Candidate, best: &Candidate, features: &mut Vec<Feature>) {
        let Candidate { source, content, behind, .. } = candidate;
        let scene = self.scene;
        let differs = u32::from(*source != best.source) << 1 | u32::from(*content != best.content);
        let behind = scale(*behind);
        // In which order source, cue and parts stand.
        let mut order: Vec<(usize, u32)> = content.iter().take(4).map(|part| (part.start, 1)).collect();
        order.push((self.cue.start, 2));
        order.extend(source.iter().map(|source| (source.start, 3)));
        order.sort_unstable();
        let order = order.iter().fold(0, |all, (_, one)| all << 2 | one);
        // Words of the sentence that are in none of them, before the first and behind the last and between.
        let covered = |at: usize| {
            self.cue.contains(&at)
                || source.as_ref().is_some_and(|source| source.contains(&at))
                || content.iter().any(|part| part.contains(&at))
        };
        let (mut n_before, mut n_between, mut n_behind, mut begun) = (0, 0, 0, false);
        for at in self.sentence.clone().filter(|&at| scene.view.token(at).shape.is_word()) {
            if covered(at) {
                n_between += std::mem::take(&mut n_behind);
                begun = true;
            } else if begun {
                n_behind += 1;
            } else {
                n_before += 1;
            }
        }
        let rest = size(n_before) << 8 | size(n_between) << 4 | size(n_behind);
        features.extend([
            one(100, behind),
            two(101, behind, differs),
            one(102, order),
            two(103, order, self.stem()),
            two(104, order, rest),
            one(105, size(n_between) << 4 | size(n_behind)),
            two(106, self.stem(), size(n_between)),
            three(107, order, scene.tag(self.head), u32::from(scene.state[self.cue.start])),
        ]);
    }

    /// What tells whether the chosen candidate is right at all, beside its own features: how clear the cue is, and its words.
    pub(super) fn cue_features(&self, lead: i32, candidates: &[Candidate], features: &mut Vec<Feature>) {
        let (lead, stem, tag) = (scale(lead), self.stem(), self.scene.tag(self.head));
        let second = candidates.get(1).map_or(99, |second| scale(second.behind));
        let (before, next) = (self.cue.start.checked_sub(1), Some(self.cue.end));
        let form = self.hint.map_or(0, |hint| hint.form);
        features.extend([
            one(120, lead),
            two(121, lead, stem),
            two(122, lead, tag),
            two(123, stem, tag),
            two(124, self.word(before), stem),
            two(125, self.word(next), stem),
            two(126, size(self.cue.len()), lead),
            two(127, form, lead),
            two(128, second, lead),
            one(129, second),
            two(130, self.scene.relation[self.head].number(), tag),
            three(131, self.tag(before), tag, self.tag(next)),
            two(132, self.word(Some(self.cue.start)), self.word(Some(self.cue.end - 1))),
        ]);
    }
}

/// The score of a part that several candidates may share.
fn cached<K: PartialEq + Clone>(
    known: &mut Vec<(K, [i32; N_WHOLE])>,
    key: &K,
    score: impl FnOnce(&K) -> [i32; N_WHOLE],
) -> [i32; N_WHOLE] {
    if let Some((_, score)) = known.iter().find(|(other, _)| other == key) {
        return *score;
    }
    let found = score(key);
    known.push((key.clone(), found));
    found
}
