//! Sources without a name: somebody known by that role, else the description as written.

use super::body;
use super::introduced;
use super::noun_kind::{NOBODY, unlisted_kind};
use super::office;
use super::role::bearers;
use super::speaker::{Context, Reference, named as named_entity};
use crate::entity::{EntityKind, Mention};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::view::View;
use std::ops::Range;

/// "the prime minister", "a spokesman for Halden Bank", "senior officials"
pub(crate) fn refer(context: Context<'_>, source: &Range<usize>, head: &Range<usize>) -> Reference {
    let view = context.view;
    let noun = head_noun(view, head);
    // “let editorials”, “would someone”, “on a court order to”: no phrase of a noun, so nobody.
    let tag = view.syntax.tags[head.start];
    let verb =
        view.token(head.start).shape == Shape::Lower && matches!(tag.name(), "VB" | "VBP" | "VBD" | "VBZ" | "MD");
    let places = view.has(head.start, Classes::PREPOSITION) && view.token(head.start).shape == Shape::Lower;
    if head.len() > 1 && (verb || places && !view.has(head.start, Classes::DETERMINER)) {
        return Reference::Unknown;
    }
    // “whose website”, “its”, “none”: whose it is tells another sentence.
    let function = Classes::DETERMINER | Classes::NEGATION | Classes::PREPOSITION | Classes::CONJUNCTION;
    if view.is(head.start, "whose") || head.len() == 1 && view.has(head.start, function) {
        return Reference::Unknown;
    }
    let definite = ["the", "his", "her", "their", "this"].iter().any(|d| view.is(head.start, d));
    let role = view.has(noun, Classes::ROLE | Classes::TITLE | Classes::MALE_NOUN | Classes::FEMALE_NOUN)
        || ["republican", "democrat"].iter().any(|party| view.is(noun, party));
    // “the secretary of state”; of “the doctor of Ida Holm” the name tells more.
    let whole = noun + 1 == head.end
        || view.is(noun + 1, "of") && view.discourse.names_in(view.span_of(noun + 1..head.end)).next().is_none();
    if view.is(head.start, "the")
        && let Some(known) = introduced::word_for_word(context, head)
    {
        return Reference::known(known, 0.8);
    }
    if definite && whole && (role || view.is(noun, "lady")) {
        if let Some(president) = office::formerly(context, noun, head) {
            return Reference::known(president, 0.8);
        }
        let bearers = bearers(context, noun, head);
        if !bearers.is_empty() {
            return Reference::Known(bearers);
        }
        if noun + 1 == head.end
            && let Some(reference) = office::now(context, noun, head)
        {
            return reference;
        }
    }
    if let Some(known) = introduced::refer(context, head, noun) {
        return Reference::known(known, 0.8);
    }
    if let Some(reference) = body::refer(context, head, noun) {
        return reference;
    }
    // “someone”, “Not everyone”
    if NOBODY.iter().any(|word| view.is(noun, word)) {
        return Reference::Unknown;
    }
    let plural = view.has(noun, Classes::GROUP)
        || is_share(view, head, noun)
        || is_quantifier(view, noun)
        || is_plural_of_letters(view.word(noun))
        // “six in 10”
        || view.syntax.tags[noun].name() == "CD" && view.is(noun + 1, "in")
        || view.token(noun).shape == Shape::Lower
            && view.word(noun).ends_with('s')
            && !view.has(noun, Classes::BODY | Classes::ROLE | Classes::DOCUMENT);
    if view.has(noun, Classes::DOCUMENT) && !plural {
        return document(context, head, noun);
    }
    let is = |nouns: &[&str]| nouns.iter().any(|word| view.is(noun, word));
    let kind = if view.has(noun, Classes::DOCUMENT) || is(PAPERS) {
        EntityKind::Document
    } else if plural {
        EntityKind::Group
    } else if is(WATCHDOGS) {
        EntityKind::Organization
    } else if role {
        EntityKind::Person
    } else if view.has(noun, Classes::BODY) {
        EntityKind::Organization
    } else if noun == head.start
        && (view.syntax.tags[noun].is_verb()
            || head.len() == 1 && view.has(noun, Classes::DETERMINER | Classes::ADVERB))
    {
        // “Keeps saying that …”, “Based on …”: the first word of a sentence, and no name.
        return Reference::Unknown;
    } else if view.token(noun).shape.is_capital() {
        // A name that no mention covers: the words themselves.
        let name = name_words(view, head);
        let surname = view.has(noun, Classes::SURNAME) && !view.has(noun, Classes::PLACE | Classes::CITY);
        let kind = if name.len() > 1 || surname { EntityKind::Person } else { EntityKind::Organization };
        return Reference::new(named_entity(words(view, name), kind));
    } else if view.syntax.tags[noun].is_noun() && !is_time_noun(view, noun) {
        unlisted_kind(view, noun)
    } else {
        // “quite”, “month”: nobody.
        return Reference::Unknown;
    };
    let start = head.start + usize::from(["only", "just"].iter().any(|word| view.is(head.start, word)));
    let name = name_words(view, head);
    // “the organizer Alliance to Rebuild”
    let titled = kind == EntityKind::Organization
        && name.start > head.start
        && view.has(name.start - 1, Classes::ROLE)
        && view.token(name.start - 1).shape == Shape::Lower;
    let start = if titled { name.start } else { start };
    // “new polls released”
    let done = noun + 2 == head.end && view.syntax.tags[head.end - 1].is_verb();
    let mut entity = named_entity(words(view, start..head.end - usize::from(done)), kind);
    if role {
        // A party, a people or a place tells what they are, not for whom they speak.
        let qualifies =
            |mention: &&Mention| view.syntax.tokens_in(mention.name).all(|at| view.has(at, Classes::PEOPLE_OF));
        let mut names = view.discourse.names_in(view.span_of(source.clone())).filter(|mention| !qualifies(mention));
        let body = names.find_map(|mention| mention.entity);
        entity.affiliation = body.map(|id| context.entity(id).name.clone());
    }
    Reference::new(entity)
}

