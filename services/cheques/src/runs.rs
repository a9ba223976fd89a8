//! Reading: the runs of payment as a list, and what the next one would pay if it were prepared now.

use std::collections::HashMap;

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::{At, Day},
    ids::{StructureId, VenueId},
};
use store::{Fault, Reply, conn::AnyConn};

use crate::{
    counter::awaited::{self, Awaited, Totals},
    desk::Desk,
    payday, rows,
    settlement::{Settlement, VenueTotal},
};

/// A run in the list, with what its payments come to; nothing yet while it is being prepared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunListed {
    /// The run.
    pub run: Settlement,
    /// Payments: one a structure.
    pub payments: i64,
    /// Cheques paid.
    pub cheques: i64,
    /// The total.
    pub amount: Cents,
}

/// What the next run would pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Venue by venue, in order of venue.
    pub venues: Vec<Expected>,
    /// Whether a preparation was interrupted: preparing again resumes it.
    pub interrupted: bool,
    /// When the last run was prepared.
    pub since: Option<At>,
    /// When the house means to prepare the next one; none: it is not fixed.
    pub next_run: Option<Day>,
}

/// What a venue would be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Its total.
    pub total: VenueTotal,
    /// What of it is held back: cheques and their value.
    pub held: (i64, Cents),
    /// Whether its structure has an account to be paid on: without one the run is refused.
    pub has_account: bool,
}

impl Preview {
    /// Cheques and value of all venues that are held back.
    pub fn held(&self) -> Result<(i64, Cents), Fault> {
        let cents = Cents::total(self.venues.iter().map(|one| one.held.1));
        let cents = cents.map_err(|error| Fault::because("the total of a preview does not fit", error))?;
        Ok((self.venues.iter().map(|one| one.held.0).sum(), cents))
    }

    /// Cheques and value that would be paid to all venues.
    pub fn total(&self) -> Result<(i64, Cents), Fault> {
        let cents = Cents::total(self.venues.iter().map(|one| one.total.amount));
        let cents = cents.map_err(|error| Fault::because("the total of a preview does not fit", error))?;
        Ok((self.venues.iter().map(|one| one.total.cheques).sum(), cents))
    }
}

/// A page of the runs, newest first, with a lower number than `before`; one more than `first` when others follow.
pub async fn settlements(desk: &Desk, actor: &Actor, first: i64, before: Option<i64>) -> Reply<Vec<RunListed>> {
    if actor.may_anywhere(Action::Settlements).is_err() {
        return Ok(Vec::new());
    }
    desk.store
        .read("settlements", move |conn| {
            let runs = rows::runs::page(conn, before, first + 1)?;
            let ids: Vec<_> = runs.iter().map(|run| run.id).collect();
            let sums = rows::runs::sums(conn, &ids)?;
            let listed = |run: Settlement| {
                let sums = sums.get(&run.id).copied().unwrap_or_default();
                RunListed { payments: sums.payments, cheques: sums.cheques, amount: sums.amount, run }
            };
            Ok(runs.into_iter().map(listed).collect())
        })
        .await
}

/// What the next run would pay, for those who may see runs.
pub async fn preview(desk: &Desk, actor: &Actor) -> Reply<Option<Preview>> {
    if actor.may_anywhere(Action::SettlementPreview).is_err() {
        return Ok(None);
    }
    let next_run = payday::planned(desk);
    desk.store.read_still("settlementPreview", move |conn| Ok(Some(looked(conn, next_run)?))).await
}

/// What a run has gathered.
fn gathered(conn: &mut AnyConn, run: &Settlement) -> Result<Totals, Fault> {
    let totals = rows::settlements::by_venue(conn, run.id)?;
    let awaited = |total: &VenueTotal| Awaited { free: (total.cheques, total.amount), ..Awaited::default() };
    Ok(totals.iter().map(|total| ((total.venue, total.structure), awaited(total))).collect())
}

fn looked(conn: &mut AnyConn, next_run: Option<Day>) -> Result<Preview, Fault> {
    let last = rows::runs::last_whole(conn)?;
    let open = rows::settlements::preparing(conn)?;
    let mark = last.as_ref().map_or(0, |run| run.mark);
    let waiting = match open.as_ref() {
        // An earlier run lost lines after it was prepared: it is the one that is prepared again.
        Some(run) if run.mark <= mark => gathered(conn, run)?,
        _ => awaited::after(conn, mark, open.as_ref().map_or(i64::MAX, |run| run.mark))?,
    };
    let structures: Vec<StructureId> = waiting.keys().map(|(_, structure)| *structure).collect();
    let accounts: HashMap<_, _> = registry::account::latest(conn, &structures)?;
    let expected = |((venue, structure), awaited): ((VenueId, StructureId), Awaited)| Expected {
        total: VenueTotal { venue, structure, cheques: awaited.free.0, amount: awaited.free.1 },
        held: awaited.held,
        has_account: accounts.contains_key(&structure),
    };
    Ok(Preview {
        venues: waiting.into_iter().map(expected).collect(),
        interrupted: open.is_some(),
        since: last.map(|run| run.prepared_at),
        next_run,
    })
}
