//! The store on both engines: all or nothing, once for ever, in batches, in order, and over a wire that breaks.

mod batches;
mod copies;
mod files;
mod lost;
mod once;
mod outbox;
mod trail;
mod transactions;

use diesel::prelude::*;
use kernel::{
    chance::Chance,
    clock::Clock,
    ids::StructureId,
    refusal::{Code, FaultCode, Refusal},
};
use store::{Fault, Reply, Store, Trouble, Tx, act::ActKey, conn::Place};

use crate::support::{
    books::{first_day, open},
    engine::{Engine, Fresh},
    sql,
};

diesel::table! {
    note (no) {
        no -> BigInt,
        body -> Text,
    }
}

/// A store with one table of the test's own, where effects are seen.
struct Shelf {
    store: Store,
    clock: Clock,
    place: Place,
    _database: Fresh,
}

const NOTE: &str = "create table note (no bigint not null primary key check (no >= 0), body text not null)";

impl Shelf {
    fn new(engine: Engine, name: &str) -> Self {
        let database = engine.fresh(name);
        let clock = Clock::by_hand(first_day().at(9, 0));
        let place = database.place();
        let store = open(&place, &clock, &Chance::from_seed(1)).expect("a fresh database opens");
        sql::meddle(&place, NOTE);
        Self { store, clock, place, _database: database }
    }

    /// Another process on the same database.
    fn twin(&self, seed: u64) -> Store {
        open(&self.place, &self.clock, &Chance::from_seed(seed)).expect("the same database opens twice")
    }

    fn notes(&self) -> i64 {
        sql::count(&self.place, "note")
    }
}

fn write(tx: &mut Tx<'_>, no: i64) -> Result<(), Fault> {
    diesel::insert_into(note::table).values((note::no.eq(no), note::body.eq("written"))).execute(tx.conn)?;
    Ok(())
}

fn refusal_of(code: Code) -> Trouble {
    Refusal::of(code).into()
}

fn key(organisation: u8, key: &str) -> ActKey {
    ActKey::new(StructureId::from_bytes([organisation; 16]), "test.verb", key).expect("a good key")
}

/// The code of a fault; fails on anything else.
fn fault<T: std::fmt::Debug>(reply: Reply<T>) -> FaultCode {
    match reply {
        Err(Trouble::Broken(fault)) => fault.code(),
        other => panic!("a fault was expected: {other:?}"),
    }
}
