//! One's own account and structure: `/compte`, `/preuve`, `/poste`, `/invitation`, `/membres`.

use axum::{
    Router,
    routing::{get, post},
};

use crate::portal::Portal;

mod access;
mod card;
mod device;
mod dismiss;
mod invitation;
mod invite;
mod leave;
mod members;
mod open_device;
mod phone;
pub(crate) mod proof;
mod query;
mod role;
mod show;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/compte", get(show::show))
        .route("/compte/choisir", post(show::choose))
        .route("/compte/quitter", get(leave::show).post(leave::leave))
        .route("/compte/telephone", get(phone::show).post(phone::begin))
        .route("/compte/telephone/code", post(phone::confirm))
        .route("/compte/carte", get(card::show).post(card::print))
        .route("/preuve", get(proof::show).post(proof::prove))
        .route("/invitation", get(invitation::show).post(invitation::answer))
        .route("/membres", get(members::show))
        .route("/membres/inviter", get(invite::show).post(invite::invite))
        .route("/membres/invitation", post(invite::cancel))
        .route("/membres/fin", get(dismiss::show).post(dismiss::dismiss))
        .route("/membres/preuve", get(dismiss::show_factor).post(dismiss::end_factor))
        .route("/poste", get(device::show).post(device::enrol))
        .route("/poste/code", post(device::choose_pin))
        .route("/poste/fin", get(device::show_end).post(device::end))
        .route("/poste/ouvrir", post(open_device::open))
}
