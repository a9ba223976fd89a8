//! What everybody may read: the home page, the finder, a venue, the map, « Mon carnet », help, and the pages of the law.

use axum::{Router, routing::get};

use crate::portal::Portal;

mod accessibility;
mod cheque;
mod comfort;
mod help;
mod home;
mod legal;
mod map;

mod lambert;
mod outline;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/", get(home::show))
        .route("/carte", get(map::show))
        .route("/C/{code}", get(cheque::show))
        .route("/aide", get(help::show))
        .route("/mentions-legales", get(legal::show))
        .route("/accessibilite", get(accessibility::show))
        .route("/confort", get(comfort::show).post(comfort::keep))
}
