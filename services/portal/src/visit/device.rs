//! The cookie of a counter's own machine, and its lock: five minutes without use, and it asks who is there.

use std::convert::Infallible;

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, IntoResponseParts, ResponseParts},
};
use axum_extra::extract::cookie::{Cookie, PrivateCookieJar, SameSite};
use kernel::clock::At;
use serde_json::json;

use crate::{door::Question, portal::Portal, session::Session};

/// For so long a counter may be left alone.
const IDLE_MS: i64 = 5 * 60 * 1000;
/// The machine is enrolled for thirty days; the network judges to the day.
const KEPT_SECONDS: i64 = 31 * 24 * 3600;

fn name(portal: &Portal) -> &'static str {
    if portal.secure() { "__Host-poste" } else { "poste" }
}

/// What this machine bears, if it is a counter's.
pub(crate) fn borne(portal: &Portal, headers: &HeaderMap) -> Option<String> {
    let jar: PrivateCookieJar = PrivateCookieJar::from_headers(headers, portal.cookies());
    Some(jar.get(name(portal))?.value().to_owned())
}

/// Whether nobody has used it for too long.
pub(super) fn is_idle(session: &Session, now: At) -> bool {
    session.used_at.is_some_and(|at| at.plus_ms(IDLE_MS) <= now)
}

/// Ends the visit that was left open. Should the network not answer, the cookie is forgotten all the same.
pub(super) async fn shut(portal: &Portal, session: &Session) {
    let query =
        "mutation EndAccess($refresh: String!) { endAccess(refresh: $refresh) { refusal { code } } }".to_owned();
    let operation_name = Some("EndAccess".to_owned());
    let variables = json!({ "refresh": session.refresh });
    let question = Question { query, variables, operation_name, whence: None };
    portal.door().ask(question, None).await;
}

/// What a handler wants done to the cookie of the machine, beside its answer.
#[derive(Clone)]
pub(crate) struct Kept(Vec<HeaderValue>);

impl Kept {
    /// This machine bears that from now on.
    pub(crate) fn new(portal: &Portal, secret: String) -> Self {
        let cookie = Cookie::build((name(portal), secret)).path("/").http_only(true).secure(portal.secure());
        let cookie = cookie.same_site(SameSite::Lax).build();
        let jar: PrivateCookieJar = PrivateCookieJar::new(portal.cookies()).add(cookie);
        let sealed = (jar, ()).into_response();
        let lasting = |value: &HeaderValue| {
            let text = format!("{}; Max-Age={KEPT_SECONDS}", value.to_str().unwrap_or_default());
            HeaderValue::from_str(&text).ok()
        };
        Self(sealed.headers().get_all(header::SET_COOKIE).iter().filter_map(lasting).collect())
    }

    /// It bears nothing any more.
    pub(crate) fn nothing(portal: &Portal) -> Self {
        let secure = if portal.secure() { "; Secure" } else { "" };
        let text = format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}", name(portal));
        Self(HeaderValue::from_str(&text).into_iter().collect())
    }
}

impl IntoResponseParts for Kept {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        for value in self.0 {
            parts.headers_mut().append(header::SET_COOKIE, value);
        }
        Ok(parts)
    }
}
