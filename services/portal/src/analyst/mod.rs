//! What became of the cheques, and where: `/chiffres`; how often people were helped outside sessions. None is about a few people.

mod ask;
mod download;
mod help;
mod map;
mod show;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/chiffres", get(show::show))
        .route("/chiffres/csv", get(download::spreadsheet))
        .route("/chiffres/coups-de-main", get(help::show))
        .route("/chiffres/coups-de-main/csv", get(help::spreadsheet))
}
