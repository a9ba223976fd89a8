//! The registry asked in GraphQL.

use async_graphql::{Request, Value, Variables};
use kernel::access::Actor;
use serde_json::{Value as Json, json};

use super::{Bench, IBAN, agenda::document, demand, venue};
use crate::{agenda, apply::Subject, graph, structure::StructureKind, suspend::suspend_venue};

pub(super) async fn ask(bench: &Bench, actor: &Actor, query: &str, variables: Json) -> Json {
    let request = Request::new(query).variables(Variables::from_json(variables)).data(actor.clone());
    let response = graph::schema(bench.lodge(), bench.cabinet()).execute(request).await;
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    assert!(!matches!(response.data, Value::Null));
    response.data.into_json().unwrap()
}

#[tokio::test]
async fn sixty_nine_communes_each_with_its_nearest_venue_and_next_session() {
    let bench = Bench::new().await;
    let hesdin = bench.accredited("CoopNum", "62447", 50.373, 2.037).await;
    let west = bench.accredited("Beaurainville", "62100", 50.424, 1.90).await;
    let gone = bench.accredited("Fermé", "62447", 50.40, 2.0).await;
    suspend_venue(&bench.store, &bench.operator, "k", gone, "travaux").await.unwrap();
    bench.clock.jump_to(bench.now().plus_ms(60_000));
    let start = bench.now().plus_ms(3_600_000);
    agenda::receive(&bench.store, hesdin, document(hesdin, 1, 1, &[start])).await.unwrap();

    let query = "query($year: Int!) { communes(year: $year) { year refusal { code } nodes {
        code name population nearestVenue { km minutes estimated venue { id name acceptsCheques } }
        nextSession { venueId title startsAt asOf } } } }";
    let found = ask(&bench, &Actor::Anonymous, query, json!({ "year": 2022 })).await;
    let nodes = found["communes"]["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 69);
    for commune in nodes {
        let nearest = &commune["nearestVenue"];
        let id = nearest["venue"]["id"].as_str().unwrap();
        assert!(id == hesdin.to_string() || id == west.to_string(), "{commune}");
        assert_eq!((&nearest["estimated"], &nearest["venue"]["acceptsCheques"]), (&json!(true), &json!(true)));
        assert_eq!(commune["nextSession"].is_null(), id == west.to_string());
    }
    let at_hesdin = nodes.iter().find(|commune| commune["code"] == "62447").unwrap();
    assert_eq!(at_hesdin["nearestVenue"]["km"], 0.0);
    assert_eq!(at_hesdin["nextSession"]["startsAt"], "2025-03-03T09:01:00Z");
    assert_eq!(at_hesdin["nextSession"]["asOf"], "2025-03-03T08:01:00Z");

    let unknown = ask(&bench, &Actor::Anonymous, query, json!({ "year": 2030 })).await;
    assert_eq!(unknown["communes"]["refusal"]["code"], "VINTAGE_UNKNOWN");
    assert_eq!(unknown["communes"]["nodes"], json!([]));
}

#[tokio::test]
async fn one_commune_in_its_year() {
    let bench = Bench::new().await;
    let query =
        "query($code: ID!, $year: Int!) { commune(code: $code, year: $year) { name successor nearestVenue { km } } }";
    let asked = async |code: &str, year: i32| {
        ask(&bench, &Actor::Anonymous, query, json!({ "code": code, "year": year })).await
    };
    let huby = json!({ "commune": { "name": "Huby-Saint-Leu", "successor": "62447", "nearestVenue": null } });
    assert_eq!(asked("62461", 2024).await, huby);
    assert_eq!(asked("62461", 2025).await, json!({ "commune": null }));
    assert_eq!(asked("62447", 2030).await, json!({ "commune": null }));
}

