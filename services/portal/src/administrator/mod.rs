//! What the administrator looks at: the trail (`/journal`), the keys (`/cles`).

use axum::{Router, routing::get};

use crate::portal::Portal;

mod keys;
mod trail;

pub(crate) fn routes() -> Router<Portal> {
    Router::new().route("/journal", get(trail::show)).route("/cles", get(keys::show))
}
