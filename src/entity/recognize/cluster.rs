//! Clusters of words of like use: what was learned of one word holds for the others, also for those that no training article has.

use crate::error::Result;
use crate::lang::form::Form;
use crate::model::{Reader, Writer};
use rustc_hash::FxHashMap;

/// The cluster of what stands before the first and behind the last token of a sentence.
pub(super) const EDGE: u8 = u8::MAX;
/// That of words in capitals that are in no other.
pub(super) const CAPITALS: u8 = 1;
/// Words of no cluster: with digits, in capitals, with a capital, small ones, marks.
const OTHERS: [u8; 5] = [0, CAPITALS, 2, 3, 4];
#[cfg(feature = "train")]
const FIRST: u8 = OTHERS.len() as u8;

/// How many clusters there are at most.
#[cfg(feature = "train")]
pub const MOST: usize = (EDGE - FIRST) as usize;

/// Which word is in which cluster.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    /// By the hash of the word.
    of_words: FxHashMap<u32, u8>,
}

impl Clusters {
    /// Of the number of the cluster of each word, below [`MOST`], by the hash of its form.
    #[cfg(feature = "train")]
    pub fn new(words: impl IntoIterator<Item = (u32, u8)>) -> Clusters {
        Clusters { of_words: words.into_iter().map(|(word, number)| (word, FIRST + number)).collect() }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Clusters> {
        Ok(Clusters { of_words: reader.table()? })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.table(&self.of_words);
    }

    /// The cluster of a word.
    pub(super) fn of(&self, form: &Form) -> u8 {
        self.of_words.get(&form.word).copied().unwrap_or_else(|| {
            let kinds = [form.has_digit(), form.is_upper(), form.is_capital(), form.is_word()];
            OTHERS[kinds.iter().position(|&is| is).unwrap_or(kinds.len())]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Clusters;
    use crate::lang::form::Form;
    use crate::model::{Reader, Writer};

    #[test]
    fn what_is_written_is_read_and_unknown_words_are_told_apart_by_their_characters() {
        let of = |word: &str| Form::of(word).word;
        let clusters =
            Clusters { of_words: [(of("ferry"), 7), (of("tram"), 7), (of("mayor"), 250)].into_iter().collect() };
        let mut writer = Writer::default();
        clusters.write(&mut writer);
        let file = writer.finish("names", 1);
        let read = Clusters::read(&mut Reader::new(&file, "names", 1).unwrap()).unwrap();
        let cluster = |word: &str| read.of(&Form::of(word));
        assert_eq!([cluster("Ferry"), cluster("tram"), cluster("MAYOR")], [7, 7, 250]);
        assert_eq!(["42", "FEC", "Holm", "sank", "“"].map(cluster), [0, 1, 2, 3, 4]);
    }
}
