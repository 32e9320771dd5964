//! Sentence ends, also inside quotations and after abbreviations.

use super::{Paragraph, Sentence, Shape, Token};
use crate::lexicon::{Classes, Lexicon, WordId};
use crate::text::Id;

/// A sentence is cut after this many tokens: no rule looks further, and text without a full stop must not cost quadratic time.
const LONGEST_TOKENS: usize = 1000;

/// An address is longer than this: "w/o" and "and/or" are none.
const LEAST_ADDRESS_BYTES: usize = 7;

/// Words that begin a sentence when they have a capital behind the point of an abbreviation: "in the U.S. The rest".
const FUNCTION: Classes = Classes(
    Classes::COMMON.0
        | Classes::DETERMINER.0
        | Classes::PRONOUN.0
        | Classes::CONJUNCTION.0
        | Classes::PREPOSITION.0
        | Classes::AUXILIARY.0
        | Classes::HE.0
        | Classes::SHE.0
        | Classes::ADVERB.0,
);

/// Appends the sentences of the paragraph whose tokens are `tokens[first..]`.
pub(super) fn split(
    text: &str,
    first: usize,
    paragraph: Id<Paragraph>,
    lexicon: &Lexicon,
    tokens: &[Token],
    sentences: &mut Vec<Sentence>,
) {
    let splitter = Splitter { text, lexicon, tokens };
    let mut start = first;
    let mut at = first;
    let mut item = splitter.item(first);
    while at < tokens.len() {
        // “1. Flour 2. Salt”: the next number of the list begins another sentence.
        if at > start
            && let Some(next) = splitter.item(at)
            && (item.is_some_and(|item| item.precedes(next)) || next.is_first() && splitter.opens_list(at))
        {
            push(start, at, paragraph, tokens, sentences);
            (start, item) = (at, Some(next));
        } else if at > start
            && (splitter.is_credit(at) || splitter.is_message_date(at) || splitter.stop(at) == Some(Stop::Rule))
        {
            push(start, at, paragraph, tokens, sentences);
            start = at;
        }
        match splitter.end(start, at) {
            Some(end) => {
                push(start, end, paragraph, tokens, sentences);
                start = end;
                at = end;
                item = splitter.item(start);
            }
            None => at += 1,
        }
    }
    if start < tokens.len() {
        push(start, tokens.len(), paragraph, tokens, sentences);
    }
}

fn push(start: usize, end: usize, paragraph: Id<Paragraph>, tokens: &[Token], sentences: &mut Vec<Sentence>) {
    let span = tokens[start].span.join(tokens[end - 1].span);
    sentences.push(Sentence { span, tokens: start..end, paragraph });
}

/// The number or letter of a list item, and the sign behind it: "2.", "b)".
#[derive(Clone, Copy)]
struct Item {
    number: u32,
    sign: u8,
}

impl Item {
    fn precedes(self, next: Item) -> bool {
        self.number + 1 == next.number && self.sign == next.sign
    }

    fn is_first(self) -> bool {
        matches!(self.number, 1 | LETTER_A)
    }
}

/// Number of the item "a.": letters and digits count apart.
const LETTER_A: u32 = 1000;

/// What a token can do at the end of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// `.`
    Point,
    /// `?`, `!!`, `?!`
    Call,
    /// `...`
    Ellipsis,
    /// The point of "Mr.", "U.S."
    Abbreviation,
    /// ":)" without a point before it.
    Face,
    /// A Web or e-mail address, which may stand on a line of its own.
    Address,
    /// A dash with white space behind it, where speech breaks off: "they rowed until — | You see, it was dark."
    Dash,
    /// "-----", "=====": a line drawn below what it follows.
    Rule,
}

struct Splitter<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    /// Up to the end of the paragraph.
    tokens: &'a [Token],
}

