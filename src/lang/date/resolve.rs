//! From what an expression means to a day, month or year, counted from the article's date.

use super::calendar::Holiday;
use super::read::{Expression, Meaning, Which};
use super::tense::{Direction, direction};
use crate::article::{PartialDate, Precision};
use crate::lang::atom::Atoms;
use crate::lexicon::Classes;
use jiff::civil::{Date, Weekday};
use jiff::{ToSpan, Unit};

/// A "Sept. 11" without a year and further than this from the article, in days, is that of 2001: newspapers name the year of other ones.
const SEPTEMBER_11_DAYS: i32 = 60;

/// Newspapers name the year of a day that is further away than this.
const UNNAMED_YEAR_DAYS: i32 = 270;

/// Articles are dated up to so many days after they were written about.
const LATE_DAYS: i32 = 2;

/// The date of an expression; `None` when it names no year and there is no anchor, or when no day, month or year holds it.
pub(super) fn resolve(atoms: &Atoms<'_>, expression: &Expression, anchor: Option<Date>) -> Option<PartialDate> {
    meaning(atoms, expression, &expression.meaning, anchor)
}

fn meaning(atoms: &Atoms<'_>, expression: &Expression, meaning: &Meaning, anchor: Option<Date>) -> Option<PartialDate> {
    if let Meaning::Known(date) = *meaning {
        return Some(date);
    }
    if let Meaning::ShortYear(year) = *meaning {
        return short_year(year, anchor);
    }
    let anchor = anchor?;
    let tense = || direction(atoms, &expression.atoms);
    let side = |which: Which| match which {
        Which::Last => Direction::Past,
        Which::Next => Direction::Future,
        Which::This | Which::Open => tense(),
    };
    let days = |days: i32| anchor.checked_add(days.days()).ok();
    match meaning {
        Meaning::Known(_) | Meaning::ShortYear(_) | Meaning::Unbounded => None,
        Meaning::Day(offset) => Some(PartialDate::day(days(*offset)?)),
        Meaning::Week(offset) => {
            let monday = days(offset.checked_mul(7)?)?;
            let monday = monday.checked_sub(i32::from(monday.weekday().to_monday_zero_offset()).days()).ok()?;
            holding(monday, monday.checked_add(6.days()).ok()?)
        }
        Meaning::Weekend(which) => weekend(anchor, *which, side(*which)),
        Meaning::Month(offset) => Some(month(anchor.first_of_month().checked_add(offset.months()).ok()?)),
        Meaning::Year(offset) => year(anchor.year().checked_add(i16::try_from(*offset).ok()?)?),
        Meaning::Season(season, which) => season_year(*season, *which, anchor, side(*which)),
        Meaning::Weekday(weekday, which) => {
            let near = atoms.any(expression.atoms.start, &["earlier", "later"]);
            Some(PartialDate::day(weekday_date(anchor, *weekday, *which, side(*which), near)?))
        }
        Meaning::MonthNamed(number, which) => {
            let side = side(*which);
            let candidates =
                [-1, 0, 1].into_iter().filter_map(|years| Date::new(anchor.year() + years, *number, 1).ok());
            let here = anchor.first_of_month();
            let strict = *which == Which::Last || *which == Which::Next;
            let ahead = *number == 11 && anchor.year() % 2 == 0 && here.month() < 11 && *which == Which::Open;
            let chosen = match side {
                // "the November ballot", "November’s election": in the year of an election, that one.
                _ if ahead && is_modifier(atoms, expression) => Date::new(anchor.year(), 11, 1).ok(),
                Direction::Past => candidates.filter(|d| *d < here || *d == here && !strict).max(),
                Direction::Future => candidates.filter(|d| *d > here || *d == here && !strict).min(),
                // Where no verb tells, the November of an election year is the one of the election.
                Direction::Near | Direction::Unknown if ahead => Date::new(anchor.year(), 11, 1).ok(),
                Direction::Near | Direction::Unknown => candidates.min_by_key(|d| distance(*d, here)),
            };
            Some(month(chosen?))
        }
        Meaning::MonthOf(number, years) => Some(month(Date::new(anchor.year() + years, *number, 1).ok()?)),
        Meaning::DayOf(number, day, years) => {
            Some(PartialDate::day(Date::new(anchor.year() + years, *number, *day).ok()?))
        }
        Meaning::MonthDay(number, day) => {
            let near = nearest(|year| Date::new(year, *number, *day).ok(), anchor, Direction::Unknown)?;
            if (*number, *day) == (9, 11) && anchor.year() > 2001 && distance(near, anchor) > SEPTEMBER_11_DAYS {
                return Some(PartialDate::day(Date::new(2001, 9, 11).ok()?));
            }
            let meant = nearest(|year| Date::new(year, *number, *day).ok(), anchor, tense())?;
            Some(PartialDate::day(if distance(meant, anchor) > UNNAMED_YEAR_DAYS { near } else { meant }))
        }
        Meaning::DayNumber(day) => {
            let candidates = (-1..=1).filter_map(|months: i32| {
                let first = anchor.first_of_month().checked_add(months.months()).ok()?;
                Date::new(first.year(), first.month(), *day).ok()
            });
            Some(PartialDate::day(choose(candidates, anchor, tense())?))
        }
        Meaning::Holiday(holiday, which) => {
            Some(PartialDate::day(holiday_date(*holiday, *which, anchor, side(*which))?))
        }
        Meaning::WeekdayBeside(weekday, offset, other) => {
            let other = self::meaning(atoms, expression, other, Some(anchor))?;
            let day = (other.precision == Precision::Day).then_some(other.first)?;
            Some(PartialDate::day(day.nth_weekday(*offset, *weekday).ok()?))
        }
    }
}

