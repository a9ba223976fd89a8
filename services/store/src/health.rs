//! Whether the database answers, whether there is room, whether the disk can be believed: shared by all who ask and wait.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{sync::watch, time::sleep};

use crate::fault::Fault;

/// After so long without an answer of the database nobody is kept waiting: everybody is told within their second.
pub(crate) const LONGEST_SILENCE: Duration = Duration::from_millis(600);

/// What is known of the database; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Health(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    began: Instant,
    /// When the question was put that waits for its answer, in microseconds after `began`; 0: none waits.
    asked: AtomicU64,
    /// Whether the writer's connection is there, as it last saw.
    writer: AtomicBool,
    /// Whether the last thing that was written found no room.
    full: AtomicBool,
    /// Why nothing may be written any more.
    spent: watch::Sender<Option<String>>,
}

impl Health {
    pub(crate) fn new() -> Self {
        let (asked, writer, full) = (AtomicU64::new(0), AtomicBool::new(true), AtomicBool::new(false));
        Self(Arc::new(Inner { began: Instant::now(), asked, writer, full, spent: watch::Sender::new(None) }))
    }

    // --- The pulse ----------------------------------------------------------------------------------------------------

    /// The database is asked for a sign of life; one that still waits counts from its own beginning.
    pub(crate) fn asks(&self) {
        let now = u64::try_from(self.0.began.elapsed().as_micros()).unwrap_or(u64::MAX).max(1);
        let _ = self.0.asked.compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// It gave one; after how long.
    pub(crate) fn hears(&self) -> Duration {
        let silence = self.silence();
        self.0.asked.store(0, Ordering::Relaxed);
        silence
    }

    fn silence(&self) -> Duration {
        match self.0.asked.load(Ordering::Relaxed) {
            0 => Duration::ZERO,
            asked => self.0.began.elapsed().saturating_sub(Duration::from_micros(asked)),
        }
    }

    /// Whether it has been silent for too long.
    pub(crate) fn is_silent(&self) -> bool {
        self.silence() >= LONGEST_SILENCE
    }

    /// Waits until it has been silent for too long.
    pub(crate) async fn falls_silent(&self) {
        while let Some(left) = LONGEST_SILENCE.checked_sub(self.silence()).filter(|left| !left.is_zero()) {
            sleep(left).await;
        }
    }

    // --- The writer ---------------------------------------------------------------------------------------------------

    /// The writer has begun a transaction.
    pub(crate) fn up(&self) {
        self.0.writer.store(true, Ordering::Relaxed);
    }
    /// The writer has lost its connection.
    pub(crate) fn down(&self) {
        self.0.writer.store(false, Ordering::Relaxed);
    }
    /// What was written found no room.
    pub(crate) fn finds_no_room(&self) {
        if !self.0.full.swap(true, Ordering::Relaxed) {
            tracing::error!("no room is left on the disk: nothing is written until there is; reads go on");
        }
    }
    /// What was written found room.
    pub(crate) fn finds_room(&self) {
        if self.0.full.swap(false, Ordering::Relaxed) {
            tracing::info!("there is room on the disk again");
        }
    }
    /// Nothing may be written any more: what the disk kept is not known.
    pub(crate) fn spend(&self, why: &Fault) {
        tracing::error!(cause = %why, "writing ends here");
        self.0.spent.send_replace(Some(why.to_string()));
    }

    // --- Whoever asks -------------------------------------------------------------------------------------------------

    /// Whether everything may be asked.
    pub(crate) fn is_well(&self) -> bool {
        self.0.writer.load(Ordering::Relaxed) && self.reads().is_ok() && self.writes().is_ok()
    }
    /// Whether there is room, as last seen.
    pub(crate) fn has_room(&self) -> bool {
        !self.0.full.load(Ordering::Relaxed)
    }
    /// Whether a read is worth beginning.
    pub(crate) fn reads(&self) -> Result<(), Fault> {
        if self.is_silent() { Err(Fault::silent()) } else { Ok(()) }
    }
    /// Whether a write is worth beginning.
    pub(crate) fn writes(&self) -> Result<(), Fault> {
        self.reads()?;
        self.0.spent.borrow().as_ref().map_or(Ok(()), |why| Err(Fault::unavailable(why)))
    }
    /// Waits until nothing may be written any more; why.
    pub(crate) async fn is_spent(&self) -> Fault {
        let mut spent = self.0.spent.subscribe();
        match spent.wait_for(Option::is_some).await {
            Ok(why) => Fault::broken(why.as_deref().unwrap_or_default()),
            // This very handle holds the sender.
            Err(_) => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn silence_counts_from_the_question_that_waits() {
        let health = Health::new();
        assert!(health.is_well() && !health.is_silent(), "nothing was asked");
        health.asks();
        health.falls_silent().await;
        health.asks();
        assert!(health.is_silent() && health.reads().is_err() && !health.is_well(), "asking again is no answer");
        assert!(health.hears() >= LONGEST_SILENCE);
        assert!(health.is_well(), "by itself");
    }

    #[tokio::test]
    async fn what_is_spent_stays_so_and_is_still_read() {
        let health = Health::new();
        health.spend(&Fault::broken("the disk did not keep it"));
        assert!(health.writes().is_err() && health.reads().is_ok() && !health.is_well());
        assert_eq!(health.is_spent().await.to_string(), "the disk did not keep it");
    }
}
