//! Fitting the models to articles whose attributions people marked.

use super::scene::Scene;
use super::{
    Attributor, BEGIN, BEGIN_CONTENT, BEGIN_SOURCE, Candidate, Evidence, Hints, INSIDE_CUE, N_CUE, N_EVIDENCE,
    N_RELATIVE, N_WHOLE, Owners, Place, RANK, RIGHT, cues, relative, whole,
};
use crate::article::Article;
use crate::entity::Discourse;
use crate::lang::head::{Parser, Trees};
use crate::lang::tag::Tagger;
use crate::lang::{self, Shape, Syntax};
use crate::lexicon::Lexicon;
use crate::model::Packed;
use crate::model::features::Feature;
use crate::model::logistic::Problem;
use crate::model::train::{Choice, Labeled, Settings, fit_choices, fit_sequences};
use crate::quote::passages::Passages;
use crate::quote::{arbiter, pair};
use crate::text::Span;
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// An article with its attributions.
#[derive(Debug)]
pub struct Gold {
    /// The article.
    pub article: Article,
    /// Source, cue and content of each.
    pub attributions: Vec<[Vec<Span>; 3]>,
}

/// Everything that training reads of one article again and again.
struct Read<'a> {
    gold: &'a Gold,
    syntax: Syntax,
    passages: Passages,
}

/// Parts of the training data whose cues are found by a model of the others: the second step must learn from cues as they are found.
const FOLDS: usize = 3;

