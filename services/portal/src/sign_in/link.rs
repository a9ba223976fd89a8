//! `/connexion/lien`: where the link of the mail leads. Reading the page uses nothing up: mails are read by machines first.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use kernel::access::Whence;
use serde::Deserialize;

use super::{
    network, over,
    suite::{SUITE, onwards},
};
use crate::{form::Typed, page::Page, parts::Hidden, portal::Portal, session::Change, trouble::Trouble, words::t};

const WISH: &str = "demande";
const SECRET: &str = "secret";

/// What the link bears.
#[derive(Deserialize)]
pub(super) struct Brought {
    #[serde(default)]
    demande: String,
    #[serde(default)]
    secret: String,
}

#[derive(Template)]
#[template(path = "sign_in/link.html")]
struct Link {
    wish: Hidden,
    secret: Hidden,
}

pub(super) async fn show(Query(brought): Query<Brought>) -> Page {
    let (wish, secret) = (Hidden::new(WISH, brought.demande), Hidden::new(SECRET, brought.secret));
    Page::new(t("sign-in-link-title"), &Link { wish, secret })
}

pub(super) async fn enter(
    State(portal): State<Portal>,
    whence: Option<Extension<Whence>>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let whence = whence.map(|Extension(whence)| whence);
    match network::sign_in(&portal, whence, typed.get(WISH), ("link", typed.get(SECRET))).await? {
        Ok(access) => {
            let there = onwards(&access, typed.raw(SUITE));
            Ok((Change::Open(access), there).into_response())
        }
        Err(refusal) => Ok(over::page(&refusal, "").into_response()),
    }
}
