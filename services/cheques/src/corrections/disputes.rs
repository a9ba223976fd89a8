//! Reading disputes: those of a venue, or all that wait, with their thread.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor, Reach},
    cents::Cents,
    clock::At,
    ids::{DisputeId, SettlementId, VenueId},
};
use store::{Fault, Reply, conn::AnyConn};

use crate::corrections::dispute::{Dispute, Message, Stage};
use crate::{
    desk::Desk,
    rows::{disputes as rows, found, runs},
};

/// A dispute as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeSeen {
    /// The dispute.
    pub dispute: Dispute,
    /// The venue's name.
    pub venue_name: String,
    /// The run's number.
    pub settlement_no: i64,
    /// What the line is about, when there is one: its booklet's number, its place there, its value.
    pub about: Option<(String, i64, Cents)>,
    /// Whether the network should have answered.
    pub late: bool,
    /// The thread, oldest first; empty in a list.
    pub messages: Vec<Message>,
}

/// Which disputes are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Of this venue alone.
    pub venue: Option<VenueId>,
    /// At this stage alone.
    pub stage: Option<Stage>,
}

/// The disputes that the caller may see, newest first, before a place in the list; one more than `first` when others follow.
pub async fn disputes(
    desk: &Desk,
    actor: &Actor,
    wanted: Wanted,
    first: i64,
    before: Option<(At, DisputeId)>,
) -> Reply<Vec<DisputeSeen>> {
    let mine = match (actor.reach(Action::Disputes), actor.organisation()) {
        (Reach::Any, _) => None,
        (Reach::Own, Some(mine)) => Some(mine),
        (Reach::Own, None) | (Reach::Never, _) => return Ok(Vec::new()),
    };
    let now = desk.store.now();
    desk.store
        .read_still("disputes", move |conn| {
            let found = rows::page(conn, mine, (wanted.venue, wanted.stage), before, first + 1)?;
            Ok(seen(conn, found, now)?)
        })
        .await
}

/// A dispute with its thread, if the caller may see it.
pub async fn dispute(desk: &Desk, actor: &Actor, id: DisputeId) -> Reply<Option<DisputeSeen>> {
    let (actor, now) = (actor.clone(), desk.store.now());
    desk.store
        .read_still("dispute", move |conn| {
            let found = rows::find(conn, id)?.filter(|one| actor.may(Action::Dispute, one.structure).is_ok());
            let mut seen = seen(conn, found.into_iter().collect(), now)?.pop();
            if let Some(seen) = &mut seen {
                seen.messages = rows::thread(conn, id)?;
            }
            Ok(seen)
        })
        .await
}

fn seen(conn: &mut AnyConn, disputes: Vec<Dispute>, now: At) -> Result<Vec<DisputeSeen>, Fault> {
    let venues: BTreeSet<VenueId> = disputes.iter().map(|one| one.venue).collect();
    let names = registry::venue::names(conn, &Vec::from_iter(venues))?;
    let runs: BTreeSet<SettlementId> = disputes.iter().map(|one| one.settlement).collect();
    let runs = runs::these(conn, &Vec::from_iter(runs))?;
    let lines: Vec<i64> = disputes.iter().filter_map(|one| one.line).collect();
    let about: HashMap<i64, (String, i64, Cents)> = found::of_lines(conn, &lines)?
        .into_iter()
        .map(|one| (one.redemption.ledger_no, (one.serial.to_string(), one.cheque_no, one.redemption.value)))
        .collect();
    let seen = |dispute: Dispute| DisputeSeen {
        venue_name: names.get(&dispute.venue).cloned().unwrap_or_default(),
        settlement_no: runs.get(&dispute.settlement).map_or(0, |run| run.no),
        about: dispute.line.and_then(|line| about.get(&line).cloned()),
        late: dispute.is_late(now.day()),
        messages: Vec::new(),
        dispute,
    };
    Ok(disputes.into_iter().map(seen).collect())
}
