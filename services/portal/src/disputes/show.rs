//! One dispute: what it is about, its thread, and a place to write.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::{
    eye::Eye,
    queries::{self, Dispute},
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "disputes/show.html")]
struct Show {
    dispute: Dispute,
    network: bool,
    back: &'static str,
    action: String,
    form: Form,
}

impl Show {
    fn opened(&self) -> String {
        format::stamp(&self.dispute.opened_at)
    }
}

pub(super) async fn of_venue(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    show(&portal, &member, Eye::Venue, &id).await
}

pub(super) async fn of_network(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    show(&portal, &member, Eye::Network, &id).await
}

async fn show(portal: &Portal, member: &Member, eye: Eye, id: &str) -> Result<Page, Trouble> {
    eye.opens(member)?;
    let dispute = queries::one(portal, member, id).await?;
    Ok(page(dispute, eye, Form::blank(portal, &member.visitor)))
}

fn page(dispute: Dispute, eye: Eye, form: Form) -> Page {
    let network = eye == Eye::Network;
    let path = eye.path(dispute.id.inner());
    let action = if network { format!("{path}/message") } else { path };
    let show = Show { dispute, network, back: eye.list(), action, form };
    Page::of_form(t("dispute-title"), &show.form, &show)
}

pub(super) async fn venue_writes(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    write(&portal, &member, Eye::Venue, &id, typed).await
}

pub(super) async fn network_writes(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    write(&portal, &member, Eye::Network, &id, typed).await
}

async fn write(portal: &Portal, member: &Member, eye: Eye, id: &str, typed: Typed) -> Result<Response, Trouble> {
    eye.opens(member)?;
    let mut form = Form::sent(portal, &member.visitor, typed);
    let body = form.typed().get("message").to_owned();
    if body.is_empty() || body.chars().count() > 1000 {
        form.wrong("message", t("dispute-wrong-message"));
    }
    let refusal = match form.is_wrong() {
        true => None,
        false => queries::write(portal, member, form.key(), id, body).await?,
    };
    if let Some(refusal) = &refusal {
        form.refuse("message", refusal);
    }
    if form.is_wrong() {
        return Ok(page(queries::one(portal, member, id).await?, eye, form).into_response());
    }
    Ok(see(&eye.path(id)).into_response())
}
