//! Help: what people ask at a counter, answered in short sentences.

use askama::Template;
use axum::extract::State;

use crate::{format, page::Page, portal::Portal, words::t};

const QUESTIONS: [&str; 7] =
    ["help-what", "help-where", "help-price", "help-left", "help-refused", "help-lost", "help-data"];

#[derive(Template)]
#[template(path = "public/help.html")]
struct Help {
    questions: &'static [&'static str],
    phone: Option<format::Phone>,
}

pub(super) async fn show(State(portal): State<Portal>) -> Page {
    let phone = portal.site().phone.as_deref().map(format::Phone::new);
    Page::new(t("help-title"), &Help { questions: &QUESTIONS, phone }).description(t("help-lead"))
}
