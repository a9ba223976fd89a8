//! Parcels of booklets, as they lie in the database.

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Order, Parcel as ParcelKind, ParcelId, PersonId, Structure, StructureId},
};
use store::{
    Fault, Tx,
    conn::{AnyConn, MultiBackend},
    ids::Ref,
};

use crate::{
    carnets::parcel::Parcel,
    order::Serial,
    tables::{funding_order, parcel},
};

/// Inserts a parcel just sent.
pub(crate) fn insert(tx: &mut Tx<'_>, sent: &Parcel, by: PersonId) -> Result<(), Fault> {
    let row = (
        parcel::id.eq(Ref(sent.id)),
        parcel::order_id.eq(Ref(sent.order)),
        parcel::from_id.eq(sent.from.map(Ref)),
        parcel::to_id.eq(Ref(sent.to)),
        parcel::first_no.eq(sent.first.no),
        parcel::last_no.eq(sent.last.no),
        parcel::carnets.eq(sent.carnets),
        parcel::sent_at.eq(sent.sent_at.0),
        parcel::sent_by.eq(Ref(by)),
    );
    insert_into(parcel::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Records how many booklets were there; answers whether nobody had counted before.
pub(crate) fn count(tx: &mut Tx<'_>, id: ParcelId, counted: i64, by: PersonId) -> Result<bool, Fault> {
    let waiting = parcel::table.filter(parcel::id.eq(Ref(id)).and(parcel::counted.is_null()));
    let told = (
        parcel::counted.eq(Some(counted)),
        parcel::counted_at.eq(Some(tx.now().0)),
        parcel::counted_by.eq(Some(Ref(by))),
    );
    Ok(update(waiting).set(told).execute(tx.conn)? == 1)
}

type Row = (
    (Ref<ParcelKind>, Ref<Order>, String),
    (Option<Ref<Structure>>, Ref<Structure>),
    (i64, i64, i64),
    (i64, Option<i64>, Option<i64>),
);

/// The parcel of that identifier.
pub(crate) fn find(conn: &mut AnyConn, id: ParcelId) -> Result<Option<Parcel>, Fault> {
    Ok(of_ids(conn, &[Ref(id)])?.pop())
}

/// Parcels to or from a structure, or all: those that nobody has counted first, then the newest; at most so many.
pub(crate) fn page(conn: &mut AnyConn, of: Option<StructureId>, skipped: i64, most: i64) -> Result<Vec<Parcel>, Fault> {
    let mut query = parcel::table
        .select(parcel::id)
        .order((parcel::counted.is_not_null(), parcel::sent_at.desc(), parcel::id))
        .offset(skipped)
        .limit(most)
        .into_boxed::<MultiBackend>();
    if let Some(of) = of {
        query = query.filter(parcel::to_id.eq(Ref(of)).or(parcel::from_id.eq(Some(Ref(of)))));
    }
    let ids: Vec<Ref<ParcelKind>> = query.load(conn)?;
    of_ids(conn, &ids)
}

fn of_ids(conn: &mut AnyConn, ids: &[Ref<ParcelKind>]) -> Result<Vec<Parcel>, Fault> {
    let rows: Vec<Row> = parcel::table
        .inner_join(funding_order::table)
        .filter(parcel::id.eq_any(ids.to_vec()))
        .order((parcel::counted.is_not_null(), parcel::sent_at.desc(), parcel::id))
        .select((
            (parcel::id, parcel::order_id, funding_order::label),
            (parcel::from_id, parcel::to_id),
            (parcel::first_no, parcel::last_no, parcel::carnets),
            (parcel::sent_at, parcel::counted, parcel::counted_at),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(shaped).collect())
}

fn shaped(((id, order, label), (from, to), (first, last, carnets), (sent_at, counted, counted_at)): Row) -> Parcel {
    Parcel {
        id: id.0,
        order: order.0,
        from: from.map(|it| it.0),
        to: to.0,
        first: Serial { label: label.clone(), no: first },
        last: Serial { label, no: last },
        carnets,
        sent_at: At(sent_at),
        counted,
        counted_at: counted_at.map(At),
    }
}
