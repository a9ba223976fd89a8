//! The end of an order: its calendar, the letters that tell it, the end statement, the credit note, the refund.

use passegue::order_letters::OrderLetters;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Run, Wanted,
        answer::text,
        deeds::{ANSWER_STATEMENT, CLOSE_ORDER, CREDIT_NOTE, LIFE, PROPOSE_STATEMENT, REFUND, TASKS, VALIDATE_END},
    },
};

on_both_engines!(
    the_end_is_told_once_to_those_whom_it_concerns,
    the_statement_is_signed_by_both_sides_or_disputed,
    what_was_not_used_is_credited_and_paid_back,
    a_part_that_covers_no_booklet_goes_back_too,
);

/// Distribution and validity end on the last day of the year, tolerance a month later.
const ENDING: [&str; 3] = ["2025-12-31", "2025-12-31", "2026-01-29"];

/// Three booklets: one in use, one handed over, one still in stock.
async fn ending(net: &Network) -> Run {
    let hesdin = net.venue("Hesdin").await;
    net.names_as(&hesdin.structure, "VENUE_MANAGER", "Ana Martel", VENUE).await;
    let run = net.order(Wanted { carnets: 3, dates: ENDING, ..Wanted::default() }).await;
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
    net.hands_over(&run.carnets[1], "62447", "OTHER").await.ok();
    net.allots(&run.order, &net.cast.prescriber, (3, 3)).await.ok();
    net.redeems(&hesdin, &[&run.carnets[0][0], &run.carnets[0][1]]).await.ok();
    run
}

const FUNDER: &str = "achats@departement.example";
const OPERATOR: &str = "operateur@reseau.example";
const PRESCRIBER: &str = "accueil@mission.example";
const VENUE: &str = "gerante@hesdin.example";

async fn the_end_is_told_once_to_those_whom_it_concerns(engine: Engine) {
    let net = Network::open(engine, "calendar").await;
    let run = ending(&net).await;
    net.names_as(&net.cast.funder.organisation(), "FUNDER", "Zoé Petit", FUNDER).await;
    net.names_as(&net.cast.operator.organisation(), "OPERATOR", "Karim Benali", OPERATOR).await;
    net.names_as(&net.cast.prescriber.organisation(), "PRESCRIBER", "Lise Roy", PRESCRIBER).await;
    let letters = OrderLetters::new(net.centre().lodge().clone());
    let mut so_far = 0;
    let mut told = async |day: &str| {
        net.it_is(day, (9, 0));
        let written = letters.look().await.expect("letters are written");
        assert_eq!(letters.look().await.expect("looked again"), 0, "once");
        net.centre().carry_letters().await.expect("letters are carried");
        let kept = net.centre().mailbox().expect("a mailbox").letters();
        let ends = kept.iter().filter(|kept| kept.letter.subject.starts_with("Passegué : commande"));
        // Newest first.
        let mut new: Vec<(String, String)> =
            ends.map(|kept| (kept.letter.to.as_str().to_owned(), kept.letter.body.clone())).collect();
        new.truncate(new.len() - so_far);
        assert_eq!(new.len(), written);
        so_far += new.len();
        new
    };
    let to = |told: &[(String, String)]| {
        let mut to: Vec<String> = told.iter().map(|(to, _)| to.clone()).collect();
        to.sort();
        to
    };
    assert_eq!(told("2025-11-30").await.len(), 0);
    let month = told("2025-12-01").await;
    assert_eq!(to(&month), [FUNDER, OPERATOR]);
    for counter in ["carnets émis : 3", "carnets remis : 2", "carnets en réserve : 1", "carnets entamés : 1"] {
        assert!(month[0].1.contains(counter), "{counter}: {}", month[0].1);
    }
    assert_eq!(told("2025-12-05").await.len(), 0);
    let fortnight = told("2025-12-16").await;
    assert_eq!(to(&fortnight), [PRESCRIBER, FUNDER, OPERATOR]);
    assert!(fortnight.iter().any(|(to, body)| to == PRESCRIBER && body.contains("Ne remettez plus")), "{fortnight:?}");
    // The centre was away on the 24th, and back two days later.
    assert_eq!(to(&told("2025-12-26").await), [PRESCRIBER, FUNDER, OPERATOR]);
    let invalid = told("2026-01-30").await;
    assert_eq!(to(&invalid), [FUNDER, VENUE, OPERATOR]);
    assert_eq!(to(&told("2026-02-06").await), [FUNDER, OPERATOR]);
    let seen = net.asks(&net.cast.funder, LIFE, json!({ "order": run.order })).await.shown();
    let calendar = seen["life"]["calendar"].as_array().expect("a calendar").clone();
    let days: Vec<(String, String)> = calendar.iter().map(|one| (text(&one["name"]), text(&one["day"]))).collect();
    let expected = [
        ("J-30", "2025-12-01"),
        ("J-15", "2025-12-16"),
        ("J-7", "2025-12-24"),
        ("J+30", "2026-01-30"),
        ("J+37", "2026-02-06"),
    ];
    assert_eq!(days, expected.map(|(name, day)| (name.to_owned(), day.to_owned())));
    assert!(calendar.iter().all(|one| !one["toldAt"].is_null()), "{calendar:?}");
}

