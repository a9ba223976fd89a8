//! What venues are owed that no run has yet: what the next one would pay, and what is held back from it.

use std::collections::{BTreeMap, HashSet};

use kernel::{
    cents::{Cents, Overflow},
    ids::{StructureId, VenueId},
};
use store::{Fault, conn::AnyConn};

use crate::{
    payments::settlement::VenueTotal,
    rows::{holds, runs},
};

/// Cheques and their value.
pub(crate) type Sum = (i64, Cents);

/// What a venue is owed that no run has yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Awaited {
    /// What the next run would pay.
    pub(crate) free: Sum,
    /// What is held back.
    pub(crate) held: Sum,
}

/// Venue by venue.
pub(crate) type Totals = BTreeMap<(VenueId, StructureId), Awaited>;

/// What waits after a line of the ledger, up to another, venue by venue; with what earlier runs passed over.
pub(crate) fn after(conn: &mut AnyConn, after: i64, until: i64) -> Result<Totals, Fault> {
    let waiting = runs::waiting(conn, after, until)?;
    split(conn, (after, until), &waiting)
}

/// The same at these venues alone, whatever has come since that line.
pub(crate) fn at(conn: &mut AnyConn, venues: &[VenueId], after: i64) -> Result<Totals, Fault> {
    let waiting = runs::waiting_at(conn, venues, after)?;
    let mut totals = split(conn, (after, i64::MAX), &waiting)?;
    totals.retain(|(venue, _), _| venues.contains(venue));
    Ok(totals)
}

fn split(conn: &mut AnyConn, (after, until): (i64, i64), waiting: &[VenueTotal]) -> Result<Totals, Fault> {
    let mut totals = Totals::new();
    let closed: HashSet<VenueId> = holds::venues(conn)?.into_keys().collect();
    let (passed, freed) = (holds::passed(conn, after)?, holds::freed_by_venue(conn, after)?);
    let kept = holds::held_between(conn, after.saturating_add(1), until)?;
    for one in waiting.iter().chain(&passed) {
        let total = totals.entry((one.venue, one.structure)).or_default();
        let side = if closed.contains(&one.venue) { &mut total.held } else { &mut total.free };
        *side = plus(*side, one).map_err(overflow)?;
    }
    // All that was passed over was held once; what is free of it comes back.
    for (one, back) in kept.iter().chain(&passed).map(|one| (one, false)).chain(freed.iter().map(|one| (one, true))) {
        give(&mut totals, &closed, one, back)?;
    }
    Ok(totals)
}

/// Moves a sum of a venue from what is free to what is held, or back; all of a held venue is held anyway.
fn give(totals: &mut Totals, closed: &HashSet<VenueId>, one: &VenueTotal, back: bool) -> Result<(), Fault> {
    let Some(total) = totals.get_mut(&(one.venue, one.structure)).filter(|_| !closed.contains(&one.venue)) else {
        return Ok(());
    };
    let (free, held) = if back {
        (plus(total.free, one), minus(total.held, one))
    } else {
        (minus(total.free, one), plus(total.held, one))
    };
    (total.free, total.held) = (free.map_err(overflow)?, held.map_err(overflow)?);
    Ok(())
}

fn plus((cheques, amount): Sum, one: &VenueTotal) -> Result<Sum, Overflow> {
    Ok((cheques + one.cheques, amount.plus(one.amount)?))
}

fn minus((cheques, amount): Sum, one: &VenueTotal) -> Result<Sum, Overflow> {
    Ok((cheques - one.cheques, amount.minus(one.amount)?))
}

fn overflow(error: Overflow) -> Fault {
    Fault::because("what a venue is owed does not fit", error)
}
