//! Fitting: the averaged perceptron over hashed features, and the random order that makes it repeatable. Only built for training.

use super::features::Feature;
use super::weights::Weights;
use rustc_hash::FxHashMap;

/// A small generator of repeatable randomness (xorshift64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator that gives the same numbers for the same seed.
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }

    /// The numbers below `n` in random order.
    pub fn order(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for at in (1..n).rev() {
            order.swap(at, self.below(at + 1));
        }
        order
    }
}

/// Weights while they are fitted: those of now, and what their average over all steps needs.
#[derive(Debug)]
pub struct Trainer<const N: usize> {
    rows: FxHashMap<Feature, u32>,
    now: Vec<[f32; N]>,
    /// Sum of each change times the step it was made at.
    late: Vec<[f32; N]>,
    n_updates: Vec<u32>,
    step: f32,
}

impl<const N: usize> Default for Trainer<N> {
    fn default() -> Self {
        Trainer { rows: FxHashMap::default(), now: Vec::new(), late: Vec::new(), n_updates: Vec::new(), step: 1.0 }
    }
}

impl<const N: usize> Trainer<N> {
    /// Sum of the weights of `features` as they are now.
    pub fn score(&self, features: &[Feature]) -> [f32; N] {
        let mut scores = [0.0; N];
        for feature in features {
            if let Some(&row) = self.rows.get(feature) {
                for (score, weight) in scores.iter_mut().zip(&self.now[row as usize]) {
                    *score += weight;
                }
            }
        }
        scores
    }

    /// Adds `change` to the weight of `label` of each feature.
    pub fn update(&mut self, features: &[Feature], label: usize, change: f32) {
        for &feature in features {
            let row = *self.rows.entry(feature).or_insert_with(|| {
                self.now.push([0.0; N]);
                self.late.push([0.0; N]);
                self.n_updates.push(0);
                self.now.len() as u32 - 1
            }) as usize;
            self.now[row][label] += change;
            self.late[row][label] += change * self.step;
            self.n_updates[row] += 1;
        }
    }

    /// Corrects one decision: `right` up, `wrong` down.
    pub fn correct(&mut self, features: &[Feature], right: usize, wrong: usize) {
        self.update(features, right, 1.0);
        self.update(features, wrong, -1.0);
    }

    /// One more decision was seen; averages count by these steps. A step is a thousandth so that sums keep their precision.
    pub fn advance(&mut self) {
        self.step += 1e-3;
    }

    /// The averaged weights of all features that were updated at least `least_updates` times.
    pub fn average(&self, least_updates: u32) -> Averaged<N> {
        let mut rows = FxHashMap::default();
        for (&feature, &row) in &self.rows {
            let row = row as usize;
            if self.n_updates[row] < least_updates {
                continue;
            }
            let mut average = [0.0; N];
            for (label, value) in average.iter_mut().enumerate() {
                *value = self.now[row][label] - self.late[row][label] / self.step;
            }
            rows.insert(feature, average);
        }
        Averaged { rows, n: 1 }
    }
}

/// Averaged weights of one or several runs.
#[derive(Debug)]
pub struct Averaged<const N: usize> {
    rows: FxHashMap<Feature, [f32; N]>,
    n: u32,
}

impl<const N: usize> Averaged<N> {
    /// Adds those of another run: the mean of runs with other seeds errs less than each.
    #[must_use]
    pub fn with(mut self, other: Averaged<N>) -> Averaged<N> {
        for (feature, row) in other.rows {
            let sum = self.rows.entry(feature).or_insert([0.0; N]);
            for (value, more) in sum.iter_mut().zip(row) {
                *value += more;
            }
        }
        self.n += other.n;
        self
    }

    /// Without the weights below `cut` times the size that one row in 2,000 exceeds: most tell little and fill the file.
    #[must_use]
    pub fn sparse(mut self, cut: f32) -> Averaged<N> {
        let least = cut * UNIT / self.scale();
        self.rows.retain(|_, row| {
            for value in row.iter_mut().filter(|value| value.abs() < least) {
                *value = 0.0;
            }
            row.iter().any(|&value| value != 0.0)
        });
        self
    }

    /// As 16-bit weights. Rows without a weight of at least `cut` times the size that one row in 2,000 exceeds are left out.
    pub fn quantize(&self, cut: f32) -> Weights<N> {
        let size = |row: &[f32; N]| row.iter().fold(0f32, |most, value| most.max(value.abs()));
        let mut sizes: Vec<f32> = self.rows.values().map(size).collect();
        sizes.sort_by(f32::total_cmp);
        let large = sizes.get(sizes.len() * 1999 / 2000).copied().unwrap_or(1.0).max(1e-9);
        let mut rows: Vec<(Feature, [i16; N])> = Vec::new();
        for (&feature, row) in &self.rows {
            if size(row) < cut * large {
                continue;
            }
            let quantized = row.map(|value| (value / large * UNIT).round().clamp(-32767.0, 32767.0) as i16);
            if quantized.iter().any(|&weight| weight != 0) {
                rows.push((feature, quantized));
            }
        }
        rows.sort_unstable_by_key(|&(feature, _)| feature);
        Weights::new(rows)
    }

    /// What one unit of a fitted weight becomes in the quantized table.
    pub fn scale(&self) -> f32 {
        let mut sizes: Vec<f32> =
            self.rows.values().map(|row| row.iter().fold(0f32, |most, value| most.max(value.abs()))).collect();
        sizes.sort_by(f32::total_cmp);
        UNIT / sizes.get(sizes.len() * 1999 / 2000).copied().unwrap_or(1.0).max(1e-9)
    }
}

/// The large weight that one row in 2,000 exceeds, quantized: nearly all weights then take one byte on disk.
const UNIT: f32 = 255.0;
