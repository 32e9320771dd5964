//! What a number counts or measures.

use super::numeral::is_half_of_measure;
use super::numeral::{Form, Number};
use crate::lang::atom::{Atoms, Kind};
use crate::lexicon::Classes;

/// The unit behind a number, and one past it.
pub(super) fn unit(atoms: &Atoms<'_>, number: Number) -> Option<(String, usize)> {
    measure(atoms, number).or_else(|| compound(atoms, number)).or_else(|| counted(atoms, number))
}

/// The currency before a number and where the number begins: `$` `US$` `£` `USD`.
pub(super) fn currency_before<'a>(atoms: &Atoms<'a>, at: usize) -> Option<(&'a str, usize)> {
    if let Some(unit) = currency_sign(atoms.get(at)) {
        return Some((unit, at + 1));
    }
    if atoms.get(at + 1) == "$" && atoms.joined(at + 1) {
        let unit = match atoms.get(at) {
            "US" => "USD",
            "C" | "CA" | "CAD" => "CAD",
            "A" | "AU" => "AUD",
            "HK" => "HKD",
            "NZ" => "NZD",
            "S" => "SGD",
            "R" => "BRL",
            _ => return None,
        };
        return Some((unit, at + 2));
    }
    let code = atoms.get(at);
    let codes = ["USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "CNY", "INR"];
    (codes.contains(&code) && atoms.kind(at + 1, Kind::Digits)).then_some((code, at + 1))
}

pub(super) fn currency_sign(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        "₹" => "INR",
        _ => return None,
    })
}

/// A sign or word that measures: "%", "percentage points", "dollars", "years" with "old", "9mm", "10x".
pub(super) fn measure(atoms: &Atoms<'_>, number: Number) -> Option<(String, usize)> {
    let mut at = atoms.over_hyphen(number.end);
    let found = |unit: &str, end: usize| Some((unit.to_owned(), end));
    // half an hour, half a mile
    if number.form == Form::Share {
        let unit = if atoms.any(at, &["a", "an"]) {
            at += 1;
            plural_measure(atoms.get(at))?
        } else {
            is_half_of_measure(atoms, number.end - 1).then(|| plural_measure(atoms.get(at))).flatten()?
        };
        return found(&unit, at + 1);
    }
    let word = atoms.get(at).to_ascii_lowercase();
    let points = |at: usize| atoms.any(atoms.over_hyphen(at), &["point", "points"]).then(|| atoms.over_hyphen(at) + 1);
    match word.as_str() {
        "%" | "percent" | "pct" => return found("percent", at + 1),
        "per" if atoms.is(at + 1, "cent") => return found("percent", at + 2),
        "percentage" => return points(at + 1).and_then(|end| found("percentage points", end)),
        "dollar" | "dollars" | "bucks" => return found("USD", at + 1),
        "euro" | "euros" => return found("EUR", at + 1),
        "yen" => return found("JPY", at + 1),
        "pounds" if atoms.is(at + 1, "sterling") => return found("GBP", at + 2),
        "x" if atoms.joined(at) => return found("times", at + 1),
        "fold" if at > number.end => return found("times", at + 1),
        _ => {}
    }
    let short = number.form == Form::Digits && number.scale == 1.0 && atoms.joined(at) && at == number.end;
    if short && atoms.is_word(at) {
        return found(&word, at + 1);
    }
    let unit = plural_measure(&word)?;
    // "one year", but "one day he may" and "at one point".
    if number.value == 1.0
        && !matches!(unit.as_str(), "years" | "months" | "weeks" | "hours" | "minutes" | "miles" | "tons")
    {
        return None;
    }
    // "35 state legislatures" counts legislatures; "12 person primary" and "two-state" measure.
    let places = ["states", "cities", "counties", "countries", "parts", "members", "units"];
    if at == number.end && unit != word && places.contains(&unit.as_str()) && is_plural(atoms.get(at + 1)) {
        return None;
    }
    let mut end = at + 1;
    let old = atoms.over_hyphen(end);
    if unit == "years" && atoms.any(old, &["old", "olds"]) {
        end = old + 1;
    }
    // "12 person primary" measures; "12 person of interest" is none that anybody writes.
    found(&unit, end)
}

