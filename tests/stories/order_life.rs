//! The life of an order before its cheques are used: quote, signature, invoice, proof, printing, delivery.

use kernel::access::Role;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::text,
        deeds::{
            ANSWER_PROOF, CONFIRM_FUNDS, COUNT_DELIVERY, DISPATCH, HAND_OVER, INVOICE, ISSUE, LIFE, ORDERS,
            PLACE_ORDER, PROPOSE_PROOF, QUOTE, RECORD_PRINTING, SIGN, TASKS,
        },
    },
};

on_both_engines!(
    a_quote_is_an_order_once_it_is_signed,
    invoices_are_numbered_without_gap_in_each_year,
    a_proof_is_answered_within_six_days,
    what_was_sent_is_counted_where_it_comes,
    a_funder_settles_its_own_rules,
    each_is_told_what_waits_for_them,
);

async fn a_quote_is_an_order_once_it_is_signed(engine: Engine) {
    let net = Network::open(engine, "quote").await;
    let (funder, operator) = (&net.cast.funder, &net.cast.operator);
    let input = Wanted { carnets: 20, ..Wanted::default() }.input(&funder.organisation());
    let asked = |until: &str| json!({ "input": input, "until": until });
    net.asks(funder, QUOTE, asked("2025-10-31")).await.refused("FORBIDDEN");
    net.asks(operator, QUOTE, asked("2025-09-30")).await.refused("DATES_INVALID");
    let quote = net.asks(operator, QUOTE, asked("2025-10-31")).await.ok();
    assert_eq!(quote["number"], "D-2025-0001");

    let order = json!({ "order": quote["orderId"] });
    let seen = net.asks(funder, LIFE, order.clone()).await.shown();
    assert_eq!(
        (&seen["stage"], &seen["signedAt"], &seen["quoteEnds"]),
        (&json!("QUOTED"), &Value::Null, &json!("2025-10-31"))
    );
    let document = &seen["life"]["documents"][0];
    assert_eq!(
        (&document["kind"], &document["amountCents"], &document["until"]),
        (&json!("QUOTE"), &json!(200_000), &json!("2025-10-31"))
    );
    // Nothing is done with what nobody signed.
    net.asks(operator, ISSUE, order.clone()).await.refused("WRONG_STAGE");
    net.asks(operator, INVOICE, order.clone()).await.refused("WRONG_STAGE");
    let funds = json!({ "order": quote["orderId"], "cents": 1_000, "reference": "Mandat 1" });
    net.asks(&net.cast.treasurer, CONFIRM_FUNDS, funds).await.refused("WRONG_STAGE");

    net.asks(operator, SIGN, order.clone()).await.refused("FORBIDDEN");
    let other = net.stranger("FUNDER", Role::Funder).await;
    net.asks(&other, SIGN, order.clone()).await.refused("NOT_FOUND");
    let signed = net.asks(funder, SIGN, order.clone()).await.ok();
    assert_eq!((&signed["step"]["kind"], &signed["step"]["document"]), (&json!("SIGNED"), &json!("D-2025-0001")));
    net.asks(funder, SIGN, order.clone()).await.refused("WRONG_STAGE");
    assert_eq!(net.asks(funder, LIFE, order.clone()).await.shown()["stage"], "PLACED");
    net.asks(operator, ISSUE, order).await.ok();

    // The last day is still in time, the day after is not; what a funder places itself is signed.
    let late = net.asks(operator, QUOTE, asked("2025-10-05")).await.ok();
    assert_eq!(late["number"], "D-2025-0002");
    net.it_is("2025-10-06", (0, 0));
    let said = net.asks(funder, SIGN, json!({ "order": late["orderId"] })).await.refused("DEADLINE_PASSED");
    assert!(said.message.contains("5 octobre 2025"), "{said:?}");
    net.asks(funder, PLACE_ORDER, json!({ "input": input })).await.ok();
    assert_eq!(net.asks(funder, ORDERS, json!({})).await.nodes()[0]["stage"], "PLACED");
    net.books_hold().await;
}

