//! Sources without a name: somebody known by that role, else the description as written.

use super::antecedent::Reports;
use super::body;
use super::introduced;
use super::noun_kind::{NOBODY, unlisted_kind};
use super::office;
use super::pronoun::is_reported;
use super::speaker::{Context, NEAR_ENTITIES, Reference, named as named_entity};
use crate::entity::{Entity, EntityKind, Gender, Mention};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::text::Id;
use crate::view::View;
use std::ops::Range;

/// How many sentences back "the senator" is whoever spoke last.
const NEAR_SENTENCES: usize = 3;

/// How many sentences after the last mention of its bearer a role may still mean somebody else who has just spoken.
const FAR_SENTENCES: usize = 8;

/// An epithet means nobody whose mentions are fewer than one in so many of those of whom the article is most about.
const SALIENT_SHARE: usize = 2;

/// Who is named less often is not whom an article is about.
const MAIN_MENTIONS: usize = 3;

/// Nouns by which articles vary the name of somebody whom they have named: "the New York businessman".
const EPITHETS: &[&str] = &[
    "billionaire",
    "businessman",
    "businesswoman",
    "candidate",
    "congressman",
    "congresswoman",
    "contender",
    "democrat",
    "front-runner",
    "frontrunner",
    "governor",
    "hopeful",
    "incumbent",
    "lady",
    "lawmaker",
    "magnate",
    "mogul",
    "nominee",
    "representative",
    "republican",
    "senator",
    "tycoon",
];

/// Offices: who holds one is called by no other.
const OFFICES: &[&str] = &[
    "congressman",
    "congresswoman",
    "governor",
    "judge",
    "lawmaker",
    "mayor",
    "minister",
    "representative",
    "secretary",
    "senator",
];

