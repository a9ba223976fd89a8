//! What a venue's people change, and what is refused to them.

use kernel::{access::Actor, clock::Day};
use serde_json::{Value, json};

use super::support::{
    AUCHY, CANCEL, CREATE, ELSEWHERE, HESDIN, Node, SCHEDULE, cancel, counter, create, morning, neighbour, schedule,
    text,
};
use crate::{
    catalogue::Theme,
    create_workshop::create_workshop,
    house::{Asked, Served},
    workshop::{Details, Level, Offer},
};

const CHANGE_WORKSHOP: &str = "mutation ($venue: ID!, $key: ID!, $workshop: ID!, $input: WorkshopChangeInput!) {
    changeWorkshop(venueId: $venue, key: $key, workshopId: $workshop, input: $input) {
        workshop { title level minutes seats ended }
        refusal { code }
    }
}";

const CHANGE_SESSION: &str = "mutation ($venue: ID!, $key: ID!, $session: ID!, $input: SessionChangeInput!) {
    changeSession(venueId: $venue, key: $key, sessionId: $session, input: $input) {
        session { startsAt minutes seats }
        refusal { code }
    }
}";

fn code<'a>(answer: &'a Value, field: &str) -> &'a Value {
    &answer["data"][field]["refusal"]["code"]
}

#[tokio::test]
async fn a_workshop_is_offered_then_changed_then_ended() {
    let node = Node::of_hesdin();
    let answer = node.ask(&counter(), CREATE, create(HESDIN, "k1", "  Premiers clics ")).await;
    let workshop = &answer["data"]["createWorkshop"]["workshop"];
    assert_eq!(workshop["title"], "Premiers clics");
    assert_eq!(workshop["theme"], "COMPUTER_BASICS");
    assert_eq!(workshop["level"], "NEVER_TOUCHED");
    assert_eq!(workshop["venueId"], HESDIN.to_string());
    assert_eq!(answer["data"]["createWorkshop"]["refusal"], Value::Null);

    let change =
        |key: &str, input: Value| json!({ "venue": HESDIN, "key": key, "workshop": workshop["id"], "input": input });
    let changed =
        node.ask(&counter(), CHANGE_WORKSHOP, change("k2", json!({ "seats": 12, "level": "BEGINNER" }))).await;
    let expected =
        json!({ "title": "Premiers clics", "level": "BEGINNER", "minutes": 90, "seats": 12, "ended": false });
    assert_eq!(changed["data"]["changeWorkshop"]["workshop"], expected);

    let ended = node.ask(&counter(), CHANGE_WORKSHOP, change("k3", json!({ "ended": true }))).await;
    assert_eq!(ended["data"]["changeWorkshop"]["workshop"]["ended"], true);
    let id = text(&workshop["id"]);
    let late = node.ask(&counter(), SCHEDULE, schedule(HESDIN, "k4", &id, "2025-10-03T14:00:00+02:00")).await;
    assert_eq!(code(&late, "scheduleSession"), "WRONG_STAGE");
}

#[tokio::test]
async fn a_session_is_planned_moved_and_called_off() {
    let node = Node::of_hesdin();
    let workshop = node.workshop("k1").await;
    let planned = node.ask(&counter(), SCHEDULE, schedule(HESDIN, "k2", &workshop, "2025-10-03T14:00:00+02:00")).await;
    let session = &planned["data"]["scheduleSession"]["session"];
    assert_eq!(session["startsAt"], "2025-10-03T12:00:00Z");
    assert_eq!(session["minutes"], 90);
    assert_eq!(session["workshop"]["id"], json!(workshop));

    let input = json!({ "startsAt": "2025-10-04T09:00:00Z", "seats": 6 });
    let change = json!({ "venue": HESDIN, "key": "k3", "session": session["id"], "input": input });
    let moved = node.ask(&counter(), CHANGE_SESSION, change).await;
    let expected = json!({ "startsAt": "2025-10-04T09:00:00Z", "minutes": 90, "seats": 6 });
    assert_eq!(moved["data"]["changeSession"]["session"], expected);

    let id = text(&session["id"]);
    let off = node.ask(&counter(), CANCEL, cancel("k4", &id, "Le chauffage est en panne")).await;
    assert_eq!(off["data"]["cancelSession"]["session"]["stage"], "CANCELLED");
    assert_eq!(off["data"]["cancelSession"]["session"]["reason"], "Le chauffage est en panne");
    let again = node.ask(&counter(), CANCEL, cancel("k5", &id, "Encore")).await;
    assert_eq!(code(&again, "cancelSession"), "WRONG_STAGE");
}

#[tokio::test]
async fn a_session_that_has_begun_is_left_alone() {
    let node = Node::of_hesdin();
    let workshop = node.workshop("k1").await;
    let session = node.session("k2", &workshop, "2025-10-01T14:00:00+02:00").await;
    node.clock.jump_to(Day::of(2025, 10, 1).unwrap().at(14, 0));
    let late = node.ask(&counter(), CANCEL, cancel("k3", &session, "Trop tard")).await;
    assert_eq!(code(&late, "cancelSession"), "WRONG_STAGE");
}

