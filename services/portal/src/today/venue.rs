//! What a venue manager has to look at today.

use super::{card::Card, parcels, payday, requests};
use crate::{
    application::{self, ApplicationStage},
    disputes::{self, DisputeStage},
    papers::{self, PaperStage},
    portal::Portal,
    trouble::Trouble,
    venue::{
        account,
        own::{self, StandingState},
    },
    visitor::Member,
    words::t,
};

pub(super) async fn cards(portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    let mut cards = payday::cards(portal, member).await?;
    for venue in own::all(portal, member).await? {
        let name = venue.name().to_owned();
        match venue.state() {
            StandingState::Accredited => {}
            state => {
                let sentence = t("today-venue-standing")
                    .saying("name", &name)
                    .saying("state", t(own::sentence(state)).part("short"));
                cards.push(Card::new(sentence, venue.path(), t("today-venue-open")).waits());
            }
        }
        if venue.hours.is_none() {
            let sentence = t("today-venue-hours").saying("name", &name);
            cards.push(Card::new(sentence, format!("{}/horaires", venue.path()), t("today-venue-hours-link")));
        }
    }
    if account::is_suspended(portal, member).await? {
        cards.push(Card::new(t("today-account-suspended"), "/lieu/compte", t("today-account-see")).waits());
    }
    let (waiting, _) = application::list(portal, member, Some(ApplicationStage::Pending), None).await?;
    for one in waiting {
        let path = format!("/lieu/demandes/{}", one.id.inner());
        cards.push(Card::new(
            t("today-venue-application").saying("name", one.venue_name),
            path,
            t("today-venue-application-link"),
        ));
    }
    let asked = papers::waiting(portal, member, PaperStage::Asked).await?.len();
    if asked > 0 {
        let sentence = t("today-venue-papers").with("count", asked);
        cards.push(Card::new(sentence, "/lieu/papiers", t("papers-open")).figure(asked).waits());
    }
    let answered = disputes::waiting(portal, member, DisputeStage::Answered).await?.len();
    if answered > 0 {
        let sentence = t("today-venue-disputes").with("count", answered);
        cards.push(Card::new(sentence, "/lieu/contestations", t("disputes-open")).figure(answered));
    }
    cards.extend(parcels::cards(portal, member).await?);
    cards.push(Card::new(t("carnets-card"), "/carnets", t("carnets-card-link")));
    cards.extend(requests::own_cards(portal, member).await?);
    cards.push(Card::new(t("diagnostic-card"), "/bilans", t("diagnostic-card-link")));
    Ok(cards)
}
