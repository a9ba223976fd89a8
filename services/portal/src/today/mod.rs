//! « Aujourd'hui »: the page where everybody lands after signing in. One card for each thing to do, and nothing else.

use axum::{Router, routing::get};

use crate::portal::Portal;

pub mod card;

mod administrator;
mod analyst;
mod counter;
mod funder;
mod operator;
mod pairs;
mod parcels;
mod payday;
mod prescriber;
mod proof;
mod requests;
mod treasurer;
mod venue;

mod show;

pub(crate) fn routes() -> Router<Portal> {
    Router::new().route("/aujourdhui", get(show::show))
}
