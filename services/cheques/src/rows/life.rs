//! The life of orders as it lies in the database: steps, documents, deliveries, what was told.

use std::collections::{HashMap, HashSet};

use diesel::{dsl::count, insert_into, prelude::*, update};
use kernel::{
    cents::Cents,
    clock::At,
    ids::{
        Document as DocumentKind, DocumentId, File, Order as OrderKind, OrderId, Parcel as ParcelKind, ParcelId,
        Person, PersonId, Structure, StructureId,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    cheque::Stage,
    orders::{
        delivery::Delivery,
        document::{self, Document},
        step::{self, Step},
    },
    tables::{cheque, order_delivery, order_document, order_step, order_told},
};

/// The next number of a kind of documents in a year.
pub(crate) fn next_no(conn: &mut AnyConn, kind: document::Kind, year: i32) -> Result<i64, Fault> {
    let last: Option<i64> = order_document::table
        .filter(order_document::kind.eq(kind.name()).and(order_document::year.eq(i64::from(year))))
        .select(diesel::dsl::max(order_document::no))
        .first(conn)?;
    Ok(last.unwrap_or_default() + 1)
}

/// Writes a document.
pub(crate) fn insert_document(tx: &mut Tx<'_>, document: &Document) -> Result<(), Fault> {
    let row = (
        order_document::id.eq(Ref(document.id)),
        order_document::kind.eq(document.kind.name()),
        order_document::year.eq(i64::from(document.year)),
        order_document::no.eq(document.no),
        order_document::order_id.eq(Ref(document.order)),
        order_document::at.eq(document.at.0),
        order_document::by.eq(Ref(document.by)),
        order_document::amount_cents.eq(document.amount.get()),
        order_document::body.eq(&document.text),
        order_document::hash.eq(document.hash.to_vec()),
    );
    insert_into(order_document::table).values(row).execute(tx.conn)?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = order_document)]
struct DocumentRow {
    id: Ref<DocumentKind>,
    kind: String,
    year: i64,
    no: i64,
    order_id: Ref<OrderKind>,
    at: i64,
    by: Ref<Person>,
    amount_cents: i64,
    body: String,
    hash: Vec<u8>,
}

/// The documents of these orders, oldest first.
pub(crate) fn documents(conn: &mut AnyConn, orders: &[OrderId]) -> Result<Vec<Document>, Fault> {
    let rows: Vec<DocumentRow> = order_document::table
        .filter(order_document::order_id.eq_any(refs(orders)))
        .order((order_document::at, order_document::kind, order_document::no))
        .select(DocumentRow::as_select())
        .load(conn)?;
    rows.into_iter().map(document).collect()
}

/// Every document of the network, in the order of their numbers.
pub(crate) fn all_documents(conn: &mut AnyConn) -> Result<Vec<Document>, Fault> {
    let rows: Vec<DocumentRow> = order_document::table
        .order((order_document::kind, order_document::year, order_document::no))
        .select(DocumentRow::as_select())
        .load(conn)?;
    rows.into_iter().map(document).collect()
}

fn document(row: DocumentRow) -> Result<Document, Fault> {
    let unreadable = || Fault::broken("a document of an order cannot be read");
    Ok(Document {
        id: row.id.0,
        kind: document::Kind::named(&row.kind).ok_or_else(unreadable)?,
        year: i32::try_from(row.year).map_err(|_| unreadable())?,
        no: row.no,
        order: row.order_id.0,
        at: At(row.at),
        by: row.by.0,
        amount: Cents::new(row.amount_cents),
        body: serde_json::from_str(&row.body).map_err(|_| unreadable())?,
        text: row.body,
        hash: row.hash.try_into().map_err(|_| unreadable())?,
    })
}

