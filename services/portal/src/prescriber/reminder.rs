//! The reminder, in large letters: what the booklet holds, until when, and where to use it. To be printed and given.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use cynic::QueryBuilder;

use super::{
    commune,
    queries::{Commune, Near, NearVariables, Venue},
    stock::carnet,
};
use crate::{
    format,
    page::Page,
    parts::{Notice, Slip},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "prescriber/reminder.html")]
struct Shown {
    done: Notice,
    slip: Slip,
    places: Vec<Place>,
    /// Where a first workshop is sought, with this booklet.
    first: String,
}

/// Where to go.
struct Place {
    name: String,
    address: String,
    phone: Option<format::Phone>,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(serial): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Page, Trouble> {
    let seen = carnet(&portal, &member, &serial).await?.carnet.ok_or(Trouble::Absent)?;
    let commune = asked.get("commune").cloned().unwrap_or_default();
    let near = Near::build(NearVariables { commune: cynic::Id::new(&commune) });
    let home = commune::of_code(&portal, &member.visitor, &commune).await?;
    let venues = portal.ask(&member.visitor, near).await?.venues.edges;
    let value = format::euros(seen.value_cents.into());
    let slip = Slip::new(t("prescriber-slip"))
        .line(t("prescriber-carnet-head"), &seen.carnet)
        .line(t("prescriber-holds"), t("prescriber-cheques").with("cheques", seen.cheques).saying("value", value))
        .line(t("prescriber-valid"), format::day(&seen.valid_until))
        .word(t("prescriber-slip-word"));
    let places = venues.into_iter().map(|edge| place(edge.node)).collect();
    let done = Notice::done(t("prescriber-done"), t("prescriber-done").part("next"));
    let first = first(&seen.carnet, home.as_ref());
    Ok(Page::new(t("prescriber-done-title"), &Shown { done, slip, places, first }))
}

/// The workshops that are near, for whoever has that booklet.
fn first(carnet: &str, home: Option<&Commune>) -> String {
    let mut asked = form_urlencoded::Serializer::new(String::new());
    asked.append_pair("carnet", carnet).extend_pairs(home.map(|home| ("commune", &home.name)));
    format!("/propositions?{}", asked.finish())
}

fn place(venue: Venue) -> Place {
    let commune = venue.commune.map(|commune| commune.name);
    let address: Vec<String> = venue.address.into_iter().chain(commune).collect();
    Place {
        name: venue.name.unwrap_or_default(),
        address: address.join(", "),
        phone: venue.phone.as_deref().map(format::Phone::new),
    }
}
