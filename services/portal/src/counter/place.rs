//! At which counter one sits: asked once where a structure has several, then kept by the browser.

use axum::http::header::SET_COOKIE;
use axum::{
    http::HeaderMap,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use cynic::QueryBuilder;
use kernel::access::Role;

use super::queries::{Counter, Counters};
use crate::{page::see, portal::Portal, trouble::Trouble, visitor::Member};

const COOKIE: &str = "lieu";
const DAYS: i64 = 180;

/// The counter that is sat at.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) id: String,
    pub(super) name: String,
    /// Whether there is another one to choose.
    pub(super) several: bool,
}

/// Where somebody sits, or the answer that finds it out.
pub(super) enum Seat {
    At(Place),
    Elsewhere(Box<Response>),
}

/// Finds the counter of whoever asks: the only one, the one chosen before, or the page where it is chosen.
pub(super) async fn seat(portal: &Portal, member: &Member, headers: &HeaderMap) -> Result<Seat, Trouble> {
    let counters = counters(portal, member).await?;
    let several = counters.len() > 1;
    let chosen = chosen(headers);
    let kept = counters.iter().find(|one| Some(one.venue_id.inner()) == chosen.as_deref());
    Ok(match (kept, counters.as_slice()) {
        (Some(one), _) | (None, [one]) => {
            Seat::At(Place { id: one.venue_id.inner().to_owned(), name: one.name.clone(), several })
        }
        (None, []) => return Err(Trouble::Forbidden),
        (None, _) => Seat::Elsewhere(Box::new(see("/guichet/lieu").into_response())),
    })
}

/// The counters of the structure that is acted for.
pub(super) async fn counters(portal: &Portal, member: &Member) -> Result<Vec<Counter>, Trouble> {
    member.must_be_one_of(&[Role::CounterStaff, Role::VenueManager])?;
    let told = portal.ask(&member.visitor, Counters::build(())).await?;
    Ok(told.counters.edges.into_iter().map(|edge| edge.node).collect())
}

/// The venue that the browser keeps; it opens nothing, the network judges.
pub(super) fn chosen(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(COOKIE).map(|cookie| cookie.value().to_owned())
}

/// Keeps the choice, and goes to the counter.
pub(super) fn keep(portal: &Portal, venue: &str) -> (AppendHeaders<[(axum::http::HeaderName, String); 1]>, Redirect) {
    let cookie = Cookie::build((COOKIE, venue.to_owned())).path("/guichet").http_only(true);
    let cookie = cookie.secure(portal.secure()).same_site(SameSite::Lax).build();
    let kept = format!("{cookie}; Max-Age={}", DAYS * 86_400);
    (AppendHeaders([(SET_COOKIE, kept)]), see("/guichet"))
}
