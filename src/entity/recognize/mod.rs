//! Names by a learned sequence model: where they stand, and whether they name a person, an organization, a place or something else.
//!
//! Only words with a capital, and the few words between two of them, are decided; all others are outside names. Each stretch of such words is
//! decoded twice: the second time it is known what the first made of the same words elsewhere in the article.

pub mod cluster;
mod feature;

use crate::error::Result;
use crate::lang::form::Form;
use crate::lang::tag::Tag;
use crate::lexicon::Classes;
use crate::model::features::{Feature, one, two, word};
use crate::model::lanes::{Emissions, Table};
use crate::model::sequence::decode;
use crate::model::{Reader, Weights, Writer};
use cluster::{CAPITALS, Clusters};
use feature::{FUNCTION, N_FEATURES, transition};
use rustc_hash::FxHashMap;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum NameKind {
    Person,
    Organization,
    Place,
    /// Peoples and parties' members, works, products, events, laws.
    Other,
}

/// All kinds, by their number.
const KINDS: [NameKind; 4] = [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Other];

/// A name that was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
}

/// One article as the recognizer sees it: three slices of the same length, and the tokens of each sentence, in order.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Words<'a> {
    pub forms: &'a [Form],
    pub tags: &'a [Tag],
    pub classes: &'a [Classes],
    pub sentences: &'a [Range<usize>],
}

/// Costs more than all weights of a token can give.
const UNWANTED: i32 = 1 << 24;

/// Labels: outside, then the first word and a further word of each kind.
const WIDTH: usize = 1 + 2 * KINDS.len();
const OUTSIDE: usize = 0;

fn first_of(kind: NameKind) -> usize {
    1 + 2 * kind as usize
}

/// A further word of a name stands behind the first or a further word of its kind only.
fn allowed(before: Option<usize>, label: usize) -> bool {
    label == OUTSIDE || label % 2 == 1 || before.is_some_and(|before| before == label || before + 1 == label)
}

/// The weights of the recognizer.
#[derive(Clone, Debug)]
pub struct Recognizer {
    clusters: Clusters,
    weights: Weights<WIDTH>,
    transitions: [[i32; WIDTH]; WIDTH],
}

impl Recognizer {
    /// Reads a model file.
    ///
    /// # Errors
    /// When it is damaged, or was made for other features.
    pub fn read(file: &[u8]) -> Result<Recognizer> {
        let mut reader = Reader::new(file, "names", feature_set())?;
        Ok(Recognizer::of(Clusters::read(&mut reader)?, Weights::read(&mut reader)?))
    }

    /// The model file that [`Recognizer::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.clusters.write(&mut writer);
        self.weights.write(&mut writer);
        writer.finish("names", feature_set())
    }

    fn of(clusters: Clusters, weights: Weights<WIDTH>) -> Recognizer {
        let transitions = std::array::from_fn(|before| weights.score(&[transition(before)]));
        Recognizer { clusters, weights, transitions }
    }

    /// The names of an article, by first token.
    pub fn names(&self, words: Words<'_>) -> Vec<Name> {
        // “Mr. Lee” has a name, whatever the weights say.
        let courtesies = ["Mr.", "Mrs.", "Ms."].map(|title| Form::of(title).word);
        let is_titled =
            |at: usize| at > 0 && courtesies.contains(&words.forms[at - 1].word) && words.forms[at].is_capital();
        self.names_where(words, |at, label| label != OUTSIDE || !is_titled(at))
    }

    /// The best names when each token, at its place, may only have the labels that `may` tells.
    fn names_where(&self, words: Words<'_>, may: impl Fn(usize, usize) -> bool) -> Vec<Name> {
        let stretches = stretches(words);
        let evidence = Evidence::of(words, &stretches, &self.clusters);
        let places = || stretches.iter().flat_map(|stretch| stretch.tokens.clone().map(move |at| (stretch, at)));
        let mut emissions = Emissions::of(&self.weights);
        let mut features = Vec::with_capacity(N_FEATURES);
        for (stretch, at) in places() {
            feature::features(words, stretch, &evidence, at, &mut features);
            emissions.push(&features);
        }
        let mut scores = emissions.finish();
        for (scores, (_, at)) in scores.iter_mut().zip(places()) {
            for (label, score) in scores.iter_mut().enumerate() {
                *score -= if may(at, label) { 0 } else { UNWANTED };
            }
        }
        let mut labels = vec![OUTSIDE as u8; words.forms.len()];
        self.decode(&stretches, &mut scores, &mut labels);
        let memory = Memory::of(words, &stretches, &labels);
        let mut emissions = Emissions::of(&self.weights);
        for (stretch, at) in places() {
            features.clear();
            memory.features(words, stretch, &labels, at, &mut features);
            emissions.push(&features);
        }
        for (scores, more) in scores.iter_mut().zip(emissions.finish()) {
            scores.iter_mut().zip(more).for_each(|(score, more)| *score += more);
        }
        self.decode(&stretches, &mut scores, &mut labels);
        let mut names = names_of(&labels);
        for name in names.iter_mut().filter(|name| name.kind == NameKind::Person) {
            // “Ida Holm for the Ledger” is not all a person.
            let is_joiner =
                |at: &usize| words.tags[*at].name() == "IN" && words.classes[*at].intersects(Classes::PREPOSITION);
            let end = (name.tokens.start + 1..name.tokens.end).find(is_joiner);
            name.tokens.end = end.unwrap_or(name.tokens.end);
        }
        names
    }

    /// The best labels of all stretches, whose scores stand behind one another.
    fn decode(&self, stretches: &[Stretch], scores: &mut [[i32; WIDTH]], labels: &mut [u8]) {
        let mut start = 0;
        for stretch in stretches {
            let emissions = &mut scores[start..start + stretch.tokens.len()];
            start += stretch.tokens.len();
            labels[stretch.tokens.clone()].copy_from_slice(&decode(emissions, &self.transitions, WIDTH, allowed));
        }
    }
}

