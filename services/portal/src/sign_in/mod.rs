//! Signing in and out: `/connexion`, `/connexion/code`, `/connexion/lien`, `/deconnexion`; in the demo the mailbox, `/courrier`.

use axum::{Router, routing::get};

use crate::portal::Portal;

mod network;
mod suite;

mod ask;
mod code;
mod leave;
mod letters;
mod link;
mod over;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/connexion", get(ask::show).post(ask::ask))
        .route("/connexion/code", get(code::show).post(code::enter))
        .route("/connexion/lien", get(link::show).post(link::enter))
        .route("/deconnexion", get(leave::show).post(leave::leave))
        .route("/courrier", get(letters::show))
}
