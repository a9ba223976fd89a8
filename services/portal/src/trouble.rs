//! What keeps a page from being shown: each has a page of its own, with a next step.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::refusal::{Code, FaultCode};

/// Why a page cannot be shown. As an answer to a request it becomes a page with a next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody is signed in, or the access has ended: sign in, then come back.
    SignedOut,
    /// Not for this person's roles.
    Forbidden,
    /// There is no such page or thing, or it is not theirs.
    Absent,
    /// What was sent is too long.
    TooLong,
    /// What was sent is not what our own form sends.
    Unreadable,
    /// The form came from a page of another site.
    Foreign,
    /// The network cannot answer now.
    Away,
    /// Our mistake.
    Broken,
}

impl Trouble {
    /// The status of its page.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Foreign => StatusCode::FORBIDDEN,
            Self::Absent => StatusCode::NOT_FOUND,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The fault of that name, as pages take it.
    pub(crate) fn of_code(code: &str) -> Self {
        match FaultCode::ALL.into_iter().find(|fault| fault.name() == code) {
            Some(FaultCode::Unauthenticated) => Self::SignedOut,
            Some(FaultCode::LimitExceeded) => Self::TooLong,
            Some(FaultCode::Unavailable) => Self::Away,
            _ if code == Code::Forbidden.name() => Self::Forbidden,
            _ => Self::Broken,
        }
    }
}

impl IntoResponse for Trouble {
    /// The layer around all pages makes the page.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
