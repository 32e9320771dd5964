//! The source of a learned answer: its edges moved off what is no part of who spoke.

use super::learned::Answer;
use super::passages::Passages;
use super::{phrase, subject};
use crate::entity::EntityKind;
use crate::entity::joint;
use crate::lang::Shape;
use crate::lang::head::Trees;
use crate::lexicon::Classes;
use crate::view::View;
use std::ops::Range;

/// The source of an answer, without what is no part of it; of a noun that announces, the subject of the clause it stands in: “She said Holm
/// had given her one piece of advice: ‘…’”; of a participle without one, the subject of what it depends on: “Holm smiled before asking …”
pub(super) fn of(view: View<'_>, trees: &Trees<'_>, answer: &Answer, passages: &Passages) -> Option<Range<usize>> {
    let cue = &answer.cue;
    let Some(source) = answer.source.clone() else {
        let verb = cue.clone().find(|&at| view.syntax.tags[at].name() == "VBG")?;
        let subject = subject::of_verb(view, trees, verb).filter(|&at| at < cue.start && !passages.covers(at))?;
        let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(verb).span.start())].tokens;
        return phrase::ending_at(view, subject::end_of_name(trees, subject, sentence.end), sentence.start);
    };
    // “The court heard that Holm wrote to Berg, saying: ‘…’”: nobody says what is heard.
    if view.is(source.end, "heard") || view.is(source.end, "hears") {
        let verb = cue.clone().find(|&at| view.syntax.tags[at].name() == "VBG");
        let subject =
            verb.and_then(|verb| subject::of_verb(view, trees, verb)).filter(|&at| at > source.end && at < cue.start);
        if let Some(subject) = subject {
            return phrase::ending_at(view, subject::end_of_name(trees, subject, cue.start), source.end + 1);
        }
    }
    let announces = view.word(cue.end - 1) == ":" && !cue.clone().any(|at| view.syntax.tags[at].is_verb());
    if announces && source.end <= cue.start {
        let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(cue.start).span.start())].tokens;
        // “a personal message:” is of the subject, “Holm’s message:” of Holm.
        let owns = |at: usize| view.token(at).shape == Shape::Possessive || view.syntax.tags[at].name() == "PRP$";
        let is_part = source.end == cue.start && !owns(source.end - 1);
        let subject = subject::of_last_clause(view, trees, sentence.start..cue.end);
        if let Some(subject) =
            subject.filter(|subject| subject.start > source.end || is_part && subject.end <= source.start)
        {
            return Some(subject);
        }
    }
    // “A post on Facebook claims that …”: the place of what says it is part of a phrase.
    if source.end == cue.start
        && source.start > 0
        && view.is(source.start - 1, "on")
        && let Some(subject) = subject::of_verb(view, trees, cue.start).filter(|&at| at + 1 < source.start)
        && let Some(phrase) = phrase::ending_at(
            view,
            subject + 1,
            view.syntax.sentences[view.syntax.sentence_at(view.token(subject).span.start())].tokens.start,
        )
    {
        return Some(phrase);
    }
    // “Asked about it, | her spokesman said”
    let is_other = source.len() > 2 && view.syntax.tags[source.start].name() == "PRP" && view.is(source.start + 1, ",");
    let source = source.start + if is_other { 2 } else { 0 }..source.end;
    // “… said | that his hands had asked him”
    let links = source.len() > 1 && view.is(source.start, "that") && view.syntax.tags[source.start].name() == "IN";
    let source = source.start + usize::from(links)..source.end;
    let source = whole_names(view, without_day(view, without_dateline(view, out_of_brackets(view, source))), cue);
    Some(if view.word(cue.start) == ":" { subject::of_headline(view, source) } else { source })
}

/// A source that cuts no person's name: of “Ida | Holm, who” all of the name.
fn whole_names(view: View<'_>, source: Range<usize>, cue: &Range<usize>) -> Range<usize> {
    let cut = |at: usize| {
        let name = view.discourse.name_around(view.token(at).span)?;
        let id = name.entity?;
        let tokens = view.syntax.tokens_in(name.name);
        let is_person = view.discourse.entities[id.index()].kind == EntityKind::Person;
        (is_person && tokens.contains(&at) && (tokens.end <= cue.start || cue.end <= tokens.start)).then_some(tokens)
    };
    let is_mark = |at: usize| view.token(at).shape == Shape::Mark;
    let mut start = cut(source.start).map_or(source.start, |name| name.start.min(source.start));
    // “‘Bobby’ Holm” opens with a mark that is no part of the name.
    if start < source.start && start > 0 && is_mark(start - 1) && (start..source.start).any(is_mark) {
        start -= 1;
    }
    let end = cut(source.end - 1).map_or(source.end, |name| name.end.max(source.end));
    start..end
}

/// A source without the day or the letters that stand behind it: “said Ida Holm KC on Tuesday night”, “Vale Foods Inc. today announced”.
fn without_day(view: View<'_>, mut source: Range<usize>) -> Range<usize> {
    let is_day = |at: usize| ["today", "tonight", "yesterday"].iter().any(|word| view.is(at, word));
    while source.len() > 1 && (is_day(source.end - 1) || joint::is_honor(view.word(source.end - 1))) {
        source.end -= 1;
    }
    let prepositions = (source.start + 1..source.end).filter(|&at| view.has(at, Classes::PREPOSITION));
    let day = prepositions.into_iter().find(|&at| at + 1 < source.end && view.has(at + 1, Classes::CALENDAR));
    source.start..day.unwrap_or(source.end)
}

/// “PORT VALE — Mayor Ida Holm”: the place where it was written is no part of who said it.
fn without_dateline(view: View<'_>, source: Range<usize>) -> Range<usize> {
    view.behind_dateline(source.start).filter(|start| *start < source.end).unwrap_or(source.start)..source.end
}

/// A short name in brackets stands for the name before them: “The National Dam Council (NDC) said”.
fn out_of_brackets(view: View<'_>, mut source: Range<usize>) -> Range<usize> {
    // A bracket that opens before the source is no part of it.
    if source.len() > 1 && view.word(source.end - 1) == ")" && !source.clone().any(|at| view.word(at) == "(") {
        source.end -= 1;
    }
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(source.start).span.start())].tokens;
    let bracketed = sentence.start + 1 < source.start
        && source.end < sentence.end
        && view.word(source.start - 1) == "("
        && view.word(source.end) == ")";
    if !bracketed {
        return source;
    }
    phrase::ending_at(view, source.start - 1, sentence.start)
        .filter(|name| name.clone().any(|at| view.token(at).shape.is_capital()))
        .unwrap_or(source)
}
