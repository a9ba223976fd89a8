//! The bank sent money back: the account is paid on no more until somebody has looked at it.

use std::collections::BTreeMap;

use kernel::ids::{BankAccountId, StructureId};
use store::{Fault, Tx};

use crate::rows::dossier::{self as rows, Cause, NewPeriod};

/// Suspends these accounts of these structures, those that are still paid on; answers how many.
///
/// A newer account stays: what came back was sent to the one before.
pub fn reopen(tx: &mut Tx<'_>, accounts: &[(StructureId, BankAccountId)]) -> Result<usize, Fault> {
    let structures: Vec<StructureId> = accounts.iter().map(|(structure, _)| *structure).collect();
    let mut last = BTreeMap::new();
    for period in rows::periods(tx.conn, &structures)? {
        last.insert(period.structure, period);
    }
    let mut suspended = 0;
    for (structure, period) in last {
        let current = period.account.as_ref().map(|account| account.id.0);
        if current.is_some_and(|current| accounts.contains(&(structure, current))) {
            let from = rows::next_instant(Some(&period), tx.now());
            rows::insert_period(
                tx,
                &NewPeriod { structure, from, account: None, held_until: None, cause: Cause::Bank },
            )?;
            suspended += 1;
        }
    }
    Ok(suspended)
}
