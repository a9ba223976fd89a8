//! What the network waits for today.

use kernel::access::Role;

use super::{card::Card, pairs, parcels, requests};
use crate::{
    application::{self, ApplicationStage},
    disputes::{self, DisputeStage},
    operator::acts,
    papers::{self, PaperStage},
    portal::Portal,
    tasks,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let (waiting, end) = application::list(portal, member, Some(ApplicationStage::Pending), None).await?;
    let mut cards = tasks::cards(portal, member).await?;
    cards.extend(disputes(portal, member).await?);
    cards.extend(requests::queue_cards(portal, member, Role::Operator).await?);
    cards.extend(papers(portal, member).await?);
    let held = acts::queries::held(portal, member).await?.len();
    if held > 0 {
        let sentence = t("today-operator-held").with("count", held);
        cards.push(Card::new(sentence, "/reseau/encaissements", t("acts-open")).figure(held));
    }
    cards.extend(parcels::cards(portal, member).await?);
    cards.push(pairs::card(portal, member).await?);
    if waiting.is_empty() {
        return Ok(cards);
    }
    let count = if end.is_some() { format!("{} et plus", waiting.len()) } else { waiting.len().to_string() };
    let sentence = t("today-operator-applications").with("count", waiting.len());
    cards.insert(0, Card::new(sentence, "/reseau/demandes", t("network-applications-open")).figure(count).waits());
    Ok(cards)
}

/// Papers that venues have answered for, and those that should have come.
async fn papers(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let answered = papers::waiting(portal, member, PaperStage::Answered).await?.len();
    let asked = papers::waiting(portal, member, PaperStage::Asked).await?;
    let waits = answered + asked.iter().filter(|one| one.late).count();
    if waits == 0 {
        return Ok(Vec::new());
    }
    let sentence = t("today-operator-papers").with("count", waits);
    Ok(vec![Card::new(sentence, "/reseau/papiers", t("papers-open")).figure(waits).waits()])
}

/// What venues dispute and the network has not answered yet.
async fn disputes(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let open = disputes::waiting(portal, member, DisputeStage::Open).await?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let late = open.iter().filter(|one| one.late).count();
    let sentence = t("today-operator-disputes").with("count", open.len()).with("late", late);
    Ok(vec![Card::new(sentence, "/reseau/contestations", t("disputes-open")).figure(open.len()).waits()])
}
