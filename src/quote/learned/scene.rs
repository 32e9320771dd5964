//! What the attribution models see of an article: each token with its quotation state, and its place in the tree of its sentence where that
//! was asked for.

use crate::lang::head::{Heads, Parser, Relation, Trees};
use crate::lexicon::Classes;
use crate::quote::passages::Passages;
use crate::view::View;
use std::ops::Range;

/// No token.
pub(super) const NONE: usize = usize::MAX;

/// One article, token by token.
pub(super) struct Scene<'a> {
    pub(super) view: View<'a>,
    /// Head of each token, over the whole article; [`NONE`] for a root.
    pub(super) head: Vec<usize>,
    pub(super) relation: Vec<Relation>,
    /// Which relations a token's children have, a bit each.
    pub(super) children: Vec<u64>,
    /// Subject of each token.
    pub(super) subject: Vec<usize>,
    /// Clause that each token governs as its object: its head.
    pub(super) complement: Vec<usize>,
    /// Quotation state of each token.
    pub(super) state: Vec<u8>,
    /// Sentence of each token.
    pub(super) sentence: Vec<u32>,
    /// Paragraph of each token.
    pub(super) paragraph: Vec<u32>,
    /// How many tokens of its sentence stand between each token and the comma before it, up to [`FURTHEST_COMMA`], which means that none is near.
    pub(super) comma: Vec<u32>,
}

/// A comma further away than this is not seen.
pub(super) const FURTHEST_COMMA: u32 = 7;

/// A participle's clause is looked for this far up.
const FURTHEST_CLAUSE: usize = 3;

/// Further down than this no phrase is followed.
const DEEPEST: usize = 12;

/// Outside quotation marks, inside, an opening mark, a closing mark.
pub(super) const OUTSIDE: u8 = 0;
pub(super) const INSIDE: u8 = 1;
pub(super) const OPENS: u8 = 2;
pub(super) const CLOSES: u8 = 3;

