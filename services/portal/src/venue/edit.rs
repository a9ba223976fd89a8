//! `/lieu/ID/fiche`: what the venue says of itself, changed by its manager.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    own::{self, Venue, VenueAccess},
    update::{self, Change, VenueSheetInput},
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Checks,
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Each way of access: its name in the form, its label.
const WAYS: [(VenueAccess, &str, &str); 13] = [
    (VenueAccess::WalkIn, "WALK_IN", "access-walk-in"),
    (VenueAccess::Call, "CALL", "access-call"),
    (VenueAccess::Mail, "MAIL", "access-mail"),
    (VenueAccess::BookOnline, "BOOK_ONLINE", "access-book-online"),
    (VenueAccess::Referral, "REFERRAL", "access-referral"),
    (VenueAccess::NotPublic, "NOT_PUBLIC", "access-not-public"),
    (VenueAccess::Mobility, "MOBILITY", "access-mobility"),
    (VenueAccess::Hearing, "HEARING", "access-hearing"),
    (VenueAccess::Sight, "SIGHT", "access-sight"),
    (VenueAccess::Mental, "MENTAL", "access-mental"),
    (VenueAccess::Literacy, "LITERACY", "access-literacy"),
    (VenueAccess::English, "ENGLISH", "access-english"),
    (VenueAccess::Languages, "LANGUAGES", "access-languages"),
];

#[derive(Template)]
#[template(path = "venue/edit.html")]
struct Edit {
    back: String,
    action: String,
    form: Form,
}

impl Edit {
    fn ways(&self) -> Checks {
        let boxes = self.form.checks("acces", t("edit-access")).hint(t("edit-access-hint"));
        WAYS.iter().fold(boxes, |boxes, (_, name, label)| boxes.choice(name, t(label)))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let form = Form::filled(&portal, &member.visitor, known(&venue));
    Ok(page(&venue, form))
}

pub(super) async fn change(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    check(&mut form);
    if form.is_wrong() {
        return Ok(page(&venue, form).into_response());
    }
    let change = Change { key: form.key().into(), venue: id.into(), input: input(form.typed()) };
    match portal.ask(&member.visitor, update::UpdateVenue::build(change)).await?.update_venue.refusal {
        None => Ok(see(&format!("{}?fait=fiche", venue.path())).into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&venue, form).into_response())
        }
    }
}

fn page(venue: &Venue, form: Form) -> Page {
    let (back, action) = (venue.path(), format!("{}/fiche", venue.path()));
    Page::of_form(t("edit-title"), &form, &Edit { back, action, form: form.clone() })
}

fn known(venue: &Venue) -> Typed {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let typed = Typed::default()
        .with("nom", text(&venue.name))
        .with("adresse", text(&venue.address))
        .with("telephone", venue.phone.as_deref().map(dialled).unwrap_or_default())
        .with("courriel", text(&venue.mail))
        .with("site", text(&venue.website))
        .with("venir", text(&venue.directions))
        .with("presentation", text(&venue.description));
    let held = venue.access.clone().unwrap_or_default();
    WAYS.iter().filter(|(way, _, _)| held.contains(way)).fold(typed, |typed, (_, name, _)| typed.with("acces", *name))
}

/// A number as people dial it, with spaces that a keyboard has.
fn dialled(phone: &str) -> String {
    format::Phone::new(phone).shown().replace('\u{A0}', " ")
}

/// What the network would refuse, said beside its field. The network judges again.
fn check(form: &mut Form) {
    let typed = form.typed().clone();
    let long = |name: &str, most: usize| typed.get(name).chars().count() > most;
    let (phone, mail, site) = (typed.get("telephone"), typed.get("courriel"), typed.get("site"));
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let is_phone = phone.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '.' | '-'));
    let is_host = |host: &str| host.contains('.') && !host.contains(char::is_whitespace);
    let wrong = [
        ("nom", typed.get("nom").is_empty() || long("nom", 120), "edit-wrong-name"),
        ("adresse", typed.get("adresse").is_empty() || long("adresse", 200), "edit-wrong-address"),
        ("telephone", !(phone.is_empty() || is_phone && (4..=15).contains(&digits)), "edit-wrong-phone"),
        (
            "courriel",
            !mail.is_empty() && !mail.split_once('@').is_some_and(|(_, host)| is_host(host)),
            "edit-wrong-mail",
        ),
        ("site", !site.is_empty() && (!is_host(site) || long("site", 300)), "edit-wrong-website"),
        ("venir", long("venir", 500), "edit-wrong-directions"),
        ("presentation", long("presentation", 1000), "edit-wrong-description"),
    ];
    for (field, _, sentence) in wrong.into_iter().filter(|(_, is_wrong, _)| *is_wrong) {
        form.wrong(field, t(sentence));
    }
}

fn input(typed: &Typed) -> VenueSheetInput {
    let ticked = typed.all("acces");
    let said = |name: &str| Some(typed.get(name).to_owned());
    VenueSheetInput {
        name: said("nom"),
        address: said("adresse"),
        phone: said("telephone"),
        mail: said("courriel"),
        website: said("site"),
        directions: said("venir"),
        description: said("presentation"),
        access: Some(WAYS.iter().filter(|(_, name, _)| ticked.contains(name)).map(|(way, _, _)| *way).collect()),
        hours: None,
    }
}
