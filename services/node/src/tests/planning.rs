//! What sits again and again, in one room at a time, and is followed by a calendar.

use kernel::{
    access::{Actor, Role},
    ids::Id,
};
use serde_json::{Value, json};

use super::support::{AUCHY, HESDIN, HESDIN_TOWN, Node, counter, neighbour, text};
use crate::house::Served;

const DATES: &str = "dates { day startsAt skipped holiday }";
const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn manager() -> Actor {
    Actor::member(Id::from_bytes([23; 16]), HESDIN_TOWN, [Role::VenueManager])
}

async fn asks(node: &Node, actor: &Actor, field: &str, arguments: &str, answer: &str, variables: Value) -> Value {
    let kind = if field == "seriesPreview" { "query" } else { "mutation" };
    let query = format!("{kind} ({}) {{ it: {field}({arguments}) {{ {answer} }} }}", declared(&variables));
    let told = node.ask(actor, &query, variables).await;
    assert!(told.get("errors").is_none(), "{told}");
    told["data"]["it"].clone()
}

/// The variables as a document declares them: by name.
fn declared(variables: &Value) -> String {
    let kind = |name: &str| match name {
        "input" => "SeriesInput!",
        "room" => "RoomInput!",
        "session" => "SessionInput!",
        "name" | "secret" => "String!",
        "trainer" => "ID",
        _ => "ID!",
    };
    let names = variables.as_object().expect("variables");
    names.keys().map(|name| format!("${name}: {}", kind(name))).collect::<Vec<_>>().join(", ")
}

async fn creates(node: &Node, key: &str, input: Value) -> Value {
    let answer = format!("series {{ id rule needs roomId }} {DATES} refusal {{ code message }}");
    let variables = json!({ "venue": HESDIN, "key": key, "input": input });
    asks(node, &counter(), "createSeries", "venueId: $venue, key: $key, input: $input", &answer, variables).await
}

async fn previews(node: &Node, actor: &Actor, input: Value) -> Value {
    let answer = format!("{DATES} cut schoolKnownUntil refusal {{ code }}");
    let variables = json!({ "venue": HESDIN, "input": input });
    asks(node, actor, "seriesPreview", "venueId: $venue, input: $input", &answer, variables).await
}

fn tuesdays(workshop: &str) -> Value {
    json!({ "workshopId": workshop, "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=6", "firstDay": "2025-10-14", "time": "14:00" })
}

async fn starts(node: &Node) -> Vec<String> {
    let query =
        "query ($venue: ID!) { sessions(venueId: $venue, first: 100) { nodes { startsAt seriesId room { name } } } }";
    let told = node.look(query, json!({ "venue": HESDIN })).await;
    let nodes = told["data"]["sessions"]["nodes"].as_array().unwrap_or_else(|| panic!("{told}")).clone();
    nodes.iter().map(|session| text(&session["startsAt"])).collect()
}

async fn room(node: &Node) -> String {
    let (who, arguments) = (counter(), "venueId: $venue, key: $key, input: $room");
    let variables = json!({ "venue": HESDIN, "key": "salle", "room": { "name": "Salle bleue", "seats": 8 } });
    text(&asks(node, &who, "addRoom", arguments, "room { id }", variables).await["room"]["id"])
}

async fn trainer(node: &Node) -> String {
    let (who, arguments) = (manager(), "venueId: $venue, key: $key, name: $name");
    let variables = json!({ "venue": HESDIN, "key": "camille", "name": "Camille" });
    text(&asks(node, &who, "addTrainer", arguments, "trainer { id }", variables).await["trainer"]["id"])
}

#[tokio::test]
async fn a_series_is_looked_at_then_sits_whatever_the_clocks_do() {
    let node = Node::of_hesdin();
    let workshop = node.workshop("k1").await;
    let told = previews(&node, &counter(), tuesdays(&workshop)).await;
    let why: Vec<&Value> = told["dates"].as_array().unwrap().iter().map(|date| &date["skipped"]).collect();
    let (none, school, holiday) = (json!(null), json!("SCHOOL_HOLIDAY"), json!("PUBLIC_HOLIDAY"));
    assert_eq!(why, [&none, &school, &school, &none, &holiday, &none]);
    assert_eq!((&told["dates"][4]["holiday"], &told["cut"]), (&json!("ARMISTICE"), &json!(false)));
    assert_eq!(previews(&node, &Actor::Anonymous, tuesdays(&workshop)).await["refusal"]["code"], "FORBIDDEN");
    assert!(starts(&node).await.is_empty(), "a preview plans nothing");

    let done = creates(&node, "k2", tuesdays(&workshop)).await;
    assert_eq!((&done["dates"], &done["refusal"]), (&told["dates"], &json!(null)));
    let expected = ["2025-10-14T12:00:00Z", "2025-11-04T13:00:00Z", "2025-11-18T13:00:00Z"];
    assert_eq!(starts(&node).await, expected);
    assert_eq!(creates(&node, "k2", tuesdays(&workshop)).await, done, "the same key plans once");
    assert_eq!(starts(&node).await.len(), 3);
}

