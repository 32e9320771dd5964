//! What speaks for a surname or a short form being somebody's: role, affiliation, company, an office on that day.

use super::name::{Name, key};
use super::speaker::Unit;
use crate::lexicon::{Classes, Lexicon, people};

/// What speaks for two names being one person's.
#[derive(Default)]
pub(super) struct Evidence {
    pub(super) weight: u32,
    facts: Vec<String>,
}

impl Evidence {
    pub(super) fn add(&mut self, weight: u32, fact: String) {
        self.weight += weight;
        self.facts.push(fact);
    }

    /// The facts in words, or what stands for them when there are none.
    pub(super) fn words(&self, otherwise: &str) -> String {
        if self.facts.is_empty() { otherwise.to_owned() } else { self.facts.join("; ") }
    }
}

/// What the articles of a surname share with a bearer of it: an office, a body, company.
pub(super) fn evidence(unit: &Unit, bearer: &Unit) -> Evidence {
    let mut evidence = Evidence::default();
    let shared_role = unit.roles.keys().find(|role| bearer.roles.keys().any(|other| same_office(role, other)));
    if let Some(role) = shared_role {
        evidence.add(2, format!("the same role, {role}"));
    }
    let body = unit.affiliations.keys().find(|body| bearer.affiliations.keys().any(|other| key(other) == key(body)));
    if let Some(body) = body {
        evidence.add(2, format!("the same affiliation, {body}"));
    }
    let shared: Vec<&str> =
        unit.company.keys().filter(|name| bearer.company.contains_key(*name)).map(String::as_str).collect();
    if !shared.is_empty() {
        let shown = shared.iter().take(3).copied().collect::<Vec<_>>().join(", ");
        evidence.add(shared.len().min(2) as u32, format!("quoted beside the same people: {shown}"));
    }
    evidence
}

/// Whether two roles are one office: the same words, or the same noun where one says no more than it: "President", "U.S. President".
fn same_office(one: &str, other: &str) -> bool {
    let office = |role: &str| {
        let words: Vec<String> = role.split_whitespace().map(|word| people::office(&key(word)).to_owned()).collect();
        words
    };
    let (one, other) = (office(one), office(other));
    let held = |role: &[String]| role.first().is_some_and(|word| word != "former");
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    held(&one) == held(&other) && !short.is_empty() && long.ends_with(short)
}

/// The one known person of a surname who held an office of the unit's on all its days, and that in words.
pub(super) fn in_office(unit: &Unit, surname: &str) -> Option<(&'static people::Person, String)> {
    let (first, last) = unit.days?;
    let holds = |person: &&people::Person| {
        person.family == surname
            && person.start <= first
            && last <= person.end
            && unit.roles.keys().any(|role| {
                role.split_whitespace()
                    .next_back()
                    .is_some_and(|word| person.office.split(' ').next_back() == Some(people::office(&key(word))))
            })
    };
    let mut holders = people::known().iter().filter(holds);
    let person = holders.next().filter(|first| holders.all(|other| other.name == first.name))?;
    Some((person, format!("{} was {} of {} then", person.name, person.office, person.of)))
}

/// The known person of a full name who held one of the unit's offices, by its plain name, on all its days; and that in words.
pub(super) fn holder(unit: &Unit, name: &Name) -> Option<(&'static people::Person, String)> {
    let (first, last) = unit.days?;
    let person = people::known().iter().find(|person| {
        person.is_called(&name.given, &name.family)
            && person.start <= first
            && last <= person.end
            && unit.roles.keys().any(|role| people::office(&key(role)) == person.office)
    })?;
    Some((person, format!("{} was {} of {} then", person.name, person.office, person.of)))
}

/// Whether few people have this family name, folded.
pub(super) fn is_rare(family: &str) -> bool {
    let lexicon = Lexicon::builtin();
    !lexicon.classes(lexicon.find(family)).intersects(Classes::SURNAME)
}

/// The gender that nearly all quotes of a unit tell.
pub(super) fn gender(unit: &Unit) -> Option<char> {
    let count = |gender: &str| unit.genders.get(gender).copied().unwrap_or(0);
    let (men, women) = (count("m"), count("f"));
    match (men > 9 * women, women > 9 * men) {
        (true, false) => Some('m'),
        (false, true) => Some('f'),
        _ => None,
    }
}
