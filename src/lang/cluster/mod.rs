//! Clusters of words that stand between like neighbors in text without labels: what a model learned of one word holds for the others, also for
//! those that its training data never had.

use crate::error::Result;
use crate::model::{Reader, Writer};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64;

/// The cluster of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cluster {
    /// One of about 250.
    pub fine: u8,
    /// One of about 30; each holds several fine ones.
    pub coarse: u8,
}

impl Cluster {
    /// That of what stands before the first and behind the last token of a sentence.
    pub const EDGE: Cluster = Cluster::of_all(255);

    /// One that is fine and coarse at once.
    pub(super) const fn of_all(number: u8) -> Cluster {
        Cluster { fine: number, coarse: number }
    }
}

/// The numbers below are for words of no cluster.
const FIRST: u8 = 4;
/// How many fine clusters there are at most: their numbers end before that of the edge.
const MOST_FINE: usize = (Cluster::EDGE.fine - FIRST) as usize;

/// Which word is in which cluster.
#[derive(Clone, Debug)]
pub struct Clusters {
    /// By the hash of the word.
    of_words: FxHashMap<u32, Cluster>,
    /// Of the file: what is learned with one table is worth nothing with another.
    checksum: u64,
}

static IN_USE: OnceLock<Clusters> = OnceLock::new();

impl Clusters {
    /// Those that are part of the program.
    ///
    /// # Panics
    /// When the embedded file is damaged, which the tests of every build rule out.
    pub fn builtin() -> &'static Clusters {
        IN_USE.get_or_init(|| {
            Clusters::read(include_bytes!("../../model/en/clusters.model"))
                .unwrap_or_else(|error| panic!("the program was built with a broken model: {error}"))
        })
    }

    /// Takes the place of the built-in ones, as long as nothing asked for those.
    #[cfg(feature = "train")]
    pub fn install(self) {
        IN_USE.get_or_init(|| self);
    }

    /// Reads a model file: of each fine cluster the coarse one that holds it, then each word with its fine cluster.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn read(file: &[u8]) -> Result<Clusters> {
        let mut reader = Reader::new(file, "clusters", feature_set())?;
        let n_clusters = usize::from(reader.byte()?);
        if n_clusters > MOST_FINE {
            return Err(reader.damaged());
        }
        let coarse = (0..n_clusters).map(|_| reader.byte()).collect::<Result<Vec<u8>>>()?;
        let mut of_words = FxHashMap::default();
        let mut word = 0u32;
        for _ in 0..reader.number()? {
            word = word.wrapping_add(reader.number()?);
            let number = reader.byte()?;
            let Some(&coarse) = coarse.get(usize::from(number)) else { return Err(reader.damaged()) };
            of_words.insert(word, Cluster { fine: FIRST + number, coarse: FIRST.saturating_add(coarse) });
        }
        Ok(Clusters { of_words, checksum: xxh3_64(file) })
    }

    /// The model file that [`Clusters::read`] reads, of words by their hash, each with its fine cluster, and of each of those its coarse one.
    ///
    /// # Panics
    /// When there are more fine clusters than numbers for them.
    pub fn file(words: &BTreeMap<u32, u8>, coarse: &[u8]) -> Vec<u8> {
        assert!(coarse.len() <= MOST_FINE, "a fine cluster has a number");
        let mut writer = Writer::default();
        writer.byte(coarse.len() as u8);
        for &coarse in coarse {
            writer.byte(coarse);
        }
        writer.number(words.len() as u32);
        let mut before = 0;
        for (&word, &fine) in words {
            writer.number(word - before);
            writer.byte(fine);
            before = word;
        }
        writer.finish("clusters", feature_set())
    }

    /// The cluster of a word by its hash; nothing for an unknown one.
    pub fn get(&self, word: u32) -> Option<Cluster> {
        self.of_words.get(&word).copied()
    }

    /// What the features of a model that was fitted with these clusters depend on.
    pub fn checksum(&self) -> u64 {
        self.checksum
    }
}

/// Another when words are hashed otherwise.
fn feature_set() -> u64 {
    u64::from(crate::model::features::word(*b"probe"))
}

#[cfg(feature = "train")]
mod fit;

#[cfg(feature = "train")]
pub use fit::fit;

#[cfg(test)]
mod tests {
    use super::{Cluster, Clusters};
    use crate::lang::form::Form;

    #[test]
    fn what_is_written_is_read_and_damage_is_told() {
        let words = [(7, 0), (9, 1), (u32::MAX, 1)].into();
        let read = Clusters::read(&Clusters::file(&words, &[3, 3])).expect("it is a table");
        assert_eq!(read.get(9), Some(Cluster { fine: 5, coarse: 7 }));
        assert_eq!(read.get(u32::MAX), read.get(9));
        assert_eq!(read.get(8), None);
        assert!(Clusters::read(&Clusters::file(&words, &[3])).is_err(), "a cluster that there is not");
    }

    #[test]
    fn words_of_like_use_share_a_cluster() {
        let fine = |word: &str| Form::of(word).cluster.fine;
        assert_eq!(fine("Monday"), fine("Thursday"));
        assert_eq!(fine("six"), fine("eight"));
        assert_ne!(fine("Monday"), fine("six"));
    }
}
