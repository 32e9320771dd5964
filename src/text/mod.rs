//! Primitives over article text: spans, ids, folding, marks, fingerprints. No language here.

pub mod aside;
pub mod fingerprint;
pub mod fold;
mod id;
pub(crate) mod label;
pub mod mark;
mod span;

pub use id::Id;
pub use span::Span;
