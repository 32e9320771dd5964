//! Firms that pass for people: the model of names takes “Marsh Lines” for a person, and the article has its founder or its customers.

use super::EntityKind;
use super::mention::{Named, Part};
use crate::lang::{Shape, Syntax};
use crate::lexicon::{Classes, Lexicon};
use crate::text::fold::fold;
use rustc_hash::FxHashSet;

/// Nouns that stand before the “of” of a body and of no person. Somebody’s mother, lawyer or biographer is a person’s.
const OF_BODIES: &[&str] = &[
    "administrators",
    "ceo",
    "chair",
    "chairman",
    "chairwoman",
    "co-founder",
    "collapse",
    "customers",
    "director",
    "employee",
    "employees",
    "engineer",
    "executive",
    "founder",
    "headquarters",
    "officer",
    "owner",
    "president",
    "shareholders",
    "shares",
    "subsidiary",
    "takeover",
];

/// Whether a folded word is the last of a firm's registered name: “Vale Foods Inc.”
pub(super) fn is_registered(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "ag" | "co" | "corp" | "gmbh" | "inc" | "llc" | "ltd" | "plc")
}

/// Makes bodies of those of `names` that an office or a possession tells to be one, wherever they stand.
pub(super) fn tell(text: &str, syntax: &Syntax, lexicon: &Lexicon, names: &mut [Named]) {
    let folded = |named: &Named| named.parts.iter().map(|part| fold(part.of(text))).collect::<Vec<_>>();
    let may_be = |named: &Named| named.kind == EntityKind::Person && !named.parts.is_empty();
    let word = |at: usize| syntax.tokens.get(at).map_or("", |token| token.span.of(text));
    let is_listed = |at: usize| OF_BODIES.iter().any(|noun| noun.eq_ignore_ascii_case(word(at)));
    // “Vale Foods Inc.”
    let registered: FxHashSet<Vec<String>> = names
        .iter()
        .filter(|named| named.kind == EntityKind::Organization)
        .map(folded)
        .filter(|words| words.last().is_some_and(|last| is_registered(last)))
        .map(|words| words[..words.len() - 1].to_vec())
        .collect();
    // Who is named in full is no firm: “Holm aide”.
    let people: FxHashSet<String> = names
        .iter()
        .filter(|named| named.kind == EntityKind::Person && named.words.first() == Some(&Part::Forename))
        .filter_map(|named| folded(named).pop())
        .collect();
    let is_told = |named: &Named| {
        let tokens = syntax.tokens_in(named.name);
        let of = tokens.start > 1 && word(tokens.start - 1) == "of" && is_listed(tokens.start - 2);
        let owns = matches!(word(tokens.end), "'s" | "’s" | "'" | "’") && is_listed(tokens.end + 1);
        // “Rail operator NordBahn”; not “the company Ida Holm founded”.
        let before = tokens.start.checked_sub(1).map(|at| &syntax.tokens[at]);
        let called = before
            .is_some_and(|token| token.shape == Shape::Lower && lexicon.classes(token.word).intersects(Classes::BODY));
        // “Orbix founder Kurt Wall”
        let only = (named.parts.len() == 1).then(|| fold(named.parts[0].of(text)));
        let employs = only.is_some_and(|word| !people.contains(&word)) && is_listed(tokens.end);
        of || owns || employs || called && named.words[0] != Part::Forename || registered.contains(&folded(named))
    };
    let bodies: FxHashSet<Vec<String>> =
        names.iter().filter(|named| !named.parts.is_empty() && is_told(named)).map(folded).collect();
    for named in names.iter_mut().filter(|named| may_be(named) && bodies.contains(&folded(named))) {
        (named.kind, named.certain, named.gender, named.role) = (EntityKind::Organization, true, None, None);
    }
}
