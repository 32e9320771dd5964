//! Where something was said.

use super::speaker::Answer;
use super::{Found, Medium};
use crate::view::View;

/// What is known of the occasion while quotes are read in order: a quote that goes on keeps its medium.
#[derive(Debug, Default)]
pub(crate) struct Occasion {}

impl Occasion {
    /// The medium of the quote at `at`.
    pub(crate) fn of(&mut self, _view: View<'_>, _quote: &Found, _at: usize, _speakers: &[Answer]) -> Option<Medium> {
        None
    }
}
