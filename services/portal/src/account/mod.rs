//! One's own account and structure: `/compte`, `/poste`, `/invitation`, `/membres`.

use axum::Router;

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
}
