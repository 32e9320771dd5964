//! Cues, sources and contents by learned models, after Pareti et al. (2013) in steps: the words that report, then source and content seen
//! from each, the likely ones ranked as wholes. What the sieves say is evidence among other evidence.

mod cues;
mod relative;
mod scene;
mod whole;

use super::arbiter::Sieved;
use super::cue::Form;
use super::passages::Passages;
use super::{arbiter, pair};
use crate::article::Article;
use crate::entity::Discourse;
use crate::error::Result;
use crate::lang;
use crate::lang::head::{Parser, Trees};
use crate::lang::tag::Tagger;
use crate::lexicon::Lexicon;
use crate::model::features::Feature;
use crate::model::lanes::{Emissions, Table};
use crate::model::{Packed, Reader, Writer};
use crate::view::View;
use scene::Scene;
use std::ops::Range;
use whole::{Candidate, N_WHOLE, Place, RANK, RIGHT};
use xxhash_rust::xxh3::xxh3_64;

/// Labels of the cue model: outside, at the beginning of a cue, inside one.
const N_CUE: usize = 3;
const OUT: usize = 0;
const BEGIN: usize = 1;
const INSIDE_CUE: usize = 2;

/// Labels of the relative model: outside, at the beginning of content or inside it, the same for source.
const N_RELATIVE: usize = 5;
const BEGIN_CONTENT: usize = 1;
const INSIDE_CONTENT: usize = 2;
const BEGIN_SOURCE: usize = 3;
const INSIDE_SOURCE: usize = 4;

/// The weights of all steps.
#[derive(Clone, Debug)]
pub struct Attributor {
    cues: Packed<N_CUE>,
    cue_transitions: [[i32; N_CUE]; N_CUE],
    relative: Packed<N_RELATIVE>,
    relative_transitions: [[i32; N_RELATIVE]; N_RELATIVE],
    whole: Packed<N_WHOLE>,
    /// Logistic weights of an answer's evidence, fitted to `PolNeAR` dev.
    calibration: Evidence,
}

/// What the models found for one cue.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) cue: Range<usize>,
    pub(crate) source: Option<Range<usize>>,
    /// In order, not empty.
    pub(crate) content: Vec<Range<usize>>,
    /// Probability that content and source are right.
    pub(crate) confidence: f32,
}

/// What the confidence of an answer is computed from: a constant, then how clear each decision was and what kind of answer it is.
const N_EVIDENCE: usize = 15;

/// Evidence of one answer.
type Evidence = [f32; N_EVIDENCE];

/// A margin in units of the model on a scale where its effect is about even.
fn clearness(margin: i32) -> f32 {
    (1.0 + margin.unsigned_abs() as f32 / 100.0).ln() * margin.signum() as f32
}

fn probability(evidence: &Evidence, calibration: &Evidence) -> f32 {
    let score: f32 = evidence.iter().zip(calibration).map(|(value, weight)| value * weight).sum();
    1.0 / (1.0 + (-score).exp())
}

/// What the sieves say of one cue.
#[derive(Clone, Debug)]
struct Hint {
    cue: Range<usize>,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    /// How cue and source stand to each other, from 1.
    form: u32,
}

impl Hint {
    /// Content, source, cue, or none of them; at the beginning of one or inside.
    fn label(&self, at: usize) -> u32 {
        let inside =
            |range: &Range<usize>, label: u32| range.contains(&at).then(|| label + u32::from(range.start < at));
        self.content
            .iter()
            .find_map(|range| inside(range, 1))
            .or_else(|| self.source.as_ref().and_then(|range| inside(range, 3)))
            .or_else(|| inside(&self.cue, 5))
            .unwrap_or(0)
    }
}

/// What the sieves say of the whole article: one hint a cue, in order, and for each token whether it is in one.
struct Hints {
    of_cue: Vec<Hint>,
    of_token: Vec<u8>,
}

