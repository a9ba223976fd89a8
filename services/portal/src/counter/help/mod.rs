//! « Coups de main »: help outside any session, written down in one page, read by day, copied by month.

mod day;
mod export;
mod queries;
mod record;
mod said;
mod undo;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/guichet/coup-de-main", get(record::show).post(record::record))
        .route("/guichet/coups-de-main", get(day::show))
        .route("/guichet/coups-de-main/csv", get(export::spreadsheet))
        .route("/guichet/coups-de-main/{id}/annuler", get(undo::show).post(undo::undo))
}
