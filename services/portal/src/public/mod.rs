//! What everybody may read: the home page, the finder, a venue, the map, « Mon carnet », help, and the pages of the law.

use axum::{Router, routing::get};

use crate::portal::Portal;

mod accessibility;
mod booklet;
mod calendar;
mod cheque;
mod comfort;
mod finder;
mod help;
mod home;
mod legal;
mod map;
mod place;
mod poster;

mod lambert;
mod outline;

pub(crate) use outline::{Spot, ground};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/", get(home::show))
        .route("/lieux", get(finder::show))
        .route("/lieux/{id}", get(place::show))
        .route("/affiche/{code}", get(poster::show))
        .route("/carte", get(map::show))
        .route("/C/{code}", get(cheque::show))
        .route("/mon-carnet", get(booklet::show).post(booklet::look))
        .route("/calendrier", get(calendar::show))
        .route("/aide", get(help::show))
        .route("/mentions-legales", get(legal::show))
        .route("/accessibilite", get(accessibility::show))
        .route("/confort", get(comfort::show).post(comfort::keep))
}
