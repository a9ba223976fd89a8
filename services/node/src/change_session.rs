//! Changing a session that has not begun: another hour, another length, other seats.

use kernel::{
    access::Action,
    clock::At,
    ids::{RoomId, SessionId, TrainerId},
};
use serde::Serialize;
use store::{Reply, Tx, act::ContentHash};

use crate::{
    busy::{self, Wanted},
    house::{Asked, House},
    refusal, rows, seating,
    session::{Post, Session},
    workshop,
};

/// What becomes different; what is absent stays.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct SessionChange {
    /// Another start.
    pub starts_at: Option<At>,
    /// Another length.
    pub minutes: Option<i64>,
    /// Another number of seats.
    pub seats: Option<i64>,
    /// Another room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<RoomId>,
    /// Somebody else who holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trainer: Option<TrainerId>,
}

/// Changes a session. Refuses `NOT_FOUND`, `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`, `WRONG_STAGE` (cancelled or begun),
/// `DATES_INVALID`, `ROOM_TAKEN`, `TRAINER_TAKEN`. A room that was given up and a person who left are refused when they are new to it.
/// Fewer seats than are taken are `INPUT_INVALID`.
pub async fn change_session(house: &House, asked: &Asked<'_>, id: SessionId, change: SessionChange) -> Reply<Session> {
    let act = house.admit(asked, Action::ChangeSession)?;
    let owner = house.lets_in(asked.actor, asked.venue, Action::ChangeSession)?;
    let minutes = change.minutes.map(workshop::minutes).transpose()?;
    let seats = change.seats.map(workshop::seats).transpose()?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, id, change))?;
    let apply = move |tx: &mut Tx<'_>| -> Reply<Session> {
        let before = rows::session(tx.conn, venue, id)?.ok_or_else(refusal::absent)?;
        let (now, held, began) = (tx.now(), before.post, before.starts_at);
        if let Some(seats) = seats {
            let taken = seating::seated(&rows::bookings_of(tx.conn, venue, &[id])?);
            refusal::within("seats", seats, taken..=i64::MAX)?;
        }
        let (minutes, seats) = (minutes.unwrap_or(before.minutes), seats.unwrap_or(before.seats));
        let post =
            Post { series: held.series, room: change.room.or(held.room), trainer: change.trainer.or(held.trainer) };
        let after = Session { post, ..before.changed(change.starts_at, minutes, seats, now)? };
        let span = [(after.starts_at, after.ends_at())];
        busy::claim(tx, &Wanted::of(owner, &after, &span).moved(id, held))?;
        rows::update_session(tx, &after)?;
        if after.starts_at != began {
            seating::put_off(tx, &after, Some(owner))?;
        }
        Ok(after)
    };
    house.change(act, content, venue, apply).await
}
