//! The door: how a page asks the network. There is no other way in, and pages have no right that clients have not.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use gateway::{Gateway, Reply, Request};
use kernel::{
    access::{Actor, Whence},
    refusal::FaultCode,
};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::Semaphore;

/// How long a gateway in another place is waited for: longer than it waits itself.
const PATIENCE: Duration = Duration::from_secs(12);
/// What the gateway answers at most, as its own door holds it.
const CLIENT: &str = concat!("passegue-portal/", env!("CARGO_PKG_VERSION"));

/// One question to the network.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The document.
    pub query: String,
    /// Its variables, an object.
    pub variables: Value,
    /// Which of its operations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation_name: Option<String>,
    /// Where the reader is, for the limits of signing in; never sent to a gateway in another place, which trusts no word of it.
    #[serde(skip)]
    pub whence: Option<Whence>,
}

/// Where pages ask.
#[async_trait]
pub trait Door: Send + Sync {
    /// Asks in the name of whom the token proves, or of nobody. The answer is `{data, errors}`, also when nobody answered.
    async fn ask(&self, question: Question, token: Option<&str>) -> Value;
}

/// The gateway of the same process: no socket, the same token, the same limits.
pub struct InGateway {
    gateway: Arc<Gateway>,
    places: Semaphore,
}

impl InGateway {
    /// A door to this gateway.
    pub fn new(gateway: Arc<Gateway>) -> Self {
        let places = Semaphore::new(gateway.limits().concurrency);
        Self { gateway, places }
    }

    async fn reply(&self, question: Question, token: Option<&str>) -> Reply {
        if size(&question) > self.gateway.limits().body {
            return Reply::fault(FaultCode::LimitExceeded);
        }
        let actor = match token.map(|token| self.gateway.actor(token)) {
            None => Actor::Anonymous,
            Some(Ok(actor)) => actor,
            Some(Err(code)) => return Reply::fault(code),
        };
        let Ok(_place) = self.places.try_acquire() else { return Reply::fault(FaultCode::Unavailable) };
        let Question { query, variables, operation_name, whence } = question;
        let variables = match variables {
            Value::Object(given) => Some(given),
            _ => None,
        };
        let request = Request { query, variables, operation_name };
        self.gateway.answer_from(whence, actor, request, self.gateway.new_request_id()).await
    }
}

#[async_trait]
impl Door for InGateway {
    async fn ask(&self, question: Question, token: Option<&str>) -> Value {
        let operation = question.operation_name.clone().unwrap_or_default();
        let reply = self.reply(question, token).await;
        let (status, codes) = (reply.status.as_u16(), reply.codes.join(" "));
        tracing::debug!(operation, status, codes, "page asked");
        reply.body
    }
}

/// A gateway in another place.
pub struct OverHttp {
    client: reqwest::Client,
    url: String,
}

impl OverHttp {
    /// A door to the gateway whose `/graphql` is at this address. `None` when this machine has no client to offer.
    pub fn new(url: &str) -> Option<Self> {
        let client = reqwest::Client::builder().timeout(PATIENCE).user_agent(CLIENT).build().ok()?;
        Some(Self { client, url: url.to_owned() })
    }

    async fn body(&self, question: &Question, token: Option<&str>) -> Result<Value, reqwest::Error> {
        let request = self.client.post(&self.url).header("passegue-client", CLIENT).json(question);
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        request.send().await?.json().await
    }
}

#[async_trait]
impl Door for OverHttp {
    async fn ask(&self, question: Question, token: Option<&str>) -> Value {
        match self.body(&question, token).await {
            Ok(body) => body,
            Err(error) => {
                tracing::error!(timeout = error.is_timeout(), "the gateway did not answer a page");
                Reply::fault(FaultCode::Unavailable).body
            }
        }
    }
}

/// Bytes of the request if it came over HTTP.
fn size(question: &Question) -> usize {
    serde_json::to_vec(question).map_or(usize::MAX, |body| body.len())
}
