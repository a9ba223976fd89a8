//! What a prescriber has to hand over.

use cynic::QueryBuilder;

use super::card::Card;
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
    let cards: Vec<Card> = cards.collect();
    match cards.is_empty() {
        true => Ok(vec![Card::new(t("prescriber-card-none"), "/remise", t("prescriber-card-link"))]),
        false => Ok(cards),
    }
}
