//! `/lieu/ID/horaires`: opening hours, day by day, without a script: up to three openings a day, or closed.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    own::{self, Venue},
    update::{Change, UpdateVenue, VenueSheetInput},
    week::{self, DAYS, Day, OPENINGS},
};
use crate::{
    form::{Form, Typed},
    page::{Page, see},
    parts::{Checks, Field},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "venue/hours.html")]
struct Hours {
    back: String,
    action: String,
    /// What is said now, when the form cannot show it.
    beyond: Vec<String>,
    form: Form,
}

impl Hours {
    fn days(&self) -> &'static [Day] {
        &DAYS
    }

    fn day_name(&self, day: &Day) -> String {
        t(day.label).to_string()
    }

    fn openings(&self) -> Vec<usize> {
        (1..=OPENINGS).collect()
    }

    fn from(&self, day: &Day, no: &usize) -> Field {
        let label = t("hours-from").with("no", *no).saying("day", t(day.label));
        self.form.text(&week::field(day, *no, "de"), label).width("court").mode("numeric")
    }

    fn until(&self, day: &Day, no: &usize) -> Field {
        let label = t("hours-until").with("no", *no).saying("day", t(day.label));
        self.form.text(&week::field(day, *no, "a"), label).width("court").mode("numeric")
    }

    fn closed(&self, day: &Day) -> Checks {
        let name = format!("{}-ferme", day.name);
        self.form.checks(&name, t("hours-closed-legend").saying("day", t(day.label))).choice("oui", t("hours-closed"))
    }

    fn note(&self, day: &Day) -> Field {
        self.form.text(&format!("{}-note", day.name), t("hours-note").saying("day", t(day.label)))
    }

    fn holidays(&self) -> Checks {
        self.form.checks("feries", t("hours-holidays")).choice("fermes", t("hours-holidays-closed"))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let known = week::typed(venue.hours.as_deref().unwrap_or_default());
    let is_beyond = known.is_none();
    let form = Form::filled(&portal, &member.visitor, known.unwrap_or_default());
    Ok(page(&venue, form, is_beyond))
}

pub(super) async fn change(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let venue = own::for_managers(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let hours = week::hours(&mut form);
    if form.is_wrong() {
        return Ok(page(&venue, form, false).into_response());
    }
    let input = VenueSheetInput { hours: Some(hours), ..VenueSheetInput::default() };
    let change = Change { key: form.key().into(), venue: id.into(), input };
    match portal.ask(&member.visitor, UpdateVenue::build(change)).await?.update_venue.refusal {
        None => Ok(see(&format!("{}?fait=horaires", venue.path())).into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&venue, form, false).into_response())
        }
    }
}

fn page(venue: &Venue, form: Form, is_beyond: bool) -> Page {
    let (back, action) = (venue.path(), format!("{}/horaires", venue.path()));
    let beyond = if is_beyond { venue.hours_in_words.clone().unwrap_or_default() } else { Vec::new() };
    Page::of_form(t("hours-title"), &form, &Hours { back, action, beyond, form: form.clone() })
}