impl Splitter<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens[at].span.of(self.text)
    }

    fn has(&self, at: usize, classes: Classes) -> bool {
        self.tokens.get(at).is_some_and(|token| self.lexicon.classes(token.word).intersects(classes))
    }

    fn touches(&self, at: usize) -> bool {
        at < self.tokens.len() && self.tokens[at - 1].span.end() == self.tokens[at].span.start()
    }

    fn stop(&self, at: usize) -> Option<Stop> {
        let token = self.tokens[at];
        let bytes = token.span.of(self.text).as_bytes();
        match token.shape {
            Shape::Punct => match bytes {
                b"." => Some(Stop::Point),
                b"--" => Some(Stop::Dash),
                _ if matches!(token.span.of(self.text), "—" | "–") => Some(Stop::Dash),
                [0xe3 | 0xef, ..] if self.is_wide_stop(at) => Some(Stop::Point),
                [b'-' | b'_' | b'=' | b'*' | b'~', _, _, _, ..] => Some(Stop::Rule),
                [b'.', ..] if bytes.iter().all(|&b| b == b'.') => Some(Stop::Ellipsis),
                _ if bytes.iter().all(|b| matches!(b, b'.' | b'?' | b'!')) => Some(Stop::Call),
                _ if is_face(token.span.of(self.text)) => Some(Stop::Face),
                _ if token.span.of(self.text).starts_with('…') => Some(Stop::Ellipsis),
                _ => None,
            },
            Shape::Mark | Shape::Number | Shape::Possessive | Shape::Hyphen => None,
            _ => match bytes {
                [.., _, b'.'] => Some(Stop::Abbreviation),
                _ if bytes.len() > LEAST_ADDRESS_BYTES
                    && token.word == WordId::UNKNOWN
                    && bytes.iter().any(|b| matches!(b, b'@' | b'/')) =>
                {
                    Some(Stop::Address)
                }
                _ => None,
            },
        }
    }

    /// One past the sentence that began at `start` and whose last word or point is token `at`; `None` when it goes on.
    fn end(&self, start: usize, at: usize) -> Option<usize> {
        if at - start >= LONGEST_TOKENS {
            return Some(at + 1);
        }
        if self.is_letter_line(start, at) {
            return Some(at + 1);
        }
        let stop = self.stop(at)?;
        let next = self.closing(at + 1);
        if next == self.tokens.len() || self.is_end(stop, start, at, next) { Some(next) } else { None }
    }

    /// Whether a line of a letter ends with token `at`: its closing words before the name, "Thanks, | Ann", or the heading of a
    /// message that it answers, "Ann Lee 02/03/2024 04:03 PM | The pier is shut."
    fn is_letter_line(&self, start: usize, at: usize) -> bool {
        const CLOSING: &[&str] = &[
            "thanks",
            "thank",
            "you",
            "best",
            "regards",
            "sincerely",
            "cheers",
            "yours",
            "love",
            "kind",
            "warm",
            "respectfully",
            "cordially",
            "take",
            "care",
            "wishes",
            "again",
            "many",
        ];
        const LONGEST_CLOSING: usize = 4;
        let Some(next) = self.tokens.get(at + 1).filter(|next| next.shape.is_capital()) else { return false };
        match self.word(at) {
            "," => {
                (1..=LONGEST_CLOSING).contains(&(at - start))
                    && !self.lexicon.classes(next.word).intersects(FUNCTION | Classes::TITLE | Classes::ROLE)
                    && (start..at).all(|word| CLOSING.iter().any(|known| known.eq_ignore_ascii_case(self.word(word))))
            }
            "AM" | "PM" => at >= start + 2 && self.is_message_date(at - 2),
            _ => false,
        }
    }

    /// The list item that begins with token `at`, its bullet included.
    fn item(&self, mut at: usize) -> Option<Item> {
        if self.tokens.get(at)?.span.len() > 3 {
            return None;
        }
        if self.tokens.get(at)?.shape == Shape::Punct && matches!(self.word(at), "•" | "⁃" | "*" | "-" | "·") {
            at += 1;
        }
        let token = self.tokens.get(at)?;
        let sign = self.tokens.get(at + 1).filter(|_| self.touches(at + 1));
        let word = token.span.of(self.text).as_bytes();
        let sign = match (sign.map(|sign| sign.span.of(self.text)), word) {
            (_, [_, b'.']) | (Some("."), _) => b'.',
            (Some(")" | ".)"), _) => b')',
            _ => return None,
        };
        let number = match (token.shape, word) {
            (Shape::Number, [a @ b'0'..=b'9']) => u32::from(a - b'0'),
            (Shape::Number, [a @ b'0'..=b'9', b @ b'0'..=b'9']) => u32::from(a - b'0') * 10 + u32::from(b - b'0'),
            // “J. K. Lee” is no list.
            (Shape::Lower | Shape::Upper, [letter] | [letter, b'.'])
                if letter.is_ascii_lowercase() || letter.is_ascii_uppercase() && sign == b')' =>
            {
                LETTER_A + u32::from(letter.to_ascii_lowercase() - b'a')
            }
            _ => return None,
        };
        Some(Item { number, sign })
    }

    /// Whether the line that dates an answered message begins with token `at`: "Ann Lee | 02/03/2024 04:03 PM | The pier is shut".
    fn is_message_date(&self, at: usize) -> bool {
        const DATE_BYTES: std::ops::RangeInclusive<usize> = 6..=10;
        self.tokens[at].shape == Shape::Number
            && DATE_BYTES.contains(&self.tokens[at].span.len())
            && self.tokens.get(at + 2).is_some_and(|half| matches!(half.span.of(self.text), "AM" | "PM"))
            && self.tokens[at + 1].shape == Shape::Number
            && self.word(at).bytes().filter(|&b| b == b'/').count() == 2
    }

    /// Whether the credit of a picture begins with token `at`, behind its caption: "The ferry at noon | Image: Ann Lee."
    fn is_credit(&self, at: usize) -> bool {
        self.tokens[at].shape == Shape::Capital
            && (5..=10).contains(&self.tokens[at].span.len())
            && self.touches(at + 1)
            && matches!(self.word(at), "Image" | "Photo" | "Photograph" | "Picture" | "Credit")
            && self.word(at + 1) == ":"
            && !matches!(self.word(at - 1), "(" | "[" | "/")
    }

    /// Whether the first item of a list stands behind a colon: "Check this: 1. Lock it." Not "two hopes: 1. that it floats, and 2."
    fn opens_list(&self, at: usize) -> bool {
        let words = self.tokens[at + 1..].iter().find(|token| !matches!(token.shape, Shape::Punct));
        self.word(at - 1) == ":" && words.is_some_and(|token| token.shape.is_capital())
    }

    /// One past the closing marks, brackets, faces and footnotes that follow at once from token `at` on.
    fn closing(&self, mut at: usize) -> usize {
        let stop = at - 1;
        while let Some(token) = self.tokens.get(at) {
            let word = token.span.of(self.text);
            let touches = self.touches(at);
            if word == "["
                && let Some(end) = self.footnote(at)
            {
                at = end;
                continue;
            }
            let closes = if touches {
                let bracket = matches!(word, ")" | "]" | "}");
                // A mark that touches the word after it opens.
                let mark = token.shape == Shape::Mark && !(self.touches(at + 1) && self.tokens[at + 1].shape.is_word());
                // “at the pier.10 The next boat”: the number of a note.
                let note = token.shape == Shape::Number
                    && token.span.len() < 3
                    && at == stop + 1
                    && stop > 0
                    && (self.tokens[stop - 1].shape.is_word() || self.word(stop - 1) == ")");
                bracket || mark || note
            } else {
                token.shape == Shape::Mark && self.closes_apart(at) || is_face(word)
            };
            if !closes {
                break;
            }
            at += 1;
        }
        at
    }

    /// One past a note in brackets: "[8]", "[citation needed]".
    fn footnote(&self, open: usize) -> Option<usize> {
        let noted = self.tokens.get(open + 1)?;
        let number = noted.shape == Shape::Number && noted.span.len() < 4;
        let words = self.tokens[open + 1..].iter().take(4).take_while(|token| token.shape == Shape::Lower).count();
        let needed = words > 0 && self.word(open + words) == "needed";
        let close = open + if needed { words + 1 } else { 2 };
        let closed = self.tokens.get(close).is_some_and(|token| token.span.of(self.text) == "]");
        ((number || needed) && closed).then_some(close + 1)
    }

    /// Whether a mark with white space before it closes: at the end of the paragraph, or when it is straight, has white space behind
    /// it too, and one like it is open.
    fn closes_apart(&self, at: usize) -> bool {
        const LOOK_BACK: usize = 200;
        if at + 1 == self.tokens.len() {
            return true;
        }
        let word = self.word(at);
        let before = self.tokens[at.saturating_sub(LOOK_BACK)..at].iter();
        !self.touches(at + 1)
            && matches!(word, "\"" | "''")
            && before.filter(|token| token.shape == Shape::Mark && token.span.of(self.text) == word).count() % 2 == 1
    }

    /// Whether a sentence ends with token `at`, when `next` is the first token behind it and what closes with it.
    fn is_end(&self, stop: Stop, start: usize, at: usize, next: usize) -> bool {
        let follower = self.tokens[next];
        let closed = next > at + 1;
        let word = follower.span.of(self.text);
        let capital = follower.shape.is_capital();
        let sign = matches!(stop, Stop::Point | Stop::Call | Stop::Ellipsis);
        if self.touches(next) {
            // Nothing ends a sentence inside a word (4.1, “U.S.-led”, “!Kung”); but “too late...Then” does.
            let before = at.checked_sub(1).filter(|_| self.touches(at)).map(|before| self.tokens[before].shape);
            return sign
                && (capital && word.starts_with(char::is_uppercase) && (word.len() > 1 || word == "I")
                    || self.is_wide_stop(at))
                && before.is_some_and(|shape| shape.is_word() || shape == Shape::Number || closed);
        }
        if matches!(word, "," | ";" | ":" | ")" | "]" | "%") || follower.shape == Shape::Possessive {
            return false;
        }
        // “at sea. . . .”: the last one decides.
        if sign && self.stop(next) == Some(stop) && !self.touches(next + 1) {
            return false;
        }
        match stop {
            Stop::Rule => true,
            // Nothing but the start of a sentence gives these words a capital; a dateline has no word in lower case.
            Stop::Dash => {
                follower.shape == Shape::Capital
                    && self.has(next, Classes::PRONOUN | Classes::CONJUNCTION)
                    && self.tokens[start..at].iter().any(|token| token.shape == Shape::Lower)
            }
            Stop::Face => capital,
            Stop::Address => self.stop(next) == Some(Stop::Address),
            Stop::Point if self.is_spaced_ellipsis(at) => capital || follower.shape == Shape::Mark,
            Stop::Point | Stop::Call => {
                if self.is_label(start, at) || stop == Stop::Call && self.is_name_with_call(at, next) {
                    return false;
                }
                if follower.shape == Shape::Lower {
                    // “(It rained.) we stayed”, not “(Really?) yes”, “‘Why?’ he asked”.
                    let aside = stop == Stop::Point && matches!(self.word(start), "(" | "[") && next == at + 2;
                    return (!closed || aside) && !self.reports(next) && !self.is_abbreviated(at);
                }
                // “Why?” Trump asked: the question ends, the sentence that reports it does not.
                !(closed && stop == Stop::Call && self.reports(next))
            }
            Stop::Ellipsis => {
                if word == "(" || closed && self.reports(next) {
                    return false;
                }
                capital || follower.shape == Shape::Number || follower.shape == Shape::Mark
            }
            Stop::Abbreviation => at > start && self.abbreviation_ends(at, next),
        }
    }

    fn is_wide_stop(&self, at: usize) -> bool {
        self.word(at).starts_with(['。', '．', '！', '？'])
    }

    /// Whether the point at `at` is the last of several with white space between them.
    fn is_spaced_ellipsis(&self, at: usize) -> bool {
        at > 0 && self.word(at - 1) == "." && !self.touches(at)
    }

    /// Whether the point behind a word is that of an abbreviation which is a common word too: "Holm and co. in the boat".
    fn is_abbreviated(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| self.touches(at)) else { return false };
        let token = self.tokens[before];
        let word = token.span.of(self.text);
        token.shape == Shape::Number && word.len() < 3
            || word.len() < 7
                && word.is_ascii()
                && self
                    .lexicon
                    .classes(self.lexicon.find(&format!("{}.", word.to_ascii_lowercase())))
                    .intersects(Classes::ABBREVIATION)
    }

    /// Whether the point of an abbreviation ends the sentence too: when a word follows that is no name. “… in the U.S. The …”
    fn abbreviation_ends(&self, at: usize, next: usize) -> bool {
        // Those that always bring in what follows.
        const INTRODUCING: &[&str] = &[
            "vs.", "v.", "e.g.", "i.e.", "eg.", "ie.", "cf.", "no.", "nos.", "fig.", "figs.", "st.", "mt.", "ft.",
            "attn.", "approx.", "esp.", "ps.", "p.s.", "pp.", "p.", "ph.", "sec.", "ext.", "mlle.", "viz.",
        ];
        let word = self.word(at);
        if self.has(at, Classes::TITLE) || INTRODUCING.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            return false;
        }
        let follower = self.tokens[next];
        let opener =
            follower.shape == Shape::Mark || matches!(follower.span.of(self.text), "(" | "[" | "—" | "–" | "--");
        let behind = if opener { next + 1 } else { next };
        let Some(&first) = self.tokens.get(behind) else { return true };
        if next > at + 1 {
            return first.shape.is_capital() || follower.shape == Shape::Mark;
        }
        if follower.shape == Shape::Mark {
            return first.shape.is_capital() && word.len() > 2;
        }
        // “at 6 p.m. Sailors left”, not “at 6 p.m. Monday”, “at 6 p.m. EST”.
        if ["a.m.", "p.m."].iter().any(|known| known.eq_ignore_ascii_case(word)) {
            return (first.shape == Shape::Capital || first.shape.is_capital() && self.has(behind, FUNCTION))
                && !self.has(behind, Classes::CALENDAR | Classes::PEOPLE_OF | Classes::PLACE)
                && !["eastern", "pacific", "central", "local"]
                    .iter()
                    .any(|zone| self.word(behind).eq_ignore_ascii_case(zone));
        }
        first.shape.is_capital()
            && self.has(behind, FUNCTION)
            && !self.has(behind, Classes::CALENDAR | Classes::MAN | Classes::WOMAN)
    }

    /// Whether the point at `at` belongs to the number of a list item or a figure that begins there: "2. Save the receipt."
    fn is_label(&self, start: usize, at: usize) -> bool {
        let Some(number) = at.checked_sub(1).filter(|&number| number >= start && self.touches(at)) else {
            return false;
        };
        let token = self.tokens[number];
        if token.span.len() > 3 || token.shape != Shape::Number && token.span.len() > 1 {
            return false;
        }
        self.tokens[start..number].iter().all(|token| matches!(token.shape, Shape::Punct | Shape::Mark))
            || self.word(number - 1) == ":"
            || number == start + 1
                && ["figure", "table", "step", "chapter", "part"]
                    .iter()
                    .any(|w| self.word(start).eq_ignore_ascii_case(w))
    }

    /// "Yahoo!", "Jeopardy!" before another part of the name.
    fn is_name_with_call(&self, at: usize, next: usize) -> bool {
        self.word(at) == "!"
            && at > 0
            && ["yahoo", "jeopardy", "yum", "yup"].iter().any(|name| self.word(at - 1).eq_ignore_ascii_case(name))
            && !(self.tokens[next].shape.is_capital() && self.has(next, FUNCTION))
    }

    /// Whether the words from `at` on begin like the clause that reports a quote: a name or short subject, then a verb of speech.
    fn reports(&self, at: usize) -> bool {
        const LONGEST_SUBJECT: usize = 5;
        for token in self.tokens.iter().skip(at).take(LONGEST_SUBJECT) {
            let classes = self.lexicon.classes(token.word);
            if classes.intersects(Classes::SPEECH_VERB) && token.shape == Shape::Lower {
                return true;
            }
            let subject = token.shape.is_capital()
                || token.shape == Shape::Hyphen
                || classes.intersects(
                    Classes::DETERMINER | Classes::PRONOUN | Classes::ROLE | Classes::GROUP | Classes::ADVERB,
                );
            if !subject {
                return false;
            }
        }
        false
    }
}

