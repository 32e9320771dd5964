//! Decisions without weights: what had nearly always one label in training keeps it, and costs a look-up instead of a score.

use super::features::Feature;
use super::file::{Reader, Writer};
use crate::error::Result;
use rustc_hash::FxHashMap;
#[cfg(feature = "train")]
use std::collections::BTreeMap;

/// Feature to the label that it is certain of.
#[derive(Clone, Debug, Default)]
pub struct Certain(FxHashMap<Feature, u8>);

impl Certain {
    /// The label that a feature is certain of.
    pub fn get(&self, feature: Feature) -> Option<u8> {
        self.0.get(&feature).copied()
    }

    /// Reads how many features there are, and each with its label, which is one of `n_labels`.
    ///
    /// # Errors
    /// When the numbers make no table.
    pub fn read(reader: &mut Reader<'_>, n_labels: usize) -> Result<Certain> {
        let labels = reader.table()?;
        if labels.values().any(|&label| usize::from(label) >= n_labels) {
            return Err(reader.damaged());
        }
        Ok(Certain(labels))
    }

    /// Writes what [`Certain::read`] reads.
    pub fn write(&self, writer: &mut Writer) {
        writer.table(&self.0);
    }

    /// Features that were seen `least` times or more, of 50 times at most once with another label than their own.
    #[cfg(feature = "train")]
    pub fn of(seen: impl IntoIterator<Item = (Feature, u8)>, least: u32) -> Certain {
        const ONE_IN: u32 = 50;
        let mut counts: FxHashMap<Feature, BTreeMap<u8, u32>> = FxHashMap::default();
        for (feature, label) in seen {
            *counts.entry(feature).or_default().entry(label).or_default() += 1;
        }
        let certain = counts.into_iter().filter_map(|(feature, counts)| {
            let all: u32 = counts.values().sum();
            let (label, n) = counts.into_iter().max_by_key(|&(_, n)| n)?;
            (all >= least && (all - n) * ONE_IN <= all).then_some((feature, label))
        });
        Certain(certain.collect())
    }
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::Certain;
    use crate::model::{Reader, Writer};

    #[test]
    fn what_is_nearly_always_one_is_certain() {
        let seen = |feature: u32, label: u8, times: usize| std::iter::repeat_n((feature, label), times);
        let all = seen(7, 1, 98).chain(seen(7, 2, 2)).chain(seen(8, 1, 97)).chain(seen(8, 2, 3)).chain(seen(9, 3, 4));
        let certain = Certain::of(all, 5);
        assert_eq!([7, 8, 9].map(|feature| certain.get(feature)), [Some(1), None, None]);
        let mut writer = Writer::default();
        certain.write(&mut writer);
        let file = writer.finish("probe", 7);
        let mut reader = Reader::new(&file, "probe", 7).expect("it is whole");
        assert_eq!(Certain::read(&mut reader, 2).expect("it is a table").get(7), Some(1));
        let mut reader = Reader::new(&file, "probe", 7).expect("it is whole");
        assert!(Certain::read(&mut reader, 1).is_err(), "a label that there is not");
    }
}
