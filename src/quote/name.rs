//! Sources that are a name: “Mr. Holm of Vale”, “Lee and Holm”, and a surname that several bear.

use super::describe;
use super::phrase::SPEAKING_NOUN;
use super::speaker::{Context, NEAR_ENTITIES, Reference, named};
use crate::entity::{Entity, EntityKind, Mention};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::text::{Id, Span};
use crate::view::View;
use std::ops::Range;

/// What a word may be that stands alone in a headline and is nobody's name there.
const NO_PERSON: Classes =
    Classes(SPEAKING_NOUN.0 | Classes::TITLE.0 | Classes::PLACE.0 | Classes::PEOPLE_OF.0 | Classes::COMMON.0);

/// The name that is the head of the phrase.
pub(super) fn by_name(context: Context<'_>, head: &Range<usize>) -> Option<Reference> {
    let view = context.view;
    let span = view.span_of(head.clone());
    let names: Vec<&Mention> = view.discourse.names_in(span).collect();
    let end = span.end();
    let ends_head = |mention: &Mention| {
        let person = mention.entity.is_some_and(|id| context.is_person(id));
        let behind = view.article.text[mention.name.end()..end.max(mention.name.end())].trim_start();
        // “Holm of Vale”, “Holm during a visit”, “Holm as he left”
        let next = view.syntax.token_at(mention.name.end());
        let small = view.syntax.tokens.get(next).is_some_and(|token| token.shape == Shape::Lower);
        let goes_on = small && view.has(next, Classes::PREPOSITION | Classes::CONJUNCTION);
        let placed = goes_on && !view.is(next, "and") && !view.is(next, "or");
        mention.name.end() == end || behind.starts_with(['(', '[']) || person && placed
    };
    // “Lee and Holm”; “a spokesman for Halden Bank”: a name behind a preposition is not the head.
    let last = names.iter().find(|mention| ends_head(mention) && is_head(view, mention, head.start))?;
    let is_pair = is_pair(view, &names, span);
    let last = if is_pair { names[names.len() - 1] } else { last };
    let joined: Vec<Id<Entity>> = names.iter().filter_map(|mention| mention.entity).collect();
    if names.len() > 1 && joined.len() == names.len() && is_pair {
        let parts: Vec<&str> = joined.iter().map(|&id| context.entity(id).name.as_str()).collect();
        return Some(Reference::new(named(enumerated(&parts), EntityKind::Group)));
    }
    // “the Kentucky Republican” is somebody, no party; “the Senator” is whoever holds the office.
    let is_called = |at: usize| view.has(at, Classes::TITLE | Classes::ROLE) && !view.has(at, Classes::BODY);
    let described = view.is(head.start, "the") && last.name.end() == end && {
        let member = ["republican", "democrat"].iter().any(|party| view.is(head.end - 1, party));
        member || view.syntax.tokens_in(last.name).all(is_called)
    };
    // “Judge rejects …” of a headline
    let bare = head.len() == 1 && head.start == 0 && is_called(0) && view.syntax.tags[1].is_verb();
    if described || bare {
        return None;
    }
    if let Some(entity) = last.entity {
        // “some Republicans” are not the Republicans, nor is “one Republican”; “Lawmakers” that begin a sentence are no body.
        let people = view.has(head.end - 1, Classes::PEOPLE_OF);
        let one = head.len() > 1 && ["one", "a", "an", "another"].iter().any(|word| view.is(head.start, word));
        let some = describe::is_quantifier(view, head.start) || one;
        let group = head.len() == 1 && view.has(head.start, Classes::GROUP) && !people;
        // “Readers” that begin a sentence.
        let common = head.len() == 1 && !context.entity(entity).certain && view.syntax.tags[head.start].name() == "NNS";
        let letters = describe::is_plural_of_letters(view.word(head.end - 1));
        if letters || (some && people || group || common && !people) && !context.is_person(entity) {
            let kind = if one { EntityKind::Person } else { EntityKind::Group };
            return Some(Reference::new(named(describe::words(view, head.clone()), kind)));
        }
        // “China’s Embassy”: of a body without a name of its own, whose it is belongs to the name.
        let name = view.syntax.tokens_in(last.name);
        let owned = name.start > head.start && view.token(name.start - 1).shape == Shape::Possessive;
        if name.len() == 1 && owned && view.has(name.start, Classes::BODY) {
            return Some(Reference::new(named(describe::words(view, head.clone()), EntityKind::Organization)));
        }
        let known = context.entity(entity);
        // “Based on …”, “Wait, it rained”: the first word of a sentence, and no name.
        if head.len() == 1 && !known.certain && !view.syntax.tags[head.start].is_noun() {
            return None;
        }
        let sure = if known.kind == EntityKind::Person && !known.name.contains(' ') { 0.8 } else { 0.97 };
        return Some(Reference::known(entity, sure));
    }
    // Several bear the name: the one who has just spoken by it goes on, else it stays as written.
    let name = last.name.of(&view.article.text);
    let others = bearers(context, name);
    // “Poll: It rained”, “Asia worries”: a word of a headline that nobody bears.
    let words = view.syntax.tokens_in(last.name);
    let is_person = words.len() > 1 || view.syntax.tags[words.start].is_name() && !view.has(words.start, NO_PERSON);
    if others.is_empty() && !is_person {
        return None;
    }
    if others.is_empty()
        && let Some(reference) = by_same_word(context, head)
    {
        return Some(reference);
    }
    if let Some(speaker) = goes_on(context, last, &others) {
        return Some(Reference::Known(
            std::iter::once((speaker, 0.7)).chain(others.into_iter().filter(|(id, _)| *id != speaker)).collect(),
        ));
    }
    // “Harbor Widow Ida Holm” of a headline
    if let Some(known) = ends_with_known(context, name).filter(|_| others.is_empty()) {
        return Some(Reference::known(known, 0.9));
    }
    let end = words.end - 1;
    let kind = if others.is_empty() && view.has(end, Classes::BODY) && !view.has(end, Classes::SURNAME) {
        EntityKind::Organization
    } else if others.is_empty() && view.syntax.tags[end].name() == "NNPS" {
        EntityKind::Group
    } else {
        EntityKind::Person
    };
    Some(Reference::New(named(name.to_owned(), kind), others))
}

