//! `/lieu/demande`: asking that a venue may take cheques, task by task; what is written is kept until it is sent.

mod account;
mod draft;
mod grid;
mod pieces;
mod place;
mod send;
mod tasks;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{portal::Portal, upload::room_for_a_file};

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/lieu/demande", get(tasks::show))
        .route("/lieu/demande/lieu", get(place::show).post(place::save))
        .route("/lieu/demande/compte", get(account::show).post(account::save))
        .route("/lieu/demande/grille", get(grid::show).post(grid::save))
        .route("/lieu/demande/pieces", get(pieces::show).post(pieces::add).layer(room_for_a_file()))
        .route("/lieu/demande/pieces/retirer", post(pieces::take_away))
        .route("/lieu/demande/envoyer", get(send::show).post(send::send))
}
