//! Parts of speech: Penn tags by a greedy linear model, from left to right.

use super::form::Form;
use crate::error::Result;
use crate::model::features::{Feature, one, two};
use crate::model::lanes::in_turns;
use crate::model::stages::Decision;
use crate::model::{Certain, Reader, Weights, Writer, best};
use xxhash_rust::xxh3::xxh3_64;

/// A Penn Treebank tag, with those that Universal Dependencies adds (HYPH, NFP, ADD, AFX, GW).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u8);

/// Names of the tags, by their number.
const NAMES: [&str; 49] = [
    "NN", "IN", "DT", "NNP", "PRP", "JJ", "RB", ".", "VB", "NNS", ",", "CC", "VBD", "VBP", "VBZ", "CD", "VBN", "VBG",
    "MD", "TO", "PRP$", "-RRB-", "-LRB-", "WDT", ":", "WRB", "``", "''", "WP", "RP", "UH", "POS", "HYPH", "NNPS",
    "JJR", "JJS", "EX", "NFP", "RBR", "ADD", "GW", "$", "SYM", "PDT", "LS", "FW", "RBS", "AFX", "WP$",
];

/// Labels of the weights: [`NAMES`], filled up to a width that vectorizes.
const WIDTH: usize = 56;

impl Tag {
    /// The tag of that name.
    pub fn named(name: &str) -> Option<Tag> {
        NAMES.iter().position(|&known| known == name).map(|at| Tag(at as u8))
    }

    /// All tags, by their number.
    pub fn all() -> impl Iterator<Item = Tag> {
        (0..NAMES.len()).map(|at| Tag(at as u8))
    }

    /// Its name in the Penn Treebank.
    pub fn name(self) -> &'static str {
        NAMES[usize::from(self.0)]
    }

    /// Its number, below 49.
    pub fn number(self) -> u32 {
        u32::from(self.0)
    }

    /// Whether it is a verb, modals left out.
    pub fn is_verb(self) -> bool {
        self.name().starts_with("VB")
    }

    /// Whether it is a name.
    pub fn is_name(self) -> bool {
        self.name().starts_with("NNP")
    }

    /// Whether it is an adjective.
    pub fn is_adjective(self) -> bool {
        self.name().starts_with("JJ")
    }

    /// Whether it is a noun or a name.
    pub fn is_noun(self) -> bool {
        self.name().starts_with("NN")
    }
}

/// Stands for the tags before the first token of a sentence.
const BEFORE: u32 = 98;

/// The weights of the tagger.
#[derive(Clone, Debug)]
pub struct Tagger {
    /// Words, by form and shape, that had nearly always one tag in training: about half of all tokens.
    certain: Certain,
    weights: Weights<WIDTH>,
}

/// What [`Tagger`] knows certain words by.
fn word_of(form: &Form) -> Feature {
    two(0, form.word, form.shape)
}

impl Tagger {
    /// A tagger that knows nothing.
    pub fn untrained() -> Tagger {
        Tagger { certain: Certain::default(), weights: Weights::new([]) }
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When it is damaged, or was made for other features.
    pub fn read(file: &[u8]) -> Result<Tagger> {
        let mut reader = Reader::new(file, "tags", feature_set())?;
        let certain = Certain::read(&mut reader, NAMES.len())?;
        Ok(Tagger { certain, weights: Weights::read(&mut reader)? })
    }

    /// The model file that [`Tagger::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.certain.write(&mut writer);
        self.weights.write(&mut writer);
        writer.finish("tags", feature_set())
    }

    /// The same without its certain words.
    #[cfg(feature = "train")]
    #[must_use]
    pub fn uncertain(self) -> Tagger {
        Tagger { certain: Certain::default(), ..self }
    }

    /// One tag for each token of sentences that follow one another.
    pub fn tag<'a>(&self, sentences: impl IntoIterator<Item = &'a [Form]>) -> Vec<Tag> {
        in_turns(sentences.into_iter().map(Lane::of), |lane| lane.step(self))
            .into_iter()
            .flat_map(|lane| lane.tags)
            .collect()
    }
}

