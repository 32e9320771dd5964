//! The trees of an article's sentences, each made when it is first asked for.

use super::{Heads, Parser, Relation};
use crate::lang::Syntax;
use std::cell::OnceCell;

/// The trees of one article.
#[derive(Debug)]
pub struct Trees<'a> {
    syntax: &'a Syntax,
    parser: &'a Parser,
    of: Vec<OnceCell<Heads>>,
}

impl<'a> Trees<'a> {
    /// The trees of tagged sentences; none is made yet.
    pub fn new(syntax: &'a Syntax, parser: &'a Parser) -> Trees<'a> {
        Trees { syntax, parser, of: vec![OnceCell::new(); syntax.sentences.len()] }
    }

    /// Makes the trees of sentences, given their numbers, where they are not made yet: several at once take less time than one by one.
    pub fn make(&self, sentences: &[usize]) {
        let missing: Vec<usize> = sentences.iter().copied().filter(|&at| self.of[at].get().is_none()).collect();
        for (&at, tree) in missing.iter().zip(self.parse(&missing)) {
            self.of[at].get_or_init(|| tree);
        }
    }

    /// The tree of sentence number `at`.
    pub fn sentence(&self, at: usize) -> &Heads {
        self.of[at].get_or_init(|| self.parse(&[at]).swap_remove(0))
    }

    fn parse(&self, sentences: &[usize]) -> Vec<Heads> {
        let tokens = sentences.iter().map(|&at| self.syntax.sentences[at].tokens.clone());
        self.parser.parse(tokens.map(|tokens| (&self.syntax.forms[tokens.clone()], &self.syntax.tags[tokens])))
    }

    /// The head of a token, by its place in the article; nothing for the root of a sentence.
    pub fn head(&self, token: usize) -> Option<usize> {
        let (first, heads, place) = self.place(token);
        let head = heads.head[place] as usize;
        (head < heads.head.len()).then_some(first + head)
    }

    /// How a token depends on its head.
    pub fn relation(&self, token: usize) -> Relation {
        let (_, heads, place) = self.place(token);
        heads.relation[place]
    }

    fn place(&self, token: usize) -> (usize, &Heads, usize) {
        let sentence = self.syntax.sentence_at(self.syntax.tokens[token].span.start());
        let first = self.syntax.sentences[sentence].tokens.start;
        (first, self.sentence(sentence), token - first)
    }
}
