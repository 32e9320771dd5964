//! Dependency heads and relations of one sentence: a greedy arc-hybrid parser (Kuhlmann, Gómez-Rodríguez and Satta 2011), computed only
//! for the sentences that a later stage asks for.

use super::form::Form;
use super::tag::Tag;
use crate::error::Result;
use crate::model::features::{Feature, one, three, two};
use crate::model::{Packed, Reader, Weights, Writer, best};
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

/// The weights of the parser.
#[derive(Clone, Debug)]
pub struct Parser {
    actions: Packed<N_ACTIONS>,
    relations: Weights<WIDTH>,
}

impl Parser {
    /// A parser that knows nothing.
    pub fn untrained() -> Parser {
        Parser { actions: Packed::new([]), relations: Weights::new([]) }
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When it is damaged, or was made for other features.
    pub fn read(file: &[u8]) -> Result<Parser> {
        let mut reader = Reader::new(file, "heads", feature_set())?;
        Ok(Parser { actions: Packed::read(&mut reader)?, relations: Weights::read(&mut reader)? })
    }

    /// The model file that [`Parser::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.actions.write(&mut writer);
        self.relations.write(&mut writer);
        writer.finish("heads", feature_set())
    }

    /// The tree of a sentence, given its forms and tags, which are equally many. Linear in their number.
    ///
    /// # Panics
    /// When there are more forms than tags.
    pub fn parse(&self, forms: &[Form], tags: &[Tag]) -> Heads {
        let words = Words { forms, tags };
        let mut state = State::new(forms.len());
        let mut features = Vec::with_capacity(64);
        while !state.is_done() {
            // Without a word on the stack there is no choice.
            let mut action = SHIFT;
            if !state.stack.is_empty() {
                action_features(&state, words, &mut features);
                let scores = self.actions.score(&features);
                action = best(&scores, |action| state.allows(action)).unwrap_or(SHIFT);
            }
            if let Some((head, token)) = state.apply(action) {
                relation_features(&state, words, head, token, &mut features);
                let scores = self.relations.score(&features);
                let relation = best(&scores, |relation| relation < NAMES.len()).unwrap_or(0);
                state.relation[token] = relation as u8;
            }
        }
        state.finish()
    }
}

const SHIFT: usize = 0;
const LEFT: usize = 1;
const RIGHT: usize = 2;

const NONE: usize = usize::MAX;

/// The sentence: what stands at a place, and behind its end.
#[derive(Clone, Copy)]
struct Words<'a> {
    forms: &'a [Form],
    tags: &'a [Tag],
}

impl Words<'_> {
    fn word(&self, at: usize) -> u32 {
        match at {
            NONE => 3,
            _ => self.forms.get(at).map_or(5, |form| form.word),
        }
    }

    fn tag(&self, at: usize) -> u32 {
        match at {
            NONE => 100,
            _ => self.tags.get(at).map_or(101, |tag| tag.number()),
        }
    }

    fn form(&self, at: usize) -> &Form {
        self.forms.get(at).unwrap_or(&Form::EDGE)
    }
}

/// What was built so far. The place behind the last token is the root.
struct State {
    stack: Vec<usize>,
    next: usize,
    len: usize,
    head: Vec<usize>,
    relation: Vec<u8>,
    /// Leftmost and second-leftmost child, rightmost and second-rightmost, and how many on each side.
    children: Vec<Children>,
}

#[derive(Clone, Copy)]
struct Children {
    left: usize,
    left2: usize,
    right: usize,
    right2: usize,
    n_left: u32,
    n_right: u32,
}

const CHILDLESS: Children = Children { left: NONE, left2: NONE, right: NONE, right2: NONE, n_left: 0, n_right: 0 };

impl State {
    fn new(len: usize) -> State {
        State {
            stack: Vec::with_capacity(len.min(64)),
            next: 0,
            len,
            head: vec![NONE; len],
            relation: vec![0; len],
            children: vec![CHILDLESS; len + 1],
        }
    }

    fn is_done(&self) -> bool {
        self.next >= self.len && self.stack.is_empty()
    }

    fn allows(&self, action: usize) -> bool {
        match action {
            SHIFT => self.next < self.len,
            LEFT => !self.stack.is_empty(),
            RIGHT => self.stack.len() > 1,
            _ => false,
        }
    }