/// A sentence that is tagged beside others.
struct Lane<'a> {
    forms: &'a [Form],
    /// Of the first tokens.
    tags: Vec<Tag>,
    /// The tags before the next token, nearest first.
    before: [u32; 2],
    asked: bool,
    decision: Decision<WIDTH>,
}

impl<'a> Lane<'a> {
    fn of(forms: &'a [Form]) -> Lane<'a> {
        let tags = Vec::with_capacity(forms.len());
        Lane { forms, tags, before: [BEFORE, BEFORE + 1], asked: false, decision: Decision::default() }
    }

    /// Goes on until weights must be waited for; whether all tokens have a tag.
    fn step(&mut self, tagger: &Tagger) -> bool {
        let forms = self.forms;
        if self.asked {
            let (at, before) = (self.tags.len(), self.before);
            let rest = |rest: &mut _| rest_features(forms, at, before, rest);
            let Some(scores) = self.decision.close(&tagger.weights, NAMES.len(), CLEAR, rest) else { return false };
            self.push(Tag(best(&scores, |label| label < NAMES.len()).unwrap_or(0) as u8));
            self.asked = false;
        }
        while let Some(form) = forms.get(self.tags.len()) {
            let Some(tag) = tagger.certain.get(word_of(form)) else {
                let (at, before) = (self.tags.len(), self.before);
                self.decision.open(&tagger.weights, |first| first_features(forms, at, before, first));
                self.asked = true;
                return false;
            };
            self.push(Tag(tag));
        }
        true
    }

    fn push(&mut self, tag: Tag) {
        self.tags.push(tag);
        self.before = [tag.number(), self.before[0]];
    }
}

/// By how much a tag must lead after the first stage to be taken without the second: on dev 200, 350 and never give .9453, .9454 and .9452 on
/// EWT, .9625, .9627 and .9626 on GUM.
const CLEAR: i32 = 250;

/// Appends what tells most of the token at `at`, when the tags before it are `before`, nearest first.
fn first_features(forms: &[Form], at: usize, before: [u32; 2], features: &mut Vec<Feature>) {
    let form = |offset: isize| around(forms, at, offset);
    let (here, left, right) = (form(0), form(-1), form(1));
    let [tag, tag2] = before;
    features.extend([
        one(1, here.word),
        one(2, here.suffixes[2]),
        one(3, here.suffixes[1]),
        two(6, here.shape, u32::from(at == 0)),
        one(9, pair(before)),
        two(10, tag, here.word),
        one(11, left.word),
        one(12, right.word),
        two(20, here.word, right.word),
        two(24, left.word, here.word),
        two(30, tag, here.shape),
        one(8, tag2),
    ]);
}

/// Appends the other features of a token.
fn rest_features(forms: &[Form], at: usize, before: [u32; 2], features: &mut Vec<Feature>) {
    let form = |offset: isize| around(forms, at, offset);
    let (here, left, left2, right, right2) = (form(0), form(-1), form(-2), form(1), form(2));
    let tag = before[0];
    features.extend([
        one(4, here.suffixes[0]),
        one(5, here.prefixes[0]),
        one(7, tag),
        one(13, left2.word),
        one(14, right2.word),
        one(15, left.suffixes[2]),
        one(16, right.suffixes[2]),
        one(17, here.suffixes[3]),
        one(18, here.prefixes[1]),
        two(19, tag, right.word),
        two(21, right.shape, here.shape),
        two(22, left.shape, here.shape),
        two(23, tag, here.suffixes[1]),
        two(25, right.suffixes[1], here.suffixes[2]),
        two(26, here.shape, here.suffixes[1]),
        two(27, pair(before), here.word),
        two(28, tag, right.suffixes[1]),
        two(29, here.stem, right.word),
        two(31, right.word, right2.word),
        two(32, left2.word, left.word),
        two(33, right.suffixes[1], right2.suffixes[1]),
    ]);
}

/// Both tags before a token as one.
fn pair([tag, tag2]: [u32; 2]) -> u32 {
    tag * 64 + tag2
}

fn around(forms: &[Form], at: usize, offset: isize) -> &Form {
    at.checked_add_signed(offset).and_then(|at| forms.get(at)).unwrap_or(&Form::EDGE)
}

/// Hash of the features of a probe: another when any template or the tag set changes.
fn feature_set() -> u64 {
    let forms: Vec<Form> = ["Ms.", "Lee-Holm", "said", "1,000", "“", "tariffs"].map(Form::of).into();
    let mut all = Vec::new();
    let mut found = Vec::new();
    for at in 0..forms.len() {
        found.clear();
        first_features(&forms, at, [at as u32, 3], &mut found);
        rest_features(&forms, at, [at as u32, 3], &mut found);
        all.extend(found.iter().flat_map(|feature| feature.to_le_bytes()));
    }
    all.extend(NAMES.concat().bytes());
    xxh3_64(&all)
}

#[cfg(feature = "train")]
pub use fit::fit;

#[cfg(feature = "train")]
mod fit {
    use super::{BEFORE, NAMES, Tag, Tagger, WIDTH, first_features, rest_features, word_of};
    use crate::lang::form::Form;
    use crate::model::train::{Averaged, Random, Trainer};
    use crate::model::{Certain, Weights};

