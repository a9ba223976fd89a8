//! `/orientations/ID/adresse`: the secret address for a partner outside the network. It is made here and shown once: the network keeps a
//! keyed hash alone.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{
    deeds::{CloseLink, CloseVars, OpenLink, OpenVars},
    queries::{self, RECEIVE, Whole},
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
#[template(path = "referrals/link.html")]
struct Shown<'a> {
    form: &'a Form,
    /// The address that was just opened: it is shown once.
    opened: Option<String>,
    /// Those that lead somewhere: how each is closed, and until when it leads there.
    open: Vec<(String, String)>,
    path: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let one = outside(&portal, &member, &id).await?;
    Ok(page(&portal, &Form::blank(&portal, &member.visitor), &one, None))
}

pub(super) async fn open(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Page, Trouble> {
    let one = outside(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(page(&portal, &form, &one, None));
    }
    let secret = secret(&portal, form.key());
    let vars = OpenVars { key: form.key().into(), id: one.id.clone(), secret: secret.clone() };
    match portal.ask(&member.visitor, OpenLink::build(vars)).await?.open_referral_link.refusal {
        None => {
            let address = format!("{}/o/{secret}", portal.site().public_url);
            // Another one is opened by another form.
            let one = outside(&portal, &member, &id).await?;
            Ok(page(&portal, &Form::blank(&portal, &member.visitor), &one, Some(address)))
        }
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&portal, &form, &one, None))
        }
    }
}

pub(super) async fn close(
    State(portal): State<Portal>,
    member: Member,
    Path((id, link)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let one = outside(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if !form.is_wrong() {
        let vars = CloseVars { key: form.key().into(), link: link.as_str().into() };
        match portal.ask(&member.visitor, CloseLink::build(vars)).await?.close_referral_link.refusal {
            None => return Ok(see(&format!("{}/adresse", one.path())).into_response()),
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(page(&portal, &form, &one, None).into_response())
}

async fn outside(portal: &Portal, member: &Member, id: &str) -> Result<Whole, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(portal, member, id).await?;
    Some(one).filter(|one| one.sender && one.venue_id.is_none()).ok_or(Trouble::Absent)
}

fn page(portal: &Portal, form: &Form, one: &Whole, opened: Option<String>) -> Page {
    let (path, now) = (one.path(), portal.clock().now());
    let leads = |link: &&queries::ReferralLink| {
        let until = link.until.parse::<kernel::clock::At>();
        link.ended_at.is_none() && until.is_ok_and(|until| now < until)
    };
    let open = one.links.iter().filter(leads);
    let open = open.map(|link| (format!("{path}/adresse/{}/fermer", link.id.inner()), format::stamp(&link.until)));
    let shown = Shown { form, opened, open: open.collect(), path };
    Page::of_form(t("referral-link-title"), form, &shown)
}

/// The same for the same form, and not to be made of what the network keeps: the key alone tells nothing of it.
fn secret(portal: &Portal, key: &str) -> String {
    let mut block = [0; 64];
    block.copy_from_slice(portal.forms());
    let mac = Hmac::<Sha256>::new(&block.into()).chain_update("orientation").chain_update(key);
    mac.finalize().into_bytes().iter().take(20).map(|byte| format!("{byte:02x}")).collect()
}
