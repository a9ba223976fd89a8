//! `POST /files?name=NAME`: somebody sends a file, with their token; it is sealed as it comes, and named by the answer.
//!
//! The answer is JSON: `{id, sha256, name, mediaType, bytes, until}`; mutations take the `id`. What no mutation took by
//! `until` is gone. Refused: 401 without a token that is believed, 403 without the right, 413 over 20 MiB, 415 for another
//! kind of file than PDF, PNG, JPEG, CSV, JSON and XML (or one that is not what it says), 422 for a name, 429 for too many.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use gateway::Gateway;
use kernel::{
    access::{Action, Actor},
    refusal::{Code, FaultCode, Refusal},
    words,
};
use serde::Deserialize;
use serde_json::json;
use store::{
    Fault, Reply, Store, Trouble,
    deposits::{self, LARGEST, Sender},
    files::{Cabinet, FileFacts, hex},
    sealing::Sealing,
};
use tokio::sync::{Semaphore, mpsc};

use crate::{kinds::Kind, said};

/// Files that come at once; others are told to come back.
const AT_ONCE: usize = 8;
/// Pieces that wait for the disk.
const WAITING: usize = 4;
const LONGEST_NAME: usize = 120;

/// Where files are brought.
pub(crate) struct Counter {
    store: Store,
    cabinet: Cabinet,
    gateway: Arc<Gateway>,
    places: Semaphore,
}

impl Counter {
    /// Over that store and that cabinet; the gateway knows whose token it is.
    pub(crate) fn new(store: Store, cabinet: Cabinet, gateway: Arc<Gateway>) -> Self {
        Self { store, cabinet, gateway, places: Semaphore::new(AT_ONCE) }
    }

    fn actor(&self, headers: &HeaderMap) -> Option<Actor> {
        self.gateway.actor(said::bearer(headers)?).ok()
    }
}

#[derive(Deserialize)]
pub(crate) struct Named {
    #[serde(default)]
    name: String,
}

/// Takes a file.
pub(crate) async fn take(
    State(counter): State<Arc<Counter>>,
    Query(named): Query<Named>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match taken(&counter, named.name, &headers, body).await {
        Ok(answer) => answer,
        Err(Bad::Fault(status, code)) => said::fault(status, code),
        Err(Bad::Refused(refusal)) => refused(&refusal),
        Err(Bad::Broken(fault)) => said::broken(&fault, "a file was not taken"),
    }
}