async fn the_statement_is_signed_by_both_sides_or_disputed(engine: Engine) {
    let net = Network::open(engine, "statement").await;
    let run = ending(&net).await;
    let (funder, operator, this) = (&net.cast.funder, &net.cast.operator, json!({ "order": run.order }));
    let answer = |accept: bool, reason: Option<&str>| json!({ "order": run.order, "accept": accept, "reason": reason });
    let tasks = async |who| {
        let found = net.asks(who, TASKS, json!({})).await.shown();
        found.as_array().expect("a list").iter().map(|task| text(&task["kind"])).collect::<Vec<_>>()
    };
    net.asks(funder, VALIDATE_END, this.clone()).await.refused("DATES_INVALID");
    net.asks(operator, PROPOSE_STATEMENT, this.clone()).await.refused("WRONG_STAGE");
    net.it_is("2025-12-16", (9, 0));
    assert!(tasks(funder).await.contains(&"VALIDATE_END".to_owned()));
    net.asks(operator, VALIDATE_END, this.clone()).await.refused("FORBIDDEN");
    net.asks(funder, VALIDATE_END, this.clone()).await.ok();
    net.asks(funder, VALIDATE_END, this.clone()).await.refused("WRONG_STAGE");
    net.it_is("2026-02-06", (9, 0));
    assert!(tasks(operator).await.contains(&"CLOSE".to_owned()));
    net.asks(operator, CLOSE_ORDER, this.clone()).await.ok();
    assert!(tasks(operator).await.contains(&"PROPOSE_STATEMENT".to_owned()));

    net.asks(funder, PROPOSE_STATEMENT, this.clone()).await.refused("FORBIDDEN");
    net.asks(funder, ANSWER_STATEMENT, answer(true, None)).await.refused("WRONG_STAGE");
    let first = net.asks(operator, PROPOSE_STATEMENT, this.clone()).await.ok();
    assert_eq!((&first["number"], &first["amountCents"]), (&json!("E-2026-0001"), &json!(28_000)));
    net.asks(operator, PROPOSE_STATEMENT, this.clone()).await.refused("WRONG_STAGE");
    net.asks(&net.cast.treasurer, CREDIT_NOTE, this.clone()).await.refused("WRONG_STAGE");
    assert_eq!(tasks(funder).await, ["ANSWER_STATEMENT"]);
    net.asks(funder, ANSWER_STATEMENT, answer(false, None)).await.refused("INPUT_INVALID");
    let disputed = net.asks(funder, ANSWER_STATEMENT, answer(false, Some("Il manque un carnet."))).await.ok();
    assert_eq!(
        (&disputed["step"]["kind"], &disputed["step"]["document"]),
        (&json!("STATEMENT_DISPUTED"), &json!("E-2026-0001"))
    );
    net.asks(funder, ANSWER_STATEMENT, answer(true, None)).await.refused("WRONG_STAGE");

    let second = net.asks(operator, PROPOSE_STATEMENT, this.clone()).await.ok();
    assert_eq!(second["number"], "E-2026-0002");
    net.asks(funder, ANSWER_STATEMENT, answer(true, None)).await.ok();
    net.asks(operator, PROPOSE_STATEMENT, this.clone()).await.refused("WRONG_STAGE");
    let seen = net.asks(funder, LIFE, this).await.shown();
    let documents = seen["life"]["documents"].as_array().expect("documents").clone();
    let told: Vec<&Value> = documents.iter().map(|one| &one["follows"]).collect();
    assert_eq!(told, [&Value::Null, &json!("E-2026-0001")]);
    let tally = json!({
        "issuedCarnets": 3, "handedOverCarnets": 2, "inStockCarnets": 1, "startedCarnets": 1,
        "usedCheques": 2, "usedCents": 2_000, "receivedCents": 30_000, "unusedCents": 28_000,
    });
    assert_eq!(documents[1]["tally"], tally, "frozen with the statement");
    net.books_hold().await;
}

