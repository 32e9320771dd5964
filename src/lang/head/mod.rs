//! Dependency heads and relations of one sentence: a greedy arc-hybrid parser (Kuhlmann, Gómez-Rodríguez and Satta 2011), computed only
//! for the sentences that a later stage asks for.

mod feature;
mod state;
mod trees;

pub use trees::Trees;

use super::form::Form;
use super::tag::Tag;
use crate::error::Result;
use crate::model::lanes::in_turns;
use crate::model::stages::Decision;
use crate::model::{Certain, Packed, Reader, Weights, Writer, best};
use feature::{Words, arc, first_of_action, first_of_relation, rest_of_action, rest_of_relation};
use state::{LEFT, RIGHT, SHIFT, State};
use xxhash_rust::xxh3::xxh3_64;

/// A universal dependency relation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation(u8);

/// Names of the relations, by their number.
const NAMES: [&str; 37] = [
    "dep",
    "punct",
    "case",
    "nsubj",
    "det",
    "root",
    "nmod",
    "advmod",
    "obl",
    "obj",
    "amod",
    "compound",
    "aux",
    "conj",
    "mark",
    "cc",
    "cop",
    "advcl",
    "acl",
    "xcomp",
    "ccomp",
    "flat",
    "parataxis",
    "nummod",
    "appos",
    "discourse",
    "iobj",
    "list",
    "expl",
    "fixed",
    "csubj",
    "vocative",
    "goeswith",
    "reparandum",
    "orphan",
    "dislocated",
    "clf",
];

impl Relation {
    /// The relation of that name, its subtype left out ("nsubj:pass" is "nsubj").
    pub fn named(name: &str) -> Option<Relation> {
        let name = name.split(':').next().unwrap_or(name);
        NAMES.iter().position(|&known| known == name).map(|at| Relation(at as u8))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        NAMES[usize::from(self.0)]
    }

    /// Its number, below 37.
    pub fn number(self) -> u32 {
        u32::from(self.0)
    }
}

/// The tree of one sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// For each token the place of its head in the sentence; the length of the sentence for the root.
    pub head: Vec<u32>,
    /// For each token its relation to its head.
    pub relation: Vec<Relation>,
}

/// Shift, attach the top of the stack to the next token, attach it to the one below it.
const N_ACTIONS: usize = 3;

/// Labels of the relation weights: [`NAMES`], filled up to a width that vectorizes.
const WIDTH: usize = 40;

/// By how much an action, or a relation, must lead after the first stage to be taken without the second: chosen on dev.
const CLEAR_ACTION: i32 = 600;
const CLEAR_RELATION: i32 = 600;

/// The weights of the parser.
#[derive(Clone, Debug)]
pub struct Parser {
    /// Arcs that had nearly always one relation in training: about half of all.
    certain: Certain,
    actions: Packed<N_ACTIONS>,
    relations: Weights<WIDTH>,
}

impl Parser {
    /// A parser that knows nothing.
    pub fn untrained() -> Parser {
        Parser { certain: Certain::default(), actions: Packed::new([]), relations: Weights::new([]) }
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When it is damaged, or was made for other features.
    pub fn read(file: &[u8]) -> Result<Parser> {
        let mut reader = Reader::new(file, "heads", feature_set())?;
        let certain = Certain::read(&mut reader, NAMES.len())?;
        Ok(Parser { certain, actions: Packed::read(&mut reader)?, relations: Weights::read(&mut reader)? })
    }

    /// The model file that [`Parser::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.certain.write(&mut writer);
        self.actions.write(&mut writer);
        self.relations.write(&mut writer);
        writer.finish("heads", feature_set())
    }

    /// The trees of sentences, given their forms and tags. Linear in the number of tokens.
    ///
    /// # Panics
    /// When a sentence has more forms than tags.
    pub fn parse<'a>(&self, sentences: impl IntoIterator<Item = (&'a [Form], &'a [Tag])>) -> Vec<Heads> {
        let lanes = sentences.into_iter().map(|(forms, tags)| Lane::of(Words { forms, tags }));
        in_turns(lanes, |lane| lane.step(self)).into_iter().map(|lane| lane.state.finish()).collect()
    }
}