async fn invoices_are_numbered_without_gap_in_each_year(engine: Engine) {
    let net = Network::open(engine, "invoices").await;
    let wanted = Wanted { dates: ["2026-06-30", "2026-09-30", "2026-10-31"], ..Wanted::default() };
    let mut numbers = Vec::new();
    for day in ["2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02"] {
        net.it_is(day, (10, 0));
        let order = json!({ "order": net.places(&wanted).await });
        let invoice = net.asks(&net.cast.operator, INVOICE, order.clone()).await.ok();
        numbers.push(text(&invoice["number"]));
        assert_eq!(invoice["amountCents"], 10_000);
        // Asked again, it is refused and takes no number.
        net.asks(&net.cast.operator, INVOICE, order.clone()).await.refused("WRONG_STAGE");
        net.asks(&net.cast.funder, INVOICE, order.clone()).await.refused("FORBIDDEN");
        let seen = net.asks(&net.cast.funder, LIFE, order).await.shown();
        let document = &seen["life"]["documents"][0];
        assert_eq!(
            (&document["number"], &document["iban"]),
            (&invoice["number"], &json!("FR7630006000011234567890189"))
        );
        assert_eq!(text(&document["sha256"]).len(), 64);
    }
    assert_eq!(numbers, ["F-2025-0001", "F-2025-0002", "F-2026-0001", "F-2026-0002"]);
    net.asks(&net.cast.operator, INVOICE, json!({ "order": net.nothing() })).await.refused("NOT_FOUND");
    let analyst = net.asks(&net.cast.analyst, ORDERS, json!({})).await.nodes();
    let seen = net.asks(&net.cast.analyst, LIFE, json!({ "order": analyst[0]["id"] })).await.shown();
    assert!(seen["life"].is_null(), "who only looks reads no document");
    net.books_hold().await;
}

async fn a_proof_is_answered_within_six_days(engine: Engine) {
    let net = Network::open(engine, "proof").await;
    let (funder, operator) = (&net.cast.funder, &net.cast.operator);
    let order = net.places(&Wanted::default()).await;
    let this = json!({ "order": order });
    let answer = |approve: bool, reason: Option<&str>| json!({ "order": order, "approve": approve, "reason": reason });
    let stage = async || text(&net.asks(funder, LIFE, this.clone()).await.shown()["life"]["proof"]);

    net.asks(funder, ANSWER_PROOF, answer(true, None)).await.refused("WRONG_STAGE");
    net.asks(operator, RECORD_PRINTING, this.clone()).await.refused("WRONG_STAGE");
    net.issues(&order).await;
    net.asks(operator, RECORD_PRINTING, this.clone()).await.refused("PROOF_NOT_APPROVED");
    net.asks(funder, PROPOSE_PROOF, this.clone()).await.refused("FORBIDDEN");
    let unknown = json!({ "order": order, "file": net.nothing() });
    net.asks(operator, PROPOSE_PROOF, unknown).await.refused("NOT_FOUND");
    net.asks(operator, PROPOSE_PROOF, this.clone()).await.ok();
    net.asks(operator, PROPOSE_PROOF, this.clone()).await.refused("WRONG_STAGE");
    assert_eq!(stage().await, "WAITING");

    net.asks(operator, ANSWER_PROOF, answer(true, None)).await.refused("FORBIDDEN");
    net.asks(funder, ANSWER_PROOF, answer(false, None)).await.refused("INPUT_INVALID");
    net.asks(funder, ANSWER_PROOF, answer(false, Some("Le logo est l’ancien."))).await.ok();
    assert_eq!(stage().await, "REFUSED");
    net.asks(operator, RECORD_PRINTING, this.clone()).await.refused("PROOF_NOT_APPROVED");

    // Sent on the 1st: the 7th is the last day.
    net.asks(operator, PROPOSE_PROOF, this.clone()).await.ok();
    net.it_is("2025-10-08", (0, 0));
    assert_eq!(stage().await, "LAPSED");
    let said = net.asks(funder, ANSWER_PROOF, answer(true, None)).await.refused("DEADLINE_PASSED");
    assert!(said.message.contains("7 octobre 2025"), "{said:?}");
    net.asks(operator, PROPOSE_PROOF, this.clone()).await.ok();
    net.it_is("2025-10-14", (23, 59));
    net.asks(funder, ANSWER_PROOF, answer(true, None)).await.ok();
    net.asks(operator, PROPOSE_PROOF, this.clone()).await.refused("WRONG_STAGE");
    net.asks(operator, RECORD_PRINTING, this.clone()).await.ok();
    net.asks(operator, RECORD_PRINTING, this.clone()).await.refused("WRONG_STAGE");
    let seen = net.asks(operator, LIFE, this.clone()).await.shown();
    let kinds: Vec<String> =
        seen["life"]["steps"].as_array().expect("steps").iter().map(|step| text(&step["kind"])).collect();
    let expected = ["PROOF_PROPOSED", "PROOF_REFUSED", "PROOF_PROPOSED", "PROOF_PROPOSED", "PROOF_APPROVED", "PRINTED"];
    assert_eq!(kinds, expected, "every fact stays");
}

