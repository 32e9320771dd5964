//! Date expressions in text, resolved against the article's date.

use crate::article::PartialDate;
use crate::text::Span;

/// A date named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The words.
    pub span: Span,
    /// The day, month or year they mean.
    pub date: PartialDate,
}
