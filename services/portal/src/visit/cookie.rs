//! The sealed cookie that keeps a session in the browser, and the plain one that keeps reading comfort.

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, PrivateCookieJar, SameSite};

use crate::{
    comfort::{self, Comfort},
    portal::Portal,
    session::Session,
};

/// Browsers keep the second for this host alone, and over HTTPS alone.
fn name(portal: &Portal) -> &'static str {
    if portal.secure() { "__Host-passegue" } else { "passegue" }
}

/// The session that the browser brought; none when there is none, or when its seal is not ours.
pub(super) fn session(portal: &Portal, headers: &HeaderMap) -> Option<Session> {
    let jar: PrivateCookieJar = PrivateCookieJar::from_headers(headers, portal.cookies());
    serde_json::from_str(jar.get(name(portal))?.value()).ok()
}

/// How the reader likes to read.
pub(super) fn comfort(headers: &HeaderMap) -> Comfort {
    let jar = CookieJar::from_headers(headers);
    jar.get(comfort::COOKIE).map(|cookie| Comfort::read(cookie.value())).unwrap_or_default()
}

/// A session as a browser brings it, `name=value`: for programs that sign in otherwise than through the pages.
pub fn brought(portal: &Portal, session: &Session) -> String {
    let mut headers = HeaderMap::new();
    keep(portal, session, &mut headers);
    let told = headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    told.split(';').next().unwrap_or_default().to_owned()
}

/// Tells the browser to keep this session, until it is closed.
pub(super) fn keep(portal: &Portal, session: &Session, headers: &mut HeaderMap) {
    let Ok(text) = serde_json::to_string(session) else { return };
    let cookie = Cookie::build((name(portal), text));
    let cookie = cookie.path("/").http_only(true).secure(portal.secure()).same_site(SameSite::Lax).build();
    write(portal, cookie, headers);
}

/// Tells the browser to forget it.
pub(super) fn forget(portal: &Portal, headers: &mut HeaderMap) {
    let text = format!(
        "{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{}",
        name(portal),
        if portal.secure() { "; Secure" } else { "" }
    );
    if let Ok(value) = HeaderValue::from_str(&text) {
        headers.append(header::SET_COOKIE, value);
    }
}

fn write(portal: &Portal, cookie: Cookie<'static>, headers: &mut HeaderMap) {
    let jar: PrivateCookieJar = PrivateCookieJar::new(portal.cookies()).add(cookie);
    let sealed = axum::response::IntoResponse::into_response((jar, ()));
    for value in sealed.headers().get_all(header::SET_COOKIE) {
        headers.append(header::SET_COOKIE, value.clone());
    }
}
