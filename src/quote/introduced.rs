//! Whom the article itself gives a role elsewhere: “Holm’s lawyer” is Nils Berg where it has “Nils Berg, a lawyer for Holm”, and “a Vale judge” of
//! a headline or a lead is Judge Ida Lind, who is named below.

use super::pronoun;
use super::role::{apposition, same_role};
use super::speaker::{Context, NEAR_ENTITIES};
use crate::entity::{Entity, Mention};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::text::Id;
use crate::view::View;
use std::ops::Range;

/// Where a headline and a lead end, in sentences: behind it, “a judge” is one of several.
const LEAD: usize = 2;

/// Within how many sentences “a judge” is named: the nearer ones tell where others follow.
const SOON: [usize; 2] = [3, 8];

/// How many words before a name may tell a role.
const BEFORE: usize = 8;

/// What so many people are called that nobody is meant by it.
const ANYBODY: &[&str] = &[
    "activist",
    "adviser",
    "advisor",
    "aide",
    "analyst",
    "boy",
    "candidate",
    "colleague",
    "conservative",
    "critic",
    "democrat",
    "employee",
    "expert",
    "friend",
    "girl",
    "insider",
    "journalist",
    "liberal",
    "majority",
    "man",
    "member",
    "minority",
    "official",
    "operative",
    "opponent",
    "person",
    "reporter",
    "republican",
    "resident",
    "source",
    "staffer",
    "strategist",
    "student",
    "supporter",
    "veteran",
    "victim",
    "voter",
    "witness",
    "woman",
    "worker",
];

/// Nouns for who belongs to somebody, of whom there is mostly one.
const KIN: &[&str] = &["ex-husband", "ex-wife", "father", "husband", "mother", "widow", "widower", "wife"];

/// Whose role it is.
enum Owner {
    /// “Holm’s lawyer”: the last word of the name.
    Named(String),
    /// “his wife”, “my father”
    Pronoun(usize),
}

/// Who has the role of a phrase by what the article says of people elsewhere; nobody where two have it.
pub(super) fn refer(context: Context<'_>, head: &Range<usize>, noun: usize) -> Option<Id<Entity>> {
    let view = context.view;
    let roles = Classes::ROLE | Classes::TITLE | Classes::MALE_NOUN | Classes::FEMALE_NOUN;
    if noun + 1 != head.end || !view.has(noun, roles) && !view.word(noun).starts_with("ex-") {
        return None;
    }
    let is_anybody = ANYBODY.iter().any(|word| view.is(noun, word));
    if is_anybody {
        return None;
    }
    let here = view.syntax.sentence_at(view.token(head.start).span.start());
    match owner(view, head, noun) {
        // “Vale’s mayor” may be introduced as “Mayor Ida Holm”.
        Some(Owner::Named(place)) => of_owner(context, head, noun, &Owner::Named(place)).or_else(|| {
            let is_place = view.has(head.start, Classes::PLACE | Classes::CITY | Classes::BODY);
            is_place.then(|| told_below(context, head, noun)).flatten()
        }),
        Some(owner) => of_owner(context, head, noun, &owner),
        None if is_indefinite(view, head) && here <= LEAD => told_below(context, head, noun),
        None => None,
    }
}

/// Who is called so word for word beside the name, and nobody else is: “the former keeper” after “Ida Holm, a former keeper of …”.
pub(super) fn word_for_word(context: Context<'_>, head: &Range<usize>) -> Option<Id<Entity>> {
    let view = context.view;
    let words = head.start + 1..head.end;
    // Of nominees there is one every few years.
    let changes = ["candidate", "nominee"].iter().any(|word| view.is(head.end - 1, word));
    // “the Holm campaign, Nils Berg” is no name of a man.
    if words.len() < 2 || changes || view.has(head.end - 1, Classes::BODY) {
        return None;
    }
    let same = |from: usize| {
        let apart = from >= head.end || from + words.len() <= head.start;
        apart && words.clone().enumerate().all(|(n, at)| view.is(from + n, view.word(at)))
    };
    let called = |mention: &&Mention| {
        let tokens = view.syntax.tokens_in(mention.name);
        let comma = tokens.end + 1;
        let behind = comma + usize::from(view.has(comma, Classes::DETERMINER));
        tokens.start.checked_sub(words.len()).is_some_and(same) || view.is(tokens.end, ",") && same(behind)
    };
    let mentions = view.discourse.mentions.iter().take(NEAR_ENTITIES).filter(called);
    let mut known = mentions.filter_map(|mention| mention.entity.filter(|&id| context.is_person(id)));
    let one = known.next()?;
    known.all(|other| other == one).then_some(one)
}

/// “A judge”, and “Judge” or “Lawmaker” of a headline.
fn is_indefinite(view: View<'_>, head: &Range<usize>) -> bool {
    let article = view.is(head.start, "a") || view.is(head.start, "an");
    let bare = head.start == view.syntax.sentences[0].tokens.start && head.len() < 3;
    article || bare
}

fn owner(view: View<'_>, head: &Range<usize>, noun: usize) -> Option<Owner> {
    let pronouns = ["his", "her", "my"];
    if pronouns.iter().any(|word| view.is(head.start, word)) {
        return Some(Owner::Pronoun(head.start));
    }
    let ends = (head.start + 1..noun).rev().find(|&at| view.token(at).shape == Shape::Possessive)?;
    view.token(ends - 1).shape.is_capital().then(|| Owner::Named(view.word(ends - 1).to_lowercase()))
}

