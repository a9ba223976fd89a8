//! A subgraph that lies: whatever it answers costs its own fields, with a code of the house; the others are complete, its
//! words go no further, and the gateway's memory stays bounded.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{Response, StatusCode, header},
    routing::post,
};
use futures_util::stream;
use serde_json::{Value, json};

use super::{
    subgraph::{Journal, Server, Subgraph},
    suite::{self, asks, codes, folder},
};
use crate::support::program::Program;

const QUERY: &str = "{ items { title ... on Book { reader } } }";
const MANY: usize = 100 * 1024 * 1024;
const MEGABYTES: u64 = 50;

/// What the liar answers next.
#[derive(Clone)]
enum Lie {
    /// This body.
    Says(String),
    /// This status, kind and body.
    Is(StatusCode, &'static str, String),
    /// So many bytes without end, their number told before or not.
    Floods(bool),
    /// Nothing, ever.
    IsSilent,
    /// Half of a body, then the connection is cut.
    HangsUp,
    /// Nothing for a list in which one thing fails; for one thing alone, what is right.
    FailsWhole,
}

type Told = Arc<Mutex<Lie>>;

async fn answer(State(told): State<Told>, body: Bytes) -> Response<Body> {
    let lie = told.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let json =
        |body: String| Response::builder().header(header::CONTENT_TYPE, "application/json").body(Body::from(body));
    let built = match lie {
        Lie::Says(body) => json(body),
        Lie::Is(status, kind, body) => Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, kind)
            .header(header::LOCATION, "http://127.0.0.1:1/SECRET")
            .body(Body::from(body)),
        Lie::Floods(told) => {
            let junk = Bytes::from("{\"data\":".repeat(8 * 1024));
            let chunks = stream::iter((0..MANY / junk.len()).map(move |_| Ok::<_, std::io::Error>(junk.clone())));
            let response = Response::builder().header(header::CONTENT_TYPE, "application/json");
            let response = if told { response.header(header::CONTENT_LENGTH, MANY) } else { response };
            response.body(Body::from_stream(chunks))
        }
        Lie::IsSilent => std::future::pending().await,
        Lie::HangsUp => {
            let half = [Ok(Bytes::from("{\"data\":{")), Err(std::io::Error::other("gone"))];
            let response = Response::builder().header(header::CONTENT_TYPE, "application/json");
            response.body(Body::from_stream(stream::iter(half)))
        }
        Lie::FailsWhole => json(one_by_one(&body)),
    };
    built.expect("an answer")
}

fn one_by_one(body: &[u8]) -> String {
    let asked: Value = serde_json::from_slice(body).expect("JSON");
    let things = asked["variables"]["representations"].as_array().expect("representations");
    let failed = json!({ "data": null, "errors": [{ "message": "SECRET" }] });
    let told = match things.as_slice() {
        [one] if one["id"] == "b1" => json!({ "data": { "_entities": [{ "reader": "L-7" }] } }),
        [_] => json!({
            "data": { "_entities": [null] },
            "errors": [{ "message": "SECRET", "path": ["_entities", 0, "reader"] }],
        }),
        _ => failed,
    };
    told.to_string()
}

/// The gateway of a suite of which one subgraph lies.
struct Lying {
    gateway: Program,
    told: Told,
    log: std::path::PathBuf,
    _servers: (Subgraph, Server),
}

impl Lying {
    async fn start() -> Self {
        let text = |name: &str| std::fs::read_to_string(folder("abstracts").join(name)).expect("a file of the suite");
        let (sdl, data) = (text("catalogue.graphql"), text("catalogue.json"));
        let honest = Subgraph::start("catalogue", &sdl, &data, &Journal::default()).await;
        let told: Told = Arc::new(Mutex::new(Lie::IsSilent));
        let liar = Server::start(Router::new().route("/graphql", post(answer)).with_state(told.clone())).await;
        let addresses = [("catalogue", honest.server.url.as_str()), ("loans", liar.url.as_str())];
        let (gateway, log) = suite::gateway("abstracts", &addresses, &["--subgraph-timeout-ms", "2000"]).await;
        Self { gateway, told, log, _servers: (honest, liar) }
    }

    /// What comes of a lie.
    async fn lies(&self, lie: Lie) -> Value {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = lie;
        asks(&self.gateway, &json!({ "query": QUERY })).await
    }
}

impl Drop for Lying {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.log);
    }
}

fn shown(first: &Value, second: &Value) -> Value {
    json!({ "items": [
        { "title": "Le gué", "reader": first }, { "title": "Les sept vallées" }, { "title": null, "reader": second },
    ] })
}

fn entities(things: &Value) -> Lie {
    Lie::Says(json!({ "data": { "_entities": things } }).to_string())
}

