//! What cheques pay for, on the page « Vérifiez »: a workshop of today, for how many people, and what they pay in money besides.
//!
//! What was chosen rides with the form as the venue declared it then, so that the same form is the same act, whatever changes.

use cynic::QueryBuilder;

use super::{
    place::Place,
    queries::{Bearer, CounterLook, CounterOffer, CounterOfferVariables, OfferedService, PaidService, ServiceInput},
};
use crate::{
    amount,
    form::Form,
    format,
    parts::{Checks, Select},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// What the counter may say of an act.
#[derive(Default)]
pub(super) struct Declare {
    /// Today's sessions and workshops of the venue; none: nothing is asked.
    offered: Vec<OfferedService>,
    /// Whether somebody must say that the person is there.
    pub(super) personal: bool,
}

impl Declare {
    /// For these cheques, at this venue.
    pub(super) async fn of(
        portal: &Portal,
        member: &Member,
        place: &Place,
        look: &CounterLook,
    ) -> Result<Self, Trouble> {
        let asked = CounterOfferVariables { venue: cynic::Id::new(place.id.clone()) };
        let offered = portal.ask(&member.visitor, CounterOffer::build(asked)).await?.counter_offer.nodes;
        Ok(Self { offered, personal: look.personal })
    }

    pub(super) fn is_asked(&self) -> bool {
        !self.offered.is_empty()
    }

    pub(super) fn workshops(&self, form: &Form) -> Select {
        let select = form.select("atelier", t("counter-service")).hint(t("counter-service-hint"));
        let select = select.choice("", t("counter-service-unsaid"));
        self.offered.iter().fold(select, |select, one| select.choice(&value(one), label(one)))
    }

    pub(super) fn holder(form: &Form) -> Checks {
        let checks = form.checks("titulaire", t("counter-holder-legend")).hint(t("counter-holder-hint"));
        checks.choice("oui", t("counter-holder"))
    }
}

/// What an option bears: session, price, seats, title.
fn value(one: &OfferedService) -> String {
    let session = one.session_id.as_ref().map_or("", cynic::Id::inner);
    format!("{session}|{}|{}|{}", one.price_cheques, one.seats, one.title)
}

/// « 14 h : Premiers clics, 2 chèques ».
fn label(one: &OfferedService) -> String {
    let price = t("counter-service-price").with("cheques", one.price_cheques);
    match one.starts_at.as_deref().and_then(|at| at.parse().ok()) {
        Some(at) => t("counter-service-session")
            .saying("title", &one.title)
            .saying("price", price)
            .with("hour", format::hour(at)),
        None => t("counter-service-walk-in").saying("title", &one.title).saying("price", price),
    }
    .to_string()
}

/// What was declared; what cannot be read is said beside its field. Nothing, when no workshop was chosen: then people and
/// money would be lost, and whoever typed them is told.
pub(super) fn read(form: &mut Form) -> Option<ServiceInput> {
    let typed = form.typed().clone();
    let Some(chosen) = typed.some("atelier") else {
        // « 1 » stands in the field from the beginning.
        let people = typed.some("personnes").is_some_and(|said| amount::whole(said) != Some(1));
        if people || typed.some("reste").is_some_and(|said| amount::cents(said) != Some(0)) {
            form.wrong("atelier", t("counter-service-missing"));
        }
        return None;
    };
    let mut parts = chosen.splitn(4, '|');
    let (session, price, seats, title) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let people = amount::whole(typed.some("personnes").unwrap_or("1")).filter(|people| (1..=10).contains(people));
    let remainder = amount::cents(typed.some("reste").unwrap_or("0")).filter(|cents| *cents <= 100_000);
    if people.is_none() {
        form.wrong("personnes", t("counter-people-wrong"));
    }
    if remainder.is_none() {
        form.wrong("reste", t("counter-remainder-wrong"));
    }
    Some(ServiceInput {
        session_id: Some(session).filter(|session| !session.is_empty()).map(cynic::Id::new),
        title: title.to_owned(),
        price_cheques: price.parse().ok()?,
        people: people?,
        remainder_cents: remainder?,
        // A workshop without a session has no seats to fill.
        seats: seats.parse().ok().filter(|_| !session.is_empty()),
    })
}

/// Who gives the cheques, when it was said.
pub(super) fn bearer(form: &Form) -> Option<Bearer> {
    form.typed().has("titulaire").then_some(Bearer::Holder)
}

/// « 2 chèques par personne, pour 2 personnes ».
pub(super) fn price(service: &PaidService) -> String {
    let price = t("counter-service-price").with("cheques", service.price_cheques);
    t("counter-slip-price-told").saying("price", price).with("people", service.people).to_string()
}
