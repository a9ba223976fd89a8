//! `/reserve/attribuer`: the operator puts booklets that a prescriber has in hand already into its stock; nothing is sent.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::access::Role;

use super::{
    queries::{Allot, AllotVariables, DistributionPoint, StockHeld},
    send::{points, to},
    stock::all,
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::Select,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "carnets/allot.html")]
struct Shown<'a> {
    form: &'a Form,
    stocks: Vec<StockHeld>,
    points: Vec<DistributionPoint>,
}

impl Shown<'_> {
    fn order(&self) -> Select {
        orders(self.form, &self.stocks)
    }

    fn to(&self) -> Select {
        to(self.form, &self.points)
    }
}

/// Which order: one that has booklets in some stock.
pub(super) fn orders(form: &Form, stocks: &[StockHeld]) -> Select {
    let mut seen: Vec<&str> = Vec::new();
    let select = form.select("commande", t("prescriber-order")).choice("", t("parcel-send-choose"));
    stocks.iter().fold(select, |select, one| match seen.contains(&one.label.as_str()) {
        true => select,
        false => {
            seen.push(&one.label);
            select.choice(one.order_id.inner(), &one.label)
        }
    })
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Response, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, &form).await
}

async fn page(portal: &Portal, member: &Member, form: &Form) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    let (stocks, points) = (all(portal, member).await?, points(portal, member).await?);
    Ok(Page::of_form(t("allot-title"), form, &Shown { form, stocks, points }).into_response())
}

pub(super) async fn allot(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    for (field, missing) in [("commande", "allot-order-missing"), ("vers", "parcel-send-to-missing")] {
        if form.typed().some(field).is_none() {
            form.wrong(field, t(missing));
        }
    }
    let no = |form: &Form, field: &str| form.typed().get(field).parse::<i32>().ok();
    let (first, last) = (no(&form, "premier"), no(&form, "dernier"));
    for (field, number) in [("premier", first), ("dernier", last)] {
        if number.is_none() {
            form.wrong(field, t("allot-number-missing"));
        }
    }
    let (Some(first), Some(last), false) = (first, last, form.is_wrong()) else {
        return page(&portal, &member, &form).await;
    };
    let variables = AllotVariables {
        key: form.key().into(),
        order: form.typed().get("commande").into(),
        prescriber: form.typed().get("vers").into(),
        first,
        last,
    };
    match portal.ask(&member.visitor, Allot::build(variables)).await?.allot_carnets.refusal {
        None => Ok(see("/reserve?fait=oui").into_response()),
        Some(refusal) => {
            form.refuse("premier", &refusal);
            page(&portal, &member, &form).await
        }
    }
}
