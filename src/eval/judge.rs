//! One article: its answers against its gold. Matching as `score_attribution.py` does it, figure by figure.

use super::calibration::Answer;
use super::cue::lemma_of;
use super::miss::{Miss, Shown};
use super::name::compared;
use super::tally::{self, Side, Tally, column};
use super::words::Words;
use super::{CONTENT, CUE, Given, KINDS, SOURCE};
use std::collections::BTreeSet;
use std::ops::Range;

/// What came of one article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Judged {
    pub(super) tally: Tally,
    /// Whether its gold names a speaker.
    pub(super) has_speaker: bool,
    /// Of each gold attribution with a cue: its lemma, whether it was found, and whether with the right source.
    pub(super) cues: Vec<(String, bool, bool)>,
    /// Of each answer: why, how sure, how right.
    pub(super) answers: Vec<Answer>,
    /// Gold that was not found or got another source, in the order of gold.
    pub(super) missed: Vec<Miss>,
    /// Answers that are not in gold or have another source, in their order.
    pub(super) wrong: Vec<Miss>,
}

/// An attribution on the tokens of its article.
struct Placed<'a> {
    given: &'a Given,
    kind: Option<usize>,
    /// Of each role: token ranges, in the order of their bytes.
    spans: [Vec<Range<usize>>; 3],
    /// Of each role: its tokens, sorted, each once.
    tokens: [Vec<usize>; 3],
    /// Of each role: those of its tokens that are words, or all when none is.
    words: [Vec<usize>; 3],
    /// Head of the source.
    head: Option<usize>,
}

impl<'a> Placed<'a> {
    fn new(given: &'a Given, words: &Words<'_>) -> Placed<'a> {
        let spans = [CONTENT, CUE, SOURCE].map(|role| {
            let mut bytes = given.spans[role].clone();
            bytes.sort_unstable();
            bytes.into_iter().map(|span| words.in_span(span)).filter(|span| !span.is_empty()).collect::<Vec<_>>()
        });
        let tokens = [CONTENT, CUE, SOURCE].map(|role| {
            let all: BTreeSet<usize> = spans[role].iter().flat_map(Clone::clone).collect();
            all.into_iter().collect::<Vec<_>>()
        });
        let only_words = [CONTENT, CUE, SOURCE].map(|role| {
            let only: Vec<usize> = tokens[role].iter().copied().filter(|&at| words.is_word(at)).collect();
            if only.is_empty() { tokens[role].clone() } else { only }
        });
        let head = words.head(&tokens[SOURCE]);
        Placed { given, kind: column(&given.kind), spans, tokens, words: only_words, head }
    }

    fn is_linked(&self, other: &Placed<'_>) -> bool {
        [CONTENT, CUE].iter().any(|&role| n_shared(&self.tokens[role], &other.tokens[role]) > 0)
    }

    /// Whether the two agree on a role that this one has; on a source only where they are about the same thing.
    fn agrees(&self, other: &Placed<'_>, role: usize, is_strict: bool) -> bool {
        if role == SOURCE && !self.is_linked(other) {
            return false;
        }
        if is_strict { self.spans[role] == other.spans[role] } else { self.words[role] == other.words[role] }
    }

    /// Intersection over union of the words of the contents.
    fn iou(&self, other: &Placed<'_>) -> f64 {
        let (mine, others) = (&self.words[CONTENT], &other.words[CONTENT]);
        let n_shared = n_shared(mine, others);
        if n_shared == 0 { 0.0 } else { n_shared as f64 / (mine.len() + others.len() - n_shared) as f64 }
    }
}

/// How many two sorted lists have in common.
fn n_shared(one: &[usize], other: &[usize]) -> usize {
    let (mut at, mut n_shared) = (0, 0);
    for token in one {
        while other.get(at).is_some_and(|other| other < token) {
            at += 1;
        }
        n_shared += usize::from(other.get(at) == Some(token));
    }
    n_shared
}

