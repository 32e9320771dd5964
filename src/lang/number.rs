//! Amounts in text: value and unit. Years, dates, ordinals, scores, clock times and numbers that are names are none; neither is what has
//! no exact value ("dozens", "hundreds of thousands", "a couple").

use super::atom::{Atoms, Kind};
use super::date;
use crate::lexicon::Classes;
use crate::text::Span;
use crate::view::View;
use std::ops::Range;

/// An amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words, unit included; hedges like "more than" are not.
    pub span: Span,
    /// 5500000 for "$5.5 million", 4.1 for "4.1 percent", 0.2 for "one in five".
    pub value: f64,
    /// "USD", "percent", "percentage points", "times", "to one", or the noun counted in lower case ("homes"); measures in the plural, also
    /// those of "12-year-old"; `None` for a bare number or share.
    pub unit: Option<String>,
}

/// The amounts in a range of tokens, by first byte.
pub fn find(view: View<'_>, tokens: Range<usize>) -> Vec<Quantity> {
    let atoms = Atoms::around(view, tokens);
    let mut dates = date::covered(&atoms).into_iter().peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        if dates.next_if(|date| date.end <= at).is_some() {
            continue;
        }
        if let Some(date) = dates.peek()
            && date.contains(&at)
        {
            at = date.end;
            continue;
        }
        let Some((amounts, end)) = read(&atoms, at) else {
            at += 1;
            continue;
        };
        at = end;
        for amount in amounts {
            if let Some(span) = atoms.span(amount.atoms) {
                found.push(Quantity { span, value: amount.value, unit: amount.unit });
            }
        }
    }
    found
}

struct Amount {
    atoms: Range<usize>,
    value: f64,
    unit: Option<String>,
}

/// A number as written: digits, words, or both.
#[derive(Clone, Copy)]
struct Number {
    value: f64,
    /// One past its last atom.
    end: usize,
    form: Form,
    /// "hundred" or a greater power of ten stands behind it, by its factor; 1 without.
    scale: f64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Digits,
    Words,
    /// A share ("two-thirds", "half"), which counts nothing.
    Share,
}

/// The amounts that begin at `at` (two when it is a range) and one past their last atom; none, when it only looks like one.
fn read(atoms: &Atoms<'_>, at: usize) -> Option<(Vec<Amount>, usize)> {
    if let Some(end) = not_an_amount(atoms, at) {
        return Some((Vec::new(), end));
    }
    if let Some(share) = one_in_five(atoms, at).or_else(|| multiple(atoms, at)) {
        let end = share.atoms.end;
        return Some((vec![share], end));
    }
    let money = currency_before(atoms, at);
    let first = money.map_or(at, |(_, first)| first);
    let number = number(atoms, first, money.is_some())?;
    if let Some(range) = range(atoms, at, money.map(|(unit, _)| unit), number) {
        return Some(range);
    }
    match single(atoms, at, money.map(|(unit, _)| unit), number) {
        Some(amount) => {
            let end = amount.atoms.end;
            Some((vec![amount], end))
        }
        None => Some((Vec::new(), number.end)),
    }
}

/// One amount: a number that has been read, with its unit.
fn single(atoms: &Atoms<'_>, at: usize, money: Option<&str>, number: Number) -> Option<Amount> {
    if let Some(money) = money {
        return Some(Amount { atoms: at..number.end, value: number.value, unit: Some(money.to_owned()) });
    }
    if let Some((unit, end)) = age(atoms, at, number) {
        return Some(Amount { atoms: at..end, value: number.value, unit: Some(unit) });
    }
    if number.form == Form::Share {
        let (unit, end) = measure(atoms, number).unzip();
        return Some(Amount { atoms: at..end.unwrap_or(number.end), value: number.value, unit });
    }
    if let Some((unit, end)) = unit(atoms, number) {
        return Some(Amount { atoms: at..end, value: number.value, unit: Some(unit) });
    }
    // A bare small word ("one", "the two") is seldom an amount.
    let bare = number.form == Form::Digits && !is_name(atoms, at, number) || number.scale > 1.0;
    bare.then(|| Amount { atoms: at..number.end, value: number.value, unit: None })
}

