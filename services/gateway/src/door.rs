//! The front door over HTTP: `POST /graphql` and nothing else for requests, `GET /.well-known/jwks.json` for the keys.
//!
//! A request must come as JSON and bear the header `Passegue-Client`: no form and no page of another site can send that.
//! Whoever serves may put a `Whence` into the request's extensions: where it comes from.
//! One that says `Origin` must come from a page of the very host it is sent to: anything else is 403, at every entrance.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{Request as HttpRequest, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use futures_util::StreamExt;
use kernel::{
    access::{Actor, Whence},
    refusal::FaultCode,
};
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout},
};

use crate::gateway::{Gateway, Reply, Request};

/// Bytes over the limit of a body that are read before it is refused.
const HEARD_OUT: usize = 4 * 1024 * 1024;
const CLIENT: &str = "passegue-client";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a request must bear to come in, besides being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// The house's own: a client that names itself; a token if there is one, or nobody in particular.
    Named,
    /// A token that is believed, always.
    Token,
    /// Nothing: no token is read, and whoever comes is nobody in particular.
    Open,
}

struct Door {
    gateway: Arc<Gateway>,
    entrance: Entrance,
    places: Semaphore,
}

/// The routes of the gateway, to be merged into a server's own.
pub fn router(gateway: Arc<Gateway>) -> Router {
    router_through(gateway, Entrance::Named)
}

/// The same behind another entrance.
pub fn router_through(gateway: Arc<Gateway>, entrance: Entrance) -> Router {
    let places = Semaphore::new(gateway.limits().concurrency);
    let graphql = post(graphql).fallback(wrong_method);
    Router::new().route("/graphql", graphql).route("/.well-known/jwks.json", get(jwks)).with_state(Arc::new(Door {
        gateway,
        entrance,
        places,
    }))
}

async fn graphql(State(door): State<Arc<Door>>, request: HttpRequest) -> Response {
    let request_id = door.gateway.new_request_id();
    let started = Instant::now();
    let kind = answer_kind(request.headers());
    let mut operation = String::new();
    let reply = door.serve(request, &request_id, &mut operation).await.unwrap_or_else(|refused| refused);
    log(&request_id, &operation, &reply, started.elapsed());
    response(&reply, &request_id, kind)
}

impl Door {
    async fn serve(&self, request: HttpRequest, request_id: &str, operation: &mut String) -> Result<Reply, Reply> {
        let (head, body) = request.into_parts();
        self.check_kind(&head.headers)?;
        let body = self.body(&head.headers, body).await?;
        let actor = self.actor(&head.headers)?;
        let request = read(&body)?;
        *operation = loggable(request.operation_name.as_deref());
        // Taken once the request is whole: whoever sends slowly keeps nobody else out.
        let _place = self.places.try_acquire().map_err(|_| Reply::fault(FaultCode::Unavailable))?;
        let whence = head.extensions.get::<Whence>().cloned();
        Ok(self.gateway.answer_from(whence, actor, request, request_id.to_owned()).await)
    }

