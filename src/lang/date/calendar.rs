//! Names of months, weekdays and holidays.

use crate::lang::atom::Atoms;
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

/// The month (1 to 12) named by atom `at`, and one past the name: the full name, or three letters ("Sept" too) with their point or right
/// before a number. With a capital only: "may" and "march" are verbs.
pub(super) fn month(atoms: &Atoms<'_>, at: usize) -> Option<(i8, usize)> {
    let word = atoms.get(at);
    if word.len() < 3 || !atoms.is_capital(at) {
        return None;
    }
    let place = MONTHS.iter().position(|month| {
        word.eq_ignore_ascii_case(month)
            || (word.len() == 3 || word.eq_ignore_ascii_case("Sept"))
                && month.get(..word.len()).is_some_and(|short| short.eq_ignore_ascii_case(word))
    })?;
    let number = i8::try_from(place).ok()? + 1;
    if word.len() == MONTHS[place].len() {
        return Some((number, at + 1));
    }
    let pointed = atoms.get(at + 1) == "." && atoms.joined(at + 1);
    let next = at + 1 + usize::from(pointed);
    let numbered = atoms.get(next).starts_with(|c: char| c.is_ascii_digit());
    // "Mar." and "Jun." may end a sentence or be a name; "Oct." is a month wherever it stands.
    let clear = numbered || pointed && !matches!(number, 3 | 6 | 7);
    clear.then_some((number, next))
}

/// The weekday named by atom `at`, and one past the name.
pub(super) fn weekday(atoms: &Atoms<'_>, at: usize) -> Option<(Weekday, usize)> {
    let word = atoms.get(at);
    if word.len() < 3 || !atoms.is_capital(at) {
        return None;
    }
    if let Some(&(_, weekday)) = WEEKDAYS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)) {
        return Some((weekday, at + 1));
    }
    let short = ["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"];
    // "Sun." alone may be the star at a sentence's end: a month or "on" must stand beside it.
    if !atoms.any(at, &short) || atoms.get(at + 1) != "." || !atoms.joined(at + 1) {
        return None;
    }
    let next = at + 2;
    let beside = month(atoms, next + usize::from(atoms.get(next) == ",")).is_some();
    let named = at > 0 && atoms.is(at - 1, "on");
    let prefix = word.get(..3)?;
    let found = WEEKDAYS.iter().find(|(name, _)| name.get(..3).is_some_and(|n| n.eq_ignore_ascii_case(prefix)))?;
    (beside || named).then_some((found.1, next))
}

/// The day of a holiday in a year.
pub(super) type Holiday = fn(i16) -> Option<Date>;

/// Holidays of the United States and those kept everywhere, by their words; longer names first.
const HOLIDAYS: &[(&[&str], Holiday)] = &[
    (&["New", "Year", "’", "s", "Eve"], |year| day(year, 12, 31)),
    (&["New", "Year", "’", "s", "Day"], |year| day(year, 1, 1)),
    (&["Martin", "Luther", "King", "Jr", ".", "Day"], |year| nth(year, 1, 3, Weekday::Monday)),
    (&["Martin", "Luther", "King", "Day"], |year| nth(year, 1, 3, Weekday::Monday)),
    (&["MLK", "Day"], |year| nth(year, 1, 3, Weekday::Monday)),
    (&["Valentine", "’", "s", "Day"], |year| day(year, 2, 14)),
    (&["Presidents", "’", "Day"], |year| nth(year, 2, 3, Weekday::Monday)),
    (&["Presidents", "Day"], |year| nth(year, 2, 3, Weekday::Monday)),
    (&["St", ".", "Patrick", "’", "s", "Day"], |year| day(year, 3, 17)),
    (&["April", "Fools", "’", "Day"], |year| day(year, 4, 1)),
    (&["Cinco", "de", "Mayo"], |year| day(year, 5, 5)),
    (&["Memorial", "Day"], |year| nth(year, 5, -1, Weekday::Monday)),
    (&["Independence", "Day"], |year| day(year, 7, 4)),
    (&["Fourth", "of", "July"], |year| day(year, 7, 4)),
    (&["Bastille", "Day"], |year| day(year, 7, 14)),
    (&["Labor", "Day"], |year| nth(year, 9, 1, Weekday::Monday)),
    (&["Columbus", "Day"], |year| nth(year, 10, 2, Weekday::Monday)),
    (&["Halloween"], |year| day(year, 10, 31)),
    (&["Election", "Day"], election_day),
    (&["Election", "Night"], election_day),
    (&["Veterans", "Day"], |year| day(year, 11, 11)),
    (&["Thanksgiving", "Day"], |year| nth(year, 11, 4, Weekday::Thursday)),
    (&["Thanksgiving"], |year| nth(year, 11, 4, Weekday::Thursday)),
    (&["Black", "Friday"], |year| nth(year, 11, 4, Weekday::Thursday)?.tomorrow().ok()),
    (&["Christmas", "Eve"], |year| day(year, 12, 24)),
    (&["Christmas", "Day"], |year| day(year, 12, 25)),
    (&["Christmas"], |year| day(year, 12, 25)),
    (&["Boxing", "Day"], |year| day(year, 12, 26)),
    (&["Inauguration", "Day"], |year| if year % 4 == 1 { day(year, 1, 20) } else { None }),
];

/// The holiday whose name begins at `at`, and one past the name. Capitals as written, so that "thanksgiving" is none.
pub(super) fn holiday(atoms: &Atoms<'_>, at: usize) -> Option<(Holiday, usize)> {
    if !atoms.is_capital(at) {
        return None;
    }
    let names = |words: &[&str]| {
        words.iter().enumerate().all(|(offset, word)| match *word {
            "’" => matches!(atoms.get(at + offset), "’" | "'"),
            word => atoms.get(at + offset) == word,
        })
    };
    HOLIDAYS.iter().find(|(words, _)| names(words)).map(|(words, holiday)| (*holiday, at + words.len()))
}

/// Tuesday after the first Monday of November (2 U.S.C. § 7), in even years, when Congress is elected.
fn election_day(year: i16) -> Option<Date> {
    if year % 2 == 0 { nth(year, 11, 1, Weekday::Monday)?.tomorrow().ok() } else { None }
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn nth(year: i16, month: i8, nth: i8, weekday: Weekday) -> Option<Date> {
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}
