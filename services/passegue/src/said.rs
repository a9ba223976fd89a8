//! How the doors over HTTP read a token and say bad news.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{refusal::FaultCode, words};
use serde_json::json;
use store::Fault;

/// Nobody keeps it, nobody guesses what it is.
pub(crate) fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The token that a request bears, if it bears one.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut words = headers.get_all(header::AUTHORIZATION).iter();
    let word = words.next().filter(|_| words.next().is_none())?;
    word.to_str().ok()?.strip_prefix("Bearer ")
}

/// Our mistake, logged once, without its cause.
pub(crate) fn broken(fault: &Fault, what: &'static str) -> Response {
    tracing::error!(fault.code = fault.code().name(), cause = %fault, what, "a request failed");
    let status = match fault.code() {
        FaultCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    self::fault(status, fault.code())
}

/// A fault under its status.
pub(crate) fn fault(status: StatusCode, code: FaultCode) -> Response {
    let spoken = words::say_fault(code);
    let error = json!({ "message": spoken.message, "extensions": { "code": spoken.code } });
    let mut response = guarded((status, axum::Json(json!({ "errors": [error] }))).into_response());
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}
