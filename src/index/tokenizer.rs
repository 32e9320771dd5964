//! Words as the index sees them: runs of letters and digits, folded, with their place in the original text; and whole values, folded.

use crate::text::fold::fold;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name under which the tokenizer is registered.
pub(crate) const NAME: &str = "folding";

/// Name under which the tokenizer of whole values is registered.
pub(crate) const WHOLE: &str = "whole";

/// Longest word kept, in bytes: longer runs are data, not words.
const LONGEST_BYTES: usize = 80;

/// The tokenizer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folding {
    token: Token,
}

/// The words of one text.
pub(crate) struct Words<'a> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Folding {
    type TokenStream<'a> = Words<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words<'a> {
        self.token.reset();
        Words { text, at: 0, token: &mut self.token }
    }
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let Some((start, end)) = next(self.text, self.at) else { return false };
            self.at = end;
            self.token.position = self.token.position.wrapping_add(1);
            if end - start > LONGEST_BYTES {
                continue;
            }
            self.token.offset_from = start;
            self.token.offset_to = end;
            self.token.text.clear();
            let word = &self.text[start..end];
            if word.is_ascii() {
                self.token.text.push_str(word);
                self.token.text.make_ascii_lowercase();
            } else {
                self.token.text.push_str(&fold(word));
            }
            return true;
        }
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// A value as one folded term, so that a name is found by one look-up, however it was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whole {
    token: Token,
}

/// The one term of a value.
pub(crate) struct Once<'a> {
    token: &'a mut Token,
    left: bool,
}

impl Tokenizer for Whole {
    type TokenStream<'a> = Once<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Once<'a> {
        self.token.reset();
        self.token.text = fold(text);
        self.token.offset_to = text.len();
        let left = !self.token.text.is_empty();
        Once { token: &mut self.token, left }
    }
}

impl TokenStream for Once<'_> {
    fn advance(&mut self) -> bool {
        self.token.position = 0;
        std::mem::take(&mut self.left)
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Start and end of the next word from byte `from` on.
fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let is_word = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let start = from + text[from..].find(char::is_alphanumeric)?;
    let end = text[start..].find(|c: char| !is_word(c)).map_or(text.len(), |len| start + len);
    Some((start, end))
}

/// The folded words of a text with their places.
pub(crate) fn words(text: &str) -> Vec<(String, [usize; 2])> {
    let mut tokenizer = Folding::default();
    let mut stream = tokenizer.token_stream(text);
    let mut words = Vec::new();
    while stream.advance() {
        let token = stream.token();
        words.push((token.text.clone(), [token.offset_from, token.offset_to]));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Whole, words};
    use tantivy::tokenizer::{TokenStream, Tokenizer};

    #[test]
    fn words_fold_and_keep_their_places() {
        let text = "José’s “Tariffs”";
        let found = words(text);
        let folded: Vec<&str> = found.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(folded, ["jose", "s", "tariffs"]);
        assert_eq!(&text[found[2].1[0]..found[2].1[1]], "Tariffs");
    }

    #[test]
    fn a_whole_value_is_one_term() {
        let terms = |text: &str| {
            let mut whole = Whole::default();
            let mut stream = whole.token_stream(text);
            let mut terms = Vec::new();
            while stream.advance() {
                terms.push(stream.token().text.clone());
            }
            terms
        };
        assert_eq!(terms("José  O’Brien"), ["jose o'brien"]);
        assert!(terms(" ").is_empty());
    }
}
