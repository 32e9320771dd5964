//! Dates in web addresses, file names and the names of folders.

use super::{YEARS, compact, day_of, words::month_of};
use crate::article::{DateSource, PartialDate, Precision, Published};
use jiff::civil::Date;

/// `…/2025/11/03/…`, `…/2025-11-03-…`, `…/2025/nov/03/…` in an address.
pub(in crate::ingest) fn from_url(url: &str) -> Option<Published> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let parts: Vec<&str> = path.split('/').collect();
    let date = parts.iter().find_map(|part| in_name(part)).or_else(|| in_folders(&parts))?;
    Some(Published { date, time: None, from: DateSource::Url })
}

/// The last resort: a date in the file's name, else in the names of its folders.
pub(in crate::ingest) fn from_path(path: &str) -> Option<Published> {
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