/// "between five and ten percent", "$5 to $10 million", "60-70%": the first has the second's unit, and its scale unless it has its own.
fn range(atoms: &Atoms<'_>, at: usize, money: Option<&str>, first: Number) -> Option<(Vec<Amount>, usize)> {
    let link = first.end;
    let hyphen = matches!(atoms.get(link), "-" | "–" | "—") && atoms.joined(link);
    if first.form == Form::Share || !hyphen && !atoms.any(link, &["to", "and", "or"]) {
        return None;
    }
    let start = link + 1;
    let second_money = currency_before(atoms, start);
    let second_at = second_money.map_or(start, |(_, first)| first);
    let second = number(atoms, second_at, money.is_some() || second_money.is_some())?;
    if second.form == Form::Share || second.form != first.form && hyphen {
        return None;
    }
    // Each with a currency of its own, or each with its own noun, is an amount by itself.
    if hyphen && not_an_amount(atoms, start).is_some() {
        return None;
    }
    let second = single(atoms, start, second_money.map(|(unit, _)| unit).or(money), second)?;
    let unit = second.unit.as_deref()?;
    let ascending = first.value < second.value;
    let shared = match unit {
        "percent" | "percentage points" => true,
        _ if hyphen => ascending,
        // "two men and five women" never comes here: "men" stands between. "between 5 and 10 people" and "18 to 29 years" do.
        _ => ascending && !(first.form == Form::Words && first.value < 2.0),
    };
    if !shared {
        return None;
    }
    let scale = number_scale(atoms, second_at, second.atoms.end);
    let factor = if first.scale == 1.0 && scale > 100.0 && first.value * scale < second.value { scale } else { 1.0 };
    let first = Amount { atoms: at..first.end, value: first.value * factor, unit: Some(unit.to_owned()) };
    let end = second.atoms.end;
    Some((vec![first, second], end))
}

/// The scale word in a stretch, by its factor; 1 without.
fn number_scale(atoms: &Atoms<'_>, start: usize, end: usize) -> f64 {
    (start..end).find_map(|at| scale(atoms.get(at))).unwrap_or(1.0)
}

/// One past a number that is none: clock times, scores and votes, telephone numbers, names with a number, ordinals, numbers inside
/// addresses and tags.
fn not_an_amount(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    let digits = |at: usize| atoms.kind(at, Kind::Digits);
    if atoms.is_word(at) {
        // "9-to-5", "two-to-one" are read below; "one-on-one", "five-and-dime" are words.
        let number = simple(atoms.get(at))?;
        let hyphened = atoms.is_hyphen(at + 1) && atoms.any(at + 2, &["on", "and", "by"]) && atoms.is_hyphen(at + 3);
        if hyphened {
            return Some(at + 5);
        }
        return score(atoms, at, number);
    }
    if !digits(at) {
        return None;
    }
    if is_label(atoms, at) || in_address(atoms, at) {
        let mut end = at + 1;
        while atoms.joined(end)
            && (digits(end) || atoms.is_word(end) || matches!(atoms.get(end), "-" | "–" | "/" | ":"))
        {
            end += 1;
        }
        return Some(end);
    }
    let next = at + 1;
    let joined = atoms.joined(next);
    if joined && atoms.any(next, &["st", "nd", "rd", "th", "s", "am", "pm", "p", "a"]) {
        return Some(next + 1);
    }
    // 8:30 · 3/4 · 555-0199: what is joined by such marks is one thing.
    if joined && matches!(atoms.get(next), ":" | "/") && digits(next + 1) && atoms.joined(next + 1) {
        return Some(next + 2);
    }
    if atoms.any(next, &["a", "p"]) && atoms.get(next + 1) == "." && atoms.is(next + 2, "m")
        || atoms.any(next, &["am", "pm", "o"]) && (!atoms.is(next, "o") || matches!(atoms.get(next + 1), "'" | "’"))
    {
        return Some(next + 1);
    }
    // Capital words and digits joined by a hyphen are names: F-35, HB-2, COVID-19.
    let value = atoms.get(at).replace(',', "").parse().ok()?;
    score(atoms, at, value)
}

