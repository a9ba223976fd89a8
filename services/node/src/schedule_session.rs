//! Scheduling: a workshop gets a date.

use kernel::{
    access::Action,
    clock::At,
    ids::{RoomId, TrainerId, WorkshopId},
};
use serde::Serialize;
use store::{Reply, Tx, act::ContentHash};

use crate::{
    busy::{self, Wanted},
    house::{Asked, House},
    refusal, rows,
    session::{self, Post, Session, Stage},
    workshop,
};

/// When a workshop shall sit.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Plan {
    /// Which workshop.
    pub workshop: WorkshopId,
    /// When it starts.
    pub starts_at: At,
    /// How long, if not as the workshop says.
    pub minutes: Option<i64>,
    /// How many people, if not as the workshop says.
    pub seats: Option<i64>,
    /// In which room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<RoomId>,
    /// Held by whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trainer: Option<TrainerId>,
}

/// Plans a session. Refuses `NOT_FOUND`, `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`, `WRONG_STAGE` (the workshop is no
/// longer offered, or the room given up), `DATES_INVALID` (past, or over two years ahead), `ROOM_TAKEN`, `TRAINER_TAKEN`.
pub async fn schedule_session(house: &House, asked: &Asked<'_>, plan: Plan) -> Reply<Session> {
    let act = house.admit(asked, Action::ScheduleSession)?;
    let owner = house.lets_in(asked.actor, asked.venue, Action::ScheduleSession)?;
    let minutes = plan.minutes.map(workshop::minutes).transpose()?;
    let seats = plan.seats.map(workshop::seats).transpose()?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, plan))?;
    let schedule = move |tx: &mut Tx<'_>| -> Reply<Session> {
        let workshop = rows::workshop(tx.conn, venue, plan.workshop)?.ok_or_else(refusal::absent)?;
        if workshop.ended_at.is_some() {
            return Err(refusal::stage("ended").into());
        }
        let session = Session {
            venue,
            id: tx.chance().id(),
            starts_at: session::start(plan.starts_at, tx.now())?,
            minutes: minutes.unwrap_or(workshop.offer.minutes),
            seats: seats.unwrap_or(workshop.offer.seats),
            stage: Stage::Planned,
            post: Post { series: None, room: plan.room, trainer: plan.trainer },
            workshop,
        };
        let span = [(session.starts_at, session.ends_at())];
        busy::claim(tx, &Wanted::of(owner, &session, &span))?;
        rows::insert_session(tx, &session)?;
        Ok(session)
    };
    house.change(act, content, venue, schedule).await
}
