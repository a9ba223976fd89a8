//! What to go to next: the whole network's sessions, ranked for one person, each with its reasons.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::text,
        cast::Person,
        deeds::{CREATE_WORKSHOP, KEEP_LEARNER, RECOMMENDATIONS, RECORD_CONSENTS, RECORD_DIAGNOSTIC, SERVE_LEARNER},
        diagnostics::answered,
        workshop,
    },
};

on_both_engines!(
    every_village_is_proposed_the_nearest_first,
    what_is_asked_stands_before_what_is_known,
    the_last_diagnostic_decides_while_the_person_agrees,
    a_weekly_workshop_does_not_fill_the_list,
    who_may_not_ask_is_proposed_nothing,
);

/// A workshop of a place, as usual but for that, and one session of it.
async fn sits(net: &Network, place: &Place, title: &str, change: Value, at: &str) -> String {
    let mut input = workshop(title);
    for (name, value) in change.as_object().expect("an object") {
        input[name] = value.clone();
    }
    let offered = net.asks(&place.counter, CREATE_WORKSHOP, json!({ "venue": place.id, "input": input })).await.ok();
    let id = text(&offered["id"]);
    net.schedules(place, &id, at).await.ok();
    id
}

/// The centre has heard of so many sessions.
async fn hears(net: &Network, sessions: usize) {
    let all = json!({ "input": {}, "first": 100 });
    let are_told = |shown: &Value| shown["edges"].as_array().is_some_and(|edges| edges.len() == sessions);
    net.waits_until(&net.cast.prescriber, RECOMMENDATIONS, all, are_told).await;
}

async fn proposed(net: &Network, who: &Person, input: Value) -> Vec<Value> {
    net.asks(who, RECOMMENDATIONS, json!({ "input": input })).await.nodes()
}

fn titles(found: &[Value]) -> Vec<&str> {
    found.iter().map(|one| one["title"].as_str().expect("a title")).collect()
}

/// Somebody of Hesdin whom the prescriber keeps: learner and card.
async fn keeps(net: &Network, more: Value) -> (String, String) {
    let mut input = json!({ "givenName": "Amina", "familyName": "Ba", "birthYear": 1951, "homeCommune": "62447" });
    for (name, value) in more.as_object().expect("an object") {
        input[name] = value.clone();
    }
    let kept = net.asks(&net.cast.prescriber, KEEP_LEARNER, json!({ "input": input, "another": true })).await.ok();
    (text(&kept["learnerId"]), text(&kept["card"]))
}

async fn agrees(net: &Network, who: &Person, learner: &str, purpose: &str, given: bool) {
    let answers = json!([{ "purpose": purpose, "given": given }]);
    let input = json!({ "learnerId": learner, "answers": answers, "version": 1, "way": "PERSON" });
    net.asks(who, RECORD_CONSENTS, json!({ "input": input })).await.ok();
}

async fn every_village_is_proposed_the_nearest_first(engine: Engine) {
    let net = Network::open(engine, "proposed").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let beaurain = net.venue("Beaurainville").await;
    sits(&net, &beaurain, "À Beaurainville", json!({}), "2025-10-07T09:30:00+02:00").await;
    sits(&net, &auchy, "À Auchy", json!({ "access": ["EASY_WORDS"] }), "2025-10-07T09:30:00+02:00").await;
    sits(&net, &hesdin, "À Hesdin", json!({}), "2025-10-07T09:30:00+02:00").await;
    sits(&net, &hesdin, "Trop loin", json!({}), "2025-11-13T09:30:00+01:00").await;
    hears(&net, 3).await;

    let (amina, _) = keeps(&net, json!({ "transport": "CAR", "access": ["READING"] })).await;
    let found = proposed(&net, &net.cast.prescriber, json!({ "learnerId": amina })).await;
    assert_eq!(
        titles(&found),
        ["À Auchy", "À Hesdin", "À Beaurainville"],
        "a need that is met is worth some kilometres"
    );
    let auchy_seen = &found[0];
    assert_eq!((&auchy_seen["met"], &auchy_seen["unmet"]), (&json!(["READING"]), &json!([])));
    assert_eq!(
        (&auchy_seen["weekday"], &auchy_seen["part"], &auchy_seen["seats"]),
        (&json!(2), &json!("MORNING"), &json!(8))
    );
    assert_eq!(
        (&auchy_seen["venueName"], &auchy_seen["communeName"]),
        (&json!("Mairie de Auchy"), &json!("Auchy-lès-Hesdin"))
    );
    assert_eq!((&auchy_seen["level"], &auchy_seen["fit"]), (&json!("BEGINNER"), &json!("UNKNOWN")));
    let km = |one: &Value| one["distanceKm"].as_f64().expect("a distance");
    assert!(km(&found[1]) < 0.5 && (6.0..9.0).contains(&km(&found[0])) && (12.0..17.0).contains(&km(&found[2])));
    let points = |one: &Value| one["points"].as_f64().expect("points");
    assert!(found.windows(2).all(|two| points(&two[0]) <= points(&two[1])), "{found:?}");

    let (on_foot, _) = keeps(&net, json!({ "transport": "NONE" })).await;
    let found = proposed(&net, &net.cast.prescriber, json!({ "learnerId": on_foot })).await;
    assert_eq!(titles(&found), ["À Hesdin"], "who walks is sent nowhere else");
    let again = proposed(&net, &net.cast.prescriber, json!({ "learnerId": on_foot })).await;
    assert_eq!(found, again);

    // A venue that is suspended is proposed no more.
    net.suspends(&hesdin).await.ok();
    assert_eq!(proposed(&net, &net.cast.prescriber, json!({ "learnerId": on_foot })).await, Vec::<Value>::new());
}

