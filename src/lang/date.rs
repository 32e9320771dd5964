//! Date expressions in text, resolved against the article's date.

use super::Shape;
use crate::article::{PartialDate, Precision};
use crate::lexicon::Classes;
use crate::text::Span;
use crate::view::View;
use jiff::civil::{Date, Weekday};
use jiff::{Span as Duration, ToSpan};
use std::ops::Range;

/// A date named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The words.
    pub span: Span,
    /// The day, month or year they mean.
    pub date: PartialDate,
}

/// The dates in a range of tokens, by first byte. Without a publication day, only those that name their year.
pub fn find(view: View<'_>, tokens: Range<usize>) -> Vec<DateMention> {
    let published = view.article.published.as_ref().map(|published| published.date);
    let anchor = published.filter(|date| date.precision == Precision::Day).map(|date| date.first);
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match date(view, at, tokens.end, anchor) {
            Some((date, end)) => {
                found.push(DateMention { span: view.span_of(at..end), date });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn date(view: View<'_>, at: usize, end: usize, anchor: Option<Date>) -> Option<(PartialDate, usize)> {
    if let Some(month) = month(view, at) {
        return of_month(view, at, end, month, anchor);
    }
    // 24 November 2025
    if let Some(day) = day_number(view, at)
        && at + 1 < end
        && let Some(month) = month(view, at + 1)
    {
        let (year, next) = year_at(view, at + 2, end).map_or((None, at + 2), |year| (Some(year), at + 3));
        let date = match year {
            Some(year) => Date::new(year, month, day).ok()?,
            None => nearest(month, day, anchor?)?,
        };
        return Some((PartialDate::day(date), next));
    }
    if let Some(year) = year_at(view, at, end)
        && at > 0
        && (view.has(at - 1, Classes::PREPOSITION)
            || view.word(at - 1) == "("
            || ["the", "his", "her", "its", "own", "their"].iter().any(|w| view.is(at - 1, w)))
    {
        return Some((PartialDate { first: Date::new(year, 1, 1).ok()?, precision: Precision::Year }, at + 1));
    }
    relative(view, at, end, anchor?)
}

fn of_month(view: View<'_>, at: usize, end: usize, month: i8, anchor: Option<Date>) -> Option<(PartialDate, usize)> {
    // November 24, 2025 · Nov. 24 · November 2025 · in November
    if let Some(day) = (at + 1 < end).then(|| day_number(view, at + 1)).flatten() {
        let comma = usize::from(view.is(at + 2, ",") && at + 2 < end);
        if let Some(year) = year_at(view, at + 2 + comma, end) {
            return Some((PartialDate::day(Date::new(year, month, day).ok()?), at + 3 + comma));
        }
        return Some((PartialDate::day(nearest(month, day, anchor?)?), at + 2));
    }
    let month_of =
        |year: i16| Some(PartialDate { first: Date::new(year, month, 1).ok()?, precision: Precision::Month });
    if let Some(year) = year_at(view, at + 1, end) {
        return Some((month_of(year)?, at + 2));
    }
    // “may” and “march” are words: only with a capital and behind a word that brings in a time.
    let introduced = at > 0
        && (view.has(at - 1, Classes::PREPOSITION)
            || ["last", "next", "this", "late", "early", "mid"].iter().any(|w| view.is(at - 1, w)));
    let anchor = anchor.filter(|_| introduced && view.token(at).shape.is_capital())?;
    let date = nearest(month, 15, anchor)?;
    Some((month_of(date.year())?, at + 1))
}

/// The day of that month and number closest to the anchor.
fn nearest(month: i8, day: i8, anchor: Date) -> Option<Date> {
    let candidates = [-1, 0, 1].into_iter().filter_map(|years| Date::new(anchor.year() + years, month, day).ok());
    candidates.min_by_key(|date| date.since(anchor).map_or(i32::MAX, |span: Duration| span.get_days().abs()))
}

fn month(view: View<'_>, at: usize) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if !view.has(at, Classes::CALENDAR) || !view.token(at).shape.is_capital() {
        return None;
    }
    let word = view.word(at).to_ascii_lowercase();
    let place = MONTHS.iter().position(|month| word.starts_with(month))?;
    Some(place as i8 + 1)
}

fn day_number(view: View<'_>, at: usize) -> Option<i8> {
    let token = view.syntax.tokens.get(at).filter(|token| token.shape == Shape::Number)?;
    let digits = token.span.of(&view.article.text).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year_at(view: View<'_>, at: usize, end: usize) -> Option<i16> {
    let token = view.syntax.tokens.get(at).filter(|token| at < end && token.shape == Shape::Number)?;
    let digits = token.span.of(&view.article.text);
    digits.parse().ok().filter(|year| digits.len() == 4 && (1700..=2100).contains(year))
}

fn relative(view: View<'_>, at: usize, end: usize, anchor: Date) -> Option<(PartialDate, usize)> {
    let day = |date: Date, next: usize| Some((PartialDate::day(date), next));
    let second = |word: &str| at + 1 < end && view.is(at + 1, word);
    for (direction, word) in [(-1, "last"), (1, "next"), (0, "this")] {
        if !view.is(at, word) {
            continue;
        }
        if second("year") {
            let first = Date::new(anchor.year() + direction, 1, 1).ok()?;
            return Some((PartialDate { first, precision: Precision::Year }, at + 2));
        }
        if second("month") {
            let first = anchor.first_of_month().checked_add(i32::from(direction).months()).ok()?;
            return Some((PartialDate { first, precision: Precision::Month }, at + 2));
        }
        if at + 1 < end
            && let Some(weekday) = weekday(view, at + 1)
        {
            return day(if direction > 0 { after(anchor, weekday)? } else { before(anchor, weekday)? }, at + 2);
        }
        return None;
    }
    match view.word(at).to_ascii_lowercase().as_str() {
        "yesterday" => day(anchor.yesterday().ok()?, at + 1),
        "today" | "tonight" => day(anchor, at + 1),
        "tomorrow" => day(anchor.tomorrow().ok()?, at + 1),
        _ => day(before(anchor, weekday(view, at)?)?, at + 1),
    }
}

fn weekday(view: View<'_>, at: usize) -> Option<Weekday> {
    if !view.has(at, Classes::CALENDAR) || !view.token(at).shape.is_capital() {
        return None;
    }
    let word = view.word(at).to_ascii_lowercase();
    let days = [
        ("mon", Weekday::Monday),
        ("tue", Weekday::Tuesday),
        ("wed", Weekday::Wednesday),
        ("thu", Weekday::Thursday),
        ("fri", Weekday::Friday),
        ("sat", Weekday::Saturday),
        ("sun", Weekday::Sunday),
    ];
    days.into_iter().find(|(name, _)| word.starts_with(name)).map(|(_, weekday)| weekday)
}

/// The latest such weekday on or before the anchor.
fn before(anchor: Date, weekday: Weekday) -> Option<Date> {
    if anchor.weekday() == weekday { Some(anchor) } else { anchor.nth_weekday(-1, weekday).ok() }
}

fn after(anchor: Date, weekday: Weekday) -> Option<Date> {
    anchor.nth_weekday(1, weekday).ok()
}
