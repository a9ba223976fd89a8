//! Payment runs: `/reglements`. What waits, what would be paid, the four steps of a run, the funds of orders, the books.

mod acts;
mod control;
mod funds;
mod list;
mod preview;
mod run;
mod seen;

use axum::{
    Router,
    routing::{get, post},
};

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/reglements", get(list::show))
        .route("/reglements/apercu", get(preview::show).post(preview::prepare))
        .route("/reglements/controle", get(control::show).post(control::check))
        .route("/reglements/fonds/{order}", get(funds::show).post(funds::confirm))
        .route("/reglements/{run}", get(run::show))
        .route("/reglements/{run}/valider", post(acts::approve))
        .route("/reglements/{run}/fichier", post(acts::export))
        .route("/reglements/{run}/paiement", post(acts::confirm))
}