/// The one person who is described with the role, and with whose it is.
fn of_owner(context: Context<'_>, head: &Range<usize>, noun: usize, owner: &Owner) -> Option<Id<Entity>> {
    let view = context.view;
    let whose = match owner {
        Owner::Named(name) => Some(name.clone()),
        Owner::Pronoun(at) if view.is(*at, "my") => None,
        Owner::Pronoun(at) => {
            let ranked = pronoun::people(context, *at);
            let sure = ranked.first().filter(|&&(_, p)| p >= 0.5);
            sure.and_then(|&(id, _)| context.entity(id).name.split(' ').next_back().map(str::to_lowercase))
        }
    };
    let is_kin = KIN.iter().any(|word| view.is(noun, word));
    let fits = |role: &Role| {
        let at = |word: &str| role.words.clone().any(|at| view.is(at, word));
        let named = whose.as_deref().is_some_and(at);
        let pronoun = ["his", "her", "my"].into_iter().any(at);
        let of_another = role.words.clone().any(|at| view.token(at).shape == Shape::Possessive);
        // “wife Ida” of an article with one wife
        named || is_kin && !of_another && (pronoun || role.noun == role.words.start)
    };
    one(context, head, noun, &view.discourse.mentions, fits)
}

/// Who is named soon below with the role, and not before.
fn told_below(context: Context<'_>, head: &Range<usize>, noun: usize) -> Option<Id<Entity>> {
    let view = context.view;
    let start = view.token(head.start).span.start();
    let here = view.syntax.sentence_at(start);
    SOON.into_iter().find_map(|soon| {
        let last = view.syntax.sentences.get(here + soon).map_or(view.syntax.tokens.len(), |next| next.tokens.start);
        let end = view.token(last - 1).span.end();
        let near = view.discourse.mentions.partition_point(|mention| mention.span.start() < end);
        let found = one(context, head, noun, &view.discourse.mentions[..near], |_| true)?;
        let first = view.discourse.mentions.iter().find(|mention| mention.entity == Some(found))?;
        (first.span.start() > start).then_some(found)
    })
}

/// Words that tell what a person is.
struct Role {
    words: Range<usize>,
    noun: usize,
}

/// The one person whom one of the `mentions` gives the role, by words that `fits`.
fn one(
    context: Context<'_>,
    head: &Range<usize>,
    noun: usize,
    mentions: &[Mention],
    fits: impl Fn(&Role) -> bool,
) -> Option<Id<Entity>> {
    let view = context.view;
    let mut found: Option<Id<Entity>> = None;
    for mention in mentions.iter().take(NEAR_ENTITIES) {
        let Some(id) = mention.entity.filter(|&id| context.is_person(id)) else { continue };
        let elsewhere = |words: &Range<usize>| words.end <= head.start || words.start >= head.end;
        let has = |(words, nouns): (Range<usize>, Range<usize>)| {
            let noun = nouns.rev().find(|&at| same_role(view.word(at), view.word(noun)));
            elsewhere(&words) && noun.is_some_and(|noun| fits(&Role { words, noun }))
        };
        if has(before(view, mention)) || has(behind(view, mention)) {
            if found.is_some_and(|known| known != id) {
                return None;
            }
            found = Some(id);
        }
    }
    found
}

/// The words before a name that tell who it is, and those of them that may be the role: “state Supreme Court Justice”, “Holm’s lawyer,”, “a lawyer
/// for Holm,”.
fn before(view: View<'_>, mention: &Mention) -> (Range<usize>, Range<usize>) {
    let name = view.syntax.token_at(mention.name.start());
    let sentence = view.syntax.sentences[view.syntax.sentence_at(mention.name.start())].tokens.start;
    let floor = sentence.max(name.saturating_sub(BEFORE));
    let end = name - usize::from(name > floor && view.is(name - 1, ","));
    let links = |at: usize| ["for", "of", "to"].iter().any(|word| view.is(at, word));
    let belongs = |at: usize| {
        let token = view.token(at);
        let verb = matches!(view.syntax.tags[at].name(), "VBD" | "VBZ" | "VBP" | "MD") && token.shape == Shape::Lower;
        (token.shape.is_word() || token.shape == Shape::Possessive || view.is(at, "-"))
            && !view.has(at, Classes::CONJUNCTION)
            && (!view.has(at, Classes::PREPOSITION) || end < name && links(at))
            && !verb
    };
    let mut start = end;
    while start > floor && belongs(start - 1) {
        start -= 1;
        if view.has(start, Classes::DETERMINER) {
            break;
        }
    }
    let of = (start..end).find(|&at| links(at));
    // Between the role and the name stand capitals alone: not “one judge called Holm”.
    let capitals = (start..end).rev().take_while(|&at| view.token(at).shape.is_capital()).count();
    let nouns = of.map_or(start.max((end - capitals).saturating_sub(1))..end, |of| start..of);
    (start..end, nouns)
}

/// The same of the apposition behind a name: “a lawyer for Holm”; of “daughter of the mayor” not the mayor.
fn behind(view: View<'_>, mention: &Mention) -> (Range<usize>, Range<usize>) {
    let words = apposition(view, mention);
    let of = words.clone().find(|&at| view.has(at, Classes::PREPOSITION)).unwrap_or(words.end);
    let nouns = words.start..of;
    (words, nouns)
}
