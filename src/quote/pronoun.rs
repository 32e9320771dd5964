//! Whom a pronoun that speaks stands for: by gender and number, by what spoke or opened a sentence nearby, by the quote it stands in.

use super::describe;
use super::phrase;
use super::speaker::{Context, NEAR_ENTITIES, Reference, bearer_of, named, refer as refer_to};
use crate::entity::{Entity, EntityKind, Gender};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::text::Id;
use std::ops::Range;

/// How many sentences back a pronoun is resolved: GAP and `PolNeAR` have nearly all antecedents within three.
const SENTENCES: usize = 4;

/// How many pronouns back one is followed: "She … She … she said".
const CHAIN: usize = 3;

/// How much likelier a candidate is for one point of score, as the base of a power.
const SHARPNESS: f32 = 4.0;

/// Nobody is named who is less likely than this: chosen on `PolNeAR` dev, where from here on more right names than wrong ones go.
const LEAST: f32 = 0.4;

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
        let gender = if view.has(first, Classes::HE) { Gender::Male } else { Gender::Female };
        let ranked = probabilities(&people(context, first, gender, 0));
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
    let Some(phrase) =
        phrase.filter(|phrase| !view.has(phrase.start, Classes::PRONOUN) && view.syntax.tags[phrase.end - 1].is_noun())
    else {
        return Reference::Unknown;
    };
    let last = view.span_of(phrase.clone());
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
    let outside = around.is_none() && !context.passages.covers(pronoun);
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
    match near.filter(|&id| fits(id)) {
        Some(id) => Reference::known(id, 0.6),
        None => Reference::Unknown,
    }
}

/// The people a "he" or "she" at `pronoun` may stand for, best first, each with a score.
fn people(context: Context<'_>, pronoun: usize, gender: Gender, depth: usize) -> Vec<(Id<Entity>, f32)> {
    let view = context.view;
    let offset = view.token(pronoun).span.start();
    let sentence = view.syntax.sentence_at(offset);
    let paragraph = view.syntax.paragraph_at(offset);
    let fits = |id: Id<Entity>| context.is_person(id) && context.entity(id).gender.is_none_or(|known| known == gender);
    // Two capitals in a row are not yet a person: a forename, a title, or having spoken tells it.
    let is_person = |id: Id<Entity>| {
        let entity = context.entity(id);
        entity.certain
            || entity.gender.is_some()
            || entity.role.is_some()
            || context.said().any(|(_, answer)| answer.entity == Some(id))
    };
    let mut scores: Vec<(Id<Entity>, f32)> = Vec::new();
    let mut add = |id: Id<Entity>, score: f32| match scores.iter_mut().find(|(known, _)| *known == id) {
        Some((_, best)) => *best = best.max(score),
        None => scores.push((id, score)),
    };
    let before = view.discourse.mentions.partition_point(|mention| mention.span.start() < offset);
    let near = &view.discourse.mentions[before.saturating_sub(NEAR_ENTITIES)..before];
    for mention in near.iter().rev() {
        let place = view.syntax.sentence_at(mention.span.start());
        let distance = sentence - place.min(sentence);
        if distance > SENTENCES {
            break;
        }
        let Some(id) = mention.entity.filter(|&id| fits(id) && is_person(id)) else { continue };
        let token = view.syntax.token_at(mention.name.start());
        let opens = token.saturating_sub(view.syntax.sentences[place].tokens.start) < 4;
        let known = context.entity(id).gender == Some(gender);
        let mut score = 1.0 - 0.15 * distance as f32;
        score += if opens { 0.25 } else { 0.0 } + if known { 0.2 } else { 0.0 };
        // “Ida Holm, a baker in Vale,” is introduced to be heard.
        score += if describe::apposition(view, mention).is_empty() { 0.0 } else { 0.3 };
        score -= if context.passages.covers(token) || is_reported(context, token, pronoun) { 0.5 } else { 0.0 };
        score -= if behind_preposition(context, token) { 0.15 } else { 0.0 };
        if view.syntax.paragraph_at(mention.span.start()) != paragraph {
            score -= 0.1;
        }
        add(id, score);
    }
    // Who spoke last goes on speaking.
    for (quote, answer) in context.said().take(3) {
        let spoke = quote.source.as_ref().unwrap_or(&quote.content[0]).start;
        let place = view.syntax.sentence_at(view.token(spoke).span.start());
        // The author of “I said” is nobody's “she”.
        if let Some(id) = answer.entity.filter(|&id| fits(id) && !view.is(spoke, "i"))
            && place <= sentence
            && sentence - place <= SENTENCES
        {
            // Whom the article only describes is seldom “he” for long; nor is who speaks in the words of another.
            let named = !context.entity(id).name.contains(' ') || near.iter().any(|mention| mention.entity == Some(id));
            let score = if named && !is_reported(context, spoke, pronoun) { 1.35 } else { 1.0 };
            add(id, score - 0.12 * (sentence - place) as f32);
        }
    }
    // “She has … She said”: the sentence before begins with the same pronoun.
    let earlier = (sentence.saturating_sub(1)..=sentence).rev().find_map(|place| opening(context, place, gender));
    if let Some(earlier) = earlier.filter(|&earlier| earlier < pronoun && depth < CHAIN)
        && let Some(&(id, _)) = people(context, earlier, gender, depth + 1).first()
    {
        add(id, 1.4);
    }
    scores.sort_by(|one, other| other.1.total_cmp(&one.1));
    scores
}

/// Whether a name stands in what somebody else is reported to say, outside of which the pronoun stands.
fn is_reported(context: Context<'_>, token: usize, pronoun: usize) -> bool {
    let before = context.found.partition_point(|quote| quote.content[0].start <= token);
    let holds = |quote: &&super::Found, token: usize| quote.content.iter().any(|part| part.contains(&token));
    context.found[..before].iter().rev().take(8).any(|quote| holds(&quote, token) && !holds(&quote, pronoun))
}

/// “in Holm’s office”, “with Ida Holm”
fn behind_preposition(context: Context<'_>, token: usize) -> bool {
    let view = context.view;
    token > 0 && view.has(token - 1, Classes::PREPOSITION) && view.token(token - 1).shape == Shape::Lower
}

/// The pronoun of this gender that is the first word of a sentence, after a conjunction or an adverb at most.
fn opening(context: Context<'_>, sentence: usize, gender: Gender) -> Option<usize> {
    let view = context.view;
    let class = if gender == Gender::Male { Classes::HE } else { Classes::SHE };
    let tokens = view.syntax.sentences[sentence].tokens.clone();
    let at = tokens.take(3).find(|&at| view.has(at, Classes::HE | Classes::SHE))?;
    (view.has(at, class) && !context.passages.covers(at) && !describe::is_object(view, at)).then_some(at)
}

/// Scores as probabilities that leave room for whom the article does not name.
fn probabilities(scores: &[(Id<Entity>, f32)]) -> Vec<(Id<Entity>, f32)> {
    const NOBODY: f32 = 0.5;
    let weight = |score: f32| (SHARPNESS * score).exp();
    let sum: f32 = scores.iter().map(|&(_, score)| weight(score)).sum::<f32>() + weight(NOBODY);
    scores.iter().map(|&(id, score)| (id, weight(score) / sum)).collect()
}
