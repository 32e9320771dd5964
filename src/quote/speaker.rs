//! Who the words of a source refer to: a name, a pronoun, a role, or a description that stays as written.

use super::antecedent::People;
use super::name::{by_name, by_same_word};
use super::passages::Passages;
use super::phrase::SPEAKING_NOUN;
use super::{Found, RECENT, describe, pronoun};
use crate::article::{Article, BlockKind, Form};
use crate::entity::{Discourse, Entity, EntityKind};
use crate::lang::{Shape, Syntax};
use crate::lexicon::{Classes, Lexicon};
use crate::text::label::is_nobody;
use crate::text::{Id, Span};
use crate::view::View;
use std::ops::Range;

/// Who speaks, and how sure that is.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) entity: Option<Id<Entity>>,
    /// Probability that the entity is right.
    pub(crate) confidence: f32,
    /// Who else it may be, most likely first, each with its probability.
    pub(crate) alternatives: Vec<(Id<Entity>, f32)>,
}

impl Answer {
    const UNKNOWN: Answer = Answer { entity: None, confidence: 0.5, alternatives: Vec::new() };
}

/// A second speaker less likely than this is not worth telling.
const LEAST_ALTERNATIVE: f32 = 0.05;

/// How many entities and mentions back a description is looked for: all of any real article, a bound on hostile ones.
pub(crate) const NEAR_ENTITIES: usize = 1000;

/// Whom some words refer to.
#[derive(Debug)]
pub(crate) enum Reference {
    /// Entities of the article, most likely first, each with its probability.
    Known(Vec<(Id<Entity>, f32)>),
    /// Somebody whom nothing else in the article names, and the entities that it may be all the same.
    New(Entity, Vec<(Id<Entity>, f32)>),
    /// One of these, but none likely enough to be named.
    Doubtful(Vec<(Id<Entity>, f32)>),
    Unknown,
}

impl Reference {
    pub(crate) fn known(entity: Id<Entity>, confidence: f32) -> Reference {
        Reference::Known(vec![(entity, confidence)])
    }

    pub(crate) fn new(entity: Entity) -> Reference {
        Reference::New(entity, Vec::new())
    }
}

/// What may be known when the words of one source are read: the article, and who spoke before.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) view: View<'a>,
    pub(crate) passages: &'a Passages,
    pub(crate) people: &'a People<'a>,
    pub(crate) found: &'a [Found],
    /// Of the first quotes of `found`.
    pub(crate) answers: &'a [Answer],
}

impl<'a> Context<'a> {
    /// The last quotes before the one that is asked for, nearest first, each with its speaker.
    pub(crate) fn said(self) -> impl Iterator<Item = (&'a Found, &'a Answer)> {
        self.found[..self.answers.len()].iter().zip(self.answers).rev().take(RECENT)
    }

    /// The quote whose speaker is asked for.
    pub(crate) fn quote(self) -> Option<&'a Found> {
        self.found.get(self.answers.len())
    }

    pub(crate) fn entity(self, id: Id<Entity>) -> &'a Entity {
        &self.view.discourse.entities[id.index()]
    }

    pub(crate) fn is_person(self, id: Id<Entity>) -> bool {
        self.entity(id).kind == EntityKind::Person
    }
}

/// The speaker of each quote in `found`, which is by first token.
pub(crate) fn resolve(
    article: &Article,
    syntax: &Syntax,
    discourse: &mut Discourse,
    lexicon: &Lexicon,
    passages: &Passages,
    people: &People<'_>,
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
            Answer { confidence: answers[other].confidence * 0.95, ..answers[other].clone() }
        } else if let Some(source) = &quote.source {
            let view = View { article, syntax, discourse, lexicon };
            let context = Context { view, passages, people, found, answers: &answers };
            match refer(context, source.clone()) {
                Reference::Known(ranked) => answer(&ranked),
                Reference::New(entity, alternatives) => {
                    Answer { entity: Some(intern(discourse, entity)), confidence: 0.9, alternatives }
                }
                Reference::Doubtful(ranked) => Answer { alternatives: alternatives(&ranked), ..Answer::UNKNOWN },
                Reference::Unknown => Answer::UNKNOWN,
            }
        } else if quote.because == "turn" {
            // The label stands before the turn, in marks or without a colon: “**A.** By boat.”
            let before = &article.text[..syntax.tokens[quote.content[0].start].span.start()];
            let line = before.trim_end().rsplit('\n').next().unwrap_or_default();
            match whoever_answers(View { article, syntax, discourse, lexicon }, line.trim_matches(['*', '_', '.', ':']))
            {
                Reference::Known(ranked) => answer(&ranked),
                _ => Answer::UNKNOWN,
            }
        } else {
            author(article, syntax, quote, discourse)
        };
        answers.push(answer);
    }
    answers
}

