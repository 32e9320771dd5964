//! Figures that were measured, and the floors that they must reach.

use std::process::ExitCode;

/// What was measured, in order.
#[derive(Default)]
pub(crate) struct Figures(Vec<(String, f64, f64)>);

impl Figures {
    /// Adds a figure. Floors are raised when the models get better, never lowered.
    pub(crate) fn add(&mut self, name: &str, value: f64, floor: f64) {
        self.0.push((name.to_owned(), value, floor));
    }

    /// Prints all; failure when one is below its floor.
    pub(crate) fn print(&self) -> ExitCode {
        let mut low = false;
        for (name, value, floor) in &self.0 {
            let below = value < floor;
            low |= below;
            println!("{name:<40} {value:8.4}  floor {floor:.3}{}", if below { "  BELOW" } else { "" });
        }
        if low { ExitCode::from(1) } else { ExitCode::SUCCESS }
    }
}

/// Counts of what was found, what there is, and what is in both.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) found: usize,
    pub(crate) gold: usize,
    pub(crate) both: usize,
}

impl Counts {
    /// Harmonic mean of precision and recall.
    pub(crate) fn f1(self) -> f64 {
        2.0 * self.both as f64 / ((self.found + self.gold) as f64).max(1.0)
    }
}
