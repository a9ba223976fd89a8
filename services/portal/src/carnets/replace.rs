//! `/carnets/NUMBER/remplacer`: a new booklet takes the place of one that was lost, with what remained in it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    find::file,
    gone::{facts, reason},
    queries::{Replace, ReplaceCarnetInput, ReplaceVariables},
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Facts, Slip},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "carnets/replace.html")]
struct Shown<'a> {
    form: &'a Form,
    serial: String,
    facts: Facts,
}

#[derive(Template)]
#[template(path = "carnets/slip.html")]
struct Printed {
    slip: Slip,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(serial): Path<String>,
) -> Result<Response, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, &serial, &form).await
}

async fn page(portal: &Portal, member: &Member, serial: &str, form: &Form) -> Result<Response, Trouble> {
    let carnet = file(portal, member, serial).await?;
    let shown = Shown { form, facts: facts(&carnet), serial: carnet.carnet };
    Ok(Page::of_form(t("carnets-replace-title"), form, &shown).into_response())
}

pub(super) async fn replace(
    State(portal): State<Portal>,
    member: Member,
    Path(serial): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let new = form.typed().get("nouveau").to_owned();
    if new.is_empty() {
        form.wrong("nouveau", t("carnets-new-missing"));
    }
    let reason = reason(&mut form);
    if form.is_wrong() {
        return page(&portal, &member, &serial, &form).await;
    }
    let structure_id = cynic::Id::new(member.organisation()?);
    let input = ReplaceCarnetInput { structure_id, old_carnet: serial.clone(), new_carnet: new, reason };
    let act = Replace::build(ReplaceVariables { key: form.key().into(), input });
    let told = portal.ask(&member.visitor, act).await?.replace_carnet;
    match (told.replacement, told.refusal) {
        (Some(done), _) => Ok(see(&format!("/carnets/{}/bon", done.new_carnet)).into_response()),
        (None, Some(refusal)) => {
            form.refuse("nouveau", &refusal);
            page(&portal, &member, &serial, &form).await
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// The slip that goes with the new booklet.
pub(super) async fn slip(
    State(portal): State<Portal>,
    member: Member,
    Path(serial): Path<String>,
) -> Result<Page, Trouble> {
    let carnet = file(&portal, &member, &serial).await?;
    let old = carnet.replaces.ok_or(Trouble::Absent)?;
    let left = t("prescriber-cheques").with("cheques", carnet.remaining_cheques);
    let left = left.saying("value", format::euros(carnet.value_cents.into()));
    let slip = Slip::new(t("carnets-slip"))
        .line(t("prescriber-carnet-head"), &carnet.carnet)
        .line(t("carnets-replaces"), old)
        .line(t("carnets-remains"), left)
        .line(t("carnets-until"), format::day(&carnet.until))
        .word(t("carnets-slip-word").with("cheques", carnet.remaining_cheques));
    Ok(Page::new(t("carnets-slip-title"), &Printed { slip }))
}
