//! A venue's agenda, on a venue that the centre hosts: offered, changed, planned, called off, and heard of in every village.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{
            CANCEL_SESSION, CHANGE_SESSION, CHANGE_WORKSHOP, COMMUNE, CREATE_WORKSHOP, SCHEDULE, SESSIONS, VENUE,
            WORKSHOPS,
        },
        workshop,
    },
};

on_both_engines!(
    a_workshop_is_offered_changed_and_ended,
    the_catalogue_says_for_whom_a_workshop_is,
    a_discovery_is_free,
    a_session_is_planned_moved_and_called_off,
    every_village_hears_of_the_next_session,
    what_cannot_be_an_agenda_is_refused,
    the_agenda_of_another_venue_is_not_ones_own,
    the_same_key_gets_the_same_session,
);

async fn a_workshop_is_offered_changed_and_ended(engine: Engine) {
    let net = Network::open(engine, "offered").await;
    let hesdin = net.venue("Hesdin").await;
    let first = net.offers(&hesdin, "Prendre en main son téléphone").await;
    let second = net.offers(&hesdin, "Ma première adresse électronique").await;
    let reads = async |asked: Value| net.asks(&Person::nobody(), WORKSHOPS, asked).await.nodes();

    let changed =
        json!({ "venue": hesdin.id, "workshop": first, "input": { "minutes": 90, "title": "Mon téléphone" } });
    let after = net.asks(&hesdin.manager, CHANGE_WORKSHOP, changed).await.ok();
    assert_eq!((&after["title"], &after["minutes"]), (&json!("Mon téléphone"), &json!(90)));
    assert_eq!(reads(json!({ "venue": hesdin.id })).await.len(), 2);

    let ended = json!({ "venue": hesdin.id, "workshop": second, "input": { "ended": true } });
    assert_eq!(net.asks(&hesdin.counter, CHANGE_WORKSHOP, ended).await.ok()["ended"], true);
    let left = reads(json!({ "venue": hesdin.id })).await;
    assert_eq!((left.len(), &left[0]["id"], &left[0]["seats"]), (1, &json!(first), &json!(8)));
    assert_eq!(reads(json!({ "venue": hesdin.id, "ended": true })).await.len(), 2);
    net.schedules(&hesdin, &second, "2025-10-20T14:00:00+02:00").await.refused("WRONG_STAGE");
}

async fn the_catalogue_says_for_whom_a_workshop_is(engine: Engine) {
    let net = Network::open(engine, "catalogue").await;
    let hesdin = net.venue("Hesdin").await;
    let mut input = workshop("Mon argent en ligne");
    input["theme"] = json!("MONEY_ONLINE");
    input["competences"] = json!(["PROTECT_PRIVACY", "SEARCH", "PROTECT_PRIVACY"]);
    input["equipment"] = json!(["TABLET"]);
    input["access"] = json!(["EASY_WORDS", "WHEELCHAIR"]);
    let id = net.asks(&hesdin.counter, CREATE_WORKSHOP, json!({ "venue": hesdin.id, "input": input })).await.ok()["id"]
        .clone();
    let reads = async || net.asks(&Person::nobody(), WORKSHOPS, json!({ "venue": hesdin.id })).await.nodes()[0].clone();
    let told = reads().await;
    assert_eq!(told["theme"], "MONEY_ONLINE");
    assert_eq!(told["competences"], json!(["SEARCH", "PROTECT_PRIVACY"]), "each once, in the order of their list");
    assert_eq!((&told["equipment"], &told["access"]), (&json!(["TABLET"]), &json!(["WHEELCHAIR", "EASY_WORDS"])));
    assert_eq!((&told["language"], &told["discovery"]), (&json!("FRENCH"), &json!(false)));

    let change = json!({ "venue": hesdin.id, "workshop": id, "input": { "language": "ARABIC", "equipment": [] } });
    net.asks(&hesdin.manager, CHANGE_WORKSHOP, change).await.ok();
    let told = reads().await;
    assert_eq!((&told["language"], &told["equipment"]), (&json!("ARABIC"), &json!([])));
    assert_eq!(told["competences"], json!(["SEARCH", "PROTECT_PRIVACY"]), "what is absent of a change stays");
}

