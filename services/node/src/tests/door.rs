//! The door of a venue's own machine, over real HTTP.

use kernel::{
    access::token::{KeySet, SigningKey, Vouched, vouch},
    ids::VenueId,
};
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::support::{AUCHY, CREATE, HESDIN, Node, counter, create};
use crate::http::{Settings, SharedKeys, router};

const NAME: &str = "node:hesdin";

struct Open {
    node: Node,
    keys: SharedKeys,
    centre: SigningKey,
    url: String,
    client: Client,
}

async fn open() -> Open {
    let node = Node::of_hesdin();
    let centre = SigningKey::from_seed([4; 32]);
    let keys = SharedKeys::new(KeySet::of([centre.public()]));
    let settings = Settings {
        house: node.house.clone(),
        centre_keys: keys.clone(),
        audience: NAME.to_owned(),
        clock: node.clock.clone(),
    };
    let app = router(settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    Open { node, keys, centre, url, client: Client::new() }
}

impl Open {
    fn word(&self, key: &SigningKey, audience: &str, venue: Option<VenueId>, body: &str) -> String {
        let what = Vouched { audience, actor: &counter(), venue, body: body.as_bytes() };
        vouch(key, &what, self.node.chance.bytes(), self.node.clock.now()).unwrap()
    }

    fn good_word(&self, body: &str) -> String {
        self.word(&self.centre, NAME, Some(HESDIN), body)
    }

    async fn post(&self, word: Option<&str>, body: &str) -> Response {
        let request = self.client.post(format!("{}/graphql", self.url)).header("content-type", "application/json");
        let request = word.map_or(request.try_clone().unwrap(), |word| request.bearer_auth(word));
        request.body(body.to_owned()).send().await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.url)).send().await.unwrap()
    }
}

fn body() -> String {
    json!({ "query": CREATE, "variables": create(HESDIN, "k1", "Premiers clics") }).to_string()
}

async fn code(answer: Response) -> (StatusCode, Value) {
    let status = answer.status();
    let body: Value = answer.json().await.unwrap();
    (status, body["errors"][0]["extensions"]["code"].clone())
}

#[tokio::test]
async fn what_the_centre_vouches_for_is_done_in_that_persons_name() {
    let door = open().await;
    let answer = door.post(Some(&door.good_word(&body())), &body()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["data"]["createWorkshop"]["workshop"]["title"], "Premiers clics");

    // The same act under a new word is a replay of the act, not of the word.
    let again: Value = door.post(Some(&door.good_word(&body())), &body()).await.json().await.unwrap();
    assert_eq!(again, answer);

    let plain = json!({ "query": "{ _service { sdl } }" }).to_string();
    let no_venue = door.word(&door.centre, NAME, None, &plain);
    assert_eq!(door.post(Some(&no_venue), &plain).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_word_that_is_not_the_centres_own_is_not_heard() {
    let door = open().await;
    let refused = (StatusCode::UNAUTHORIZED, json!("UNAUTHENTICATED"));
    let stranger = SigningKey::from_seed([6; 32]);
    let good = door.good_word(&body());
    let mut tampered = good.clone();
    let last = if tampered.ends_with('A') { 'B' } else { 'A' };
    tampered.replace_range(good.len() - 10..good.len() - 9, &last.to_string());
    let words = [
        ("missing", None),
        ("empty", Some(String::new())),
        ("tampered", Some(tampered)),
        ("of a stranger", Some(door.word(&stranger, NAME, Some(HESDIN), &body()))),
        ("for another node", Some(door.word(&door.centre, "node:auchy", Some(HESDIN), &body()))),
        ("for another venue", Some(door.word(&door.centre, NAME, Some(AUCHY), &body()))),
        ("for another body", Some(door.good_word("{}"))),
    ];
    for (which, word) in words {
        assert_eq!(code(door.post(word.as_deref(), &body()).await).await, refused, "{which}");
    }
    assert_eq!(door.post(Some(&good), &body()).await.status(), StatusCode::OK, "none of them used the good one up");
    assert_eq!(code(door.post(Some(&good), &body()).await).await, refused, "heard before");

    let old = door.good_word(&body());
    door.node.clock.jump_to(door.node.clock.now().plus_ms(60_000));
    assert_eq!(code(door.post(Some(&old), &body()).await).await, refused, "expired");
}

#[tokio::test]
async fn the_centres_keys_are_replaced_while_the_door_is_open() {
    let door = open().await;
    let next = SigningKey::from_seed([44; 32]);
    door.keys.replace(KeySet::of([next.public()]));
    let old = door.good_word(&body());
    assert_eq!(door.post(Some(&old), &body()).await.status(), StatusCode::UNAUTHORIZED);
    let new = door.word(&next, NAME, Some(HESDIN), &body());
    assert_eq!(door.post(Some(&new), &body()).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn only_one_request_written_as_json_and_not_too_long_is_read() {
    let door = open().await;
    let batch = format!("[{}]", body());
    for text in [batch.as_str(), "{", "\"x\"", ""] {
        let answer = door.post(Some(&door.good_word(text)), text).await;
        assert_eq!(code(answer).await, (StatusCode::BAD_REQUEST, json!("BAD_REQUEST")), "{text}");
    }
    let plain = door.client.post(format!("{}/graphql", door.url)).header("content-type", "text/plain").body(body());
    let plain = plain.bearer_auth(door.good_word(&body())).send().await.unwrap();
    assert_eq!(code(plain).await, (StatusCode::UNSUPPORTED_MEDIA_TYPE, json!("BAD_REQUEST")));

    let long = " ".repeat(1024 * 1024 + 1);
    let answer = door.post(Some(&door.good_word(&long)), &long).await;
    assert_eq!(code(answer).await, (StatusCode::PAYLOAD_TOO_LARGE, json!("BAD_REQUEST")));
}

#[tokio::test]
async fn health_is_open_and_nothing_else_is() {
    let door = open().await;
    let live = door.get("/health/live").await;
    assert_eq!((live.status(), live.text().await.unwrap()), (StatusCode::OK, "ok".to_owned()));
    assert_eq!(door.get("/health/ready").await.status(), StatusCode::OK);
    assert_eq!(door.get("/graphql").await.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(door.get("/").await.status(), StatusCode::NOT_FOUND);
}
