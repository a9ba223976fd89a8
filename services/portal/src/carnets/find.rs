//! `/carnets`: a booklet is looked for by its number, or by the day and the commune of its hand-over. Good on the telephone.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;

use super::{
    door::told_of_losses,
    queries::{CarnetFile, Files, FilesVariables},
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Radios, Table},
    portal::Portal,
    prescriber::{Commune, carnet::home, commune},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "carnets/find.html")]
struct Shown<'a> {
    form: &'a Form,
    /// The communes between which one has to choose.
    choices: Vec<Commune>,
    found: Option<Table>,
}

impl Shown<'_> {
    fn communes(&self) -> Radios {
        let radios = self.form.radios("choix", t("prescriber-ask-which"));
        self.choices.iter().fold(radios, |radios, one| radios.choice(one.code.inner(), commune::label(one)))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    told_of_losses(&member)?;
    let typed = ["numero", "jour", "commune", "choix"]
        .into_iter()
        .fold(Typed::default(), |typed, name| typed.with(name, asked.get(name).cloned().unwrap_or_default()));
    let mut form = Form::filled(&portal, &member.visitor, typed);
    if asked.is_empty() {
        return Ok(page(&form, Vec::new(), None).into_response());
    }
    let meant = meant(&portal, &member, &form).await?;
    let wanted = wanted(&member, &mut form, &meant)?;
    // Where nothing is to be chosen, no choice is shown.
    let choices = if meant.len() > 1 { meant } else { Vec::new() };
    let Some(wanted) = wanted else { return Ok(page(&form, choices, None).into_response()) };
    let told = portal.ask(&member.visitor, Files::build(wanted)).await?.carnet_files;
    if let [one] = told.nodes.as_slice() {
        return Ok(see(&format!("/carnets/{}", one.carnet)).into_response());
    }
    if let Some(refusal) = &told.refusal {
        form.refuse("numero", refusal);
    }
    let found = told.refusal.is_none().then(|| table(&told.nodes));
    Ok(page(&form, choices, found).into_response())
}

/// The communes that are meant; none are looked for when the number is known.
async fn meant(portal: &Portal, member: &Member, form: &Form) -> Result<Vec<Commune>, Trouble> {
    match (form.typed().some("numero"), form.typed().some("commune")) {
        (None, Some(name)) => commune::meant(portal, &member.visitor, name).await,
        _ => Ok(Vec::new()),
    }
}

/// What the network is asked; nothing when the form says what is wrong with it.
fn wanted(member: &Member, form: &mut Form, meant: &[Commune]) -> Result<Option<FilesVariables>, Trouble> {
    let typed = form.typed().clone();
    let said = |name: &str| typed.some(name).map(str::to_owned);
    let (serial, day) = (said("numero"), said("jour"));
    // Without a commune the network says what it needs.
    let is_by_place = serial.is_none() && typed.some("commune").is_some();
    let lives = if is_by_place { home(form, meant) } else { None };
    if form.is_wrong() {
        return Ok(None);
    }
    let structure = cynic::Id::new(member.organisation()?);
    Ok(Some(FilesVariables { structure, serial, day, home: lives.map(|one| one.code.into_inner()) }))
}

fn page(form: &Form, choices: Vec<Commune>, found: Option<Table>) -> Page {
    Page::of_form(t("carnets-title"), form, &Shown { form, choices, found })
}

fn table(found: &[CarnetFile]) -> Table {
    let heads = ["prescriber-carnet-head", "carnets-day", "carnets-given-by", "prescriber-home", "carnets-state"];
    let mut table = Table::new(t("carnets-found"), heads.map(t));
    for one in found {
        let known = |text: &Option<String>| text.clone().unwrap_or_else(|| t("carnets-unknown").to_string());
        table.row([
            Cell::link(format!("/carnets/{}", one.carnet), &one.carnet),
            Cell::text(one.handed_over_on.as_deref().map_or_else(|| t("carnets-not-given").to_string(), format::day)),
            Cell::text(known(&one.prescriber)),
            Cell::text(known(&one.home_commune)),
            Cell::text(state(one)),
        ]);
    }
    table
}

/// How a booklet stands, in a few words.
pub(super) fn state(one: &CarnetFile) -> String {
    match one.blocked_why {
        Some(why) => t(why.word()).to_string(),
        None if one.handed_over_on.is_none() => t("carnets-in-stock").to_string(),
        None => t("carnets-left").with("cheques", one.remaining_cheques).to_string(),
    }
}

/// The booklet of that number, as the network tells it.
pub(super) async fn file(portal: &Portal, member: &Member, serial: &str) -> Result<CarnetFile, Trouble> {
    told_of_losses(member)?;
    let structure = cynic::Id::new(member.organisation()?);
    let variables = FilesVariables { structure, serial: Some(serial.to_owned()), day: None, home: None };
    let told = portal.ask(&member.visitor, Files::build(variables)).await?.carnet_files;
    told.nodes.into_iter().next().ok_or(Trouble::Absent)
}