/// Fits all of them.
pub fn fit(articles: &[Gold], tagger: &Tagger, parser: &Parser) -> Attributor {
    let read: Vec<Read<'_>> = articles.iter().map(|gold| read(gold, tagger)).collect();
    // Neither the models nor the sieves ask who is who.
    let nobody = Discourse::default();
    let mut scenes: Vec<(Scene<'_>, Hints)> = read
        .iter()
        .map(|read| {
            let view = View {
                article: &read.gold.article,
                syntax: &read.syntax,
                discourse: &nobody,
                lexicon: Lexicon::builtin(),
            };
            let sieved = arbiter::sieved(view, &read.passages);
            (Scene::parsed(view, &read.passages, parser), Hints::new(read.syntax.tokens.len(), &sieved))
        })
        .collect();
    let gold: Vec<Vec<[Vec<usize>; 3]>> = read.iter().map(tokens_of).collect();
    let labeled: Vec<Vec<Labeled>> =
        scenes.iter().zip(&gold).map(|((scene, hints), gold)| cue_examples(scene, hints, gold)).collect();

    // Cues of each part, by a model that did not see it.
    let mut predicted: Vec<Vec<(Range<usize>, i32)>> = vec![Vec::new(); scenes.len()];
    for fold in 0..FOLDS {
        let others: Vec<Labeled> = labeled
            .iter()
            .enumerate()
            .filter(|(at, _)| at % FOLDS != fold)
            .flat_map(|(_, l)| l.iter().cloned())
            .collect();
        let (cues, cue_transitions) = fit_cues(&others, &[1]);
        let half = Attributor {
            cues,
            cue_transitions,
            relative: Packed::new([]),
            relative_transitions: [[0; N_RELATIVE]; N_RELATIVE],
            whole: Packed::new([]),
            calibration: [0.0; N_EVIDENCE],
        };
        for at in (fold..scenes.len()).step_by(FOLDS) {
            let (scene, hints) = &mut scenes[at];
            predicted[at] = half.cues_of(scene, hints, None);
        }
    }
    let all: Vec<Labeled> = labeled.into_iter().flatten().collect();
    let (cues, cue_transitions) = fit_cues(&all, &[1, 2, 3, 4, 5, 6, 7, 8]);
    drop(all);

    let examples: Vec<Vec<Labeled>> = scenes
        .iter()
        .zip(&gold)
        .zip(&predicted)
        .map(|(((scene, hints), gold), predicted)| {
            let mut examples = Vec::new();
            let own: Vec<Range<usize>> = gold.iter().flat_map(|[_, cue, _]| runs(cue)).collect();
            let found: Vec<Range<usize>> =
                predicted.iter().filter(|(_, lead)| *lead >= 0).map(|(cue, _)| cue.clone()).collect();
            let new = |cue: &Range<usize>| !(own.contains(cue) && cue.start.is_multiple_of(2));
            relative_examples(scene, hints, gold, &own, |_| true, &mut examples);
            relative_examples(scene, hints, gold, &found, new, &mut examples);
            examples
        })
        .collect();
    // Whole answers are learned from what models make of articles that they did not see.
    let mut wholes: Vec<Vec<WholeExample>> = Vec::new();
    for fold in 0..FOLDS {
        let mut seen = Vec::new();
        let others = examples.iter().enumerate().filter(|(at, _)| at % FOLDS != fold);
        let others: Vec<Labeled> = others.flat_map(|(_, examples)| examples.iter().cloned()).collect();
        let (relative, relative_transitions) = fit_relative(&others, &[1, 2, 3, 4]);
        let half = Attributor {
            cues: Packed::new([]),
            cue_transitions: [[0; N_CUE]; N_CUE],
            relative,
            relative_transitions,
            whole: Packed::new([]),
            calibration: [0.0; N_EVIDENCE],
        };
        for at in (fold..scenes.len()).step_by(FOLDS) {
            let (scene, hints) = &scenes[at];
            whole_examples(&half, scene, hints, &gold[at], &predicted[at], &mut seen);
        }
        wholes.push(seen);
    }
    let whole = fit_whole(&wholes);
    let all: Vec<Labeled> = examples.into_iter().flatten().collect();
    let (relative, relative_transitions) = fit_relative(&all, &[1, 2, 3, 4, 5, 6, 7, 8]);
    let calibration = [0.0; N_EVIDENCE];
    Attributor { cues, cue_transitions, relative, relative_transitions, whole, calibration }
}

/// What is to be learned from one cue.
struct WholeExample {
    /// Of each candidate its features, its worth, and whether it counts as right.
    candidates: Vec<(Vec<Feature>, f32, bool)>,
    of_cue: Vec<Feature>,
}

fn whole_examples(
    models: &Attributor,
    scene: &Scene<'_>,
    hints: &Hints,
    gold: &[[Vec<usize>; 3]],
    cues: &[(Range<usize>, i32)],
    examples: &mut Vec<WholeExample>,
) {
    Owners::of(scene.len(), cues).each(cues, |owner, cue, lead| {
        let window = relative::window(scene, cue.start);
        let emissions = models.labels_of(scene, hints, owner, cue, &window);
        let place = Place::new(scene, cue, owner, hints.of(cue), &window);
        let candidates = place.candidates(&emissions, &models.relative_transitions);
        let own = gold.iter().find(|[_, tokens, _]| tokens.iter().any(|token| cue.contains(token)));
        if is_unmarked(cue, gold) {
            return;
        }
        let judged: Vec<(Vec<Feature>, f32, bool)> = candidates
            .iter()
            .map(|candidate| {
                let features = place.features(candidate, &candidates[0]);
                let worth = own.map_or(0.0, |own| worth(scene.view, candidate, own));
                let right =
                    gold.iter().any(|gold| is_right(scene.view, &candidate.content, candidate.source.as_ref(), gold));
                (features, worth, right)
            })
            .collect();
        if !judged.is_empty() {
            let mut of_cue = Vec::new();
            place.cue_features(lead, &candidates, &mut of_cue);
            examples.push(WholeExample { candidates: judged, of_cue });
        }
    });
}

/// Whether a cue stands inside what somebody said and is no cue of the gold: people did not mark attributions inside attributions, so it may be one.
fn is_unmarked(cue: &Range<usize>, gold: &[[Vec<usize>; 3]]) -> bool {
    let holds = |tokens: &[usize]| tokens.iter().any(|token| cue.contains(token));
    gold.iter().any(|[_, _, content]| holds(content)) && !gold.iter().any(|[_, own, _]| holds(own))
}

/// How good an answer is: right by the scorer's main measure, the content exact, the source exact, and how much of the content is shared.
fn worth(view: View<'_>, candidate: &Candidate, gold: &[Vec<usize>; 3]) -> f32 {
    let is_word = |at: &usize| !matches!(view.token(*at).shape, Shape::Punct | Shape::Mark);
    let [source, _, content] = gold;
    let found: Vec<usize> = candidate.content.iter().flat_map(Clone::clone).filter(is_word).collect();
    let content: Vec<usize> = content.iter().copied().filter(is_word).collect();
    let both = found.iter().filter(|at| content.contains(at)).count();
    let share = both as f32 / (found.len() + content.len() - both).max(1) as f32;
    let own: Vec<usize> = candidate.source.iter().flat_map(Clone::clone).collect();
    let words = |tokens: &[usize]| -> Vec<usize> { tokens.iter().copied().filter(is_word).collect() };
    let source_worth = if own == *source {
        1.0
    } else if words(&own) == words(source) {
        0.7
    } else {
        0.0
    };
    let flag = |holds: bool| f32::from(u8::from(holds));
    2.0 * flag(is_right(view, &candidate.content, candidate.source.as_ref(), gold))
        + 1.5 * flag(found == content)
        + source_worth
        + 0.5 * share
}

/// Weights of whole answers. Whether the chosen candidate is right is learned from choices by weights that did not see the article.
fn fit_whole(folds: &[Vec<WholeExample>]) -> Packed<N_WHOLE> {
    const RANK_RATE: f32 = 0.06;
    const RIGHT_RATE: f32 = 0.02;
    let fit = |choices: &[Choice], rate: f32| fit_choices(choices, 1, 5, 3, rate);
    let choice = |example: &WholeExample| -> Option<Choice> {
        let worths = || example.candidates.iter().map(|&(_, worth, _)| worth);
        let (least, most) = (worths().fold(f32::MAX, f32::min), worths().fold(f32::MIN, f32::max));
        let judged = example.candidates.iter().map(|(features, worth, _)| (features.clone(), *worth >= most));
        (least < most).then(|| judged.collect())
    };
    let mut rights: Vec<Choice> = Vec::new();
    for (fold, examples) in folds.iter().enumerate() {
        let others = folds.iter().enumerate().filter(|(at, _)| *at != fold);
        let choices: Vec<Choice> = others.flat_map(|(_, examples)| examples.iter().filter_map(choice)).collect();
        let weights = fit(&choices, RANK_RATE);
        for example in examples {
            let score = |at: usize| example.candidates[at].0.iter().filter_map(|name| weights.get(name)).sum::<f32>();
            let places = (0..example.candidates.len()).rev();
            let chosen = places.max_by(|&one, &other| score(one).total_cmp(&score(other))).unwrap_or(0);
            let (features, _, right) = &example.candidates[chosen];
            rights.push(vec![([features.as_slice(), &example.of_cue].concat(), *right), (Vec::new(), !right)]);
        }
    }
    let choices: Vec<Choice> = folds.iter().flatten().filter_map(choice).collect();
    let (rank, right) = (fit(&choices, RANK_RATE), fit(&rights, RIGHT_RATE));
    let names: BTreeSet<Feature> = rank.keys().chain(right.keys()).copied().collect();
    let rows = names.into_iter().map(|name| {
        let weight = |of: &BTreeMap<Feature, f32>| {
            (of.get(&name).unwrap_or(&0.0) * whole::UNIT).round().clamp(-32767.0, 32767.0) as i16
        };
        let mut row = [0; N_WHOLE];
        (row[RANK], row[RIGHT]) = (weight(&rank), weight(&right));
        (name, row)
    });
    Packed::new(rows.filter(|(_, row)| row.iter().any(|weight| weight.abs() >= LEAST_WEIGHT)))
}

/// Rows whose weights are all smaller tell little and fill the file.
const LEAST_WEIGHT: i16 = 8;

/// Share of the features that are left out at each step: without, `e2e.any` is .4 less on a third of train. For cues it costs precision.
const DROPPED: f64 = 0.2;

fn fit_relative(examples: &[Labeled], seeds: &[u64]) -> (Packed<N_RELATIVE>, [[i32; N_RELATIVE]; N_RELATIVE]) {
    let settings = Settings {
        n_labels: N_RELATIVE,
        seeds,
        epochs: 8,
        margins: &[8.0; N_RELATIVE],
        least_count: 2,
        dropped: DROPPED,
        cut: 0.12,
    };
    let (rows, transitions) = fit_sequences(examples, settings, relative::allowed);
    (Packed::new(rows), transitions)
}

/// The same models with confidences that fit `articles`, which they were not fitted to.
pub fn calibrate(mut attributor: Attributor, articles: &[Gold], tagger: &Tagger, parser: &Parser) -> Attributor {
    let mut answers: Vec<(Evidence, bool)> = Vec::new();
    let nobody = Discourse::default();
    for gold in articles {
        let read = read(gold, tagger);
        let view =
            View { article: &gold.article, syntax: &read.syntax, discourse: &nobody, lexicon: Lexicon::builtin() };
        let mut scene = Scene::new(view, &read.passages);
        let sieved = arbiter::sieved(view, &read.passages);
        let hints = Hints::new(scene.len(), &sieved);
        let gold = tokens_of(&read);
        attributor.each_answer(&mut scene, &hints, &Trees::new(&read.syntax, parser), |answer, evidence| {
            if !is_unmarked(&answer.cue, &gold) {
                let right = gold.iter().any(|gold| is_right(view, &answer.content, answer.source.as_ref(), gold));
                answers.push((evidence, right));
            }
        });
    }
    attributor.calibration = logistic(&answers);
    attributor
}

/// Whether an answer's content overlaps a gold one by half, and its source too has a word of the gold one: the scorer's `e2e.any`.
fn is_right(
    view: View<'_>,
    parts: &[Range<usize>],
    own: Option<&Range<usize>>,
    [source, _, content]: &[Vec<usize>; 3],
) -> bool {
    let is_word = |at: &usize| !matches!(view.token(*at).shape, Shape::Punct | Shape::Mark);
    let found: Vec<usize> = parts.iter().flat_map(Clone::clone).filter(is_word).collect();
    let gold: Vec<usize> = content.iter().copied().filter(is_word).collect();
    let both = found.iter().filter(|at| gold.contains(at)).count();
    let same = match own {
        None => source.is_empty(),
        Some(range) => source.iter().any(|at| range.contains(at)),
    };
    same && both * 2 >= found.len() + gold.len() - both
}

/// Weights of the evidence, by logistic regression.
fn logistic(answers: &[(Evidence, bool)]) -> Evidence {
    const PENALTY: f64 = 1.0;
    const STEPS: usize = 200;
    let row = |evidence: &Evidence| (0..).zip(evidence).map(|(column, &value)| (column, value)).collect();
    let problem = Problem {
        rows: answers.iter().map(|(evidence, _)| row(evidence)).collect(),
        labels: answers.iter().map(|(_, right)| *right).collect(),
        weights: vec![1.0; answers.len()],
        penalties: vec![PENALTY; N_EVIDENCE],
    };
    let weights = problem.fit(STEPS);
    std::array::from_fn(|column| weights[column] as f32)
}

fn fit_cues(examples: &[Labeled], seeds: &[u64]) -> (Packed<N_CUE>, [[i32; N_CUE]; N_CUE]) {
    // Being no cue needs a smaller lead than being one: people marked more cues than are found.
    let settings = Settings {
        n_labels: N_CUE,
        seeds,
        epochs: 6,
        margins: &[6.0, 12.0, 12.0],
        least_count: 2,
        dropped: 0.0,
        cut: 0.08,
    };
    let (rows, transitions) = fit_sequences(examples, settings, cues::allowed);
    (Packed::new(rows), transitions)
}

fn read<'a>(gold: &'a Gold, tagger: &Tagger) -> Read<'a> {
    let lexicon = Lexicon::builtin();
    let syntax = lang::parse(&gold.article, lexicon).tagged(&gold.article.text, tagger);
    let passages = Passages::new(pair::pair(&gold.article.text, &syntax, &mut Vec::new()), syntax.tokens.len());
    Read { gold, syntax, passages }
}

