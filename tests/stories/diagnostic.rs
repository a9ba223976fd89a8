//! « Bilan »: some spoken questions, answered aloud or on paper; what somebody can do, what comes next, and who may read it.

use kernel::{access::Role, clock::Day};
use learners::diagnostic::questions::{QuestionSet, first};
use registry::{
    distance::Point,
    import_listings::{Ending, Mode, import_listings},
    venue_file::{ListedPlace, ReadRow},
};
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            DIAGNOSTIC, DIAGNOSTIC_COUNTS, DIAGNOSTICS, DRAFT_QUESTIONS, ERASE_LEARNER, FORMALITY_PLACES, KEEP_LEARNER,
            PUBLISH_QUESTIONS, QUESTION_SETS, QUESTIONS, RECORD_CONSENTS, RECORD_DIAGNOSTIC, SERVE_LEARNER,
        },
        diagnostics::{answered, questions, written},
    },
    sql,
};

on_both_engines!(
    what_is_answered_is_told_in_two_voices,
    a_paper_keeps_its_day,
    what_cannot_be_is_refused_and_not_kept,
    who_comes_back_is_told_what_they_learnt,
    another_place_reads_it_for_as_long_as_the_person_agrees,
    who_is_forgotten_is_still_counted,
    questions_change_by_versions_alone,
    two_operators_do_not_overwrite_each_other,
    who_wants_it_done_is_told_where,
);

async fn records(net: &Network, who: &Person, input: Value) -> Answer {
    net.asks(who, RECORD_DIAGNOSTIC, json!({ "input": input })).await
}

async fn recorded(net: &Network, who: &Person, input: Value) -> String {
    text(&records(net, who, input).await.ok()["diagnosticId"])
}

async fn read(net: &Network, who: &Person, id: &str) -> Value {
    net.asks(who, DIAGNOSTIC, json!({ "id": id })).await.shown()
}

async fn counts(net: &Network, who: &Person) -> Value {
    net.asks(who, DIAGNOSTIC_COUNTS, json!({ "month": "2025-10" })).await.shown()
}

/// The answers, of somebody, on a day.
fn on(day: &str, learner: &str, said: &[(&str, &str)], others: &str) -> Value {
    let mut input = answered(said, others);
    input["madeOn"] = json!(day);
    input["learnerId"] = json!(learner);
    input
}

/// Somebody whom the counter of a place keeps: learner and card.
async fn keeps(net: &Network, place: &Place) -> (String, String) {
    let input = json!({ "givenName": "Amina", "familyName": "Ba", "birthYear": 1951 });
    let kept = net.asks(&place.counter, KEEP_LEARNER, json!({ "input": input })).await.ok();
    (text(&kept["learnerId"]), text(&kept["card"]))
}

fn told(id: &str) -> &'static learners::diagnostic::questions::SkillQuestion {
    first().skill(id).expect("a question")
}

