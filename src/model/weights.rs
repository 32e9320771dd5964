//! Learned weights of decisions between many labels: for each known feature those of its weights that are not zero, or all where these are many.

use super::bucket::{self, Line, WIDTH, fetch, hit, place};
use super::features::Feature;
use super::file::{Reader, Writer};
use super::lanes::Table;
use super::pages::Pages;
use crate::error::Result;
use wide::bytemuck::{cast, cast_ref};
use wide::i16x8;

/// Feature to weights of `N` labels, 16 bits each: 8 bits lose the few large weights that carry the bias. For few labels see [`super::Packed`].
#[derive(Clone, Debug)]
pub struct Weights<const N: usize> {
    /// Each is a line of the cache, eight features side by side and their rows; not empty.
    buckets: Pages<Line>,
    /// Row behind row.
    values: Pages<i16>,
}

/// Where the values of a row begin; in the low bits how many of its weights are not zero, which are told with their labels, or [`DENSE`].
type Row = u32;

/// Bits of a row that count its weights: no model has 63 labels.
const COUNT_BITS: u32 = 6;

/// Stands for the count of a row that tells all weights: frequent features have most of them, and are added several weights at once.
const DENSE: Row = (1 << COUNT_BITS) - 1;

/// Values of a line of the cache.
const LINE_VALUES: usize = size_of::<Line>() / size_of::<i16>();

/// A label and its weight.
type Told = [i16; 2];

/// The values of a row: those of a dense one are `N`, of others less.
#[inline]
fn values_of<const N: usize>(values: &[i16], row: Row) -> &[i16] {
    let (first, n) = ((row >> COUNT_BITS) as usize, row & DENSE);
    &values[first..first + if n == DENSE { N } else { 2 * n as usize }]
}

/// Rows on their way into a table.
struct Rows<const N: usize> {
    values: Vec<i16>,
}

impl<const N: usize> Rows<N> {
    /// Adds a row of these weights; dense where they are more than a third of all.
    fn push(&mut self, weights: &[Told]) -> Row {
        let first = (self.values.len() as Row) << COUNT_BITS;
        if weights.len() * 3 <= N {
            self.values.extend(weights.as_flattened());
            return first | weights.len() as Row;
        }
        let mut row = [0; N];
        for &[label, weight] in weights {
            row[usize::from(label.cast_unsigned())] = weight;
        }
        self.values.extend(row);
        first | DENSE
    }
}

impl<const N: usize> Weights<N> {
    const FITS: () = assert!(N < DENSE as usize, "a row's count fits its bits");

    fn bucket(keys: [i16; WIDTH], rows: [Row; WIDTH]) -> Line {
        let [first, second]: [i16x8; 2] = cast(rows);
        [i16x8::new(keys), first, second, i16x8::ZERO]
    }

    /// A table of these rows, fewer where a bucket is full.
    pub fn new(rows: impl IntoIterator<Item = (Feature, [i16; N])>) -> Weights<N> {
        let () = Self::FITS;
        let filled = bucket::filled(rows);
        let mut buckets = Pages::zeroed(filled.len());
        let mut all = Rows::<N> { values: Vec::new() };
        for (bucket, filled) in buckets.iter_mut().zip(filled) {
            let (mut keys, mut rows) = ([0; WIDTH], [0; WIDTH]);
            for (at, (key, row)) in filled.into_iter().enumerate() {
                keys[at] = key.cast_signed();
                rows[at] = all.push(&told(&row));
            }
            *bucket = Self::bucket(keys, rows);
        }
        Weights { buckets, values: Pages::of(&all.values) }
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
        let mut buckets = Pages::zeroed(n_buckets);
        let mut all = Rows::<N> { values: Vec::new() };
        let mut weights = [[0; 2]; N];
        for bucket in &mut *buckets {
            let n_rows = usize::from(reader.byte()?);
            if n_rows > WIDTH {
                return Err(reader.damaged());
            }
            let (mut keys, mut rows) = ([0; WIDTH], [0; WIDTH]);
            for at in 0..n_rows {
                keys[at] = i16::from_le_bytes([reader.byte()?, reader.byte()?]);
                let n_weights = usize::from(reader.byte()?);
                if n_weights > N || all.values.len() >= 1 << (32 - COUNT_BITS) {
                    return Err(reader.damaged());
                }
                for [label, weight] in &mut weights[..n_weights] {
                    *label = i16::from(reader.byte()?);
                    if usize::from(label.cast_unsigned()) >= N {
                        return Err(reader.damaged());
                    }
                    *weight = reader.signed()? as i16;
                }
                rows[at] = all.push(&weights[..n_weights]);
            }
            *bucket = Self::bucket(keys, rows);
        }
        Ok(Weights { buckets, values: Pages::of(&all.values) })
    }

    /// Writes what [`Weights::read`] reads.
    pub fn write(&self, writer: &mut Writer) {
        writer.number(self.buckets.len() as u32);
        for &[keys, first, second, _] in &*self.buckets {
            let rows: [Row; WIDTH] = cast([first, second]);
            let weights = rows.map(|row| match values_of::<N>(&self.values, row) {
                dense if dense.len() == N => told(dense),
                sparse => sparse.as_chunks().0.to_vec(),
            });
            let rows: Vec<(i16, Vec<Told>)> =
                keys.to_array().into_iter().zip(weights).filter(|(_, row)| !row.is_empty()).collect();
            writer.byte(rows.len() as u8);
            for (key, row) in rows {
                for byte in key.to_le_bytes() {
                    writer.byte(byte);
                }
                writer.byte(row.len() as u8);
                for [label, weight] in row {
                    writer.byte(label.cast_unsigned() as u8);
                    writer.signed(i32::from(weight));
                }
            }
        }
    }
}

/// The weights that are not zero.
fn told(row: &[i16]) -> Vec<Told> {
    let all = (0..).zip(row).map(|(label, &weight)| [label, weight]);
    all.filter(|&[_, weight]| weight != 0).collect()
}

impl<const N: usize> Table<N> for Weights<N> {
    fn fetch(&self, features: &[Feature]) {
        let buckets = &*self.buckets;
        for &feature in features {
            fetch(&buckets[place(feature, buckets.len())]);
        }
    }

    fn find(&self, features: &mut Vec<Feature>) -> bool {
        let (buckets, values) = (&*self.buckets, &*self.values);
        let mut n_rows = 0;
        for at in 0..features.len() {
            let feature = features[at];
            let [keys, rows @ .., _] = &buckets[place(feature, buckets.len())];
            let rows: &[Row; WIDTH] = cast_ref(rows);
            let hits = hit(*keys, feature).to_bitmask();
            features[n_rows] = rows[hits.trailing_zeros() as usize % WIDTH];
            n_rows += usize::from(hits != 0);
        }
        features.truncate(n_rows);
        for &row in &*features {
            let values = values_of::<N>(values, row);
            values.first().into_iter().chain(values.get(LINE_VALUES)).chain(values.last()).for_each(fetch);
        }
        true
    }

    fn sum(&self, rows: &[Feature]) -> [i32; N] {
        let values = &*self.values;
        let mut scores = [0; N];
        for &row in rows {
            let values = values_of::<N>(values, row);
            if let Ok(weights) = <&[i16; N]>::try_from(values) {
                scores.iter_mut().zip(weights).for_each(|(score, &weight)| *score += i32::from(weight));
            } else {
                for &[label, weight] in values.as_chunks().0 {
                    scores[usize::from(label.cast_unsigned())] += i32::from(weight);
                }
            }
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