/// Judges the answers to one article. All spans lie in `text` (see [`super::gold`] and [`super::predictions`]).
pub(crate) fn judge(article: &str, text: &str, gold: &[Given], answers: &[Given], n_misses: usize) -> Judged {
    let words = Words::new(text);
    let golds: Vec<Placed<'_>> = gold.iter().map(|given| Placed::new(given, &words)).collect();
    let preds = counted(answers.iter().map(|given| Placed::new(given, &words)).collect(), &golds);
    let mut tally = Tally::default();
    for role in [CONTENT, CUE, SOURCE] {
        roles(&mut tally, role, &preds, &golds, Side::Answers);
        roles(&mut tally, role, &golds, &preds, Side::Gold);
    }
    let candidates = candidates(&preds, &golds);
    let mut pairs = Vec::new();
    for (figure, least) in tally::IOU {
        let found = greedy(&candidates, least, preds.len(), golds.len());
        count(&mut tally, figure, &found, &preds, &golds);
        if figure == tally::IOU50 {
            pairs = found;
        }
    }
    for (at, is_right) in [has_source, has_head, has_exact_source].iter().enumerate() {
        let right: Vec<(usize, usize)> =
            pairs.iter().copied().filter(|&(pred, gold)| is_right(&preds[pred], &golds[gold])).collect();
        count(&mut tally, tally::E2E + at, &right, &preds, &golds);
    }
    speakers(&mut tally, &pairs, &preds, &golds);
    let mut judged = Judged { tally, has_speaker: gold.iter().any(|g| !g.names.is_empty()), ..Judged::default() };
    details(&mut judged, article, text, &words, (&preds, &golds, &pairs), n_misses);
    judged
}

