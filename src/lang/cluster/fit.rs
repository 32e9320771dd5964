//! Fitting clusters by exchange (Martin, Liermann and Ney 1998): each word in turn goes to the cluster that makes a bigram model of clusters
//! the likeliest. Deterministic.

use super::{Clusters, MOST_FINE};
use crate::lang::form::Form;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Rarer words have no cluster.
const LEAST_COUNT: u32 = 5;
const N_COARSE: usize = 32;
/// Turns over all words; few words move in the last ones.
const TURNS: usize = 15;

/// How often a unit stands right before another.
type Pairs = BTreeMap<(usize, usize), u32>;

/// The model file of clusters of the words in these sentences, whose forms are those of words in no cluster.
pub fn fit(sentences: &[Vec<Form>]) -> Vec<u8> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    sentences.iter().flatten().for_each(|form| *counts.entry(form.word).or_default() += 1);
    counts.retain(|_, &mut n| n >= LEAST_COUNT);
    let places: FxHashMap<u32, usize> = counts.keys().enumerate().map(|(at, &word)| (word, at)).collect();
    // The edge of a sentence and rare words, by what can be seen of them, are units too.
    let edge = places.len();
    let unit = |form: &Form| places.get(&form.word).copied().unwrap_or(edge + 1 + usize::from(form.cluster.fine));
    let mut pairs = Pairs::new();
    for sentence in sentences {
        let mut before = edge;
        for at in sentence.iter().map(unit).chain([edge]) {
            *pairs.entry((before, at)).or_default() += 1;
            before = at;
        }
    }
    let fine = exchange(&pairs, edge + 1 + usize::from(super::FIRST), MOST_FINE);
    let mut of_fine = Pairs::new();
    for (&(one, other), n) in &pairs {
        *of_fine.entry((fine[one], fine[other])).or_default() += n;
    }
    let coarse: Vec<u8> = exchange(&of_fine, MOST_FINE, N_COARSE).into_iter().map(|coarse| coarse as u8).collect();
    let words = counts.into_keys().zip(fine.into_iter().map(|fine| fine as u8)).collect();
    Clusters::file(&words, &coarse)
}

/// Counts of units and of clusters beside one another.
struct Exchange {
    n_clusters: usize,
    cluster: Vec<usize>,
    /// Of two clusters, how often the second stands behind the first.
    cells: Vec<u32>,
    /// How often a cluster stands before something, and behind.
    sides: [Vec<u32>; 2],
    /// n log n.
    logs: Vec<f64>,
}

/// How often a unit stands beside each cluster, by cluster.
type Beside = Vec<(usize, u32)>;

/// The cluster of each of `n` units among `n_clusters`.
fn exchange(pairs: &Pairs, n: usize, n_clusters: usize) -> Vec<usize> {
    // What stands behind and before each unit, and how often; a unit beside itself apart.
    let (mut behind, mut before) = (vec![Vec::new(); n], vec![Vec::new(); n]);
    let (mut own, mut totals) = (vec![0; n], vec![[0; 2]; n]);
    for (&(one, other), &times) in pairs {
        totals[one][0] += times;
        totals[other][1] += times;
        if one == other {
            own[one] += times;
        } else {
            behind[one].push((other, times));
            before[other].push((one, times));
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&unit| (std::cmp::Reverse(totals[unit][0]), unit));
    let mut state = Exchange {
        n_clusters,
        cluster: vec![0; n],
        cells: vec![0; n_clusters * n_clusters],
        sides: [vec![0; n_clusters], vec![0; n_clusters]],
        logs: (0..1 << 16).map(n_log_n).collect(),
    };
    // The most frequent units begin alone.
    for (rank, &unit) in order.iter().enumerate() {
        state.cluster[unit] = if rank < n_clusters { rank } else { n_clusters - 1 - rank % n_clusters };
    }
    for (&(one, other), times) in pairs {
        state.cells[state.cluster[one] * n_clusters + state.cluster[other]] += times;
    }
    for unit in 0..n {
        for (side, total) in state.sides.iter_mut().zip(totals[unit]) {
            side[state.cluster[unit]] += total;
        }
    }
    for _ in 0..TURNS {
        for &unit in &order {
            let beside = [state.beside(&behind[unit]), state.beside(&before[unit])];
            let from = state.cluster[unit];
            state.shift(from, &beside, own[unit], totals[unit], u32::wrapping_sub);
            let gain = |to| state.gain(to, &beside, own[unit], totals[unit]);
            let better = |best: (f64, usize), to| {
                let gain = gain(to);
                if gain > best.0 { (gain, to) } else { best }
            };
            let (_, to) = (0..n_clusters).filter(|&to| to != from).fold((gain(from), from), better);
            state.shift(to, &beside, own[unit], totals[unit], u32::wrapping_add);
            state.cluster[unit] = to;
        }
    }
    state.cluster
}

impl Exchange {
    fn beside(&self, units: &[(usize, u32)]) -> Beside {
        let mut clusters: Beside = units.iter().map(|&(unit, times)| (self.cluster[unit], times)).collect();
        clusters.sort_unstable_by_key(|&(cluster, _)| cluster);
        clusters.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            kept.1 += if is_same { next.1 } else { 0 };
            is_same
        });
        clusters
    }

    /// The cells of the cluster `at` that counts of what stands behind and before a unit of it belong to.
    fn cells(&self, at: usize, beside: &[Beside; 2]) -> impl Iterator<Item = (usize, u32)> {
        let n = self.n_clusters;
        let [behind, before] = beside;
        let behind = behind.iter().map(move |&(cluster, times)| (at * n + cluster, times));
        behind.chain(before.iter().map(move |&(cluster, times)| (cluster * n + at, times)))
    }

    /// Adds the counts of a unit to a cluster, or takes them away.
    fn shift(&mut self, at: usize, beside: &[Beside; 2], own: u32, totals: [u32; 2], by: fn(u32, u32) -> u32) {
        let inside = at * self.n_clusters + at;
        for (cell, times) in self.cells(at, beside).chain([(inside, own)]).collect::<Vec<_>>() {
            self.cells[cell] = by(self.cells[cell], times);
        }
        for (side, total) in self.sides.iter_mut().zip(totals) {
            side[at] = by(side[at], total);
        }
    }

    /// What the likelihood gains when a unit that is in no cluster goes to `to`.
    fn gain(&self, to: usize, beside: &[Beside; 2], own: u32, totals: [u32; 2]) -> f64 {
        let more = |count: u32, times: u32| self.log(count + times) - self.log(count);
        let inside = to * self.n_clusters + to;
        let (mut gain, mut own) = (0.0, own);
        for (cell, times) in self.cells(to, beside) {
            if cell == inside {
                own += times;
            } else {
                gain += more(self.cells[cell], times);
            }
        }
        let ends: f64 = self.sides.iter().zip(totals).map(|(side, total)| more(side[to], total)).sum();
        gain + more(self.cells[inside], own) - ends
    }

    fn log(&self, count: u32) -> f64 {
        self.logs.get(count as usize).copied().unwrap_or_else(|| n_log_n(count))
    }
}

fn n_log_n(count: u32) -> f64 {
    if count == 0 { 0.0 } else { f64::from(count) * f64::from(count).ln() }
}
