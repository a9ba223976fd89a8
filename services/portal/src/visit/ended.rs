//! The session ended while a form was being filled: what was typed is kept in the page, to be sent again after signing in.

use askama::Template;
use axum::{body::Bytes, http::StatusCode};

use crate::{form::Typed, page::Page, words::t};

#[derive(Template)]
#[template(path = "ended.html")]
struct Ended<'a> {
    action: &'a str,
    kept: Vec<(String, String)>,
}

/// The page; the form's key is left out, since it belonged to the visit that is over.
pub(super) fn page(action: &str, typed: Option<Bytes>) -> Page {
    let typed = typed.map(|bytes| Typed::read(&bytes)).unwrap_or_default();
    let kept = typed.pairs().filter(|(name, _)| *name != crate::form::KEY);
    let kept = kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Page::new(t("ended-title"), &Ended { action, kept }).status(StatusCode::UNAUTHORIZED)
}
