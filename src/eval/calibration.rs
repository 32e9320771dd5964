//! Whether `confidence` is what it says it is: the share of answers whose content and source are right.

use super::report::{Bin, Calibration, Reason};
use std::collections::BTreeMap;

/// Bins of confidence, a tenth each; 1 itself is in the last.
const N_BINS: usize = 10;

/// One answer, judged.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) because: String,
    pub(super) confidence: f64,
    /// Its content is that of a gold attribution, by half of its words.
    pub(super) is_found: bool,
    /// And the source is right too.
    pub(super) is_right: bool,
}

/// A row for each sieve or model, the one with most answers first.
pub(super) fn reasons(answers: &[&Answer]) -> Vec<Reason> {
    let mut by_reason: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
    for answer in answers {
        by_reason.entry(&answer.because).or_default().push(answer);
    }
    let mut rows: Vec<Reason> = by_reason
        .into_iter()
        .map(|(because, answers)| Reason {
            because: if because.is_empty() { "not said".to_owned() } else { because.to_owned() },
            answers: answers.len(),
            content_right: answers.iter().filter(|answer| answer.is_found).count(),
            source_right: answers.iter().filter(|answer| answer.is_right).count(),
            confidence: mean(&answers),
            error: calibration(&answers).error,
        })
        .collect();
    rows.sort_by(|one, other| other.answers.cmp(&one.answers).then_with(|| one.because.cmp(&other.because)));
    rows
}

/// The reliability table, and the expected calibration error: the distance of confidence and share of right answers, bin by bin,
/// weighted by answers (Naeini, Cooper and Hauskrecht, AAAI 2015).
pub(super) fn calibration(answers: &[&Answer]) -> Calibration {
    let mut bins: Vec<Vec<&Answer>> = vec![Vec::new(); N_BINS];
    for answer in answers {
        // A whole number of tenths is the lower end of its bin, also where the product falls short of it by rounding.
        let tenths = (answer.confidence.clamp(0.0, 1.0) * N_BINS as f64 + 1e-9).floor();
        let at = (0..N_BINS - 1).find(|&at| tenths < (at + 1) as f64).unwrap_or(N_BINS - 1);
        bins[at].push(answer);
    }
    let rows: Vec<Bin> = bins
        .iter()
        .enumerate()
        .map(|(at, bin)| {
            let n_right = bin.iter().filter(|answer| answer.is_right).count();
            Bin {
                from: at as f64 / N_BINS as f64,
                to: (at + 1) as f64 / N_BINS as f64,
                answers: bin.len(),
                confidence: mean(bin),
                right: if bin.is_empty() { 0.0 } else { n_right as f64 / bin.len() as f64 },
            }
        })
        .collect();
    let apart: f64 = rows.iter().map(|bin| bin.answers as f64 * (bin.confidence - bin.right).abs()).sum();
    Calibration { error: apart / answers.len().max(1) as f64, bins: rows }
}

fn mean(answers: &[&Answer]) -> f64 {
    answers.iter().map(|answer| answer.confidence).sum::<f64>() / answers.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::{Answer, calibration};

    #[test]
    fn the_error_is_the_weighted_distance_of_the_bins() {
        let answer = |confidence, is_right| Answer { because: "a".into(), confidence, is_found: true, is_right };
        // Bin .6 to .7: mean .6, right 1/2, 2 answers. Last bin: mean .95, right 1, 2 answers. (2 * .1 + 2 * .05) / 4.
        let answers = [answer(0.6, true), answer(0.6, false), answer(0.9, true), answer(1.0, true)];
        let table = calibration(&answers.iter().collect::<Vec<_>>());
        assert!((table.error - 0.075).abs() < 1e-12, "{}", table.error);
        assert_eq!((table.bins[6].answers, table.bins[9].answers), (2, 2));
        assert!(calibration(&[]).error.abs() < 1e-12);
    }
}
