//! Learned weights: how they are stored, scored and fitted. What the features mean is for the stage that makes them.

pub mod features;
mod file;
pub mod sequence;
#[cfg(feature = "train")]
pub mod train;
mod weights;

pub use file::{Reader, Writer};
pub use weights::{Weights, best};
