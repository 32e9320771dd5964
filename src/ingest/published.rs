//! When an article was published: every way of writing a date that fields, lines, addresses and file names use.
//!
//! A day, month or year that is not on the page is never made up, and `3/11/2025` means nothing: it is the third of November
//! to one reader and the eleventh of March to another.

use crate::article::{DateSource, PartialDate, Precision, Published};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;

/// Years that a publication date may have; anything else is a number of another kind.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2199;

/// A value that is a date as a whole, with what says so.
pub(super) fn parse(text: &str, from: DateSource) -> Option<Published> {
    let (date, time) = parse_whole(super::present(text)?)?;
    YEARS.contains(&date.first.year()).then_some(Published { date, time, from })
}

type Stamp = (PartialDate, Option<String>);

fn parse_whole(text: &str) -> Option<Stamp> {
    if text.len() > 100 {
        return None;
    }
    if let Some(date) = PartialDate::parse(text) {
        return Some((date, None));
    }
    digits_only(text)
        .or_else(|| iso(text))
        .or_else(|| slashed(text).map(|date| (date, None)))
        .or_else(|| mail(text))
        .or_else(|| in_words(text).map(|date| (date, None)))
}

/// `20251103`, `20251103143000`, seconds or milliseconds since 1970.
fn digits_only(text: &str) -> Option<Stamp> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = match text.len() {
        8 | 14 => return Some((compact(&text[..8])?, None)),
        10 => text.parse::<i64>().ok()?,
        13 => text.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    let time = Timestamp::from_second(seconds).ok()?;
    let date = Offset::UTC.to_datetime(time).date();
    Some((PartialDate::day(date), Some(time.to_string())))
}

/// `20251103`.
fn compact(digits: &str) -> Option<PartialDate> {
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    YEARS.contains(&year).then(|| day_of(year, i32::from(month), i32::from(day)))?
}

fn day_of(year: i16, month: i32, day: i32) -> Option<PartialDate> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(PartialDate::day)
}

/// ISO 8601 with or without time and offset, a space for the `T` allowed.
fn iso(text: &str) -> Option<Stamp> {
    if !text.bytes().take(4).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let spaced = text.strip_suffix(" UTC").map_or_else(|| text.to_owned(), |rest| format!("{rest}Z"));
    // `2025-11-03 10:00:00 +0000` has a space before the offset that the standard does not.
    let joined = spaced.replace(" +", "+").replace(" -", "-");
    let pieces = Pieces::parse(joined.as_bytes()).ok()?;
    let date = pieces.date();
    let offset = pieces.offset().map(|offset| match offset {
        PiecesOffset::Zulu => "Z".to_owned(),
        PiecesOffset::Numeric(numeric) => offset_text(numeric.offset()),
        _ => String::new(),
    });
    let time = match (pieces.time(), offset) {
        (Some(time), Some(offset)) if !offset.is_empty() => Some(moment(date, time, &offset)),
        _ => None,
    };
    Some((PartialDate::day(date), time))
}

fn offset_text(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
}

fn moment(date: Date, time: Time, offset: &str) -> String {
    format!("{date}T{:02}:{:02}:{:02}{offset}", time.hour(), time.minute(), time.second())
}

/// RFC 2822, as feeds and mail have it.
fn mail(text: &str) -> Option<Stamp> {
    let zoned = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(text).ok()?;
    let time = moment(zoned.date(), zoned.time(), &offset_text(zoned.offset()));
    Some((PartialDate::day(zoned.date()), Some(time)))
}

/// `2025/11/03`, `24.11.2025`, `11/24/2025`, each perhaps with a time behind it; `None` where day and month could change places.
fn slashed(text: &str) -> Option<PartialDate> {
    let word = text.split([' ', 'T', ',']).next()?;
    let mark = ['/', '.', '-'].into_iter().find(|&mark| word.matches(mark).count() == 2)?;
    let parts: Vec<&str> = word.split(mark).collect();
    if !parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let number = |at: usize| parts[at].parse::<i16>().ok();
    let (first, second, third) = (number(0)?, number(1)?, number(2)?);
    if parts[0].len() == 4 {
        return day_of(first, second.into(), third.into());
    }
    if parts[2].len() != 4 {
        return None;
    }
    match (first, second) {
        // Written with dots, the day comes first everywhere.
        _ if mark == '.' => day_of(third, second.into(), first.into()),
        (1..=12, 13..) => day_of(third, first.into(), second.into()),
        (13.., 1..=12) => day_of(third, second.into(), first.into()),
        _ if first == second => day_of(third, first.into(), second.into()),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `November`, `Nov.`, `Sept`: the month from 1.
fn month_of(word: &str) -> Option<i32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|&month| {
        month == word
            || word == month[..3]
            || (month == "september" && word == "sept")
            || (word.len() == 4 && month.starts_with(&word) && month.len() == 4)
    })?;
    i32::try_from(at + 1).ok()
}

