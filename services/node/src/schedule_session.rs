//! Scheduling: a workshop gets a date.

use kernel::{access::Action, clock::At, ids::WorkshopId};
use serde::Serialize;
use store::{Reply, Tx, act::ContentHash};

use crate::{
    house::{Asked, House},
    refusal, rows,
    session::{self, Session, Stage},
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
}

/// Plans a session. Refuses `NOT_FOUND`, `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`, `WRONG_STAGE` (the workshop is no
/// longer offered), `DATES_INVALID` (past, or over two years ahead).
pub async fn schedule_session(house: &House, asked: &Asked<'_>, plan: Plan) -> Reply<Session> {
    let act = house.admit(asked, Action::ScheduleSession)?;
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
            workshop,
        };
        rows::insert_session(tx, &session)?;
        Ok(session)
    };
    house.change(act, content, venue, schedule).await
}