/// The person whose full name a longer one ends with.
fn ends_with_known(context: Context<'_>, name: &str) -> Option<Id<Entity>> {
    let ends = |entity: &Entity| {
        let words = name.strip_suffix(entity.name.as_str());
        entity.kind == EntityKind::Person
            && entity.name.contains(' ')
            && words.is_some_and(|words| words.ends_with(' '))
    };
    context.view.discourse.entities.iter().take(NEAR_ENTITIES).position(ends).map(Id::new)
}

/// A capital that its sentence makes no name of, as a headline's first word or a family name that is a word (“Will said”): the one who bears
/// it elsewhere in the article.
pub(super) fn by_same_word(context: Context<'_>, head: &Range<usize>) -> Option<Reference> {
    let view = context.view;
    if head.len() != 1 || !view.token(head.start).shape.is_capital() {
        return None;
    }
    let word = view.word(head.start);
    let mentions = view.discourse.mentions.iter().take(NEAR_ENTITIES);
    let bears = |mention: &&Mention| {
        let name = mention.name.of(&view.article.text);
        let last = name.rsplit(' ').next().unwrap_or(name);
        name.eq_ignore_ascii_case(word) || last == word && mention.entity.is_some_and(|id| context.is_person(id))
    };
    let mut bearers = mentions.filter(bears).filter_map(|mention| mention.entity);
    let one = bearers.next().filter(|&one| context.entity(one).certain)?;
    bearers.all(|other| other == one).then(|| Reference::known(one, 0.9))
}

