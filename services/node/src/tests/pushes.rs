//! The agenda: what it tells, when it is pushed, and that its generation only grows.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use kernel::access::{
    Actor,
    token::{KeySet, SigningKey, Voucher, check},
};
use serde_json::{Value, json};
use store::Fault;
use tokio::{net::TcpListener, sync::mpsc};

use super::support::{AUCHY, CANCEL, CREATE, ELSEWHERE, HESDIN, Node, cancel, counter, create, morning, neighbour};
use crate::{
    agenda::Agenda,
    house::Served,
    push::{HttpSink, Pusher, Sink, agenda_of},
};

async fn generation(node: &Node) -> i64 {
    agenda_of(&node.house, HESDIN).await.unwrap().map_or(0, |agenda| agenda.generation)
}

#[tokio::test]
async fn the_document_tells_what_will_sit_and_of_which_workshop() {
    let node = Node::of_hesdin();
    assert_eq!(agenda_of(&node.house, HESDIN).await.unwrap(), None);
    let workshop = node.workshop("w").await;
    let session = node.session("s", &workshop, "2025-10-03T14:00:00+02:00").await;
    let off = node.session("t", &workshop, "2025-10-04T14:00:00+02:00").await;
    node.ask(&counter(), CANCEL, cancel("u", &off, "Panne")).await;
    let end = "mutation ($venue: ID!, $workshop: ID!) {
        changeWorkshop(venueId: $venue, key: \"v\", workshopId: $workshop, input: { ended: true }) { refusal { code } }
    }";
    for ended in [&workshop, &node.workshop("x").await] {
        node.ask(
            &counter(),
            &end.replace("\"v\"", &format!("\"{ended}\"")),
            json!({ "venue": HESDIN, "workshop": ended }),
        )
        .await;
    }

    let agenda = agenda_of(&node.house, HESDIN).await.unwrap().unwrap();
    let expected = json!({
        "venueId": HESDIN,
        "epoch": morning().0,
        "generation": 7,
        "workshops": [{
            "id": workshop, "title": "Premiers clics", "theme": "COMPUTER_BASICS", "level": 0,
            "minutes": 90, "priceCheques": 1, "seats": 8,
            "competences": [], "equipment": [], "language": "FRENCH", "access": [], "discovery": false,
        }],
        "sessions": [{
            "id": session, "workshopId": workshop, "title": "Premiers clics",
            "startsAt": 1_759_492_800_000_i64, "minutes": 90, "seats": 8,
        }],
    });
    assert_eq!(serde_json::to_value(&agenda).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Agenda>(expected).unwrap(), agenda);
}

#[tokio::test]
async fn a_generation_grows_with_a_change_and_with_nothing_else() {
    let node = Node::of_hesdin();
    node.workshop("w").await;
    assert_eq!(generation(&node).await, 1);
    node.workshop("w").await;
    assert_eq!(generation(&node).await, 1, "a replay");
    node.ask(&counter(), CREATE, create(HESDIN, "w", "Autre titre")).await;
    node.ask(&neighbour(), CREATE, create(HESDIN, "x", "Premiers clics")).await;
    node.ask(&counter(), CANCEL, cancel("y", &ELSEWHERE.to_string(), "Panne")).await;
    assert_eq!(generation(&node).await, 1, "refusals");
    node.workshop("z").await;
    assert_eq!(generation(&node).await, 2);
}

/// Tells what it was given; fails while it is told to.
struct Memory {
    given: mpsc::UnboundedSender<Agenda>,
    away: AtomicBool,
    closed: Mutex<Vec<kernel::ids::VenueId>>,
}

impl Memory {
    fn new() -> (Self, mpsc::UnboundedReceiver<Agenda>) {
        let (given, taken) = mpsc::unbounded_channel();
        (Self { given, away: AtomicBool::new(false), closed: Mutex::default() }, taken)
    }
}

impl Sink for &Memory {
    async fn deliver(&self, agenda: &Agenda) -> Result<(), Fault> {
        if self.away.load(Ordering::SeqCst) || self.closed.lock().unwrap().contains(&agenda.venue_id) {
            return Err(Fault::unavailable("away"));
        }
        self.given.send(agenda.clone()).map_err(|_| Fault::broken("nobody listens"))
    }
}

