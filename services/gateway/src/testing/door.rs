//! The door over HTTP: what it lets in, what it answers otherwise.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode},
};
use kernel::{
    access::{
        Actor,
        token::{self, SigningKey},
    },
    chance::Chance,
    refusal::FaultCode,
};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{
    network::{Network, codes},
    schemas::venue,
};
use crate::{Answer, Call, Limits, Subgraph, router, trouble::Trouble};

const CALLER: &str = r#"{ "query": "query Who { caller }", "operationName": "Who" }"#;

fn request(headers: &[(&str, &str)], body: impl Into<Body>) -> Request<Body> {
    let request =
        headers.iter().fold(Request::post("/graphql"), |request, (name, value)| request.header(*name, *value));
    request.body(body.into()).unwrap()
}

fn plain(body: impl Into<Body>) -> Request<Body> {
    request(&[("content-type", "application/json"), ("passegue-client", "test")], body)
}

fn with_token(token: &str) -> Request<Body> {
    request(&[("content-type", "application/json"), ("passegue-client", "test"), ("authorization", token)], CALLER)
}

async fn send(network: &Network, request: Request<Body>) -> Response<Body> {
    router(network.gateway.clone()).oneshot(request).await.unwrap()
}

async fn read(response: Response<Body>) -> (u16, Value) {
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn a_plain_request_is_answered_and_named() {
    let network = Network::start().await;
    for kind in ["application/json", "Application/JSON; charset=UTF-8"] {
        let asked = request(&[("content-type", kind), ("passegue-client", "test")], CALLER);
        let response = send(&network, asked).await;
        assert_eq!(response.headers()["x-request-id"].len(), 32);
        assert_eq!(response.headers()["content-type"], "application/json");
        assert_eq!(read(response).await, (200, json!({ "data": { "caller": "nobody" } })), "{kind}");
    }
}

#[tokio::test]
async fn only_json_from_a_named_client_is_let_in() {
    let network = Network::start().await;
    let kinds = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json, text/plain",
        "application/json; charset=latin1",
        "application/jsonx",
        "",
    ];
    for kind in kinds {
        let asked = request(&[("content-type", kind), ("passegue-client", "test")], CALLER);
        let (status, body) = read(send(&network, asked).await).await;
        assert_eq!((status, codes(&body)), (415, vec!["BAD_REQUEST"]), "{kind}");
    }
    let twice = [("content-type", "application/json"), ("content-type", "text/plain"), ("passegue-client", "test")];
    assert_eq!(send(&network, request(&twice, CALLER)).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    for headers in [
        &[("content-type", "application/json")][..],
        &[("content-type", "application/json"), ("passegue-client", "")][..],
    ] {
        let (status, body) = read(send(&network, request(headers, CALLER)).await).await;
        assert_eq!((status, codes(&body)), (400, vec!["BAD_REQUEST"]));
    }
    for method in ["GET", "PUT", "DELETE", "OPTIONS"] {
        let asked = Request::builder().method(method).uri("/graphql?query={caller}").body(Body::empty()).unwrap();
        let (status, body) = read(send(&network, asked).await).await;
        assert_eq!((status, codes(&body)), (405, vec!["BAD_REQUEST"]), "{method}");
    }
}

#[tokio::test]
async fn a_body_is_one_object_of_bounded_size() {
    let network = Network::start().await;
    let bad = [
        "",
        "[]",
        r#"[{ "query": "{ caller }" }]"#,
        "{",
        r#"{ "query": 1 }"#,
        "{}",
        r#"{ "query": "{ caller }", "query": "{ slow }" }"#,
        r#"{ "query": "{ caller }", "variables": [] }"#,
        "\u{feff}{}",
        "null",
    ];
    for body in bad {
        let (status, answer) = read(send(&network, plain(body)).await).await;
        assert_eq!((status, codes(&answer)), (400, vec!["BAD_REQUEST"]), "{body}");
    }
    let (status, body) = read(send(&network, plain(" ".repeat(1024 * 1024))).await).await;
    assert_eq!((status, codes(&body)), (413, vec!["LIMIT_EXCEEDED"]));
    let chunks = futures_util::stream::iter((0..1024).map(|_| Ok::<_, std::io::Error>(vec![b' '; 1024])));
    let (status, body) = read(send(&network, plain(Body::from_stream(chunks))).await).await;
    assert_eq!((status, codes(&body)), (413, vec!["LIMIT_EXCEEDED"]), "without a declared length");
}

#[tokio::test]
async fn a_token_is_good_or_refused_and_never_ignored() {
    let network = Network::start().await;
    let (actor, token) = network.member();
    let (person, _) = actor.known().unwrap();
    let (status, body) = read(send(&network, with_token(&format!("Bearer {token}"))).await).await;
    assert_eq!((status, body), (200, json!({ "data": { "caller": person.to_string() } })));

    let (now, chance) = (network.clock.now(), Chance::from_seed(9));
    let foreign = token::mint(&SigningKey::from_seed([2; 32]), &actor, chance.bytes(), now, 10).unwrap();
    let old = token::mint(&network.key, &actor, chance.bytes(), now.plus_ms(-7_200_000), 10).unwrap();
    let what = token::Vouched { audience: "passegue", actor: &actor, venue: None, body: CALLER.as_bytes() };
    let assertion = token::vouch(&network.key, &what, chance.bytes(), now).unwrap();
    let bad = [
        String::new(),
        "Bearer".into(),
        "Bearer ".into(),
        token.clone(),
        format!("Basic {token}"),
        format!("Bearer {token}x"),
        format!("Bearer {foreign}"),
        format!("Bearer {old}"),
        format!("Bearer {assertion}"),
        format!("Bearer  {token}"),
    ];
    for token in bad {
        let response = send(&network, with_token(&token)).await;
        let (status, body) = read(response).await;
        assert_eq!((status, codes(&body)), (401, vec!["UNAUTHENTICATED"]), "{token}");
    }
    let bearer = format!("Bearer {token}");
    let twice = [
        ("content-type", "application/json"),
        ("passegue-client", "t"),
        ("authorization", &bearer),
        ("authorization", &bearer),
    ];
    assert_eq!(send(&network, request(&twice, CALLER)).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn too_many_requests_and_too_long_a_wait_are_unavailable() {
    let network = Network::with(Limits { concurrency: 0, ..Limits::default() }, |settings| settings).await;
    let response = send(&network, plain(CALLER)).await;
    assert_eq!(response.headers()["retry-after"], "1");
    let (status, body) = read(response).await;
    assert_eq!((status, codes(&body)), (503, vec!["UNAVAILABLE"]));

    let answering = Duration::from_millis(50);
    let network = Network::with(Limits { answering, ..Limits::default() }, |settings| settings).await;
    let (status, body) = read(send(&network, plain(r#"{ "query": "{ slow }" }"#)).await).await;
    assert_eq!((status, codes(&body)), (503, vec!["UNAVAILABLE"]));
}

struct Panics;

#[async_trait::async_trait]
impl Subgraph for Panics {
    async fn call(&self, _: Call<'_>) -> Answer {
        panic!("secret of the house");
    }
}

#[tokio::test]
async fn a_panic_is_internal_and_tells_nothing() {
    let network = Network::with(Limits::default(), |mut settings| {
        settings.subgraphs.insert("registry".into(), Arc::new(Panics));
        settings
    });
    let network = network.await;
    let (status, body) = read(send(&network, plain(CALLER)).await).await;
    assert_eq!((status, codes(&body)), (500, vec!["INTERNAL"]));
    assert!(!body.to_string().contains("secret"));
    assert_eq!(network.gateway.answer(Actor::Anonymous, crate::Request::default()).await.status, 400);
}

/// A service whose database is away.
struct Away;

#[async_trait::async_trait]
impl Subgraph for Away {
    async fn call(&self, _: Call<'_>) -> Answer {
        Answer { troubles: vec![Trouble::fault(FaultCode::Unavailable)], ..Answer::default() }
    }
}

#[tokio::test]
async fn whoever_is_served_nothing_for_want_of_the_centre_is_told_when_to_come_back() {
    let network = Network::with(Limits::default(), |mut settings| {
        settings.subgraphs.insert("registry".into(), Arc::new(Away));
        settings
    });
    let network = network.await;
    let response = send(&network, plain(CALLER)).await;
    assert_eq!(response.headers()["retry-after"], "1");
    let (status, body) = read(response).await;
    assert_eq!((status, codes(&body)), (503, vec!["UNAVAILABLE"]));
    let half = format!("{{ venue(id: \"v\") {{ id }} workshops(venueId: \"{}\") {{ title }} }}", venue(1));
    let half = network.reply(&half, json!({})).await;
    assert_eq!((half.status.as_u16(), codes(&half.body)), (200, vec!["UNAVAILABLE"]), "what was served is served");
    assert!(half.body["data"]["workshops"].is_array(), "{}", half.body);
}

#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_request_is_one_line_of_the_log_and_tells_no_secret() {
    let network = Network::with(Limits::default(), |mut settings| {
        // A stream of its own: no other test bears the same request names.
        settings.chance = Chance::from_seed(77);
        settings
    });
    let network = network.await;
    let (paper, (_, token)) = (Paper::default(), network.member());
    let writer = paper.clone();
    // For the whole process: what other tests log meanwhile must tell no secret either.
    let logger = tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
    tracing::subscriber::set_global_default(logger).unwrap();
    let bearer = format!("Bearer {token}");
    let headers = [("content-type", "application/json"), ("passegue-client", "t"), ("authorization", &bearer)];
    let body = json!({
        "query": "query Secret($code: ID!) { secretAlias: venue(id: $code) { id } broken }",
        "variables": { "code": "CANARY" },
        "operationName": "Secret",
    });
    let named = send(&network, request(&headers, body.to_string())).await;
    let id = named.headers()["x-request-id"].to_str().unwrap().to_owned();
    let forged = json!({ "query": "{ caller }", "operationName": "x\n{\"forged\":1}" });
    assert_eq!(send(&network, request(&headers, forged.to_string())).await.status(), StatusCode::BAD_REQUEST);

    let log = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
    for secret in ["CANARY", "secretAlias", "forged", &token, "127.0.0.1"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |message: &str| {
        let ours = |line: &&Value| line["fields"]["message"] == message && line["fields"]["request_id"] == id.as_str();
        lines.iter().filter(ours).map(|line| line["fields"].clone()).collect::<Vec<_>>()
    };
    let requests = of("request");
    let line = &requests[0];
    assert_eq!(requests.len(), 1);
    assert_eq!(
        (&line["operation"], &line["status"], &line["codes"]),
        (&json!("Secret"), &json!(200), &json!("INTERNAL"))
    );
    assert_eq!(of("subgraph fault").len(), 1, "the cause, once");
}

#[tokio::test]
async fn developers_see_why_a_document_is_refused_where_the_schema_is_open() {
    let closed = Network::start().await;
    assert_eq!(closed.ask("{ venus }").await["errors"][0]["extensions"], json!({ "code": "BAD_REQUEST" }));
    let network = Network::with(Limits::default(), |mut settings| {
        settings.introspection = crate::Introspection::ToAll;
        settings
    });
    let network = network.await;
    let details = network.ask("{ venus }").await["errors"][0]["extensions"]["details"].to_string();
    assert!(details.contains("venus"), "{details}");
    let told = network.ask("{ __schema { queryType { name } } }").await;
    assert_eq!(told, json!({ "data": { "__schema": { "queryType": { "name": "Query" } } } }));
}

#[tokio::test]
async fn the_keys_are_public() {
    let network = Network::start().await;
    let asked = Request::get("/.well-known/jwks.json").body(Body::empty()).unwrap();
    let (status, body) = read(send(&network, asked).await).await;
    assert_eq!((status, body["keys"][0]["kid"].as_str()), (200, Some(network.key.kid().as_str())));
}
