//! The rows of rooms and of those who hold workshops, and what is taken already.

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{
        Room as RoomKind, RoomId, SessionId, Structure as StructureKind, StructureId, Trainer as TrainerKind,
        TrainerId, Venue, VenueId,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use super::session::PLANNED;
use crate::{
    room::{Elsewhere, Room},
    tables::{room, session, trainer},
    trainer::Trainer,
};

/// A session may last ten hours at most: what began before that is over.
const LONGEST_MS: i64 = 600 * 60_000;

#[derive(Queryable)]
struct RoomRow {
    venue_id: Ref<Venue>,
    id: Ref<RoomKind>,
    name: String,
    seats: i64,
    address: Option<String>,
    commune: Option<String>,
    _created_at: i64,
    ended_at: Option<i64>,
}

#[derive(Queryable)]
struct TrainerRow {
    structure_id: Ref<StructureKind>,
    id: Ref<TrainerKind>,
    name: String,
    _created_at: i64,
    ended_at: Option<i64>,
    _plans: i64,
}

/// Writes a new room.
pub(crate) fn insert_room(tx: &mut Tx<'_>, new: &Room) -> Result<(), Fault> {
    let row = (
        room::venue_id.eq(Ref(new.venue)),
        room::id.eq(Ref(new.id)),
        room::name.eq(&new.name),
        room::seats.eq(new.seats),
        room::address.eq(new.elsewhere.as_ref().map(|place| &place.address)),
        room::commune.eq(new.elsewhere.as_ref().map(|place| &place.commune)),
        room::created_at.eq(tx.now().0),
    );
    insert_into(room::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Nothing more is planned there from now on.
pub(crate) fn end_room(tx: &mut Tx<'_>, venue: VenueId, id: RoomId) -> Result<(), Fault> {
    let now = tx.now().0;
    update(room::table.find((Ref(venue), Ref(id)))).set(room::ended_at.eq(now)).execute(tx.conn)?;
    Ok(())
}

/// One room, in use or not.
pub(crate) fn room(conn: &mut AnyConn, venue: VenueId, id: RoomId) -> Result<Option<Room>, Fault> {
    let row: Option<RoomRow> = room::table.find((Ref(venue), Ref(id))).first(conn).optional()?;
    Ok(row.map(Room::from))
}

/// The rooms of these venues, in use or not, by name.
pub(crate) fn rooms(conn: &mut AnyConn, venues: &[VenueId]) -> Result<Vec<Room>, Fault> {
    let rows: Vec<RoomRow> =
        room::table.filter(room::venue_id.eq_any(refs(venues))).order((room::name, room::id)).load(conn)?;
    Ok(rows.into_iter().map(Room::from).collect())
}

/// Writes somebody who holds workshops.
pub(crate) fn insert_trainer(tx: &mut Tx<'_>, new: &Trainer) -> Result<(), Fault> {
    let row = (
        trainer::structure_id.eq(Ref(new.structure)),
        trainer::id.eq(Ref(new.id)),
        trainer::name.eq(&new.name),
        trainer::created_at.eq(tx.now().0),
        trainer::plans.eq(0),
    );
    insert_into(trainer::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// They hold nothing more from now on.
pub(crate) fn end_trainer(tx: &mut Tx<'_>, structure: StructureId, id: TrainerId) -> Result<(), Fault> {
    let now = tx.now().0;
    update(trainer::table.find((Ref(structure), Ref(id)))).set(trainer::ended_at.eq(now)).execute(tx.conn)?;
    Ok(())
}

/// One of those who hold workshops, still or no longer.
pub(crate) fn trainer(conn: &mut AnyConn, structure: StructureId, id: TrainerId) -> Result<Option<Trainer>, Fault> {
    let row: Option<TrainerRow> = trainer::table.find((Ref(structure), Ref(id))).first(conn).optional()?;
    Ok(row.map(Trainer::from))
}

/// Those who hold workshops of a structure, still or no longer, by name.
pub(crate) fn trainers(conn: &mut AnyConn, structure: StructureId) -> Result<Vec<Trainer>, Fault> {
    let rows: Vec<TrainerRow> = trainer::table
        .filter(trainer::structure_id.eq(Ref(structure)))
        .order((trainer::name, trainer::id))
        .load(conn)?;
    Ok(rows.into_iter().map(Trainer::from).collect())
}

/// Takes the lock of a person's plans until the transaction ends; whether there is such a person, who still holds
/// workshops; or held them, where that is enough.
///
/// Two venues of a structure plan at once: the lock of one venue does not hold the other.
pub(crate) fn plan_on(tx: &mut Tx<'_>, structure: StructureId, id: TrainerId, also_ended: bool) -> Result<bool, Fault> {
    let row = trainer::table.find((Ref(structure), Ref(id)));
    let one_more = trainer::plans.eq(trainer::plans + 1);
    let planned = match also_ended {
        true => update(row).set(one_more).execute(tx.conn)?,
        false => update(row.filter(trainer::ended_at.is_null())).set(one_more).execute(tx.conn)?,
    };
    Ok(planned == 1)
}

/// A sitting that takes a room or a person already.
pub(crate) struct Taken {
    /// Which session.
    pub(crate) session: SessionId,
    /// When it starts.
    pub(crate) starts_at: At,
    /// When it ends.
    pub(crate) ends_at: At,
}

/// What sits in a room between two instants, soonest first.
pub(crate) fn in_room(
    conn: &mut AnyConn,
    (venue, id): (VenueId, RoomId),
    (from, until): (At, At),
) -> Result<Vec<Taken>, Fault> {
    let rows: Vec<(Ref<kernel::ids::Session>, i64, i64)> = session::table
        .filter(session::venue_id.eq(Ref(venue)).and(session::room_id.eq(Ref(id))))
        .filter(session::starts_at.gt(from.0.saturating_sub(LONGEST_MS)).and(session::starts_at.lt(until.0)))
        .filter(session::stage.eq(PLANNED))
        .order((session::starts_at, session::id))
        .select((session::id, session::starts_at, session::minutes))
        .load(conn)?;
    Ok(rows.into_iter().map(Taken::from).collect())
}

/// What somebody holds between two instants, at whichever venue, soonest first.
pub(crate) fn held_by(conn: &mut AnyConn, id: TrainerId, (from, until): (At, At)) -> Result<Vec<Taken>, Fault> {
    let rows: Vec<(Ref<kernel::ids::Session>, i64, i64)> = session::table
        .filter(session::trainer_id.eq(Ref(id)))
        .filter(session::starts_at.gt(from.0.saturating_sub(LONGEST_MS)).and(session::starts_at.lt(until.0)))
        .filter(session::stage.eq(PLANNED))
        .order((session::starts_at, session::id))
        .select((session::id, session::starts_at, session::minutes))
        .load(conn)?;
    Ok(rows.into_iter().map(Taken::from).collect())
}

impl From<(Ref<kernel::ids::Session>, i64, i64)> for Taken {
    fn from((session, starts_at, minutes): (Ref<kernel::ids::Session>, i64, i64)) -> Self {
        Self { session: session.0, starts_at: At(starts_at), ends_at: At(starts_at).plus_ms(minutes * 60_000) }
    }
}

impl From<RoomRow> for Room {
    fn from(row: RoomRow) -> Self {
        let elsewhere = row.address.zip(row.commune).map(|(address, commune)| Elsewhere { address, commune });
        let (venue, id, ended_at) = (row.venue_id.0, row.id.0, row.ended_at.map(At));
        Self { venue, id, name: row.name, seats: row.seats, elsewhere, ended_at }
    }
}

impl From<TrainerRow> for Trainer {
    fn from(row: TrainerRow) -> Self {
        let (structure, id) = (row.structure_id.0, row.id.0);
        Self { structure, id, name: row.name, ended_at: row.ended_at.map(At) }
    }
}