async fn what_is_answered_is_told_in_two_voices(engine: Engine) {
    let net = Network::open(engine, "bilan").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let mut input = answered(&[("handle", "ALONE"), ("mail", "HELP"), ("trap", "UNASKED")], "NOT_YET");
    input["chosen"] = json!([{ "question": "equipment", "choice": "none" }, { "question": "why", "choice": "learn" }]);
    let id = recorded(&net, &hesdin.counter, input).await;
    let seen = read(&net, &hesdin.manager, &id).await;

    // For the person: words, never a level.
    assert_eq!(seen["can"], json!([told("handle").alone]));
    assert_eq!(seen["helped"], json!([told("mail").helped]));
    assert_eq!(seen["next"], json!([told("search").next, told("files").next, told("write").next]));
    // For staff: a level for each area, and what was said.
    let levels: Vec<(&str, &str, &str)> = seen["levels"]
        .as_array()
        .expect("levels")
        .iter()
        .map(|one| [&one["area"], &one["level"], &one["coop"]].map(|part| part.as_str().expect("a word")))
        .map(|[area, level, coop]| (area, level, coop))
        .collect();
    let expected = [
        ("INFORMATION", "UNTOUCHED", "BEGINNER"),
        ("COMMUNICATION", "BEGINNER", "BEGINNER"),
        ("CONTENT", "UNTOUCHED", "BEGINNER"),
        ("SAFETY", "UNTOUCHED", "BEGINNER"),
        ("ENVIRONMENT", "BEGINNER", "BEGINNER"),
    ];
    assert_eq!(levels, expected);
    assert_eq!((&seen["overall"], &seen["way"]), (&json!("UNTOUCHED"), &json!("TRAINING")));
    assert_eq!(seen["needs"], json!(["NO_EQUIPMENT"]));
    assert_eq!(seen["chosen"][1]["label"], first().sort("why").expect("why").choices[0].label.as_str());
    let line = json!({ "area": "SAFETY", "competence": "4.2", "topic": told("trap").topic, "answer": "UNASKED" });
    assert!(seen["answers"].as_array().is_some_and(|lines| lines.contains(&line)), "{}", seen["answers"]);
    assert!(seen["progress"].is_null() && seen["learnerId"].is_null(), "{seen}");

    // Nobody else reads it, not even the network; and it counts at Hesdin alone.
    for who in [&auchy.counter, &net.cast.prescriber, &net.cast.operator, &net.cast.analyst, &Person::nobody()] {
        assert!(read(&net, who, &id).await.is_null());
    }
    let one = json!({ "all": 1, "unnamed": 1, "training": 1, "doForThem": 0, "atEase": 0 });
    assert_eq!(counts(&net, &hesdin.counter).await, one);
    assert_eq!(counts(&net, &auchy.counter).await["all"], 0);
    assert!(counts(&net, &net.cast.operator).await.is_null());

    // Of somebody who is not recorded it is read on its day alone; whoever comes next clears it away.
    net.it_is("2025-10-02", (9, 0));
    assert!(read(&net, &hesdin.counter, &id).await.is_null());
    let place = net.centre().store().place().clone();
    let kept = || sql::number(&place, "select count(answers) as number from diagnostic");
    assert_eq!(kept(), 1);
    recorded(&net, &auchy.counter, answered(&[], "ALONE")).await;
    assert_eq!((kept(), sql::count(&place, "diagnostic")), (1, 2));
    assert_eq!(counts(&net, &hesdin.counter).await, one, "it is still counted");
}

async fn a_paper_keeps_its_day(engine: Engine) {
    let net = Network::open(engine, "bilan_paper").await;
    let hesdin = net.venue("Hesdin").await;
    let made = |day: &str, on_paper: bool| {
        let mut input = answered(&[], "HELP");
        (input["madeOn"], input["onPaper"]) = (json!(day), json!(on_paper));
        input
    };
    for (day, on_paper) in [("2025-07-03", true), ("2025-10-01", true), ("2025-09-30", false), ("2025-10-01", false)] {
        let id = recorded(&net, &hesdin.counter, made(day, on_paper)).await;
        let seen = read(&net, &hesdin.counter, &id).await;
        assert_eq!((&seen["madeOn"], &seen["onPaper"]), (&json!(day), &json!(on_paper)));
        assert!(seen["enteredAt"].as_str().is_some_and(|at| at.starts_with("2025-10-01")), "{seen}");
    }
    for (day, on_paper) in [("2025-07-02", true), ("2025-10-02", true), ("2025-09-29", false), ("hier", true)] {
        records(&net, &hesdin.counter, made(day, on_paper)).await.refused("DATES_INVALID");
    }
    assert_eq!(counts(&net, &hesdin.counter).await["all"], 2, "each in its own month");
}

