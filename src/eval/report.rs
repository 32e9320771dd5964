//! All figures of a run, in the shape that leaves the program: the scorer's names at the top level, ours beside them. Kept out of
//! `wire`, because nothing of it is stored or read again.

use super::calibration::{calibration, reasons};
use super::interval::{Interval, intervals};
use super::judge::Judged;
use super::miss::Miss;
use super::tally::{ACCURACIES, IOU50, NAMES, SPEAKER, Tally};
use super::{KINDS, calibration::Answer};
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::collections::BTreeMap;

/// Version of the shapes below; raised when a field is removed or renamed.
const SCHEMA: u32 = 1;
/// Lemmas shown: those further down occur once or twice in a hundred articles.
const N_CUES: usize = 20;

/// What `eval` answers.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    schema: u32,
    pub(crate) articles: usize,
    /// Lines or articles that failed and are not in the figures.
    pub(crate) failed: usize,
    /// Of each kind its figures, by name.
    #[serde(flatten)]
    pub(crate) figures: BTreeMap<&'static str, Figures>,
    /// Draws behind the intervals; 0 when there are none.
    pub(crate) resamples: usize,
    /// Of each kind the 95 % intervals of the same figures.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) intervals: BTreeMap<&'static str, BTreeMap<&'static str, Spread>>,
    /// The most frequent cues of gold, most frequent first.
    pub(crate) cues: Vec<CueRow>,
    /// By sieve or model, most answers first.
    pub(crate) because: Vec<Reason>,
    pub(crate) calibration: Calibration,
    pub(crate) missed: Vec<Miss>,
    pub(crate) wrong: Vec<Miss>,
}

/// Figures of one kind.
#[derive(Debug)]
pub(crate) struct Figures {
    pub(crate) rates: BTreeMap<&'static str, Rates>,
    pub(crate) accuracies: BTreeMap<&'static str, f64>,
    pub(crate) gold_quotes: u32,
    pub(crate) pred_quotes: u32,
}

/// As the scorer writes them, so that the two can be compared by name.
impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, rates) in &self.rates {
            map.serialize_entry(name, rates)?;
        }
        for (name, accuracy) in &self.accuracies {
            map.serialize_entry(name, accuracy)?;
        }
        map.serialize_entry("gold_quotes", &self.gold_quotes)?;
        map.serialize_entry("pred_quotes", &self.pred_quotes)?;
        map.end()
    }
}

/// One figure, 0 to 1, and how many answers and gold attributions it is about.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Rates {
    pub(crate) p: f64,
    pub(crate) r: f64,
    pub(crate) f1: f64,
    pub(crate) pred: u32,
    pub(crate) gold: u32,
}

/// Intervals of one figure.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Spread {
    Rates { p: Interval, r: Interval, f1: Interval },
    Accuracy(Interval),
}

/// One cue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct CueRow {
    pub(crate) lemma: String,
    /// Attributions in gold.
    pub(crate) gold: usize,
    /// Of these, whose content was found (`IoU` of at least a half).
    pub(crate) found: usize,
    /// Of these, with the right source.
    pub(crate) right: usize,
}

/// Answers of one sieve or model.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Reason {
    pub(crate) because: String,
    pub(crate) answers: usize,
    /// Answers with the content of a gold attribution (`IoU` of at least a half).
    pub(crate) content_right: usize,
    /// Of these, with its source.
    pub(crate) source_right: usize,
    /// Mean.
    pub(crate) confidence: f64,
    /// Expected calibration error.
    pub(crate) error: f64,
}

/// The reliability table of all answers.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Calibration {
    /// Expected calibration error.
    pub(crate) error: f64,
    pub(crate) bins: Vec<Bin>,
}

/// Answers whose confidence lies in `[from, to)`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Bin {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) answers: usize,
    /// Mean.
    pub(crate) confidence: f64,
    /// Share with content and source right.
    pub(crate) right: f64,
}

