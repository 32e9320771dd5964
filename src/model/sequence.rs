//! The best label sequence under first-order scores (Viterbi).

/// Score of a sequence that is not allowed.
const FORBIDDEN: i32 = i32::MIN / 4;

/// The best sequence of the first `n_labels` labels: `emissions[i][y]` scores label `y` at place `i`, `transitions[x][y]` label `y` behind
/// label `x`; `allowed(x, y)` tells whether `y` may stand behind `x`, `None` being the start.
pub fn decode<const N: usize>(
    emissions: &[[i32; N]],
    transitions: &[[i32; N]; N],
    n_labels: usize,
    allowed: impl Fn(Option<usize>, usize) -> bool,
) -> Vec<u8> {
    let Some(first) = emissions.first() else { return Vec::new() };
    let mut scores = [FORBIDDEN; N];
    for label in (0..n_labels).filter(|&label| allowed(None, label)) {
        scores[label] = first[label];
    }
    let transitions = admitted(transitions, &allowed);
    let mut back: Vec<[u8; N]> = Vec::with_capacity(emissions.len());
    back.push([0; N]);
    for emission in &emissions[1..] {
        let mut next = [FORBIDDEN; N];
        let mut from = [0u8; N];
        for label in 0..n_labels {
            for before in 0..n_labels {
                let score = scores[before] + transitions[before][label];
                if score > next[label] {
                    next[label] = score;
                    from[label] = before as u8;
                }
            }
            next[label] = next[label].saturating_add(emission[label]).max(FORBIDDEN);
        }
        scores = next;
        back.push(from);
    }
    let mut label = (0..n_labels).rev().max_by_key(|&label| scores[label]).unwrap_or(0);
    let mut labels = vec![0; emissions.len()];
    for at in (0..emissions.len()).rev() {
        labels[at] = label as u8;
        label = usize::from(back[at][label]);
    }
    labels
}

/// The transitions, those that are not allowed with a score that nothing makes good.
fn admitted<const N: usize>(
    transitions: &[[i32; N]; N],
    allowed: impl Fn(Option<usize>, usize) -> bool,
) -> [[i32; N]; N] {
    let score = |before: usize, label: usize| {
        if allowed(Some(before), label) { transitions[before][label] } else { FORBIDDEN }
    };
    std::array::from_fn(|before| std::array::from_fn(|label| score(before, label)))
}

/// The best sequence, and others, best first, each with its score: of those that have another label than the best one at some place, the best
/// for each such place and label, no more than `most` in all and none further behind than `within`. `allowed` as in [`decode`].
pub fn alternatives<const N: usize>(
    emissions: &[[i32; N]],
    transitions: &[[i32; N]; N],
    allowed: impl Fn(Option<usize>, usize) -> bool,
    most: usize,
    within: i32,
) -> Vec<(Vec<u8>, i32)> {
    let Some(first) = emissions.first() else { return Vec::new() };
    let n = emissions.len();
    let transitions = admitted(transitions, &allowed);
    // For each place and label: the best score up to there and from there on, and the label before and behind it.
    let (mut until, mut before) = (vec![[FORBIDDEN; N]; n], vec![[0u8; N]; n]);
    let (mut from, mut behind) = (vec![[0; N]; n], vec![[0u8; N]; n]);
    for label in (0..N).filter(|&label| allowed(None, label)) {
        until[0][label] = first[label];
    }
    for at in 1..n {
        for label in 0..N {
            for other in 0..N {
                let score = until[at - 1][other] + transitions[other][label] + emissions[at][label];
                if score > until[at][label] {
                    (until[at][label], before[at][label]) = (score, other as u8);
                }
            }
            until[at][label] = until[at][label].max(FORBIDDEN);
        }
    }
    for at in (0..n - 1).rev() {
        for label in 0..N {
            let mut best = FORBIDDEN;
            for other in 0..N {
                let score = transitions[label][other] + emissions[at + 1][other] + from[at + 1][other];
                if score > best {
                    (best, behind[at][label]) = (score, other as u8);
                }
            }
            from[at][label] = best.max(FORBIDDEN);
        }
    }
    let through = |at: usize, label: usize| {
        let mut labels = vec![0; n];
        labels[at] = label as u8;
        for place in (1..=at).rev() {
            labels[place - 1] = before[place][usize::from(labels[place])];
        }
        for place in at..n - 1 {
            labels[place + 1] = behind[place][usize::from(labels[place])];
        }
        labels
    };
    let last = (0..N).rev().max_by_key(|&label| until[n - 1][label]).unwrap_or(0);
    let best = until[n - 1][last];
    let mut found = vec![(through(n - 1, last), best)];
    let places = (0..n).flat_map(|at| (0..N).map(move |label| (at, label)));
    let scored = places.map(|(at, label)| (until[at][label].saturating_add(from[at][label]), at, label));
    let mut others: Vec<(i32, usize, usize)> = scored
        .filter(|&(score, at, label)| score >= best.saturating_sub(within) && usize::from(found[0].0[at]) != label)
        .collect();
    others.sort_unstable_by_key(|&(score, at, label)| (-score, at, label));
    for (score, at, label) in others {
        if found.len() >= most {
            break;
        }
        if !found.iter().any(|(labels, other)| *other == score && usize::from(labels[at]) == label) {
            found.push((through(at, label), score));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{alternatives, decode};

    #[test]
    fn alternatives_are_the_best_through_each_label() {
        let emissions = [[5, 0], [0, 3], [2, 0]];
        let transitions = [[1, 0], [0, -9]];
        let allowed = |before: Option<usize>, label: usize| before.is_some() || label == 0;
        let found = alternatives(&emissions, &transitions, allowed, 9, 100);
        let score = |labels: &[u8]| -> i32 {
            let places = labels.iter().zip(&emissions).map(|(&label, row)| row[usize::from(label)]).sum::<i32>();
            places + labels.windows(2).map(|pair| transitions[usize::from(pair[0])][usize::from(pair[1])]).sum::<i32>()
        };
        assert_eq!(found[0].0, decode(&emissions, &transitions, 2, allowed));
        assert!(found.iter().all(|(labels, own)| *own == score(labels) && labels[0] == 0));
        let labels: Vec<&[u8]> = found.iter().map(|(labels, _)| labels.as_slice()).collect();
        assert_eq!(labels, [&[0, 1, 0][..], &[0, 0, 0], &[0, 0, 1]]);
        assert_eq!(alternatives(&emissions, &transitions, allowed, 2, 100).len(), 2);
        assert_eq!(alternatives(&emissions, &transitions, allowed, 9, 0).len(), 1);
        assert!(alternatives::<2>(&[], &transitions, allowed, 9, 100).is_empty());
    }

    #[test]
    fn transitions_and_bans_decide() {
        let emissions = [[1, 0], [0, 1], [1, 0]];
        assert_eq!(decode(&emissions, &[[0; 2]; 2], 2, |_, _| true), [0, 1, 0]);
        assert_eq!(decode(&emissions, &[[0, -5], [0, 0]], 2, |_, _| true), [0, 0, 0]);
        assert_eq!(decode(&emissions, &[[0; 2]; 2], 2, |before, label| !(before == Some(0) && label == 1)), [0, 0, 0]);
        assert_eq!(decode::<2>(&[], &[[0; 2]; 2], 2, |_, _| true), Vec::<u8>::new());
    }
}
