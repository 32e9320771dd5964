//! Who the words of a source refer to: a name, a pronoun, a role, or a description that stays as written.

use super::Found;
use super::passages::Passages;
use super::phrase::SPEAKING_NOUN;
use crate::article::{Article, Form};
use crate::entity::{Discourse, Entity, EntityKind, Gender, MentionKind};
use crate::lang::{Shape, Syntax};
use crate::lexicon::{Classes, Lexicon};
use crate::text::{Id, Span};
use crate::view::View;
use std::ops::Range;

/// Who speaks, and how sure that is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub(crate) entity: Option<Id<Entity>>,
    /// Probability that the entity is right.
    pub(crate) confidence: f32,
}

/// How many sentences back a pronoun is resolved: GAP and `PolNeAR` have nearly all antecedents within three.
const PRONOUN_SENTENCES: usize = 4;

/// How many entities and mentions back a description is looked for: all of any real article, a bound on hostile ones.
const NEAR_ENTITIES: usize = 1000;

/// The speaker of each quote in `found`, which is by first token.
pub(crate) fn resolve(
    article: &Article,
    syntax: &Syntax,
    discourse: &mut Discourse,
    lexicon: &Lexicon,
    passages: &Passages,
    found: &[Found],
) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::new();
    for quote in found {
        let earlier = quote.same_as.and_then(|start| {
            found[..answers.len()]
                .iter()
                .rposition(|other| other.content[0].start <= start)
                .filter(|&other| found[other].content[0].start == start)
        });
        let answer = if let Some(other) = earlier {
            Answer { entity: answers[other].entity, confidence: answers[other].confidence * 0.95 }
        } else {
            let view = View { article, syntax, discourse, lexicon };
            match &quote.source {
                Some(source) => match refer(view, source.clone(), passages, found, &answers) {
                    Reference::Known(entity, confidence) => Answer { entity: Some(entity), confidence },
                    Reference::New(entity) => Answer { entity: Some(intern(discourse, entity)), confidence: 0.9 },
                    Reference::Unknown => Answer { entity: None, confidence: 0.5 },
                },
                None => author(article, syntax, quote, discourse),
            }
        };
        answers.push(answer);
    }
    answers
}

enum Reference {
    Known(Id<Entity>, f32),
    New(Entity),
    Unknown,
}

/// A post is its author's: the one its block names, or that of an article that is a post.
fn author(article: &Article, syntax: &Syntax, quote: &Found, discourse: &mut Discourse) -> Answer {
    let unknown = Answer { entity: None, confidence: 0.5 };
    if quote.because != "post" {
        return unknown;
    }
    let paragraph = syntax.paragraph_at(syntax.tokens[quote.content[0].start].span.start());
    let post = syntax.paragraphs[paragraph].block.and_then(|block| article.blocks[block].post.as_ref());
    let by = post.and_then(|post| post.author.as_ref().or(post.handle.as_ref()));
    let by = by.or_else(|| article.authors.first().filter(|_| article.form == Some(Form::Post)));
    let Some(name) = by else { return unknown };
    // “Donald J. Trump” signs, the article says “Donald Trump”.
    let ends = |name: &str| {
        let mut words = name.split_whitespace().map(str::to_lowercase);
        let first = words.next();
        first.and_then(|first| Some((first, words.next_back()?)))
    };
    let known = discourse.entities.iter().position(|entity| {
        entity.kind == EntityKind::Person && ends(&entity.name).is_some_and(|known| ends(name) == Some(known))
    });
    let entity = known.map_or_else(|| intern(discourse, named(name.clone(), EntityKind::Person)), Id::new);
    Answer { entity: Some(entity), confidence: 1.0 }
}

fn named(name: String, kind: EntityKind) -> Entity {
    Entity { name, kind, role: None, affiliation: None, gender: None, aliases: Vec::new() }
}

/// The entity itself, or one of the same name and kind that is there already.
fn intern(discourse: &mut Discourse, entity: Entity) -> Id<Entity> {
    let known = discourse
        .entities
        .iter()
        .rev()
        .take(NEAR_ENTITIES)
        .position(|other| other.kind == entity.kind && other.name.eq_ignore_ascii_case(&entity.name));
    let known = known.map(|back| discourse.entities.len() - 1 - back);
    Id::new(known.unwrap_or_else(|| {
        discourse.entities.push(entity);
        discourse.entities.len() - 1
    }))
}