async fn a_discovery_is_free(engine: Engine) {
    let net = Network::open(engine, "discovery").await;
    let hesdin = net.venue("Hesdin").await;
    let mut input = workshop("Les robots de Noël");
    input["discovery"] = json!(true);
    let offer = |input: &Value| json!({ "venue": hesdin.id, "input": input });
    net.asks(&hesdin.counter, CREATE_WORKSHOP, offer(&input)).await.refused("INPUT_INVALID");
    input["priceCheques"] = json!(0);
    let robots = net.asks(&hesdin.counter, CREATE_WORKSHOP, offer(&input)).await.ok()["id"].clone();
    let dearer = json!({ "venue": hesdin.id, "workshop": robots, "input": { "priceCheques": 1 } });
    net.asks(&hesdin.manager, CHANGE_WORKSHOP, dearer).await.refused("INPUT_INVALID");
    let told = net.asks(&Person::nobody(), WORKSHOPS, json!({ "venue": hesdin.id })).await.nodes();
    assert_eq!((&told[0]["discovery"], &told[0]["priceCheques"]), (&json!(true), &json!(0)));
}

async fn a_session_is_planned_moved_and_called_off(engine: Engine) {
    let net = Network::open(engine, "planned").await;
    let hesdin = net.venue("Hesdin").await;
    let id = net.offers(&hesdin, "Prendre en main son téléphone").await;
    let later = text(&net.schedules(&hesdin, &id, "2025-10-20T14:00:00+02:00").await.ok()["id"]);
    let sooner = net.schedules(&hesdin, &id, "2025-10-13T12:00:00Z").await.ok();
    assert_eq!((&sooner["startsAt"], &sooner["minutes"]), (&json!("2025-10-13T12:00:00Z"), &json!(120)));
    let reads = async |asked: Value| -> Vec<Value> { net.asks(&Person::nobody(), SESSIONS, asked).await.nodes() };

    let moved = json!({ "venue": hesdin.id, "session": later, "input": { "startsAt": "2025-10-10T14:00:00+02:00", "seats": 5 } });
    assert_eq!(net.asks(&hesdin.manager, CHANGE_SESSION, moved).await.ok()["seats"], 5);
    let coming = reads(json!({ "venue": hesdin.id })).await;
    assert_eq!(
        (coming.len(), &coming[0]["id"], &coming[0]["startsAt"]),
        (2, &json!(later), &json!("2025-10-10T12:00:00Z"))
    );
    assert_eq!(coming[0]["venue"]["name"], "Mairie de Hesdin", "the registry knows the place by name");

    let asked = json!({ "venue": hesdin.id, "session": later, "reason": "La salle est prise" });
    net.asks(&hesdin.counter, CANCEL_SESSION, asked.clone()).await.ok();
    net.asks(&hesdin.counter, CANCEL_SESSION, asked).await.refused("WRONG_STAGE");
    assert_eq!(reads(json!({ "venue": hesdin.id })).await.len(), 1);
    let all = reads(json!({ "venue": hesdin.id, "cancelled": true })).await;
    assert_eq!((&all[0]["stage"], &all[0]["reason"]), (&json!("CANCELLED"), &json!("La salle est prise")));
    let shown = net.asks(&Person::nobody(), VENUE, json!({ "id": hesdin.id })).await.shown();
    assert_eq!(
        (shown["sessions"].as_array().map(Vec::len), shown["workshops"].as_array().map(Vec::len)),
        (Some(1), Some(1))
    );

    net.it_is("2025-10-14", (8, 0));
    assert!(reads(json!({ "venue": hesdin.id })).await.is_empty(), "what has begun is not to come");
    let late = json!({ "venue": hesdin.id, "session": sooner["id"], "reason": "Trop tard" });
    net.asks(&hesdin.counter, CANCEL_SESSION, late).await.refused("WRONG_STAGE");
}

async fn every_village_hears_of_the_next_session(engine: Engine) {
    let net = Network::open(engine, "heard_of").await;
    let hesdin = net.venue("Hesdin").await;
    let id = net.offers(&hesdin, "Prendre en main son téléphone").await;
    let session = text(&net.schedules(&hesdin, &id, "2025-10-20T14:00:00+02:00").await.ok()["id"]);
    let azincourt = json!({ "code": "62069", "year": 2025 });
    let nobody = Person::nobody();
    let next = |title: Option<&'static str>| move |commune: &Value| commune["nextSession"]["title"].as_str() == title;

    // The agenda is pushed aside from the answer: it comes soon after.
    net.waits_until(&nobody, COMMUNE, azincourt.clone(), next(Some("Prendre en main son téléphone"))).await;
    let commune = net.asks(&nobody, COMMUNE, azincourt.clone()).await.shown();
    assert_eq!(commune["nextSession"]["startsAt"], "2025-10-20T12:00:00Z");
    assert_eq!(commune["nextSession"]["venueId"], commune["nearestVenue"]["venue"]["id"]);
    let cancelled = json!({ "venue": hesdin.id, "session": session, "reason": "La salle est prise" });
    net.asks(&hesdin.counter, CANCEL_SESSION, cancelled).await.ok();
    net.waits_until(&nobody, COMMUNE, azincourt, next(None)).await;
}

