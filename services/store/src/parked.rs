//! Acts that made their batch fail: set aside with the cause, so that somebody looks and the others go on.

use diesel::{insert_into, prelude::*};
use kernel::ids::Id;

use crate::{conn::AnyConn, fault::Fault, ids::Ref, tables::parked, tx::Hand};

enum Parked {}

pub(crate) fn park(hand: &mut Hand, verb: &'static str, label: &str, cause: &str) {
    let kept = hand.transact("store.park", |tx| {
        let id: Id<Parked> = tx.chance().id();
        let row = (
            parked::id.eq(Ref(id)),
            parked::verb.eq(verb),
            parked::label.eq(label),
            parked::cause.eq(cause),
            parked::at.eq(tx.now().0),
        );
        Ok(insert_into(parked::table).values(row).execute(tx.conn)?)
    });
    if kept.is_err() {
        tracing::error!(tx.name = verb, act.label = label, cause, "an act that failed could not be parked");
    }
}

/// How many acts are parked.
pub fn count(conn: &mut AnyConn) -> Result<i64, Fault> {
    Ok(parked::table.count().get_result(conn)?)
}
