//! How far a word, a number or a face goes that begins here: with the points, apostrophes and hyphens that are its own.

use super::address::is_top_domain;
use super::token::look_up;
use crate::lexicon::{Classes, Lexicon};

/// Letters, digits, and what belongs to the letter before it.
pub(super) fn is_word_char(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_inside_word(c) }
}

/// Marks that belong to the letter before them, the soft hyphen and the joiners.
fn is_inside_word(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}') || unicode_normalization::char::is_combining_mark(c)
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

/// Length of the digits at the start of `rest` with what joins them: 1,000 · 4.1 · 5:30 · 11/20/2000 · 202-555-0199. Not 2017-18.
pub(super) fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let group = |mut at: usize| {
        while at < bytes.len() {
            let inner =
                matches!(bytes[at], b',' | b'.' | b':' | b'/') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            if !(bytes[at].is_ascii_digit() || inner) {
                break;
            }
            at += 1;
        }
        at
    };
    let first = group(0);
    let mut ends = [first; 4];
    let mut n = 1;
    while n < 4 && bytes.get(ends[n - 1]) == Some(&b'-') {
        let start = ends[n - 1] + 1;
        let len = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).take(9).count();
        if len == 0 {
            break;
        }
        ends[n] = start + len;
        n += 1;
    }
    let len = |at: usize| if at == 0 { first } else { ends[at] - ends[at - 1] - 1 };
    let whole = match n {
        // 555-0199, 202/555-0199, the post code 12345-0027
        2 => len(1) == 4 && (len(0) == 3 || len(0) == 7 || len(0) == 5),
        // 202-555-0199, 11-20-2000, 2000-11-20
        3 => len(0) == 3 && len(1) == 3 && len(2) == 4 || len(0) <= 2 && len(1) <= 2 || len(0) == 4 && len(1) == 2,
        // 1-202-555-0199
        4 => len(1) == 3 && len(2) == 3 && len(3) == 4,
        _ => false,
    };
    if whole { ends[n - 1] } else { first }
}

/// Whether letters right behind a number are a word of their own. `m`, `b` and `k` are so behind money; "3D" and "4A" are one word.
pub(super) fn is_unit(letters: &str, before: &str) -> bool {
    const UNITS: &[&str] = &[
        "am", "pm", "a", "p", "km", "kg", "mm", "cm", "ft", "lb", "lbs", "bn", "mn", "mph", "kph", "hrs", "hr", "min",
        "mins", "mg", "ml", "yr", "yrs", "tn",
    ];
    let money = before.ends_with(['$', '£', '€', '¥']);
    match letters {
        "k" | "K" | "m" | "b" | "x" | "M" | "B" | "t" | "T" => money || letters.chars().all(char::is_lowercase),
        "a" | "p" => false,
        _ => UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(letters)),
    }
}

/// Length of the word at the start of `rest`, a stretch without white space: letters and digits with the apostrophes, points and
/// hyphens that belong to it. `before` and `after` are the text around the stretch.
pub(super) fn word(rest: &str, before: &str, after: &str, lexicon: &Lexicon, scratch: &mut String) -> usize {
    let mut end = 0;
    let mut part = 0;
    let mut letters = 0;
    let mut dotted = false;
    loop {
        let (len, n) = run(&rest[end..]);
        letters += n;
        end += len;
        let Some(c) = rest[end..].chars().next() else { break };
        let behind = &rest[end + c.len_utf8()..];
        let next = behind.chars().next().filter(|&d| is_word_char(d));
        let goes_on = match c {
            '\'' | '’' | '`' => next.is_some_and(char::is_alphabetic),
            '_' => true,
            '&' => {
                next.is_some_and(char::is_uppercase)
                    && end - part <= 4
                    && rest[part..end].chars().all(|d| !d.is_lowercase())
            }
            '-' | '‑' => next.is_some() && part == 0 && keeps_hyphen(&rest[..end], behind),
            '.' => next.is_some() && point_joins(rest, part, end, behind, dotted),
            '$' => matches!(&rest[..end], "US" | "U" | "A" | "C" | "HK" | "NZ" | "S" | "CA" | "AU"),
            _ => false,
        };
        if !goes_on {
            break;
        }
        if c == '$' {
            return end + 1;
        }
        dotted |= c == '.';
        end += c.len_utf8();
        if c == '.' {
            letters = 0;
        }
        part = end;
    }
    if rest[end..].starts_with('.') && owns_point(rest, part, end, letters, dotted, before, after, lexicon, scratch) {
        end += 1;
    }
    end
}

/// Bytes and letters of the run of word characters at the start of `rest`.
fn run(rest: &str) -> (usize, usize) {
    let ascii = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if rest.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return (ascii, ascii);
    }
    let len = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
    (len, rest[..len].chars().count())
}

/// Whether the hyphen behind `prefix` stays inside the word. The treebanks cut compounds at the hyphen but keep affixes, as the
/// Penn guidelines for Web text have it (Bies et al. 2012, 2.3): "co-founder", "anti-war", "e-mail"; not "long|-|term".
fn keeps_hyphen(prefix: &str, behind: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "a", "ante", "anti", "arch", "bi", "bio", "co", "counter", "cross", "cyber", "de", "e", "eco", "ex", "extra",
        "fore", "hyper", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "multi", "neo", "non",
        "over", "para", "post", "pre", "pro", "pseudo", "psycho", "re", "semi", "socio", "sub", "uh", "un",
    ];
    const SUFFIXES: [&str; 4] = ["esque", "wise", "ups", "fold"];
    let known = prefix.len() <= 7 && PREFIXES.iter().any(|known| known.eq_ignore_ascii_case(prefix));
    let letter = prefix.len() == 1;
    let tail = &behind[..behind.find(|c| !is_word_char(c)).unwrap_or(behind.len())];
    known && !(letter && prefix.chars().all(char::is_uppercase) && !behind.starts_with("mail"))
        || SUFFIXES.contains(&tail)
}

