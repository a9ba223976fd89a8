//! « Bilan »: `/bilans`. Some spoken questions on one page, on screen or on paper; the result in large type for the person, and another
//! page for staff.

mod home;
mod new;
mod paper;
mod person;
mod places;
pub(crate) mod queries;
mod result;
mod staff;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/bilans", get(home::show))
        .route("/bilans/nouveau", get(new::show).post(new::record))
        .route("/bilans/papier", get(paper::show))
        .route("/bilans/personnes/{id}", get(person::show))
        .route("/bilans/{id}", get(result::show))
        .route("/bilans/{id}/equipe", get(staff::show))
}