fn refer(view: View<'_>, source: Range<usize>, passages: &Passages, found: &[Found], answers: &[Answer]) -> Reference {
    let first = source.start;
    // “Monday’s call suggests”: a day says nothing.
    if source.clone().all(|at| view.has(at, Classes::CALENDAR) || !view.token(at).shape.is_word()) {
        return Reference::Unknown;
    }
    if view.has(first, Classes::HE | Classes::SHE) && (source.len() == 1 || !view.has(first, Classes::DETERMINER)) {
        let gender = if view.has(first, Classes::HE) { Gender::Male } else { Gender::Female };
        return pronoun(view, first, gender, passages, found, answers);
    }
    if source.len() == 1 && view.has(first, Classes::PRONOUN) {
        return Reference::Unknown;
    }
    let head = head(view, &source);
    let span = view.span_of(head.clone());
    let names: Vec<_> = view.discourse.names_in(span).filter(|mention| mention.kind == MentionKind::Name).collect();
    let end = span.end();
    // “Lee and Holm”
    let ends_head = |mention: &&crate::entity::Mention| {
        let person = mention.entity.is_some_and(|id| view.discourse.entities[id.index()].kind == EntityKind::Person);
        let behind = view.article.text[mention.name.end()..end.max(mention.name.end())].trim_start();
        let placed = ["of ", "from ", "in ", "at "].iter().any(|preposition| behind.starts_with(preposition));
        mention.name.end() == end
            || bracket_follows(view, mention.name.end(), end)
            || person && placed && head_noun_is_name(view, mention, head.start)
    };
    // “a spokesman for Halden Bank”: a name behind a preposition is not the head.
    let heads = |mention: &&&crate::entity::Mention| ends_head(mention) && head_noun_is_name(view, mention, head.start);
    if let Some(last) = names.iter().find(heads) {
        let last = if is_pair(view, &names, span) { names[names.len() - 1] } else { last };
        let joined: Vec<Id<Entity>> = names.iter().filter_map(|mention| mention.entity).collect();
        if names.len() > 1 && joined.len() == names.len() && is_pair(view, &names, span) {
            let parts: Vec<String> = joined.iter().map(|id| view.discourse.entities[id.index()].name.clone()).collect();
            return Reference::New(named(parts.join(" and "), EntityKind::Group));
        }
        if let Some(entity) = last.entity {
            let known = &view.discourse.entities[entity.index()];
            let sure = if known.kind == EntityKind::Person && !known.name.contains(' ') { 0.8 } else { 0.97 };
            return Reference::Known(entity, sure);
        }
        // Several bear the name: it stays as written.
        return Reference::New(named(last.name.of(&view.article.text).to_owned(), EntityKind::Person));
    }
    // “the governor, Ida Holm,”: the name stands in the apposition.
    if head.end < source.end && view.is(head.end, ",") {
        let rest = view.span_of(head.end + 1..source.end);
        let next = view.discourse.names_in(rest).find(|mention| mention.span.start() == rest.start());
        if let Some(entity) = next.and_then(|mention| mention.entity)
            && view.discourse.entities[entity.index()].kind == EntityKind::Person
            && view.has(head.end - 1, SPEAKING_NOUN | Classes::TITLE)
        {
            return Reference::Known(entity, 0.9);
        }
    }
    nominal(view, &source, &head)
}

/// The words of a source up to its first comma, bracket or relative pronoun.
fn head(view: View<'_>, source: &Range<usize>) -> Range<usize> {
    let mut end = source.start + 1;
    while end < source.end {
        let word = view.word(end);
        if matches!(word, "," | "(" | "[" | "—" | "–" | "--" | ":")
            && !(word == "," && view.has(end + 1, Classes::SUFFIX))
            || ["who", "which", "whose"].contains(&word)
        {
            break;
        }
        end += 1;
    }
    let mut range = source.start..end;
    // A leading mark belongs to the label's paragraph.
    while range.len() > 1 && view.token(range.start).shape == Shape::Mark {
        range.start += 1;
    }
    range
}

