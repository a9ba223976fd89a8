//! Orders: placed within reason, funded to the cent in as many parts as it takes, issued once, seen by whom they concern.

use kernel::access::Role;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::text,
        cast::Person,
        deeds::{CONFIRM_FUNDS, ISSUE, ORDER, ORDERS, PLACE_ORDER},
    },
};

on_both_engines!(
    an_order_is_within_reason,
    funds_are_never_more_than_the_value,
    funds_in_parts_cover_booklets_in_order,
    booklets_are_issued_once,
    orders_are_read_page_by_page,
    a_funder_sees_its_own_orders_alone,
);

async fn an_order_is_within_reason(engine: Engine) {
    let net = Network::open(engine, "within_reason").await;
    let usual = Wanted::default();
    let day = |dates| Wanted { dates, ..usual.clone() };
    let table = [
        (Wanted { carnets: 0, ..usual.clone() }, "INPUT_INVALID"),
        (Wanted { carnets: 100_001, ..usual.clone() }, "INPUT_INVALID"),
        (Wanted { cheques: 51, ..usual.clone() }, "INPUT_INVALID"),
        (Wanted { cents: 1050, ..usual.clone() }, "INPUT_INVALID"),
        (Wanted { cents: 25_600, ..usual.clone() }, "INPUT_INVALID"),
        (Wanted { cents: -1000, ..usual.clone() }, "INPUT_INVALID"),
        (day(["2025-09-30", "2025-12-31", "2025-12-31"]), "DATES_INVALID"),
        (day(["2025-12-31", "2025-11-30", "2025-12-31"]), "DATES_INVALID"),
        (day(["2025-10-31", "2025-12-31", "2025-11-30"]), "DATES_INVALID"),
        (day(["2025-10-31", "2025-12-31", "2045-11-30"]), "DATES_INVALID"),
        (day(["2025-10-31", "2025-12-31", "31/12/2025"]), "DATES_INVALID"),
        (Wanted { communes: &["62447", "62461"], ..usual.clone() }, "COMMUNE_UNKNOWN"),
    ];
    for (wanted, code) in &table {
        let input = wanted.input(&net.cast.funder.organisation());
        net.asks(&net.cast.funder, PLACE_ORDER, json!({ "input": input })).await.refused(code);
    }
    let for_nobody = json!({ "input": usual.input(&net.nothing()) });
    net.asks(&net.cast.operator, PLACE_ORDER, for_nobody.clone()).await.refused("NOT_FOUND");
    net.asks(&net.cast.funder, PLACE_ORDER, for_nobody).await.refused("FORBIDDEN");
    // The operator places it in the name of a funder that does so on paper.
    let on_paper = json!({ "input": usual.input(&net.cast.funder.organisation()) });
    net.asks(&net.cast.operator, PLACE_ORDER, on_paper).await.ok();
    assert_eq!(net.asks(&net.cast.analyst, ORDERS, json!({})).await.nodes().len(), 1);
}

async fn funds_are_never_more_than_the_value(engine: Engine) {
    let net = Network::open(engine, "funds").await;
    let wanted = Wanted { carnets: 20, ..Wanted::default() };
    let order = net.places(&wanted).await;

    let said = net.funds(&order, wanted.value() + 1).await.refused("FUNDS_MISMATCH");
    assert!(said.message.replace('\u{a0}', " ").contains("2 000 €"), "{said:?}");
    net.funds(&net.nothing(), wanted.value()).await.refused("NOT_FOUND");
    net.funds(&order, wanted.value()).await.ok();
    net.funds(&order, wanted.value()).await.refused("WRONG_STAGE");
    let unsaid = json!({ "order": order, "cents": wanted.value(), "reference": "" });
    net.asks(&net.cast.treasurer, CONFIRM_FUNDS, unsaid).await.refused("INPUT_INVALID");
    for nothing in [0, -100] {
        net.funds(&order, nothing).await.refused("INPUT_INVALID");
    }
    assert_eq!(stages(&net, &net.cast.funder).await, ["FUNDED"]);
    net.books_hold().await;
}

async fn funds_in_parts_cover_booklets_in_order(engine: Engine) {
    let net = Network::open(engine, "parts").await;
    let hesdin = net.venue("Hesdin").await;
    // Three booklets of 40 €.
    let order = net.places(&Wanted { carnets: 3, cheques: 4, ..Wanted::default() }).await;
    let carnets = net.issues(&order).await.carnets;
    let part = |cents: i64, reference: &str| json!({ "order": order, "cents": cents, "reference": reference });

    let first = net.asks(&net.cast.treasurer, CONFIRM_FUNDS, part(3_999, "Mandat 2025-117")).await.ok();
    assert_eq!(first, json!({ "amountCents": 3_999, "receivedCents": 3_999, "coveredCarnets": 0 }));
    assert_eq!(stages(&net, &net.cast.funder).await, ["ISSUED"]);
    net.hands_over(&carnets[0], "62447", "OTHER").await.refused("NOT_ACTIVE");
    let again = net.asks(&net.cast.treasurer, CONFIRM_FUNDS, part(1, "MANDAT 2025 117")).await;
    again.refused("REFERENCE_USED");
    let second = net.asks(&net.cast.treasurer, CONFIRM_FUNDS, part(4_001, "Mandat 2025-118")).await.ok();
    assert_eq!(second, json!({ "amountCents": 4_001, "receivedCents": 8_000, "coveredCarnets": 2 }));
    assert_eq!(stages(&net, &net.cast.funder).await, ["ACTIVE"]);

    net.hands_over(&carnets[1], "62447", "OTHER").await.ok();
    net.hands_over(&carnets[2], "62447", "OTHER").await.refused("NOT_ACTIVE");
    net.redeems(&hesdin, &[&carnets[2][0]]).await.refused("NOT_ACTIVE");
    net.looks_up(&hesdin.counter, &carnets[2][0]).await.refused("NOT_ACTIVE");
    net.redeems(&hesdin, &[&carnets[1][0]]).await.ok();
    let over = net.funds(&order, 4_001).await.refused("FUNDS_MISMATCH");
    assert!(over.message.contains("40\u{a0}€"), "{over:?}");
    net.books_hold().await;

    let seen = net.asks(&net.cast.funder, ORDER, json!({ "order": order })).await.shown();
    assert_eq!((&seen["receivedCents"], &seen["coveredCarnets"]), (&json!(8_000), &json!(2)));
    assert_eq!(seen["funds"][1], json!({ "no": 2, "reference": "Mandat 2025-118", "amountCents": 4_001 }));
    assert!(seen["fundsAt"].is_null(), "not whole yet");
    let last = net.funds(&order, 4_000).await.ok();
    assert_eq!((&last["receivedCents"], &last["coveredCarnets"]), (&json!(12_000), &json!(3)));
    net.hands_over(&carnets[2], "62447", "OTHER").await.ok();
    net.redeems(&hesdin, &[&carnets[2][0]]).await.ok();
    let by_analyst = net.asks(&net.cast.analyst, ORDER, json!({ "order": order })).await.shown();
    assert_eq!(by_analyst["funds"], json!([]), "who only looks reads no reference");
    net.books_hold().await;
}

