//! The file of an application: answered step by step, written about by both sides, compared with what it resembles.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{ANSWER, CASE, DRAFT, DUPLICATES, GRID, SAVE_DRAFT, STRUCTURES, WRITE},
        demand,
    },
};

on_both_engines!(
    an_application_is_answered_and_written_about,
    a_draft_waits_for_its_structure,
    the_register_is_searched,
);

async fn an_application_is_answered_and_written_about(engine: Engine) {
    let net = Network::open(engine, "case_files").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let asked = json!({ "venueId": hesdin.id, "account": demand("Hesdin")["account"] });
    let application =
        net.asks(&hesdin.manager, crate::support::network::deeds::APPLY, json!({ "input": asked })).await.ok();
    let id = &application["id"];
    let grid = net.asks(&Person::nobody(), GRID, json!({})).await.shown();
    let criteria = grid["criteria"].as_array().expect("criteria").clone();
    let answers = |some: usize| -> Value {
        let answer = |one: &Value| json!({ "criterion": one["id"], "reply": "YES", "note": "=cmd <b>" });
        json!({ "version": grid["version"], "answers": criteria.iter().take(some).map(answer).collect::<Vec<_>>() })
    };
    let answer = |input: Value| json!({ "application": id, "input": input });
    net.asks(&auchy.manager, ANSWER, answer(answers(1))).await.refused("FORBIDDEN");
    net.asks(&hesdin.manager, ANSWER, answer(json!({ "version": 9, "answers": [] }))).await.refused("INPUT_INVALID");
    let told = net.asks(&hesdin.manager, ANSWER, answer(answers(criteria.len()))).await.ok();
    assert_eq!((&told["asked"], &told["answered"], &told["complete"]), (&json!(11), &json!(11), &json!(false)));

    net.asks(&net.cast.operator, WRITE, json!({ "application": id, "body": "Il manque le RIB." })).await.ok();
    net.minutes_pass(1);
    net.asks(&hesdin.manager, WRITE, json!({ "application": id, "body": "Le voici." })).await.ok();
    net.asks(&auchy.manager, WRITE, json!({ "application": id, "body": "Bonjour" })).await.refused("FORBIDDEN");
    let case = async |who: &Person| net.asks(who, CASE, json!({ "id": id })).await.shown();
    let seen = case(&net.cast.operator).await;
    assert_eq!(
        seen["thread"],
        json!([
            { "side": "OPERATOR", "body": "Il manque le RIB." }, { "side": "APPLICANT", "body": "Le voici." },
        ])
    );
    assert_eq!(seen["answers"][0]["note"], "=cmd <b>", "text is text");
    assert_eq!(seen["completeness"]["unshown"], json!(["existence", "insurance", "bank"]));
    assert_eq!((&seen["isOwn"], &case(&hesdin.manager).await["isOwn"]), (&json!(false), &json!(true)));
    for who in [&auchy.manager, &hesdin.counter, &net.cast.treasurer, &Person::nobody()] {
        assert!(case(who).await.is_null(), "{who:?}");
    }
    let same = net.asks(&net.cast.operator, DUPLICATES, json!({ "venue": hesdin.id })).await.shown();
    // The two town halls of the story have one telephone.
    assert_eq!(same.as_array().map(Vec::len), Some(2), "{same}");
    assert_eq!(same[1]["because"], json!(["PHONE"]));
}

async fn a_draft_waits_for_its_structure(engine: Engine) {
    let net = Network::open(engine, "drafts").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    net.asks(&hesdin.manager, SAVE_DRAFT, json!({ "document": "{\"a\":1}" })).await.ok();
    let seen = async |who: &Person| net.asks(who, DRAFT, json!({})).await.shown();
    assert_eq!(text(&seen(&hesdin.manager).await["document"]), "{\"a\":1}");
    for who in [&auchy.manager, &net.cast.operator, &Person::nobody()] {
        assert!(seen(who).await.is_null(), "{who:?}");
    }
    let long = json!({ "document": "x".repeat(33 * 1024) });
    net.asks(&hesdin.manager, SAVE_DRAFT, long).await.refused("INPUT_INVALID");
    net.asks(&hesdin.manager, SAVE_DRAFT, json!({ "document": "" })).await.ok();
    assert!(seen(&hesdin.manager).await.is_null(), "an empty one leaves none");
}

async fn the_register_is_searched(engine: Engine) {
    let net = Network::open(engine, "register").await;
    let hesdin = net.venue("Hesdin").await;
    let found = async |who: &Person, search: &str| net.asks(who, STRUCTURES, json!({ "search": search })).await.nodes();
    let one = found(&net.cast.operator, "COMMUNE hesdin").await;
    assert_eq!(one.iter().map(|one| text(&one["id"])).collect::<Vec<_>>(), std::slice::from_ref(&hesdin.structure));
    assert!(found(&hesdin.manager, "hesdin").await.is_empty());
}
