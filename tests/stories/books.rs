//! The check of the books: recomputed when it is asked, kept for those who watch, and not blind.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        cast::Person,
        deeds::{CHECK, LAST_CHECK},
    },
};

on_both_engines!(the_last_check_is_kept_for_those_who_watch, a_changed_row_is_found);

async fn the_last_check_is_kept_for_those_who_watch(engine: Engine) {
    let net = Network::open(engine, "last_check").await;
    let last = async |who: &Person| net.asks(who, LAST_CHECK, json!({})).await.shown();
    let cast = &net.cast;
    assert!(last(&cast.operator).await.is_null(), "none yet");
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();

    let check = net.asks(&cast.treasurer, CHECK, json!({})).await.ok();
    assert_eq!(check["holds"], true);
    for who in [&cast.operator, &cast.treasurer, &cast.administrator, &cast.funder, &cast.analyst] {
        assert_eq!(last(who).await, check, "{who:?}");
    }
    for who in [&cast.prescriber, &hesdin.manager, &hesdin.counter, &Person::nobody()] {
        assert!(last(who).await.is_null(), "{who:?}");
    }
    for who in [&cast.funder, &cast.analyst, &hesdin.manager, &Person::nobody()] {
        net.asks(who, CHECK, json!({})).await.refused("FORBIDDEN");
    }
    let findings = check["findings"].as_array().expect("findings");
    assert!(findings.iter().any(|one| one["name"] == "I1" && one["counted"] == 1), "{check}");
}

async fn a_changed_row_is_found(engine: Engine) {
    let net = Network::open(engine, "changed_row").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.marks(&carnet, 1, "live").await;
    let check = net.asks(&net.cast.operator, CHECK, json!({})).await.ok();
    assert_eq!(check["holds"], false);
    let wrong = |one: &&Value| one["wrong"] != 0;
    let names: Vec<&Value> =
        check["findings"].as_array().expect("findings").iter().filter(wrong).map(|one| &one["name"]).collect();
    assert!(names.contains(&&json!("I5")), "{names:?}");

    net.marks(&carnet, 1, "redeemed").await;
    net.books_hold().await;
    net.rewrites("update transfer set amount_cents = amount_cents + 1 where ledger_no = 1").await;
    let check = net.asks(&net.cast.operator, CHECK, json!({})).await.ok();
    assert!(check["findings"].as_array().expect("findings").iter().any(|one| one["name"] == "I7" && one["wrong"] != 0));
}
