//! Date expressions as they are written, before the article's date is asked.

use super::calendar::{Holiday, holiday, month, weekday};
use crate::article::{PartialDate, Precision};
use crate::lang::atom::{Atoms, Kind};
use crate::lang::number;
use crate::lexicon::Classes;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// A date expression.
#[derive(Debug)]
pub(in crate::lang) struct Expression {
    pub(in crate::lang) atoms: Range<usize>,
    pub(super) meaning: Meaning,
}

/// Whether a name of a day or month comes with "last", "this", "next" or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Last,
    This,
    Next,
    Open,
}

/// What an expression says. Offsets count from the article's date.
#[derive(Debug)]
pub(super) enum Meaning {
    Known(PartialDate),
    /// `'08`: the last two digits.
    ShortYear(i16),
    Day(i32),
    Week(i32),
    Weekend(Which),
    Month(i32),
    Year(i32),
    /// By its first month.
    Season(i8, Which),
    Weekday(Weekday, Which),
    MonthNamed(i8, Which),
    /// Month of the year that is so many years away.
    MonthOf(i8, i16),
    /// Month and day of the year that is so many years away.
    DayOf(i8, i8, i16),
    MonthDay(i8, i8),
    DayNumber(i8),
    Holiday(Holiday, Which),
    /// "the Saturday before Christmas": -1 for before, 1 for after.
    WeekdayBeside(Weekday, i32, Box<Meaning>),
    /// A decade, a recurring day, a time counted from another: no date, though its numbers are no amounts.
    Unbounded,
}

type Found = Option<(Meaning, usize)>;

/// The years that are read as years.
const YEARS: std::ops::RangeInclusive<i16> = 1700..=2100;

/// All expressions, in order.
pub(in crate::lang) fn expressions(atoms: &Atoms<'_>) -> Vec<Expression> {
    let mut found: Vec<Expression> = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let expression = if atoms.begins(at) { modified(atoms, at) } else { None };
        let Some((meaning, end)) = expression else {
            at += 1;
            continue;
        };
        let second = second(atoms, &meaning, end);
        found.push(Expression { atoms: at..end, meaning });
        at = end;
        if let Some((start, meaning, end)) = second {
            found.push(Expression { atoms: start..end, meaning });
            at = end;
        }
    }
    found
}

/// An expression with "early", "mid-", "later" before it and a part of the day behind it.
fn modified(atoms: &Atoms<'_>, at: usize) -> Found {
    let first = atoms.over_hyphen(at + 1);
    let found = if atoms.any(at, &["early", "late", "mid"]) {
        one(atoms, first).filter(|(meaning, _)| !matches!(meaning, Meaning::MonthDay(..)))
    } else if atoms.any(at, &["earlier", "later"]) {
        one(atoms, first).filter(|(meaning, _)| {
            use Meaning::{Day, Month, Season, Week, Weekday, Year};
            matches!(meaning, Day(0) | Week(_) | Month(_) | Year(_) | Season(..) | Weekday(..))
        })
    } else {
        one(atoms, at)
    };
    let (meaning, mut end) = found?;
    if matches!(meaning, Meaning::Day(_) | Meaning::Weekday(..) | Meaning::MonthDay(..))
        && atoms.any(end, &["morning", "afternoon", "evening", "night"])
    {
        // Names of programs: "Saturday Night Live", "Sunday Morning".
        if atoms.is_capital(end) && atoms.is_capital(at) {
            return Some((Meaning::Unbounded, end + 1));
        }
        end += 1;
    }
    Some((meaning, end))
}

fn one(atoms: &Atoms<'_>, at: usize) -> Found {
    match atoms.get(at).chars().next()? {
        c if c.is_ascii_digit() => numeric(atoms, at).or_else(|| ago(atoms, at)).or_else(|| year_alone(atoms, at)),
        '\'' | '’' | '‘' => short_year(atoms, at),
        c if c.is_uppercase() => named_day(atoms, at)
            .or_else(|| named_month(atoms, at))
            .or_else(|| season(atoms, at))
            .or_else(|| relative(atoms, at))
            .or_else(|| ago(atoms, at)),
        c if c.is_alphabetic() => relative(atoms, at).or_else(|| season(atoms, at)).or_else(|| ago(atoms, at)),
        _ => None,
    }
}

