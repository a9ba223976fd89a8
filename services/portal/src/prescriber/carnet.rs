//! A booklet before it is handed over: what it is, and for whom. No name is asked.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::{
    attest, commune, publics,
    queries::{Carnet, Commune},
    stock::carnet,
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Checks, Facts, Radios},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "prescriber/carnet.html")]
struct Shown<'a> {
    form: &'a Form,
    carnet: &'a Carnet,
    action: String,
    facts: Facts,
    /// The communes between which one has to choose.
    choices: Vec<Commune>,
}

impl Shown<'_> {
    fn publics(&self) -> Radios {
        let radios = self.form.radios("public", t("prescriber-ask-public"));
        let publics = publics::of(&self.carnet.publics);
        publics.into_iter().fold(radios, |radios, one| radios.choice(publics::value(one), t(publics::word(one))))
    }

    fn communes(&self) -> Radios {
        let radios = self.form.radios("choix", t("prescriber-ask-which"));
        self.choices.iter().fold(radios, |radios, one| radios.choice(one.code.inner(), commune::label(one)))
    }

    fn attested(&self) -> attest::Fields<'_> {
        attest::Fields::of(self.form, asks(self.carnet))
    }

    fn seen(&self) -> Checks {
        let checks = self.form.checks("vu", t("prescriber-ask-seen")).hint(t("prescriber-ask-seen-hint"));
        checks.choice("oui", t("prescriber-seen"))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(serial): Path<String>,
    axum::extract::Query(asked): axum::extract::Query<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    // Coming back from the page « Vérifiez », what was chosen is there.
    let typed = asked.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, value.clone()));
    let form = Form::filled(&portal, &member.visitor, typed);
    page(&portal, &member, &serial, form, Vec::new()).await
}

/// What was filled in: judged here for its shape, by the network on the next page.
pub(super) async fn judge(
    State(portal): State<Portal>,
    member: Member,
    Path(serial): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let public = publics::of_value(form.typed().get("public"));
    if public.is_none() {
        form.wrong("public", t("prescriber-public-missing"));
    }
    let found = commune::meant(&portal, &member.visitor, form.typed().get("commune")).await?;
    let home = home(&mut form, &found);
    if form.typed().get("vu") != "oui" {
        form.wrong("vu", t("prescriber-seen-missing"));
    }
    if let Some(carnet) = carnet(&portal, &member, &serial).await?.carnet {
        attest::judge(&mut form, asks(&carnet));
    }
    match (public, home) {
        (Some(public), Some(home)) if !form.is_wrong() => {
            let mut address = form_urlencoded::Serializer::new(String::new());
            address.append_pair("carnet", &serial).append_pair("public", publics::value(public));
            address.append_pair("commune", home.code.inner());
            for name in attest::FIELDS {
                if let Some(value) = form.typed().some(name) {
                    address.append_pair(name, value);
                }
            }
            Ok(see(&format!("/remise/confirmer?{}", address.finish())).into_response())
        }
        _ => page(&portal, &member, &serial, form, if found.len() > 1 { found } else { Vec::new() }).await,
    }
}

/// The commune that is meant; says what is wrong when none is, or several are.
pub(crate) fn home(form: &mut Form, found: &[Commune]) -> Option<Commune> {
    let chosen = form.typed().get("choix").to_owned();
    match found {
        [] if form.typed().get("commune").is_empty() => form.wrong("commune", t("prescriber-commune-missing")),
        [] => form.wrong("commune", t("prescriber-commune-unknown")),
        [one] => return Some(one.clone()),
        several => match several.iter().find(|one| one.code.inner() == chosen) {
            Some(one) => return Some(one.clone()),
            None => form.wrong("choix", t("prescriber-commune-which")),
        },
    }
    None
}

async fn page(
    portal: &Portal,
    member: &Member,
    serial: &str,
    mut form: Form,
    choices: Vec<Commune>,
) -> Result<Response, Trouble> {
    let told = carnet(portal, member, serial).await?;
    let Some(carnet) = told.carnet else { return Err(Trouble::Absent) };
    if let Some(refusal) = told.refusal {
        form.refuse("", &refusal);
    }
    let action = format!("/remise/carnet/{}", carnet.carnet);
    let shown = Shown { form: &form, facts: facts(&carnet), carnet: &carnet, action, choices };
    Ok(Page::of_form(t("prescriber-carnet-title"), &form, &shown).into_response())
}

/// What its order asks of who takes it.
fn asks(carnet: &Carnet) -> attest::Asks {
    attest::Asks::of(carnet.second_carnet, carnet.personal)
}

/// What a booklet is.
pub(super) fn facts(carnet: &Carnet) -> Facts {
    let value = format::euros(carnet.value_cents.into());
    let facts = Facts::default()
        .fact(t("prescriber-carnet-head"), &carnet.carnet)
        .fact(t("prescriber-holds"), t("prescriber-cheques").with("cheques", carnet.cheques).saying("value", value))
        .fact(t("prescriber-until"), format::day(&carnet.distribution_ends))
        .fact(t("prescriber-valid"), format::day(&carnet.valid_until));
    match carnet.publics.is_empty() {
        true => facts,
        false => {
            let named: Vec<String> = carnet.publics.iter().map(|one| t(publics::word(*one)).to_string()).collect();
            facts.fact(t("prescriber-for"), named.join(", "))
        }
    }
}
