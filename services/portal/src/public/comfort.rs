//! « Confort de lecture »: larger letters, more contrast, other colours, more room. Kept in a plain cookie, for a year.

use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    comfort::{COOKIE, Comfort},
    form::{Form, Typed},
    page::{Page, see},
    parts::{Checks, Radios},
    portal::Portal,
    visitor::Visitor,
    words::t,
};

const A_YEAR: u32 = 365 * 24 * 3600;

#[derive(Template)]
#[template(path = "public/comfort.html")]
struct Choose {
    size: Radios,
    colours: Radios,
    more: Checks,
}

pub(super) async fn show(State(portal): State<Portal>, visitor: Visitor) -> Page {
    let comfort = visitor.comfort();
    let mut typed = Typed::default().with("taille", comfort.size_word()).with("couleurs", comfort.colours_word());
    for (chosen, word) in [(comfort.contrast, "contraste"), (comfort.airy, "aere")] {
        typed = if chosen { typed.with("plus", word) } else { typed };
    }
    let form = Form::filled(&portal, &visitor, typed);
    let size = form.radios("taille", t("comfort-size")).choice("", t("comfort-size-usual"));
    let size = size.choice("grand", t("comfort-size-large")).choice("tres-grand", t("comfort-size-largest"));
    let colours = form.radios("couleurs", t("comfort-colours")).choice("", t("comfort-colours-machine"));
    let colours = colours.choice("clair", t("comfort-colours-light")).choice("sombre", t("comfort-colours-dark"));
    let more = form.checks("plus", t("comfort-more")).choice("contraste", t("comfort-contrast"));
    let more = more.choice("aere", t("comfort-airy"));
    Page::new(t("comfort-title"), &Choose { size, colours, more })
}

/// It changes nothing of anybody's: no key is asked.
pub(super) async fn keep(State(portal): State<Portal>, typed: Typed) -> Response {
    let words = [vec![typed.get("taille"), typed.get("couleurs")], typed.all("plus")].concat().join(".");
    let secure = if portal.secure() { "; Secure" } else { "" };
    // Read first: what is kept is made of words that we know.
    let kept = Comfort::read(&words);
    let cookie = format!("{COOKIE}={kept}; Path=/; Max-Age={A_YEAR}; SameSite=Lax; HttpOnly{secure}");
    ([(header::SET_COOKIE, cookie)], see("/confort")).into_response()
}
