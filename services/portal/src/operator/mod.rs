//! The network's own pages: `/reseau`. Applications, venues, structures, and lists that others publish.

pub(crate) mod acts;
mod case;
mod cases;
mod decide;
mod door;
mod duplicates;
mod home;
mod import;
mod services;
mod standing;
mod structure_new;
mod structures;
mod venue;
mod venues;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{portal::Portal, upload::room_for_a_file};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/reseau", get(home::show))
        .route("/reseau/demandes", get(cases::list))
        .route("/reseau/demandes/{id}", get(case::show))
        .route("/reseau/demandes/{id}/message", post(case::write))
        .route("/reseau/demandes/{id}/pieces/{file}", post(case::open))
        .route("/reseau/demandes/{id}/decision", get(decide::show).post(decide::decide))
        .route("/reseau/lieux", get(venues::list))
        .route("/reseau/lieux/{id}", get(venue::show))
        .route("/reseau/lieux/{id}/{deed}", get(standing::show).post(standing::change))
        .merge(acts::routes())
        .route("/reseau/ateliers-payes", get(services::show))
        .route("/reseau/structures", get(structures::list))
        .route("/reseau/structures/nouvelle", get(structure_new::show).post(structure_new::register))
        .route("/reseau/importer", get(import::show).post(import::import).layer(room_for_a_file()))
}
