//! Who the words of a source refer to.

use super::Found;
use super::passages::Passages;
use crate::article::Article;
use crate::entity::{Discourse, Entity};
use crate::lang::Syntax;
use crate::lexicon::Lexicon;
use crate::text::Id;

/// Who speaks, and how sure that is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub(crate) entity: Option<Id<Entity>>,
    /// Probability that the entity is right; 1 when none is given and the source stands as written.
    pub(crate) confidence: f32,
}

/// The speaker of each quote in `found`.
pub(crate) fn resolve(
    _article: &Article,
    _syntax: &Syntax,
    _discourse: &mut Discourse,
    _lexicon: &Lexicon,
    _passages: &Passages,
    found: &[Found],
) -> Vec<Answer> {
    vec![Answer { entity: None, confidence: 1.0 }; found.len()]
}
