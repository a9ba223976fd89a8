//! The declaration of accessibility: « non conforme » until somebody from outside has audited the site.

use askama::Template;
use axum::extract::State;

use crate::{
    format,
    page::Page,
    portal::{Portal, Site},
    words::t,
};

const DONE: [&str; 6] = [
    "access-done-script",
    "access-done-keyboard",
    "access-done-zoom",
    "access-done-contrast",
    "access-done-forms",
    "access-done-comfort",
];
const MISSING: [&str; 4] = ["access-not-audit", "access-not-readers", "access-not-documents", "access-not-people"];

#[derive(Template)]
#[template(path = "public/accessibility.html")]
struct Declaration<'a> {
    site: &'a Site,
    phone: Option<format::Phone>,
    done: &'static [&'static str],
    missing: &'static [&'static str],
}

pub(super) async fn show(State(portal): State<Portal>) -> Page {
    let site = portal.site();
    let phone = site.phone.as_deref().map(format::Phone::new);
    let declaration = Declaration { site, phone, done: &DONE, missing: &MISSING };
    Page::new(t("access-title"), &declaration)
}
