//! What acts paid for, as it lies in the database.

use std::collections::HashMap;

use diesel::{insert_into, prelude::*};
use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{Receipt, ReceiptId, Session, Structure, StructureId, Venue, VenueId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::{
    counter::service::{Bearer, Service},
    tables::paid_service,
};

/// What was declared of an act.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(crate) receipt: ReceiptId,
    pub(crate) venue: VenueId,
    pub(crate) structure: StructureId,
    pub(crate) at: At,
    pub(crate) service: Option<Service>,
    pub(crate) presented_by: Option<Bearer>,
}

#[derive(Insertable)]
// Columns that may be left out would make SQLite insert row by row.
#[diesel(table_name = paid_service, treat_none_as_default_value = false)]
struct Row {
    receipt_id: Ref<Receipt>,
    venue_id: Ref<Venue>,
    structure_id: Ref<Structure>,
    at: i64,
    day: i64,
    session_id: Option<Ref<Session>>,
    title: Option<String>,
    price_cheques: i64,
    people: i64,
    remainder_cents: i64,
    seats: Option<i64>,
    presented_by: Option<&'static str>,
}

/// Inserts what was declared of some acts.
pub(crate) fn insert(tx: &mut Tx<'_>, declared: &[Declared], day: Day) -> Result<(), Fault> {
    for some in declared.chunks(500) {
        let rows: Vec<Row> = some.iter().map(|one| row(one, day)).collect();
        each!(&mut *tx.conn, |c| insert_into(paid_service::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn row(one: &Declared, day: Day) -> Row {
    let service = one.service.as_ref();
    Row {
        receipt_id: Ref(one.receipt),
        venue_id: Ref(one.venue),
        structure_id: Ref(one.structure),
        at: one.at.0,
        day: day.number(),
        session_id: service.and_then(|service| service.session).map(Ref),
        title: service.map(|service| service.title.clone()),
        price_cheques: service.map_or(0, |service| service.price_cheques),
        people: service.map_or(1, |service| service.people),
        remainder_cents: service.map_or(0, |service| service.remainder.get()),
        seats: service.and_then(|service| service.seats),
        presented_by: one.presented_by.map(Bearer::name),
    }
}

/// What these acts paid for; those of which nothing was declared are absent.
pub(crate) fn of_receipts(conn: &mut AnyConn, receipts: &[ReceiptId]) -> Result<HashMap<ReceiptId, Service>, Fault> {
    type Found = (Ref<Receipt>, Option<Ref<Session>>, Option<String>, i64, i64, i64, Option<i64>);
    let found: Vec<Found> = paid_service::table
        .filter(paid_service::receipt_id.eq_any(refs(receipts)).and(paid_service::title.is_not_null()))
        .select((
            paid_service::receipt_id,
            paid_service::session_id,
            paid_service::title,
            paid_service::price_cheques,
            paid_service::people,
            paid_service::remainder_cents,
            paid_service::seats,
        ))
        .load(conn)?;
    let shaped = |(receipt, session, title, price_cheques, people, cents, seats): Found| {
        let (session, title) = (session.map(|session| session.0), title.unwrap_or_default());
        (receipt.0, Service { session, title, price_cheques, people, remainder: Cents::new(cents), seats })
    };
    Ok(found.into_iter().map(shaped).collect())
}
