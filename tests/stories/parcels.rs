//! Stocks: booklets are sent, counted, passed on, given back, shared out; every move stays, and the stocks are their sum.

use kernel::access::Role;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            ALLOCATE, ANSWER_PROOF, CARNET_FILES, CARNET_MOVES, CHECK, COUNT_DELIVERY, COUNT_PARCEL, DISPATCH, LIFE,
            PARCELS, PLAN, POINTS, PROPOSE_PROOF, RECORD_PRINTING, RETURN_CARNETS, SEND, STOCK, STOCKS,
        },
    },
};

on_both_engines!(
    a_parcel_is_sent_and_counted,
    a_parcel_that_is_short_is_told_to_the_network,
    a_delivery_of_an_order_is_a_parcel,
    prescribers_pass_booklets_on_and_give_them_back,
    an_order_is_shared_out_among_the_communes,
    a_move_that_was_meddled_with_is_found,
);

async fn a_parcel_is_sent_and_counted(engine: Engine) {
    let net = Network::open(engine, "parcel").await;
    let (operator, mission) = (net.cast.operator.clone(), net.cast.prescriber.clone());
    let run = net.order(Wanted { carnets: 5, ..Wanted::default() }).await;
    let lot =
        |first: usize, last: usize| json!({ "first": run.carnets[first].serial, "last": run.carnets[last].serial });
    let sent = sends(&net, &operator, None, &mission, lot(0, 3)).await.ok();
    assert_eq!([&sent["carnets"], &sent["lastCarnet"]], [&json!(4), &json!(run.carnets[3].serial)]);
    let waiting = net.asks(&mission, PARCELS, json!({ "structure": mission.organisation() })).await.nodes();
    assert_eq!(
        [&waiting[0]["carnets"], &waiting[0]["counted"], &waiting[0]["late"]],
        [&json!(4), &json!(null), &json!(false)]
    );
    net.it_is("2025-10-20", (9, 0));
    let late = net.asks(&operator, PARCELS, json!({})).await.nodes();
    assert_eq!([&late[0]["late"], &late[0]["toName"]], [&json!(true), &json!("Mission locale du Montreuillois")]);

    // What is there may be handed over before somebody has counted.
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
    let counts = async |who: &Person, counted: i64| {
        net.asks(who, COUNT_PARCEL, json!({ "parcel": sent["parcelId"], "counted": counted })).await
    };
    let other = net.stranger("PRESCRIBER", Role::Prescriber).await;
    counts(&other, 4).await.refused("NOT_FOUND");
    for wrong in [-1, 3, 5] {
        counts(&mission, wrong).await.refused("INPUT_INVALID");
    }
    assert_eq!(counts(&mission, 4).await.ok()["missing"], 0);
    counts(&mission, 4).await.refused("WRONG_STAGE");

    sends(&net, &operator, None, &mission, json!({ "first": "ZZZZZ-0001" })).await.refused("NOT_FOUND");
    sends(&net, &operator, None, &mission, lot(0, 0)).await.refused("ALREADY_HANDED_OVER");
    let beyond = json!({ "first": run.carnets[4].serial, "last": run.carnets[4].serial.replace("0005", "0006") });
    sends(&net, &operator, None, &mission, beyond).await.refused("NOT_FOUND");
    sends(&net, &mission, None, &other, lot(1, 1)).await.refused("FORBIDDEN");
    let unissued = net.places(&Wanted::default()).await;
    let label = net.asks(&operator, crate::support::network::deeds::ORDER, json!({ "order": unissued })).await.shown();
    let early = json!({ "first": format!("{}-0001", text(&label["label"])) });
    sends(&net, &operator, None, &mission, early).await.refused("WRONG_STAGE");
    net.books_hold().await;
}

