//! The word lists, parsed once: what a word can be, whatever its context. One list a file in `en/`, described in `en/README.md`.

mod inflect;
pub mod people;

use crate::text::fold::fold;
use rustc_hash::FxHashMap;
use std::ops::BitOr;
use std::sync::OnceLock;

/// Word lists of one language.
#[derive(Debug)]
pub struct Lexicon {
    words: FxHashMap<Box<str>, WordId>,
    entries: Vec<Entry>,
    /// Forenames too rare to tell a name from another word: of a person they tell the gender.
    rare_forenames: FxHashMap<&'static str, Classes>,
}

/// Place of a word in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WordId(u32);

impl WordId {
    /// Not in any list.
    pub const UNKNOWN: WordId = WordId(0);
}

#[derive(Clone, Debug, Default)]
struct Entry {
    classes: Classes,
    lemma: Box<str>,
}

/// What a word can be: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(pub(crate) u64);

macro_rules! classes {
    ($($bit:literal $name:ident $file:literal $doc:literal;)*) => {
        impl Classes {
            $(#[doc = $doc] pub const $name: Classes = Classes(1 << $bit);)*
        }
        const LISTS: &[(Classes, &str)] = &[$((Classes::$name, include_str!(concat!("en/", $file, ".txt")))),*];
    };
}

classes! {
    0 SPEECH_VERB "speech_verbs" "Verbs that report words: say, tell, write.";
    1 STANCE_VERB "stance_verbs" "Verbs that report a thought or an attitude: believe, want, suggest; weaker evidence of a quote.";
    2 AUXILIARY "auxiliaries" "be, have, do and the modals in all their forms.";
    3 DETERMINER "determiners" "Articles, demonstratives, possessives, quantifiers.";
    4 PREPOSITION "prepositions" "Prepositions.";
    5 CONJUNCTION "conjunctions" "Coordinating and subordinating conjunctions, relative and question words.";
    6 HE "pronouns_he" "he and its forms.";
    7 SHE "pronouns_she" "she and its forms.";
    8 PRONOUN "pronouns" "All personal, indefinite and demonstrative pronouns that can be a subject.";
    9 TITLE "titles" "Words before a name that are no part of it: Mr., Sen., President.";
    10 ROLE "roles" "Nouns for what a person does: mayor, spokesman, senator.";
    11 GROUP "groups" "Nouns for several people who speak as one: officials, critics, voters.";
    12 BODY "bodies" "Nouns for organizations: ministry, committee, campaign.";
    13 DOCUMENT "documents" "Nouns for texts that state things: report, poll, letter.";
    14 MAN "forenames_m" "Forenames borne mostly by men.";
    15 WOMAN "forenames_f" "Forenames borne mostly by women.";
    16 SUFFIX "suffixes" "Jr., Sr., III.";
    17 PARTICLE "particles" "Lower-case parts of family names: van, de, al.";
    18 CALENDAR "calendar" "Names of days and months.";
    19 TIME_ADVERB "time_adverbs" "Adverbs of time that stand at a verb: today, recently, later.";
    20 ADVERB "adverbs" "Other adverbs that stand between subject and verb.";
    21 ABBREVIATION "abbreviations" "Words whose full stop does not end a sentence.";
    22 NEGATION "negations" "not, never, no, nothing.";
    23 PLACE "places" "Countries and capitals.";
    24 PEOPLE_OF "demonyms" "Adjectives and nouns of nationality and party.";
    25 COMMON "common_words" "Words that begin a sentence without being a name, though they may look like one.";
    26 MALE_NOUN "nouns_male" "Nouns that tell a man: spokesman, father.";
    28 OPINION "opinion_words" "Words of praise, blame and belief.";
    29 HEDGE "hedges" "Words that make a statement less than certain.";
    30 COMPARISON "comparisons" "Words of comparison, rank and change.";
    31 CAUSE "causes" "Words of cause and effect.";
    32 RULE "rules" "Words of law, vote and rule.";
    33 EVENT "events" "Past-tense verbs of things that records show.";
    34 SURNAME "surnames" "Family names, many of them words too.";
    35 CITY "cities" "Cities, and words of cities' names.";
    27 FEMALE_NOUN "nouns_female" "Nouns that tell a woman: spokeswoman, mother.";
}

const RARE_FORENAMES: [(Classes, &str); 2] = [
    (Classes::MAN, include_str!("en/rare_forenames_m.txt")),
    (Classes::WOMAN, include_str!("en/rare_forenames_f.txt")),
];

/// Whether two folded forenames are forms of one: "Bill" and "William".
pub fn are_forms_of_one(one: &str, other: &str) -> bool {
    const SHORT_FORMS: &str = include_str!("en/short_forms.txt");
    /// The lines in which each form stands.
    static LINES: OnceLock<FxHashMap<&str, Vec<usize>>> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        let mut lines: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, line) in SHORT_FORMS.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            line.split(' ').for_each(|form| lines.entry(form).or_default().push(at));
        }
        lines
    });
    let shared = |(one, other): (&Vec<usize>, &Vec<usize>)| one.iter().any(|line| other.contains(line));
    lines.get(one).and_then(|one| Some((one, lines.get(other)?))).is_some_and(shared)
}

