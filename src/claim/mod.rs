//! What can be checked: clauses that records could settle, ranked as a fact-checker would.

mod clause;
mod kind;
mod score;

use crate::article::BlockKind;
use crate::lang::date::DateMention;
use crate::lang::number::Quantity;
use crate::lang::{date, number};
use crate::quote::{Quote, Stance};
use crate::text::{Id, Span};
use crate::view::View;

/// A clause that can be true or false and that records could settle.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its exact words, without the clause that attributes them.
    pub span: Span,
    /// Probability that a fact-checker would want it checked, 0 to 1.
    pub score: f32,
    /// What sort of claim, most telling first; may be empty.
    pub kinds: Vec<ClaimKind>,
    /// Who asserts it.
    pub voice: Voice,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// Whether it cannot stand alone ("it rose by a third").
    pub needs_context: bool,
    /// Amounts in it, by first byte.
    pub quantities: Vec<Quantity>,
    /// Dates in it, by first byte.
    pub dates: Vec<DateMention>,
    /// Full names of those it names, in order, each once.
    pub entities: Vec<String>,
}

/// What sort of claim. Names as in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ClaimKind {
    Quantity,
    Event,
    Comparison,
    Cause,
    Rule,
    Quote,
    Prediction,
}

/// Who asserts a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The article itself.
    Article,
    /// The speaker of this quote.
    Speaker(Id<Quote>),
}

/// Whether a claim is affirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Polarity {
    Affirmed,
    Denied,
    Questioned,
}

/// A sentence with its check-worthiness, claim or not.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceScore {
    /// The sentence.
    pub span: Span,
    /// Probability that a fact-checker would want something in it checked, 0 to 1.
    pub score: f32,
    /// What sort of claim it holds.
    pub kinds: Vec<ClaimKind>,
    /// Who asserts it.
    pub voice: Voice,
}

/// Units scored lower than this are not listed: on news-claims train it keeps nine of ten sentences worth checking.
const LEAST_SCORE: f32 = 0.35;

/// The claims of an article, by first byte, and the check-worthiness of each of its sentences.
pub fn extract(view: View<'_>, quotes: &[Quote]) -> (Vec<Claim>, Vec<SentenceScore>) {
    let mut claims = Vec::new();
    let mut sentences = Vec::new();
    let n_paragraphs = view.syntax.paragraphs.len().max(1);
    for (at, paragraph) in view.syntax.paragraphs.iter().enumerate() {
        let place = score::Place { share: at as f32 / n_paragraphs as f32, paragraph: at };
        let silent = matches!(paragraph.kind, BlockKind::Boilerplate | BlockKind::Caption);
        for sentence in &view.syntax.sentences[paragraph.sentences.clone()] {
            let mut best = SentenceScore { span: sentence.span, score: 0.01, kinds: Vec::new(), voice: Voice::Article };
            if !silent {
                for unit in clause::units(view, sentence.tokens.clone(), quotes) {
                    let claim = claim(view, &unit, quotes, place);
                    if claim.score > best.score {
                        best = SentenceScore {
                            span: sentence.span,
                            score: claim.score,
                            kinds: claim.kinds.clone(),
                            voice: claim.voice,
                        };
                    }
                    let heading =
                        paragraph.kind == BlockKind::Heading || at == 0 && clause::is_headline(view, sentence);
                    if claim.score >= LEAST_SCORE
                        && !heading
                        && claim.polarity != Polarity::Questioned
                        && unit.tokens.len() >= clause::SHORTEST
                    {
                        claims.push(claim);
                    }
                }
            }
            sentences.push(best);
        }
    }
    claims.sort_by_key(|claim: &Claim| claim.span);
    claims.dedup_by_key(|claim| claim.span);
    (claims, sentences)
}

fn claim(view: View<'_>, unit: &clause::Unit, quotes: &[Quote], place: score::Place) -> Claim {
    let span = view.span_of(unit.tokens.clone());
    let quantities = number::find(view, unit.tokens.clone());
    let dates = date::find(view, unit.tokens.clone());
    let stance = match unit.voice {
        Voice::Speaker(id) => quotes[id.index()].stance,
        Voice::Article => Stance::Asserted,
    };
    let polarity = if stance == Stance::Asked || kind::is_question(view, unit) {
        Polarity::Questioned
    } else if stance == Stance::Denied || kind::is_negated(view, unit) {
        Polarity::Denied
    } else {
        Polarity::Affirmed
    };
    let mut entities: Vec<String> = Vec::new();
    for mention in view.discourse.names_in(span) {
        let entity = mention.entity.map(|id| view.discourse.entities[id.index()].name.as_str());
        let name = entity.unwrap_or_else(|| view.text(mention.name));
        if !entities.iter().any(|known| known == name) {
            entities.push(name.to_owned());
        }
    }
    Claim {
        span,
        score: score::of(view, unit, &quantities, &dates, polarity, place),
        kinds: kind::of(view, unit, &quantities),
        voice: unit.voice,
        polarity,
        needs_context: kind::needs_context(view, unit),
        quantities,
        dates,
        entities,
    }
}
