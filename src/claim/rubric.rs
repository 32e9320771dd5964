//! What the rubric says of a stretch and the labels tell too seldom to be learned: evidence in natural units, added to that of the models.

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

/// Evidence against what an opinion verb reports; against each word of praise and blame; against appearances, intentions and vague times; for two
/// named parties with a time.
const OPINION_REPORTED: f64 = -1.0;
const OPINION_WORD: f64 = -0.3;
const APPEARS: f64 = -0.8;
const INTENDED: f64 = -0.5;
const VAGUE_TIME: f64 = -0.4;
const DATED_PARTIES: f64 = 0.5;

/// The evidence of the rubric, all parts together.
pub(super) fn evidence(scene: &Scene<'_>, stretch: Stretch<'_>) -> f64 {
    parts(scene, stretch).iter().map(|(_, evidence)| evidence).sum()
}

/// The parts of it by name; 0 for what does not hold.
pub(super) fn parts(scene: &Scene<'_>, stretch: Stretch<'_>) -> [(&'static str, f64); 6] {
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
    let when = |holds: bool, evidence: f64| if holds { evidence } else { 0.0 };
    [
        ("words of praise and blame", OPINION_WORD * opinions.take(3).count() as f64),
        ("an opinion is reported", when(reported, OPINION_REPORTED)),
        ("what it looks like or means", when(among(APPEARANCE), APPEARS)),
        ("an intention", when(among(INTENTION), INTENDED)),
        ("a vague time", when(vague, VAGUE_TIME)),
        ("two named parties and a time", when(timed && parties, DATED_PARTIES)),
    ]
}
