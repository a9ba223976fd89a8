//! The rounds of learners: who was not heard of for two years is forgotten.

use std::time::Duration;

use learners::learner::rounds;
use store::{Reply, Store};
use tokio::time::{MissedTickBehavior, interval_at};

use crate::forgotten::Remembered;

/// How often a centre looks whether somebody is to be forgotten.
const LOOKS_EVERY: Duration = Duration::from_secs(3600);

/// Who makes the rounds.
#[derive(Clone)]
pub struct LearnerRounds {
    store: Store,
}

impl LearnerRounds {
    /// For the centre of those books.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// One round; answers how many were forgotten.
    pub async fn look(&self) -> Reply<usize> {
        let mut gone = 0;
        loop {
            // Some at a time: a counter waits behind each transaction.
            match self.store.transact("learners.forget", |tx| Ok(rounds::go_on(tx)?)).await? {
                0 => return Ok(gone),
                some => gone += some,
            }
        }
    }

    /// Looks every hour, for ever, and has noted outside the books who was forgotten: spawn it, abort it to stop.
    pub async fn keep(self, remembered: Remembered) {
        let mut ticks = interval_at(tokio::time::Instant::now() + LOOKS_EVERY, LOOKS_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            match self.look().await {
                Ok(0) => {}
                Ok(people) => tracing::info!(people, "learners of two years ago are forgotten"),
                Err(trouble) => tracing::warn!(cause = ?trouble, "learners were not looked at; they will be"),
            }
            if let Err(trouble) = remembered.look().await {
                tracing::error!(cause = ?trouble, "the list of who was forgotten waits for the next look");
            }
        }
    }
}
