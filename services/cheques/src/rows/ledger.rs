//! The ledger's lines as they lie in the database.

use diesel::{insert_into, prelude::*};
use kernel::{cents::Cents, clock::At, ids::Id};
use store::{Fault, Tx, conn::AnyConn, each, ids::Ref};

use crate::{
    account::{Owner, Subject},
    tables::transfer,
};

/// One line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number, without gap.
    pub(crate) ledger_no: i64,
    /// The kind of account debited.
    pub(crate) debit_kind: String,
    /// Its owner.
    pub(crate) debit_owner: Id<Owner>,
    /// The kind of account credited.
    pub(crate) credit_kind: String,
    /// Its owner.
    pub(crate) credit_owner: Id<Owner>,
    /// How much.
    pub(crate) amount: Cents,
    /// Why.
    pub(crate) reason: String,
    /// About what.
    pub(crate) subject: Id<Subject>,
    /// The line it corrects.
    pub(crate) corrects: Option<i64>,
    /// When.
    pub(crate) at: At,
    /// The chain up to here.
    pub(crate) hash: [u8; 32],
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = transfer, treat_none_as_default_value = false)]
struct Row {
    ledger_no: i64,
    debit_kind: String,
    debit_owner: Ref<Owner>,
    credit_kind: String,
    credit_owner: Ref<Owner>,
    amount_cents: i64,
    reason: String,
    subject: Ref<Subject>,
    corrects: Option<i64>,
    at: i64,
    hash: Vec<u8>,
}

pub(crate) fn insert(tx: &mut Tx<'_>, lines: &[Line]) -> Result<(), Fault> {
    for some in lines.chunks(1000) {
        let rows: Vec<Row> = some.iter().map(row).collect();
        each!(&mut *tx.conn, |c| insert_into(transfer::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Lines after a number, in order, at most so many.
pub(crate) fn after(conn: &mut AnyConn, ledger_no: i64, most: i64) -> Result<Vec<Line>, Fault> {
    let rows: Vec<Row> = transfer::table
        .filter(transfer::ledger_no.gt(ledger_no))
        .order(transfer::ledger_no)
        .limit(most)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(line).collect()
}

fn row(line: &Line) -> Row {
    Row {
        ledger_no: line.ledger_no,
        debit_kind: line.debit_kind.clone(),
        debit_owner: Ref(line.debit_owner),
        credit_kind: line.credit_kind.clone(),
        credit_owner: Ref(line.credit_owner),
        amount_cents: line.amount.get(),
        reason: line.reason.clone(),
        subject: Ref(line.subject),
        corrects: line.corrects,
        at: line.at.0,
        hash: line.hash.to_vec(),
    }
}

fn line(row: Row) -> Result<Line, Fault> {
    Ok(Line {
        ledger_no: row.ledger_no,
        debit_kind: row.debit_kind,
        debit_owner: row.debit_owner.0,
        credit_kind: row.credit_kind,
        credit_owner: row.credit_owner.0,
        amount: Cents::new(row.amount_cents),
        reason: row.reason,
        subject: row.subject.0,
        corrects: row.corrects,
        at: At(row.at),
        hash: row.hash.try_into().map_err(|_| Fault::broken("a hash of the ledger has not 32 bytes"))?,
    })
}
