//! Orders: `/commandes`.

use axum::Router;

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
}
