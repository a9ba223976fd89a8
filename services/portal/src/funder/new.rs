//! A new order: what is wanted, « Vérifiez vos réponses », then it is placed; or, by the operator, a quote for a funder to sign.
//!
//! The first two pages are asked by GET: going back and forth sends nothing, and keeps all that was typed in the address.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::{access::Role, clock::Day};

use super::{
    rules::{self, OrderRulesInput},
    terms::{self, PUBLICS, Terms},
};
use crate::{
    ask::Refusal,
    form::{Form, KEY, Typed},
    format,
    page::{Page, see},
    parts::{Checks, Facts, Hidden, Radios, Select},
    portal::Portal,
    schema,
    structures::{self, StructureKind},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct YearVars {
    year: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "YearVars")]
struct Territory {
    #[arguments(year: $year)]
    communes: Communes,
}

#[derive(cynic::QueryFragment)]
struct Communes {
    nodes: Vec<Commune>,
}

#[derive(cynic::QueryFragment)]
struct Commune {
    code: cynic::Id,
    name: String,
}

#[derive(cynic::QueryVariables)]
struct PlaceVars {
    key: cynic::Id,
    input: OrderInput,
}

#[derive(cynic::InputObject)]
struct OrderInput {
    funder_id: cynic::Id,
    carnets: i32,
    cheques_per_carnet: i32,
    face_value_cents: i32,
    distribution_ends: String,
    validity_ends: String,
    tolerance_ends: String,
    communes: Vec<String>,
    publics: Vec<Public>,
    rules: Option<OrderRulesInput>,
}

#[derive(cynic::QueryVariables)]
struct QuoteVars {
    key: cynic::Id,
    input: OrderInput,
    until: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "QuoteVars")]
struct Quote {
    #[arguments(key: $key, input: $input, until: $until)]
    quote_order: QuoteOrderPayload,
}

#[derive(cynic::QueryFragment)]
struct QuoteOrderPayload {
    quote: Option<QuotedOrder>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct QuotedOrder {
    order_id: cynic::Id,
}

#[derive(Clone, Copy, Debug, cynic::Enum)]
enum Public {
    JobSeeker,
    YoungInIntegration,
    SixtyAndOver,
    SocialMinima,
    Other,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PlaceVars")]
struct Place {
    #[arguments(key: $key, input: $input)]
    place_order: PlaceOrderPayload,
}

#[derive(cynic::QueryFragment)]
struct PlaceOrderPayload {
    order: Option<PlacedOrder>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct PlacedOrder {
    order_id: cynic::Id,
}

#[derive(Template)]
#[template(path = "funder/new.html")]
struct Show {
    form: Form,
    publics: Checks,
    communes: Checks,
    some_communes: bool,
    /// For whom a quote is: of the operator alone.
    funders: Option<Select>,
    second: Radios,
    family: Radios,
}

#[derive(Template)]
#[template(path = "funder/verify.html")]
struct Verify {
    form: Form,
    facts: Facts,
    cheques: i64,
    value: String,
    typed: Vec<Hidden>,
    is_quote: bool,
}

/// The form: empty, or as it was left.
pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    RawQuery(typed): RawQuery,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Funder, Role::Operator])?;
    let typed =
        typed.filter(|typed| !typed.is_empty()).map_or_else(terms::usual, |typed| Typed::read(typed.as_bytes()));
    let form = Form::filled(&portal, &member.visitor, typed);
    asked(&portal, &member, form).await
}

/// All that was typed, read once more before anything is done.
pub(super) async fn verify(
    State(portal): State<Portal>,
    member: Member,
    RawQuery(typed): RawQuery,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Funder, Role::Operator])?;
    let typed = Typed::read(typed.unwrap_or_default().as_bytes());
    let mut form = Form::filled(&portal, &member.visitor, typed);
    match terms::read(&mut form) {
        Some(terms) => checked(&portal, &member, form, &terms).await,
        None => asked(&portal, &member, form).await,
    }
}

/// Places the order, then shows it.
pub(super) async fn place(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Funder, Role::Operator])?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let Some(terms) = terms::read(&mut form) else {
        return Ok(asked(&portal, &member, form).await?.into_response());
    };
    if quotes(&member) {
        return quote(&portal, &member, form, &terms).await;
    }
    let vars = PlaceVars { key: form.key().into(), input: input(member.organisation()?, &terms) };
    let done = portal.ask(&member.visitor, Place::build(vars)).await?.place_order;
    if let Some(order) = done.order {
        return Ok(see(&format!("/commandes/{}", order.order_id.inner())).into_response());
    }
    if let Some(refusal) = &done.refusal {
        form.refuse(field(&refusal.code), refusal);
    }
    Ok(asked(&portal, &member, form).await?.into_response())
}

/// The operator makes a quote, whoever else it is.
fn quotes(member: &Member) -> bool {
    member.is(Role::Operator) && !member.is(Role::Funder)
}

async fn quote(portal: &Portal, member: &Member, mut form: Form, terms: &Terms) -> Result<Response, Trouble> {
    let (funder, until) = (form.typed().get("commanditaire").to_owned(), form.typed().get("jusque").to_owned());
    let vars = QuoteVars { key: form.key().into(), input: input(&funder, terms), until };
    let done = portal.ask(&member.visitor, Quote::build(vars)).await?.quote_order;
    if let Some(quote) = done.quote {
        return Ok(see(&format!("/commandes/{}", quote.order_id.inner())).into_response());
    }
    if let Some(refusal) = &done.refusal {
        let place = if refusal.code == "NOT_FOUND" { "commanditaire" } else { field(&refusal.code) };
        form.refuse(place, refusal);
    }
    Ok(asked(portal, member, form).await?.into_response())
}

