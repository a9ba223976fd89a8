//! Torn papers: until when a venue keeps them, the network asks for some, each is seen or missing, and nothing is silent.

use serde_json::{Value, json};

use crate::support::{
    bank_words::answer,
    engine::{Engine, on_both_engines},
    network::{
        Network, Place, Wanted,
        answer::{Answer, text},
        deeds::{ANSWER_PAPERS, ASK_PAPERS, CHECK_PAPERS, HOLD, PAPER_REQUEST, PAPER_REQUESTS, STATEMENT},
    },
};

on_both_engines!(
    papers_are_kept_for_as_long_as_the_orders_say,
    papers_wait_for_the_money_of_their_own_venue,
    papers_are_asked_for_sent_and_seen,
    a_missing_paper_leads_to_a_hold,
    what_cannot_be_asked_for_is_refused,
);

/// A venue that took three cheques of an order that keeps papers for so many days, and the run that has them.
struct Scene {
    net: Network,
    hesdin: Place,
    receipt: String,
    run: String,
}

impl Scene {
    async fn set(engine: Engine, name: &str, days: i64) -> Self {
        let net = Network::open(engine, name).await;
        let hesdin = net.venue("Hesdin").await;
        let carnet = net.order_ruled(Wanted::default(), json!({ "paperDays": days })).await.carnets.remove(0);
        net.hands_over(&carnet, "62447", "OTHER").await.ok();
        let receipt = text(&net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok()["id"]);
        let run = net.prepares().await;
        Self { net, hesdin, receipt, run }
    }

    async fn pays(&self) {
        self.net.approves(&self.run).await.ok();
        self.net.exports(&self.run).await.ok();
        self.net.confirms(&self.run).await.ok();
    }

    async fn statement(&self) -> Value {
        let asked = json!({ "venue": self.hesdin.id, "settlement": self.run });
        self.net.asks(&self.hesdin.manager, STATEMENT, asked).await.shown()
    }

    async fn lines(&self) -> Vec<i64> {
        let edges = self.statement().await["lines"]["edges"].as_array().expect("lines").clone();
        edges.iter().map(|edge| edge["node"]["line"].as_i64().expect("a line")).collect()
    }

    async fn asks(&self, lines: &[i64]) -> Answer {
        let input = json!({
            "venueId": self.hesdin.id, "settlementId": self.run, "lines": lines, "reason": "Contrôle du mois",
        });
        self.net.asks(&self.net.cast.operator, ASK_PAPERS, json!({ "input": input })).await
    }
}

async fn papers_are_kept_for_as_long_as_the_orders_say(engine: Engine) {
    let scene = Scene::set(engine, "kept", 90).await;
    let told = scene.statement().await;
    assert_eq!((&told["paperDays"], &told["papersUntil"]), (&json!(90), &json!(null)), "not paid yet");
    scene.pays().await;
    assert_eq!(scene.statement().await["papersUntil"], "2025-12-30", "ninety days after the 1st of October");
    scene.net.it_is("2025-12-30", (23, 0));
    let lines = scene.lines().await;
    scene.asks(&lines[..1]).await.ok();
    scene.net.it_is("2025-12-31", (8, 0));
    let said = scene.asks(&lines[1..]).await.refused("DEADLINE_PASSED");
    assert!(said.message.contains("30 décembre 2025"), "{said:?}");
    scene.net.books_hold().await;
}

/// Another account of Hesdin.
const ANEW: &str = "FR14 2004 1010 0505 0001 3M02 606";

async fn papers_wait_for_the_money_of_their_own_venue(engine: Engine) {
    let scene = Scene::set(engine, "kept_back", 90).await;
    let (net, hesdin) = (&scene.net, &scene.hesdin);
    net.approves(&scene.run).await.ok();
    net.exports(&scene.run).await.ok();
    let sent = net.sent(&scene.run).await;
    net.imports(&answer("REP-1", "PASSEGUE-000001", &[(sent[0].reference.clone(), "RJCT", Some("AC04"))])).await.ok();
    let told = scene.statement().await;
    assert_eq!((&told["stage"], &told["papersUntil"]), (&json!("confirmed"), &json!(null)), "the run ended, unpaid");

    // Ninety days after the run, the money has still to arrive: papers are kept, and may be asked for.
    net.it_is("2026-01-15", (9, 0));
    let lines = scene.lines().await;
    scene.asks(&lines[..1]).await.ok();
    let dossier = net.proposes_account(&hesdin.manager, &hesdin.structure, ANEW).await.ok();
    net.approves_account(&net.cast.treasurer, &text(&dossier["id"])).await.ok();
    net.minutes_pass(72 * 60 + 1);
    let later = net.sends_a_run().await;
    assert_eq!(scene.statement().await["papersUntil"], json!(null), "with the bank");
    net.confirms(&later).await.ok();
    assert_eq!(scene.statement().await["papersUntil"], "2026-04-18", "ninety days after the 18th of January");
    net.it_is("2026-04-19", (8, 0));
    scene.asks(&lines[1..]).await.refused("DEADLINE_PASSED");
    net.books_hold().await;
}

