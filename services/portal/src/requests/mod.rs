//! Requests for a booklet: `/demandes` for whoever receives people, `/commandes/ORDER/demandes` for the funder and the network.

mod list;
mod new;
mod papers;
mod queries;
mod queue;
mod show;
mod step;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(crate) use queries::{RequestStage, RequestWait, own, queued};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/demandes", get(list::show))
        .route("/demandes/nouvelle", get(new::show).post(new::ask))
        .route("/demandes/{id}", get(show::show))
        .route("/demandes/{id}/fiche", get(papers::slip))
        .route("/demandes/{id}/lettre", get(papers::letter))
        .route("/demandes/{id}/etapes/{step}", get(step::show).post(step::act))
        .route("/commandes/{order}/demandes", get(queue::show).post(queue::settle))
        .route("/commandes/{order}/demandes/{id}", get(queue::one).post(queue::decide))
}
