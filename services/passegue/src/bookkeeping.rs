//! What the centre does by itself about its books: it signs each day that has ended, and publishes each month that has.

use std::time::Duration;

use cheques::{
    books::{daily_root, publish},
    desk::Desk,
};
use store::Reply;
use tokio::time::{MissedTickBehavior, interval_at};

/// How often a centre looks whether a day or a month has ended.
const LOOKS_EVERY: Duration = Duration::from_secs(60);

/// Who does it.
#[derive(Clone)]
pub struct Bookkeeping(Desk);

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Days signed.
    pub days: usize,
    /// Whether a month was published.
    pub month: bool,
}

impl Bookkeeping {
    /// For the books of that desk.
    pub const fn new(desk: Desk) -> Self {
        Self(desk)
    }

    /// Signs and publishes what is due.
    pub async fn look(&self) -> Reply<Kept> {
        let days = daily_root::sign_due(&self.0).await?;
        Ok(Kept { days, month: publish::publish_due(&self.0).await? })
    }

    /// Looks every minute, for ever: spawn it, abort it to stop.
    pub async fn keep(self) {
        // A centre that has just been opened is seen to by whoever opened it.
        let mut ticks = interval_at(tokio::time::Instant::now() + LOOKS_EVERY, LOOKS_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(trouble) = self.look().await {
                tracing::warn!(cause = ?trouble, "days were not signed or months not published; it will be tried again");
            }
        }
    }
}

impl std::fmt::Debug for Bookkeeping {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bookkeeping")
    }
}
