//! Known fact-checks, and which of them may be about a claim: a likeness of words, never a verdict.

use crate::article::PartialDate;
use crate::lang::form::Form;
use crate::lexicon::{Classes, Lexicon};
use crate::model::features::word;
use crate::model::probability;
use crate::text::fold::fold;
use crate::wire::{Check, Suggestion};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Saturation of a repeated word, and how much length counts: the usual constants of BM25 (Robertson 2009).
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.75;
/// Length of the parts of words that are compared, in characters with the edges of the word.
const GRAM: usize = 4;

/// What one point of BM25, a cosine of 1 over parts of words, numbers that the claim lacks, and the same day are worth: fitted by a softmax over
/// the candidates of the train queries of `CheckThat!` 2020 task 2 and 2021 task 2b.
const PER_POINT: f32 = 0.2;
const PER_COSINE: f32 = 15.0;
const OTHER_NUMBERS: f32 = -0.4;
const SAME_DAY: f32 = 5.6;
/// After so many days the date tells a third of that. A pair of which one has no date gets half: neither near nor far.
const DAYS: f32 = 600.0;
/// Likeness of 0.5, and how fast it grows. Of the train queries, which all have a match, nine in ten best ones are right there; claims of the news
/// mostly have none, so the bar is high.
const EVEN: f32 = 16.0;
const STEEP: f32 = 0.35;
/// What is less alike is no suggestion.
const LEAST: f32 = 0.3;
/// So many of the most alike are compared by their numbers.
const CANDIDATES: usize = 50;

/// Rarity is told as though there were at least so many checks, as in the sets that the constants were fitted to: of three checks, no word is rare.
const USUAL_CHECKS: usize = 10_000;

/// What stands in how many and which checks, with its weight there.
#[derive(Debug, Default)]
struct Postings {
    of: FxHashMap<u32, Vec<(u32, f32)>>,
    /// How many checks there are, at least [`USUAL_CHECKS`].
    n: usize,
}

/// Fact-checks, ready to be compared with claims.
#[derive(Debug)]
pub struct Checks {
    known: Vec<Check>,
    words: Postings,
    parts: Postings,
    numbers: Vec<Vec<u32>>,
    days: Vec<Option<Date>>,
}

/// A text as it is compared: hashes of its stems without function words, of the parts of its words, and of its numbers.
#[derive(Debug)]
struct Terms {
    stems: Vec<u32>,
    parts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Checks {
    /// Makes them ready.
    pub fn new(checks: Vec<Check>) -> Checks {
        let terms: Vec<Terms> = checks
            .iter()
            .map(|check| Terms::of(&format!("{} {}", check.claim, check.title.as_deref().unwrap_or_default())))
            .collect();
        let counted = |of: fn(&Terms) -> &[u32]| terms.iter().map(|terms| counts(of(terms))).collect::<Vec<_>>();
        let day = |text: &Option<String>| Some(PartialDate::parse(text.as_ref()?)?.first);
        Checks {
            words: Postings::by_bm25(&counted(|terms| &terms.stems)),
            parts: Postings::by_cosine(&counted(|terms| &terms.parts)),
            numbers: terms.iter().map(|terms| terms.numbers.clone()).collect(),
            days: checks.iter().map(|check| day(&check.claimed).or_else(|| day(&check.reviewed))).collect(),
            known: checks,
        }
    }

    /// The checks that may be about a claim made on that day, at most `most`, the most alike first.
    pub fn suggest(&self, claim: &str, day: Option<Date>, most: usize) -> Vec<Suggestion> {
        let alike = self.ranked(claim, day).into_iter().map(|(at, evidence)| (at, probability_of(evidence)));
        let alike = alike.filter(|&(_, likeness)| likeness >= LEAST).take(most);
        let suggestion = |(at, likeness): (usize, f32)| Suggestion {
            likeness: (f64::from(likeness) * 1000.0).round() / 1000.0,
            check: self.known[at].clone(),
        };
        alike.map(suggestion).collect()
    }

    /// The places of the checks that share a word with a claim, the most alike first, with the evidence for each.
    pub fn ranked(&self, claim: &str, day: Option<Date>) -> Vec<(usize, f32)> {
        let terms = Terms::of(claim);
        let mut evidence = vec![0.0; self.known.len()];
        self.words.add(&counts(&terms.stems), |_| PER_POINT, &mut evidence);
        let counted = counts(&terms.parts);
        let length = counted.iter().map(|&(term, n)| self.parts.weight(term, n).powi(2)).sum::<f32>().sqrt().max(1e-6);
        self.parts.add(&counted, |(term, n)| PER_COSINE * self.parts.weight(term, n) / length, &mut evidence);
        let mut found: Vec<(usize, f32)> = evidence
            .into_iter()
            .enumerate()
            .filter(|&(_, evidence)| evidence > 0.0)
            .map(|(at, evidence)| (at, evidence + nearness(day, self.days[at])))
            .collect();
        let best_first = |one: &(usize, f32), other: &(usize, f32)| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0));
        found.sort_by(best_first);
        found.truncate(CANDIDATES);
        for (at, evidence) in &mut found {
            let others = self.numbers[*at].iter().any(|number| terms.numbers.binary_search(number).is_err());
            *evidence += if others { OTHER_NUMBERS } else { 0.0 };
        }
        found.sort_by(best_first);
        found
    }
}