/// A poll, a report, “a study conducted by Halden Bank”: as written, without its age and what was done to it; where the words name its author, the author.
fn document(context: Context<'_>, head: &Range<usize>, noun: usize) -> Reference {
    let view = context.view;
    let by = noun + 1 + usize::from(["conducted", "written", "compiled"].iter().any(|done| view.is(noun + 1, done)));
    if by + 1 < head.end && view.is(by, "by") {
        let rest = view.span_of(by + 1..head.end);
        // One author: “by Halden Bank and the University of Vale” stays as written.
        let one = !(by + 1..head.end).any(|at| view.is(at, "and") || view.is(at, ","));
        let author = view.discourse.names_in(rest).find(|mention| one && mention.name.end() == rest.end());
        if let Some(entity) = author.and_then(|mention| mention.entity) {
            return Reference::known(entity, 0.7);
        }
    }
    let mut start = head.start;
    let describes = |at: usize| view.token(at).shape == Shape::Lower && view.syntax.tags[at].is_adjective();
    while start < noun && (view.has(start, Classes::DETERMINER) || describes(start)) && !view.in_compound(start) {
        start += 1;
    }
    // “a memorable Holm ad in 2008”
    let year =
        |at: usize| view.is(at, "in") && view.syntax.tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Number);
    let done = (noun + 1..head.end).find(|&at| view.syntax.tags[at].is_verb() || year(at));
    // “the report” keeps its article: without it the words would read as a name.
    let start = if start == noun { head.start } else { start };
    Reference::new(named_entity(words(view, start..done.unwrap_or(head.end)), EntityKind::Document))
}

