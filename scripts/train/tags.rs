//! The tagger: fitted to the treebanks, measured on their gold words.

use crate::conllu::{self, Sentence};
use crate::figures::Figures;
use std::path::Path;
use whosaid::lang::form::Form;
use whosaid::lang::tag::{self, Tag, Tagger};

/// In the development part of another set, which stays apart from training.
pub(crate) const HELD_OUT: &str = "GUM_court_loan";

/// The sentences of both treebanks' training parts.
pub(crate) fn training(data: &Path) -> Vec<Sentence> {
    let mut sentences = conllu::read(&data.join("lang/ud_ewt/train.conllu.gz"));
    sentences.extend(conllu::read(&data.join("lang/ud_gum/train.conllu.gz")));
    sentences.retain(|sentence| sentence.document != HELD_OUT);
    sentences
}

/// Forms and gold tags of a sentence.
pub(crate) fn tagged(sentence: &Sentence) -> (Vec<Form>, Vec<Tag>) {
    let forms = sentence.words.iter().map(|word| Form::of(&word.form)).collect();
    (forms, sentence.words.iter().map(|word| Tag::named(&word.tag).unwrap_or_default()).collect())
}

/// Fits the tagger.
pub(crate) fn fit(sentences: &[Sentence]) -> Tagger {
    fit_to(&sentences.iter().map(tagged).collect::<Vec<_>>(), &[1, 2, 3])
}

/// Fits a tagger to sentences with their tags.
pub(crate) fn fit_to(sentences: &[(Vec<Form>, Vec<Tag>)], seeds: &[u64]) -> Tagger {
    tag::fit(sentences, seeds, 8, 3, 0.05)
}

/// Adds the share of right tags of the development parts.
pub(crate) fn evaluate(data: &Path, tagger: &Tagger, figures: &mut Figures) {
    for (name, file, floor) in
        [("EWT", "lang/ud_ewt/dev.conllu.gz", 0.943), ("GUM", "lang/ud_gum/dev.conllu.gz", 0.960)]
    {
        let (mut right, mut all) = (0u32, 0u32);
        for sentence in conllu::read(&data.join(file)) {
            let (forms, gold) = tagged(&sentence);
            let found = tagger.tag([&forms[..]]);
            right += found.iter().zip(&gold).filter(|(found, gold)| found == gold).count() as u32;
            all += gold.len() as u32;
        }
        figures.add(&format!("tags {name} dev"), f64::from(right) / f64::from(all), floor);
    }
}
