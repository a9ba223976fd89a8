//! The rows of sessions, each read with its workshop.

use std::collections::HashSet;

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{
        Room as RoomKind, Series as SeriesKind, SeriesId, Session as SessionKind, SessionId, Trainer as TrainerKind,
        TrainerId, Venue, VenueId, Workshop as WorkshopKind,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use super::workshop::{WorkshopRow, each};
use crate::{
    page::{Page, Slice},
    session::{Post, Session, Stage},
    tables::{session, workshop},
};

pub(super) const PLANNED: &str = "planned";
const CANCELLED: &str = "cancelled";

#[derive(Queryable, Insertable)]
#[diesel(table_name = session)]
struct SessionRow {
    venue_id: Ref<Venue>,
    id: Ref<SessionKind>,
    workshop_id: Ref<WorkshopKind>,
    starts_at: i64,
    minutes: i64,
    seats: i64,
    stage: String,
    reason: Option<String>,
    series_id: Option<Ref<SeriesKind>>,
    room_id: Option<Ref<RoomKind>>,
    trainer_id: Option<Ref<TrainerKind>>,
}

/// Sessions, each with the workshop that sits in it: a join whose type nobody would want to write.
macro_rules! sittings {
    () => {
        session::table.inner_join(
            workshop::table.on(workshop::venue_id.eq(session::venue_id).and(workshop::id.eq(session::workshop_id))),
        )
    };
}

/// Writes a new session.
pub(crate) fn insert_session(tx: &mut Tx<'_>, session: &Session) -> Result<(), Fault> {
    let (stage, reason) = told(&session.stage);
    let row = SessionRow {
        venue_id: Ref(session.venue),
        id: Ref(session.id),
        workshop_id: Ref(session.workshop.id),
        starts_at: session.starts_at.0,
        minutes: session.minutes,
        seats: session.seats,
        stage: stage.to_owned(),
        reason: reason.cloned(),
        series_id: session.post.series.map(Ref),
        room_id: session.post.room.map(Ref),
        trainer_id: session.post.trainer.map(Ref),
    };
    insert_into(session::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Writes what became different of a session.
pub(crate) fn update_session(tx: &mut Tx<'_>, session: &Session) -> Result<(), Fault> {
    let (stage, reason) = told(&session.stage);
    update(session::table.find((Ref(session.venue), Ref(session.id))))
        .set((
            session::starts_at.eq(session.starts_at.0),
            session::minutes.eq(session.minutes),
            session::seats.eq(session.seats),
            session::stage.eq(stage),
            session::reason.eq(reason),
            session::room_id.eq(session.post.room.map(Ref)),
            session::trainer_id.eq(session.post.trainer.map(Ref)),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// One session, whatever its stage.
pub(crate) fn session(conn: &mut AnyConn, venue: VenueId, id: SessionId) -> Result<Option<Session>, Fault> {
    Ok(sessions_named(conn, &[(venue, id)])?.pop())
}

/// A page of a venue's sessions from that instant on, soonest first.
pub(crate) fn sessions(
    conn: &mut AnyConn,
    venue: VenueId,
    from: At,
    with_cancelled: bool,
    page: &Page<SessionKind>,
) -> Result<Slice<Session>, Fault> {
    let mut query =
        sittings!().filter(session::venue_id.eq(Ref(venue)).and(session::starts_at.ge(from.0))).into_boxed();
    if !with_cancelled {
        query = query.filter(session::stage.eq(PLANNED));
    }
    if let Some((At(at), id)) = page.after {
        let same_instant = session::starts_at.eq(at).and(session::id.gt(Ref(id)));
        query = query.filter(session::starts_at.gt(at).or(same_instant));
    }
    let query = query.order((session::starts_at, session::id)).limit(page.first + 1);
    let rows: Vec<(SessionRow, WorkshopRow)> =
        query.select((session::all_columns, workshop::all_columns)).load(conn)?;
    Ok(Slice::cut(each(rows)?, page.first))
}

/// The sessions of a series that will sit from that instant on.
pub(crate) fn of_series(conn: &mut AnyConn, venue: VenueId, series: SeriesId, from: At) -> Result<Vec<Session>, Fault> {
    let rows: Vec<(SessionRow, WorkshopRow)> = sittings!()
        .filter(session::venue_id.eq(Ref(venue)).and(session::series_id.eq(Ref(series))))
        .filter(session::stage.eq(PLANNED).and(session::starts_at.ge(from.0)))
        .order((session::starts_at, session::id))
        .select((session::all_columns, workshop::all_columns))
        .load(conn)?;
    each(rows)
}

/// What a calendar tells: the sessions of a venue, or of one person wherever they sit, cancelled ones too, soonest first.
pub(crate) fn followed(
    conn: &mut AnyConn,
    venue: VenueId,
    trainer: Option<TrainerId>,
    from: At,
    most: i64,
) -> Result<Vec<Session>, Fault> {
    let mut query = sittings!().filter(session::starts_at.ge(from.0)).into_boxed();
    query = match trainer {
        Some(trainer) => query.filter(session::trainer_id.eq(Ref(trainer))),
        None => query.filter(session::venue_id.eq(Ref(venue))),
    };
    let rows: Vec<(SessionRow, WorkshopRow)> = query
        .order((session::starts_at, session::id))
        .limit(most)
        .select((session::all_columns, workshop::all_columns))
        .load(conn)?;
    each(rows)
}

/// What will sit in these venues from that instant on, soonest first, at most `first` of each.
pub(crate) fn coming(conn: &mut AnyConn, venues: &[VenueId], from: At, first: i64) -> Result<Vec<Session>, Fault> {
    let other = diesel::alias!(session as other_session);
    let soonest = other
        .filter(other.field(session::venue_id).eq(session::venue_id))
        .filter(other.field(session::stage).eq(PLANNED))
        .filter(other.field(session::starts_at).ge(from.0))
        .order((other.field(session::starts_at), other.field(session::id)))
        .limit(first)
        .select(other.field(session::id));
    let rows: Vec<(SessionRow, WorkshopRow)> = sittings!()
        .filter(session::venue_id.eq_any(refs(venues)))
        // Said again: otherwise the question within is asked of every session that ever sat.
        .filter(session::stage.eq(PLANNED).and(session::starts_at.ge(from.0)))
        .filter(session::id.eq_any(soonest))
        .order((session::starts_at, session::id))
        .select((session::all_columns, workshop::all_columns))
        .load(conn)?;
    each(rows)
}

/// The sessions of these names.
pub(crate) fn sessions_named(conn: &mut AnyConn, names: &[(VenueId, SessionId)]) -> Result<Vec<Session>, Fault> {
    let (venues, ids): (Vec<VenueId>, Vec<SessionId>) = names.iter().copied().unzip();
    let rows: Vec<(SessionRow, WorkshopRow)> = sittings!()
        .filter(session::venue_id.eq_any(refs(&venues)).and(session::id.eq_any(refs(&ids))))
        .select((session::all_columns, workshop::all_columns))
        .load(conn)?;
    let wanted: HashSet<_> = names.iter().copied().collect();
    each(rows.into_iter().filter(|(row, _)| wanted.contains(&(row.venue_id.0, row.id.0))))
}

const fn told(stage: &Stage) -> (&'static str, Option<&String>) {
    match stage {
        Stage::Planned => (PLANNED, None),
        Stage::Cancelled { reason } => (CANCELLED, Some(reason)),
    }
}

impl TryFrom<(SessionRow, WorkshopRow)> for Session {
    type Error = Fault;
    fn try_from((row, workshop): (SessionRow, WorkshopRow)) -> Result<Self, Fault> {
        let stage = match (row.stage.as_str(), row.reason) {
            (PLANNED, None) => Stage::Planned,
            (CANCELLED, Some(reason)) => Stage::Cancelled { reason },
            _ => return Err(Fault::broken("a session has an unknown stage")),
        };
        Ok(Self {
            venue: row.venue_id.0,
            id: row.id.0,
            workshop: workshop.try_into()?,
            starts_at: At(row.starts_at),
            minutes: row.minutes,
            seats: row.seats,
            stage,
            post: Post {
                series: row.series_id.map(|id| id.0),
                room: row.room_id.map(|id| id.0),
                trainer: row.trainer_id.map(|id| id.0),
            },
        })
    }
}
