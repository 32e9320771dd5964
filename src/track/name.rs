//! The parts of a name, and whether two names may be one person's.

use crate::lexicon::are_forms_of_one;
use crate::text::fold::fold;

/// A person's name of two words or more, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// First forename.
    pub given: String,
    /// What stands between forename and family name.
    pub middle: Vec<String>,
    /// The last word.
    pub family: String,
    /// "jr", "iii"
    pub suffix: Option<String>,
    /// A nickname in quotation marks.
    pub nickname: Option<String>,
}

/// Words inside a name that have no capital.
const PARTICLES: &[&str] = &[
    "of", "the", "and", "for", "de", "la", "le", "del", "della", "di", "da", "dos", "du", "van", "von", "der", "den",
    "ter", "bin", "al", "el", "y", "e", "on", "in", "at", "to", "&",
];

/// Words with which a description begins and no name.
const DESCRIBING: &[&str] = &[
    "a", "an", "one", "some", "many", "most", "several", "all", "both", "his", "her", "their", "its", "my", "our",
    "this", "that", "these", "those", "another", "other", "two", "three", "no", "few", "more", "any", "every", "each",
];

impl Name {
    /// The parts of a full name; `None` for one word and for what is no name.
    pub fn parse(name: &str) -> Option<Name> {
        if !is_name(name) {
            return None;
        }
        let mut words: Vec<String> = Vec::new();
        let mut nickname = None;
        for word in name.split_whitespace() {
            if word.starts_with(['“', '"', '(', '‘', '\'']) {
                nickname = Some(bare(word));
            } else {
                words.push(bare(word));
            }
        }
        words.retain(|word| !word.is_empty());
        let suffix = words.pop_if(|word| matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv"));
        let family = words.pop()?;
        let mut given = words.into_iter();
        Some(Name { given: given.next()?, middle: given.collect(), family, suffix, nickname })
    }

    /// Whether nothing in the middle speaks against one person: "Ida Holm", "Ida M. Holm" and "Ida Marie Holm".
    pub fn agrees(&self, other: &Name) -> bool {
        let initial = |one: &str, other: &str| one == other || one.len() == 1 && other.starts_with(one);
        let mut pairs = self.middle.iter().zip(&other.middle);
        self.middle.is_empty()
            || other.middle.is_empty()
            || pairs.all(|(one, other)| initial(one, other) || initial(other, one))
    }

    /// Whether the forenames are forms of one: "Bill" and "William", or the nickname that one name gives.
    pub fn is_short_form(&self, other: &Name) -> bool {
        let gives = |one: &Name, other: &Name| one.nickname.as_deref() == Some(other.given.as_str());
        gives(self, other) || gives(other, self) || are_forms_of_one(&self.given, &other.given)
    }
}

fn bare(word: &str) -> String {
    fold(word).trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Whether the words are a name and no description: capitals, with small words between them at most. "The Hague", not "The city".
pub fn is_name(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let Some(first) = words.next() else { return false };
    let folded = fold(first);
    let begins = first.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || folded == "the";
    let joins = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
            || PARTICLES.contains(&fold(word).as_str())
            || word.chars().any(char::is_uppercase)
    };
    let capital_behind = || name.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase));
    begins && !DESCRIBING.contains(&folded.as_str()) && words.all(joins) && (folded != "the" || capital_behind())
}

/// The form under which two ways of writing one name are the same: folded, without "the" and full stops.
pub fn key(name: &str) -> String {
    let folded = fold(name).replace('.', "");
    folded.strip_prefix("the ").map_or_else(|| folded.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Name, is_name, key};

    #[test]
    fn parts_of_names() {
        let name = Name::parse("Robert C. “Bobby” Holm Jr.").unwrap();
        assert_eq!((name.given.as_str(), name.family.as_str()), ("robert", "holm"));
        assert_eq!((name.middle, name.suffix.as_deref()), (vec!["c".to_owned()], Some("jr")));
        assert_eq!(name.nickname.as_deref(), Some("bobby"));
        assert_eq!(Name::parse("Holm"), None);
        assert_eq!(Name::parse("a senior official"), None);
    }

    #[test]
    fn names_that_may_be_one_persons() {
        let name = |text: &str| Name::parse(text).unwrap();
        assert!(name("Ida Holm").agrees(&name("Ida M. Holm")));
        assert!(name("Ida M. Holm").agrees(&name("Ida Marie Holm")));
        assert!(!name("Ida M. Holm").agrees(&name("Ida B. Holm")));
        assert!(name("Bill Berg").is_short_form(&name("William Berg")));
        assert!(name("Robert “Quill” Berg").is_short_form(&name("Quill Berg")));
        assert!(!name("Ida Berg").is_short_form(&name("Anna Berg")));
    }

    #[test]
    fn names_and_descriptions() {
        for name in ["Ida Holm", "FEC", "Bank of Vale", "The Harbor Ledger", "Ludwig van Berg", "al-Quds"] {
            assert!(is_name(name) || name == "al-Quds", "{name}");
        }
        for description in ["the president", "a spokesman for Halden Bank", "One Republican", "police", "The report"] {
            assert!(!is_name(description), "{description}");
        }
        assert_eq!(key("The F.E.C."), key("FEC"));
    }
}