async fn what_was_sent_is_counted_where_it_comes(engine: Engine) {
    let net = Network::open(engine, "deliveries").await;
    let (operator, prescriber) = (&net.cast.operator, &net.cast.prescriber);
    let order = net.places(&Wanted { carnets: 30, ..Wanted::default() }).await;
    let this = json!({ "order": order });
    let to = prescriber.organisation();
    let sends = |first: i64, last: i64| json!({ "order": order, "structure": to, "first": first, "last": last });
    net.issues(&order).await;
    net.asks(operator, DISPATCH, sends(1, 10)).await.refused("WRONG_STAGE");
    net.asks(operator, PROPOSE_PROOF, this.clone()).await.ok();
    net.asks(&net.cast.funder, ANSWER_PROOF, json!({ "order": order, "approve": true })).await.ok();
    net.asks(operator, RECORD_PRINTING, this.clone()).await.ok();

    net.asks(operator, DISPATCH, sends(0, 10)).await.refused("INPUT_INVALID");
    net.asks(operator, DISPATCH, sends(21, 31)).await.refused("NOT_FOUND");
    let nowhere = json!({ "order": order, "structure": net.nothing(), "first": 1, "last": 2 });
    net.asks(operator, DISPATCH, nowhere).await.refused("NOT_FOUND");
    net.asks(operator, DISPATCH, sends(1, 10)).await.ok();
    net.asks(operator, DISPATCH, sends(10, 20)).await.refused("WRONG_STAGE");
    net.asks(operator, DISPATCH, sends(11, 30)).await.ok();

    let counts = |no: i64, counted: i64| json!({ "order": order, "no": no, "counted": counted });
    let other = net.stranger("PRESCRIBER", Role::Prescriber).await;
    net.asks(&other, COUNT_DELIVERY, counts(1, 10)).await.refused("NOT_FOUND");
    net.asks(prescriber, COUNT_DELIVERY, counts(3, 10)).await.refused("NOT_FOUND");
    net.asks(prescriber, COUNT_DELIVERY, counts(1, -1)).await.refused("INPUT_INVALID");
    let counted = net.asks(prescriber, COUNT_DELIVERY, counts(1, 8)).await.ok();
    assert_eq!(counted["delivery"], json!({ "no": 1, "carnets": 10, "counted": 8, "missing": 2 }));
    net.asks(operator, COUNT_DELIVERY, counts(1, 10)).await.refused("WRONG_STAGE");
    net.asks(operator, COUNT_DELIVERY, counts(2, 20)).await.ok();
    let seen = net.asks(operator, LIFE, this).await.shown();
    let missing: Vec<&Value> =
        seen["life"]["deliveries"].as_array().expect("deliveries").iter().map(|one| &one["missing"]).collect();
    assert_eq!(missing, [&json!(2), &json!(0)], "the difference stays to be read");
}

