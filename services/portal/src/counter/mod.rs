//! The counter: `/guichet`.

use axum::Router;

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
}
