//! Changing the keys of tokens while people work: nobody is refused, and the former key is believed no longer than its tokens.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use axum::http::StatusCode;
use kernel::{access::Role, chance::Chance};
use passegue::keys::tokens::rotate;
use serde_json::json;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{Network, deeds::ME},
};

on_both_engines!(ten_rotations_under_load_and_no_error, at_once_nothing_of_before_is_believed);

const ROTATIONS: u64 = 10;
const ASKERS: usize = 4;

async fn ten_rotations_under_load_and_no_error(engine: Engine) {
    let net = Arc::new(Network::open(engine, "rotations").await);
    let (over, asked, refused) =
        (Arc::new(AtomicBool::new(false)), Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let askers: Vec<_> = (0..ASKERS)
        .map(|_| {
            let (net, over, asked, refused) = (net.clone(), over.clone(), asked.clone(), refused.clone());
            tokio::spawn(async move {
                let person = net.nothing().parse().expect("an identifier");
                let structure = net.nothing().parse().expect("an identifier");
                while !over.load(Ordering::SeqCst) {
                    // Made under one key, used across the next one's first minutes.
                    let token = net.centre().mint(person, structure, [Role::CounterStaff], 60).expect("a token");
                    for _ in 0..5 {
                        let (status, _) = net.posts(&token, ME, json!({})).await;
                        asked.fetch_add(1, Ordering::SeqCst);
                        refused.fetch_add(usize::from(status != StatusCode::OK), Ordering::SeqCst);
                    }
                }
            })
        })
        .collect();
    let mut kids = Vec::new();
    for no in 0..ROTATIONS {
        rotate(&net.keys(), &Chance::from_seed(no), net.now(), false).expect("a new key");
        net.centre().renew_keys().expect("keys are read");
        net.minutes_pass(3);
        net.centre().renew_keys().expect("keys are read");
        kids.push(net.centre().lodge().signer().key().kid());
        let before = asked.load(Ordering::SeqCst);
        while asked.load(Ordering::SeqCst) < before + 2 * ASKERS {
            tokio::task::yield_now().await;
        }
    }
    over.store(true, Ordering::SeqCst);
    for asker in askers {
        asker.await.expect("an asker");
    }
    kids.dedup();
    assert_eq!((kids.len(), refused.load(Ordering::SeqCst)), (10, 0), "of {}", asked.load(Ordering::SeqCst));
}

async fn at_once_nothing_of_before_is_believed(engine: Engine) {
    let net = Network::open(engine, "at_once").await;
    let (person, structure) = (net.nothing().parse().expect("one"), net.nothing().parse().expect("another"));
    let mint = || net.centre().mint(person, structure, [Role::CounterStaff], 60).expect("a token");
    let old = mint();
    rotate(&net.keys(), &Chance::from_seed(1), net.now(), true).expect("a new key");
    net.centre().renew_keys().expect("keys are read");
    assert_eq!(net.posts(&old, ME, json!({})).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(net.posts(&mint(), ME, json!({})).await.0, StatusCode::OK);
}
