//! The door of a venue's own machine: the centre asks, vouching for each request; nobody else is heard.

use std::sync::{Arc, PoisonError, RwLock};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    middleware::map_response,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use kernel::{
    access::{
        Actor,
        token::{self, KeySet},
    },
    clock::Clock,
    refusal::FaultCode,
    words,
};
use serde_json::json;
use tower_http::limit::RequestBodyLimitLayer;

use crate::{
    graph::{self, VenueSchema},
    house::House,
    seen::Seen,
};

/// The longest request that is read.
const MOST_BYTES: usize = 1024 * 1024;

/// What the door needs.
#[derive(Debug)]
pub struct Settings {
    /// The venue behind the door.
    pub house: House,
    /// The keys by which the centre vouches.
    pub centre_keys: SharedKeys,
    /// The name of this node in the centre's word.
    pub audience: String,
    /// What tells the time.
    pub clock: Clock,
}

/// A set of keys that is replaced while the door is open; clones share it.
#[derive(Clone, Debug)]
pub struct SharedKeys(Arc<RwLock<KeySet>>);

impl SharedKeys {
    /// These keys, until they are replaced.
    pub fn new(keys: KeySet) -> Self {
        Self(Arc::new(RwLock::new(keys)))
    }

    /// Other keys from now on.
    pub fn replace(&self, keys: KeySet) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }

    fn now(&self) -> KeySet {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// `POST /graphql`, `GET /health/live`, `GET /health/ready`, and nothing else.
pub fn router(settings: Settings) -> Router {
    let Settings { house, centre_keys, audience, clock } = settings;
    let schema = graph::schema(house.clone());
    let door = Arc::new(Door { house, schema, centre_keys, audience, clock, seen: Seen::default() });
    Router::new()
        .route("/graphql", post(graphql))
        .layer(RequestBodyLimitLayer::new(MOST_BYTES))
        .layer(map_response(say_too_long))
        .route("/health/live", get(async || "ok"))
        .route("/health/ready", get(ready))
        .with_state(door)
}

struct Door {
    house: House,
    schema: VenueSchema,
    centre_keys: SharedKeys,
    audience: String,
    clock: Clock,
    seen: Seen,
}

async fn graphql(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_json(&headers) {
        return turned_away(StatusCode::UNSUPPORTED_MEDIA_TYPE, FaultCode::BadRequest);
    }
    let Some(actor) = door.believes(&headers, &body) else {
        return turned_away(StatusCode::UNAUTHORIZED, FaultCode::Unauthenticated);
    };
    match graph::answer(&door.schema, &body, actor).await {
        Some(answer) => ([(header::CONTENT_TYPE, "application/json")], answer).into_response(),
        None => turned_away(StatusCode::BAD_REQUEST, FaultCode::BadRequest),
    }
}

impl Door {
    /// Who is asking, if the centre vouches for this very body, to us, for a venue of ours, and for the first time.
    fn believes(&self, headers: &HeaderMap, body: &[u8]) -> Option<Actor> {
        let (token, now) = (bearer(headers)?, self.clock.now());
        let voucher = token::check(&self.centre_keys.now(), token, &self.audience, body, now)
            .inspect_err(|why| tracing::warn!(cause = %why, "request turned away"))
            .ok()?;
        if voucher.venue.is_some_and(|venue| !self.house.serves(venue)) {
            tracing::warn!(cause = "token is for another venue", "request turned away");
            return None;
        }
        if !self.seen.first_time(voucher.jti, now) {
            tracing::warn!(cause = "token was seen before", "request turned away");
            return None;
        }
        Some(voucher.actor)
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut words = headers.get_all(header::AUTHORIZATION).iter();
    let word = words.next().filter(|_| words.next().is_none())?;
    word.to_str().ok()?.strip_prefix("Bearer ")
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

async fn ready(State(door): State<Arc<Door>>) -> Response {
    if door.house.is_ready().await {
        (StatusCode::OK, "ready").into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
    }
}

/// The layers speak plain text; a client of this door reads JSON.
async fn say_too_long(response: Response) -> Response {
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => turned_away(StatusCode::PAYLOAD_TOO_LARGE, FaultCode::BadRequest),
        _ => response,
    }
}

fn turned_away(status: StatusCode, code: FaultCode) -> Response {
    let spoken = words::say_fault(code);
    let error = json!({ "message": spoken.message, "extensions": { "code": spoken.code } });
    (status, axum::Json(json!({ "errors": [error] }))).into_response()
}
