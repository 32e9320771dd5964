//! Dictionary form of a cue as gold marks it. Not that of `quote::cue`, which knows the sentence: gold marks words alone.

use super::words::Words;
use crate::lang::lemma::lemma;
use crate::lang::tag::Tag;
use crate::lexicon::Lexicon;
use crate::text::fold::fold;

/// The lemma of the first reporting verb among `tokens`; else of the word, when it is one; else the words as they are: "according to".
pub(super) fn lemma_of(words: &Words<'_>, tokens: &[usize]) -> Option<String> {
    let lexicon = Lexicon::builtin();
    let cue: Vec<String> = tokens.iter().filter(|&&at| words.is_word(at)).map(|&at| fold(words.text_of(at))).collect();
    let known = cue.iter().map(|word| lexicon.lemma(lexicon.find(word))).find(|lemma| !lemma.is_empty());
    match (known, cue.as_slice()) {
        (Some(known), _) => Some(known.to_owned()),
        (None, []) => None,
        (None, [word]) => {
            let tag =
                [("ing", "VBG"), ("s", "VBZ")].iter().find(|(end, _)| word.ends_with(end)).map_or("VBD", |row| row.1);
            Some(Tag::named(tag).map_or_else(|| word.clone(), |tag| lemma(word, tag).into_owned()))
        }
        (None, several) => Some(several.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Words, lemma_of};

    #[test]
    fn a_cue_goes_by_its_verb() {
        for (cue, lemma) in [
            ("had told", "tell"),
            ("According to", "according to"),
            ("says", "say"),
            ("ran", "run"),
            ("humming", "hum"),
        ] {
            let words = Words::new(cue);
            let all: Vec<usize> = (0..cue.split(' ').count()).collect();
            assert_eq!(lemma_of(&words, &all).as_deref(), Some(lemma));
        }
    }
}