    /// Does it; the arc that it draws as head and token.
    fn apply(&mut self, action: usize) -> Option<(usize, usize)> {
        if action == SHIFT {
            self.stack.push(self.next);
            self.next += 1;
            return None;
        }
        let token = self.stack.pop()?;
        let head = if action == LEFT { self.next } else { *self.stack.last()? };
        self.head[token] = head;
        let children = &mut self.children[head];
        if token < head {
            (children.left2, children.left) = (children.left, token);
            children.n_left += 1;
        } else {
            (children.right2, children.right) = (children.right, token);
            children.n_right += 1;
        }
        Some((head, token))
    }

    fn finish(self) -> Heads {
        Heads {
            head: self.head.into_iter().map(|head| head as u32).collect(),
            relation: self.relation.into_iter().map(Relation).collect(),
        }
    }

    fn stacked(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    fn children(&self, at: usize) -> Children {
        self.children.get(at).copied().unwrap_or(CHILDLESS)
    }

    fn relation(&self, at: usize) -> u32 {
        self.relation.get(at).map_or(200, |&relation| u32::from(relation))
    }
}

fn pair(first: u32, second: u32) -> u32 {
    first << 8 | second
}

fn action_features(state: &State, words: Words<'_>, features: &mut Vec<Feature>) {
    let (s0, s1, s2) = (state.stacked(0), state.stacked(1), state.stacked(2));
    let ahead = |n: usize| if state.next + n <= state.len { state.next + n } else { NONE };
    let (b0, b1, b2) = (state.next, ahead(1), ahead(2));
    let (w0, w1, wb, wb1) = (words.word(s0), words.word(s1), words.word(b0), words.word(b1));
    let (t0, t1, t2, tb, tb1, tb2) =
        (words.tag(s0), words.tag(s1), words.tag(s2), words.tag(b0), words.tag(b1), words.tag(b2));
    let (c0, c1, cb) = (state.children(s0), state.children(s1), state.children(b0));
    let distance = |from: usize, to: usize| if from == NONE { 0 } else { (to - from).min(8) as u32 };
    let (d0, d1) = (distance(s0, b0), if s1 == NONE { 0 } else { distance(s1, s0) });
    let valency = |children: Children| children.n_left.min(3) * 4 + children.n_right.min(3);
    let (v0, v1, vb) = (valency(c0), valency(c1), cb.n_left.min(3));
    features.clear();
    features.extend([
        one(1, w0),
        one(2, t0),
        two(3, w0, t0),
        one(4, w1),
        two(5, w1, t1),
        one(6, wb),
        two(7, wb, tb),
        two(8, wb1, tb1),
        two(9, tb, tb1),
        three(10, tb, tb1, tb2),
        two(11, w0, wb),
        three(12, w0, t0, tb),
        three(13, t0, wb, tb),
        two(14, t0, tb),
        three(15, t0, tb, tb1),
        three(16, t1, t0, tb),
        two(17, t1, t0),
        two(18, w1, w0),
        three(19, w1, t1, t0),
        three(20, t1, w0, t0),
        three(21, t2, t1, t0),
        three(22, t0, words.tag(c0.left), tb),
        three(23, t0, words.tag(c0.right), tb),
        three(24, t1, words.tag(c1.right), t0),
        three(25, t1, words.tag(c1.left), t0),
        three(26, t0, tb, words.tag(cb.left)),
        three(27, t0, state.relation(c0.right), tb),
        three(28, t0, state.relation(c0.left), tb),
        three(29, t1, state.relation(c1.right), t0),
        three(30, t0, tb, d0),
        three(31, t1, t0, d1),
        three(32, t0, v0, tb),
        three(33, t1, v1, t0),
        three(34, t0, tb, vb),
        two(35, w0, v0),
        two(36, w1, v1),
        two(37, wb, vb),
        two(38, w0, state.relation(c0.right)),
        two(39, w0, state.relation(c0.left)),
        two(40, wb, state.relation(cb.left)),
        three(41, w0, tb, tb1),
        three(42, t0, wb, tb1),
        two(43, w1, wb),
        three(44, pair(t1, tb), t0, wb1),
        three(45, words.word(c0.right), t0, tb),
        three(46, words.word(c0.left), t0, tb),
        three(47, words.word(cb.left), t0, tb),
        two(48, t2, words.word(s2)),
        three(49, words.word(c0.left2), t0, tb),
        three(50, t1, words.word(c0.left), t0),
        three(51, pair(t1, t0), pair(tb, tb1), d0),
        three(52, pair(t0, words.tag(c0.right)), pair(words.tag(c0.right2), tb), t1),
        three(53, pair(t1, t0), pair(state.relation(c0.right), tb), state.relation(c1.right)),
        three(54, w0, pair(t1, tb), state.relation(c0.right)),
        three(55, w1, pair(t0, tb), state.relation(c1.right)),
        three(56, words.form(s0).stem, wb, 0),
        two(57, words.form(s1).stem, words.form(s0).suffixes[2]),
        three(58, words.form(s0).suffixes[1], words.form(b0).suffixes[1], pair(t0, tb)),
    ]);
}

/// The features of the arc that was just drawn.
fn relation_features(state: &State, words: Words<'_>, head: usize, token: usize, features: &mut Vec<Feature>) {
    let left = u32::from(token < head);
    let distance = (head.abs_diff(token).min(6) as u32) * 2 + left;
    let (wh, th, wd, td) = (words.word(head), words.tag(head), words.word(token), words.tag(token));
    let (cd, ch) = (state.children(token), state.children(head));
    let before = if token == 0 { NONE } else { token - 1 };
    let th_left = th << 1 | left;
    features.clear();
    features.extend([
        two(1, wh, left),
        two(2, wd, left),
        three(3, th, td, left),
        three(4, th, td, distance),
        three(5, wh, td, left),
        three(6, th, wd, left),
        three(7, wh, wd, left),
        three(8, td, words.tag(cd.left), left),
        three(9, td, words.word(cd.left), left),
        three(10, td, th, words.word(cd.left)),
        three(11, td, words.tag(cd.right), th),
        three(12, td, words.form(token).suffixes[2], th),
        three(13, state.relation(cd.left), td, th),
        three(14, state.relation(ch.left), td, th_left),
        three(15, words.tag(before), td, th),
        three(16, words.tag(token + 1), td, th),
        three(17, words.word(before), td, left),
        three(18, ch.n_left.min(3) * 4 + ch.n_right.min(3), td, th_left),
        three(19, state.relation(if left == 1 { ch.left2 } else { ch.right2 }), td, th_left),
        three(20, words.word(cd.left2), td, left),
        three(21, state.relation(cd.left), state.relation(cd.right), td),
        three(22, wd, words.word(cd.left), left),
        three(23, words.form(head).stem, td, words.word(cd.left)),
        three(24, words.form(head).suffixes[2], td, left),
        three(25, words.word(token + 1), td, th_left),
        three(26, words.form(head).stem, words.form(token).stem, left),
        three(27, pair(th, td), words.tag(cd.left), words.tag(cd.right)),
        three(28, wh, td, words.tag(if left == 1 { ch.left2 } else { ch.right2 })),
    ]);
}

/// Hash of the features of a probe: another when any template or the relation set changes.
fn feature_set() -> u64 {
    let forms: Vec<Form> = ["Ms.", "Lee", "said", "she", "would", "go", "."].map(Form::of).into();
    let tags: Vec<Tag> =
        ["NNP", "NNP", "VBD", "PRP", "MD", "VB", "."].map(|tag| Tag::named(tag).unwrap_or_default()).into();
    let words = Words { forms: &forms, tags: &tags };
    let mut state = State::new(forms.len());
    let (mut all, mut found) = (Vec::new(), Vec::new());
    for action in [SHIFT, LEFT, SHIFT, LEFT, SHIFT, SHIFT, LEFT, LEFT, SHIFT, SHIFT, RIGHT, RIGHT] {
        action_features(&state, words, &mut found);
        all.extend(found.iter().flat_map(|feature| feature.to_le_bytes()));
        if state.allows(action)
            && let Some((head, token)) = state.apply(action)
        {
            relation_features(&state, words, head, token, &mut found);
            all.extend(found.iter().flat_map(|feature| feature.to_le_bytes()));
            state.relation[token] = 3;
        }
    }
    all.extend(NAMES.concat().bytes());
    xxh3_64(&all)
}

#[cfg(feature = "train")]
pub use fit::{Example, fit};

#[cfg(feature = "train")]
mod fit {
    use super::{
        LEFT, N_ACTIONS, NAMES, NONE, Parser, RIGHT, Relation, SHIFT, State, WIDTH, Words, action_features,
        relation_features,
    };
    use crate::lang::form::Form;
    use crate::lang::tag::Tag;
    use crate::model::train::{Averaged, Random, Trainer};
    use crate::model::{Packed, Weights};

