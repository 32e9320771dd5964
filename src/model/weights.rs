//! Learned weights of one kind of decision: for each known feature a row with one weight per label.

use super::features::Feature;
use super::file::{Reader, Writer};
use crate::error::Result;

/// Feature to weights of `N` labels, 16 bits each: 8 bits lose the few large weights that carry the bias.
#[derive(Clone, Debug)]
pub struct Weights<const N: usize> {
    slots: Vec<Slot>,
    mask: usize,
    rows: Vec<[i16; N]>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    key: Feature,
    row: u32,
}

const EMPTY: u32 = u32::MAX;

/// More rows than this in a file are damage, not a model.
const MOST_ROWS: usize = 1 << 22;

impl<const N: usize> Weights<N> {
    /// A table of these rows; a feature that stands twice keeps its first row.
    pub fn new(rows: impl IntoIterator<Item = (Feature, [i16; N])>) -> Weights<N> {
        let rows: Vec<_> = rows.into_iter().collect();
        let capacity = (rows.len() * 2).next_power_of_two().max(16);
        let mut weights = Weights {
            slots: vec![Slot { key: 0, row: EMPTY }; capacity],
            mask: capacity - 1,
            rows: Vec::with_capacity(rows.len()),
        };
        for (key, row) in rows {
            let mut at = key as usize & weights.mask;
            while weights.slots[at].row != EMPTY && weights.slots[at].key != key {
                at = (at + 1) & weights.mask;
            }
            if weights.slots[at].row == EMPTY {
                weights.slots[at] = Slot { key, row: weights.rows.len() as u32 };
                weights.rows.push(row);
            }
        }
        weights
    }

    /// Number of known features.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no feature is known.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the weights of `feature`, if it is known.
    pub fn add(&self, feature: Feature, scores: &mut [i32; N]) {
        let mut at = feature as usize & self.mask;
        loop {
            let slot = self.slots[at];
            if slot.row == EMPTY {
                return;
            }
            if slot.key == feature {
                for (score, &weight) in scores.iter_mut().zip(&self.rows[slot.row as usize]) {
                    *score += i32::from(weight);
                }
                return;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// The sum of the weights of `features`, one score a label.
    pub fn score(&self, features: &[Feature]) -> [i32; N] {
        let mut scores = [0; N];
        for &feature in features {
            self.add(feature, &mut scores);
        }
        scores
    }

    /// Reads a table: the number of rows; of each its feature, which weights are not zero, and
    /// those.
    ///
    /// # Errors
    /// When the numbers make no table.
    pub fn read(reader: &mut Reader<'_>) -> Result<Weights<N>> {
        let n_rows = reader.number()? as usize;
        if n_rows > MOST_ROWS {
            return Err(reader.damaged());
        }
        let mut rows = Vec::with_capacity(n_rows);
        let mut key = 0u32;
        for _ in 0..n_rows {
            key = key.wrapping_add(reader.number()?);
            let mut row = [0; N];
            let which = reader.byte()?;
            if N <= BITS {
                for (_, weight) in row.iter_mut().enumerate().filter(|&(label, _)| which >> label & 1 == 1) {
                    *weight = reader.signed()? as i16;
                }
            } else {
                for _ in 0..which {
                    let label = usize::from(reader.byte()?);
                    let weight = reader.signed()? as i16;
                    *row.get_mut(label).ok_or_else(|| reader.damaged())? = weight;
                }
            }
            rows.push((key, row));
        }
        Ok(Weights::new(rows))
    }

    /// Writes what [`Weights::read`] reads: rows by feature, so that features are short differences.
    pub fn write(&self, writer: &mut Writer) {
        let mut order: Vec<Slot> = self.slots.iter().copied().filter(|slot| slot.row != EMPTY).collect();
        order.sort_unstable_by_key(|slot| slot.key);
        writer.number(order.len() as u32);
        let mut before = 0;
        for slot in order {
            let row = &self.rows[slot.row as usize];
            writer.number(slot.key.wrapping_sub(before));
            before = slot.key;
            let some = || row.iter().enumerate().filter(|&(_, &weight)| weight != 0);
            if N <= BITS {
                writer.byte(some().fold(0, |which, (label, _)| which | 1 << label));
            } else {
                writer.byte(some().count() as u8);
            }
            for (label, &weight) in some() {
                if N > BITS {
                    writer.byte(label as u8);
                }
                writer.signed(i32::from(weight));
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
