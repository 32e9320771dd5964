//! Learned weights of one kind of decision: for each known feature a row with one weight per label.

use super::features::Feature;
use super::file::{Reader, Writer};
use crate::error::Result;

/// Feature to weights of `N` labels, 16 bits each: 8 bits lose the few large weights that carry the bias.
///
/// Tables are larger than the caches and what is looked up is random, so the layout saves memory first: one bit tells most unknown features
/// apart, and only weights that are not zero are kept.
#[derive(Clone, Debug)]
pub struct Weights<const N: usize> {
    /// One bit for each value of the first bits of a feature: set when some known feature begins so.
    known: Vec<u64>,
    /// How many low bits of a feature `known` leaves out.
    shift: u32,
    /// Open addressing: a feature lies at its place or behind it, before the next empty slot.
    slots: Vec<Slot>,
    mask: usize,
    /// Weights that are not zero, row behind row.
    values: Vec<Weight>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: Feature,
    /// Place of its first weight, and how many there are in the low bits; 0 in an empty slot.
    row: u32,
}

impl Slot {
    /// The slot of a feature whose weights lie from `first` to `end`; nothing when there are none, or more than a slot can tell.
    fn of(key: Feature, first: usize, end: usize) -> Option<Slot> {
        let n = end - first;
        let fits = n > 0 && n < 1 << COUNT_BITS && first < 1 << (32 - COUNT_BITS);
        fits.then_some(Slot { key, row: (first as u32) << COUNT_BITS | n as u32 })
    }
}

#[derive(Clone, Copy, Debug)]
struct Weight {
    label: u16,
    weight: i16,
}

/// Bits of a slot's row that count its weights: no model has 64 labels.
const COUNT_BITS: u32 = 6;

/// More rows than this in a file are damage, not a model.
const MOST_ROWS: usize = 1 << 22;

/// Bits of the filter for each known feature: seven of eight unknown features are told at once.
const FILTER_BITS: usize = 8;

/// Features that are looked up before their weights are added.
const CHUNK: usize = 64;

impl<const N: usize> Weights<N> {
    /// A table of these rows; of a feature that stands twice one row is kept, rows without a weight none.
    pub fn new(rows: impl IntoIterator<Item = (Feature, [i16; N])>) -> Weights<N> {
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by_key(|&(feature, _)| feature);
        rows.dedup_by_key(|&mut (feature, _)| feature);
        let mut slots = Vec::with_capacity(rows.len());
        let mut weights = Vec::new();
        for (key, row) in rows {
            let first = weights.len();
            let some = row.iter().enumerate().filter(|&(_, &weight)| weight != 0);
            weights.extend(some.map(|(label, &weight)| Weight { label: label as u16, weight }));
            slots.extend(Slot::of(key, first, weights.len()));
        }
        Weights::placed(&slots, weights)
    }

    /// The table whose features are `known`, each once, and whose weights they point into.
    fn placed(known: &[Slot], weights: Vec<Weight>) -> Weights<N> {
        const { assert!(N < 1 << COUNT_BITS, "a row's count fits its bits") };
        // At most three slots of four are taken.
        let capacity = (known.len() * 4 / 3 + 1).next_power_of_two();
        let n_bits = (known.len() * FILTER_BITS).next_power_of_two().clamp(64, 1 << 31);
        let mut table = Weights {
            known: vec![0; n_bits / 64],
            shift: 32 - n_bits.ilog2(),
            slots: vec![Slot::default(); capacity],
            mask: capacity - 1,
            values: weights,
        };
        for &slot in known {
            let bit = slot.key >> table.shift;
            table.known[bit as usize / 64] |= 1 << (bit % 64);
            let mut at = slot.key as usize & table.mask;
            while table.slots[at].row != 0 {
                at = (at + 1) & table.mask;
            }
            table.slots[at] = slot;
        }
        table
    }

    /// Number of known features.
    pub fn len(&self) -> usize {
        self.slots.iter().filter(|slot| slot.row != 0).count()
    }

