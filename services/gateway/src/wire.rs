//! One question over HTTP: vouched for, in time, of bounded size, JSON or nothing.

use std::time::Duration;

use kernel::{
    access::token::{self, SigningKey, Vouched},
    chance::Chance,
    clock::Clock,
};
use reqwest::{Client, Response, header, redirect::Policy};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout};

use crate::{
    merge::Object,
    subgraph::{Answer, Caller},
    trouble::{Source, Trouble, log_cause},
};

/// An answer larger than this is no answer.
pub const LARGEST_ANSWER: usize = 4 * 1024 * 1024;

/// What the gateway sends requests with.
#[derive(Clone)]
pub struct Sender {
    client: Client,
    /// Nothing where receivers want no word of the gateway's.
    vouching: Option<Vouching>,
    largest: usize,
}

/// What a signature needs.
#[derive(Clone)]
struct Vouching {
    key: SigningKey,
    clock: Clock,
    chance: Chance,
}

/// The HTTP client cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("no HTTP client: {0}")]
pub struct NoClient(#[from] reqwest::Error);

impl Sender {
    /// Signs with this key. Follows no redirect and heeds no proxy.
    pub fn new(key: SigningKey, clock: Clock, chance: Chance) -> Result<Self, NoClient> {
        let vouching = Some(Vouching { key, clock, chance });
        Ok(Self { client: client()?, vouching, largest: LARGEST_ANSWER })
    }

    /// Signs nothing: for subgraphs that know nothing of this house. Takes answers of at most so many bytes.
    pub fn plain(largest: usize) -> Result<Self, NoClient> {
        Ok(Self { client: client()?, vouching: None, largest })
    }

    /// Whether the machine at this address says that it lives.
    pub(crate) async fn lives(&self, url: &str, patience: Duration) -> bool {
        let asked = self.client.get(format!("{url}/health/live")).timeout(patience).send().await;
        asked.is_ok_and(|response| response.status().is_success())
    }

    /// Asks; the cause of a loss is written to the log, without the address.
    pub(crate) async fn ask(&self, post: Post<'_>) -> Result<Answer, Lost> {
        let source = Source { service: post.service, request_id: &post.caller.request_id, trusted: false };
        let left = post.caller.deadline.saturating_duration_since(Instant::now());
        let asked = timeout(left.min(post.patience), self.exchange(&post)).await;
        let late = if left < post.patience { Lost::Rushed } else { Lost::Late };
        match asked.unwrap_or(Err(late)) {
            Ok(body) => Ok(read(body, source)),
            Err(lost) => {
                log_cause(lost.cause(), source);
                Err(lost)
            }
        }
    }

    async fn exchange(&self, post: &Post<'_>) -> Result<Object, Lost> {
        let body = json!({ "query": post.text, "variables": post.variables }).to_string();
        let request = self.client.post(post.url).header(header::CONTENT_TYPE, "application/json");
        let request = request.header("passegue-client", "gateway").header("x-request-id", &post.caller.request_id);
        let request = match &self.vouching {
            Some(vouching) => request.bearer_auth(vouching.assertion(post, body.as_bytes())?),
            None => request,
        };
        let response = request.body(body).send().await.map_err(|_| Lost::Away)?;
        if !response.status().is_success() {
            return Err(Lost::Refused);
        }
        if !is_json(&response) {
            return Err(Lost::Garbled);
        }
        let bytes = bounded(response, self.largest).await?;
        serde_json::from_slice(&bytes).map_err(|_| Lost::Garbled)
    }
}

impl Vouching {
    /// The gateway's word for one body to one receiver; the caller's own token goes nowhere.
    fn assertion(&self, post: &Post<'_>, body: &[u8]) -> Result<String, Lost> {
        let venue = post.venue.and_then(|venue| venue.parse().ok());
        let vouched = Vouched { audience: post.audience, actor: &post.caller.actor, venue, body };
        token::vouch(&self.key, &vouched, self.chance.bytes(), self.clock.now()).map_err(|_| Lost::Away)
    }
}

fn client() -> Result<Client, NoClient> {
    Ok(Client::builder().redirect(Policy::none()).no_proxy().build()?)
}

/// One question.
pub(crate) struct Post<'a> {
    pub(crate) url: &'a str,
    /// The subgraph, for the log.
    pub(crate) service: &'a str,
    /// The receiver, as it knows itself.
    pub(crate) audience: &'a str,
    pub(crate) venue: Option<&'a str>,
    pub(crate) text: &'a str,
    pub(crate) variables: &'a Object,
    pub(crate) caller: &'a Caller,
    pub(crate) patience: Duration,
}

/// Why nothing usable came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// No answer within the receiver's own time.
    Late,
    /// No answer within what was left of the request's time: nothing is said of the receiver.
    Rushed,
    Away,
    Refused,
    TooLarge,
    Garbled,
}

impl Lost {
    const fn cause(self) -> &'static str {
        match self {
            Self::Late => "no answer in time",
            Self::Rushed => "no time left for an answer",
            Self::Away => "not reached",
            Self::Refused => "answered with an HTTP error",
            Self::TooLarge => "answer too large",
            Self::Garbled => "answer is not JSON of GraphQL",
        }
    }
}

fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    ["application/json", "application/graphql-response+json"].iter().any(|known| kind.eq_ignore_ascii_case(known))
}

async fn bounded(mut response: Response, largest: usize) -> Result<Vec<u8>, Lost> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Lost::Away)? {
        if bytes.len() + chunk.len() > largest {
            return Err(Lost::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn read(mut body: Object, source: Source<'_>) -> Answer {
    let errors = match body.remove("errors") {
        Some(Value::Array(errors)) => errors,
        _ => Vec::new(),
    };
    let data = match body.remove("data") {
        Some(Value::Object(data)) => data,
        _ => Object::new(),
    };
    Answer { data, troubles: errors.iter().map(|error| Trouble::read(error, source)).collect() }
}
