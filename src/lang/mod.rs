//! What the words are: paragraphs, sentences and tokens of one article. Nothing here knows about speech or speakers.

pub mod date;
pub mod form;
pub mod head;
pub mod number;

mod paragraph;
mod sentence;
pub mod tag;
mod token;

use crate::article::{Article, BlockKind};
use crate::lexicon::{Lexicon, WordId};
use crate::text::{Id, Span};
use form::Form;
use std::ops::Range;
use tag::{Tag, Tagger};

/// One word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What its characters look like.
    pub shape: Shape,
    /// Its entry in the lexicon, by its folded form; `WordId::UNKNOWN` when it has none.
    pub word: WordId,
}

/// What the characters of a token look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// `word`, `mid-term`
    Lower,
    /// `Word`, `McCain`, `O’Brien`
    Capital,
    /// `FEC`, `U.S.`, `J.`
    Upper,
    /// `12`, `1,000`, `4.1`, `2023`, `'90s`, `7th`
    Number,
    /// `,`, `—`, `(`
    Punct,
    /// A quotation mark; which side it is on is for `quote::pair` to say.
    Mark,
    /// `’s` split from its word
    Possessive,
}

impl Shape {
    /// Whether it is a word: letters, no number, no possessive ending.
    pub fn is_word(self) -> bool {
        matches!(self, Shape::Lower | Shape::Capital | Shape::Upper)
    }

    /// Whether it is a word that begins with a capital.
    pub fn is_capital(self) -> bool {
        matches!(self, Shape::Capital | Shape::Upper)
    }
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token, closing marks included.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The paragraph that holds it.
    pub paragraph: Id<Paragraph>,
}

/// One paragraph, heading, list item or other part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Without the white space around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// The block of the article that it stands for, when the format had markup.
    pub block: Option<usize>,
}

/// Paragraphs, sentences and tokens of one article, each sorted, none overlapping its neighbor.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    /// Parts of the text, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences, in order; none crosses a paragraph.
    pub sentences: Vec<Sentence>,
    /// Tokens, in order.
    pub tokens: Vec<Token>,
    /// The form of each token; empty until it is tagged.
    pub forms: Vec<Form>,
    /// The part of speech of each token; empty until it is tagged.
    pub tags: Vec<Tag>,
}

impl Syntax {
    /// With the form and the part of speech of each token.
    #[must_use]
    pub fn tagged(mut self, text: &str, tagger: &Tagger) -> Syntax {
        self.forms = self.tokens.iter().map(|token| Form::of(token.span.of(text))).collect();
        self.tags = Vec::with_capacity(self.tokens.len());
        for sentence in &self.sentences {
            tagger.tag(&self.forms[sentence.tokens.clone()], &mut self.tags);
        }
        self
    }

    /// Index of the first token that ends after byte `offset`; the number of tokens when there is none.
    pub fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end() <= offset)
    }

    /// The tokens that share a byte with `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.token_at(span.start());
        first..self.tokens.partition_point(|token| token.span.start() < span.end()).max(first)
    }

    /// Index of the sentence that holds byte `offset`, or of the last one before it.
    pub fn sentence_at(&self, offset: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.start() <= offset).saturating_sub(1)
    }

    /// Index of the paragraph that holds byte `offset`, or of the last one before it.
    pub fn paragraph_at(&self, offset: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.span.start() <= offset).saturating_sub(1)
    }
}

/// Reads `article` into paragraphs, sentences and tokens.
pub fn parse(article: &Article, lexicon: &Lexicon) -> Syntax {
    let mut syntax = Syntax::default();
    for (span, kind, block) in paragraph::split(article) {
        let first_token = syntax.tokens.len();
        let first_sentence = syntax.sentences.len();
        token::split(&article.text, span, lexicon, &mut syntax.tokens);
        let paragraph = Id::new(syntax.paragraphs.len());
        sentence::split(&article.text, first_token, paragraph, lexicon, &syntax.tokens, &mut syntax.sentences);
        syntax.paragraphs.push(Paragraph {
            span,
            kind,
            tokens: first_token..syntax.tokens.len(),
            sentences: first_sentence..syntax.sentences.len(),
            block,
        });
    }
    syntax
}