/// The plural of a word that measures, from either number; `None` for other words.
pub(super) fn plural_measure(word: &str) -> Option<String> {
    #[rustfmt::skip]
    const MEASURES: &[&str] = &[
    "year", "month", "week", "day", "hour", "minute", "second", "night", "decade", "mile", "acre", "degree", "point",
    "person", "member", "vote", "mph", "yard", "pound", "ton", "gallon", "barrel", "meter", "kilometer", "kilogram",
    "liter", "mile", "seat", "page", "word", "game", "state", "term", "generation", "century", "inch", "story",
    "bedroom", "room", "man", "woman", "foot", "cent", "step", "star", "way", "bed", "unit", "block", "stop", "city",
    "county", "nation", "country", "part", "judge", "justice", "delegate", "ounce", "semester",
];
    let word = word.to_ascii_lowercase();
    let irregular = [
        ("foot", "feet"),
        ("inch", "inches"),
        ("century", "centuries"),
        ("story", "stories"),
        ("man", "men"),
        ("woman", "women"),
        ("city", "cities"),
        ("county", "counties"),
        ("country", "countries"),
        ("mph", "mph"),
    ];
    if let Some((_, plural)) = irregular.iter().find(|(one, many)| *one == word || *many == word) {
        return Some((*plural).to_owned());
    }
    let stem = word.strip_suffix('s').unwrap_or(&word);
    MEASURES.contains(&stem).then(|| format!("{stem}s"))
}

/// "four-course", "five-star": the noun of a compound, in the plural.
pub(super) fn compound(atoms: &Atoms<'_>, number: Number) -> Option<(String, usize)> {
    let at = number.end;
    if !atoms.is_hyphen(at) || !atoms.is_word(at + 1) || number.value <= 1.0 {
        return None;
    }
    let word = atoms.get(at + 1);
    let function =
        Classes::PREPOSITION | Classes::CONJUNCTION | Classes::DETERMINER | Classes::PRONOUN | Classes::ADVERB;
    let adjective = word.ends_with("ed") || matches!(word, "plus" | "odd" | "something" | "ish" | "straight" | "some");
    if word.len() < 3 || adjective || atoms.is_capital(at + 1) || atoms.classes(at + 1).intersects(function) {
        return None;
    }
    let lower = word.to_lowercase();
    let unit = match lower.strip_suffix('y') {
        _ if is_plural(&lower) => lower,
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if lower.ends_with(['s', 'x']) || lower.ends_with("ch") || lower.ends_with("sh") => format!("{lower}es"),
        _ => format!("{lower}s"),
    };
    Some((unit, at + 2))
}

/// How many words may stand between a number and the noun it counts: "two former Harbor National Committee data strategists" has six.
const MODIFIERS: usize = 9;

/// The noun that is counted: the first plural, over adjectives and names. Function words, verbs and marks end the search.
pub(super) fn counted(atoms: &Atoms<'_>, number: Number) -> Option<(String, usize)> {
    if number.value == 1.0 && number.scale == 1.0 || atoms.is_hyphen(number.end) {
        return None;
    }
    let stop = Classes::PREPOSITION
        | Classes::CONJUNCTION
        | Classes::AUXILIARY
        | Classes::DETERMINER
        | Classes::PRONOUN
        | Classes::TIME_ADVERB
        | Classes::NEGATION;
    let mut at = number.end;
    for step in 0..MODIFIERS {
        if atoms.get(at) == "," && step > 0 && atoms.any(at - 1, ADJECTIVES) && atoms.is_word(at + 1) {
            at += 1;
        }
        at = if step > 0 { atoms.over_hyphen(at) } else { at };
        let word = atoms.get(at);
        if !atoms.is_word(at) || word.len() < 2 && word != "U" {
            break;
        }
        let capital = atoms.is_capital(at);
        let allowed = atoms.any(
            at,
            &[
                "other",
                "earlier",
                "later",
                "more",
                "additional",
                "fewer",
                "new",
                "such",
                "many",
                "previous",
                "less",
                "different",
            ],
        );
        let allowed =
            allowed || atoms.any(at, &["last", "next"]) && (atoms.get(at + 1) == "," || is_plural(atoms.get(at + 1)));
        let open = atoms.classes(at);
        if !capital && !allowed && open.intersects(stop) && !is_people(word) {
            break;
        }
        let verb = !capital && open.intersects(Classes::SPEECH_VERB | Classes::STANCE_VERB) && !word.ends_with("ing");
        if is_plural(word) && !(capital && atoms.is_capital(at + 1)) {
            if !capital {
                // "firearms licenses": the last of several plurals is the noun; a verb behind a plural has no "s".
                let last = if is_plural(atoms.get(at + 1)) && !atoms.is_capital(at + 1) { at + 1 } else { at };
                return Some((atoms.get(last).to_lowercase(), last + 1));
            }
            // "five Dallas police officers"
            let noun = |place: usize| {
                !atoms.is_capital(place) && is_plural(atoms.get(place)) && !atoms.classes(place).intersects(stop)
            };
            let between = atoms.get(at + 1);
            let plain =
                between.starts_with(char::is_lowercase) && !between.ends_with("ing") && !between.ends_with("ed");
            let last = match () {
                () if noun(at + 1) => at + 1,
                () if plain && !atoms.classes(at + 1).intersects(stop) && noun(at + 2) => at + 2,
                () => at,
            };
            return Some((atoms.get(last).to_lowercase(), last + 1));
        } else if verb && !is_plural(atoms.get(at + 1)) {
            break;
        }
        at += 1;
        // "the U.S. senators"
        if atoms.get(at) == "." && atoms.joined(at) && word.len() == 1 {
            at += 1;
        }
        if matches!(atoms.get(at), "'" | "’") {
            break;
        }
    }
    None
}

