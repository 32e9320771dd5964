//! Who said what: quotes, and the words that report them.

use crate::article::PartialDate;
use crate::entity::Entity;
use crate::lang::{Paragraph, Sentence};
use crate::text::{Id, Span};

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

/// Finds the quotes of `article`, by first content byte; adds to `discourse` the speakers that only a quote's source names.
pub fn extract(
    _article: &crate::article::Article,
    _syntax: &crate::lang::Syntax,
    _discourse: &mut crate::entity::Discourse,
    _lexicon: &crate::lexicon::Lexicon,
    _notes: &mut Vec<crate::article::Note>,
) -> Vec<Quote> {
    Vec::new()
}
