//! A centre that serves: its health, its end, how its answers travel, and what its logs never hold.

use std::{
    io::Write,
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    time::{Instant, timeout},
};

use crate::support::{
    afar::{Afar, Client, Ground},
    engine::{Engine, on_both_engines},
    network::{
        counter::{mistyped, unknown},
        deeds::{CHEQUE, COMMUNES, REDEEM},
    },
    program::Program,
};

on_both_engines!(it_is_well_and_ends_when_asked, its_logs_hold_no_secret);

async fn it_is_well_and_ends_when_asked(engine: Engine) {
    let ground = Ground::ready(engine, "serving").await;
    let centre = ground.serve().await;
    let client = Client::new(centre.url());
    for (path, body) in [("/health/live", "ok"), ("/health/ready", "ready")] {
        let answer = client.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(answer.text().await.expect("a body"), body, "{path}");
    }
    // One client says nothing, one is in the middle of its request.
    let address = centre.url().trim_start_matches("http://").to_owned();
    let _silent = TcpStream::connect(&address).await.expect("a connection");
    let mut halfway = TcpStream::connect(&address).await.expect("a connection");
    halfway.write_all(b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{").await.expect("half of it");
    let began = Instant::now();
    centre.signal("TERM");
    let ended = timeout(Duration::from_secs(2), centre.ends()).await.expect("it ends within two seconds");
    assert_eq!(ended, Some(0), "after {:?}", began.elapsed());
    ground.runs(&["check"]).await.well();
}

#[tokio::test]
async fn large_answers_are_compressed_for_whoever_reads_gzip() {
    let ground = Ground::ready(Engine::Sqlite, "gzip").await;
    let centre = ground.serve().await;
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let asked = json!({ "query": COMMUNES.document, "variables": { "year": 2022 } });
    let ask = || http.post(format!("{}/graphql", centre.url())).header("Passegue-Client", "test").json(&asked);
    let plain = ask().send().await.expect("an answer");
    assert!(plain.headers().get("content-encoding").is_none());
    let plain = plain.bytes().await.expect("a body");
    let packed = ask().header("accept-encoding", "gzip").send().await.expect("an answer");
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    let packed = packed.bytes().await.expect("a body");
    assert!(packed.len() * 2 < plain.len(), "{} of {} bytes", packed.len(), plain.len());
    let whole: Value = serde_json::from_slice(&unpacked(&packed)).expect("JSON again");
    assert_eq!(whole, serde_json::from_slice::<Value>(&plain).expect("JSON"));
    assert_eq!(whole["data"]["communes"]["nodes"].as_array().map(Vec::len), Some(69));
}

fn unpacked(packed: &[u8]) -> Vec<u8> {
    const SCRIPT: &str = "import gzip, sys; sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))";
    let mut child = Command::new("python3")
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs (ops/test installs it)");
    child.stdin.take().expect("its input is a pipe").write_all(packed).expect("python3 reads");
    child.wait_with_output().expect("python3 ends").stdout
}

/// Everything that people type or carry goes through a centre that logs all it can.
async fn its_logs_hold_no_secret(engine: Engine) {
    let ground = Ground::ready(engine, "canaries").await;
    let mut serve = ground.command(&["serve", "--listen", "127.0.0.1:0"]);
    serve.env("PASSEGUE_LOG", "debug");
    let centre = Program::of(serve, &ground.log()).await;
    let afar = Afar::found(&ground, centre.url()).await;
    let venue = afar.venue("Hesdin").await;
    let codes = afar.cheques(1, 10).await;
    let (wrong, stranger) = (mistyped(&codes[1]), unknown(1));
    let asked = |key: &str, code: &str| json!({ "key": key, "venue": venue.id, "codes": [code] });
    afar.client.does(&venue.counter, REDEEM, asked("k1", &codes[0])).await;
    for (key, code) in [("k2", &codes[0]), ("k3", &wrong), ("k4", &stranger)] {
        let refused = afar.client.shows(&venue.counter, REDEEM, asked(key, code)).await;
        assert!(refused["refusal"]["code"].is_string(), "{refused}");
    }
    afar.client.shows(&venue.counter, CHEQUE, json!({ "code": codes[2] })).await;
    // What no client of ours sends: a code in the document, a token that is none, a code where a file is expected.
    let inline = format!("{{ cheque(code: \"{}\") {{ cheque {{ no }} broken }} }}", codes[3]);
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let odd = http.post(format!("{}/graphql", centre.url())).header("Passegue-Client", codes[4].as_str());
    odd.bearer_auth("canary.token.abc").json(&json!({ "query": inline })).send().await.expect("an answer");
    let odd = http.post(format!("{}/graphql", centre.url())).header("Passegue-Client", "test");
    odd.bearer_auth(&venue.counter).json(&json!({ "query": inline })).send().await.expect("an answer");
    afar.client.get(&format!("/files/{}?ticket=canary-ticket", codes[5])).await;

    centre.signal("TERM");
    assert_eq!(centre.ends().await, Some(0));
    let log = std::fs::read_to_string(ground.log()).expect("a log");
    assert!(log.contains("\"message\":\"request\"") && log.contains("\"level\":\"DEBUG\""), "all is logged");
    let phone = ["0321867169", "03 21 86 71 69", "+33321867169"];
    let account = ["FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189", "Trésor public"];
    let tokens = [&venue.counter, &afar.operator].map(String::as_str);
    let canaries = ["canary.token.abc", "canary-ticket", &wrong, &stranger];
    let all = codes.iter().map(String::as_str).chain(phone).chain(account).chain(tokens).chain(canaries);
    let seen: Vec<&str> = all.filter(|secret| holds(&log, secret)).collect();
    assert!(seen.is_empty(), "in the logs: {seen:?}");
}

/// Whether a log holds that text, also as a person may have typed it.
fn holds(log: &str, secret: &str) -> bool {
    let dense = secret.replace(['-', ' '], "");
    [secret, &dense, &secret.to_lowercase(), &dense.to_lowercase()].iter().any(|form| log.contains(*form))
}
