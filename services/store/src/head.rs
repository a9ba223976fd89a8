//! The head row: the one place where numbers are given, so that order of numbers is order of commits.
//!
//! Taking the head is the last lock of a transaction. Numbers given earlier would let a reader step over the row of a
//! transaction that has not committed yet, and never come back for it.

use diesel::{insert_into, prelude::*, update};
use serde::Serialize;

use crate::{
    each,
    fault::Fault,
    tables::{head, outbox},
    tx::Tx,
};

/// Something that happened, for whoever follows the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    topic: &'static str,
    body: String,
}

impl Event {
    /// An event under a topic such as `cheque.redeemed`; the body is JSON without names, phones or codes.
    pub fn new(topic: &'static str, body: &impl Serialize) -> Result<Self, Fault> {
        let body = serde_json::to_string(body).map_err(|error| Fault::because("an event cannot be written", error))?;
        Ok(Self { topic, body })
    }
}

/// The last numbers given before this transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last line of the ledger.
    pub ledger_no: i64,
    /// The hash of that line, which the next one continues.
    pub ledger_hash: [u8; 32],
}

/// The head, locked until the transaction ends; the caller inserts nothing but numbered rows from here on.
pub fn take(tx: &mut Tx<'_>, ledger_lines: usize, events: &[Event]) -> Result<Head, Fault> {
    let lines = i64::try_from(ledger_lines).map_err(|error| Fault::because("too many lines", error))?;
    let count = i64::try_from(events.len()).map_err(|error| Fault::because("too many events", error))?;
    let (position, ledger_no, hash): (i64, i64, Vec<u8>) = update(head::table.find(1))
        .set((head::position.eq(head::position + count), head::ledger_no.eq(head::ledger_no + lines)))
        .returning((head::position, head::ledger_no, head::ledger_hash))
        .get_result(tx.conn)?;
    publish(tx, position - count, events)?;
    let ledger_hash = hash.try_into().map_err(|_| Fault::broken("the head's hash has not 32 bytes"))?;
    Ok(Head { ledger_no: ledger_no - lines, ledger_hash })
}

/// Says where the chain now ends; called once, after [`take`], with the hash of the last line inserted.
pub fn seal(tx: &mut Tx<'_>, ledger_hash: &[u8; 32]) -> Result<(), Fault> {
    update(head::table.find(1)).set(head::ledger_hash.eq(ledger_hash.to_vec())).execute(tx.conn)?;
    Ok(())
}

/// Tells what happened when no money moves.
pub fn announce(tx: &mut Tx<'_>, events: &[Event]) -> Result<(), Fault> {
    take(tx, 0, events).map(|_| ())
}

fn publish(tx: &mut Tx<'_>, last: i64, events: &[Event]) -> Result<(), Fault> {
    let now = tx.now().0;
    let rows: Vec<_> = events
        .iter()
        .zip(last + 1..)
        .map(|(event, position)| {
            (
                outbox::position.eq(position),
                outbox::topic.eq(event.topic),
                outbox::body.eq(event.body.as_str()),
                outbox::at.eq(now),
            )
        })
        .collect();
    for some in rows.chunks(1000) {
        let some = some.to_vec();
        each!(&mut *tx.conn, |c| insert_into(outbox::table).values(&some).execute(c))?;
    }
    Ok(())
}

/// One row of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Told {
    /// Its number: gapless, in order of commits.
    pub position: i64,
    /// Its topic.
    pub topic: String,
    /// Its body, JSON.
    pub body: String,
    /// When, in UTC milliseconds.
    pub at: i64,
}

/// What was told after `position`, at most `most` rows, oldest first.
pub fn told_after(conn: &mut crate::conn::AnyConn, position: i64, most: i64) -> Result<Vec<Told>, Fault> {
    Ok(outbox::table.filter(outbox::position.gt(position)).order(outbox::position).limit(most).load(conn)?)
}

/// The last row of the outbox, as committed.
pub fn position(conn: &mut crate::conn::AnyConn) -> Result<i64, Fault> {
    Ok(head::table.find(1).select(head::position).first(conn)?)
}

/// The last numbers given, as committed.
pub fn read(conn: &mut crate::conn::AnyConn) -> Result<Head, Fault> {
    let (ledger_no, hash): (i64, Vec<u8>) =
        head::table.find(1).select((head::ledger_no, head::ledger_hash)).first(conn)?;
    let ledger_hash = hash.try_into().map_err(|_| Fault::broken("the head's hash has not 32 bytes"))?;
    Ok(Head { ledger_no, ledger_hash })
}