#[tokio::test]
async fn a_room_and_a_person_are_never_at_two_places() {
    let node = Node::serving(Served::All);
    let workshop = node.workshop("k1").await;
    let (room, camille) = (room(&node).await, trainer(&node).await);
    let mut input = tuesdays(&workshop);
    input["roomId"] = json!(room);
    assert_eq!(creates(&node, "k2", input.clone()).await["refusal"], json!(null));
    let again = creates(&node, "k3", input.clone()).await;
    assert_eq!((&again["refusal"]["code"], &again["series"]), (&json!("ROOM_TAKEN"), &json!(null)));
    assert!(text(&again["refusal"]["message"]).contains("14 octobre 2025"));
    assert_eq!(previews(&node, &counter(), input.clone()).await["dates"][0]["skipped"], "ROOM_TAKEN");
    input["exceptions"] = json!(["2025-10-14", "2025-11-04", "2025-11-18"]);
    assert_eq!(creates(&node, "k4", input).await["refusal"]["code"], "DATES_INVALID", "nothing would sit");

    let mut held = tuesdays(&workshop);
    held["trainerId"] = json!(camille);
    assert_eq!(creates(&node, "k5", held.clone()).await["refusal"], json!(null));
    assert_eq!(creates(&node, "k6", held).await["refusal"]["code"], "TRAINER_TAKEN");
    let theirs = json!({ "workshopId": workshop, "startsAt": "2025-12-18T15:00:00+01:00", "trainerId": camille });
    let arguments = "venueId: $venue, key: $key, input: $session";
    let stolen = json!({ "venue": AUCHY, "key": "k7", "session": theirs });
    let told = asks(&node, &neighbour(), "scheduleSession", arguments, "refusal { code }", stolen).await;
    assert_eq!(told["refusal"]["code"], "NOT_FOUND", "another structure's person");
    let query = "query ($venue: ID!) { trainers(venueId: $venue) { name } rooms(venueId: $venue) { name seats } }";
    let seen = node.look(query, json!({ "venue": HESDIN })).await;
    assert_eq!(seen["data"], json!({ "trainers": null, "rooms": [{ "name": "Salle bleue", "seats": 8 }] }));
}

#[tokio::test]
async fn a_calendar_tells_sessions_and_nobody() {
    let node = Node::of_hesdin();
    let workshop = node.workshop("k1").await;
    let (room, camille) = (room(&node).await, trainer(&node).await);
    let mut input = tuesdays(&workshop);
    (input["roomId"], input["trainerId"]) = (json!(room), json!(camille));
    creates(&node, "k2", input).await;
    node.session("k3", &workshop, "2025-12-18T15:00:00+01:00").await;
    let open = |key: &str, secret: &str, trainer: Value| json!({ "venue": HESDIN, "key": key, "secret": secret, "trainer": trainer });
    let arguments = "venueId: $venue, key: $key, secret: $secret, trainerId: $trainer";
    let answer = "feed { id trainerId } refusal { code }";
    let opens = async |variables: Value| asks(&node, &manager(), "openFeed", arguments, answer, variables).await;
    let own = format!("{SECRET}0");
    let feed = opens(open("k4", SECRET, json!(null))).await["feed"]["id"].clone();
    opens(open("k5", &own, json!(camille))).await;
    assert_eq!(opens(open("k6", SECRET, json!(null))).await["refusal"]["code"], "WRONG_STAGE");
    assert_eq!(opens(open("k7", "court", json!(null))).await["refusal"]["code"], "INPUT_INVALID");

    let read = async |secret: &str| {
        let query = "query ($venue: ID!, $secret: String!) { feed(venueId: $venue, secret: $secret) }";
        node.look(query, json!({ "venue": HESDIN, "secret": secret })).await["data"]["feed"].clone()
    };
    let whole = text(&read(SECRET).await);
    assert_eq!(whole.matches("BEGIN:VEVENT").count(), 4);
    assert!(whole.contains("DTSTART:20251014T120000Z\r\n") && whole.contains("LOCATION:Salle bleue\r\n"), "{whole}");
    assert!(!whole.contains("Camille"), "{whole}");
    assert_eq!(text(&read(&own).await).matches("BEGIN:VEVENT").count(), 3, "those that one person holds");
    let close = json!({ "venue": HESDIN, "key": "k8", "feed": feed });
    asks(&node, &manager(), "closeFeed", "venueId: $venue, key: $key, feedId: $feed", "feed { id }", close).await;
    assert_eq!(read(SECRET).await, json!(null), "its address leads nowhere now");
}
