//! The questions of the diagnostic, for the operator: `/reseau/questions`. The versions, one of them, and the draft of the next one,
//! question by question.

mod edit;
mod list;
mod queries;
mod show;
mod sort;

use axum::{
    Router,
    routing::{get, post},
};

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/reseau/questions", get(list::show).post(list::begin))
        .route("/reseau/questions/{version}", get(show::show).post(show::publish))
        .route("/reseau/questions/{version}/tri/{question}", get(sort::show).post(sort::write))
        .route("/reseau/questions/{version}/savoir/{question}", get(edit::show).post(edit::write))
        .route("/reseau/questions/{version}/retirer", post(show::take_away))
}
