//! Words, numbers and marks, cut as the English treebanks of Universal Dependencies cut them. Offsets only: the text is never changed.

use super::address::address;
use super::contraction::{clitic, contraction};
use super::extent::{emoticon, is_apostrophe, is_unit, is_word_char, number, word};
use super::{Shape, Token};
use crate::lexicon::{Lexicon, WordId};
use crate::text::fold::fold;
use crate::text::{Span, mark};

/// A word longer than this, in bytes, is not looked up: no list holds one.
const LONGEST_ENTRY_BYTES: usize = 40;

/// Appends the tokens of `span` to `tokens`, in order; every byte that is not white space belongs to exactly one.
pub(super) fn split(text: &str, span: Span, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let mut cutter = Cutter { text: &text[..span.end()], lexicon, tokens, scratch: String::new() };
    let bytes = cutter.text.as_bytes();
    let mut at = span.start();
    while at < bytes.len() {
        let (end, holds) = chunk(cutter.text, at);
        if end == at {
            at += cutter.text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        cutter.chunk(at, end, holds);
        at = end;
    }
}

/// What the bytes of a stretch without white space are, as a set.
type Holds = u8;
const LETTER: Holds = 1;
const DIGIT: Holds = 2;
const AT_SIGN: Holds = 4;
const SLASH: Holds = 8;
const WIDE: Holds = 16;
const OTHER: Holds = 32;
const BLANK: Holds = 64;

static HOLDS: [Holds; 256] = {
    let mut table = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        let c = byte as u8;
        table[byte] = if c.is_ascii_alphabetic() {
            LETTER
        } else if c.is_ascii_digit() {
            DIGIT
        } else if c == b'@' {
            AT_SIGN
        } else if c == b'/' {
            SLASH
        } else if c >= 0x80 {
            WIDE
        } else if matches!(c, b'\t'..=b'\r' | b' ') {
            BLANK
        } else {
            OTHER
        };
        byte += 1;
    }
    table
};

/// One past the stretch without white space that begins at `start`, and what it holds.
fn chunk(text: &str, start: usize) -> (usize, Holds) {
    let bytes = text.as_bytes();
    let mut holds = 0;
    let mut at = start;
    while at < bytes.len() {
        let class = HOLDS[usize::from(bytes[at])];
        if class == BLANK {
            break;
        }
        if class == WIDE {
            let Some(c) = text[at..].chars().next() else { break };
            if c.is_whitespace() {
                break;
            }
            at += c.len_utf8();
        } else {
            at += 1;
        }
        holds |= class;
    }
    (at, holds)
}

/// Cuts stretches without white space into tokens.
struct Cutter<'a> {
    /// Up to the end of the paragraph.
    text: &'a str,
    lexicon: &'a Lexicon,
    tokens: &'a mut Vec<Token>,
    scratch: String,
}

