//! `/guichet/gardes`: the person has a paper in hand and wants to use it, whatever was booked: what is kept of their booklet is given back.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::access::Role;
use serde::Deserialize;

use super::queries::{PaperVariables, ReleasePaper, ReleaseWhy};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::Notice,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "bookings/free.html")]
struct Shown {
    done: Option<Notice>,
    form: Form,
}

/// What a page that follows a change is told.
#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    fait: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    staff(&member)?;
    let done = (!after.fait.is_empty()).then(|| Notice::done(t("free-done"), t("free-done").part("next")));
    Ok(page(done, Form::blank(&portal, &member.visitor)))
}

pub(super) async fn send(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    staff(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let code = form.typed().some("code").map(str::to_owned);
    if code.is_none() {
        form.wrong("code", t("free-wrong-code"));
    }
    if !form.is_wrong() {
        let asked = PaperVariables { key: cynic::Id::new(form.key()), code, why: ReleaseWhy::ByBearer };
        match portal.ask(&member.visitor, ReleasePaper::build(asked)).await?.release_cheques.refusal {
            None => return Ok(see("/guichet/gardes?fait=1").into_response()),
            Some(refusal) if refusal.code == "WRONG_STAGE" => form.wrong("code", t("free-nothing")),
            Some(refusal) => form.refuse("code", &refusal),
        }
    }
    Ok(page(None, form).into_response())
}

fn staff(member: &Member) -> Result<(), Trouble> {
    member.must_be_one_of(&[Role::CounterStaff, Role::VenueManager])
}

fn page(done: Option<Notice>, form: Form) -> Page {
    Page::of_form(t("free-title"), &form.clone(), &Shown { done, form })
}