/// Source, cue and content of each attribution as sorted tokens; those without a cue in the words are left out.
fn tokens_of(read: &Read<'_>) -> Vec<[Vec<usize>; 3]> {
    let tokens = |spans: &Vec<Span>| {
        let mut tokens: Vec<usize> = spans.iter().flat_map(|&span| read.syntax.tokens_in(span)).collect();
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    };
    let all =
        read.gold.attributions.iter().map(|[source, cue, content]| [tokens(source), tokens(cue), tokens(content)]);
    all.filter(|[_, cue, _]| !cue.is_empty()).collect()
}

/// Sorted tokens as ranges without gaps.
fn runs(tokens: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &token in tokens {
        match runs.last_mut() {
            Some(run) if run.end == token => run.end += 1,
            _ => runs.push(token..token + 1),
        }
    }
    runs
}

fn cue_examples(scene: &Scene<'_>, hints: &Hints, gold: &[[Vec<usize>; 3]]) -> Vec<Labeled> {
    let mut labels = vec![0u8; scene.len()];
    for run in gold.iter().flat_map(|[_, cue, _]| runs(cue)) {
        for at in run.clone() {
            labels[at] = if at == run.start { BEGIN } else { INSIDE_CUE } as u8;
        }
    }
    let sentences = scene.view.syntax.sentences.iter();
    sentences
        .map(|sentence| {
            let mut labels = labels[sentence.tokens.clone()].to_vec();
            // A cue that the sentence break cuts begins again.
            if labels[0] == INSIDE_CUE as u8 {
                labels[0] = BEGIN as u8;
            }
            let features = sentence.tokens.clone().map(|at| {
                let mut features = Vec::new();
                cues::features(scene, &hints.of_token, at, &mut features);
                features
            });
            (features.collect(), labels)
        })
        .collect()
}

