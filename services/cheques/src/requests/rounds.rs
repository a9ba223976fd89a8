//! Rounds: the queue goes on, what is late is told twice and then ends, and whoever asked is forgotten. What writes the letters is
//! elsewhere.

use kernel::{clock::At, ids::StructureId};
use store::{Fault, Tx, conn::AnyConn};

use super::{
    queue,
    request::{DAYS_KEPT, DAYS_MORE, Request, Stage, WaitsFor},
};
use crate::rows::{self, requests};

/// A request whose day has come, and that is to be told about now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The request.
    pub request: Request,
    /// Who pays for it.
    pub funder: StructureId,
    /// Whether it ends with this letter.
    pub ends: bool,
}

/// Who has to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Whoever recorded it.
    Structure,
    /// The funder.
    Funder,
    /// The network.
    Network,
}

impl Due {
    /// Who has to do something.
    pub fn whose(&self) -> Whose {
        match self.request.waits_for {
            Some(WaitsFor::Funder | WaitsFor::Quota) => Whose::Funder,
            Some(WaitsFor::Stock) => Whose::Network,
            None => Whose::Structure,
        }
    }
}

/// More than these wait for the next round.
const MOST: i64 = 500;
const DAY_MS: i64 = 24 * 3_600_000;

/// Promises booklets to those in the queue, and forgets those whose request ended long enough ago.
pub fn go_on(tx: &mut Tx<'_>) -> Result<(), Fault> {
    queue::advance(tx, None)?;
    let (now, before) = (tx.now(), tx.now().plus_ms(-DAYS_KEPT * DAY_MS));
    let gone = requests::to_forget(tx.conn, before, MOST)?;
    requests::forget(tx, &gone)?;
    requests::unmark_ended(tx, before, now.day())?;
    Ok(())
}

/// The requests whose day has come, and those for which it is seven days past.
pub fn due(conn: &mut AnyConn, now: At) -> Result<Vec<Due>, Fault> {
    let found = requests::due(conn, now.day(), DAYS_MORE, MOST)?;
    let ids: Vec<_> = found.iter().map(|one| one.order).collect();
    let orders = rows::orders::of_ids(conn, &ids)?;
    let funder = |one: &Request| orders.iter().find(|order| order.id == one.order).map(|order| order.funder);
    let due = |request: Request| {
        let funder = funder(&request).ok_or_else(|| Fault::broken("a request has no order"))?;
        // What is with the post comes back or arrives: it stays until somebody says which.
        let ends = request.told == 1 && request.stage != Stage::Posted;
        Ok(Due { request, funder, ends })
    };
    found.into_iter().map(due).collect()
}

/// Remembers that it was told, in the transaction that writes the letters; the second time the request ends, and a booklet that was
/// kept is free again. Answers whether it stood as it was read; when not, no letter is to be written.
pub fn record(tx: &mut Tx<'_>, due: &Due) -> Result<bool, Fault> {
    let from = &due.request;
    let told = Request { told: from.told + 1, ..from.clone() };
    if !due.ends {
        return requests::change(tx, from, &told);
    }
    let over =
        Request { stage: Stage::Lapsed, waits_for: None, carnet: None, place: None, ended_at: Some(tx.now()), ..told };
    if !requests::change(tx, from, &over)? {
        return Ok(false);
    }
    requests::free(tx, from.id)?;
    Ok(true)
}
