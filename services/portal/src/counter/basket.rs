//! The cheques that lie on the counter before the act: kept by the browser under seal, for one visit, never in an address.

use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, PrivateCookieJar, SameSite};
use serde::{Deserialize, Serialize};

use crate::{portal::Portal, visitor::Member};

const COOKIE: &str = "guichet";

/// The codes, in the order in which they were read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Basket {
    visit: String,
    codes: Codes,
}

/// Nothing of it is for a log.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
struct Codes(Vec<String>);

impl std::fmt::Debug for Codes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} codes", self.0.len())
    }
}

impl Basket {
    /// What the browser brings; empty when it is of another visit.
    pub(super) fn read(portal: &Portal, member: &Member, headers: &HeaderMap) -> Self {
        let visit = member.visitor.visit();
        let jar: PrivateCookieJar = PrivateCookieJar::from_headers(headers, portal.cookies());
        let kept = jar.get(COOKIE).and_then(|cookie| serde_json::from_str::<Self>(cookie.value()).ok());
        let kept = kept.filter(|basket| basket.visit == visit);
        kept.unwrap_or_else(|| Self { visit: visit.to_owned(), codes: Codes::default() })
    }

    pub(super) fn codes(&self) -> &[String] {
        &self.codes.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.codes.0.is_empty()
    }

    /// One more.
    pub(super) fn add(&mut self, code: String) {
        self.codes.0.push(code);
    }

    /// Takes one away by its place, from 1.
    pub(super) fn remove(&mut self, no: usize) {
        if (1..=self.codes.0.len()).contains(&no) {
            self.codes.0.remove(no - 1);
        }
    }

    /// Tells the browser to keep it, until it is closed.
    pub(super) fn keep(&self, portal: &Portal) -> PrivateCookieJar {
        let text = serde_json::to_string(self).unwrap_or_default();
        jar(portal).add(cookie(portal, text))
    }

    /// Tells the browser that nothing lies there any more.
    pub(super) fn cleared(portal: &Portal) -> PrivateCookieJar {
        jar(portal).add(cookie(portal, String::new()))
    }
}

fn jar(portal: &Portal) -> PrivateCookieJar {
    PrivateCookieJar::new(portal.cookies())
}

fn cookie(portal: &Portal, text: String) -> Cookie<'static> {
    let cookie = Cookie::build((COOKIE, text)).path("/guichet").http_only(true);
    cookie.secure(portal.secure()).same_site(SameSite::Lax).build()
}
