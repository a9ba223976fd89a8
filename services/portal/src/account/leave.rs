//! `/compte/quitter`: leaving a structure, after a confirmation.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use serde::Deserialize;
use serde_json::json;

use super::{
    access::RENEW,
    query::{LeaveOrganisation, One},
    show::own,
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    portal::Portal,
    session::Change,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "account/leave.html")]
struct Show {
    form: Form,
    id: String,
    name: String,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    structure: String,
}

/// What leaving means.
pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, form, asked.structure).await
}

async fn page(portal: &Portal, member: &Member, form: Form, id: String) -> Result<Page, Trouble> {
    let held = own(portal, member).await?.memberships;
    let left = held.into_iter().find(|one| one.organisation.id.inner() == id).ok_or(Trouble::Absent)?;
    let name = left.organisation.name;
    Ok(Page::of_form(t("quit-title"), &form, &Show { form: form.clone(), id, name }))
}

/// Leaves. The next token has what is left of the rights.
pub(super) async fn leave(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let id = typed.get("structure").to_owned();
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&portal, &member, form, id).await?.into_response());
    }
    let act = LeaveOrganisation::build(One { key: form.key().into(), id: id.as_str().into() });
    match portal.ask(&member.visitor, act).await?.leave_organisation.refusal {
        None => Ok(renewed(&portal, &member, "/compte").await?),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&portal, &member, form, id).await?.into_response())
        }
    }
}

/// Goes on with the rights of now: those of the token in hand have changed.
pub(super) async fn renewed(portal: &Portal, member: &Member, path: &str) -> Result<Response, Trouble> {
    let refresh = json!({ "refresh": member.session().refresh });
    match RENEW.ask(portal, None, refresh).await? {
        Ok(access) => Ok((Change::Open(access), see(path)).into_response()),
        Err(_) => Err(Trouble::SignedOut),
    }
}
