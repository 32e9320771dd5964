//! Learned weights: how they are stored, scored and fitted. What the features mean is for the stage that makes them.

mod bucket;
mod certain;
pub mod features;
mod file;
pub mod lanes;
#[cfg(feature = "train")]
pub mod logistic;
mod packed;
mod pages;
pub mod sequence;
pub mod stages;
#[cfg(feature = "train")]
pub mod train;
mod weights;

pub use certain::Certain;
pub use file::{Reader, Writer};
pub use packed::Packed;
pub use weights::{Weights, best};

/// The probability that a sum of evidence stands for, both in natural units.
pub fn probability(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}
