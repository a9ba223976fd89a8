//! `/poste`: the machine of a counter. Locked, it shows who may open it; open, it takes one's short code.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role as Held;
use serde::Deserialize;

use super::{
    invite::back,
    proof::local,
    query::{Borne, EndDevice, EnrolDevice, Enrolled, One, Own, OwnDevice, Pin, SetPin},
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Radios,
    portal::Portal,
    trouble::Trouble,
    visit::device::{self as cookie, Kept},
    visitor::{Member, Visitor},
    words::t,
};

#[derive(Template)]
#[template(path = "account/device.html")]
struct Open {
    form: Form,
    device: Option<OwnDevice>,
    may_enrol: bool,
    chosen: bool,
}

impl Open {
    fn until(&self, device: &OwnDevice) -> String {
        format::stamp(&device.until)
    }
}

#[derive(Template)]
#[template(path = "account/device_locked.html")]
struct Locked {
    form: Form,
    device: OwnDevice,
    next: String,
}

impl Locked {
    fn people(&self) -> Radios {
        let empty = self.form.radios("personne", t("device-who"));
        self.device.people.iter().fold(empty, |radios, one| radios.choice(one.id.inner(), &one.name))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    suite: String,
    choisi: String,
}

/// The machine as it stands: locked for nobody in particular, open for whoever is signed in.
pub(super) async fn show(
    State(portal): State<Portal>,
    visitor: Visitor,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let device = own(&portal, &visitor, &headers).await?;
    let form = Form::blank(&portal, &visitor);
    match (visitor.member(), device) {
        (Some(member), device) => Ok(opened(&member, form, device, !asked.choisi.is_empty()).into_response()),
        (None, Some(device)) => Ok(locked(form, device, local(&asked.suite))),
        // It serves no more: what it bears is of no use.
        (None, None) => Ok((Kept::nothing(&portal), see("/connexion?suite=/poste")).into_response()),
    }
}

/// The machine that this browser is, while it serves.
pub(super) async fn own(portal: &Portal, visitor: &Visitor, headers: &HeaderMap) -> Result<Option<OwnDevice>, Trouble> {
    let Some(device) = cookie::borne(portal, headers) else { return Ok(None) };
    Ok(portal.ask(visitor, Own::build(Borne { device })).await?.own_device)
}

fn opened(member: &Member, form: Form, device: Option<OwnDevice>, chosen: bool) -> Page {
    let may_enrol = member.is(Held::VenueManager) || member.is(Held::Administrator);
    Page::of_form(t("device-title"), &form, &Open { form: form.clone(), device, may_enrol, chosen })
}

/// The lock screen.
pub(super) fn locked(form: Form, device: OwnDevice, next: &str) -> Response {
    let locked = Locked { form: form.clone(), device, next: next.to_owned() };
    // It names people, and nobody is signed in.
    let kept = [(header::CACHE_CONTROL, "no-store")];
    (kept, Page::of_form(t("device-locked-title"), &form, &locked)).into_response()
}

/// Enrols this machine for the structure acted for; its cookie is its own.
pub(super) async fn enrol(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(opened(&member, form, None, false).into_response());
    }
    let (organisation, name) = (member.organisation()?.into(), form.typed().get("nom").to_owned());
    let act = EnrolDevice::build(Enrolled { key: form.key().into(), organisation, name });
    let payload = portal.ask(&member.visitor, act).await?.enrol_device;
    match (payload.device.and_then(|device| device.secret), payload.refusal) {
        (Some(secret), _) => Ok((Kept::new(&portal, secret), see("/poste")).into_response()),
        (None, Some(refusal)) => {
            form.refuse("nom", &refusal);
            Ok(opened(&member, form, None, false).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// Chooses one's short code at this machine.
pub(super) async fn choose_pin(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response, Trouble> {
    let Some(device) = cookie::borne(&portal, &headers) else { return Ok(see("/poste").into_response()) };
    let pin = typed.get("code").to_owned();
    // What was typed is not shown again: others may look on.
    let mut form = Form::blank(&portal, &member.visitor);
    match portal.ask(&member.visitor, SetPin::build(Pin { device, pin })).await?.set_pin.refusal {
        None => Ok(see("/poste?choisi=oui").into_response()),
        Some(refusal) => {
            form.refuse("code", &refusal);
            let device = own(&portal, &member.visitor, &headers).await?;
            Ok(opened(&member, form, device, false).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "account/device_end.html")]
struct End {
    form: Form,
    id: String,
    with: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Ended {
    poste: String,
    structure: String,
}

/// What ending a machine means.
pub(super) async fn show_end(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Ended>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Held::VenueManager, Held::Administrator])?;
    Ok(ends(Form::blank(&portal, &member.visitor), asked.poste, asked.structure))
}

fn ends(form: Form, id: String, with: String) -> Page {
    Page::of_form(t("device-end-title"), &form, &End { form: form.clone(), id, with })
}

/// Ends it.
pub(super) async fn end(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let (id, with) = (typed.get("poste").to_owned(), typed.get("structure").to_owned());
    let mut form = Form::sent(&portal, &member.visitor, typed);
    if form.is_wrong() {
        return Ok(ends(form, id, with).into_response());
    }
    let act = EndDevice::build(One { key: form.key().into(), id: id.as_str().into() });
    match portal.ask(&member.visitor, act).await?.end_device.refusal {
        None => Ok(back(&with)),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(ends(form, id, with).into_response())
        }
    }
}
