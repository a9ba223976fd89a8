//! Codes of print runs that were cancelled, as they lie in the database.

use std::collections::HashSet;

use diesel::{delete, insert_into, prelude::*};
use kernel::ids::{Cheque, ChequeId, FileId, OrderId, PersonId};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::tables::{carnet, cheque, withdrawn_cheque, withdrawn_run};

/// Moves the codes of these booklets out of the cheques. None of them was ever active.
pub(crate) fn codes(tx: &mut Tx<'_>, order: OrderId, (first, last): (i64, i64)) -> Result<(), Fault> {
    let now = tx.now().0;
    let ids: Vec<Ref<Cheque>> = cheque::table
        .inner_join(carnet::table)
        .filter(cheque::order_id.eq(Ref(order)).and(carnet::no.between(first, last)))
        .select(cheque::id)
        .load(tx.conn)?;
    for some in ids.chunks(1000) {
        let rows: Vec<_> = some
            .iter()
            .map(|id| {
                (
                    withdrawn_cheque::id.eq(Ref(id.0)),
                    withdrawn_cheque::order_id.eq(Ref(order)),
                    withdrawn_cheque::withdrawn_at.eq(now),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(withdrawn_cheque::table).values(&rows).execute(c))?;
        delete(cheque::table.filter(cheque::id.eq_any(some.to_vec()))).execute(tx.conn)?;
    }
    Ok(())
}

/// Records which run was cancelled, by whom and why.
pub(crate) fn run(tx: &mut Tx<'_>, file: FileId, order: OrderId, reason: &str, by: PersonId) -> Result<(), Fault> {
    let row = (
        withdrawn_run::file_id.eq(Ref(file)),
        withdrawn_run::order_id.eq(Ref(order)),
        withdrawn_run::reason.eq(reason),
        withdrawn_run::withdrawn_at.eq(tx.now().0),
        withdrawn_run::withdrawn_by.eq(Ref(by)),
    );
    insert_into(withdrawn_run::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Which of these are codes of a run that was cancelled.
pub(crate) fn among(conn: &mut AnyConn, ids: &[ChequeId]) -> Result<HashSet<ChequeId>, Fault> {
    let found: Vec<Ref<Cheque>> = withdrawn_cheque::table
        .filter(withdrawn_cheque::id.eq_any(refs(ids)))
        .select(withdrawn_cheque::id)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}