impl<'a> Scene<'a> {
    /// An article without trees.
    pub(super) fn new(view: View<'a>, passages: &Passages) -> Scene<'a> {
        let syntax = view.syntax;
        let n = syntax.tokens.len();
        let mut scene = Scene {
            view,
            head: vec![NONE; n],
            relation: vec![Relation::default(); n],
            children: vec![0; n],
            subject: vec![NONE; n],
            complement: vec![NONE; n],
            state: (0..n).map(|at| state(passages, at)).collect(),
            sentence: vec![0; n],
            paragraph: vec![0; n],
            comma: vec![FURTHEST_COMMA; n],
        };
        for (number, sentence) in syntax.sentences.iter().enumerate() {
            let mut comma = FURTHEST_COMMA;
            for at in sentence.tokens.clone() {
                scene.comma[at] = comma;
                comma = if view.word(at) == "," { 0 } else { (comma + 1).min(FURTHEST_COMMA) };
            }
            scene.sentence[sentence.tokens.clone()].fill(number as u32);
            scene.paragraph[sentence.tokens.clone()].fill(sentence.paragraph.index() as u32);
        }
        scene
    }

    /// An article with the trees of all sentences.
    pub(super) fn parsed(view: View<'a>, passages: &Passages, parser: &Parser) -> Scene<'a> {
        let mut scene = Scene::new(view, passages);
        let all: Vec<usize> = (0..view.syntax.sentences.len()).collect();
        scene.parse(&all, &Trees::new(view.syntax, parser));
        scene
    }

    /// Adds the trees of sentences, given their numbers.
    pub(super) fn parse(&mut self, sentences: &[usize], trees: &Trees<'_>) {
        trees.make(sentences);
        for &number in sentences {
            self.add(self.view.syntax.sentences[number].tokens.start, trees.sentence(number));
        }
    }

    /// Adds the tree of the sentence that starts at token `first`.
    fn add(&mut self, first: usize, tree: &Heads) {
        for (at, (&head, &relation)) in (first..).zip(tree.head.iter().zip(&tree.relation)) {
            self.relation[at] = relation;
            if head as usize >= tree.head.len() {
                continue;
            }
            let head = first + head as usize;
            self.head[at] = head;
            self.children[head] |= 1 << relation.number();
            match relation.name() {
                "nsubj" | "csubj" => self.subject[head] = at,
                "ccomp" | "parataxis" => self.complement[head] = at,
                _ => {}
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.head.len()
    }

    /// The tokens of the sentence that holds token `at`.
    pub(super) fn sentence_of(&self, at: usize) -> Range<usize> {
        self.view.syntax.sentences[self.sentence[at] as usize].tokens.clone()
    }

    pub(super) fn tag(&self, at: usize) -> u32 {
        self.view.syntax.tags[at].number()
    }

    /// The words of who does what a cue's verb says, by the tree: "He opened the door, asking …". Nothing for a passive, where the subject is
    /// what is reported on, nor where whoever is told to speak is an object: "urged them to say".
    pub(super) fn subject_phrase(&self, cue: &Range<usize>, content: &[Range<usize>]) -> Option<Range<usize>> {
        let verb = cue.clone().rev().find(|&at| self.view.syntax.tags[at].is_verb())?;
        let subject = match self.view.syntax.tags[verb].name() {
            "VB" if matches!(self.relation[verb].name(), "xcomp" | "advcl") => self.shared_subject(verb),
            "VBN" if self.relation[verb].name() == "conj" && !self.has_child(verb, "aux") => self.shared_subject(verb),
            "VB" | "VBN" => None,
            _ => self.shared_subject(verb).or_else(|| self.subject_before(cue.start, content)),
        }?;
        let outside = |at: usize| !cue.contains(&at) && !content.iter().any(|part| part.contains(&at));
        (self.state[subject] == self.state[verb] && outside(subject)).then(|| self.phrase(subject, cue))
    }

    fn has_child(&self, at: usize, relation: &str) -> bool {
        Relation::named(relation).is_some_and(|relation| self.children[at] >> relation.number() & 1 == 1)
    }

    /// The subject of a verb, or that of the clause that its participle, infinitive or second half belongs to.
    fn shared_subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..FURTHEST_CLAUSE {
            if self.subject[at] != NONE {
                return Some(self.subject[at]);
            }
            let head = self.head[at];
            let relation = self.relation[at].name();
            if head == NONE {
                return None;
            }
            if relation == "acl" && !self.view.has(head, Classes::CALENDAR) {
                return Some(head);
            }
            let shares = matches!(relation, "advcl" | "xcomp" | "conj" | "parataxis" | "ccomp" | "dep");
            let told = relation == "xcomp" && self.has_child(head, "obj");
            if !shares || told {
                return None;
            }
            at = head;
        }
        None
    }

    /// The nearest subject before `at` in its sentence and quotation state, outside `content`.
    fn subject_before(&self, at: usize, content: &[Range<usize>]) -> Option<usize> {
        (self.sentence_of(at).start..at).rev().find(|&subject| {
            self.relation[subject].name() == "nsubj"
                && self.head[subject] < at
                && self.state[subject] == self.state[at]
                && !content.iter().any(|part| part.contains(&subject))
        })
    }

    /// The tokens without a gap around `head` that depend on it, `cue` left out.
    fn phrase(&self, head: usize, cue: &Range<usize>) -> Range<usize> {
        let sentence = self.sentence_of(head);
        let under = |mut at: usize| {
            for _ in 0..DEEPEST {
                if at == head {
                    return true;
                }
                match self.head[at] {
                    NONE => return false,
                    up => at = up,
                }
            }
            false
        };
        let belongs = |at: &usize| under(*at) && !cue.contains(at) && self.relation[*at].name() != "punct";
        let start = (sentence.start..head).rev().take_while(belongs).last().unwrap_or(head);
        let end = (head + 1..sentence.end).take_while(belongs).last().map_or(head + 1, |last| last + 1);
        start..end
    }

    /// Which of the nearest six tokens on each side is a quotation mark, and of which side: distance times four plus state; 9 for none.
    pub(super) fn marks_near(&self, at: usize) -> [u32; 2] {
        let sentence = self.sentence_of(at);
        let code = |distance: usize, at: usize| distance as u32 * 4 + u32::from(self.state[at]);
        let is_mark = |at: &usize| self.state[*at] >= OPENS;
        let left = (sentence.start..at).rev().take(6).find(is_mark).map_or(9, |mark| code(at - mark, mark));
        let right = (at + 1..sentence.end).take(6).find(is_mark).map_or(9, |mark| code(mark - at, mark));
        [left, right]
    }
}

fn state(passages: &Passages, at: usize) -> u8 {
    match passages.around(at) {
        None => OUTSIDE,
        Some(passage) if passage.start == at => OPENS,
        Some(passage) if passage.end == at + 1 => CLOSES,
        Some(_) => INSIDE,
    }
}
