//! What the attribution models see of an article: each token with its sentence's tree, its quotation state, and what the sieves say of it.

use crate::lang::head::{Parser, Relation};
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
}

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
    pub(super) fn new(view: View<'a>, passages: &Passages, parser: &Parser) -> Scene<'a> {
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
        };
        for (number, sentence) in syntax.sentences.iter().enumerate() {
            let first = sentence.tokens.start;
            let heads = parser.parse(&syntax.forms[sentence.tokens.clone()], &syntax.tags[sentence.tokens.clone()]);
            for at in sentence.tokens.clone() {
                scene.sentence[at] = number as u32;
                scene.paragraph[at] = sentence.paragraph.index() as u32;
                scene.relation[at] = heads.relation[at - first];
                let head = heads.head[at - first] as usize;
                if head < sentence.tokens.len() {
                    scene.head[at] = first + head;
                }
            }
        }
        for at in 0..n {
            let head = scene.head[at];
            if head == NONE {
                continue;
            }
            scene.children[head] |= 1 << scene.relation[at].number();
            match scene.relation[at].name() {
                "nsubj" | "csubj" => scene.subject[head] = at,
                "ccomp" | "parataxis" => scene.complement[head] = at,
                _ => {}
            }
        }
        scene
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
    /// what is reported on.
    pub(super) fn subject_phrase(&self, cue: &Range<usize>) -> Option<Range<usize>> {
        let verb = cue.clone().rev().find(|&at| self.view.syntax.tags[at].is_verb())?;
        let tag = self.view.syntax.tags[verb].name();
        if tag == "VBN" || tag == "VB" {
            return None;
        }
        // A participle shares the subject of the clause that it belongs to.
        let mut at = verb;
        for _ in 0..FURTHEST_CLAUSE {
            if self.subject[at] != NONE {
                break;
            }
            let shares = matches!(self.relation[at].name(), "advcl" | "xcomp" | "conj" | "parataxis" | "ccomp" | "dep");
            if self.relation[at].name() == "acl"
                && self.head[at] != NONE
                && !self.view.has(self.head[at], Classes::CALENDAR)
            {
                return Some(self.phrase(self.head[at], cue));
            }
            if !shares || self.head[at] == NONE {
                return None;
            }
            at = self.head[at];
        }
        let subject = self.subject[at];
        (subject != NONE && self.state[subject] == self.state[verb] && !cue.contains(&subject))
            .then(|| self.phrase(subject, cue))
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