/// Whether a month stands before the noun that it tells the time of.
fn is_modifier(atoms: &Atoms<'_>, expression: &Expression) -> bool {
    let (before, next) = (expression.atoms.start.wrapping_sub(1), expression.atoms.end);
    let possessive = matches!(atoms.get(next), "'" | "’") && atoms.joined(next);
    let noun = atoms.get(next).starts_with(char::is_lowercase)
        && !atoms.classes(next).intersects(Classes::PREPOSITION | Classes::CONJUNCTION | Classes::AUXILIARY);
    possessive || noun && (atoms.any(before, &["a", "s"]) || atoms.classes(before).intersects(Classes::DETERMINER))
}

fn month(date: Date) -> PartialDate {
    PartialDate { first: date.first_of_month(), precision: Precision::Month }
}

fn year(year: i16) -> Option<PartialDate> {
    Some(PartialDate { first: Date::new(year, 1, 1).ok()?, precision: Precision::Year })
}

/// The finest day, month or year that holds both days.
fn holding(first: Date, last: Date) -> Option<PartialDate> {
    if first.year() != last.year() {
        return None;
    }
    if first.month() == last.month() { Some(month(first)) } else { year(first.year()) }
}

/// '08 and '76: the latest year with this ending that is at most ten years ahead of the article; of 1931 to 2030 without one.
fn short_year(ending: i16, anchor: Option<Date>) -> Option<PartialDate> {
    const AHEAD_YEARS: i16 = 10;
    let limit = anchor.map_or(2030, |anchor| anchor.year() + AHEAD_YEARS);
    year(limit - (limit - ending).rem_euclid(100))
}

/// Whole days between two dates.
fn distance(one: Date, other: Date) -> i32 {
    one.until((Unit::Day, other)).map_or(i32::MAX, |span| span.get_days().abs())
}

/// The candidate on that side of the anchor; within a few days of it, the nearest whatever the tense, because articles are dated late.
fn choose(candidates: impl Iterator<Item = Date> + Clone, anchor: Date, side: Direction) -> Option<Date> {
    let near = candidates.clone().min_by_key(|date| distance(*date, anchor))?;
    if distance(near, anchor) <= LATE_DAYS {
        return Some(near);
    }
    match side {
        Direction::Past => candidates.filter(|date| *date <= anchor).max(),
        Direction::Future => candidates.filter(|date| *date >= anchor).min(),
        Direction::Near | Direction::Unknown => Some(near),
    }
}