async fn what_cannot_be_is_refused_and_not_kept(engine: Engine) {
    let net = Network::open(engine, "bilan_wrong").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (learner, _) = keeps(&net, &hesdin).await;
    let refused = async |who: &Person, change: fn(&mut Value), code: &str| {
        let mut input = answered(&[], "HELP");
        change(&mut input);
        records(&net, who, input).await.refused(code)
    };
    refused(&hesdin.counter, |input| input["version"] = json!(2), "NOT_FOUND").await;
    let missing = |input: &mut Value| drop(input["answers"].as_array_mut().expect("answers").pop());
    let said = refused(&hesdin.counter, missing, "INPUT_INVALID").await;
    assert!(said.message.contains("Il manque une réponse"), "{said:?}");
    let twice = |input: &mut Value| {
        let first = input["answers"][0].clone();
        input["answers"].as_array_mut().expect("answers").push(first);
    };
    refused(&hesdin.counter, twice, "INPUT_INVALID").await;
    let odd = |input: &mut Value| input["chosen"] = json!([{ "question": "why", "choice": "licorne" }]);
    refused(&hesdin.counter, odd, "INPUT_INVALID").await;
    records(&net, &hesdin.counter, answered(&[], "UNASKED")).await.refused("INPUT_INVALID");
    for who in [&net.cast.operator, &net.cast.treasurer, &Person::nobody()] {
        refused(who, |_| (), "FORBIDDEN").await;
    }
    // Somebody whom nobody here knows.
    for who in [&auchy.counter, &net.cast.prescriber] {
        let theirs = records(&net, who, on("2025-10-01", &learner, &[], "HELP")).await.refused("NOT_FOUND");
        let absent = records(&net, who, on("2025-10-01", &net.nothing(), &[], "HELP")).await.refused("NOT_FOUND");
        assert_eq!(theirs, absent);
    }
    assert_eq!(sql::count(net.centre().store().place(), "diagnostic"), 0);
    let input = on("2025-10-01", &learner, &[], "HELP");
    let again = json!({ "input": input, "key": "bilan-1" });
    let once = net.asks(&hesdin.counter, RECORD_DIAGNOSTIC, again.clone()).await.ok();
    assert_eq!(net.asks(&hesdin.counter, RECORD_DIAGNOSTIC, again).await.ok(), once);
    let other = json!({ "input": on("2025-10-01", &learner, &[], "ALONE"), "key": "bilan-1" });
    net.asks(&hesdin.counter, RECORD_DIAGNOSTIC, other).await.refused("KEY_REUSED");
    assert_eq!(sql::count(net.centre().store().place(), "diagnostic"), 1);
}

async fn who_comes_back_is_told_what_they_learnt(engine: Engine) {
    let net = Network::open(engine, "bilan_progress").await;
    let hesdin = net.venue("Hesdin").await;
    let (learner, _) = keeps(&net, &hesdin).await;
    let later = on("2025-10-01", &learner, &[("mail", "ALONE"), ("handle", "ALONE")], "HELP");
    let now = recorded(&net, &hesdin.counter, later).await;
    assert!(read(&net, &hesdin.counter, &now).await["progress"].is_null(), "the first one");
    // A paper of the summer comes in afterwards: it is the one before all the same.
    let before = recorded(&net, &hesdin.counter, on("2025-08-04", &learner, &[("mail", "HELP")], "NOT_YET")).await;
    let progress = read(&net, &hesdin.counter, &now).await["progress"].clone();
    assert_eq!(progress["since"], "2025-08-04");
    assert_eq!(progress["learnt"], json!([told("handle").alone, told("mail").alone]));
    let communication = json!({ "area": "COMMUNICATION", "before": "BEGINNER", "now": "INTERMEDIATE" });
    assert!(progress["areas"].as_array().is_some_and(|areas| areas.contains(&communication)), "{progress}");
    assert!(read(&net, &hesdin.counter, &before).await["progress"].is_null());

    let all = net.asks(&hesdin.counter, DIAGNOSTICS, json!({ "learner": learner })).await.nodes();
    let days: Vec<&Value> = all.iter().map(|one| &one["madeOn"]).collect();
    assert_eq!(days, [&json!("2025-10-01"), &json!("2025-08-04")]);
    let page = net.asks(&hesdin.counter, DIAGNOSTICS, json!({ "learner": learner, "first": 1 })).await.shown();
    let after = json!({ "learner": learner, "first": 1, "after": page["pageInfo"]["endCursor"] });
    let rest = net.asks(&hesdin.counter, DIAGNOSTICS, after).await.nodes();
    assert_eq!((rest.len(), &rest[0]["id"]), (1, &json!(before)));
    // Read weeks later: a person who is recorded is not cleared away.
    net.it_is("2025-12-01", (9, 0));
    assert_eq!(read(&net, &hesdin.counter, &now).await["can"], json!([told("handle").alone, told("mail").alone]));
}

async fn agrees(net: &Network, place: &Place, learner: &str, given: bool) {
    let answers = json!([{ "purpose": "SHARE_DIAGNOSTIC", "given": given }]);
    let input = json!({ "learnerId": learner, "answers": answers, "version": 1, "way": "PAPER" });
    net.asks(&place.counter, RECORD_CONSENTS, json!({ "input": input })).await.ok();
}