async fn a_parcel_that_is_short_is_told_to_the_network(engine: Engine) {
    let net = Network::open(engine, "short_parcel").await;
    let (operator, mission) = (net.cast.operator.clone(), net.cast.prescriber.clone());
    let run = net.order(Wanted { carnets: 3, ..Wanted::default() }).await;
    let lot = json!({ "first": run.carnets[0].serial, "last": run.carnets[2].serial });
    let parcel = sends(&net, &operator, None, &mission, lot).await.ok()["parcelId"].clone();
    let counts = async |counted: i64, missing: &[&str]| {
        net.asks(&mission, COUNT_PARCEL, json!({ "parcel": parcel, "counted": counted, "missing": missing })).await
    };
    counts(2, &[]).await.refused("INPUT_INVALID");
    counts(2, &["ZZZZZ-0001"]).await.refused("INPUT_INVALID");
    counts(3, &[&run.carnets[1].serial]).await.refused("INPUT_INVALID");
    let done = counts(2, &[&run.carnets[1].serial.to_lowercase()]).await.ok();
    assert_eq!([&done["sent"], &done["counted"], &done["missing"]], [&json!(3), &json!(2), &json!(1)]);

    // The operator reads the difference; whoever finds the booklet on the way can do nothing with it.
    let told = net.asks(&operator, PARCELS, json!({})).await.nodes();
    assert_eq!([&told[0]["missing"], &told[0]["counted"]], [&json!(1), &json!(2)]);
    net.hands_over(&run.carnets[1], "62447", "OTHER").await.refused("CARNET_BLOCKED");
    let file = json!({ "structure": operator.organisation(), "serial": run.carnets[1].serial });
    let file = net.asks(&operator, CARNET_FILES, file).await.shown()["nodes"][0].clone();
    assert_eq!([&file["blockedWhy"], &file["holder"]], [&json!("MISSING"), &json!(null)]);
    net.books_hold().await;
}

/// What leaves the printer for a distribution point lies in its stock; whichever of the two is counted, both are.
async fn a_delivery_of_an_order_is_a_parcel(engine: Engine) {
    let net = Network::open(engine, "delivery_parcel").await;
    let (operator, mission) = (net.cast.operator.clone(), net.cast.prescriber.clone());
    let ccas = net.stranger("PRESCRIBER", Role::Prescriber).await;
    let run = net.order(Wanted { carnets: 9, ..Wanted::default() }).await;
    let this = json!({ "order": run.order });
    net.asks(&operator, PROPOSE_PROOF, this.clone()).await.ok();
    net.asks(&net.cast.funder, ANSWER_PROOF, json!({ "order": run.order, "approve": true })).await.ok();
    net.asks(&operator, RECORD_PRINTING, this.clone()).await.ok();
    net.hands_over(&run.carnets[8], "62447", "OTHER").await.ok();
    let sends = async |to: &Person, first: i64, last: i64| {
        let asked = json!({ "order": run.order, "structure": to.organisation(), "first": first, "last": last });
        net.asks(&operator, DISPATCH, asked).await
    };
    sends(&mission, 7, 9).await.refused("ALREADY_HANDED_OVER");
    net.blocks(&operator, &run.carnets[7].serial, "STOLEN").await.ok();
    sends(&mission, 7, 8).await.refused("CARNET_BLOCKED");
    sends(&mission, 1, 3).await.ok();
    sends(&ccas, 4, 6).await.ok();

    // On its way already, no other prescriber hands it over.
    net.hands_over(&run.carnets[3], "62447", "OTHER").await.refused("OTHER_STOCK");
    let parcel = async |who: &Person| {
        let asked = json!({ "structure": who.organisation() });
        net.asks(who, PARCELS, asked).await.nodes()[0].clone()
    };
    let short = json!({
        "parcel": parcel(&mission).await["id"], "counted": 2, "missing": [run.carnets[1].serial],
    });
    net.asks(&mission, COUNT_PARCEL, short).await.ok();
    let counts = json!({ "order": run.order, "no": 1, "counted": 3 });
    net.asks(&mission, COUNT_DELIVERY, counts).await.refused("WRONG_STAGE");
    net.hands_over(&run.carnets[1], "62447", "OTHER").await.refused("CARNET_BLOCKED");

    // Told by telephone as a mere number: the difference is told, and the booklets are looked for in the stock.
    net.asks(&operator, COUNT_DELIVERY, json!({ "order": run.order, "no": 2, "counted": 1 })).await.ok();
    let seen = parcel(&ccas).await;
    assert_eq!([&seen["counted"], &seen["missing"]], [&json!(1), &json!(2)]);
    net.asks(&ccas, COUNT_PARCEL, json!({ "parcel": seen["id"], "counted": 3 })).await.refused("WRONG_STAGE");
    let life = net.asks(&operator, LIFE, this).await.shown();
    let missing: Vec<&Value> =
        life["life"]["deliveries"].as_array().expect("deliveries").iter().map(|one| &one["missing"]).collect();
    assert_eq!(missing, [&json!(1), &json!(2)], "both are told to who reads the order");
    let left = net.asks(&ccas, STOCK, json!({ "prescriber": ccas.organisation() })).await.nodes();
    assert_eq!(left[0]["left"], 3);
    net.books_hold().await;
}

