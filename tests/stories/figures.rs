//! Figures: counted from cheques alone, and never about so few people that somebody could be recognised.

use kernel::access::Role;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Run, Wanted,
        answer::text,
        cast::Person,
        deeds::{FIGURES, FUNNEL, ORDER, PLACE_ORDER},
    },
};

on_both_engines!(
    the_funnel_follows_the_cheques,
    each_sees_the_funnel_of_its_own_orders,
    an_order_for_one_village_is_not_shown_to_an_analyst,
    villages_are_hidden_and_towns_shown_by_fives,
    a_year_has_its_own_communes,
    an_order_is_read_by_whom_it_concerns,
);

async fn the_funnel_follows_the_cheques(engine: Engine) {
    let net = Network::open(engine, "funnel").await;
    let hesdin = net.venue("Hesdin").await;
    let run = net.order(Wanted { carnets: 3, cheques: 4, cents: 500, ..Wanted::default() }).await;
    let order = json!({ "order": run.order });
    let funnel = async || net.asks(&net.cast.funder, FUNNEL, order.clone()).await.shown()["total"].clone();
    assert_eq!(funnel().await, steps([12, 0, 0, 0]));

    net.hands_over(&run.carnets[0], "62447", "JOB_SEEKER").await.ok();
    net.hands_over(&run.carnets[1], "62447", "OTHER").await.ok();
    assert_eq!(funnel().await, steps([12, 8, 0, 0]));
    net.redeems(&hesdin, &[&run.carnets[0][0], &run.carnets[0][1], &run.carnets[1][0]]).await.ok();
    let undone = net.redeems(&hesdin, &[&run.carnets[1][1]]).await.ok();
    net.voids(&hesdin, &text(&undone["id"])).await.ok();
    assert_eq!(funnel().await, steps([12, 8, 3, 0]));

    let settlement = net.prepares().await;
    net.redeems(&hesdin, &[&run.carnets[1][2]]).await.ok();
    net.approves(&settlement).await.ok();
    net.exports(&settlement).await.ok();
    assert_eq!(funnel().await, steps([12, 8, 4, 0]), "settled is paid by the bank");
    net.confirms(&settlement).await.ok();
    assert_eq!(funnel().await, steps([12, 8, 4, 3]));
    net.books_hold().await;
}

/// Of cheques of five euros.
fn steps(cheques: [i64; 4]) -> Value {
    let count = |cheques: i64| json!({ "cheques": cheques, "amountCents": cheques * 500 });
    let [issued, handed_over, used, settled] = cheques.map(count);
    json!({ "issued": issued, "handedOver": handed_over, "used": used, "settled": settled })
}

async fn each_sees_the_funnel_of_its_own_orders(engine: Engine) {
    let net = Network::open(engine, "own_funnel").await;
    let other = net.stranger("FUNDER", Role::Funder).await;
    let input = Wanted::default().input(&other.organisation());
    let theirs = text(&net.asks(&other, PLACE_ORDER, json!({ "input": input })).await.ok()["orderId"]);
    let ours = net.places(&Wanted::default()).await;
    let listed = async |who: &Person, asked: Value| {
        let shown = net.asks(who, FUNNEL, asked).await.shown();
        let edges = shown["orders"]["edges"].as_array().cloned().unwrap_or_default();
        edges.iter().map(|edge| text(&edge["node"]["orderId"])).collect::<Vec<_>>()
    };
    assert_eq!(listed(&net.cast.funder, json!({})).await, std::slice::from_ref(&ours));
    assert_eq!(listed(&other, json!({})).await, std::slice::from_ref(&theirs));
    for who in [&net.cast.operator, &net.cast.treasurer, &net.cast.analyst] {
        assert_eq!(listed(who, json!({})).await, [ours.clone(), theirs.clone()]);
    }
    for asked in [json!({ "order": theirs }), json!({ "order": net.nothing() }), json!({ "order": "rien" })] {
        assert!(net.asks(&net.cast.funder, FUNNEL, asked).await.shown().is_null());
    }
    for who in [&net.cast.prescriber, &Person::nobody()] {
        assert!(net.asks(who, FUNNEL, json!({})).await.shown().is_null());
    }
}

