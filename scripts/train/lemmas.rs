//! How many dictionary forms are right, given gold words and predicted tags. Case is left aside: treebanks differ in it.

use crate::conllu;
use crate::figures::Figures;
use crate::tags;
use std::path::Path;
use whosaid::lang::lemma::lemma;
use whosaid::lang::tag::Tagger;

/// Adds the shares of the development parts.
pub(crate) fn evaluate(data: &Path, tagger: &Tagger, figures: &mut Figures) {
    for (name, file) in [("EWT", "lang/ud_ewt/dev.conllu.gz"), ("GUM", "lang/ud_gum/dev.conllu.gz")] {
        let (mut right, mut all) = (0u32, 0u32);
        for sentence in conllu::read(&data.join(file)) {
            let (forms, _) = tags::tagged(&sentence);
            let found = tagger.tag([&forms[..]]);
            for (word, &tag) in sentence.words.iter().zip(&found) {
                let same = lemma(&word.form, tag).eq_ignore_ascii_case(&word.lemma);
                right += u32::from(same);
                all += 1;
            }
        }
        figures.add(&format!("lemmas {name} dev"), f64::from(right) / f64::from(all), 0.95);
    }
}
