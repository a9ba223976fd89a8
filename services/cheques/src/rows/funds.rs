//! The parts of an order's funds, as they lie in the database.

use diesel::{insert_into, prelude::*};
use kernel::{
    cents::Cents,
    clock::At,
    ids::{Order as OrderKind, OrderId, PersonId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::{
    order::{Order, Part},
    tables::order_funds,
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
