//! A booklet on request is judged like any hand-over: what its order asks is attested at the counter, or before a letter leaves.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Run, Wanted,
        answer::{Answer, text},
        deeds::{ASK_CARNET, GIVE, POST_CARNET, REQUEST, SET_ASIDE},
    },
    sql,
};

on_both_engines!(
    a_booklet_on_request_is_judged_like_any_other,
    what_leaves_by_post_is_attested_before,
    what_is_attested_goes_with_the_booklet_that_is_given,
);

/// Somebody who lives at Hesdin wishes a booklet; the request.
async fn asked(net: &Network, name: &str) -> String {
    let input = json!({
        "name": name, "birthYear": 1951, "public": "SIXTY_AND_OVER", "homeCommune": "62447", "proofSeenOn": "2025-10-01",
        "address": "3 rue du Gué\n62140 Hesdin-la-Forêt",
    });
    text(&net.asks(&net.cast.prescriber, ASK_CARNET, json!({ "input": input })).await.ok()["requestId"])
}

async fn read(net: &Network, id: &str) -> Value {
    net.asks(&net.cast.prescriber, REQUEST, json!({ "id": id })).await.shown()
}

async fn keeps(net: &Network, id: &str, run: &Run, no: usize) -> Answer {
    let asked = json!({ "id": id, "carnet": run.carnets[no].serial });
    net.asks(&net.cast.prescriber, SET_ASIDE, asked).await
}

async fn posts(net: &Network, id: &str, run: &Run, no: usize, attested: Value) -> Answer {
    let asked =
        json!({ "id": id, "carnet": run.carnets[no].serial, "tracking": "6A 1234 5678 901", "attested": attested });
    net.asks(&net.cast.prescriber, POST_CARNET, asked).await
}

async fn gives(net: &Network, id: &str, carnet: Option<&str>, attested: Value) -> Answer {
    let asked = json!({ "id": id, "carnet": carnet, "attested": attested });
    net.asks(&net.cast.prescriber, GIVE, asked).await
}

/// How many booklets something is attested of.
fn attested(net: &Network) -> i64 {
    sql::count(net.centre().store().place(), "carnet_attested")
}

async fn a_booklet_on_request_is_judged_like_any_other(engine: Engine) {
    let net = Network::open(engine, "wish_attested").await;
    let rules = json!({ "secondCarnet": "AFTER_MONTHS", "secondMonths": 3, "familyMayPresent": false });
    let run = net.order_ruled(Wanted { carnets: 3, ..Wanted::default() }, rules).await;
    let first = asked(&net, "Amina Ba").await;
    let seen = read(&net, &first).await;
    assert_eq!((&seen["secondCarnet"], &seen["personal"]), (&json!("AFTER_MONTHS"), &json!(true)));

    let serial = run.carnets[0].serial.as_str();
    let said = gives(&net, &first, Some(serial), Value::Null).await.refused("ATTESTATION_MISSING");
    assert!(said.message.contains("qui vient chercher"), "{said:?}");
    let table = [
        (json!({ "firstCarnet": true, "takenBy": "FAMILY" }), "HOLDER_ONLY"),
        (json!({ "takenBy": "HOLDER" }), "ATTESTATION_MISSING"),
        (json!({ "takenBy": "HOLDER", "formerOn": "hier" }), "DATES_INVALID"),
        (json!({ "takenBy": "HOLDER", "formerOn": "2025-10-02" }), "DATES_INVALID"),
        (json!({ "takenBy": "HOLDER", "formerOn": "2025-07-02" }), "SECOND_CARNET"),
        (json!({ "takenBy": "HOLDER", "formerCarnet": run.carnets[1].serial }), "NOT_FOUND"),
        (json!({ "takenBy": "HOLDER", "firstCarnet": true, "formerOn": "2025-07-01" }), "INPUT_INVALID"),
    ];
    for (told, code) in table {
        gives(&net, &first, Some(serial), told).await.refused(code);
    }
    assert_eq!((attested(&net), &read(&net, &first).await["stage"]), (0, &json!("ACCEPTED")), "nothing is done");
    gives(&net, &first, Some(serial), json!({ "takenBy": "HOLDER", "firstCarnet": true })).await.ok();
    assert_eq!(attested(&net), 1);

    // Whom the mark of a request does not know again says which booklet they had: three months later they may have another.
    let again = json!({ "takenBy": "HOLDER", "formerCarnet": serial });
    let second = asked(&net, "Zoé Roy").await;
    keeps(&net, &second, &run, 1).await.ok();
    let said = gives(&net, &second, None, again.clone()).await.refused("SECOND_CARNET");
    assert!(said.message.contains("1er janvier 2026"), "{said:?}");
    net.it_is("2026-01-01", (0, 0));
    gives(&net, &second, None, again).await.ok();
    assert_eq!(attested(&net), 2);
    net.books_hold().await;
}

