//! Who is meant by an office that is one person's at a time ("the president", "the former president"): by the article's own words first, then by
//! what is known of people, on the article's day alone.

use super::speaker::{Context, NEAR_ENTITIES, Reference, named as named_entity};
use crate::entity::{Entity, EntityKind, Gender};
use crate::lexicon::{Classes, people};
use crate::text::Id;
use crate::text::fold::fold;
use std::ops::Range;

/// “the president”, “the British prime minister”: somebody whom the article names with that role or name, else who held the office on its day,
/// by what is known of people. Where the text tells of another president, nobody.
pub(crate) fn now(context: Context<'_>, noun: usize, head: &Range<usize>) -> Option<Reference> {
    let view = context.view;
    let qualified = view.has(head.start + 1, Classes::PEOPLE_OF | Classes::PLACE) && head.start + 1 < noun;
    let first = head.start + 1 + usize::from(qualified);
    let office = (first..=noun).map(|at| view.word(at).to_lowercase()).collect::<Vec<_>>().join(" ");
    let of_people = qualified.then(|| fold(view.word(head.start + 1)));
    let american = |word: &str| matches!(word, "u.s." | "us" | "american" | "america");
    let people = of_people.as_deref().filter(|word| !american(word));
    let named = |entity: &Entity| {
        let role = entity.role.as_deref().unwrap_or("").to_lowercase();
        entity.kind == EntityKind::Person && !role.starts_with("former") && role.ends_with(&office)
    };
    let entities = || view.discourse.entities.iter().take(NEAR_ENTITIES).enumerate();
    let with_role: Vec<usize> = entities().filter(|(_, entity)| named(entity)).map(|(at, _)| at).collect();
    if let &[at] = with_role.as_slice() {
        return Some(Reference::known(Id::new(at), 0.7));
    }
    // “the president of Halden Bank”
    let of_other = |at: usize| view.is(at, view.word(noun)) && view.is(at + 1, "of");
    if people.is_none() && (0..view.syntax.tokens.len()).any(of_other) {
        return None;
    }
    let date = view.article.published.as_ref()?.date;
    let holder = people::holder(&office, people, day_number(date.first))?;
    if people::holder(&office, people, day_number(date.last())) != Some(holder) {
        return None;
    }
    let family = |entity: &Entity| {
        entity.kind == EntityKind::Person
            && entity.name.split(' ').next_back().is_some_and(|last| fold(last) == holder.family)
    };
    let mut namesakes = entities().filter(|(_, entity)| family(entity)).map(|(at, _)| at);
    match (namesakes.next(), namesakes.next()) {
        // Of two presidents whom the article names, who is it on its day.
        (Some(one), None) if !with_role.is_empty() && !with_role.contains(&one) => None,
        (None, _) if !with_role.is_empty() => None,
        (Some(one), None) => Some(Reference::known(Id::new(one), 0.7)),
        (Some(_), Some(_)) => None,
        (None, _) => {
            let gender = match holder.gender {
                Some('m') => Some(Gender::Male),
                Some('f') => Some(Gender::Female),
                _ => None,
            };
            let role = Some(office);
            let person = Entity { role, gender, ..named_entity(holder.name.to_owned(), EntityKind::Person) };
            Some(Reference::new(person))
        }
    }
}

/// “the former president”: the one person of the article who is known to have held the office before its day.
pub(crate) fn formerly(context: Context<'_>, noun: usize, head: &Range<usize>) -> Option<Id<Entity>> {
    let view = context.view;
    if !view.is(head.start + 1, "former") || noun < head.start + 2 {
        return None;
    }
    let office = (head.start + 2..=noun).map(|at| view.word(at).to_lowercase()).collect::<Vec<_>>().join(" ");
    let day = day_number(view.article.published.as_ref()?.date.first);
    let has_held = |name: &str| {
        let mut words = name.split_whitespace();
        let (given, family) = (fold(words.next().unwrap_or("")), fold(words.next_back().unwrap_or("")));
        let before = |person: &&people::Person| person.office == office && person.end <= day;
        people::known().iter().filter(before).any(|person| person.is_called(&given, &family))
    };
    let people = view.discourse.entities.iter().take(NEAR_ENTITIES).enumerate();
    let mut former =
        people.filter(|(_, entity)| entity.kind == EntityKind::Person && has_held(&entity.name)).map(|(at, _)| at);
    let one = former.next()?;
    former.next().is_none().then(|| Id::new(one))
}

/// A day as yyyymmdd.
fn day_number(date: jiff::civil::Date) -> u64 {
    u64::from(date.year().unsigned_abs()) * 10_000
        + u64::from(date.month().unsigned_abs()) * 100
        + u64::from(date.day().unsigned_abs())
}
