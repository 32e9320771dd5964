//! Fitting the weights to pronouns that people resolved (feature `train` only).

use super::feature::{self, Facts, N_COLUMNS};
use super::{Antecedents, Parser, People, Reports, Trees, gender, is_reported};
use crate::model::logistic::Problem;
use crate::quote::Quote;
use crate::text::Span;
use crate::view::View;
use std::collections::BTreeMap;

/// A pronoun, and names of which it is known whether it stands for them.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The pronoun.
    pub pronoun: Span,
    /// Names, or phrases around a name, and whether the pronoun stands for them.
    pub names: Vec<(Span, bool)>,
    /// Whether it stands for nobody else.
    pub is_complete: bool,
}

/// The candidates of a pronoun, and what is known of them.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Of each candidate; the last is nobody.
    facts: Vec<Facts>,
    is_right: Vec<Option<bool>>,
    /// The candidate of each name that was given.
    names: Vec<Option<usize>>,
}

/// Penalty on the square of each weight, and L-BFGS steps: chosen on dev.
const PENALTY: f64 = 3.0;
const STEPS: usize = 200;

/// A phrase longer than a name by this many bytes is about somebody else, unless it ends with the name.
const LONGER: usize = 25;

/// What is seen of a pronoun of an article whose quotes are known.
pub fn choice(view: View<'_>, quotes: &[Quote], parser: &Parser, gold: &Gold) -> Choice {
    let trees = Trees::new(view.syntax, parser);
    let untrained = Antecedents::untrained();
    let people = People::new(view, &trees, &untrained);
    let pronoun = view.syntax.token_at(gold.pronoun.start());
    let holds = |token: usize| is_reported(view, quotes, token, pronoun);
    let reports = Reports { holds: &holds, spoke: &[], in_marks: false };
    let gender = Some(gender(view, pronoun));
    let candidates = feature::candidates(view, &people.named, pronoun, gender, &reports);
    let mut facts = feature::describe(view, &trees, &people.named, pronoun, gender, &candidates);
    // The smallest phrase around a name tells whom it is of.
    let phrase = |name: Span| {
        let around = (0..gold.names.len()).filter(|&at| gold.names[at].0.overlaps(name));
        around.min_by_key(|&at| gold.names[at].0.len()).filter(|&at| {
            let phrase = gold.names[at].0;
            phrase.end() == name.end() || phrase.len() <= name.len() + LONGER
        })
    };
    let mut names = vec![None; gold.names.len()];
    let mut is_right: Vec<Option<bool>> = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let mentions = view.discourse.mentions.iter().filter(|mention| mention.entity == Some(candidate.id));
        let mut right = gold.is_complete.then_some(false);
        for place in mentions.filter_map(|mention| phrase(mention.name)) {
            names[place] = Some(at);
            right = Some(right.unwrap_or(false) || gold.names[place].1);
        }
        is_right.push(right);
    }
    let known = gold.names.iter().any(|&(_, right)| right);
    let found = is_right.contains(&Some(true));
    if known {
        for right in &mut is_right {
            *right = right.or(Some(false));
        }
    }
    facts.push(feature::nobody(candidates.len()));
    is_right.push(Some(!found));
    Choice { facts, is_right, names }
}

/// Fits the weights, so that who is right outranks each who is not; every pronoun counts the same.
pub fn fit(choices: &[Choice]) -> Antecedents {
    let mut problem = Problem { penalties: vec![PENALTY; N_COLUMNS], ..Problem::default() };
    for choice in choices {
        let of = |wanted: bool| (0..choice.facts.len()).filter(move |&at| choice.is_right[at] == Some(wanted));
        let weight = 1.0 / (of(true).count() * of(false).count()).max(1) as f64;
        for right in of(true) {
            for wrong in of(false) {
                let mut row: BTreeMap<u32, f32> = BTreeMap::new();
                for (facts, sign) in [(&choice.facts[right], 1.0), (&choice.facts[wrong], -1.0)] {
                    for &(column, value) in facts {
                        *row.entry(u32::from(column)).or_default() += sign * value;
                    }
                }
                problem.rows.push(row.into_iter().filter(|&(_, value)| value != 0.0).collect());
                problem.labels.push(true);
                problem.weights.push(weight);
            }
        }
    }
    Antecedents(problem.fit(STEPS).into_iter().map(|weight| weight as f32).collect())
}

impl Antecedents {
    /// How probable each name is that the choice was made with; 0 for one that is no candidate.
    pub fn probabilities(&self, choice: &Choice) -> Vec<f32> {
        let scores: Vec<f32> = choice.facts.iter().map(|facts| self.score(facts)).collect();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let sum: f32 = scores.iter().map(|score| (score - most).exp()).sum();
        choice.names.iter().map(|name| name.map_or(0.0, |at| (scores[at] - most).exp() / sum)).collect()
    }
}
