//! What a venue owes back is taken from what it is due next; what is left of the debt is carried to the run after.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::text,
        deeds::{APPROVE, PREPARE, STATEMENTS},
    },
};

on_both_engines!(
    a_debt_is_taken_from_the_next_payment,
    a_debt_above_what_is_due_pays_nobody_and_is_carried,
    a_run_that_is_prepared_again_repays_a_debt_once,
);

/// Hesdin was paid so many cheques, and owes some of them back.
async fn in_debt(engine: Engine, name: &str, paid: usize, owed: &[i64]) -> (Network, Place) {
    let net = Network::open(engine, name).await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let codes: Vec<&str> = carnet.codes[..paid].iter().map(String::as_str).collect();
    let receipt = text(&net.redeems(&hesdin, &codes).await.ok()["id"]);
    let run = net.sends_a_run().await;
    net.confirms(&run).await.ok();
    net.reverses(&receipt, owed).await.ok();
    (net, hesdin)
}

async fn spends(net: &Network, place: &Place, cheques: usize) {
    let carnet = net.carnet().await;
    let codes: Vec<&str> = carnet.codes[..cheques].iter().map(String::as_str).collect();
    net.redeems(place, &codes).await.ok();
}

/// The venue's part of the last run.
async fn share(net: &Network, place: &Place) -> Value {
    net.asks(&place.manager, STATEMENTS, json!({ "venue": place.id })).await.nodes()[0]["share"].clone()
}

async fn a_debt_is_taken_from_the_next_payment(engine: Engine) {
    let (net, hesdin) = in_debt(engine, "debt", 3, &[1]).await;
    spends(&net, &hesdin, 4).await;
    let run = net.sends_a_run().await;
    assert_eq!(net.sent(&run).await.iter().map(|one| one.cents).collect::<Vec<_>>(), [3000]);
    let told = share(&net, &hesdin).await;
    assert_eq!((&told["offsetCents"], &told["paidCents"]), (&json!(1000), &json!(3000)));
    net.confirms(&run).await.ok();
    net.books_hold().await;
    // Repaid once: the next payment is whole.
    spends(&net, &hesdin, 1).await;
    let next = net.sends_a_run().await;
    assert_eq!(net.sent(&next).await.iter().map(|one| one.cents).collect::<Vec<_>>(), [1000]);
    net.books_hold().await;
}

async fn a_debt_above_what_is_due_pays_nobody_and_is_carried(engine: Engine) {
    let (net, hesdin) = in_debt(engine, "debt_carried", 3, &[1, 2, 3]).await;
    spends(&net, &hesdin, 1).await;
    let run = net.prepares().await;
    let asked = json!({ "settlement": run });
    let done = net.asks(&net.cast.second_treasurer, APPROVE, asked).await.ok();
    assert_eq!((&done["stage"], &done["amountCents"]), (&json!("confirmed"), &json!(0)), "nothing is sent to the bank");
    net.exports(&run).await.refused("WRONG_STAGE");
    net.confirms(&run).await.refused("WRONG_STAGE");
    assert_eq!(share(&net, &hesdin).await["offsetCents"], 1000);
    net.books_hold().await;
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");

    spends(&net, &hesdin, 5).await;
    let next = net.sends_a_run().await;
    assert_eq!(
        net.sent(&next).await.iter().map(|one| one.cents).collect::<Vec<_>>(),
        [3000],
        "5 less the 2 still owed"
    );
    net.confirms(&next).await.ok();
    net.books_hold().await;
}

async fn a_run_that_is_prepared_again_repays_a_debt_once(engine: Engine) {
    let (net, hesdin) = in_debt(engine, "debt_again", 2, &[1]).await;
    let carnet = net.carnet().await;
    let late = text(&net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"]);
    net.redeems(&hesdin, &[&carnet[1], &carnet[2]]).await.ok();
    let run = net.prepares().await;
    // A line leaves: what was shared out is forgotten, and shared out again.
    net.reverses(&late, &[]).await.ok();
    assert_eq!(net.prepares().await, run);
    let done = net.asks(&net.cast.second_treasurer, APPROVE, json!({ "settlement": run })).await.ok();
    assert_eq!(done["amountCents"], 1000, "two cheques less the one owed");
    net.books_hold().await;
}
