//! `/connexion`: an address, to which a code is written. The answer is the same whether somebody has it or not.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::access::Whence;
use serde::Deserialize;

use super::{
    network,
    suite::{SUITE, carried, encoded, ours},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::{Hidden, Notice},
    portal::Portal,
    trouble::Trouble,
    visitor::Visitor,
    words::t,
};

const MAIL: &str = "courriel";

/// What brings somebody here.
#[derive(Deserialize)]
pub(super) struct Brought {
    #[serde(default)]
    suite: String,
    /// A session has just ended.
    fin: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in/ask.html")]
struct Ask {
    form: Form,
    suite: Hidden,
    ended: Option<Notice>,
}

pub(super) async fn show(State(portal): State<Portal>, visitor: Visitor, Query(brought): Query<Brought>) -> Response {
    if visitor.session().is_some() {
        return see(ours(&brought.suite).unwrap_or("/aujourdhui")).into_response();
    }
    let typed = Typed::default().with(SUITE, brought.suite);
    let ended = brought.fin.is_some() || visitor.has_ended();
    page(Form::filled(&portal, &visitor, typed), ended).into_response()
}

pub(super) async fn ask(
    State(portal): State<Portal>,
    visitor: Visitor,
    whence: Option<Extension<Whence>>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &visitor, typed);
    if form.typed().some(MAIL).is_none() {
        form.wrong(MAIL, t("sign-in-no-mail"));
    }
    if form.is_wrong() {
        return Ok(page(form, false).into_response());
    }
    let whence = whence.map(|Extension(whence)| whence);
    match network::ask_sign_in(&portal, whence, form.key(), form.typed().get(MAIL)).await? {
        Ok(asked) => Ok(waiting(&asked, form.typed().raw(SUITE)).into_response()),
        Err(refusal) => {
            form.refuse(if refusal.code == "INPUT_INVALID" { MAIL } else { "" }, &refusal);
            Ok(page(form, false).into_response())
        }
    }
}

fn waiting(asked: &network::Asked, wanted: &str) -> Redirect {
    let late = if asked.late { "&retard=1" } else { "" };
    see(&format!("/connexion/code?demande={}{late}{}", encoded(&asked.id), carried(wanted)))
}

fn page(form: Form, ended: bool) -> Page {
    let suite = Hidden::new(SUITE, ours(form.typed().raw(SUITE)).unwrap_or_default());
    let ended = ended.then(|| Notice::know(t("sign-in-ended"), t("sign-in-ended").part("next")));
    let shown = Ask { form, suite, ended };
    Page::of_form(t("sign-in-title"), &shown.form, &shown)
}