/// Adjectives behind which a comma and another adjective may stand.
#[rustfmt::skip]
const ADJECTIVES: &[&str] = &[
    "last", "new", "big", "great", "major", "large", "small", "young", "old", "long", "short", "different", "key",
    "good",
];

pub(super) fn is_people(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "others" | "times")
}

/// Whether a word looks like the plural of a noun.
pub(super) fn is_plural(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let irregular = [
        "people",
        "men",
        "women",
        "children",
        "feet",
        "teeth",
        "congressmen",
        "congresswomen",
        "firefighters",
        "policemen",
        "businessmen",
    ];
    let singular = ["ss", "us", "is"].iter().any(|ending| lower.ends_with(ending));
    let other = [
        "was", "has", "does", "says", "this", "his", "its", "less", "yes", "perhaps", "always", "los", "las", "des",
        "overseas", "goes", "plus",
    ];
    irregular.contains(&lower.as_str())
        || lower.len() > 2 && lower.ends_with('s') && !singular && !other.contains(&lower.as_str())
}

/// An age: "Ann Lee, 52, of Vale", "aged 45 and older", "between the ages of 18 and 29".
pub(super) fn age(atoms: &Atoms<'_>, at: usize, number: Number) -> Option<(String, usize)> {
    const OLDEST: f64 = 120.0;
    let years = Some(("years".to_owned(), number.end));
    if number.form != Form::Digits || number.scale > 1.0 || number.value.fract() != 0.0 || number.value > OLDEST {
        return None;
    }
    let before = at.wrapping_sub(1);
    if atoms.any(before, &["aged", "age"]) || atoms.is(before, "ages") {
        return years;
    }
    // "ages 18 to 29", "ages of 18 and 29", "aged 18-29"
    let head =
        |at: usize| atoms.any(at, &["ages", "aged"]) || atoms.is(at, "of") && atoms.is(at.wrapping_sub(1), "ages");
    if atoms.is(before, "of") && head(before)
        || (atoms.any(before, &["and", "to", "-", "–"]))
            && atoms.kind(before.wrapping_sub(1), Kind::Digits)
            && head(before.wrapping_sub(2))
    {
        return years;
    }
    let comma_before = atoms.get(before) == ",";
    let comma_behind = matches!(atoms.get(number.end), "," | "." | ";") && !atoms.any(number.end + 1, &["and", "or"])
        || matches!(atoms.get(number.end), ",");
    let name = atoms.is_capital(before.wrapping_sub(1))
        && !atoms.kind(number.end + 1, Kind::Digits)
        && (number.value > 31.0 || !atoms.classes(before.wrapping_sub(1)).intersects(Classes::CALENDAR));
    (number.value >= 1.0 && comma_before && comma_behind && name).then_some(years).flatten()
}
