//! Learned weights of decisions between a few labels, packed so that a look-up never branches.

use super::bucket::{self, Line, WIDTH, fetch, hit, place};
use super::features::Feature;
use super::file::{Reader, Writer};
use super::lanes::Table;
use super::pages::Pages;
use crate::error::Result;
use wide::{i16x8, i32x4, i32x8};

/// Feature to weights of `N` labels, 16 bits each, for small `N`; for many labels, most of whose weights are zero, see [`super::Weights`].
///
/// A bucket is eight features side by side, and for each label their weights; one to three lines of the cache. An empty place has weights of zero. With
/// as many labels as places it is the other way round: for each place its weights, so that a sum reads one row of them.
#[derive(Clone, Debug)]
pub struct Packed<const N: usize> {
    /// Not empty.
    buckets: Pages<Line>,
}

impl<const N: usize> Packed<N> {
    /// Lines of a bucket.
    const LINES: usize = (1 + N).div_ceil(size_of::<Line>() / size_of::<i16x8>());

    const BY_PLACE: bool = N == WIDTH;

    /// Which vector of weights that of a place for a label is in, and where.
    fn place(at: usize, label: usize) -> (usize, usize) {
        if Self::BY_PLACE { (at, label) } else { (label, at) }
    }

    fn zeroed(n_buckets: usize) -> Packed<N> {
        Packed { buckets: Pages::zeroed(n_buckets * Self::LINES) }
    }

    /// A table of these rows, fewer where a bucket is full.
    pub fn new(rows: impl IntoIterator<Item = (Feature, [i16; N])>) -> Packed<N> {
        let filled = bucket::filled(rows);
        let mut table = Packed::zeroed(filled.len());
        for (bucket, rows) in table.buckets.chunks_exact_mut(Self::LINES).zip(&filled) {
            Self::fill(bucket, rows);
        }
        table
    }

    /// Puts at most eight rows into an empty bucket.
    fn fill(bucket: &mut [Line], rows: &[(u16, [i16; N])]) {
        let (mut keys, mut weights) = ([0; WIDTH], [[0; WIDTH]; N]);
        for (at, (key, row)) in rows.iter().enumerate() {
            keys[at] = key.cast_signed();
            for (label, &weight) in row.iter().enumerate() {
                let (first, second) = Self::place(at, label);
                weights[first][second] = weight;
            }
        }
        let vectors = std::iter::once(keys).chain(weights).map(i16x8::new);
        bucket.as_flattened_mut().iter_mut().zip(vectors).for_each(|(place, vector)| *place = vector);
    }

    /// The bucket of a feature.
    #[inline]
    fn bucket(buckets: &[Line], feature: Feature) -> &[Line] {
        let first = place(feature, buckets.len() / Self::LINES) * Self::LINES;
        &buckets[first..first + Self::LINES]
    }

    /// Its keys and its weights.
    #[inline]
    fn parts(bucket: &[Line]) -> (i16x8, &[i16x8]) {
        let vectors = bucket.as_flattened();
        (vectors[0], &vectors[1..=N])
    }

    /// Reads a table: the number of buckets; of each how many features it has; of each its key, which weights are not zero, and those.
    ///
    /// # Errors
    /// When the numbers make no table.
    pub fn read(reader: &mut Reader<'_>) -> Result<Packed<N>> {
        const { assert!(N <= 8, "which weights a row has fits a byte") };
        let n_buckets = reader.number()? as usize;
        if n_buckets == 0 || n_buckets > bucket::MOST {
            return Err(reader.damaged());
        }
        let mut table = Packed::zeroed(n_buckets);
        let mut rows = [(0, [0; N]); WIDTH];
        for bucket in table.buckets.chunks_exact_mut(Self::LINES) {
            let n_rows = usize::from(reader.byte()?);
            for (key, row) in rows.get_mut(..n_rows).ok_or_else(|| reader.damaged())? {
                *key = u16::from_le_bytes([reader.byte()?, reader.byte()?]);
                let which = reader.byte()?;
                for (label, weight) in row.iter_mut().enumerate() {
                    *weight = if which >> label & 1 == 1 { reader.signed()? as i16 } else { 0 };
                }
            }
            Self::fill(bucket, &rows[..n_rows]);
        }
        Ok(table)
    }

    /// Writes what [`Packed::read`] reads.
    pub fn write(&self, writer: &mut Writer) {
        writer.number((self.buckets.len() / Self::LINES) as u32);
        for bucket in self.buckets.chunks_exact(Self::LINES) {
            let vectors: Vec<[i16; WIDTH]> = bucket.as_flattened().iter().map(|vector| vector.to_array()).collect();
            let (keys, weights) = (vectors[0], &vectors[1..]);
            let row = |at: usize| -> [i16; N] {
                std::array::from_fn(|label| {
                    let (first, second) = Self::place(at, label);
                    weights[first][second]
                })
            };
            let rows: Vec<usize> = (0..WIDTH).filter(|&at| row(at) != [0; N]).collect();
            writer.byte(rows.len() as u8);
            for at in rows {
                for byte in keys[at].to_le_bytes() {
                    writer.byte(byte);
                }
                let row = row(at);
                writer.byte((0..N).fold(0, |which, label| which | u8::from(row[label] != 0) << label));
                for weight in row.into_iter().filter(|&weight| weight != 0) {
                    writer.signed(i32::from(weight));
                }
            }
        }
    }
}

