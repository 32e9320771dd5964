//! Whom a pronoun that speaks stands for: he and she by the ranking of who is named nearby, others by what spoke and the quote they stand in.

use super::Found;
use super::antecedent::{self, Reports};
use super::describe::is_quantifier;
use super::speaker::{Answer, Context, Reference, bearer_of, named, refer as refer_to};
use super::{phrase, subject};
use crate::entity::{Entity, EntityKind, Mention};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::text::Id;
use std::ops::Range;

/// How many sentences back somebody may have spoken who goes on.
const SENTENCES: usize = 4;

/// Nobody is named who is less likely than this: chosen on `PolNeAR` dev, where from here on more right names than wrong ones go.
const LEAST: f32 = 0.5;

/// The reference of a source that is a pronoun; `None` for any other.
pub(crate) fn refer(context: Context<'_>, source: &Range<usize>) -> Option<Reference> {
    let view = context.view;
    let first = source.start;
    let alone = source.len() == 1;
    // The WHO is a body.
    if view.token(first).shape == Shape::Upper && view.word(first).len() > 1 {
        return None;
    }
    if view.has(first, Classes::HE | Classes::SHE) && (alone || !view.has(first, Classes::DETERMINER)) {
        let ranked = people(context, first);
        return Some(match ranked.first() {
            None => Reference::Unknown,
            Some(&(_, p)) if p < LEAST => Reference::Doubtful(ranked),
            Some(_) => Reference::Known(ranked),
        });
    }
    if !alone {
        return None;
    }
    let is = |words: &[&str]| words.iter().any(|word| view.is(first, word));
    if is(&["who", "which", "that"]) {
        return Some(antecedent(context, first));
    }
    if is(&["i", "we"]) {
        return Some(first_person(context, first));
    }
    if is(&["it", "they"]) {
        return Some(last_body(context, first, is(&["they"])));
    }
    view.has(first, Classes::PRONOUN).then_some(Reference::Unknown)
}

/// The noun phrase right before a relative pronoun.
fn antecedent(context: Context<'_>, pronoun: usize) -> Reference {
    let view = context.view;
    let floor = view.syntax.sentences[view.syntax.sentence_at(view.token(pronoun).span.start())].tokens.start;
    let mut end = pronoun;
    while end > floor
        && (matches!(view.word(end - 1), "," | "--" | "—" | "–") || view.has(end - 1, Classes::PREPOSITION))
    {
        end -= 1;
    }
    let phrase = phrase::ending_at(view, end, floor);
    // “those who”, “he who” tell no name.
    let Some(phrase) = phrase.filter(|phrase| {
        (phrase.len() > 1 || !view.has(phrase.start, Classes::PRONOUN)) && view.syntax.tags[phrase.end - 1].is_noun()
    }) else {
        return Reference::Unknown;
    };
    let last = view.span_of(phrase.clone());
    // “Ida Holm of Vale, who said”
    if view.is(pronoun, "who")
        && phrase.start > floor + 1
        && view.has(phrase.start - 1, Classes::PREPOSITION)
        && !is_quantifier(view, phrase.start)
        && let Some(person) = view
            .discourse
            .names_in(view.span_of(floor..phrase.start - 1))
            .filter(|mention| view.syntax.token_at(mention.name.end()) == phrase.start - 1)
            .find_map(|mention| mention.entity.filter(|&id| context.is_person(id)))
    {
        return Reference::known(person, 0.9);
    }
    match refer_to(context, phrase) {
        // “the rise of Ida Holm, who”: who is somebody, so the name that stands last.
        Reference::New(entity, _) if view.is(pronoun, "who") && entity.kind == EntityKind::Document => {
            let name = view.discourse.names_in(last).find(|mention| mention.name.end() == last.end());
            let person = name.and_then(|mention| mention.entity).filter(|&id| context.is_person(id));
            person.map_or(Reference::Unknown, |id| Reference::known(id, 0.8))
        }
        reference => reference,
    }
}

/// “I” is who says the words around it, and the author where nobody does.
fn first_person(context: Context<'_>, pronoun: usize) -> Reference {
    let view = context.view;
    let around = context.said().find(|(quote, _)| {
        (quote.set_off || context.passages.covers(pronoun)) && quote.content.iter().any(|part| part.contains(&pronoun))
    });
    if let Some(entity) = around.and_then(|(_, answer)| answer.entity) {
        return Reference::known(entity, 0.9);
    }
    // In a transcript it is whoever has the turn, known or not.
    let outside = around.is_none()
        && !context.passages.covers(pronoun)
        && view.article.form != Some(crate::article::Form::Transcript);
    match view.article.authors.as_slice() {
        [author] if outside && view.is(pronoun, "i") && is_name(author) => match bearer_of(view.discourse, author) {
            Some(entity) => Reference::known(entity, 0.8),
            None => Reference::new(named(author.clone(), EntityKind::Person)),
        },
        _ => Reference::Unknown,
    }
}

/// Whether a byline is the name of one person, and no more.
fn is_name(byline: &str) -> bool {
    let is_word = |word: &str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
            && word.chars().any(char::is_uppercase)
    };
    (2..=4).contains(&byline.split_whitespace().count())
        && byline.split_whitespace().all(is_word)
        && !byline.starts_with("By ")
}