/// Those who may order, for the operator to choose among.
async fn funders(portal: &Portal, member: &Member, form: &Form) -> Result<Select, Trouble> {
    let found = structures::of_kinds(portal, member, &[StructureKind::Funder]).await?;
    let select = form.select("commanditaire", t("order-funder")).choice("", t("deed-choose"));
    Ok(found.iter().fold(select, |select, one| select.choice(one.id.inner(), &one.name)))
}

fn field(code: &str) -> &'static str {
    match code {
        "DATES_INVALID" => "distribution",
        "COMMUNE_UNKNOWN" => "commune",
        "INPUT_INVALID" => "carnets",
        _ => "",
    }
}

fn input(funder: &str, terms: &Terms) -> OrderInput {
    let public = |name: &String| match name.as_str() {
        "JOB_SEEKER" => Some(Public::JobSeeker),
        "YOUNG_IN_INTEGRATION" => Some(Public::YoungInIntegration),
        "SIXTY_AND_OVER" => Some(Public::SixtyAndOver),
        "SOCIAL_MINIMA" => Some(Public::SocialMinima),
        "OTHER" => Some(Public::Other),
        _ => None,
    };
    OrderInput {
        funder_id: funder.into(),
        carnets: terms.carnets,
        cheques_per_carnet: terms.cheques_per_carnet,
        face_value_cents: terms.face_value_cents,
        distribution_ends: terms.distribution_ends.to_string(),
        validity_ends: terms.validity_ends.to_string(),
        tolerance_ends: terms.tolerance_ends.to_string(),
        communes: terms.communes.clone(),
        publics: terms.publics.iter().filter_map(public).collect(),
        rules: Some(terms.rules.clone()),
    }
}

async fn asked(portal: &Portal, member: &Member, form: Form) -> Result<Page, Trouble> {
    let communes = communes(portal, member).await?;
    let mut places = form.checks("commune", t("order-communes")).hint(t("order-communes-hint"));
    for commune in &communes {
        places = places.choice(commune.code.inner(), &commune.name);
    }
    let publics = PUBLICS
        .into_iter()
        .fold(form.checks("public", t("order-publics")).hint(t("order-publics-hint")), |all, (value, name)| {
            all.choice(value, t(name))
        });
    let some_communes = !form.typed().all("commune").is_empty();
    let is_quote = quotes(member);
    let funders = if is_quote { Some(funders(portal, member, &form).await?) } else { None };
    let (second, family) = (rules::second(&form), rules::family(&form));
    let show = Show { form: form.clone(), publics, communes: places, some_communes, funders, second, family };
    Ok(Page::of_form(t(if is_quote { "quote-new" } else { "order-new-title" }), &form, &show))
}

async fn checked(portal: &Portal, member: &Member, form: Form, terms: &Terms) -> Result<Page, Trouble> {
    let known = communes(portal, member).await?;
    let names: Vec<String> = known
        .into_iter()
        .filter(|commune| terms.communes.iter().any(|code| code == commune.code.inner()))
        .map(|commune| commune.name)
        .collect();
    let publics: Vec<String> = PUBLICS
        .into_iter()
        .filter(|(value, _)| terms.publics.iter().any(|one| one == value))
        .map(|(_, name)| t(name).to_string())
        .collect();
    let back = address(form.typed());
    let listed = |names: Vec<String>, none: &'static str| {
        if names.is_empty() { t(none).to_string() } else { names.join(", ") }
    };
    let day = |day: Day| kernel::words::long_day(day);
    let facts = Facts::default()
        .changed(t("order-carnets"), format::count(terms.carnets.into()), &back)
        .changed(t("order-per-carnet"), terms.cheques_per_carnet, &back)
        .changed(t("order-face-value"), format::euros(terms.face_value_cents.into()), &back)
        .changed(t("order-distribution"), day(terms.distribution_ends), &back)
        .changed(t("order-validity"), day(terms.validity_ends), &back)
        .changed(t("order-tolerance"), day(terms.tolerance_ends), &back)
        .changed(t("order-publics"), listed(publics, "order-everybody"), &back)
        .changed(t("order-communes"), listed(names, "order-everywhere"), &back);
    let typed = form.typed().pairs().filter(|(name, _)| *name != KEY).map(|(name, value)| Hidden::new(name, value));
    let show = Verify {
        form: form.clone(),
        facts,
        cheques: terms.cheques(),
        value: terms.value(),
        typed: typed.collect(),
        is_quote: quotes(member),
    };
    Ok(Page::new(t("order-verify-title"), &show))
}

/// The form again, as it was left.
fn address(typed: &Typed) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(typed.pairs().filter(|(name, _)| *name != KEY));
    format!("/commandes/nouvelle?{}", query.finish())
}

async fn communes(portal: &Portal, member: &Member) -> Result<Vec<Commune>, Trouble> {
    let year = portal.clock().now().day().year().clamp(2022, 2026);
    Ok(portal.ask(&member.visitor, Territory::build(YearVars { year })).await?.communes.nodes)
}
