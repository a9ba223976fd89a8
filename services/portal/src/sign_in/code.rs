//! `/connexion/code`: the screen that waits for the six digits, while the mail is read here or on another device.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use kernel::access::Whence;
use serde::Deserialize;

use super::{
    network, over,
    suite::{SUITE, onwards, ours},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::{Hidden, Notice},
    portal::Portal,
    session::Change,
    trouble::Trouble,
    visitor::Visitor,
    words::t,
};

const CODE: &str = "code";
const WISH: &str = "demande";
const LATE: &str = "retard";

/// What brings somebody here.
#[derive(Deserialize)]
pub(super) struct Brought {
    #[serde(default)]
    demande: String,
    #[serde(default)]
    suite: String,
    retard: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct Wait {
    form: Form,
    wish: Hidden,
    suite: Hidden,
    kept_late: Option<Hidden>,
    late: Option<Notice>,
}

pub(super) async fn show(State(portal): State<Portal>, visitor: Visitor, Query(brought): Query<Brought>) -> Response {
    if brought.demande.is_empty() {
        return see("/connexion").into_response();
    }
    let typed = Typed::default().with(WISH, brought.demande).with(SUITE, brought.suite);
    let typed = if brought.retard.is_some() { typed.with(LATE, "1") } else { typed };
    page(Form::filled(&portal, &visitor, typed)).into_response()
}

pub(super) async fn enter(
    State(portal): State<Portal>,
    visitor: Visitor,
    whence: Option<Extension<Whence>>,
    typed: Typed,
) -> Result<Response, Trouble> {
    // The code serves once by itself: no key of the form is needed, and a page left open for long still lets in.
    let mut form = Form::filled(&portal, &visitor, typed);
    if form.typed().some(CODE).is_none() {
        form.wrong(CODE, t("sign-in-no-code"));
        return Ok(page(form).into_response());
    }
    let (wish, code) = (form.typed().get(WISH).to_owned(), form.typed().get(CODE).to_owned());
    let whence = whence.map(|Extension(whence)| whence);
    match network::sign_in(&portal, whence, &wish, ("code", &code)).await? {
        Ok(access) => {
            let there = onwards(&access, form.typed().raw(SUITE));
            Ok((Change::Open(access), there).into_response())
        }
        Err(refusal) if over::is_over(&refusal) => Ok(over::page(&refusal, form.typed().raw(SUITE)).into_response()),
        Err(refusal) => {
            form.refuse(if refusal.code == "SIGN_IN_WRONG_CODE" { CODE } else { "" }, &refusal);
            Ok(page(form).into_response())
        }
    }
}

fn page(form: Form) -> Page {
    let typed = form.typed();
    let late = typed.has(LATE);
    let shown = Wait {
        wish: Hidden::new(WISH, typed.get(WISH)),
        suite: Hidden::new(SUITE, ours(typed.raw(SUITE)).unwrap_or_default()),
        kept_late: late.then(|| Hidden::new(LATE, 1)),
        late: late.then(|| Notice::know(t("sign-in-late"), t("sign-in-late").part("next"))),
        form,
    };
    Page::of_form(t("sign-in-code-title"), &shown.form, &shown)
}