impl Classes {
    /// Whether the two share a class.
    pub fn intersects(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it is no class at all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Classes {
    type Output = Classes;
    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

impl Lexicon {
    /// The lists that are part of the program.
    pub fn builtin() -> &'static Lexicon {
        static BUILTIN: OnceLock<Lexicon> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let rare_forenames =
                RARE_FORENAMES.iter().flat_map(|&(class, list)| list.lines().map(move |name| (name, class)));
            let mut lexicon = Lexicon {
                words: FxHashMap::default(),
                entries: vec![Entry::default()],
                rare_forenames: rare_forenames.collect(),
            };
            for &(class, list) in LISTS {
                let verbs = class.intersects(Classes::SPEECH_VERB | Classes::STANCE_VERB);
                for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                    if verbs {
                        let lemma = line.split_whitespace().next().unwrap_or(line);
                        for form in inflect::forms(line) {
                            lexicon.add(&form, class, lemma);
                        }
                    } else {
                        lexicon.add(&fold(line), class, "");
                    }
                }
            }
            lexicon
        })
    }

    fn add(&mut self, word: &str, class: Classes, lemma: &str) {
        let id = *self.words.entry(word.into()).or_insert_with(|| {
            self.entries.push(Entry::default());
            WordId(self.entries.len() as u32 - 1)
        });
        let entry = &mut self.entries[id.0 as usize];
        entry.classes = entry.classes | class;
        if entry.lemma.is_empty() {
            entry.lemma = lemma.into();
        }
    }

    /// Whether a reporting verb's bare clause or object is seldom something said ("supported the bill").
    pub fn is_weak_clause_verb(&self, lemma: &str) -> bool {
        const WEAK: &str = include_str!("en/weak_clause_verbs.txt");
        WEAK.lines().any(|line| line == lemma)
    }

    /// `MAN` or `WOMAN` for a folded forename of the lists of rare ones, else nothing.
    pub fn rare_forename(&self, folded: &str) -> Classes {
        self.rare_forenames.get(folded).copied().unwrap_or_default()
    }

    /// The entry of a folded word.
    pub fn find(&self, folded: &str) -> WordId {
        self.words.get(folded).copied().unwrap_or(WordId::UNKNOWN)
    }

    /// What the word can be; nothing for an unknown word.
    pub fn classes(&self, word: WordId) -> Classes {
        self.entries[word.0 as usize].classes
    }

    /// Dictionary form of a verb; empty for other words.
    pub fn lemma(&self, word: WordId) -> &str {
        &self.entries[word.0 as usize].lemma
    }
}

#[cfg(test)]
mod tests {
    use super::{Classes, Lexicon};

    #[test]
    fn forms_of_verbs_find_their_lemma() {
        let lexicon = Lexicon::builtin();
        for (form, lemma) in [("said", "say"), ("told", "tell"), ("denies", "deny"), ("admitting", "admit")] {
            let word = lexicon.find(form);
            assert_eq!(lexicon.lemma(word), lemma);
            assert!(lexicon.classes(word).intersects(Classes::SPEECH_VERB), "{form}");
        }
    }
}
