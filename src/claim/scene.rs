//! One article as the claim stage sees it: which words somebody said, who is prominent, what the headline is about. Made once an article.

use super::Voice;
use super::mark::{self, Marks};
use crate::entity::Entity;
use crate::quote::{Quote, QuoteKind};
use crate::text::{Id, Span};
use crate::view::View;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Words shorter than this tell nothing of what an article is about, in bytes.
const SHORTEST: usize = 4;

/// Verbs that pass on what was said and are no acts of their own.
#[rustfmt::skip]
const PASS_ON: &[&str] = &[
    "add", "argue", "conclude", "continue", "declare", "estimate", "explain", "find", "note", "point", "proclaim",
    "reiterate", "report", "say", "show", "state", "stress", "tell", "write",
];

/// What a token is to the quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Part {
    /// The article's own words.
    #[default]
    Own,
    /// Cue or source.
    Reporting,
    /// Said by somebody: content of the outermost quote that holds it.
    Content(Id<Quote>),
}

/// The article, its quotes, and what is counted over all of it.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) view: View<'a>,
    pub(super) quotes: &'a [Quote],
    /// One a token.
    pub(super) parts: Vec<Part>,
    /// What each token is a sign of.
    pub(super) marks: Marks,
    /// How often each entity is quoted.
    n_quotes: FxHashMap<Id<Entity>, usize>,
    /// Stems of the headline.
    title: FxHashSet<u32>,
    /// The stems of each sentence.
    stems: Vec<Vec<u32>>,
    /// In how many sentences each stem stands.
    n_sentences: FxHashMap<u32, u32>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(view: View<'a>, quotes: &'a [Quote]) -> Scene<'a> {
        let mut parts = vec![Part::Own; view.syntax.tokens.len()];
        let mut n_quotes: FxHashMap<Id<Entity>, usize> = FxHashMap::default();
        for (at, quote) in quotes.iter().enumerate() {
            let Some(attribution) = &quote.attribution else { continue };
            if let Some(speaker) = attribution.speaker {
                *n_quotes.entry(speaker).or_default() += 1;
            }
            for &span in attribution.cue.iter().chain(&attribution.source) {
                for token in view.syntax.tokens_in(span) {
                    if parts[token] == Part::Own {
                        parts[token] = Part::Reporting;
                    }
                }
            }
            if quote.nested_in.is_none() {
                for token in quote.content.iter().flat_map(|&span| view.syntax.tokens_in(span)) {
                    if !matches!(parts[token], Part::Content(_)) {
                        parts[token] = Part::Content(Id::new(at));
                    }
                }
            }
        }
        let stems = |words: &str| -> FxHashSet<u32> {
            let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= SHORTEST);
            words.map(|word| crate::lang::form::Form::of(word).stem).collect()
        };
        let mut scene = Scene {
            view,
            quotes,
            parts,
            marks: Marks::of(view),
            n_quotes,
            title: view.article.title.as_deref().map(stems).unwrap_or_default(),
            stems: Vec::new(),
            n_sentences: FxHashMap::default(),
        };
        scene.stems = view.syntax.sentences.iter().map(|sentence| scene.stems(sentence.tokens.clone())).collect();
        for &stem in scene.stems.iter().flatten() {
            *scene.n_sentences.entry(stem).or_default() += 1;
        }
        scene
    }

    /// Stems of the words that tell what a sentence is about, each once, in order.
    pub(super) fn stems_of(&self, sentence: usize) -> &[u32] {
        &self.stems[sentence]
    }

    /// The same of any stretch.
    pub(super) fn stems(&self, tokens: Range<usize>) -> Vec<u32> {
        let content =
            tokens.filter(|&at| self.marks.is(at, mark::CONTENT) && self.view.token(at).span.len() >= SHORTEST);
        let mut stems: Vec<u32> = content.map(|at| self.view.syntax.forms[at].stem).collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }

    /// How many of these stems the headline has.
    pub(super) fn n_in_title(&self, stems: &[u32]) -> usize {
        stems.iter().filter(|stem| self.title.contains(stem)).count()
    }

    /// In how many other sentences one of these stems stands, on average, in halves.
    pub(super) fn centrality(&self, stems: &[u32]) -> usize {
        let sum: u32 = stems.iter().map(|stem| self.n_sentences.get(stem).map_or(0, |n| n.saturating_sub(1))).sum();
        2 * sum as usize / stems.len().max(1)
    }

    /// How often the speaker of a quote is quoted in the article.
    pub(super) fn prominence(&self, quote: Id<Quote>) -> usize {
        let speaker = self.quotes[quote.index()].attribution.as_ref().and_then(|attribution| attribution.speaker);
        speaker.and_then(|speaker| self.n_quotes.get(&speaker)).copied().unwrap_or(0)
    }

    /// Who asserts what is in a sentence: the speaker of the first quote in it when nearly all of it is said in marks, or a good part of it is said
    /// and the cue only passes it on. "The court ruled that …" asserts an act of the court, which is the article's to tell, and so does "his vow to …".
    pub(super) fn voice(&self, tokens: Range<usize>) -> Voice {
        /// Of ten words, so many must be said: chosen on train and dev from 1 to 5, which differ by .02; and so many in marks whatever the cue.
        const LEAST_TENTHS: usize = 3;
        const NEARLY_ALL: usize = 8;
        let said = self.said(tokens.clone());
        let quote = tokens.clone().find_map(|at| match self.parts[at] {
            Part::Content(quote) => Some(quote),
            _ => None,
        });
        let passes_on = |quote: Id<Quote>| {
            let Some(attribution) = self.quotes[quote.index()].attribution.as_ref() else { return true };
            let is = |cue: Span, word: &str| self.view.is(self.view.syntax.tokens_in(cue).start, word);
            match (attribution.cue.first(), attribution.cue_lemma.as_deref()) {
                (Some(&cue), None) => is(cue, "according") || is(cue, ":"),
                (None, _) => attribution.speaker.is_some(),
                (_, Some(lemma)) => attribution.speaker.is_some() && PASS_ON.contains(&lemma),
            }
        };
        let enough = (said.direct + said.indirect) * 10 > said.words * LEAST_TENTHS;
        let nearly_all = said.direct * 10 >= said.words * NEARLY_ALL;
        match quote {
            Some(quote) if nearly_all || enough && passes_on(quote) => Voice::Speaker(quote),
            _ => Voice::Article,
        }
    }

    /// Of the words of a stretch: how many there are, and how many are said in marks, and without.
    pub(super) fn said(&self, tokens: Range<usize>) -> Said {
        let mut said = Said::default();
        for at in tokens.filter(|&at| self.marks.is(at, mark::WORD) || self.marks.is(at, mark::DIGITS)) {
            said.words += 1;
            match self.parts[at] {
                Part::Content(quote) if self.quotes[quote.index()].kind == QuoteKind::Indirect => said.indirect += 1,
                Part::Content(_) => said.direct += 1,
                Part::Reporting => said.reporting += 1,
                Part::Own => {}
            }
        }
        said
    }
}

/// Counts of words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) words: usize,
    pub(super) direct: usize,
    pub(super) indirect: usize,
    pub(super) reporting: usize,
}
