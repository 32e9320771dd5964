//! Dictionary forms of words, by their part of speech: irregular ones from a list, the others by the rules of English spelling.

use super::tag::Tag;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::OnceLock;

const LIST: &str = include_str!("../lexicon/en/irregular.txt");

/// Verb, noun, or adjective and adverb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Class {
    Verb,
    Noun,
    Adjective,
}

/// Dictionary form of `word`, in lower case; names and words that do not inflect are only lowered, and a name keeps its case.
///
/// ```
/// use whosaid::lang::{lemma::lemma, tag::Tag};
/// let of = |word, tag| lemma(word, Tag::named(tag).expect("a Penn tag")).into_owned();
/// assert_eq!(of("claimed", "VBD"), "claim");
/// assert_eq!(of("Spokesmen", "NNS"), "spokesman");
/// assert_eq!(of("better", "JJR"), "good");
/// assert_eq!(of("Holmes", "NNP"), "Holmes");
/// ```
pub fn lemma(word: &str, tag: Tag) -> Cow<'_, str> {
    let name = tag.name();
    if name.starts_with("NNP") {
        return Cow::Borrowed(word);
    }
    let lower: Cow<'_, str> =
        if word.chars().any(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) };
    let class = match name {
        "VBD" | "VBG" | "VBN" | "VBP" | "VBZ" | "VB" => Class::Verb,
        "NNS" => Class::Noun,
        "JJR" | "JJS" | "RBR" | "RBS" => Class::Adjective,
        _ => return lower,
    };
    if let Some(&lemma) = irregular().get(&(class, &*lower)) {
        return Cow::Owned(lemma.to_owned());
    }
    let regular = match name {
        "VBZ" | "NNS" => without_s(&lower),
        "VBD" | "VBN" => lower.strip_suffix("ed").map(|stem| restored(stem, true)),
        "VBG" => lower.strip_suffix("ing").map(|stem| restored(stem, false)),
        "JJR" | "RBR" => lower.strip_suffix("er").map(|stem| restored(stem, true)),
        "JJS" | "RBS" => lower.strip_suffix("est").map(|stem| restored(stem, true)),
        _ => None,
    };
    regular.map_or(lower, Cow::Owned)
}

fn irregular() -> &'static FxHashMap<(Class, &'static str), &'static str> {
    static FORMS: OnceLock<FxHashMap<(Class, &'static str), &'static str>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms = FxHashMap::default();
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let (Some(class), Some(first)) = (words.next(), words.next()) else { continue };
            match class {
                // The form comes first, then what it belongs to.
                "A" => {
                    forms.extend(words.next().map(|lemma| ((Class::Adjective, first), lemma)));
                }
                class => {
                    let class = if class == "V" { Class::Verb } else { Class::Noun };
                    for form in words.chain([first]) {
                        forms.entry((class, form)).or_insert(first);
                    }
                }
            }
        }
        forms
    })
}

fn without_s(word: &str) -> Option<String> {
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with(['s', 'u']))?;
    if let Some(stem) = stem.strip_suffix("ie").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    let sibilant =
        stem.strip_suffix('e').filter(|stem| ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| stem.ends_with(end)));
    // “uses”, “increases” keep their e; “passes”, “boxes” do not.
    let keeps = sibilant.is_some_and(|stem| {
        (stem.ends_with('s') && !stem.ends_with("ss")) || stem.ends_with('z') && !stem.ends_with("zz")
    });
    Some(sibilant.filter(|_| !keeps).unwrap_or(stem).to_owned())
}

/// A stem without -ed or -ing, spelled as it is when it stands alone. `y` tells whether a final i was a y.
fn restored(stem: &str, y: bool) -> String {
    let bytes = stem.as_bytes();
    let n = bytes.len();
    if n < 2 {
        return stem.to_owned();
    }
    if y && bytes[n - 1] == b'i' {
        return format!("{}y", &stem[..n - 1]);
    }
    let vowel = |at: usize| matches!(bytes[at], b'a' | b'e' | b'i' | b'o' | b'u');
    if bytes[n - 1] == bytes[n - 2] && b"bdgmnprt".contains(&bytes[n - 1]) && n > 3 {
        return stem[..n - 1].to_owned();
    }
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| stem.ends_with(suffix));
    // One vowel and one consonant: “not” of “noted”; not two vowels, as in “explain”.
    let short = n >= 3 && !vowel(n - 1) && vowel(n - 2) && !vowel(n - 3);
    let silent = ends(&[
        "at", "iz", "is", "us", "uc", "dg", "rg", "lg", "ng", "v", "c", "u", "bl", "pl", "tl", "dl", "gl", "fl", "ckl",
        "ur", "ir", "or", "ar", "ul", "as", "os", "rs", "ls", "ns", "ib", "ub", "ob", "iv", "ot", "ut", "it", "id",
        "ud", "od", "ad", "am", "om", "im", "ak", "ok", "ik", "op", "ap", "yp",
    ]);
    let plain = ends(&[
        "eat", "oat", "ait", "eet", "out", "uit", "oot", "iat", "visit", "limit", "edit", "exit", "audit", "credit",
        "deposit", "exhibit", "inherit", "solicit", "merit", "profit", "pivot", "avoid", "ead", "oad", "aid", "ood",
        "oud", "eed", "oom", "aim", "eam", "oak", "ook", "eak", "oop", "eap", "eep", "oup", "ear", "eer", "air", "oor",
        "our", "oar", "err", "sing", "bring", "ring", "long", "king", "hang", "belong", "swing", "develop", "inhibit",
        "gossip", "monitor", "author", "harbor", "honor", "favor", "labor", "sponsor", "anchor", "tailor", "mirror",
        "error", "offer", "focus", "bias", "vomit", "prohibit", "transit", "broad",
    ]);
    if silent
        && !plain
        && (short
            || !ends(&[
                "ot", "ut", "it", "at", "id", "ud", "od", "ad", "am", "om", "im", "ak", "ok", "ik", "op", "ap", "yp",
                "ur", "ir", "or", "ar",
            ]))
    {
        return format!("{stem}e");
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::lemma;
    use crate::lang::tag::Tag;

    #[test]
    fn regular_and_irregular_forms() {
        for (word, tag, want) in [
            ("said", "VBD", "say"),
            ("noted", "VBD", "note"),
            ("stated", "VBN", "state"),
            ("explained", "VBD", "explain"),
            ("denied", "VBD", "deny"),
            ("argues", "VBZ", "argue"),
            ("arguing", "VBG", "argue"),
            ("admitting", "VBG", "admit"),
            ("describing", "VBG", "describe"),
            ("announced", "VBD", "announce"),
            ("criticizes", "VBZ", "criticize"),
            ("passes", "VBZ", "pass"),
            ("countries", "NNS", "country"),
            ("churches", "NNS", "church"),
            ("women", "NNS", "woman"),
            ("Reported", "VBD", "report"),
            ("easier", "JJR", "easy"),
            ("telling", "VBG", "tell"),
            ("repeated", "VBD", "repeat"),
            ("suggested", "VBD", "suggest"),
            ("believes", "VBZ", "believe"),
            ("warning", "VBG", "warn"),
        ] {
            assert_eq!(lemma(word, Tag::named(tag).unwrap()), want, "{word}");
        }
    }
}