impl Hints {
    fn new(n_tokens: usize, sieved: &[Sieved]) -> Hints {
        let mut hints = Hints { of_cue: Vec::new(), of_token: vec![0; n_tokens] };
        for Sieved { cue, content } in sieved {
            let code = if content.is_some() { 1 } else { 3 };
            for at in cue.tokens.clone() {
                hints.of_token[at] = code + u8::from(at > cue.tokens.start);
            }
            hints.of_cue.push(Hint {
                cue: cue.tokens.clone(),
                source: cue.source.clone(),
                content: content.as_ref().map(|content| content.parts.clone()).unwrap_or_default(),
                form: cue.form as u32 + 1,
            });
        }
        hints.of_cue.sort_by_key(|hint| hint.cue.start);
        hints
    }

    /// The hint whose cue shares a token with `cue`.
    fn of(&self, cue: &Range<usize>) -> Option<&Hint> {
        let first = self.of_cue.partition_point(|hint| hint.cue.end <= cue.start);
        self.of_cue[first..].iter().take(3).find(|hint| hint.cue.start < cue.end && cue.start < hint.cue.end)
    }
}

/// Answers that are less probable are not given: on `PolNeAR` dev e2e.any differs by less than .3 from .35 to .5, and other genres hold fewer
/// quotes that are hard to tell.
const LEAST_PROBABLE: f32 = 0.465;

impl Attributor {
    /// Reads a model file.
    ///
    /// # Errors
    /// When it is damaged, or was made for other features.
    pub fn read(file: &[u8]) -> Result<Attributor> {
        let mut reader = Reader::new(file, "quotes", feature_set())?;
        Ok(Attributor {
            cues: Packed::read(&mut reader)?,
            cue_transitions: read_transitions(&mut reader)?,
            relative: Packed::read(&mut reader)?,
            relative_transitions: read_transitions(&mut reader)?,
            whole: Packed::read(&mut reader)?,
            calibration: {
                let mut calibration = [0.0; N_EVIDENCE];
                for weight in &mut calibration {
                    *weight = f32::from_bits(reader.number()?);
                }
                calibration
            },
        })
    }

