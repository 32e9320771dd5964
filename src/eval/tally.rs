//! Counts of hits and totals, for every figure and kind, and the rates that follow from them.

use super::{CONTENT, CUE, KINDS};

/// The figures, in the order they are shown; names and definitions are `score_attribution.py`'s.
pub(crate) const NAMES: [&str; 19] = [
    "content.exact",
    "content.exact_strict",
    "content.exact_span",
    "content.overlap",
    "content.iou30",
    "content.iou50",
    "content.iou80",
    "cue.exact",
    "cue.exact_strict",
    "cue.exact_span",
    "cue.overlap",
    "source.exact",
    "source.exact_strict",
    "source.exact_span",
    "source.overlap",
    "e2e.any",
    "e2e.head",
    "e2e.exact_source",
    "e2e.speaker",
];

/// Places in [`NAMES`]; the four of a role follow its [`exact`].
pub(super) const STRICT: usize = 1;
pub(super) const SPAN: usize = 2;
pub(super) const OVERLAP: usize = 3;
pub(super) const IOU: [(usize, f64); 3] = [(4, 0.3), (5, 0.5), (6, 0.8)];
pub(super) const IOU50: usize = 5;
pub(super) const E2E: usize = 15;
pub(crate) const SPEAKER: usize = 18;

/// The share of found contents whose source is right, by the figure that says what right is.
pub(crate) const ACCURACIES: [(&str, usize); 3] =
    [("attr_accuracy.any", E2E), ("attr_accuracy.head", E2E + 1), ("attr_accuracy.exact_source", E2E + 2)];

/// Place of a role's first figure.
pub(super) fn exact(role: usize) -> usize {
    match role {
        CONTENT => 0,
        CUE => 7,
        _ => 11,
    }
}

/// Which side is counted.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Answers = 0,
    Gold = 2,
}

/// Per figure and kind: hits and total of the answers, hits and total of gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tally([[[u32; 4]; KINDS.len()]; NAMES.len()]);

impl Default for Tally {
    fn default() -> Tally {
        Tally([[[0; 4]; KINDS.len()]; NAMES.len()])
    }
}

/// The kind as a column; one that is none of ours counts in the whole only.
pub(super) fn column(kind: &str) -> Option<usize> {
    match kind {
        // The scorer's: what has no kind has no marks.
        "" => Some(KINDS.len() - 1),
        kind => KINDS.iter().skip(1).position(|known| *known == kind).map(|at| at + 1),
    }
}

impl Tally {
    /// One attribution of this kind, in the whole and in its kind.
    pub(super) fn one(&mut self, figure: usize, kind: Option<usize>, side: Side, is_hit: bool) {
        for column in [Some(0), kind].into_iter().flatten() {
            self.many(figure, column, side, usize::from(is_hit), 1);
        }
    }

    /// Several things of one column.
    pub(super) fn many(&mut self, figure: usize, column: usize, side: Side, n_hits: usize, n_all: usize) {
        let counts = &mut self.0[figure][column];
        counts[side as usize] += n_hits as u32;
        counts[side as usize + 1] += n_all as u32;
    }

    pub(super) fn add(&mut self, other: &Tally) {
        let mine = self.0.as_flattened_mut().as_flattened_mut();
        for (count, more) in mine.iter_mut().zip(other.0.as_flattened().as_flattened()) {
            *count += more;
        }
    }

    /// Precision, recall and F1, 0 to 1.
    pub(super) fn rates(&self, figure: usize, column: usize) -> [f64; 3] {
        let [answers_right, answers, gold_right, gold] = self.0[figure][column];
        let (p, r) = (share(answers_right, answers), share(gold_right, gold));
        [p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }]
    }

    /// How many answers and how many of gold a figure is about.
    pub(super) fn totals(&self, figure: usize, column: usize) -> (u32, u32) {
        (self.0[figure][column][1], self.0[figure][column][3])
    }

    /// One of [`ACCURACIES`].
    pub(super) fn accuracy(&self, figure: usize, column: usize) -> f64 {
        share(self.0[figure][column][2], self.0[IOU50][column][2])
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}
