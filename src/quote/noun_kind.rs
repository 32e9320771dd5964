//! What sort of speaker a noun tells that no word list has.

use crate::entity::EntityKind;
use crate::lexicon::Classes;
use crate::view::View;

/// Words for people of whom nothing is known.
pub(super) const NOBODY: &[&str] =
    &["anybody", "anyone", "everybody", "everyone", "nobody", "none", "one", "somebody", "someone"];

/// People together, whom the list of groups, which is of plurals, has not.
const TOGETHER: &[&str] = &[
    "camp",
    "chorus",
    "community",
    "country",
    "couple",
    "crew",
    "duo",
    "electorate",
    "family",
    "jury",
    "leadership",
    "management",
    "media",
    "opposition",
    "pair",
    "panel",
    "public",
    "side",
    "trio",
    "world",
];

/// What speaks by a noun that no list has: a person where it ends as words for people do (narrator, questioner, columnist, ex-wife).
pub(super) fn unlisted_kind(view: View<'_>, noun: usize) -> EntityKind {
    const THINGS: &[&str] = &[
        "answer",
        "banner",
        "barometer",
        "bulldozer",
        "carrier",
        "chapter",
        "computer",
        "container",
        "disaster",
        "error",
        "factor",
        "freighter",
        "ledger",
        "matter",
        "monitor",
        "number",
        "order",
        "poster",
        "printer",
        "register",
        "river",
        "scanner",
        "sector",
        "sensor",
        "server",
        "steamer",
        "sticker",
        "tower",
        "tracker",
        "trailer",
        "trawler",
        "water",
        "weather",
    ];
    let word = view.word(noun);
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let kin = word.strip_prefix("ex-").is_some_and(|rest| {
        let classes = view.lexicon.classes(view.lexicon.find(rest));
        classes.intersects(Classes(Classes::MALE_NOUN.0 | Classes::FEMALE_NOUN.0 | Classes::ROLE.0))
    });
    if TOGETHER.contains(&word) {
        EntityKind::Group
    } else if word == "paper" {
        EntityKind::Organization
    } else if kin || ends(&["ist", "man", "woman", "person", "er", "or"]) && !THINGS.contains(&word) {
        EntityKind::Person
    } else {
        EntityKind::Document
    }
}
