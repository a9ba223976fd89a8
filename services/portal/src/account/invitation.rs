//! `/invitation`: the roles that somebody offers, to be taken or not.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    leave::renewed,
    query::{AcceptInvitation, DeclineInvitation, Invitation, One},
    role,
    show::own,
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "account/invitation.html")]
struct Show {
    form: Form,
    waiting: Vec<(Invitation, Form)>,
}

impl Show {
    fn roles(&self, invitation: &Invitation) -> String {
        role::labels(&invitation.roles)
    }

    fn until(&self, invitation: &Invitation) -> String {
        format::stamp(&invitation.until)
    }
}

/// The invitations that wait, each with its own form.
pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    page(&portal, &member, Form::blank(&portal, &member.visitor)).await
}

async fn page(portal: &Portal, member: &Member, form: Form) -> Result<Page, Trouble> {
    let waiting = own(portal, member).await?.invitations.into_iter();
    let waiting = waiting.map(|one| (one, Form::blank(portal, &member.visitor))).collect();
    Ok(Page::of_form(t("invitation-title"), &form, &Show { form: form.clone(), waiting }))
}

/// Takes the roles, or not.
pub(super) async fn answer(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let (id, accepts) = (typed.get("invitation").to_owned(), typed.has("accepter"));
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&portal, &member, form).await?.into_response());
    }
    let one = One { key: form.key().into(), id: id.as_str().into() };
    match (answered(&portal, &member, one, accepts).await?, accepts) {
        (None, true) => renewed(&portal, &member, "/compte").await,
        (None, false) => Ok(see("/compte").into_response()),
        (Some(refusal), _) => {
            form.refuse("", &refusal);
            Ok(page(&portal, &member, form).await?.into_response())
        }
    }
}

async fn answered(portal: &Portal, member: &Member, one: One, accepts: bool) -> Result<Option<Refusal>, Trouble> {
    let payload = match accepts {
        true => portal.ask(&member.visitor, AcceptInvitation::build(one)).await?.accept_invitation,
        false => portal.ask(&member.visitor, DeclineInvitation::build(one)).await?.decline_invitation,
    };
    Ok(payload.refusal)
}