fn year(year: i16) -> Option<Meaning> {
    Some(Meaning::Known(PartialDate { first: Date::new(year, 1, 1).ok()?, precision: Precision::Year }))
}

fn day(year: i16, month: i8, day: i8) -> Option<Meaning> {
    Some(Meaning::Known(PartialDate::day(Date::new(year, month, day).ok()?)))
}

fn whole<T: std::str::FromStr>(atoms: &Atoms<'_>, at: usize) -> Option<T> {
    atoms.get(at).parse().ok()
}

/// The number of a day, and one past it and its "th".
fn day_number(atoms: &Atoms<'_>, at: usize) -> Option<(i8, usize)> {
    let day: i8 = whole(atoms, at).filter(|day| (1..=31).contains(day))?;
    let mut next = at + 1;
    if atoms.joined(next) {
        let ordinal = atoms.any(next, &["st", "nd", "rd", "th"]);
        let counted = atoms.is_word(next) || matches!(atoms.get(next), "%" | "/") || is_clock(atoms, at);
        if counted && !ordinal {
            return None;
        }
        next += usize::from(ordinal);
    }
    let counted = atoms.any(next, &["percent", "million", "billion", "people"]) || atoms.get(next) == "%";
    (!counted).then_some((day, next))
}

/// Whether the digits at `at` are the hours of a clock time.
fn is_clock(atoms: &Atoms<'_>, at: usize) -> bool {
    atoms.get(at + 1) == ":" && atoms.joined(at + 1) && atoms.joined(at + 2) && atoms.kind(at + 2, Kind::Digits)
}

/// A year in four digits at `at`.
fn year_number(atoms: &Atoms<'_>, at: usize) -> Option<i16> {
    let digits = atoms.get(at);
    let year = whole(atoms, at).filter(|year| digits.len() == 4 && YEARS.contains(year))?;
    let glued = atoms.joined(at + 1) && (atoms.is_word(at + 1) || matches!(atoms.get(at + 1), "%" | "_"))
        || is_clock(atoms, at);
    (!glued).then_some(year)
}

/// "of last year", "of 2015", ", 2015", "2015": the year and one past it; an offset when it is relative.
enum YearOf {
    Known(i16),
    Offset(i16),
}

fn year_of(atoms: &Atoms<'_>, at: usize) -> Option<(YearOf, usize)> {
    let of = at + usize::from(atoms.is(at, "of"));
    let comma = of + usize::from(of == at && atoms.get(at) == ",");
    if let Some(year) = year_number(atoms, comma) {
        return Some((YearOf::Known(year), comma + 1));
    }
    let offset = match () {
        () if atoms.is(of, "last") => -1,
        () if atoms.is(of, "this") => 0,
        () if atoms.is(of, "next") => 1,
        () => return None,
    };
    atoms.is(of + 1, "year").then_some((YearOf::Offset(offset), of + 2))
}

/// Nov. 8 · November 8th, 2016 · November 2016 · February of last year · last October · in November
fn named_month(atoms: &Atoms<'_>, at: usize) -> Found {
    let (number, next) = month(atoms, at)?;
    if let Some((day_number, next)) = day_number(atoms, next) {
        return match year_of(atoms, next) {
            Some((YearOf::Known(year), end)) => Some((day(year, number, day_number)?, end)),
            Some((YearOf::Offset(years), end)) => Some((Meaning::DayOf(number, day_number, years), end)),
            None => Some((Meaning::MonthDay(number, day_number), next)),
        };
    }
    match year_of(atoms, next) {
        Some((YearOf::Known(year), end)) => {
            let first = Date::new(year, number, 1).ok()?;
            return Some((Meaning::Known(PartialDate { first, precision: Precision::Month }), end));
        }
        Some((YearOf::Offset(years), end)) => return Some((Meaning::MonthOf(number, years), end)),
        None => {}
    }
    is_month_name(atoms, at, next).then_some((Meaning::MonthNamed(number, Which::Open), next))
}