/// “It” and “they”: the body, document or group that spoke last.
fn last_body(context: Context<'_>, pronoun: usize, plural: bool) -> Reference {
    let view = context.view;
    let sentence = view.syntax.sentence_at(view.token(pronoun).span.start());
    let fits = |id: Id<Entity>| match context.entity(id).kind {
        EntityKind::Organization => true,
        EntityKind::Document => !plural,
        EntityKind::Group => plural,
        EntityKind::Person => false,
    };
    let near = context.said().take(SENTENCES).find_map(|(quote, answer)| {
        let spoke = quote.source.as_ref().unwrap_or(&quote.content[0]).start;
        let place = view.syntax.sentence_at(view.token(spoke).span.start());
        (place <= sentence && sentence - place <= 2 && spoke < pronoun).then_some(answer.entity).flatten()
    });
    if let Some(id) = near.filter(|&id| fits(id)) {
        return Reference::known(id, 0.6);
    }
    group_before(context, pronoun).filter(|_| plural).unwrap_or(Reference::Unknown)
}

/// “They” after a sentence of the same paragraph whose one subject is a group: “Voters were tired. They said that it rained.” A body there is as
/// often not meant.
fn group_before(context: Context<'_>, pronoun: usize) -> Option<Reference> {
    let view = context.view;
    let here = view.syntax.sentence_at(view.token(pronoun).span.start());
    let sentence = &view.syntax.sentences[here.checked_sub(1)?].tokens;
    let paragraph = |at: usize| view.syntax.paragraph_at(view.token(at).span.start());
    if paragraph(sentence.start) != paragraph(pronoun)
        || (sentence.start..pronoun).any(|at| context.passages.covers(at))
    {
        return None;
    }
    let trees = context.people.trees;
    let is_subject = |&at: &usize| trees.relation(at).name() == "nsubj" && !view.has(at, Classes::CONJUNCTION);
    let mut subjects = sentence.clone().filter(is_subject);
    let subject = subjects.next().filter(|_| subjects.next().is_none())?;
    let group = view.has(subject, Classes::GROUP) && view.token(subject).shape == Shape::Lower;
    let phrase = phrase::ending_at(view, subject + 1, sentence.start).filter(|_| group)?;
    Some(refer_to(context, phrase))
}

/// The people a "he" or "she" at `pronoun` may stand for, the likeliest first, each with a probability.
pub(super) fn people(context: Context<'_>, pronoun: usize) -> Vec<(Id<Entity>, f32)> {
    let view = context.view;
    let gender = antecedent::gender(view, pronoun);
    let sentence = view.syntax.sentence_at(view.token(pronoun).span.start());
    let fits = |id: Id<Entity>| context.is_person(id) && context.entity(id).gender.is_none_or(|known| known == gender);
    let spoke = context.said().take(3).filter_map(|(quote, answer)| {
        let spoke = quote.source.as_ref().or(quote.cue.as_ref()).unwrap_or(&quote.content[0]).start;
        let place = view.syntax.sentence_at(view.token(spoke).span.start());
        // The author of “I said” is nobody's “she”; nor goes on who speaks in the words of another.
        let speaker = has_the_floor(context, quote, answer);
        let id = speaker.filter(|&id| fits(id) && !view.is(spoke, "i") && !is_reported(context, spoke, pronoun))?;
        (place <= sentence && sentence - place <= SENTENCES).then_some((id, sentence - place))
    });
    let spoke: Vec<(Id<Entity>, usize)> = spoke.collect();
    let in_marks = |quote: &Found| quote.content.iter().any(|part| context.passages.covers(part.start));
    let in_marks = context.quote().is_some_and(in_marks);
    let holds = |token: usize| is_reported(context, token, pronoun);
    context.people.rank(view, pronoun, Some(gender), &Reports { holds: &holds, spoke: &spoke, in_marks })
}

/// Who is likely to speak next: the speaker of a quote, but of a question who was asked it: “Ida Holm was asked whether it rained.” That may
/// be nobody known: “Asked by reporters whether it rained, she nodded.”
fn has_the_floor(context: Context<'_>, quote: &Found, answer: &Answer) -> Option<Id<Entity>> {
    let view = context.view;
    let asks = |&verb: &usize| matches!(view.lexicon.lemma(view.token(verb).word), "ask" | "press");
    let Some(verb) = quote.verb.filter(asks) else { return answer.entity };
    let person = |name: &Mention| name.entity.filter(|&id| context.is_person(id));
    let by = |source: &Range<usize>| source.start > 0 && view.is(source.start - 1, "by");
    if quote.source.as_ref().is_none_or(by) {
        let asked = view.token(subject::of_verb(view, context.people.trees, verb)?).span;
        return view.discourse.name_around(asked).and_then(person);
    }
    // “Lee asked him why”: not Lee, but who spoke before.
    if ["her", "him"].iter().any(|word| view.is(verb + 1, word)) {
        let others = context.said().filter_map(|(_, before)| before.entity);
        return others.into_iter().find(|&id| context.is_person(id) && Some(id) != answer.entity);
    }
    let addressee = quote.addressee.clone().map(|range| view.span_of(range));
    let named = addressee.and_then(|addressee| view.discourse.names_in(addressee).next()).and_then(person);
    // “a reporter asked whether …” does not go on.
    let is_name =
        |source: &Range<usize>| source.len() == 1 || source.clone().any(|at| view.token(at).shape.is_capital());
    named.or_else(|| answer.entity.filter(|_| quote.source.as_ref().is_some_and(is_name)))
}

/// Whether a token stands in quotation marks or in what somebody is reported to say, and `from` does not stand there too.
pub(crate) fn is_reported(context: Context<'_>, token: usize, from: usize) -> bool {
    let before = context.found.partition_point(|quote| quote.content[0].start <= token);
    let holds = |quote: &Found, token: usize| quote.content.iter().any(|part| part.contains(&token));
    context.passages.around(token).is_some_and(|passage| !passage.contains(&from))
        || context.found[..before].iter().rev().take(8).any(|quote| holds(quote, token) && !holds(quote, from))
}
