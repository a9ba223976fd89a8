//! Reversals as they lie in the database.

use diesel::{delete, insert_into, prelude::*, update};
use kernel::ids::{ChequeId, PersonId};
use store::{
    Fault, Tx, each,
    ids::{Ref, refs},
};

use super::redemptions::Redemption;
use crate::{
    cheque::Stage,
    tables::{cheque, passed_over, reversal},
};

/// A redemption that is being reversed, and the account that gives its money back.
#[derive(Clone, Debug)]
pub(crate) struct Reversing {
    pub(crate) redemption: Redemption,
    /// The kind of that account: due, or recoverable.
    pub(crate) owing: &'static str,
}

/// Ends the round of these redeemed cheques, which live again or are blocked; answers how many were redeemed.
pub(crate) fn end_round(tx: &mut Tx<'_>, ids: &[ChequeId], blocked: bool) -> Result<usize, Fault> {
    let redeemed = cheque::table.filter(cheque::id.eq_any(refs(ids)).and(cheque::stage.eq(Stage::Redeemed.name())));
    let stage = if blocked { Stage::Blocked } else { Stage::Live };
    let next = (cheque::stage.eq(stage.name()), cheque::round.eq(cheque::round + 1));
    Ok(update(redeemed).set(next).execute(tx.conn)?)
}

/// Records these reversals; the first is written at line `ledger_no`, the next at the next.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    reversing: &[Reversing],
    (by, reason, blocked): (PersonId, &str, bool),
    ledger_no: i64,
) -> Result<(), Fault> {
    let now = tx.now().0;
    let rows: Vec<_> = reversing
        .iter()
        .zip(ledger_no..)
        .map(|(one, line)| {
            (
                reversal::cheque_id.eq(Ref(one.redemption.cheque)),
                reversal::round.eq(one.redemption.round),
                reversal::venue_id.eq(Ref(one.redemption.venue)),
                reversal::owing.eq(one.owing),
                reversal::blocked.eq(i64::from(blocked)),
                reversal::reason.eq(reason),
                reversal::at.eq(now),
                reversal::reversed_by.eq(Ref(by)),
                reversal::ledger_no.eq(line),
            )
        })
        .collect();
    each!(&mut *tx.conn, |c| insert_into(reversal::table).values(&rows).execute(c))?;
    let cheques: Vec<ChequeId> = reversing.iter().map(|one| one.redemption.cheque).collect();
    delete(passed_over::table.filter(passed_over::cheque_id.eq_any(refs(&cheques)))).execute(tx.conn)?;
    Ok(())
}
