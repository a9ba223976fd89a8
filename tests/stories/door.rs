//! The door over HTTP: a token says who asks, for as long as it lasts.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use kernel::access::Actor;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{Network, cast::Person, deeds::REDEEM},
};

on_both_engines!(a_token_says_who_asks_for_as_long_as_it_lasts, a_request_that_is_none_is_turned_away);

async fn a_token_says_who_asks_for_as_long_as_it_lasts(engine: Engine) {
    let net = Network::open(engine, "token").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    let token = format!("Bearer {}", minted(&net, &hesdin.counter, 15));
    let asked = |key: &str, code: &str| {
        let variables = json!({ "key": key, "venue": hesdin.id, "codes": [code] });
        json!({ "query": REDEEM.document, "variables": variables })
    };

    let (status, body) = posts(&net, &[("authorization", &token)], asked("comptoir-1", &carnet[0])).await;
    assert_eq!((status, &body["data"]["redeemCheques"]["receipt"]["cheques"]), (StatusCode::OK, &json!(1)), "{body}");
    let (status, body) = posts(&net, &[], asked("comptoir-2", &carnet[1])).await;
    assert_eq!((status, &body["data"]["redeemCheques"]["refusal"]["code"]), (StatusCode::OK, &json!("FORBIDDEN")));
    let altered = token.replace("Bearer ey", "Bearer eY");
    for wrong in [altered.as_str(), "Bearer", "Basic YTpi", "Bearer x.y.z"] {
        let (status, body) = posts(&net, &[("authorization", wrong)], asked("comptoir-3", &carnet[1])).await;
        let code = &body["errors"][0]["extensions"]["code"];
        assert_eq!((status, code), (StatusCode::UNAUTHORIZED, &json!("UNAUTHENTICATED")), "{wrong}");
    }
    net.minutes_pass(16);
    let (status, _) = posts(&net, &[("authorization", &token)], asked("comptoir-4", &carnet[1])).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "its time is over");
    net.redeems(&hesdin, &[&carnet[1]]).await.ok();
    net.books_hold().await;
}

async fn a_request_that_is_none_is_turned_away(engine: Engine) {
    let net = Network::open(engine, "turned_away").await;
    let table = [
        (json!([{ "query": "{ networkCheck { holds } }" }]), "application/json", "essai", StatusCode::BAD_REQUEST),
        (json!({ "query": "{ networkCheck { holds } }" }), "text/plain", "essai", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (json!({ "query": "{ networkCheck { holds } }" }), "application/json", "", StatusCode::BAD_REQUEST),
        (json!({ "query": " ".repeat(70_000) }), "application/json", "essai", StatusCode::PAYLOAD_TOO_LARGE),
        (json!({ "query": "{ networkCheck { holds } }" }), "application/json", "essai", StatusCode::OK),
    ];
    for (body, kind, client, expected) in table {
        let request = Request::post("/graphql").header("content-type", kind).header("passegue-client", client);
        let (status, answer) = sends(&net, request.body(Body::from(body.to_string())).expect("a request")).await;
        assert_eq!(status, expected, "{answer}");
    }
}

fn minted(net: &Network, who: &Person, minutes: i64) -> String {
    let Actor::Member { person, organisation, roles, .. } = who.actor.clone() else { panic!("nobody has no token") };
    net.centre().mint(person, organisation, roles, minutes).expect("a token")
}

async fn posts(net: &Network, headers: &[(&str, &str)], body: Value) -> (StatusCode, Value) {
    let request =
        Request::post("/graphql").header("content-type", "application/json").header("passegue-client", "essai");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    sends(net, request.body(Body::from(body.to_string())).expect("a request")).await
}

async fn sends(net: &Network, request: Request<Body>) -> (StatusCode, Value) {
    let response = net.centre().router().oneshot(request).await.expect("the router answers");
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.expect("the whole body");
    (status, serde_json::from_slice(&body).expect("JSON"))
}
