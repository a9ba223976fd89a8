//! Where the orders stand.

use cynic::QueryBuilder;
use kernel::access::Role;

use super::{
    card::Card,
    proof::{FundProof, proof},
    requests,
};
use crate::{format, portal::Portal, schema, tasks, trouble::Trouble, visitor::Member, words::t};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Day {
    #[arguments(first: 100)]
    orders: OrderConnection,
    fund_proof: Option<FundProof>,
}

#[derive(cynic::QueryFragment)]
struct OrderConnection {
    nodes: Vec<Order>,
}

#[derive(cynic::QueryFragment)]
struct Order {
    id: cynic::Id,
    label: String,
    value_cents: i32,
    received_cents: i32,
    signed_at: Option<String>,
    funds_at: Option<String>,
    closed_at: Option<String>,
}

pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let day = portal.ask(&member.visitor, Day::build(())).await?;
    let orders = day.orders.nodes;
    let unpaid = orders
        .iter()
        .filter(|order| order.signed_at.is_some() && order.funds_at.is_none() && order.closed_at.is_none());
    let mut cards: Vec<Card> = unpaid.map(awaited).collect();
    let running = orders.iter().filter(|order| order.funds_at.is_some() && order.closed_at.is_none()).count();
    cards.extend(tasks::cards(portal, member).await?);
    cards.extend(requests::queue_cards(portal, member, Role::Funder).await?);
    match running {
        0 if cards.is_empty() => cards.push(Card::new(t("today-no-order"), "/commandes/nouvelle", t("orders-new"))),
        0 => {}
        count => cards.push(Card::new(t("today-orders").with("count", count), "/commandes", t("today-orders-see"))),
    }
    cards.extend(day.fund_proof.as_ref().map(proof));
    Ok(cards)
}

/// An order that the funder has still to pay.
fn awaited(order: &Order) -> Card {
    let sentence = t("today-order-unpaid").with("label", order.label.clone());
    let card = Card::new(sentence, format!("/commandes/{}", order.id.inner()), t("today-order-see"));
    card.figure(format::euros((order.value_cents - order.received_cents).into())).waits()
}
