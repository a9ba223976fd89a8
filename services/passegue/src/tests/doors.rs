//! The doors besides `/graphql`.

use kernel::access::token::{SigningKey, Vouched, vouch};
use kernel::{access::Actor, ids::VenueId};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::support::Network;

#[tokio::test]
async fn health_and_public_keys_answer() {
    let network = Network::start("doors_health").await;
    for path in ["/health/live", "/health/ready"] {
        let answer = network.client.get(network.url(path)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
    }
    let jwks: Value =
        network.client.get(network.url("/.well-known/jwks.json")).send().await.unwrap().json().await.unwrap();
    assert_eq!(jwks["keys"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn answers_are_compressed_for_who_wants() {
    let network = Network::start("doors_gzip").await;
    let body = json!({ "query": "{ communes(year: 2022) { nodes { code name } } }" });
    let request = network.client.post(network.url("/graphql")).header("passegue-client", "test");
    let answer = request.header("accept-encoding", "gzip").json(&body).send().await.unwrap();
    assert_eq!(answer.headers()["content-encoding"], "gzip");
}

#[tokio::test]
async fn a_file_without_its_ticket_is_absent() {
    let network = Network::start("doors_files").await;
    for path in ["/files/30313233-3435-3637-3839-616263646566?ticket=aa", "/files/nothing", "/files/nothing?ticket=x"] {
        let answer = network.client.get(network.url(path)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        assert!(answer.text().await.unwrap().contains("Demandez un nouveau lien"));
    }
}

fn document(venue: VenueId) -> Vec<u8> {
    let document = json!({ "venueId": venue, "epoch": 1, "generation": 1, "workshops": [], "sessions": [] });
    serde_json::to_vec(&document).unwrap()
}

impl Network {
    async fn push(&self, body: Vec<u8>, word: &str) -> StatusCode {
        let request = self.client.post(self.url("/agenda")).bearer_auth(word);
        request.body(body).send().await.unwrap().status()
    }

    fn word(&self, key: &SigningKey, audience: &str, venue: Option<VenueId>, body: &[u8]) -> String {
        let what = Vouched { audience, actor: &Actor::Anonymous, venue, body };
        vouch(key, &what, [7; 16], self.centre.clock().now()).unwrap()
    }
}

#[tokio::test]
async fn an_agenda_is_received_under_the_key_of_that_very_venue() {
    let network = Network::start("doors_agenda").await;
    let (venue, _) = network.venue("Médiathèque").await;
    let (other, _) = network.venue("Mairie").await;
    let (key, stranger) = (SigningKey::from_seed([3; 32]), SigningKey::from_seed([4; 32]));
    network.declare(venue, "http://127.0.0.1:9", &key.public().to_hex()).await;
    let body = document(venue);

    let refused = StatusCode::UNAUTHORIZED;
    assert_eq!(network.push(body.clone(), "nonsense").await, refused);
    for (key, audience, named, vouched) in [
        (&stranger, "centre", Some(venue), &body),
        (&key, "elsewhere", Some(venue), &body),
        (&key, "centre", Some(other), &body),
        (&key, "centre", None, &body),
        (&key, "centre", Some(venue), &document(other)),
    ] {
        let word = network.word(key, audience, named, vouched);
        assert_eq!(network.push(body.clone(), &word).await, refused, "{audience} {named:?}");
    }
    let for_other = document(other);
    let word = network.word(&key, "centre", Some(other), &for_other);
    assert_eq!(network.push(for_other, &word).await, refused);
    let (empty, large) = (b"{}".to_vec(), vec![b' '; 1024 * 1024 + 1]);
    let word = network.word(&key, "centre", Some(venue), &empty);
    assert_eq!(network.push(empty, &word).await, StatusCode::BAD_REQUEST);
    let word = network.word(&key, "centre", Some(venue), &large);
    assert_eq!(network.push(large, &word).await, StatusCode::PAYLOAD_TOO_LARGE);

    let word = network.word(&key, "centre", Some(venue), &body);
    assert_eq!(network.push(body, &word).await, StatusCode::OK);
}

#[tokio::test]
async fn a_stranger_sends_no_agenda_at_all() {
    let network = Network::start("doors_stranger").await;
    for word in ["", "authorization: Bearer nonsense\r\n"] {
        let mut stream = TcpStream::connect(network.serving.address()).await.unwrap();
        let head = format!("POST /agenda HTTP/1.1\r\nhost: x\r\n{word}content-length: 1000\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 401 "), "answered and closed, its body never sent: {answer}");
    }
}