/// The words of a phrase, with single spaces.
pub(crate) fn words(view: View<'_>, range: Range<usize>) -> String {
    view.text(view.span_of(range)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A phrase from its first capital on, titles left out: “the organizer Alliance to Rebuild”.
fn name_words(view: View<'_>, head: &Range<usize>) -> Range<usize> {
    let named = |&at: &usize| view.token(at).shape.is_capital() && !view.has(at, Classes::DETERMINER | Classes::TITLE);
    head.clone().find(named).unwrap_or(head.start)..head.end
}

/// Last noun before the first preposition or participle: “poll” of “a poll released in May”, “voters” of “eight of 10 voters”.
pub(crate) fn head_noun(view: View<'_>, head: &Range<usize>) -> usize {
    let takes_part = |at: usize| {
        view.has(at, Classes::DETERMINER | Classes::PRONOUN)
            || is_quantifier(view, at)
            || view.token(at).shape == Shape::Number
    };
    let ends = |&at: &usize| {
        let small = view.token(at).shape == Shape::Lower;
        // “eight of 10 voters”, “more than half”
        let counts = view.is(at, "of") && takes_part(at - 1) || view.is(at, "than");
        let preposition = view.has(at, Classes::PREPOSITION) && !counts;
        let tag = |at: usize| view.syntax.tags[at].name();
        // “a poll released Sunday”; not “an interview that Ida Holm gave”, “figures her campaign released”
        let second = (head.start + 1..at).any(|at| view.has(at, Classes::DETERMINER));
        let noun = matches!(tag(at - 1), "NN" | "NNS") || view.has(at - 1, Classes::DOCUMENT);
        let released = tag(at) == "VBD" && noun && !second;
        let participle = matches!(tag(at), "VBN" | "VBG") && view.syntax.tags[at - 1].is_noun() || released;
        small && (preposition || participle) && !view.in_compound(at)
    };
    let mut noun = (head.start + 1..head.end).find(ends).map_or(head.end - 1, |at| at - 1);
    // “people familiar with the talks”, “sources close to Holm”
    let describes = |at: usize| matches!(view.syntax.tags[at].name(), "JJ" | "RB" | "VBN" | "VBG");
    let speaks = |at: usize| {
        let people = view.has(at, Classes::GROUP | Classes::ROLE | Classes::PEOPLE_OF | Classes::BODY);
        people || view.token(at).shape == Shape::Lower && view.syntax.tags[at].is_noun()
    };
    if noun > head.start && noun + 1 < head.end && describes(noun) && speaks(noun - 1) {
        noun -= 1;
    }
    noun
}

/// "some", "many": words that take a part of a group.
pub(crate) fn is_quantifier(view: View<'_>, at: usize) -> bool {
    const QUANTIFIERS: [&str; 8] = ["some", "many", "most", "several", "few", "other", "all", "more"];
    QUANTIFIERS.iter().any(|word| view.is(at, word))
}

/// Whether a noun tells how many of some people: “47 percent”, “a handful of voters”, “the vast majority”; not “the number of votes”.
fn is_share(view: View<'_>, head: &Range<usize>, noun: usize) -> bool {
    const OF_ALL: &[&str] = &["%", "half", "majorities", "majority", "percent", "plurality"];
    const SOME: &[&str] = &[
        "couple",
        "dozen",
        "dozens",
        "handful",
        "many",
        "mix",
        "number",
        "percentage",
        "proportion",
        "quarter",
        "share",
        "slew",
        "third",
        "trio",
    ];
    let is = |nouns: &[&str]| nouns.iter().any(|word| view.is(noun, word));
    is(OF_ALL) || is(SOME) && !view.is(head.start, "the")
}

/// Whether words of time begin at `at`: "Monday", "this month", "on Monday".
pub(crate) fn is_time(view: View<'_>, at: usize) -> bool {
    // April and June may be women, Sunday may not.
    let day = |at: usize| {
        let named = view.has(at, Classes::MAN | Classes::WOMAN) && !view.word(at).ends_with("day");
        view.has(at, Classes::CALENDAR) && !named
    };
    day(at) && view.token(at - 1).shape == Shape::Lower
        || view.is(at, "on") && day(at + 1)
        || ["this", "last", "next"].iter().any(|word| view.is(at, word)) && is_time_noun(view, at + 1)
}

/// Texts, besides those of the word list, which the models know.
const PAPERS: &[&str] = &["papers"];

/// Bodies that sound like somebody's office.
const WATCHDOGS: &[&str] = &["regulator", "watchdog"];

/// “MPs”, “CEOs”
pub(super) fn is_plural_of_letters(word: &str) -> bool {
    word.strip_suffix('s')
        .is_some_and(|letters| letters.len() > 1 && letters.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Whether some words tell when and nothing else: “on Monday”, “the evening”, “late last week”.
pub(crate) fn is_only_time(view: View<'_>, words: &Range<usize>) -> bool {
    let is_time = |at: usize| view.has(at, Classes::CALENDAR) || is_time_noun(view, at);
    let goes_with = |at: usize| {
        view.has(at, Classes::DETERMINER | Classes::PREPOSITION | Classes::TIME_ADVERB)
            || view.token(at).shape == Shape::Punct
            || ["early", "last", "late", "next"].iter().any(|word| view.is(at, word))
    };
    words.clone().any(is_time) && words.clone().all(|at| is_time(at) || goes_with(at))
}

fn is_time_noun(view: View<'_>, at: usize) -> bool {
    ["afternoon", "day", "evening", "month", "morning", "night", "week", "weekend", "year"]
        .iter()
        .any(|noun| view.is(at, noun))
}
