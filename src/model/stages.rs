//! Decisions in stages (after Strubell et al. 2015): the features that tell most are looked up first, the others only where those leave it
//! open. In training the first stage must decide rightly by itself too, else its scores would mean nothing.

use super::features::Feature;
use super::lanes::Table;

/// One decision after another between `N` labels, each opened, then closed until it is made.
#[derive(Clone, Debug)]
pub struct Decision<const N: usize> {
    /// Features, and rows once they were looked for.
    asked: Vec<Feature>,
    is_found: bool,
    /// What the first stage said, once the second was asked for.
    scores: Option<[i32; N]>,
}

impl<const N: usize> Default for Decision<N> {
    fn default() -> Self {
        Decision { asked: Vec::with_capacity(64), is_found: false, scores: None }
    }
}

impl<const N: usize> Decision<N> {
    /// Asks for the weights of the features that `first` appends.
    pub fn open(&mut self, table: &impl Table<N>, first: impl FnOnce(&mut Vec<Feature>)) {
        self.scores = None;
        self.ask(table, first);
    }

    fn ask(&mut self, table: &impl Table<N>, features: impl FnOnce(&mut Vec<Feature>)) {
        self.is_found = false;
        self.asked.clear();
        features(&mut self.asked);
        table.fetch(&self.asked);
    }

    /// The sum of the weights; nothing where they are not there yet, so that something else can be done before the next call. Unless one of
    /// the first `n_labels` labels leads by `clear`, those of the features that `rest` appends are asked for too.
    pub fn close(
        &mut self,
        table: &impl Table<N>,
        n_labels: usize,
        clear: i32,
        rest: impl FnOnce(&mut Vec<Feature>),
    ) -> Option<[i32; N]> {
        if !std::mem::replace(&mut self.is_found, true) && table.find(&mut self.asked) {
            return None;
        }
        let mut scores = table.sum(&self.asked);
        if let Some(first) = self.scores.take() {
            scores.iter_mut().zip(first).for_each(|(score, first)| *score += first);
        } else if lead(&scores[..n_labels]) < clear {
            self.ask(table, rest);
            self.scores = Some(scores);
            return None;
        }
        Some(scores)
    }
}

/// By how much the best score leads over the second.
fn lead(scores: &[i32]) -> i32 {
    let (mut best, mut second) = (i32::MIN / 2, i32::MIN / 2);
    for &score in scores {
        second = second.max(score.min(best));
        best = best.max(score);
    }
    best - second
}

#[cfg(test)]
mod tests {
    use super::{Decision, lead};
    use crate::model::features::Feature;
    use crate::model::lanes::Table;

    struct Sum;

    impl Table<3> for Sum {
        fn fetch(&self, _: &[Feature]) {}

        fn find(&self, _: &mut Vec<Feature>) -> bool {
            false
        }

        fn sum(&self, rows: &[Feature]) -> [i32; 3] {
            [rows.iter().map(|&row| row.cast_signed()).sum(), 0, 99]
        }
    }

    #[test]
    fn the_rest_is_asked_only_where_it_is_open() {
        assert_eq!(lead(&[3, 10, 7]), 3);
        assert_eq!(lead(&[10, 10]), 0);
        let mut decision = Decision::default();
        decision.open(&Sum, |first| first.push(5));
        assert_eq!(decision.close(&Sum, 2, 5, |rest| rest.push(7)), Some([5, 0, 99]));
        decision.open(&Sum, |first| first.push(5));
        assert_eq!(decision.close(&Sum, 2, 6, |rest| rest.push(7)), None);
        assert_eq!(decision.close(&Sum, 2, 6, |rest| rest.push(9)), Some([12, 0, 198]));
    }
}