    /// A sentence with its gold tree.
    #[derive(Clone, Debug)]
    pub struct Example {
        /// Its words.
        pub forms: Vec<Form>,
        /// Their tags, as a tagger that did not see the sentence gives them.
        pub tags: Vec<Tag>,
        /// Gold heads; the number of words for the root.
        pub head: Vec<usize>,
        /// Gold relations.
        pub relation: Vec<Relation>,
    }

    /// Rows without a weight of this share of a large one are left out. On dev .08, .12 and .16 for the actions give UAS .8456, .8436 and .8373
    /// on EWT, for the relations LAS .8089, .8076 and .8060; attributions lose as much.
    const CUT: f32 = 0.08;

    /// Fits a parser: the mean of a run of `epochs` for each seed, rows of fewer than `least_updates` corrections left out.
    ///
    /// # Panics
    /// When `seeds` is empty.
    pub fn fit(examples: &[Example], seeds: &[u64], epochs: usize, least_updates: u32) -> Parser {
        let runs = seeds.iter().map(|&seed| run(examples, seed, epochs, least_updates));
        let mean = runs.reduce(|one, other| (one.0.with(other.0), one.1.with(other.1)));
        let (actions, relations) = mean.expect("there is at least one seed");
        let (actions, relations) = (actions.quantize(CUT), relations.quantize(CUT));
        Parser { actions: Packed::new(actions), relations: Weights::new(relations) }
    }