/// “Ida Holm said … Holm added”: whom the last quote is of, where no other bearer of the name is mentioned since.
fn goes_on(context: Context<'_>, mention: &Mention, bearers: &[(Id<Entity>, f32)]) -> Option<Id<Entity>> {
    /// Sentences from the last quote's to this one's.
    const NEAR: usize = 2;
    let view = context.view;
    let is_bearer = |id: Id<Entity>| bearers.iter().any(|&(bearer, _)| bearer == id);
    let (quote, answer) = context.said().next()?;
    let speaker = answer.entity.filter(|&id| is_bearer(id))?;
    let source = view.token(quote.source.as_ref()?.start).span.start();
    let end = quote.content[quote.content.len() - 1].end.max(quote.source.as_ref()?.end);
    let last = view.syntax.sentence_at(view.token(end - 1).span.start());
    let begins = view.token(context.quote()?.content[0].start).span.start();
    let here = view.syntax.sentence_at(mention.name.start().min(begins));
    let from = view.discourse.mentions.partition_point(|other| other.span.start() < source);
    let between = view.discourse.mentions[from..].iter().take_while(|other| other.span.start() < mention.span.start());
    let other = between.filter_map(|other| other.entity).any(|id| id != speaker && is_bearer(id));
    (source < mention.span.start() && here <= last + NEAR && !other).then_some(speaker)
}

/// "A and B", "A, B and C"
fn enumerated(parts: &[&str]) -> String {
    match parts {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        parts => parts.concat(),
    }
}

/// The people who share a surname or forename, each as likely as the others.
fn bearers(context: Context<'_>, name: &str) -> Vec<(Id<Entity>, f32)> {
    let bears = |entity: &&Entity| {
        let mut words = entity.name.split(' ');
        entity.kind == EntityKind::Person && (words.next() == Some(name) || words.any(|word| word == name))
    };
    let entities = context.view.discourse.entities.iter().take(NEAR_ENTITIES).enumerate();
    let found: Vec<usize> =
        entities.filter(|(_, entity)| entity.name != name && bears(entity)).map(|(at, _)| at).take(9).collect();
    let share = 1.0 / found.len().max(1) as f32;
    found.into_iter().map(|at| (Id::new(at), share)).collect()
}

/// Whether a name is no part of a phrase behind a preposition: "Mr. Morgan of the Sierra Club", not "a friend of the Sierra Club".
/// A preposition in front of the whole source (“as Lee noted”, “according to Lee”) says nothing.
fn is_head(view: View<'_>, mention: &Mention, source_start: usize) -> bool {
    let first = view.syntax.token_at(mention.span.start());
    let mut before = first;
    while before > source_start {
        before -= 1;
        let token = view.token(before);
        if view.has(before, Classes::PREPOSITION) && token.shape == Shape::Lower {
            // “Secretary of State John Kerry” has one role of several words; “Senator from Texas” names nobody.
            let person =
                mention.entity.is_some_and(|id| view.discourse.entities[id.index()].kind == EntityKind::Person);
            let role = person
                && before > source_start
                && view.token(before - 1).shape.is_capital()
                && view.has(before - 1, Classes::TITLE | Classes::ROLE);
            return before <= source_start || role;
        }
        let joins = token.shape.is_capital() || view.is(before, "and") || view.is(before, ",");
        if !joins && !view.has(before, Classes::DETERMINER) && !view.syntax.tags[before].is_adjective() {
            break;
        }
    }
    true
}

fn is_pair(view: View<'_>, names: &[&Mention], span: Span) -> bool {
    let joins = |between: Option<&str>| {
        let between = between.map(|between| between.strip_suffix("the").unwrap_or(between).trim());
        matches!(between, Some("and" | "," | ", and" | "&"))
    };
    // A role before the second name may reach into the first: then nothing stands between.
    names.windows(2).all(|pair| joins(view.article.text.get(pair[0].name.end()..pair[1].span.start()).map(str::trim)))
        && (names[0].span.start() == span.start() || view.text(span).starts_with("the "))
}
