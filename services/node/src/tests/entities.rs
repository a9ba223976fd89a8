//! What the gateway asks: things by their keys, many at once, and never one that spoils the others.

use async_graphql::{Request, Variables};
use serde_json::{Value, json};

use super::support::{AUCHY, ELSEWHERE, HESDIN, Node, counter, create, neighbour, schedule, text};
use super::support::{CREATE, SCHEDULE};
use crate::{graph, house::Served};

const ENTITIES: &str = "query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
        __typename
        ... on Venue { id workshops(first: 2) { title } sessions(first: 1) { startsAt title } }
        ... on Workshop { venueId id title theme level minutes priceCheques seats ended venue { id } }
        ... on Session { venueId id title startsAt minutes seats stage reason workshop { id } venue { id } }
    }
}";

#[tokio::test]
async fn any_key_gets_a_stub_and_what_is_absent_is_null_in_it() {
    let node = Node::of_hesdin();
    let workshop = node.workshop("w").await;
    let session = node.session("s", &workshop, "2025-10-02T10:00:00Z").await;
    let representations = json!([
        { "__typename": "Venue", "id": HESDIN },
        { "__typename": "Venue", "id": ELSEWHERE },
        { "__typename": "Venue", "id": "pas un identifiant" },
        { "__typename": "Workshop", "venueId": HESDIN, "id": workshop },
        { "__typename": "Workshop", "venueId": HESDIN, "id": ELSEWHERE },
        { "__typename": "Workshop", "venueId": AUCHY, "id": workshop },
        { "__typename": "Session", "venueId": HESDIN, "id": session },
        { "__typename": "Session", "venueId": HESDIN, "id": workshop },
        { "__typename": "Session", "venueId": "x", "id": "y" },
    ]);
    let answer = node.look(ENTITIES, json!({ "representations": representations })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    let found = answer["data"]["_entities"].as_array().unwrap();
    assert_eq!(found.len(), 9);
    for (asked, stub) in representations.as_array().unwrap().iter().zip(found) {
        for (field, value) in asked.as_object().unwrap() {
            assert_eq!(&stub[field], value);
        }
    }
    assert_eq!(found[0]["workshops"], json!([{ "title": "Premiers clics" }]));
    assert_eq!(found[0]["sessions"], json!([{ "startsAt": "2025-10-02T10:00:00Z", "title": "Premiers clics" }]));
    assert_eq!((&found[1]["workshops"], &found[1]["sessions"]), (&Value::Null, &Value::Null));
    assert_eq!((&found[2]["workshops"], &found[2]["sessions"]), (&Value::Null, &Value::Null));
    assert_eq!((&found[3]["title"], &found[3]["seats"]), (&json!("Premiers clics"), &json!(8)));
    assert_eq!((&found[4]["title"], &found[5]["title"]), (&Value::Null, &Value::Null));
    assert_eq!((&found[6]["stage"], &found[6]["workshop"]["id"]), (&json!("PLANNED"), &json!(workshop)));
    assert_eq!((&found[7]["stage"], &found[8]["startsAt"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn each_hosted_venue_gets_its_own_first_ones() {
    let node = Node::serving(Served::All);
    for (actor, venue, title) in [(counter(), HESDIN, "À Hesdin"), (neighbour(), AUCHY, "À Auchy")] {
        for no in 0..3 {
            let made = node.ask(&actor, CREATE, create(venue, &format!("w{no}"), &format!("{title} {no}"))).await;
            node.clock.jump_to(node.clock.now().plus_ms(1000));
            let workshop = text(&made["data"]["createWorkshop"]["workshop"]["id"]);
            let day = 9 - no;
            let plan = schedule(venue, &format!("s{no}"), &workshop, &format!("2025-10-0{day}T10:00:00Z"));
            node.ask(&actor, SCHEDULE, plan).await;
        }
    }
    let representations = json!([{ "__typename": "Venue", "id": AUCHY }, { "__typename": "Venue", "id": HESDIN }]);
    let answer = node.look(ENTITIES, json!({ "representations": representations })).await;
    let found = &answer["data"]["_entities"];
    assert_eq!(found[0]["workshops"], json!([{ "title": "À Auchy 0" }, { "title": "À Auchy 1" }]));
    assert_eq!(found[1]["workshops"], json!([{ "title": "À Hesdin 0" }, { "title": "À Hesdin 1" }]));
    assert_eq!(found[0]["sessions"], json!([{ "startsAt": "2025-10-07T10:00:00Z", "title": "À Auchy 2" }]));
    assert_eq!(found[1]["sessions"], json!([{ "startsAt": "2025-10-07T10:00:00Z", "title": "À Hesdin 2" }]));
}

#[tokio::test]
async fn a_bad_argument_spoils_one_field_and_not_the_venue() {
    let node = Node::of_hesdin();
    let query = "query ($r: [_Any!]!) { _entities(representations: $r) {
        ... on Venue { id workshops(first: 1000) { id } sessions(from: \"hier\") { id } }
    } }";
    let answer = node.look(query, json!({ "r": [{ "__typename": "Venue", "id": HESDIN }] })).await;
    let venue = &answer["data"]["_entities"][0];
    assert_eq!(venue, &json!({ "id": HESDIN, "workshops": null, "sessions": null }));
    let errors = answer["errors"].as_array().unwrap();
    let codes: Vec<&Value> = errors.iter().map(|error| &error["extensions"]["code"]).collect();
    assert_eq!(codes.len(), 2);
    assert!(codes.contains(&&json!("LIMIT_EXCEEDED")) && codes.contains(&&json!("BAD_REQUEST")), "{answer}");
}

#[tokio::test]
async fn the_schemas_text_needs_no_database_and_shows_the_keys() {
    let text = graph::sdl();
    for part in [
        "type Venue @key(fields: \"id\")",
        "type Workshop @key(fields: \"venueId id\")",
        "type Session @key(fields: \"venueId id\")",
        "type Refusal @shareable",
        "workshops(first: Int): [Workshop!]\n",
        "sessions(first: Int, from: String): [Session!]\n",
        "createWorkshop(venueId: ID!, key: ID!, input: WorkshopInput!): WorkshopPayload\n",
        "cancelSession(venueId: ID!, key: ID!, sessionId: ID!, reason: String!): SessionPayload\n",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    let node = Node::of_hesdin();
    let served = node.schema.execute(Request::new("{ _service { sdl } }").variables(Variables::default())).await;
    assert_eq!(served.data.into_json().unwrap()["_service"]["sdl"], json!(text));
}

#[test]
fn every_root_field_takes_the_venue_first() {
    let text = graph::sdl();
    for root in ["type Query {", "type Mutation {"] {
        let fields = text.split(root).nth(1).and_then(|rest| rest.split("\n}").next()).unwrap();
        let fields: Vec<&str> = fields.lines().filter(|line| line.contains("): ")).collect();
        assert!(!fields.is_empty());
        assert!(fields.iter().all(|field| field.contains("(venueId: ID!")), "{fields:?}");
    }
}
