//! One transaction: all of it or nothing, tried again where that helps.

use std::sync::{
    Arc, Barrier,
    atomic::{AtomicUsize, Ordering},
};

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use kernel::refusal::{Code, FaultCode};
use store::{Fault, Reply, Store, Tx};

use super::{Shelf, fault, refusal_of, write};
use crate::support::{
    books::refused,
    engine::{Engine, on_both_engines},
};

on_both_engines!(
    a_refusal_rolls_back,
    a_fault_rolls_back,
    a_crossing_is_tried_again,
    crossings_without_end_are_given_up,
    a_clash_that_stays_is_a_fault,
    an_sql_error_leaves_the_writer_at_work,
    a_panic_leaves_the_writer_at_work,
    one_instant_is_read_still,
    the_time_of_a_transaction_stands,
);

async fn a_refusal_rolls_back(engine: Engine) {
    let shelf = Shelf::new(engine, "refusal");
    let reply: Reply<()> = shelf
        .store
        .transact("test", |tx| {
            write(tx, 1)?;
            Err(refusal_of(Code::WrongStage))
        })
        .await;
    assert_eq!(refused(reply), Code::WrongStage);
    assert_eq!(shelf.notes(), 0);
    assert!(shelf.store.is_up());
}

async fn a_fault_rolls_back(engine: Engine) {
    let shelf = Shelf::new(engine, "fault");
    let reply: Reply<()> = shelf
        .store
        .transact("test", |tx| {
            write(tx, 1)?;
            Err(Fault::broken("planted").into())
        })
        .await;
    assert_eq!(fault(reply), FaultCode::Internal);
    assert_eq!(shelf.notes(), 0);
    shelf.store.transact("test", |tx| Ok(write(tx, 1)?)).await.expect("the writer goes on");
    assert_eq!(shelf.notes(), 1);
}

/// Runs a closure and counts how often it ran.
async fn counted<T: Send + 'static>(
    shelf: &Shelf,
    mut work: impl FnMut(&mut Tx<'_>, usize) -> Reply<T> + Send + 'static,
) -> (Reply<T>, usize) {
    let runs = Arc::new(AtomicUsize::new(0));
    let counting = runs.clone();
    let reply = shelf.store.transact("test", move |tx| work(tx, counting.fetch_add(1, Ordering::SeqCst) + 1)).await;
    (reply, runs.load(Ordering::SeqCst))
}

async fn a_crossing_is_tried_again(engine: Engine) {
    let shelf = Shelf::new(engine, "crossing");
    let (reply, runs) = counted(&shelf, |tx, run| {
        write(tx, 1)?;
        if run < 3 { Err(Fault::crossed("planted").into()) } else { Ok(run) }
    })
    .await;
    assert_eq!(reply.expect("the third time it works"), 3);
    assert_eq!(runs, 3);
    assert_eq!(shelf.notes(), 1, "committed once");
}

async fn crossings_without_end_are_given_up(engine: Engine) {
    let shelf = Shelf::new(engine, "crossings");
    let (reply, runs) = counted::<()>(&shelf, |tx, _| {
        write(tx, 1)?;
        Err(Fault::crossed("planted").into())
    })
    .await;
    assert_eq!(fault(reply), FaultCode::Unavailable);
    assert!((10..100).contains(&runs), "{runs} tries");
    assert_eq!(shelf.notes(), 0);
    assert!(shelf.store.is_up(), "a crossing is not an absence");
}

async fn a_clash_that_stays_is_a_fault(engine: Engine) {
    let shelf = Shelf::new(engine, "clash");
    shelf.store.transact("test", |tx| Ok(write(tx, 1)?)).await.expect("the first");
    let (reply, runs) = counted(&shelf, |tx, _| Ok(write(tx, 1)?)).await;
    assert_eq!(fault(reply), FaultCode::Internal);
    assert_eq!(runs, 3, "a race would be over by then");
    shelf.store.transact("test", |tx| Ok(write(tx, 2)?)).await.expect("the writer goes on");
    assert_eq!(shelf.notes(), 2);
}

async fn an_sql_error_leaves_the_writer_at_work(engine: Engine) {
    let shelf = Shelf::new(engine, "sql_error");
    let (reply, runs) = counted(&shelf, |tx, _| {
        write(tx, 1)?;
        Ok(write(tx, -1)?)
    })
    .await;
    assert_eq!(fault(reply), FaultCode::Internal);
    assert_eq!(runs, 1, "the work is at fault, not the moment");
    shelf.store.transact("test", |tx| Ok(write(tx, 2)?)).await.expect("the writer goes on");
    assert_eq!(shelf.notes(), 1);
}

async fn a_panic_leaves_the_writer_at_work(engine: Engine) {
    let shelf = Shelf::new(engine, "panic");
    let (reply, runs) = counted::<()>(&shelf, |tx, _| {
        write(tx, 1)?;
        panic!("planted")
    })
    .await;
    assert_eq!((fault(reply), runs), (FaultCode::Internal, 1));
    shelf.store.transact("test", |tx| Ok(write(tx, 2)?)).await.expect("the writer goes on");
    assert_eq!(shelf.notes(), 1);
}

