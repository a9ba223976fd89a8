//! « Orientations »: `/orientations`. Somebody is sent to another place; both sides see how far it has come, and the person is told.
//! `/o/SECRET`: what a partner outside the network reads and answers.

mod answer;
mod deeds;
mod facts;
mod letter;
mod link;
mod list;
mod new;
mod partner;
mod queries;
mod reply;
mod show;
mod step;
mod tell;

use axum::{
    Router,
    routing::{get, post},
};

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/orientations", get(list::show))
        .route("/orientations/nouvelle", get(new::show).post(new::send))
        .route("/orientations/{id}", get(show::show))
        .route("/orientations/{id}/repondre", get(answer::show).post(answer::answer))
        .route("/orientations/{id}/etapes/{step}", get(step::show).post(step::act))
        .route("/orientations/{id}/dire/{no}", get(tell::show).post(tell::tell))
        .route("/orientations/{id}/lettre", get(letter::show))
        .route("/orientations/{id}/adresse", get(link::show).post(link::open))
        .route("/orientations/{id}/adresse/{link}/fermer", post(link::close))
        .route("/o/{secret}", get(partner::show).post(partner::answer))
}