async fn booklets_are_issued_once(engine: Engine) {
    let net = Network::open(engine, "issued").await;
    let order = net.places(&Wanted { carnets: 3, cheques: 4, ..Wanted::default() }).await;
    let asked = json!({ "key": "tirage-1", "order": order });

    let issued = net.asks(&net.cast.operator, ISSUE, asked.clone()).await;
    let facts = issued.clone().ok();
    assert_eq!((&facts["carnets"], &facts["cheques"]), (&json!(3), &json!(12)));
    assert!(text(&facts["firstCarnet"]).ends_with("-0001") && text(&facts["lastCarnet"]).ends_with("-0003"));
    let again = net.asks(&net.cast.operator, ISSUE, asked).await;
    assert_eq!(issued.text(), again.text());
    net.asks(&net.cast.operator, ISSUE, json!({ "order": order })).await.refused("WRONG_STAGE");
    net.asks(&net.cast.operator, ISSUE, json!({ "order": net.nothing() })).await.refused("NOT_FOUND");
    assert_eq!(stages(&net, &net.cast.operator).await, ["ISSUED"]);
    net.funds(&order, 12_000).await.ok();
    assert_eq!(stages(&net, &net.cast.operator).await, ["ACTIVE"]);
    net.books_hold().await;
}

async fn stages(net: &Network, who: &Person) -> Vec<String> {
    net.asks(who, ORDERS, json!({})).await.nodes().iter().map(|order| text(&order["stage"])).collect()
}

async fn orders_are_read_page_by_page(engine: Engine) {
    let net = Network::open(engine, "order_pages").await;
    let mut placed = Vec::new();
    for _ in 0..5 {
        placed.insert(0, net.places(&Wanted::default()).await);
    }
    let (mut read, mut after) = (Vec::new(), Value::Null);
    let mut pages = 0;
    loop {
        let page = net.asks(&net.cast.operator, ORDERS, json!({ "first": 2, "after": after })).await.shown();
        let edges = page["edges"].as_array().expect("edges");
        read.extend(edges.iter().map(|edge| text(&edge["node"]["id"])));
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !after.is_null());
        pages += 1;
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        assert_eq!(edges.len(), 2);
    }
    assert_eq!((read, pages), (placed, 3), "newest first, each once");
    let asked = |first, after: Value| json!({ "first": first, "after": after });
    let too_many = net.asks(&net.cast.operator, ORDERS, asked(101, Value::Null)).await;
    assert_eq!(too_many.fault(), "LIMIT_EXCEEDED");
    let unreadable = net.asks(&net.cast.operator, ORDERS, asked(2, json!("page deux"))).await;
    assert_eq!(unreadable.fault(), "BAD_REQUEST");
    assert!(net.asks(&net.cast.operator, ORDERS, asked(0, Value::Null)).await.nodes().is_empty());
}

async fn a_funder_sees_its_own_orders_alone(engine: Engine) {
    let net = Network::open(engine, "own_orders").await;
    let other = net.stranger("FUNDER", Role::Funder).await;
    let ours = net.places(&Wanted::default()).await;
    let input = Wanted::default().input(&other.organisation());
    let theirs = text(&net.asks(&other, PLACE_ORDER, json!({ "input": input })).await.ok()["orderId"]);
    let in_their_name = Wanted::default().input(&net.cast.funder.organisation());
    net.asks(&other, PLACE_ORDER, json!({ "input": in_their_name })).await.refused("FORBIDDEN");

    let both = [theirs.clone(), ours.clone()];
    let cast = &net.cast;
    let table: [(&Person, &[String]); 6] = [
        (&cast.funder, &both[1..]),
        (&other, &both[..1]),
        (&cast.operator, &both),
        (&cast.treasurer, &both),
        (&cast.analyst, &both),
        (&cast.prescriber, &[]),
    ];
    for (who, expected) in table {
        let seen: Vec<String> =
            net.asks(who, ORDERS, json!({})).await.nodes().iter().map(|order| text(&order["id"])).collect();
        assert_eq!(seen, expected, "{who:?}");
    }
    assert!(net.asks(&Person::nobody(), ORDERS, json!({})).await.nodes().is_empty());
}
