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
    queries::{CarnetFile, CarnetFilesPayload, Files, FilesVariables},
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Table},
    portal::Portal,
    prescriber::commune,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "carnets/find.html")]
struct Shown<'a> {
    form: &'a Form,
    found: Option<Table>,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    told_of_losses(&member)?;
    let typed = ["numero", "jour", "commune"]
        .into_iter()
        .fold(Typed::default(), |typed, name| typed.with(name, asked.get(name).cloned().unwrap_or_default()));
    let mut form = Form::filled(&portal, &member.visitor, typed);
    if asked.is_empty() {
        return Ok(page(&form, None).into_response());
    }
    let told = sought(&portal, &member, &mut form).await?;
    match told {
        Some(told) if told.nodes.len() == 1 => Ok(see(&format!("/carnets/{}", told.nodes[0].carnet)).into_response()),
        Some(told) => {
            if let Some(refusal) = &told.refusal {
                form.refuse("numero", refusal);
            }
            let found = told.refusal.is_none().then(|| table(&told.nodes));
            Ok(page(&form, found).into_response())
        }
        None => Ok(page(&form, None).into_response()),
    }
}

/// What the network finds; nothing when the form says what is wrong with it.
async fn sought(portal: &Portal, member: &Member, form: &mut Form) -> Result<Option<CarnetFilesPayload>, Trouble> {
    let typed = form.typed().clone();
    let said = |name: &str| typed.some(name).map(str::to_owned);
    let home = match (typed.some("numero"), typed.some("commune")) {
        (None, Some(name)) => match commune::meant(portal, &member.visitor, name).await?.as_slice() {
            [one] => Some(one.code.inner().to_owned()),
            [] => {
                form.wrong("commune", t("prescriber-commune-unknown"));
                return Ok(None);
            }
            _ => {
                form.wrong("commune", t("prescriber-commune-which"));
                return Ok(None);
            }
        },
        _ => None,
    };
    let structure = cynic::Id::new(member.organisation()?);
    let variables = FilesVariables { structure, serial: said("numero"), day: said("jour"), home };
    Ok(Some(portal.ask(&member.visitor, Files::build(variables)).await?.carnet_files))
}

fn page(form: &Form, found: Option<Table>) -> Page {
    Page::of_form(t("carnets-title"), form, &Shown { form, found })
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
