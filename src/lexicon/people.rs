//! Known people: heads of state and government, presidents and legislators of the US, with their terms of office.
//!
//! They help to tell names apart and nothing more: an office is somebody's only on a day of the term.

use std::sync::LazyLock;

/// One term of one person in one office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Usual name.
    pub name: &'static str,
    /// Other forenames that the person goes by, folded.
    pub also: Vec<&'static str>,
    /// Last name, folded.
    pub family: &'static str,
    /// `m` or `f`, where known.
    pub gender: Option<char>,
    /// "president", "vice president", "senator", "representative", "prime minister", "chancellor", "king", "queen", "premier"
    pub office: &'static str,
    /// The country, or the state of a legislator.
    pub of: &'static str,
    /// The word for its people, folded: "french".
    pub people: &'static str,
    /// First day of the term, as yyyymmdd.
    pub start: u64,
    /// Last day that is known, as yyyymmdd.
    pub end: u64,
}

impl Person {
    /// Whether the person goes by these names, folded.
    pub fn is_called(&self, given: &str, family: &str) -> bool {
        self.family == family && self.also.contains(&given)
    }
}

/// All terms, by office and start.
pub fn known() -> &'static [Person] {
    static KNOWN: LazyLock<Vec<Person>> =
        LazyLock::new(|| include_str!("en/people.tsv").lines().filter_map(person).collect());
    &KNOWN
}

fn person(line: &'static str) -> Option<Person> {
    let mut cells = line.split('\t').filter(|_| !line.starts_with('#'));
    let mut next = || cells.next();
    Some(Person {
        name: next()?,
        also: next()?.split(' ').collect(),
        family: next()?,
        gender: next()?.chars().next(),
        office: next()?,
        of: next()?,
        people: next()?,
        start: next()?.parse().ok()?,
        end: next()?.parse().ok()?,
    })
}

/// The office that a folded title means: "sen" is a senator.
pub fn office(title: &str) -> &str {
    match title {
        "sen" | "sens" => "senator",
        "rep" | "reps" | "congressman" | "congresswoman" => "representative",
        "gov" => "governor",
        "pm" => "minister",
        other => other,
    }
}

/// Who alone held an office of a people on a day (yyyymmdd); `people` is folded, `None` for the United States.
pub fn holder(office: &str, people: Option<&str>, day: u64) -> Option<&'static Person> {
    let of = |person: &&Person| people.map_or(person.of == "United States", |people| person.people == people);
    let mut holders = known().iter().filter(of).filter(|p| p.office == office && p.start <= day && day <= p.end);
    // On the day of a change both held it.
    let first = holders.next()?;
    holders.all(|other| other.name == first.name).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{holder, known};

    /// A day as yyyymmdd.
    fn day(date: &str) -> u64 {
        date.replace('-', "").parse().unwrap()
    }

    #[test]
    fn an_office_is_somebodys_in_the_term_alone() {
        let name = |office, people, day| holder(office, people, day).map(|person| person.name);
        assert_eq!(name("president", None, day("2016-09-20")), Some("Barack Obama"));
        assert_eq!(name("president", None, day("2017-01-20")), None, "both held it on the day of the change");
        assert_eq!(name("president", None, day("2018-05-01")), Some("Donald Trump"));
        assert_eq!(name("president", None, day("1700-01-01")), None);
        assert_eq!(name("president", None, day("2099-01-01")), None);
        assert_eq!(name("president", Some("french"), day("2016-09-20")), None, "his term is not on the list");
        assert_eq!(name("president", Some("french"), day("2020-09-20")), Some("Emmanuel Macron"));
        assert!(known().len() > 500, "every line is read");
    }
}
