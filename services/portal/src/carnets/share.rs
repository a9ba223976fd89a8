//! `/reserve/repartir`: how many booklets each commune is proposed; people adjust it, say whose stock, and it is sent.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;

use super::{
    allot::orders,
    queries::{
        Allocate, AllocateVariables, AllocationShare, DestinationInput, DistributionPoint, Plan, PlanVariables,
        StockHeld,
    },
    send::points,
    stock::all,
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::{Field, Select},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "carnets/share.html")]
struct Shown<'a> {
    form: &'a Form,
    order: String,
    stocks: Vec<StockHeld>,
    points: Vec<DistributionPoint>,
    shares: Vec<AllocationShare>,
}

impl Shown<'_> {
    fn which(&self) -> Select {
        orders(self.form, &self.stocks)
    }

    fn carnets(&self, share: &AllocationShare) -> Field {
        let label = t("share-carnets").saying("commune", &share.name).with("people", share.population);
        self.form.text(&format!("n-{}", share.code), label).kind("number").mode("numeric").width("court")
    }

    fn to(&self, share: &AllocationShare) -> Select {
        let label = t("share-to").saying("commune", &share.name);
        let select = self.form.select(&format!("a-{}", share.code), label).choice("", t("share-nobody"));
        self.points.iter().fold(select, |select, one| select.choice(one.id.inner(), &one.name))
    }
}

/// The questions, then the proposal.
pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    let typed = asked.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, value.clone()));
    let mut form = Form::filled(&portal, &member.visitor, typed);
    let order = form.typed().get("commande").to_owned();
    let number = |name: &str| asked.get(name).and_then(|text| text.trim().parse::<i32>().ok());
    if asked.is_empty() {
        return page(&portal, &member, &form, String::new(), Vec::new()).await;
    }
    let (Some(carnets), fixed) = (number("carnets"), number("fixe").unwrap_or(0)) else {
        form.wrong("carnets", t("share-carnets-missing"));
        return page(&portal, &member, &form, String::new(), Vec::new()).await;
    };
    if order.is_empty() {
        form.wrong("commande", t("allot-order-missing"));
        return page(&portal, &member, &form, String::new(), Vec::new()).await;
    }
    let told = Plan::build(PlanVariables { order: order.as_str().into(), carnets, fixed });
    let told = portal.ask(&member.visitor, told).await?.allocation_plan;
    if let Some(refusal) = told.refusal {
        form.refuse("carnets", &refusal);
    }
    let shares = told.plan.map(|plan| plan.shares).unwrap_or_default();
    let typed = shares
        .iter()
        .fold(form.typed().clone(), |typed, share| typed.with(&format!("n-{}", share.code), share.carnets.to_string()));
    let form = if form.is_wrong() { form } else { Form::filled(&portal, &member.visitor, typed) };
    page(&portal, &member, &form, order, shares).await
}

async fn page(
    portal: &Portal,
    member: &Member,
    form: &Form,
    order: String,
    shares: Vec<AllocationShare>,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    let (stocks, points) = (all(portal, member).await?, points(portal, member).await?);
    let shown = Shown { form, order, stocks, points, shares };
    Ok(Page::of_form(t("share-title"), form, &shown).wide().into_response())
}

/// What people decided: the parts of one stock are sent together.
pub(super) async fn share(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let (order, mut parts) = (form.typed().get("commande").to_owned(), Vec::<(String, i32)>::new());
    let named: Vec<(String, String)> = form
        .typed()
        .pairs()
        .filter_map(|(name, value)| Some((name.strip_prefix("a-")?.to_owned(), value.to_owned())))
        .filter(|(_, to)| !to.is_empty())
        .collect();
    for (code, to) in named {
        let carnets = form.typed().get(&format!("n-{code}")).parse::<i32>().ok().filter(|carnets| *carnets >= 0);
        match (carnets, parts.iter_mut().find(|(known, _)| *known == to)) {
            (None, _) => form.wrong(&format!("n-{code}"), t("allot-number-missing")),
            (Some(0), _) => {}
            (Some(carnets), Some((_, all))) => *all += carnets,
            (Some(carnets), None) => parts.push((to, carnets)),
        }
    }
    if parts.is_empty() && !form.is_wrong() {
        form.wrong_all(t("share-none"));
    }
    if !form.is_wrong() {
        let to = parts
            .into_iter()
            .map(|(to, carnets)| DestinationInput { structure_id: to.as_str().into(), carnets })
            .collect();
        let act = Allocate::build(AllocateVariables { key: form.key().into(), order: order.as_str().into(), to });
        match portal.ask(&member.visitor, act).await?.allocate_carnets.refusal {
            None => return Ok(see("/reserve?fait=oui").into_response()),
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    let shares = kept(&form);
    page(&portal, &member, &form, order, shares).await
}

/// The lines of the form that was sent, as it names them.
fn kept(form: &Form) -> Vec<AllocationShare> {
    let codes = form.typed().pairs().filter_map(|(name, _)| name.strip_prefix("n-"));
    let share = |code: &str| AllocationShare {
        code: code.to_owned(),
        name: form.typed().get(&format!("nom-{code}")).to_owned(),
        population: form.typed().get(&format!("h-{code}")).parse().unwrap_or_default(),
        carnets: 0,
    };
    codes.map(share).collect()
}