/// Whether a month's name without day and year is the month: "May" and "March" are verbs, "April" and "June" are women.
fn is_month_name(atoms: &Atoms<'_>, at: usize, next: usize) -> bool {
    let before = at.wrapping_sub(1);
    let introduced = atoms.classes(before).intersects(Classes::PREPOSITION)
        || atoms.any(before, &["last", "next", "this", "early", "late", "mid", "earlier", "later", "every"])
        || atoms.is_hyphen(before) && atoms.is(before.wrapping_sub(1), "mid");
    let joined_months = atoms.any(before, &["and", "or", "to"]) && month(atoms, before.wrapping_sub(1)).is_some();
    let ambiguous = atoms.any(at, &["May", "March", "April", "June", "August", "Jan"]);
    if !ambiguous {
        return true;
    }
    if atoms.any(at, &["March"]) && atoms.any(next, &["on", "for", "against"]) {
        return false;
    }
    if introduced || joined_months {
        // "by June Carter", "from Theresa May"
        let surname = atoms.is_capital(next) && !atoms.any(at, &["March", "August"]) && atoms.get(next).len() > 2;
        return !surname || weekday(atoms, next).is_some();
    }
    let verb_or_name = atoms.any(at, &["May", "March"]);
    if verb_or_name {
        // "the March states", "the May election"
        return atoms.is(before, "the") && atoms.get(next).starts_with(char::is_lowercase);
    }
    !atoms.is_capital(next) && (!atoms.is_capital(before) || atoms.opens(before))
}

/// Tuesday · Tuesday, Nov. 8, 2016 · Election Day · Christmas 2015
fn named_day(atoms: &Atoms<'_>, at: usize) -> Found {
    if let Some((holiday, end)) = holiday(atoms, at) {
        if let Some((YearOf::Known(year), end)) = year_of(atoms, end) {
            return Some((Meaning::Known(PartialDate::day(holiday(year)?)), end));
        }
        return Some((Meaning::Holiday(holiday, Which::Open), end));
    }
    let (weekday, next) = weekday(atoms, at)?;
    let before = at.wrapping_sub(1);
    let comma = next + usize::from(atoms.get(next) == ",");
    if month(atoms, comma).is_some_and(|(_, day)| day_number(atoms, day).is_some()) {
        return named_month(atoms, comma);
    }
    // Names: "Super Tuesday", "Fox News Sunday", "Sunday Times".
    let name = atoms
        .any(before, &["Super", "Black", "Good", "Bloody", "Cyber", "Ash", "Easter", "Palm", "Giving", "News"])
        || atoms.is_capital(next) && atoms.any(next, &["Times", "Mirror", "Telegraph", "Express", "Journal", "Review"]);
    let recurring = atoms
        .any(before, &["every", "each", "any", "one", "some", "another", "that", "following", "first"])
        || atoms.any(next, &["shows", "talk"])
        || atoms.any(before, &["a"]) && !atoms.get(next).starts_with(char::is_lowercase);
    let indefinite = atoms.is(before, "a")
        && (atoms.classes(next).intersects(Classes::PREPOSITION | Classes::CONJUNCTION) || !atoms.is_word(next));
    if name || recurring || indefinite {
        return Some((Meaning::Unbounded, next));
    }
    for (word, offset) in [("before", -1), ("after", 1)] {
        if atoms.is(next, word)
            && let Some((other, end)) = named_day(atoms, next + 1).or_else(|| named_month(atoms, next + 1))
            && matches!(other, Meaning::Known(_) | Meaning::Holiday(..) | Meaning::MonthDay(..))
        {
            return Some((Meaning::WeekdayBeside(weekday, offset, Box::new(other)), end));
        }
    }
    Some((Meaning::Weekday(weekday, Which::Open), next))
}

