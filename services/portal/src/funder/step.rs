//! The page of one deed of an order's life: what it does, its fields, and one button.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;

use super::deeds::Deed;
use crate::{
    account::proof,
    form::{Form, Typed},
    page::{Page, see},
    parts::{Radios, Select},
    portal::Portal,
    schema,
    structures::{self, StructureKind},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct OneVars {
    order: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OneVars")]
struct One {
    #[arguments(id: $order)]
    order: Option<Order>,
}

#[derive(cynic::QueryFragment)]
struct Order {
    label: String,
    life: Option<OrderLife>,
}

#[derive(cynic::QueryFragment)]
struct OrderLife {
    deliveries: Vec<OrderDelivery>,
}

#[derive(cynic::QueryFragment)]
struct OrderDelivery {
    no: i32,
    structure_name: Option<String>,
    carnets: i32,
    counted: Option<i32>,
}

#[derive(Template)]
#[template(path = "funder/step.html")]
struct Show {
    form: Form,
    path: String,
    order: String,
    label: String,
    slug: &'static str,
    answer: Option<Radios>,
    points: Option<Select>,
    deliveries: Option<Select>,
    refund: bool,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((order, slug)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let deed = Deed::of(&slug).ok_or(Trouble::Absent)?;
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, &order, deed, form).await
}

pub(super) async fn act(
    State(portal): State<Portal>,
    member: Member,
    Path((order, slug)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let deed = Deed::of(&slug).ok_or(Trouble::Absent)?;
    member.must_be_one_of(deed.roles())?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if deed.is_answer() && !form.typed().has("avis") {
        form.wrong("avis", t("deed-answer-wrong"));
    }
    if form.is_wrong() {
        return Ok(page(&portal, &member, &order, deed, form).await?.into_response());
    }
    let path = format!("/commandes/{order}");
    let Some(refusal) = deed.ask(&portal, &member, &order, &form).await? else {
        return Ok(see(&path).into_response());
    };
    if refusal.code == proof::NEEDED {
        return proof::step_up(&portal, &member, &format!("{path}/etapes/{}", deed.slug()), form.typed()).await;
    }
    form.refuse(deed.field(&refusal.code), &refusal);
    Ok(page(&portal, &member, &order, deed, form).await?.into_response())
}

async fn page(portal: &Portal, member: &Member, id: &str, deed: Deed, form: Form) -> Result<Page, Trouble> {
    member.must_be_one_of(deed.roles())?;
    let order = portal.ask(&member.visitor, One::build(OneVars { order: id.into() })).await?.order;
    let order = order.ok_or(Trouble::Absent)?;
    let points = if deed == Deed::Dispatch { Some(points(portal, member, &form).await?) } else { None };
    let show = Show {
        path: format!("/commandes/{id}/etapes/{}", deed.slug()),
        order: format!("/commandes/{id}"),
        slug: deed.slug(),
        answer: deed.is_answer().then(|| {
            let answer = form.radios("avis", t("deed-answer"));
            answer
                .choice("oui", t("deed-yes").with("deed", deed.slug()))
                .choice("non", t("deed-no").with("deed", deed.slug()))
        }),
        points,
        deliveries: (deed == Deed::Count).then(|| deliveries(&order, &form)),
        refund: deed == Deed::Refund,
        label: order.label,
        form: form.clone(),
    };
    Ok(Page::of_form(t("deed-title").with("deed", deed.slug()), &form, &show))
}

/// The distribution points: prescribers and whoever holds a venue.
async fn points(portal: &Portal, member: &Member, form: &Form) -> Result<Select, Trouble> {
    let kinds = [StructureKind::Prescriber, StructureKind::VenueHolder];
    let found = structures::of_kinds(portal, member, &kinds).await?;
    let select = form.select("point", t("deed-point")).choice("", t("deed-choose"));
    Ok(found.iter().fold(select, |select, one| select.choice(one.id.inner(), &one.name)))
}

/// What was sent and not counted.
fn deliveries(order: &Order, form: &Form) -> Select {
    let sent = order.life.iter().flat_map(|life| &life.deliveries).filter(|one| one.counted.is_none());
    let select = form.select("livraison", t("deed-delivery")).choice("", t("deed-choose"));
    sent.fold(select, |select, one| {
        let name = one.structure_name.clone().unwrap_or_default();
        let told = t("deed-delivery-of").with("name", name).with("count", one.carnets);
        select.choice(&one.no.to_string(), told)
    })
}
