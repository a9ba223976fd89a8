//! What venues were paid, and when they will be: the question that every venue asks.

use std::collections::HashMap;

use kernel::{
    access::{Action, Actor, Reach},
    cents::Cents,
    clock::Day,
    ids::{StructureId, VenueId},
};
use store::{Fault, Reply, conn::AnyConn};

use crate::{
    corrections::awaited::{self, Awaited},
    desk::Desk,
    payments::{
        bank_news::PaymentStage,
        settlement::{Settlement, Stage, VenueTotal},
        share::Share,
    },
    rows,
};

/// What a venue is paid by a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// The run.
    pub run: Settlement,
    /// The venue's total: what this run gathered.
    pub total: VenueTotal,
    /// What became of it: brought over, kept back, paid.
    pub share: Option<Share>,
    /// The transfer in which its structure is paid, for all of its venues together.
    pub transfer: Option<Transfer>,
}

/// A transfer of the bank, as the one who is paid finds it on their own statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The holder of the account.
    pub holder: String,
    /// Its IBAN, masked.
    pub iban: String,
    /// How much, for all of the structure's venues.
    pub amount: Cents,
    /// The reference that follows the money.
    pub reference: String,
    /// What became of it at the bank.
    pub stage: PaymentStage,
    /// Why it was rejected or came back.
    pub reason: Option<String>,
}

/// What a venue may expect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextPayment {
    /// The venue.
    pub venue: VenueId,
    /// Cheques accepted that no run has gathered yet.
    pub cheques: i64,
    /// Their value.
    pub amount: Cents,
    /// Cheques that the network holds back while it looks into them, and their value.
    pub held: (i64, Cents),
    /// Why all of the venue's payments are held, when they are.
    pub hold_reason: Option<String>,
    /// What earlier runs did not pay, or the bank sent back: paid by a later one.
    pub carried: Cents,
    /// Why that waits, when something does: the reason of the newest.
    pub carried_why: Option<String>,
    /// What runs have gathered that the bank has not paid yet, oldest first.
    pub under_way: Vec<Paid>,
    /// When the house means to prepare the next run; none: it is not fixed.
    pub next_run: Option<Day>,
}

/// Statements of a venue, or of every venue of the caller's structure: newest run first, after a place (run, venue) in the
/// list; one more than `first` when others follow.
pub async fn statements(
    desk: &Desk,
    actor: &Actor,
    venue: Option<VenueId>,
    first: i64,
    after: Option<(i64, VenueId)>,
) -> Reply<Vec<Paid>> {
    let actor = actor.clone();
    desk.store
        .read("statements", move |conn| {
            let venues = venues_of(conn, &actor, Action::Statements, venue)?;
            Ok(paid(conn, &venues, after, first + 1)?)
        })
        .await
}

/// Runs of which the bank has not paid all are few; more than these are not looked at.
const MOST_UNDER_WAY: i64 = 100;

/// What a venue may expect, or every venue of the caller's structure, in order of name.
pub async fn next_payments(desk: &Desk, actor: &Actor, venue: Option<VenueId>) -> Reply<Vec<NextPayment>> {
    let (actor, next_run) = (actor.clone(), planned(desk));
    desk.store
        .read_still("nextPayments", move |conn| {
            let venues = venues_of(conn, &actor, Action::NextPayments, venue)?;
            let mark = rows::runs::last_whole(conn)?.map_or(0, |run| run.mark);
            let mut waiting: HashMap<VenueId, Awaited> = HashMap::new();
            for ((venue, _), one) in awaited::at(conn, &venues, mark)? {
                let sum = waiting.entry(venue).or_default();
                sum.free = (sum.free.0 + one.free.0, sum.free.1.plus(one.free.1).map_err(overflow)?);
                sum.held = (sum.held.0 + one.held.0, sum.held.1.plus(one.held.1).map_err(overflow)?);
            }
            let held: HashMap<VenueId, String> =
                rows::holds::of_venues(conn, &venues)?.into_iter().map(|(venue, hold)| (venue, hold.reason)).collect();
            let left = rows::shares::waiting_at(conn, &venues)?;
            let mut under_way = paid(conn, &venues, None, MOST_UNDER_WAY)?;
            under_way.retain(|paid| paid.run.stage != Stage::Confirmed);
            under_way.reverse();
            let expected = |venue: VenueId| {
                let awaited = waiting.get(&venue).copied().unwrap_or_default();
                let under_way = under_way.iter().filter(|paid| paid.total.venue == venue).cloned().collect();
                let theirs = || left.iter().filter(|(carry, _)| carry.venue == venue);
                let carried = Cents::total(theirs().map(|(carry, _)| carry.amount)).map_err(overflow)?;
                Ok(NextPayment {
                    venue,
                    cheques: awaited.free.0,
                    amount: awaited.free.1,
                    held: awaited.held,
                    hold_reason: held.get(&venue).cloned(),
                    carried,
                    carried_why: theirs().next_back().map(|(_, why)| why.clone()),
                    under_way,
                    next_run,
                })
            };
            Ok(venues.into_iter().map(expected).collect::<Result<_, Fault>>()?)
        })
        .await
}