async fn an_order_for_one_village_is_not_shown_to_an_analyst(engine: Engine) {
    let net = Network::open(engine, "village_funnel").await;
    let local = net.order(Wanted { carnets: 2, communes: &["62069"], ..Wanted::default() }).await;
    let wide = net.order(Wanted { carnets: 20, ..Wanted::default() }).await;
    let wider = net.order(Wanted { carnets: 20, ..Wanted::default() }).await;
    net.hands_over(&local.carnets[0], "62069", "OTHER").await.ok();
    hand_over(&net, &wide, "62447", 0..12).await;
    hand_over(&net, &wider, "62447", 0..15).await;

    let shown = net.asks(&net.cast.analyst, FUNNEL, json!({})).await.shown();
    let hidden: Vec<String> = shown["orders"]["edges"]
        .as_array()
        .expect("edges")
        .iter()
        .filter(|edge| edge["node"]["steps"].is_null())
        .map(|edge| text(&edge["node"]["orderId"]))
        .collect();
    assert_eq!(hidden, [wide.order.clone(), local.order.clone()], "with the smallest other, or the sum would tell");
    assert_eq!(shown["total"]["handedOver"]["cheques"], 280);
    let alone = net.asks(&net.cast.analyst, FUNNEL, json!({ "order": local.order })).await.shown();
    assert_eq!(
        (&alone["total"], &alone["orders"]["edges"][0]["node"]["hidden"]),
        (&Value::Null, &json!("SMALL_NUMBERS"))
    );
    for who in [&net.cast.funder, &net.cast.operator, &net.cast.treasurer] {
        let own = net.asks(who, FUNNEL, json!({ "order": local.order })).await.shown();
        assert_eq!(own["total"]["handedOver"]["cheques"], 10, "{who:?} answers for it");
    }
}

async fn hand_over(net: &Network, run: &Run, home: &str, some: std::ops::Range<usize>) {
    for carnet in &run.carnets[some] {
        net.hands_over(carnet, home, "OTHER").await.ok();
    }
}

async fn villages_are_hidden_and_towns_shown_by_fives(engine: Engine) {
    let net = Network::open(engine, "figures").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let run = net.order(Wanted { carnets: 60, cheques: 2, ..Wanted::default() }).await;
    hand_over(&net, &run, "62447", 0..26).await;
    hand_over(&net, &run, "62050", 26..40).await;
    hand_over(&net, &run, "62069", 40..43).await;
    for carnet in &run.carnets[..12] {
        net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    }
    net.redeems(&auchy, &[&run.carnets[12][0]]).await.ok();

    for who in [&net.cast.analyst, &net.cast.operator, &net.cast.funder] {
        let figures = net.asks(who, FIGURES, json!({ "year": 2025 })).await.shown();
        assert_eq!(figures["carnets"]["count"], 45, "43 to the nearest five");
        let of = |code: &str, what: &str| {
            let communes = figures["communes"].as_array().expect("communes");
            communes.iter().find(|commune| commune["code"] == code).expect("the commune")[what].clone()
        };
        assert_eq!(of("62447", "carnets"), json!({ "count": 25, "hidden": null }));
        let hidden = json!({ "count": null, "hidden": "SMALL_NUMBERS" });
        assert_eq!(of("62069", "carnets"), hidden, "three people");
        assert_eq!(of("62050", "carnets"), hidden, "fourteen, but the sum would tell the three");
        assert_eq!(of("62100", "carnets"), json!({ "count": 0, "hidden": null }));
        // One booklet at Auchy: Hesdin's cheques would tell it.
        assert_eq!((of("62050", "cheques"), of("62447", "cheques")), (hidden.clone(), hidden));
        assert_eq!(figures["cheques"]["count"], 25);
    }
    for who in [&hesdin.manager, &net.cast.prescriber, &net.cast.treasurer, &Person::nobody()] {
        assert!(net.asks(who, FIGURES, json!({ "year": 2025 })).await.shown().is_null(), "{who:?}");
    }
}

async fn a_year_has_its_own_communes(engine: Engine) {
    let net = Network::open(engine, "figure_years").await;
    let communes = async |year: i32| {
        let figures = net.asks(&net.cast.analyst, FIGURES, json!({ "year": year })).await.shown();
        figures["communes"].as_array().map(Vec::len)
    };
    assert_eq!((communes(2024).await, communes(2025).await, communes(2019).await), (Some(69), Some(66), None));
}

async fn an_order_is_read_by_whom_it_concerns(engine: Engine) {
    let net = Network::open(engine, "one_order").await;
    let other = net.stranger("FUNDER", Role::Funder).await;
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    let asked = json!({ "order": run.order });
    let own = net.asks(&net.cast.funder, ORDER, asked.clone()).await.shown();
    assert_eq!((&own["stage"], &own["valueCents"]), (&json!("ACTIVE"), &json!(20_000)));
    assert_eq!((&own["funderName"], &own["printFileId"]), (&json!("Département du Pas-de-Calais"), &Value::Null));
    let operators = net.asks(&net.cast.operator, ORDER, asked.clone()).await.shown();
    assert!(operators["printFileId"].is_string(), "codes are for who issues");
    for who in [&other, &net.cast.prescriber, &Person::nobody()] {
        assert!(net.asks(who, ORDER, asked.clone()).await.shown().is_null(), "{who:?}");
    }
}
