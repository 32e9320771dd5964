//! Across articles: which of them are the same one.

pub mod copy;
