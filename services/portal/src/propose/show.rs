//! `/propositions`: what is asked, and what is proposed, on one page. Nothing is changed, so everything stands in the address.

use askama::Template;
use axum::extract::{RawQuery, State};

use super::{
    queries::{self, LEVELS, PARTS, RECEIVE, Recommendation, RecommendationInput},
    reason,
};
use crate::{
    amount,
    form::{Form, Typed},
    format,
    learners::values::Transport,
    page::Page,
    parts::{Cell, Checks, Hidden, Radios, Select, Table},
    portal::Portal,
    prescriber::{Commune, commune},
    trouble::Trouble,
    venue::catalogue::{THEMES, chosen},
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "propose/show.html")]
struct Shown<'a> {
    form: &'a Form,
    /// The communes between which one has to choose.
    choices: Vec<Commune>,
    /// The sheet of the person for whom it is.
    person: Option<String>,
    hidden: Vec<Hidden>,
    /// What is proposed; none before anything was asked.
    found: Option<Table>,
}

impl Shown<'_> {
    fn communes(&self) -> Radios {
        let radios = self.form.radios("choix", t("prescriber-ask-which"));
        self.choices.iter().fold(radios, |radios, one| radios.choice(one.code.inner(), commune::label(one)))
    }

    fn transport(&self) -> Radios {
        let unsaid = if self.person.is_some() { "fiche" } else { "inconnu" };
        let radios = self.form.radios("transport", t("learner-transport-ask"));
        let radios = radios.choice("", t("propose-unsaid").with("from", unsaid));
        Transport::ALL
            .iter()
            .fold(radios, |radios, one| radios.choice(one.value(), t("learner-transport").with("way", one.value())))
    }

    fn level(&self) -> Radios {
        let unsaid = if self.person.is_some() { "bilan" } else { "inconnu" };
        let radios = self.form.radios("niveau", t("propose-level-ask"));
        let radios = radios.choice("", t("propose-unsaid").with("from", unsaid));
        LEVELS
            .iter()
            .fold(radios, |radios, one| radios.choice(one.word(), t("propose-level").with("level", one.word())))
    }

    fn theme(&self) -> Select {
        let select = self.form.select("sujet", t("propose-theme-ask")).choice("", t("propose-theme-any"));
        THEMES.iter().fold(select, |select, (_, value, words)| select.choice(value, t(words)))
    }

    fn days(&self) -> Checks {
        let checks = self.form.checks("jour", t("propose-days-ask")).hint(t("propose-days-hint"));
        (1..=7).fold(checks, |checks, day| checks.choice(&day.to_string(), t("propose-day").with("day", day)))
    }

    fn parts(&self) -> Checks {
        let checks = self.form.checks("moment", t("propose-parts-ask"));
        PARTS.iter().fold(checks, |checks, one| checks.choice(one.word(), t("propose-part").with("part", one.word())))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    RawQuery(query): RawQuery,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let query = query.unwrap_or_default();
    let typed = Typed::read(query.as_bytes());
    let choices = commune::meant(&portal, &member.visitor, typed.get("commune")).await?;
    let mut form = Form::filled(&portal, &member.visitor, typed);
    // What is no identifier leads nowhere, and is not carried into links.
    let person = form.typed().some("personne").and_then(|id| id.parse::<kernel::ids::LearnerRef>().ok());
    let person = person.map(|id| id.to_string());
    let input = read(&mut form, &choices, person.as_deref());
    let then = Then { person: person.as_deref(), carnet: carnet(form.typed()) };
    let found = match input.filter(|_| !query.is_empty() && !form.is_wrong()) {
        Some(input) => Some(table(&queries::sought(&portal, &member, input).await?, &then)),
        None => None,
    };
    let hidden = then.hidden();
    let person = person.map(|id| format!("/personnes/{id}"));
    Ok(Page::of_form(t("propose-title"), &form, &Shown { form: &form, choices, person, hidden, found }).wide())
}