/// Writes the next step of an order.
pub(crate) fn insert_step(
    tx: &mut Tx<'_>,
    order: OrderId,
    step: &Step,
    document: Option<DocumentId>,
) -> Result<(), Fault> {
    let row = (
        order_step::order_id.eq(Ref(order)),
        order_step::no.eq(step.no),
        order_step::kind.eq(step.kind.name()),
        order_step::at.eq(step.at.0),
        order_step::by.eq(Ref(step.by)),
        order_step::file_id.eq(step.file.map(Ref)),
        order_step::document_id.eq(document.map(Ref)),
        order_step::note.eq(&step.note),
    );
    insert_into(order_step::table).values(row).execute(tx.conn)?;
    Ok(())
}

type StepRow = ((Ref<OrderKind>, i64, String, i64, Ref<Person>, Option<Ref<File>>, String), Option<(String, i64, i64)>);

/// The steps of these orders, in their order.
pub(crate) fn steps(conn: &mut AnyConn, orders: &[OrderId]) -> Result<HashMap<OrderId, Vec<Step>>, Fault> {
    let found: Vec<StepRow> = order_step::table
        .left_join(order_document::table)
        .filter(order_step::order_id.eq_any(refs(orders)))
        .order((order_step::order_id, order_step::no))
        .select((
            (
                order_step::order_id,
                order_step::no,
                order_step::kind,
                order_step::at,
                order_step::by,
                order_step::file_id,
                order_step::note,
            ),
            (order_document::kind, order_document::year, order_document::no).nullable(),
        ))
        .load(conn)?;
    let mut all: HashMap<OrderId, Vec<Step>> = HashMap::new();
    for ((order, no, kind, at, by, file, note), about) in found {
        let unreadable = || Fault::broken("a step of an order cannot be read");
        let document = about.map(|(kind, year, no)| {
            let kind = document::Kind::named(&kind)?;
            Some(document::number(kind, i32::try_from(year).ok()?, no))
        });
        all.entry(order.0).or_default().push(Step {
            no,
            kind: step::Kind::named(&kind).ok_or_else(unreadable)?,
            at: At(at),
            by: by.0,
            file: file.map(|file| file.0),
            document: document.map(|number| number.ok_or_else(unreadable)).transpose()?,
            note,
        });
    }
    Ok(all)
}