/// Titles and the nouns that mean the same.
const SAME_ROLE: &[&[&str]] = &[
    &["nominee", "candidate", "contender", "hopeful"],
    &["senator", "sen", "lawmaker"],
    &["representative", "rep", "congressman", "congresswoman", "lawmaker"],
    &["governor", "gov"],
    &["judge", "justice"],
    &["professor", "prof"],
    &["doctor", "dr", "physician"],
    &["lawyer", "attorney", "counsel"],
    &["spokesman", "spokeswoman", "spokesperson"],
    &["wife", "ex-wife"],
    &["husband", "ex-husband"],
    &["general", "gen"],
    &["sergeant", "sgt"],
    &["lieutenant", "lt"],
    &["captain", "capt"],
    &["colonel", "col"],
    &["reverend", "rev"],
];

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
    if definite && whole && (role || view.is(noun, "lady")) {
        if let Some(president) = office::formerly(context, noun, head) {
            return Reference::known(president, 0.8);
        }
        if let Some(known) = introduced::word_for_word(context, head) {
            return Reference::known(known, 0.8);
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
    // “six in 10”
    let is_count = view.syntax.tags[noun].name() == "CD" && view.is(noun + 1, "in");
    let plural = view.has(noun, Classes::GROUP)
        || is_share(view, head, noun)
        || is_count
        || view.token(noun).shape == Shape::Lower
            && view.word(noun).ends_with('s')
            && !view.has(noun, Classes::BODY | Classes::ROLE | Classes::DOCUMENT);
    if view.has(noun, Classes::DOCUMENT) && !plural {
        return document(context, head, noun);
    }
    let kind = if plural {
        EntityKind::Group
    } else if view.has(noun, Classes::DOCUMENT) {
        EntityKind::Document
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

fn is_time_noun(view: View<'_>, at: usize) -> bool {
    ["day", "week", "weekend", "month", "year", "morning", "night"].iter().any(|noun| view.is(at, noun))
}

/// The people whose role is this noun and who share the description's party or place, else who spoke last; empty when two share it.
fn bearers(context: Context<'_>, noun: usize, head: &Range<usize>) -> Vec<(Id<Entity>, f32)> {
    let view = context.view;
    let start = view.token(head.start).span.start();
    let before = view.discourse.mentions.partition_point(|mention| mention.span.start() < start);
    let qualifiers: Vec<String> = head.clone().filter_map(|at| qualifier(view, at)).collect();
    let here = view.syntax.sentence_at(start);
    // Each person, whether a mention has the role, and whether one has a qualifier of the description or another instead.
    let mut known: Vec<Bearer> = Vec::new();
    for mention in &view.discourse.mentions[before.saturating_sub(NEAR_ENTITIES)..before] {
        let Some(id) = mention.entity.filter(|&id| context.is_person(id)) else { continue };
        let at = known.iter().position(|bearer| bearer.id == id).unwrap_or_else(|| {
            let role = context.entity(id).role.as_deref().filter(|role| !role.to_lowercase().starts_with("former"));
            let role = role.and_then(|role| role.split(' ').next_back());
            let role = role.is_some_and(|role| same_role(role, view.word(noun)));
            known.push(Bearer { id, n_mentions: 0, far: true, role, shares: false, differs: false });
            known.len() - 1
        });
        let bearer = &mut known[at];
        bearer.n_mentions += 1;
        bearer.far = here - view.syntax.sentence_at(mention.span.start()).min(here) > FAR_SENTENCES;
        for token in around(view, mention, head.start) {
            bearer.role |=
                token > view.syntax.token_at(mention.name.start()) && same_role(view.word(token), view.word(noun));
            if let Some(found) = qualifier(view, token) {
                let shared = qualifiers.contains(&found);
                bearer.shares |= shared;
                let same_sort = qualifiers.iter().any(|known| is_party(known) == is_party(&found));
                bearer.differs |= !shared && same_sort && view.has(token, Classes::PEOPLE_OF);
            }
        }
    }
    let may = |bearer: &&Bearer| qualifiers.is_empty() || bearer.shares || !bearer.differs;
    let with_role: Vec<&Bearer> = known.iter().filter(|bearer| bearer.role).filter(may).collect();
    let sharing: Vec<&Bearer> = with_role.iter().copied().filter(|bearer| bearer.shares).collect();
    let best = if sharing.is_empty() { with_role } else { sharing };
    let spoke = just_spoke(context, start);
    let opened = opened(context, start);
    let office = OFFICES.iter().any(|office| view.is(noun, office));
    let general = !office && EPITHETS.iter().any(|epithet| view.is(noun, epithet));
    let gender = match (view.has(noun, Classes::MALE_NOUN), view.has(noun, Classes::FEMALE_NOUN)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    };
    let may_be = |bearer: &&Bearer| {
        let entity = context.entity(bearer.id);
        let other = gender.is_some_and(|gender| entity.gender.is_some_and(|known| known != gender));
        !other && !is_in_other_office(entity, view.word(noun)) && may(bearer)
    };
    let by_colon = announced(context, head.start);
    if let Some(id) = by_colon.filter(|&id| known.iter().any(|one| one.id == id && may_be(&one))) {
        return vec![(id, 0.7)];
    }
    let likely = likeliest(context, noun, gender, head.start);
    let likely = likely.filter(|&id| known.iter().any(|bearer| bearer.id == id && may_be(&bearer)));
    match best.as_slice() {
        // What is said right here tells more than who was once called a candidate.
        [one] if general && one.far && likely.is_some_and(|id| id != one.id) => {}
        // Who has just spoken is likelier meant than a governor of whom nothing has been said for long; of a candidate that tells nothing.
        [one] if one.far && !one.shares && office && spoke.is_some_and(|id| id != one.id) => {
            return likely.map(|id| (id, 0.6)).into_iter().collect();
        }
        [one] if one.shares || !general || likely == Some(one.id) || !one.far && one.n_mentions >= most(&known) => {
            return vec![(one.id, 0.8)];
        }
        [] | [_] => {}
        // Of several in the office the one of whom the words before are.
        several => {
            let near = [likely, spoke, opened].into_iter().flatten();
            let near = near.into_iter().find(|&id| several.iter().any(|bearer| bearer.id == id));
            // “the Vermont senator” is none of the senators from elsewhere.
            let elsewhere = !qualifiers.is_empty() && !several.iter().any(|bearer| bearer.shares);
            let near = near.or(likely.filter(|_| elsewhere));
            return near.map(|id| (id, 0.6)).into_iter().collect();
        }
    }
    if !head.clone().any(|at| EPITHETS.iter().any(|epithet| view.is(at, epithet))) {
        return Vec::new();
    }
    if let Some(id) = likely {
        return vec![(id, 0.6)];
    }
    let of_party = qualifiers.iter().any(|known| is_party(known));
    // Whom the article is about: a person named once or twice is not “the candidate”.
    let fitting: Vec<&Bearer> = known.iter().filter(may_be).filter(|bearer| bearer.shares || !of_party).collect();
    let most = fitting.iter().map(|bearer| bearer.n_mentions).max().unwrap_or(0);
    let mut salient = fitting.iter().filter(|bearer| bearer.n_mentions * SALIENT_SHARE >= most);
    let near = [spoke, opened].into_iter().flatten().find(|&id| salient.clone().any(|bearer| bearer.id == id));
    if let Some(id) = near {
        return vec![(id, 0.6)];
    }
    match (salient.next(), salient.next()) {
        (Some(one), None) if !one.far && most >= MAIN_MENTIONS => vec![(one.id, 0.5)],
        _ => Vec::new(),
    }
}

/// The person by far the likeliest to be meant here, as by a pronoun; nobody who is named earlier in the sentence, which begins the phrase
/// at token `start`.
fn likeliest(context: Context<'_>, noun: usize, gender: Option<Gender>, start: usize) -> Option<Id<Entity>> {
    /// Of what people of `PolNeAR` train are called where no role tells it, from here on nine in ten are right.
    const SURE: f32 = 0.7;
    let view = context.view;
    let holds = |token: usize| is_reported(context, token, noun);
    let ranked = context.people.rank(view, noun, gender, &Reports { holds: &holds, spoke: &[], in_marks: false });
    let &(id, p) = ranked.first()?;
    let first = view.syntax.sentences[view.syntax.sentence_at(view.token(start).span.start())].tokens.start;
    // “Holm spoke in Vale: ‘It rained,’ the senator said.”
    let first = (first..start).rev().find(|&at| view.is(at, ":")).unwrap_or(first);
    let named =
        first < start && view.discourse.names_in(view.span_of(first..start)).any(|mention| mention.entity == Some(id));
    (p >= SURE && !named).then_some(id)
}

/// Whose name opens the clause before the colon of the same sentence, where no other is named: “Holm spoke in Vale: ‘It rained,’ the senator said.”
fn announced(context: Context<'_>, start: usize) -> Option<Id<Entity>> {
    let view = context.view;
    let first = view.syntax.sentences[view.syntax.sentence_at(view.token(start).span.start())].tokens.start;
    let colon = (first + 1..start).find(|&at| view.is(at, ":")).filter(|&colon| context.passages.covers(colon + 1))?;
    let names = view.discourse.names_in(view.span_of(first..colon));
    let mut people = names.filter_map(|mention| Some((mention, mention.entity.filter(|&id| context.is_person(id))?)));
    let (mention, one) = people.next()?;
    (view.syntax.token_at(mention.span.start()) < first + 3 && people.all(|(_, other)| other == one)).then_some(one)
}

/// The one person whose name opens the sentence before byte `start`'s, where no other person is named: “Holm has won. The businessman said …”.
fn opened(context: Context<'_>, start: usize) -> Option<Id<Entity>> {
    let view = context.view;
    let before = view.syntax.sentences.get(view.syntax.sentence_at(start).checked_sub(1)?)?.tokens.clone();
    let mut people = view.discourse.names_in(view.span_of(before.clone())).filter_map(|mention| {
        let id = mention.entity.filter(|&id| context.is_person(id))?;
        Some((view.syntax.token_at(mention.span.start()), id))
    });
    let (at, id) = people.next()?;
    // “Holm/Getty.” is no sentence about somebody.
    let says = before.clone().any(|at| matches!(view.syntax.tags[at].name(), "VBD" | "VBZ" | "VBP" | "MD"));
    (says && at < before.start + 3 && people.all(|(_, other)| other == id)).then_some(id)
}

/// A senator is not “the businessman”, nor “the governor”; a nominee may be either.
fn is_in_other_office(entity: &Entity, noun: &str) -> bool {
    const CALLED_SO_IN_OFFICE: [&str; 6] = ["nominee", "candidate", "democrat", "republican", "hopeful", "contender"];
    // The president is called by no other role.
    let president =
        |role: &str| role.ends_with("president") && !role.starts_with("former") && !role.starts_with("vice");
    if entity.role.as_deref().is_some_and(|role| president(&role.to_lowercase())) {
        return true;
    }
    let role = entity.role.as_deref().and_then(|role| role.split(' ').next_back()).unwrap_or("");
    let office = OFFICES.iter().any(|office| same_role(role, office));
    // An economist is none of these either.
    let politician =
        role.is_empty() || office || EPITHETS.iter().any(|word| same_role(role, word)) || same_role(role, "president");
    let said_of_all =
        !same_role(role, "judge") && CALLED_SO_IN_OFFICE.iter().any(|word| word.eq_ignore_ascii_case(noun));
    !politician || office && !same_role(role, noun) && !said_of_all
}

/// How often the person is named whom the words before name most.
fn most(known: &[Bearer]) -> usize {
    known.iter().map(|bearer| bearer.n_mentions).max().unwrap_or(0)
}

/// The person who spoke last, up to [`NEAR_SENTENCES`] before byte `start`.
fn just_spoke(context: Context<'_>, start: usize) -> Option<Id<Entity>> {
    let view = context.view;
    let sentence = view.syntax.sentence_at(start);
    context.said().take(NEAR_SENTENCES).find_map(|(quote, answer)| {
        let end = quote.content[quote.content.len() - 1].end.max(quote.source.as_ref()?.end);
        let place = view.syntax.sentence_at(view.token(end - 1).span.start());
        let near = place < sentence && sentence - place <= NEAR_SENTENCES;
        answer.entity.filter(|&id| near && context.is_person(id))
    })
}

#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about one person")]
struct Bearer {
    id: Id<Entity>,
    n_mentions: usize,
    /// Last mentioned more than [`FAR_SENTENCES`] before.
    far: bool,
    role: bool,
    shares: bool,
    differs: bool,
}

/// The tokens that describe a named person: before the name, and in an apposition behind it; none of `limit` and behind.
fn around(view: View<'_>, mention: &Mention, limit: usize) -> impl Iterator<Item = usize> {
    let name = view.syntax.token_at(mention.name.start());
    let sentence = view.syntax.sentences[view.syntax.sentence_at(mention.name.start())].tokens.start;
    let before = (sentence.max(name.saturating_sub(6))..name).rev().take_while(move |&at| {
        view.token(at).shape.is_word() && !view.has(at, Classes::PREPOSITION | Classes::SPEECH_VERB)
    });
    before.chain(apposition(view, mention).take_while(move |&at| at < limit))
}

/// The apposition behind a name, where it ends within a few words: not “In Vale, the mayor said that …”.
pub(super) fn apposition(view: View<'_>, mention: &Mention) -> Range<usize> {
    let behind = view.syntax.token_at(mention.name.end());
    if !view.is(behind, ",") && !view.is(behind, "(") {
        return 0..0;
    }
    let rest = behind + 1..(behind + 16).min(view.syntax.tokens.len());
    let finite =
        |at: usize| matches!(view.syntax.tags[at].name(), "VBD" | "VBZ" | "VBP" | "MD") && !view.in_compound(at);
    let ends = |&at: &usize| matches!(view.word(at), "," | "." | ";" | ")") || view.is(at, "who") || finite(at);
    match rest.clone().find(ends) {
        Some(end) if !finite(end) => {
            // “Ida Holm, the mayor’s daughter,”
            let owned = (rest.start..end).rev().find(|&at| view.token(at).shape == Shape::Possessive);
            owned.map_or(rest.start, |at| at + 1)..end
        }
        _ => 0..0,
    }
}

/// A word of party, people or place, in a form that is the same for "Democratic" and "Democrat".
fn qualifier(view: View<'_>, at: usize) -> Option<String> {
    if view.is(at, "gop") {
        return Some("republ".to_owned());
    }
    let qualifies = view.has(at, Classes::PEOPLE_OF | Classes::PLACE);
    qualifies.then(|| view.word(at).to_lowercase().chars().take(6).collect())
}

/// Whether a qualifier is a party's: a Democrat may be a Texan, but no Republican.
fn is_party(qualifier: &str) -> bool {
    ["republ", "democr", "conser", "labour", "libera", "libert"].contains(&qualifier)
}

/// Whether a title or noun tells the role of another: "Sen.", "senator".
pub(super) fn same_role(one: &str, noun: &str) -> bool {
    let one = one.trim_end_matches('.');
    let has = |group: &&[&str], word: &str| group.iter().any(|known| known.eq_ignore_ascii_case(word));
    one.eq_ignore_ascii_case(noun) || SAME_ROLE.iter().any(|group| has(group, one) && has(group, noun))
}