/// 2016-11-08 · 11/8/2016 · 9/11 · 8 November 2016 · 24th of November · the 24th
fn numeric(atoms: &Atoms<'_>, at: usize) -> Found {
    let (one, two) = (at + 2, at + 4);
    let joined = |from: usize, to: usize| (from + 1..=to).all(|at| atoms.joined(at));
    let glued = atoms.joined(two + 1) && atoms.is_word(two + 1);
    let mark = |mark: &str| {
        joined(at, two)
            && atoms.get(at + 1) == mark
            && atoms.get(at + 3) == mark
            && atoms.kind(two, Kind::Digits)
            && !glued
    };
    if mark("-") || mark("/") {
        if let Some(year) = year_number_glued(atoms, at)
            && atoms.get(one).len() <= 2
        {
            return Some((day(year, whole(atoms, one)?, whole(atoms, two)?)?, two + 1));
        }
        let year: i16 = match atoms.get(two).len() {
            4 => year_number(atoms, two)?,
            2 => 2000 + whole::<i16>(atoms, two)?,
            _ => return None,
        };
        let (first, second): (i8, i8) = (whole(atoms, at)?, whole(atoms, one)?);
        // 11/8 is November in one country and August in the other: only a number over 12 tells.
        return match (first > 12, second > 12) {
            (false, true) => Some((day(year, first, second)?, two + 1)),
            (true, false) => Some((day(year, second, first)?, two + 1)),
            _ if first == second => Some((day(year, first, second)?, two + 1)),
            _ => Some((Meaning::Unbounded, two + 1)),
        };
    }
    if atoms.get(at) == "9" && atoms.get(at + 1) == "/" && atoms.get(at + 2) == "11" && joined(at, one) {
        return Some((day(2001, 9, 11)?, at + 3));
    }
    let (number, next) = day_number(atoms, at)?;
    let of = next + usize::from(atoms.is(next, "of"));
    if let Some((month, end)) = month(atoms, of)
        && !atoms.joined(at)
        && (of == next || atoms.joined(at + 1))
    {
        return match year_of(atoms, end) {
            Some((YearOf::Known(year), end)) => Some((day(year, month, number)?, end)),
            Some((YearOf::Offset(years), end)) => Some((Meaning::DayOf(month, number, years), end)),
            None if of == next && day_number(atoms, end).is_some() => None,
            None => Some((Meaning::MonthDay(month, number), end)),
        };
    }
    // "on the 24th", but "on the 49th floor"
    let the = at.wrapping_sub(1);
    let ends = !atoms.is_word(next) && !atoms.is_hyphen(next)
        || atoms.classes(next).intersects(Classes::PREPOSITION | Classes::CONJUNCTION | Classes::AUXILIARY)
            && !atoms.any(next, &["of", "in"]);
    (next > at + 1
        && atoms.is(the, "the")
        && atoms.any(the.wrapping_sub(1), &["on", "by", "until", "since", "before", "after"])
        && ends)
        .then_some((Meaning::DayNumber(number), next))
}

/// A year in four digits, whatever is joined to it.
fn year_number_glued(atoms: &Atoms<'_>, at: usize) -> Option<i16> {
    whole(atoms, at).filter(|year| atoms.get(at).len() == 4 && YEARS.contains(year))
}

/// 2016 · the 1990s (no date). Counted things and house numbers are no years.
fn year_alone(atoms: &Atoms<'_>, at: usize) -> Found {
    let before = at.wrapping_sub(1);
    let year_like = year_number_glued(atoms, at);
    if year_like.is_some() && atoms.joined(at + 1) && atoms.is(at + 1, "s") {
        return Some((Meaning::Unbounded, at + 2));
    }
    let number = year_number(atoms, at)?;
    if number::is_label(atoms, at) || number::is_counted_year(atoms, at) {
        return None;
    }
    // A part of a longer number, name or address.
    let part = atoms.joined(at)
        && !matches!(atoms.get(before), "(" | "“" | "\"" | "'" | "‘" | "-" | "–" | "—" | "/" | "[" | "’")
        || matches!(atoms.get(before), "-" | "–")
            && atoms.joined(at)
            && year_number_glued(atoms, before.wrapping_sub(1)).is_none()
            && !atoms.is_word(before.wrapping_sub(1));
    let street = atoms.is_capital(at + 1) && number::is_street(atoms, at + 2);
    (!part && !street).then_some(())?;
    Some((year(number)?, at + 1))
}