#[tokio::test]
async fn the_same_key_gets_the_same_body_whatever_happened_since() {
    let node = Node::of_hesdin();
    let first = node.ask_bytes(&counter(), CREATE, create(HESDIN, "k1", "Premiers clics")).await;
    let workshop = text(&serde_json::from_slice::<Value>(&first).unwrap()["data"]["createWorkshop"]["workshop"]["id"]);
    let plan = || schedule(HESDIN, "k2", &workshop, "2025-10-03T14:00:00+02:00");
    let planned = node.ask_bytes(&counter(), SCHEDULE, plan()).await;

    let input = json!({ "title": "Autre chose", "seats": 2 });
    let change = json!({ "venue": HESDIN, "key": "k3", "workshop": workshop, "input": input });
    node.ask(&counter(), CHANGE_WORKSHOP, change).await;
    node.clock.jump_to(morning().plus_ms(30 * 24 * 3_600_000));

    assert_eq!(node.ask_bytes(&counter(), CREATE, create(HESDIN, "k1", "Premiers clics")).await, first);
    assert_eq!(node.ask_bytes(&counter(), SCHEDULE, plan()).await, planned, "the start is past by now");
    // The same instant written otherwise is the same content.
    let same = schedule(HESDIN, "k2", &workshop, "2025-10-03T12:00:00Z");
    assert_eq!(node.ask_bytes(&counter(), SCHEDULE, same).await, planned);
}

#[tokio::test]
async fn a_key_is_not_used_for_two_things() {
    let node = Node::of_hesdin();
    node.workshop("k1").await;
    let other = node.ask(&counter(), CREATE, create(HESDIN, "k1", "Autre titre")).await;
    let payload = &other["data"]["createWorkshop"];
    assert_eq!(payload["workshop"], Value::Null);
    assert_eq!(payload["refusal"]["code"], "KEY_REUSED");
    assert!(payload["refusal"]["message"].as_str().is_some_and(|message| !message.is_empty()));
    assert!(payload["refusal"]["nextStep"].as_str().is_some_and(|step| !step.is_empty()));
}

#[tokio::test]
async fn a_refusal_leaves_the_key_free() {
    let node = Node::of_hesdin();
    let refused = node.ask(&counter(), CREATE, create(HESDIN, "k1", " ")).await;
    assert_eq!(code(&refused, "createWorkshop"), "INPUT_INVALID");
    let done = node.ask(&counter(), CREATE, create(HESDIN, "k1", "Premiers clics")).await;
    assert_eq!(code(&done, "createWorkshop"), &Value::Null);
}

#[tokio::test]
async fn only_the_venues_own_people_change_it() {
    let hosted = Node::serving(Served::All);
    for (actor, venue, expected) in [
        (counter(), HESDIN, json!(null)),
        (neighbour(), HESDIN, json!("FORBIDDEN")),
        (Actor::Anonymous, HESDIN, json!("FORBIDDEN")),
        (counter(), AUCHY, json!("FORBIDDEN")),
        (neighbour(), AUCHY, json!(null)),
        (counter(), ELSEWHERE, json!("FORBIDDEN")),
    ] {
        let answer = hosted.ask(&actor, CREATE, create(venue, "k1", "Premiers clics")).await;
        assert_eq!(code(&answer, "createWorkshop"), &expected, "{actor:?} at {venue}");
    }
    let own = Node::of_hesdin();
    let answer = own.ask(&neighbour(), CREATE, create(AUCHY, "k1", "Premiers clics")).await;
    assert_eq!(code(&answer, "createWorkshop"), "FORBIDDEN", "Auchy is not served at Hesdin");
}

#[tokio::test]
async fn another_venues_workshop_is_absent() {
    let hosted = Node::serving(Served::All);
    let workshop = hosted.workshop("k1").await;
    let plan = schedule(AUCHY, "k2", &workshop, "2025-10-03T14:00:00+02:00");
    assert_eq!(code(&hosted.ask(&neighbour(), SCHEDULE, plan).await, "scheduleSession"), "NOT_FOUND");
}

#[tokio::test]
async fn dates_and_figures_are_refused_by_name() {
    let node = Node::of_hesdin();
    let workshop = node.workshop("k1").await;
    for (starts_at, expected) in [
        ("2025-09-30T10:00:00Z", "DATES_INVALID"),
        ("2028-10-01T10:00:00Z", "DATES_INVALID"),
        ("demain", "INPUT_INVALID"),
        ("2025-10-03", "INPUT_INVALID"),
    ] {
        let answer = node.ask(&counter(), SCHEDULE, schedule(HESDIN, "k2", &workshop, starts_at)).await;
        assert_eq!(code(&answer, "scheduleSession"), expected, "{starts_at}");
    }
    for (key, session, expected) in [("k3", "no-id", "NOT_FOUND"), ("", workshop.as_str(), "INPUT_INVALID")] {
        let answer = node.ask(&counter(), CANCEL, cancel(key, session, "Panne")).await;
        assert_eq!(code(&answer, "cancelSession"), expected);
    }
}

#[tokio::test]
async fn each_figure_has_its_bounds() {
    let node = Node::of_hesdin();
    let offer = |minutes, price_cheques, seats| Offer {
        title: "Premiers clics".to_owned(),
        theme: Theme::Safety,
        level: Level::Advanced,
        minutes,
        price_cheques,
        seats,
        details: Details::default(),
    };
    let cases = [
        (offer(4, 0, 1), Some("minutes")),
        (offer(601, 0, 1), Some("minutes")),
        (offer(5, -1, 1), Some("priceCheques")),
        (offer(5, 11, 1), Some("priceCheques")),
        (offer(5, 0, 0), Some("seats")),
        (offer(5, 0, 501), Some("seats")),
        (offer(5, 0, 1), None),
        (offer(600, 10, 500), None),
    ];
    for (no, (offer, field)) in cases.into_iter().enumerate() {
        let (actor, key) = (counter(), format!("k{no}"));
        let asked = Asked { actor: &actor, venue: HESDIN, key: &key };
        let refused = create_workshop(&node.house, &asked, offer).await.err().map(|trouble| match trouble {
            store::Trouble::Refused(refusal) => refusal.facts["field"].clone(),
            store::Trouble::Broken(fault) => panic!("{fault}"),
        });
        assert_eq!(refused.as_deref(), field);
    }
}
