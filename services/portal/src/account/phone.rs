//! `/compte/telephone`: an application of codes on one's telephone, in two steps: show the square, take the first code.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use serde_json::json;

use super::{
    access::CONFIRM,
    proof,
    query::{SetUpTotp, ShownTotp},
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
#[template(path = "account/phone.html")]
struct Begin {
    form: Form,
}

#[derive(Template)]
#[template(path = "account/phone_code.html")]
struct Shown {
    form: Form,
    totp: ShownTotp,
}

/// What it is, and the button that begins: nothing is made by reading.
pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Page {
    begins(Form::blank(&portal, &member.visitor))
}

fn begins(form: Form) -> Page {
    Page::of_form(t("phone-title"), &form, &Begin { form: form.clone() })
}

/// Shows the square and the secret.
pub(super) async fn begin(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    shown(&portal, &member, Form::blank(&portal, &member.visitor), "/compte/telephone", &typed).await
}

/// Takes the first code; wrong, the same square is shown again.
pub(super) async fn confirm(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let code = typed.get("code").to_owned();
    match CONFIRM.ask(&portal, member.visitor.token(), json!({ "code": code })).await? {
        Ok(access) => Ok((Change::Open(access), see("/compte")).into_response()),
        Err(refusal) => {
            let mut form = Form::blank(&portal, &member.visitor);
            form.refuse("code", &refusal);
            shown(&portal, &member, form, "/compte/telephone/code", &typed).await
        }
    }
}

async fn shown(
    portal: &Portal,
    member: &Member,
    mut form: Form,
    path: &str,
    typed: &Typed,
) -> Result<Response, Trouble> {
    let payload = portal.ask(&member.visitor, SetUpTotp::build(())).await?.set_up_totp;
    match (payload.totp, payload.refusal) {
        (Some(totp), _) => {
            let page = Page::of_form(t("phone-title"), &form, &Shown { form: form.clone(), totp });
            Ok(page.into_response())
        }
        (None, Some(refusal)) if refusal.code == proof::NEEDED => proof::step_up(portal, member, path, typed).await,
        (None, Some(refusal)) => {
            form.refuse("", &refusal);
            Ok(begins(form).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}
