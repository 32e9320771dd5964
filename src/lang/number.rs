//! Amounts in text: value and unit.

use crate::text::Span;

/// An amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words, unit included.
    pub span: Span,
    /// 5500000 for "$5.5 million", 4.1 for "4.1 percent".
    pub value: f64,
    /// "USD", "percent", or the noun counted ("houses"); `None` for a bare number.
    pub unit: Option<String>,
}
