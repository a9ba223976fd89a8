//! What the administrator looks at: the trail (`/journal`), the keys (`/cles`), what two people do (`/a-deux`).

use axum::{Router, routing::get};

use crate::portal::Portal;

mod keys;
pub(crate) mod pairs;
mod trail;

pub(crate) fn routes() -> Router<Portal> {
    Router::new().route("/journal", get(trail::show)).route("/cles", get(keys::show)).route("/a-deux", get(pairs::show))
}
