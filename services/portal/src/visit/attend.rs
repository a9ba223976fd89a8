//! The layer itself, in the order of a visit: read who comes, renew, let the handler work, dress the page, keep the session.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use tower_http::csrf::ProtectionError;

use super::{
    cookie, device, ended,
    renew::{Renewals, Renewed},
};
use crate::{
    dress,
    form::{LONGEST_FORM, is_form},
    page::Page,
    portal::Portal,
    session::{Change, Session},
    trouble::Trouble,
    visitor::Visitor,
};

/// What the layer is given.
#[derive(Clone)]
pub(crate) struct Attendant {
    /// Everything behind the pages.
    pub(crate) portal: Portal,
    /// The renewals of the last minutes.
    pub(crate) renewals: Arc<Renewals>,
}

/// The session as it stands when a page is asked.
struct Standing {
    session: Option<Session>,
    /// Renewed just now: the browser must be told.
    renewed: bool,
    /// It was there and is over: the browser must forget it.
    ended: bool,
    /// Whether this is the machine of a counter.
    at_counter: bool,
}

/// Attends to one visit.
pub(crate) async fn attend(State(attendant): State<Attendant>, request: Request, next: Next) -> Response {
    let portal = &attendant.portal;
    let standing = standing(&attendant, request.headers()).await;
    let comfort = cookie::comfort(request.headers());
    let path = request.uri().path().to_owned();
    let asked = request.uri().path_and_query().map_or(path.clone(), ToString::to_string);
    let visitor = Visitor::new(standing.session.clone(), standing.ended, comfort, path);
    let method = request.method().clone();
    let (mut request, typed) = match with_its_form(request).await {
        Ok(whole) => whole,
        Err(trouble) => return dress::dressed(portal, &visitor, dress::told(portal, trouble)),
    };
    request.extensions_mut().insert(visitor.clone());
    let mut response = next.run(request).await;
    let change = response.extensions_mut().remove::<Change>();
    let signed_out = response.extensions().get::<Trouble>() == Some(&Trouble::SignedOut);
    if signed_out && let Some(response) = once_more(&attendant, &standing, &method, &asked).await {
        return dress::guarded(&visitor, response);
    }
    let mut response = match signed_out {
        true => sign_in_first(portal, &visitor, &method, &asked, typed, standing.at_counter),
        false => shown(portal, &visitor, response),
    };
    if !is_read(&method) {
        // It may hold what was typed: a code, an address.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let forget = standing.ended || (signed_out && visitor.session().is_some());
    keep(&attendant, change, &standing, forget, &visitor, response.headers_mut());
    response
}

/// Who comes, their access renewed if it is about to end.
async fn standing(attendant: &Attendant, headers: &HeaderMap) -> Standing {
    let (portal, at_counter) = (&attendant.portal, device::borne(&attendant.portal, headers).is_some());
    let nobody = Standing { session: None, renewed: false, ended: false, at_counter };
    let Some(session) = cookie::session(portal, headers) else { return nobody };
    if session.is_over(portal.clock()) {
        return Standing { ended: true, ..nobody };
    }
    if at_counter && device::is_idle(&session, portal.clock().now()) {
        device::shut(portal, &session).await;
        return Standing { ended: true, ..nobody };
    }
    if !session.wants_renewal(portal.clock()) {
        return Standing { session: Some(session), ..nobody };
    }
    match attendant.renewals.renew(portal, &session).await {
        Ok(Renewed::On(session)) => Standing { session: Some(*session), renewed: true, ..nobody },
        Ok(Renewed::Over) => Standing { ended: true, ..nobody },
        // The old token may still serve; the page that asks will say what is the matter.
        Err(_) => Standing { session: Some(session), ..nobody },
    }
}

/// A token that is refused before its time: the person's rights have changed. The next one has those of now, and the page is
/// asked for again with it, or the form sent again as it was.
async fn once_more(attendant: &Attendant, standing: &Standing, method: &Method, asked: &str) -> Option<Response> {
    let portal = &attendant.portal;
    let session = standing.session.as_ref().filter(|session| !session.again && !standing.renewed)?;
    let Ok(Renewed::On(next)) = attendant.renewals.renew(portal, session).await else { return None };
    let next = Session { again: true, used_at: session.used_at, ..*next };
    let mut response = match *method {
        Method::GET | Method::HEAD => Redirect::to(asked).into_response(),
        _ => Redirect::temporary(asked).into_response(),
    };
    cookie::keep(portal, &next, response.headers_mut());
    Some(response)
}

/// Reads the form that is sent, so that nothing of it is lost if the session has ended.
async fn with_its_form(request: Request) -> Result<(Request, Option<Bytes>), Trouble> {
    if request.method() != Method::POST || !is_form(request.headers()) {
        return Ok((request, None));
    }
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, LONGEST_FORM).await.map_err(|_| Trouble::TooLong)?;
    Ok((Request::from_parts(parts, Body::from(bytes.clone())), Some(bytes)))
}

