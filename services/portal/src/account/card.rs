//! `/compte/carte`: twenty codes on paper. They are shown once, to be printed; a reload within ten minutes shows them again.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    proof,
    query::{Keyed, PrintCodeCard, PrintedCodeCard},
};
use crate::{
    form::{Form, Typed},
    format,
    page::Page,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "account/card.html")]
struct Ask {
    form: Form,
}

#[derive(Template)]
#[template(path = "account/card_printed.html")]
struct Printed {
    name: String,
    day: String,
    card: PrintedCodeCard,
}

/// What it is, and the button that makes one.
pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Page {
    asks(Form::blank(&portal, &member.visitor))
}

fn asks(form: Form) -> Page {
    Page::of_form(t("card-title"), &form, &Ask { form: form.clone() })
}

/// Makes a card and shows it. No redirect: the codes are nowhere to be read again but under the key of this very form.
pub(super) async fn print(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(asks(form).into_response());
    }
    let act = PrintCodeCard::build(Keyed { key: form.key().into() });
    let payload = portal.ask(&member.visitor, act).await?.print_code_card;
    match (payload.card, payload.refusal) {
        (Some(card), _) if card.codes.is_empty() => {
            // Another key: another card.
            let mut form = Form::blank(&portal, &member.visitor);
            form.wrong_all(t("card-late"));
            Ok(asks(form).into_response())
        }
        (Some(card), _) => {
            let printed = Printed { name: member.session().name.clone(), day: format::stamp(&card.printed_at), card };
            Ok(Page::new(t("card-title"), &printed).into_response())
        }
        (None, Some(refusal)) if refusal.code == proof::NEEDED => {
            proof::step_up(&portal, &member, "/compte/carte", form.typed()).await
        }
        (None, Some(refusal)) => {
            form.refuse("", &refusal);
            Ok(asks(form).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}
