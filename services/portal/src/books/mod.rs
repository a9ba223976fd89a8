//! The books: balance, accounts and entries for the treasurer; the proof of the funds; what became of an order's money.

mod account;
mod balance;
mod fec;
mod order;
mod proof;
mod transparency;
mod verdict;

use axum::{Router, routing::get};

use crate::portal::Portal;

pub(crate) use verdict::FundVerdict;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/comptabilite", get(balance::show))
        .route("/comptabilite/compte", get(account::show))
        .route("/comptabilite/compte/csv", get(account::spreadsheet))
        .route("/comptabilite/fec", get(fec::show).post(fec::export))
        .route("/preuve-des-fonds", get(proof::show))
        .route("/commandes/{order}/releve", get(order::show))
        .route("/commandes/{order}/releve/csv", get(order::spreadsheet))
        .route("/transparence", get(transparency::show))
}
