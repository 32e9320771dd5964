//! Epithets: words before a name that describe its bearer and are no part of the name ("Crooked Ida Holm"), told from forenames by the other
//! names of the article.

use super::EntityKind;
use super::mention::{Named, Part};
use crate::text::Span;
use crate::text::fold::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// Takes the epithets off `names`.
pub(super) fn drop_epithets(text: &str, names: &mut [Named]) {
    let folded: Vec<Vec<String>> =
        names.iter().map(|named| named.parts.iter().map(|part| fold(part.of(text))).collect()).collect();
    let known = Known::of(names, &folded);
    for (named, words) in names.iter_mut().zip(&folded) {
        // “Jan van der Berg”: nothing describes a name that begins in small letters.
        let is_particle = named.parts.get(1).is_some_and(|part| part.of(text).starts_with(char::is_lowercase));
        if named.kind == EntityKind::Person && !is_particle && known.begins_with_epithet(named, words) {
            named.parts.remove(0);
            named.words.remove(0);
            named.name = Span::new(named.parts[0].start(), named.name.end());
        }
    }
}

/// The full names of people in an article.
struct Known<'a> {
    /// How often each stands there, word for word.
    counts: FxHashMap<&'a [String], usize>,
    forenames: FxHashSet<&'a str>,
    surnames: FxHashSet<&'a str>,
    /// How often each word stands there as a name alone.
    alone: FxHashMap<&'a str, usize>,
}

/// Who is named by one word this often is known by it: “Holm said” and “Holm came” make “Tired Holm” no new person.
const KNOWN_ALONE: usize = 2;

impl<'a> Known<'a> {
    fn of(names: &[Named], folded: &'a [Vec<String>]) -> Known<'a> {
        let mut known = Known {
            counts: FxHashMap::default(),
            forenames: FxHashSet::default(),
            surnames: FxHashSet::default(),
            alone: FxHashMap::default(),
        };
        for (named, words) in names.iter().zip(folded) {
            // What a lone word is, only the longer name tells.
            if let [only] = words.as_slice() {
                *known.alone.entry(only).or_default() += 1;
            }
            let (first, last) = match words.as_slice() {
                [first, .., last] if named.kind == EntityKind::Person => (first, last),
                _ => continue,
            };
            *known.counts.entry(words).or_default() += 1;
            if named.words[0] == Part::Forename {
                known.forenames.insert(first);
                known.surnames.insert(last);
            }
        }
        known
    }

    /// Whether the first word is none of the name. A foreign or rare forename is no ordinary word, so it stays where the name behind it
    /// does not stand alone more often.
    fn begins_with_epithet(&self, named: &Named, words: &[String]) -> bool {
        let [first, second, ..] = named.words.as_slice() else { return false };
        if *first == Part::Forename {
            return false;
        }
        let rest = &words[1..];
        if rest.len() > 1 {
            // “Crooked Ida Holm”, where the article also has Ida Holm, or the word describes.
            let alone = self.counts.get(rest).copied().unwrap_or(0);
            let together = self.counts.get(words).copied().unwrap_or(0);
            return *second == Part::Forename && (*first == Part::Ordinary || alone >= together && alone > 0);
        }
        // “Crooked Ida”, “Angry Holm”
        let known = self.forenames.contains(rest[0].as_str()) || self.surnames.contains(rest[0].as_str());
        let alone = self.alone.get(rest[0].as_str()).is_some_and(|&n| n >= KNOWN_ALONE);
        // A word that no list has may be a rare forename: “Joey Holm”.
        *first == Part::Ordinary && (alone || known) || *first == Part::Other && is_adjectival(&words[0]) && known
    }
}

/// Whether a word that no list of names holds ends as English adjectives do: crooked, lying, sleepy.
fn is_adjectival(word: &str) -> bool {
    ["ed", "ing", "in", "y", "less", "ful", "ous", "ish"]
        .iter()
        .any(|end| word.len() > end.len() + 2 && word.ends_with(end))
}