    /// Whether no feature is known.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The sum of the weights of `features`, one score a label.
    pub fn score(&self, features: &[Feature]) -> [i32; N] {
        let mut scores = [0; N];
        for some in features.chunks(CHUNK) {
            // Filters, slots and weights each in their own pass: nothing waits for what was fetched just now.
            let (mut likely, mut n) = ([0; CHUNK], 0);
            for &feature in some {
                let bit = feature >> self.shift;
                likely[n] = feature;
                n += (self.known[bit as usize / 64] >> (bit % 64) & 1) as usize;
            }
            let mut slots = [Slot::default(); CHUNK];
            for (slot, &feature) in slots.iter_mut().zip(&likely[..n]) {
                *slot = self.slots[feature as usize & self.mask];
            }
            for (&slot, &feature) in slots.iter().zip(&likely[..n]) {
                let row = if slot.key == feature { slot.row } else { self.behind(slot, feature) };
                for weight in self.row(row) {
                    scores[usize::from(weight.label)] += i32::from(weight.weight);
                }
            }
        }
        scores
    }

    /// The row of a feature that is not at its place, where `slot` lies.
    fn behind(&self, mut slot: Slot, feature: Feature) -> u32 {
        let mut at = feature as usize;
        while slot.row != 0 && slot.key != feature {
            at += 1;
            slot = self.slots[at & self.mask];
        }
        slot.row
    }

    fn row(&self, row: u32) -> &[Weight] {
        let first = (row >> COUNT_BITS) as usize;
        &self.values[first..first + (row as usize & ((1 << COUNT_BITS) - 1))]
    }

    /// Reads a table: the number of rows; of each its feature, which weights are not zero, and those.
    ///
    /// # Errors
    /// When the numbers make no table.
    pub fn read(reader: &mut Reader<'_>) -> Result<Weights<N>> {
        let n_rows = reader.number()? as usize;
        if n_rows > MOST_ROWS {
            return Err(reader.damaged());
        }
        let (mut slots, mut weights) = (Vec::with_capacity(n_rows), Vec::with_capacity(n_rows * 3));
        let mut key = 0u32;
        for at in 0..n_rows {
            let step = reader.number()?;
            // Each feature stands once, in order.
            key = key.checked_add(step).filter(|_| at == 0 || step > 0).ok_or_else(|| reader.damaged())?;
            let first = weights.len();
            let which = reader.byte()?;
            if N <= BITS {
                for label in (0..N as u16).filter(|&label| which >> label & 1 == 1) {
                    weights.push(Weight { label, weight: reader.signed()? as i16 });
                }
            } else {
                for _ in 0..which {
                    let label = u16::from(reader.byte()?);
                    if usize::from(label) >= N {
                        return Err(reader.damaged());
                    }
                    weights.push(Weight { label, weight: reader.signed()? as i16 });
                }
            }
            slots.extend(Slot::of(key, first, weights.len()));
        }
        Ok(Weights::placed(&slots, weights))
    }

    /// Writes what [`Weights::read`] reads: rows by feature, so that differences between features are short.
    pub fn write(&self, writer: &mut Writer) {
        let mut order: Vec<Slot> = self.slots.iter().copied().filter(|slot| slot.row != 0).collect();
        order.sort_unstable_by_key(|slot| slot.key);
        writer.number(order.len() as u32);
        let mut before = 0;
        for Slot { key, row } in order {
            let row = self.row(row);
            writer.number(key.wrapping_sub(before));
            before = key;
            if N <= BITS {
                writer.byte(row.iter().fold(0, |which, weight| which | 1 << weight.label));
            } else {
                writer.byte(row.len() as u8);
            }
            for weight in row {
                if N > BITS {
                    writer.byte(weight.label as u8);
                }
                writer.signed(i32::from(weight.weight));
            }
        }
    }
}

/// So few labels are told by one byte of bits.
const BITS: usize = 8;

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
    use super::Weights;

    #[test]
    fn every_feature_is_found_and_no_other() {
        for n in [0u32, 1, 7, 8, 100, 5000] {
            // Crowded at the end of the range, so that the last buckets spill.
            let features = (0..n).map(|at| if at % 3 == 0 { u32::MAX - at } else { at.wrapping_mul(0x9E37_79B9) | 2 });
            let weights = Weights::<3>::new(features.clone().map(|feature| (feature, [feature as i16, 1, 0])));
            for feature in features.clone() {
                assert_eq!(weights.score(&[feature])[0], i32::from(feature as i16), "{n}");
            }
            assert_eq!(weights.score(&[1]), [0; 3]);
            let twice: Vec<u32> = features.clone().chain(features.clone()).collect();
            assert_eq!(weights.score(&twice)[1], 2 * n.cast_signed());
        }
    }
}
