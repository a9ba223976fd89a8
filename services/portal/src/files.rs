//! Bringing a file: what somebody chose in a form goes to `POST /files` of the network, under their own token.

use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, Bytes},
    http::{Request, StatusCode, header},
};
use serde::Deserialize;
use serde_json::Value;
use tower::ServiceExt;

/// The longest file that is taken: 20 MiB.
pub const LONGEST_FILE: usize = 20 * 1024 * 1024;
/// The answer to a file is short.
const LONGEST_ANSWER: usize = 64 * 1024;

/// A file as somebody chose it.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Its name on their machine.
    pub name: String,
    /// What it is, as the browser says: `application/pdf`.
    pub kind: String,
    /// Its bytes.
    pub content: Bytes,
}

/// A file that the network has taken.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Brought {
    /// Its identifier: what mutations take.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: i64,
    /// Until when it waits to be used (RFC 3339).
    pub until: String,
}

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// The session has ended.
    SignedOut,
    /// Longer than is taken.
    TooLong,
    /// Of a kind that is not taken, or not what it says it is.
    Kind,
    /// Refused, in the words of the network.
    Refused(String),
    /// Not now.
    Away,
}

/// Where files are brought.
#[async_trait]
pub trait Files: Send + Sync {
    /// Brings a file in the name of whom the token proves.
    async fn bring(&self, file: Chosen, token: &str) -> Result<Brought, NotTaken>;
}

/// The routes of the same process, `POST /files` among them.
pub struct InRouter(Router);

impl InRouter {
    /// Over these routes.
    pub fn new(router: Router) -> Self {
        Self(router)
    }
}

#[async_trait]
impl Files for InRouter {
    async fn bring(&self, file: Chosen, token: &str) -> Result<Brought, NotTaken> {
        let request = Request::post(path(&file.name))
            .header(header::CONTENT_TYPE, &file.kind)
            .header(header::CONTENT_LENGTH, file.content.len())
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::from(file.content))
            .map_err(|_| NotTaken::Kind)?;
        let answer = self.0.clone().oneshot(request).await.map_err(|never| match never {})?;
        let status = answer.status();
        let body = axum::body::to_bytes(answer.into_body(), LONGEST_ANSWER).await.map_err(|_| NotTaken::Away)?;
        read(status, &body)
    }
}

fn path(name: &str) -> String {
    format!("/files?name={}", form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>())
}

fn read(status: StatusCode, body: &[u8]) -> Result<Brought, NotTaken> {
    match status {
        StatusCode::CREATED | StatusCode::OK => serde_json::from_slice(body).map_err(|_| NotTaken::Away),
        StatusCode::UNAUTHORIZED => Err(NotTaken::SignedOut),
        StatusCode::PAYLOAD_TOO_LARGE => Err(NotTaken::TooLong),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Err(NotTaken::Kind),
        _ => Err(refused(body)),
    }
}

fn refused(body: &[u8]) -> NotTaken {
    let told: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| told.pointer(&format!("/refusal/{name}")).and_then(Value::as_str).unwrap_or_default();
    match (text("message"), text("next_step")) {
        ("", _) => NotTaken::Away,
        (message, next) => NotTaken::Refused(format!("{message} {next}").trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let taken = br#"{"id":"a","sha256":"b","name":"rib.pdf","mediaType":"application/pdf","bytes":3,"until":"u"}"#;
        assert_eq!(read(StatusCode::CREATED, taken).map(|file| file.name).as_deref(), Ok("rib.pdf"));
        let refused = r#"{"refusal":{"code":"INPUT_INVALID","message":"Ce nom ne va pas.","next_step":"Changez-le."}}"#;
        let expected = Err(NotTaken::Refused("Ce nom ne va pas. Changez-le.".to_owned()));
        assert_eq!(read(StatusCode::UNPROCESSABLE_ENTITY, refused.as_bytes()), expected);
        assert_eq!(read(StatusCode::SERVICE_UNAVAILABLE, b"x"), Err(NotTaken::Away));
        assert_eq!(path("é/..pdf"), "/files?name=%C3%A9%2F..pdf");
    }
}
