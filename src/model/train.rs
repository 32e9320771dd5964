//! Fitting: the averaged perceptron over hashed features, and the random order that makes it repeatable. Only built for training.

use super::features::Feature;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A small generator of repeatable randomness (xorshift64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator that gives the same numbers for the same seed.
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// True `share` of the times.
    pub fn is_below(&mut self, share: f64) -> bool {
        (self.below(1 << 20) as f64) < share * f64::from(1 << 20)
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
    /// The feature of each row.
    features: Vec<Feature>,
    now: Vec<[f32; N]>,
    /// Sum of each change times the step it was made at.
    late: Vec<[f32; N]>,
    n_updates: Vec<u32>,
    step: f32,
}

impl<const N: usize> Default for Trainer<N> {
    fn default() -> Self {
        Trainer {
            rows: FxHashMap::default(),
            features: Vec::new(),
            now: Vec::new(),
            late: Vec::new(),
            n_updates: Vec::new(),
            step: 1.0,
        }
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

    /// The same of the first `n_first` features, and of all.
    pub fn score_in_stages(&self, features: &[Feature], n_first: usize) -> [[f32; N]; 2] {
        let (first, rest) = features.split_at(n_first);
        let first = self.score(first);
        let rest = self.score(rest);
        [first, std::array::from_fn(|label| first[label] + rest[label])]
    }

    /// Adds `change` to the weight of `label` of each feature.
    pub fn update(&mut self, features: &[Feature], label: usize, change: f32) {
        for &feature in features {
            let row = *self.rows.entry(feature).or_insert_with(|| {
                self.features.push(feature);
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
        let mut rows = BTreeMap::new();
        for (row, &feature) in self.features.iter().enumerate() {
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
    rows: BTreeMap<Feature, [f32; N]>,
    n: u32,
}

impl<const N: usize> Averaged<N> {
    /// The averaged weights of one run, by feature; rows without a weight are left out.
    pub fn of(rows: impl IntoIterator<Item = (Feature, [f32; N])>) -> Averaged<N> {
        Averaged { rows: rows.into_iter().filter(|(_, row)| row.iter().any(|&value| value != 0.0)).collect(), n: 1 }
    }

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
    pub fn quantize(&self, cut: f32) -> Rows<N> {
        let size = |row: &[f32; N]| row.iter().fold(0f32, |most, value| most.max(value.abs()));
        let mut sizes: Vec<f32> = self.rows.values().map(size).collect();
        sizes.sort_by(f32::total_cmp);
        let large = sizes.get(sizes.len() * 1999 / 2000).copied().unwrap_or(1.0).max(1e-9);
        let mut rows = Rows::new();
        for (&feature, row) in &self.rows {
            if size(row) < cut * large {
                continue;
            }
            let quantized = row.map(|value| (value / large * UNIT).round().clamp(-32767.0, 32767.0) as i16);
            if quantized.iter().any(|&weight| weight != 0) {
                rows.push((feature, quantized));
            }
        }
        rows
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

/// Quantized weights by feature, in order: what tables are made of.
pub type Rows<const N: usize> = Vec<(Feature, [i16; N])>;

/// Something to choose from: the features of each candidate, and whether it is among the best.
pub type Choice = Vec<(Vec<Feature>, bool)>;

/// Fits weights under which the best of each choice are probable, by their share of `exp(sum)` (log-linear ranking; `AdaGrad`, Duchi et al. 2011).
/// Features seen fewer than `least_count` times are left out; `rate` is the length of the first steps. A choice between some features and none
/// is a logistic regression.
pub fn fit_choices(
    choices: &[Choice],
    seed: u64,
    epochs: usize,
    least_count: u32,
    rate: f32,
) -> BTreeMap<Feature, f32> {
    let mut counts: FxHashMap<Feature, u32> = FxHashMap::default();
    for &feature in choices.iter().flatten().flat_map(|(features, _)| features) {
        *counts.entry(feature).or_default() += 1;
    }
    let mut names: Vec<Feature> = counts.iter().filter(|&(_, &n)| n >= least_count).map(|(&name, _)| name).collect();
    names.sort_unstable();
    let rows: FxHashMap<Feature, u32> = names.iter().enumerate().map(|(row, &feature)| (feature, row as u32)).collect();
    let known =
        |features: &Vec<Feature>| -> Vec<u32> { features.iter().filter_map(|name| rows.get(name).copied()).collect() };
    let choices: Vec<Vec<(Vec<u32>, bool)>> =
        choices.iter().map(|choice| choice.iter().map(|(features, best)| (known(features), *best)).collect()).collect();
    let (mut weights, mut squares) = (vec![0f32; names.len()], vec![1e-3f32; names.len()]);
    let mut random = Random::new(seed);
    for _ in 0..epochs {
        for place in random.order(choices.len()) {
            let choice = &choices[place];
            let sums: Vec<f32> =
                choice.iter().map(|(rows, _)| rows.iter().map(|&row| weights[row as usize]).sum()).collect();
            let most = sums.iter().copied().fold(f32::MIN, f32::max);
            let shares: Vec<f32> = sums.iter().map(|sum| (sum - most).exp()).collect();
            let all: f32 = shares.iter().sum();
            let best: f32 = shares.iter().zip(choice).filter(|(_, (_, best))| *best).map(|(share, _)| share).sum();
            for ((rows, is_best), share) in choice.iter().zip(&shares) {
                let wanted = if *is_best { share / best.max(1e-9) } else { 0.0 };
                let error = share / all - wanted;
                if error.abs() < 1e-4 {
                    continue;
                }
                for &row in rows {
                    let row = row as usize;
                    squares[row] += error * error;
                    weights[row] -= rate * error / squares[row].sqrt();
                }
            }
        }
    }
    names.into_iter().zip(weights).collect()
}

/// A sequence to learn from: the features of each place, and its right label.
pub type Labeled = (Vec<Vec<Feature>>, Vec<u8>);

/// How a sequence model is fitted.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// How many labels there are.
    pub n_labels: usize,
    /// One run for each; their mean is the model.
    pub seeds: &'a [u64],
    /// Times that each run sees every sequence.
    pub epochs: usize,
    /// By how much a right label must lead, for each label.
    pub margins: &'a [f32],
    /// Features that occur less often are left out.
    pub least_count: u32,
    /// Share of the features of each place that are left out at random at each step, so that none is trusted alone.
    pub dropped: f64,
    /// Rows below this share of a large weight are left out.
    pub cut: f32,
}

/// Runs side by side: each takes some hundred megabytes.
const AT_ONCE: usize = 2;

/// Fits a first-order sequence model (Collins 2002, with a margin): weights of features, and of one label behind another.
///
/// # Panics
/// When `seeds` is empty.
pub fn fit_sequences<const N: usize>(
    sequences: &[Labeled],
    settings: Settings<'_>,
    allowed: impl Fn(Option<usize>, usize) -> bool + Sync,
) -> (Rows<N>, [[i32; N]; N]) {
    let mut counts: FxHashMap<Feature, u32> = FxHashMap::default();
    for &feature in sequences.iter().flat_map(|(features, _)| features.iter().flatten()) {
        *counts.entry(feature).or_default() += 1;
    }
    let mut names: Vec<Feature> =
        counts.iter().filter(|&(_, &n)| n >= settings.least_count).map(|(&feature, _)| feature).collect();
    names.sort_unstable();
    drop(counts);
    let rows: FxHashMap<Feature, u32> = names.iter().enumerate().map(|(row, &feature)| (feature, row as u32)).collect();
    // Places of rows instead of features: what follows never hashes.
    let sequences: Vec<(Vec<Vec<u32>>, &[u8])> = sequences
        .iter()
        .map(|(features, labels)| {
            let known = |place: &Vec<Feature>| place.iter().filter_map(|feature| rows.get(feature).copied()).collect();
            (features.iter().map(known).collect(), labels.as_slice())
        })
        .collect();
    drop(rows);
    let mut sum = vec![[0f32; N]; names.len()];
    let mut transitions = [[0f32; N]; N];
    let run = |&seed: &u64| SequenceRun::<N>::new(names.len(), settings).over(&sequences, seed, &allowed);
    for seeds in settings.seeds.chunks(AT_ONCE) {
        let runs: Vec<SequenceRun<'_, N>> = seeds.par_iter().map(run).collect();
        for run in runs {
            for (sum, row) in sum.iter_mut().zip(run.average(&run.now, &run.late)) {
                sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            for (sum, row) in transitions.iter_mut().zip(run.average(&run.behind, &run.behind_late)) {
                sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
        }
    }
    let averaged = Averaged { rows: names.into_iter().zip(sum).collect(), n: settings.seeds.len() as u32 };
    let scale = averaged.scale();
    let transitions = transitions.map(|row| row.map(|value| (value * scale).round() as i32));
    (averaged.quantize(settings.cut), transitions)
}

/// One run over the sequences.
struct SequenceRun<'a, const N: usize> {
    settings: Settings<'a>,
    now: Vec<[f32; N]>,
    late: Vec<[f32; N]>,
    behind: Vec<[f32; N]>,
    behind_late: Vec<[f32; N]>,
    step: f32,
}

impl<'a, const N: usize> SequenceRun<'a, N> {
    fn new(n_rows: usize, settings: Settings<'a>) -> Self {
        let zero = || vec![[0f32; N]; n_rows];
        SequenceRun {
            settings,
            now: zero(),
            late: zero(),
            behind: vec![[0f32; N]; N],
            behind_late: vec![[0f32; N]; N],
            step: 1.0,
        }
    }

    fn average<'b>(&'b self, now: &'b [[f32; N]], late: &'b [[f32; N]]) -> impl Iterator<Item = [f32; N]> + 'b {
        now.iter().zip(late).map(|(now, late)| std::array::from_fn(|label| now[label] - late[label] / self.step))
    }

    fn over(
        mut self,
        sequences: &[(Vec<Vec<u32>>, &[u8])],
        seed: u64,
        allowed: &impl Fn(Option<usize>, usize) -> bool,
    ) -> Self {
        let mut random = Random::new(seed);
        for _ in 0..self.settings.epochs {
            for place in random.order(sequences.len()) {
                let (rows, gold) = &sequences[place];
                let mut kept = |rows: &Vec<u32>| -> Vec<u32> {
                    rows.iter().copied().filter(|_| !random.is_below(self.settings.dropped)).collect()
                };
                let rows: Vec<Vec<u32>> = rows.iter().map(&mut kept).collect();
                let found = self.decode(&rows, gold, allowed);
                for at in 0..gold.len() {
                    let (right, wrong) = (usize::from(gold[at]), usize::from(found[at]));
                    if right != wrong {
                        for &row in &rows[at] {
                            change(&mut self.now, &mut self.late, row as usize, right, 1.0, self.step);
                            change(&mut self.now, &mut self.late, row as usize, wrong, -1.0, self.step);
                        }
                    }
                    if at > 0 && (right != wrong || gold[at - 1] != found[at - 1]) {
                        let (before, found_before) = (usize::from(gold[at - 1]), usize::from(found[at - 1]));
                        change(&mut self.behind, &mut self.behind_late, before, right, 1.0, self.step);
                        change(&mut self.behind, &mut self.behind_late, found_before, wrong, -1.0, self.step);
                    }
                }
                self.step += 1e-3;
            }
        }
        self
    }

    /// The best sequence when every wrong label is given its margin.
    fn decode(&self, rows: &[Vec<u32>], gold: &[u8], allowed: &impl Fn(Option<usize>, usize) -> bool) -> Vec<u8> {
        /// Weights are small whole numbers or their means: thousandths keep all that matters.
        const THOUSANDTHS: f32 = 1000.0;
        let thousandths = |value: f32| (value * THOUSANDTHS) as i32;
        let emissions: Vec<[i32; N]> = rows
            .iter()
            .zip(gold)
            .map(|(rows, &right)| {
                let mut scores = [0f32; N];
                for &row in rows {
                    scores.iter_mut().zip(&self.now[row as usize]).for_each(|(score, weight)| *score += weight);
                }
                for (label, score) in scores.iter_mut().enumerate().take(self.settings.n_labels) {
                    if label != usize::from(right) {
                        *score += self.settings.margins[usize::from(right)];
                    }
                }
                scores.map(thousandths)
            })
            .collect();
        let transitions: [[i32; N]; N] = std::array::from_fn(|before| self.behind[before].map(thousandths));
        super::sequence::decode(&emissions, &transitions, self.settings.n_labels, allowed)
    }
}

fn change<const N: usize>(now: &mut [[f32; N]], late: &mut [[f32; N]], row: usize, label: usize, by: f32, step: f32) {
    now[row][label] += by;
    late[row][label] += by * step;
}