async fn another_place_reads_it_for_as_long_as_the_person_agrees(engine: Engine) {
    let net = Network::open(engine, "bilan_shared").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let (learner, card) = keeps(&net, &hesdin).await;
    let id = recorded(&net, &hesdin.counter, on("2025-10-01", &learner, &[], "HELP")).await;
    let listed = async |who: &Person| net.asks(who, DIAGNOSTICS, json!({ "learner": learner })).await.nodes().len();

    agrees(&net, &hesdin, &learner, true).await;
    assert!(read(&net, &auchy.counter, &id).await.is_null(), "the person agrees, and Auchy does not know them");
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    assert_eq!(read(&net, &auchy.counter, &id).await["structureName"], "Commune : Hesdin");
    assert_eq!(listed(&auchy.counter).await, 1);
    // Gone with the next request.
    agrees(&net, &hesdin, &learner, false).await;
    assert!(read(&net, &auchy.counter, &id).await.is_null());
    assert_eq!((listed(&auchy.counter).await, listed(&hesdin.counter).await), (0, 1));
    // What Auchy finds is Auchy's, and Hesdin's while the person agrees; what it is compared with as well.
    let there = recorded(&net, &auchy.counter, on("2025-10-01", &learner, &[], "ALONE")).await;
    assert!(read(&net, &auchy.counter, &there).await["progress"].is_null());
    assert!(read(&net, &hesdin.counter, &there).await.is_null());
    agrees(&net, &hesdin, &learner, true).await;
    assert_eq!(read(&net, &auchy.counter, &there).await["progress"]["since"], "2025-10-01");
    assert!(!read(&net, &hesdin.counter, &there).await.is_null());
    assert_eq!(listed(&hesdin.counter).await, 2);
    // Thirty days later what Hesdin found is Hesdin's again, until the card is shown once more.
    net.it_is("2025-11-01", (9, 0));
    assert!(read(&net, &auchy.counter, &id).await.is_null());
    assert_eq!((listed(&auchy.counter).await, listed(&hesdin.counter).await), (1, 2));
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    assert_eq!(listed(&auchy.counter).await, 2);
    // A third place learns nothing, whatever was agreed.
    let third = net.stranger("PRESCRIBER", Role::Prescriber).await;
    for diagnostic in [&id, &there] {
        assert!(read(&net, &third, diagnostic).await.is_null());
    }
    assert_eq!(listed(&third).await, 0);
}

async fn who_is_forgotten_is_still_counted(engine: Engine) {
    let net = Network::open(engine, "bilan_forgotten").await;
    let hesdin = net.venue("Hesdin").await;
    let (learner, _) = keeps(&net, &hesdin).await;
    let id = recorded(&net, &hesdin.counter, on("2025-10-01", &learner, &[], "ALONE")).await;
    assert_eq!(counts(&net, &hesdin.counter).await["unnamed"], 0);
    net.asks(&hesdin.counter, ERASE_LEARNER, json!({ "id": learner })).await.ok();
    assert_eq!(counts(&net, &hesdin.counter).await["unnamed"], 1);
    let place = net.centre().store().place().clone();
    let rest = "select count(answers) + count(learner_id) as number from diagnostic";
    assert_eq!((sql::count(&place, "diagnostic"), sql::number(&place, rest)), (1, 0));
    assert!(net.asks(&hesdin.counter, DIAGNOSTICS, json!({ "learner": learner })).await.nodes().is_empty());
    net.it_is("2025-10-02", (9, 0));
    assert!(read(&net, &hesdin.counter, &id).await.is_null());
    // No receipt and no event tells what was answered.
    for table in ["outbox where body", "act where receipt"] {
        let statement = format!("select count(*) as number from {table} like '%alone%'");
        assert_eq!(sql::number(&place, &statement), 0, "{table}");
    }
}

async fn drafts(net: &Network, revision: Option<i64>, set: &QuestionSet) -> Answer {
    let asked = json!({ "revision": revision, "input": written(set) });
    net.asks(&net.cast.operator, DRAFT_QUESTIONS, asked).await
}