/// What the days of two texts tell of their being about the same.
fn nearness(one: Option<Date>, other: Option<Date>) -> f32 {
    let (Some(one), Some(other)) = (one, other) else { return SAME_DAY / 2.0 };
    let days = one.duration_until(other).as_hours().unsigned_abs() / 24;
    SAME_DAY * (-(days as f32) / DAYS).exp()
}

fn probability_of(evidence: f32) -> f32 {
    probability(f64::from(STEEP * (evidence - EVEN))) as f32
}

/// Each term once, with how often it stands there.
fn counts(terms: &[u32]) -> Vec<(u32, u32)> {
    let mut sorted = terms.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|one, other| one == other).map(|same| (same[0], same.len() as u32)).collect()
}

impl Postings {
    fn gathered(texts: &[Vec<(u32, u32)>]) -> Postings {
        let mut of: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
        for (at, terms) in texts.iter().enumerate() {
            for &(term, n) in terms {
                of.entry(term).or_default().push((at as u32, n as f32));
            }
        }
        Postings { of, n: texts.len().max(USUAL_CHECKS) }
    }

    #[expect(clippy::iter_over_hash_type, reason = "each list is changed by itself: their order tells nothing")]
    fn by_bm25(texts: &[Vec<(u32, u32)>]) -> Postings {
        let lengths: Vec<f32> =
            texts.iter().map(|terms| terms.iter().map(|&(_, n)| n).sum::<u32>().max(1) as f32).collect();
        let usual = lengths.iter().sum::<f32>() / lengths.len().max(1) as f32;
        let mut postings = Postings::gathered(texts);
        let n = postings.n as f32;
        for list in postings.of.values_mut() {
            let rarity = (1.0 + (n - list.len() as f32 + 0.5) / (list.len() as f32 + 0.5)).ln();
            for (at, weight) in list {
                let norm = SATURATION * (1.0 - LENGTH + LENGTH * lengths[*at as usize] / usual);
                *weight = rarity * *weight * (SATURATION + 1.0) / (*weight + norm);
            }
        }
        postings
    }

    #[expect(clippy::iter_over_hash_type, reason = "each list is changed by itself: their order tells nothing")]
    fn by_cosine(texts: &[Vec<(u32, u32)>]) -> Postings {
        let mut postings = Postings::gathered(texts);
        let length =
            |terms: &Vec<(u32, u32)>| terms.iter().map(|&(term, n)| postings.weight(term, n).powi(2)).sum::<f32>();
        let lengths: Vec<f32> = texts.iter().map(|terms| length(terms).sqrt().max(1e-6)).collect();
        let n_texts = postings.n;
        for list in postings.of.values_mut() {
            let rarity = rarity(n_texts, list.len());
            for (at, weight) in list {
                *weight = (1.0 + weight.ln()) * rarity / lengths[*at as usize];
            }
        }
        postings
    }

    /// Weight of a term that stands `n` times in a text.
    fn weight(&self, term: u32, n: u32) -> f32 {
        (1.0 + (n as f32).ln()) * rarity(self.n, self.of.get(&term).map_or(0, Vec::len))
    }

    /// Adds to each check what it shares with the terms, times the factor of each.
    fn add(&self, terms: &[(u32, u32)], factor: impl Fn((u32, u32)) -> f32, to: &mut [f32]) {
        for &term in terms {
            let Some(list) = self.of.get(&term.0) else { continue };
            let factor = factor(term);
            for &(at, weight) in list {
                to[at as usize] += factor * weight;
            }
        }
    }
}

/// Inverse document frequency of what stands in `n` of the texts.
fn rarity(n_texts: usize, n: usize) -> f32 {
    ((1.0 + n_texts as f32) / (1.0 + n as f32)).ln() + 1.0
}