/// Sums up the articles; `n_misses` of each list are kept, in the order of the articles.
pub(crate) fn report(articles: &[Judged], n_failed: usize, n_resamples: usize, n_misses: usize) -> Report {
    let mut sum = Tally::default();
    for article in articles {
        sum.add(&article.tally);
    }
    let has_speaker = articles.iter().any(|article| article.has_speaker);
    let answers: Vec<&Answer> = articles.iter().flat_map(|article| &article.answers).collect();
    let misses = |of: fn(&Judged) -> &Vec<Miss>| articles.iter().flat_map(of).take(n_misses).cloned().collect();
    let mut spreads = BTreeMap::new();
    for (column, found) in intervals(articles, n_resamples).into_iter().flatten().enumerate() {
        let rates = shown(has_speaker).map(|at| {
            let [p, r, f1] = found.rates[at].map(|ends| ends.map(rounded));
            (NAMES[at], Spread::Rates { p, r, f1 })
        });
        let accuracies = ACCURACIES.iter().zip(&found.accuracies);
        let accuracies = accuracies.map(|(row, ends)| (row.0, Spread::Accuracy(ends.map(rounded))));
        spreads.insert(KINDS[column], rates.chain(accuracies).collect());
    }
    Report {
        schema: SCHEMA,
        articles: articles.len(),
        failed: n_failed,
        figures: (0..KINDS.len()).map(|column| (KINDS[column], figures(&sum, column, has_speaker))).collect(),
        resamples: if spreads.is_empty() { 0 } else { n_resamples },
        intervals: spreads,
        cues: cues(articles),
        because: reasons(&answers).into_iter().map(Reason::rounded).collect(),
        calibration: calibration(&answers).rounded(),
        missed: misses(|article| &article.missed),
        wrong: misses(|article| &article.wrong),
    }
}

/// Places of the figures that there is gold for.
fn shown(has_speaker: bool) -> impl Iterator<Item = usize> {
    (0..NAMES.len()).filter(move |&at| at != SPEAKER || has_speaker)
}

fn figures(sum: &Tally, column: usize, has_speaker: bool) -> Figures {
    let rates = shown(has_speaker).map(|at| {
        let [p, r, f1] = sum.rates(at, column).map(rounded);
        let (pred, gold) = sum.totals(at, column);
        (NAMES[at], Rates { p, r, f1, pred, gold })
    });
    let (pred_quotes, gold_quotes) = sum.totals(IOU50, column);
    let accuracies = ACCURACIES.iter().map(|row| (row.0, rounded(sum.accuracy(row.1, column))));
    Figures { rates: rates.collect(), accuracies: accuracies.collect(), gold_quotes, pred_quotes }
}

fn cues(articles: &[Judged]) -> Vec<CueRow> {
    let mut by_lemma: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (lemma, is_found, is_right) in articles.iter().flat_map(|article| &article.cues) {
        let counts = by_lemma.entry(lemma).or_default();
        counts[0] += 1;
        counts[1] += usize::from(*is_found);
        counts[2] += usize::from(*is_right);
    }
    let rows = by_lemma.into_iter().map(|(lemma, [gold, found, right])| CueRow {
        lemma: lemma.to_owned(),
        gold,
        found,
        right,
    });
    let mut rows: Vec<CueRow> = rows.collect();
    // Stable, so that lemmas of the same count stay in alphabetical order.
    rows.sort_by_key(|row| std::cmp::Reverse(row.gold));
    rows.truncate(N_CUES);
    rows
}

/// Four digits, as the scorer gives.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round_ties_even() / 1e4
}

impl Reason {
    fn rounded(self) -> Reason {
        Reason { confidence: rounded(self.confidence), error: rounded(self.error), ..self }
    }
}

impl Calibration {
    fn rounded(mut self) -> Calibration {
        self.error = rounded(self.error);
        for bin in &mut self.bins {
            (bin.confidence, bin.right) = (rounded(bin.confidence), rounded(bin.right));
        }
        self
    }
}
