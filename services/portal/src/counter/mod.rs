//! The counter: `/guichet`. One field, one button; several cheques in one act; a receipt for the person; the day.

mod basket;
mod choose;
mod confirm;
mod day;
mod declare;
mod help;
mod place;
mod queries;
mod receipt;
mod scan;
mod void;
mod welcome;

use axum::{
    Router,
    routing::{get, post},
};

use crate::portal::Portal;

pub(crate) use queries::{Counters, DayFigures, DayFiguresVariables};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/guichet", get(scan::show).post(scan::add))
        .route("/guichet/retirer", post(scan::remove))
        .route("/guichet/vider", post(scan::clear))
        .route("/guichet/lieu", get(choose::show).post(choose::choose))
        .route("/guichet/confirmer", get(confirm::show).post(confirm::redeem))
        .route("/guichet/recu/{id}", get(receipt::show))
        .route("/guichet/jour", get(day::show))
        .route("/guichet/annuler/{id}", get(void::show).post(void::undo))
        .route("/guichet/accueil", get(welcome::show).post(welcome::record))
        .merge(help::routes())
}
