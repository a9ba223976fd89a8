//! The orders, newest first.

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use kernel::access::Role;
use serde::Deserialize;

use super::funnel::{FunnelSteps, bars};
use crate::{
    ask::PageInfo,
    bars::Bars,
    format,
    page::Page,
    parts::{Cell, Pager, Table},
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
struct Orders {
    #[arguments(first: 20, after: $after)]
    orders: OrderConnection,
    funnel: Option<Funnel>,
}

#[derive(cynic::QueryFragment)]
struct OrderConnection {
    nodes: Vec<Order>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct Order {
    id: cynic::Id,
    label: String,
    funder_name: String,
    stage: OrderStage,
    carnets: i32,
    cheques_per_carnet: i32,
    value_cents: i32,
}

/// How far an order has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum OrderStage {
    Quoted,
    Placed,
    Funded,
    Issued,
    Active,
    Closed,
}

impl OrderStage {
    /// As its sentence names it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::Placed => "placed",
            Self::Funded => "funded",
            Self::Issued => "issued",
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }
}

#[derive(cynic::QueryFragment)]
struct Funnel {
    total: Option<FunnelSteps>,
}

#[derive(Template)]
#[template(path = "funder/list.html")]
struct Show {
    orders: Table,
    pager: Pager,
    funnel: Option<Bars>,
    places: bool,
    quotes: bool,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Funder, Role::Operator, Role::Treasurer])?;
    let found = portal.ask(&member.visitor, Orders::build(Vars { after: asked.apres.clone() })).await?;
    let end = found.orders.page_info.next();
    let steps = found.funnel.and_then(|funnel| funnel.total).filter(|steps| steps.issued.cheques > 0);
    let show = Show {
        orders: table(&found.orders.nodes),
        pager: Pager::new("/commandes", asked.apres.as_deref(), end.as_deref()),
        funnel: steps.as_ref().map(bars),
        places: member.is(Role::Funder),
        quotes: member.is(Role::Operator),
    };
    Ok(Page::new(t("orders-title"), &show).wide())
}

fn table(orders: &[Order]) -> Table {
    let heads = ["order-label", "order-funder", "order-stage", "order-carnets", "order-cheques", "order-value"].map(t);
    let mut table = Table::new(t("orders-caption"), heads);
    for order in orders {
        let cheques = i64::from(order.carnets) * i64::from(order.cheques_per_carnet);
        table.row([
            Cell::link(format!("/commandes/{}", order.id.inner()), &order.label),
            Cell::text(&order.funder_name),
            Cell::text(t("order-at").with("stage", order.stage.word())),
            Cell::number(format::count(order.carnets.into())),
            Cell::number(format::count(cheques)),
            Cell::number(format::euros(order.value_cents.into())),
        ]);
    }
    table
}
