//! Fitting both models to articles whose attributions people marked.

use super::scene::Scene;
use super::{
    Answer, Attributor, BEGIN, BEGIN_CONTENT, BEGIN_SOURCE, Evidence, Hints, INSIDE_CUE, N_CUE, N_EVIDENCE, N_RELATIVE,
    cues, owners, probability, relative,
};
use crate::article::Article;
use crate::entity::Discourse;
use crate::lang::head::{Parser, Trees};
use crate::lang::tag::Tagger;
use crate::lang::{self, Shape, Syntax};
use crate::lexicon::Lexicon;
use crate::model::Packed;
use crate::model::train::{Labeled, Settings, fit_sequences};
use crate::quote::passages::Passages;
use crate::quote::{arbiter, pair};
use crate::text::Span;
use crate::view::View;
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

/// Fits both models.
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
    let mut predicted: Vec<Vec<Range<usize>>> = vec![Vec::new(); scenes.len()];
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
            calibration: [0.0; N_EVIDENCE],
        };
        for at in (fold..scenes.len()).step_by(FOLDS) {
            let (scene, hints) = &mut scenes[at];
            predicted[at] = half.cues_of(scene, hints, None).into_iter().map(|(cue, _)| cue).collect();
        }
    }
    let all: Vec<Labeled> = labeled.into_iter().flatten().collect();
    let (cues, cue_transitions) = fit_cues(&all, &[1, 2, 3, 4, 5, 6, 7, 8]);
    drop(all);

    let mut examples = Vec::new();
    for (((scene, hints), gold), predicted) in scenes.iter().zip(&gold).zip(&predicted) {
        let own: Vec<Range<usize>> = gold.iter().flat_map(|[_, cue, _]| runs(cue)).collect();
        relative_examples(scene, hints, gold, &own, |_| true, &mut examples);
        relative_examples(
            scene,
            hints,
            gold,
            predicted,
            |cue| !(own.contains(cue) && cue.start % 2 == 0),
            &mut examples,
        );
    }
    let settings = Settings {
        n_labels: N_RELATIVE,
        seeds: &[1, 2, 3, 4, 5, 6, 7, 8],
        epochs: 8,
        margins: &[8.0; N_RELATIVE],
        least_count: 2,
        cut: 0.12,
    };
    let (rows, relative_transitions) = fit_sequences(&examples, settings, relative::allowed);
    let relative = Packed::new(rows);
    let calibration = [0.0; N_EVIDENCE];
    Attributor { cues, cue_transitions, relative, relative_transitions, calibration }
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
        attributor.each_answer(&mut scene, &hints, &sieved, &Trees::new(&read.syntax, parser), |answer, evidence| {
            answers.push((evidence, gold.iter().any(|gold| is_right(view, &answer, gold))));
        });
    }
    attributor.calibration = logistic(&answers);
    attributor
}

/// Whether an answer's content overlaps a gold one by half, and its source too has a word of the gold one: the scorer's `e2e.any`.
fn is_right(view: View<'_>, answer: &Answer, [source, _, content]: &[Vec<usize>; 3]) -> bool {
    let is_word = |at: &usize| !matches!(view.token(*at).shape, Shape::Punct | Shape::Mark);
    let found: Vec<usize> = answer.content.iter().flat_map(Clone::clone).filter(is_word).collect();
    let gold: Vec<usize> = content.iter().copied().filter(is_word).collect();
    let both = found.iter().filter(|at| gold.contains(at)).count();
    let same = match &answer.source {
        None => source.is_empty(),
        Some(range) => source.iter().any(|at| range.contains(at)),
    };
    same && both * 2 >= found.len() + gold.len() - both
}

/// Logistic regression by gradient descent: a few thousand answers, a dozen weights.
fn logistic(answers: &[(Evidence, bool)]) -> Evidence {
    const STEPS: usize = 3000;
    const RATE: f32 = 0.5;
    let mut weights = [0.0; N_EVIDENCE];
    for _ in 0..STEPS {
        let mut gradient = [0.0; N_EVIDENCE];
        for (evidence, right) in answers {
            let error = f32::from(u8::from(*right)) - probability(evidence, &weights);
            gradient.iter_mut().zip(evidence).for_each(|(sum, value)| *sum += error * value);
        }
        let n = answers.len().max(1) as f32;
        weights.iter_mut().zip(gradient).for_each(|(weight, sum)| *weight += RATE * sum / n);
    }
    weights
}

fn fit_cues(examples: &[Labeled], seeds: &[u64]) -> (Packed<N_CUE>, [[i32; N_CUE]; N_CUE]) {
    // Being no cue needs a smaller lead than being one: people marked more cues than are found.
    let settings =
        Settings { n_labels: N_CUE, seeds, epochs: 6, margins: &[6.0, 12.0, 12.0], least_count: 2, cut: 0.08 };
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
    let owner = owners(scene.len(), cues.iter());
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