/// Whether a token is a face like ":)", which belongs to the sentence that it comments on.
fn is_face(word: &str) -> bool {
    word.len() > 1 && word.starts_with([':', ';', '=', '<', '^']) && !word.starts_with("<<") && !word.starts_with("==")
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lang::parse;
    use crate::lexicon::Lexicon;

    fn check(text: &str, want: &[&str]) {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let syntax = parse(&article, Lexicon::builtin());
        let found: Vec<&str> = syntax.sentences.iter().map(|sentence| sentence.span.of(text)).collect();
        assert_eq!(found, want);
    }

    #[test]
    fn ends_at_points_but_not_at_abbreviations() {
        check("Mr. Lee came. He left.", &["Mr. Lee came.", "He left."]);
        check("It grew in the U.S. The rest fell.", &["It grew in the U.S.", "The rest fell."]);
        check("The U.S. Senate met on Jan. 5. It voted.", &["The U.S. Senate met on Jan. 5.", "It voted."]);
        check("J. K. Lee won 4.1 percent.", &["J. K. Lee won 4.1 percent."]);
    }

    #[test]
    fn a_quotation_ends_with_its_marks() {
        check("“It is old.” She left.", &["“It is old.”", "She left."]);
        check("“Why?” he asked.", &["“Why?” he asked."]);
        check("“Why now?” Ann Lee asked. “Why?”", &["“Why now?” Ann Lee asked.", "“Why?”"]);
        check("He said: “We won.” “We did,” she said.", &["He said: “We won.”", "“We did,” she said."]);
        check("She asked \"why? \" He left.", &["She asked \"why? \"", "He left."]);
    }

    #[test]
    fn calls_and_ellipses() {
        check("So late!!! Who knew?! We did... The end.", &["So late!!!", "Who knew?!", "We did...", "The end."]);
        check("He ran ... and ran. . . . Then he sat.", &["He ran ... and ran. . . .", "Then he sat."]);
        check("Is it open? can we go?", &["Is it open?", "can we go?"]);
        check("He left Yahoo! for Vale.", &["He left Yahoo! for Vale."]);
        check("It was late.Then it rained.", &["It was late.", "Then it rained."]);
        check("See harborledger.com for more.", &["See harborledger.com for more."]);
    }

    #[test]
    fn brackets_and_notes_belong_to_the_sentence_before() {
        check("It sank.[4] Nobody saw it. [5] [6] We did.", &["It sank.[4]", "Nobody saw it. [5] [6]", "We did."]);
        check("(It rained.) We stayed.", &["(It rained.)", "We stayed."]);
        check("He left (at last!) and slept.", &["He left (at last!) and slept."]);
    }

    #[test]
    fn items_of_a_list_begin_sentences() {
        check("1. Rope 2. Nails 3. Tar", &["1. Rope", "2. Nails", "3. Tar"]);
        check("Bring this: a) rope b) tar", &["Bring this: a) rope b) tar"]);
        check("a) Bring rope b) Bring tar", &["a) Bring rope", "b) Bring tar"]);
        check("A. Lee met B. Holm and C. Quill.", &["A. Lee met B. Holm and C. Quill."]);
        check("They voted on 2. below, not on more.", &["They voted on 2. below, not on more."]);
    }

    #[test]
    fn datelines_open_a_sentence_and_speech_breaks_off_at_a_dash() {
        check("HOLM, Nov. 3 (HL) — They voted late.", &["HOLM, Nov. 3 (HL) — They voted late."]);
        check("They rowed until — You see it.", &["They rowed until —", "You see it."]);
        check("It left at 6 p.m. Sailors waited.", &["It left at 6 p.m.", "Sailors waited."]);
        check("It left at 6 p.m. Monday.", &["It left at 6 p.m. Monday."]);
    }

    #[test]
    fn lines_of_letters() {
        check("Many thanks, Ann Lee", &["Many thanks,", "Ann Lee"]);
        check("Ann Lee 02/03/2024 04:03 PM It leaks.", &["Ann Lee", "02/03/2024 04:03 PM", "It leaks."]);
        check("The ferry at noon Photo: Ann Lee.", &["The ferry at noon", "Photo: Ann Lee."]);
    }
}