async fn what_cannot_be_an_agenda_is_refused(engine: Engine) {
    let net = Network::open(engine, "no_agenda").await;
    let hesdin = net.venue("Hesdin").await;
    let wrong = [("title", json!(" ")), ("minutes", json!(4)), ("priceCheques", json!(11)), ("seats", json!(0))];
    for (field, value) in wrong {
        let mut input = workshop("Prendre en main son téléphone");
        input[field] = value;
        net.asks(&hesdin.counter, CREATE_WORKSHOP, json!({ "venue": hesdin.id, "input": input }))
            .await
            .refused("INPUT_INVALID");
    }
    let id = net.offers(&hesdin, "Prendre en main son téléphone").await;
    let table = [
        (json!({ "workshopId": id, "startsAt": "2025-09-30T14:00:00+02:00" }), "DATES_INVALID"),
        (json!({ "workshopId": id, "startsAt": "2028-10-20T14:00:00+02:00" }), "DATES_INVALID"),
        (json!({ "workshopId": id, "startsAt": "lundi" }), "INPUT_INVALID"),
        (json!({ "workshopId": id, "startsAt": "2025-10-20T14:00:00+02:00", "seats": 501 }), "INPUT_INVALID"),
        (json!({ "workshopId": net.nothing(), "startsAt": "2025-10-20T14:00:00+02:00" }), "NOT_FOUND"),
        (json!({ "workshopId": "le premier", "startsAt": "2025-10-20T14:00:00+02:00" }), "NOT_FOUND"),
    ];
    for (input, code) in table {
        net.asks(&hesdin.counter, SCHEDULE, json!({ "venue": hesdin.id, "input": input })).await.refused(code);
    }
}

async fn the_agenda_of_another_venue_is_not_ones_own(engine: Engine) {
    let net = Network::open(engine, "not_ones_own").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let theirs = net.offers(&auchy, "Naviguer sur internet").await;
    let asked = json!({ "venue": auchy.id, "input": workshop("Intrus") });
    net.asks(&hesdin.manager, CREATE_WORKSHOP, asked).await.refused("FORBIDDEN");

    let nowhere = json!({ "venue": net.nothing(), "input": workshop("Intrus") });
    // A venue that nobody knows answers like somebody else's.
    net.asks(&hesdin.manager, CREATE_WORKSHOP, nowhere).await.refused("FORBIDDEN");

    // A workshop of theirs under one's own venue is as if absent.
    let own = |workshop: &str| json!({ "venue": hesdin.id, "workshop": workshop, "input": { "ended": true } });
    let there = net.asks(&hesdin.manager, CHANGE_WORKSHOP, own(&theirs)).await.refused("NOT_FOUND");
    let absent = net.asks(&hesdin.manager, CHANGE_WORKSHOP, own(&net.nothing())).await.refused("NOT_FOUND");
    assert_eq!(there, absent);
}

async fn the_same_key_gets_the_same_session(engine: Engine) {
    let net = Network::open(engine, "same_session").await;
    let hesdin = net.venue("Hesdin").await;
    let id = net.offers(&hesdin, "Prendre en main son téléphone").await;
    let asked = |hour: &str| {
        json!({
            "key": "agenda-1", "venue": hesdin.id, "input": { "workshopId": id, "startsAt": format!("2025-10-20T{hour}:00:00Z") },
        })
    };
    let first = net.asks(&hesdin.counter, SCHEDULE, asked("12")).await;
    let again = net.asks(&hesdin.counter, SCHEDULE, asked("12")).await;
    assert_eq!(first.text(), again.text());
    net.asks(&hesdin.counter, SCHEDULE, asked("13")).await.refused("KEY_REUSED");
    first.ok();
}