    /// The whole body, never more than the limit: nothing else reads it.
    async fn body(&self, headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Reply> {
        let limits = self.gateway.limits();
        let declared = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if declared.is_some_and(|length: usize| length > limits.body.saturating_add(HEARD_OUT)) {
            return Err(too_large());
        }
        let read = timeout(limits.reading, whole(body, limits.body)).await;
        read.unwrap_or_else(|_| Err(refused(FaultCode::BadRequest, StatusCode::REQUEST_TIMEOUT)))
    }

    /// JSON, said once and plainly; from a client that names itself, where that is asked.
    fn check_kind(&self, headers: &HeaderMap) -> Result<(), Reply> {
        let mut kinds = headers.get_all(header::CONTENT_TYPE).iter();
        let json = match (kinds.next(), kinds.next()) {
            (Some(kind), None) => kind.to_str().is_ok_and(is_json),
            _ => false,
        };
        if !json {
            return Err(refused(FaultCode::BadRequest, StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        if foreign(headers) {
            return Err(refused(FaultCode::BadRequest, StatusCode::FORBIDDEN));
        }
        let named = headers.get(CLIENT).is_some_and(|name| !name.is_empty());
        if named || self.entrance != Entrance::Named { Ok(()) } else { Err(Reply::fault(FaultCode::BadRequest)) }
    }

    fn actor(&self, headers: &HeaderMap) -> Result<Actor, Reply> {
        let mut given = headers.get_all(header::AUTHORIZATION).iter();
        match (given.next(), given.next()) {
            _ if self.entrance == Entrance::Open => Ok(Actor::Anonymous),
            (None, _) if self.entrance == Entrance::Named => Ok(Actor::Anonymous),
            (Some(only), None) => {
                let actor = bearer(only).ok_or(FaultCode::Unauthenticated).and_then(|token| self.gateway.actor(token));
                actor.map_err(Reply::fault)
            }
            _ => Err(Reply::fault(FaultCode::Unauthenticated)),
        }
    }
}

async fn jwks(State(door): State<Arc<Door>>) -> Response {
    let kind = (header::CONTENT_TYPE, "application/json");
    let keep = (header::CACHE_CONTROL, "public, max-age=60");
    ([kind, keep], door.gateway.jwks().to_string()).into_response()
}

async fn wrong_method(State(door): State<Arc<Door>>, headers: HeaderMap) -> Response {
    let reply = refused(FaultCode::BadRequest, StatusCode::METHOD_NOT_ALLOWED);
    let mut response = response(&reply, &door.gateway.new_request_id(), answer_kind(&headers));
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    response
}

fn too_large() -> Reply {
    refused(FaultCode::LimitExceeded, StatusCode::PAYLOAD_TOO_LARGE)
}

/// A body of at most so many bytes. What is over is heard out and forgotten: whoever still writes hears no answer.
async fn whole(body: Body, limit: usize) -> Result<Vec<u8>, Reply> {
    let (mut read, mut heard) = (Vec::new(), 0_usize);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Reply::fault(FaultCode::BadRequest))?;
        heard += chunk.len();
        if heard > limit.saturating_add(HEARD_OUT) {
            return Err(too_large());
        }
        match heard > limit {
            true => read = Vec::new(),
            false => read.extend_from_slice(&chunk),
        }
    }
    if heard > limit { Err(too_large()) } else { Ok(read) }
}

/// Whether a page of another site sends this: browsers say whose page it is, and no page but our own has any business here.
fn foreign(headers: &HeaderMap) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    origins.any(|origin| {
        let ours = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
        ours.is_none_or(|(_, of)| host.is_none_or(|host| !of.eq_ignore_ascii_case(host)))
    })
}

fn is_json(kind: &str) -> bool {
    let mut parts = kind.split(';').map(str::trim);
    let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    named && parts.all(|part| part.eq_ignore_ascii_case("charset=utf-8"))
}

/// One JSON object; a list of requests is refused.
fn read(body: &[u8]) -> Result<Request, Reply> {
    let object = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let bad = || Reply::fault(FaultCode::BadRequest);
    if object { serde_json::from_slice(body).map_err(|_| bad()) } else { Err(bad()) }
}

fn bearer(value: &HeaderValue) -> Option<&str> {
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

fn refused(code: FaultCode, status: StatusCode) -> Reply {
    Reply::fault(code).with_status(status)
}

/// The newer name of the same answer, for whoever asks by it.
fn answer_kind(headers: &HeaderMap) -> HeaderValue {
    const NEWER: &str = "application/graphql-response+json";
    let mut accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let newer = accepted.any(|accepted| accepted.contains(NEWER));
    HeaderValue::from_static(if newer { NEWER } else { "application/json" })
}

fn response(reply: &Reply, request_id: &str, kind: HeaderValue) -> Response {
    let mut response = (reply.status, reply.body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(request_id) {
        headers.insert(REQUEST_ID, value);
    }
    match reply.status {
        StatusCode::SERVICE_UNAVAILABLE => headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1")),
        StatusCode::UNAUTHORIZED => headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
        _ => None,
    };
    response
}

/// The operation's name if it can harm no log.
fn loggable(name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    let plain = name.len() <= 64 && name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_');
    if plain { name.to_owned() } else { String::new() }
}

/// One line for each request: never a variable, a document or a token.
fn log(request_id: &str, operation: &str, reply: &Reply, took: Duration) {
    let (status, duration_ms, codes) = (reply.status.as_u16(), took.as_millis(), reply.codes.join(" "));
    tracing::info!(request_id, operation, status, duration_ms, codes, "request");
}