async fn what_leaves_by_post_is_attested_before(engine: Engine) {
    let net = Network::open(engine, "wish_post_attested").await;
    let rules = json!({ "secondCarnet": "NEVER", "familyMayPresent": false });
    let run = net.order_ruled(Wanted { carnets: 3, ..Wanted::default() }, rules).await;
    let id = asked(&net, "Amina Ba").await;
    let said = posts(&net, &id, &run, 0, Value::Null).await.refused("ATTESTATION_MISSING");
    assert!(said.message.contains("déjà reçu un carnet"), "a letter goes to the person: {said:?}");
    posts(&net, &id, &run, 0, json!({ "formerOn": "2025-01-01" })).await.refused("SECOND_CARNET");
    posts(&net, &id, &run, 0, json!({ "firstCarnet": true, "takenBy": "FAMILY" })).await.refused("HOLDER_ONLY");
    assert_eq!((attested(&net), &read(&net, &id).await["stage"]), (0, &json!("ACCEPTED")), "it did not leave");

    posts(&net, &id, &run, 0, json!({ "firstCarnet": true })).await.ok();
    assert_eq!(attested(&net), 1);
    // It was judged when it left: who notes its arrival is asked nothing more.
    assert_eq!(gives(&net, &id, None, Value::Null).await.ok()["stage"], "HANDED_OVER");
    assert_eq!(attested(&net), 1);
    net.books_hold().await;
}

async fn what_is_attested_goes_with_the_booklet_that_is_given(engine: Engine) {
    let net = Network::open(engine, "wish_post_back").await;
    let rules = json!({ "secondCarnet": "NEVER" });
    let run = net.order_ruled(Wanted { carnets: 3, ..Wanted::default() }, rules).await;
    let first_one = json!({ "firstCarnet": true });
    let back = asked(&net, "Amina Ba").await;
    posts(&net, &back, &run, 0, first_one.clone()).await.ok();
    keeps(&net, &back, &run, 0).await.ok();
    assert_eq!(attested(&net), 0, "the letter came back");
    gives(&net, &back, None, Value::Null).await.refused("ATTESTATION_MISSING");
    posts(&net, &back, &run, 0, first_one.clone()).await.ok();
    gives(&net, &back, None, Value::Null).await.ok();

    // Another booklet than the one that was posted is attested by itself; the posted one goes to somebody else.
    let other = asked(&net, "Zoé Roy").await;
    posts(&net, &other, &run, 1, first_one.clone()).await.ok();
    gives(&net, &other, Some(&run.carnets[2].serial), Value::Null).await.refused("ATTESTATION_MISSING");
    assert_eq!(attested(&net), 2, "the letter is on its way as before");
    gives(&net, &other, Some(&run.carnets[2].serial), first_one.clone()).await.ok();
    assert_eq!(attested(&net), 2);
    let last = asked(&net, "Léa Petit").await;
    gives(&net, &last, Some(&run.carnets[1].serial), Value::Null).await.refused("ATTESTATION_MISSING");
    gives(&net, &last, Some(&run.carnets[1].serial), first_one).await.ok();
    assert_eq!(attested(&net), 3);
    net.books_hold().await;
}