#[tokio::test]
async fn what_could_not_be_delivered_is_due_until_it_is() {
    let node = Node::of_hesdin();
    let (memory, mut taken) = Memory::new();
    let pusher = Pusher::new(node.house.clone(), &memory);
    assert_eq!(pusher.push_due().await.unwrap(), 0);

    memory.away.store(true, Ordering::SeqCst);
    node.workshop("a").await;
    assert!(pusher.push_due().await.is_err());
    node.workshop("b").await;
    memory.away.store(false, Ordering::SeqCst);
    assert_eq!(pusher.push_due().await.unwrap(), 1);
    assert_eq!(taken.recv().await.unwrap().generation, 2, "the last document heals the lost one");
    assert_eq!(pusher.push_due().await.unwrap(), 0);
    assert!(taken.try_recv().is_err());
}

#[tokio::test]
async fn one_venue_that_cannot_be_delivered_does_not_hold_up_the_others() {
    let node = Node::serving(Served::All);
    node.workshop("a").await;
    node.ask(&neighbour(), CREATE, create(AUCHY, "a", "À Auchy")).await;
    let (memory, mut taken) = Memory::new();
    memory.closed.lock().unwrap().push(HESDIN);
    let pusher = Pusher::new(node.house.clone(), &memory);
    assert!(pusher.push_due().await.is_err());
    assert_eq!(taken.recv().await.unwrap().venue_id, AUCHY);
    memory.closed.lock().unwrap().clear();
    assert_eq!(pusher.push_due().await.unwrap(), 1);
    assert_eq!(taken.recv().await.unwrap().venue_id, HESDIN);
}

/// A centre of one page: tells who vouched and what came, answers with a status.
struct Centre {
    keys: KeySet,
    told: mpsc::UnboundedSender<(Voucher, Value)>,
    clock: kernel::clock::Clock,
}

async fn receive(State(centre): State<std::sync::Arc<Centre>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let word = headers["authorization"].to_str().unwrap().strip_prefix("Bearer ").unwrap();
    match check(&centre.keys, word, "centre", &body, centre.clock.now()) {
        Ok(voucher) => {
            centre.told.send((voucher, serde_json::from_slice(&body).unwrap())).unwrap();
            StatusCode::NO_CONTENT
        }
        Err(_) => StatusCode::UNAUTHORIZED,
    }
}

#[tokio::test]
async fn a_change_reaches_the_centre_over_http_under_the_nodes_own_key() {
    let node = Node::of_hesdin();
    let key = SigningKey::from_seed([5; 32]);
    let (told, mut heard) = mpsc::unbounded_channel();
    let centre = Centre { keys: KeySet::of([key.public()]), told, clock: node.clock.clone() };
    let app = Router::new().route("/agenda", post(receive)).with_state(std::sync::Arc::new(centre));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });

    let sink = HttpSink::new(&address, key.clone(), node.clock.clone(), node.chance.clone()).unwrap();
    let pusher = tokio::spawn(Pusher::new(node.house.clone(), sink).run());
    for (no, key_of_act) in ["a", "b"].into_iter().enumerate() {
        node.workshop(key_of_act).await;
        let (voucher, document) = heard.recv().await.unwrap();
        assert_eq!((voucher.actor, voucher.venue, voucher.kid), (Actor::Anonymous, Some(HESDIN), key.kid()));
        assert_eq!(document["generation"], json!(no + 1));
        assert_eq!(document["workshops"].as_array().unwrap().len(), no + 1);
    }
    pusher.abort();

    let stranger = SigningKey::from_seed([6; 32]);
    let sink = HttpSink::new(&address, stranger, node.clock.clone(), node.chance.clone()).unwrap();
    node.workshop("c").await;
    let fault = Pusher::new(node.house.clone(), sink).push_due().await.unwrap_err();
    assert_eq!(fault.to_string(), "the centre answered 401 to an agenda");
}
