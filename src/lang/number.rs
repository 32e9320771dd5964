//! Amounts in text: value and unit. Years, dates and ordinals are none.

use super::Shape;
use crate::lexicon::Classes;
use crate::text::Span;
use crate::view::View;
use std::ops::Range;

/// An amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words, unit included.
    pub span: Span,
    /// 5500000 for "$5.5 million", 4.1 for "4.1 percent".
    pub value: f64,
    /// "USD", "percent", or the noun counted ("homes"); `None` for a bare number.
    pub unit: Option<String>,
}

/// The amounts in a range of tokens, by first byte.
pub fn find(view: View<'_>, tokens: Range<usize>) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match amount(view, at, tokens.end) {
            Some((quantity, end)) => {
                found.push(quantity);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The amount that begins at `start`, and one past its last token.
fn amount(view: View<'_>, start: usize, end: usize) -> Option<(Quantity, usize)> {
    let currency = currency(view.word(start));
    let mut at = start + usize::from(currency.is_some());
    let (mut value, next) = value(view, at, end, currency.is_some())?;
    at = next;
    while at < end
        && let Some(factor) = factor(view.word(at))
    {
        value *= factor;
        at += 1;
    }
    let mut unit = currency.map(str::to_owned);
    if unit.is_none() {
        (unit, at) = self::unit(view, at, end);
    }
    // A bare small word (“one”, “two”) is seldom an amount; a bare year never.
    if unit.is_none() && at == next && view.token(start).shape != Shape::Number {
        return None;
    }
    let span = view.span_of(start..at);
    Some((Quantity { span, value, unit }, at))
}

fn currency(word: &str) -> Option<&'static str> {
    match word {
        "$" | "US$" => Some("USD"),
        "€" => Some("EUR"),
        "£" => Some("GBP"),
        "¥" => Some("JPY"),
        _ => None,
    }
}

/// The amount of money that letters right behind a number multiply it by: "$5.5m".
fn magnitude(view: View<'_>, at: usize, end: usize) -> Option<f64> {
    let touches = at < end && view.token(at - 1).span.end() == view.token(at).span.start();
    Some(match view.word(at).to_ascii_lowercase().as_str() {
        _ if !touches => return None,
        "k" => 1e3,
        "m" => 1e6,
        "b" => 1e9,
        "t" | "tn" => 1e12,
        _ => return None,
    })
}

fn value(view: View<'_>, at: usize, end: usize, money: bool) -> Option<(f64, usize)> {
    if at >= end {
        return None;
    }
    let after = (view.syntax.compound_end(at) + 1).min(end);
    let whole = view.text(view.span_of(at..after));
    let word = view.word(at);
    if view.token(at).shape == Shape::Number {
        // Scores, ranges and seasons: 3-2, 5-10, 2017-18.
        let number = |at: usize| view.token(at).shape == Shape::Number;
        if after > at + 1 && number(at + 2) || at > 1 && view.token(at - 1).shape == Shape::Hyphen && number(at - 2) {
            return None;
        }
        let digits: String = word.chars().filter(|c| *c != ',').collect();
        let scaled = digits.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &digits[scaled.len()..];
        let factor = match suffix.to_ascii_lowercase().as_str() {
            "" => 1.0,
            "k" if money => 1e3,
            "m" | "mn" if money => 1e6,
            "b" | "bn" | "bn." if money => 1e9,
            "tn" if money => 1e12,
            _ => return None,
        };
        let value: f64 = scaled.parse().ok()?;
        if !money && is_date_part(view, at, end, word, value) {
            return None;
        }
        if at + 1 < end
            && money
            && let Some(factor) = magnitude(view, at + 1, end)
        {
            return Some((value * factor, at + 2));
        }
        return Some((value * factor, at + 1));
    }
    let dozen = (view.is(at, "a") || view.is(at, "half") && view.is(at + 1, "a"))
        && (view.is(at + 1, "dozen") || view.is(at + 2, "dozen"));
    if dozen {
        let half = view.is(at, "half");
        return Some(if half { (6.0, at + 3) } else { (12.0, at + 2) });
    }
    if let Some(value) = fraction(whole) {
        return Some((value, after));
    }
    if view.is(at, "a") && at + 1 < end && view.is(at + 1, "third") {
        return Some((1.0 / 3.0, at + 2));
    }
    if view.is(at, "a") && at + 1 < end && view.is(at + 1, "quarter") && view.is(at + 2, "of") {
        return Some((0.25, at + 2));
    }
    let mut value = spelled(whole)?;
    let mut next = after;
    if next < end && (view.is(next, "hundred") || view.is(next, "thousand")) {
        value *= factor(view.word(next)).unwrap_or(1.0);
        next += 1;
    }
    Some((value, next))
}

/// A year, a day of a month, a clock time or an ordinal is no amount.
fn is_date_part(view: View<'_>, at: usize, end: usize, word: &str, value: f64) -> bool {
    let plain_year = word.len() == 4 && !word.contains('.') && (1500.0..2100.0).contains(&value);
    let counted = at + 1 < end
        && (unit_word(view.word(at + 1)).is_some()
            || view.token(at + 1).shape == Shape::Lower && view.word(at + 1).ends_with('s'));
    let clock = at + 1 < end && ["am", "pm", "a.m.", "p.m."].iter().any(|half| view.is(at + 1, half));
    let month_before = at > 0 && view.has(at - 1, Classes::CALENDAR);
    let month_after = at + 1 < end && view.has(at + 1, Classes::CALENDAR);
    plain_year && !counted || clock || month_before || month_after || word.contains([':', '/', '’', '\''])
}

fn fraction(word: &str) -> Option<f64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "half" => 0.5,
        "one-third" => 1.0 / 3.0,
        "two-thirds" => 2.0 / 3.0,
        "one-quarter" | "one-fourth" => 0.25,
        "three-quarters" | "three-fourths" => 0.75,
        "one-fifth" => 0.2,
        "twice" | "double" => 2.0,
        "triple" => 3.0,
        _ => return None,
    })
}

