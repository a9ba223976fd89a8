//! A prescriber's stock: booklets are put there, looked up, handed over by that prescriber alone, and counted.

use kernel::access::Role;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::{Answer, text},
        cast::Person,
        counter::{mistyped, unknown},
        deeds::{ALLOT, CARNET, HAND_OVER, HAND_OVERS, STOCK},
    },
};

on_both_engines!(
    a_stock_is_handed_over_by_its_prescriber_alone,
    booklets_are_put_into_a_stock_within_reason,
    a_booklet_is_looked_up_by_its_number_or_one_of_its_codes,
    what_was_handed_over_is_listed_without_a_name,
    eligibility_is_seen_on_a_day,
);

async fn a_stock_is_handed_over_by_its_prescriber_alone(engine: Engine) {
    let net = Network::open(engine, "stock").await;
    let (mission, ccas) = (net.cast.prescriber.clone(), net.stranger("PRESCRIBER", Role::Prescriber).await);
    let run = net.order(Wanted { carnets: 6, ..Wanted::default() }).await;
    let done = net.allots(&run.order, &mission, (1, 3)).await.ok();
    assert_eq!((&done["carnets"], text(&done["firstCarnet"])), (&json!(3), run.carnets[0].serial.clone()));
    net.allots(&run.order, &ccas, (4, 5)).await.ok();

    hands(&net, &ccas, &run.carnets[0].serial, Value::Null).await.refused("OTHER_STOCK");
    hands(&net, &mission, &run.carnets[0].serial, Value::Null).await.ok();
    hands(&net, &mission, &run.carnets[5].serial, Value::Null).await.ok();
    // Two are left to one, two to the other; what lay in nobody's stock was handed over as before.
    let line = async |who: &Person| net.asks(who, STOCK, json!({ "prescriber": who.organisation() })).await.nodes();
    let mine = line(&mission).await;
    assert_eq!(
        [&mine[0]["allotted"], &mine[0]["handedOver"], &mine[0]["left"], &mine[0]["distributionEnds"]],
        [&json!(3), &json!(2), &json!(2), &json!("2026-06-30")]
    );
    let theirs = line(&ccas).await;
    assert_eq!(
        [&theirs[0]["allotted"], &theirs[0]["handedOver"], &theirs[0]["left"]],
        [&json!(2), &json!(0), &json!(2)]
    );

    // A stock moves as long as it lies there.
    net.allots(&run.order, &ccas, (2, 3)).await.ok();
    net.allots(&run.order, &ccas, (1, 3)).await.refused("ALREADY_HANDED_OVER");
    hands(&net, &mission, &run.carnets[1].serial, Value::Null).await.refused("OTHER_STOCK");
    hands(&net, &ccas, &run.carnets[1].serial, Value::Null).await.ok();
    assert_eq!(line(&mission).await[0]["left"], 0);
    let seen = net.asks(&net.cast.operator, STOCK, json!({ "prescriber": ccas.organisation() })).await.nodes();
    assert_eq!([&seen[0]["allotted"], &seen[0]["left"]], [&json!(4), &json!(3)]);
    net.books_hold().await;
}

async fn booklets_are_put_into_a_stock_within_reason(engine: Engine) {
    let net = Network::open(engine, "allot").await;
    let (prescriber, operator) = (net.cast.prescriber.clone(), net.cast.operator.clone());
    let order = net.places(&Wanted { carnets: 2, ..Wanted::default() }).await;
    net.allots(&order, &prescriber, (1, 2)).await.refused("WRONG_STAGE");
    net.issues(&order).await;
    for range in [(0, 1), (2, 1), (-1, 2), (1, 10_001), (i64::from(i32::MIN), i64::from(i32::MAX))] {
        net.allots(&order, &prescriber, range).await.refused("INPUT_INVALID");
    }
    net.allots(&order, &prescriber, (1, 3)).await.refused("NOT_FOUND");
    net.allots(&net.nothing(), &prescriber, (1, 2)).await.refused("NOT_FOUND");
    let nobody = json!({ "order": order, "prescriber": net.nothing(), "from": 1, "to": 2 });
    net.asks(&operator, ALLOT, nobody).await.refused("NOT_FOUND");
    let own = json!({ "order": order, "prescriber": prescriber.organisation(), "from": 1, "to": 2 });
    net.asks(&prescriber, ALLOT, own.clone()).await.refused("FORBIDDEN");
    net.asks(&operator, ALLOT, own).await.ok();
}

