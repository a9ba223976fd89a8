//! People who learn: `/personnes`. Found by card or name, recorded, read by those who keep or serve them, merged, forgotten.

mod card;
mod change;
mod consents;
mod erase;
mod export;
mod fields;
mod list;
mod merge;
mod new;
mod part;
mod queries;
mod serve;
mod show;
pub(crate) mod values;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/personnes", get(list::show).post(list::find))
        .route("/personnes/nouvelle", get(new::show).post(new::keep))
        .route("/personnes/carte", get(serve::show).post(serve::serve))
        .route("/personnes/{id}", get(show::show))
        .route("/personnes/{id}/modifier", get(change::show).post(change::change))
        .route("/personnes/{id}/accords", get(consents::show).post(consents::record))
        .route("/personnes/{id}/carte", get(card::show).post(card::renew))
        .route("/personnes/{id}/reunir", get(merge::show).post(merge::merge))
        .route("/personnes/{id}/separer/{merge}", get(part::show).post(part::part))
        .route("/personnes/{id}/donnees.txt", get(export::download))
        .route("/personnes/{id}/effacer", get(erase::show).post(erase::erase))
}