/// The names that a sequence of labels tells.
fn names_of(labels: &[u8]) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < labels.len() {
        let start = at;
        let label = usize::from(labels[at]);
        at += 1;
        if label == OUTSIDE {
            continue;
        }
        let kind = KINDS[(label - 1) / 2];
        let further = first_of(kind) + 1;
        while labels.get(at).is_some_and(|&next| usize::from(next) == further) {
            at += 1;
        }
        names.push(Name { tokens: start..at, kind });
    }
    names
}

/// Words that may be parts of names, without a gap.
#[derive(Clone, Debug)]
struct Stretch {
    tokens: Range<usize>,
    sentence: Range<usize>,
    /// Whether most words of the sentence have a capital.
    headline: bool,
}

/// A name may hold this many words without a capital one after another: "of the".
const LONGEST_GAP: usize = 2;

/// The stretches of an article, in order.
fn stretches(words: Words<'_>) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for sentence in words.sentences {
        let forms = &words.forms[sentence.clone()];
        let long = |form: &&Form| form.is_word() && form.shape >> 6 == 4;
        let n_long = forms.iter().filter(long).count();
        let n_capital = forms.iter().filter(long).filter(|form| form.is_capital()).count();
        let headline = n_long > 3 && n_capital * 3 > n_long * 2;
        let first = found.len();
        for at in sentence.clone() {
            let form = &words.forms[at];
            let may = form.has_capital() || words.tags[at].is_name() && form.is_word();
            if !(may || is_numbered(words.forms, at, sentence)) {
                continue;
            }
            match found[first..].last_mut() {
                Some(last) if at - last.tokens.end <= LONGEST_GAP => last.tokens.end = at + 1,
                _ => found.push(Stretch { tokens: at..at + 1, sentence: sentence.clone(), headline }),
            }
        }
    }
    found
}

/// Whether a number stands right beside a capital: "Boeing 747", "20 Minutes".
fn is_numbered(forms: &[Form], at: usize, sentence: &Range<usize>) -> bool {
    let capital = |at: usize| sentence.contains(&at) && forms[at].is_capital();
    forms[at].has_digit() && (capital(at + 1) || at > 0 && capital(at - 1))
}

/// What is known of the word of each token.
struct Evidence {
    /// What the article tells in all places where it stands, as a set of bits.
    bits: Vec<u32>,
    clusters: Vec<u8>,
}

impl Evidence {
    const SMALL: u16 = 1;
    const INSIDE: u16 = 1 << 1;
    const BEHIND_TITLE: u16 = 1 << 2;
    const BEHIND_FORENAME: u16 = 1 << 3;
    const AT_VERB: u16 = 1 << 4;
    const BEHIND_IN: u16 = 1 << 5;
    const BEFORE_BODY: u16 = 1 << 6;
    const BEHIND_THE: u16 = 1 << 7;
    const ALONE: u16 = 1 << 8;

