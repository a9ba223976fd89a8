//! Parcels of booklets that somebody waits for.

use cynic::QueryBuilder;
use kernel::access::Role;

use super::card::Card;
use crate::{
    carnets::{Parcels, ParcelsVariables},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Of one's own stock: what is to be counted. Of the network: what is short, and what nobody has counted for too long.
pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let operator = member.is(Role::Operator);
    let structure = if operator { None } else { Some(cynic::Id::new(member.organisation()?)) };
    let own = structure.clone();
    let parcels = portal.ask(&member.visitor, Parcels::build(ParcelsVariables { structure })).await?.parcels.nodes;
    let mine = |id: &cynic::Id| own.as_ref().is_some_and(|own| own == id);
    let counts = match operator {
        true => vec![
            ("reserve-card-short", parcels.iter().filter(|one| one.missing > 0).count()),
            ("reserve-card-late", parcels.iter().filter(|one| one.late).count()),
        ],
        false => {
            let waiting = parcels.iter().filter(|one| one.counted.is_none() && mine(&one.to_id));
            vec![("reserve-card-parcels", waiting.count())]
        }
    };
    let told = counts.into_iter().filter(|(_, count)| *count > 0).map(|(word, count)| {
        Card::new(t(word).with("count", count), "/reserve", t("reserve-card-link")).figure(count).waits()
    });
    Ok(told.collect())
}