    /// How many gold arcs each action makes unreachable (Goldberg and Nivre 2013).
    fn costs(state: &State, gold: &[usize]) -> [u32; 3] {
        let mut costs = [0; 3];
        let next = state.next;
        let below = state.stack.split_last().map_or(&[][..], |(_, below)| below);
        if next < state.len {
            costs[SHIFT] += u32::from(below.contains(&gold[next]));
            costs[SHIFT] += state.stack.iter().filter(|&&token| gold[token] == next).count() as u32;
        }
        if let Some(&top) = state.stack.last() {
            let children = (next..state.len).filter(|&token| gold[token] == top).count() as u32;
            let under = below.last().is_some_and(|&under| gold[top] == under);
            costs[LEFT] = children + u32::from(under || gold[top] > next && gold[top] != NONE);
            costs[RIGHT] = children + u32::from(gold[top] >= next && gold[top] != NONE);
        }
        costs
    }

    /// A right action must lead by this much.
    const MARGIN: f32 = 4.0;

    /// Share of wrong actions that are followed in training, in tenths: the parser learns what to do behind its own errors.
    const EXPLORED_TENTHS: usize = 9;

    fn run(
        examples: &[Example],
        seed: u64,
        epochs: usize,
        least_updates: u32,
    ) -> (Averaged<N_ACTIONS>, Averaged<WIDTH>) {
        let (mut actions, mut relations) = (Trainer::<N_ACTIONS>::default(), Trainer::<WIDTH>::default());
        let mut random = Random::new(seed);
        let mut features = Vec::new();
        for epoch in 0..epochs {
            for place in random.order(examples.len()) {
                let example = &examples[place];
                let words = Words { forms: &example.forms, tags: &example.tags };
                let mut state = State::new(example.forms.len());
                while !state.is_done() {
                    action_features(&state, words, &mut features);
                    let scores = actions.score(&features);
                    let costs = costs(&state, &example.head);
                    let allowed = || (0..3).filter(|&action| state.allows(action));
                    let least = allowed().map(|action| costs[action]).min().unwrap_or(0);
                    let top = |good: bool| {
                        allowed()
                            .filter(|&action| (costs[action] == least) == good)
                            .max_by(|&one, &other| scores[one].total_cmp(&scores[other]))
                    };
                    let right = top(true).unwrap_or(SHIFT);
                    let mut choice = right;
                    if let Some(wrong) = top(false) {
                        if scores[wrong] + MARGIN > scores[right] {
                            actions.correct(&features, right, wrong);
                        }
                        if scores[wrong] > scores[right] && epoch > 0 && random.below(10) < EXPLORED_TENTHS {
                            choice = wrong;
                        }
                    }
                    actions.advance();
                    let Some((head, token)) = state.apply(choice) else { continue };
                    relation_features(&state, words, head, token, &mut features);
                    let scores = relations.score(&features);
                    let gold = (example.head[token] == head).then(|| example.relation[token].number() as usize);
                    let found =
                        (1..NAMES.len()).fold(0, |best, label| if scores[label] > scores[best] { label } else { best });
                    if let Some(gold) = gold {
                        let rival = (0..NAMES.len())
                            .filter(|&label| label != gold)
                            .max_by(|&one, &other| scores[one].total_cmp(&scores[other]))
                            .unwrap_or(0);
                        if scores[rival] + MARGIN > scores[gold] {
                            relations.correct(&features, gold, rival);
                        }
                        relations.advance();
                    }
                    state.relation[token] = if epoch == 0 { gold.unwrap_or(found) } else { found } as u8;
                }
            }
        }
        (actions.average(least_updates), relations.average(least_updates))
    }
}
