//! `/personnes`: the people whom the structure keeps or serves; found by the number on a card, or by name and year of birth.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    fields,
    queries::{self, Listed, RECEIVE, Wanted},
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Notice, Pager, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Where the list goes on.
#[derive(Deserialize)]
pub(super) struct After {
    apres: Option<String>,
    /// What was just done.
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "learners/list.html")]
struct List<'a> {
    form: &'a Form,
    done: Option<Notice>,
    /// What was found; none while nothing is sought.
    found: Option<Table>,
    table: Table,
    pager: Pager,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(after): Query<After>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let form = Form::blank(&portal, &member.visitor);
    let word = after.fait.filter(|what| what == "efface").map(|_| "learner-erased");
    let done = word.map(|word| Notice::done(t(word), t(word).part("next")));
    page(&portal, &member, &form, (done, None), after.apres).await
}

/// A name is sent, never put into an address: nobody reads it in a history.
pub(super) async fn find(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let card = form.typed().some("carte").map(str::to_owned);
    let wanted = match card {
        Some(card) => Some(Wanted { card: Some(card), ..Wanted::default() }),
        None => fields::name(&mut form).map(|name| Wanted { name: Some(name), ..Wanted::default() }),
    };
    let Some(wanted) = wanted.filter(|_| !form.is_wrong()) else {
        return Ok(page(&portal, &member, &form, (None, None), None).await?.into_response());
    };
    let is_card = wanted.card.is_some();
    let (found, _) = queries::many(&portal, &member, wanted).await?;
    match found.as_slice() {
        [one] if is_card => Ok(see(&format!("/personnes/{}", one.id.inner())).into_response()),
        [] if is_card => {
            form.wrong("carte", t("learner-card-unknown"));
            Ok(page(&portal, &member, &form, (None, None), None).await?.into_response())
        }
        found => Ok(page(&portal, &member, &form, (None, Some(table(found))), None).await?.into_response()),
    }
}

async fn page(
    portal: &Portal,
    member: &Member,
    form: &Form,
    (done, found): (Option<Notice>, Option<Table>),
    after: Option<String>,
) -> Result<Page, Trouble> {
    let wanted = Wanted { after: after.clone(), ..Wanted::default() };
    let (all, end) = queries::many(portal, member, wanted).await?;
    let pager = Pager::new("/personnes", after.as_deref(), end.as_deref());
    let list = List { form, done, found, table: table(&all), pager };
    Ok(Page::of_form(t("learners-title"), form, &list))
}

fn table(people: &[Listed]) -> Table {
    let heads = ["learner-person", "learner-card", "learner-relation-head", "learner-last"].map(t);
    let mut table = Table::new(t("learners-caption"), heads);
    for one in people {
        table.row([
            Cell::link(format!("/personnes/{}", one.id.inner()), &one.short_name),
            Cell::text(one.card.clone().unwrap_or_default()),
            Cell::text(t("learner-kept").with("kept", if one.kept { "yes" } else { "no" })),
            Cell::text(format::day(&one.last_contact)),
        ]);
    }
    table
}
