//! What a quote or claim stage may see: the layers below it, read-only.

use crate::article::Article;
use crate::entity::Discourse;
use crate::lang::{Shape, Syntax, Token};
use crate::lexicon::{Classes, Lexicon};
use crate::text::Span;

/// One article with its words and its entities.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its words.
    pub syntax: &'a Syntax,
    /// Its entities.
    pub discourse: &'a Discourse,
    /// The word lists.
    pub lexicon: &'a Lexicon,
}

impl<'a> View<'a> {
    /// The words that `span` covers.
    pub fn text(self, span: Span) -> &'a str {
        &self.article.text[span.range()]
    }

    /// Token number `at`.
    pub fn token(self, at: usize) -> Token {
        self.syntax.tokens[at]
    }

    /// The characters of token number `at`.
    pub fn word(self, at: usize) -> &'a str {
        self.text(self.syntax.tokens[at].span)
    }

    /// Whether token number `at` exists and is `word`, whatever its case.
    pub fn is(self, at: usize, word: &str) -> bool {
        at < self.syntax.tokens.len() && self.word(at).eq_ignore_ascii_case(word)
    }

    /// Whether token number `at` exists and belongs to any of `classes`.
    pub fn has(self, at: usize, classes: Classes) -> bool {
        self.syntax.tokens.get(at).is_some_and(|token| self.lexicon.classes(token.word).intersects(classes))
    }

    /// Whether token `at` is a part of a compound that is cut at its hyphens: long, -, term. Its parts are no words of the sentence.
    pub fn in_compound(self, at: usize) -> bool {
        self.syntax.in_compound(at)
    }

    /// From the first byte of the first to the last byte of the last token of a non-empty range.
    pub fn span_of(self, tokens: std::ops::Range<usize>) -> Span {
        self.syntax.tokens[tokens.start].span.join(self.syntax.tokens[tokens.end - 1].span)
    }

    /// The token behind the dash of the dateline, or of the hour in a live report, that a paragraph begins with at token `start`: "PORT VALE,
    /// Nov. 3 (AP) — The council voted", "09:58 — Gusts".
    pub fn behind_dateline(self, start: usize) -> Option<usize> {
        const LONGEST: usize = 14;
        let token = self.syntax.tokens.get(start)?;
        let paragraph = &self.syntax.paragraphs[self.syntax.paragraph_at(token.span.start())].tokens;
        let is_hour = token.shape == Shape::Number && self.word(start).contains(':');
        if paragraph.start != start || token.shape != Shape::Upper && !is_hour {
            return None;
        }
        let dash = paragraph
            .clone()
            .take(LONGEST)
            .find(|&at| self.token(at).shape == Shape::Punct && matches!(self.word(at), "—" | "–" | "--" | "-"))?;
        let named = (start..dash).all(|at| self.token(at).shape != Shape::Lower);
        (named && dash + 1 < paragraph.end).then_some(dash + 1)
    }
}
