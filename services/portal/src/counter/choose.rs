//! At which counter: asked once where a structure has several.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    place::{self, counters},
    queries::Counter,
};
use crate::{
    form::{Form, Typed},
    page::Page,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "counter/choose.html")]
struct Choose<'a> {
    form: &'a Form,
    counters: Vec<Counter>,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    let counters = counters(&portal, &member).await?;
    Ok(page(&Form::blank(&portal, &member.visitor), counters))
}

pub(super) async fn choose(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let counters = counters(&portal, &member).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let venue = form.typed().get("lieu").to_owned();
    if counters.iter().all(|one| one.venue_id.inner() != venue) {
        form.wrong("lieu", t("counter-choose-one"));
    }
    match form.is_wrong() {
        true => Ok(page(&form, counters).into_response()),
        false => Ok(place::keep(&portal, &venue).into_response()),
    }
}

fn page(form: &Form, counters: Vec<Counter>) -> Page {
    Page::of_form(t("counter-choose-title"), form, &Choose { form, counters })
}

impl Choose<'_> {
    fn radios(&self) -> crate::parts::Radios {
        let radios = self.form.radios("lieu", t("counter-choose-legend"));
        self.counters.iter().fold(radios, |radios, one| match one.open {
            true => radios.choice(one.venue_id.inner(), &one.name),
            false => radios.explained(one.venue_id.inner(), &one.name, t("counter-choose-closed")),
        })
    }
}