async fn publishes(net: &Network, version: i64, revision: i64) -> Answer {
    net.asks(&net.cast.operator, PUBLISH_QUESTIONS, json!({ "version": version, "revision": revision })).await
}

async fn questions_change_by_versions_alone(engine: Engine) {
    let net = Network::open(engine, "bilan_questions").await;
    let hesdin = net.venue("Hesdin").await;
    let asked = async |who: &Person, version: Option<i64>| {
        net.asks(who, QUESTIONS, json!({ "version": version })).await.shown()
    };
    let now = asked(&Person::nobody(), None).await;
    assert_eq!((&now["version"], &now["published"], &now["title"]), (&json!(1), &json!(true), &json!(first().title)));
    let id = recorded(&net, &hesdin.counter, answered(&[], "ALONE")).await;

    let mut set = first().clone();
    set.skills[0].alone = "Vous tenez la souris comme personne.".to_owned();
    set.skills.truncate(5);
    let drafted = drafts(&net, None, &set).await.ok();
    assert_eq!(drafted, json!({ "version": 2, "revision": 1, "published": false }));
    assert!(asked(&Person::nobody(), Some(2)).await.is_null() && asked(&hesdin.counter, Some(2)).await.is_null());
    assert_eq!(asked(&net.cast.operator, Some(2)).await["published"], false);
    assert_eq!(asked(&net.cast.operator, None).await["version"], 1, "a draft is asked of nobody");
    let said = publishes(&net, 2, 1).await.refused("INPUT_INVALID");
    assert!(said.message.contains("de 8 à 12 questions"), "{said:?}");
    set.skills = first().skills.iter().filter(|one| one.id != "trap").cloned().collect();
    drafts(&net, Some(1), &set).await.ok();
    let said = publishes(&net, 2, 2).await.refused("INPUT_INVALID");
    assert!(said.message.contains("chaque domaine"), "{said:?}");
    set.skills = first().skills.clone();
    set.skills[0].alone = "Vous tenez la souris comme personne.".to_owned();
    drafts(&net, Some(2), &set).await.ok();
    publishes(&net, 2, 2).await.refused("WRONG_STAGE");
    assert_eq!(publishes(&net, 2, 3).await.ok()["published"], true);
    publishes(&net, 2, 3).await.refused("WRONG_STAGE");

    // From now on it is asked; what was answered before is told in the words of then.
    assert_eq!(asked(&Person::nobody(), None).await["version"], 2);
    assert_eq!(asked(&Person::nobody(), Some(1)).await["skills"][0]["alone"], first().skills[0].alone.as_str());
    assert_eq!(read(&net, &hesdin.counter, &id).await["can"][0], first().skills[0].alone.as_str());
    let mut input = answered(&[], "ALONE");
    input["version"] = json!(2);
    let next = recorded(&net, &hesdin.counter, input).await;
    assert_eq!(read(&net, &hesdin.counter, &next).await["can"][0], "Vous tenez la souris comme personne.");
    recorded(&net, &hesdin.counter, answered(&[], "ALONE")).await;
    // A published version never changes: what is written next is the third.
    drafts(&net, Some(3), &set).await.refused("WRONG_STAGE");
    assert_eq!(drafts(&net, None, &set).await.ok()["version"], 3);
    let all = net.asks(&net.cast.operator, QUESTION_SETS, json!({})).await.nodes();
    let versions: Vec<(i64, bool)> =
        all.iter().map(|one| (one["version"].as_i64().unwrap_or(0), one["published"] == true)).collect();
    assert_eq!(versions, [(3, false), (2, true), (1, true)]);
    assert!(net.asks(&hesdin.manager, QUESTION_SETS, json!({})).await.nodes().is_empty());
    let foreign = json!({ "input": questions() });
    net.asks(&hesdin.manager, DRAFT_QUESTIONS, foreign).await.refused("FORBIDDEN");
}

