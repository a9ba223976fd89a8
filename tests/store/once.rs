//! Same key, same answer: one effect, whoever asks how often.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
    mpsc,
};

use kernel::{
    ids::{Id, ReceiptId},
    refusal::Code,
};
use store::{Reply, Store, act::ContentHash};
use tokio::sync::oneshot;

use super::{Shelf, key, refusal_of, write};
use crate::support::{
    books::refused,
    engine::{Engine, on_both_engines},
    hold::together,
    sql,
};

on_both_engines!(
    the_same_key_gets_the_same_receipt,
    a_key_stands_for_one_content,
    a_refusal_leaves_the_key_free,
    another_organisation_has_its_own_keys,
    the_same_key_twice_in_flight_has_one_effect,
    two_centres_asked_under_one_key_agree,
    a_receipt_outlives_the_program,
);

fn content(text: &str) -> ContentHash {
    ContentHash::of(&text).expect("a text can be written")
}

/// An act whose effect is one more note, and whose receipt is drawn.
async fn act(store: &Store, organisation: u8, name: &str, asked: &str) -> Reply<ReceiptId> {
    store
        .once(key(organisation, name), content(asked), move |tx| {
            let receipt: ReceiptId = tx.chance().id();
            let no = i64::from_le_bytes(receipt.bytes()[..8].try_into().expect("eight bytes")) & i64::MAX;
            write(tx, no)?;
            Ok(receipt)
        })
        .await
}

async fn the_same_key_gets_the_same_receipt(engine: Engine) {
    let shelf = Shelf::new(engine, "same_key");
    let first = act(&shelf.store, 1, "k", "a").await.expect("a receipt");
    for _ in 0..3 {
        assert_eq!(act(&shelf.store, 1, "k", "a").await.expect("the same"), first);
    }
    assert_eq!(shelf.notes(), 1);
    let other = act(&shelf.store, 1, "k2", "a").await.expect("another receipt");
    assert_ne!(other, first);
    assert_eq!(shelf.notes(), 2);
}

async fn a_key_stands_for_one_content(engine: Engine) {
    let shelf = Shelf::new(engine, "content");
    let first = act(&shelf.store, 1, "k", "a").await.expect("a receipt");
    assert_eq!(refused(act(&shelf.store, 1, "k", "b").await), Code::KeyReused);
    assert_eq!(act(&shelf.store, 1, "k", "a").await.expect("still the same"), first);
    assert_eq!(shelf.notes(), 1);
}

async fn a_refusal_leaves_the_key_free(engine: Engine) {
    let shelf = Shelf::new(engine, "free");
    let refusing: Reply<ReceiptId> =
        shelf.store.once(key(1, "k"), content("a"), |_| Err(refusal_of(Code::NotActive))).await;
    assert_eq!(refused(refusing), Code::NotActive);
    assert_eq!(sql::count(&shelf.place, "act"), 0);
    act(&shelf.store, 1, "k", "b").await.expect("the key was not spent");
    assert_eq!(shelf.notes(), 1);
}

async fn another_organisation_has_its_own_keys(engine: Engine) {
    let shelf = Shelf::new(engine, "organisations");
    let first = act(&shelf.store, 1, "k", "a").await.expect("a receipt");
    let second = act(&shelf.store, 2, "k", "secret").await.expect("neither KEY_REUSED nor the other's receipt");
    assert_ne!(first, second);
    assert_eq!(shelf.notes(), 2);
}

async fn the_same_key_twice_in_flight_has_one_effect(engine: Engine) {
    let shelf = Shelf::new(engine, "in_flight");
    let asks = (0..10).map(|_| act(&shelf.store, 1, "k", "a"));
    let receipts: Vec<ReceiptId> =
        together(&shelf.store, asks).await.into_iter().map(|reply| reply.expect("a receipt")).collect();
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]), "{receipts:?}");
    assert_eq!(shelf.notes(), 1);
}

/// The first centre is in the middle of the act when the second begins it.
async fn two_centres_asked_under_one_key_agree(engine: Engine) {
    let shelf = Shelf::new(engine, "two_centres");
    let (started, starting) = oneshot::channel();
    let (release, waiting) = mpsc::channel::<()>();
    let (store, mut started) = (shelf.store.clone(), Some(started));
    let first = tokio::spawn(async move {
        let act = store.once(key(1, "k"), content("a"), move |tx| {
            write(tx, 1)?;
            let _ = started.take().map(|started| started.send(()));
            waiting.recv().expect("let go");
            Ok(Id::<()>::from_bytes([1; 16]))
        });
        act.await
    });
    starting.await.expect("the first works");
    let release = Arc::new(Mutex::new(Some(release)));
    let let_go = {
        let release = release.clone();
        move || {
            let _ = release.lock().expect("no panic").take().map(|release| release.send(()));
        }
    };
    // SQLite lets one writer in at a time: there, the second works only when the first has done.
    if engine == Engine::Sqlite {
        let_go();
    }
    let twice = Arc::new(AtomicBool::new(false));
    let worked = twice.clone();
    let other = shelf.twin(2);
    let second = other.once(key(1, "k"), content("a"), move |tx| {
        write(tx, 2)?;
        worked.store(true, Ordering::SeqCst);
        let_go();
        Ok(Id::<()>::from_bytes([2; 16]))
    });
    let second = second.await.expect("a receipt");
    let first = first.await.expect("no panic").expect("a receipt");
    assert_eq!(first, second);
    assert_eq!(shelf.notes(), 1, "one effect");
    assert_eq!(twice.load(Ordering::SeqCst), engine == Engine::Postgres, "there, both were at work at once");
}

async fn a_receipt_outlives_the_program(engine: Engine) {
    let shelf = Shelf::new(engine, "outlives");
    let first = act(&shelf.store, 1, "k", "a").await.expect("a receipt");
    assert_eq!(act(&shelf.twin(3), 1, "k", "a").await.expect("the same"), first);
    assert_eq!(shelf.notes(), 1);
}