async fn what_was_not_used_is_credited_and_paid_back(engine: Engine) {
    let net = Network::open(engine, "credit_note").await;
    let run = ending(&net).await;
    let (funder, operator, treasurer) = (&net.cast.funder, &net.cast.operator, &net.cast.treasurer);
    let this = json!({ "order": run.order });
    let pays = |reference: &str| json!({ "order": run.order, "reference": reference });
    net.it_is("2026-02-06", (9, 0));
    net.asks(operator, CLOSE_ORDER, this.clone()).await.ok();
    net.asks(operator, PROPOSE_STATEMENT, this.clone()).await.ok();
    net.asks(funder, ANSWER_STATEMENT, json!({ "order": run.order, "accept": true })).await.ok();

    net.asks(operator, CREDIT_NOTE, this.clone()).await.refused("FORBIDDEN");
    net.asks(treasurer, REFUND, pays("VIR 77")).await.refused("WRONG_STAGE");
    let note = net.asks(treasurer, CREDIT_NOTE, this.clone()).await.ok();
    assert_eq!((&note["number"], &note["amountCents"]), (&json!("A-2026-0001"), &json!(28_000)));
    net.asks(treasurer, CREDIT_NOTE, this.clone()).await.refused("NOTHING_TO_CREDIT");
    net.asks(funder, REFUND, pays("VIR 77")).await.refused("FORBIDDEN");
    net.asks(treasurer, REFUND, pays(" ")).await.refused("INPUT_INVALID");
    let paid = net.asks(treasurer, REFUND, pays("VIR 77")).await.ok();
    assert_eq!(paid, json!({ "creditNote": "A-2026-0001", "amountCents": 28_000 }));
    net.asks(treasurer, REFUND, pays("VIR 78")).await.refused("WRONG_STAGE");
    let seen = net.asks(funder, LIFE, this).await.shown();
    let last = &seen["life"]["documents"][1];
    assert_eq!((&last["kind"], &last["paidReference"]), (&json!("CREDIT_NOTE"), &json!("VIR 77")));
    net.books_hold().await;
}

async fn a_part_that_covers_no_booklet_goes_back_too(engine: Engine) {
    let net = Network::open(engine, "goes_back_too").await;
    let (funder, operator, treasurer) = (&net.cast.funder, &net.cast.operator, &net.cast.treasurer);
    let orders = [
        (net.places(&Wanted { carnets: 2, dates: ENDING, ..Wanted::default() }).await, 15_000),
        (net.places(&Wanted { carnets: 1, dates: ENDING, ..Wanted::default() }).await, 99),
    ];
    for (order, cents) in &orders {
        net.funds(order, *cents).await.ok();
    }
    net.issues(&orders[0].0).await;
    net.it_is("2026-02-06", (9, 0));
    for ((order, cents), no) in orders.iter().zip(1..) {
        let this = json!({ "order": order });
        let closed = net.asks(operator, CLOSE_ORDER, this.clone()).await.ok();
        assert_eq!(closed["refundableCents"], *cents);
        net.asks(operator, PROPOSE_STATEMENT, this.clone()).await.ok();
        net.asks(funder, ANSWER_STATEMENT, json!({ "order": order, "accept": true })).await.ok();
        let note = net.asks(treasurer, CREDIT_NOTE, this).await.ok();
        assert_eq!(note["number"], format!("A-2026-{no:04}"));
        let paid = net.asks(treasurer, REFUND, json!({ "order": order, "reference": format!("VIR {no}") })).await.ok();
        assert_eq!(paid["amountCents"], *cents);
    }
    net.asks(treasurer, REFUND, json!({ "order": net.nothing(), "reference": "VIR 1" })).await.refused("NOT_FOUND");
    net.books_hold().await;
}
