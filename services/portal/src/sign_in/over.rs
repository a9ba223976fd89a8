//! A code or a link that does not serve any more: what happened, and the next step.

use askama::Template;
use axum::http::StatusCode;

use super::suite::{SUITE, encoded, ours};
use crate::{ask::Refusal, page::Page, words::t};

#[derive(Template)]
#[template(path = "sign_in/over.html")]
struct Over<'a> {
    message: &'a str,
    next: &'a str,
    again: String,
}

/// Whether nothing typed here can help: another mail is needed.
pub(super) fn is_over(refusal: &Refusal) -> bool {
    matches!(refusal.code.as_str(), "SIGN_IN_EXPIRED" | "SIGN_IN_USED")
}

pub(super) fn page(refusal: &Refusal, wanted: &str) -> Page {
    let again = ours(wanted).map_or_else(String::new, |path| format!("?{SUITE}={}", encoded(path)));
    let again = format!("/connexion{again}");
    let title = match refusal.code.as_str() {
        "SIGN_IN_USED" => t("sign-in-used"),
        "SIGN_IN_EXPIRED" => t("sign-in-expired"),
        _ => t("sign-in-not-now"),
    };
    let over = Over { message: &refusal.message, next: &refusal.next_step, again };
    Page::new(title, &over).status(StatusCode::UNPROCESSABLE_ENTITY)
}
