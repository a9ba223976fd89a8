//! On which account a structure is paid at an instant, or why on none.

use std::collections::HashMap;

use kernel::{clock::At, ids::StructureId};
use store::{Fault, conn::AnyConn};

use crate::{account::BankAccount, rows::dossier as rows};

/// Payments wait so long after an account was changed.
pub const COOLING_MS: i64 = 72 * 3_600_000;

/// How a structure is paid. One that never had an account is not told of at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paying {
    /// On this account.
    On(BankAccount),
    /// On none before that instant: the account is new.
    Cooling {
        /// The end of the three days.
        until: At,
    },
    /// On none until somebody has looked at the account: the bank sent money back.
    Suspended {
        /// Since when.
        since: At,
    },
}

/// How these structures are paid at that instant.
pub fn paying(conn: &mut AnyConn, structures: &[StructureId], now: At) -> Result<HashMap<StructureId, Paying>, Fault> {
    let mut paying = HashMap::new();
    // In order of time: the last one that has begun stays.
    for period in rows::periods(conn, structures)?.into_iter().filter(|period| period.from <= now) {
        paying.insert(period.structure, of(period, now));
    }
    Ok(paying)
}

fn of(period: rows::Period, now: At) -> Paying {
    match (period.account, period.held_until) {
        (None, _) => Paying::Suspended { since: period.from },
        (Some(_), Some(until)) if now < until => Paying::Cooling { until },
        (Some(account), _) => Paying::On(account.into()),
    }
}
