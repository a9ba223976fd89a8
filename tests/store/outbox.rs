//! The outbox: whoever follows it never steps over a row that is committed later.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
    mpsc,
};

use kernel::refusal::Code;
use store::{
    Fault, Reply, Store,
    head::{self, Event},
};
use tokio::sync::oneshot;

use super::{Shelf, refusal_of};
use crate::support::{
    engine::{Engine, on_both_engines},
    sql,
};

on_both_engines!(
    an_open_transaction_is_never_stepped_over,
    followers_of_concurrent_centres_miss_nothing,
    numbers_of_the_ledger_are_gapless_over_centres,
    a_number_that_is_given_back_is_given_again,
);

fn event(body: &str) -> Result<Event, Fault> {
    Event::new("test.told", &body)
}

/// Every position that a reader sees now, in order.
async fn seen(store: &Store) -> Vec<i64> {
    let told = store.read("test", |conn| Ok(head::told_after(conn, 0, 10_000)?)).await.expect("the outbox");
    told.into_iter().map(|told| told.position).collect()
}

async fn an_open_transaction_is_never_stepped_over(engine: Engine) {
    let shelf = Shelf::new(engine, "stepped_over");
    let (started, starting) = oneshot::channel();
    let (release, waiting) = mpsc::channel::<()>();
    let (slow, mut started) = (shelf.store.clone(), Some(started));
    let slow = tokio::spawn(async move {
        let telling = slow.transact("test.slow", move |tx| {
            head::announce(tx, &[event("slow")?])?;
            let _ = started.take().map(|started| started.send(()));
            waiting.recv().expect("let go");
            Ok(())
        });
        telling.await
    });
    starting.await.expect("the slow one has its number");
    let quick = shelf.twin(2);
    let quick_task =
        tokio::spawn(
            async move { quick.transact("test.quick", |tx| Ok(head::announce(tx, &[event("quick")?])?)).await },
        );
    let reader = shelf.twin(3);
    if engine == Engine::Postgres {
        until_somebody_waits(&shelf).await;
    }
    assert_eq!(seen(&reader).await, Vec::<i64>::new(), "the quick one waits for the slow one");
    assert!(!quick_task.is_finished());
    release.send(()).expect("the slow one waits");
    slow.await.expect("no panic").expect("committed");
    let first = seen(&reader).await;
    assert!(first == [1] || first == [1, 2], "{first:?}");
    quick_task.await.expect("no panic").expect("committed");
    let told = reader.read("test", |conn| Ok(head::told_after(conn, 0, 10)?)).await.expect("the outbox");
    let bodies: Vec<&str> = told.iter().map(|told| told.body.as_str()).collect();
    assert_eq!(bodies, ["\"slow\"", "\"quick\""]);
}

/// Until the server says that somebody of this schema waits for a lock.
async fn until_somebody_waits(shelf: &Shelf) {
    let waiting =
        "select count(*) as number from pg_locks l join pg_class c on c.oid = l.relation or l.relation is null
        where not l.granted and l.pid in (select pid from pg_locks where relation = 'head'::regclass)";
    while sql::number(&shelf.place, waiting) == 0 {
        tokio::task::yield_now().await;
    }
}

/// Asks to be told until it has all of them; fails if one comes out of order.
async fn follow(reader: Store, writing: Arc<AtomicBool>) -> i64 {
    let mut last = 0;
    loop {
        let ended = !writing.load(Ordering::SeqCst);
        let told = reader.read("test", move |conn| Ok(head::told_after(conn, last, 7)?)).await.expect("the outbox");
        if ended && told.is_empty() {
            return last;
        }
        for one in told {
            assert_eq!(one.position, last + 1, "a row was stepped over");
            last = one.position;
        }
    }
}

async fn followers_of_concurrent_centres_miss_nothing(engine: Engine) {
    let shelf = Shelf::new(engine, "followers");
    let writing = Arc::new(AtomicBool::new(true));
    let follower = tokio::spawn(follow(shelf.twin(99), writing.clone()));
    let mut writers = Vec::new();
    for centre in 0..3 {
        let store = shelf.twin(centre);
        writers.push(tokio::spawn(async move {
            for no in 0..20_usize {
                let events = vec![event("told")?; no % 3 + 1];
                let reply: Reply<()> = store
                    .transact("test.tell", move |tx| {
                        head::announce(tx, &events)?;
                        if no % 5 == 4 { Err(refusal_of(Code::NotActive)) } else { Ok(()) }
                    })
                    .await;
                assert_eq!(reply.is_err(), no % 5 == 4);
            }
            Reply::Ok(())
        }));
    }
    for writer in writers {
        writer.await.expect("no panic").expect("events");
    }
    writing.store(false, Ordering::SeqCst);
    // Of twenty transactions the fifth, tenth, fifteenth and twentieth are refused: 39 events less 8.
    assert_eq!(follower.await.expect("no row stepped over"), 3 * 31);
}

async fn numbers_of_the_ledger_are_gapless_over_centres(engine: Engine) {
    let shelf = Shelf::new(engine, "gapless");
    let mut writers = Vec::new();
    for centre in 0..4_i64 {
        let store = shelf.twin(u64::try_from(centre).expect("small"));
        writers.push(tokio::spawn(async move {
            let mut given = Vec::new();
            for no in 0..15_usize {
                let lines = no % 4 + 1;
                let taking = store.transact("test.take", move |tx| {
                    let head = head::take(tx, lines, &[])?;
                    head::seal(tx, &[u8::try_from(head.ledger_no % 256).map_err(Fault::broken)?; 32])?;
                    Ok(head)
                });
                let head = taking.await.expect("numbers");
                given.extend((head.ledger_no + 1..).take(lines));
            }
            given
        }));
    }
    let mut given = Vec::new();
    for writer in writers {
        given.extend(writer.await.expect("no panic"));
    }
    given.sort_unstable();
    let all: Vec<i64> = (1..=i64::try_from(given.len()).expect("small")).collect();
    assert_eq!(given, all);
    let head = shelf.store.read("test", |conn| Ok(head::read(conn)?)).await.expect("the head");
    assert_eq!(Some(&head.ledger_no), all.last());
}

async fn a_number_that_is_given_back_is_given_again(engine: Engine) {
    let shelf = Shelf::new(engine, "given_back");
    let refused: Reply<()> = shelf
        .store
        .transact("test", |tx| {
            head::take(tx, 5, &[event("never told")?])?;
            Err(refusal_of(Code::NotActive))
        })
        .await;
    assert!(refused.is_err());
    let head = shelf.store.transact("test", |tx| Ok(head::take(tx, 1, &[event("told")?])?)).await.expect("a number");
    assert_eq!((head.ledger_no, head.ledger_hash), (0, [0; 32]));
    assert_eq!(seen(&shelf.store).await, [1]);
}
