//! The first payment on an account is limited where the network's terms say so: the rest leaves with the next run, and nothing
//! is paid twice.

use cheques::books::audit;
use kernel::cents::Cents;
use serde_json::{Value, json};

use crate::support::{
    bank_words::{Movement, answer, statement},
    engine::{Engine, on_both_engines},
    network::{
        Network, Place, Wanted,
        answer::text,
        cast::Person,
        deeds::{APPROVE_SEEN, FUND_PROOF, NEXT_PAYMENTS, PREPARE, PREVIEW, SET_TERMS, STATEMENTS, TERMS, TRANSFERS},
    },
};

on_both_engines!(
    a_cap_is_judged_before_it_is_set,
    the_next_run_pays_the_rest_and_what_is_new,
    a_first_payment_that_bounces_is_capped_again_and_paid_once,
    a_capped_share_whose_account_changes_waits_whole,
);

const ANEW: &str = "FR14 2004 1010 0505 0001 3M02 606";

/// A network whose terms limit a first payment to 25 €.
async fn capped(engine: Engine, name: &str) -> Network {
    let net = Network::open(engine, name).await;
    let terms = json!({ "from": "2025-10-02", "minimum": 0, "delay": 30, "cap": 2500 });
    net.asks(&net.cast.treasurer, SET_TERMS, terms).await.ok();
    net.it_is("2025-10-02", (9, 0));
    net
}

/// A venue takes so many cheques of ten euros, of an order that keeps papers for ninety days.
async fn spends(net: &Network, place: &Place, cheques: usize) {
    let carnet = net.order_ruled(Wanted::default(), json!({ "paperDays": 90 })).await.carnets.remove(0);
    net.hands_over(&carnet, "62447", "OTHER").await.ok();
    let codes: Vec<&str> = carnet.codes[..cheques].iter().map(String::as_str).collect();
    net.redeems(place, &codes).await.ok();
}

async fn cents(net: &Network, run: &str) -> Vec<i64> {
    net.sent(run).await.iter().map(|one| one.cents).collect()
}

async fn held(net: &Network, run: &str) -> Value {
    net.asks(&net.cast.treasurer, TRANSFERS, json!({ "settlement": run })).await.shown()["held"].clone()
}

/// Every invariant holds, and all that is promised is in the bank.
async fn holds(net: &Network) {
    net.books_hold().await;
    let told = net.asks(&net.cast.funder, FUND_PROOF, json!({})).await.shown();
    assert_eq!(told["promisedCents"], told["ledgerBankCents"], "{told}");
}

/// Until when a venue keeps the papers of a run.
async fn papers_until(net: &Network, place: &Place, run: &str) -> Value {
    net.statement(&place.manager, place, run).await["papersUntil"].clone()
}

async fn has_another_account(net: &Network, place: &Place) {
    let dossier = net.proposes_account(&place.manager, &place.structure, ANEW).await.ok();
    net.approves_account(&net.cast.treasurer, &text(&dossier["id"])).await.ok();
}

async fn a_cap_is_judged_before_it_is_set(engine: Engine) {
    let net = Network::open(engine, "cap_judged").await;
    let treasurer = &net.cast.treasurer;
    let terms = |minimum: i64, cap: i64| json!({ "from": "2025-10-02", "minimum": minimum, "delay": 30, "cap": cap });
    for (minimum, cap) in [(0, 0), (0, -1), (1500, 1499), (0, 10_000_001)] {
        net.asks(treasurer, SET_TERMS, terms(minimum, cap)).await.refused("INPUT_INVALID");
    }
    let set = net.asks(treasurer, SET_TERMS, terms(1500, 1500)).await.ok();
    assert_eq!(set["firstPaymentCapCents"], 1500);
    let later = json!({ "from": "2025-10-03", "minimum": 1500, "delay": 30 });
    assert_eq!(net.asks(treasurer, SET_TERMS, later).await.ok()["firstPaymentCapCents"], Value::Null);
    let shown = async || net.asks(&Person::nobody(), TERMS, json!({})).await.shown()["firstPaymentCapCents"].clone();
    net.it_is("2025-10-02", (9, 0));
    assert_eq!(shown().await, 1500);
    net.it_is("2025-10-03", (9, 0));
    assert_eq!(shown().await, Value::Null, "no limit any more");
}

async fn the_next_run_pays_the_rest_and_what_is_new(engine: Engine) {
    let net = capped(engine, "cap_next").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let annexe = net.annexe(&hesdin, "Azincourt").await;
    spends(&net, &hesdin, 3).await;
    spends(&net, &annexe, 1).await;
    spends(&net, &auchy, 1).await;
    assert_eq!(net.asks(&net.cast.treasurer, PREVIEW, json!({})).await.shown()["amountCents"], 5000);

    let first = net.sends_a_run().await;
    assert_eq!(cents(&net, &first).await, [2500, 1000], "both venues of Hesdin together, and Auchy whole");
    holds(&net).await;
    let told = net.asks(&hesdin.manager, STATEMENTS, json!({})).await.nodes();
    let sum = |what: &str| told.iter().map(|one| one["share"][what].as_i64().expect("cents")).sum::<i64>();
    assert_eq!((told.len(), sum("paidCents"), sum("restCents")), (2, 2500, 1500));
    assert!(told.iter().all(|one| one["transfer"]["amountCents"] == 2500 && one["share"]["held"].is_null()));
    let waiting = held(&net, &first).await;
    let waiting = waiting.as_array().expect("what waits");
    assert!(!waiting.is_empty() && waiting.iter().all(|one| one["why"] == "capped"), "{waiting:?}");
    net.confirms(&first).await.ok();
    for place in [&hesdin, &annexe] {
        let next = net.asks(&place.manager, NEXT_PAYMENTS, json!({ "venue": place.id })).await.shown()[0].clone();
        let rests = next["carriedCents"] != 0;
        assert_eq!(next["carriedWhy"], if rests { json!("capped") } else { Value::Null }, "{next}");
        assert_eq!(papers_until(&net, place, &first).await.is_null(), rests, "papers are kept while money waits");
    }
    holds(&net).await;

    // The bank has confirmed one payment there: no limit any more, neither for the rest nor for what is new.
    spends(&net, &hesdin, 4).await;
    let second = net.sends_a_run().await;
    assert_eq!(cents(&net, &second).await, [5500]);
    assert_eq!(held(&net, &second).await, json!([]));
    net.confirms(&second).await.ok();
    for place in [&hesdin, &annexe] {
        assert_eq!(papers_until(&net, place, &first).await, "2025-12-31", "ninety days after the 2nd of October");
    }
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    holds(&net).await;
}