/// "Mr. Morgan of the Sierra Club": the person is the head, where no noun stands before a preposition in front of the name.
/// A preposition in front of the whole source (“as Lee noted”, “according to Lee”) says nothing.
fn head_noun_is_name(view: View<'_>, mention: &crate::entity::Mention, source_start: usize) -> bool {
    let first = view.syntax.token_at(mention.span.start());
    first <= source_start || !view.has(first - 1, Classes::PREPOSITION)
}

fn bracket_follows(view: View<'_>, from: usize, to: usize) -> bool {
    from < to && view.article.text[from..to].trim_start().starts_with(['(', '['])
}

fn is_pair(view: View<'_>, names: &[&crate::entity::Mention], span: Span) -> bool {
    names.windows(2).all(|pair| {
        // A role before the second name may reach into the first: then nothing stands between.
        let between = view.article.text.get(pair[0].name.end()..pair[1].span.start()).map(str::trim);
        matches!(between, Some("and" | "," | ", and" | "&"))
    }) && names[0].span.start() == span.start()
}

/// "the prime minister", "a spokesman for Halden Bank", "senior officials": somebody known by that role, else as written.
fn nominal(view: View<'_>, source: &Range<usize>, head: &Range<usize>) -> Reference {
    let noun = head_noun(view, head);
    let text = |range: Range<usize>| view.text(view.span_of(range)).split_whitespace().collect::<Vec<_>>().join(" ");
    let definite = ["the", "his", "her", "their", "this"].iter().any(|d| view.is(head.start, d));
    let role = view.has(noun, Classes::ROLE | Classes::TITLE | Classes::MALE_NOUN | Classes::FEMALE_NOUN);
    if definite
        && role
        && noun + 1 == head.end
        && let Some(entity) = bearer(view, noun, head)
    {
        return Reference::Known(entity, 0.75);
    }
    let plural = view.has(noun, Classes::GROUP)
        || view.token(noun).shape == Shape::Lower
            && view.word(noun).ends_with('s')
            && !view.has(noun, Classes::BODY | Classes::ROLE | Classes::DOCUMENT);
    let kind = if plural {
        EntityKind::Group
    } else if view.has(noun, Classes::DOCUMENT) {
        EntityKind::Document
    } else if role {
        EntityKind::Person
    } else if view.has(noun, Classes::BODY) {
        EntityKind::Organization
    } else if view.token(noun).shape.is_capital() {
        // A name that no mention covers: the words themselves.
        return Reference::New(named(
            text(noun_phrase(view, head)),
            if head.len() > 1 { EntityKind::Person } else { EntityKind::Organization },
        ));
    } else {
        EntityKind::Group
    };
    let mut entity = named(text(head.clone()), kind);
    let whole = view.span_of(source.clone());
    let body = view
        .discourse
        .names_in(whole)
        .find_map(|mention| mention.entity)
        .map(|id| &view.discourse.entities[id.index()]);
    if role && let Some(body) = body {
        entity.affiliation = Some(body.name.clone());
    }
    Reference::New(entity)
}

fn noun_phrase(view: View<'_>, head: &Range<usize>) -> Range<usize> {
    let mut start = head.start;
    while start + 1 < head.end && view.has(start, Classes::DETERMINER | Classes::TITLE) {
        start += 1;
    }
    start..head.end
}

/// Last noun before the first preposition.
fn head_noun(view: View<'_>, head: &Range<usize>) -> usize {
    let preposition =
        head.clone().skip(1).find(|&at| view.has(at, Classes::PREPOSITION) && view.token(at).shape == Shape::Lower);
    preposition.map_or(head.end - 1, |at| at - 1).max(head.start)
}