async fn a_booklet_is_looked_up_by_its_number_or_one_of_its_codes(engine: Engine) {
    let net = Network::open(engine, "look_carnet_up").await;
    let prescriber = net.cast.prescriber.clone();
    let narrow = Wanted { carnets: 2, communes: &["62447"], publics: &["SIXTY_AND_OVER"], ..Wanted::default() };
    let run = net.order(narrow).await;
    let looks = async |written: &str| looks_up(&net, &prescriber, written).await;
    let address = format!("HTTPS://PASS.EXAMPLE/C/{}", run.carnets[0][3].replace('-', ""));
    for written in [run.carnets[0].serial.to_lowercase(), run.carnets[0][0].to_owned(), address] {
        let seen = looks(&written).await.ok();
        assert_eq!(text(&seen["carnet"]), run.carnets[0].serial, "{written}");
        let told =
            [&seen["cheques"], &seen["valueCents"], &seen["communes"], &seen["publics"], &seen["distributionEnds"]];
        let expected = [json!(10), json!(10_000), json!(["62447"]), json!(["SIXTY_AND_OVER"]), json!("2026-06-30")];
        assert_eq!(told.map(Clone::clone), expected);
    }
    net.hands_over(&run.carnets[0], "62447", "SIXTY_AND_OVER").await.ok();
    let gone = looks(&run.carnets[0].serial).await;
    assert_eq!(text(&gone.body()["data"]["carnet"]["carnet"]["carnet"]), run.carnets[0].serial, "shown all the same");
    gone.refused("ALREADY_HANDED_OVER");
    looks(&mistyped(&run.carnets[1][0])).await.refused("CODE_MISTYPED");
    for nothing in ["", "carnet", "ZZZZZ-0001", "K7QMX", "🎫"] {
        looks(nothing).await.refused("NOT_FOUND");
    }
    let unfunded = net.issues(&net.places(&Wanted::default()).await).await;
    let said = looks(&unfunded.carnets[0].serial).await.refused("NOT_ACTIVE");
    assert_eq!(said.message, "Ce carnet n’est pas encore actif.");
    for seed in 0..10 {
        looks(&unknown(seed)).await.refused("CODE_UNKNOWN");
    }
    looks(&run.carnets[1][0]).await.refused("TOO_MANY_ATTEMPTS");
    looks(&run.carnets[1].serial).await.ok();
    let other = net.stranger("PRESCRIBER", Role::Prescriber).await;
    let for_another = json!({ "prescriber": prescriber.organisation(), "written": run.carnets[1].serial });
    net.asks(&other, CARNET, for_another).await.refused("FORBIDDEN");
}

async fn what_was_handed_over_is_listed_without_a_name(engine: Engine) {
    let net = Network::open(engine, "hand_overs").await;
    let prescriber = net.cast.prescriber.clone();
    let run = net.order(Wanted { carnets: 3, ..Wanted::default() }).await;
    for (carnet, commune) in run.carnets.iter().zip(["62447", "62050", "62100"]) {
        net.hands_over(carnet, commune, "JOB_SEEKER").await.ok();
    }
    let (mut seen, mut after) = (Vec::new(), json!(null));
    for _ in 0..2 {
        let asked = json!({ "prescriber": prescriber.organisation(), "first": 2, "after": after });
        let page = net.asks(&prescriber, HAND_OVERS, asked).await.shown();
        seen.extend(page["edges"].as_array().expect("edges").iter().map(|edge| edge["node"].clone()));
        after = page["pageInfo"]["endCursor"].clone();
    }
    let told: Vec<_> = seen.iter().map(|one| (text(&one["carnet"]), text(&one["homeCommune"]))).collect();
    let serial = |place: usize| run.carnets[place].serial.clone();
    let expected = [(serial(2), "Beaurainville"), (serial(1), "Auchy-lès-Hesdin"), (serial(0), "Hesdin-la-Forêt")];
    assert_eq!(told, expected.map(|(serial, name)| (serial, name.to_owned())));
    assert!(seen.iter().all(|one| one["by"] == prescriber.id() && one["public"] == "JOB_SEEKER"));
    let other = net.stranger("PRESCRIBER", Role::Prescriber).await;
    let theirs = json!({ "prescriber": prescriber.organisation() });
    for who in [&other, &net.cast.operator, &net.cast.analyst] {
        assert!(net.asks(who, HAND_OVERS, theirs.clone()).await.nodes().is_empty());
    }
    assert!(net.asks(&other, STOCK, theirs).await.nodes().is_empty());
}

async fn eligibility_is_seen_on_a_day(engine: Engine) {
    let net = Network::open(engine, "eligibility").await;
    let prescriber = net.cast.prescriber.clone();
    let run = net.order(Wanted { carnets: 2, ..Wanted::default() }).await;
    for wrong in ["2025-10-02", "2025-08-31", "hier", ""] {
        hands(&net, &prescriber, &run.carnets[0].serial, json!(wrong)).await.refused("DATES_INVALID");
    }
    hands(&net, &prescriber, &run.carnets[0].serial, json!("2025-10-01")).await.ok();
    hands(&net, &prescriber, &run.carnets[1].serial, json!("2025-09-01")).await.ok();
    net.rewrites(
        "update carnet set eligibility_seen_on = eligibility_seen_on where eligibility_seen_on in (20362, 20332)",
    )
    .await;
}

async fn hands(net: &Network, who: &Person, serial: &str, seen_on: Value) -> Answer {
    let input = json!({
        "prescriberId": who.organisation(), "carnet": serial, "homeCommune": "62447", "public": "OTHER",
        "eligibilitySeenOn": seen_on,
    });
    net.asks(who, HAND_OVER, json!({ "input": input })).await
}

async fn looks_up(net: &Network, who: &Person, written: &str) -> Answer {
    net.asks(who, CARNET, json!({ "prescriber": who.organisation(), "written": written })).await
}
