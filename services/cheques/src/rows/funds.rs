//! The parts of an order's funds, and what was paid back of them, as they lie in the database.

use diesel::{insert_into, prelude::*};
use kernel::{
    cents::Cents,
    clock::At,
    ids::{Document as DocumentKind, DocumentId, Order as OrderKind, OrderId, PersonId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    order::{Order, Part},
    tables::{order_funds, order_refund},
};

/// Writes the next part of an order's funds, with the line of the ledger that it is.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    order: &Order,
    (reference, amount): (&str, Cents),
    by: PersonId,
    ledger_no: i64,
) -> Result<(), Fault> {
    let so_far: i64 = order_funds::table.filter(order_funds::order_id.eq(Ref(order.id))).count().get_result(tx.conn)?;
    let row = (
        order_funds::order_id.eq(Ref(order.id)),
        order_funds::no.eq(so_far + 1),
        order_funds::reference.eq(reference),
        order_funds::reference_key.eq(key(reference)),
        order_funds::cents.eq(amount.get()),
        order_funds::at.eq(tx.now().0),
        order_funds::by.eq(Ref(by)),
        order_funds::ledger_no.eq(ledger_no),
    );
    insert_into(order_funds::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Whether a payment of that reference was taken before, for whichever order.
pub(crate) fn is_taken(conn: &mut AnyConn, reference: &str) -> Result<bool, Fault> {
    let same = order_funds::table.filter(order_funds::reference_key.eq(key(reference)));
    Ok(same.count().get_result::<i64>(conn)? > 0)
}

/// The parts of an order, in the order in which they came.
pub(crate) fn parts(conn: &mut AnyConn, order: OrderId) -> Result<Vec<Part>, Fault> {
    type Row = (i64, String, i64, i64, Ref<kernel::ids::Person>);
    let found: Vec<Row> = order_funds::table
        .filter(order_funds::order_id.eq(Ref::<OrderKind>(order)))
        .order(order_funds::no)
        .select((order_funds::no, order_funds::reference, order_funds::cents, order_funds::at, order_funds::by))
        .load(conn)?;
    let part =
        |(no, reference, cents, at, by): Row| Part { no, reference, amount: Cents::new(cents), at: At(at), by: by.0 };
    Ok(found.into_iter().map(part).collect())
}

/// A credit note that the bank paid back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paid {
    pub(crate) document: DocumentId,
    pub(crate) order: OrderId,
    pub(crate) reference: String,
    pub(crate) at: At,
}

/// Writes that a credit note was paid back, with the line of the ledger that it is.
pub(crate) fn refund(
    tx: &mut Tx<'_>,
    (document, order): (DocumentId, OrderId),
    (reference, amount): (&str, Cents),
    by: PersonId,
    ledger_no: i64,
) -> Result<(), Fault> {
    let row = (
        order_refund::document_id.eq(Ref(document)),
        order_refund::order_id.eq(Ref(order)),
        order_refund::cents.eq(amount.get()),
        order_refund::reference.eq(reference),
        order_refund::reference_key.eq(key(reference)),
        order_refund::at.eq(tx.now().0),
        order_refund::by.eq(Ref(by)),
        order_refund::ledger_no.eq(ledger_no),
    );
    insert_into(order_refund::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Whether a refund of that reference was recorded before.
pub(crate) fn is_refund(conn: &mut AnyConn, reference: &str) -> Result<bool, Fault> {
    let same = order_refund::table.filter(order_refund::reference_key.eq(key(reference)));
    Ok(same.count().get_result::<i64>(conn)? > 0)
}

/// The refunds of these orders.
pub(crate) fn refunds(conn: &mut AnyConn, orders: &[OrderId]) -> Result<Vec<Paid>, Fault> {
    let found: Vec<(Ref<DocumentKind>, Ref<OrderKind>, String, i64)> = order_refund::table
        .filter(order_refund::order_id.eq_any(refs(orders)))
        .select((order_refund::document_id, order_refund::order_id, order_refund::reference, order_refund::at))
        .load(conn)?;
    let paid = |(document, order, reference, at): (Ref<DocumentKind>, Ref<OrderKind>, String, i64)| Paid {
        document: document.0,
        order: order.0,
        reference,
        at: At(at),
    };
    Ok(found.into_iter().map(paid).collect())
}

/// A reference without case, spaces and marks: `Mandat 2025-117` and `MANDAT 2025 117` are one payment.
fn key(reference: &str) -> String {
    let tidy: String = reference.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    // Marks alone are compared as they are.
    if tidy.is_empty() { reference.to_owned() } else { tidy }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn one_payment_is_known_however_it_is_written() {
        for text in ["Mandat 2025-117", "MANDAT 2025 117", "mandat 2025/117", " mandat2025117 "] {
            assert_eq!(key(text), "MANDAT2025117");
        }
        assert_ne!(key("mandat 2025-118"), key("mandat 2025-117"));
        assert_eq!(key("---"), "---");
    }
}
