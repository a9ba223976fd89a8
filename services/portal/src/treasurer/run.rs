//! The page of a run.

use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::seen::{self, Fetched};
use crate::{
    form::{Form, Typed},
    page::Page,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
};

#[derive(Deserialize)]
pub(super) struct Asked {
    apres: Option<String>,
    fichier: Option<String>,
    ticket: Option<String>,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(run): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let tomorrow = portal.clock().now().day().plus_days(1);
    let form =
        Form::filled(&portal, &member.visitor, Typed::default().with("jour", tomorrow.to_string()).with("format", "9"));
    let file = asked.fichier.zip(asked.ticket).filter(|(file, ticket)| is_plain(file) && is_plain(ticket));
    let file = file.map(|(file, ticket)| Fetched { file, ticket });
    seen::page(&portal, &member, &run, form, (file, asked.apres.as_deref())).await
}

/// Digits, letters and hyphens: what stands in an address is written into a link.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
