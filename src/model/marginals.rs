//! How probable each label of a sequence is: sums over all sequences, forward and backward (feature `train` only).

/// Probabilities under which all sequences together have one.
#[derive(Debug)]
pub struct Marginals<const N: usize> {
    /// Of each label at each place.
    pub labels: Vec<[f32; N]>,
    /// Of each label at a place and each at the next one; one fewer than places.
    pub pairs: Vec<[[f32; N]; N]>,
}

impl<const N: usize> Marginals<N> {
    /// Of sequences whose probability is as `exp` of the sum of their emissions and transitions; `allowed` tells what may stand behind what.
    pub fn of(
        emissions: &[[f32; N]],
        transitions: &[[f32; N]; N],
        allowed: impl Fn(Option<usize>, usize) -> bool,
    ) -> Marginals<N> {
        let factor =
            |before, label| if allowed(Some(before), label) { f32::exp(transitions[before][label]) } else { 0.0 };
        let behind: [[f32; N]; N] = std::array::from_fn(|before| std::array::from_fn(|label| factor(before, label)));
        let here: Vec<[f32; N]> = emissions.iter().map(exponentials).collect();
        let mut forward: Vec<[f32; N]> = Vec::with_capacity(here.len());
        for here in &here {
            let before = |label: usize| match forward.last() {
                None => f32::from(u8::from(allowed(None, label))),
                Some(last) => (0..N).map(|before| last[before] * behind[before][label]).sum(),
            };
            let next = normal(std::array::from_fn(|label| before(label) * here[label]));
            forward.push(next);
        }
        // What stands at a place and behind it.
        let mut backward = here;
        for at in (1..backward.len()).rev() {
            let next = backward[at];
            let rest = |label: usize| (0..N).map(|after| behind[label][after] * next[after]).sum::<f32>();
            let here = &mut backward[at - 1];
            *here = normal(std::array::from_fn(|label| here[label] * rest(label)));
        }
        let labels = (0..forward.len()).map(|at| match at.checked_sub(1) {
            None => normal(std::array::from_fn(|label| if allowed(None, label) { backward[0][label] } else { 0.0 })),
            Some(before) => normal(std::array::from_fn(|label| {
                backward[at][label] * (0..N).map(|one| forward[before][one] * behind[one][label]).sum::<f32>()
            })),
        });
        let pairs = forward.iter().zip(backward.iter().skip(1)).map(|(forward, backward)| {
            let mut pairs: [[f32; N]; N] = std::array::from_fn(|before| {
                std::array::from_fn(|label| forward[before] * behind[before][label] * backward[label])
            });
            let sum = pairs.iter().flatten().sum::<f32>().max(f32::MIN_POSITIVE);
            pairs.iter_mut().flatten().for_each(|pair| *pair /= sum);
            pairs
        });
        Marginals { labels: labels.collect(), pairs: pairs.collect() }
    }
}

/// `exp` of the scores but for a factor; the least is not zero.
fn exponentials<const N: usize>(scores: &[f32; N]) -> [f32; N] {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.map(|score| (score - most).max(-30.0).exp())
}

fn normal<const N: usize>(row: [f32; N]) -> [f32; N] {
    let sum = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    row.map(|value| value / sum)
}

#[cfg(test)]
mod tests {
    use super::Marginals;

    #[test]
    fn marginals_are_sums_over_all_sequences() {
        let emissions = [[0.5, -1.0, 2.0], [1.5, 0.0, -0.5], [0.0, 1.0, 0.25]];
        let transitions = [[0.0, 0.5, 1.0], [-1.0, 0.25, 0.0], [2.0, -0.5, 0.75]];
        let allowed = |before: Option<usize>, label| match before {
            None => label != 2,
            Some(before) => (before, label) != (1, 0),
        };
        let (mut labels, mut pairs, mut all) = ([[0f32; 3]; 3], [[[0f32; 3]; 3]; 2], 0f32);
        for number in 0..27 {
            let found = [number / 9, number / 3 % 3, number % 3];
            if !(allowed(None, found[0]) && allowed(Some(found[0]), found[1]) && allowed(Some(found[1]), found[2])) {
                continue;
            }
            let emitted: f32 = (0..3).map(|at| emissions[at][found[at]]).sum();
            let weight = (emitted + transitions[found[0]][found[1]] + transitions[found[1]][found[2]]).exp();
            all += weight;
            (0..3).for_each(|at| labels[at][found[at]] += weight);
            (0..2).for_each(|at| pairs[at][found[at]][found[at + 1]] += weight);
        }
        let found = Marginals::of(&emissions, &transitions, allowed);
        let close = |found: f32, sum: f32| (found - sum / all).abs() < 1e-5;
        assert!(found.labels.iter().flatten().zip(labels.iter().flatten()).all(|(&found, &sum)| close(found, sum)));
        assert!(
            found
                .pairs
                .iter()
                .flatten()
                .flatten()
                .zip(pairs.iter().flatten().flatten())
                .all(|(&found, &sum)| close(found, sum))
        );
        assert_eq!((found.labels.len(), found.pairs.len()), (3, 2));
    }
}
