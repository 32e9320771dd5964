//! Where the weights of a feature lie: in a bucket of eight, so that a look-up reads one place in memory and compares eight keys at once.
//!
//! The first bits of a feature choose its bucket, the last 16 tell it from the others there: an unknown feature meets a stranger's weights
//! once in 13,000 times.

use super::features::Feature;
use wide::i16x8;

/// A line of the cache: eight keys, and what belongs to them.
pub(super) type Line = [i16x8; 4];

/// Features of a bucket.
pub(super) const WIDTH: usize = 8;

/// Features that a bucket holds on average: with 5 of at most 8 about one feature in 50 finds its bucket full.
const MEAN: usize = 5;

/// More buckets than this in a file are damage, not a model.
pub(super) const MOST: usize = 1 << 20;

/// The bucket of a feature among `n_buckets`.
#[inline]
pub(super) fn place(feature: Feature, n_buckets: usize) -> usize {
    ((u64::from(feature) * n_buckets as u64) >> 32) as usize
}

/// All ones where `keys` has the key of a feature, else zeros.
#[inline]
pub(super) fn hit(keys: i16x8, feature: Feature) -> i16x8 {
    keys.simd_eq(i16x8::splat((feature as u16).cast_signed()))
}

/// Asks for the line of the cache that `place` begins in, where the processor can be asked: tables are larger than the nearest caches, and
/// what is asked for all at once is waited for once.
#[inline]
pub(super) fn fetch<T>(place: &T) {
    #[cfg(target_arch = "x86_64")]
    safe_arch::prefetch_t0(place);
    #[cfg(not(target_arch = "x86_64"))]
    let _ = place;
}

/// Keys and weights of one bucket.
pub(super) type Rows<const N: usize> = Vec<(u16, [i16; N])>;

/// The rows by bucket and key, at least one bucket. What does not fit into a full one is left out, smallest weights first; so is a row without
/// weights, and of two that have the same key the smaller.
pub(super) fn filled<const N: usize>(rows: impl IntoIterator<Item = (Feature, [i16; N])>) -> Vec<Rows<N>> {
    let rows: Vec<_> = rows.into_iter().collect();
    let n_buckets = (rows.len() / MEAN + 1).min(MOST);
    let mut buckets: Vec<Rows<N>> = vec![Vec::new(); n_buckets];
    for (feature, row) in rows {
        buckets[place(feature, n_buckets)].push((feature as u16, row));
    }
    let size = |row: &[i16; N]| row.iter().map(|weight| weight.unsigned_abs()).max();
    for bucket in &mut buckets {
        bucket.sort_by_key(|(key, row)| (std::cmp::Reverse(size(row)), *key));
        let mut known = Vec::with_capacity(bucket.len());
        bucket.retain(|(key, row)| {
            let new = *row != [0; N] && !known.contains(key);
            known.push(*key);
            new
        });
        bucket.truncate(WIDTH);
        bucket.sort_by_key(|(key, _)| *key);
    }
    buckets
}

/// Features for tests of tables: `n` of them, evenly spread.
#[cfg(test)]
pub(super) fn spread(n: u32) -> impl Iterator<Item = Feature> + Clone {
    (0..n).map(|at| at.wrapping_mul(0x9E37_79B9) | 2)
}