fn nearest(of: impl Fn(i16) -> Option<Date>, anchor: Date, side: Direction) -> Option<Date> {
    let candidates: Vec<Date> = (-1..=1).filter_map(|years| of(anchor.year() + years)).collect();
    choose(candidates.into_iter(), anchor, side)
}

/// The weekday on that side of the anchor, the anchor's own day included; without a verb that tells, the latest.
fn weekday_date(anchor: Date, weekday: Weekday, which: Which, side: Direction, near: bool) -> Option<Date> {
    let same = anchor.weekday() == weekday;
    let latest = || anchor.nth_weekday(-1, weekday).ok();
    let next = || anchor.nth_weekday(1, weekday).ok();
    if same && matches!(which, Which::Open | Which::This) {
        return Some(anchor);
    }
    // "later Monday": the article's own day, or beside it when it is dated late.
    if near && let (Some(before), Some(after)) = (latest(), next()) {
        return [before, after].into_iter().find(|day| distance(*day, anchor) == 1);
    }
    match (which, side) {
        (Which::Last, _) => latest(),
        // "this Tuesday" looks ahead unless a verb looks back.
        (Which::Next, _) | (_, Direction::Future) | (Which::This, Direction::Unknown) => next(),
        // "ahead of Tuesday’s vote" may still be written on the days after it.
        (_, Direction::Near) => latest().filter(|day| distance(*day, anchor) <= LATE_DAYS).or_else(next),
        _ => latest(),
    }
}

fn weekend(anchor: Date, which: Which, side: Direction) -> Option<PartialDate> {
    let day = i32::from(anchor.weekday().to_monday_zero_offset());
    // Saturday of the anchor's week.
    let saturday = anchor.checked_add((5 - day).days()).ok()?;
    let back = match (which, side) {
        (Which::Last, _) => -1,
        (Which::Next, _) => 1,
        (_, Direction::Past) | (Which::Open, Direction::Unknown) if day < 5 => -1,
        // Until Tuesday the weekend that is spoken of is the last one.
        (_, Direction::Unknown) if day < 2 => -1,
        _ => 0,
    };
    let saturday = saturday.checked_add((7 * back).days()).ok()?;
    holding(saturday, saturday.tomorrow().ok()?)
}

/// A season is its year; winter lies in two and is only known by a year it names.
fn season_year(first_month: i8, which: Which, anchor: Date, side: Direction) -> Option<PartialDate> {
    const WINTER: i8 = 12;
    if first_month == WINTER {
        return None;
    }
    let here = anchor.month();
    let years = match (which, side) {
        // "last fall" in February; in December, the one that has just ended.
        (Which::Last, _) => {
            if here >= first_month + 3 {
                0
            } else {
                -1
            }
        }
        (Which::Next, _) => i16::from(here >= first_month),
        _ => 0,
    };
    year(anchor.year() + years)
}

fn holiday_date(holiday: Holiday, which: Which, anchor: Date, side: Direction) -> Option<Date> {
    // Inaugurations are four years apart.
    const YEARS: i16 = 4;
    // Nobody means a day that is further away without naming its year.
    const FAR_DAYS: i32 = 366;
    let candidates = (-YEARS..=YEARS).filter_map(|years| holiday(anchor.year() + years));
    let candidates = candidates.filter(|date| distance(*date, anchor) <= FAR_DAYS);
    match which {
        Which::Last => candidates.filter(|date| *date < anchor).max(),
        Which::Next => candidates.filter(|date| *date > anchor).min(),
        Which::This | Which::Open => {
            choose(candidates.clone(), anchor, side).or_else(|| choose(candidates, anchor, Direction::Unknown))
        }
    }
}
