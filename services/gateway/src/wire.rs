//! One question over HTTP: vouched for, in time, of bounded size, JSON or nothing.

use std::{sync::Arc, time::Duration};

use kernel::{
    access::token::{self, Signer, Vouched},
    chance::Chance,
    clock::Clock,
    refusal::FaultCode,
};
use reqwest::{Client, Response, header, redirect::Policy};
use serde::Serialize;
use serde_json::Value;
use tokio::time::{Instant, timeout};

use crate::{
    merge::Object,
    names::Names,
    shape::{self, Body},
    subgraph::{Answer, Caller, Document},
    trouble::{Source, Trouble, log_cause},
};

/// Errors that one answer may tell; the others are not read.
const MOST_TROUBLES: usize = 100;
/// A value takes many times the memory of its shortest text: so many bytes of the largest answer allow one.
const BYTES_OF_A_VALUE: usize = 64;

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
    signer: Signer,
    clock: Clock,
    chance: Chance,
}

/// The HTTP client cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("no HTTP client: {0}")]
pub struct NoClient(#[from] reqwest::Error);

impl Sender {
    /// Signs with this key, or with whichever a rotation puts in its place. Follows no redirect and heeds no proxy.
    pub fn new(signer: impl Into<Signer>, clock: Clock, chance: Chance) -> Result<Self, NoClient> {
        let vouching = Some(Vouching { signer: signer.into(), clock, chance });
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
        match asked.unwrap_or(Err(late)).and_then(|body| read(body, source)) {
            Ok(answer) => Ok(answer),
            Err(lost) => {
                log_cause(lost.cause(), source);
                Err(lost)
            }
        }
    }

    async fn exchange(&self, post: &Post<'_>) -> Result<Body, Lost> {
        let asked = Asked { query: post.text, variables: post.variables };
        let body = serde_json::to_string(&asked).map_err(|_| Lost::Garbled)?;
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
        let values = self.largest / BYTES_OF_A_VALUE;
        shape::read(&bytes, &post.document.shape, values).map_err(|_| Lost::Garbled)
    }
}

impl Vouching {
    /// The gateway's word for one body to one receiver; the caller's own token goes nowhere.
    fn assertion(&self, post: &Post<'_>, body: &[u8]) -> Result<String, Lost> {
        let venue = post.venue.and_then(|venue| venue.parse().ok());
        let vouched = Vouched { audience: post.audience, actor: &post.caller.actor, venue, body };
        token::vouch(&self.signer.key(), &vouched, self.chance.bytes(), self.clock.now()).map_err(|_| Lost::Away)
    }
}

fn client() -> Result<Client, NoClient> {
    Ok(Client::builder().redirect(Policy::none()).no_proxy().dns_resolver(Arc::new(Names)).build()?)
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
    /// What the text is, or is a part of.
    pub(crate) document: &'a Document,
    pub(crate) variables: &'a Object,
    pub(crate) caller: &'a Caller,
    pub(crate) patience: Duration,
}

#[derive(Serialize)]
struct Asked<'a> {
    query: &'a str,
    variables: &'a Object,
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
    let declared = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
    if declared > largest {
        return Err(Lost::TooLarge);
    }
    let mut bytes = Vec::with_capacity(declared);
    while let Some(chunk) = response.chunk().await.map_err(|_| Lost::Away)? {
        if bytes.len() + chunk.len() > largest {
            return Err(Lost::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Data or errors, or both: anything else is no answer. What is no list of errors is an error in itself.
fn read(body: Body, source: Source<'_>) -> Result<Answer, Lost> {
    let (errors, garbled) = match body.errors {
        Some(Value::Array(errors)) => (errors, false),
        None | Some(Value::Null) => (Vec::new(), false),
        Some(_) => (Vec::new(), true),
    };
    let data = match body.data {
        Some(Value::Object(data)) => data,
        None | Some(Value::Null) if !errors.is_empty() => Object::new(),
        _ => return Err(Lost::Garbled),
    };
    let told = errors.iter().take(MOST_TROUBLES);
    let mut troubles: Vec<Trouble> = told.map(|error| Trouble::read(error, source)).collect();
    if garbled {
        log_cause("its errors are no list", source);
        troubles.push(Trouble::fault(FaultCode::Internal));
    }
    Ok(Answer { data, troubles })
}
