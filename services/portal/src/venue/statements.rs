//! « Relevés » : what the venues of a structure were paid, when, cheque by cheque: read, printed, or taken into a spreadsheet.

mod lines;
mod list;
mod ticks;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/lieu/releves", get(list::show))
        .route("/lieu/releves/{run}/{venue}", get(lines::show))
        .route("/lieu/releves/{run}/{venue}/csv", get(lines::spreadsheet))
        .route("/lieu/releves/{run}/{venue}/pointage", get(ticks::show))
}