async fn what_is_asked_stands_before_what_is_known(engine: Engine) {
    let net = Network::open(engine, "asked_first").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    // Told before the next one: whoever has heard of that has heard of this.
    sits(&net, &hesdin, "En arabe", json!({ "language": "ARABIC" }), "2025-10-07T18:30:00+02:00").await;
    sits(&net, &hesdin, "Santé", json!({ "theme": "HEALTH" }), "2025-10-07T14:00:00+02:00").await;
    let dear = json!({ "theme": "SAFETY", "priceCheques": 3 });
    sits(&net, &auchy, "Arnaques", dear, "2025-10-08T09:00:00+02:00").await;
    let robots = json!({ "discovery": true, "priceCheques": 0, "level": "ADVANCED" });
    sits(&net, &auchy, "Robots", robots, "2025-10-09T14:00:00+02:00").await;
    hears(&net, 3).await;

    let (amina, _) = keeps(&net, json!({ "transport": "CAR" })).await;
    let asks = async |more: Value| {
        let mut input = json!({ "learnerId": amina });
        for (name, value) in more.as_object().expect("an object") {
            input[name] = value.clone();
        }
        proposed(&net, &net.cast.prescriber, input).await
    };
    for (more, expected) in [
        (json!({ "theme": "SAFETY" }), vec!["Arnaques", "Santé", "Robots"]),
        (json!({ "cheques": 2 }), vec!["Santé", "Robots"]),
        (json!({ "cheques": 0 }), vec!["Robots"]),
        (json!({ "days": [3] }), vec!["Arnaques"]),
        (json!({ "parts": ["AFTERNOON"] }), vec!["Santé", "Robots"]),
        (json!({ "days": [2], "parts": ["EVENING"] }), vec![]),
        (json!({ "language": "ar", "days": [2], "parts": ["EVENING"] }), vec!["En arabe"]),
        (json!({ "level": "ADVANCED", "theme": "CULTURE", "days": [4] }), vec!["Robots"]),
        (json!({ "homeCommune": "62999" }), vec![]),
    ] {
        assert_eq!(titles(&asks(more.clone()).await), expected, "{more}");
    }
    let robots = &asks(json!({ "days": [4] })).await[0];
    assert_eq!(
        (&robots["fit"], &robots["discovery"], &robots["priceCheques"]),
        (&json!("FOR_ALL"), &json!(true), &json!(0))
    );
    let safety = &asks(json!({ "theme": "SAFETY" })).await[0];
    assert_eq!((&safety["wantedTheme"], &safety["priceCheques"]), (&json!(true), &json!(3)));
    // Of somebody who is not recorded nothing is known, and nothing is left out for it.
    let stranger = proposed(&net, &hesdin.counter, json!({ "homeCommune": "62050", "transport": "NONE" })).await;
    assert_eq!(titles(&stranger), ["Robots", "Arnaques"], "only what is at Auchy: {stranger:?}");
}

