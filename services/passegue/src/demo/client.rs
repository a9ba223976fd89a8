//! How the demo speaks to the network: GraphQL over HTTP with a role's token, like anybody else.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

/// Something went otherwise than the story says.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stumble {
    /// The network does not answer.
    #[error("le réseau ne répond pas : {0}")]
    Away(#[from] reqwest::Error),
    /// The network could not be set up.
    #[error("{0}")]
    Setting(String),
    /// The answer is not the one of the story.
    #[error("l'histoire ne s'est pas passée comme prévu ({deed}) : {what}")]
    Otherwise {
        /// What was asked.
        deed: &'static str,
        /// What came.
        what: String,
    },
}

/// A client of the centre.
pub(crate) struct Client {
    http: reqwest::Client,
    url: String,
    keys: AtomicU32,
}

/// A deed of the schema: its name, and the document that asks for it.
#[derive(Clone, Copy)]
pub(crate) struct Deed {
    /// The root field.
    pub(crate) field: &'static str,
    /// The GraphQL document.
    pub(crate) document: &'static str,
}

impl Client {
    pub(crate) fn new(url: &str) -> Result<Self, Stumble> {
        let http = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self { http, url: url.to_owned(), keys: AtomicU32::new(0) })
    }

    /// A key for an act, made where the intention is born.
    pub(crate) fn key(&self) -> String {
        format!("demo-{:05}", self.keys.fetch_add(1, Ordering::SeqCst))
    }

    /// Asks, and gives the root field of the answer.
    pub(crate) async fn ask(&self, token: &str, deed: Deed, variables: Value) -> Result<Value, Stumble> {
        let request = self.http.post(format!("{}/graphql", self.url)).header("Passegue-Client", "demo");
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        let body = json!({ "query": deed.document, "variables": variables });
        let mut answer: Value = request.json(&body).send().await?.json().await?;
        if let Some(errors) = answer.get("errors") {
            return Err(otherwise(deed, errors.to_string()));
        }
        Ok(answer["data"][deed.field].take())
    }

    /// Does a deed that must be accepted; gives the half of the payload that is not the refusal.
    pub(crate) async fn does(&self, token: &str, deed: Deed, variables: Value) -> Result<Value, Stumble> {
        let payload = self.ask(token, deed, variables).await?;
        let refusal = &payload["refusal"];
        if !refusal.is_null() {
            return Err(otherwise(deed, refusal.to_string()));
        }
        let done = payload.as_object().and_then(|halves| halves.values().find(|half| !half.is_null()));
        done.cloned().ok_or_else(|| otherwise(deed, payload.to_string()))
    }

    /// Does a deed that must be refused with that code; gives the sentence and the next step.
    pub(crate) async fn is_refused(
        &self,
        token: &str,
        deed: Deed,
        variables: Value,
        code: &str,
    ) -> Result<Said, Stumble> {
        let payload = self.ask(token, deed, variables).await?;
        let refusal = &payload["refusal"];
        if refusal["code"] != code {
            return Err(otherwise(deed, format!("{code} était attendu, reçu : {payload}")));
        }
        Ok(Said { code: code.to_owned(), message: text(&refusal["message"]), next_step: text(&refusal["nextStep"]) })
    }

    /// Fetches a file against its ticket.
    pub(crate) async fn fetch(&self, id: &str, ticket: &str) -> Result<Vec<u8>, Stumble> {
        let address = format!("{}/files/{id}?ticket={ticket}", self.url);
        Ok(self.http.get(address).send().await?.error_for_status()?.bytes().await?.to_vec())
    }
}

/// A refusal as it was said.
pub(crate) struct Said {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) next_step: String,
}

pub(crate) fn otherwise(deed: Deed, what: String) -> Stumble {
    Stumble::Otherwise { deed: deed.field, what }
}

/// The text of a JSON string, empty for anything else.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The whole number of a JSON value, zero for anything else.
pub(crate) fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}
