//! The bare gateway as a program: how it begins, who is let in, how it ends.

use std::{fs, path::PathBuf, time::Duration};

use kernel::{
    access::{
        Actor, Role,
        token::{KeySet, SigningKey, mint},
    },
    chance::Chance,
    clock::Clock,
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::suite::{Running, folder};
use crate::support::{afar::word, program::run};

const REFUSED: i32 = 3;
const USAGE: i32 = 2;

struct File(PathBuf);

impl File {
    fn of(text: &str) -> Self {
        let unique: kernel::ids::Id<()> = Chance::from_machine().id();
        let path = std::env::temp_dir().join(format!("passegue_file_{unique}"));
        fs::write(&path, text).expect("a file");
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn a_supergraph_that_is_none_is_one_line() {
    let garbled = File::of("type Query {");
    let plain = File::of("type Query { x: Int }");
    let hand_made = File::of(
        "type Query @join__type(graph: B) { x: Int } enum join__Graph { A @join__graph(name: \"a\", url: \"http://x/\") }",
    );
    let folder = std::env::temp_dir();
    let unaddressed = folder_file("keys");
    let cases = [
        (word(&folder.join("passegue_is_not_there")).to_owned(), "n'existe pas"),
        (word(&folder).to_owned(), "dossier"),
        (word(&garbled.0).to_owned(), "pas un schéma GraphQL"),
        (word(&plain.0).to_owned(), "pas un supergraphe"),
        (word(&hand_made.0).to_owned(), "ne peut pas servir"),
    ];
    for (path, part) in cases {
        run(&["gateway", "--supergraph", &path, "--listen", "127.0.0.1:0"]).await.stopped(REFUSED, part);
    }
    let keys = unaddressed.as_str();
    let stop = run(&["gateway", "--supergraph", keys, "--subgraph", "moon=http://127.0.0.1:1/"]).await;
    stop.stopped(USAGE, "« moon »");
    let stop = run(&["gateway", "--supergraph", keys, "--subgraph", "shop=https://127.0.0.1:1/"]).await;
    stop.stopped(REFUSED, "« shop »");
    run(&["gateway", "--supergraph", keys, "--listen", "0.0.0.0:0"]).await.stopped(USAGE, "--jwks");
    run(&["gateway", "--supergraph", keys, "--jwks", word(&plain.0)]).await.stopped(REFUSED, "clés publiques");
}

fn folder_file(suite: &str) -> String {
    word(&folder(suite).join("supergraph.graphql")).to_owned()
}

#[tokio::test]
async fn it_is_well_answers_by_both_names_and_ends_beside_idle_connections() {
    let running = Running::start("keys", &[]).await;
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    for path in ["/health/live", "/health/ready"] {
        let answer = http.get(format!("{}{path}", running.gateway.url())).send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
    }
    let asked = json!({ "query": "{ towns { code } }" });
    for kind in ["application/json", "application/graphql-response+json"] {
        let request = http.post(format!("{}/graphql", running.gateway.url())).header("accept", kind).json(&asked);
        let answer = request.send().await.expect("an answer");
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"]),
            (200, &kind.parse().expect("a kind"))
        );
    }
    let address = running.gateway.url().trim_start_matches("http://").to_owned();
    let _silent = TcpStream::connect(&address).await.expect("a connection");
    let mut idle = TcpStream::connect(&address).await.expect("a connection");
    idle.write_all(b"GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("a request");
    let mut begun = [0; 15];
    idle.read_exact(&mut begun).await.expect("an answer");
    assert_eq!(&begun, b"HTTP/1.1 200 OK");
    running.gateway.signal("TERM");
    let gone = running.ends();
    assert_eq!(timeout(Duration::from_secs(2), gone).await.expect("gone within two seconds"), Some(0));
}

#[tokio::test]
async fn with_keys_every_request_bears_a_token_that_is_believed() {
    let key = SigningKey::from_seed([7; 32]);
    let jwks = File::of(&KeySet::of([key.public()]).to_jwks().to_string());
    let running = Running::start("keys", &["--jwks", word(&jwks.0)]).await;
    let chance = Chance::from_machine();
    let actor = Actor::member(chance.id(), chance.id(), [Role::Operator]);
    let minted = |key: &SigningKey| mint(key, &actor, chance.bytes(), Clock::wall().now(), 5).expect("a token");
    let (good, strange) = (minted(&key), minted(&SigningKey::from_seed([8; 32])));
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    for (token, status) in [(Some(good), 200), (Some(strange), 401), (Some("x.y.z".into()), 401), (None, 401)] {
        let request = http.post(format!("{}/graphql", running.gateway.url()));
        let request = token.map_or(request.try_clone().expect("a request"), |token| request.bearer_auth(token));
        let answer = request.json(&json!({ "query": "{ towns { code } }" })).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status);
        let body: Value = answer.json().await.expect("JSON");
        let code = if status == 200 { Value::Null } else { json!("UNAUTHENTICATED") };
        assert_eq!(body["errors"][0]["extensions"]["code"], code, "{body}");
    }
    assert_eq!(running.journal.take().len(), 1, "nobody is asked without a token");
}
