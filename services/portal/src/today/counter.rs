//! What waits at the counter today.

use cynic::QueryBuilder;

use super::{card::Card, requests};
use crate::{
    counter::{Counters, DayFigures, DayFiguresVariables},
    format,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// A structure with more counters than this looks at each day on its own page.
const MOST: usize = 3;

pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let counters = portal.ask(&member.visitor, Counters::build(())).await?.counters.edges;
    let mut taken = 0_i32;
    for edge in counters.iter().take(MOST) {
        let variables = DayFiguresVariables { venue: edge.node.venue_id.clone() };
        let day = portal.ask(&member.visitor, DayFigures::build(variables)).await?.counter_day;
        taken += day.map_or(0, |day| day.cheques);
    }
    let take = Card::new(t("counter-card-take"), "/guichet", t("counter-card-take-link"));
    let day = Card::new(t("counter-card-day").with("cheques", taken), "/guichet/jour", t("counter-card-day-link"));
    let lost = Card::new(t("carnets-card"), "/carnets", t("carnets-card-link"));
    let help = Card::new(t("hands-card"), "/guichet/coup-de-main", t("hands-to-record"));
    let mut cards = vec![take, day.figure(format::count(taken.into())), help, lost];
    cards.extend(requests::own_cards(portal, member).await?);
    cards.push(Card::new(t("diagnostic-card"), "/bilans", t("diagnostic-card-link")));
    Ok(cards)
}
