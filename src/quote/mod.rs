//! Who said what: quotes, and the words that report them.
//!
//! Two families of sieves, most precise first. Cues (`cue`) claim what they report (`content`); quoted passages that no cue claimed go
//! through the table in `sieve`. The first to answer wins and is recorded in [`Attribution::because`].

pub mod antecedent;
mod arbiter;
mod body;
#[cfg(test)]
mod cases;
mod confidence;
mod content;
mod cue;
mod describe;
mod edge;
mod introduced;
pub mod learned;
mod medium;
mod name;
mod not_speech;
mod noun_kind;
mod office;
mod pair;
mod passages;
mod phrase;
mod pronoun;
mod role;
mod said;
mod sieve;
mod source;
mod speaker;
mod stance;
mod subject;

use antecedent::{Antecedents, People};
use arbiter::Sieved;
use learned::{Answer, Attributor};
use pair::Quoted;
use passages::Passages;

use crate::article::{Article, BlockKind, Note, PartialDate};
use crate::entity::{Discourse, Entity, EntityKind, Mention};
use crate::lang::head::Trees;
use crate::lang::{Paragraph, Sentence, Shape, Syntax};
use crate::lexicon::Lexicon;
use crate::text::{Id, Span};
use crate::view::View;
use std::ops::Range;

/// Something that somebody said, as an article reports it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// How it is reported.
    pub kind: QuoteKind,
    /// What was said, in parts when the cue interrupts; never empty, sorted, outer marks included.
    pub content: Vec<Span>,
    /// Who said it and how that is known; `None` when nothing tells.
    pub attribution: Option<Attribution>,
    /// Where it was said.
    pub medium: Option<Medium>,
    /// The words that name whom it was said to.
    pub addressee: Option<Span>,
    /// When it was said.
    pub said: Option<Said>,
    /// Whether the article presents it as said.
    pub stance: Stance,
    /// The quote inside whose content it stands.
    pub nested_in: Option<Id<Quote>>,
    /// The paragraph of its first content byte.
    pub paragraph: Id<Paragraph>,
    /// The sentence of its first content byte.
    pub sentence: Id<Sentence>,
}

/// How much of a quote stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// All of it, or it is set off as speech.
    Direct,
    /// A part.
    Mixed,
    /// Nothing.
    Indirect,
}

/// Who said a quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The nearest words that name the speaker; empty when there are none.
    pub source: Vec<Span>,
    /// The words that report; empty when there are none.
    pub cue: Vec<Span>,
    /// Dictionary form of the cue's verb.
    pub cue_lemma: Option<String>,
    /// The speaker, when `source` could be resolved.
    pub speaker: Option<Id<Entity>>,
    /// Other speakers that it may be, most likely first, each with its probability.
    pub alternatives: Vec<(Id<Entity>, f32)>,
    /// The sieve that answered.
    pub because: &'static str,
    /// Probability that content and speaker are right, 0 to 1.
    pub confidence: f32,
}

/// Where something was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medium {
    /// By the bare name that a user would filter by.
    pub name: String,
    /// What it is.
    pub kind: MediumKind,
    /// The words that tell it.
    pub span: Span,
}

/// What a medium is. Names as in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum MediumKind {
    Social,
    Broadcast,
    Print,
    Statement,
    Speech,
    Interview,
    PressConference,
    Debate,
    Letter,
    Email,
    Book,
    Document,
    Court,
    Other,
}

/// When something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// The day, month or year.
    pub date: PartialDate,
    /// The words that tell it.
    pub span: Span,
}

/// Whether an article presents a quote as said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Stance {
    /// It was said.
    #[default]
    Asserted,
    /// It was denied, or not said.
    Denied,
    /// It was a question.
    Asked,
    /// It would, could or might be said.
    Hypothetical,
}

/// Quotes further back than this many are not looked at when one is placed: what overlaps or goes on stands close by, and an article
/// of a hundred thousand marks must not cost quadratic time.
const RECENT: usize = 64;

/// Which of some items, by their first tokens, stand close to some tokens.
fn near<T>(items: &[T], tokens: &Range<usize>, first: impl Fn(&T) -> usize) -> Range<usize> {
    let at = items.partition_point(|item| first(item) < tokens.start);
    at.saturating_sub(RECENT)..items.len().min(at + RECENT)
}

