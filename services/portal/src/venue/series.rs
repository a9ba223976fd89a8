//! `/lieu/ID/ateliers/ATELIER/serie`: a workshop sits again and again. Its dates are shown first, with what is skipped and why.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::clock::Day;

use super::{
    catalogue::chosen,
    own::{self, Venue},
    places::{self, Places},
    rhythm::{self, RHYTHMS, SeriesWeeks},
    session::day,
    workshops::{self, Workshop},
};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Checks, Select, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Look {
    venue: cynic::Id,
    input: SeriesInput,
}

#[derive(cynic::QueryVariables)]
struct Plan {
    key: cynic::Id,
    venue: cynic::Id,
    input: SeriesInput,
}

#[derive(Clone, cynic::InputObject)]
struct SeriesInput {
    workshop_id: cynic::Id,
    rule: String,
    weeks: Option<SeriesWeeks>,
    first_day: String,
    time: String,
    in_school_holidays: Option<bool>,
    exceptions: Option<Vec<String>>,
    needs: Option<Vec<cynic::Id>>,
    room_id: Option<cynic::Id>,
    trainer_id: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Look")]
struct Preview {
    #[arguments(venueId: $venue, input: $input)]
    series_preview: Option<SeriesPreview>,
}

#[derive(cynic::QueryFragment)]
struct SeriesPreview {
    dates: Option<Vec<SeriesDate>>,
    cut: Option<bool>,
    school_known_until: Option<String>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct SeriesDate {
    starts_at: String,
    skipped: Option<SeriesSkip>,
    holiday: Option<PublicHoliday>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum SeriesSkip {
    Exception,
    Past,
    PublicHoliday,
    RoomTaken,
    SchoolHoliday,
    TrainerTaken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum PublicHoliday {
    AllSaints,
    Armistice,
    Ascension,
    Assumption,
    Christmas,
    EasterMonday,
    LabourDay,
    NationalDay,
    NewYear,
    Victory,
    WhitMonday,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Plan")]
struct CreateSeries {
    #[arguments(key: $key, venueId: $venue, input: $input)]
    create_series: Option<SeriesPayload>,
}

#[derive(cynic::QueryFragment)]
struct SeriesPayload {
    refusal: Option<Refusal>,
}

/// The dates as they are shown.
struct Shown {
    table: Table,
    sitting: usize,
    cut: bool,
    school_until: Option<String>,
}

#[derive(Template)]
#[template(path = "venue/series.html")]
struct NewSeries {
    venue: Venue,
    workshop: Workshop,
    others: Vec<Workshop>,
    places: Places,
    form: Form,
    shown: Option<Shown>,
}

impl NewSeries {
    fn back(&self) -> String {
        format!("{}/ateliers", self.venue.path())
    }

    fn rhythms(&self) -> Select {
        let select = self.form.select("rythme", t("series-rhythm"));
        RHYTHMS.iter().fold(select, |select, (_, name, label)| select.choice(name, t(label)))
    }

    fn school(&self) -> Checks {
        let checks = self.form.checks("vacances", t("series-school")).hint(t("series-school-hint"));
        checks.choice("oui", t("series-school-too"))
    }

    fn rooms(&self) -> Select {
        self.places.choose_room(self.form.select("salle", t("series-room")))
    }

    fn trainers(&self) -> Select {
        self.places.choose_trainer(self.form.select("anime", t("series-trainer")), "series-trainer-none")
    }

    fn needs(&self) -> Checks {
        let checks = self.form.checks("avant", t("series-needs")).hint(t("series-needs-hint"));
        let title = |workshop: &Workshop| workshop.title.clone().unwrap_or_default();
        self.others.iter().fold(checks, |checks, workshop| checks.choice(workshop.id.inner(), title(workshop)))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((id, workshop)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let form = Form::filled(&portal, &member.visitor, Typed::default().with("rythme", "semaine"));
    let show = known(&portal, &member, &id, &workshop, form).await?;
    Ok(page(show))
}

pub(super) async fn send(
    State(portal): State<Portal>,
    member: Member,
    Path((id, workshop)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let plans = typed.get("suite") == "creer";
    let form = Form::sent(&portal, &member.visitor, typed);
    let mut show = known(&portal, &member, &id, &workshop, form).await?;
    let Some(input) = input(&mut show.form, &show.workshop) else { return Ok(page(show).into_response()) };
    if plans && create(&portal, &member, &mut show, &input).await? {
        return Ok(see(&format!("{}/ateliers?fait=serie", show.venue.path())).into_response());
    }
    preview(&portal, &member, &mut show, input).await?;
    Ok(page(show).into_response())
}

/// Whether it was planned; otherwise the form says why not.
async fn create(portal: &Portal, member: &Member, show: &mut NewSeries, input: &SeriesInput) -> Result<bool, Trouble> {
    let plan = Plan { key: show.form.key().into(), venue: show.venue.id.clone(), input: input.clone() };
    match portal.ask(&member.visitor, CreateSeries::build(plan)).await?.create_series {
        Some(SeriesPayload { refusal: None }) => return Ok(true),
        Some(SeriesPayload { refusal: Some(refusal) }) => show.form.refuse("", &refusal),
        None => show.form.wrong_all(t("workshops-away-kept")),
    }
    Ok(false)
}

/// Shows the dates below the form.
async fn preview(portal: &Portal, member: &Member, show: &mut NewSeries, input: SeriesInput) -> Result<(), Trouble> {
    let look = Look { venue: show.venue.id.clone(), input };
    let told = portal.ask(&member.visitor, Preview::build(look)).await?.series_preview;
    match told {
        Some(SeriesPreview { refusal: Some(refusal), .. }) if !show.form.is_wrong() => show.form.refuse("", &refusal),
        Some(SeriesPreview { refusal: Some(_), .. }) => {}
        Some(told) => show.shown = Some(shown(told)),
        None => show.form.wrong_all(t("workshops-away-kept")),
    }
    Ok(())
}

fn shown(told: SeriesPreview) -> Shown {
    let dates = told.dates.unwrap_or_default();
    let mut table = Table::new(t("series-dates"), ["series-date", "series-becomes"].map(t));
    for date in &dates {
        table.row([Cell::text(format::moment(&date.starts_at)), Cell::text(t(becomes(date)))]);
    }
    Shown {
        table,
        sitting: dates.iter().filter(|date| date.skipped.is_none()).count(),
        cut: told.cut.unwrap_or_default(),
        school_until: told.school_known_until.as_deref().map(format::day),
    }
}

const fn becomes(date: &SeriesDate) -> &'static str {
    match (date.skipped, date.holiday) {
        (None, _) => "series-sits",
        (Some(SeriesSkip::PublicHoliday), Some(holiday)) => holiday_name(holiday),
        (Some(SeriesSkip::PublicHoliday), None) => "series-skip-holiday",
        (Some(SeriesSkip::SchoolHoliday), _) => "series-skip-school",
        (Some(SeriesSkip::Exception), _) => "series-skip-exception",
        (Some(SeriesSkip::Past), _) => "series-skip-past",
        (Some(SeriesSkip::RoomTaken), _) => "series-skip-room",
        (Some(SeriesSkip::TrainerTaken), _) => "series-skip-trainer",
    }
}

const fn holiday_name(holiday: PublicHoliday) -> &'static str {
    match holiday {
        PublicHoliday::AllSaints => "holiday-all-saints",
        PublicHoliday::Armistice => "holiday-armistice",
        PublicHoliday::Ascension => "holiday-ascension",
        PublicHoliday::Assumption => "holiday-assumption",
        PublicHoliday::Christmas => "holiday-christmas",
        PublicHoliday::EasterMonday => "holiday-easter-monday",
        PublicHoliday::LabourDay => "holiday-labour-day",
        PublicHoliday::NationalDay => "holiday-national-day",
        PublicHoliday::NewYear => "holiday-new-year",
        PublicHoliday::Victory => "holiday-victory",
        PublicHoliday::WhitMonday => "holiday-whit-monday",
    }
}

async fn known(portal: &Portal, member: &Member, id: &str, workshop: &str, form: Form) -> Result<NewSeries, Trouble> {
    let venue = own::for_staff(portal, member, id).await?;
    let offered = workshops::offered(portal, member, &venue).await?.ok_or(Trouble::Away)?;
    let places = places::places(portal, member, &venue).await?;
    let (found, others): (Vec<_>, Vec<_>) = offered.workshops.into_iter().partition(|one| one.id.inner() == workshop);
    let workshop = found.into_iter().next().ok_or(Trouble::Absent)?;
    Ok(NewSeries { venue, workshop, others, places, form, shown: None })
}

fn page(show: NewSeries) -> Page {
    Page::of_form(t("series-title"), &show.form.clone(), &show)
}

/// What was typed, unless something is wrong with it.
fn input(form: &mut Form, workshop: &Workshop) -> Option<SeriesInput> {
    let typed = form.typed().clone();
    let first = day(typed.get("jour"));
    if first.is_none() {
        form.wrong("jour", t("session-wrong-day"));
    }
    let time = rhythm::time(typed.get("heure"));
    if time.is_none() {
        form.wrong("heure", t("hours-wrong-time"));
    }
    let last = typed.some("fin").map(day);
    if last == Some(None) {
        form.wrong("fin", t("session-wrong-day"));
    }
    let exceptions = exceptions(typed.get("sauf"));
    if exceptions.is_none() {
        form.wrong("sauf", t("series-wrong-exceptions"));
    }
    let rhythm = chosen(&RHYTHMS, typed.get("rythme"));
    if rhythm.is_none() {
        form.wrong("rythme", t("series-wrong-rhythm"));
    }
    if form.is_wrong() {
        return None;
    }
    let (first, rhythm) = (first?, rhythm?);
    Some(SeriesInput {
        workshop_id: workshop.id.clone(),
        rule: rhythm.rule(first, last.flatten()),
        weeks: Some(rhythm.weeks()),
        first_day: first.to_string(),
        time: time?,
        in_school_holidays: Some(typed.has("vacances")),
        exceptions: Some(exceptions?.iter().map(Day::to_string).collect()),
        needs: Some(typed.all("avant").into_iter().map(cynic::Id::new).collect()),
        room_id: typed.some("salle").map(cynic::Id::new),
        trainer_id: typed.some("anime").map(cynic::Id::new),
    })
}

/// Days with commas, semicolons or new lines between; none when one cannot be read.
fn exceptions(text: &str) -> Option<Vec<Day>> {
    text.split([',', ';', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).map(day).collect()
}
