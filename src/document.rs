//! One article with all its layers.

use crate::article::Note;
use crate::claim::{Claim, SentenceScore};
use crate::entity::Discourse;
use crate::lang::Syntax;
use crate::quote::Quote;

/// Everything read out of one article. Built by [`crate::analyze()`], never edited afterwards.
#[derive(Clone, Debug)]
pub struct Document {
    /// Paragraphs, sentences and tokens.
    pub syntax: Syntax,
    /// Mentions and entities.
    pub discourse: Discourse,
    /// By first content byte.
    pub quotes: Vec<Quote>,
    /// By first byte.
    pub claims: Vec<Claim>,
    /// One per sentence of the article's own paragraphs, in order.
    pub sentence_scores: Vec<SentenceScore>,
    /// What was odd, by first byte.
    pub notes: Vec<Note>,
}
