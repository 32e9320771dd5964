//! Learned weights of decisions between many labels: for each known feature those of its weights that are not zero.

use super::bucket::{self, WIDTH, fetch, hit, place};
use super::features::Feature;
use super::file::{Reader, Writer};
use super::lanes::Table;
use crate::error::Result;
use wide::i16x8;

/// Feature to weights of `N` labels, 16 bits each: 8 bits lose the few large weights that carry the bias. For few labels see [`super::Packed`].
#[derive(Clone, Debug)]
pub struct Weights<const N: usize> {
    /// Not empty.
    buckets: Vec<Bucket>,
    /// Weights that are not zero, row behind row.
    values: Vec<Weight>,
}

/// Eight features side by side, and where their weights are: the place of the first, and how many there are in the low bits.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Bucket {
    keys: i16x8,
    rows: [u32; WIDTH],
}

#[derive(Clone, Copy, Debug)]
struct Weight {
    label: u16,
    weight: i16,
}

/// Bits of a row that count its weights: no model has 64 labels.
const COUNT_BITS: u32 = 6;

impl<const N: usize> Weights<N> {
    const FITS: () = assert!(N < 1 << COUNT_BITS, "a row's count fits its bits");

    /// A table of these rows, fewer where a bucket is full.
    pub fn new(rows: impl IntoIterator<Item = (Feature, [i16; N])>) -> Weights<N> {
        let () = Self::FITS;
        let mut table = Weights { buckets: Vec::new(), values: Vec::new() };
        for bucket in bucket::filled(rows) {
            let (mut keys, mut rows) = ([0; WIDTH], [0; WIDTH]);
            for (at, (key, row)) in bucket.iter().enumerate() {
                let first = table.values.len();
                let some = row.iter().enumerate().filter(|&(_, &weight)| weight != 0);
                table.values.extend(some.map(|(label, &weight)| Weight { label: label as u16, weight }));
                keys[at] = key.cast_signed();
                rows[at] = (first as u32) << COUNT_BITS | (table.values.len() - first) as u32;
            }
            table.buckets.push(Bucket { keys: i16x8::new(keys), rows });
        }
        table
    }

    fn bucket(&self, feature: Feature) -> &Bucket {
        &self.buckets[place(feature, self.buckets.len())]
    }

    fn row(&self, row: u32) -> &[Weight] {
        let first = (row >> COUNT_BITS) as usize;
        &self.values[first..first + (row as usize & ((1 << COUNT_BITS) - 1))]
    }

    /// Reads a table: the number of buckets; of each how many features it has; of each its key, how many weights, and their labels and values.
    ///
    /// # Errors
    /// When the numbers make no table.
    pub fn read(reader: &mut Reader<'_>) -> Result<Weights<N>> {
        let () = Self::FITS;
        let n_buckets = reader.number()? as usize;
        if n_buckets == 0 || n_buckets > bucket::MOST {
            return Err(reader.damaged());
        }
        let mut table = Weights { buckets: Vec::with_capacity(n_buckets), values: Vec::new() };
        for _ in 0..n_buckets {
            let n_rows = usize::from(reader.byte()?);
            if n_rows > WIDTH {
                return Err(reader.damaged());
            }
            let (mut keys, mut rows) = ([0; WIDTH], [0; WIDTH]);
            for at in 0..n_rows {
                keys[at] = i16::from_le_bytes([reader.byte()?, reader.byte()?]);
                let n_weights = usize::from(reader.byte()?);
                if n_weights > N || table.values.len() >= 1 << (32 - COUNT_BITS) {
                    return Err(reader.damaged());
                }
                rows[at] = (table.values.len() as u32) << COUNT_BITS | n_weights as u32;
                for _ in 0..n_weights {
                    let label = u16::from(reader.byte()?);
                    if usize::from(label) >= N {
                        return Err(reader.damaged());
                    }
                    table.values.push(Weight { label, weight: reader.signed()? as i16 });
                }
            }
            table.buckets.push(Bucket { keys: i16x8::new(keys), rows });
        }
        Ok(table)
    }