    /// The model file that [`Attributor::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.cues.write(&mut writer);
        write_transitions(&self.cue_transitions, &mut writer);
        self.relative.write(&mut writer);
        write_transitions(&self.relative_transitions, &mut writer);
        self.whole.write(&mut writer);
        for weight in self.calibration {
            writer.number(weight.to_bits());
        }
        writer.finish("quotes", feature_set())
    }

    /// What the models find in an article, by cue.
    pub(crate) fn find(
        &self,
        view: View<'_>,
        passages: &Passages,
        sieved: &[Sieved],
        trees: &Trees<'_>,
    ) -> Vec<Answer> {
        let mut scene = Scene::new(view, passages);
        let hints = Hints::new(scene.len(), sieved);
        let mut answers = Vec::new();
        self.each_answer(&mut scene, &hints, trees, |mut answer, evidence| {
            answer.confidence = probability(&evidence, &self.calibration);
            if answer.confidence >= LEAST_PROBABLE {
                answers.push(answer);
            }
        });
        answers
    }

    /// What is seen from each cue, in order.
    fn each_answer(
        &self,
        scene: &mut Scene<'_>,
        hints: &Hints,
        trees: &Trees<'_>,
        mut each: impl FnMut(Answer, Evidence),
    ) {
        let cues = self.cues_of(scene, hints, Some(trees));
        Owners::of(scene.len(), &cues).each(&cues, |owner, cue, lead| {
            if let Some((answer, evidence)) = self.seen_from(scene, hints, owner, cue.clone(), lead) {
                each(answer, evidence);
            }
        });
    }

    /// The cues of an article. Without trees given the scene must have them.
    fn cues_of(&self, scene: &mut Scene<'_>, hints: &Hints, trees: Option<&Trees<'_>>) -> Vec<(Range<usize>, i32)> {
        let mut cues = cues::find(scene, &hints.of_token, (&self.cues, &self.cue_transitions), trees);
        // A noun that says what somebody said is plain enough to be asked for its content where no cue was seen.
        for noun in hints.of_cue.iter().filter(|hint| hint.form == Form::Noun as u32 + 1).map(|hint| &hint.cue) {
            let at = cues.partition_point(|(cue, _)| cue.end <= noun.start);
            if cues.get(at).is_none_or(|(cue, _)| cue.start >= noun.end) {
                cues.insert(at, (noun.clone(), 0));
            }
        }
        cues
    }

    /// Scores of the labels of each token of a cue's window.
    fn labels_of(
        &self,
        scene: &Scene<'_>,
        hints: &Hints,
        owner: &[u32],
        cue: &Range<usize>,
        window: &Range<usize>,
    ) -> Vec<[i32; N_RELATIVE]> {
        let mut emissions = Emissions::of(&self.relative);
        relative::features(scene, cue, owner, hints.of(cue), window, |features| emissions.push(features));
        emissions.finish()
    }

    /// Source and content of one cue; nothing when it has no content.
    fn seen_from(
        &self,
        scene: &Scene<'_>,
        hints: &Hints,
        owner: &[u32],
        cue: Range<usize>,
        lead: i32,
    ) -> Option<(Answer, Evidence)> {
        let window = relative::window(scene, cue.start);
        let emissions = self.labels_of(scene, hints, owner, &cue, &window);
        let hint = hints.of(&cue);
        let whole = Place::new(scene, &cue, owner, hint, &window);
        let mut candidates = whole.candidates(&emissions, &self.relative_transitions);
        let scores = whole.scores(&candidates, &self.whole);
        let chosen = (0..scores.len()).rev().max_by_key(|&at| scores[at][RANK])?;
        let mut features = Vec::new();
        whole.cue_features(lead, &candidates, &mut features);
        let likely = (scores[chosen][RIGHT] + self.whole.score(&features)[RIGHT]) as f32 / whole::UNIT;
        let chance = |at: usize| ((scores[at][RANK] - scores[chosen][RANK]) as f32 / whole::UNIT).exp();
        let all: f32 = (0..scores.len()).map(chance).sum();
        let like = |at: usize| candidates[at].is_like(&candidates[chosen]);
        let same: f32 = (0..scores.len()).filter(|&at| like(at)).map(chance).sum();
        // The same answer, edges aside, as a logarithm of odds.
        let certain = ((same + 0.02) / (all - same + 0.02)).ln();
        let Candidate { source, content, labels, .. } = candidates.swap_remove(chosen);
        // By how much the label at a place leads over the best of another kind.
        let margin = |place: usize| -> i32 {
            let (scores, label) = (&emissions[place - window.start], usize::from(labels[place - window.start]));
            let kind = |label: usize| label.div_ceil(2);
            let rival = (0..N_RELATIVE).filter(|&other| kind(other) != kind(label)).map(|other| scores[other]).max();
            scores[label] - rival.unwrap_or(0)
        };
        let n_tokens: usize = content.iter().map(ExactSizeIterator::len).sum();
        let n_marked = content.iter().flat_map(Clone::clone).filter(|&at| scene.state[at] > 0).count();
        let edges = content.iter().flat_map(|part| [part.start, part.end - 1]).map(margin).min().unwrap_or(0);
        let sure_cue = clearness(lead);
        let sure_content = clearness(edges);
        let sure_source = source
            .as_ref()
            .map_or(0.0, |source| if window.contains(&source.start) { clearness(margin(source.start)) } else { 0.0 });
        let flag = |holds: bool| f32::from(u8::from(holds));
        let direct = flag(n_marked == n_tokens);
        let agrees = hint.is_some_and(|hint| {
            hint.content.first().zip(hint.content.last()).is_some_and(|(first, last)| {
                first.start.abs_diff(content[0].start) < 2 && last.end.abs_diff(content[content.len() - 1].end) < 3
            })
        });
        let evidence = [
            1.0,
            sure_cue,
            direct,
            flag(n_marked > 0 && n_marked < n_tokens),
            sure_content,
            sure_source,
            flag(source.is_none()),
            flag(agrees),
            flag(hint.is_some()),
            (n_tokens as f32).ln(),
            sure_cue * direct,
            sure_content * direct,
            likely,
            certain,
            likely * direct,
        ];
        Some((Answer { cue, source, content, confidence: 0.0 }, evidence))
    }
}