async fn prescribers_pass_booklets_on_and_give_them_back(engine: Engine) {
    let net = Network::open(engine, "passed_on").await;
    let (operator, mission) = (net.cast.operator.clone(), net.cast.prescriber.clone());
    let ccas = net.stranger("PRESCRIBER", Role::Prescriber).await;
    let run = net.order(Wanted { carnets: 6, ..Wanted::default() }).await;
    let lot =
        |first: usize, last: usize| json!({ "first": run.carnets[first].serial, "last": run.carnets[last].serial });
    net.allots(&run.order, &mission, (1, 4)).await.ok();
    let points = net.asks(&mission, POINTS, json!({})).await.nodes();
    assert!(points.iter().any(|one| one["id"] == ccas.organisation()), "{points:?}");

    sends(&net, &mission, Some(&mission), &ccas, lot(3, 4)).await.refused("OTHER_STOCK");
    sends(&net, &mission, Some(&mission), &mission, lot(0, 1)).await.refused("INPUT_INVALID");
    sends(&net, &ccas, Some(&mission), &ccas, lot(0, 1)).await.refused("FORBIDDEN");
    sends(&net, &mission, Some(&mission), &ccas, lot(2, 3)).await.ok();
    net.hands_over(&run.carnets[2], "62447", "OTHER").await.refused("OTHER_STOCK");
    let gives_back = async |who: &Person, lot: Value| {
        net.asks(who, RETURN_CARNETS, json!({ "structure": who.organisation(), "lot": lot })).await
    };
    gives_back(&ccas, lot(0, 0)).await.refused("OTHER_STOCK");
    assert_eq!(gives_back(&ccas, lot(3, 3)).await.ok()["carnets"], 1);
    net.hands_over(&run.carnets[3], "62447", "OTHER").await.ok();

    let stocks = net.asks(&operator, STOCKS, json!({})).await.nodes();
    let held: Vec<(Value, i64)> =
        stocks.iter().map(|one| (one["holderId"].clone(), one["carnets"].as_i64().expect("a count"))).collect();
    for line in [(json!(null), 2), (json!(mission.organisation()), 2), (json!(ccas.organisation()), 1)] {
        assert!(held.contains(&line), "{line:?} in {held:?}");
    }
    let moves = net.asks(&ccas, CARNET_MOVES, json!({ "structure": ccas.organisation() })).await.nodes();
    let told: Vec<(String, Value)> = moves.iter().map(|one| (text(&one["kind"]), one["carnets"].clone())).collect();
    assert_eq!(told, [("RETURNED".to_owned(), json!(1)), ("SENT".to_owned(), json!(2))]);
    assert!(net.asks(&ccas, CARNET_MOVES, json!({ "structure": mission.organisation() })).await.nodes().is_empty());
    assert!(net.asks(&mission, STOCKS, json!({})).await.nodes().is_empty());
    let all = net.asks(&operator, CARNET_MOVES, json!({ "first": 2 })).await.shown();
    assert_eq!(all["pageInfo"]["hasNextPage"], true);
    let rest = json!({ "first": 100, "after": all["pageInfo"]["endCursor"] });
    let rest = net.asks(&operator, CARNET_MOVES, rest).await.nodes();
    assert_eq!(rest.iter().map(|one| text(&one["kind"])).collect::<Vec<_>>(), ["SENT", "ALLOTTED"]);
    net.books_hold().await;
}