    /// Writes what [`Weights::read`] reads.
    pub fn write(&self, writer: &mut Writer) {
        writer.number(self.buckets.len() as u32);
        for Bucket { keys, rows } in &self.buckets {
            let rows: Vec<(i16, &[Weight])> = keys
                .to_array()
                .into_iter()
                .zip(rows.map(|row| self.row(row)))
                .filter(|(_, row)| !row.is_empty())
                .collect();
            writer.byte(rows.len() as u8);
            for (key, row) in rows {
                for byte in key.to_le_bytes() {
                    writer.byte(byte);
                }
                writer.byte(row.len() as u8);
                for weight in row {
                    writer.byte(weight.label as u8);
                    writer.signed(i32::from(weight.weight));
                }
            }
        }
    }
}

impl<const N: usize> Table<N> for Weights<N> {
    fn fetch(&self, features: &[Feature]) {
        for &feature in features {
            fetch(self.bucket(feature));
        }
    }

    fn find(&self, features: &mut Vec<Feature>) -> bool {
        let mut n_rows = 0;
        for at in 0..features.len() {
            let bucket = self.bucket(features[at]);
            let hits = hit(bucket.keys, features[at]).to_bitmask();
            features[n_rows] = bucket.rows[hits.trailing_zeros() as usize % WIDTH];
            n_rows += usize::from(hits != 0);
        }
        features.truncate(n_rows);
        for weights in features.iter().map(|&row| self.row(row)) {
            weights.iter().take(1).chain(weights.last()).for_each(fetch);
        }
        true
    }

    fn sum(&self, rows: &[Feature]) -> [i32; N] {
        let mut scores = [0; N];
        for weight in rows.iter().flat_map(|&row| self.row(row)) {
            scores[usize::from(weight.label)] += i32::from(weight.weight);
        }
        scores
    }
}

/// The label with the highest score among those that `allowed` admits; the first of equals. `None` when none is admitted.
pub fn best<const N: usize>(scores: &[i32; N], mut allowed: impl FnMut(usize) -> bool) -> Option<usize> {
    let mut best: Option<usize> = None;
    for label in (0..N).filter(|&label| allowed(label)) {
        if best.is_none_or(|at| scores[label] > scores[at]) {
            best = Some(label);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{Table, Weights};
    use crate::model::bucket::spread;
    use crate::model::{Reader, Writer};

    #[test]
    fn nearly_every_feature_is_found_and_no_other() {
        for n in [0u32, 1, 7, 8, 100, 5000] {
            let weights = Weights::<40>::new(spread(n).map(|feature| {
                let mut row = [0; 40];
                (row[0], row[39]) = (1, (feature % 500) as i16 - 250);
                (feature, row)
            }));
            let found: Vec<u32> = spread(n).filter(|&feature| weights.score(&[feature])[0] == 1).collect();
            assert!(found.len() * 50 >= n as usize * 49, "{} of {n}", found.len());
            for &feature in &found {
                assert_eq!(weights.score(&[feature])[39], (feature % 500).cast_signed() - 250);
            }
            assert_eq!(weights.score(&[1]), [0; 40]);
            let twice: Vec<u32> = found.iter().chain(&found).copied().collect();
            assert_eq!(weights.score(&twice)[0], 2 * i32::try_from(found.len()).expect("few"));
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let weights =
            Weights::<9>::new(spread(1000).map(|feature| (feature, [feature as i16, 0, 0, 0, 0, 0, 0, 0, 7])));
        let mut writer = Writer::default();
        weights.write(&mut writer);
        let file = writer.finish("probe", 7);
        let read =
            Weights::<9>::read(&mut Reader::new(&file, "probe", 7).expect("it is whole")).expect("it is a table");
        assert!(spread(1100).all(|feature| read.score(&[feature]) == weights.score(&[feature])));
        for wrong in [[1u8, 9, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]] {
            let mut writer = Writer::default();
            for byte in wrong {
                writer.byte(byte);
            }
            let file = writer.finish("probe", 7);
            assert!(
                Weights::<9>::read(&mut Reader::new(&file, "probe", 7).expect("it is whole")).is_err(),
                "{wrong:?}"
            );
        }
    }
}
