//! The bank of the story: an account that moves as the real one would, and tells it in a statement.

pub(super) use crate::support::bank_words::Movement;
use crate::support::bank_words::statement;

/// What the bank holds, and what it has not told yet.
#[derive(Default)]
pub(super) struct Bank {
    balance: i64,
    told: usize,
    since: Vec<Movement>,
}

impl Bank {
    /// Money comes or goes.
    pub(super) fn moves(&mut self, movement: Movement) {
        self.since.push(movement);
    }

    /// The statement of that day: all that it has not told yet.
    pub(super) fn tells(&mut self, day: &str) -> String {
        let since = std::mem::take(&mut self.since);
        self.told += 1;
        let told = statement(&format!("REL-{:03}", self.told), day, self.balance, &since);
        self.balance += since.iter().map(|one| one.cents).sum::<i64>();
        told
    }

    /// How many statements it has written.
    pub(super) const fn statements(&self) -> usize {
        self.told
    }
}