fn relative_examples(
    scene: &Scene<'_>,
    hints: &Hints,
    gold: &[[Vec<usize>; 3]],
    cues: &[Range<usize>],
    wanted: impl Fn(&Range<usize>) -> bool,
    examples: &mut Vec<Labeled>,
) {
    let clear: Vec<(Range<usize>, i32)> = cues.iter().map(|cue| (cue.clone(), 0)).collect();
    let Owners(owner) = Owners::of(scene.len(), &clear);
    for cue in cues.iter().filter(|cue| wanted(cue)) {
        let window = relative::window(scene, cue.start);
        let mut labels = vec![0u8; window.len()];
        if let Some([source, _, content]) =
            gold.iter().find(|[_, tokens, _]| tokens.iter().any(|token| cue.contains(token)))
        {
            for (tokens, begin) in [(content, BEGIN_CONTENT), (source, BEGIN_SOURCE)] {
                for run in runs(tokens) {
                    for at in run.clone().filter(|at| window.contains(at)) {
                        let begins = at == run.start || at == window.start;
                        labels[at - window.start] = (begin + usize::from(!begins)) as u8;
                    }
                }
            }
        }
        let mut features = Vec::new();
        relative::features(scene, cue, &owner, hints.of(cue), &window, |found| features.push(found.to_vec()));
        examples.push((features, labels));
    }
}
