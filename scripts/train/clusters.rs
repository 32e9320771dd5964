//! Clusters of words by k-means over their vectors.

use whosaid::entity::recognize::cluster::{Clusters, MOST};
use whosaid::lang::vectors::{self, DIMENSIONS};

/// Vectors of frequent words, made by `scripts/rebuild-vectors`.
const VECTORS: &[u8] = include_bytes!("vectors.bin");
/// Turns: fewer than one word in a hundred then changes its cluster.
const TURNS: usize = 25;
/// Clusters begin with words evenly apart among so many of the most frequent ones.
const FREQUENT: usize = 20_000;

/// The vectors.
pub(crate) fn vectors() -> Vec<(u32, [f32; DIMENSIONS])> {
    vectors::read(VECTORS)
}

/// The clusters. Deterministic.
pub(crate) fn fit() -> Clusters {
    let mut words = vectors();
    for (_, vector) in &mut words {
        normalize(vector);
    }
    let mut centers: Vec<[f32; DIMENSIONS]> = (0..MOST).map(|at| words[at * FREQUENT / MOST].1).collect();
    let mut nearest = vec![0; words.len()];
    for _ in 0..TURNS {
        // By dimension, so that one number of a word meets that of all centers at once.
        let mut columns = vec![[0.0f32; MOST]; DIMENSIONS];
        for (at, center) in centers.iter().enumerate() {
            (0..DIMENSIONS).for_each(|dimension| columns[dimension][at] = center[dimension]);
        }
        for ((_, vector), nearest) in words.iter().zip(&mut nearest) {
            let mut likeness = [0.0f32; MOST];
            for (value, column) in vector.iter().zip(&columns) {
                likeness.iter_mut().zip(column).for_each(|(sum, center)| *sum += value * center);
            }
            *nearest = (0..MOST).max_by(|&one, &other| likeness[one].total_cmp(&likeness[other])).unwrap_or(0);
        }
        let mut sums = vec![[0.0; DIMENSIONS]; MOST];
        for ((_, vector), &nearest) in words.iter().zip(&nearest) {
            sums[nearest].iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
        }
        for (center, mut sum) in centers.iter_mut().zip(sums) {
            if normalize(&mut sum) {
                *center = sum;
            }
        }
    }
    Clusters::new(words.into_iter().zip(nearest).map(|((word, _), nearest)| (word, nearest as u8)))
}

/// Makes its length 1; not so when it is 0.
fn normalize(vector: &mut [f32; DIMENSIONS]) -> bool {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        for value in vector.iter_mut() {
            *value /= length;
        }
    }
    length > 0.0
}