impl<const N: usize> Table<N> for Packed<N> {
    fn fetch(&self, features: &[Feature]) {
        let buckets = &*self.buckets;
        for &feature in features {
            let bucket = Self::bucket(buckets, feature);
            fetch(&bucket[0]);
            if Self::LINES > 1 {
                // Few features lie in the last places of three lines.
                fetch(&bucket[1]);
            }
        }
    }

    /// The weights lie where the feature does.
    fn find(&self, _: &mut Vec<Feature>) -> bool {
        false
    }

    fn sum(&self, rows: &[Feature]) -> [i32; N] {
        let buckets = &*self.buckets;
        if Self::BY_PLACE {
            let mut sums = i32x8::ZERO;
            for &feature in rows {
                let (keys, weights) = Self::parts(Self::bucket(buckets, feature));
                let hits = hit(keys, feature).to_bitmask();
                let row = weights[hits.trailing_zeros() as usize % N];
                sums += i32x8::from_i16x8(row & i16x8::splat(-i16::from(hits != 0)));
            }
            let sums = sums.to_array();
            return std::array::from_fn(|label| sums[label]);
        }
        let mut sums = [i32x4::ZERO; N];
        for &feature in rows {
            let (keys, weights) = Self::parts(Self::bucket(buckets, feature));
            // A hit is -1. Sums made anew stay in registers.
            let hit = hit(keys, feature);
            sums = std::array::from_fn(|label| sums[label] - weights[label].dot(hit));
        }
        sums.map(i32x4::reduce_add)
    }

    fn score(&self, features: &[Feature]) -> [i32; N] {
        self.sum(features)
    }
}

#[cfg(test)]
mod tests {
    use super::{Packed, Table};
    use crate::model::bucket::spread;
    use crate::model::{Reader, Writer};

    fn check<const N: usize>() {
        for n in [0u32, 1, 7, 8, 100, 5000] {
            let row = |feature: u32| {
                let mut row = [0; N];
                (row[0], row[N - 1]) = ((feature % 500) as i16 - 250, 1);
                (feature, row)
            };
            let packed = Packed::<N>::new(spread(n).map(row));
            let found = spread(n).filter(|&feature| packed.score(&[feature])[N - 1] == 1);
            let found: Vec<u32> = found.collect();
            assert!(found.len() * 50 >= n as usize * 49, "{} of {n}", found.len());
            for &feature in &found {
                assert_eq!(packed.score(&[feature])[0], (feature % 500).cast_signed() - 250);
            }
            assert_eq!(packed.score(&[1]), [0; N]);
            let twice: Vec<u32> = found.iter().chain(&found).copied().collect();
            assert_eq!(packed.score(&twice)[N - 1], 2 * i32::try_from(found.len()).expect("few"));
        }
    }

    #[test]
    fn nearly_every_feature_is_found_and_no_other() {
        check::<3>();
        check::<8>();
    }

    #[test]
    fn a_full_bucket_keeps_the_largest() {
        let packed = Packed::<1>::new((0..9).map(|at| (at, [100 + at as i16])).chain([(9, [3]), (10, [0])]));
        let kept: Vec<u32> = (0..11).filter(|&feature| packed.score(&[feature])[0] != 0).collect();
        assert_eq!(kept, [1, 2, 3, 4, 5, 6, 7, 8]);
    }

    fn check_file<const N: usize>() {
        let row = |feature: u32| {
            let mut row = [0; N];
            (row[0], row[N - 1]) = (feature as i16 / 2, 7);
            row
        };
        let packed = Packed::<N>::new(spread(1000).map(|feature| (feature, row(feature))));
        let mut writer = Writer::default();
        packed.write(&mut writer);
        let file = writer.finish("probe", 7);
        let read = Packed::<N>::read(&mut Reader::new(&file, "probe", 7).expect("it is whole")).expect("it is a table");
        assert!(spread(1100).all(|feature| read.score(&[feature]) == packed.score(&[feature])));
        let found = spread(1000).filter(|&feature| packed.score(&[feature]) == row(feature).map(i32::from)).count();
        assert!(found > 970, "{found}");
    }

    #[test]
    fn what_is_written_is_read() {
        check_file::<2>();
        check_file::<8>();
        let mut wrong = Writer::default();
        for byte in [1u8, 9] {
            wrong.byte(byte);
        }
        let file = wrong.finish("probe", 7);
        assert!(Packed::<2>::read(&mut Reader::new(&file, "probe", 7).expect("it is whole")).is_err());
    }
}
