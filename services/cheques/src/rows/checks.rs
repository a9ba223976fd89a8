//! Reports of the checks, as they lie in the database.

use diesel::{insert_into, prelude::*};
use kernel::ids::CheckId;
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::tables::network_check;

pub(crate) fn keep(tx: &mut Tx<'_>, holds: bool, report: &str) -> Result<(), Fault> {
    let id: CheckId = tx.chance().id();
    let row = (
        network_check::id.eq(Ref(id)),
        network_check::at.eq(tx.now().0),
        network_check::holds.eq(i64::from(holds)),
        network_check::report.eq(report),
    );
    insert_into(network_check::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(crate) fn last(conn: &mut AnyConn) -> Result<Option<String>, Fault> {
    Ok(network_check::table.order(network_check::at.desc()).select(network_check::report).first(conn).optional()?)
}
