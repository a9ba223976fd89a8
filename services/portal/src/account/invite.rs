//! `/membres/inviter`: somebody is offered roles, by mail.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::access::Role as Held;
use serde::Deserialize;

use super::{
    members::{givable, structure},
    query::{CancelInvitation, InviteMember, Invited, One},
    role::Role,
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    parts::Checks,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "account/invite.html")]
struct Show {
    form: Form,
    with: String,
    roles: Vec<Role>,
}

impl Show {
    fn checks(&self) -> Checks {
        let empty = self.form.checks("roles", t("invite-roles")).hint(t("invite-roles-hint"));
        self.roles.iter().fold(empty, |checks, role| checks.choice(role.name(), role.label()))
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    structure: String,
}

/// The form, empty.
pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Held::VenueManager, Held::Administrator])?;
    Ok(page(&member, Form::blank(&portal, &member.visitor), asked.structure))
}

fn page(member: &Member, form: Form, with: String) -> Page {
    Page::of_form(t("invite-title"), &form, &Show { form: form.clone(), with, roles: givable(member) })
}

/// Sends the invitation.
pub(super) async fn invite(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let with = typed.get("structure").to_owned();
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.typed().all("roles").is_empty() {
        form.wrong("roles", t("invite-no-role"));
    }
    if form.is_wrong() {
        return Ok(page(&member, form, with).into_response());
    }
    let typed = form.typed();
    let invited = Invited {
        key: form.key().into(),
        organisation: structure(&member, Some(&with))?.into(),
        mail: typed.get("adresse").to_owned(),
        name: typed.get("nom").to_owned(),
        roles: typed.all("roles").into_iter().filter_map(Role::named).collect(),
    };
    match portal.ask(&member.visitor, InviteMember::build(invited)).await?.invite_member.refusal {
        None => Ok(back(&with)),
        Some(refusal) => {
            form.refuse(field(&refusal), &refusal);
            Ok(page(&member, form, with).into_response())
        }
    }
}

/// Where a refusal belongs: its sentence names what it is about.
fn field(refusal: &Refusal) -> &'static str {
    match refusal.message.as_str() {
        message if message.contains("adresse électronique") => "adresse",
        message if message.contains("nom") => "nom",
        _ => "",
    }
}

/// Offers the roles no more; one that was answered meanwhile is no more on the page.
pub(super) async fn cancel(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let (id, with) = (typed.get("invitation").to_owned(), typed.get("structure").to_owned());
    let form = Form::sent(&portal, &member.visitor, typed);
    if !form.is_wrong() {
        let act = CancelInvitation::build(One { key: form.key().into(), id: id.as_str().into() });
        let refusal = portal.ask(&member.visitor, act).await?.cancel_invitation.refusal;
        if let Some(refusal) = refusal.filter(|refusal| refusal.code != "INVITATION_ENDED") {
            tracing::debug!(refusal.code = refusal.code, "an invitation was not cancelled");
        }
    }
    Ok(back(&with))
}

/// The list of people again.
pub(super) fn back(with: &str) -> Response {
    let escaped: String = form_urlencoded::byte_serialize(with.as_bytes()).collect();
    let path = if with.is_empty() { "/membres".to_owned() } else { format!("/membres?structure={escaped}") };
    see(&path).into_response()
}
