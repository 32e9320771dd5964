//! What the words are: paragraphs, sentences and tokens of one article. Nothing here knows about speech or speakers.

mod address;
mod atom;
mod contraction;
pub mod date;
mod extent;
pub mod form;
pub mod head;
pub mod lemma;
pub mod number;
mod paragraph;
mod sentence;
pub mod tag;
mod token;
#[cfg(feature = "train")]
pub mod vectors;

use crate::article::{Article, BlockKind};
use crate::lexicon::{Lexicon, WordId};
use crate::text::{Id, Span};
use std::ops::Range;

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
    /// The hyphen inside a compound that is cut into its parts: the second of long, -, term
    Hyphen,
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
    /// What the models see of each token; empty before [`Syntax::tagged`].
    pub forms: Vec<form::Form>,
    /// The part of speech of each token; empty before [`Syntax::tagged`].
    pub tags: Vec<tag::Tag>,
}

impl Syntax {
    /// The same with parts of speech; `text` is that of the article it was read from.
    #[must_use]
    pub fn tagged(mut self, text: &str, tagger: &tag::Tagger) -> Syntax {
        self.forms = self.tokens.iter().map(|token| form::Form::of(token.span.of(text))).collect();
        self.tags = tagger.tag(self.sentences.iter().map(|sentence| &self.forms[sentence.tokens.clone()]));
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

    /// Whether token `at` is a part of a compound that is cut at its hyphens: long, -, term.
    pub fn in_compound(&self, at: usize) -> bool {
        let hyphen = |at: usize| self.tokens.get(at).is_some_and(|token| token.shape == Shape::Hyphen);
        hyphen(at) || hyphen(at + 1) || at > 0 && hyphen(at - 1)
    }

    /// Last token of the compound that token `at` begins; `at` itself when it begins none.
    pub fn compound_end(&self, at: usize) -> usize {
        let mut last = at;
        while last + 2 < self.tokens.len() && self.tokens[last + 1].shape == Shape::Hyphen {
            last += 2;
        }
        last
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

#[cfg(test)]
mod tests {
    use super::{Syntax, parse};
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use proptest::prelude::*;

    /// Parses `text` and checks what holds for any text.
    fn check(text: &str) -> Syntax {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let syntax = parse(&article, Lexicon::builtin());
        let mut at = 0;
        for token in &syntax.tokens {
            assert!(token.span.start() >= at && token.span.start() < token.span.end(), "in order, not empty");
            assert!(text[at..token.span.start()].trim().is_empty(), "nothing but white space is left out");
            at = token.span.end();
            assert!(text.is_char_boundary(at));
        }
        assert!(text[at..].trim().is_empty(), "nothing but white space is left out");
        let mut next = 0;
        for (number, sentence) in syntax.sentences.iter().enumerate() {
            assert_eq!(sentence.tokens.start, next, "sentences leave no token out");
            assert!(sentence.tokens.end > next);
            next = sentence.tokens.end;
            assert!(syntax.paragraphs[sentence.paragraph.index()].sentences.contains(&number));
        }
        assert_eq!(next, syntax.tokens.len());
        let mut next = 0;
        for paragraph in &syntax.paragraphs {
            assert_eq!(paragraph.tokens.start, next, "paragraphs leave no token out");
            next = paragraph.tokens.end;
        }
        assert_eq!(next, syntax.tokens.len());
        syntax
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_loss(text in any::<String>()) {
            check(&text);
        }

        #[test]
        fn any_mix_of_what_the_rules_look_for_is_cut_without_loss(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    " ", "\n", "\n\n", "\u{a0}", ".", "...", "…", "!", "?", ",", ":", "\"", "“", "”", "'", "’", "‘", "''", "’’", "`",
                    "(", ")", "[", "]", "-", "--", "—", "‑", "/", "@", "#", "&", "$", "US$", "%", "_", "*", "==", "<3", "http://",
                    "www.", "ann@lee.org", ".com", "I", "A", "a", "U.S.", "Mr.", "No", "etc.", "p.m.", "no", "1", "2.", "555-0199",
                    "'90s", "5pm", "don't", "cannot", "n’t", "’s", "ƙ", "é", "e\u{301}", "日本。", "שלום", "مرحبا؟", "\u{200f}",
                    "\u{ad}", "😀", "citation needed", "Image", "Thanks", "said", "co", "Yahoo", "AM", "1/2/2003", "4:05", "•",
                ]),
                0..40,
            )
        ) {
            check(&parts.concat());
        }
    }

    #[test]
    fn large_and_odd_texts_are_cut_without_loss() {
        const LINE_BYTES: usize = 10 << 20;
        check(&"word ".repeat(LINE_BYTES / 5));
        for unit in
            ["a", "-", ".", "\"", "a-", "a.", "a@", "1-", "1.", "'s", ":)", "a/", "(", "[1]", "e\u{301}", "…", "“a.” "]
        {
            check(&unit.repeat(100_000));
        }
        check("שלום עולם. “מה?” אמר האיש.\u{200f} مرحبا؟ نعم.");
    }
}
