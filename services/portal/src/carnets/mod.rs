//! Booklets one by one: `/carnets` for whoever is told of a loss, `/reserve` for whoever holds a stock.

mod allot;
mod door;
mod find;
mod gone;
mod leave;
mod parcel;
mod queries;
mod replace;
mod send;
mod share;
mod stock;

use axum::{
    Router,
    routing::{get, post},
};

use crate::portal::Portal;

pub(crate) use queries::{Parcels, ParcelsVariables};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/carnets", get(find::show))
        .route("/carnets/{serial}", get(gone::show))
        .route("/carnets/{serial}/bloquer", post(gone::block))
        .route("/carnets/{serial}/debloquer", post(gone::unblock))
        .route("/carnets/{serial}/remplacer", get(replace::show).post(replace::replace))
        .route("/carnets/{serial}/bon", get(replace::slip))
        .route("/reserve", get(stock::show))
        .route("/reserve/mouvements", get(stock::moves))
        .route("/reserve/envoyer", get(send::show).post(send::send))
        .route("/reserve/envois/{parcel}", get(parcel::show).post(parcel::count))
        .route("/reserve/rendre", get(leave::give_back).post(leave::given_back))
        .route("/reserve/perte", get(leave::lose).post(leave::lost))
        .route("/reserve/attribuer", get(allot::show).post(allot::allot))
        .route("/reserve/repartir", get(share::show).post(share::share))
}