/// Words that may stand around a date without making it a sentence.
const AROUND_DATES: &[&str] = &[
    "published",
    "posted",
    "updated",
    "last",
    "first",
    "date",
    "on",
    "at",
    "the",
    "of",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "am",
    "pm",
    "a.m",
    "p.m",
    "est",
    "edt",
    "et",
    "cst",
    "cdt",
    "ct",
    "mst",
    "mdt",
    "mt",
    "pst",
    "pdt",
    "pt",
    "gmt",
    "bst",
    "utc",
    "cet",
    "cest",
    "modified",
    "dated",
    "issued",
    "released",
    "release",
    "for",
    "immediate",
];

/// `November 3, 2025`, `3 Nov 2025`, `Nov. 2025`, with weekday, time or "Published" around it and nothing else.
fn in_words(text: &str) -> Option<PartialDate> {
    // A line that was updated later names two dates; the first is the one asked for.
    let lower = text.to_lowercase();
    let text = lower.find("updated").filter(|&at| at > 8).map_or(lower.as_str(), |at| &lower[..at]);
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ",|()[]*_•·–—".contains(c))
        .map(|word| word.trim_end_matches([':', '.']))
        .filter(|word| !word.is_empty())
        .collect();
    let month_at = words.iter().position(|word| month_of(word).is_some())?;
    let (date, used) = date_at(&words, month_at)?;
    let is_around = |word: &&str| {
        AROUND_DATES.contains(word) || *word == "-" || {
            // A time of day: `10:30`, `5`, `5pm`, `+0000`.
            let digits = word.trim_start_matches('+').trim_end_matches(['a', 'p', 'm', 'h', '.']);
            !digits.is_empty() && digits.len() <= 8 && digits.bytes().all(|b| b.is_ascii_digit() || b == b':')
        }
    };
    let others = words.iter().enumerate().filter(|(at, _)| !used.contains(at));
    (words.len() <= 14 && others.map(|(_, word)| word).all(is_around)).then_some(date)
}

/// The date around the month name at `month_at`, and which words it is made of.
fn date_at(words: &[&str], month_at: usize) -> Option<(PartialDate, Vec<usize>)> {
    let month = month_of(words[month_at])?;
    let day = |at: usize| -> Option<i32> {
        let word: &str = words.get(at)?;
        let digits = word.trim_end_matches(char::is_alphabetic);
        if !matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th") {
            return None;
        }
        digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
    };
    let year = |at: usize| -> Option<i16> {
        let word: &str = words.get(at)?;
        word.parse().ok().filter(|year| word.len() == 4 && YEARS.contains(year))
    };
    if let (Some(day), Some(year)) = (day(month_at + 1), year(month_at + 2)) {
        return Some((day_of(year, month, day)?, vec![month_at, month_at + 1, month_at + 2]));
    }
    // `Wed Oct 10 20:19:24 +0000 2018`, as some platforms write it.
    if let (Some(day), Some(year)) = (day(month_at + 1), year(words.len() - 1))
        && words.get(month_at + 2).is_some_and(|word| word.contains(':'))
    {
        return Some((day_of(year, month, day)?, vec![month_at, month_at + 1, words.len() - 1]));
    }
    let year = year(month_at + 1)?;
    if let Some(day) = month_at.checked_sub(1).and_then(day).or_else(|| {
        // "the 3rd of November 2025"
        month_at.checked_sub(2).filter(|_| words[month_at - 1] == "of").and_then(day)
    }) {
        return Some((day_of(year, month, day)?, (month_at.saturating_sub(2)..=month_at + 1).collect()));
    }
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    Some((PartialDate { first, precision: Precision::Month }, vec![month_at, month_at + 1]))
}

/// A line that is a date and nothing else, such as stands under a headline. A lone year or number is none.
pub(super) fn from_line(line: &str) -> Option<Published> {
    let line = line.trim().trim_matches(['*', '_', '#', ' ']);
    if line.len() > 100 {
        return None;
    }
    let value = ["published:", "posted:", "date:", "published on", "published"].iter().find_map(|label| {
        let start = line.get(..label.len())?;
        start.eq_ignore_ascii_case(label).then(|| line[label.len()..].trim())
    });
    let found = parse(value.unwrap_or(line), DateSource::Text)?;
    let is_bare_number = line.bytes().all(|b| b.is_ascii_digit());
    (found.date.precision != Precision::Year && !is_bare_number).then_some(found)
}

