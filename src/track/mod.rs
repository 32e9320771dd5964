//! Across articles: who is one speaker, which claims others have checked, and which articles are the same one.

pub mod check;
mod conflict;
pub mod copy;
mod evidence;
pub mod name;
pub mod names;
pub mod speaker;

pub use names::Names;
pub use speaker::{Merge, Speaker, Unit, link};
