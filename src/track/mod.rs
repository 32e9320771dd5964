//! Across articles: who is one speaker.

mod evidence;
pub mod name;
pub mod names;
pub mod speaker;

pub use names::Names;
pub use speaker::{Merge, Speaker, Unit, link};
