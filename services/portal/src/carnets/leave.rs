//! `/reserve/rendre` and `/reserve/perte`: booklets leave a stock, back to the network, or because they were lost or stolen.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    door::{keeps_a_stock, whose},
    gone::reason,
    queries::{GiveBack, Lose, LoseVariables, ReturnVariables, WhyBlocked},
    send::lot,
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    parts::Radios,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "carnets/leave.html")]
struct Shown<'a> {
    form: &'a Form,
    /// Whether they were lost or stolen.
    lost: bool,
}

impl Shown<'_> {
    const fn title(&self) -> &'static str {
        if self.lost { "lose-title" } else { "return-title" }
    }

    const fn lead(&self) -> &'static str {
        if self.lost { "lose-lead" } else { "return-lead" }
    }

    const fn action(&self) -> &'static str {
        if self.lost { "/reserve/perte" } else { "/reserve/rendre" }
    }

    fn why(&self) -> Radios {
        self.form.radios("pourquoi", t("lose-why")).choice("perdu", t("lose-lost")).choice("vole", t("lose-stolen"))
    }
}

fn page(form: &Form, lost: bool) -> Page {
    let shown = Shown { form, lost };
    Page::of_form(t(shown.title()), form, &shown)
}

pub(super) async fn give_back(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    keeps_a_stock(&member)?;
    Ok(page(&Form::blank(&portal, &member.visitor), false))
}

pub(super) async fn lose(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    keeps_a_stock(&member)?;
    Ok(page(&Form::blank(&portal, &member.visitor), true))
}

pub(super) async fn given_back(
    State(portal): State<Portal>,
    member: Member,
    typed: Typed,
) -> Result<Response, Trouble> {
    keeps_a_stock(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let lot = lot(&mut form);
    if form.is_wrong() {
        return Ok(page(&form, false).into_response());
    }
    let structure = cynic::Id::new(member.organisation()?);
    let act = GiveBack::build(ReturnVariables { key: form.key().into(), structure, lot });
    let refusal = portal.ask(&member.visitor, act).await?.return_carnets.refusal;
    Ok(ended(form, refusal, false))
}

pub(super) async fn lost(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    keeps_a_stock(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let lot = lot(&mut form);
    let why = match form.typed().get("pourquoi") {
        "perdu" => Some(WhyBlocked::Lost),
        "vole" => Some(WhyBlocked::Stolen),
        _ => None,
    };
    if why.is_none() {
        form.wrong("pourquoi", t("carnets-why-missing"));
    }
    let reason = reason(&mut form);
    let Some(why) = why.filter(|_| !form.is_wrong()) else { return Ok(page(&form, true).into_response()) };
    let act = Lose::build(LoseVariables { key: form.key().into(), structure: whose(&member)?, lot, why, reason });
    let refusal = portal.ask(&member.visitor, act).await?.block_stock.refusal;
    Ok(ended(form, refusal, true))
}

fn ended(mut form: Form, refusal: Option<Refusal>, lost: bool) -> Response {
    match refusal {
        None => see("/reserve?fait=oui").into_response(),
        Some(refusal) => {
            form.refuse("premier", &refusal);
            page(&form, lost).into_response()
        }
    }
}
