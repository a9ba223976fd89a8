//! The home page: one question, one field.

use askama::Template;
use axum::extract::State;

use crate::{assets, format, page::Page, portal::Portal, words::t};

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home {
    picture: &'static str,
    phone: Option<format::Phone>,
}

pub(super) async fn show(State(portal): State<Portal>) -> Page {
    let phone = portal.site().phone.as_deref().map(format::Phone::new);
    let home = Home { picture: assets::url("vallees.svg"), phone };
    Page::new(t("home-title"), &home).bands().description(t("home-description"))
}
