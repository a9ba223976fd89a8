//! A venue's own sheet: `/lieu`.

use axum::Router;

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
}
