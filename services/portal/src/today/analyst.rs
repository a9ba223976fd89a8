//! What the figures say.

use cynic::QueryBuilder;

use super::card::Card;
use crate::{format, funder::FunnelSteps, portal::Portal, schema, trouble::Trouble, visitor::Member, words::t};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Day {
    funnel: Option<Funnel>,
}

#[derive(cynic::QueryFragment)]
struct Funnel {
    total: Option<FunnelSteps>,
}

pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let steps = portal.ask(&member.visitor, Day::build(())).await?.funnel.and_then(|funnel| funnel.total);
    let Some(steps) = steps else {
        return Ok(vec![Card::new(t("today-figures"), "/chiffres", t("today-figures-see"))]);
    };
    let handed_over = format::count(steps.handed_over.cheques.into());
    let sentence = t("today-figures-used").with("used", steps.used.cheques).saying("handed", handed_over);
    let card = Card::new(sentence, "/chiffres", t("today-figures-see"));
    Ok(vec![card.figure(format::count(steps.used.cheques.into()))])
}