#[tokio::test]
async fn a_lie_costs_its_own_fields_and_bounded_memory() {
    let lying = Lying::start().await;
    let right = json!([{ "reader": "L-1" }, { "reader": null }]);
    let whole = shown(&json!("L-1"), &Value::Null);
    let nothing = shown(&Value::Null, &Value::Null);
    assert_eq!(lying.lies(entities(&right)).await, json!({ "data": whole }), "the truth passes");

    let away = "UNAVAILABLE";
    let wrong = "INTERNAL";
    let html = Lie::Is(StatusCode::OK, "text/html", "SECRET".into());
    let redirect = Lie::Is(StatusCode::FOUND, "application/json", "{}".into());
    let broken = Lie::Is(StatusCode::INTERNAL_SERVER_ERROR, "application/json", "{\"data\":{}}".into());
    let says = |text: &str| Lie::Says(text.to_owned());
    let zeros = format!("{{\"data\":{{\"_entities\":[{}0]}}}}", "0,".repeat(3_000_000));
    let errors = json!({ "data": { "_entities": right }, "errors": vec![json!({ "message": "SECRET" }); 20_000] });
    let many = json!([{ "reader": "L-1", "title": "SECRET", "__typename": "Ghost", "id": "SECRET" }, null]);
    let cases: Vec<(&str, Lie, &Value, Vec<&str>)> = vec![
        ("a number for a text", entities(&json!([{ "reader": 5 }, { "reader": "L-1" }])), &nothing, vec![wrong]),
        ("a thing for a text", entities(&json!([{ "reader": { "x": "SECRET" } }, null])), &nothing, vec![wrong]),
        ("a list for a text", entities(&json!([{ "reader": ["SECRET"] }, null])), &nothing, vec![wrong]),
        ("a field of another", entities(&many), &whole, vec![]),
        ("fewer things", entities(&json!([{ "reader": "L-1" }])), &nothing, vec![wrong]),
        ("more things", entities(&json!([{ "reader": "L-1" }, null, null])), &nothing, vec![wrong]),
        ("no things", entities(&json!([5, "SECRET"])), &nothing, vec![wrong]),
        ("no list", entities(&json!({ "reader": "L-1" })), &nothing, vec![wrong]),
        ("null for the list", entities(&Value::Null), &nothing, vec![wrong]),
        ("no list at all", says("{\"data\":{}}"), &nothing, vec![wrong]),
        ("no data", says("{}"), &nothing, vec![away]),
        ("data null and no error", says("{\"data\":null,\"errors\":[]}"), &nothing, vec![away]),
        ("data that is no object", says("{\"data\":[1]}"), &nothing, vec![away]),
        ("errors that are no list", says("{\"data\":null,\"errors\":\"SECRET\"}"), &nothing, vec![away]),
        ("no JSON", says("<html>SECRET"), &nothing, vec![away]),
        ("JSON that never ends", says(&"[".repeat(200_000)), &nothing, vec![away]),
        ("JSON and more", says("{\"data\":{\"_entities\":[null,null]}} SECRET"), &nothing, vec![away]),
        ("a list", says("[]"), &nothing, vec![away]),
        ("nothing", says(""), &nothing, vec![away]),
        ("another kind", html, &nothing, vec![away]),
        ("go elsewhere", redirect, &nothing, vec![away]),
        ("an HTTP error", broken, &nothing, vec![away]),
        ("half an answer", Lie::HangsUp, &nothing, vec![away]),
        ("silence", Lie::IsSilent, &nothing, vec![away]),
        ("millions of values", says(&zeros), &nothing, vec![away]),
        ("100 MB, told before", Lie::Floods(true), &nothing, vec![away]),
        ("100 MB", Lie::Floods(false), &nothing, vec![away]),
        ("errors without end", says(&errors.to_string()), &whole, vec![wrong; 100]),
    ];
    let before = lying.gateway.resident();
    for (what, lie, data, expected) in cases {
        let body = lying.lies(lie).await;
        let data = if what == "a number for a text" { &shown(&Value::Null, &json!("L-1")) } else { data };
        assert_eq!((&body["data"], codes(&body)), (data, expected), "{what}");
        assert!(!body.to_string().contains("SECRET"), "{what}: {body}");
    }
    let grown = lying.gateway.resident().saturating_sub(before);
    println!("resident memory after every lie: + {} MB", grown / 1024);
    assert!(grown < MEGABYTES * 1024, "{grown} kB more");
    assert_eq!(lying.lies(entities(&right)).await, json!({ "data": whole }), "and the truth passes again");
}

#[tokio::test]
async fn a_list_that_fails_whole_is_asked_once_more_one_by_one() {
    let lying = Lying::start().await;
    let body = lying.lies(Lie::FailsWhole).await;
    assert_eq!((&body["data"], codes(&body)), (&shown(&json!("L-7"), &Value::Null), vec!["INTERNAL"]));
    assert_eq!(body["errors"][0]["path"], json!(["items", 2, "reader"]));
    assert!(!body.to_string().contains("SECRET"), "{body}");
}
