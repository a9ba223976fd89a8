//! Listed places in the graph: what others publish, without the mails and the names that may be a person's.

use async_graphql::{ID, SimpleObject};

use super::venue::{CommuneName, Distance, Point};
use crate::{finder::Found, formalities};

/// A place that somebody else lists. Nobody in the network answers for it.
#[derive(SimpleObject)]
pub(super) struct ListedPlace {
    id: ID,
    name: String,
    /// Number and street; empty when not said.
    address: String,
    /// Empty when not said; shared by communes, it decides nothing.
    postcode: String,
    /// The commune's name as its source writes it.
    commune_name: String,
    /// The commune of the territory; null outside it.
    commune: Option<CommuneName>,
    point: Option<Point>,
    /// Opening hours in the syntax of OpenStreetMap; null when unknown.
    hours: Option<String>,
    /// The telephone of the place, with its country; null when unknown.
    phone: Option<String>,
    /// What is offered, in the words of the national standard.
    services: Vec<String>,
    /// Whether it says that it takes the Pass numérique. Whether cheques are paid there, `venues` tells.
    takes_pass: bool,
    /// Who lists it.
    source: String,
    /// The day of which its source speaks.
    updated_on: Option<String>,
}

impl From<Found> for ListedPlace {
    fn from(found: Found) -> Self {
        let Found { id, place, commune, .. } = found;
        Self {
            id: id.to_string().into(),
            name: place.name,
            address: place.address,
            postcode: place.postcode,
            commune_name: place.commune,
            commune: commune.map(Into::into),
            point: place.point.map(Into::into),
            hours: place.hours,
            phone: place.phone,
            services: place.services,
            takes_pass: place.takes_pass,
            source: place.source.unwrap_or_default(),
            updated_on: place.updated_on.map(|day| day.to_string()),
        }
    }
}

/// A listed place where a formality is done with somebody, or for them.
#[derive(SimpleObject)]
pub(super) struct FormalityPlace {
    id: ID,
    name: String,
    /// Number and street; empty when not said.
    address: String,
    /// Empty when not said.
    postcode: String,
    /// The commune's name as its source writes it.
    commune_name: String,
    /// Opening hours in the syntax of OpenStreetMap; null when unknown.
    hours: Option<String>,
    /// The telephone of the place, with its country; null when unknown.
    phone: Option<String>,
    /// `Aidants Connect`, `France Services`, and the other national programmes that it bears.
    programmes: Vec<String>,
    /// How far it is from the town hall; null for a place of the commune itself whose point is not said.
    distance: Option<Distance>,
}

impl From<formalities::Found> for FormalityPlace {
    fn from(found: formalities::Found) -> Self {
        let formalities::Found { id, place, distance } = found;
        Self {
            id: id.to_string().into(),
            name: place.name,
            address: place.address,
            postcode: place.postcode,
            commune_name: place.commune,
            hours: place.hours,
            phone: place.phone,
            programmes: place.programmes,
            distance: distance.map(Distance::of),
        }
    }
}
