//! The rounds of a venue's own machine: how those were called who came long ago is forgotten, though nobody books there any more;
//! and seats that were kept in vain come free.

use std::time::Duration;

use node::{forget::forget, lapse::lapse};
use store::{Reply, Store};
use tokio::time::{MissedTickBehavior, interval};

const LOOKS_EVERY: Duration = Duration::from_secs(60);

/// Who makes the rounds.
#[derive(Clone)]
pub struct MachineRounds {
    books: Store,
}

impl MachineRounds {
    /// For the machine of those books.
    pub const fn new(books: Store) -> Self {
        Self { books }
    }

    /// One round; answers how many people are nameless now.
    pub async fn look(&self) -> Reply<usize> {
        lapse(&self.books).await?;
        forget(&self.books).await
    }

    /// Looks at the start and every minute, for ever: spawn it, abort it to stop.
    pub async fn keep(self) {
        let mut ticks = interval(LOOKS_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            match self.look().await {
                Ok(0) => {}
                Ok(people) => tracing::info!(people, "how people were called a month ago is forgotten"),
                Err(trouble) => tracing::warn!(cause = ?trouble, "names were not forgotten; they will be"),
            }
        }
    }
}
