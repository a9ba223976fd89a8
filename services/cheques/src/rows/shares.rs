//! Shares of a run, what waits for a later one, debts repaid: as they lie in the database.

use std::collections::HashMap;

use diesel::{delete, dsl::sql, insert_into, prelude::*, sql_types::BigInt, update};
use kernel::{
    cents::Cents,
    ids::{Id, Settlement as SettlementKind, SettlementId, Structure, StructureId, Venue, VenueId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::{
    account::{Owner, RECOVERABLE},
    payments::{
        bank_news::PaymentStage,
        settlement::Stage,
        share::{Carry, Held, Offset, Share},
    },
    tables::{settlement, settlement_carry, settlement_offset, settlement_payment, settlement_share, transfer},
};

const AT_ONCE: usize = 1000;

#[derive(Insertable, Queryable, Selectable)]
// Columns that may be left out would make SQLite insert row by row.
#[diesel(table_name = settlement_share, treat_none_as_default_value = false)]
struct ShareRow {
    settlement_id: Ref<SettlementKind>,
    venue_id: Ref<Venue>,
    structure_id: Ref<Structure>,
    cheques: i64,
    gathered_cents: i64,
    carried_cheques: i64,
    carried_cents: i64,
    offset_cents: i64,
    fee_cents: i64,
    paid_cents: i64,
    rest_cents: i64,
    held: Option<String>,
}

fn shaped(row: ShareRow) -> (SettlementId, Share) {
    let share = Share {
        venue: row.venue_id.0,
        structure: row.structure_id.0,
        cheques: row.cheques,
        gathered: Cents::new(row.gathered_cents),
        carried_cheques: row.carried_cheques,
        carried: Cents::new(row.carried_cents),
        offset: Cents::new(row.offset_cents),
        fee: Cents::new(row.fee_cents),
        paid: Cents::new(row.paid_cents),
        rest: Cents::new(row.rest_cents),
        held: row.held.as_deref().and_then(Held::named),
    };
    (row.settlement_id.0, share)
}

/// Keeps the shares of a run just prepared.
pub(crate) fn insert(tx: &mut Tx<'_>, run: SettlementId, shares: &[Share]) -> Result<(), Fault> {
    let row = |share: &Share| ShareRow {
        settlement_id: Ref(run),
        venue_id: Ref(share.venue),
        structure_id: Ref(share.structure),
        cheques: share.cheques,
        gathered_cents: share.gathered.get(),
        carried_cheques: share.carried_cheques,
        carried_cents: share.carried.get(),
        offset_cents: share.offset.get(),
        fee_cents: share.fee.get(),
        paid_cents: share.paid.get(),
        rest_cents: share.rest.get(),
        held: share.held.map(|held| held.name().to_owned()),
    };
    for some in shares.chunks(AT_ONCE) {
        let rows: Vec<ShareRow> = some.iter().map(row).collect();
        each!(&mut *tx.conn, |c| insert_into(settlement_share::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// The shares of a run, in order of structure and venue.
pub(crate) fn of_run(conn: &mut AnyConn, run: SettlementId) -> Result<Vec<Share>, Fault> {
    Ok(of_runs(conn, &[run])?.into_iter().map(|(_, share)| share).collect())
}

/// The share of a venue in a run; where it changed hands meanwhile, the one with most cheques.
pub(crate) fn of_venue(conn: &mut AnyConn, run: SettlementId, venue: VenueId) -> Result<Option<Share>, Fault> {
    let row: Option<ShareRow> = settlement_share::table
        .filter(settlement_share::settlement_id.eq(Ref(run)).and(settlement_share::venue_id.eq(Ref(venue))))
        .select(ShareRow::as_select())
        .order((settlement_share::cheques.desc(), settlement_share::structure_id))
        .first(conn)
        .optional()?;
    Ok(row.map(shaped).map(|(_, share)| share))
}

/// The shares of these runs.
pub(crate) fn of_runs(conn: &mut AnyConn, runs: &[SettlementId]) -> Result<Vec<(SettlementId, Share)>, Fault> {
    let rows: Vec<ShareRow> = settlement_share::table
        .filter(settlement_share::settlement_id.eq_any(refs(runs)))
        .select(ShareRow::as_select())
        .order((settlement_share::settlement_id, settlement_share::structure_id, settlement_share::venue_id))
        .load(conn)?;
    Ok(rows.into_iter().map(shaped).collect())
}

/// The shares of these venues, newest run first, after a place in that list, at most so many.
pub(crate) fn at_venues(
    conn: &mut AnyConn,
    venues: &[VenueId],
    after: Option<(i64, VenueId)>,
    most: i64,
) -> Result<Vec<(SettlementId, Share)>, Fault> {
    let (no, venue) = after.unwrap_or((i64::MAX, VenueId::from_bytes([0; 16])));
    let further = settlement_share::venue_id.gt(Ref(venue));
    let rows: Vec<ShareRow> = settlement_share::table
        .inner_join(settlement::table)
        .filter(settlement_share::venue_id.eq_any(refs(venues)))
        .filter(settlement::no.lt(no).or(settlement::no.eq(no).and(further)))
        .order((settlement::no.desc(), settlement_share::venue_id, settlement_share::structure_id))
        .limit(most)
        .select(ShareRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(shaped).collect())
}

/// Holds back the shares of these structures in a run that is only prepared: nothing of theirs is paid, and what it left of
/// them is no more a rest.
pub(crate) fn hold(tx: &mut Tx<'_>, run: SettlementId, structures: &[StructureId]) -> Result<(), Fault> {
    let venues = settlement_share::table
        .filter(settlement_share::settlement_id.eq(Ref(run)))
        .filter(settlement_share::structure_id.eq_any(refs(structures)))
        .select(settlement_share::venue_id);
    let undone = settlement_offset::table
        .filter(settlement_offset::settlement_id.eq(Ref(run)).and(settlement_offset::venue_id.eq_any(venues)));
    delete(undone).execute(tx.conn)?;
    let theirs = settlement_share::settlement_id.eq(Ref(run));
    let theirs = settlement_share::table.filter(theirs.and(settlement_share::structure_id.eq_any(refs(structures))));
    let only_brought_over = settlement_share::gathered_cents.eq(0);
    let gone = settlement_share::table
        .filter(settlement_share::settlement_id.eq(Ref(run)))
        .filter(settlement_share::structure_id.eq_any(refs(structures)).and(only_brought_over));
    delete(gone).execute(tx.conn)?;
    let next = (
        settlement_share::carried_cheques.eq(0),
        settlement_share::carried_cents.eq(0),
        settlement_share::offset_cents.eq(0),
        settlement_share::paid_cents.eq(0),
        settlement_share::rest_cents.eq(0),
        settlement_share::held.eq(Some(Held::Changed.name())),
    );
    update(theirs).set(next).execute(tx.conn)?;
    let unpaid = settlement_payment::table
        .filter(settlement_payment::settlement_id.eq(Ref(run)))
        .filter(settlement_payment::structure_id.eq_any(refs(structures)));
    delete(unpaid).execute(tx.conn)?;
    let no_rest = settlement_carry::table
        .filter(settlement_carry::settlement_id.eq(Ref(run)))
        .filter(settlement_carry::structure_id.eq_any(refs(structures)));
    delete(no_rest).execute(tx.conn)?;
    let given_back = settlement_carry::table
        .filter(settlement_carry::taken_by.eq(Some(Ref(run))))
        .filter(settlement_carry::structure_id.eq_any(refs(structures)));
    update(given_back).set(settlement_carry::taken_by.eq(None::<Ref<SettlementKind>>)).execute(tx.conn)?;
    Ok(())
}

/// Forgets all that was shared out of a run that is prepared anew: what it had taken waits again, what it held back does not.
pub(crate) fn forget(tx: &mut Tx<'_>, run: SettlementId) -> Result<(), Fault> {
    let given_back = settlement_carry::table.filter(settlement_carry::taken_by.eq(Some(Ref(run))));
    update(given_back).set(settlement_carry::taken_by.eq(None::<Ref<SettlementKind>>)).execute(tx.conn)?;
    delete(settlement_carry::table.filter(settlement_carry::settlement_id.eq(Ref(run)))).execute(tx.conn)?;
    delete(settlement_offset::table.filter(settlement_offset::settlement_id.eq(Ref(run)))).execute(tx.conn)?;
    delete(settlement_share::table.filter(settlement_share::settlement_id.eq(Ref(run)))).execute(tx.conn)?;
    Ok(())
}

/// What waits for a later run, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewCarry {
    pub(crate) carry: Carry,
    pub(crate) why: &'static str,
}

/// Keeps what waits: what a run left of a venue, and what the bank did not pay of what it sent, each once.
pub(crate) fn insert_carries(tx: &mut Tx<'_>, carries: &[NewCarry]) -> Result<(), Fault> {
    for some in carries.chunks(AT_ONCE) {
        let rows: Vec<_> = some
            .iter()
            .map(|NewCarry { carry, why }| {
                (
                    settlement_carry::settlement_id.eq(Ref(carry.settlement)),
                    settlement_carry::venue_id.eq(Ref(carry.venue)),
                    settlement_carry::structure_id.eq(Ref(carry.structure)),
                    settlement_carry::cheques.eq(carry.cheques),
                    settlement_carry::amount_cents.eq(carry.amount.get()),
                    settlement_carry::why.eq(*why),
                    settlement_carry::attempt.eq(carry.attempt),
                    settlement_carry::at.eq(tx.now().0),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(settlement_carry::table).values(&rows).execute(c))?;
    }
    Ok(())
}

type CarryRow = (Ref<SettlementKind>, Ref<Venue>, Ref<Structure>, i64, i64, i64, String);

fn carried((settlement, venue, structure, cheques, cents, attempt, why): CarryRow) -> (Carry, String) {
    let (settlement, venue, structure) = (settlement.0, venue.0, structure.0);
    (Carry { settlement, venue, structure, cheques, amount: Cents::new(cents), attempt }, why)
}

macro_rules! carries {
    () => {
        settlement_carry::table.select((
            settlement_carry::settlement_id,
            settlement_carry::venue_id,
            settlement_carry::structure_id,
            settlement_carry::cheques,
            settlement_carry::amount_cents,
            settlement_carry::attempt,
            settlement_carry::why,
        ))
    };
}

/// Stages of the runs whose carries are settled: what a run that is only prepared holds back may still enter that run.
const SETTLED: [Stage; 3] = [Stage::Approved, Stage::Exported, Stage::Confirmed];

macro_rules! settled {
    () => {
        settlement::table.filter(settlement::stage.eq_any(SETTLED.map(Stage::name))).select(settlement::id)
    };
}

/// All that waits for a run.
pub(crate) fn waiting(conn: &mut AnyConn) -> Result<Vec<Carry>, Fault> {
    let rows: Vec<CarryRow> = carries!()
        .filter(settlement_carry::taken_by.is_null().and(settlement_carry::settlement_id.eq_any(settled!())))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| carried(row).0).collect())
}

/// What waits at these venues, with why; oldest first.
pub(crate) fn waiting_at(conn: &mut AnyConn, venues: &[VenueId]) -> Result<Vec<(Carry, String)>, Fault> {
    let rows: Vec<CarryRow> = carries!()
        .filter(settlement_carry::taken_by.is_null().and(settlement_carry::venue_id.eq_any(refs(venues))))
        .order((settlement_carry::at, settlement_carry::settlement_id, settlement_carry::attempt))
        .load(conn)?;
    Ok(rows.into_iter().map(carried).collect())
}

/// Takes all that waits of these structures into a run; answers how many.
pub(crate) fn take(tx: &mut Tx<'_>, run: SettlementId, structures: &[StructureId]) -> Result<usize, Fault> {
    let mut taken = 0;
    for some in structures.chunks(AT_ONCE) {
        let theirs = settlement_carry::table
            .filter(settlement_carry::taken_by.is_null().and(settlement_carry::settlement_id.eq_any(settled!())))
            .filter(settlement_carry::structure_id.eq_any(refs(some)));
        taken += update(theirs).set(settlement_carry::taken_by.eq(Some(Ref(run)))).execute(tx.conn)?;
    }
    Ok(taken)
}

pub(crate) fn insert_offsets(tx: &mut Tx<'_>, run: SettlementId, offsets: &[Offset]) -> Result<(), Fault> {
    for some in offsets.chunks(AT_ONCE) {
        let rows: Vec<_> = some
            .iter()
            .map(|offset| {
                (
                    settlement_offset::settlement_id.eq(Ref(run)),
                    settlement_offset::venue_id.eq(Ref(offset.venue)),
                    settlement_offset::owing_venue_id.eq(Ref(offset.owing)),
                    settlement_offset::amount_cents.eq(offset.amount.get()),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(settlement_offset::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// The debts that a run repays, in order.
pub(crate) fn offsets(conn: &mut AnyConn, run: SettlementId) -> Result<Vec<Offset>, Fault> {
    let rows: Vec<(Ref<Venue>, Ref<Venue>, i64)> = settlement_offset::table
        .filter(settlement_offset::settlement_id.eq(Ref(run)))
        .order((settlement_offset::venue_id, settlement_offset::owing_venue_id))
        .select((settlement_offset::venue_id, settlement_offset::owing_venue_id, settlement_offset::amount_cents))
        .load(conn)?;
    let offset = |(venue, owing, cents): (Ref<Venue>, Ref<Venue>, i64)| Offset {
        venue: venue.0,
        owing: owing.0,
        amount: Cents::new(cents),
    };
    Ok(rows.into_iter().map(offset).collect())
}

/// What each venue owes back and no run that is only prepared repays already; in order of venue.
pub(crate) fn owed(conn: &mut AnyConn) -> Result<Vec<(VenueId, Cents)>, Fault> {
    let total = || sql::<BigInt>("CAST(SUM(amount_cents) AS BIGINT)");
    let debits: Vec<(Ref<Owner>, i64)> = transfer::table
        .filter(transfer::debit_kind.eq(RECOVERABLE))
        .group_by(transfer::debit_owner)
        .select((transfer::debit_owner, total()))
        .load(conn)?;
    if debits.is_empty() {
        return Ok(Vec::new());
    }
    let credits: Vec<(Ref<Owner>, i64)> = transfer::table
        .filter(transfer::credit_kind.eq(RECOVERABLE))
        .group_by(transfer::credit_owner)
        .select((transfer::credit_owner, total()))
        .load(conn)?;
    let planned: Vec<(Ref<Venue>, i64)> = settlement_offset::table
        .inner_join(settlement::table)
        .filter(settlement::stage.eq(Stage::Prepared.name()))
        .group_by(settlement_offset::owing_venue_id)
        .select((settlement_offset::owing_venue_id, sql::<BigInt>("CAST(SUM(amount_cents) AS BIGINT)")))
        .load(conn)?;
    let mut owed: HashMap<VenueId, i64> = debits.into_iter().map(|(venue, cents)| (recast(venue.0), cents)).collect();
    let gone = credits.into_iter().map(|(venue, cents)| (recast(venue.0), cents));
    for (venue, cents) in gone.chain(planned.into_iter().map(|(venue, cents)| (venue.0, cents))) {
        *owed.entry(venue).or_default() -= cents;
    }
    let mut owed: Vec<(VenueId, Cents)> =
        owed.into_iter().filter(|(_, cents)| *cents > 0).map(|(venue, cents)| (venue, Cents::new(cents))).collect();
    owed.sort();
    Ok(owed)
}

fn recast(owner: Id<Owner>) -> VenueId {
    owner.recast()
}

/// Of these accounts, those on which an approved run has paid before.
pub(crate) fn paid_before(conn: &mut AnyConn, ibans: &[String]) -> Result<Vec<String>, Fault> {
    let mut known = Vec::new();
    for some in ibans.chunks(AT_ONCE) {
        let found: Vec<String> = settlement_payment::table
            .inner_join(settlement::table)
            .filter(settlement::stage.eq_any(vec!["approved", "exported", "confirmed"]))
            .filter(settlement_payment::stage.eq_any(vec!["open", "paid"]))
            .filter(settlement_payment::iban.eq_any(some.to_vec()))
            .select(settlement_payment::iban)
            .distinct()
            .load(conn)?;
        known.extend(found);
    }
    Ok(known)
}

/// Who was paid on which of these accounts: what the bank has confirmed and not sent back.
pub(crate) fn confirmed_on(conn: &mut AnyConn, ibans: &[String]) -> Result<Vec<(StructureId, String)>, Fault> {
    let mut known = Vec::new();
    for some in ibans.chunks(AT_ONCE) {
        let found: Vec<(Ref<Structure>, String)> = settlement_payment::table
            .filter(settlement_payment::stage.eq(PaymentStage::Paid.name()))
            .filter(settlement_payment::iban.eq_any(some.to_vec()))
            .select((settlement_payment::structure_id, settlement_payment::iban))
            .distinct()
            .load(conn)?;
        known.extend(found.into_iter().map(|(structure, iban)| (structure.0, iban)));
    }
    Ok(known)
}
