//! What the network waits for today.

use super::card::Card;
use crate::{
    application::{self, ApplicationStage},
    portal::Portal,
    tasks,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let (waiting, end) = application::list(portal, member, Some(ApplicationStage::Pending), None).await?;
    let mut cards = tasks::cards(portal, member).await?;
    if waiting.is_empty() {
        return Ok(cards);
    }
    let count = if end.is_some() { format!("{} et plus", waiting.len()) } else { waiting.len().to_string() };
    let sentence = t("today-operator-applications").with("count", waiting.len());
    cards.insert(0, Card::new(sentence, "/reseau/demandes", t("network-applications-open")).figure(count).waits());
    Ok(cards)
}
