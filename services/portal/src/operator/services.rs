//! `/reseau/ateliers-payes`: what cheques paid for in the last month, with a session or without, and what is to be looked at.

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use serde::Deserialize;

use super::door;
use crate::{
    ask::PageInfo,
    format,
    page::Page,
    parts::{Cell, Facts, Pager, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Deserialize)]
pub(super) struct Asked {
    apres: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Vars {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct Paid {
    paid_services: Option<PaidServicesSeen>,
}

#[derive(cynic::QueryFragment)]
#[cynic(variables = "Vars")]
struct PaidServicesSeen {
    from: String,
    until: String,
    with_session: i32,
    walk_in: i32,
    unsaid: i32,
    remainder_cents: i32,
    #[arguments(after: $after, first: 50)]
    to_look_at: ServiceToLookAtConnection,
    #[arguments(first: 100)]
    carnets_to_look_at: CarnetToLookAtConnection,
}

#[derive(cynic::QueryFragment)]
struct ServiceToLookAtConnection {
    nodes: Vec<ServiceToLookAt>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct ServiceToLookAt {
    venue: Venue,
    venue_name: String,
    receipt_id: Option<cynic::Id>,
    title: String,
    day: String,
    seats: Option<i32>,
    price_cheques: i32,
    people: i32,
    cheques: i32,
    because: Vec<ServiceFlag>,
}

#[derive(cynic::QueryFragment)]
struct CarnetToLookAtConnection {
    nodes: Vec<CarnetToLookAt>,
}

#[derive(cynic::QueryFragment)]
struct CarnetToLookAt {
    venue: Venue,
    venue_name: String,
    carnet: String,
    cheques: i32,
    at: String,
    because: CarnetFlag,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum CarnetFlag {
    WholeAtOnce,
    WholeSameDay,
    BeforeHandOver,
}

#[derive(cynic::QueryFragment)]
struct Venue {
    id: cynic::Id,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum ServiceFlag {
    MoreThanSeats,
    MoreThanPrice,
    SeveralPrices,
}

#[derive(Template)]
#[template(path = "operator/services.html")]
struct Show {
    days: String,
    facts: Facts,
    table: Table,
    pager: Pager,
    carnets: Table,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    door::operator(&member)?;
    let vars = Vars { after: asked.apres.clone() };
    let seen = portal.ask(&member.visitor, Paid::build(vars)).await?.paid_services.ok_or(Trouble::Forbidden)?;
    let facts = Facts::default()
        .fact(t("services-with-session"), format::count(seen.with_session.into()))
        .fact(t("services-walk-in"), format::count(seen.walk_in.into()))
        .fact(t("services-unsaid"), format::count(seen.unsaid.into()))
        .fact(t("services-remainder"), format::euros(seen.remainder_cents.into()));
    let end = seen.to_look_at.page_info.next();
    let (from, until) = (format::day(&seen.from), format::day(&seen.until));
    let show = Show {
        days: t("services-days").with("from", from).with("until", until).to_string(),
        facts,
        carnets: carnets(&seen.carnets_to_look_at.nodes),
        table: table(&seen.to_look_at.nodes),
        pager: Pager::new("/reseau/ateliers-payes", asked.apres.as_deref(), end.as_deref()),
    };
    Ok(Page::new(t("services-title"), &show).wide())
}

fn table(found: &[ServiceToLookAt]) -> Table {
    let heads = ["services-what", "services-where", "services-cheques", "services-expected", "services-because"];
    let mut table = Table::new(t("services-caption"), heads.map(t));
    for one in found {
        let what = t("services-name").saying("title", &one.title).with("day", format::day(&one.day));
        table.row([
            Cell::link(path(one), what),
            Cell::text(&one.venue_name),
            Cell::number(format::count(one.cheques.into())),
            Cell::text(expected(one)),
            Cell::text(because(one)),
        ]);
    }
    table
}

fn carnets(found: &[CarnetToLookAt]) -> Table {
    let heads = ["services-carnet", "services-where", "services-cheques", "services-because"];
    let mut table = Table::new(t("services-carnets-caption"), heads.map(t));
    for one in found {
        let acts = format!("/reseau/encaissements?lieu={}", one.venue.id.inner());
        let why = match one.because {
            CarnetFlag::WholeAtOnce => t("services-whole-at-once"),
            CarnetFlag::WholeSameDay => t("services-whole-in-a-day"),
            CarnetFlag::BeforeHandOver => t("services-before-hand-over"),
        };
        table.row([
            Cell::link(acts, t("services-name").saying("title", &one.carnet).with("day", format::stamp(&one.at))),
            Cell::text(&one.venue_name),
            Cell::number(format::count(one.cheques.into())),
            Cell::text(why),
        ]);
    }
    table
}

/// The act itself, or the acts of the venue.
fn path(one: &ServiceToLookAt) -> String {
    match &one.receipt_id {
        Some(receipt) => format!("/reseau/encaissements/{}", receipt.inner()),
        None => format!("/reseau/encaissements?lieu={}", one.venue.id.inner()),
    }
}

/// « 2 personnes, 1 chèque par personne, 8 places ».
fn expected(one: &ServiceToLookAt) -> String {
    let told = t("services-expected-told").with("people", one.people).with("price", one.price_cheques);
    match one.seats {
        Some(seats) => format!("{told}, {}", t("services-seats").with("seats", seats)),
        None => told.to_string(),
    }
}

fn because(one: &ServiceToLookAt) -> String {
    let word = |flag: &ServiceFlag| match flag {
        ServiceFlag::MoreThanSeats => t("services-more-than-seats").to_string(),
        ServiceFlag::MoreThanPrice => t("services-more-than-price").to_string(),
        ServiceFlag::SeveralPrices => t("services-several-prices").to_string(),
    };
    one.because.iter().map(word).collect::<Vec<_>>().join(" ")
}
