//! Disputes about statements: `/lieu/contestations` for the venue, `/reseau/contestations` for the network.

mod close;
mod list;
mod open;
mod queries;
mod show;

use axum::{
    Router,
    routing::{get, post},
};
use kernel::access::Role;

use crate::{portal::Portal, trouble::Trouble, visitor::Member};

pub(crate) use queries::{DisputeStage, waiting};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/lieu/contestations", get(list::of_venue))
        .route("/lieu/contestations/{id}", get(show::of_venue).post(show::venue_writes))
        .route("/lieu/releves/{run}/{venue}/contester", get(open::show).post(open::open))
        .route("/reseau/contestations", get(list::of_network))
        .route("/reseau/contestations/{id}", get(show::of_network))
        .route("/reseau/contestations/{id}/message", post(show::network_writes))
        .route("/reseau/contestations/{id}/clore", get(close::show).post(close::close))
}

/// On which side somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Eye {
    Venue,
    Network,
}

impl Eye {
    fn opens(self, member: &Member) -> Result<(), Trouble> {
        match self {
            Self::Venue => member.must_be_one_of(&[Role::VenueManager]),
            Self::Network => member.must_be_one_of(&[Role::Operator]),
        }
    }

    const fn list(self) -> &'static str {
        match self {
            Self::Venue => "/lieu/contestations",
            Self::Network => "/reseau/contestations",
        }
    }

    fn path(self, id: &str) -> String {
        format!("{}/{id}", self.list())
    }
}