async fn a_first_payment_that_bounces_is_capped_again_and_paid_once(engine: Engine) {
    let net = capped(engine, "cap_bounced").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    spends(&net, &hesdin, 4).await;
    spends(&net, &auchy, 1).await;
    let first = net.sends_a_run().await;
    let sent = net.sent(&first).await;
    assert_eq!((sent[0].cents, held(&net, &first).await), (2500, json!([{ "amountCents": 1500, "why": "capped" }])));
    let said = [(sent[0].reference.clone(), "RJCT", Some("AC04"))];
    net.imports(&answer("REP-1", "PASSEGUE-000001", &said)).await.ok();
    holds(&net).await;
    let paid = Movement::paid(&sent[1].reference, sent[1].cents);
    net.imports(&statement("R-1", "2025-10-02", 60_000, &[paid])).await.ok();
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    assert_eq!(papers_until(&net, &hesdin, &first).await, Value::Null);

    // Nothing was ever paid on the other account either: its first payment is limited, and counts the cheques.
    has_another_account(&net, &hesdin).await;
    net.minutes_pass(72 * 60 + 1);
    let second = net.sends_a_run().await;
    let again = net.sent(&second).await;
    assert_eq!((again.len(), again[0].cents, again[0].reference.ends_with("-2")), (1, 2500, true), "{again:?}");
    assert_eq!(held(&net, &second).await, json!([{ "amountCents": 1500, "why": "capped" }]));
    holds(&net).await;
    let paid = Movement::paid(&again[0].reference, again[0].cents);
    net.imports(&statement("R-2", "2025-10-05", 59_000, &[paid])).await.ok();
    assert_eq!(papers_until(&net, &hesdin, &first).await, Value::Null, "a rest waits still");
    holds(&net).await;

    // A run of the rest alone: its cheques were counted before.
    let third = net.sends_a_run().await;
    let last = net.sent(&third).await;
    assert_eq!((last.len(), last[0].cents), (1, 1500));
    let paid = Movement::paid(&last[0].reference, last[0].cents);
    net.imports(&statement("R-3", "2025-10-06", 56_500, &[paid])).await.ok();
    assert!(papers_until(&net, &hesdin, &first).await.is_string(), "all of it has arrived");
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    holds(&net).await;

    let store = net.centre().store();
    let all = audit::sample(store, 60, 7).await.expect("the books are read");
    let (mut through, mut straight) = (0, 0);
    for one in &all {
        let left: Vec<String> = one.runs.iter().map(|passage| passage.left.join(" ")).collect();
        straight += usize::from(left == [""]);
        through += usize::from(left == ["capped rejected", "capped", ""]);
    }
    assert_eq!((straight, through, all.len()), (1, 4, 5), "Auchy's cheque, and those of Hesdin: {all:?}");
    let behind = audit::bank_entry(store, &last[0].reference).await.expect("the books are read");
    let [behind] = &behind[..] else { panic!("one entry: {behind:?}") };
    let parts = [behind.total, behind.kept, behind.elsewhere].map(Cents::get);
    assert_eq!(parts, [4000, 0, 2500], "what the other transfer paid is told apart");
}

async fn a_capped_share_whose_account_changes_waits_whole(engine: Engine) {
    let net = capped(engine, "cap_changed").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    spends(&net, &hesdin, 4).await;
    spends(&net, &auchy, 1).await;
    let run = net.prepares().await;
    assert_eq!(
        (cents(&net, &run).await, held(&net, &run).await[0]["amountCents"].clone()),
        (vec![2500, 1000], json!(1500))
    );
    has_another_account(&net, &hesdin).await;
    let approved = net.asks(&net.cast.second_treasurer, APPROVE_SEEN, json!({ "settlement": run })).await.ok();
    assert_eq!(
        (&approved["amountCents"], &approved["held"], &approved["heldCents"]),
        (&json!(1000), &json!(1), &json!(4000))
    );
    assert_eq!(held(&net, &run).await, json!([{ "amountCents": 4000, "why": "changed" }]));
    holds(&net).await;
    net.exports(&run).await.ok();
    net.confirms(&run).await.ok();
    net.minutes_pass(72 * 60 + 1);
    let second = net.sends_a_run().await;
    assert_eq!(cents(&net, &second).await, [2500]);
    net.confirms(&second).await.ok();
    let third = net.sends_a_run().await;
    assert_eq!(cents(&net, &third).await, [1500]);
    net.confirms(&third).await.ok();
    net.asks(&net.cast.treasurer, PREPARE, json!({})).await.refused("NOTHING_TO_SETTLE");
    holds(&net).await;
}
