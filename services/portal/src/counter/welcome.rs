//! « Accueillir quand même »: no refusal sends a person away. Attendance is counted, no name is asked, no payment is promised.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    place::{Place, Seat, seat},
    queries::{RecordWelcome, WelcomeInput, WelcomeKind, WelcomeVariables},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "counter/welcome.html")]
struct Welcome<'a> {
    form: &'a Form,
    place: &'a Place,
    /// The code of the refusal that led here.
    reason: &'a str,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let reason = asked.get("motif").cloned().unwrap_or_default();
    let kind = if reason.is_empty() { "gratuit" } else { "regulariser" };
    let typed = Typed::default().with("personnes", "1").with("comment", kind).with("motif", reason);
    Ok(page(&Form::filled(&portal, &member.visitor, typed), &place).into_response())
}

pub(super) async fn record(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let input = judge(&mut form, &place);
    let Some(input) = input.filter(|_| !form.is_wrong()) else { return Ok(page(&form, &place).into_response()) };
    let variables = WelcomeVariables { key: cynic::Id::new(form.key()), input };
    let told = portal.ask(&member.visitor, RecordWelcome::build(variables)).await?.record_welcome;
    match told.refusal {
        None => Ok(see("/guichet/jour?fait=accueil").into_response()),
        Some(refusal) => {
            form.refuse(if refusal.code == "INPUT_INVALID" { "personnes" } else { "" }, &refusal);
            Ok(page(&form, &place).into_response())
        }
    }
}

fn judge(form: &mut Form, place: &Place) -> Option<WelcomeInput> {
    let kind = match form.typed().get("comment") {
        "gratuit" => Some(WelcomeKind::Free),
        "regulariser" => Some(WelcomeKind::ToRegularise),
        _ => None,
    };
    let people = form.typed().get("personnes").parse::<i32>().ok().filter(|people| (1..=50).contains(people));
    if kind.is_none() {
        form.wrong("comment", t("counter-welcome-kind-missing"));
    }
    if people.is_none() {
        form.wrong("personnes", t("counter-welcome-people-wrong"));
    }
    let reason_code = form.typed().some("motif").map(str::to_owned);
    Some(WelcomeInput { venue_id: cynic::Id::new(place.id.clone()), kind: kind?, reason_code, people: people? })
}

fn page(form: &Form, place: &Place) -> Page {
    let reason = form.typed().get("motif");
    Page::of_form(t("counter-welcome-title"), form, &Welcome { form, place, reason })
}
