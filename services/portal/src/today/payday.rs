//! « Prochain virement », on the day of whoever answers for a venue.

use cynic::QueryBuilder;

use super::card::Card;
use crate::{
    payday::{NextPayment, Told},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Day {
    next_payments: Vec<NextPayment>,
}

/// One card a venue that expects something; none otherwise.
pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let venues = portal.ask(&member.visitor, Day::build(())).await?.next_payments;
    let several = venues.len() > 1;
    Ok(venues.iter().map(Told::of).filter_map(|told| card(told, several)).collect())
}

fn card(told: Told, several: bool) -> Option<Card> {
    let sentence = match several {
        true => t("today-payment-at").with("venue", told.venue).with("when", told.when),
        false => t("today-payment").with("when", told.when),
    };
    Some(Card::new(sentence, "/lieu/releves", t("today-payment-see")).figure(told.amount?))
}
