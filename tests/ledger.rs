//! The ledger on both engines: tables of deeds and balances, the bank's file, and faults planted in the rows.

mod bank;
mod chain;
mod deeds;
mod edges;
pub(crate) mod planted;

use std::collections::BTreeMap;

use store::conn::Place;

use crate::support::{
    engine::{Engine, on_both_engines},
    root, sql,
};

on_both_engines!(every_table_is_true);

/// Each file of `tests/ledger/` that ends with `.txt`, on books of its own.
async fn every_table_is_true(engine: Engine) {
    let tables = tables();
    assert!(tables.len() >= 9, "the tables are found");
    for (name, table) in tables {
        deeds::tell(engine, &name, &table).await;
    }
}

fn tables() -> BTreeMap<String, String> {
    let folder = std::fs::read_dir(root().join("tests/ledger")).expect("the folder of tables");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let tables = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    tables
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a text"))
        })
        .collect()
}

/// What venues owe back, in cents.
pub(crate) fn recoverable(place: &Place) -> i64 {
    let sum = |side: &str| {
        let all = "select cast(coalesce(sum(amount_cents), 0) as bigint) as number from transfer";
        sql::number(place, &format!("{all} where {side}_kind = 'recoverable'"))
    };
    sum("debit") - sum("credit")
}

/// What lies in each kind of account, in cents, in the order of the tables' columns.
pub(crate) fn balances(place: &Place) -> [i64; 5] {
    let sum = |side: &str, kind: &str| {
        let all = "select cast(coalesce(sum(amount_cents), 0) as bigint) as number from transfer";
        sql::number(place, &format!("{all} where {side}_kind = '{kind}'"))
    };
    let promised = |kind| sum("credit", kind) - sum("debit", kind);
    let [held, due, transit, refundable] = ["held", "due", "in-transit", "refundable"].map(promised);
    [-promised("bank"), held, due, transit, refundable]
}