impl Cutter<'_> {
    fn chunk(&mut self, start: usize, end: usize, holds: Holds) {
        let mut at = start;
        if holds == LETTER {
            return self.push_word(start, end);
        }
        while at < end {
            let rest = &self.text[at..end];
            let address = if holds & (AT_SIGN | SLASH) != 0 || rest.starts_with("www.") {
                address(rest, holds & AT_SIGN != 0, holds & SLASH != 0)
            } else {
                0
            };
            if address > 0 {
                self.push(at, at + address, Shape::Lower);
                at += address;
                continue;
            }
            let Some(c) = rest.chars().next() else { break };
            let bare = at == start;
            at += if c.is_ascii_digit() {
                self.number(at, end)
            } else if is_word_char(c) {
                self.word(at, end)
            } else {
                self.sign(at, end, c, bare)
            };
        }
    }

    fn push(&mut self, start: usize, end: usize, shape: Shape) {
        self.tokens.push(Token { span: Span::new(start, end), shape, word: WordId::UNKNOWN });
    }

    fn push_looked_up(&mut self, start: usize, end: usize, shape: Shape) {
        let word = look_up(&self.text[start..end], self.lexicon, &mut self.scratch);
        self.tokens.push(Token { span: Span::new(start, end), shape, word });
    }

    /// Pushes the number at `start` with its unit; its length in bytes.
    fn number(&mut self, start: usize, end: usize) -> usize {
        let rest = &self.text[start..end];
        let digits = number(rest);
        let bytes = rest.as_bytes();
        let letters = bytes[digits..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let whole = digits + letters;
        let goes_on = rest[whole..].starts_with(is_word_char);
        if letters == 0 && !goes_on {
            self.push(start, start + digits, Shape::Number);
            return digits;
        }
        // 5pm and $2bn are two words, 7th and 1980s are one.
        if !goes_on && is_unit(&rest[digits..whole], &self.text[..start]) {
            self.push(start, start + digits, Shape::Number);
            let mut unit = whole;
            // 2p.m.
            if rest[unit..].starts_with(".m") && matches!(&rest[digits..whole], "a" | "p") {
                unit += 2 + usize::from(rest[unit + 2..].starts_with('.'));
            }
            self.push_looked_up(start + digits, start + unit, Shape::Lower);
            return unit;
        }
        // 1960's
        let tail = &rest[whole..];
        if letters == 0 || goes_on || !tail.starts_with(['\'', '’']) {
            let mut len = whole + tail.find(|c: char| !is_word_char(c)).unwrap_or(tail.len());
            if goes_on && letters == 0 {
                len = whole + tail.find(|c: char| !is_word_char(c)).unwrap_or(tail.len());
            }
            self.push(start, start + len, Shape::Number);
            return len;
        }
        self.push(start, start + whole, Shape::Number);
        whole
    }

    /// Pushes the word at `start`, which may be several tokens; its length in bytes.
    fn word(&mut self, start: usize, end: usize) -> usize {
        let len = word(&self.text[start..end], &self.text[..start], &self.text[end..], self.lexicon, &mut self.scratch);
        self.push_word(start, start + len);
        len
    }

    /// Pushes a word, cut where a contraction joins two: do|n’t, Lee|’s, can|not, gon|na.
    fn push_word(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        let cut = start + contraction(word);
        let shape = shape(&self.text[start..cut]);
        self.push_looked_up(start, cut, shape);
        self.carry_compound();
        if cut < end {
            let tail = &self.text[cut..end];
            let apostrophe = tail.starts_with(['\'', '’']);
            let shape = if apostrophe && tail.ends_with(['s', 'S']) { Shape::Possessive } else { Shape::Lower };
            self.push_looked_up(cut, end, shape);
        }
    }

    /// Gives the last part of a compound the entry of the whole where the lists hold it, as its head: op-ed, president-elect.
    fn carry_compound(&mut self) {
        const MOST_HYPHENS: usize = 3;
        let last = self.tokens.len() - 1;
        let mut first = last;
        for _ in 0..MOST_HYPHENS {
            if first > 1 && self.tokens[first - 1].shape == Shape::Hyphen {
                first -= 2;
            }
        }
        if first < last {
            let whole = self.tokens[first].span.join(self.tokens[last].span);
            let word = look_up(whole.of(self.text), self.lexicon, &mut self.scratch);
            if word != WordId::UNKNOWN {
                self.tokens[last].word = word;
            }
        }
    }

    /// Pushes the mark or sign at `start`; its length in bytes. `bare` when white space stands before it.
    fn sign(&mut self, start: usize, end: usize, c: char, bare: bool) -> usize {
        let rest = &self.text[start..end];
        let len = c.len_utf8();
        let behind = &rest[len..];
        if is_apostrophe(c) {
            // '90s, ’16
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            let tail = behind[digits..].chars().next();
            if digits == 2 && !tail.is_some_and(|t| t.is_alphanumeric() && t != 's') {
                let len = len + digits + usize::from(tail == Some('s'));
                self.push(start, start + len, Shape::Number);
                return len;
            }
            if let Some(clitic) = clitic(behind, bare || behind.len() > 4) {
                let shape =
                    if clitic == 1 && behind.starts_with(['s', 'S']) { Shape::Possessive } else { Shape::Lower };
                self.push_looked_up(start, start + len + clitic, shape);
                return len + clitic;
            }
        }
        if matches!(c, '@' | '#') && behind.starts_with(|d: char| d.is_alphabetic() || d == '_') {
            let n = behind.find(|d: char| !(d.is_alphanumeric() || d == '_')).unwrap_or(behind.len());
            self.push(start, start + len + n, Shape::Capital);
            return len + n;
        }
        // .5
        if c == '.' && behind.starts_with(|d: char| d.is_ascii_digit()) && bare {
            let digits = number(behind);
            self.push(start, start + len + digits, Shape::Number);
            return len + digits;
        }
        if let Some(n) = emoticon(rest) {
            self.push(start, start + n, Shape::Punct);
            return n;
        }
        if let Some((_, len)) = mark::at(rest) {
            self.push(start, start + len, Shape::Mark);
            return len;
        }
        let run = |set: &[char]| rest.find(|d: char| !set.contains(&d)).unwrap_or(rest.len());
        let len = match c {
            '.' if behind.starts_with('.') => run(&['.']),
            '.' | '!' | '?' | '…' => run(&['.', '!', '?', '…']),
            '-' | '*' | '_' | '=' | '~' | '+' | '<' | '>' => rest.find(|d: char| d != c).unwrap_or(rest.len()),
            _ => len,
        };
        let joins = len == 1
            && c == '-'
            && behind.starts_with(is_word_char)
            && !bare
            && self.tokens.last().is_some_and(|last| last.shape.is_word() || last.shape == Shape::Number);
        self.push(start, start + len, if joins { Shape::Hyphen } else { Shape::Punct });
        len
    }
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

pub(super) fn look_up(word: &str, lexicon: &Lexicon, scratch: &mut String) -> WordId {
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
    use crate::lexicon::{Classes, Lexicon};

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
        check("He said no. She said no. 5 won.", "He|said|no|.|She|said|no.|5|won|.");
        check("Ask Ann A. Holm for plan A. They know.", "Ask|Ann|A.|Holm|for|plan|A|.|They|know|.");
        check("Rope, tar etc. are here etc. They left.", "Rope|,|tar|etc.|are|here|etc|.|They|left|.");
    }

    #[test]
    fn contractions_are_two_words() {
        check("We don’t, can't, cannot; I'M gonna.", "We|do|n’t|,|ca|n't|,|can|not|;|I|'M|gon|na|.");
        check("Dont say its cant.", "Do|nt|say|its|ca|nt|.");
        check("Tell ’em the boats' mast isn't O'Brien's.", "Tell|’em|the|boats|'|mast|is|n't|O'Brien|'s|.");
    }

    #[test]
    fn compounds_are_cut_and_affixes_are_not() {
        check("A long-term, well-to-do plan", "A|long|-|term|,|well|-|to|-|do|plan");
        check("Al-Hadi’s co-founder e-mailed anti-war posts", "Al|-|Hadi|’s|co-founder|e-mailed|anti-war|posts");
        check("a 10-year, 3-2 lead in mid-2004", "a|10|-|year|,|3|-|2|lead|in|mid-2004");
        check("he - or she -- left-", "he|-|or|she|--|left|-");
    }

    #[test]
    fn numbers_money_and_units() {
        check("US$5.5bn, $3m or 4.1% by 5pm", "US$|5.5|bn|,|$|3|m|or|4.1|%|by|5|pm");
        check("the 7th, 1980s and 3D on 11/20/2000", "the|7th|,|1980s|and|3D|on|11/20/2000");
        check("call 202-555-0199 in 2017-18", "call|202-555-0199|in|2017|-|18");
        check("rope and/or tar", "rope|and|/|or|tar");
    }

    #[test]
    fn addresses_faces_and_runs() {
        check(
            "Mail ann.lee@holm.org, or see https://holm.org/a?b=1.",
            "Mail|ann.lee@holm.org|,|or|see|https://holm.org/a?b=1|.",
        );
        check("See holm.org/tide :-) #ferry @holm", "See|holm.org/tide|:-)|#ferry|@holm");
        check("Well!!! Why?! So... ==== AT&T", "Well|!!!|Why|?!|So|...|====|AT&T");
        check("the end.Then it rained", "the|end|.|Then|it|rained");
    }

    #[test]
    fn the_last_part_of_a_listed_compound_carries_its_entry() {
        let article = Article { text: "an op-ed".to_owned(), ..Article::default() };
        let syntax = parse(&article, Lexicon::builtin());
        let last = syntax.tokens[syntax.tokens.len() - 1];
        assert!(Lexicon::builtin().classes(last.word).intersects(Classes::DOCUMENT));
    }
}
