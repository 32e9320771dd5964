//! Numbers as they are written: digits, words, scales and fractions.

use super::unit::{is_plural, plural_measure};
use crate::lang::atom::{Atoms, Kind};

/// A number as written: digits, words, or both.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) value: f64,
    /// One past its last atom.
    pub(super) end: usize,
    pub(super) form: Form,
    /// "hundred" or a greater power of ten stands behind it, by its factor; 1 without.
    pub(super) scale: f64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Digits,
    Words,
    /// A share ("two-thirds", "half"), which counts nothing.
    Share,
}

/// The number at `at`, with scale words and halves.
pub(super) fn number(atoms: &Atoms<'_>, at: usize, money: bool) -> Option<Number> {
    // half a million, half-million, a quarter million
    for (words, factor) in
        [(&["half", "a"][..], 0.5), (&["a", "half"], 0.5), (&["half"], 0.5), (&["a", "quarter"], 0.25)]
    {
        let next = atoms.over_hyphen(at + words.len());
        if words.iter().enumerate().all(|(offset, word)| atoms.is(at + offset, word))
            && let Some(scale) = scale(atoms.get(next)).or_else(|| dozen(atoms.get(next)))
        {
            return Some(scaled(atoms, Number { value: factor * scale, end: next + 1, form: Form::Words, scale }));
        }
    }
    if let Some(number) = share(atoms, at) {
        return Some(number);
    }
    if atoms.kind(at, Kind::Digits) {
        return digits(atoms, at, money);
    }
    if atoms.any(at, &["a", "an"]) {
        let scale = scale(atoms.get(at + 1)).or_else(|| dozen(atoms.get(at + 1)))?;
        return Some(scaled(atoms, Number { value: scale, end: at + 2, form: Form::Words, scale }));
    }
    let (value, end, scale) = words(atoms, at)?;
    Some(halves(atoms, scaled(atoms, Number { value, end, form: Form::Words, scale })))
}

/// Digits, their suffix and scale: 1,237 · 1.6 million · $40bn · 50K · 2470+
pub(super) fn digits(atoms: &Atoms<'_>, at: usize, money: bool) -> Option<Number> {
    let value: f64 = atoms.get(at).replace(',', "").parse().ok()?;
    let mut number = Number { value, end: at + 1, form: Form::Digits, scale: 1.0 };
    if atoms.joined(number.end) && atoms.is_word(number.end) {
        let suffix = atoms.get(number.end);
        let people = is_plural(atoms.get(number.end + 1));
        number.scale = match suffix.to_ascii_lowercase().as_str() {
            "k" => 1e3,
            "m" if money || people => 1e6,
            "mn" | "mm" if money => 1e6,
            "b" | "bn" if money || people || suffix != "b" => 1e9,
            "t" | "tn" | "trn" if money => 1e12,
            // "5ft", "9mm": for `unit`.
            "mm" | "cm" | "km" | "m" | "kg" | "g" | "mg" | "lb" | "lbs" | "ft" | "mph" | "kph" | "hp" | "x" | "hr"
            | "hrs" | "min" | "mg " | "oz" | "gb" | "mb" | "tb" | "mw" | "kw" | "gw" => return Some(number),
            _ => return None,
        };
        number.value *= number.scale;
        number.end += 1;
    }
    if atoms.get(number.end) == "+" && atoms.joined(number.end) {
        number.end += 1;
    }
    Some(halves(atoms, scaled(atoms, number)))
}

/// With the scale words behind it: "1.6 million", "2 hundred thousand", "two dozen".
pub(super) fn scaled(atoms: &Atoms<'_>, mut number: Number) -> Number {
    loop {
        let next = atoms.over_hyphen(number.end);
        let Some(factor) = scale(atoms.get(next)).or_else(|| dozen(atoms.get(next))) else { return number };
        // "2,000 hundred"? Scales grow: "hundred thousand", "thousand billion".
        if number.scale > factor || atoms.get(number.end) == "+" {
            return number;
        }
        number.value *= factor;
        number.scale = factor;
        number.end = next + 1;
    }
}

/// "two and a half", "five-and-a-half"
pub(super) fn halves(atoms: &Atoms<'_>, mut number: Number) -> Number {
    let and = atoms.over_hyphen(number.end);
    let a = atoms.over_hyphen(and + 1);
    let part = atoms.over_hyphen(a + 1);
    if number.scale == 1.0 && atoms.is(and, "and") && atoms.is(a, "a") {
        let more = match () {
            () if atoms.is(part, "half") => 0.5,
            () if atoms.is(part, "quarter") => 0.25,
            () => return number,
        };
        number.value += more;
        number.end = part + 1;
        return scaled(atoms, number);
    }
    number
}

/// "two-thirds", "three quarters", "a third of", "half the", "nearly half"
pub(super) fn share(atoms: &Atoms<'_>, at: usize) -> Option<Number> {
    let found = |value: f64, end: usize| Some(Number { value, end, form: Form::Share, scale: 1.0 });
    let behind_share = |at: usize| {
        !atoms.is_word(at) && !atoms.is_hyphen(at) && atoms.get(at) != "."
            || atoms.get(at) == "."
            || atoms
                .any(at, &["of", "as", "more", "less", "fewer", "the", "to", "in", "from", "by", "and", "or", "say"])
    };
    if atoms.is(at, "half") {
        return is_half(atoms, at).then(|| found(0.5, at + 1)).flatten();
    }
    // "a year and a half"
    if atoms.is(at, "a")
        && atoms.is(at.wrapping_sub(1), "and")
        && plural_measure(atoms.get(at.wrapping_sub(2))).is_some()
    {
        return None;
    }
    let (count, next) = if atoms.any(at, &["a", "an"]) { (1.0, at + 1) } else { (simple(atoms.get(at))?, at + 1) };
    let hyphened = atoms.is_hyphen(next);
    let part = atoms.over_hyphen(next);
    let (parts, plural) = parts(atoms.get(part))?;
    let end = part + 1;
    if count < 1.0 || count > parts || plural != (count > 1.0) {
        return None;
    }
    // "a quarter" may be three months or a coin, "a third party" is an ordinal.
    let clear = plural || hyphened && count == 1.0 || behind_share(end) && !(atoms.is(part, "second"));
    let scaled = scale(atoms.get(end)).is_some();
    (clear && !scaled && !atoms.is_hyphen(end)).then(|| found(count / parts, end)).flatten()
}

