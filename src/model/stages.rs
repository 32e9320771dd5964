//! Decisions in stages (after Strubell et al. 2015): the features that tell most are looked up first, the others only where those leave it
//! open. In training the first stage must decide rightly by itself too, else its scores would mean nothing.

use super::features::Feature;

/// The sum of the weights of the features that `first` appends, and of those that `rest` appends unless one of the first `n_labels` labels
/// leads by `clear` already. `features` is only room to write in.
pub fn score<const N: usize>(
    weigh: impl Fn(&[Feature]) -> [i32; N],
    n_labels: usize,
    clear: i32,
    features: &mut Vec<Feature>,
    first: impl FnOnce(&mut Vec<Feature>),
    rest: impl FnOnce(&mut Vec<Feature>),
) -> [i32; N] {
    features.clear();
    first(features);
    let mut scores = weigh(features);
    if lead(&scores[..n_labels]) < clear {
        features.clear();
        rest(features);
        scores.iter_mut().zip(weigh(features)).for_each(|(score, more)| *score += more);
    }
    scores
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
    use super::{lead, score};

    #[test]
    fn the_rest_is_asked_only_where_it_is_open() {
        assert_eq!(lead(&[3, 10, 7]), 3);
        assert_eq!(lead(&[10, 10]), 0);
        let weigh = |features: &[u32]| [features.iter().map(|&feature| feature.cast_signed()).sum(), 0, 99];
        for (clear, sum) in [(5, 5), (6, 12)] {
            let scores = score(weigh, 2, clear, &mut vec![1, 1], |first| first.push(5), |rest| rest.push(7));
            assert_eq!(scores[0], sum);
        }
    }
}
