//! `/reseau/encaissements`: acts at the counters, looked into: found, corrected, held back, released.

mod correct;
mod list;
mod payments;
pub(crate) mod queries;
mod show;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/reseau/encaissements", get(list::show))
        .route("/reseau/encaissements/{receipt}", get(show::show))
        .route("/reseau/encaissements/{receipt}/{deed}", get(correct::show).post(correct::change))
        .route("/reseau/lieux/{id}/paiements", get(payments::show).post(payments::change))
}
