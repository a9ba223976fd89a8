//! What was typed into a form, as it came: nothing is trimmed away before it is shown again.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};

use crate::trouble::Trouble;

/// Bytes of a form that is read. A longer one is told that it is too long.
pub const LONGEST_FORM: usize = 3 * 1024 * 1024;

/// The pairs of a form, in order. Take it as the last argument of a handler.
#[derive(Clone, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// Reads a body of a form.
    pub fn read(body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(body);
        Self(pairs.map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n"))).collect())
    }

    /// Its pairs.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What stands in a field, as typed; empty when it was not sent.
    pub fn raw(&self, name: &str) -> &str {
        self.pairs().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The same without the spaces around it.
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The same, `None` when nothing is there.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Every value of a field that may be sent several times (boxes to tick).
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.pairs().filter(|(known, _)| *known == name).map(|(_, value)| value).collect()
    }

    /// Whether a button or a box of that name was sent.
    pub fn has(&self, name: &str) -> bool {
        self.pairs().any(|(known, _)| known == name)
    }

    /// The same with one more field, as if it had been typed.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }
}

/// Names alone: a value may be a code or a word that nobody else should read.
impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Trouble;

    async fn from_request(request: Request, _: &S) -> Result<Self, Trouble> {
        if !is_form(request.headers()) {
            return Err(Trouble::Unreadable);
        }
        let body: Bytes =
            axum::body::to_bytes(request.into_body(), LONGEST_FORM).await.map_err(|_| Trouble::TooLong)?;
        Ok(Self::read(&body))
    }
}

/// Whether a body is what our forms send (files go another way).
pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}
