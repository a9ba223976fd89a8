//! The rounds of errands: what ended at a hosted venue gives its cheques back at the centre, whoever left in the middle; what was put off keeps
//! them until its new day.

use std::time::Duration;

use cheques::{
    bookings::{
        give_back::{Over, give_back},
        hold,
        put_off::{Later, put_off},
    },
    desk::Desk,
};
use node::{
    errand::{Errand, Kind, Why},
    errands::{given_back, kept_longer, to_give_back, to_put_off},
    forget::forget,
    lapse::lapse,
};
use store::{Reply, Store};
use tokio::time::{MissedTickBehavior, interval_at};

/// How often a centre looks.
const LOOKS_EVERY: Duration = Duration::from_secs(60);
/// Whoever ended the booking gives the cheques back themselves within a minute: what is older was left.
const LEFT_MS: i64 = 60_000;

/// Who makes the rounds.
#[derive(Clone)]
pub struct ErrandRounds {
    hosted: Store,
    desk: Desk,
}

impl ErrandRounds {
    /// For the hosted venues of those books, at that desk.
    pub const fn new(hosted: Store, desk: Desk) -> Self {
        Self { hosted, desk }
    }

    /// One round; answers how many errands were done, and forgets how those were called who came long ago. A crash between the two books is healed by the next round.
    pub async fn look(&self) -> Reply<usize> {
        lapse(&self.hosted).await?;
        let done = self.keep_longer().await? + self.give_back().await?;
        forget(&self.hosted).await?;
        Ok(done)
    }

    /// Nobody else does it: what was put off is not left to anybody.
    async fn keep_longer(&self) -> Reply<usize> {
        let moved = to_put_off(&self.hosted).await?;
        if moved.is_empty() {
            return Ok(0);
        }
        let later: Vec<Later> = moved
            .iter()
            .map(|one| Later { venue: one.venue, booking: one.booking, starts_at: one.starts_at })
            .collect();
        self.desk.store().transact("bookings.put_off", move |tx| Ok(put_off(tx, &later)?)).await?;
        kept_longer(&self.hosted, moved).await
    }

    async fn give_back(&self) -> Reply<usize> {
        let left = to_give_back(&self.hosted, self.hosted.now().plus_ms(-LEFT_MS)).await?;
        if left.is_empty() {
            return Ok(0);
        }
        let over: Vec<Over> = left.iter().filter_map(over).collect();
        self.desk.store().transact("bookings.give_back", move |tx| Ok(give_back(tx, &over)?)).await?;
        given_back(&self.hosted, left).await
    }

    /// Looks every minute, for ever: spawn it, abort it to stop.
    pub async fn keep(self) {
        let mut ticks = interval_at(tokio::time::Instant::now() + LOOKS_EVERY, LOOKS_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            match self.look().await {
                Ok(0) => {}
                Ok(errands) => tracing::info!(errands, "what bookings asked of the centre is done"),
                Err(trouble) => tracing::warn!(cause = ?trouble, "errands were not looked at; they will be"),
            }
        }
    }
}

/// The two crates do not know each other: they agree on the words.
fn over(errand: &Errand) -> Option<Over> {
    let why = match errand.kind {
        Kind::Claim => return None,
        Kind::Release(Why::Cancelled) => hold::Why::Cancelled,
        Kind::Release(Why::Moved) => hold::Why::Moved,
        Kind::Release(Why::Excused) => hold::Why::Excused,
        Kind::Release(Why::Missed) => hold::Why::Missed,
        Kind::Release(Why::SessionCancelled) => hold::Why::SessionCancelled,
        Kind::Release(Why::NotBooked) => hold::Why::NotBooked,
    };
    Some(Over { venue: errand.venue, booking: errand.booking, why })
}
