//! Bodies that a description means: “her campaign”, “the campaign”, “the union”.

use super::pronoun;
use super::speaker::{Context, NEAR_ENTITIES, Reference, named};
use crate::entity::{Entity, EntityKind};
use crate::lang::Shape;
use crate::lexicon::Classes;
use crate::text::Id;
use std::ops::Range;

/// How many sentences back “the campaign” may have been named.
const NEAR: usize = 12;

/// How many tokens back at most: twelve sentences of any real article, a bound on hostile ones.
const NEAR_TOKENS: usize = 600;

/// Nouns, and the words by which a name tells that it is one.
const KINDS: &[(&[&str], &[&str])] = &[
    (
        &["newspaper", "paper"],
        &[
            "times",
            "post",
            "journal",
            "tribune",
            "herald",
            "gazette",
            "globe",
            "register",
            "ledger",
            "chronicle",
            "observer",
            "guardian",
            "telegraph",
            "examiner",
            "sun",
            "courier",
            "inquirer",
            "newspaper",
        ],
    ),
    (&["department"], &["department"]),
    (&["agency"], &["agency"]),
    (&["union"], &["union", "workers", "brotherhood", "teamsters"]),
    (&["court"], &["court"]),
    (&["committee", "panel"], &["committee", "subcommittee"]),
    (&["commission"], &["commission"]),
    (&["council"], &["council"]),
    (&["board"], &["board"]),
    (&["foundation"], &["foundation"]),
    (&["university"], &["university"]),
    (&["ministry"], &["ministry"]),
    (&["bank"], &["bank"]),
    (&["association"], &["association"]),
    (&["company", "firm"], &["inc", "inc.", "corp", "corp.", "corporation", "company", "llc", "ltd"]),
    (
        &["group", "organization"],
        &[
            "alliance",
            "association",
            "coalition",
            "council",
            "federation",
            "foundation",
            "fund",
            "group",
            "institute",
            "league",
            "society",
            "pac",
            "union",
        ],
    ),
];

/// Nouns for a body of which one may go on speaking whatever its name.
const ANY_BODY: &[&str] = &[
    "company",
    "firm",
    "group",
    "magazine",
    "network",
    "newspaper",
    "organization",
    "outlet",
    "paper",
    "site",
    "website",
];

/// The body that a phrase means.
pub(super) fn refer(context: Context<'_>, head: &Range<usize>, noun: usize) -> Option<Reference> {
    let view = context.view;
    if noun + 1 != head.end {
        return None;
    }
    if view.is(noun, "campaign") {
        return campaign(context, head);
    }
    if head.len() != 2 || !view.is(head.start, "the") && !view.is(head.start, "this") {
        return None;
    }
    by_name(context, head, noun).or_else(|| spoke(context, head, noun)).map(|id| Reference::known(id, 0.7))
}

/// “Holm’s campaign”, “her campaign” and “the campaign” are the Holm campaign.
fn campaign(context: Context<'_>, head: &Range<usize>) -> Option<Reference> {
    let view = context.view;
    let last = head.end - 1;
    let whose = if head.len() == 2 && (view.is(head.start, "his") || view.is(head.start, "her")) {
        let ranked = pronoun::people(context, head.start);
        let &(id, _) = ranked.first().filter(|&&(_, p)| p >= 0.5)?;
        family(context.entity(id))
    } else if head.len() == 2 && view.is(head.start, "the") {
        let here = view.syntax.sentence_at(view.token(head.start).span.start());
        let floor = view.syntax.sentences[here.saturating_sub(NEAR)].tokens.start;
        let near = (floor..head.start).rev().take(NEAR_TOKENS).filter(|&at| view.is(at, "campaign"));
        let mut known = near.filter_map(|at| candidate(context, at));
        let one = known.next()?;
        if known.any(|other| other != one) {
            return None;
        }
        one
    } else {
        candidate(context, last)?
    };
    Some(Reference::new(named(format!("{whose} campaign"), EntityKind::Organization)))
}

/// The family name before “campaign” at a token, where it is a person's of the article: “the Holm campaign”, “Ida Holm’s campaign”.
fn candidate(context: Context<'_>, campaign: usize) -> Option<String> {
    let view = context.view;
    let mut at = campaign.checked_sub(1)?;
    if ["presidential", "election"].iter().any(|word| view.is(at, word)) {
        at = at.checked_sub(1)?;
    }
    if view.token(at).shape == Shape::Possessive {
        at = at.checked_sub(1)?;
    }
    let word = view.word(at);
    if !view.token(at).shape.is_capital() {
        return None;
    }
    let bears =
        |entity: &&Entity| entity.kind == EntityKind::Person && entity.name.split(' ').next_back() == Some(word);
    view.discourse.entities.iter().take(NEAR_ENTITIES).find(bears).map(family)
}

fn family(person: &Entity) -> String {
    person.name.split(' ').next_back().unwrap_or_default().to_owned()
}

/// The one body named before whose name says that it is one: “the union” after “United Dock Workers”.
fn by_name(context: Context<'_>, head: &Range<usize>, noun: usize) -> Option<Id<Entity>> {
    let view = context.view;
    let (_, words) = KINDS.iter().find(|(nouns, _)| nouns.iter().any(|word| view.is(noun, word)))?;
    let start = view.token(head.start).span.start();
    let until = view.discourse.mentions.partition_point(|mention| mention.span.start() < start);
    let mut bodies = view.discourse.mentions[..until].iter().rev().take(NEAR_ENTITIES).filter_map(|mention| {
        let id = mention.entity.filter(|&id| context.entity(id).kind == EntityKind::Organization)?;
        let name = context.entity(id).name.to_lowercase();
        (name.contains(' ') && name.split(' ').any(|word| words.contains(&word))).then_some(id)
    });
    let one = bodies.next()?;
    bodies.all(|other| other == one).then_some(one)
}

/// “The website” goes on where a body has just spoken, and no other is named since.
fn spoke(context: Context<'_>, head: &Range<usize>, noun: usize) -> Option<Id<Entity>> {
    let view = context.view;
    if !ANY_BODY.iter().any(|word| view.is(noun, word)) {
        return None;
    }
    let start = view.token(head.start).span.start();
    let here = view.syntax.sentence_at(start);
    let (quote, answer) = context.said().next()?;
    let id = answer.entity.filter(|&id| context.entity(id).kind == EntityKind::Organization)?;
    let spoke = view.token(quote.source.as_ref()?.start).span.start();
    let place = view.syntax.sentence_at(spoke);
    let is_body = |id: Id<Entity>| {
        let name = &context.entity(id).name;
        context.entity(id).kind == EntityKind::Organization
            && !view
                .lexicon
                .classes(view.lexicon.find(&name.to_lowercase()))
                .intersects(Classes::PLACE | Classes::PEOPLE_OF | Classes::CITY)
    };
    let from = view.discourse.mentions.partition_point(|mention| mention.span.start() < spoke);
    let between = view.discourse.mentions[from..].iter().take_while(|mention| mention.span.start() < start);
    let other = between.filter_map(|mention| mention.entity).any(|other| other != id && is_body(other));
    (is_body(id) && place <= here && here - place <= 2 && !other).then_some(id)
}
