//! « Mon carnet »: a number and one code, then what remains and until when. Never where, never when, never who.

use askama::Template;
use axum::extract::State;
use cynic::QueryBuilder;

use crate::{
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::Page,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Visitor,
    words::t,
};

#[derive(Clone, Debug, cynic::QueryVariables)]
struct Held {
    serial: String,
    code: String,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Held")]
struct Look {
    #[arguments(serial: $serial, code: $code)]
    booklet: BookletPayload,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
struct BookletPayload {
    booklet: Option<Booklet>,
    refusal: Option<Refusal>,
}

/// What remains.
#[derive(Clone, Debug, cynic::QueryFragment)]
struct Booklet {
    carnet: String,
    cheques: i32,
    value_cents: i32,
    until: String,
    state: BookletState,
}

/// Whether it can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum BookletState {
    Blocked,
    Ended,
    NotYet,
    Usable,
}

#[derive(Template)]
#[template(path = "public/booklet.html")]
struct Ask {
    form: Form,
}

#[derive(Template)]
#[template(path = "public/remains.html")]
struct Remains {
    carnet: String,
    cheques: i32,
    value: String,
    until: String,
    usable: bool,
    says: &'static str,
}

pub(super) async fn show(State(portal): State<Portal>, visitor: Visitor) -> Page {
    page(Form::blank(&portal, &visitor))
}

/// A question, although it is sent by POST: a code is not for an address that browsers and logs keep.
pub(super) async fn look(State(portal): State<Portal>, visitor: Visitor, typed: Typed) -> Result<Page, Trouble> {
    let mut form = Form::filled(&portal, &visitor, typed);
    for (field, missing) in [("numero", "booklet-no-number"), ("code", "booklet-no-code")] {
        if form.typed().some(field).is_none() {
            form.wrong(field, t(missing));
        }
    }
    if form.is_wrong() {
        return Ok(page(form));
    }
    let held = Held { serial: form.typed().get("numero").to_owned(), code: form.typed().get("code").to_owned() };
    let seen = portal.ask(&visitor, Look::build(held)).await?.booklet;
    match (seen.booklet, seen.refusal) {
        (Some(booklet), _) => Ok(remains(booklet)),
        (None, Some(refusal)) => {
            form.refuse(field_of(&refusal), &refusal);
            Ok(page(form))
        }
        (None, None) => Err(Trouble::Broken),
    }
}

fn field_of(refusal: &Refusal) -> &'static str {
    match refusal.code.as_str() {
        "TOO_MANY_ATTEMPTS" => "",
        "NOT_FOUND" => "numero",
        _ => "code",
    }
}

fn page(form: Form) -> Page {
    let shown = Ask { form };
    Page::of_form(t("booklet-title"), &shown.form, &shown).description(t("booklet-lead"))
}

fn remains(booklet: Booklet) -> Page {
    let usable = booklet.state == BookletState::Usable && booklet.cheques > 0;
    let says = match booklet.state {
        BookletState::Usable if booklet.cheques > 0 => "booklet-usable",
        BookletState::Usable => "booklet-empty",
        BookletState::NotYet => "booklet-not-yet",
        BookletState::Ended => "booklet-ended",
        BookletState::Blocked => "booklet-blocked",
    };
    let (value, until) = (format::euros(i64::from(booklet.value_cents)), format::day(&booklet.until));
    let Booklet { carnet, cheques, .. } = booklet;
    Page::new(t("booklet-title"), &Remains { carnet, cheques, value, until, usable, says })
}
