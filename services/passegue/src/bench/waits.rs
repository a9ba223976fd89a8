//! How long answers took, and what is said of it.

use crate::commands::say;

/// Microseconds, one for each answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waits(Vec<u32>);

impl Waits {
    /// None yet, with room for a run.
    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(1 << 14))
    }

    /// One more answer, which took so long.
    pub(crate) fn add(&mut self, took: std::time::Duration) {
        self.0.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// Those of somebody else too.
    pub(crate) fn join(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// How many answers there were.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// Prints the wait that half of the answers, 99 in a hundred and all of them did not exceed, in milliseconds.
    pub(crate) fn print(&mut self, name: &str) {
        self.0.sort_unstable();
        say(format!("{name}p50_ms {:.2}", self.at(50)));
        say(format!("{name}p99_ms {:.2}", self.at(99)));
        say(format!("{name}longest_ms {:.2}", self.at(100)));
    }

    fn at(&self, hundredths: usize) -> f64 {
        let place = (self.0.len() * hundredths / 100).min(self.0.len().saturating_sub(1));
        self.0.get(place).map_or(0.0, |micros| f64::from(*micros) / 1e3)
    }
}
