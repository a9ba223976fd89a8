//! A venue's own pages: `/lieu`. Its sheet, its hours, what it offers, and its applications.

pub(crate) mod account;
mod apply;
mod attendance;
mod attended;
mod calendars;
mod cases;
pub(crate) mod catalogue;
mod deed;
mod edit;
mod feeds;
mod hours;
mod list;
pub(crate) mod own;
mod places;
mod rhythm;
mod rooms;
mod series;
mod session;
mod session_sheet;
mod sessions_csv;
mod sheet;
mod statements;
mod update;
mod week;
mod workshop_new;
mod workshops;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{portal::Portal, upload::room_for_a_file};

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/lieu", get(list::show))
        .route("/lieu/compte", get(account::show))
        .route("/lieu/compte/proposer", get(account::ask).post(account::propose).layer(room_for_a_file()))
        .route("/lieu/{id}", get(sheet::show))
        .route("/lieu/{id}/fiche", get(edit::show).post(edit::change))
        .route("/lieu/{id}/horaires", get(hours::show).post(hours::change))
        .route("/lieu/{id}/ateliers", get(workshops::show))
        .route("/lieu/{id}/ateliers/nouveau", get(workshop_new::show).post(workshop_new::create))
        .route("/lieu/{id}/ateliers/{workshop}/seance", get(session::show).post(session::announce))
        .route("/lieu/{id}/seances/{session}/annuler", get(session::ask_cancel).post(session::cancel))
        .route("/lieu/{id}/ateliers/{workshop}/serie", get(series::show).post(series::send))
        .route("/lieu/{id}/ateliers/seances.csv", get(sessions_csv::download))
        .route("/lieu/{id}/presences", get(attendance::list))
        .route("/lieu/{id}/seances/{session}/presence", get(attendance::show).post(attended::record))
        .route("/lieu/{id}/seances/{session}/presence/{booking}", post(attended::take))
        .route("/lieu/{id}/seances/{session}/emargement", get(session_sheet::sign))
        .route("/lieu/{id}/seances/{session}/rappels", get(session_sheet::remind))
        .route("/lieu/{id}/salles", get(rooms::show).post(rooms::add))
        .route("/lieu/{id}/salles/{room}/retirer", post(rooms::end))
        .route("/lieu/{id}/animation", post(rooms::add_trainer))
        .route("/lieu/{id}/animation/{trainer}/retirer", post(rooms::end_trainer))
        .route("/lieu/{id}/agendas", get(feeds::show).post(feeds::open))
        .route("/lieu/{id}/agendas/{feed}/fermer", post(feeds::close))
        .route("/agenda/{venue}/{file}", get(feeds::follow))
        .route("/lieu/{id}/calendriers", get(calendars::show).post(calendars::add))
        .route("/lieu/{id}/calendriers/{calendar}/retirer", post(calendars::remove))
        .route("/lieu/{id}/seances-a-completer/{entry}", post(calendars::complete))
        .merge(apply::routes())
        .merge(applications())
        .merge(statements::routes())
}

fn applications() -> Router<Portal> {
    Router::new()
        .route("/lieu/demandes", get(cases::list))
        .route("/lieu/demandes/{id}", get(cases::show))
        .route("/lieu/demandes/{id}/message", post(cases::write))
        .route("/lieu/demandes/{id}/grille", get(cases::show_grid).post(cases::save_grid))
        .route("/lieu/demandes/{id}/pieces", get(cases::show_piece).post(cases::add_piece).layer(room_for_a_file()))
        .route("/lieu/demandes/{id}/pieces/{file}", post(cases::open))
}
