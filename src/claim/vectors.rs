//! Vectors of words from the company they keep in text without labels: words of like use have like vectors (feature `train` only).

use crate::article::Article;
use crate::lang::{self, form::Form};
use crate::lexicon::Lexicon;
use rustc_hash::FxHashMap;

/// Numbers of a vector. By cross-validation 50, 100 and 200 differ by .001.
pub(super) const DIMENSIONS: usize = 50;
/// Words apart at most; nearer ones count more. Rarer words than the second have no vector.
const WINDOW: usize = 5;
const LEAST_COUNT: usize = 5;
/// Frequent neighbors tell less: the power of Levy, Goldberg and Dagan (2015).
const SMOOTHING: f64 = 0.75;
/// Turns of the orthogonal iteration; directions whose strengths are still mixed then have nearly the same.
const TURNS: usize = 12;

/// The vector of each word by the hash of its form, of length 1 on average: the strongest directions of positive pointwise mutual information
/// (Levy, Goldberg and Dagan 2015), each by the root of its strength. Deterministic.
pub(super) fn of<'a>(articles: impl Iterator<Item = &'a Article>) -> Vec<(u32, [f64; DIMENSIONS])> {
    let mut sentences: Vec<Vec<u32>> = Vec::new();
    for article in articles {
        let syntax = lang::parse(article, Lexicon::builtin());
        for sentence in &syntax.sentences {
            let tokens = syntax.tokens[sentence.tokens.clone()].iter();
            sentences.push(tokens.map(|token| Form::of(token.span.of(&article.text)).word).collect());
        }
    }
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    sentences.iter().flatten().for_each(|&word| *counts.entry(word).or_default() += 1);
    let mut words: Vec<u32> = counts.iter().filter(|&(_, &n)| n >= LEAST_COUNT).map(|(&word, _)| word).collect();
    words.sort_unstable();
    let places: FxHashMap<u32, u32> = words.iter().zip(0..).map(|(&word, at)| (word, at)).collect();
    let mut together: FxHashMap<(u32, u32), f64> = FxHashMap::default();
    for sentence in &sentences {
        let known: Vec<Option<u32>> = sentence.iter().map(|word| places.get(word).copied()).collect();
        for (at, &one) in known.iter().enumerate() {
            for (apart, &other) in known[at + 1..].iter().take(WINDOW).enumerate() {
                let (Some(one), Some(other)) = (one, other) else { continue };
                for pair in [(one, other), (other, one)] {
                    *together.entry(pair).or_default() += 1.0 / (apart + 1) as f64;
                }
            }
        }
    }
    let mut pairs: Vec<((u32, u32), f64)> = together.into_iter().collect();
    pairs.sort_unstable_by_key(|&(pair, _)| pair);
    let mut sums = vec![0.0; words.len()];
    for &((one, _), n) in &pairs {
        sums[one as usize] += n;
    }
    let all: f64 = sums.iter().sum();
    let smoothed: f64 = sums.iter().map(|sum| sum.powf(SMOOTHING)).sum();
    for ((one, other), value) in &mut pairs {
        let expected = sums[*one as usize] / all * sums[*other as usize].powf(SMOOTHING) / smoothed;
        *value = (*value / all / expected).ln();
    }
    pairs.retain(|&(_, value)| value > 0.0);
    directions(&pairs, words.len()).into_iter().zip(words).map(|(vector, word)| (word, vector)).collect()
}

/// The strongest left directions of a sparse matrix of `n` rows, each by the root of its strength, by row.
fn directions(matrix: &[((u32, u32), f64)], n: usize) -> Vec<[f64; DIMENSIONS]> {
    let mut seed = 1u64;
    let mut any = || {
        seed = seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        (seed >> 40) as f64 / f64::from(1 << 24) - 0.5
    };
    let mut rows: Vec<[f64; DIMENSIONS]> = (0..n).map(|_| std::array::from_fn(|_| any())).collect();
    let mut strengths = [1.0; DIMENSIONS];
    for _ in 0..TURNS {
        let mut turned = vec![[0.0; DIMENSIONS]; n];
        for &((row, column), value) in matrix {
            add(&mut turned[column as usize], &rows[row as usize], value);
        }
        rows = vec![[0.0; DIMENSIONS]; n];
        for &((row, column), value) in matrix {
            add(&mut rows[row as usize], &turned[column as usize], value);
        }
        // Gram and Schmidt: each direction without those before it, of length 1.
        for at in 0..DIMENSIONS {
            for before in 0..at {
                let shared: f64 = rows.iter().map(|row| row[at] * row[before]).sum();
                for row in &mut rows {
                    row[at] -= shared * row[before];
                }
            }
            let length = rows.iter().map(|row| row[at] * row[at]).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
            for row in &mut rows {
                row[at] /= length;
            }
            // Both multiplications together strengthen by the square.
            strengths[at] = length.sqrt();
        }
    }
    for row in &mut rows {
        row.iter_mut().zip(strengths).for_each(|(value, strength)| *value *= strength.sqrt());
    }
    let length = |row: &[f64; DIMENSIONS]| row.iter().map(|value| value * value).sum::<f64>().sqrt();
    let mean = (rows.iter().map(length).sum::<f64>() / n as f64).max(f64::MIN_POSITIVE);
    rows.iter_mut().flatten().for_each(|value| *value /= mean);
    rows
}

fn add(to: &mut [f64; DIMENSIONS], what: &[f64; DIMENSIONS], times: f64) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += times * what);
}

#[cfg(test)]
mod tests {
    use super::{Form, of};
    use crate::article::Article;

    #[test]
    fn words_of_like_use_have_like_vectors() {
        let text = |noun: &str, verb: &str| format!("The {noun} {verb} loudly today. ").repeat(8);
        let text = [("dog", "barks"), ("hound", "barks"), ("tax", "rises"), ("toll", "rises")]
            .map(|(n, v)| text(n, v))
            .concat();
        let vectors = of(std::iter::once(&Article { text, ..Article::default() }));
        let vector = |word: &str| {
            let hash = Form::of(word).word;
            vectors.iter().find(|(known, _)| *known == hash).map(|(_, vector)| *vector).expect("it is frequent")
        };
        let like = |one: &str, other: &str| vector(one).iter().zip(vector(other)).map(|(a, b)| a * b).sum::<f64>();
        assert!(like("dog", "hound") > like("dog", "toll") && like("tax", "toll") > like("tax", "hound"));
    }
}
