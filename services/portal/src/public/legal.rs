//! Who publishes the site, what it keeps of people, and where its data come from.

use askama::Template;
use axum::extract::State;

use crate::{
    page::Page,
    portal::{Portal, Site},
    words::t,
};

#[derive(Template)]
#[template(path = "public/legal.html")]
struct Legal<'a> {
    site: &'a Site,
}

pub(super) async fn show(State(portal): State<Portal>) -> Page {
    Page::new(t("legal-title"), &Legal { site: portal.site() })
}
