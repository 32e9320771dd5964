//! What the rubric says of a stretch and the labels tell too seldom to be learned: evidence in natural units, added to that of the models.

use super::feature::Stretch;
use super::mark::{self, Sort};
use super::scene::{Part, Scene};
use crate::entity::EntityKind;

/// Verbs that report an opinion ("argued that it is the only way"): rubric 11.
const OPINION_CUES: &[&str] = &["argue", "believe", "contend", "feel", "hope", "insist", "suggest", "think"];
/// Evidence against what an opinion verb reports; against each word of praise and blame; against appearances, intentions and vague times; for two
/// named parties with a time; for what parties did with each other, more so where a body
/// puts it on record; for a rank since a time; against what was not said, and what an article says of
/// its own words.
const OPINION_REPORTED: f64 = -1.0;
const OPINION_WORD: f64 = -0.3;
const APPEARS: f64 = -0.8;
const INTENDED: f64 = -0.5;
const VAGUE_TIME: f64 = -0.4;
const DATED_PARTIES: f64 = 0.5;
const DEALT: f64 = 0.9;
const DEALT_BY_BODY: f64 = 0.6;
const RANK: f64 = 0.8;
const UNSAID: f64 = -0.6;
const OF_ITSELF: f64 = -1.0;

/// The evidence of the rubric, all parts together.
pub(super) fn evidence(scene: &Scene<'_>, stretch: Stretch<'_>) -> f64 {
    parts(scene, stretch).iter().map(|(_, evidence)| evidence).sum()
}

/// The parts of it by name; 0 for what does not hold.
pub(super) fn parts(scene: &Scene<'_>, stretch: Stretch<'_>) -> [(&'static str, f64); 11] {
    let (view, marks, tokens) = (scene.view, &scene.marks, stretch.tokens);
    let all = marks.all(tokens);
    let has = |sort: Sort| all >> sort & 1 == 1;
    let opinions = tokens.clone().filter(|&at| marks.is(at, mark::OPINION));
    let attributions = || {
        let runs = scene.parts[tokens.clone()].chunk_by(|one, other| one == other);
        runs.filter_map(|run| match run[0] {
            Part::Content(quote) => scene.quotes[quote.index()].attribution.as_ref(),
            _ => None,
        })
    };
    let reported = attributions().any(|a| a.cue_lemma.as_deref().is_some_and(|lemma| OPINION_CUES.contains(&lemma)));
    let by_body = || {
        attributions()
            .filter_map(|a| a.speaker)
            .any(|speaker| view.discourse.entities[speaker.index()].kind == EntityKind::Organization)
    };
    let timed = !stretch.dates.is_empty() || has(mark::TIME);
    let dealing = has(mark::DEALING);
    let parties = (timed || dealing) && view.discourse.names_in(view.span_of(tokens.clone())).take(2).count() == 2;
    let dealt = dealing && (parties || has(mark::PARTY));
    let since = if has(mark::SINCE) { marks.first(tokens, mark::SINCE) } else { None };
    let ranks = since.is_some_and(|since| marks.any(&(tokens.start..since), mark::RANK));
    let when = |holds: bool, evidence: f64| if holds { evidence } else { 0.0 };
    [
        ("words of praise and blame", OPINION_WORD * opinions.take(3).count() as f64),
        ("an opinion is reported", when(reported, OPINION_REPORTED)),
        ("what it looks like or means", when(has(mark::APPEARANCE), APPEARS)),
        ("an intention", when(has(mark::INTENTION), INTENDED)),
        ("a vague time", when(has(mark::VAGUE_TIME), VAGUE_TIME)),
        ("two named parties and a time", when(timed && parties, DATED_PARTIES)),
        ("what parties did with each other", when(dealt, DEALT)),
        ("a body tells what parties did", when(dealt && by_body(), DEALT_BY_BODY)),
        ("a rank since a time", when(ranks, RANK)),
        ("what was not said", when(has(mark::SILENCE), UNSAID)),
        ("the article of itself", when(has(mark::OF_ITSELF), OF_ITSELF)),
    ]
}
