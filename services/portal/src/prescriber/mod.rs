//! Handing booklets over: `/remise`. The stock, a booklet looked at, somebody without a name, a reminder to take away.

pub(crate) mod attest;
pub(crate) mod carnet;
pub(crate) mod commune;
mod confirm;
pub(crate) mod publics;
mod queries;
mod reminder;
mod stock;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(crate) use queries::{AttestationInput, Commune, Public, SecondCarnet, Stock, StockVariables};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/remise", get(stock::show).post(stock::look))
        .route("/remise/carnet/{serial}", get(carnet::show).post(carnet::judge))
        .route("/remise/confirmer", get(confirm::show).post(confirm::hand_over))
        .route("/remise/rappel/{serial}", get(reminder::show))
}
