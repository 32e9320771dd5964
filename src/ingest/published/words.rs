//! Dates written out: the names of months, and what may stand around a date.

use super::{YEARS, day_of};
use crate::article::{PartialDate, Precision};
use jiff::civil::Date;

/// The months, by their names in English and, where they differ, in other languages that pages are written in.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari"],
    &["february", "februar", "februari", "février", "febrero", "febbraio", "fevereiro"],
    &["march", "märz", "mars", "marzo", "março", "maart"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "maj"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "août", "agosto", "augustus", "augusti"],
    &["september", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "décembre", "diciembre", "dicembre", "dezembro"],
];

/// `November`, `Nov.`, `Sept`, `novembre`: the month from 1.
pub(super) fn month_of(word: &str) -> Option<i32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let is_short = |month: &&str| word == month[..3] || (*month == "september" && word == "sept");
    let is_name = |names: &&[&str]| names.contains(&word.as_str()) || names.first().is_some_and(is_short);
    i32::try_from(MONTHS.iter().position(is_name)? + 1).ok()
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
    "ist",
    "modified",
    "dated",
    "issued",
    "released",
    "release",
    "for",
    "immediate",
    "created",
    "originally",
    "veröffentlicht",
    "erstellt",
    "aktualisiert",
    "stand",
    "vom",
    "um",
    "uhr",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "publié",
    "le",
    "à",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "publicado",
    "el",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "pubblicato",
    "il",
    "ore",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "h",
    "hs",
    "às",
    "créé",
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
];

/// Words inside a date that say nothing: "the 3rd of November", "3 de mayo de 2025", "den 3. November".
const INSIDE_DATES: &[&str] = &["of", "de", "del", "den", "der"];

/// The words of a line that may be a date, in lower case.
pub(super) fn words(line: &str) -> Vec<String> {
    let words = line.split(|c: char| c.is_whitespace() || ",|()[]*_•·–—".contains(c));
    let words = words.map(|word| word.trim_end_matches([':', '.']).to_lowercase());
    words.filter(|word| !word.is_empty() && !INSIDE_DATES.contains(&word.as_str())).collect()
}

/// Whether a word may stand beside a date in a line that is nothing else: `Published`, `Mon`, `10:30`, `5pm`, `+0000`, `-`.
pub(super) fn is_around(word: &str) -> bool {
    let digits = word.trim_start_matches('+').trim_end_matches(['a', 'p', 'm', 'h', '.']);
    let is_time =
        !digits.is_empty() && digits.len() <= 8 && digits.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b'h');
    is_time || word == "-" || word == "/" || AROUND_DATES.contains(&word)
}

/// `November 3, 2025`, `3 Nov 2025`, `Nov. 2025`, with weekday, time or "Published" around it and nothing else.
pub(super) fn in_words(text: &str) -> Option<PartialDate> {
    // A line that was updated later names two dates; the first is the one asked for.
    let lower = text.to_lowercase();
    let words = words(lower.find("updated").filter(|&at| at > 8).map_or(lower.as_str(), |at| &lower[..at]));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let month_at = words.iter().position(|word| month_of(word).is_some())?;
    let (date, used) = date_at(&words, month_at)?;
    let mut others = words.iter().enumerate().filter(|(at, _)| !used.contains(at));
    (words.len() <= 14 && others.all(|(_, word)| is_around(word))).then_some(date)
}

/// The first day that a line names in words, whatever else is in it.
pub(super) fn first_day(words: &[&str]) -> Option<PartialDate> {
    let months = (0..words.len()).filter(|&at| month_of(words[at]).is_some());
    let mut dates = months.filter_map(|at| Some(date_at(words, at)?.0));
    dates.find(|date| date.precision == Precision::Day)
}

/// The date around the month name at `month_at`, and which words it is made of.
pub(super) fn date_at(words: &[&str], month_at: usize) -> Option<(PartialDate, Vec<usize>)> {
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
    if let Some(day) = month_at.checked_sub(1).and_then(day) {
        return Some((day_of(year, month, day)?, (month_at - 1..=month_at + 1).collect()));
    }
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    Some((PartialDate { first, precision: Precision::Month }, vec![month_at, month_at + 1]))
}
