//! The page: the cards of every role that the person holds, what waits first.

use askama::Template;
use axum::extract::State;
use kernel::access::Role;

use super::{administrator, analyst, card::Card, counter, funder, operator, prescriber, treasurer, venue};
use crate::{format, page::Page, portal::Portal, trouble::Trouble, visitor::Member, words::t};

#[derive(Template)]
#[template(path = "today/show.html")]
struct Today<'a> {
    name: &'a str,
    day: String,
    cards: Vec<Card>,
    /// Roles whose part could not be told.
    missing: usize,
    to_set_up: bool,
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    let (mut cards, mut missing) = (Vec::new(), 0);
    for role in member.session().roles.iter().copied() {
        match of_role(role, &portal, &member).await {
            Ok(its) => cards.extend(its.into_iter().filter(|card| !cards.contains(card)).collect::<Vec<_>>()),
            Err(Trouble::SignedOut) => return Err(Trouble::SignedOut),
            Err(_) => missing += 1,
        }
    }
    let session = member.session();
    if session.organisation.is_none() {
        cards.push(Card::new(t("today-invitation"), "/invitation", t("today-invitation-link")).waits());
    }
    cards.sort_by_key(|card| !card.waits);
    let (day, to_set_up) = (format::weekday(portal.clock().now().day()), session.second_factor == "TO_SET_UP");
    let today = Today { name: &session.name, day, cards, missing, to_set_up };
    Ok(Page::new(t("today-title"), &today).wide())
}

async fn of_role(role: Role, portal: &Portal, member: &Member) -> Result<Vec<Card>, Trouble> {
    match role {
        Role::CounterStaff => counter::cards(portal, member).await,
        Role::VenueManager => venue::cards(portal, member).await,
        Role::Prescriber => prescriber::cards(portal, member).await,
        Role::Operator => operator::cards(portal, member).await,
        Role::Treasurer => treasurer::cards(portal, member).await,
        Role::Funder => funder::cards(portal, member).await,
        Role::Analyst => analyst::cards(portal, member).await,
        Role::Administrator => administrator::cards(portal, member).await,
    }
}
