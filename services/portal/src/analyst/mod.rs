//! What became of the cheques, and where: `/chiffres`. Counts from cheques alone, none of them about a few people.

mod ask;
mod download;
mod map;
mod show;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new().route("/chiffres", get(show::show)).route("/chiffres/csv", get(download::spreadsheet))
}
