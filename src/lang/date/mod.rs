//! Date expressions in text, resolved against the article's date. Decades, recurring days and durations are none.

mod calendar;
mod read;
mod resolve;
mod tense;

pub(super) use read::{Expression, expressions};

use super::atom::Atoms;
use crate::article::{PartialDate, Precision};
use crate::text::Span;
use crate::view::View;
use std::ops::Range;

/// A date named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The words, "early" and "night" included, without article or preposition.
    pub span: Span,
    /// The finest day, month or year that holds all of what they mean.
    pub date: PartialDate,
}

/// The dates in a range of tokens, by first byte. Without a publication day, only those that name their year.
pub fn find(view: View<'_>, tokens: Range<usize>) -> Vec<DateMention> {
    let atoms = Atoms::around(view, tokens);
    mentions(view, &atoms, &expressions(&atoms))
}

/// The dates among some expressions.
pub(super) fn mentions(view: View<'_>, atoms: &Atoms<'_>, expressions: &[Expression]) -> Vec<DateMention> {
    let published = view.article.published.as_ref().map(|published| published.date);
    let anchor = published.filter(|date| date.precision == Precision::Day).map(|date| date.first);
    let mention = |expression: &Expression| {
        let span = atoms.span(expression.atoms.clone())?;
        Some(DateMention { span, date: resolve::resolve(atoms, expression, anchor)? })
    };
    expressions.iter().filter_map(mention).collect()
}

#[cfg(test)]
mod tests;