/// One past a score or a vote that begins at `at`: "3-2", "9-to-6", "five-to-four". "72-75 percent" and "3-to-1" are none.
fn score(atoms: &Atoms<'_>, at: usize, first: f64) -> Option<usize> {
    let number = |at: usize| {
        let digits = atoms.kind(at, Kind::Digits).then(|| atoms.get(at).replace(',', "").parse().ok()).flatten();
        digits.or_else(|| simple(atoms.get(at)))
    };
    if !atoms.is_hyphen(at + 1) {
        return None;
    }
    let to = atoms.is(at + 2, "to") && atoms.is_hyphen(at + 3);
    let second_at = if to { at + 4 } else { at + 2 };
    let second: f64 = number(second_at)?;
    if to {
        return (second != 1.0).then_some(second_at + 1);
    }
    if atoms.is_word(at) {
        // "twenty-five"
        return (first < 20.0).then_some(second_at + 1);
    }
    if atoms.is_hyphen(second_at + 1) && atoms.kind(second_at + 2, Kind::Digits) {
        let mut end = second_at + 3;
        while atoms.is_hyphen(end) && atoms.kind(end + 1, Kind::Digits) {
            end += 2;
        }
        return Some(end);
    }
    let mut after = second_at + 1;
    let scaled = scale(atoms.get(atoms.over_hyphen(after))).is_some();
    after = atoms.over_hyphen(after);
    let percent = atoms.get(after) == "%" || atoms.any(after, &["percent", "percentage", "per", "pct"]);
    let measured = first < second && (plural_measure(atoms.get(after)).is_some() || is_plural(atoms.get(after)));
    (!percent && !measured && !scaled).then_some(second_at + 1)
}

/// Whether a word before the number at `at` makes a name of both: "No. 1", "Rule 40", "Section 230", "F-35", "#1".
pub(super) fn is_label(atoms: &Atoms<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    if atoms.joined(at) && (atoms.is_word(before) || matches!(atoms.get(before), "#" | "@" | "_" | "=")) {
        return true;
    }
    if matches!(atoms.get(before), "-" | "‑") && atoms.joined(at) && atoms.joined(before) {
        let head = before.wrapping_sub(1);
        // F-35, G-20, COVID-19; "mid-2015" and "pre-2008" name years.
        return atoms.is_word(head) && atoms.is_capital(head) && atoms.get(head).chars().all(char::is_uppercase);
    }
    if matches!(atoms.get(before), ".") && atoms.is(before.wrapping_sub(1), "No") {
        return true;
    }
    atoms.any(before, LABELS) && (atoms.is_capital(before) || atoms.any(before, &["number", "page", "chapter", "room"]))
}

/// Nouns that a number behind them names, when they have a capital.
const LABELS: &[&str] = &[
    "No",
    "Nos",
    "number",
    "page",
    "chapter",
    "room",
    "Rule",
    "Section",
    "Article",
    "Title",
    "Route",
    "Highway",
    "Interstate",
    "Flight",
    "Channel",
    "Part",
    "Day",
    "Week",
    "Round",
    "Phase",
    "Level",
    "Proposition",
    "Prop",
    "Measure",
    "Amendment",
    "Question",
    "Issue",
    "District",
    "Precinct",
    "Ward",
    "Local",
    "Apollo",
    "Formula",
    "Area",
    "Figure",
    "Table",
    "Act",
    "Season",
    "Episode",
    "Group",
    "Type",
    "Class",
    "Grade",
    "Bowl",
    "Resolution",
    "Order",
    "Bill",
    "Form",
    "Box",
    "Suite",
    "Unit",
    "Gate",
    "Pier",
    "Boeing",
    "Airbus",
];

/// Whether the number at `at` is inside a web address, a tag or an attribute: the joined atoms before it hold one of their marks.
fn in_address(atoms: &Atoms<'_>, at: usize) -> bool {
    const LONGEST: usize = 40;
    let mut place = at;
    for _ in 0..LONGEST {
        if !atoms.joined(place) || place == 0 {
            return false;
        }
        place -= 1;
        if matches!(atoms.get(place), "=" | "@" | "#" | "_" | "\\" | "&")
            || atoms.get(place) == "/" && atoms.get(place + 1) == "/"
            || atoms.get(place) == "."
                && place > 0
                && atoms.is_word(place - 1)
                && atoms.joined(place)
                && atoms.is_word(place + 1)
        {
            return true;
        }
    }
    true
}

/// Whether four digits that could be a year count something: "2000 people", "more than 2000 homes".
pub(super) fn is_counted_year(atoms: &Atoms<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    if currency_sign(atoms.get(before)).is_some() || scale(atoms.get(at + 1)).is_some() {
        return true;
    }
    let hedged = atoms.any(before, &["than", "nearly", "least", "approximately", "roughly", "estimated", "almost"]);
    atoms.get(at + 1) == "%"
        || atoms.any(at + 1, &["people", "votes", "percent", "dollars", "hours"])
        || atoms.any(at + 1, &["miles", "feet", "troops", "delegates", "years", "jobs", "acres", "pounds"])
        || hedged && is_plural(atoms.get(at + 1))
}