/// The items that [`near`] tells of.
fn around<'a, T>(items: &'a [T], tokens: &Range<usize>, first: impl Fn(&T) -> usize) -> &'a [T] {
    &items[near(items, tokens, first)]
}

/// A quote as the sieves find it: token ranges, before speakers are resolved.
#[derive(Clone, Debug)]
struct Found {
    /// In order; not empty.
    content: Vec<Range<usize>>,
    cue: Option<Range<usize>>,
    /// The verb of the cue.
    verb: Option<usize>,
    source: Option<Range<usize>>,
    addressee: Option<Range<usize>>,
    because: &'static str,
    /// Set off as speech without marks: a turn, a post, a block quote.
    set_off: bool,
    /// Its speaker is that of the found quote at this place, because it goes on there.
    same_as: Option<usize>,
    /// Probability that content and source are right, where a model tells it.
    confidence: Option<f32>,
}

/// Finds the quotes of `article`, by first content byte; adds to `discourse` the speakers that only a quote's source names.
pub fn extract(
    article: &Article,
    syntax: &Syntax,
    discourse: &mut Discourse,
    lexicon: &Lexicon,
    (attributor, antecedents): (&Attributor, &Antecedents),
    trees: &Trees<'_>,
    notes: &mut Vec<Note>,
) -> Vec<Quote> {
    let mut stretches = pair::pair(&article.text, syntax, notes);
    // Marta “Cia” Holm: a nickname is a part of a name.
    stretches.retain(|Quoted { span, .. }| {
        discourse.name_around(*span).is_none_or(|mention| mention.name.start() >= span.start())
    });
    let passages = Passages::new(stretches, syntax.tokens.len());
    let people = People::new(View { article, syntax, discourse, lexicon }, trees, antecedents);
    let found = {
        let view = View { article, syntax, discourse, lexicon };
        let english = article.language.as_deref().is_none_or(|language| language.starts_with("en"));
        let sieved = if english { arbiter::sieved(view, &passages) } else { Vec::new() };
        let answers = if english { attributor.find(view, &passages, &sieved, trees) } else { Vec::new() };
        let mut found = Vec::new();
        for paragraph in 0..syntax.paragraphs.len() {
            paragraph_quotes(view, trees, paragraph, &answers, &sieved, &passages, &mut found);
        }
        found.sort_by_key(|quote: &Found| (quote.content[0].start, quote.content[0].end));
        sieve::told_at_the_end(&passages, &mut found);
        found
    };
    let speakers = speaker::resolve(article, syntax, discourse, lexicon, &passages, &people, &found);
    let view = View { article, syntax, discourse, lexicon };
    let mut quotes: Vec<Quote> = Vec::new();
    let mut outer: Vec<(Vec<Span>, usize)> = Vec::new();
    let mut media = medium::Occasions::new(view, &passages, &found, &speakers);
    for (at, quote) in found.iter().enumerate() {
        let content: Vec<Span> = quote.content.iter().map(|range| view.span_of(range.clone())).collect();
        let first = quote.content[0].start;
        let start = syntax.tokens[first].span.start();
        let mut stance = stance::of(view, quote);
        let medium = media.of(at);
        let nested_in = outer
            .iter()
            .rev()
            .take(RECENT)
            // What stands between two parts of a quote is not inside it.
            .find(|(parts, _)| {
                *parts != content && content.iter().all(|inner| parts.iter().any(|part| part.contains(*inner)))
            })
            .map(|(_, outer)| Id::new(*outer));
        // Holm denied that | Lee said so.
        if stance == Stance::Asserted
            && let Some(outer) = nested_in
            && quotes[outer.index()].stance == Stance::Denied
            && stance::opens(view, quote, &found[outer.index()])
        {
            stance = Stance::Denied;
        }
        let kind = kind(view, quote, &passages);
        quotes.push(Quote {
            kind,
            attribution: attribution(view, quote, kind, &speakers[at]),
            medium,
            addressee: quote.addressee.clone().map(|range| addressee(view, range)),
            said: said::of(view, quote),
            stance,
            nested_in,
            paragraph: Id::new(syntax.paragraph_at(start)),
            sentence: Id::new(syntax.sentence_at(start)),
            content: content.clone(),
        });
        outer.push((content, at));
    }
    quotes
}

