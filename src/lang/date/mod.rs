//! Date expressions in text, resolved against the article's date. Decades, recurring days and durations are none.

mod calendar;
mod read;
mod resolve;
mod tense;

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
    let published = view.article.published.as_ref().map(|published| published.date);
    let anchor = published.filter(|date| date.precision == Precision::Day).map(|date| date.first);
    let atoms = Atoms::around(view, tokens);
    let expressions = read::expressions(&atoms);
    let mention = |expression: &read::Expression| {
        let span = atoms.span(expression.atoms.clone())?;
        Some(DateMention { span, date: resolve::resolve(&atoms, expression, anchor)? })
    };
    expressions.iter().filter_map(mention).collect()
}

/// The atoms that tell dates, resolved or not: numbers among them are no amounts. In order.
pub(super) fn covered(atoms: &Atoms<'_>) -> Vec<Range<usize>> {
    read::expressions(atoms).into_iter().map(|expression| expression.atoms).collect()
}

#[cfg(test)]
mod tests;