/// The venue that is asked for, or those of the caller's structure: what the caller may see of them, maybe nothing.
fn venues_of(conn: &mut AnyConn, actor: &Actor, action: Action, venue: Option<VenueId>) -> Result<Vec<VenueId>, Fault> {
    match (venue, actor.organisation()) {
        (Some(venue), _) => {
            let owner = registry::venue::owner(conn, venue)?;
            let may = owner.is_some_and(|owner| actor.may(action, owner).is_ok());
            Ok(may.then_some(venue).into_iter().collect())
        }
        (None, Some(mine)) if actor.reach(action) != Reach::Never => {
            let venues = registry::venue::of_structure(conn, mine)?;
            Ok(venues.into_iter().map(|(venue, _)| venue).collect())
        }
        (None, _) => Ok(Vec::new()),
    }
}

fn paid(conn: &mut AnyConn, venues: &[VenueId], after: Option<(i64, VenueId)>, most: i64) -> Result<Vec<Paid>, Fault> {
    let shares = rows::shares::at_venues(conn, venues, after, most)?;
    let ids: Vec<_> = shares.iter().map(|(run, _)| *run).collect();
    let structures: Vec<_> = shares.iter().map(|(_, share)| share.structure).collect();
    let runs = rows::runs::these(conn, &ids)?;
    let transfers = rows::runs::paid_on(conn, &ids, &structures)?;
    let paid = |(run, share): (_, Share)| {
        let transfer = transfers.get(&(run, share.structure)).map(masked);
        let run = runs.get(&run).cloned().ok_or_else(|| Fault::broken("a share of a run that is not there"))?;
        let (venue, structure) = (share.venue, share.structure);
        let total = VenueTotal { venue, structure, cheques: share.cheques, amount: share.gathered };
        Ok(Paid { run, total, share: Some(share), transfer })
    };
    shares.into_iter().map(paid).collect()
}

/// The transfer in which a run pays a structure.
pub(crate) fn transfer(
    conn: &mut AnyConn,
    run: &Settlement,
    structure: StructureId,
) -> Result<Option<Transfer>, Fault> {
    let found = rows::runs::paid_on(conn, &[run.id], &[structure])?;
    Ok(found.get(&(run.id, structure)).map(masked))
}

fn masked(paid: &rows::runs::PaidOn) -> Transfer {
    let (holder, reference) = (paid.holder.clone(), paid.reference.clone());
    let (stage, reason) = (paid.stage, paid.reason.clone());
    Transfer { holder, iban: registry::account::masked(&paid.iban), amount: paid.amount, reference, stage, reason }
}

/// When the house means to prepare the next run; none: it is not fixed.
pub(crate) fn planned(desk: &Desk) -> Option<Day> {
    let today = desk.store.now().day();
    desk.house.settlement_day.map(|day| next_run(today, day))
}

/// The day of the next run, when one is prepared on that day of each month: today at the earliest.
fn next_run(today: Day, day_of_month: u32) -> Day {
    let days = (0..=31).map(|days| today.plus_days(days));
    days.into_iter().find(|day| day.day_of_month() == day_of_month).unwrap_or(today)
}

fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("what a venue is owed does not fit", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_run_is_this_month_or_the_next() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        for (today, on, next) in [
            ("2025-10-01", 28, "2025-10-28"),
            ("2025-10-28", 28, "2025-10-28"),
            ("2025-10-29", 28, "2025-11-28"),
            ("2025-12-31", 1, "2026-01-01"),
            ("2026-02-28", 28, "2026-02-28"),
            ("2026-01-29", 28, "2026-02-28"),
        ] {
            assert_eq!(next_run(day(today), on), day(next), "{today}");
        }
    }
}
