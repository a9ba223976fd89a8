//! What an operator chooses of an act: all of its cheques, or some lines; and what taking them out of a run means.

use std::collections::{BTreeSet, HashMap};

use kernel::ids::{ChequeId, ReceiptId, SettlementId};
use serde::Serialize;
use store::{Fault, Reply, Tx};

use crate::{
    payments::settlement::Stage,
    refusal::Refusal,
    rows::{
        found::{self, InRun, Undone},
        holds::{Hold, Key, of_cheques, take_out},
        redemptions::{self, Redemption},
        settlements,
    },
};

/// Some cheques of an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chosen {
    /// The act.
    pub receipt: ReceiptId,
    /// The lines of the ledger that redeemed them; none: every cheque of the act to which it can be done.
    pub lines: BTreeSet<i64>,
}

/// The cheques of an act with what became of each.
pub(super) struct Act {
    redemptions: Vec<Redemption>,
    runs: HashMap<Key, InRun>,
    undone: HashMap<Key, Undone>,
    holds: HashMap<Key, Hold>,
}

impl Act {
    /// The act of that receipt; the caller holds the head, so that nothing of it changes. Refusal: `NOT_FOUND`.
    pub(super) fn read(tx: &mut Tx<'_>, receipt: ReceiptId) -> Reply<Self> {
        let redemptions = redemptions::of_receipt(tx.conn, receipt)?;
        if redemptions.is_empty() {
            return Err(Refusal::NotFound.into());
        }
        let cheques: Vec<ChequeId> = redemptions.iter().map(|one| one.cheque).collect();
        Ok(Self {
            runs: found::runs_of(tx.conn, &cheques)?,
            undone: found::undone_of(tx.conn, &cheques)?,
            holds: of_cheques(tx.conn, &cheques)?,
            redemptions,
        })
    }

    /// The chosen ones, in order of ledger. A line that is not of the act is `NOT_FOUND`; one that is chosen and to which it
    /// cannot be done is refused as `able` says, and so is an act of which nothing can be chosen.
    pub(super) fn choose(
        &self,
        lines: &BTreeSet<i64>,
        able: impl Fn(&Self, &Redemption) -> Result<(), Refusal>,
    ) -> Result<Vec<Redemption>, Refusal> {
        let mine: BTreeSet<i64> = self.redemptions.iter().map(|one| one.ledger_no).collect();
        if !lines.is_subset(&mine) {
            return Err(Refusal::NotFound);
        }
        let wanted = |one: &&Redemption| lines.is_empty() || lines.contains(&one.ledger_no);
        let (mut chosen, mut refused) = (Vec::new(), None);
        for one in self.redemptions.iter().filter(wanted) {
            match able(self, one) {
                Ok(()) => chosen.push(one.clone()),
                Err(refusal) if lines.is_empty() => refused = refused.or(Some(refusal)),
                Err(refusal) => return Err(refusal),
            }
        }
        chosen.sort_by_key(|one| one.ledger_no);
        if chosen.is_empty() { Err(refused.unwrap_or(Refusal::NotFound)) } else { Ok(chosen) }
    }

    /// `VOIDED` for one that was undone.
    pub(super) fn stands(&self, one: &Redemption) -> Result<(), Refusal> {
        if self.undone.contains_key(&key(one)) { Err(Refusal::Voided) } else { Ok(()) }
    }

    pub(super) fn is_held(&self, one: &Redemption) -> bool {
        self.holds.contains_key(&key(one))
    }

    pub(super) fn run_of(&self, one: &Redemption) -> Option<InRun> {
        self.runs.get(&key(one)).copied()
    }

    /// Whether a run that was approved has it: its money has left, or is leaving.
    pub(super) fn is_paid(&self, one: &Redemption) -> bool {
        self.run_of(one).is_some_and(|run| !may_change(run.stage))
    }
}

pub(super) const fn key(one: &Redemption) -> Key {
    (one.cheque, one.round)
}

/// Whether lines may still leave a run at that stage.
pub(super) const fn may_change(stage: Stage) -> bool {
    matches!(stage, Stage::Preparing | Stage::Prepared)
}

/// Takes these out of the runs that may still change; `again` keeps them for a later run.
pub(super) fn leave_runs(tx: &mut Tx<'_>, act: &Act, chosen: &[Redemption], again: bool) -> Result<(), Fault> {
    let mut left = BTreeSet::new();
    for one in chosen {
        if let Some(run) = act.run_of(one).filter(|run| may_change(run.stage)) {
            take_out(tx, run.id, key(one), again)?;
            left.insert(run.id);
        }
    }
    left.into_iter().try_for_each(|run| turned(tx, run))
}

/// A run that lost lines: its payments are made anew by whoever prepares it again. One that has nothing left, and after which
/// another was opened, is ended.
pub(super) fn turned(tx: &mut Tx<'_>, run: SettlementId) -> Result<(), Fault> {
    settlements::turn(tx, run)?;
    settlements::reopen(tx, run)?;
    let last = settlements::last(tx.conn)?.map(|last| last.id);
    if last != Some(run) && !settlements::has_lines(tx.conn, run)? {
        settlements::end_empty(tx, run)?;
    }
    Ok(())
}