/// The answers that count: gold does not mark attributions inside attributions. Each takes the kind of the gold it is most about.
fn counted<'a>(mut preds: Vec<Placed<'a>>, golds: &[Placed<'_>]) -> Vec<Placed<'a>> {
    let outer: Vec<Vec<usize>> =
        preds.iter().filter(|p| !p.given.is_nested).map(|p| p.tokens[CONTENT].clone()).collect();
    preds.retain(|pred| {
        let content = &pred.tokens[CONTENT];
        !pred.given.is_nested || !outer.iter().any(|outer| n_shared(content, outer) == content.len())
    });
    for pred in &mut preds {
        let mut most = 0;
        for gold in golds {
            let n_shared = n_shared(&pred.tokens[CONTENT], &gold.tokens[CONTENT]);
            if n_shared > most {
                (most, pred.kind) = (n_shared, gold.kind);
            }
        }
    }
    preds
}

/// `exact`, `exact_strict`, `exact_span` and `overlap` of one role, from one side.
fn roles(tally: &mut Tally, role: usize, mine: &[Placed<'_>], others: &[Placed<'_>], side: Side) {
    let first = tally::exact(role);
    for quote in mine.iter().filter(|quote| !quote.tokens[role].is_empty()) {
        for (figure, is_strict) in [(first, false), (first + tally::STRICT, true)] {
            tally.one(figure, quote.kind, side, others.iter().any(|other| quote.agrees(other, role, is_strict)));
        }
    }
    let spans: BTreeSet<(usize, usize)> = others.iter().flat_map(|other| ends(other, role)).collect();
    let tokens: BTreeSet<usize> = others.iter().flat_map(|other| other.tokens[role].iter().copied()).collect();
    for column in 0..KINDS.len() {
        let of_kind = || mine.iter().filter(|quote| column == 0 || quote.kind == Some(column));
        let have: BTreeSet<(usize, usize)> = of_kind().flat_map(|quote| ends(quote, role)).collect();
        tally.many(first + tally::SPAN, column, side, have.intersection(&spans).count(), have.len());
        let have: BTreeSet<usize> = of_kind().flat_map(|quote| quote.tokens[role].iter().copied()).collect();
        tally.many(first + tally::OVERLAP, column, side, have.intersection(&tokens).count(), have.len());
    }
}

fn ends(quote: &Placed<'_>, role: usize) -> impl Iterator<Item = (usize, usize)> {
    quote.spans[role].iter().map(|span| (span.start, span.end))
}

/// Answers and gold whose contents share a word, closest first; then by the place in gold, then by that in the answers.
fn candidates(preds: &[Placed<'_>], golds: &[Placed<'_>]) -> Vec<(f64, usize, usize)> {
    let mut found = Vec::new();
    for (pred_at, pred) in preds.iter().enumerate() {
        for (gold_at, gold) in golds.iter().enumerate() {
            let iou = pred.iou(gold);
            if iou > 0.0 {
                found.push((iou, gold_at, pred_at));
            }
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| (one.1, one.2).cmp(&(other.1, other.2))));
    found
}

/// One-to-one pairs of an answer and a gold attribution, closest first, none further apart than `least`.
fn greedy(candidates: &[(f64, usize, usize)], least: f64, n_preds: usize, n_golds: usize) -> Vec<(usize, usize)> {
    let (mut used_preds, mut used_golds) = (vec![false; n_preds], vec![false; n_golds]);
    let mut pairs = Vec::new();
    for &(_, gold, pred) in candidates.iter().take_while(|candidate| candidate.0 >= least) {
        if !used_preds[pred] && !used_golds[gold] {
            (used_preds[pred], used_golds[gold]) = (true, true);
            pairs.push((pred, gold));
        }
    }
    pairs
}

fn count(tally: &mut Tally, figure: usize, pairs: &[(usize, usize)], preds: &[Placed<'_>], golds: &[Placed<'_>]) {
    for (at, pred) in preds.iter().enumerate() {
        tally.one(figure, pred.kind, Side::Answers, pairs.iter().any(|pair| pair.0 == at));
    }
    for (at, gold) in golds.iter().enumerate() {
        tally.one(figure, gold.kind, Side::Gold, pairs.iter().any(|pair| pair.1 == at));
    }
}

fn has_source(pred: &Placed<'_>, gold: &Placed<'_>) -> bool {
    let (mine, others) = (&pred.words[SOURCE], &gold.words[SOURCE]);
    mine == others || n_shared(mine, others) > 0
}

fn has_head(pred: &Placed<'_>, gold: &Placed<'_>) -> bool {
    let (mine, others) = (&pred.words[SOURCE], &gold.words[SOURCE]);
    mine == others || !mine.is_empty() && !others.is_empty() && pred.head == gold.head
}

fn has_exact_source(pred: &Placed<'_>, gold: &Placed<'_>) -> bool {
    pred.words[SOURCE] == gold.words[SOURCE]
}

/// `e2e.speaker`: of the gold attributions that name their speaker, and of the answers matched to one of them or to nothing.
fn speakers(tally: &mut Tally, pairs: &[(usize, usize)], preds: &[Placed<'_>], golds: &[Placed<'_>]) {
    let is_right = |&(pred, gold): &(usize, usize)| {
        let name = compared(preds[pred].given.names.first().map_or("", String::as_str));
        golds[gold].given.names.iter().any(|accepted| compared(accepted) == name)
    };
    for (at, pred) in preds.iter().enumerate() {
        let pair = pairs.iter().find(|pair| pair.0 == at);
        if pair.is_none_or(|&(_, gold)| !golds[gold].given.names.is_empty()) {
            tally.one(tally::SPEAKER, pred.kind, Side::Answers, pair.is_some_and(is_right));
        }
    }
    for (at, gold) in golds.iter().enumerate().filter(|(_, gold)| !gold.given.names.is_empty()) {
        let pair = pairs.iter().find(|pair| pair.1 == at);
        tally.one(tally::SPEAKER, gold.kind, Side::Gold, pair.is_some_and(is_right));
    }
}

/// What the tables beside the figures are made of: cues, answers and misses.
fn details(
    judged: &mut Judged,
    article: &str,
    text: &str,
    words: &Words<'_>,
    (preds, golds, pairs): (&[Placed<'_>], &[Placed<'_>], &[(usize, usize)]),
    n_misses: usize,
) {
    let miss = |what: &'static str, gold: Option<usize>, pred: Option<usize>| Miss {
        article: article.to_owned(),
        what,
        gold: gold.map(|at| Shown::gold(golds[at].given, text)),
        given: pred.map(|at| Shown::answer(preds[at].given, text)),
    };
    for (at, gold) in golds.iter().enumerate() {
        let pair = pairs.iter().find(|pair| pair.1 == at);
        let is_right = pair.is_some_and(|&(pred, _)| has_source(&preds[pred], gold));
        if let Some(lemma) = lemma_of(words, &gold.tokens[CUE]) {
            judged.cues.push((lemma, pair.is_some(), is_right));
        }
        if !is_right && judged.missed.len() < n_misses {
            let what = if pair.is_some() { "wrong source" } else { "not found" };
            let pred = pair.map(|pair| pair.0).or_else(|| nearest(gold, preds));
            judged.missed.push(miss(what, Some(at), pred));
        }
    }
    for (at, pred) in preds.iter().enumerate() {
        let pair = pairs.iter().find(|pair| pair.0 == at);
        let is_right = pair.is_some_and(|&(_, gold)| has_source(pred, &golds[gold]));
        judged.answers.push(Answer {
            because: pred.given.because.clone(),
            confidence: pred.given.confidence,
            is_found: pair.is_some(),
            is_right,
        });
        if !is_right && judged.wrong.len() < n_misses {
            let what = if pair.is_some() { "wrong source" } else { "not in gold" };
            let gold = pair.map(|pair| pair.1).or_else(|| nearest(pred, golds));
            judged.wrong.push(miss(what, gold, Some(at)));
        }
    }
}

/// The one whose content is closest; the first of several; `None` when no content shares a word.
fn nearest(quote: &Placed<'_>, others: &[Placed<'_>]) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for (at, other) in others.iter().enumerate() {
        let iou = quote.iou(other);
        if iou > best.map_or(0.0, |best| best.0) {
            best = Some((iou, at));
        }
    }
    best.map(|best| best.1)
}