async fn papers_are_asked_for_sent_and_seen(engine: Engine) {
    let scene = Scene::set(engine, "asked_for", 30).await;
    let (net, manager, operator) = (&scene.net, &scene.hesdin.manager, &scene.net.cast.operator);
    let lines = scene.lines().await;
    let asked = scene.asks(&lines[..2]).await.ok();
    assert_eq!((&asked["stage"], &asked["answerBy"]), (&json!("ASKED"), &json!("2025-10-16")));
    let id = json!({ "id": asked["requestId"] });

    let seen = net.asks(manager, PAPER_REQUESTS, json!({})).await.nodes().remove(0);
    assert_eq!((&seen["venueName"], &seen["reason"]), (&json!("Mairie de Hesdin"), &json!("Contrôle du mois")));
    assert_eq!(seen["papers"][0]["receiptId"], json!(scene.receipt));
    net.it_is("2025-10-17", (8, 0));
    assert_eq!(net.asks(operator, PAPER_REQUEST, id.clone()).await.shown()["late"], true);
    net.asks(manager, ANSWER_PAPERS, json!({ "request": asked["requestId"], "missing": [] })).await.ok();
    let seen = net.asks(operator, PAPER_REQUEST, id.clone()).await.shown();
    let paper = &seen["papers"][1];
    assert_eq!((&seen["late"], &paper["sent"], &paper["seen"]), (&json!(false), &json!(true), &json!(null)));
    let done = net.asks(operator, CHECK_PAPERS, json!({ "request": asked["requestId"] })).await.ok();
    assert_eq!((&done["stage"], &done["missing"]), (&json!("CLOSED"), &json!(0)));
    assert_eq!(net.asks(manager, PAPER_REQUEST, id).await.shown()["papers"][1]["seen"], true);

    // It is over; the same papers may be asked for again.
    let again = json!({ "request": asked["requestId"], "missing": [] });
    net.asks(manager, ANSWER_PAPERS, again.clone()).await.refused("WRONG_STAGE");
    net.asks(operator, CHECK_PAPERS, again).await.refused("WRONG_STAGE");
    scene.asks(&lines[..1]).await.ok();
    net.books_hold().await;
}

async fn a_missing_paper_leads_to_a_hold(engine: Engine) {
    let scene = Scene::set(engine, "missing", 0).await;
    let (net, operator) = (&scene.net, &scene.net.cast.operator);
    let lines = scene.lines().await;
    let asked = scene.asks(&lines).await.ok();
    let answer = json!({ "request": asked["requestId"], "missing": [lines[1]] });
    assert_eq!(net.asks(&scene.hesdin.manager, ANSWER_PAPERS, answer.clone()).await.ok()["missing"], 1);
    assert_eq!(net.asks(operator, CHECK_PAPERS, answer).await.ok()["missing"], 1);
    let seen = net.asks(operator, PAPER_REQUEST, json!({ "id": asked["requestId"] })).await.shown();
    let fates: Vec<&Value> = seen["papers"].as_array().expect("papers").iter().map(|paper| &paper["seen"]).collect();
    assert_eq!(fates, [&json!(true), &json!(false), &json!(true)]);
    // What is missing is held by the verb that holds: the run that was only prepared loses that line.
    let hold = json!({ "receipt": scene.receipt, "lines": [lines[1]], "reason": "Papier manquant" });
    assert_eq!(net.asks(operator, HOLD, hold).await.ok()["cheques"], 1);
    net.books_hold().await;
}

async fn what_cannot_be_asked_for_is_refused(engine: Engine) {
    let scene = Scene::set(engine, "not_asked", 30).await;
    let (net, hesdin) = (&scene.net, &scene.hesdin);
    let auchy = net.venue("Auchy").await;
    let lines = scene.lines().await;
    scene.asks(&[]).await.refused("INPUT_INVALID");
    scene.asks(&[lines[0], 999_999]).await.refused("INPUT_INVALID");
    let input = |venue: &str, until: &str| {
        json!({ "input": {
            "venueId": venue, "settlementId": scene.run, "lines": [lines[0]], "reason": "Contrôle", "answerBy": until,
        } })
    };
    let operator = &net.cast.operator;
    net.asks(operator, ASK_PAPERS, input(&auchy.id, "2025-10-20")).await.refused("INPUT_INVALID");
    net.asks(operator, ASK_PAPERS, input(&net.nothing(), "2025-10-20")).await.refused("NOT_FOUND");
    for day in ["2025-09-30", "2026-10-01", "demain"] {
        net.asks(operator, ASK_PAPERS, input(&hesdin.id, day)).await.refused("DATES_INVALID");
    }
    net.asks(&hesdin.manager, ASK_PAPERS, input(&hesdin.id, "2025-10-20")).await.refused("FORBIDDEN");
    let asked = net.asks(operator, ASK_PAPERS, input(&hesdin.id, "2025-10-20")).await.ok();
    scene.asks(&lines).await.refused("WRONG_STAGE");
    let other = json!({ "request": asked["requestId"], "missing": [lines[1]] });
    net.asks(&hesdin.manager, ANSWER_PAPERS, other.clone()).await.refused("INPUT_INVALID");
    net.asks(&auchy.manager, ANSWER_PAPERS, other).await.refused("NOT_FOUND");
    assert!(net.asks(&auchy.manager, PAPER_REQUEST, json!({ "id": asked["requestId"] })).await.shown().is_null());
    assert!(net.asks(&auchy.manager, PAPER_REQUESTS, json!({})).await.nodes().is_empty());
    net.books_hold().await;
}