/// `HALDEN, Nov. 3, 2025 (AP) — The ferry …`: the date in the dateline that begins one of the first paragraphs.
pub(super) fn from_dateline(text: &str) -> Option<Published> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(6);
    lines.find_map(dateline)
}

fn dateline(line: &str) -> Option<Published> {
    let head = super::language::start_of(line, 120);
    let end = ["—", "–", " - ", "--"].iter().filter_map(|dash| head.find(dash)).min()?;
    let head = &head[..end];
    // The place is in capitals; everything else before the dash belongs to a sentence.
    let place = head.split([',', ' ']).next()?;
    if place.chars().count() < 3 || !place.chars().all(|c| c.is_uppercase() || ".-’'".contains(c)) {
        return None;
    }
    let words: Vec<&str> = head
        .split(|c: char| c.is_whitespace() || ",()".contains(c))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    let month_at = words.iter().position(|word| month_of(word).is_some())?;
    let (date, _) = date_at(&words, month_at)?;
    Some(Published { date, time: None, from: DateSource::Dateline })
}

/// `…/2025/11/03/…`, `…/2025-11-03-…`, `…/2025/nov/03/…` in an address.
pub(super) fn from_url(url: &str) -> Option<Published> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let parts: Vec<&str> = path.split('/').collect();
    let date = parts.iter().find_map(|part| in_name(part)).or_else(|| in_folders(&parts))?;
    Some(Published { date, time: None, from: DateSource::Url })
}

/// The last resort: a date in the file's name, else in the names of its folders.
pub(super) fn from_path(path: &str) -> Option<Published> {
    let parts: Vec<&str> = path.split(['/', '\\']).collect();
    let (name, folders) = parts.split_last()?;
    if let Some(date) = in_name(name) {
        return Some(Published { date, time: None, from: DateSource::FileName });
    }
    let date = folders.iter().rev().find_map(|part| in_name(part)).or_else(|| in_folders(folders))?;
    Some(Published { date, time: None, from: DateSource::Path })
}

