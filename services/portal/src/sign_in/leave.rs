//! `/deconnexion`: a button, then the visit is over here and in the network.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::network;
use crate::{
    page::{Page, see},
    portal::Portal,
    session::Change,
    visitor::Visitor,
    words::t,
};

#[derive(Template)]
#[template(path = "sign_in/leave.html")]
struct Leave {
    signed_in: bool,
}

pub(super) async fn show(visitor: Visitor) -> Page {
    let signed_in = visitor.session().is_some();
    Page::new(t(if signed_in { "leave-title" } else { "leave-done-title" }), &Leave { signed_in })
}

/// The browser forgets the session whether the network could be told or not; untold, it ends by itself.
pub(super) async fn leave(State(portal): State<Portal>, visitor: Visitor) -> Response {
    if let Some(session) = visitor.session()
        && let Err(trouble) = network::end_access(&portal, &session.refresh).await
    {
        tracing::warn!(?trouble, "the network was not told that somebody left");
    }
    (Change::Close, see("/deconnexion")).into_response()
}
