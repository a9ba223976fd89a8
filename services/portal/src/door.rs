//! The door: how a page asks the network. There is no other way in, and pages have no right that clients have not.

use std::sync::Arc;

use async_trait::async_trait;
use gateway::{Gateway, Reply, Request};
use kernel::{
    access::{Actor, Whence},
    refusal::FaultCode,
};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::Semaphore;

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
    /// Where the reader is, for the limits of signing in; no part of the request as it would come over HTTP.
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

/// Bytes of the request if it came over HTTP.
fn size(question: &Question) -> usize {
    serde_json::to_vec(question).map_or(usize::MAX, |body| body.len())
}