/// What was asked; what cannot be read is said beside its field.
fn read(form: &mut Form, choices: &[Commune], person: Option<&str>) -> Option<RecommendationInput> {
    let home_commune = home(form, choices);
    let cheques =
        form.typed().some("cheques").map(|text| amount::whole(text).filter(|count| (0..=100).contains(count)));
    if cheques == Some(None) {
        form.wrong("cheques", t("propose-cheques-wrong"));
        return None;
    }
    let typed = form.typed();
    let theme = chosen(&THEMES, typed.get("sujet")).and_then(|theme| serde_json::to_value(theme).ok());
    Some(RecommendationInput {
        learner_id: person.map(cynic::Id::new),
        home_commune,
        transport: Transport::of(typed.get("transport")),
        level: LEVELS.into_iter().find(|one| one.word() == typed.get("niveau")),
        theme: theme.as_ref().and_then(|name| name.as_str()).map(str::to_owned),
        days: typed.all("jour").into_iter().filter_map(amount::whole).filter(|day| (1..=7).contains(day)).collect(),
        parts: PARTS.into_iter().filter(|one| typed.all("moment").contains(&one.word())).collect(),
        cheques: cheques.flatten(),
    })
}

/// The code of the commune that is meant; nothing is typed where the sheet says it, or nobody knows.
fn home(form: &mut Form, choices: &[Commune]) -> Option<String> {
    let picked = form.typed().get("choix").to_owned();
    match choices {
        [] if form.typed().get("commune").is_empty() => {}
        [] => form.wrong("commune", t("prescriber-commune-unknown")),
        [one] => return Some(one.code.inner().to_owned()),
        several => match several.iter().find(|one| one.code.inner() == picked) {
            Some(one) => return Some(one.code.inner().to_owned()),
            None => form.wrong("choix", t("prescriber-commune-which")),
        },
    }
    None
}

/// What goes with whoever chooses: for whom it is, and the booklet whose cheques are kept.
struct Then<'a> {
    person: Option<&'a str>,
    carnet: Option<String>,
}

impl Then<'_> {
    /// The fields that ride with the next search.
    fn hidden(&self) -> Vec<Hidden> {
        let person = self.person.map(|id| Hidden::new("personne", id));
        person.into_iter().chain(self.carnet.as_ref().map(|serial| Hidden::new("carnet", serial))).collect()
    }

    /// Where a seat is booked.
    fn seat(&self, one: &Recommendation) -> String {
        let path = format!("/reserver/{}/{}", one.venue_id.inner(), one.session_id.inner());
        match &self.carnet {
            Some(serial) => format!("{path}?carnet={serial}"),
            None => path,
        }
    }

    /// Where the person is sent there instead, when it is known who they are.
    fn referral(&self, one: &Recommendation) -> Option<Cell> {
        let (venue, session) = (one.venue_id.inner(), one.session_id.inner());
        let path = format!("/orientations/nouvelle?personne={}&lieu={venue}&seance={session}", self.person?);
        Some(Cell::link(path, t("propose-refer").saying("place", &one.venue_name)))
    }
}

/// The number of a booklet that came with the address; what is none is not carried into links.
fn carnet(typed: &Typed) -> Option<String> {
    let is_serial = |text: &&str| text.len() <= 20 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    typed.some("carnet").filter(is_serial).map(str::to_owned)
}

fn table(found: &[Recommendation], then: &Then<'_>) -> Table {
    let heads = ["propose-head-when", "propose-head-what", "propose-head-where", "propose-head-why"].map(t);
    let heads = heads.into_iter().chain(then.person.map(|_| t("propose-head-refer")));
    let mut table = Table::new(t("propose-caption"), heads);
    for one in found {
        let place = format::address(Some(&one.venue_name), Some(&one.commune_name));
        let phone = one.phone.as_deref().map(|phone| format!(", {}", format::Phone::new(phone).shown()));
        let why = match reason::to_ask(one) {
            Some(ask) => format!("{}. {ask}", reason::reason(one)),
            None => reason::reason(one),
        };
        let cells = [
            Cell::link(then.seat(one), t("propose-book").saying("when", format::moment(&one.starts_at))),
            Cell::text(&one.title),
            Cell::link(format!("/lieux/{}", one.venue_id.inner()), format!("{place}{}", phone.unwrap_or_default())),
            Cell::text(why),
        ];
        table.row(cells.into_iter().chain(then.referral(one)));
    }
    table
}
