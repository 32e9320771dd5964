//! Learned weights: how they are stored, scored and fitted. What the features mean is for the stage that makes them.

mod bucket;
pub mod features;
mod file;
mod packed;
pub mod sequence;
#[cfg(feature = "train")]
pub mod train;
mod weights;

pub use file::{Reader, Writer};
pub use packed::Packed;
pub use weights::{Weights, best};