impl Terms {
    fn of(text: &str) -> Terms {
        let function = Classes::AUXILIARY
            | Classes::DETERMINER
            | Classes::PREPOSITION
            | Classes::CONJUNCTION
            | Classes::PRONOUN
            | Classes::HE
            | Classes::SHE
            | Classes::NEGATION;
        let mut terms = Terms { stems: Vec::new(), parts: Vec::new(), numbers: Vec::new() };
        for written in text.split_whitespace().filter(|written| !is_address(written)) {
            for part in words_of(&fold(written)) {
                terms.parts.extend(parts_of(&part));
                if part.starts_with(|c: char| c.is_ascii_digit()) {
                    terms.numbers.push(word(part.bytes()));
                    terms.stems.push(word(part.bytes()));
                } else if !Lexicon::builtin().classes(Lexicon::builtin().find(&part)).intersects(function) {
                    terms.stems.push(Form::of(&part).stem);
                }
            }
        }
        terms.numbers.sort_unstable();
        terms.numbers.dedup();
        terms
    }
}

/// "https://…", "pic.twitter.com/…"
fn is_address(written: &str) -> bool {
    written.contains("://") || written.starts_with("pic.twitter.com")
}

/// The words of a folded stretch without spaces: "well-known" is two, "don't" and "4,300" are one, "Ann's" is Ann.
fn words_of(folded: &str) -> Vec<String> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | ',' | '.');
    let mut words = Vec::new();
    for run in folded.split(|c: char| !inside(c)) {
        let is_number = run.starts_with(|c: char| c.is_ascii_digit());
        if is_number {
            let number = run.trim_end_matches(|c: char| !c.is_alphanumeric());
            words.push(number.chars().filter(|c| !matches!(c, ',' | '\'')).collect());
            continue;
        }
        for part in run.split([',', '.']) {
            let part = part.trim_matches('\'');
            words.push(part.strip_suffix("'s").unwrap_or(part).replace('\'', ""));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Hashes of the parts of a word, its edges marked.
fn parts_of(of: &str) -> Vec<u32> {
    let marked: Vec<char> = std::iter::once(' ').chain(of.chars()).chain([' ']).collect();
    let part = |chars: &[char]| word(chars.iter().flat_map(|&c| u32::from(c).to_le_bytes()));
    if marked.len() < GRAM { vec![part(&marked)] } else { marked.windows(GRAM).map(part).collect() }
}

#[cfg(test)]
mod tests {
    use super::{Check, Checks};

    fn check(claim: &str, claimed: Option<&str>) -> Check {
        Check { claim: claim.to_owned(), claimed: claimed.map(str::to_owned), ..Check::default() }
    }

    /// What is suggested for a claim among some that have nothing to do with it.
    fn suggested(claim: &str, day: Option<&str>, checks: &[Check]) -> Vec<String> {
        let others = [
            "A meteor fell on the town hall of Norvale.",
            "Apples cure the common cold.",
            "Wolves were set free near Lund.",
        ];
        let all = checks.iter().cloned().chain(others.into_iter().map(|other| check(other, None)));
        let day = day.map(|day| day.parse().unwrap());
        Checks::new(all.collect()).suggest(claim, day, 5).into_iter().map(|found| found.check.claim).collect()
    }

    #[test]
    fn the_same_claim_in_other_words_is_suggested() {
        let known = check("Says the bridge in Arden cost taxpayers $5 million", None);
        let found = suggested("Taxpayers paid $5 million for the Arden bridge, Holm said", None, &[known]);
        assert_eq!(found, ["Says the bridge in Arden cost taxpayers $5 million"]);
    }

    #[test]
    fn what_shares_only_common_words_is_not() {
        let known = check("Says the bridge in Arden cost taxpayers $5 million", None);
        assert!(suggested("The council of Port Vale closed two libraries in May", None, &[known]).is_empty());
    }

    #[test]
    fn the_same_figure_and_the_nearer_date_come_first() {
        let claim = "Unemployment in the county fell to 4.1 percent";
        let figures = [
            check("Unemployment in the county fell to 5.6 percent.", None),
            check("Unemployment in the county fell to 4.1 percent.", None),
        ];
        assert!(suggested(claim, None, &figures)[0].contains("4.1"));
        let dates = [
            check("Unemployment in the county fell to 4.1 percent.", Some("2012-03-01")),
            check("Unemployment in the county fell to 4.1 percent!", Some("2025-10-30")),
        ];
        assert!(suggested(claim, Some("2025-11-03"), &dates)[0].ends_with('!'));
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        assert!(Checks::new(Vec::new()).suggest("Taxes rose.", None, 5).is_empty());
        for claim in ["", "?", "the", "\u{301}", "’s", "1,2,3."] {
            suggested(claim, None, &[check(claim, None)]);
        }
    }
}
