//! Reading: the runs of payment as a list, and what the next one would pay if it were prepared now.

use std::collections::HashSet;

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::{At, Day},
    ids::{StructureId, VenueId},
};
use registry::accounts::Paying;
use store::{Fault, Reply, conn::AnyConn};

use crate::{
    corrections::awaited::{self, Awaited, Totals},
    desk::Desk,
    payments::{
        pay_run, payday, settle,
        settlement::{Settlement, VenueTotal},
        share::{Held, Share},
    },
    rows,
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
    /// Payments: one a structure.
    pub payments: usize,
    /// Their sum.
    pub paid: Cents,
    /// Of these, payments to an account on which nothing was paid before.
    pub new_accounts: usize,
}

/// What a venue would be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What waits of it.
    pub total: VenueTotal,
    /// What of it is held back: cheques and their value.
    pub held: (i64, Cents),
    /// Whether its structure has an account to be paid on: without one its share waits.
    pub has_account: bool,
    /// What it would have of the run.
    pub share: Share,
}

impl Preview {
    /// Cheques and value of all venues that are held back.
    pub fn held(&self) -> Result<(i64, Cents), Fault> {
        let cents = Cents::total(self.venues.iter().map(|one| one.held.1));
        let cents = cents.map_err(|error| Fault::because("the total of a preview does not fit", error))?;
        Ok((self.venues.iter().map(|one| one.held.0).sum(), cents))
    }

    /// Cheques and value of all venues.
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
    let (next_run, now) = (payday::planned(desk), desk.store.now());
    desk.store.read_still("settlementPreview", move |conn| Ok(Some(looked(conn, next_run, now)?))).await
}

/// What a run has gathered.
fn gathered(conn: &mut AnyConn, run: &Settlement) -> Result<Totals, Fault> {
    let totals = rows::settlements::by_venue(conn, run.id)?;
    let awaited = |total: &VenueTotal| Awaited { free: (total.cheques, total.amount), ..Awaited::default() };
    Ok(totals.iter().map(|total| ((total.venue, total.structure), awaited(total))).collect())
}

fn looked(conn: &mut AnyConn, next_run: Option<Day>, now: At) -> Result<Preview, Fault> {
    let last = rows::runs::last_whole(conn)?;
    let open = rows::settlements::preparing(conn)?;
    let after = last.as_ref().map_or(0, |run| run.mark);
    let until = open.as_ref().map_or(i64::MAX, |run| run.mark);
    let (waiting, fees) = match open.as_ref() {
        // An earlier run lost lines after it was prepared: it is the one that is prepared again.
        Some(run) if run.mark <= after => (gathered(conn, run)?, rows::terms::fees_of_run(conn, run.id)?),
        _ => (awaited::after(conn, after, until)?, rows::terms::fees_waiting(conn, after, until)?),
    };
    let free: Vec<VenueTotal> = waiting.iter().filter_map(free).collect();
    let (shared, paying) = pay_run::look(conn, &free, &fees, now)?;
    let ibans: Vec<String> = shared.payments.iter().filter_map(|to_pay| iban(paying.get(&to_pay.structure)?)).collect();
    let new_accounts = settle::first_times_at(conn, &ibans)?;
    let paid = Cents::total(shared.payments.iter().map(|to_pay| to_pay.amount)).map_err(pay_run::overflow)?;
    Ok(Preview {
        venues: expected(&waiting, shared.shares),
        interrupted: open.is_some(),
        since: last.map(|run| run.prepared_at),
        next_run,
        payments: shared.payments.len(),
        paid,
        new_accounts,
    })
}

fn free((&(venue, structure), awaited): (&(VenueId, StructureId), &Awaited)) -> Option<VenueTotal> {
    let (cheques, amount) = awaited.free;
    (cheques > 0).then_some(VenueTotal { venue, structure, cheques, amount })
}

/// Each share, and each venue of which all that waits is held back; in order of venue.
fn expected(waiting: &Totals, shares: Vec<Share>) -> Vec<Expected> {
    let shared: HashSet<(VenueId, StructureId)> = shares.iter().map(|share| (share.venue, share.structure)).collect();
    let nothing =
        waiting.keys().filter(|one| !shared.contains(one)).map(|&(venue, structure)| Share::nothing(venue, structure));
    let one = |share: Share| {
        let (venue, structure) = (share.venue, share.structure);
        let total = VenueTotal { venue, structure, cheques: share.cheques, amount: share.gathered };
        let held = waiting.get(&(venue, structure)).map(|awaited| awaited.held).unwrap_or_default();
        Expected { has_account: share.held != Some(Held::NoAccount), total, held, share }
    };
    let mut venues: Vec<Expected> = nothing.collect::<Vec<_>>().into_iter().chain(shares).map(one).collect();
    venues.sort_by_key(|one| one.total.venue);
    venues
}

fn iban(paying: &Paying) -> Option<String> {
    match paying {
        Paying::On(account) => Some(account.iban.clone()),
        Paying::Cooling { .. } | Paying::Suspended { .. } => None,
    }
}
