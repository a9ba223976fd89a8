//! « Noter un coup de main »: one page, a theme and some minutes; the rest is as the counter said it last, or is left out.

use askama::Template;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};

use super::{
    queries::{
        HelpAgeBand, HelpAutonomy, HelpInput, HelpMode, HelpRedirected, HelpSituation, HelpTheme, HelpUsual, HelpWay,
        RecordHelp, RecordVariables, Usual, UsualAsked, UsualVariables,
    },
    said,
};
use crate::{
    amount,
    ask::Refusal,
    counter::place::{Place, Seat, seat},
    form::{Form, Typed},
    page::{Page, see},
    parts::{Checks, Radios, Select},
    portal::Portal,
    prescriber::{Commune, carnet::home, commune},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// What stands behind « Dire plus »: the page opens it when something is there.
const MORE: [&str; 5] = ["autonomie", "age", "situation", "suite", "carte"];
const LONGEST: i32 = 600;

#[derive(Template)]
#[template(path = "counter/help_record.html")]
struct Shown<'a> {
    form: &'a Form,
    place: &'a Place,
    /// The communes between which one has to choose.
    choices: Vec<Commune>,
    more: bool,
}

impl Shown<'_> {
    fn themes(&self) -> Select {
        let select = self.form.select("theme", t("hand-ask-theme")).choice("", t("hand-theme-choose"));
        HelpTheme::ALL.iter().fold(select, |select, one| select.choice(one.slug(), said::theme(*one)))
    }

    fn ways(&self) -> Radios {
        let radios = self.form.radios("comment", t("hand-ask-way"));
        HelpWay::ALL.iter().fold(radios, |radios, one| radios.choice(one.slug(), said::way(*one)))
    }

    fn modes(&self) -> Radios {
        let radios = self.form.radios("ou", t("hand-ask-mode"));
        HelpMode::ALL.iter().fold(radios, |radios, one| radios.choice(one.slug(), said::mode(*one)))
    }

    fn communes(&self) -> Radios {
        let radios = self.form.radios("choix", t("prescriber-ask-which"));
        self.choices.iter().fold(radios, |radios, one| radios.choice(one.code.inner(), commune::label(one)))
    }

    fn elsewhere(&self) -> Checks {
        self.form.checks("ailleurs", t("hand-elsewhere-legend")).choice("oui", t("hand-elsewhere"))
    }

    fn autonomies(&self) -> Select {
        let select = self.form.select("autonomie", t("hand-ask-autonomy")).choice("", t("hand-unsaid"));
        HelpAutonomy::ALL.iter().fold(select, |select, one| select.choice(one.slug(), said::autonomy(*one)))
    }

    fn ages(&self) -> Select {
        let select = self.form.select("age", t("hand-ask-age")).choice("", t("hand-unsaid"));
        HelpAgeBand::ALL.iter().fold(select, |select, one| select.choice(one.slug(), said::age(*one)))
    }

    fn situations(&self) -> Select {
        let select = self.form.select("situation", t("hand-ask-situation")).choice("", t("hand-unsaid"));
        HelpSituation::ALL.iter().fold(select, |select, one| select.choice(one.slug(), said::situation(*one)))
    }

    fn redirections(&self) -> Select {
        let select = self.form.select("suite", t("hand-ask-next")).choice("", t("hand-nowhere"));
        HelpRedirected::ALL.iter().fold(select, |select, one| select.choice(one.slug(), said::redirected(*one)))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let variables = UsualVariables { venue: cynic::Id::new(place.id.clone()) };
    let told = portal.ask(&member.visitor, UsualAsked::build(variables)).await?.helps.ok_or(Trouble::Absent)?;
    let today = portal.clock().now().day();
    let typed = usual(&told).with("jour", today.to_string());
    Ok(page(&Form::filled(&portal, &member.visitor, typed), &place, Vec::new()).into_response())
}

/// As this counter said it last; in the commune of the venue.
fn usual(told: &Usual) -> Typed {
    let commune = told.commune_name.clone().unwrap_or_default();
    let typed = Typed::default().with("commune", commune);
    match &told.usual {
        None => typed.with("ou", HelpMode::OnSite.slug()),
        Some(HelpUsual { minutes, way, mode }) => typed
            .with("minutes", minutes.to_string())
            .with("comment", way.map_or("", HelpWay::slug))
            .with("ou", mode.slug()),
    }
}

pub(super) async fn record(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let found = match form.typed().has("ailleurs") {
        true => Vec::new(),
        false => commune::meant(&portal, &member.visitor, form.typed().get("commune")).await?,
    };
    let input = read(&mut form, &place, &found);
    let choices = if found.len() > 1 { found } else { Vec::new() };
    let Some(input) = input.filter(|_| !form.is_wrong()) else {
        return Ok(page(&form, &place, choices).into_response());
    };
    // Without a card nothing is kept of the person; with one it would not be true.
    let done = if input.card.is_some() { "note-carte" } else { "note" };
    let variables = RecordVariables { key: cynic::Id::new(form.key()), input };
    let told = portal.ask(&member.visitor, RecordHelp::build(variables)).await?.record_help;
    match (told.help, told.refusal) {
        (Some(help), _) => Ok(see(&format!("/guichet/coups-de-main?jour={}&fait={done}", help.day)).into_response()),
        (None, Some(refusal)) => {
            form.refuse(field(&refusal), &refusal);
            Ok(page(&form, &place, choices).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// Beside which field a refusal is told: what else cannot be accepted was said before the network was asked.
fn field(refusal: &Refusal) -> &'static str {
    match refusal.code.as_str() {
        "COMMUNE_UNKNOWN" => "commune",
        "DATES_INVALID" => "jour",
        "INPUT_INVALID" => "carte",
        _ => "",
    }
}

/// What was typed; what cannot be read is said beside its field.
fn read(form: &mut Form, place: &Place, found: &[Commune]) -> Option<HelpInput> {
    let theme = HelpTheme::of(form.typed().get("theme"));
    if theme.is_none() {
        form.wrong("theme", t("hand-theme-missing"));
    }
    let minutes = amount::whole(form.typed().get("minutes")).filter(|minutes| (1..=LONGEST).contains(minutes));
    if minutes.is_none() {
        form.wrong("minutes", t("hand-minutes-wrong"));
    }
    let elsewhere = form.typed().has("ailleurs");
    let said_where = !elsewhere && form.typed().some("commune").is_some();
    let home = if said_where { home(form, found) } else { None };
    let typed = form.typed();
    Some(HelpInput {
        venue_id: cynic::Id::new(place.id.clone()),
        theme: theme?,
        minutes: minutes?,
        day: typed.some("jour").map(str::to_owned),
        way: HelpWay::of(typed.get("comment")),
        mode: HelpMode::of(typed.get("ou")),
        autonomy: HelpAutonomy::of(typed.get("autonomie")),
        home_commune: home.map(|home| home.code.into_inner()),
        home_elsewhere: elsewhere,
        age_band: HelpAgeBand::of(typed.get("age")),
        situation: HelpSituation::of(typed.get("situation")),
        redirected: HelpRedirected::of(typed.get("suite")),
        card: typed.some("carte").map(str::to_owned),
    })
}

fn page(form: &Form, place: &Place, choices: Vec<Commune>) -> Page {
    let more = form.is_wrong() || MORE.iter().any(|name| form.typed().some(name).is_some());
    Page::of_form(t("hand-title"), form, &Shown { form, place, choices, more })
}
