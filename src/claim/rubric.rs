//! What the rubric of check-worthiness names: facts that the models weigh.

use super::feature::Stretch;
use super::scene::{Part, Scene};
use crate::lang::Shape;
use crate::lexicon::Classes;

/// Verbs that report an opinion ("argued that it is the only way"): rubric 11.
const OPINION_CUES: &[&str] = &["argue", "believe", "contend", "feel", "hope", "insist", "suggest", "think"];
/// Verbs that make a statement of what something looks like or means.
const APPEARANCE: &[&str] =
    &["appeared", "appears", "marked", "marks", "reflects", "seemed", "seems", "signals", "symbolizes", "underscores"];
/// Adverbs of intention: what somebody has in mind is in no record.
const INTENTION: &[&str] = &["deliberately", "intentionally", "purposely", "willfully"];
/// "in recent years": a time that cannot be found out.
const VAGUE_TIMES: &[&str] = &["decades", "months", "weeks", "years"];
/// Nouns of a time that can be found out, in the singular: "later in the year", not "in recent years".
const TIMES: &[&str] = &["year", "month", "week"];

/// The parts of the rubric by name, and how often each holds.
pub(super) fn parts(scene: &Scene<'_>, stretch: Stretch<'_>) -> [(&'static str, usize); 6] {
    let view = scene.view;
    let tokens = stretch.tokens;
    let among = |words: &[&str]| tokens.clone().any(|at| words.iter().any(|word| view.is(at, word)));
    let opinions = tokens.clone().filter(|&at| view.token(at).shape == Shape::Lower && view.has(at, Classes::OPINION));
    let reported = tokens.clone().any(|at| match scene.parts[at] {
        Part::Content(quote) => {
            let attribution = scene.quotes[quote.index()].attribution.as_ref();
            attribution.and_then(|a| a.cue_lemma.as_deref()).is_some_and(|lemma| OPINION_CUES.contains(&lemma))
        }
        _ => false,
    });
    let timed = !stretch.dates.is_empty() || among(TIMES) || tokens.clone().any(|at| view.has(at, Classes::CALENDAR));
    let parties = view.discourse.names_in(view.span_of(tokens.clone())).take(2).count() == 2;
    let vague = tokens.clone().any(|at| view.is(at, "recent") && VAGUE_TIMES.iter().any(|time| view.is(at + 1, time)));
    [
        ("words of praise and blame", opinions.count()),
        ("an opinion is reported", usize::from(reported)),
        ("what it looks like or means", usize::from(among(APPEARANCE))),
        ("an intention", usize::from(among(INTENTION))),
        ("a vague time", usize::from(vague)),
        ("two named parties and a time", usize::from(timed && parties)),
    ]
}