fn answer(ranked: &[(Id<Entity>, f32)]) -> Answer {
    let Some((&(entity, confidence), others)) = ranked.split_first() else { return Answer::UNKNOWN };
    Answer { entity: Some(entity), confidence, alternatives: alternatives(others) }
}

fn alternatives(ranked: &[(Id<Entity>, f32)]) -> Vec<(Id<Entity>, f32)> {
    ranked.iter().copied().filter(|&(_, p)| p > LEAST_ALTERNATIVE).collect()
}

/// A post is its author's: the one its block names, or that of an article that is a post. So is a block quote with its author below.
fn author(article: &Article, syntax: &Syntax, quote: &Found, discourse: &mut Discourse) -> Answer {
    if !["post", "block-quote"].contains(&quote.because) {
        return Answer::UNKNOWN;
    }
    let paragraph = syntax.paragraph_at(syntax.tokens[quote.content[0].start].span.start());
    let post = syntax.paragraphs[paragraph].block.and_then(|block| article.blocks[block].post.as_ref());
    let handle = post.and_then(|post| post.handle.as_ref());
    let by = post.and_then(|post| post.author.as_ref());
    if by.is_none()
        && let Some(entity) = handle.and_then(|handle| owner_of(discourse, handle))
    {
        return Answer { entity: Some(entity), confidence: 1.0, alternatives: Vec::new() };
    }
    let by = by.or(handle).or_else(|| article.authors.first().filter(|_| article.form == Some(Form::Post)));
    let Some(name) = by else { return Answer::UNKNOWN };
    let entity =
        bearer_of(discourse, name).unwrap_or_else(|| intern(discourse, named(name.clone(), EntityKind::Person)));
    Answer { entity: Some(entity), confidence: 1.0, alternatives: Vec::new() }
}

/// The one person of the article all of whose name is in the handle of an account: `@realIdaHolm`.
fn owner_of(discourse: &Discourse, handle: &str) -> Option<Id<Entity>> {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let handle = letters(handle);
    let is_in_handle =
        |name: &str| name.contains(' ') && name.split_whitespace().all(|word| handle.contains(&letters(word)));
    let mut owners = discourse
        .entities
        .iter()
        .enumerate()
        .filter(|(_, entity)| entity.kind == EntityKind::Person && is_in_handle(&entity.name));
    let (at, _) = owners.next()?;
    owners.next().is_none().then(|| Id::new(at))
}

/// The person of the article whom a byline names: “Donald J. Trump” signs, the article says “Donald Trump”.
pub(crate) fn bearer_of(discourse: &Discourse, name: &str) -> Option<Id<Entity>> {
    let ends = |name: &str| {
        let mut words = name.split_whitespace().map(str::to_lowercase);
        let first = words.next();
        first.and_then(|first| Some((first, words.next_back()?)))
    };
    let known = discourse.entities.iter().position(|entity| {
        entity.kind == EntityKind::Person && ends(&entity.name).is_some_and(|known| ends(name) == Some(known))
    });
    known.map(Id::new)
}

