//! Booking a seat for somebody: `/reserver`. A seat first, then its cheques, then the word; a confirmation to take away;
//! and the way back.

mod book;
mod done;
mod end;
mod free;
pub(crate) mod queries;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/reserver/{venue}/{session}", get(book::show).post(book::send))
        .route("/reserver/{venue}/{session}/faite", get(done::show))
        .route("/reserver/{venue}/{session}/finir/{booking}", get(end::show).post(end::send))
        .route("/guichet/gardes", get(free::show).post(free::send))
}
