//! Orders of booklets: `/commandes`. From the quote to the refund: the funder places, signs and answers, the operator makes and
//! sends, the treasurer gives back.

mod deeds;
mod fees;
mod funnel;
mod issue;
mod list;
mod new;
mod order;
mod paper;
mod print;
mod proof;
mod rules;
mod step;
mod terms;
mod told;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{portal::Portal, upload::room_for_a_file};

pub(crate) use funnel::{FunnelSteps, bars};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/commandes", get(list::show).post(new::place))
        .route("/commandes/nouvelle", get(new::show))
        .route("/commandes/verification", get(new::verify))
        .route("/commandes/{order}", get(order::show))
        .route("/commandes/{order}/etapes/{deed}", get(step::show).post(step::act))
        .route("/commandes/{order}/documents/{number}", get(paper::show))
        .route("/commandes/{order}/bon-a-tirer", get(proof::show).post(proof::propose).layer(room_for_a_file()))
        .route("/commandes/{order}/bon-a-tirer/fichier", post(proof::open))
        .route("/commandes/{order}/frais", get(fees::show).post(fees::set))
        .route("/commandes/{order}/emission", post(issue::issue))
        .route("/commandes/{order}/tirage", get(print::show).post(print::ask))
        .route("/commandes/{order}/tirage/liberer", post(print::release))
        .route("/commandes/{order}/tirage/ouvrir", post(print::open))
        .route("/commandes/{order}/tirage/annuler", post(print::cancel))
}