pub(crate) fn named(name: String, kind: EntityKind) -> Entity {
    Entity { name, kind, certain: true, role: None, affiliation: None, gender: None, aliases: Vec::new() }
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

/// Whom the words of `source` refer to.
pub(crate) fn refer(context: Context<'_>, source: Range<usize>) -> Reference {
    let view = context.view;
    // “A jury heard that …”: it is not the jury that says so.
    let hears = |verb: usize| ["hear", "heard", "hears"].iter().any(|word| view.is(verb, word));
    let hearing = ["court", "hearing", "inquest", "inquiry", "jurors", "jury", "trial", "tribunal"];
    if context.quote().and_then(|quote| quote.verb).is_some_and(hears)
        && hearing.iter().any(|noun| view.is(source.end - 1, noun))
    {
        return Reference::Unknown;
    }
    // “Monday’s call suggests”: a day says nothing.
    let says_nothing = |at: usize| {
        // April and June may be women, Sunday may not.
        let named = view.has(at, Classes::MAN | Classes::WOMAN) && !view.word(at).ends_with("day");
        view.has(at, Classes::CALENDAR) && !named || view.is(at, "on") || !view.token(at).shape.is_word()
    };
    if source.clone().all(says_nothing) {
        return Reference::Unknown;
    }
    if context.quote().is_some_and(|quote| quote.because == "turn")
        && is_nobody(view.text(view.span_of(source.clone())))
    {
        return whoever_answers(view, view.word(source.start));
    }
    if let Some(reference) = pronoun::refer(context, &source) {
        return reference;
    }
    if is_dateline(view, &source) || is_occasion(view, &source) {
        return Reference::Unknown;
    }
    let head = head(view, &source);
    by_name(context, &head)
        .or_else(|| by_same_word(context, &head))
        .or_else(|| by_apposition(context, &source, &head))
        .unwrap_or_else(|| describe::refer(context, &source, &head))
}

/// “A:” of an interview whose introduction names one person, who is no author of it.
fn whoever_answers(view: View<'_>, label: &str) -> Reference {
    let asks = !["a", "answer"].iter().any(|answer| label.eq_ignore_ascii_case(answer));
    let Some(first) = view.syntax.paragraphs.iter().find(|paragraph| paragraph.kind == BlockKind::Turn) else {
        return Reference::Unknown;
    };
    let introduction = Span::new(0, view.token(first.tokens.start).span.start());
    let named = view.discourse.names_in(introduction).filter_map(|mention| mention.entity);
    let mut people = named.filter(|&id| {
        let entity = &view.discourse.entities[id.index()];
        entity.kind == EntityKind::Person && entity.name.contains(' ') && !view.article.authors.contains(&entity.name)
    });
    match people.next() {
        Some(one) if !asks && people.all(|other| other == one) => Reference::known(one, 0.8),
        _ => Reference::Unknown,
    }
}

/// “WASHINGTON — It would …”: the place that opens a paragraph says nothing.
fn is_dateline(view: View<'_>, source: &Range<usize>) -> bool {
    view.has(source.start, Classes::PLACE | Classes::CITY)
        && view.behind_dateline(source.start).is_some_and(|start| source.end < start)
}

/// “Monday’s call suggests …”: what happened on a day has no words of its own, other than “Monday’s report”.
fn is_occasion(view: View<'_>, source: &Range<usize>) -> bool {
    const OCCASIONS: &[&str] = &[
        "attack", "call", "crash", "debate", "event", "game", "hearing", "march", "meeting", "protest", "rally",
        "session", "shooting", "summit", "talks", "trip", "visit", "vote",
    ];
    source.len() > 2
        && view.has(source.start, Classes::CALENDAR)
        && view.token(source.start + 1).shape == Shape::Possessive
        && OCCASIONS.iter().any(|noun| view.is(source.end - 1, noun))
}

/// “the governor, Ida Holm,”, “A friend of the mayor, Ida Holm”: the name stands in the apposition.
fn by_apposition(context: Context<'_>, source: &Range<usize>, head: &Range<usize>) -> Option<Reference> {
    let view = context.view;
    // “The company that made the crane, Holm Lifts,”: behind what is told of the noun.
    let end = source.end - usize::from(source.len() > 1 && view.is(source.end - 1, ","));
    let is_told = ["that", "which", "who", "whose"].iter().any(|word| view.is(head.end, word));
    let comma = if is_told { (head.end..end).rev().find(|&at| view.is(at, ","))? } else { head.end };
    if comma + 1 >= source.end || !view.is(comma, ",") {
        return None;
    }
    let rest = view.span_of(comma + 1..source.end);
    let name = view.discourse.names_in(rest).next()?;
    let behind = view.syntax.token_at(name.name.end());
    let noun = describe::head_noun(view, head);
    // “Its sponsor, state Sen. Ida Holm,”
    let leads = comma + 1..view.syntax.token_at(name.span.start());
    let is_body = name.entity.is_some_and(|id| context.entity(id).kind == EntityKind::Organization);
    let describes = |at: usize| {
        let part = view.has(at, Classes::TITLE | Classes::ROLE | Classes::BODY)
            || view.syntax.tags[at].is_adjective()
            || is_body && view.is(at, "the");
        part && view.token(at).shape == Shape::Lower
    };
    let apposed = leads.len() < 3
        && leads.clone().all(describes)
        && (name.name.end() == rest.end() || view.is(behind, ","))
        && view.token(noun).shape == Shape::Lower
        && (view.syntax.tags[noun].is_noun() || view.has(noun, SPEAKING_NOUN | Classes::TITLE));
    // “its publisher, Halden Books”
    let speaks = |id: Id<Entity>| matches!(context.entity(id).kind, EntityKind::Person | EntityKind::Organization);
    let entity = name.entity.filter(|&id| apposed && speaks(id))?;
    Some(Reference::known(entity, 0.9))
}

/// The words of a source up to its first comma, bracket, relative pronoun or time, without an introducing "both".
fn head(view: View<'_>, source: &Range<usize>) -> Range<usize> {
    let mut start = source.start;
    // A leading mark belongs to the label's paragraph, “that” to the clause.
    let leads = |at: usize| {
        view.token(at).shape == Shape::Mark
            || view.is(at, "both")
            || view.is(at, "that") && (view.has(at + 1, Classes::DETERMINER) || view.token(at + 1).shape.is_capital())
    };
    while start + 1 < source.end && leads(start) {
        start += 1;
    }
    let mut end = start + 1;
    while end < source.end {
        let word = view.word(end);
        let enumerates = word == "," && view.token(end - 1).shape.is_capital() && continues_list(view, end, source.end);
        let breaks = matches!(word, "," | "(" | "[" | "—" | "–" | "--" | ":")
            && !(word == "," && view.has(end + 1, Classes::SUFFIX))
            && !enumerates;
        // “Holm herself”
        let self_alone =
            matches!(word, "himself" | "herself" | "itself" | "themselves") && view.syntax.tags[end - 1].is_noun();
        let clause = self_alone
            || matches!(word, "who" | "which" | "whose" | "whom")
            || word == "that" && !view.is(end - 1, "of");
        // “Ida Holm is warning voters”: what somebody does is no part of the name.
        let acts = AUXILIARIES.contains(&word)
            && view.syntax.tags[end - 1].is_noun()
            && !view.token(source.end - 1).shape.is_capital();
        // “several groups granted Ms. Holm”
        let does = matches!(view.syntax.tags[end].name(), "VBD" | "VBZ" | "VBP")
            && view.has(end - 1, Classes::GROUP | Classes::ROLE)
            && end + 1 < source.end
            && (view.token(end + 1).shape.is_capital() || view.has(end + 1, Classes::DETERMINER));
        if breaks || clause || acts || does || describe::is_time(view, end) {
            break;
        }
        end += 1;
    }
    while end > start + 1 && view.token(end - 1).shape == Shape::Possessive {
        end -= 1;
    }
    start..end
}

const AUXILIARIES: &[&str] = &["are", "had", "has", "have", "is", "was", "were", "will", "would"];

/// “Norway, Sweden and Finland”: whether capitals go on behind the comma at `comma` up to an "and" between two of them, which are no offices:
/// “Ida Holm, President and Chief Executive of Holm Metals”.
fn continues_list(view: View<'_>, comma: usize, end: usize) -> bool {
    let rest = (comma + 1..end).take(12);
    let mut rest = rest.skip_while(|&at| view.token(at).shape.is_capital() || view.is(at, ",") || view.is(at, "the"));
    let office = |at: usize| view.has(at, Classes::TITLE | Classes::ROLE) && !view.has(at, Classes::SURNAME);
    rest.next().is_some_and(|at| view.is(at, "and") && at + 1 < end && !office(at - 1))
}

#[cfg(test)]
mod tests {
    use super::head;
    use crate::article::Article;
    use crate::entity::Discourse;
    use crate::lang::{self, tag::Tagger};
    use crate::lexicon::Lexicon;
    use crate::view::View;

    #[test]
    fn what_somebody_does_is_no_part_of_the_name() {
        let (tagger, lexicon) = (Tagger::read(include_bytes!("../model/en/tags.model")).unwrap(), Lexicon::builtin());
        let of = |text: &str| {
            let article = Article { text: text.to_owned(), ..Article::default() };
            let syntax = lang::parse(&article, lexicon).tagged(text, &tagger);
            let discourse = Discourse::default();
            let view = View { article: &article, syntax: &syntax, discourse: &discourse, lexicon };
            view.span_of(head(view, &(0..syntax.tokens.len()))).of(text).to_owned()
        };
        assert_eq!(of("Ida Holm is warning voters"), "Ida Holm");
        assert_eq!(of("the third time Lee was Holm"), "the third time Lee was Holm");
    }
}
