//! A suite: a folder of subgraphs, their composed supergraph and cases, tried through the program itself.
//!
//! `NAME.graphql` and `NAME.json` are a subgraph and its data, `supergraph.graphql` is what `ops/compose-schema` made of
//! them, `cases.json` says what is asked and what must come: `data` to the letter and in order, `errors` by code, and
//! where it matters which subgraphs are `asked`, in order (a list within: at the same time, in any order), and how many
//! `representations` they get in all.

use std::{fs, path::PathBuf};

use kernel::{chance::Chance, ids::Id};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::subgraph::{Asked, Journal, Subgraph};
use crate::support::{program::Program, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    query: String,
    #[serde(default)]
    variables: Map<String, Value>,
    data: Value,
    #[serde(default)]
    errors: Vec<String>,
    asked: Option<Vec<Value>>,
    representations: Option<usize>,
}

/// The folder of a suite.
pub(super) fn folder(suite: &str) -> PathBuf {
    root().join("tests/federation").join(suite)
}

/// A gateway of the program over the subgraphs of a folder.
pub(super) struct Running {
    pub(super) gateway: Program,
    pub(super) journal: Journal,
    subgraphs: Vec<Subgraph>,
    log: PathBuf,
}

impl Running {
    /// Starts the subgraphs and the gateway, with more options.
    pub(super) async fn start(suite: &str, options: &[&str]) -> Self {
        let journal = Journal::default();
        let mut subgraphs = Vec::new();
        for name in names(suite) {
            let text = |kind: &str| fs::read_to_string(folder(suite).join(format!("{name}.{kind}")));
            let (sdl, data) = (text("graphql").expect("a schema"), text("json").expect("its data"));
            subgraphs.push(Subgraph::start(&name, &sdl, &data, &journal).await);
        }
        let addresses = subgraphs.iter().map(|subgraph| (subgraph.name.as_str(), subgraph.server.url.as_str()));
        let addresses: Vec<(&str, &str)> = addresses.collect();
        let (gateway, log) = gateway(suite, &addresses, options).await;
        Self { gateway, journal, subgraphs, log }
    }

    /// Answers a request.
    pub(super) async fn asks(&self, query: &str, variables: &Map<String, Value>) -> Value {
        asks(&self.gateway, &json!({ "query": query, "variables": variables })).await
    }

    /// Waits until the gateway ends by itself; its status.
    pub(super) async fn ends(mut self) -> Option<i32> {
        self.gateway.ended().await
    }

    async fn tries(&self, case: &Case) -> Vec<String> {
        self.subgraphs.iter().for_each(Subgraph::begin_again);
        self.journal.take();
        let body = self.asks(&case.query, &case.variables).await;
        let asked = self.journal.take();
        let mut wrong = Vec::new();
        // As texts: the order of the fields counts too.
        let (data, expected) = (body["data"].to_string(), case.data.to_string());
        if data != expected {
            wrong.push(format!("answered {data}\n  instead of {expected}"));
        }
        if codes(&body) != case.errors {
            wrong.push(format!("errors {} instead of {:?}", body["errors"], case.errors));
        }
        if let Some(expected) = &case.asked
            && !in_order(expected, &asked)
        {
            let names: Vec<_> = asked.iter().map(|asked| asked.subgraph.as_str()).collect();
            wrong.push(format!("asked {names:?} instead of {expected:?}"));
        }
        let told: usize = asked.iter().map(representations).sum();
        if case.representations.is_some_and(|expected| expected != told) {
            wrong.push(format!("{told} representations instead of {:?}", case.representations));
        }
        if !wrong.is_empty() {
            wrong.extend(
                asked.iter().map(|asked| format!("  {}: {} {}", asked.subgraph, asked.query, json!(asked.variables))),
            );
        }
        wrong.into_iter().map(|wrong| format!("{}: {wrong}", case.name)).collect()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.log);
    }
}

/// The program over a suite's supergraph, its subgraphs at these addresses; and the file of its log.
pub(super) async fn gateway(suite: &str, addresses: &[(&str, &str)], options: &[&str]) -> (Program, PathBuf) {
    let unique: Id<()> = Chance::from_machine().id();
    let log = std::env::temp_dir().join(format!("passegue_gateway_{unique}"));
    let supergraph = folder(suite).join("supergraph.graphql");
    let supergraph = supergraph.to_str().expect("a path of this test");
    let addresses: Vec<String> = addresses.iter().map(|(name, url)| format!("--subgraph={name}={url}")).collect();
    let mut words = vec!["gateway", "--supergraph", supergraph, "--listen", "127.0.0.1:0"];
    words.extend(addresses.iter().map(String::as_str));
    words.extend(options);
    (Program::start(&words, &log).await, log)
}

/// The body of the program's answer to a request.
pub(super) async fn asks(gateway: &Program, request: &Value) -> Value {
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let sent = http.post(format!("{}/graphql", gateway.url())).json(request).send().await;
    sent.expect("an answer").json().await.expect("JSON")
}

/// The codes of an answer's errors.
pub(super) fn codes(body: &Value) -> Vec<&str> {
    let errors = body["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().map(|error| error["extensions"]["code"].as_str().expect("every error has a code")).collect()
}

/// Every case of a suite.
pub(super) async fn holds(suite: &str) {
    let running = Running::start(suite, &[]).await;
    let cases = fs::read_to_string(folder(suite).join("cases.json")).expect("cases");
    let cases: Vec<Case> = serde_json::from_str(&cases).expect("cases that are understood");
    let mut wrong = Vec::new();
    for case in &cases {
        wrong.extend(running.tries(case).await);
    }
    assert!(wrong.is_empty(), "{suite}, of {} cases:\n{}", cases.len(), wrong.join("\n"));
}

fn names(suite: &str) -> Vec<String> {
    let files = fs::read_dir(folder(suite)).expect("the suite's folder").map(|entry| entry.expect("an entry").path());
    let graphql = files.filter(|path| path.extension().is_some_and(|kind| kind == "graphql"));
    let mut names: Vec<String> = graphql
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| name != "supergraph")
        .collect();
    names.sort();
    names
}

fn representations(asked: &Asked) -> usize {
    let lists =
        asked.variables.iter().filter(|(name, _)| *name == "representations" || name.starts_with("__batch_reps"));
    lists.filter_map(|(_, list)| list.as_array()).map(Vec::len).sum()
}

fn in_order(expected: &[Value], asked: &[Asked]) -> bool {
    let mut names = asked.iter().map(|asked| asked.subgraph.as_str());
    let held = expected.iter().all(|step| match step {
        Value::Array(together) => {
            let mut wanted: Vec<&str> = together.iter().filter_map(Value::as_str).collect();
            let mut came: Vec<&str> = names.by_ref().take(wanted.len()).collect();
            wanted.sort_unstable();
            came.sort_unstable();
            wanted == came
        }
        one => names.next() == one.as_str(),
    });
    held && names.next().is_none()
}