async fn the_last_diagnostic_decides_while_the_person_agrees(engine: Engine) {
    let net = Network::open(engine, "proposed_level").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let at = "2025-10-07T09:30:00+02:00";
    sits(&net, &hesdin, "Jamais touché", json!({ "level": "NEVER_TOUCHED" }), at).await;
    sits(&net, &hesdin, "Pour débuter", json!({ "level": "BEGINNER" }), at).await;
    sits(&net, &hesdin, "Plus loin", json!({ "level": "INTERMEDIATE" }), at).await;
    hears(&net, 3).await;
    let prescriber = &net.cast.prescriber;
    let (amina, card) = keeps(&net, json!({})).await;
    let mut talk = answered(&[], "NOT_YET");
    talk["learnerId"] = json!(amina);
    net.asks(prescriber, RECORD_DIAGNOSTIC, json!({ "input": talk })).await.ok();
    let asked = json!({ "learnerId": amina });
    let fits = |found: &[Value]| found.iter().map(|one| text(&one["fit"])).collect::<Vec<_>>();
    let found = proposed(&net, prescriber, asked.clone()).await;
    assert_eq!(titles(&found), ["Jamais touché", "Pour débuter"], "two levels above is left out");
    assert_eq!(fits(&found), ["FITS", "ABOVE"]);

    // Another place that serves them learns neither the diagnostic nor where they live, unless they agree to the first.
    net.asks(&auchy.counter, SERVE_LEARNER, json!({ "card": card })).await.ok();
    let found = proposed(&net, &auchy.counter, asked.clone()).await;
    assert_eq!((found.len(), fits(&found)), (3, vec!["UNKNOWN".to_owned(); 3]));
    assert!(found.iter().all(|one| one["distanceKm"].is_null()), "{found:?}");
    agrees(&net, prescriber, &amina, "SHARE_DIAGNOSTIC", true).await;
    assert_eq!(proposed(&net, &auchy.counter, asked.clone()).await.len(), 2);
    agrees(&net, prescriber, &amina, "SHARE_DIAGNOSTIC", false).await;
    assert_eq!(proposed(&net, &auchy.counter, asked).await.len(), 3);
}

async fn a_weekly_workshop_does_not_fill_the_list(engine: Engine) {
    let net = Network::open(engine, "proposed_weekly").await;
    let hesdin = net.venue("Hesdin").await;
    let weekly = sits(&net, &hesdin, "Chaque mardi", json!({}), "2025-10-07T09:30:00+02:00").await;
    for day in ["14", "21", "28"] {
        net.schedules(&hesdin, &weekly, &format!("2025-10-{day}T09:30:00+02:00")).await.ok();
    }
    sits(&net, &hesdin, "Une fois", json!({}), "2025-10-30T09:30:00+01:00").await;
    hears(&net, 3).await;
    let found = proposed(&net, &net.cast.prescriber, json!({})).await;
    assert_eq!(titles(&found), ["Chaque mardi", "Chaque mardi", "Une fois"]);
    assert_eq!(found[0]["startsAt"], "2025-10-07T07:30:00Z");
    let page = net.asks(&net.cast.prescriber, RECOMMENDATIONS, json!({ "input": {}, "first": 2 })).await.shown();
    assert_eq!(page["pageInfo"]["hasNextPage"], true);
    let rest = json!({ "input": {}, "first": 2, "after": page["pageInfo"]["endCursor"] });
    assert_eq!(titles(&net.asks(&net.cast.prescriber, RECOMMENDATIONS, rest).await.nodes()), ["Une fois"]);
}

async fn who_may_not_ask_is_proposed_nothing(engine: Engine) {
    let net = Network::open(engine, "proposed_nobody").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    sits(&net, &hesdin, "Pour débuter", json!({}), "2025-10-07T09:30:00+02:00").await;
    hears(&net, 1).await;
    let (amina, _) = keeps(&net, json!({})).await;
    for who in [&Person::nobody(), &net.cast.operator, &net.cast.funder, &net.cast.treasurer] {
        assert_eq!(proposed(&net, who, json!({})).await, Vec::<Value>::new());
    }
    let nothing = Vec::<Value>::new();
    assert_eq!(proposed(&net, &auchy.counter, json!({ "learnerId": amina })).await, nothing, "nobody they know");
    assert_eq!(proposed(&net, &auchy.counter, json!({ "learnerId": net.nothing() })).await, nothing);
    assert_eq!(proposed(&net, &auchy.counter, json!({ "learnerId": "Amina" })).await, nothing);
}
