//! What a prescriber has to hand over.

use cynic::QueryBuilder;

use super::{card::Card, parcels, requests};
use crate::{
    format,
    portal::Portal,
    prescriber::{Stock, StockVariables},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let variables = StockVariables { prescriber: cynic::Id::new(member.organisation()?) };
    let lines = portal.ask(&member.visitor, Stock::build(variables)).await?.stock.edges;
    let cards = lines.iter().map(|edge| &edge.node).filter(|line| line.left > 0).map(|line| {
        let words = t("prescriber-card-left").with("carnets", line.left);
        let words = words.saying("until", format::day(&line.distribution_ends));
        Card::new(words, "/remise", t("prescriber-card-link")).figure(format::count(line.left.into()))
    });
    let mut cards: Vec<Card> = cards.collect();
    if cards.is_empty() {
        cards.push(Card::new(t("prescriber-card-none"), "/remise", t("prescriber-card-link")));
    }
    cards.extend(parcels::cards(portal, member).await?);
    cards.push(Card::new(t("carnets-card"), "/carnets", t("carnets-card-link")));
    cards.extend(requests::own_cards(portal, member).await?);
    cards.push(Card::new(t("diagnostic-card"), "/bilans", t("diagnostic-card-link")));
    Ok(cards)
}
