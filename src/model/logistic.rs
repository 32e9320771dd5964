//! Fitting of a logistic regression over features with their values, with a penalty of its own for each (feature `train` only).

/// Examples: what is in which column, the right answer, and how much each counts.
#[derive(Debug, Default)]
pub struct Problem {
    /// Columns of each example, and the value there.
    pub rows: Vec<Vec<(u32, f32)>>,
    /// Whether it is one.
    pub labels: Vec<bool>,
    /// How much it counts.
    pub weights: Vec<f64>,
    /// Of each column, the penalty on the square of its weight.
    pub penalties: Vec<f64>,
}

/// Steps whose curvature is remembered.
const MEMORY: usize = 8;

impl Problem {
    /// The weights with the least penalized loss, by L-BFGS (Nocedal 1980) with at most `steps` steps. Deterministic.
    pub fn fit(&self, steps: usize) -> Vec<f64> {
        let mut at = vec![0.0; self.penalties.len()];
        let (mut loss, mut gradient) = self.loss(&at);
        let mut past: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
        for _ in 0..steps {
            let direction = direction(&gradient, &past);
            let slope = dot(&direction, &gradient);
            let mut length = if past.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1e-9) } else { 1.0 };
            let next = loop {
                let next: Vec<f64> = at.iter().zip(&direction).map(|(at, step)| at + length * step).collect();
                let found = self.loss(&next);
                // Armijo's condition; a step too short to matter ends the search.
                if found.0 <= loss + 1e-4 * length * slope || length < 1e-10 {
                    break (next, found);
                }
                length /= 2.0;
            };
            let (next, (next_loss, next_gradient)) = next;
            let moved: Vec<f64> = next.iter().zip(&at).map(|(new, old)| new - old).collect();
            let turned: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(new, old)| new - old).collect();
            let curvature = dot(&moved, &turned);
            let done = (loss - next_loss).abs() < 1e-7 * loss.abs();
            (at, loss, gradient) = (next, next_loss, next_gradient);
            if done {
                break;
            }
            if curvature > 0.0 {
                if past.len() == MEMORY {
                    past.remove(0);
                }
                past.push((moved, turned, 1.0 / curvature));
            }
        }
        at
    }

    /// The penalized loss and its gradient.
    fn loss(&self, at: &[f64]) -> (f64, Vec<f64>) {
        let mut gradient: Vec<f64> = at.iter().zip(&self.penalties).map(|(weight, penalty)| weight * penalty).collect();
        let mut loss: f64 = at.iter().zip(&gradient).map(|(weight, slope)| weight * slope / 2.0).sum();
        for ((row, &label), &counts) in self.rows.iter().zip(&self.labels).zip(&self.weights) {
            let sum: f64 = row.iter().map(|&(column, value)| at[column as usize] * f64::from(value)).sum();
            let margin = if label { sum } else { -sum };
            // log(1 + exp(-margin)) without overflow.
            loss += counts * ((-margin.abs()).exp().ln_1p() + (-margin).max(0.0));
            let error = counts * (super::probability(sum) - f64::from(u8::from(label)));
            for &(column, value) in row {
                gradient[column as usize] += error * f64::from(value);
            }
        }
        (loss, gradient)
    }
}

/// The gradient, turned by the curvature that the last steps met.
fn direction(gradient: &[f64], past: &[(Vec<f64>, Vec<f64>, f64)]) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|slope| -slope).collect();
    let mut shares = Vec::new();
    for (moved, turned, inverse) in past.iter().rev() {
        let share = inverse * dot(moved, &direction);
        add(&mut direction, turned, -share);
        shares.push(share);
    }
    if let Some((_, turned, inverse)) = past.last() {
        let scale = 1.0 / (inverse * dot(turned, turned));
        for value in &mut direction {
            *value *= scale;
        }
    }
    for ((moved, turned, inverse), share) in past.iter().zip(shares.into_iter().rev()) {
        let back = inverse * dot(turned, &direction);
        add(&mut direction, moved, share - back);
    }
    direction
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], what: &[f64], times: f64) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += times * what);
}

#[cfg(test)]
mod tests {
    use super::Problem;

    #[test]
    fn the_least_loss_has_no_slope() {
        let rows = [&[0, 1][..], &[0, 2], &[0, 1, 2], &[0], &[0, 1]];
        let rows = rows.map(|row| row.iter().map(|&column| (column, 1.0)).collect()).into();
        let labels = vec![true, false, true, false, false];
        let problem = Problem { rows, labels, weights: vec![1.0, 1.0, 2.0, 1.0, 0.5], penalties: vec![0.01, 0.1, 0.1] };
        let (_, gradient) = problem.loss(&problem.fit(100));
        assert!(gradient.iter().all(|slope| slope.abs() < 1e-3), "{gradient:?}");
    }
}
