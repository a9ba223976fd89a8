//! « Chercher un atelier »: `/propositions`. The next sessions of the whole network for one person, each with its reasons in words.

mod queries;
mod reason;
mod show;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new().route("/propositions", get(show::show))
}