/// The currency before a number and where the number begins: `$` `US$` `£` `USD`.
fn currency_before<'a>(atoms: &Atoms<'a>, at: usize) -> Option<(&'a str, usize)> {
    if let Some(unit) = currency_sign(atoms.get(at)) {
        return Some((unit, at + 1));
    }
    if atoms.get(at + 1) == "$" && atoms.joined(at + 1) {
        let unit = match atoms.get(at) {
            "US" => "USD",
            "C" | "CA" | "CAD" => "CAD",
            "A" | "AU" => "AUD",
            "HK" => "HKD",
            "NZ" => "NZD",
            "S" => "SGD",
            "R" => "BRL",
            _ => return None,
        };
        return Some((unit, at + 2));
    }
    let code = atoms.get(at);
    let codes = ["USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "CNY", "INR"];
    (codes.contains(&code) && atoms.kind(at + 1, Kind::Digits)).then_some((code, at + 1))
}

fn currency_sign(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        "₹" => "INR",
        _ => return None,
    })
}

/// The number at `at`, with scale words and halves.
fn number(atoms: &Atoms<'_>, at: usize, money: bool) -> Option<Number> {
    if let Some(number) = share(atoms, at) {
        return Some(number);
    }
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
fn digits(atoms: &Atoms<'_>, at: usize, money: bool) -> Option<Number> {
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
fn scaled(atoms: &Atoms<'_>, mut number: Number) -> Number {
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
fn halves(atoms: &Atoms<'_>, mut number: Number) -> Number {
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
fn share(atoms: &Atoms<'_>, at: usize) -> Option<Number> {
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
fn is_half(atoms: &Atoms<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let next = at + 1;
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

/// The parts that a fraction word divides into, and whether it is plural.
fn parts(word: &str) -> Option<(f64, bool)> {
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
    let word = word.to_ascii_lowercase();
    if word == "halves" {
        return Some((2.0, true));
    }
    let stem = word.strip_suffix('s');
    let parts = PARTS.iter().find(|(name, _)| *name == stem.unwrap_or(&word))?.1;
    Some((parts, stem.is_some()))
}

/// "one in five", "nine out of 10", "3-to-1"
fn one_in_five(atoms: &Atoms<'_>, at: usize) -> Option<Amount> {
    const MOST: f64 = 1000.0;
    let small = |at: usize| {
        let digits = atoms.kind(at, Kind::Digits).then(|| atoms.get(at).replace(',', "").parse().ok()).flatten();
        digits.or_else(|| simple(atoms.get(at)))
    };
    let first = small(at).filter(|_| !is_label(atoms, at))?;
    let amount = |value: f64, end: usize, unit: Option<&str>| {
        Some(Amount { atoms: at..end, value, unit: unit.map(str::to_owned) })
    };
    let to = atoms.over_hyphen(at + 1);
    if atoms.is(to, "to") {
        let second_at = atoms.over_hyphen(to + 1);
        let hyphened = to > at + 1;
        if small(second_at) == Some(1.0) && first > 1.0 && (hyphened || !atoms.is_word(second_at + 1)) {
            return amount(first, second_at + 1, Some("to one"));
        }
        return None;
    }
    let mut second_at = match () {
        () if atoms.is(at + 1, "in") => at + 2,
        () if atoms.is(at + 1, "out") && atoms.is(at + 2, "of") => at + 3,
        () if atoms.is(to, "in") && atoms.is_hyphen(to + 1) => to + 2,
        () => return None,
    };
    second_at += usize::from(atoms.is(second_at, "every"));
    let second = small(second_at)?;
    let timed = plural_measure(atoms.get(second_at + 1)).is_some() || scale(atoms.get(second_at + 1)).is_some();
    let glued = atoms.joined(second_at + 1) && matches!(atoms.get(second_at + 1), "%" | ":" | "/");
    (first < second && second <= MOST && first <= 20.0 && !timed && !glued)
        .then(|| amount(first / second, second_at + 1, None))
        .flatten()
}

/// "twice", "thrice", "double the", "tenfold"
fn multiple(atoms: &Atoms<'_>, at: usize) -> Option<Amount> {
    let word = atoms.get(at);
    let value = match word.to_ascii_lowercase().as_str() {
        "twice" => 2.0,
        "thrice" => 3.0,
        // A verb behind "to" or "will".
        "double" | "triple"
            if atoms.any(at + 1, &["the", "what", "its", "their"])
                && !atoms.any(at.wrapping_sub(1), &["to", "will", "would", "could", "may", "and", "can", "might"]) =>
        {
            if word.starts_with(['d', 'D']) {
                2.0
            } else {
                3.0
            }
        }
        lower => simple(lower.strip_suffix("fold")?).filter(|value| *value > 1.0)?,
    };
    Some(Amount { atoms: at..at + 1, value, unit: Some("times".to_owned()) })
}

/// An age: "Ann Lee, 52, of Vale", "aged 45 and older", "between the ages of 18 and 29".
fn age(atoms: &Atoms<'_>, at: usize, number: Number) -> Option<(String, usize)> {
    const OLDEST: f64 = 120.0;
    let years = Some(("years".to_owned(), number.end));
    if number.form != Form::Digits || number.scale > 1.0 || number.value.fract() != 0.0 || number.value > OLDEST {
        return None;
    }
    let before = at.wrapping_sub(1);
    if atoms.any(before, &["aged", "age"]) || atoms.is(before, "ages") {
        return years;
    }
    // "ages 18 to 29", "ages of 18 and 29", "aged 18-29"
    let head =
        |at: usize| atoms.any(at, &["ages", "aged"]) || atoms.is(at, "of") && atoms.is(at.wrapping_sub(1), "ages");
    if atoms.is(before, "of") && head(before)
        || (atoms.any(before, &["and", "to", "-", "–"]))
            && atoms.kind(before.wrapping_sub(1), Kind::Digits)
            && head(before.wrapping_sub(2))
    {
        return years;
    }
    let comma_before = atoms.get(before) == ",";
    let comma_behind = matches!(atoms.get(number.end), "," | "." | ";") && !atoms.any(number.end + 1, &["and", "or"])
        || matches!(atoms.get(number.end), ",");
    let name = atoms.is_capital(before.wrapping_sub(1))
        && !atoms.kind(number.end + 1, Kind::Digits)
        && !atoms.classes(before.wrapping_sub(1)).intersects(Classes::CALENDAR);
    (number.value >= 1.0 && comma_before && comma_behind && name).then_some(years).flatten()
}

/// The unit behind a number, and one past it.
fn unit(atoms: &Atoms<'_>, number: Number) -> Option<(String, usize)> {
    measure(atoms, number).or_else(|| compound(atoms, number)).or_else(|| counted(atoms, number))
}

/// A sign or word that measures: "%", "percentage points", "dollars", "years" with "old", "9mm", "10x".
fn measure(atoms: &Atoms<'_>, number: Number) -> Option<(String, usize)> {
    let mut at = atoms.over_hyphen(number.end);
    let found = |unit: &str, end: usize| Some((unit.to_owned(), end));
    // half an hour, half a mile
    if number.form == Form::Share {
        if !atoms.any(at, &["a", "an"]) {
            return None;
        }
        at += 1;
        let unit = plural_measure(atoms.get(at))?;
        return found(&unit, at + 1);
    }
    let word = atoms.get(at).to_ascii_lowercase();
    let points = |at: usize| atoms.any(atoms.over_hyphen(at), &["point", "points"]).then(|| atoms.over_hyphen(at) + 1);
    match word.as_str() {
        "%" | "percent" | "pct" => return found("percent", at + 1),
        "per" if atoms.is(at + 1, "cent") => return found("percent", at + 2),
        "percentage" => return points(at + 1).and_then(|end| found("percentage points", end)),
        "dollar" | "dollars" | "bucks" => return found("USD", at + 1),
        "euro" | "euros" => return found("EUR", at + 1),
        "yen" => return found("JPY", at + 1),
        "pounds" if atoms.is(at + 1, "sterling") => return found("GBP", at + 2),
        "x" if atoms.joined(at) => return found("times", at + 1),
        "fold" if at > number.end => return found("times", at + 1),
        _ => {}
    }
    let short = number.form == Form::Digits && number.scale == 1.0 && atoms.joined(at) && at == number.end;
    if short && atoms.is_word(at) {
        return found(&word, at + 1);
    }
    let unit = plural_measure(&word)?;
    // "one year", but "one day he may" and "at one point".
    if number.value == 1.0
        && !matches!(unit.as_str(), "years" | "months" | "weeks" | "hours" | "minutes" | "miles" | "tons")
    {
        return None;
    }
    let mut end = at + 1;
    let old = atoms.over_hyphen(end);
    if unit == "years" && atoms.any(old, &["old", "olds"]) {
        end = old + 1;
    }
    // "12 person primary" measures; "12 person of interest" is none that anybody writes.
    found(&unit, end)
}

/// The plural of a word that measures, from either number; `None` for other words.
fn plural_measure(word: &str) -> Option<String> {
    const MEASURES: &[&str] = &[
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "night",
        "decade",
        "mile",
        "acre",
        "degree",
        "point",
        "person",
        "member",
        "vote",
        "mph",
        "yard",
        "pound",
        "ton",
        "gallon",
        "barrel",
        "meter",
        "kilometer",
        "kilogram",
        "liter",
        "mile",
        "seat",
        "page",
        "word",
        "game",
        "state",
        "term",
        "generation",
        "century",
        "inch",
        "story",
        "bedroom",
        "room",
        "man",
        "woman",
        "foot",
        "cent",
        "step",
        "star",
        "way",
        "bed",
        "unit",
        "block",
        "stop",
        "city",
        "county",
        "nation",
        "country",
        "part",
        "judge",
        "justice",
        "delegate",
        "ounce",
        "semester",
    ];
    let word = word.to_ascii_lowercase();
    let irregular = [
        ("foot", "feet"),
        ("inch", "inches"),
        ("century", "centuries"),
        ("story", "stories"),
        ("man", "men"),
        ("woman", "women"),
        ("city", "cities"),
        ("county", "counties"),
        ("country", "countries"),
        ("mph", "mph"),
    ];
    if let Some((_, plural)) = irregular.iter().find(|(one, many)| *one == word || *many == word) {
        return Some((*plural).to_owned());
    }
    let stem = word.strip_suffix('s').unwrap_or(&word);
    MEASURES.contains(&stem).then(|| format!("{stem}s"))
}

/// "four-course", "five-star": the noun of a compound, in the plural.
fn compound(atoms: &Atoms<'_>, number: Number) -> Option<(String, usize)> {
    let at = number.end;
    if !atoms.is_hyphen(at) || !atoms.is_word(at + 1) || number.value <= 1.0 {
        return None;
    }
    let word = atoms.get(at + 1);
    let function =
        Classes::PREPOSITION | Classes::CONJUNCTION | Classes::DETERMINER | Classes::PRONOUN | Classes::ADVERB;
    let adjective = word.ends_with("ed") || matches!(word, "plus" | "odd" | "something" | "ish" | "straight" | "some");
    if word.len() < 3 || adjective || atoms.is_capital(at + 1) || atoms.classes(at + 1).intersects(function) {
        return None;
    }
    let lower = word.to_lowercase();
    let unit = match lower.strip_suffix('y') {
        _ if is_plural(&lower) => lower,
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if lower.ends_with(['s', 'x']) || lower.ends_with("ch") || lower.ends_with("sh") => format!("{lower}es"),
        _ => format!("{lower}s"),
    };
    Some((unit, at + 2))
}

/// How many words may stand between a number and the noun it counts: "two former Harbor National Committee data strategists" has six.
const MODIFIERS: usize = 7;

/// The noun that is counted: the first plural, over adjectives and names. Function words, verbs and marks end the search.
fn counted(atoms: &Atoms<'_>, number: Number) -> Option<(String, usize)> {
    if number.value == 1.0 && number.scale == 1.0 || atoms.is_hyphen(number.end) {
        return None;
    }
    let stop = Classes::PREPOSITION
        | Classes::CONJUNCTION
        | Classes::AUXILIARY
        | Classes::DETERMINER
        | Classes::PRONOUN
        | Classes::TIME_ADVERB
        | Classes::NEGATION;
    let mut name: Option<usize> = None;
    let mut at = number.end;
    for step in 0..MODIFIERS {
        if atoms.get(at) == "," && step > 0 && atoms.any(at - 1, ADJECTIVES) && atoms.is_word(at + 1) {
            at += 1;
        }
        at = if step > 0 { atoms.over_hyphen(at) } else { at };
        let word = atoms.get(at);
        if !atoms.is_word(at) || word.len() < 2 && word != "U" {
            break;
        }
        let capital = atoms.is_capital(at);
        let allowed = atoms
            .any(at, &["other", "more", "additional", "fewer", "new", "such", "many", "previous", "less", "different"]);
        let open = atoms.classes(at);
        if !capital && !allowed && open.intersects(stop) && !is_people(word) {
            break;
        }
        let verb = !capital && open.intersects(Classes::SPEECH_VERB | Classes::STANCE_VERB) && !word.ends_with("ing");
        if is_plural(word) && !(capital && atoms.is_capital(at + 1)) {
            if !capital {
                return Some((word.to_lowercase(), at + 1));
            }
            name = Some(at);
        } else if name.is_some() {
            break;
        } else if verb && !is_plural(atoms.get(at + 1)) {
            break;
        }
        at += 1;
        // "the U.S. senators"
        if atoms.get(at) == "." && atoms.joined(at) && word.len() == 1 {
            at += 1;
        }
        if matches!(atoms.get(at), "'" | "’") {
            break;
        }
    }
    name.map(|at| (atoms.get(at).to_lowercase(), at + 1))
}

/// Adjectives behind which a comma and another adjective may stand.
const ADJECTIVES: &[&str] = &[
    "last",
    "new",
    "big",
    "great",
    "major",
    "large",
    "small",
    "young",
    "old",
    "long",
    "short",
    "different",
    "key",
    "good",
];

fn is_people(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "others" | "times")
}

/// Whether a word looks like the plural of a noun.
fn is_plural(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let irregular = [
        "people",
        "men",
        "women",
        "children",
        "feet",
        "teeth",
        "congressmen",
        "congresswomen",
        "firefighters",
        "policemen",
        "businessmen",
    ];
    let singular = ["ss", "us", "is"].iter().any(|ending| lower.ends_with(ending));
    let other = [
        "was", "has", "does", "says", "this", "his", "its", "less", "yes", "perhaps", "always", "los", "las", "des",
        "overseas", "goes", "plus",
    ];
    irregular.contains(&lower.as_str())
        || lower.len() > 2 && lower.ends_with('s') && !singular && !other.contains(&lower.as_str())
}

/// Whether bare digits belong to a name or a poll's line before them: "Trump 45", "Chapter 11".
fn is_name(atoms: &Atoms<'_>, at: usize, number: Number) -> bool {
    let before = at.wrapping_sub(1);
    let capital = atoms.is_capital(before)
        && !atoms.opens(before)
        && !atoms.classes(before).intersects(Classes::PREPOSITION | Classes::DETERMINER | Classes::CONJUNCTION);
    let year = number.scale == 1.0 && atoms.get(at).len() == 4 && (1700.0..=2100.0).contains(&number.value);
    // Six digits without a comma are a code.
    let code = atoms.get(at).len() > 5 && atoms.get(at).bytes().all(|b| b.is_ascii_digit());
    let calendar =
        atoms.classes(before).intersects(Classes::CALENDAR) || atoms.classes(number.end).intersects(Classes::CALENDAR);
    let glued = atoms.joined(number.end) && atoms.is_word(number.end);
    capital || year || code || calendar && atoms.is_capital(before) || glued
}

/// A whole number in digits or words at `at`, and one past it.
pub(super) fn whole(atoms: &Atoms<'_>, at: usize) -> Option<(f64, usize)> {
    if atoms.kind(at, Kind::Digits) {
        return Some((atoms.get(at).replace(',', "").parse().ok()?, at + 1));
    }
    words(atoms, at).map(|(value, end, _)| (value, end))
}

/// A number in words, without "a": value, one past it, and its greatest scale.
fn words(atoms: &Atoms<'_>, at: usize) -> Option<(f64, usize, f64)> {
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
fn simple(word: &str) -> Option<f64> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let is = |known: &&str| known.eq_ignore_ascii_case(word);
    if let Some(ones) = ONES.iter().position(|known| is(&known)) {
        return Some(ones as f64);
    }
    TENS.iter().position(|known| is(&known)).map(|tens| tens as f64 * 10.0 + 20.0)
}

/// The factor of a scale word.
fn scale(word: &str) -> Option<f64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "mn" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

fn dozen(word: &str) -> Option<f64> {
    word.eq_ignore_ascii_case("dozen").then_some(12.0)
}
