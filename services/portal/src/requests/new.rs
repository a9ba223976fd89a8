//! `/demandes/nouvelle`: somebody asks for a booklet. The proof is looked at; nothing of it is copied.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use kernel::clock::Day;

use super::queries::{Ask, AskVars, RECEIVE, RequestInput};
use crate::{
    amount,
    ask::Refusal,
    form::{Form, Typed},
    page::{Page, see},
    parts::{Checks, Hidden, Radios},
    portal::Portal,
    prescriber::{Commune, carnet::home, commune, publics},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "requests/new.html")]
struct Shown<'a> {
    form: &'a Form,
    /// The day on which the form was opened: sent after midnight, it is still the same act.
    day: Hidden,
    /// The communes between which one has to choose.
    choices: Vec<Commune>,
    /// Whether somebody of that name and year asked before: it may be another person.
    namesake: bool,
}

impl Shown<'_> {
    fn publics(&self) -> Radios {
        let radios = self.form.radios("public", t("prescriber-ask-public"));
        publics::ALL.into_iter().fold(radios, |radios, one| radios.choice(publics::value(one), t(publics::word(one))))
    }

    fn communes(&self) -> Radios {
        let radios = self.form.radios("choix", t("prescriber-ask-which"));
        self.choices.iter().fold(radios, |radios, one| radios.choice(one.code.inner(), commune::label(one)))
    }

    fn another(&self) -> Checks {
        let checks = self.form.checks("autre", t("request-another")).hint(t("request-another-hint"));
        checks.choice("oui", t("request-another-yes"))
    }

    fn seen(&self) -> Checks {
        let checks = self.form.checks("vu", t("prescriber-ask-seen")).hint(t("prescriber-ask-seen-hint"));
        checks.choice("oui", t("prescriber-seen"))
    }
}

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    Ok(page(&portal, &Form::blank(&portal, &member.visitor), Vec::new(), false))
}

pub(super) async fn ask(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let found = commune::meant(&portal, &member.visitor, form.typed().get("commune")).await?;
    let input = read(&portal, &mut form, &found);
    let Some(input) = input.filter(|_| !form.is_wrong()) else {
        let namesake = form.typed().get("autre") == "oui";
        return Ok(page(&portal, &form, if found.len() > 1 { found } else { Vec::new() }, namesake).into_response());
    };
    let vars = AskVars { key: form.key().into(), input };
    let told = portal.ask(&member.visitor, Ask::build(vars)).await?.request_carnet;
    match (told.request, told.refusal) {
        (Some(step), _) => Ok(see(&format!("/demandes/{}", step.request_id.inner())).into_response()),
        (None, Some(refusal)) => {
            form.refuse(field(&refusal), &refusal);
            let asked_before = matches!(refusal.code.as_str(), "REQUEST_OPEN" | "SECOND_CARNET");
            let namesake = asked_before || form.typed().get("autre") == "oui";
            Ok(page(&portal, &form, if found.len() > 1 { found } else { Vec::new() }, namesake).into_response())
        }
        (None, None) => Err(Trouble::Broken),
    }
}

/// Beside which field a refusal is told.
fn field(refusal: &Refusal) -> &'static str {
    match refusal.code.as_str() {
        "COMMUNE_UNKNOWN" | "OUTSIDE_PERIMETER" => "commune",
        "OUTSIDE_PUBLICS" => "public",
        "SECOND_CARNET" => "nom",
        _ => "",
    }
}

/// What was typed; what cannot be read is said beside its field.
fn read(portal: &Portal, form: &mut Form, found: &[Commune]) -> Option<RequestInput> {
    let name = form.typed().get("nom").to_owned();
    if name.chars().filter(|c| c.is_alphabetic()).count() < 2 || name.chars().count() > 100 {
        form.wrong("nom", t("request-name-wrong"));
    }
    let today = portal.clock().now().day();
    let born = amount::whole(form.typed().get("naissance"));
    let born = born.filter(|year| (today.year() - 120..=today.year() - 3).contains(year));
    if born.is_none() {
        form.wrong("naissance", t("request-born-wrong"));
    }
    let public = publics::of_value(form.typed().get("public"));
    if public.is_none() {
        form.wrong("public", t("prescriber-public-missing"));
    }
    let home = home(form, found);
    let phone = form.typed().some("telephone").map(str::to_owned);
    let digits = |phone: &String| phone.chars().filter(char::is_ascii_digit).count();
    if phone.as_ref().is_some_and(|phone| digits(phone) < 4 || phone.chars().count() > 30) {
        form.wrong("telephone", t("request-phone-wrong"));
    }
    let address = form.typed().some("adresse").map(str::to_owned);
    if address.as_ref().is_some_and(|address| address.chars().count() > 300) {
        form.wrong("adresse", t("request-address-wrong"));
    }
    if form.typed().get("vu") != "oui" {
        form.wrong("vu", t("prescriber-seen-missing"));
    }
    let day = form.typed().get("jour").parse::<Day>().unwrap_or(today);
    Some(RequestInput {
        name,
        birth_year: born?,
        phone,
        address,
        public: public?,
        home_commune: home?.code.into_inner(),
        proof_seen_on: day.to_string(),
        another_person: form.typed().get("autre") == "oui",
    })
}

fn page(portal: &Portal, form: &Form, choices: Vec<Commune>, namesake: bool) -> Page {
    let today = portal.clock().now().day();
    let day = form.typed().get("jour").parse::<Day>().unwrap_or(today);
    let shown = Shown { form, day: Hidden::new("jour", day), choices, namesake };
    Page::of_form(t("request-new-title"), form, &shown)
}
