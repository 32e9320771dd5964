//! Numbers that are no amounts: scores, clock times, names, years.

use super::numeral::{Number, scale, simple};
use super::unit::{currency_sign, is_plural, plural_measure};
use crate::lang::atom::{Atoms, Kind};
use crate::lexicon::Classes;

/// One past a number that is none: clock times, scores and votes, telephone numbers, names with a number, ordinals, numbers inside
/// addresses and tags.
pub(super) fn not_an_amount(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
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
pub(super) fn score(atoms: &Atoms<'_>, at: usize, first: f64) -> Option<usize> {
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

/// Nouns that a number behind them names, when they have a capital.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "No", "Nos", "number", "page", "chapter", "room", "Rule", "Section", "Article", "Title", "Route", "Highway",
    "Interstate", "Flight", "Channel", "Part", "Day", "Week", "Round", "Phase", "Level", "Proposition", "Prop",
    "Measure", "Amendment", "Question", "Issue", "District", "Precinct", "Ward", "Local", "Apollo", "Formula", "Area",
    "Figure", "Table", "Act", "Season", "Episode", "Group", "Type", "Class", "Grade", "Bowl", "Resolution", "Order",
    "Bill", "Form", "Box", "Suite", "Unit", "Gate", "Pier", "Boeing", "Airbus",
];

/// Whether a word before the number at `at` makes a name of both: "No. 1", "Rule 40", "Section 230", "F-35", "#1".
pub(in crate::lang) fn is_label(atoms: &Atoms<'_>, at: usize) -> bool {
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

/// Whether atom `at` ends the name of a street.
pub(in crate::lang) fn is_street(atoms: &Atoms<'_>, at: usize) -> bool {
    let names =
        ["Street", "Avenue", "Ave", "St", "Road", "Rd", "Blvd", "Boulevard", "Drive", "Lane", "Concourse", "Square"];
    atoms.is_capital(at) && atoms.any(at, &names)
}

/// Whether the number at `at` is inside a web address, a tag or an attribute: the joined atoms before it hold one of their marks.
pub(super) fn in_address(atoms: &Atoms<'_>, at: usize) -> bool {
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
pub(in crate::lang) fn is_counted_year(atoms: &Atoms<'_>, at: usize) -> bool {
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

/// Whether bare digits belong to a name or a poll's line before them: "Trump 45", "Chapter 11".
pub(super) fn is_name(atoms: &Atoms<'_>, at: usize, number: Number) -> bool {
    let before = at.checked_sub(1);
    let capital = before.is_some_and(|before| {
        let function = Classes::PREPOSITION | Classes::DETERMINER | Classes::CONJUNCTION;
        atoms.is_capital(before) && !atoms.opens(before) && !atoms.classes(before).intersects(function)
    });
    let year = number.scale == 1.0 && atoms.get(at).len() == 4 && (1700.0..=2100.0).contains(&number.value);
    // Six digits without a comma are a code.
    let code = atoms.get(at).len() > 5 && atoms.get(at).bytes().all(|b| b.is_ascii_digit());
    let calendar_behind = atoms.classes(number.end).intersects(Classes::CALENDAR);
    let calendar_before = before.is_some_and(|before| atoms.classes(before).intersects(Classes::CALENDAR));
    let calendar = before.is_some_and(|before| atoms.is_capital(before)) && (calendar_before || calendar_behind);
    let glued = atoms.joined(number.end) && (atoms.is_word(number.end) || atoms.get(number.end) == "(");
    // "2. Ann Lee" counts the list, "900 Grand Street" is a house.
    let list = at == 0 && (!atoms.is_word(number.end) || atoms.is_capital(number.end));
    let house = (2..5).any(|words| is_street(atoms, at + words));
    list || house || capital || year || code || calendar || glued
}
