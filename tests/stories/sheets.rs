//! What a venue says of itself: changed by its manager, read by everybody, found by who is open.

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        answer::text,
        cast::Person,
        deeds::{Deed, PLACES, UPDATE_VENUE},
    },
};

on_both_engines!(a_manager_changes_the_sheet, a_commune_is_found_as_it_is_typed, who_is_open_is_found);

const OPEN: Deed = Deed {
    field: "venues",
    document: "query($open: Boolean, $of: ID) { venues(openNow: $open, organisationId: $of) { edges { node { id openNow hoursInWords } } pageInfo { hasNextPage } } }",
};

async fn a_manager_changes_the_sheet(engine: Engine) {
    let net = Network::open(engine, "sheets").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let change = |input: Value| json!({ "venue": hesdin.id, "input": input });
    let input = json!({ "hours": "Tu 14:00-18:00; PH off", "access": ["MOBILITY", "WALK_IN"] });
    let told = net.asks(&hesdin.manager, UPDATE_VENUE, change(input)).await.ok();
    assert_eq!(told["access"], json!(["WALK_IN", "MOBILITY"]));
    assert_eq!(text(&told["hoursInWords"][0]).replace('\u{a0}', " "), "mardi : de 14 h à 18 h");
    assert_eq!(told["name"], "Mairie de Hesdin", "what is absent stays");
    net.asks(&auchy.manager, UPDATE_VENUE, change(json!({ "phone": "0321" }))).await.refused("FORBIDDEN");
    net.asks(&hesdin.counter, UPDATE_VENUE, change(json!({ "phone": "0321" }))).await.refused("FORBIDDEN");
    net.asks(&net.cast.operator, UPDATE_VENUE, change(json!({ "phone": "0321000000" }))).await.ok();
    let table = [
        (json!({ "name": " " }), "INPUT_INVALID"),
        (json!({ "hours": "le mardi" }), "HOURS_INVALID"),
        (json!({ "mail": "mairie" }), "INPUT_INVALID"),
        (json!({ "website": "javascript:alert(1)" }), "INPUT_INVALID"),
        (json!({ "directions": "x".repeat(501) }), "INPUT_INVALID"),
    ];
    for (input, code) in table {
        net.asks(&hesdin.manager, UPDATE_VENUE, change(input)).await.refused(code);
    }
}

async fn a_commune_is_found_as_it_is_typed(engine: Engine) {
    let net = Network::open(engine, "places").await;
    let nobody = Person::nobody();
    let found = async |search: &str| net.asks(&nobody, PLACES, json!({ "search": search })).await.shown();
    let first = found("huby st leu").await[0].clone();
    assert_eq!((&first["name"], &first["foundAs"]), (&json!("Hesdin-la-Forêt"), &json!("Huby-Saint-Leu")));
    assert_eq!(found("62310").await.as_array().map(Vec::len), Some(3));
    assert_eq!(found("%' or 1=1").await, json!([]));
}

async fn who_is_open_is_found(engine: Engine) {
    let net = Network::open(engine, "open_now").await;
    let hesdin = net.venue("Hesdin").await;
    let nobody = Person::nobody();
    let count = async |asked: Value| net.asks(&nobody, OPEN, asked).await.nodes().len();
    // A Wednesday; the town halls open at nine.
    net.it_is("2025-10-15", (9, 0));
    assert_eq!(count(json!({ "open": true })).await, 1);
    net.it_is("2025-10-15", (12, 30));
    assert_eq!((count(json!({ "open": true })).await, count(json!({ "open": false })).await), (0, 1));
    // A public holiday of which the hours say nothing.
    net.it_is("2025-11-11", (10, 0));
    assert_eq!((count(json!({ "open": true })).await, count(json!({ "open": false })).await), (0, 0));
    assert_eq!(count(json!({ "of": hesdin.structure })).await, 1);
    assert_eq!(count(json!({ "of": net.nothing() })).await, 0);
}