    fn of(words: Words<'_>, stretches: &[Stretch], clusters: &Clusters) -> Evidence {
        let mut evidence: FxHashMap<u32, u16> = FxHashMap::default();
        for stretch in stretches.iter().filter(|stretch| !stretch.headline) {
            for at in stretch.tokens.clone() {
                let form = &words.forms[at];
                if !form.is_capital() {
                    continue;
                }
                let mut bits = 0;
                let before = at.checked_sub(1).filter(|&before| before >= stretch.sentence.start);
                let behind = Some(at + 1).filter(|&behind| behind < stretch.sentence.end);
                let has = |at: Option<usize>, classes| at.is_some_and(|at| words.classes[at].intersects(classes));
                let capital = |at: Option<usize>| at.is_some_and(|at| words.forms[at].is_capital());
                if before.is_some() {
                    bits |= Evidence::INSIDE;
                }
                if has(before, Classes::TITLE | Classes::ROLE) {
                    bits |= Evidence::BEHIND_TITLE;
                }
                if has(before, Classes::MAN | Classes::WOMAN) && capital(before) {
                    bits |= Evidence::BEHIND_FORENAME;
                }
                if has(before, Classes::SPEECH_VERB) || has(behind, Classes::SPEECH_VERB) {
                    bits |= Evidence::AT_VERB;
                }
                if has(before, Classes::PREPOSITION) {
                    bits |= Evidence::BEHIND_IN;
                }
                if has(behind, Classes::BODY) && capital(behind) {
                    bits |= Evidence::BEFORE_BODY;
                }
                if has(before, Classes::DETERMINER) {
                    bits |= Evidence::BEHIND_THE;
                }
                if !capital(before) && !capital(behind) {
                    bits |= Evidence::ALONE;
                }
                *evidence.entry(form.word).or_default() |= bits;
            }
        }
        for form in words.forms.iter().filter(|form| form.is_word() && !form.is_capital()) {
            if let Some(bits) = evidence.get_mut(&form.word) {
                *bits |= Evidence::SMALL;
            }
        }
        let mut of_token = vec![1 << 15; words.forms.len()];
        for at in stretches.iter().flat_map(|stretch| stretch.tokens.clone()) {
            if let Some(&bits) = evidence.get(&words.forms[at].word) {
                of_token[at] = u32::from(bits);
            }
        }
        // “The WHO” is not like “who”.
        let is_initials = |form: &Form, classes: &Classes| form.is_upper() && classes.intersects(FUNCTION);
        let cluster = |(form, classes)| if is_initials(form, classes) { CAPITALS } else { clusters.of(form) };
        Evidence { bits: of_token, clusters: words.forms.iter().zip(words.classes).map(cluster).collect() }
    }
}

/// What a first reading made of an article.
struct Memory {
    /// Of each word: how often each label.
    labels: FxHashMap<u32, [u8; WIDTH]>,
    /// What is named by the longer name whose initials make this word: "Federal Election Commission" tells what "FEC" is.
    initials: FxHashMap<u32, NameKind>,
}

impl Memory {
    fn of(words: Words<'_>, stretches: &[Stretch], labels: &[u8]) -> Memory {
        let mut memory = Memory { labels: FxHashMap::default(), initials: FxHashMap::default() };
        for stretch in stretches {
            for at in stretch.tokens.clone().filter(|&at| words.forms[at].is_capital()) {
                let counts = memory.labels.entry(words.forms[at].word).or_default();
                let count = &mut counts[usize::from(labels[at])];
                *count = count.saturating_add(1);
            }
        }
        let letters: [u32; 26] = std::array::from_fn(|at| word([b'a' + at as u8]));
        let letter =
            |form: &Form| letters.iter().position(|&letter| letter == form.prefixes[0]).map(|at| b'a' + at as u8);
        for name in names_of(labels).into_iter().filter(|name| name.tokens.len() > 1) {
            // With and without "of the".
            let forms = &words.forms[name.tokens];
            memory.initials.insert(word(forms.iter().filter(|form| form.is_capital()).filter_map(letter)), name.kind);
            memory.initials.insert(word(forms.iter().filter_map(letter)), name.kind);
        }
        memory
    }

    /// The most frequent label of the word at `at` in all its other places, and whether it is the only one; `None` when there is no other.
    fn label(&self, words: Words<'_>, labels: &[u8], at: usize) -> Option<u32> {
        let mut counts = *self.labels.get(&words.forms[at].word).filter(|_| words.forms[at].is_capital())?;
        counts[usize::from(labels[at])] = counts[usize::from(labels[at])].saturating_sub(1);
        let most = (0..WIDTH).rev().max_by_key(|&label| counts[label])?;
        let all: u32 = counts.iter().map(|&count| u32::from(count)).sum();
        let clear = u32::from(u32::from(counts[most]) == all) + u32::from(counts[most] > 2);
        (all > 0).then_some(most as u32 * 4 + clear)
    }

