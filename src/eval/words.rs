//! The scorer's tokens: maximal runs of word characters, and every other character that is no space by itself. Not those of `lang`,
//! so that the figures do not move with the tokenizer they measure.

use crate::wire::Range;
use std::ops;
use unicode_normalization::char::is_combining_mark;

/// Words that end a source's head noun phrase ("a spokesman | for the harbor").
const CUT: &[&str] = &[
    "of",
    "in",
    "for",
    "from",
    "at",
    "on",
    "to",
    "with",
    "by",
    "as",
    "about",
    "who",
    "whom",
    "whose",
    "which",
    "that",
    "where",
    "when",
    "and",
    "or",
    "including",
    "during",
    "after",
    "before",
    "under",
    "among",
    "against",
    "between",
];

/// Python's `\w`: categories L and N, and the underscore. Rust's `is_alphanumeric` goes by the property Alphabetic, which also has
/// vowel signs (category M) and the letters in circles and squares (category So).
pub(super) fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    let is_enclosed = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f149}' | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}');
    c.is_alphanumeric() && !is_combining_mark(c) && !is_enclosed
}

/// Python's `\s`, which also has the four separators of ASCII.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// The tokens of one article.
pub(super) struct Words<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

struct Token {
    start: usize,
    end: usize,
    is_word: bool,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Words<'a> {
        let mut tokens: Vec<Token> = Vec::new();
        for (start, c) in text.char_indices() {
            let (end, is_word) = (start + c.len_utf8(), is_word_char(c));
            match tokens.last_mut() {
                Some(last) if is_word && last.is_word && last.end == start => last.end = end,
                _ if is_space(c) => {}
                _ => tokens.push(Token { start, end, is_word }),
            }
        }
        Words { text, tokens }
    }

    /// The tokens that share a byte with `span`; may be empty.
    pub(super) fn in_span(&self, [start, end]: Range) -> ops::Range<usize> {
        self.tokens.partition_point(|token| token.end <= start)..self.tokens.partition_point(|token| token.start < end)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.tokens[at].is_word
    }

    pub(super) fn text_of(&self, at: usize) -> &'a str {
        &self.text[self.tokens[at].start..self.tokens[at].end]
    }

    /// A source's head: the last word before the first comma, bracket, colon or [`CUT`] word, but at least one word, a possessive 's
    /// left out. Fires on "Ida Holm’s *deputy* Nils *Berg*, who …" with "Berg"; must not give "harbor" for "the head of the harbor".
    pub(super) fn head(&self, tokens: &[usize]) -> Option<usize> {
        let mut head = None;
        for &at in tokens {
            let word = self.text_of(at);
            let cuts = matches!(word, "," | ";" | ":" | "(" | ")" | "[" | "]" | "—" | "–")
                || CUT.contains(&word.to_lowercase().as_str());
            if head.is_some() && cuts {
                break;
            }
            let is_possessive = word == "s" && at > 0 && matches!(self.text_of(at - 1), "'" | "’");
            if self.is_word(at) && !is_possessive {
                head = Some(at);
            }
        }
        head
    }
}

#[cfg(test)]
mod tests {
    use super::{Words, is_word_char};

    #[test]
    fn tokens_are_runs_of_word_characters_and_single_others() {
        let words = |text: &'static str| {
            let words = Words::new(text);
            (0..words.tokens.len()).map(|at| words.text_of(at)).collect::<Vec<_>>()
        };
        assert_eq!(words("“Hé ya,” x_1"), ["“", "Hé", "ya", ",", "”", "x_1"]);
        // A mark that stands on the letter before it cuts the word in Python, and so here.
        assert_eq!(words("man\u{303}ana\u{200b}b\u{1f}c"), ["man", "\u{303}", "ana", "\u{200b}", "b", "c"]);
        assert!(is_word_char('½') && is_word_char('Ⅳ') && is_word_char('字'));
        assert!(!is_word_char('\u{24b6}') && !is_word_char('\u{93e}') && !is_word_char('\u{345}'));
    }

    #[test]
    fn a_token_belongs_to_a_span_when_they_share_a_byte() {
        let words = Words::new("“Hé ya,” x");
        assert_eq!(words.in_span([3, 6]), 1..2);
        assert_eq!(words.in_span([6, 7]), 2..2);
        assert_eq!(words.in_span([0, 15]), 0..6);
    }

    #[test]
    fn the_head_of_a_source_is_its_last_word_before_a_cut() {
        let head = |text: &'static str| {
            let words = Words::new(text);
            let all: Vec<usize> = (0..words.tokens.len()).collect();
            words.head(&all).map(|at| words.text_of(at))
        };
        assert_eq!(head("Ida Holm’s deputy Nils Berg, who sails"), Some("Berg"));
        assert_eq!(head("the head of the harbor"), Some("head"));
        assert_eq!(head("of"), Some("of"));
        assert_eq!(head("“,”"), None);
    }
}
