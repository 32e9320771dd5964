//! 95 % intervals by bootstrap over articles: attributions of one article are alike, so whole articles are drawn.

use super::KINDS;
use super::judge::Judged;
use super::tally::{ACCURACIES, NAMES, Tally};

/// Any fixed number: the same articles give the same intervals.
const SEED: u64 = 0x77_686f_7361_6964;

/// Lower and upper end.
pub(crate) type Interval = [f64; 2];

/// The intervals of one column.
pub(super) struct Intervals {
    /// Of each figure: precision, recall, F1.
    pub(super) rates: Vec<[Interval; 3]>,
    /// Of each of [`ACCURACIES`].
    pub(super) accuracies: Vec<Interval>,
}

/// The intervals of every column, from `n_resamples` draws of as many articles as there are (Efron and Tibshirani 1993, percentile).
pub(super) fn intervals(articles: &[Judged], n_resamples: usize) -> Option<Vec<Intervals>> {
    if articles.is_empty() || n_resamples == 0 {
        return None;
    }
    let mut draws = Draws(SEED);
    let mut resamples = Vec::with_capacity(n_resamples);
    for _ in 0..n_resamples {
        let mut sum = Tally::default();
        for _ in articles {
            sum.add(&articles[draws.below(articles.len())].tally);
        }
        resamples.push(sum);
    }
    let ends = |of: &dyn Fn(&Tally) -> f64| ends(resamples.iter().map(of).collect());
    let columns = (0..KINDS.len()).map(|column| Intervals {
        rates: (0..NAMES.len())
            .map(|figure| [0, 1, 2].map(|at| ends(&|tally| tally.rates(figure, column)[at])))
            .collect(),
        accuracies: ACCURACIES.iter().map(|row| ends(&|tally| tally.accuracy(row.1, column))).collect(),
    });
    Some(columns.collect())
}

/// The values between which 95 % lie.
fn ends(mut values: Vec<f64>) -> Interval {
    values.sort_by(f64::total_cmp);
    [25, 975].map(|per_mille| values[((values.len() - 1) * per_mille + 500) / 1000])
}

/// Steele, Lea and Flood's `SplitMix64` (OOPSLA 2014): enough to draw articles, and the same on every machine.
struct Draws(u64);

impl Draws {
    /// A number below `n`; the bias of this way is below n / 2^64.
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        ((u128::from(mixed) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{Draws, ends};

    #[test]
    fn ends_leave_out_a_fortieth_on_each_side() {
        let near = |one: [f64; 2], other: [f64; 2]| (0..2).all(|at| (one[at] - other[at]).abs() < 1e-12);
        assert!(near(ends((0..=1000).rev().map(f64::from).collect()), [25.0, 975.0]));
        assert!(near(ends(vec![0.5]), [0.5, 0.5]));
    }

    #[test]
    fn draws_are_even() {
        let mut draws = Draws(1);
        let mut counts = [0; 7];
        (0..7000).for_each(|_| counts[draws.below(7)] += 1);
        assert!(counts.iter().all(|n| (850..1150).contains(n)), "{counts:?}");
    }
}