    /// Appends what is remembered of the word at `at` and its neighbors.
    fn features(&self, words: Words<'_>, stretch: &Stretch, labels: &[u8], at: usize, features: &mut Vec<Feature>) {
        let tokens = &stretch.tokens;
        let beside = |at: usize| if tokens.contains(&at) { self.label(words, labels, at) } else { None };
        let here = self.label(words, labels, at);
        let (left, right) = (beside(at.wrapping_sub(1)), beside(at + 1));
        if let Some(here) = here {
            features.extend([one(201, here), two(202, here, words.forms[at].shape)]);
        }
        if let Some(left) = left {
            features.extend([one(203, left), two(204, left, here.unwrap_or(99))]);
        }
        if let Some(right) = right {
            features.extend([one(205, right), two(206, right, here.unwrap_or(99))]);
        }
        if let Some(&kind) = self.initials.get(&words.forms[at].word).filter(|_| words.forms[at].is_upper()) {
            features.extend([one(207, kind as u32), two(208, kind as u32, here.unwrap_or(99))]);
        }
    }
}

/// Hash of the features of a probe: another when any template or the labels change.
fn feature_set() -> u64 {
    let forms: Vec<Form> = ["Mayor", "Ida", "Holm", "of", "Oslo", "said", "7", "IH", "sank"].map(Form::of).into();
    let tags = vec![Tag::default(); forms.len()];
    let classes: Vec<Classes> = (0..forms.len()).map(|at| Classes(0x0001_8210 << at)).collect();
    let words = Words { forms: &forms, tags: &tags, classes: &classes, sentences: &[0..9] };
    let stretches = stretches(words);
    let evidence = Evidence::of(words, &stretches, &Clusters::default());
    let labels: Vec<u8> = (0..9).collect();
    let memory = Memory::of(words, &stretches, &labels);
    let mut found = Vec::new();
    let mut all = Vec::new();
    for stretch in &stretches {
        for at in stretch.tokens.clone() {
            feature::features(words, stretch, &evidence, at, &mut found);
            memory.features(words, stretch, &labels, at, &mut found);
            all.extend(found.iter().flat_map(|feature| feature.to_le_bytes()));
        }
    }
    all.extend((0..WIDTH).flat_map(|before| transition(before).to_le_bytes()));
    xxh3_64(&all)
}

#[cfg(feature = "train")]
pub use fit::{Example, fit};

#[cfg(feature = "train")]
mod fit;

#[cfg(test)]
mod tests {
    use super::Recognizer;
    use super::{Name, NameKind, Words, allowed, names_of};
    use crate::article::Article;
    use crate::lang::parse;
    use crate::lang::tag::Tagger;
    use crate::lexicon::Lexicon;

    /// `want` gives each name with the letter of its kind.
    fn check(text: &str, want: &[&str]) {
        let lexicon = Lexicon::builtin();
        let tagger = Tagger::read(include_bytes!("../../model/en/tags.model")).unwrap();
        let recognizer = Recognizer::read(include_bytes!("../../model/en/names.model")).unwrap();
        let syntax = parse(&Article { text: text.to_owned(), ..Article::default() }, lexicon).tagged(text, &tagger);
        let classes: Vec<_> = syntax.tokens.iter().map(|token| lexicon.classes(token.word)).collect();
        let sentences: Vec<_> = syntax.sentences.iter().map(|sentence| sentence.tokens.clone()).collect();
        let words = Words { forms: &syntax.forms, tags: &syntax.tags, classes: &classes, sentences: &sentences };
        let found: Vec<String> = recognizer
            .names(words)
            .into_iter()
            .map(|name| {
                let span = syntax.tokens[name.tokens.start].span.join(syntax.tokens[name.tokens.end - 1].span);
                format!("{} {}", &format!("{:?}", name.kind)[..2], span.of(text))
            })
            .collect();
        assert_eq!(found, want);
    }

    #[test]
    fn persons_bodies_and_places_are_told_apart() {
        check("Mayor Ida Holm said the ferry to Norway would sail.", &["Pe Ida Holm", "Pl Norway"]);
        check(
            "Last week Sen. Peter Brandt told the House Ethics Committee that he had met Mr. Lee in Paris.",
            &["Pe Peter Brandt", "Or House Ethics Committee", "Pe Lee", "Pl Paris"],
        );
        check("Nothing here has a name, and the rain went on.", &[]);
    }

    #[test]
    fn labels_become_names_and_a_further_word_needs_a_first() {
        let name = |tokens, kind| Name { tokens, kind };
        assert_eq!(
            names_of(&[0, 1, 2, 1, 3, 4, 4, 0, 5]),
            [
                name(1..3, NameKind::Person),
                name(3..4, NameKind::Person),
                name(4..7, NameKind::Organization),
                name(8..9, NameKind::Place)
            ]
        );
        assert!(allowed(None, 1) && !allowed(None, 2) && !allowed(Some(0), 2));
        assert!(allowed(Some(1), 2) && allowed(Some(2), 2) && !allowed(Some(1), 4));
    }
}