/// Writes the next delivery of an order: in which parcel, and by whom.
pub(crate) fn insert_delivery(
    tx: &mut Tx<'_>,
    order: OrderId,
    delivery: &Delivery,
    (parcel, by): (ParcelId, PersonId),
) -> Result<(), Fault> {
    let row = (
        order_delivery::order_id.eq(Ref(order)),
        order_delivery::no.eq(delivery.no),
        order_delivery::structure_id.eq(Ref(delivery.to)),
        order_delivery::first_no.eq(delivery.first),
        order_delivery::last_no.eq(delivery.last),
        order_delivery::sent_at.eq(delivery.sent_at.0),
        order_delivery::sent_by.eq(Ref(by)),
        order_delivery::parcel_id.eq(Some(Ref(parcel))),
    );
    insert_into(order_delivery::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// The parcel in which a delivery went; none for those that were sent before parcels were kept.
pub(crate) fn parcel_of(conn: &mut AnyConn, order: OrderId, no: i64) -> Result<Option<ParcelId>, Fault> {
    let parcel: Option<Option<Ref<ParcelKind>>> =
        order_delivery::table.find((Ref(order), no)).select(order_delivery::parcel_id).first(conn).optional()?;
    Ok(parcel.flatten().map(|parcel| parcel.0))
}

/// Records what was counted in a parcel that is a delivery, if it is one and nobody had counted it.
pub(crate) fn count_parcel(tx: &mut Tx<'_>, parcel: ParcelId, counted: i64, by: PersonId) -> Result<(), Fault> {
    let awaited = order_delivery::table
        .filter(order_delivery::parcel_id.eq(Some(Ref(parcel))).and(order_delivery::counted_at.is_null()));
    let set = (
        order_delivery::counted.eq(counted),
        order_delivery::counted_at.eq(tx.now().0),
        order_delivery::counted_by.eq(Some(Ref(by))),
    );
    update(awaited).set(set).execute(tx.conn)?;
    Ok(())
}

/// Records what was counted at a distribution point; answers whether it was the first time.
pub(crate) fn count_delivery(
    tx: &mut Tx<'_>,
    order: OrderId,
    no: i64,
    counted: i64,
    by: PersonId,
) -> Result<bool, Fault> {
    let awaited = order_delivery::table.find((Ref(order), no)).filter(order_delivery::counted_at.is_null());
    let set = (
        order_delivery::counted.eq(counted),
        order_delivery::counted_at.eq(tx.now().0),
        order_delivery::counted_by.eq(Some(Ref(by))),
    );
    Ok(update(awaited).set(set).execute(tx.conn)? == 1)
}

/// The deliveries of these orders, in their order.
pub(crate) fn deliveries(conn: &mut AnyConn, orders: &[OrderId]) -> Result<HashMap<OrderId, Vec<Delivery>>, Fault> {
    type Row = (Ref<OrderKind>, i64, Ref<Structure>, (i64, i64), i64, Option<i64>, Option<i64>);
    let found: Vec<Row> = order_delivery::table
        .filter(order_delivery::order_id.eq_any(refs(orders)))
        .order((order_delivery::order_id, order_delivery::no))
        .select((
            order_delivery::order_id,
            order_delivery::no,
            order_delivery::structure_id,
            (order_delivery::first_no, order_delivery::last_no),
            order_delivery::sent_at,
            order_delivery::counted,
            order_delivery::counted_at,
        ))
        .load(conn)?;
    let mut all: HashMap<OrderId, Vec<Delivery>> = HashMap::new();
    for (order, no, to, (first, last), sent_at, counted, counted_at) in found {
        let counted = counted.zip(counted_at.map(At));
        all.entry(order.0).or_default().push(Delivery { no, to: to.0, first, last, sent_at: At(sent_at), counted });
    }
    Ok(all)
}

/// Structures to which booklets of an order were sent.
pub(crate) fn distributors(conn: &mut AnyConn, order: OrderId) -> Result<HashSet<StructureId>, Fault> {
    let sent: Vec<Ref<Structure>> = order_delivery::table
        .filter(order_delivery::order_id.eq(Ref(order)))
        .select(order_delivery::structure_id)
        .distinct()
        .load(conn)?;
    Ok(sent.into_iter().map(|structure| structure.0).collect())
}

/// Booklets of an order of which one cheque at least was used.
pub(crate) fn started(conn: &mut AnyConn, order: OrderId) -> Result<i64, Fault> {
    Ok(cheque::table
        .filter(cheque::order_id.eq(Ref(order)).and(cheque::stage.eq(Stage::Redeemed.name())))
        .select(count(cheque::carnet_id).aggregate_distinct())
        .first(conn)?)
}

/// Remembers that an alert was told.
pub(crate) fn tell(tx: &mut Tx<'_>, order: OrderId, alert: &str, letters: i64) -> Result<(), Fault> {
    let row = (
        order_told::order_id.eq(Ref(order)),
        order_told::alert.eq(alert),
        order_told::at.eq(tx.now().0),
        order_told::letters.eq(letters),
    );
    insert_into(order_told::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// The alerts of these orders that were told, with the instant.
pub(crate) fn told(conn: &mut AnyConn, orders: &[OrderId]) -> Result<HashMap<(OrderId, String), At>, Fault> {
    let found: Vec<(Ref<OrderKind>, String, i64)> = order_told::table
        .filter(order_told::order_id.eq_any(refs(orders)))
        .select((order_told::order_id, order_told::alert, order_told::at))
        .load(conn)?;
    Ok(found.into_iter().map(|(order, alert, at)| ((order.0, alert), At(at))).collect())
}