/// Whether "half" at `at` is a share: "half of", "half the cost", "nearly half"; not "first half", "half-brother".
pub(super) fn is_half(atoms: &Atoms<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let next = at + 1;
    if is_half_of_measure(atoms, at) {
        return true;
    }
    let part = atoms.any(
        before,
        &[
            "first", "second", "other", "top", "bottom", "lower", "upper", "latter", "better", "back", "this", "that",
            "his", "her",
        ],
    ) || atoms.any(before, &["the", "a", "final", "last", "one"]) && !atoms.any(next, &["of"]);
    if part || atoms.is(before, "a") && atoms.is(before.wrapping_sub(1), "and") {
        return false;
    }
    if atoms.any(
        next,
        &["of", "the", "its", "their", "our", "your", "those", "these", "as", "an", "a", "that", "my", "his", "her"],
    ) {
        return true;
    }
    let hedged =
        atoms.any(before, &["than", "nearly", "almost", "about", "roughly", "over", "only", "by", "in", "just"]);
    hedged && !atoms.is_hyphen(next)
}

/// "half-hour", "half century"
pub(super) fn is_half_of_measure(atoms: &Atoms<'_>, at: usize) -> bool {
    atoms.is(at, "half") && atoms.any(atoms.over_hyphen(at + 1), &["hour", "century", "mile", "decade", "year"])
}

/// The parts that a fraction word divides into, and whether it is plural.
pub(super) fn parts(word: &str) -> Option<(f64, bool)> {
    const PARTS: [(&str, f64); 10] = [
        ("half", 2.0),
        ("third", 3.0),
        ("quarter", 4.0),
        ("fourth", 4.0),
        ("fifth", 5.0),
        ("sixth", 6.0),
        ("seventh", 7.0),
        ("eighth", 8.0),
        ("ninth", 9.0),
        ("tenth", 10.0),
    ];
    if word.eq_ignore_ascii_case("halves") {
        return Some((2.0, true));
    }
    let stem = word.strip_suffix(['s', 'S']);
    let parts = PARTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(stem.unwrap_or(word)))?.1;
    Some((parts, stem.is_some()))
}

/// A whole number in digits or words at `at`, and one past it.
pub(in crate::lang) fn whole(atoms: &Atoms<'_>, at: usize) -> Option<(f64, usize)> {
    if atoms.kind(at, Kind::Digits) {
        return Some((atoms.get(at).replace(',', "").parse().ok()?, at + 1));
    }
    words(atoms, at).map(|(value, end, _)| (value, end))
}

/// A number in words, without "a": value, one past it, and its greatest scale.
pub(super) fn words(atoms: &Atoms<'_>, at: usize) -> Option<(f64, usize, f64)> {
    simple(atoms.get(at))?;
    let (mut total, mut group, mut greatest) = (0.0, 0.0, 1.0);
    let mut end = at;
    // What the next word may add to: 0 before any, 100 behind "hundred", 10 behind "twenty".
    let mut room = f64::INFINITY;
    let mut next = at;
    loop {
        let word = atoms.get(next);
        if let Some(value) = simple(word).filter(|value| *value < room && !(end > at && *value == 0.0)) {
            group += value;
            room = if value >= 20.0 { 10.0 } else { 0.0 };
        } else if let Some(factor) = scale(word).filter(|_| end > at) {
            if factor == 100.0 {
                group *= factor;
                room = factor;
            } else {
                total += group * factor;
                group = 0.0;
                room = factor;
            }
            greatest = f64::max(greatest, factor);
        } else {
            break;
        }
        end = next + 1;
        next = atoms.over_hyphen(end);
        // "two hundred and fifty"
        if atoms.is(next, "and") && room >= 100.0 && end > at && simple(atoms.get(next + 1)).is_some() && greatest > 1.0
        {
            next += 1;
        }
    }
    Some((total + group, end, greatest))
}

/// "seven", "seventeen", "seventy"
pub(super) fn simple(word: &str) -> Option<f64> {
    #[rustfmt::skip]
    const ONES: [&str; 20] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let is = |known: &&str| known.eq_ignore_ascii_case(word);
    if let Some(ones) = ONES.iter().position(is) {
        return Some(ones as f64);
    }
    TENS.iter().position(is).map(|tens| tens as f64 * 10.0 + 20.0)
}

/// The factor of a scale word.
pub(super) fn scale(word: &str) -> Option<f64> {
    const SCALES: [(&str, f64); 7] = [
        ("hundred", 1e2),
        ("thousand", 1e3),
        ("million", 1e6),
        ("mn", 1e6),
        ("billion", 1e9),
        ("bn", 1e9),
        ("trillion", 1e12),
    ];
    SCALES.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|&(_, factor)| factor)
}

pub(super) fn dozen(word: &str) -> Option<f64> {
    word.eq_ignore_ascii_case("dozen").then_some(12.0)
}
