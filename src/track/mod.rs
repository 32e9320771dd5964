//! Across articles: who is one speaker.

pub mod name;
pub mod names;
pub mod speaker;

pub use names::Names;
pub use speaker::{Merge, Speaker, Unit, link};