async fn an_order_is_shared_out_among_the_communes(engine: Engine) {
    let net = Network::open(engine, "shared_out").await;
    let (operator, mission) = (net.cast.operator.clone(), net.cast.prescriber.clone());
    let ccas = net.stranger("PRESCRIBER", Role::Prescriber).await;
    let wanted = Wanted { carnets: 30, cheques: 1, communes: &["62447", "62050"], ..Wanted::default() };
    let run = net.order(wanted).await;
    let plans = async |carnets: i64, fixed: i64| {
        net.asks(&operator, PLAN, json!({ "order": run.order, "carnets": carnets, "fixed": fixed })).await
    };
    let plan = plans(20, 5).await.ok();
    let shares = plan["shares"].as_array().expect("shares").clone();
    let counts: Vec<i64> = shares.iter().map(|one| one["carnets"].as_i64().expect("a count")).collect();
    assert_eq!((shares.len(), counts.iter().sum::<i64>(), &plan["available"]), (2, 20, &json!(30)));
    assert!(counts.iter().all(|count| *count >= 5), "{shares:?}");
    plans(31, 0).await.refused("OUT_OF_STOCK");
    plans(-1, 0).await.refused("INPUT_INVALID");

    net.allots(&run.order, &mission, (3, 3)).await.ok();
    let shares = async |to: Value| net.asks(&operator, ALLOCATE, json!({ "order": run.order, "to": to })).await;
    let to = |who: &Person, carnets: i64| json!({ "structureId": who.organisation(), "carnets": carnets });
    shares(json!([])).await.refused("INPUT_INVALID");
    shares(json!([to(&mission, 0)])).await.refused("INPUT_INVALID");
    shares(json!([to(&mission, 30)])).await.refused("OUT_OF_STOCK");
    shares(json!([{ "structureId": net.nothing(), "carnets": 1 }])).await.refused("NOT_FOUND");
    // The third booklet is elsewhere: the first destination gets two parcels.
    let done = shares(json!([to(&mission, 5), to(&ccas, 4)])).await.ok();
    let parcels: Vec<i64> = done["parcels"]
        .as_array()
        .expect("parcels")
        .iter()
        .map(|one| one["carnets"].as_i64().expect("a count"))
        .collect();
    assert_eq!((parcels, &done["carnets"]), (vec![2, 3, 4], &json!(9)));
    let waiting = net.asks(&ccas, PARCELS, json!({ "structure": ccas.organisation() })).await.nodes();
    assert_eq!(waiting[0]["firstCarnet"], run.carnets[6].serial);
    net.asks(&mission, ALLOCATE, json!({ "order": run.order, "to": [to(&mission, 1)] })).await.refused("FORBIDDEN");
    net.books_hold().await;
}

async fn a_move_that_was_meddled_with_is_found(engine: Engine) {
    let net = Network::open(engine, "meddled_move").await;
    let mission = net.cast.prescriber.clone();
    let run = net.order(Wanted { carnets: 3, ..Wanted::default() }).await;
    net.allots(&run.order, &mission, (1, 2)).await.ok();
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
    net.books_hold().await;
    net.rewrites("delete from carnet_move where kind = 'handed-over'").await;
    let report = net.asks(&net.cast.operator, CHECK, json!({})).await.ok();
    let wrong: Vec<_> =
        report["findings"].as_array().expect("findings").iter().filter(|one| one["wrong"] != 0).collect();
    assert!(wrong.iter().any(|one| text(&one["says"]).starts_with("Chaque réserve de carnets")), "{wrong:?}");
}

async fn sends(net: &Network, who: &Person, from: Option<&Person>, to: &Person, lot: Value) -> Answer {
    let asked = json!({ "from": from.map(Person::organisation), "to": to.organisation(), "lot": lot });
    net.asks(who, SEND, asked).await
}
