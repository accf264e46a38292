//! Times, of which only ratios within one run mean anything.

use std::time::{Duration, Instant};

/// What was measured again and again.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Measures once more.
    pub async fn add<T>(&mut self, work: impl Future<Output = T>) -> T {
        let started = Instant::now();
        let result = work.await;
        self.0.push(started.elapsed());
        result
    }

    pub fn median(&self) -> Duration {
        self.percentile(50)
    }

    /// What this many of a hundred did not take longer than.
    pub fn percentile(&self, share: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        sorted[(sorted.len() * share / 100).min(sorted.len() - 1)]
    }

    /// These and those.
    pub fn and(mut self, mut other: Self) -> Self {
        self.0.append(&mut other.0);
        self
    }

    pub fn longest(&self) -> Duration {
        self.0.iter().max().copied().unwrap_or_default()
    }

    /// How many times longer this took than `other`: by the medians, and the least and the most of the pairs.
    pub fn against(&self, other: &Self) -> String {
        let pairs = self.0.iter().zip(&other.0).map(|(own, other)| own.as_secs_f64() / other.as_secs_f64());
        let (least, most) = pairs.fold((f64::MAX, 0.0), |(least, most), ratio| (least.min(ratio), ratio.max(most)));
        let medians = self.median().as_secs_f64() / other.median().as_secs_f64();
        format!("{medians:.2} ({least:.2} to {most:.2} in {} pairs)", self.0.len())
    }
}
