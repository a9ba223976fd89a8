//! Torn papers that the network asks venues for: `/lieu/papiers` for the venue, `/reseau/papiers` for the network.

mod ask;
mod list;
mod queries;
mod show;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(crate) use queries::{PaperStage, waiting};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/lieu/papiers", get(list::of_venue))
        .route("/lieu/papiers/{id}", get(show::of_venue).post(show::venue_answers))
        .route("/reseau/papiers", get(list::of_network))
        .route("/reseau/papiers/{id}", get(show::of_network).post(show::network_looks))
        .route("/reseau/papiers/{run}/{venue}/demander", get(ask::show).post(ask::ask))
}
