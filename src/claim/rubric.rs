//! What the rubric says of a stretch and the labels tell too seldom to be learned: evidence in natural units, added to that of the models.

use super::feature::Stretch;
use super::scene::{Part, Scene};
use crate::entity::EntityKind;
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
/// Acts between parties, which both sides and their records tell.
const DEALINGS: &[&str] =
    &["agreed", "discussed", "met", "negotiated", "signed", "spoke", "struck", "talked", "visited"];
/// Parties that are not named.
const PARTIES: &[&str] = &["both", "leaders", "ministers", "presidents", "sides", "they", "two"];
/// Ranks that are told by their tags or are one of these, before "since": "the first since 2009", "the lowest since the war".
const RANKS: &[&str] = &["first", "only"];
/// To say nothing: there is nothing to check but that.
const SILENCE: &[&str] = &["avoided", "declined", "demurred", "dodged", "refused"];

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
    let view = scene.view;
    let tokens = stretch.tokens;
    let among = |words: &[&str]| tokens.clone().any(|at| words.iter().any(|word| view.is(at, word)));
    let opinions = tokens.clone().filter(|&at| view.token(at).shape == Shape::Lower && view.has(at, Classes::OPINION));
    let attributions = || {
        tokens.clone().filter_map(|at| match scene.parts[at] {
            Part::Content(quote) => scene.quotes[quote.index()].attribution.as_ref(),
            _ => None,
        })
    };
    let reported = attributions().any(|a| a.cue_lemma.as_deref().is_some_and(|lemma| OPINION_CUES.contains(&lemma)));
    let by_body = attributions()
        .filter_map(|a| a.speaker)
        .any(|speaker| view.discourse.entities[speaker.index()].kind == EntityKind::Organization);
    let timed = !stretch.dates.is_empty() || among(TIMES) || tokens.clone().any(|at| view.has(at, Classes::CALENDAR));
    let vague = tokens.clone().any(|at| view.is(at, "recent") && VAGUE_TIMES.iter().any(|time| view.is(at + 1, time)));
    let parties = view.discourse.names_in(view.span_of(tokens.clone())).take(2).count() == 2;
    let dealt = among(DEALINGS) && (parties || among(PARTIES));
    let since = tokens.clone().find(|&at| view.is(at, "since"));
    let is_rank =
        |at: usize| matches!(view.syntax.tags[at].name(), "JJS" | "RBS") || RANKS.iter().any(|word| view.is(at, word));
    let ranks = since.is_some_and(|since| (tokens.start..since).any(is_rank));
    let unsaid = tokens.clone().any(|at| {
        SILENCE.iter().any(|word| view.is(at, word))
            && (at + 1..tokens.end.min(at + 4))
                .any(|next| ["say", "saying", "comment", "answer"].iter().any(|word| view.is(next, word)))
    });
    let of_itself = tokens.clone().any(|at| view.is(at, "quoted") && view.is(at + 1, "here"))
        || tokens.clone().any(|at| view.is(at, "this") && (view.is(at + 1, "article") || view.is(at + 1, "post")));
    let when = |holds: bool, evidence: f64| if holds { evidence } else { 0.0 };
    [
        ("words of praise and blame", OPINION_WORD * opinions.take(3).count() as f64),
        ("an opinion is reported", when(reported, OPINION_REPORTED)),
        ("what it looks like or means", when(among(APPEARANCE), APPEARS)),
        ("an intention", when(among(INTENTION), INTENDED)),
        ("a vague time", when(vague, VAGUE_TIME)),
        ("two named parties and a time", when(timed && parties, DATED_PARTIES)),
        ("what parties did with each other", when(dealt, DEALT)),
        ("a body tells what parties did", when(dealt && by_body, DEALT_BY_BODY)),
        ("a rank since a time", when(ranks, RANK)),
        ("what was not said", when(unsaid, UNSAID)),
        ("the article of itself", when(of_itself, OF_ITSELF)),
    ]
}