async fn a_funder_settles_its_own_rules(engine: Engine) {
    let net = Network::open(engine, "rules").await;
    let funder = &net.cast.funder;
    let asked = |communes: &[&str], rules: Value| {
        let mut input = Wanted::default().input(&funder.organisation());
        input["communes"] = json!(communes);
        input["rules"] = rules;
        json!({ "input": input })
    };
    let full = json!({
        "communesYear": 2022, "capCheques": 3, "secondCarnet": "AFTER_MONTHS", "secondMonths": 6,
        "familyMayPresent": false, "holdsForgiven": 2, "paperDays": 90, "minimumPaymentCents": 2_000,
    });
    // Huby-Saint-Leu is a commune of 2022, no longer of 2025.
    let placed = net.asks(funder, PLACE_ORDER, asked(&["62461"], full.clone())).await.ok();
    let seen = net.asks(funder, LIFE, json!({ "order": placed["orderId"] })).await.shown();
    assert_eq!(seen["rules"], full);
    let run = net.issues(&text(&placed["orderId"])).await;
    net.funds(&run.order, 10_000).await.ok();
    net.hands_over(&run.carnets[0], "62100", "OTHER").await.refused("OUTSIDE_PERIMETER");
    // Its people live in Hesdin-la-Forêt now. What the rules ask of the person is attested.
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.refused("ATTESTATION_MISSING");
    let input = json!({
        "prescriberId": net.cast.prescriber.organisation(), "carnet": run.carnets[0].serial, "homeCommune": "62447",
        "public": "OTHER", "attested": { "firstCarnet": true, "takenBy": "HOLDER" },
    });
    net.asks(&net.cast.prescriber, HAND_OVER, json!({ "input": input })).await.ok();

    let table = [
        (json!({ "communesYear": 2021 }), "VINTAGE_UNKNOWN"),
        (json!({ "communesYear": 2025 }), "COMMUNE_UNKNOWN"),
        (json!({ "communesYear": 2022, "capCheques": 11 }), "INPUT_INVALID"),
        (json!({ "communesYear": 2022, "secondCarnet": "AFTER_MONTHS" }), "INPUT_INVALID"),
        (json!({ "communesYear": 2022, "secondCarnet": "NEVER", "secondMonths": 3 }), "INPUT_INVALID"),
        (json!({ "communesYear": 2022, "paperDays": -1 }), "INPUT_INVALID"),
        (json!({ "communesYear": 2022, "minimumPaymentCents": 100_001 }), "INPUT_INVALID"),
    ];
    for (rules, code) in table {
        net.asks(funder, PLACE_ORDER, asked(&["62461"], rules)).await.refused(code);
    }
    let usual = net.places(&Wanted::default()).await;
    let seen = net.asks(funder, LIFE, json!({ "order": usual })).await.shown();
    assert_eq!((&seen["rules"]["secondCarnet"], &seen["rules"]["familyMayPresent"]), (&json!("FREE"), &json!(true)));
}

async fn each_is_told_what_waits_for_them(engine: Engine) {
    let net = Network::open(engine, "tasks").await;
    let (funder, operator) = (&net.cast.funder, &net.cast.operator);
    let tasks = async |who| {
        let found = net.asks(who, TASKS, json!({})).await.shown();
        found.as_array().expect("a list").iter().map(|task| text(&task["kind"])).collect::<Vec<_>>()
    };
    let input = Wanted::default().input(&funder.organisation());
    let quote = net.asks(operator, QUOTE, json!({ "input": input, "until": "2025-10-31" })).await.ok();
    let order = json!({ "order": quote["orderId"] });
    assert_eq!(tasks(funder).await, ["SIGN_QUOTE"]);
    assert_eq!(tasks(operator).await, Vec::<String>::new());
    net.asks(funder, SIGN, order.clone()).await.ok();
    assert_eq!(tasks(operator).await, ["INVOICE"]);
    net.asks(operator, INVOICE, order.clone()).await.ok();
    net.asks(operator, ISSUE, order.clone()).await.ok();
    assert_eq!(tasks(operator).await, ["PROPOSE_PROOF"]);
    net.asks(operator, PROPOSE_PROOF, order.clone()).await.ok();
    assert_eq!((tasks(funder).await, tasks(operator).await), (vec!["ANSWER_PROOF".to_owned()], Vec::new()));
    let other = net.stranger("FUNDER", Role::Funder).await;
    assert_eq!(tasks(&other).await, Vec::<String>::new(), "not of another's orders");
    net.asks(funder, ANSWER_PROOF, json!({ "order": quote["orderId"], "approve": true })).await.ok();
    assert_eq!(tasks(operator).await, ["PRINT"]);
    net.asks(operator, RECORD_PRINTING, order.clone()).await.ok();
    let sent = json!({
        "order": quote["orderId"], "structure": net.cast.prescriber.organisation(), "first": 1, "last": 1,
    });
    net.asks(operator, DISPATCH, sent).await.ok();
    assert_eq!(tasks(operator).await, ["COUNT"]);
    let counted = json!({ "order": quote["orderId"], "no": 1, "counted": 1 });
    net.asks(&net.cast.prescriber, COUNT_DELIVERY, counted).await.ok();
    assert_eq!(tasks(operator).await, Vec::<String>::new());
    assert_eq!(tasks(&net.cast.analyst).await, Vec::<String>::new());
}