async fn two_operators_do_not_overwrite_each_other(engine: Engine) {
    let net = Network::open(engine, "bilan_drafts").await;
    let input = questions();
    let asks = async |who: &Person, revision: Option<i64>| {
        net.asks(who, DRAFT_QUESTIONS, json!({ "revision": revision, "input": input })).await
    };
    asks(&net.cast.operator, Some(1)).await.refused("WRONG_STAGE");
    asks(&net.cast.operator, None).await.ok();
    asks(&net.cast.second_operator, None).await.refused("WRONG_STAGE");
    assert_eq!(asks(&net.cast.second_operator, Some(1)).await.ok()["revision"], 2);
    asks(&net.cast.operator, Some(1)).await.refused("WRONG_STAGE");
    let wrong = |change: fn(&mut Value)| {
        let mut input = questions();
        change(&mut input);
        json!({ "revision": 2, "input": input })
    };
    let wrongs: [fn(&mut Value); 4] = [
        |input| input["title"] = json!(" "),
        |input| input["skills"][0]["competence"] = json!("6.1"),
        |input| input["skills"][0]["ask"] = json!("x".repeat(201)),
        |input| input["skills"][0]["id"] = json!("trap"),
    ];
    for change in wrongs {
        net.asks(&net.cast.operator, DRAFT_QUESTIONS, wrong(change)).await.refused("INPUT_INVALID");
    }
}

async fn who_wants_it_done_is_told_where(engine: Engine) {
    let net = Network::open(engine, "bilan_done").await;
    let hesdin = net.venue("Hesdin").await;
    let mut input = answered(&[], "ALONE");
    input["chosen"] = json!([{ "question": "why", "choice": "done" }]);
    let id = recorded(&net, &hesdin.counter, input).await;
    assert_eq!(read(&net, &hesdin.counter, &id).await["way"], "DO_FOR_THEM", "whatever they can do");
    let mut hurried = answered(&[], "NOT_YET");
    hurried["chosen"] = json!([{ "question": "why", "choice": "formality" }]);
    let id = recorded(&net, &hesdin.counter, hurried).await;
    assert_eq!(read(&net, &hesdin.counter, &id).await["way"], "DO_FOR_THEM", "it cannot wait until they have learnt");

    let place = |name: &str, insee: &str, point: Option<Point>, programmes: &[&str]| ListedPlace {
        id: Some(name.to_owned()),
        name: name.to_owned(),
        commune: "Hesdin".to_owned(),
        insee: Some(insee.to_owned()),
        point,
        programmes: programmes.iter().map(|one| (*one).to_owned()).collect(),
        detail: "Pas France Services, ni Aidants Connect.".to_owned(),
        updated_on: Day::of(2025, 5, 2).ok(),
        ..ListedPlace::default()
    };
    let at = |lat: f64, lon: f64| Some(Point { lat, lon });
    let places = [
        place("Maison France services", "62050", at(50.3997, 2.10318), &["France Services"]),
        place("Mairie", "62447", None, &["Conseillers numériques", "Aidants Connect"]),
        place("Médiathèque", "62447", at(50.373, 2.03727), &["Conseillers numériques"]),
        place("Centre social", "62447", at(50.374, 2.04), &["Aidants Connect"]),
        place("Au loin", "62041", at(48.85, 2.35), &["France Services"]),
    ];
    let row = |(line, place): (usize, ListedPlace)| ReadRow {
        line,
        name: place.name.clone(),
        outcome: Ok(place),
        warnings: Vec::new(),
    };
    let rows = (2..).zip(places).map(row).collect();
    let reports = import_listings(net.centre().store(), rows, "Annuaire", Mode::Write).await.expect("an import");
    assert!(reports.iter().all(|report| report.ending == Ending::Imported), "{reports:?}");
    let around = async |asked: Value| net.asks(&Person::nobody(), FORMALITY_PLACES, asked).await;
    let found = around(json!({ "commune": "62447" })).await.nodes();
    let names: Vec<&str> = found.iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["Mairie", "Centre social", "Maison France services"]);
    assert!(found[0]["distance"].is_null() && found[2]["distance"]["km"].as_f64().is_some_and(|km| km > 5.0));
    assert_eq!(found[0]["programmes"], json!(["Conseillers numériques", "Aidants Connect"]));
    let page = around(json!({ "commune": "62447", "first": 2 })).await.shown();
    let rest = around(json!({ "commune": "62447", "after": page["pageInfo"]["endCursor"] })).await.nodes();
    assert_eq!((rest.len(), &rest[0]["name"]), (1, &json!("Maison France services")));
    assert!(around(json!({ "commune": "99999" })).await.nodes().is_empty());
    assert!(around(json!({ "commune": "62447", "year": 1999 })).await.nodes().is_empty());
}
