//! Digits, letters and marks of a stretch of text, each on its own: what amounts and dates are matched over. Unlike tokens they do not
//! depend on whether "two-thirds" or "12-year-old" is one word: a hyphen is always an atom.

use crate::lexicon::{Classes, Lexicon};
use crate::text::Span;
use crate::view::View;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// How much of the sentence around a stretch is read as context, in bytes: about 50 words on either side. A bound, so that many short
/// stretches of one endless sentence cost linear time.
const CONTEXT_BYTES: usize = 300;

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `12`, `1,237`, `4.1`
    Digits,
    /// Letters only: `O`, `Malley`, `percent`
    Letters,
    /// One character that is neither.
    Mark,
}

#[derive(Clone, Copy, Debug)]
struct Atom {
    start: usize,
    end: usize,
    kind: Kind,
    /// No white space stands before it.
    joined: bool,
    /// An amount or a date can begin here.
    begins: bool,
}

/// The words that amounts and dates begin with, in lower case. Words in "-fold" are told by their ending.
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "a", "an", "apr", "april", "au", "aud", "aug", "august", "autumn", "bastille", "black", "boxing", "c", "ca", "cad",
    "chf", "christmas", "cinco", "cny", "columbus", "dec", "december", "double", "earlier", "early", "eight",
    "eighteen", "eighty", "election", "eleven", "eur", "fall", "feb", "february", "fifteen", "fifty", "five", "forty",
    "four", "fourteen", "fourth", "fri", "friday", "gbp", "half", "halloween", "hk", "inauguration", "independence",
    "inr", "jan", "january", "jpy", "jul", "july", "jun", "june", "labor", "last", "late", "later", "mar", "march",
    "martin", "may", "memorial", "mid", "mlk", "mon", "monday", "new", "next", "nine", "nineteen", "ninety", "nov",
    "november", "nz", "oct", "october", "one", "presidents", "r", "s", "sat", "saturday", "sep", "sept", "september",
    "seven", "seventeen", "seventy", "six", "sixteen", "sixty", "spring", "st", "summer", "sun", "sunday", "ten",
    "thanksgiving", "thirteen", "thirty", "this", "three", "thrice", "thu", "thur", "thurs", "thursday", "today",
    "tomorrow", "tonight", "triple", "tue", "tues", "tuesday", "twelve", "twenty", "twice", "two", "us", "usd",
    "valentine", "veterans", "wed", "weds", "wednesday", "weekend", "winter", "yesterday", "zero",
];

static BEGINNING_SET: LazyLock<FxHashSet<&str>> = LazyLock::new(|| BEGINNINGS.iter().copied().collect());

/// How long the words are that begin with each small letter: a bit for each length. Most words are told by that.
const LENGTHS: [u32; 26] = {
    let (mut lengths, mut at) = ([0; 26], 0);
    while at < BEGINNINGS.len() {
        let word = BEGINNINGS[at].as_bytes();
        lengths[(word[0] - b'a') as usize] |= 1 << word.len();
        at += 1;
    }
    lengths
};

/// Longest word that is looked up, in bytes.
const LONGEST_WORD: usize = 32;

/// Whether an amount or a date can begin with an atom.
fn begins(word: &str, kind: Kind) -> bool {
    match kind {
        Kind::Digits => true,
        Kind::Mark => matches!(word, "'" | "’" | "‘" | "$" | "€" | "£" | "¥" | "₹"),
        Kind::Letters => {
            let first = usize::from((word.as_bytes()[0] | 0x20).wrapping_sub(b'a'));
            let known = word.len() < LONGEST_WORD && LENGTHS.get(first).is_some_and(|all| all >> word.len() & 1 == 1);
            let folds = word.len() > 3 && word.as_bytes()[word.len() - 1] | 0x20 == b'd';
            let mut buffer = [0; LONGEST_WORD];
            (known || folds)
                && lower(word, &mut buffer).is_some_and(|word| word.ends_with("fold") || BEGINNING_SET.contains(word))
        }
    }
}

/// A short ASCII word in lower case; `None` for others.
fn lower<'b>(word: &str, buffer: &'b mut [u8; LONGEST_WORD]) -> Option<&'b str> {
    let to = buffer.get_mut(..word.len()).filter(|_| word.is_ascii())?;
    to.copy_from_slice(word.as_bytes());
    to.make_ascii_lowercase();
    std::str::from_utf8(to).ok()
}

/// The atoms of a stretch and of the sentence around it. Places outside are empty words, so that a matcher may look anywhere.
#[derive(Debug)]
pub(super) struct Atoms<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    list: Vec<Atom>,
    /// The stretch itself, in bytes.
    stretch: Span,
}

