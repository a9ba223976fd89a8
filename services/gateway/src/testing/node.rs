//! A venue's machine over real HTTP, in whatever mood a test needs.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use async_graphql::{Request, Variables};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use kernel::{
    access::token::{self, KeySet},
    clock::Clock,
};
use serde_json::{Value, json};

use super::schemas::{Diary, VenueSchema, venue_schema};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Well,
    /// Takes the question and never answers.
    Silent,
    /// Answers an HTTP error with its innermost thoughts.
    Broken,
    /// Answers GraphQL errors that tell too much.
    Talkative,
    /// Answers what it was not asked.
    Meddling,
    /// Answers something else than JSON.
    Page,
    /// Answers without end.
    Endless,
    /// Sends elsewhere.
    Elsewhere,
}

#[derive(Clone)]
pub(super) struct Machine {
    pub(super) url: String,
    /// Questions received, probes not counted.
    pub(super) asked: Arc<AtomicUsize>,
    pub(super) probed: Arc<AtomicUsize>,
    mood: Arc<Mutex<Mood>>,
    name: String,
    keys: KeySet,
    clock: Clock,
    schema: VenueSchema,
}

impl Machine {
    pub(super) async fn start(name: &str, keys: KeySet, clock: Clock, diary: &Diary) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let machine = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            asked: Arc::default(),
            probed: Arc::default(),
            mood: Arc::new(Mutex::new(Mood::Well)),
            name: name.to_owned(),
            keys,
            clock,
            schema: venue_schema(diary),
        };
        let routes = Router::new().route("/graphql", post(answer)).route("/health/live", get(lives));
        let service = routes.with_state(machine.clone());
        tokio::spawn(async move { axum::serve(listener, service).await });
        machine
    }

    pub(super) fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn mood(&self) -> Mood {
        *self.mood.lock().unwrap()
    }
}

async fn lives(State(machine): State<Machine>) -> StatusCode {
    machine.probed.fetch_add(1, Ordering::SeqCst);
    match machine.mood() {
        Mood::Silent => std::future::pending().await,
        Mood::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::OK,
    }
}

async fn answer(State(machine): State<Machine>, headers: HeaderMap, body: Bytes) -> Response {
    machine.asked.fetch_add(1, Ordering::SeqCst);
    let told = "thread 'main' panicked at /home/node/src/secret.rs:7";
    match machine.mood() {
        Mood::Well => well(&machine, &headers, &body).await,
        Mood::Silent => std::future::pending().await,
        Mood::Broken => (StatusCode::INTERNAL_SERVER_ERROR, told).into_response(),
        Mood::Talkative => as_json(&json!({
            "data": null,
            "errors": [
                { "message": told, "path": ["_entities", 0, "workshops", told], "extensions": { "code": "PANIC", "stack": told } },
                { "message": told, "path": ["_entities", 0, "workshops"], "extensions": { "code": "FORBIDDEN", "stack": told } },
            ],
        })),
        Mood::Meddling => as_json(&json!({ "data": {
            "communes": [{ "code": "0", "name": "Nowhere" }],
            "_entities": [{ "name": "Mine now", "__typename": "Venue", "workshops": [] }],
        } })),
        Mood::Page => ([(header::CONTENT_TYPE, "text/html")], told).into_response(),
        Mood::Endless => endless(),
        Mood::Elsewhere => (StatusCode::FOUND, [(header::LOCATION, machine.url + "/health/live")]).into_response(),
    }
}

async fn well(machine: &Machine, headers: &HeaderMap, body: &[u8]) -> Response {
    let bearer = headers.get(header::AUTHORIZATION).unwrap().to_str().unwrap();
    let token = bearer.strip_prefix("Bearer ").unwrap();
    if token::check(&machine.keys, token, &machine.name, body, machine.clock.now()).is_err() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let asked: Value = serde_json::from_slice(body).unwrap();
    let request = Request::new(asked["query"].as_str().unwrap());
    let request = request.variables(Variables::from_json(asked["variables"].clone()));
    as_json(&serde_json::to_value(machine.schema.execute(request).await).unwrap())
}

fn as_json(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

fn endless() -> Response {
    let spaces = std::iter::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[b' '; 65536])));
    let body = Body::from_stream(futures_util::stream::iter(spaces));
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}
