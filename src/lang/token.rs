//! Words, numbers and marks. Offsets only: the text is never changed.

use super::{Shape, Token};
use crate::lexicon::{Classes, Lexicon, WordId};
use crate::text::fold::fold;
use crate::text::{Span, mark};

/// A word longer than this, in bytes, is not looked up: no list holds one.
const LONGEST_ENTRY_BYTES: usize = 40;

/// Appends the tokens of `span` to `tokens`, in order; every byte that is not white space belongs to exactly one.
pub(super) fn split(text: &str, span: Span, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let mut at = span.start();
    let mut scratch = String::new();
    while let Some(c) = text[at..span.end()].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let rest = &text[at..span.end()];
        let (len, shape) = next(rest, c, lexicon, &mut scratch);
        if shape.is_word() {
            push_word(text, Span::new(at, at + len), shape, lexicon, tokens, &mut scratch);
        } else {
            tokens.push(Token { span: Span::new(at, at + len), shape, word: WordId::UNKNOWN });
        }
        at += len;
    }
}

/// Length in bytes and shape of the token at the start of `rest`, whose first character is `c`.
fn next(rest: &str, c: char, lexicon: &Lexicon, scratch: &mut String) -> (usize, Shape) {
    if c.is_ascii_digit() {
        return (number(rest), Shape::Number);
    }
    if c.is_alphanumeric() {
        let len = word(rest, lexicon, scratch);
        return (len, shape(&rest[..len]));
    }
    // '90s, ’16
    if matches!(c, '\'' | '’' | '‘') && rest[c.len_utf8()..].starts_with(|d: char| d.is_ascii_digit()) {
        let digits = &rest[c.len_utf8()..];
        let n = digits.bytes().take_while(u8::is_ascii_digit).count();
        let tail = digits[n..].chars().next();
        if n == 2 && !tail.is_some_and(|t| t.is_alphanumeric() && t != 's') {
            return (c.len_utf8() + n + usize::from(tail == Some('s')), Shape::Number);
        }
    }
    if matches!(c, '@' | '#') && rest[1..].starts_with(|d: char| d.is_alphanumeric() || d == '_') {
        let n = rest[1..].find(|d: char| !(d.is_alphanumeric() || d == '_')).unwrap_or(rest.len() - 1);
        return (1 + n, Shape::Capital);
    }
    if let Some((_, len)) = mark::at(rest) {
        return (len, Shape::Mark);
    }
    let run = match c {
        '.' | '-' | '*' | '_' | '=' => rest.chars().take_while(|&d| d == c).count(),
        _ => 1,
    };
    (run * c.len_utf8(), Shape::Punct)
}

/// Digits with inner commas, points and letters: 1,000 · 4.1 · 7th · 2017-18 · 10am
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let inner =
            matches!(bytes[at], b',' | b'.' | b'-' | b':' | b'/') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !(bytes[at].is_ascii_alphanumeric() || inner) {
            break;
        }
        at += 1;
    }
    at
}

/// Letters and digits with inner apostrophes, hyphens, ampersands and dots that belong to the word.
fn word(rest: &str, lexicon: &Lexicon, scratch: &mut String) -> usize {
    if rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.") {
        let end =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | ')' | ']')).unwrap_or(rest.len());
        return rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '”', '\'']).len();
    }
    let mut chars = rest.char_indices().peekable();
    let mut end = 0;
    let mut letters_since_dot = 0;
    let mut only_initials = true;
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() || c == '_' || is_combining(c) {
            letters_since_dot += 1;
            only_initials &= letters_since_dot == 1;
            end = at + c.len_utf8();
            continue;
        }
        let next = chars.peek().map(|&(_, d)| d);
        let inner = match c {
            '\'' | '’' | '‑' | '-' | '&' | '\u{ad}' => next.is_some_and(char::is_alphanumeric),
            // U.S. and J.P. keep their points; so do breitbart.com and e.g.
            '.' => {
                (only_initials && next.is_some_and(char::is_alphabetic))
                    || next.is_some_and(char::is_lowercase) && letters_since_dot > 1
            }
            _ => false,
        };
        if inner {
            if c == '.' {
                letters_since_dot = 0;
            }
            if matches!(c, '\'' | '’' | '-' | '‑') {
                only_initials = false;
            }
            continue;
        }
        if c == '.'
            && (only_initials && rest[..end].starts_with(char::is_uppercase)
                || is_abbreviation(&rest[..end], lexicon, scratch))
        {
            // An initial, or a word whose point is its own: Mr., Sept., U.S.
            let first_person = &rest[..end] == "I" || &rest[..end] == "A";
            if !first_person {
                end += 1;
            }
        }
        break;
    }
    end
}

fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn is_abbreviation(word: &str, lexicon: &Lexicon, scratch: &mut String) -> bool {
    if word.len() > 8 {
        return false;
    }
    scratch.clear();
    scratch.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    scratch.push('.');
    let capital_only = matches!(
        scratch.as_str(),
        "no." | "in." | "fig." | "est." | "al." | "op." | "mass." | "miss." | "wash." | "det." | "ill."
    );
    lexicon.classes(lexicon.find(scratch)).intersects(Classes::ABBREVIATION)
        && (!capital_only || word.starts_with(char::is_uppercase))
}

fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Number };
    if !first.is_uppercase() {
        // iPhone, eBay: a later capital makes it a name.
        return if letters.next().is_some_and(char::is_uppercase) { Shape::Capital } else { Shape::Lower };
    }
    let mut rest = letters.peekable();
    if rest.peek().is_none() || rest.all(char::is_uppercase) { Shape::Upper } else { Shape::Capital }
}

/// Splits an ending like ’s or ’ll from its word and looks the parts up.
fn push_word(text: &str, span: Span, shape: Shape, lexicon: &Lexicon, tokens: &mut Vec<Token>, scratch: &mut String) {
    let word = span.of(text);
    let ending = word.char_indices().rev().find(|&(_, c)| matches!(c, '\'' | '’')).filter(|&(at, c)| {
        let tail = &word[at + c.len_utf8()..];
        at > 0 && ["s", "S", "ll", "re", "ve", "d", "m"].contains(&tail)
    });
    let stem = ending.map_or(span.end(), |(at, _)| span.start() + at);
    let head = Span::new(span.start(), stem);
    let head_shape = if ending.is_some() { self::shape(head.of(text)) } else { shape };
    tokens.push(Token { span: head, shape: head_shape, word: look_up(head.of(text), lexicon, scratch) });
    if stem < span.end() {
        let tail = Span::new(stem, span.end());
        let possessive = tail.of(text).ends_with(['s', 'S']);
        let shape = if possessive { Shape::Possessive } else { Shape::Lower };
        tokens.push(Token { span: tail, shape, word: look_up(tail.of(text), lexicon, scratch) });
    }
}

fn look_up(word: &str, lexicon: &Lexicon, scratch: &mut String) -> WordId {
    if word.len() > LONGEST_ENTRY_BYTES {
        return WordId::UNKNOWN;
    }
    if word.is_ascii() {
        scratch.clear();
        scratch.push_str(word);
        scratch.make_ascii_lowercase();
        lexicon.find(scratch)
    } else {
        lexicon.find(&fold(word))
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lang::parse;
    use crate::lexicon::Lexicon;

    fn check(text: &str, want: &str) {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let syntax = parse(&article, Lexicon::builtin());
        let words: Vec<&str> = syntax.tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words.join("|"), want);
    }

    #[test]
    fn words_keep_what_is_theirs() {
        check("Mr. Lee’s mid-term plan, he’ll say.", "Mr.|Lee|’s|mid-term|plan|,|he|’ll|say|.");
        check("The U.S. paid $1,000.50 (4.1%) in the ’90s.", "The|U.S.|paid|$|1,000.50|(|4.1|%|)|in|the|’90s|.");
        check("\"Why?\" asked J. K. O'Brien.", "\"|Why|?|\"|asked|J.|K.|O'Brien|.");
        check(
            "''It''s,'' she wrote on breitbart.com... @ann_lee",
            "''|It|''|s|,|''|she|wrote|on|breitbart.com|...|@ann_lee",
        );
        check("It was I. Then he left.", "It|was|I|.|Then|he|left|.");
        check("He said no. She said in.", "He|said|no|.|She|said|in|.");
    }
}
