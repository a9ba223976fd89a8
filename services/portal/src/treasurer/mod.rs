//! Payment runs: `/reglements`. What waits, what would be paid, the four steps of a run, the funds of
//! orders, what the bank says, accounts to approve, the books.

mod accounts;
mod acts;
mod bank;
mod bank_file;
mod conditions;
mod control;
mod funds;
mod list;
mod preview;
mod returns;
mod run;
mod seen;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{portal::Portal, upload::room_for_a_file};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/reglements", get(list::show))
        .route("/reglements/apercu", get(preview::show).post(preview::prepare))
        .route("/reglements/controle", get(control::show).post(control::check))
        .route("/reglements/fonds/{order}", get(funds::show).post(funds::confirm))
        .route("/reglements/banque", get(bank::show).post(bank::import).layer(room_for_a_file()))
        .route("/reglements/banque/{file}", get(bank_file::show).post(bank_file::confirm))
        .route("/reglements/conditions", get(conditions::show).post(conditions::set))
        .route("/reglements/retours", get(returns::show))
        .route("/reglements/comptes", get(accounts::list))
        .route("/reglements/comptes/{dossier}", get(accounts::show).post(accounts::decide))
        .route("/reglements/comptes/{dossier}/document", post(accounts::open))
        .route("/reglements/{run}", get(run::show))
        .route("/reglements/{run}/valider", post(acts::approve))
        .route("/reglements/{run}/fichier", post(acts::export))
        .route("/reglements/{run}/paiement", post(acts::confirm))
}
