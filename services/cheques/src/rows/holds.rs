//! What is kept out of payment, as it lies in the database: held redemptions, held venues, and what runs passed over.

use std::collections::HashMap;

use diesel::{
    delete,
    dsl::{count_star, exists, not, sql},
    insert_into,
    prelude::*,
    sql_types::BigInt,
    update,
};
use kernel::{
    cents::Cents,
    clock::At,
    ids::{Cheque, ChequeId, Person, PersonId, SettlementId, Structure, Venue, VenueId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use super::{redemptions::Redemption, settlements};
use crate::{
    payments::settlement::VenueTotal,
    tables::{passed_over, redemption, redemption_hold, redemption_void, settlement_line, venue_hold},
};

/// A hold, of a redemption or of a venue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hold {
    pub(crate) reason: String,
    pub(crate) at: At,
    pub(crate) by: PersonId,
}

/// A redemption: its cheque and its round.
pub(crate) type Key = (ChequeId, i64);

/// The holds that still keep redemptions of these cheques.
pub(crate) fn of_cheques(conn: &mut AnyConn, cheques: &[ChequeId]) -> Result<HashMap<Key, Hold>, Fault> {
    type Row = (Ref<Cheque>, i64, String, i64, Ref<Person>);
    let found: Vec<Row> = redemption_hold::table
        .filter(redemption_hold::cheque_id.eq_any(refs(cheques)).and(redemption_hold::released_at.is_null()))
        .select((
            redemption_hold::cheque_id,
            redemption_hold::round,
            redemption_hold::reason,
            redemption_hold::held_at,
            redemption_hold::held_by,
        ))
        .load(conn)?;
    let hold = |(cheque, round, reason, at, by): Row| ((cheque.0, round), Hold { reason, at: At(at), by: by.0 });
    Ok(found.into_iter().map(hold).collect())
}

/// The hold that still keeps all that a venue is owed.
pub(crate) fn of_venue(conn: &mut AnyConn, venue: VenueId) -> Result<Option<Hold>, Fault> {
    Ok(of_venues(conn, &[venue])?.remove(&venue))
}

/// The same of several venues.
pub(crate) fn of_venues(conn: &mut AnyConn, venues: &[VenueId]) -> Result<HashMap<VenueId, Hold>, Fault> {
    let found: Vec<VenueRow> = venue_hold::table
        .filter(venue_hold::venue_id.eq_any(refs(venues)).and(venue_hold::released_at.is_null()))
        .select((venue_hold::venue_id, venue_hold::reason, venue_hold::held_at, venue_hold::held_by))
        .load(conn)?;
    Ok(found.into_iter().map(held_venue).collect())
}

type VenueRow = (Ref<Venue>, String, i64, Ref<Person>);

fn held_venue((venue, reason, at, by): VenueRow) -> (VenueId, Hold) {
    (venue.0, Hold { reason, at: At(at), by: by.0 })
}

/// Every venue whose payments are held.
pub(crate) fn venues(conn: &mut AnyConn) -> Result<HashMap<VenueId, Hold>, Fault> {
    let found: Vec<VenueRow> = venue_hold::table
        .filter(venue_hold::released_at.is_null())
        .select((venue_hold::venue_id, venue_hold::reason, venue_hold::held_at, venue_hold::held_by))
        .load(conn)?;
    Ok(found.into_iter().map(held_venue).collect())
}

/// Holds these redemptions.
pub(crate) fn hold(tx: &mut Tx<'_>, held: &[Redemption], by: PersonId, reason: &str) -> Result<(), Fault> {
    let cheques: Vec<ChequeId> = held.iter().map(|one| one.cheque).collect();
    let before: Vec<(Ref<Cheque>, i64, i64)> = redemption_hold::table
        .filter(redemption_hold::cheque_id.eq_any(refs(&cheques)))
        .group_by((redemption_hold::cheque_id, redemption_hold::round))
        .select((redemption_hold::cheque_id, redemption_hold::round, count_star()))
        .load(tx.conn)?;
    let times = |one: &Redemption| {
        let same = before.iter().find(|(cheque, round, _)| (cheque.0, *round) == (one.cheque, one.round));
        same.map_or(0, |(_, _, times)| *times)
    };
    let now = tx.now().0;
    let rows: Vec<_> = held
        .iter()
        .map(|one| {
            (
                redemption_hold::cheque_id.eq(Ref(one.cheque)),
                redemption_hold::round.eq(one.round),
                redemption_hold::no.eq(times(one) + 1),
                redemption_hold::venue_id.eq(Ref(one.venue)),
                redemption_hold::structure_id.eq(Ref(one.structure)),
                redemption_hold::value_cents.eq(one.value.get()),
                redemption_hold::ledger_no.eq(one.ledger_no),
                redemption_hold::reason.eq(reason),
                redemption_hold::held_at.eq(now),
                redemption_hold::held_by.eq(Ref(by)),
            )
        })
        .collect();
    each!(&mut *tx.conn, |c| insert_into(redemption_hold::table).values(&rows).execute(c))?;
    Ok(())
}

/// Releases these redemptions; answers how many holds ended.
pub(crate) fn release(tx: &mut Tx<'_>, keys: &[Key], by: PersonId, reason: &str) -> Result<usize, Fault> {
    let ended = (
        redemption_hold::released_at.eq(tx.now().0),
        redemption_hold::released_by.eq(Some(Ref(by))),
        redemption_hold::release_reason.eq(reason),
    );
    let mut released = 0;
    for (cheque, round) in keys {
        let active = redemption_hold::cheque_id
            .eq(Ref(*cheque))
            .and(redemption_hold::round.eq(*round))
            .and(redemption_hold::released_at.is_null());
        released += update(redemption_hold::table.filter(active)).set(ended).execute(tx.conn)?;
    }
    Ok(released)
}

/// Holds all that a venue is owed.
pub(crate) fn hold_venue(tx: &mut Tx<'_>, venue: VenueId, by: PersonId, reason: &str) -> Result<(), Fault> {
    let times: i64 = venue_hold::table.filter(venue_hold::venue_id.eq(Ref(venue))).count().get_result(tx.conn)?;
    let row = (
        venue_hold::venue_id.eq(Ref(venue)),
        venue_hold::no.eq(times + 1),
        venue_hold::reason.eq(reason),
        venue_hold::held_at.eq(tx.now().0),
        venue_hold::held_by.eq(Ref(by)),
    );
    insert_into(venue_hold::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Releases a venue; answers whether it was held.
pub(crate) fn release_venue(tx: &mut Tx<'_>, venue: VenueId, by: PersonId, reason: &str) -> Result<bool, Fault> {
    let active = venue_hold::venue_id.eq(Ref(venue)).and(venue_hold::released_at.is_null());
    let ended = (
        venue_hold::released_at.eq(tx.now().0),
        venue_hold::released_by.eq(Some(Ref(by))),
        venue_hold::release_reason.eq(reason),
    );
    Ok(update(venue_hold::table.filter(active)).set(ended).execute(tx.conn)? == 1)
}

/// Takes what is held out of a run, among the redemptions between two lines of the ledger, and of any held venue.
pub(crate) fn pass_over(tx: &mut Tx<'_>, run: SettlementId, (from, until): (i64, i64)) -> Result<(), Fault> {
    let held: Vec<(Ref<Cheque>, i64)> = redemption_hold::table
        .filter(redemption_hold::ledger_no.between(from, until).and(redemption_hold::released_at.is_null()))
        .select((redemption_hold::cheque_id, redemption_hold::round))
        .load(tx.conn)?;
    for (cheque, round) in held {
        take_out(tx, run, (cheque.0, round), true)?;
    }
    for venue in venues(tx.conn)?.into_keys() {
        take_venue_out(tx, run, venue)?;
    }
    Ok(())
}

/// Takes a redemption out of a run, if it is there; `again` keeps it for a later run. Answers whether it was.
pub(crate) fn take_out(tx: &mut Tx<'_>, run: SettlementId, key: Key, again: bool) -> Result<bool, Fault> {
    let mine = || {
        settlement_line::settlement_id
            .eq(Ref(run))
            .and(settlement_line::cheque_id.eq(Ref(key.0)))
            .and(settlement_line::round.eq(key.1))
    };
    if again {
        let kept = settlement_line::table.filter(mine()).select(LINE);
        insert_into(passed_over::table).values(kept).into_columns(PASSED).execute(tx.conn)?;
    }
    Ok(delete(settlement_line::table.filter(mine())).execute(tx.conn)? == 1)
}

/// Takes all the redemptions of a venue out of a run, and keeps them for a later one; answers how many.
pub(crate) fn take_venue_out(tx: &mut Tx<'_>, run: SettlementId, venue: VenueId) -> Result<usize, Fault> {
    let mine = || settlement_line::settlement_id.eq(Ref(run)).and(settlement_line::venue_id.eq(Ref(venue)));
    let kept = settlement_line::table.filter(mine()).select(LINE);
    insert_into(passed_over::table).values(kept).into_columns(PASSED).execute(tx.conn)?;
    Ok(delete(settlement_line::table.filter(mine())).execute(tx.conn)?)
}

type Line = (
    settlement_line::cheque_id,
    settlement_line::round,
    settlement_line::settlement_id,
    settlement_line::venue_id,
    settlement_line::structure_id,
    settlement_line::value_cents,
);
const LINE: Line = (
    settlement_line::cheque_id,
    settlement_line::round,
    settlement_line::settlement_id,
    settlement_line::venue_id,
    settlement_line::structure_id,
    settlement_line::value_cents,
);
type Passed = (
    passed_over::cheque_id,
    passed_over::round,
    passed_over::settlement_id,
    passed_over::venue_id,
    passed_over::structure_id,
    passed_over::value_cents,
);
const PASSED: Passed = (
    passed_over::cheque_id,
    passed_over::round,
    passed_over::settlement_id,
    passed_over::venue_id,
    passed_over::structure_id,
    passed_over::value_cents,
);

/// A redemption that a run passed over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiting {
    key: Key,
    venue: VenueId,
    structure: kernel::ids::StructureId,
    value: Cents,
}

/// Redemptions that were passed over and that nothing holds any more, undone ones left out, at most so many.
pub(crate) fn freed(conn: &mut AnyConn, most: i64) -> Result<Vec<Waiting>, Fault> {
    type Row = (Ref<Cheque>, i64, Ref<Venue>, Ref<Structure>, i64);
    let found: Vec<Row> = passed_over::table
        .filter(not(exists(held_one())).and(not(exists(held_venue_of()))).and(not(exists(undone()))))
        .order((passed_over::cheque_id, passed_over::round))
        .limit(most)
        .select((
            passed_over::cheque_id,
            passed_over::round,
            passed_over::venue_id,
            passed_over::structure_id,
            passed_over::value_cents,
        ))
        .load(conn)?;
    let waiting = |(cheque, round, venue, structure, cents): Row| Waiting {
        key: (cheque.0, round),
        venue: venue.0,
        structure: structure.0,
        value: Cents::new(cents),
    };
    Ok(found.into_iter().map(waiting).collect())
}

#[diesel::dsl::auto_type(no_type_alias)]
fn held_one() -> _ {
    redemption_hold::table.filter(
        redemption_hold::cheque_id
            .eq(passed_over::cheque_id)
            .and(redemption_hold::round.eq(passed_over::round))
            .and(redemption_hold::released_at.is_null()),
    )
}

#[diesel::dsl::auto_type(no_type_alias)]
fn held_venue_of() -> _ {
    venue_hold::table.filter(venue_hold::venue_id.eq(passed_over::venue_id).and(venue_hold::released_at.is_null()))
}

#[diesel::dsl::auto_type(no_type_alias)]
fn undone() -> _ {
    redemption_void::table.filter(
        redemption_void::cheque_id.eq(passed_over::cheque_id).and(redemption_void::round.eq(passed_over::round)),
    )
}

/// Enters what was passed over and is free now into a run, at most so many; answers how many.
pub(crate) fn enter_freed(tx: &mut Tx<'_>, run: SettlementId, most: i64) -> Result<usize, Fault> {
    let freed = freed(tx.conn, most)?;
    if freed.is_empty() {
        return Ok(0);
    }
    settlements::name(tx, run, freed.iter().map(|one| (one.venue, one.structure)).collect())?;
    for some in freed.chunks(1000) {
        let rows: Vec<_> = some
            .iter()
            .map(|one| {
                (
                    settlement_line::cheque_id.eq(Ref(one.key.0)),
                    settlement_line::round.eq(one.key.1),
                    settlement_line::settlement_id.eq(Ref(run)),
                    settlement_line::venue_id.eq(Ref(one.venue)),
                    settlement_line::structure_id.eq(Ref(one.structure)),
                    settlement_line::value_cents.eq(one.value.get()),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(settlement_line::table).values(&rows).execute(c))?;
        // A cheque waits in one round at most: the earlier ones were undone.
        let cheques: Vec<ChequeId> = some.iter().map(|one| one.key.0).collect();
        delete(passed_over::table.filter(passed_over::cheque_id.eq_any(refs(&cheques)))).execute(tx.conn)?;
    }
    settlements::turn(tx, run)?;
    Ok(freed.len())
}

/// Whether something that was passed over is free now.
pub(crate) fn anything_freed(conn: &mut AnyConn) -> Result<bool, Fault> {
    Ok(!freed(conn, 1)?.is_empty())
}

type Owed = (Ref<Venue>, Ref<Structure>, i64, i64);

fn owed((venue, structure, cheques, cents): Owed) -> VenueTotal {
    VenueTotal { venue: venue.0, structure: structure.0, cheques, amount: Cents::new(cents) }
}

/// What was passed over up to a line of the ledger and is free now, venue by venue.
pub(crate) fn freed_by_venue(conn: &mut AnyConn, until: i64) -> Result<Vec<VenueTotal>, Fault> {
    let found: Vec<Owed> = passed_over::table
        .inner_join(redemption::table.on(redeemed()))
        .filter(redemption::ledger_no.le(until))
        .filter(not(exists(held_one())).and(not(exists(held_venue_of()))).and(not(exists(undone()))))
        .group_by((passed_over::venue_id, passed_over::structure_id))
        .select((passed_over::venue_id, passed_over::structure_id, count_star(), passed_cents()))
        .load(conn)?;
    Ok(found.into_iter().map(owed).collect())
}

/// What is held one by one between two lines of the ledger, both included, and stands: venue by venue.
pub(crate) fn held_between(conn: &mut AnyConn, from: i64, until: i64) -> Result<Vec<VenueTotal>, Fault> {
    let undone = redemption_void::table.filter(
        redemption_void::cheque_id
            .eq(redemption_hold::cheque_id)
            .and(redemption_void::round.eq(redemption_hold::round)),
    );
    let found: Vec<Owed> = redemption_hold::table
        .filter(redemption_hold::ledger_no.between(from, until).and(redemption_hold::released_at.is_null()))
        .filter(not(exists(undone)))
        .group_by((redemption_hold::venue_id, redemption_hold::structure_id))
        .select((
            redemption_hold::venue_id,
            redemption_hold::structure_id,
            count_star(),
            sql::<BigInt>("CAST(SUM(redemption_hold.value_cents) AS BIGINT)"),
        ))
        .load(conn)?;
    Ok(found.into_iter().map(owed).collect())
}

/// What was passed over up to a line of the ledger and is not undone: venue by venue.
pub(crate) fn passed(conn: &mut AnyConn, until: i64) -> Result<Vec<VenueTotal>, Fault> {
    let found: Vec<Owed> = passed_over::table
        .inner_join(redemption::table.on(redeemed()))
        .filter(redemption::ledger_no.le(until).and(not(exists(undone()))))
        .group_by((passed_over::venue_id, passed_over::structure_id))
        .select((passed_over::venue_id, passed_over::structure_id, count_star(), passed_cents()))
        .load(conn)?;
    Ok(found.into_iter().map(owed).collect())
}

/// The redemption that a row is about.
#[diesel::dsl::auto_type(no_type_alias)]
fn redeemed() -> _ {
    redemption::cheque_id.eq(passed_over::cheque_id).and(redemption::round.eq(passed_over::round))
}

fn passed_cents() -> diesel::expression::SqlLiteral<BigInt> {
    sql::<BigInt>("CAST(SUM(passed_over.value_cents) AS BIGINT)")
}