/// `2025`, `11`, `03` in a row; the day may be missing.
fn in_folders(parts: &[&str]) -> Option<PartialDate> {
    let is_number = |part: &str, n: std::ops::RangeInclusive<usize>| {
        n.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    for (at, pair) in parts.windows(2).enumerate().rev() {
        let Some(year) = Some(pair[0]).filter(|part| is_number(part, 4..=4)).and_then(|part| part.parse().ok()) else {
            continue;
        };
        let month = if is_number(pair[1], 1..=2) { pair[1].parse().ok() } else { month_of(pair[1]) };
        let (Some(month), true) = (month.filter(|month| (1..=12).contains(month)), YEARS.contains(&year)) else {
            continue;
        };
        let day = parts.get(at + 2).filter(|part| is_number(part, 1..=2)).and_then(|part| part.parse().ok());
        if let Some(date) = day.and_then(|day| day_of(year, month, day)) {
            return Some(date);
        }
        let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
        return Some(PartialDate { first, precision: Precision::Month });
    }
    None
}

/// `2025-11-03`, `2025_11_03`, `20251103`, or `2025-11` alone, in one name, not inside a longer number.
fn in_name(name: &str) -> Option<PartialDate> {
    let bytes = name.as_bytes();
    let mut month_only = None;
    for at in 0..bytes.len().saturating_sub(5) {
        if (at > 0 && bytes[at - 1].is_ascii_digit()) || !bytes[at].is_ascii_digit() {
            continue;
        }
        let ends_at = |n: usize| bytes.get(at + n).is_none_or(|b| !b.is_ascii_digit());
        if let Some(date) = name.get(at..at + 8).filter(|_| ends_at(8)).and_then(compact) {
            return Some(date);
        }
        let dashed = |n: usize| {
            let part = name.get(at..at + n).filter(|_| ends_at(n))?;
            let date = PartialDate::parse(&part.replace(['_', '.'], "-"))?;
            YEARS.contains(&date.first.year()).then_some(date)
        };
        if let Some(date) = dashed(10) {
            return Some(date);
        }
        // `2025-11-report.txt`; but `2025-26` is a season, which is no month.
        month_only = month_only.or_else(|| dashed(7));
    }
    month_only
}

#[cfg(test)]
mod tests {
    use super::{from_dateline, from_line, from_path, from_url, parse};
    use crate::article::DateSource;

    #[test]
    fn whole_values() {
        for (text, date, time) in [
            ("2025-11-03", "2025-11-03", None),
            ("2025-11", "2025-11", None),
            ("2025", "2025", None),
            ("2025-11-03 14:30:00", "2025-11-03", None),
            ("2025-11-03T14:30:00Z", "2025-11-03", Some("2025-11-03T14:30:00Z")),
            ("2025-11-03T14:30:00.123-05:00", "2025-11-03", Some("2025-11-03T14:30:00-05:00")),
            ("2025-11-03T14:30:00+0530", "2025-11-03", Some("2025-11-03T14:30:00+05:30")),
            ("2025-11-03 14:30:00 +0000", "2025-11-03", Some("2025-11-03T14:30:00+00:00")),
            ("2025-11-03 14:30:00 UTC", "2025-11-03", Some("2025-11-03T14:30:00Z")),
            ("Mon, 03 Nov 2025 14:30:00 GMT", "2025-11-03", Some("2025-11-03T14:30:00+00:00")),
            ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10", None),
            ("20251103", "2025-11-03", None),
            ("20251103143000", "2025-11-03", None),
            ("1762180200", "2025-11-03", Some("2025-11-03T14:30:00Z")),
            ("November 3, 2025", "2025-11-03", None),
            ("Monday, Nov. 3, 2025 at 5:04 p.m. EST", "2025-11-03", None),
            ("3 November 2025", "2025-11-03", None),
            ("3rd Sept 2025, 10:15", "2025-09-03", None),
            ("Posted on the 3rd of November 2025", "2025-11-03", None),
            ("Published 3 Nov 2025, updated 5 Nov 2025", "2025-11-03", None),
            ("November 2025", "2025-11", None),
            ("11/24/2025", "2025-11-24", None),
            ("24/11/2025 10:00", "2025-11-24", None),
            ("24.11.2025", "2025-11-24", None),
            ("2025/11/24", "2025-11-24", None),
        ] {
            let found = parse(text, DateSource::Field).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.date.to_string().as_str(), found.time.as_deref()), (date, time), "{text}");
        }
        for text in [
            "",
            "None",
            "null",
            "3/11/2025",
            "2025-02-30",
            "soon",
            "May I ask",
            "In May 2025 the ferry sank",
            "9999-01-01",
            "0",
            "12",
        ] {
            assert_eq!(parse(text, DateSource::Field), None, "{text}");
        }
    }

    #[test]
    fn lines_and_datelines() {
        let date = |found: Option<super::Published>| found.map(|found| found.date.to_string());
        assert_eq!(date(from_line("Published: November 3, 2025")).as_deref(), Some("2025-11-03"));
        assert_eq!(date(from_line("The vote of November 3, 2025, was close")), None);
        assert_eq!(date(from_line("2025")), None);
        let check =
            |text: &str, wanted: Option<&str>| assert_eq!(date(from_dateline(text)).as_deref(), wanted, "{text}");
        check("Ferry sinks\n\nHALDEN, Nov. 3, 2025 (AP) — The ferry sank.", Some("2025-11-03"));
        check("HALDEN, Nov. 3 — The ferry sank.", None);
        check("The ferry of November 3, 2025 — the old one — sank.", None);
    }

    #[test]
    fn addresses_and_names() {
        let date = |found: Option<super::Published>| found.map(|found| (found.date.to_string(), found.from));
        assert_eq!(date(from_url("https://a.example/2025/11/03/ferry")), Some(("2025-11-03".into(), DateSource::Url)));
        assert_eq!(
            date(from_url("https://a.example/world/2025/nov/03/ferry")),
            Some(("2025-11-03".into(), DateSource::Url))
        );
        assert_eq!(date(from_url("https://a.example/2025/11/ferry")), Some(("2025-11".into(), DateSource::Url)));
        assert_eq!(date(from_url("https://a.example/item/20251103123")), None);
        assert_eq!(date(from_path("c/2025-11-03-ferry.txt")), Some(("2025-11-03".into(), DateSource::FileName)));
        assert_eq!(date(from_path("c/ferry_20251103.txt")), Some(("2025-11-03".into(), DateSource::FileName)));
        assert_eq!(date(from_path("c/2025-11-03/ferry.txt")), Some(("2025-11-03".into(), DateSource::Path)));
        assert_eq!(date(from_path("c/2025/11/ferry.txt")), Some(("2025-11".into(), DateSource::Path)));
        assert_eq!(date(from_path("c/season-2025-26.txt")), None);
    }
}
