//! Vectors of words, learned elsewhere from text without labels: words of like use have like vectors (feature `train` only).

use super::form::Form;

/// Numbers of a vector.
pub const DIMENSIONS: usize = 64;

const MAGIC: &[u8] = b"vectors\x01";

/// Words by the hash of their form, the most frequent first, with their vectors, of length 1 on average; of words of one form the first.
/// The layout of the file is told in `scripts/rebuild-vectors`.
///
/// # Panics
/// When the file has another layout.
pub fn read(file: &[u8]) -> Vec<(u32, [f32; DIMENSIONS])> {
    let mut rest = file.strip_prefix(MAGIC).expect("it is a file of vectors");
    let mut take = |n: usize| {
        let (taken, left) = rest.split_at_checked(n)?;
        rest = left;
        Some(taken)
    };
    let steps = take(4 * DIMENSIONS).expect("it has a step for each dimension");
    let steps: Vec<f32> = steps.as_chunks().0.iter().map(|&step| f32::from_le_bytes(step)).collect();
    let (mut words, mut known) = (Vec::new(), rustc_hash::FxHashSet::default());
    while let Some(length) = take(1) {
        let word = take(usize::from(length[0])).expect("a word is whole");
        let packed = take(DIMENSIONS / 2).expect("each word has a vector");
        let word = Form::of(std::str::from_utf8(word).expect("words are UTF-8")).word;
        let number = |at: usize| f32::from(packed[at / 2] >> (at % 2 * 4) & 15) - 8.0;
        if known.insert(word) {
            words.push((word, std::array::from_fn(|at| number(at) * steps[at])));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{DIMENSIONS, MAGIC, read};
    use crate::lang::form::Form;

    #[test]
    fn what_a_file_holds_is_read() {
        let steps = (0..DIMENSIONS).flat_map(|at| (at as f32).to_le_bytes());
        let mut file: Vec<u8> = MAGIC.iter().copied().chain(steps).collect();
        for (word, numbers) in [("toll", 0x1f), ("Toll", 0x88), ("tax", 0x99)] {
            file.push(word.len() as u8);
            file.extend(word.bytes().chain([numbers; DIMENSIONS / 2]));
        }
        let words = read(&file);
        assert_eq!(words.len(), 2, "two are of one form");
        assert_eq!((words[0].0, words[0].1[2], words[0].1[3]), (Form::of("toll").word, 14.0, -21.0));
        assert_eq!((words[1].0, words[1].1[63]), (Form::of("tax").word, 63.0));
    }
}
