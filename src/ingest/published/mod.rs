//! When an article was published: every way of writing a date that fields, lines, addresses and file names use.
//!
//! A day, month or year that is not on the page is never made up, and `3/11/2025` means nothing: it is the third of November
//! to one reader and the eleventh of March to another.

mod address;
mod words;

pub(super) use address::{from_path, from_url};

use crate::article::{DateSource, PartialDate, Precision, Published};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;
use words::{date_at, first_day, in_words, is_around, month_of, words};

/// Years that a publication date may have; anything else is a number of another kind.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2199;

/// A value that is a date as a whole, with what says so.
pub(super) fn parse(text: &str, from: DateSource) -> Option<Published> {
    parse_as(text, None, from)
}

/// Which of two numbers that may both be day or month is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// `3/11/2025` is the third of November.
    DayFirst,
    /// `3/11/2025` is the eleventh of March.
    MonthFirst,
}

impl Order {
    /// How those write who write in a language, by its code with the country, such as `en-GB`; plain `en` does not tell.
    pub(super) fn of_language(tag: &str) -> Option<Order> {
        const DAY_FIRST: &[&str] = &[
            "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "da", "nb", "no", "fi", "ru", "uk", "tr", "el", "ro",
            "ca", "id", "vi", "hr", "sl", "bg",
        ];
        let tag = tag.to_lowercase().replace('_', "-");
        let (language, country) = tag.split_once('-').unwrap_or((&tag, ""));
        match (language, country) {
            ("en", "us") => Some(Order::MonthFirst),
            ("en", "gb" | "uk" | "au" | "nz" | "ie" | "in" | "za") => Some(Order::DayFirst),
            (_, "us") => None,
            _ => DAY_FIRST.contains(&language).then_some(Order::DayFirst),
        }
    }
}

fn parse_as(text: &str, order: Option<Order>, from: DateSource) -> Option<Published> {
    let (date, time) = parse_whole(super::present(text)?, order)?;
    YEARS.contains(&date.first.year()).then_some(Published { date, time, from })
}

type Stamp = (PartialDate, Option<String>);

fn parse_whole(text: &str, order: Option<Order>) -> Option<Stamp> {
    if text.len() > 100 {
        return None;
    }
    if let Some(date) = PartialDate::parse(text) {
        return Some((date, None));
    }
    digits_only(text)
        .or_else(|| iso(text))
        .or_else(|| slashed(text, order).map(|date| (date, None)))
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

/// `2025/11/03`, `24.11.2025`, `11/24/2025`, each perhaps with a time or "Published" beside it; `None` where day and month could
/// change places and no `order` is known.
fn slashed(text: &str, order: Option<Order>) -> Option<PartialDate> {
    let parts = words(text);
    let at = parts.iter().position(|part| is_slashed(part))?;
    let mut others = parts.iter().enumerate().filter(|(other, _)| *other != at);
    others.all(|(_, part)| is_around(part)).then(|| in_digits(&parts[at], order))?
}

fn is_slashed(word: &str) -> bool {
    ['/', '.', '-'].iter().any(|&mark| word.matches(mark).count() == 2)
}

fn in_digits(word: &str, order: Option<Order>) -> Option<PartialDate> {
    // `2025/11/03t10:00`
    let word = word.split('t').next()?;
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
    let day_first = match (first, second) {
        // Written with dots, the day comes first everywhere.
        _ if mark == '.' || first == second => true,
        (1..=12, 13..) => false,
        (13.., 1..=12) => true,
        _ => order? == Order::DayFirst,
    };
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    day_of(third, month.into(), day.into())
}

/// A line that is a date and nothing else, such as stands under a headline. A lone year or number is none.
pub(super) fn from_line(line: &str) -> Option<Published> {
    from_line_as(line, None)
}

/// The same, where the language tells the order of day and month.
pub(super) fn from_line_as(line: &str, order: Option<Order>) -> Option<Published> {
    let line = line.trim().trim_matches(['*', '_', '#', ' ']);
    if line.len() > 100 {
        return None;
    }
    let value = ["published:", "posted:", "date:", "published on", "published"].iter().find_map(|label| {
        let start = line.get(..label.len())?;
        start.eq_ignore_ascii_case(label).then(|| line[label.len()..].trim())
    });
    let found = parse_as(value.unwrap_or(line), order, DateSource::Text)?;
    let is_bare_number = line.bytes().all(|b| b.is_ascii_digit());
    (found.date.precision != Precision::Year && !is_bare_number).then_some(found)
}

/// The first date in a short line that is more than one, such as a byline with the date behind it. A lone year or number is none.
pub(super) fn in_line(line: &str, order: Option<Order>) -> Option<Published> {
    let whole = |line: &str| from_line_as(line, order);
    whole(line).or_else(|| line.split(['|', '•', '·', '—', '–']).find_map(whole)).or_else(|| {
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let date = first_day(&words).or_else(|| words.iter().find_map(|word| in_digits(word, order)))?;
        YEARS.contains(&date.first.year()).then_some(Published { date, time: None, from: DateSource::Text })
    })
}

/// The day in a line with hardly a word besides: a place, as in `Halden, 3 November 2025`, or the names in a byline.
pub(super) fn beside_words(line: &str, order: Option<Order>) -> Option<Published> {
    let is_byline = line.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
    let (line, most) = if is_byline { (&line[3..], 6) } else { (line, 2) };
    let is_date = |word: &str| is_around(word) || is_slashed(word) || month_of(word).is_some();
    let mut others = line.split([' ', ',']).filter(|word| words(word).iter().any(|part| !is_date(part)));
    let is_bare =
        others.clone().count() <= most && others.all(|word| word == "and" || word.starts_with(char::is_uppercase));
    in_line(line, order).filter(|found| is_bare && found.date.precision == Precision::Day)
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
    let words = words(head);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let month_at = words.iter().position(|word| month_of(word).is_some())?;
    let (date, _) = date_at(&words, month_at)?;
    Some(Published { date, time: None, from: DateSource::Dateline })
}

#[cfg(test)]
mod tests {
    use super::{Order, beside_words, from_dateline, from_line, from_path, from_url, in_line, parse};
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
            ("Montag, den 3. November 2025, 10:15 Uhr", "2025-11-03", None),
            ("lunes 3 de noviembre de 2025", "2025-11-03", None),
            ("Published on 24/11/2025", "2025-11-24", None),
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
            "3/11/2025 was a day",
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
        let line = |text: &str, tag: &str| date(in_line(text, Order::of_language(tag)));
        assert_eq!(line("By Ann Lee, May 3, 2025 10:15", "en").as_deref(), Some("2025-05-03"));
        assert_eq!(line("Gespeichert von ann am 3. Mai 2025 - 18:55", "de").as_deref(), Some("2025-05-03"));
        assert_eq!(line("Publicado 3/5/2025 por Ann", "pt-BR").as_deref(), Some("2025-05-03"));
        assert_eq!(line("3/5/2025", "en-US").as_deref(), Some("2025-03-05"));
        assert_eq!(line("3/5/2025", "en"), None);
        assert_eq!(date(beside_words("Halden, 3 November 2025", None)).as_deref(), Some("2025-11-03"));
        assert_eq!(date(beside_words("By Ann Lee and Bo Day, Nov. 3, 2025", None)).as_deref(), Some("2025-11-03"));
        assert_eq!(date(beside_words("The ferry sank on 3 November 2025", None)), None);
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