/// The nearest person before the phrase whose role is this noun; `None` when two share it.
fn bearer(view: View<'_>, noun: usize, head: &Range<usize>) -> Option<Id<Entity>> {
    let word = view.word(noun);
    let mut bearers: Vec<Id<Entity>> = Vec::new();
    let start = view.token(head.start).span.start();
    let before = view.discourse.mentions.partition_point(|mention| mention.span.start() < start);
    for mention in &view.discourse.mentions[before.saturating_sub(NEAR_ENTITIES)..before] {
        let Some(id) = mention.entity else { continue };
        let entity = &view.discourse.entities[id.index()];
        if entity.kind != EntityKind::Person {
            continue;
        }
        let role = entity.role.as_ref().is_some_and(|role| {
            role.split(' ').next_back().is_some_and(|last| last.trim_end_matches('.').eq_ignore_ascii_case(word))
        });
        let behind = describes(view, mention.name.end(), word);
        if (role || behind) && !bearers.contains(&id) {
            bearers.push(id);
        }
    }
    match bearers.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// Whether an apposition behind a name holds the noun: "Ida Holm, the mayor of Port Vale,".
fn describes(view: View<'_>, name_end: usize, noun: &str) -> bool {
    let at = view.syntax.token_at(name_end);
    if !view.is(at, ",") {
        return false;
    }
    let rest =
        (at + 1..(at + 9).min(view.syntax.tokens.len())).take_while(|&t| !matches!(view.word(t), "," | "." | ";"));
    rest.into_iter().any(|t| view.is(t, noun))
}

/// The person a "he" or "she" stands for: near, of that gender, preferably who spoke or opened a sentence.
fn pronoun(
    view: View<'_>,
    at: usize,
    gender: Gender,
    passages: &Passages,
    found: &[Found],
    answers: &[Answer],
) -> Reference {
    let offset = view.token(at).span.start();
    let sentence = view.syntax.sentence_at(offset);
    let paragraph = view.syntax.paragraph_at(offset);
    let fits = |id: Id<Entity>| {
        let entity = &view.discourse.entities[id.index()];
        entity.kind == EntityKind::Person && entity.gender.is_none_or(|known| known == gender)
    };
    // Two capitals in a row are not yet a person: a forename, a title, or having spoken tells it.
    let recent = answers.len().saturating_sub(super::RECENT);
    let is_person = |id: Id<Entity>| {
        let entity = &view.discourse.entities[id.index()];
        entity.gender.is_some()
            || entity.role.is_some()
            || answers[recent..].iter().any(|answer| answer.entity == Some(id))
    };
    let mut scores: Vec<(Id<Entity>, f32)> = Vec::new();
    let mut add = |id: Id<Entity>, score: f32| match scores.iter_mut().find(|(known, _)| *known == id) {
        Some((_, best)) => *best = best.max(score),
        None => scores.push((id, score)),
    };
    let before = view.discourse.mentions.partition_point(|mention| mention.span.start() < offset);
    for mention in view.discourse.mentions[..before].iter().rev() {
        let place = view.syntax.sentence_at(mention.span.start());
        let distance = sentence - place.min(sentence);
        if distance > PRONOUN_SENTENCES {
            break;
        }
        let Some(id) = mention.entity.filter(|&id| fits(id) && is_person(id)) else { continue };
        let token = view.syntax.token_at(mention.name.start());
        let quoted = passages.covers(token);
        let opens = token.saturating_sub(view.syntax.sentences[place].tokens.start) < 4;
        let known = view.discourse.entities[id.index()].gender == Some(gender);
        let mut score = 1.0 - 0.15 * distance as f32;
        score += if opens { 0.25 } else { 0.0 } + if known { 0.2 } else { 0.0 } - if quoted { 0.5 } else { 0.0 };
        if view.syntax.paragraph_at(mention.span.start()) != paragraph {
            score -= 0.1;
        }
        add(id, score);
    }
    // Who spoke last goes on speaking.
    for (quote, answer) in found[..answers.len()].iter().zip(answers).rev().take(3) {
        let place = view.syntax.sentence_at(view.token(quote.content[0].start).span.start());
        if let Some(id) = answer.entity.filter(|&id| fits(id))
            && place <= sentence
            && sentence - place <= PRONOUN_SENTENCES
        {
            add(id, 1.25 - 0.12 * (sentence - place) as f32);
        }
    }
    scores.sort_by(|one, other| other.1.total_cmp(&one.1));
    match scores.as_slice() {
        [] => Reference::Unknown,
        [one] => Reference::Known(one.0, 0.85),
        [one, two, ..] => Reference::Known(one.0, if one.1 - two.1 > 0.3 { 0.8 } else { 0.6 }),
    }
}