fn spelled(word: &str) -> Option<f64> {
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
    let word = word.to_ascii_lowercase();
    if let Some(ones) = ONES.iter().position(|known| *known == word) {
        return Some(ones as f64);
    }
    let (tens, ones) = word.split_once('-').unwrap_or((&word, "zero"));
    let tens = TENS.iter().position(|known| *known == tens)? as f64 * 10.0 + 20.0;
    let ones = ONES.iter().take(10).position(|known| *known == ones)? as f64;
    Some(tens + ones)
}

fn factor(word: &str) -> Option<f64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "mn" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

fn unit_word(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "%" | "percent" | "pct" | "per" => "percent",
        "dollars" | "dollar" => "USD",
        "euros" | "euro" => "EUR",
        "pounds" => "GBP",
        _ => return None,
    })
}

/// The unit behind a number: a sign, or the noun that is counted, over one adjective.
fn unit(view: View<'_>, at: usize, end: usize) -> (Option<String>, usize) {
    if at >= end {
        return (None, at);
    }
    if view.is(at, "percentage") && (view.is(at + 1, "points") || view.is(at + 1, "point")) && at + 1 < end {
        return (Some("percentage points".to_owned()), at + 2);
    }
    if let Some(unit) = unit_word(view.word(at)) {
        let per_cent = view.is(at, "per");
        if per_cent && !view.is(at + 1, "cent") {
            return (None, at);
        }
        return (Some(unit.to_owned()), at + 1 + usize::from(per_cent));
    }
    for skip in 0..2 {
        let noun = at + skip;
        if noun >= end || view.token(noun).shape != Shape::Lower {
            break;
        }
        let word = view.word(noun);
        let function = Classes::PREPOSITION
            | Classes::CONJUNCTION
            | Classes::AUXILIARY
            | Classes::DETERMINER
            | Classes::PRONOUN
            | Classes::ADVERB;
        if view.has(noun, function) {
            break;
        }
        if word.ends_with('s') && word.len() > 3 || word == "people" {
            return (Some(word.to_lowercase()), noun + 1);
        }
    }
    (None, at)
}