/// Whether a point between letters joins them: U.S., e.g., breitbart.com; not "the end.Then".
fn point_joins(rest: &str, part: usize, end: usize, behind: &str, dotted: bool) -> bool {
    let tail = &behind[..behind.find(|c| !is_word_char(c)).unwrap_or(behind.len())];
    let single = |word: &str| word.chars().nth(1).is_none();
    let before = &rest[part..end];
    // U.S.A, e.g, Ph.D
    let initials = single(before) && (part == 0 || dotted) && before.chars().all(char::is_alphabetic)
        || matches!(before, "Ph" | "ph" | "Ed" | "Sc");
    if initials && (single(tail) || matches!(tail, "Sc" | "Ed" | "Phil" | "Tech" | "Va" | "va")) {
        return true;
    }
    if is_top_domain(tail) {
        return !before.is_empty()
            && (tail.chars().all(char::is_lowercase) || tail.chars().all(char::is_uppercase))
            && tail.len() > 2
            || dotted;
    }
    // alt.religion.faith: several points with lower-case words alone.
    let all = &behind[tail.len()..];
    all.starts_with('.')
        && all[1..].starts_with(char::is_alphanumeric)
        && tail.len() > 1
        && tail.starts_with(char::is_lowercase)
        && before.len() > 1
        || dotted && tail.len() > 1 && before.len() > 1 && tail.starts_with(char::is_lowercase)
}

/// Whether the point behind a word is its own: an initial, or an abbreviation such as "Mr.", "Sept.", "U.S."
#[expect(clippy::too_many_arguments, reason = "the word, its last part and the text on both sides")]
fn owns_point(
    rest: &str,
    part: usize,
    end: usize,
    letters: usize,
    dotted: bool,
    before: &str,
    after: &str,
    lexicon: &Lexicon,
    scratch: &mut String,
) -> bool {
    // An ellipsis begins here.
    if rest[end + 1..].starts_with(['.', '!', '?']) && !dotted {
        return false;
    }
    let word = &rest[..end];
    if dotted && letters == 1 {
        return !rest[end + 1..].starts_with('.');
    }
    if part == 0 && letters == 1 && word.starts_with(char::is_uppercase) {
        // “It was I. Then”, “Plan A. The”: the pronoun, a letter in a list, unless a name goes on.
        if matches!(word, "I" | "A") {
            let name = before.trim_end().rsplit(char::is_whitespace).next().is_some_and(|last| {
                last.starts_with(char::is_uppercase) && last.ends_with(char::is_lowercase) && last.len() > 2
            });
            let after = after.trim_start();
            let follower = &after[..after.find(|c| !is_word_char(c)).unwrap_or(after.len())];
            return name && follower.starts_with(char::is_uppercase) && {
                let classes = lexicon.classes(look_up(follower, lexicon, scratch));
                !classes.intersects(Classes::COMMON | Classes::DETERMINER | Classes::PRONOUN | Classes::AUXILIARY)
            };
        }
        return true;
    }
    let next = after.trim_start().chars().next();
    // “etc.” closes most sentences that it stands in; “No.” is a number's, else an answer.
    if word.eq_ignore_ascii_case("etc") {
        return next.is_some_and(|c| !c.is_uppercase());
    }
    if word.eq_ignore_ascii_case("no") {
        return next.is_some_and(|c| c.is_ascii_digit());
    }
    // born, circa, died, married, page
    if matches!(word, "b" | "c" | "d" | "m" | "p" | "v") {
        let year = next.is_some_and(|c| c.is_ascii_digit() || c.is_uppercase() && before.ends_with('('));
        return year || word == "v";
    }
    if word == "al" {
        return before.trim_end().ends_with("et");
    }
    is_abbreviation(word, lexicon, scratch)
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
        "no."
            | "in."
            | "fig."
            | "est."
            | "al."
            | "op."
            | "mass."
            | "miss."
            | "wash."
            | "det."
            | "ill."
            | "sun."
            | "sat."
            | "mar."
            | "mo."
            | "ark."
            | "del."
            | "sec."
            | "ore."
            | "co."
            | "pa."
            | "ed."
            | "wed."
            | "mon."
    );
    lexicon.classes(lexicon.find(scratch)).intersects(Classes::ABBREVIATION)
        && (!capital_only || word.starts_with(char::is_uppercase))
}

/// Length of the face at the start of `rest`: `:-)`, `;)`, `=(`, `:D`, `<3`, `^_^`.
pub(super) fn emoticon(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    if rest.starts_with("^_^") || rest.starts_with("-_-") {
        return Some(3);
    }
    if rest.starts_with("(:") && bytes.len() == 2 {
        return Some(2);
    }
    let ends = |len: usize| !rest[len..].starts_with(is_word_char);
    if rest.starts_with("<3") && ends(2) {
        return Some(2);
    }
    if !matches!(bytes[0], b':' | b';' | b'=') {
        return None;
    }
    let nose = usize::from(matches!(bytes.get(1), Some(b'-' | b'\'' | b'^')));
    let mouth = *bytes.get(1 + nose)?;
    let len = 2 + nose;
    let is_face = match mouth {
        b')' | b'(' => true,
        b'D' | b'P' | b'p' | b'O' | b'o' | b'/' | b'\\' | b'|' => bytes[0] != b'=' && len == rest.len(),
        _ => false,
    };
    is_face.then_some(len)
}