/// A page in its layout; what the library itself refused becomes a page too.
fn shown(portal: &Portal, visitor: &Visitor, mut response: Response) -> Response {
    if let Some(page) = response.extensions_mut().remove::<Page>() {
        let headers = std::mem::take(response.headers_mut());
        let mut dressed = dress::dressed(portal, visitor, page);
        carry(headers, dressed.headers_mut());
        return dressed;
    }
    match trouble_of(&response) {
        Some(trouble) => dress::dressed(portal, visitor, dress::told(portal, trouble)),
        None => dress::guarded(visitor, response),
    }
}

/// The handler's own cookies and the like go with its page.
fn carry(from: HeaderMap, to: &mut HeaderMap) {
    for (name, value) in &from {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            match *name == header::SET_COOKIE {
                true => to.append(name.clone(), value.clone()),
                false => to.insert(name.clone(), value.clone()).is_some(),
            };
        }
    }
}

fn trouble_of(response: &Response) -> Option<Trouble> {
    if let Some(trouble) = response.extensions().get::<Trouble>() {
        return Some(*trouble);
    }
    if response.extensions().get::<ProtectionError>().is_some() {
        return Some(Trouble::Foreign);
    }
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let bare = kind.is_empty() || kind.starts_with("text/plain");
    match response.status() {
        _ if !bare => None,
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Trouble::Absent),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Trouble::TooLong),
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => {
            Some(Trouble::Unreadable)
        }
        StatusCode::INTERNAL_SERVER_ERROR => Some(Trouble::Broken),
        _ => None,
    }
}

/// A page that is read: sign in, then come back. A form that was sent: the same, with all that was typed kept.
fn sign_in_first(
    portal: &Portal,
    visitor: &Visitor,
    method: &Method,
    asked: &str,
    typed: Option<Bytes>,
    at_counter: bool,
) -> Response {
    if is_read(method) {
        let ended = if visitor.session().is_some() || visitor.has_ended() { "&fin=1" } else { "" };
        let back: String = form_urlencoded::byte_serialize(asked.as_bytes()).collect();
        // A counter's machine opens with a short code.
        let way = if at_counter { "/poste" } else { "/connexion" };
        let to = Redirect::to(&format!("{way}?suite={back}{ended}")).into_response();
        return dress::guarded(visitor, to);
    }
    dress::dressed(portal, &Visitor::new(None, true, visitor.comfort(), asked.to_owned()), ended::page(asked, typed))
}

fn is_read(method: &Method) -> bool {
    *method == Method::GET || *method == Method::HEAD
}

fn keep(
    Attendant { portal, renewals }: &Attendant,
    change: Option<Change>,
    standing: &Standing,
    forget: bool,
    visitor: &Visitor,
    headers: &mut HeaderMap,
) {
    match (change, &standing.session) {
        (Some(Change::Open(access)), _) => {
            // Going on with the same person keeps the visit, so that forms open in other windows still count.
            let same = visitor.session().filter(|session| session.person == access.me.id);
            let visit = same.map_or_else(|| new_visit(portal), |session| session.visit.clone());
            cookie::keep(portal, &used(portal, standing, &Session::of(access, visit)), headers);
        }
        (Some(Change::Close), _) => cookie::forget(portal, headers),
        (None, _) if forget => cookie::forget(portal, headers),
        (None, Some(session)) if standing.renewed || standing.at_counter || session.again => {
            // A slow page whose refresh was spent meanwhile would put the former one back: the browser has the next.
            if standing.renewed || !renewals.is_spent(&session.refresh) {
                cookie::keep(portal, &used(portal, standing, session), headers);
            }
        }
        (None, _) => {}
    }
}

/// The session as it is kept: on the machine of a counter, with the time of this use.
fn used(portal: &Portal, standing: &Standing, session: &Session) -> Session {
    let used_at = standing.at_counter.then(|| portal.clock().now());
    Session { used_at, again: false, ..session.clone() }
}

fn new_visit(portal: &Portal) -> String {
    format!("{:032x}", u128::from_be_bytes(portal.chance().bytes()))
}