/// For each token the number of the cue that it belongs to, from 1. Words that are only nearly a cue own themselves while they are asked, and
/// nobody else sees them.
struct Owners(Vec<u32>);

impl Owners {
    fn of(n_tokens: usize, cues: &[(Range<usize>, i32)]) -> Owners {
        let mut owner = vec![0; n_tokens];
        for (number, (cue, _)) in cues.iter().enumerate().filter(|(_, (_, lead))| *lead >= 0) {
            owner[cue.clone()].fill(number as u32 + 1);
        }
        Owners(owner)
    }

    /// Hands on each cue with what it sees of the others.
    fn each(mut self, cues: &[(Range<usize>, i32)], mut seen: impl FnMut(&[u32], &Range<usize>, i32)) {
        for (number, (cue, lead)) in cues.iter().enumerate() {
            if *lead < 0 {
                self.0[cue.clone()].fill(number as u32 + 1);
            }
            seen(&self.0, cue, *lead);
            if *lead < 0 {
                self.0[cue.clone()].fill(0);
            }
        }
    }
}

/// Hash of the features of a probe, sieves and lists included: another when what the models see of it changes.
fn feature_set() -> u64 {
    let text =
        "“We won,” said Ida Holm, the mayor, adding that Mr. Lee had not left. According to the report, it “ended.”"
            .to_owned();
    let article = Article { text, ..Article::default() };
    let lexicon = Lexicon::builtin();
    let syntax = lang::parse(&article, lexicon).tagged(&article.text, &Tagger::untrained());
    let passages = Passages::new(pair::pair(&article.text, &syntax, &mut Vec::new()), syntax.tokens.len());
    let view = View { article: &article, syntax: &syntax, discourse: &Discourse::default(), lexicon };
    let scene = Scene::parsed(view, &passages, &Parser::untrained());
    let sieved = arbiter::sieved(view, &passages);
    let hints = Hints::new(scene.len(), &sieved);
    let mut all: Vec<u8> = Vec::new();
    let mut add = |features: &[Feature]| all.extend(features.iter().flat_map(|feature| feature.to_le_bytes()));
    let mut features = Vec::new();
    for at in 0..scene.len() {
        cues::features(&scene, &hints.of_token, at, &mut features);
        add(&features);
    }
    let cues: Vec<(Range<usize>, i32)> = sieved.iter().map(|sieved| (sieved.cue.tokens.clone(), 0)).collect();
    let Owners(owner) = Owners::of(scene.len(), &cues);
    for Sieved { cue, .. } in &sieved {
        let window = relative::window(&scene, cue.tokens.start);
        let hint = hints.of(&cue.tokens);
        relative::features(&scene, &cue.tokens, &owner, hint, &window, &mut add);
        if let Some(hint) = hint.filter(|hint| !hint.content.is_empty()) {
            let place = Place::new(&scene, &cue.tokens, &owner, Some(hint), &window);
            let candidate =
                Candidate { source: hint.source.clone(), content: hint.content.clone(), labels: Vec::new(), behind: 0 };
            let mut features = place.features(&candidate, &candidate);
            place.cue_features(0, &[candidate], &mut features);
            add(&features);
        }
    }
    xxh3_64(&all)
}

fn read_transitions<const N: usize>(reader: &mut Reader<'_>) -> Result<[[i32; N]; N]> {
    let mut transitions = [[0; N]; N];
    for value in transitions.iter_mut().flatten() {
        *value = reader.signed()?;
    }
    Ok(transitions)
}

fn write_transitions<const N: usize>(transitions: &[[i32; N]; N], writer: &mut Writer) {
    for &value in transitions.iter().flatten() {
        writer.signed(value);
    }
}

#[cfg(feature = "train")]
pub use fit::{Gold, calibrate, fit};

#[cfg(feature = "train")]
mod fit;
