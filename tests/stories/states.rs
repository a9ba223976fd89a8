//! Every state in which a cheque is not honoured: refused alike whether it is presented, looked up or looked over, and nothing of it
//! is taken. A cheque that was taken stays so, whatever becomes of its money.

use serde_json::{Value, json};

use crate::support::{
    bank_words::{Movement, statement},
    engine::{Engine, on_both_engines},
    network::{
        Network, Place, Wanted,
        answer::text,
        deeds::{BLOCK_STOCK, COUNT_PARCEL, LOOK_OVER, SEND},
    },
};

on_both_engines!(
    what_is_not_yet_somebodys_is_refused,
    what_was_taken_stays_taken_whatever_becomes_of_its_money,
    what_is_undone_after_its_payment_may_be_used_again,
);

/// The same refusal, whichever way it is asked.
async fn is_refused(net: &Network, place: &Place, code: &str, because: &str) {
    net.redeems(place, &[code]).await.refused(because);
    net.looks_up(&place.counter, code).await.refused(because);
    let looked = net.asks(&place.counter, LOOK_OVER, json!({ "venue": place.id, "codes": [code] })).await.ok();
    assert_eq!((&looked["cheques"][0]["refusal"]["code"], &looked["accepted"]), (&json!(because), &json!(0)));
}

async fn what_is_not_yet_somebodys_is_refused(engine: Engine) {
    let net = Network::open(engine, "not_yet").await;
    let hesdin = net.venue("Hesdin").await;
    let (operator, mission) = (&net.cast.operator, &net.cast.prescriber);
    let wanted = Wanted { carnets: 4, ..Wanted::default() };
    let order = net.places(&wanted).await;
    let run = net.issues(&order).await;
    let [given, missing, stolen, stock] = [0, 1, 2, 3].map(|place: usize| &run.carnets[place]);
    is_refused(&net, &hesdin, &given[0], "NOT_ACTIVE").await;
    net.funds(&order, wanted.value()).await.ok();
    is_refused(&net, &hesdin, &given[0], "NOT_HANDED_OVER").await;

    // On its way to a stock, then missing in the parcel; stolen from the stock where it lay.
    let lot =
        |first: usize, last: usize| json!({ "first": run.carnets[first].serial, "last": run.carnets[last].serial });
    let sent = json!({ "from": Value::Null, "to": mission.organisation(), "lot": lot(0, 3) });
    let parcel = net.asks(operator, SEND, sent).await.ok()["parcelId"].clone();
    is_refused(&net, &hesdin, &missing[0], "NOT_HANDED_OVER").await;
    let counted = json!({ "parcel": parcel, "counted": 3, "missing": [missing.serial] });
    net.asks(mission, COUNT_PARCEL, counted).await.ok();
    is_refused(&net, &hesdin, &missing[0], "BLOCKED").await;
    let theft = json!({
        "structure": mission.organisation(), "lot": lot(2, 2), "why": "STOLEN", "reason": "Armoire forcée",
    });
    net.asks(mission, BLOCK_STOCK, theft).await.ok();
    is_refused(&net, &hesdin, &stolen[0], "BLOCKED").await;
    is_refused(&net, &hesdin, &stock[0], "NOT_HANDED_OVER").await;
    net.hands_over(given, "62447", "OTHER").await.ok();
    net.redeems(&hesdin, &[&given[0]]).await.ok();
    net.books_hold().await;
}

async fn what_was_taken_stays_taken_whatever_becomes_of_its_money(engine: Engine) {
    let net = Network::open(engine, "stays_taken").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let taken = async || {
        for place in [&hesdin, &auchy] {
            is_refused(&net, place, &carnet[0], "ALREADY_REDEEMED").await;
        }
    };
    taken().await;
    let run = net.prepares().await;
    taken().await;
    net.approves(&run).await.ok();
    net.exports(&run).await.ok();
    taken().await;
    net.confirms(&run).await.ok();
    taken().await;
    // Its payment comes back: the venue is owed again, and the cheque is no more usable than before.
    let sent = net.sent(&run).await;
    let back = Movement::returned(&sent[0].reference, sent[0].cents, "MS03");
    net.imports(&statement("REL-1", "2025-10-01", 50_000, &[back])).await.ok();
    taken().await;
    net.books_hold().await;
}

async fn what_is_undone_after_its_payment_may_be_used_again(engine: Engine) {
    let net = Network::open(engine, "undone_when_paid").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    let receipt = text(&net.redeems(&hesdin, &[&carnet[0]]).await.ok()["id"]);
    let run = net.sends_a_run().await;
    net.confirms(&run).await.ok();
    net.reverses(&receipt, &[]).await.ok();
    net.redeems(&auchy, &[&carnet[0]]).await.ok();
    is_refused(&net, &hesdin, &carnet[0], "ALREADY_REDEEMED").await;
    // Paid once to each: what Hesdin had is owed back, what Auchy is due is paid.
    let next = net.sends_a_run().await;
    assert_eq!(net.sent(&next).await.iter().map(|one| one.cents).collect::<Vec<_>>(), [1000]);
    net.books_hold().await;
}
