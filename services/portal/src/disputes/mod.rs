//! Disputes about statements: `/lieu/contestations` for the venue, `/reseau/contestations` for the network.

mod close;
mod eye;
mod list;
mod open;
mod queries;
mod show;

use axum::{
    Router,
    routing::{get, post},
};

use crate::portal::Portal;

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
