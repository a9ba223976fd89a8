//! The agendas that nodes push, and the sessions laid out of them.

use std::collections::HashSet;

use diesel::{delete, dsl::min, insert_into, prelude::*};
use kernel::{
    clock::At,
    ids::{Session, Venue, VenueId, Workshop},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::tables::{agenda, agenda_session, agenda_workshop};

/// A session as it lies in its table.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = agenda_session)]
pub(crate) struct SessionRow {
    pub(crate) venue_id: Ref<Venue>,
    pub(crate) session_id: Ref<Session>,
    pub(crate) workshop_id: Ref<Workshop>,
    pub(crate) title: String,
    pub(crate) starts_at: i64,
    pub(crate) minutes: i64,
    pub(crate) seats: i64,
}

/// A workshop as it lies in its table: the names of a list are parted by spaces.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = agenda_workshop)]
pub(crate) struct WorkshopRow {
    pub(crate) venue_id: Ref<Venue>,
    pub(crate) workshop_id: Ref<Workshop>,
    pub(crate) title: String,
    pub(crate) theme: String,
    pub(crate) level: i64,
    pub(crate) minutes: i64,
    pub(crate) price_cheques: i64,
    pub(crate) seats: i64,
    pub(crate) competences: String,
    pub(crate) language: String,
    pub(crate) access: String,
    pub(crate) discovery: i64,
}

/// A session with its workshop.
pub(crate) type OfferRow = (SessionRow, WorkshopRow);

/// Epoch and generation of what the centre holds for a venue.
pub(crate) fn held(conn: &mut AnyConn, venue: VenueId) -> Result<Option<(i64, i64)>, Fault> {
    Ok(agenda::table
        .filter(agenda::venue_id.eq(Ref(venue)))
        .select((agenda::epoch, agenda::generation))
        .first(conn)
        .optional()?)
}

/// The document of a venue, and since when it is held.
pub(crate) fn document(conn: &mut AnyConn, venue: VenueId) -> Result<Option<(String, i64)>, Fault> {
    Ok(agenda::table
        .filter(agenda::venue_id.eq(Ref(venue)))
        .select((agenda::document, agenda::received_at))
        .first(conn)
        .optional()?)
}

/// The documents of these venues, and since when each is held.
pub(crate) fn documents(conn: &mut AnyConn, venues: &[VenueId]) -> Result<Vec<(Ref<Venue>, String, i64)>, Fault> {
    Ok(agenda::table
        .filter(agenda::venue_id.eq_any(refs(venues)))
        .select((agenda::venue_id, agenda::document, agenda::received_at))
        .load(conn)?)
}

/// A document with what is read of it before it is opened.
pub(crate) struct DocumentRow<'a> {
    pub(crate) venue: VenueId,
    pub(crate) epoch: i64,
    pub(crate) generation: i64,
    pub(crate) hash: &'a [u8],
    pub(crate) text: &'a str,
}

/// Puts document, workshops and sessions in the place of the former ones.
pub(crate) fn replace(
    tx: &mut Tx<'_>,
    document: &DocumentRow<'_>,
    workshops: &[WorkshopRow],
    sessions: &[SessionRow],
) -> Result<(), Fault> {
    let venue = Ref(document.venue);
    delete(agenda_workshop::table.filter(agenda_workshop::venue_id.eq(venue))).execute(tx.conn)?;
    delete(agenda_session::table.filter(agenda_session::venue_id.eq(venue))).execute(tx.conn)?;
    delete(agenda::table.filter(agenda::venue_id.eq(venue))).execute(tx.conn)?;
    let values = (
        agenda::venue_id.eq(venue),
        agenda::epoch.eq(document.epoch),
        agenda::generation.eq(document.generation),
        agenda::hash.eq(document.hash),
        agenda::document.eq(document.text),
        agenda::received_at.eq(tx.now().0),
    );
    insert_into(agenda::table).values(values).execute(tx.conn)?;
    for some in workshops.chunks(500) {
        each!(&mut *tx.conn, |c| insert_into(agenda_workshop::table).values(some).execute(c))?;
    }
    for some in sessions.chunks(500) {
        each!(&mut *tx.conn, |c| insert_into(agenda_session::table).values(some).execute(c))?;
    }
    Ok(())
}

/// The first sessions of these venues from `now` on: several for a venue when they start together.
pub(crate) fn next_sessions(conn: &mut AnyConn, venues: &[VenueId], now: At) -> Result<Vec<SessionRow>, Fault> {
    let to_come = agenda_session::venue_id.eq_any(refs(venues)).and(agenda_session::starts_at.ge(now.0));
    let firsts: Vec<(Ref<Venue>, Option<i64>)> = agenda_session::table
        .filter(to_come)
        .group_by(agenda_session::venue_id)
        .select((agenda_session::venue_id, min(agenda_session::starts_at)))
        .load(conn)?;
    let starts: Vec<i64> = firsts.iter().filter_map(|(_, start)| *start).collect();
    let rows: Vec<SessionRow> = agenda_session::table
        .filter(agenda_session::venue_id.eq_any(refs(venues)).and(agenda_session::starts_at.eq_any(starts)))
        .order((agenda_session::starts_at.asc(), agenda_session::session_id.asc()))
        .load(conn)?;
    let firsts: HashSet<(VenueId, Option<i64>)> = firsts.into_iter().map(|(venue, at)| (venue.0, at)).collect();
    Ok(rows.into_iter().filter(|row| firsts.contains(&(row.venue_id.0, Some(row.starts_at)))).collect())
}

/// The soonest sessions of these venues that start from the first instant on and before the second, each with its workshop.
pub(crate) fn offers(
    conn: &mut AnyConn,
    venues: &[VenueId],
    (from, until): (At, At),
    most: i64,
) -> Result<Vec<OfferRow>, Fault> {
    let theirs = agenda_workshop::venue_id
        .eq(agenda_session::venue_id)
        .and(agenda_workshop::workshop_id.eq(agenda_session::workshop_id));
    Ok(agenda_session::table
        .inner_join(agenda_workshop::table.on(theirs))
        .filter(agenda_session::venue_id.eq_any(refs(venues)))
        .filter(agenda_session::starts_at.ge(from.0).and(agenda_session::starts_at.lt(until.0)))
        .order((agenda_session::starts_at.asc(), agenda_session::venue_id.asc(), agenda_session::session_id.asc()))
        .limit(most)
        .select((SessionRow::as_select(), WorkshopRow::as_select()))
        .load(conn)?)
}

/// Since when each of these agendas is held.
pub(crate) fn received(conn: &mut AnyConn, venues: &[VenueId]) -> Result<Vec<(Ref<Venue>, i64)>, Fault> {
    Ok(agenda::table
        .filter(agenda::venue_id.eq_any(refs(venues)))
        .select((agenda::venue_id, agenda::received_at))
        .load(conn)?)
}