/// The quotes of one paragraph: those that cues claim, then the passages that are left.
fn paragraph_quotes(
    view: View<'_>,
    trees: &Trees<'_>,
    at: usize,
    answers: &[Answer],
    sieved: &[Sieved],
    passages: &Passages,
    found: &mut Vec<Found>,
) {
    let paragraph = &view.syntax.paragraphs[at];
    if matches!(paragraph.kind, BlockKind::Boilerplate | BlockKind::Caption) {
        return;
    }
    if let Some(quote) = sieve::set_off(view, at) {
        found.push(quote);
        return;
    }
    let tokens = &paragraph.tokens;
    let from = answers.partition_point(|answer| answer.cue.start < tokens.start);
    let to = answers.partition_point(|answer| answer.cue.start < tokens.end);
    let first = sieved.partition_point(|sieved| sieved.cue.tokens.start < tokens.start);
    let last = sieved.partition_point(|sieved| sieved.cue.tokens.start < tokens.end);
    arbiter::join(view, trees, tokens, &answers[from..to], &sieved[first..last], passages, found);
    sieve::passages(view, trees, at, passages, found);
}

/// A range without the punctuation at its ends that is no part of what was said.
fn trimmed(view: View<'_>, mut range: Range<usize>, passages: &Passages) -> Option<Range<usize>> {
    while range.start < range.end
        && matches!(view.word(range.start), "," | ";" | ":" | "—" | "–" | "--" | "." | ")" | "-")
    {
        range.start += 1;
    }
    while range.start < range.end
        && !passages.covers(range.end - 1)
        && matches!(view.word(range.end - 1), "," | ";" | ":" | "—" | "–" | "--" | "(" | "-" | ".")
    {
        range.end -= 1;
    }
    (range.start < range.end && range.clone().any(|at| !matches!(view.token(at).shape, Shape::Punct | Shape::Mark)))
        .then_some(range)
}

fn kind(view: View<'_>, quote: &Found, passages: &Passages) -> QuoteKind {
    if quote.set_off {
        return QuoteKind::Direct;
    }
    let words = quote
        .content
        .iter()
        .flat_map(Clone::clone)
        .filter(|&at| !matches!(view.token(at).shape, Shape::Punct | Shape::Mark));
    let (mut quoted, mut bare) = (false, false);
    for at in words {
        if passages.covers(at) {
            quoted = true;
        } else {
            bare = true;
        }
    }
    match (quoted, bare) {
        (true, false) => QuoteKind::Direct,
        (true, true) => QuoteKind::Mixed,
        (false, _) => QuoteKind::Indirect,
    }
}

/// Whom a quote was said to: of “Fox News’ Sean Hannity” the person, where the words of the addressee end with the owner.
fn addressee(view: View<'_>, range: Range<usize>) -> Span {
    let span = view.span_of(range.clone());
    let owns = |at: usize| {
        let token = view.syntax.tokens.get(at);
        token.is_some_and(|token| {
            token.shape == Shape::Possessive || matches!(token.span.of(&view.article.text), "'" | "’")
        })
    };
    let next = range.end + usize::from(owns(range.end));
    if !owns(next - 1) || next >= view.syntax.tokens.len() {
        return span;
    }
    let person = |mention: &&Mention| {
        let entity = mention.entity.map(|id| &view.discourse.entities[id.index()]);
        entity.is_some_and(|entity| entity.kind == EntityKind::Person)
    };
    let name = view.discourse.name_at(view.token(next).span.start());
    name.filter(person).map_or(span, |mention| mention.name)
}

fn attribution(view: View<'_>, quote: &Found, kind: QuoteKind, speaker: &speaker::Answer) -> Option<Attribution> {
    if quote.cue.is_none() && quote.source.is_none() && speaker.entity.is_none() {
        return None;
    }
    let verb = quote.verb.map(|at| view.token(at).word);
    let lemma = verb.map(|word| view.lexicon.lemma(word)).filter(|lemma| !lemma.is_empty());
    Some(Attribution {
        source: quote.source.iter().map(|range| view.span_of(range.clone())).collect(),
        cue: quote.cue.iter().map(|range| view.span_of(range.clone())).collect(),
        cue_lemma: lemma.map(str::to_owned),
        speaker: speaker.entity,
        alternatives: speaker.alternatives.clone(),
        because: quote.because,
        confidence: confidence::of(view, quote, kind),
    })
}
