//! What is to be paid, and when.

use cynic::QueryBuilder;

use super::{
    card::Card,
    pairs,
    proof::{FundProof, proof},
};
use crate::{format, portal::Portal, schema, tasks, trouble::Trouble, visitor::Member, words::t};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Day {
    settlement_preview: Option<SettlementPreview>,
    #[arguments(first: 20)]
    settlements: SettlementListedConnection,
    #[arguments(first: 100)]
    orders: OrderConnection,
    network_check: Option<NetworkCheck>,
    fund_proof: Option<FundProof>,
    #[arguments(first: 100)]
    bank_dossiers: WaitingDossierConnection,
}

#[derive(cynic::QueryFragment)]
struct WaitingDossierConnection {
    nodes: Vec<WaitingDossier>,
}

#[derive(cynic::QueryFragment)]
struct WaitingDossier {
    is_own: bool,
}

#[derive(cynic::QueryFragment)]
struct SettlementPreview {
    cheques: i32,
    amount_cents: i32,
    next_run: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct SettlementListedConnection {
    nodes: Vec<SettlementListed>,
}

#[derive(cynic::QueryFragment)]
struct SettlementListed {
    id: cynic::Id,
    no: i32,
    stage: String,
    amount_cents: i32,
}

#[derive(cynic::QueryFragment)]
struct OrderConnection {
    nodes: Vec<Order>,
}

#[derive(cynic::QueryFragment)]
struct Order {
    signed_at: Option<String>,
    funds_at: Option<String>,
    closed_at: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct NetworkCheck {
    holds: bool,
}

pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let day = portal.ask(&member.visitor, Day::build(())).await?;
    let mut cards = Vec::new();
    if day.network_check.is_some_and(|check| !check.holds) {
        cards.push(Card::new(t("today-books-wrong"), "/reglements/controle", t("today-books-see")).waits());
    }
    cards.extend(day.settlements.nodes.iter().filter(|run| run.stage != "confirmed").map(run));
    let is_awaited =
        |order: &&Order| order.signed_at.is_some() && order.funds_at.is_none() && order.closed_at.is_none();
    let awaited = day.orders.nodes.iter().filter(is_awaited).count();
    if awaited > 0 {
        cards.push(Card::new(t("today-funds").with("count", awaited), "/reglements", t("runs-confirm-funds")).waits());
    }
    cards.extend(tasks::cards(portal, member).await?);
    cards.extend(day.fund_proof.as_ref().map(proof));
    let accounts = day.bank_dossiers.nodes.iter().filter(|one| !one.is_own).count();
    if accounts > 0 {
        let sentence = t("today-accounts").with("count", accounts);
        cards.push(Card::new(sentence, "/reglements/comptes", t("today-accounts-see")).waits());
    }
    if day.settlements.nodes.iter().any(|run| run.stage == "exported") {
        cards.push(Card::new(t("today-bank"), "/reglements/banque", t("run-bank-files").part("link")));
    }
    cards.extend(day.settlement_preview.filter(|next| next.cheques > 0).map(next));
    cards.push(pairs::card(portal, member).await?);
    Ok(cards)
}

/// A run that somebody has to go on with.
fn run(run: &SettlementListed) -> Card {
    let sentence = t("today-run").with("no", run.no).with("stage", run.stage.clone());
    let card = Card::new(sentence, format!("/reglements/{}", run.id.inner()), t("today-run-see"));
    card.figure(format::euros(run.amount_cents.into())).waits()
}

fn next(next: SettlementPreview) -> Card {
    let sentence = match next.next_run.as_deref().map(format::day) {
        Some(day) => t("today-next-run").saying("day", day),
        None => t("today-next-run-unknown"),
    };
    let card = Card::new(sentence, "/reglements/apercu", t("today-next-run-see"));
    card.figure(format::euros(next.amount_cents.into()))
}
