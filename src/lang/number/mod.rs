//! Amounts in text: value and unit. Years, dates, ordinals, scores, clock times and numbers that are names are none; neither is what has
//! no exact value ("dozens", "hundreds of thousands", "a couple").
#![allow(clippy::float_cmp, reason = "whole numbers and powers of ten, which are exact")]

mod exclude;
mod numeral;
mod unit;

pub(super) use exclude::{is_counted_year, is_label, is_street};
pub(super) use numeral::whole;

use super::atom::{Atoms, Kind};
use super::date::{self, DateMention};
use crate::text::Span;
use crate::view::View;
use exclude::{is_name, not_an_amount};
use numeral::{Form, Number, number, scale, simple};
use std::ops::Range;
use unit::{age, currency_before, measure, plural_measure, unit};

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
    amounts(&atoms, &date::expressions(&atoms))
}

/// The amounts and the dates in a range of tokens: both in one reading.
pub fn find_with_dates(view: View<'_>, tokens: Range<usize>) -> (Vec<Quantity>, Vec<DateMention>) {
    let atoms = Atoms::around(view, tokens);
    let expressions = date::expressions(&atoms);
    (amounts(&atoms, &expressions), date::mentions(view, &atoms, &expressions))
}

/// The amounts outside the expressions that tell dates, resolved or not: numbers in those are none.
fn amounts(atoms: &Atoms<'_>, dates: &[date::Expression]) -> Vec<Quantity> {
    let mut dates = dates.iter().map(|expression| &expression.atoms).peekable();
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
        let read = if atoms.begins(at) { read(atoms, at) } else { None };
        let Some((amounts, end)) = read else {
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
    bare.then_some(Amount { atoms: at..number.end, value: number.value, unit: None })
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
    // Behind "to" or "will" it is a verb.
    let multiplies = || {
        atoms.any(at + 1, &["the", "what", "its", "their"])
            && !atoms.any(at.wrapping_sub(1), &["to", "will", "would", "could", "may", "and", "can", "might"])
    };
    let value = match () {
        () if atoms.is(at, "twice") => 2.0,
        () if atoms.is(at, "thrice") => 3.0,
        () if atoms.is(at, "double") => multiplies().then_some(2.0)?,
        () if atoms.is(at, "triple") => multiplies().then_some(3.0)?,
        () => {
            let (number, fold) = word.split_at_checked(word.len().checked_sub("fold".len())?)?;
            let number = simple(number).filter(|&value| value > 1.0 && fold.eq_ignore_ascii_case("fold"));
            number?
        }
    };
    Some(Amount { atoms: at..at + 1, value, unit: Some("times".to_owned()) })
}

#[cfg(test)]
mod tests;
