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
    let mut back: Vec<[u8; N]> = Vec::with_capacity(emissions.len());
    back.push([0; N]);
    for emission in &emissions[1..] {
        let mut next = [FORBIDDEN; N];
        let mut from = [0u8; N];
        for label in 0..n_labels {
            for before in (0..n_labels).filter(|&before| allowed(Some(before), label)) {
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

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn transitions_and_bans_decide() {
        let emissions = [[1, 0], [0, 1], [1, 0]];
        assert_eq!(decode(&emissions, &[[0; 2]; 2], 2, |_, _| true), [0, 1, 0]);
        assert_eq!(decode(&emissions, &[[0, -5], [0, 0]], 2, |_, _| true), [0, 0, 0]);
        assert_eq!(decode(&emissions, &[[0; 2]; 2], 2, |before, label| !(before == Some(0) && label == 1)), [0, 0, 0]);
        assert_eq!(decode::<2>(&[], &[[0; 2]; 2], 2, |_, _| true), Vec::<u8>::new());
    }
}
