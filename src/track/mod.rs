//! Across articles: who is one speaker, and which claims others have checked.

pub mod check;
mod evidence;
pub mod name;
pub mod names;
pub mod speaker;

pub use names::Names;
pub use speaker::{Merge, Speaker, Unit, link};