/// ’08; not the feet of 6'10.
fn short_year(atoms: &Atoms<'_>, at: usize) -> Found {
    let digits = atoms.get(at + 1);
    // Two apostrophes are a quotation mark.
    let mark = atoms.joined(at) && matches!(atoms.get(at.wrapping_sub(1)), "'" | "’" | "‘");
    if mark || atoms.joined(at) && !atoms.opens(at) || !atoms.joined(at + 1) || digits.len() != 2 {
        return None;
    }
    let ending = whole(atoms, at + 1)?;
    if atoms.joined(at + 2) && atoms.is(at + 2, "s") {
        return Some((Meaning::Unbounded, at + 3));
    }
    let glued = atoms.joined(at + 2) && (atoms.is_word(at + 2) || matches!(atoms.get(at + 2), "%" | "-"))
        || is_clock(atoms, at + 1);
    (!glued).then_some((Meaning::ShortYear(ending), at + 2))
}

/// spring of 2016 · summer 2016
fn season(atoms: &Atoms<'_>, at: usize) -> Found {
    season_month(atoms, at)?;
    let next = at + 1 + usize::from(atoms.is(at + 1, "of"));
    match year_of(atoms, at + 1)? {
        (YearOf::Known(number), end) if atoms.get(at + 1) != "," => Some((year(number)?, end)),
        (YearOf::Offset(years), end) if next > at + 1 => Some((Meaning::Year(i32::from(years)), end)),
        _ => None,
    }
}

/// The first month of the season named by atom `at`.
fn season_month(atoms: &Atoms<'_>, at: usize) -> Option<i8> {
    let seasons = [("spring", 3), ("summer", 6), ("fall", 9), ("autumn", 9), ("winter", 12)];
    seasons.iter().find(|(name, _)| atoms.is(at, name)).map(|&(_, month)| month)
}

/// yesterday · last week · this fall · next Tuesday · last November · over the weekend
fn relative(atoms: &Atoms<'_>, at: usize) -> Found {
    let before = at.wrapping_sub(1);
    if atoms.any(at, &["today", "tonight", "yesterday", "tomorrow"]) {
        return day_word(atoms, at);
    }
    if atoms.is(at, "weekend")
        && atoms.is(before, "the")
        && atoms.any(before.wrapping_sub(1), &["over", "during", "on"])
    {
        return Some((Meaning::Weekend(Which::Open), at + 1));
    }
    let (which, mut next) = match () {
        () if atoms.is(at, "last") => (Which::Last, at + 1),
        () if atoms.is(at, "next") => (Which::Next, at + 1),
        () if atoms.is(at, "this") => (Which::This, at + 1),
        () => return None,
    };
    let which = if which != Which::Next && atoms.is(next, "past") {
        next += 1;
        Which::Last
    } else if which == Which::This && atoms.any(next, &["coming", "upcoming"]) {
        next += 1;
        Which::Next
    } else {
        which
    };
    let offset = match which {
        Which::Last => -1,
        Which::Next => 1,
        Which::This | Which::Open => 0,
    };
    let end = next + 1;
    // A capital on both is a name: "This Week" is a program.
    let title = atoms.is_capital(at) && atoms.is_capital(next);
    let found = match () {
        () if title && weekday(atoms, next).is_none() && month(atoms, next).is_none() => return None,
        () if atoms.is(next, "night") => (offset == -1).then_some((Meaning::Day(-1), end)),
        () if atoms.any(next, &["morning", "afternoon", "evening"]) => (offset == 0).then_some((Meaning::Day(0), end)),
        () if atoms.is(next, "week") => Some((Meaning::Week(offset), end)),
        () if atoms.is(next, "weekend") => Some((Meaning::Weekend(which), end)),
        () if atoms.is(next, "month") => Some((Meaning::Month(offset), end)),
        () if atoms.is(next, "year") => Some((Meaning::Year(offset), end)),
        () => None,
    };
    let found = found.or_else(|| Some((Meaning::Season(season_month(atoms, next)?, which), end)));
    let found = found.or_else(|| {
        let (day, end) = weekday(atoms, next)?;
        Some((Meaning::Weekday(day, which), end))
    });
    let found = found.or_else(|| {
        let (holiday, end) = holiday(atoms, next)?;
        Some((Meaning::Holiday(holiday, which), end))
    });
    let found = found.or_else(|| {
        let (number, end) = month(atoms, next)?;
        let day = day_number(atoms, end);
        Some(day.map_or((Meaning::MonthNamed(number, which), end), |(day, end)| (Meaning::MonthDay(number, day), end)))
    });
    let (meaning, end) = found?;
    // "the last year", "the next day" count from elsewhere, or are a length of time.
    let unbounded =
        which != Which::This && atoms.any(before, &["the", "his", "her", "its", "their", "my", "our", "every"]);
    Some((if unbounded { Meaning::Unbounded } else { meaning }, end))
}

