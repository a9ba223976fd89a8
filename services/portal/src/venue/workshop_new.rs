//! `/lieu/ID/ateliers/nouveau`: one more workshop.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    catalogue::{
        ACCESS, COMPETENCES, EQUIPMENT, LANGUAGES, LEVELS, THEMES, WorkshopAccess, WorkshopCompetence,
        WorkshopEquipment, WorkshopLanguage, WorkshopLevel, WorkshopTheme, chosen, ticked,
    },
    own::{self, Venue},
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    parts::{Checks, Radios, Select},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct New {
    key: cynic::Id,
    venue: cynic::Id,
    input: WorkshopInput,
}

#[derive(cynic::InputObject)]
struct WorkshopInput {
    title: String,
    theme: WorkshopTheme,
    level: WorkshopLevel,
    minutes: i32,
    price_cheques: i32,
    seats: i32,
    competences: Option<Vec<WorkshopCompetence>>,
    equipment: Option<Vec<WorkshopEquipment>>,
    language: WorkshopLanguage,
    access: Option<Vec<WorkshopAccess>>,
    discovery: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "New")]
struct CreateWorkshop {
    #[arguments(key: $key, venueId: $venue, input: $input)]
    create_workshop: Option<WorkshopPayload>,
}

#[derive(cynic::QueryFragment)]
struct WorkshopPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "venue/workshop_new.html")]
struct NewWorkshop {
    venue: Venue,
    form: Form,
}

impl NewWorkshop {
    fn back(&self) -> String {
        format!("{}/ateliers", self.venue.path())
    }

    fn themes(&self) -> Select {
        let select = self.form.select("theme", t("workshop-theme")).choice("", t("workshop-theme-choose"));
        THEMES.iter().fold(select, |select, (_, name, label)| select.choice(name, t(label)))
    }

    fn levels(&self) -> Radios {
        let radios = self.form.radios("niveau", t("workshop-level"));
        LEVELS.iter().fold(radios, |radios, (_, name, label)| radios.choice(name, t(label)))
    }

    fn languages(&self) -> Select {
        let select = self.form.select("langue", t("workshop-language"));
        LANGUAGES.iter().fold(select, |select, (_, name, label)| select.choice(name, t(label)))
    }

    fn competences(&self) -> Checks {
        let checks = self.form.checks("competences", t("workshop-competences")).hint(t("workshop-competences-hint"));
        COMPETENCES.iter().fold(checks, |checks, (_, name, label)| checks.choice(name, t(label)))
    }

    fn equipment(&self) -> Checks {
        let checks = self.form.checks("materiel", t("workshop-equipment"));
        EQUIPMENT.iter().fold(checks, |checks, (_, name, label)| checks.choice(name, t(label)))
    }

    fn access(&self) -> Checks {
        let checks = self.form.checks("acces", t("workshop-access"));
        ACCESS.iter().fold(checks, |checks, (_, name, label)| checks.choice(name, t(label)))
    }

    fn discovery(&self) -> Checks {
        let checks = self.form.checks("decouverte", t("workshop-kind")).hint(t("workshop-discovery-hint"));
        checks.choice("oui", t("workshop-discovery"))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let venue = own::for_staff(&portal, &member, &id).await?;
    let usual = Typed::default().with("duree", "120").with("places", "8").with("prix", "1");
    Ok(page(venue, Form::filled(&portal, &member.visitor, usual)))
}

pub(super) async fn create(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_staff(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let Some(input) = input(&mut form) else { return Ok(page(venue, form).into_response()) };
    let new = New { key: form.key().into(), venue: venue.id.clone(), input };
    match portal.ask(&member.visitor, CreateWorkshop::build(new)).await?.create_workshop {
        Some(WorkshopPayload { refusal: None }) => {
            return Ok(see(&format!("{}/ateliers?fait=atelier", venue.path())).into_response());
        }
        Some(WorkshopPayload { refusal: Some(refusal) }) => form.refuse("", &refusal),
        None => form.wrong_all(t("workshops-away-kept")),
    }
    Ok(page(venue, form).into_response())
}

fn page(venue: Venue, form: Form) -> Page {
    Page::of_form(t("workshop-title"), &form.clone(), &NewWorkshop { venue, form })
}

/// What was typed, unless something is wrong with it.
fn input(form: &mut Form) -> Option<WorkshopInput> {
    let typed = form.typed().clone();
    let title = typed.get("titre").to_owned();
    if title.is_empty() || title.chars().count() > 120 {
        form.wrong("titre", t("workshop-wrong-title"));
    }
    let theme = chosen(&THEMES, typed.get("theme"));
    if theme.is_none() {
        form.wrong("theme", t("workshop-wrong-theme"));
    }
    let level = chosen(&LEVELS, typed.get("niveau"));
    if level.is_none() {
        form.wrong("niveau", t("workshop-wrong-level"));
    }
    let minutes = number(form, "duree", 5..=600, "workshop-wrong-minutes");
    let seats = number(form, "places", 1..=500, "workshop-wrong-seats");
    let price_cheques = number(form, "prix", 0..=10, "workshop-wrong-price");
    let discovery = typed.has("decouverte");
    if discovery && price_cheques.is_some_and(|price| price > 0) {
        form.wrong("prix", t("workshop-wrong-discovery"));
    }
    if form.is_wrong() {
        return None;
    }
    Some(WorkshopInput {
        title,
        theme: theme?,
        level: level?,
        minutes: minutes?,
        price_cheques: price_cheques?,
        seats: seats?,
        competences: Some(ticked(&COMPETENCES, &typed.all("competences"))),
        equipment: Some(ticked(&EQUIPMENT, &typed.all("materiel"))),
        language: chosen(&LANGUAGES, typed.get("langue")).unwrap_or(WorkshopLanguage::French),
        access: Some(ticked(&ACCESS, &typed.all("acces"))),
        discovery,
    })
}

/// A whole number within bounds, or the sentence beside its field.
pub(super) fn number(
    form: &mut Form,
    field: &str,
    within: std::ops::RangeInclusive<i32>,
    sentence: &'static str,
) -> Option<i32> {
    let number = form.typed().get(field).parse().ok().filter(|number| within.contains(number));
    if number.is_none() {
        form.wrong(field, t(sentence));
    }
    number
}
