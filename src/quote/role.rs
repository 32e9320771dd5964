//! Who bears a role: “the senator”, “the Texas Republican”, by the titles and appositions of the article and by who has just spoken.

use super::antecedent::Reports;
use super::pronoun::is_reported;
use super::speaker::{Context, NEAR_ENTITIES};
use crate::entity::{Entity, Gender, Mention};
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

/// The people whose role is this noun and who share the description's party or place, else who spoke last; empty when two share it.
pub(super) fn bearers(context: Context<'_>, noun: usize, head: &Range<usize>) -> Vec<(Id<Entity>, f32)> {
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
