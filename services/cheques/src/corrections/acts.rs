//! Finding acts: by the number of a receipt, by a booklet, or venue by venue; for those who look into them.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{ChequeId, Id, ReceiptId, VenueId},
};
use store::{Fault, Reply, conn::AnyConn};

use crate::corrections::act_seen::{ActSeen, HoldSeen, LineSeen, UndoneSeen};
use crate::{
    desk::Desk,
    order::Serial,
    rows::{
        found::{self, Found, InRun, Undone},
        holds::{self, Hold, Key},
    },
};

/// What is sought: one of these, the first that is told.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// The number of a receipt, or a booklet's printed number.
    pub written: Option<String>,
    /// A venue, of which every act is found.
    pub venue: Option<VenueId>,
}

/// A booklet was used in so many acts at most.
const MOST: i64 = 500;

/// The acts that are sought, newest first, before a place in the list; one more than `first` when others follow.
///
/// Nothing for who may not look into acts, and for what cannot be read.
pub async fn acts(
    desk: &Desk,
    actor: &Actor,
    sought: Sought,
    first: i64,
    before: Option<(At, ReceiptId)>,
) -> Reply<Vec<ActSeen>> {
    if actor.may_anywhere(Action::Acts).is_err() {
        return Ok(Vec::new());
    }
    let now = desk.store.now();
    desk.store
        .read_still("acts", move |conn| {
            let place = before.unwrap_or((now.plus_ms(1), Id::from_bytes([0; 16])));
            let receipts = receipts(conn, &sought, place, first + 1)?;
            let mut acts = seen(conn, &receipts)?;
            acts.retain(|act| before.is_none() || (act.at, act.receipt) < place);
            acts.truncate(usize::try_from(first + 1).unwrap_or(usize::MAX));
            Ok(acts)
        })
        .await
}

fn receipts(conn: &mut AnyConn, sought: &Sought, place: (At, ReceiptId), most: i64) -> Result<Vec<ReceiptId>, Fault> {
    let written = sought.written.as_deref().map(str::trim).filter(|written| !written.is_empty());
    match (written, sought.venue) {
        (Some(written), _) => match (written.parse(), Serial::parse(written)) {
            (Ok(receipt), _) => Ok(vec![receipt]),
            (Err(_), Some(serial)) => found::receipts_of(conn, &serial, MOST),
            (Err(_), None) => Ok(Vec::new()),
        },
        (None, Some(venue)) => found::receipts_at(conn, venue, place, most),
        (None, None) => Ok(Vec::new()),
    }
}

/// These acts whole, newest first: the same number of statements for one as for many.
pub(super) fn seen(conn: &mut AnyConn, receipts: &[ReceiptId]) -> Result<Vec<ActSeen>, Fault> {
    let redemptions = found::of_receipts(conn, receipts)?;
    let cheques: HashSet<ChequeId> = redemptions.iter().map(|one| one.redemption.cheque).collect();
    let venues: HashSet<VenueId> = redemptions.iter().map(|one| one.redemption.venue).collect();
    let (cheques, venues) = (Vec::from_iter(cheques), Vec::from_iter(venues));
    let fates = Fates {
        runs: found::runs_of(conn, &cheques)?,
        undone: found::undone_of(conn, &cheques)?,
        holds: holds::of_cheques(conn, &cheques)?,
    };
    let names = registry::venue::names(conn, &venues)?;
    let held = holds::of_venues(conn, &venues)?;
    let mut acts: BTreeMap<ReceiptId, ActSeen> = BTreeMap::new();
    for one in &redemptions {
        let act = acts.entry(one.redemption.receipt).or_insert_with(|| ActSeen {
            receipt: one.redemption.receipt,
            venue: one.redemption.venue,
            venue_name: names.get(&one.redemption.venue).cloned().unwrap_or_default(),
            at: one.redemption.at,
            by: one.redemption.by,
            venue_hold: held.get(&one.redemption.venue).map(shown),
            lines: Vec::new(),
        });
        act.lines.push(fates.of(one));
    }
    let mut acts = Vec::from_iter(acts.into_values());
    acts.sort_by_key(|act| std::cmp::Reverse((act.at, act.receipt)));
    Ok(acts)
}

/// What became of some redemptions.
struct Fates {
    runs: HashMap<Key, InRun>,
    undone: HashMap<Key, Undone>,
    holds: HashMap<Key, Hold>,
}

impl Fates {
    fn of(&self, one: &Found) -> LineSeen {
        let key = (one.redemption.cheque, one.redemption.round);
        LineSeen {
            line: one.redemption.ledger_no,
            carnet: one.serial.to_string(),
            cheque_no: one.cheque_no,
            value: one.redemption.value,
            run: self.runs.get(&key).map(|run| (run.id, run.no, run.stage)),
            hold: self.holds.get(&key).map(shown),
            undone: self.undone.get(&key).map(undone),
        }
    }
}

/// A hold, as it is told.
pub(super) fn shown(hold: &Hold) -> HoldSeen {
    HoldSeen { reason: hold.reason.clone(), at: hold.at, by: hold.by }
}

fn undone(undone: &Undone) -> UndoneSeen {
    let (recoverable, blocked) = undone.reversed.unwrap_or_default();
    UndoneSeen {
        reason: undone.reason.clone(),
        at: undone.at,
        by: undone.by,
        reversed: undone.reversed.is_some(),
        recoverable,
        blocked,
    }
}
