//! The pulse: a server is asked for a sign of life, again and again, on a connection of its own.
//!
//! A server that is frozen, or that a wire no longer reaches, leaves its clients waiting without any error. Whoever waits
//! looks at the pulse instead, and is told in time. A server that refuses the pulse has answered, and
//! is not silent. A file of SQLite needs none.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    time::Duration,
};

use diesel::RunQueryDsl;

use crate::{
    conn::{AnyConn, Place, connect_to_serve},
    fault::Fault,
    health::{Health, LONGEST_SILENCE},
};

const EVERY: Duration = Duration::from_millis(100);

/// Held as long as the pulse is wanted; dropping it ends it.
pub(crate) struct Pulse(#[expect(dead_code, reason = "its end is the news")] SyncSender<()>);

/// Begins to ask, where there is a server to be asked.
pub(crate) fn start(place: &Place, health: Health) -> Result<Option<Pulse>, Fault> {
    if matches!(place, Place::Sqlite(_)) {
        return Ok(None);
    }
    let (wanted, end) = sync_channel(0);
    let place = place.clone();
    std::thread::Builder::new()
        .name("pulse".to_owned())
        .spawn(move || ask(&place, &health, &end))
        .map_err(|error| Fault::because("the pulse cannot start", error))?;
    Ok(Some(Pulse(wanted)))
}

fn ask(place: &Place, health: &Health, end: &Receiver<()>) {
    let mut conn = None;
    while end.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
        health.asks();
        let beat = beat(place, &mut conn);
        if beat.is_err() {
            conn = None;
        }
        heed(health, beat);
    }
}

/// A refusal is an answer too.
fn heed(health: &Health, beat: Result<(), Fault>) {
    if let Err(fault) = beat {
        let answer = fault.is_an_answer();
        tracing::debug!(cause = %fault, answer, "the pulse failed");
        if !answer {
            return;
        }
    }
    let silence = health.hears();
    if silence >= LONGEST_SILENCE {
        tracing::warn!(silence_ms = silence.as_millis(), "the database answers again");
    }
}

fn beat(place: &Place, conn: &mut Option<AnyConn>) -> Result<(), Fault> {
    let conn = match conn {
        Some(conn) => conn,
        none => none.insert(connect_to_serve(place)?),
    };
    diesel::sql_query("SELECT 1").execute(conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use diesel::result::ConnectionError;

    use super::*;

    #[tokio::test]
    async fn a_refused_pulse_is_a_sign_of_life_and_an_unanswered_one_is_none() {
        let failed = |why: &str| {
            let told = format!("connection to server at \"127.0.0.1\", port 5432 failed: {why}");
            Err(Fault::away(ConnectionError::BadConnection(told)))
        };
        let health = Health::new();
        health.asks();
        health.falls_silent().await;
        heed(&health, failed("timeout expired"));
        assert!(health.is_silent());
        heed(&health, failed("FATAL:  sorry, too many clients already"));
        assert!(!health.is_silent() && health.is_well());
    }
}
