//! One transaction, named, retried, without waiting on anything but the database.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use diesel::connection::{AnsiTransactionManager, Connection, TransactionManager};
use kernel::{
    chance::Chance,
    clock::{At, Clock},
};

use crate::{
    conn::{AnyConn, Place, connect_writer},
    disk,
    fault::{Fault, Reply, Trouble},
    health::Health,
};

/// An open transaction: its connection, its instant, its randomness.
pub struct Tx<'h> {
    /// The connection, inside the transaction.
    pub conn: &'h mut AnyConn,
    now: At,
    chance: &'h Chance,
}

impl Tx<'_> {
    /// The instant of this transaction: the same however often it is asked.
    pub const fn now(&self) -> At {
        self.now
    }

    /// Where identifiers and secrets are drawn.
    pub const fn chance(&self) -> &Chance {
        self.chance
    }
}

/// The hand that writes: one connection, kept by the writer thread, renewed when it is lost.
pub(crate) struct Hand {
    place: Place,
    conn: Option<AnyConn>,
    clock: Clock,
    chance: Chance,
    health: Health,
}

const LONGEST_PAUSE_MS: u64 = 200;

impl Hand {
    pub(crate) fn new(place: Place, clock: Clock, chance: Chance, health: Health) -> Self {
        Self { place, conn: None, clock, chance, health }
    }

    /// Runs the closure in a transaction: all of it, or nothing. A refusal rolls back.
    ///
    /// After a crossing or a lost connection the same closure runs again: its effects must be the transaction's alone.
    pub(crate) fn transact<T>(
        &mut self,
        name: &'static str,
        mut work: impl FnMut(&mut Tx<'_>) -> Reply<T>,
    ) -> Reply<T> {
        self.health.writes()?;
        let started = std::time::Instant::now();
        let mut tries = 0;
        loop {
            tries += 1;
            let done = self.attempt(&mut work);
            match done {
                // Once the database is silent everybody has been told: nothing is left to be patient for.
                Err(Trouble::Broken(fault)) if fault.again(tries) && !self.health.is_silent() => {
                    self.prepare_again(name, &fault, tries);
                }
                done => {
                    let duration_ms = started.elapsed().as_secs_f64() * 1e3;
                    tracing::debug!(tx.name = name, tx.tries = tries, duration_ms, "transaction");
                    return self.settled(done);
                }
            }
        }
    }

    /// What a transaction leaves behind: the disk that failed is not written to again.
    fn settled<T>(&mut self, done: Reply<T>) -> Reply<T> {
        match done {
            Ok(value) => {
                if !self.health.has_room() && !disk::has_no_room(&self.place) {
                    self.health.finds_room();
                }
                // Acknowledged all the same: what it rests on was synced.
                self.keep_log_short();
                Ok(value)
            }
            Err(Trouble::Broken(fault)) => Err(Trouble::Broken(self.broken(fault))),
            refused => refused,
        }
    }

    fn keep_log_short(&mut self) {
        if let Some(Err(fault)) = self.conn.as_mut().map(disk::keep_short) {
            tracing::warn!(cause = %fault, "the log was not carried into the file");
            self.broken(fault);
        }
    }

    fn broken(&mut self, fault: Fault) -> Fault {
        // Whatever state that connection is in, the next transaction begins on a clean one.
        self.conn = None;
        let fault = disk::examined(fault, &self.place);
        if fault.full() {
            self.health.finds_no_room();
        }
        if fault.disk() {
            self.health.spend(&Fault::broken(format!("the disk did not keep what was written ({fault})")));
        }
        fault
    }

    fn attempt<T>(&mut self, work: &mut impl FnMut(&mut Tx<'_>) -> Reply<T>) -> Reply<T> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            none => none.insert(connect_writer(&self.place)?),
        };
        begin(conn)?;
        self.health.up();
        let mut tx = Tx { conn, now: self.clock.now(), chance: &self.chance };
        // A mistake of ours in one act must not end all writing: it is a fault like another, rolled back and told.
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut tx)));
        end(conn, done.unwrap_or_else(|_| Err(Fault::broken("the work panicked").into())))
    }

    fn prepare_again(&mut self, name: &'static str, fault: &Fault, tries: u32) {
        tracing::info!(tx.name = name, tx.tries = tries, cause = %fault, "transaction tried again");
        if fault.lost() {
            self.conn = None;
            self.health.down();
        }
        let pause = 1_u64.checked_shl(tries).unwrap_or(LONGEST_PAUSE_MS).min(LONGEST_PAUSE_MS);
        std::thread::sleep(Duration::from_millis(pause));
    }
}

fn begin(conn: &mut AnyConn) -> Result<(), Fault> {
    match conn {
        // Deferred, the upgrade from reader to writer would fail at once under another writer.
        AnyConn::Sqlite(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN IMMEDIATE")?,
        AnyConn::Pg(inner) => AnsiTransactionManager::begin_transaction(inner)?,
    }
    Ok(())
}

fn end<T>(conn: &mut AnyConn, done: Reply<T>) -> Reply<T> {
    type Manager = <AnyConn as Connection>::TransactionManager;
    match done {
        Ok(value) => {
            Manager::commit_transaction(conn)?;
            Ok(value)
        }
        Err(trouble) => {
            // The work's own trouble is the news; a rollback that fails leaves a connection that the next attempt finds lost.
            if let Err(error) = Manager::rollback_transaction(conn) {
                tracing::warn!(cause = %Fault::from(error), "rollback failed");
                return Err(match trouble {
                    Trouble::Broken(_) => trouble,
                    Trouble::Refused(_) => Trouble::Broken(Fault::unavailable("the database left during a refusal")),
                });
            }
            Err(trouble)
        }
    }
}
