//! The doors of the centre over HTTP, besides `/graphql`: health, files against a ticket, agendas from nodes.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Path, Query, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use cheques::{desk::Desk, payments::export};
use gateway::Gateway;
use kernel::{access::token::Foreword, ids::VenueId, refusal::FaultCode, words};
use registry::agenda::{self, AgendaDocument};
use serde::Deserialize;
use serde_json::json;
use store::{
    Store, Trouble,
    files::FileFacts,
    migrate::{self, Books, Standing},
};
use tokio::time::timeout;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{
    deposit::{self, Counter},
    directory::Roll,
    said::{bearer, broken, fault, guarded},
    whence,
};

const FORWARDED_FOR: &str = "x-forwarded-for";
const LONGEST_AGENDA: usize = 1024 * 1024;
/// Longer than this, whoever watches has stopped waiting.
const READY_WITHIN: Duration = Duration::from_secs(1);
const NO_FILE: &str = "Ce fichier n'est pas ou plus disponible. Demandez un nouveau lien, puis recommencez.\n";

/// What is behind the doors.
#[derive(Clone)]
pub(crate) struct Doors {
    pub(crate) store: Store,
    pub(crate) desk: Desk,
    pub(crate) roll: Arc<Roll>,
}

/// Every route of the centre.
pub(crate) fn router(doors: Doors, gateway: Arc<Gateway>) -> Router {
    let counter = Counter::new(doors.store.clone(), doors.desk.cabinet().clone(), gateway.clone());
    let files = Router::new().route("/files", post(deposit::take)).with_state(Arc::new(counter));
    Router::new()
        .route("/health/live", get(async || "ok"))
        .route("/health/ready", get(ready))
        .route("/files/{id}", get(file))
        .route("/agenda", post(receive).layer(DefaultBodyLimit::max(LONGEST_AGENDA)))
        .with_state(doors)
        .merge(files)
        .merge(gateway::router(gateway))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
}

/// A request as the proxy before us tells it: it comes from the last address of `X-Forwarded-For`, which the proxy itself wrote.
/// What is no address leaves the request where it came from: the proxy.
pub(crate) async fn forwarded(mut request: Request) -> Request {
    let told = request.headers().get_all(FORWARDED_FOR).iter().next_back();
    let last = told.and_then(|told| told.to_str().ok()?.rsplit(',').next());
    if let Some(whence) = last.and_then(whence::written) {
        request.extensions_mut().insert(whence);
    }
    request
}

// --- Health -----------------------------------------------------------------------------------------------------------

/// A disk without room keeps nobody from reading: it is told, and the centre is ready all the same.
async fn ready(State(doors): State<Doors>) -> Response {
    match timeout(READY_WITHIN, stands(&doors.store)).await {
        Ok(Ok(Standing::Current)) if doors.store.has_room() => "ready".into_response(),
        Ok(Ok(Standing::Current)) => "ready to read; nothing is written: no room is left on the disk".into_response(),
        Ok(Ok(_)) => later("the schema of the database is not this program's"),
        Ok(Err(_)) | Err(_) => later("the database does not answer"),
    }
}

fn later(why: &'static str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], why).into_response()
}

/// A reader looks at the schema; a writer that was lost is given the occasion to come back.
async fn stands(store: &Store) -> Result<Standing, Trouble> {
    let standing = store.read("ready", |conn| Ok(migrate::standing(conn, Books::Centre)?)).await?;
    if !store.is_up() {
        store.transact("ready", |_| Ok(())).await?;
    }
    Ok(standing)
}

// --- Files ------------------------------------------------------------------------------------------------------------

#[derive(Deserialize)]
struct Presented {
    #[serde(default)]
    ticket: String,
}

async fn file(State(doors): State<Doors>, Path(id): Path<String>, Query(presented): Query<Presented>) -> Response {
    let Ok(id) = id.parse() else { return no_file() };
    match export::fetch(&doors.desk, id, &presented.ticket).await {
        Ok((facts, content)) => attachment(&facts, content),
        Err(Trouble::Refused(_)) => no_file(),
        Err(Trouble::Broken(fault)) => broken(&fault, "a file was not served"),
    }
}

fn attachment(facts: &FileFacts, content: Vec<u8>) -> Response {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = facts.name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let mut response = content.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(&facts.media_type);
    headers.insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    guarded(response)
}

fn no_file() -> Response {
    guarded((StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], NO_FILE).into_response())
}

// --- Agendas ----------------------------------------------------------------------------------------------------------

/// Whoever is not believed sends no body.
async fn receive(State(doors): State<Doors>, request: Request) -> Response {
    let Some((venue, foreword)) = believed(&doors, request.headers()) else {
        return fault(StatusCode::UNAUTHORIZED, FaultCode::Unauthenticated);
    };
    let body = match Bytes::from_request(request, &()).await {
        Ok(body) => body,
        Err(too_long_or_too_slow) => return too_long_or_too_slow.into_response(),
    };
    if let Err(why) = foreword.with(&body) {
        tracing::warn!(venue.id = %venue, cause = %why, "agenda turned away");
        return fault(StatusCode::UNAUTHORIZED, FaultCode::Unauthenticated);
    }
    let Ok(document) = serde_json::from_slice::<AgendaDocument>(&body) else {
        return fault(StatusCode::BAD_REQUEST, FaultCode::BadRequest);
    };
    if document.venue_id != venue {
        return fault(StatusCode::UNAUTHORIZED, FaultCode::Unauthenticated);
    }
    match agenda::receive(&doors.store, venue, document).await {
        Ok(received) => axum::Json(received).into_response(),
        Err(Trouble::Refused(refusal)) => {
            tracing::warn!(venue.id = %venue, refusal.code = %refusal.code, "agenda refused");
            (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(json!({ "refusal": words::say(&refusal) }))).into_response()
        }
        Err(Trouble::Broken(fault)) => broken(&fault, "an agenda was not received"),
    }
}

/// The venue for which its own declared machine vouches, before the body is read.
fn believed(doors: &Doors, headers: &HeaderMap) -> Option<(VenueId, Foreword)> {
    let checked = Foreword::check(&doors.roll.keys(), bearer(headers)?, node::push::CENTRE, doors.store.now());
    let foreword = checked.inspect_err(|why| tracing::warn!(cause = %why, "agenda turned away")).ok()?;
    let (named, kid) = foreword.signed();
    let venue = named?;
    let own = doors.roll.key_of(venue).is_some_and(|key| key.kid() == kid);
    own.then_some((venue, foreword))
}