impl<'a> Atoms<'a> {
    /// The atoms of a range of tokens and of what stands around it in its sentences; none where no amount or date can begin in the range.
    pub(super) fn around(view: View<'a>, tokens: Range<usize>) -> Atoms<'a> {
        let text = view.article.text.as_str();
        let mut atoms = Atoms { text, lexicon: view.lexicon, list: Vec::new(), stretch: Span::new(0, 0) };
        if tokens.is_empty() {
            return atoms;
        }
        atoms.stretch = view.span_of(tokens);
        atoms.list.reserve(atoms.stretch.len() / 4);
        atoms.list.extend(pieces(text, atoms.stretch.start(), atoms.stretch.end()));
        if !atoms.list.iter().any(|atom| atom.begins) {
            atoms.list.clear();
            return atoms;
        }
        let sentence = |offset: usize| view.syntax.sentences.get(view.syntax.sentence_at(offset)).map(|s| s.span);
        let (start, end) = (atoms.stretch.start(), atoms.stretch.end());
        let before = sentence(start).map_or(start, Span::start).max(start.saturating_sub(CONTEXT_BYTES)).min(start);
        let after = sentence(end - 1).map_or(end, Span::end).min(end + CONTEXT_BYTES).max(end);
        if before < start || end < after {
            atoms.list = pieces(text, text.ceil_char_boundary(before), text.floor_char_boundary(after)).collect();
        }
        atoms
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether an amount or a date can begin with atom `at`.
    pub(super) fn begins(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|atom| atom.begins)
    }

    /// The characters of atom `at`; empty outside.
    pub(super) fn get(&self, at: usize) -> &'a str {
        self.list.get(at).map_or("", |atom| &self.text[atom.start..atom.end])
    }

    /// Whether atom `at` is `word`, whatever its case.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.get(at).eq_ignore_ascii_case(word)
    }

    /// Whether atom `at` is one of `words`, whatever its case.
    pub(super) fn any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    /// Whether atom `at` exists and is of that kind.
    pub(super) fn kind(&self, at: usize, kind: Kind) -> bool {
        self.list.get(at).is_some_and(|atom| atom.kind == kind)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at, Kind::Letters)
    }

    /// Whether atom `at` exists and touches the one before it.
    pub(super) fn joined(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|atom| atom.joined)
    }

    /// Whether atom `at` is a word that begins with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.get(at).starts_with(char::is_uppercase)
    }

    /// Whether atom `at` is a hyphen or short dash with a character on either side.
    pub(super) fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.get(at), "-" | "‑" | "–") && self.joined(at) && self.joined(at + 1)
    }

    /// The atom behind `at`, over a hyphen.
    pub(super) fn over_hyphen(&self, at: usize) -> usize {
        at + usize::from(self.is_hyphen(at))
    }

    /// What atom `at` can be, by the word lists.
    pub(super) fn classes(&self, at: usize) -> Classes {
        let word = self.get(at);
        let mut buffer = [0; LONGEST_WORD];
        let classes = match lower(word, &mut buffer) {
            Some(word) => self.lexicon.classes(self.lexicon.find(word)),
            None => self.lexicon.classes(self.lexicon.find(&word.to_lowercase())),
        };
        if classes.is_empty() && !word.is_empty() && self.is(at + 1, ".") && self.joined(at + 1) {
            return self.lexicon.classes(self.lexicon.find(&(word.to_lowercase() + ".")));
        }
        classes
    }

    /// Whether a sentence or a part of one begins with atom `at`.
    pub(super) fn opens(&self, at: usize) -> bool {
        at == 0 || at <= self.len() && self.kind(at - 1, Kind::Mark) && !self.is_hyphen(at - 1)
    }

    /// From the first byte of the first to the last byte of the last atom, when the stretch holds them all.
    pub(super) fn span(&self, atoms: Range<usize>) -> Option<Span> {
        let span = Span::new(self.list.get(atoms.start)?.start, self.list.get(atoms.end.checked_sub(1)?)?.end);
        self.stretch.contains(span).then_some(span)
    }
}

/// The atoms between two bytes of a text, in order.
fn pieces(text: &str, start: usize, end: usize) -> impl Iterator<Item = Atom> + '_ {
    let text = &text[..end];
    let mut at = start;
    let mut joined = false;
    std::iter::from_fn(move || {
        let c = loop {
            let c = text[at..].chars().next()?;
            if !c.is_whitespace() {
                break c;
            }
            joined = false;
            at += c.len_utf8();
        };
        let (len, kind) = if c.is_ascii_alphabetic() {
            let ascii = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let rest = &text[at + ascii..];
            let more = match rest.as_bytes().first() {
                Some(byte) if !byte.is_ascii() => rest.find(|d: char| !d.is_alphabetic()).unwrap_or(rest.len()),
                _ => 0,
            };
            (ascii + more, Kind::Letters)
        } else if c.is_ascii_digit() {
            (digits(&text.as_bytes()[at..]), Kind::Digits)
        } else if c.is_alphabetic() {
            (text[at..].find(|d: char| !d.is_alphabetic()).unwrap_or(end - at), Kind::Letters)
        } else {
            (c.len_utf8(), Kind::Mark)
        };
        let atom = Atom { start: at, end: at + len, kind, joined, begins: begins(&text[at..at + len], kind) };
        joined = true;
        at += len;
        Some(atom)
    })
}

/// Digits with their thousands commas and decimal points: `1,237` `4.1`, but `9` in `9,2013`.
fn digits(bytes: &[u8]) -> usize {
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut at = run(0);
    loop {
        match bytes.get(at) {
            Some(b',') if run(at + 1) == 3 => at += 4,
            Some(b'.') if run(at + 1) > 0 => at += 1 + run(at + 1),
            _ => return at,
        }
    }
}
