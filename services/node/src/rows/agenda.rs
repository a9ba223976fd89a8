//! The numbers of agendas, and the documents made of the other rows.

use std::collections::HashSet;

use diesel::{dsl::max, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Venue, VenueId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use super::{session::coming, workshop::offered};
use crate::{
    agenda::{Agenda, ListedSession, ListedWorkshop, MOST_SESSIONS, MOST_WORKSHOPS},
    session::Session,
    tables::agenda_generation,
    workshop::{Offer, Workshop},
};

/// The next generation of a venue's agenda. Its row stays locked until the transaction ends.
pub(crate) fn grow(tx: &mut Tx<'_>, venue: VenueId) -> Result<(), Fault> {
    let grown = update(agenda_generation::table.find(Ref(venue)))
        .set(agenda_generation::generation.eq(agenda_generation::generation + 1))
        .execute(tx.conn)?;
    if grown == 0 {
        let row = (
            agenda_generation::venue_id.eq(Ref(venue)),
            agenda_generation::epoch.eq(tx.now().0),
            agenda_generation::generation.eq(1),
            agenda_generation::pushed_generation.eq(0),
        );
        // Two first changes at once clash on the key, and the later one is tried again.
        insert_into(agenda_generation::table).values(row).execute(tx.conn)?;
    }
    Ok(())
}

/// The venues whose last generation was not delivered yet.
pub(crate) fn due(conn: &mut AnyConn) -> Result<Vec<VenueId>, Fault> {
    let rows: Vec<Ref<Venue>> = agenda_generation::table
        .filter(agenda_generation::generation.gt(agenda_generation::pushed_generation))
        .order(agenda_generation::venue_id)
        .select(agenda_generation::venue_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Remembers that this generation was delivered.
pub(crate) fn delivered(tx: &mut Tx<'_>, venue: VenueId, generation: i64) -> Result<(), Fault> {
    let row = agenda_generation::table.find(Ref(venue)).filter(agenda_generation::pushed_generation.lt(generation));
    update(row).set(agenda_generation::pushed_generation.eq(generation)).execute(tx.conn)?;
    Ok(())
}

/// Begins a new life of every agenda, to be told again whole; how many there are.
pub(crate) fn renew(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    let now = tx.now().0;
    let ahead = agenda_generation::table.filter(agenda_generation::epoch.ge(now));
    update(ahead).set(agenda_generation::epoch.eq(agenda_generation::epoch + 1)).execute(tx.conn)?;
    let behind = agenda_generation::table.filter(agenda_generation::epoch.lt(now));
    update(behind).set(agenda_generation::epoch.eq(now)).execute(tx.conn)?;
    Ok(update(agenda_generation::table).set(agenda_generation::pushed_generation.eq(0)).execute(tx.conn)?)
}

/// The agenda of a venue from that instant on; `None` if it never had one.
pub(crate) fn agenda(conn: &mut AnyConn, venue: VenueId, from: At) -> Result<Option<Agenda>, Fault> {
    let numbers: Option<(i64, i64)> = agenda_generation::table
        .find(Ref(venue))
        .select((agenda_generation::epoch, agenda_generation::generation))
        .first(conn)
        .optional()?;
    let Some((epoch, generation)) = numbers else { return Ok(None) };
    let sessions = coming(conn, &[venue], from, MOST_SESSIONS)?;
    let workshops = listed(&sessions, offered(conn, &[venue], MOST_WORKSHOPS)?);
    let sessions = sessions.into_iter().map(ListedSession::from).collect();
    Ok(Some(Agenda { venue_id: venue, epoch, generation, workshops, sessions }))
}

/// The workshops of these sessions, offered still or not, and the others on offer: a session never goes without its workshop.
fn listed(sessions: &[Session], offered: Vec<Workshop>) -> Vec<ListedWorkshop> {
    let mut told = HashSet::new();
    let sitting = sessions.iter().map(|session| session.workshop.clone());
    let mut workshops: Vec<Workshop> = sitting.chain(offered).filter(|workshop| told.insert(workshop.id)).collect();
    workshops.truncate(usize::try_from(MOST_WORKSHOPS).unwrap_or(usize::MAX));
    workshops.sort_by_key(|workshop| (workshop.created_at, workshop.id));
    workshops.into_iter().map(ListedWorkshop::from).collect()
}

/// Whether the tables can be read.
pub(crate) fn answers(conn: &mut AnyConn) -> Result<(), Fault> {
    let _: Option<i64> = agenda_generation::table.select(max(agenda_generation::generation)).first(conn)?;
    Ok(())
}

impl From<Workshop> for ListedWorkshop {
    fn from(workshop: Workshop) -> Self {
        let Offer { title, theme, level, minutes, price_cheques, seats, details } = workshop.offer;
        let (theme, level) = (theme.name().to_owned(), level.number());
        Self { id: workshop.id, title, theme, level, minutes, price_cheques, seats, details }
    }
}

impl From<Session> for ListedSession {
    fn from(session: Session) -> Self {
        Self {
            id: session.id,
            workshop_id: session.workshop.id,
            title: session.workshop.offer.title,
            starts_at: session.starts_at,
            minutes: session.minutes,
            seats: session.seats,
        }
    }
}
