//! GraphQL over HTTP, as any client speaks it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::network::deeds::Deed;

/// One client of a centre, with connections of its own.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    url: String,
}

/// What came back over HTTP.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// When to come back, as the header says it.
    pub(crate) retry_after: Option<String>,
}

/// The centre answers within ten seconds or not at all.
const PATIENCE: Duration = Duration::from_secs(20);

impl Client {
    pub(crate) fn new(url: &str) -> Self {
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().expect("a client");
        Self { http, url: url.to_owned() }
    }

    /// Asks; an error when no whole answer comes.
    pub(crate) async fn ask(&self, token: &str, deed: Deed, variables: &Value) -> Result<Reply, reqwest::Error> {
        let answer = self.send(token, deed, variables).await?;
        let status = answer.status().as_u16();
        let retry_after = answer.headers().get("retry-after").and_then(|value| Some(value.to_str().ok()?.to_owned()));
        Ok(Reply { status, retry_after, body: answer.json().await? })
    }

    /// The bytes of an answer as they came.
    pub(crate) async fn bytes(&self, token: &str, deed: Deed, variables: &Value) -> Result<Vec<u8>, reqwest::Error> {
        Ok(self.send(token, deed, variables).await?.bytes().await?.to_vec())
    }

    async fn send(&self, token: &str, deed: Deed, variables: &Value) -> Result<reqwest::Response, reqwest::Error> {
        let request = self.http.post(format!("{}/graphql", self.url)).header("Passegue-Client", "test");
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        request.json(&json!({ "query": deed.document, "variables": variables })).send().await
    }

    /// Asks a centre that is up, and gives the root field of an answer without errors.
    pub(crate) async fn shows(&self, token: &str, deed: Deed, variables: Value) -> Value {
        let Reply { status, mut body, .. } = self.ask(token, deed, &variables).await.expect("the centre answers");
        assert!(status == 200 && body.get("errors").is_none(), "{}: {status} {body}", deed.field);
        body["data"][deed.field].take()
    }

    /// Does what must be accepted; the half of the payload that is not the refusal.
    pub(crate) async fn does(&self, token: &str, deed: Deed, variables: Value) -> Value {
        let payload = self.shows(token, deed, variables).await;
        assert!(payload["refusal"].is_null(), "{} was to be done: {payload}", deed.field);
        let halves = payload.as_object().unwrap_or_else(|| panic!("{}: {payload}", deed.field));
        halves.values().find(|half| !half.is_null()).cloned().unwrap_or_else(|| panic!("{}: {payload}", deed.field))
    }

    /// Brings a file; its identifier.
    pub(crate) async fn brings(&self, token: &str, kind: &str, content: String) -> String {
        let address = format!("{}/files?name=fichier.xml", self.url);
        let request = self.http.post(address).header("content-type", kind).bearer_auth(token).body(content);
        let answer: Value = request.send().await.expect("the centre answers").json().await.expect("JSON");
        answer["id"].as_str().unwrap_or_else(|| panic!("the file was to be taken: {answer}")).to_owned()
    }

    /// Sends any body at all to that address.
    pub(crate) async fn throws(&self, path: &str, token: &str, kind: &str, body: String) {
        let request = self.http.post(format!("{}{path}", self.url)).header("Passegue-Client", "test");
        let request = request.header("content-type", kind).bearer_auth(token).body(body);
        request.send().await.expect("the centre answers");
    }

    /// Gets an address of the centre.
    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        self.http.get(format!("{}{path}", self.url)).send().await.expect("the centre answers")
    }
}
