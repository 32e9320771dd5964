//! Whom the pronouns of a claim stand for, where the article leaves no doubt: a wrong name is worse than none.

use super::Voice;
use super::clause::Unit;
use crate::entity::{Entity, EntityKind, Gender};
use crate::lexicon::Classes;
use crate::quote::antecedent::{self, People, Reports, is_reported};
use crate::quote::{Quote, QuoteKind};
use crate::text::{Id, Span};
use crate::view::View;
use std::ops::Range;

/// A pronoun of a claim, and whom it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Antecedent {
    /// The pronoun.
    pub span: Span,
    /// Whom it stands for.
    pub entity: Id<Entity>,
}

/// Nobody is named who is less probable.
const SURE: f32 = 0.8;

/// The pronouns of a unit that are understood, each person once, in order.
pub(super) fn find(view: View<'_>, people: &People<'_>, unit: &Unit, quotes: &[Quote]) -> Vec<Antecedent> {
    let speaker = match unit.voice {
        Voice::Speaker(id) => Some(&quotes[id.index()]),
        Voice::Article => None,
    };
    let mut found: Vec<Antecedent> = Vec::new();
    for at in unit.tokens.clone() {
        let word = view.word(at);
        let entity = if view.has(at, Classes::HE | Classes::SHE) {
            let gender = antecedent::gender(view, at);
            if named_before(view, unit.tokens.start..at, gender) {
                continue;
            }
            match speaker {
                // "She said she would": whoever is reported speaks of themselves; of others one cannot be sure.
                Some(quote) if quote.kind != QuoteKind::Direct => quote
                    .attribution
                    .as_ref()
                    .and_then(|attribution| attribution.speaker)
                    .filter(|&id| at == unit.tokens.start && fits(view, id, gender)),
                _ => by_source(view, at, gender, quotes).or_else(|| likeliest(view, people, at, quotes, speaker)),
            }
        } else if ["i", "me", "my", "myself"].iter().any(|own| word.eq_ignore_ascii_case(own)) {
            speaker.and_then(|quote| quote.attribution.as_ref()?.speaker).filter(|&id| is_person(view, id))
        } else {
            None
        };
        if let Some(entity) = entity
            && !found.iter().any(|known| known.entity == entity)
        {
            found.push(Antecedent { span: view.token(at).span, entity });
        }
    }
    found
}

fn is_person(view: View<'_>, id: Id<Entity>) -> bool {
    view.discourse.entities[id.index()].kind == EntityKind::Person
}

fn fits(view: View<'_>, id: Id<Entity>, gender: Gender) -> bool {
    is_person(view, id) && view.discourse.entities[id.index()].gender.is_none_or(|known| known == gender)
}

/// Whether the claim itself names somebody whom the pronoun may stand for.
fn named_before(view: View<'_>, tokens: Range<usize>, gender: Gender) -> bool {
    !tokens.is_empty()
        && view
            .discourse
            .names_in(view.span_of(tokens))
            .any(|mention| mention.entity.is_some_and(|id| fits(view, id, gender)))
}

/// "He voted for it, he said": the same pronoun is the source of a quote in the sentence, and that is resolved.
fn by_source(view: View<'_>, pronoun: usize, gender: Gender, quotes: &[Quote]) -> Option<Id<Entity>> {
    let sentence = &view.syntax.sentences[view.syntax.sentence_at(view.token(pronoun).span.start())];
    let near = quotes.partition_point(|quote| quote.content[0].start() < sentence.span.end());
    quotes[..near].iter().rev().take(12).find_map(|quote| {
        let attribution = quote.attribution.as_ref()?;
        let source = *attribution.source.first()?;
        let token = view.syntax.tokens_in(source).start;
        let same = if gender == Gender::Male { Classes::HE } else { Classes::SHE };
        let is_pronoun = source.len() <= 3 && sentence.tokens.contains(&token) && view.has(token, same);
        // Inside of marks the pronoun is somebody else's word.
        let apart = quote.kind == QuoteKind::Indirect
            || !quote.content.iter().any(|part| part.contains(view.token(pronoun).span));
        attribution.speaker.filter(|&id| is_pronoun && apart && fits(view, id, gender))
    })
}

/// The person who is by far the likeliest of those named nearby, but for the speaker.
fn likeliest(
    view: View<'_>,
    people: &People<'_>,
    pronoun: usize,
    quotes: &[Quote],
    speaker: Option<&Quote>,
) -> Option<Id<Entity>> {
    let holds = |token: usize| is_reported(view, quotes, token, pronoun);
    let ranked = people.rank(
        view,
        pronoun,
        Some(antecedent::gender(view, pronoun)),
        &Reports { holds: &holds, spoke: &[], in_marks: false },
    );
    let speaks = speaker.and_then(|quote| quote.attribution.as_ref()?.speaker);
    ranked.first().filter(|&&(id, p)| p >= SURE && Some(id) != speaks).map(|&(id, _)| id)
}
