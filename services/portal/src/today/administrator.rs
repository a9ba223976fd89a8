//! What the administrator should see: who has not answered yet, where somebody lacks, the trail, the keys.

use cynic::QueryBuilder;

use super::{card::Card, pairs};
use crate::{format, portal::Portal, schema, trouble::Trouble, visitor::Member, words::t};

#[derive(cynic::QueryVariables)]
struct Here {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Here")]
struct Waiting {
    #[arguments(organisationId: $id, first: 100)]
    invitations: InvitationConnection,
}

#[derive(cynic::QueryFragment)]
struct InvitationConnection {
    nodes: Vec<Invitation>,
}

#[derive(cynic::QueryFragment)]
#[expect(dead_code, reason = "they are counted")]
struct Invitation {
    id: cynic::Id,
}

pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let id = member.organisation()?.into();
    let waiting = portal.ask(&member.visitor, Waiting::build(Here { id })).await?.invitations.nodes.len();
    let waiting = i64::try_from(waiting).unwrap_or(i64::MAX);
    let mut cards = Vec::new();
    if waiting > 0 {
        let sentence = t("administrator-today-invited").with("count", waiting);
        cards.push(Card::new(sentence, "/membres", t("administrator-today-people")).figure(format::count(waiting)));
    }
    cards.push(pairs::card(portal, member).await?);
    let structures = t("administrator-today-structures");
    cards.push(Card::new(structures, "/reseau/structures", t("administrator-today-structures-link")));
    cards.push(Card::new(t("administrator-today-trail"), "/journal", t("administrator-today-trail-link")));
    cards.push(Card::new(t("administrator-today-keys"), "/cles", t("administrator-today-keys-link")));
    Ok(cards)
}
