//! Requests for a booklet that wait for somebody: of one's own structure, or of one's orders.

use std::collections::BTreeMap;

use kernel::access::Role;

use super::card::Card;
use crate::{
    portal::Portal,
    requests::{RequestStage, RequestWait, own, queued},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// What the structure of the member has to prepare, or has let pass.
pub(super) async fn own_cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let (found, _) = own(portal, member, None).await?;
    let open = found.iter().filter(|one| one.stage.is_open());
    let (mut all, mut ready, mut late) = (0_usize, 0_usize, 0_usize);
    for one in open {
        all += 1;
        ready += usize::from(one.stage == RequestStage::Accepted);
        late += usize::from(one.late);
    }
    if all == 0 {
        return Ok(Vec::new());
    }
    let sentence = t("request-card-own").with("count", all).with("ready", ready).with("late", late);
    let card = Card::new(sentence, "/demandes", t("request-card-own-link")).figure(all);
    Ok(vec![if ready + late > 0 { card.waits() } else { card }])
}

/// What waits for the funder or the network, order by order.
pub(super) async fn queue_cards(portal: &Portal, member: &Member, role: Role) -> Result<Vec<Card>, Trouble> {
    let found = queued(portal, member, None, None).await?;
    let is_theirs = |wait: RequestWait| (wait == RequestWait::Stock) == (role == Role::Operator);
    let mut orders: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for one in found.into_iter().filter(|one| one.waits_for.is_some_and(is_theirs)) {
        orders.entry(one.order_id.into_inner()).or_insert((one.order_label, 0)).1 += 1;
    }
    let who = if role == Role::Operator { "network" } else { "funder" };
    let card = |(order, (label, count)): (String, (String, usize))| {
        let sentence = t("request-card-queue").with("count", count).with("label", label).with("who", who);
        Card::new(sentence, format!("/commandes/{order}/demandes"), t("request-card-queue-link")).figure(count).waits()
    };
    Ok(orders.into_iter().map(card).collect())
}
