//! What the next run would pay, venue by venue; preparing it gathers exactly that.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;

use crate::{
    account::proof,
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Preview {
    settlement_preview: Option<SettlementPreview>,
}

#[derive(cynic::QueryFragment)]
struct SettlementPreview {
    cheques: i32,
    held_cheques: i32,
    held_cents: i32,
    paid_cents: i32,
    new_accounts: i32,
    interrupted: bool,
    since: Option<String>,
    venues: Vec<VenueExpected>,
}

#[derive(cynic::QueryFragment)]
struct VenueExpected {
    venue: Venue,
    cheques: i32,
    amount_cents: i32,
    held_cheques: i32,
    paid_cents: i32,
    carried_cents: i32,
    rest_cents: i32,
    has_account: bool,
    held: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct Venue {
    name: Option<String>,
    structure: Option<Structure>,
}

#[derive(cynic::QueryFragment)]
struct Structure {
    name: String,
}

#[derive(cynic::QueryVariables)]
struct Vars {
    key: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Vars")]
struct Prepare {
    #[arguments(key: $key)]
    prepare_settlement: SettlementPayload,
}

#[derive(cynic::QueryFragment)]
struct SettlementPayload {
    settlement: Option<SettlementStep>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct SettlementStep {
    settlement_id: cynic::Id,
}

#[derive(Template)]
#[template(path = "treasurer/preview.html")]
struct Show {
    form: Form,
    cheques: i32,
    amount: String,
    since: Option<String>,
    interrupted: bool,
    /// What is held back, in a sentence.
    held: Option<String>,
    new_accounts: i32,
    /// Structures that cannot be paid.
    unpaid: Vec<String>,
    venues: Table,
    pays: bool,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, form).await
}

pub(super) async fn prepare(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&portal, &member, form).await?.into_response());
    }
    let done = portal.ask(&member.visitor, Prepare::build(Vars { key: form.key().into() })).await?.prepare_settlement;
    if let Some(run) = done.settlement {
        return Ok(see(&format!("/reglements/{}", run.settlement_id.inner())).into_response());
    }
    if let Some(refusal) = &done.refusal {
        if refusal.code == proof::NEEDED {
            return proof::step_up(&portal, &member, "/reglements/apercu", form.typed()).await;
        }
        form.refuse("", refusal);
    }
    Ok(page(&portal, &member, form).await?.into_response())
}

async fn page(portal: &Portal, member: &Member, form: Form) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Treasurer, Role::Operator])?;
    let seen = portal.ask(&member.visitor, Preview::build(())).await?.settlement_preview.ok_or(Trouble::Forbidden)?;
    let mut unpaid: Vec<String> =
        seen.venues.iter().filter(|one| one.cheques > 0 && !one.has_account).map(|one| structure(&one.venue)).collect();
    unpaid.sort();
    unpaid.dedup();
    let show = Show {
        cheques: seen.cheques,
        amount: format::euros(seen.paid_cents.into()),
        new_accounts: seen.new_accounts,
        since: seen.since.as_deref().map(format::stamp),
        interrupted: seen.interrupted,
        held: held(&seen),
        unpaid,
        venues: table(&seen.venues),
        pays: member.is(Role::Treasurer),
        form: form.clone(),
    };
    Ok(Page::of_form(t("preview-title"), &form, &show).wide())
}

fn table(venues: &[VenueExpected]) -> Table {
    let heads =
        ["preview-venue", "preview-structure", "runs-cheques", "runs-amount", "preview-carried", "preview-paid"].map(t);
    let mut table = Table::new(t("preview-caption"), heads);
    for one in venues.iter().filter(|one| one.cheques > 0 || one.carried_cents > 0) {
        table.row([
            Cell::text(one.venue.name.as_deref().unwrap_or_default()),
            Cell::text(structure(&one.venue)),
            Cell::number(format::count(one.cheques.into())),
            Cell::number(format::euros(one.amount_cents.into())),
            Cell::number(format::euros(one.carried_cents.into())),
            match &one.held {
                Some(why) => Cell::text(t("preview-waits").saying("why", t("run-held").with("why", why.as_str()))),
                None if one.rest_cents > 0 => Cell::text(capped(one)),
                None => Cell::number(format::euros(one.paid_cents.into())),
            },
        ]);
    }
    table
}

/// What is paid first on a new account, and what waits.
fn capped(one: &VenueExpected) -> String {
    let (paid, rest) = (format::euros(one.paid_cents.into()), format::euros(one.rest_cents.into()));
    t("preview-capped").saying("paid", paid).saying("rest", rest).to_string()
}

/// What waits for a later run, and at how many venues.
fn held(seen: &SettlementPreview) -> Option<String> {
    let venues = seen.venues.iter().filter(|one| one.held_cheques > 0).count();
    let told = t("preview-held").with("cheques", seen.held_cheques).with("venues", venues);
    (seen.held_cheques > 0).then(|| told.saying("amount", format::euros(seen.held_cents.into())).to_string())
}

fn structure(venue: &Venue) -> String {
    venue.structure.as_ref().map(|structure| structure.name.clone()).unwrap_or_default()
}