/// A sentence that is parsed beside others.
struct Lane<'a> {
    words: Words<'a>,
    state: State,
    doing: Doing,
    action: Decision<N_ACTIONS>,
    relation: Decision<WIDTH>,
}

/// What a sentence waits for.
enum Doing {
    Nothing,
    Action,
    /// Of the arc that was drawn, from head to token.
    Relation(usize, usize),
}

impl<'a> Lane<'a> {
    fn of(words: Words<'a>) -> Lane<'a> {
        let state = State::new(words.forms.len());
        Lane { words, state, doing: Doing::Nothing, action: Decision::default(), relation: Decision::default() }
    }

    /// Goes on until weights must be waited for; whether the tree is done.
    fn step(&mut self, parser: &Parser) -> bool {
        let Lane { words, state, action, relation, .. } = self;
        match self.doing {
            Doing::Nothing => {}
            Doing::Action => {
                let rest = |rest: &mut _| rest_of_action(state, *words, rest);
                let Some(scores) = action.close(&parser.actions, N_ACTIONS, CLEAR_ACTION, rest) else { return false };
                let action = best(&scores, |action| state.allows(action)).unwrap_or(SHIFT);
                if let Some((head, token)) = state.apply(action) {
                    let Some(certain) = parser.certain.get(arc(*words, head, token)) else {
                        relation.open(&parser.relations, |first| first_of_relation(state, *words, head, token, first));
                        self.doing = Doing::Relation(head, token);
                        return false;
                    };
                    state.relation[token] = certain;
                }
            }
            Doing::Relation(head, token) => {
                let rest = |rest: &mut _| rest_of_relation(state, *words, head, token, rest);
                let scores = relation.close(&parser.relations, NAMES.len(), CLEAR_RELATION, rest);
                let Some(scores) = scores else { return false };
                let relation = best(&scores, |relation| relation < NAMES.len()).unwrap_or(0);
                state.relation[token] = relation as u8;
            }
        }
        if state.is_done() {
            return true;
        }
        if state.stack.is_empty() {
            // There is no choice.
            state.apply(SHIFT);
        }
        action.open(&parser.actions, |first| first_of_action(state, *words, first));
        self.doing = Doing::Action;
        false
    }
}

/// Hash of the features of a probe: another when any template or the relation set changes.
fn feature_set() -> u64 {
    let forms: Vec<Form> = ["Ms.", "Lee", "said", "she", "would", "go", "."].map(Form::of).into();
    let tags: Vec<Tag> =
        ["NNP", "NNP", "VBD", "PRP", "MD", "VB", "."].map(|tag| Tag::named(tag).unwrap_or_default()).into();
    let words = Words { forms: &forms, tags: &tags };
    let mut state = State::new(forms.len());
    let mut features = Vec::new();
    for action in [SHIFT, LEFT, SHIFT, LEFT, SHIFT, SHIFT, LEFT, LEFT, SHIFT, SHIFT, RIGHT, RIGHT] {
        first_of_action(&state, words, &mut features);
        rest_of_action(&state, words, &mut features);
        if state.allows(action)
            && let Some((head, token)) = state.apply(action)
        {
            features.push(arc(words, head, token));
            first_of_relation(&state, words, head, token, &mut features);
            rest_of_relation(&state, words, head, token, &mut features);
            state.relation[token] = 3;
        }
    }
    let mut all: Vec<u8> = features.iter().flat_map(|feature| feature.to_le_bytes()).collect();
    all.extend(NAMES.concat().bytes());
    xxh3_64(&all)
}

#[cfg(feature = "train")]
pub use fit::{Example, fit};

#[cfg(feature = "train")]
mod fit;