async fn one_instant_is_read_still(engine: Engine) {
    let shelf = Shelf::new(engine, "still");
    shelf.store.transact("test", |tx| Ok(write(tx, 1)?)).await.expect("a note");
    let (store, runtime) = (shelf.store.clone(), tokio::runtime::Handle::current());
    let look = move |conn: &mut store::conn::AnyConn| {
        let before = count(conn)?;
        runtime.block_on(store.transact("test", |tx| Ok(write(tx, 2)?)))?;
        Ok((before, count(conn)?))
    };
    assert_eq!(shelf.store.read_still("test", look).await.expect("a look"), (1, 1));
    assert_eq!(shelf.notes(), 2);
}

fn count(conn: &mut store::conn::AnyConn) -> Result<i64, Fault> {
    Ok(super::note::table.select(diesel::dsl::count_star()).get_result(conn)?)
}

async fn the_time_of_a_transaction_stands(engine: Engine) {
    let shelf = Shelf::new(engine, "time");
    let clock = shelf.clock.clone();
    let times = shelf.store.transact("test", move |tx| {
        let first = tx.now();
        clock.jump_to(first.plus_ms(1000));
        Ok((first, tx.now()))
    });
    let (first, second) = times.await.expect("two looks at the clock");
    assert_eq!(first, second);
    assert_eq!(shelf.store.now(), first.plus_ms(1000));
}

/// Two centres each hold a row and ask for the other's: the server ends one of them, which begins again.
#[tokio::test(flavor = "multi_thread")]
async fn a_real_deadlock_is_tried_again() {
    let shelf = Shelf::new(Engine::Postgres, "deadlock");
    for no in [1, 2] {
        shelf.store.transact("test", move |tx| Ok(write(tx, no)?)).await.expect("a note");
    }
    let meeting = Arc::new(Barrier::new(2));
    let runs = Arc::new(AtomicUsize::new(0));
    let cross = |store: Store, first: i64, second: i64| {
        let (meeting, runs) = (meeting.clone(), runs.clone());
        let mut fresh = true;
        let work = move |tx: &mut Tx<'_>| {
            runs.fetch_add(1, Ordering::SeqCst);
            touch(tx, first)?;
            if std::mem::take(&mut fresh) {
                meeting.wait();
            }
            Ok(touch(tx, second)?)
        };
        tokio::spawn(async move { store.transact("test.cross", work).await })
    };
    let (one, other) = (cross(shelf.store.clone(), 1, 2), cross(shelf.twin(2), 2, 1));
    one.await.expect("no panic").expect("done");
    other.await.expect("no panic").expect("done");
    assert_eq!(runs.load(Ordering::SeqCst), 3, "one of them ran twice");
}

fn touch(tx: &mut Tx<'_>, no: i64) -> Result<usize, Fault> {
    use super::note;
    Ok(diesel::update(note::table.find(no)).set(note::body.eq("touched")).execute(tx.conn)?)
}

/// What was read was changed by another centre before it is written: the work is judged again on what is there.
#[tokio::test(flavor = "multi_thread")]
async fn a_real_serialization_failure_is_tried_again() {
    let shelf = Shelf::new(Engine::Postgres, "serialization");
    shelf.store.transact("test", |tx| Ok(write(tx, 1)?)).await.expect("a note");
    let (other, runtime) = (shelf.twin(2), tokio::runtime::Handle::current());
    let (reply, runs) = counted(&shelf, move |tx, run| {
        diesel::sql_query("set transaction isolation level serializable").execute(tx.conn)?;
        count(tx.conn)?;
        if run == 1 {
            runtime.block_on(other.transact("test.other", |tx| Ok(touch(tx, 1)?)))?;
        }
        Ok(touch(tx, 1)?)
    })
    .await;
    assert_eq!((reply.expect("the second time"), runs), (1, 2));
}

#[derive(diesel::QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

#[tokio::test]
async fn sqlite_is_one_that_keeps_what_it_commits() {
    let shelf = Shelf::new(Engine::Sqlite, "version");
    let version: String = shelf
        .store
        .read("test", |conn| {
            let found: Version = diesel::sql_query("select sqlite_version() as version").get_result(conn)?;
            Ok(found.version)
        })
        .await
        .expect("a version");
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().expect("a number")).collect();
    assert!(parts >= vec![3, 51, 3], "{version}");
}

#[derive(diesel::QueryableByName)]
struct Habits {
    #[diesel(sql_type = BigInt)]
    synchronous: i64,
    #[diesel(sql_type = Text)]
    journal: String,
    #[diesel(sql_type = BigInt)]
    keys: i64,
}

#[tokio::test]
async fn sqlite_syncs_each_commit_and_holds_keys() {
    let shelf = Shelf::new(Engine::Sqlite, "habits");
    let ask = "select s.synchronous, j.journal_mode as journal, k.foreign_keys as keys
               from pragma_synchronous s, pragma_journal_mode j, pragma_foreign_keys k";
    let habits: Habits = shelf
        .store
        .transact("test", move |tx| Ok(diesel::sql_query(ask).get_result(tx.conn)?))
        .await
        .expect("the writer's habits");
    assert_eq!((habits.synchronous, habits.journal.as_str(), habits.keys), (2, "wal", 1));
}
