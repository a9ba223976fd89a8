//! The rounds of erasure: who was forgotten at the centre is forgotten in the bookings of the hosted venues too, and after a restore again.

use std::time::Duration;

use learners::learner::rounds::erased_among;
use node::forget::{booked_learners, forget_learners};
use store::{Reply, Store};
use tokio::time::{MissedTickBehavior, interval};

const LOOKS_EVERY: Duration = Duration::from_secs(3600);

/// Who makes the rounds.
#[derive(Clone)]
pub struct ErasureRounds {
    centre: Store,
    hosted: Store,
}

impl ErasureRounds {
    /// For the centre of those books, and the hosted venues of these.
    pub const fn new(centre: Store, hosted: Store) -> Self {
        Self { centre, hosted }
    }

    /// One round over everybody of whom a booking tells; answers how many bookings lead to nobody now.
    pub async fn look(&self) -> Reply<usize> {
        let (mut after, mut forgotten) = (None, 0);
        loop {
            let booked = booked_learners(&self.hosted, after).await?;
            let Some(last) = booked.last() else { return Ok(forgotten) };
            after = Some(*last);
            let erased = erased_among(&self.centre, booked).await?;
            if !erased.is_empty() {
                forgotten += forget_learners(&self.hosted, erased).await?;
            }
        }
    }

    /// Looks at the start and every hour, for ever: spawn it, abort it to stop.
    pub async fn keep(self) {
        let mut ticks = interval(LOOKS_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            match self.look().await {
                Ok(0) => {}
                Ok(bookings) => tracing::info!(bookings, "bookings of people who were forgotten lead to nobody"),
                Err(trouble) => tracing::warn!(cause = ?trouble, "bookings were not looked at; they will be"),
            }
        }
    }
}