    /// Fits a tagger to sentences with their tags: the mean of a run of `epochs` for each seed, rows of fewer than `least_updates` corrections
    /// and of weights below `cut` left out.
    ///
    /// # Panics
    /// When `seeds` is empty.
    pub fn fit(
        sentences: &[(Vec<Form>, Vec<Tag>)],
        seeds: &[u64],
        epochs: usize,
        least_updates: u32,
        cut: f32,
    ) -> Tagger {
        let words = sentences.iter().flat_map(|(forms, tags)| forms.iter().zip(tags));
        let certain = Certain::of(words.map(|(form, tag)| (word_of(form), tag.0)), LEAST_SEEN);
        let runs = seeds.iter().map(|&seed| run(sentences, seed, epochs, least_updates));
        let mean = runs.reduce(Averaged::with).expect("there is at least one seed");
        Tagger { certain, weights: Weights::new(mean.quantize(cut)) }
    }

    /// A word is certain when it was seen this often: chosen on dev, as the share that [`Certain::of`] asks for.
    const LEAST_SEEN: u32 = 5;

    /// A right tag must lead by this much: chosen on dev from 0, 4, 12 and 24 (EWT .9427, .9430, .9435, .9437 with one seed).
    const MARGIN: f32 = 12.0;

    fn run(sentences: &[(Vec<Form>, Vec<Tag>)], seed: u64, epochs: usize, least_updates: u32) -> Averaged<WIDTH> {
        let mut trainer = Trainer::<WIDTH>::default();
        let mut random = Random::new(seed);
        let mut found = Vec::new();
        for _ in 0..epochs {
            for place in random.order(sentences.len()) {
                let (forms, tags) = &sentences[place];
                let mut before = [BEFORE, BEFORE + 1];
                for (at, gold) in tags.iter().enumerate() {
                    found.clear();
                    first_features(forms, at, before, &mut found);
                    let n_first = found.len();
                    rest_features(forms, at, before, &mut found);
                    let [first, scores] = trainer.score_in_stages(&found, n_first);
                    let gold = gold.number() as usize;
                    let rival = |scores: &[f32; WIDTH]| {
                        (0..NAMES.len()).filter(|&label| label != gold).fold(usize::from(gold == 0), |best, label| {
                            if scores[label] > scores[best] { label } else { best }
                        })
                    };
                    let first_rival = rival(&first);
                    if first[gold] < first[first_rival] + MARGIN {
                        trainer.correct(&found[..n_first], gold, first_rival);
                    }
                    let rival = rival(&scores);
                    if scores[gold] < scores[rival] + MARGIN {
                        trainer.correct(&found, gold, rival);
                    }
                    let label = if scores[rival] > scores[gold] { rival } else { gold };
                    trainer.advance();
                    before = [label as u32, before[0]];
                }
            }
        }
        trainer.average(least_updates)
    }
}
