//! Names of speakers as the scorer compares them: case, accents, punctuation and a possessive 's do not count.

use super::words::is_word_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

pub(super) fn compared(name: &str) -> String {
    // Decomposed first, so that few letters are left whose folding is more than their lower case.
    let folded = name.nfkd().flat_map(char::to_lowercase).flat_map(|c| match c {
        'ß' => ['s', 's'].into_iter().take(2),
        'ς' => ['σ', ' '].into_iter().take(1),
        '\u{345}' => ['ι', ' '].into_iter().take(1),
        other => [other, ' '].into_iter().take(1),
    });
    let letters: Vec<char> = folded.filter(|&c| canonical_combining_class(c) == 0).collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(&c) = letters.get(at) {
        let ends = letters.get(at + 2).is_none_or(|&next| !is_word_char(next));
        if matches!(c, '\'' | '’') && letters.get(at + 1) == Some(&'s') && ends {
            at += 2;
            continue;
        }
        if is_word_char(c) {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        at += 1;
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::compared;

    #[test]
    fn names_are_compared_without_case_accents_and_possessive() {
        for (one, other) in [
            ("José RUIZ’s", "jose ruiz"),
            ("Nils O'Strand", "nils o strand"),
            ("Groß, A.", "gross a"),
            ("ΝΙΚΟΣ", "νικοσ"),
            ("ᾳ", "αι"),
        ] {
            assert_eq!(compared(one), other);
        }
        assert_ne!(compared("Ida Holm"), compared("Holm"));
    }
}
