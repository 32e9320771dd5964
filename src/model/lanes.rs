//! Work in turns: tables of weights are larger than the nearest caches, and what was asked of memory comes while something else is done.

use super::features::Feature;

/// A table of weights of `N` labels, looked up in steps that each ask memory for what the next one reads.
pub trait Table<const N: usize> {
    /// Asks for the places of `features`.
    fn fetch(&self, features: &[Feature]);

    /// Puts rows in the place of features and asks for their weights; whether there is anything to wait for.
    fn find(&self, features: &mut Vec<Feature>) -> bool;

    /// The sum of the weights of these rows, one score a label.
    fn sum(&self, rows: &[Feature]) -> [i32; N];

    /// The sum of the weights of `features`, without waiting in between.
    fn score(&self, features: &[Feature]) -> [i32; N] {
        let mut rows = features.to_vec();
        self.find(&mut rows);
        self.sum(&rows)
    }
}

/// Tasks at once: on news 4, 8 and 16 sentences were parsed equally fast.
const LANES: usize = 8;

/// All tasks, done, some at once: `step` goes on with one until it has asked for something that it must wait for, or tells that it is done.
pub fn in_turns<T>(tasks: impl IntoIterator<Item = T>, mut step: impl FnMut(&mut T) -> bool) -> Vec<T> {
    let mut done = Vec::new();
    let mut tasks = tasks.into_iter().enumerate();
    let mut lanes: Vec<(usize, T)> = tasks.by_ref().take(LANES).collect();
    while !lanes.is_empty() {
        let mut at = 0;
        while at < lanes.len() {
            if !step(&mut lanes[at].1) {
                at += 1;
                continue;
            }
            done.push(match tasks.next() {
                Some(next) => std::mem::replace(&mut lanes[at], next),
                None => lanes.swap_remove(at),
            });
        }
    }
    done.sort_unstable_by_key(|&(place, _)| place);
    done.into_iter().map(|(_, task)| task).collect()
}

/// The scores of one place after another: the weights of one come while the features of the next are made.
#[derive(Debug)]
pub struct Emissions<'a, T, const N: usize> {
    table: &'a T,
    /// Of the last place the features, of the one before it the rows.
    waiting: [Vec<Feature>; 2],
    n_places: usize,
    scores: Vec<[i32; N]>,
}

impl<'a, T: Table<N>, const N: usize> Emissions<'a, T, N> {
    /// None yet.
    pub fn of(table: &'a T) -> Self {
        Emissions { table, waiting: [Vec::new(), Vec::new()], n_places: 0, scores: Vec::new() }
    }

    /// Adds a place with these features.
    pub fn push(&mut self, features: &[Feature]) {
        self.table.fetch(features);
        self.advance();
        self.waiting[0].clear();
        self.waiting[0].extend_from_slice(features);
        self.n_places += 1;
    }

    /// Brings the waiting places a step further.
    fn advance(&mut self) {
        if self.scores.len() + 1 < self.n_places {
            self.scores.push(self.table.sum(&self.waiting[1]));
        }
        self.table.find(&mut self.waiting[0]);
        self.waiting.swap(0, 1);
    }

    /// The scores of all places, in order.
    pub fn finish(mut self) -> Vec<[i32; N]> {
        if self.n_places > 0 {
            self.advance();
            self.scores.push(self.table.sum(&self.waiting[1]));
        }
        self.scores
    }
}

#[cfg(test)]
mod tests {
    use super::{Emissions, Table, in_turns};
    use crate::model::features::Feature;

    #[test]
    fn every_task_is_done_in_its_steps() {
        for n in [0, 1, 8, 30] {
            let done = in_turns((0..n).map(|at| (at, at * 7 % 5, 0)), |(_, wanted, steps)| {
                *steps += 1;
                *steps > *wanted
            });
            assert!(done.into_iter().eq((0..n).map(|at| (at, at * 7 % 5, at * 7 % 5 + 1))));
        }
    }

    #[test]
    fn emissions_are_in_order() {
        struct Sum;
        impl Table<1> for Sum {
            fn fetch(&self, _: &[Feature]) {}
            fn find(&self, features: &mut Vec<Feature>) -> bool {
                for feature in features {
                    *feature *= 10;
                }
                true
            }
            fn sum(&self, rows: &[Feature]) -> [i32; 1] {
                [rows.iter().map(|&row| row.cast_signed()).sum()]
            }
        }
        let places: [&[Feature]; 4] = [&[1, 2], &[], &[5], &[7, 7]];
        let mut emissions = Emissions::of(&Sum);
        for features in places {
            emissions.push(features);
        }
        assert_eq!(emissions.finish(), [[30], [0], [50], [140]]);
        assert!(Emissions::of(&Sum).finish().is_empty());
        let mut one = Emissions::of(&Sum);
        one.push(&[4]);
        assert_eq!(one.finish(), [[40]]);
    }
}
