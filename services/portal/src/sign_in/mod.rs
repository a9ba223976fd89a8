//! Signing in and out: `/connexion`, `/connexion/code`, `/connexion/lien`, `/deconnexion`.

use axum::Router;

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
}
