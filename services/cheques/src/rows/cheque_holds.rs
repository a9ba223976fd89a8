//! Cheques that are kept for bookings, as they lie in the database: how many of a booklet, never which.

use std::collections::BTreeMap;

use diesel::{dsl::count_star, insert_into, prelude::*, sql_query, sql_types::BigInt, update};
use kernel::{
    clock::At,
    ids::{Booking, BookingId, Carnet, CarnetId, PersonId, Structure, Venue, VenueId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use super::sums::Tally;
use crate::{
    bookings::{
        hold::{Hold, Why},
        kept::{Open, Use},
    },
    tables::{cheque_hold, cheque_hold_use},
};

/// Inserts a hold.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Hold, by: PersonId) -> Result<(), Fault> {
    let row = (
        cheque_hold::booking_id.eq(Ref(one.booking)),
        cheque_hold::carnet_id.eq(Ref(one.carnet)),
        cheque_hold::venue_id.eq(Ref(one.venue)),
        cheque_hold::structure_id.eq(Ref(one.structure)),
        cheque_hold::cheques.eq(one.cheques),
        cheque_hold::used.eq(one.used),
        cheque_hold::starts_at.eq(one.starts_at.0),
        cheque_hold::until.eq(one.until.0),
        cheque_hold::at.eq(tx.now().0),
        cheque_hold::held_by.eq(Ref(by)),
    );
    insert_into(cheque_hold::table).values(row).execute(tx.conn)?;
    Ok(())
}

type Row = ((Ref<Booking>, Ref<Carnet>, Ref<Venue>, Ref<Structure>), (i64, i64, i64, i64), Option<String>);

fn shaped(((booking, carnet, venue, structure), (cheques, used, starts_at, until), why): Row) -> Result<Hold, Fault> {
    let known = |name: String| Why::named(&name).ok_or_else(|| Fault::broken("a hold has no known reason"));
    Ok(Hold {
        booking: booking.0,
        carnet: carnet.0,
        venue: venue.0,
        structure: structure.0,
        cheques,
        used,
        starts_at: At(starts_at),
        until: At(until),
        released: why.map(known).transpose()?,
    })
}

/// The hold of a booking.
pub(crate) fn one(conn: &mut AnyConn, booking: BookingId) -> Result<Option<Hold>, Fault> {
    let row: Option<Row> = cheque_hold::table
        .filter(cheque_hold::booking_id.eq(Ref(booking)))
        .select((
            (cheque_hold::booking_id, cheque_hold::carnet_id, cheque_hold::venue_id, cheque_hold::structure_id),
            (cheque_hold::cheques, cheque_hold::used, cheque_hold::starts_at, cheque_hold::until),
            cheque_hold::released_why,
        ))
        .first(conn)
        .optional()?;
    row.map(shaped).transpose()
}

/// What is kept of a booklet at that instant, the next session first.
pub(crate) fn of_carnet(conn: &mut AnyConn, carnet: CarnetId, now: At) -> Result<Vec<Hold>, Fault> {
    let rows: Vec<Row> = cheque_hold::table
        .filter(cheque_hold::carnet_id.eq(Ref(carnet)))
        .filter(cheque_hold::released_at.is_null().and(cheque_hold::until.gt(now.0)))
        .filter(cheque_hold::used.lt(cheque_hold::cheques))
        .order((cheque_hold::starts_at, cheque_hold::booking_id))
        .select((
            (cheque_hold::booking_id, cheque_hold::carnet_id, cheque_hold::venue_id, cheque_hold::structure_id),
            (cheque_hold::cheques, cheque_hold::used, cheque_hold::starts_at, cheque_hold::until),
            cheque_hold::released_why,
        ))
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// The same of several booklets, as counters judge by it: in one statement.
pub(crate) fn open(conn: &mut AnyConn, carnets: &[CarnetId], now: At) -> Result<Vec<Open>, Fault> {
    type Found = (Ref<Booking>, Ref<Carnet>, Ref<Venue>, i64, i64, i64);
    let found: Vec<Found> = cheque_hold::table
        .filter(cheque_hold::carnet_id.eq_any(refs(carnets)))
        .filter(cheque_hold::released_at.is_null().and(cheque_hold::until.gt(now.0)))
        .filter(cheque_hold::used.lt(cheque_hold::cheques))
        .order((cheque_hold::starts_at, cheque_hold::booking_id))
        .select((
            cheque_hold::booking_id,
            cheque_hold::carnet_id,
            cheque_hold::venue_id,
            cheque_hold::cheques,
            cheque_hold::used,
            cheque_hold::starts_at,
        ))
        .load(conn)?;
    let shaped = |(booking, carnet, venue, cheques, used, starts_at): Found| Open {
        booking: booking.0,
        carnet: carnet.0,
        venue: venue.0,
        left: cheques - used,
        starts_at: At(starts_at),
    };
    Ok(found.into_iter().map(shaped).collect())
}

/// Locks what is kept of these booklets, so that acts of several processes on one booklet follow each other; answers how many
/// holds that was.
pub(crate) fn lock(tx: &mut Tx<'_>, carnets: &[CarnetId]) -> Result<usize, Fault> {
    let kept =
        cheque_hold::table.filter(cheque_hold::carnet_id.eq_any(refs(carnets)).and(cheque_hold::released_at.is_null()));
    Ok(update(kept).set(cheque_hold::used.eq(cheque_hold::used)).execute(tx.conn)?)
}

/// Writes what acts presented of what was kept: counted, at most ten statements however many acts.
pub(crate) fn consume(tx: &mut Tx<'_>, uses: &[Use]) -> Result<(), Fault> {
    let mut given: BTreeMap<BookingId, i64> = BTreeMap::new();
    for one in uses {
        *given.entry(one.booking).or_default() += one.cheques;
    }
    let mut alike: BTreeMap<i64, Vec<BookingId>> = BTreeMap::new();
    for (booking, count) in given {
        alike.entry(count).or_default().push(booking);
    }
    for (count, bookings) in alike {
        let kept = cheque_hold::table
            .filter(cheque_hold::booking_id.eq_any(refs(&bookings)).and(cheque_hold::released_at.is_null()))
            .filter((cheque_hold::used + count).le(cheque_hold::cheques));
        let changed = update(kept).set(cheque_hold::used.eq(cheque_hold::used + count)).execute(tx.conn)?;
        if changed != bookings.len() {
            return Err(Fault::crossed("a hold changed meanwhile"));
        }
    }
    for some in uses.chunks(500) {
        let rows: Vec<_> = some
            .iter()
            .map(|one| {
                (
                    cheque_hold_use::booking_id.eq(Ref(one.booking)),
                    cheque_hold_use::receipt_id.eq(Ref(one.receipt)),
                    cheque_hold_use::cheques.eq(one.cheques),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(cheque_hold_use::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Gives back what is kept for these bookings; answers how many kept something until now.
pub(crate) fn release(tx: &mut Tx<'_>, bookings: &[BookingId], why: Why, by: Option<PersonId>) -> Result<usize, Fault> {
    let kept = cheque_hold::table
        .filter(cheque_hold::booking_id.eq_any(refs(bookings)).and(cheque_hold::released_at.is_null()))
        .filter(cheque_hold::used.lt(cheque_hold::cheques));
    let given = (
        cheque_hold::released_at.eq(Some(tx.now().0)),
        cheque_hold::released_why.eq(Some(why.name())),
        cheque_hold::released_by.eq(by.map(Ref)),
    );
    Ok(update(kept).set(given).execute(tx.conn)?)
}

/// Those of these bookings for which something is kept at that venue.
pub(crate) fn kept_at(conn: &mut AnyConn, venue: VenueId, bookings: &[BookingId]) -> Result<Vec<BookingId>, Fault> {
    let found: Vec<Ref<Booking>> = cheque_hold::table
        .filter(cheque_hold::venue_id.eq(Ref(venue)).and(cheque_hold::booking_id.eq_any(refs(bookings))))
        .filter(cheque_hold::released_at.is_null().and(cheque_hold::used.lt(cheque_hold::cheques)))
        .order(cheque_hold::booking_id)
        .select(cheque_hold::booking_id)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// Keeps until another day what is kept for these bookings, as long as it is; answers for how many it is.
pub(crate) fn keep_until(
    tx: &mut Tx<'_>,
    bookings: &[BookingId],
    (starts_at, until): (At, At),
) -> Result<usize, Fault> {
    let kept = cheque_hold::table
        .filter(cheque_hold::booking_id.eq_any(refs(bookings)).and(cheque_hold::released_at.is_null()))
        .filter(cheque_hold::until.gt(tx.now().0));
    let other = (cheque_hold::starts_at.eq(starts_at.0), cheque_hold::until.eq(until.0));
    Ok(update(kept).set(other).execute(tx.conn)?)
}

/// How often nobody came, of the bookings of a booklet and of those that it replaces.
pub(crate) fn missed(conn: &mut AnyConn, carnet: CarnetId) -> Result<i64, Fault> {
    let missed = cheque_hold::carnet_id.eq(Ref(carnet)).and(cheque_hold::released_why.eq(Some(Why::Missed.name())));
    Ok(cheque_hold::table.filter(missed).select(count_star()).first(conn)?)
}

/// What was kept of these booklets is kept of another one, which takes their place.
pub(crate) fn follow(tx: &mut Tx<'_>, from: &[CarnetId], to: CarnetId) -> Result<(), Fault> {
    let theirs = cheque_hold::table.filter(cheque_hold::carnet_id.eq_any(refs(from)));
    update(theirs).set(cheque_hold::carnet_id.eq(Ref(to))).execute(tx.conn)?;
    Ok(())
}

/// Booklets of which more cheques are kept at that instant than are live.
pub(crate) fn overbooked(conn: &mut AnyConn, at: At) -> Result<Tally, Fault> {
    let statement = sql_query(OVERBOOKED).bind::<BigInt, _>(at.0);
    Ok(each!(conn, |c| statement.get_result(c))?)
}

const OVERBOOKED: &str = "select count(*) as counted, count(case when kept > live then 1 end) as wrong from (
    select h.carnet_id, sum(h.cheques - h.used) as kept,
        (select count(*) from cheque c where c.carnet_id = h.carnet_id and c.stage = 'live') as live
    from cheque_hold h where h.released_at is null and h.until > $1 group by h.carnet_id
) booklets";