#[tokio::test]
async fn venues_are_listed_by_distance_then_by_name() {
    let bench = Bench::new().await;
    for (name, lat) in [("Élan", 50.40), ("Atelier", 50.50), ("Bocage", 50.45)] {
        bench.accredited(name, "62447", lat, 2.037).await;
    }
    let structure = bench.structure("Attente", StructureKind::VenueHolder).await;
    bench.apply(&bench.operator, &demand(Subject::New(structure, venue("Attente", "62447")))).await.unwrap();
    let names = async |arguments: &str| {
        let query = format!(
            "{{ venues{arguments} {{ nodes {{ name distance {{ km }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let found = ask(&bench, &Actor::Anonymous, &query, json!({})).await;
        let nodes = found["venues"]["nodes"].as_array().unwrap().iter();
        let told: Vec<String> = nodes.map(|node| node["name"].as_str().unwrap().to_owned()).collect();
        (told.join(" "), found["venues"]["pageInfo"].clone())
    };
    assert_eq!(names("").await.0, "Atelier Attente Bocage Élan");
    assert_eq!(names("(acceptsCheques: true)").await.0, "Atelier Bocage Élan");
    assert_eq!(names("(acceptsCheques: false)").await.0, "Attente");
    assert_eq!(names("(near: { lat: 50.51, lon: 2.037 })").await.0, "Atelier Bocage Élan Attente");
    assert_eq!(names("(commune: \"62461\")").await.0, "Attente Élan Bocage Atelier");
    assert_eq!(names("(commune: \"99999\")").await.0, "");
    let (told, page) = names("(first: 3)").await;
    assert_eq!((told.as_str(), &page["hasNextPage"]), ("Atelier Attente Bocage", &json!(true)));
    let rest = format!("(first: 3, after: {})", page["endCursor"]);
    assert_eq!(names(&rest).await.0, "Élan");
}

#[tokio::test]
async fn a_dossier_from_end_to_end() {
    let bench = Bench::new().await;
    let structure = bench.structure("Atelier de Campagnes", StructureKind::VenueHolder).await;
    let manager = bench.manager_of(structure);
    let apply =
        "mutation($key: ID!, $input: ApplyForAccreditationInput!) { applyForAccreditation(key: $key, input: $input) {
        application { id venueId stage account { iban } } refusal { code message nextStep } } }";
    let place = json!({ "name": "CoopNum", "address": "1 rue Neuve", "commune": "62447", "year": 2025,
        "point": { "lat": 50.373, "lon": 2.037 }, "hours": "Mo-Fr 09:00-12:00" });
    let input = json!({ "structureId": structure.to_string(), "venue": place,
        "account": { "holder": "Atelier", "iban": IBAN, "bic": "AGRIFRPP" } });
    let sent = json!({ "key": "k1", "input": input });
    let applied = ask(&bench, &manager, apply, sent.clone()).await;
    let application = &applied["applyForAccreditation"]["application"];
    assert_eq!(application["account"]["iban"], "FR76 •••• 0189");
    assert_eq!(ask(&bench, &manager, apply, sent).await, applied, "the same key, the same answer");

    let waiting = "{ applications(stage: PENDING) { nodes { id venueName } } }";
    for (actor, count) in [(&manager, 1), (&bench.operator, 1), (&Actor::Anonymous, 0)] {
        let found = ask(&bench, actor, waiting, json!({})).await;
        assert_eq!(found["applications"]["nodes"].as_array().unwrap().len(), count);
    }

    let decide = "mutation($id: ID!) { decideAccreditation(key: \"k2\", applicationId: $id, accept: true, lastDay: \"2025-12-31\") {
        application { stage lastDay } refusal { code message nextStep } } }";
    let by_manager = ask(&bench, &manager, decide, json!({ "id": application["id"] })).await;
    assert_eq!(by_manager["decideAccreditation"]["refusal"]["code"], "FORBIDDEN");
    assert!(!by_manager["decideAccreditation"]["refusal"]["message"].as_str().unwrap().is_empty());
    let decided = ask(&bench, &bench.operator, decide, json!({ "id": application["id"] })).await;
    let told = json!({ "application": { "stage": "ACCEPTED", "lastDay": "2025-12-31" }, "refusal": null });
    assert_eq!(decided["decideAccreditation"], told);
    let lost = ask(&bench, &bench.operator, decide, json!({ "id": "pas un identifiant" })).await;
    assert_eq!(lost["decideAccreditation"]["refusal"]["code"], "KEY_REUSED");

    bench.clock.jump_to(bench.now().plus_ms(1000));
    let suspend = "mutation($id: ID!) { suspendVenue(key: \"k3\", venueId: $id, reason: \"contrôle\") {
        standing { state since reason } refusal { code } } }";
    let suspended = ask(&bench, &bench.operator, suspend, json!({ "id": application["venueId"] })).await;
    assert_eq!(suspended["suspendVenue"]["standing"]["state"], "SUSPENDED");

    let look =
        "query($id: ID!) { venue(id: $id) { name acceptsCheques structure { name } standing { state since reason } } }";
    for (actor, reason) in [(&manager, json!("contrôle")), (&Actor::Anonymous, Json::Null)] {
        let seen = ask(&bench, actor, look, json!({ "id": application["venueId"] })).await;
        assert_eq!(
            seen["venue"]["standing"],
            json!({ "state": "SUSPENDED", "since": "2025-03-03T08:00:01Z", "reason": reason })
        );
        assert_eq!(seen["venue"]["acceptsCheques"], json!(false));
    }
    assert_eq!(ask(&bench, &manager, look, json!({ "id": "x" })).await["venue"], Json::Null);
}

#[tokio::test]
async fn every_venue_that_is_named_is_answered() {
    let bench = Bench::new().await;
    let known = bench.accredited("Gare", "62447", 50.37, 2.03).await;
    let query =
        "query($r: [_Any!]!) { _entities(representations: $r) { ... on Venue { id name standing { state } } } }";
    let named = |id: &str| json!({ "__typename": "Venue", "id": id });
    let unknown = "09090909-0909-0909-0909-090909090909";
    let asked = json!({ "r": [named(&known.to_string()), named(unknown), named("nothing")] });
    let found = ask(&bench, &Actor::Anonymous, query, asked).await;
    let expected = json!([
        { "id": known.to_string(), "name": "Gare", "standing": { "state": "ACCREDITED" } },
        { "id": unknown, "name": null, "standing": null },
        { "id": "nothing", "name": null, "standing": null },
    ]);
    assert_eq!(found["_entities"], expected);
}

#[test]
fn the_schema_is_told_without_a_database() {
    let sdl = graph::sdl();
    for part in [
        "type Venue @key(fields: \"id\")",
        "type Refusal @shareable",
        "communes(year: Int!): Communes!",
        "declareNode(",
    ] {
        assert!(sdl.contains(part), "{part}\n{sdl}");
    }
}
