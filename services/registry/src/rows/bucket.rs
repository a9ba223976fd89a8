//! Buckets of tries.

use std::collections::HashMap;

use diesel::{delete, insert_into, prelude::*, upsert::excluded};
use kernel::clock::At;
use store::{Fault, Tx, conn::AnyConn, each};

use crate::tables::bucket;

pub(crate) fn read<'a>(
    conn: &mut AnyConn,
    ids: impl Iterator<Item = &'a Vec<u8>>,
) -> Result<HashMap<Vec<u8>, At>, Fault> {
    let ids: Vec<&[u8]> = ids.map(Vec::as_slice).collect();
    let rows: Vec<(Vec<u8>, i64)> = bucket::table.filter(bucket::id.eq_any(ids)).load(conn)?;
    Ok(rows.into_iter().map(|(id, full_at)| (id, At(full_at))).collect())
}

pub(crate) fn keep(tx: &mut Tx<'_>, tried: &[(Vec<u8>, At)]) -> Result<(), Fault> {
    let rows: Vec<_> =
        tried.iter().map(|(id, full_at)| (bucket::id.eq(id.as_slice()), bucket::full_at.eq(full_at.0))).collect();
    each!(&mut *tx.conn, |c| insert_into(bucket::table)
        .values(&rows)
        .on_conflict(bucket::id)
        .do_update()
        .set(bucket::full_at.eq(excluded(bucket::full_at)))
        .execute(c))?;
    Ok(())
}

/// A bucket that is full says what no row says.
pub(crate) fn sweep(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    Ok(delete(bucket::table.filter(bucket::full_at.le(tx.now().0))).execute(tx.conn)?)
}
