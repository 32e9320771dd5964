//! Across articles: what many of them, and what others who looked at the same, have in common.

pub mod check;