enum Bad {
    Fault(StatusCode, FaultCode),
    Refused(Refusal),
    Broken(Fault),
}
impl From<Trouble> for Bad {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => Self::Refused(refusal),
            Trouble::Broken(fault) => Self::Broken(fault),
        }
    }
}
impl From<Refusal> for Bad {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

const UNKNOWN: Bad = Bad::Fault(StatusCode::UNAUTHORIZED, FaultCode::Unauthenticated);
const TOO_LARGE: Bad = Bad::Fault(StatusCode::PAYLOAD_TOO_LARGE, FaultCode::LimitExceeded);
const NOT_THAT_KIND: Bad = Bad::Fault(StatusCode::UNSUPPORTED_MEDIA_TYPE, FaultCode::BadRequest);
const UNREADABLE: Bad = Bad::Fault(StatusCode::BAD_REQUEST, FaultCode::BadRequest);
const BUSY: Bad = Bad::Fault(StatusCode::SERVICE_UNAVAILABLE, FaultCode::Unavailable);

async fn taken(counter: &Counter, name: String, headers: &HeaderMap, body: Body) -> Result<Response, Bad> {
    let actor = counter.actor(headers).ok_or(UNKNOWN)?;
    let (person, organisation) = actor.known()?;
    actor.may(Action::DepositFile, organisation)?;
    let kind = kind(headers).ok_or(NOT_THAT_KIND)?;
    let name = named(&name)?;
    if declared(headers).is_some_and(|length| length > LARGEST) {
        return Err(TOO_LARGE);
    }
    let _place = counter.places.try_acquire().map_err(|_| BUSY)?;
    let sealing = counter.cabinet.begin(counter.store.chance()).map_err(Bad::Broken)?;
    let sealed = sealed(sealing, kind, body).await?;
    let facts = FileFacts {
        id: sealed.id,
        name,
        media_type: kind.name().to_owned(),
        sha256: hex(&sealed.sha256),
        bytes: sealed.bytes,
    };
    let told = json!({
        "id": facts.id, "sha256": facts.sha256, "name": facts.name, "mediaType": facts.media_type, "bytes": facts.bytes,
    });
    let recorded: Reply<_> = deposits::record(&counter.store, facts, Sender { person, organisation }).await;
    if recorded.is_err() {
        counter.cabinet.discard(sealed.id);
    }
    let mut answer = told;
    answer["until"] = recorded?.iso_seconds().into();
    Ok(said::guarded((StatusCode::CREATED, axum::Json(answer)).into_response()))
}

fn kind(headers: &HeaderMap) -> Option<Kind> {
    let mut kinds = headers.get_all(header::CONTENT_TYPE).iter();
    let only = kinds.next().filter(|_| kinds.next().is_none())?;
    Kind::named(only.to_str().ok()?)
}

fn declared(headers: &HeaderMap) -> Option<i64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The name under which a browser will keep it: no path, nothing hidden.
fn named(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '/' | '\\' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.starts_with('.') || name.chars().any(hidden) {
        return Err(Refusal::of(Code::InputInvalid).with("field", "name"));
    }
    Ok(name.to_owned())
}

/// Seals a body as it comes: the disk is waited for on a thread of its own, and never more than some pieces are held.
async fn sealed(sealing: Sealing, kind: Kind, body: Body) -> Result<store::sealing::Sealed, Bad> {
    let (pieces, mut coming) = mpsc::channel::<Option<Bytes>>(WAITING);
    let writing = tokio::task::spawn_blocking(move || {
        let mut sealing = sealing;
        while let Some(piece) = coming.blocking_recv() {
            match piece {
                Some(piece) => sealing.push(&piece)?,
                None => return sealing.end().map(Some),
            }
        }
        // Whoever sent it went away, or sent too much: nothing stays.
        Ok(None)
    });
    let heard = hear(body, kind, &pieces).await;
    if heard.is_ok() {
        // A writer that is gone says why below.
        let _ = pieces.send(None).await;
    }
    drop(pieces);
    let written: Result<_, Fault> =
        writing.await.map_err(|error| Bad::Broken(Fault::because("a file died while it was sealed", error)))?;
    heard?;
    written.map_err(Bad::Broken)?.ok_or(UNREADABLE)
}

async fn hear(body: Body, kind: Kind, pieces: &mpsc::Sender<Option<Bytes>>) -> Result<(), Bad> {
    let (mut chunks, mut heard, mut looked) = (body.into_data_stream(), 0_i64, kind.look());
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| UNREADABLE)?;
        heard = heard.saturating_add(i64::try_from(chunk.len()).unwrap_or(i64::MAX));
        if heard > LARGEST {
            return Err(TOO_LARGE);
        }
        if !looked.fits(&chunk) {
            return Err(NOT_THAT_KIND);
        }
        if pieces.send(Some(chunk)).await.is_err() {
            return Ok(());
        }
    }
    match looked.ends() {
        true => Ok(()),
        false => Err(NOT_THAT_KIND),
    }
}

fn refused(refusal: &Refusal) -> Response {
    let status = match refusal.code {
        Code::Forbidden => StatusCode::FORBIDDEN,
        Code::TooManyAttempts => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    said::guarded((status, axum::Json(json!({ "refusal": words::say(refusal) }))).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_and_nothing_else() {
        for good in ["dossier.pdf", " Convention 2025 – Hesdin.pdf ", "=cmd.csv"] {
            assert_eq!(named(good).as_deref(), Ok(good.trim()));
        }
        let long = "é".repeat(121);
        for bad in ["", "  ", ".htaccess", "../a.pdf", "a\\b", "a\u{202e}fdp.exe", "a\nb", long.as_str()] {
            assert_eq!(named(bad).map_err(|refusal| refusal.code), Err(Code::InputInvalid), "{bad:?}");
        }
    }
}