/// "today", but not in the sense of nowadays, which no verb of the past or "will" stands beside.
fn day_word(atoms: &Atoms<'_>, at: usize) -> Found {
    let before = at.wrapping_sub(1);
    let listed = |at: usize| atoms.any(at, &["today", "tomorrow", "yesterday", "forever", "always"]);
    let in_list = |at: usize, step: fn(usize) -> usize| {
        let mark = atoms.any(at, &[",", "and", "or"]);
        mark && listed(step(at)) || mark && atoms.any(step(at), &["and", "or"]) && listed(step(step(at)))
    };
    if in_list(at + 1, |at| at + 1) || in_list(before, |at| at.wrapping_sub(1)) {
        return Some((Meaning::Unbounded, at + 1));
    }
    let offset = match () {
        () if atoms.is(at, "yesterday") => -1,
        () if atoms.is(at, "tomorrow") => 1,
        () => 0,
    };
    // USA Today, Today Show
    if atoms.is_capital(at) && !atoms.opens(at) {
        return None;
    }
    let found = Some((Meaning::Day(offset), at + 1));
    if !atoms.is(at, "today") || atoms.any(before, &["earlier", "later", "early", "late"]) {
        return found;
    }
    if matches!(atoms.get(at + 1), "'" | "’") && atoms.joined(at + 1) {
        return EVENTS.iter().any(|event| atoms.is(at + 3, event)).then_some((Meaning::Day(0), at + 1));
    }
    super::tense::is_dated(atoms, at).then_some((Meaning::Day(0), at + 1))
}

/// What "today's …" is a day of; "today's economy" is not.
#[rustfmt::skip]
const EVENTS: &[&str] = &[
    "announcement", "attack", "briefing", "debate", "decision", "election", "event", "hearing", "meeting", "news",
    "primary", "primaries", "rally", "report", "ruling", "shooting", "speech", "vote", "voting", "contest", "contests",
];

/// two weeks ago · a year ago · 30 years ago
fn ago(atoms: &Atoms<'_>, at: usize) -> Found {
    let (count, next) = if atoms.any(at, &["a", "an"]) { (1.0, at + 1) } else { number::whole(atoms, at)? };
    if !atoms.any(next + 1, &["ago"]) || !(1.0..=2000.0).contains(&count) || count.fract() != 0.0 {
        return None;
    }
    let back = -(count as i32);
    let meaning = match atoms.get(next).to_ascii_lowercase().trim_end_matches('s') {
        "day" => Meaning::Day(back),
        "week" => Meaning::Week(back),
        "month" => Meaning::Month(back),
        "year" => Meaning::Year(back),
        _ => Meaning::Unbounded,
    };
    Some((meaning, next + 2))
}

/// The end of a range behind an expression: "Nov. 6 to 10", "March 17-18", "2007-09". Start, meaning, end.
fn second(atoms: &Atoms<'_>, first: &Meaning, end: usize) -> Option<(usize, Meaning, usize)> {
    let link = atoms.any(end, &["to", "through", "and", "or"]) || matches!(atoms.get(end), "-" | "–");
    if !link {
        return None;
    }
    let at = end + 1;
    let short = atoms.get(at).len() <= 2 && atoms.is_hyphen(end);
    match *first {
        Meaning::MonthDay(month, day) => {
            let (other, next) = day_number(atoms, at)?;
            let ends = !atoms.is_word(next)
                || atoms.classes(next).intersects(Classes::PREPOSITION | Classes::CONJUNCTION | Classes::AUXILIARY);
            (other > day && ends && !atoms.is_hyphen(next)).then_some((at, Meaning::MonthDay(month, other), next))
        }
        Meaning::Known(PartialDate { first: date, precision: Precision::Year }) if short => {
            let ending: i16 = whole(atoms, at)?;
            let ten = if atoms.get(at).len() == 1 { 10 } else { 100 };
            let other = date.year() - date.year() % ten + ending;
            (other > date.year()).then_some((at, year(other)?, at + 1))
        }
        _ => None,
    }
}
