//! `/journal`: who did what, when and why; searched by words and days, page by page.

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use kernel::access::Role;
use serde::Deserialize;

use crate::{
    ask::PageInfo,
    form::{Form, Typed},
    format,
    page::Page,
    parts::{Cell, Pager, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Sought {
    search: Option<String>,
    from: Option<String>,
    until: Option<String>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Sought")]
struct Trail {
    #[arguments(search: $search, from: $from, until: $until, first: 50, after: $after)]
    trail: TrailEntryConnection,
}

#[derive(cynic::QueryFragment)]
struct TrailEntryConnection {
    nodes: Vec<TrailEntry>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct TrailEntry {
    at: String,
    person_id: Option<cynic::Id>,
    person_name: Option<String>,
    organisation_name: Option<String>,
    deed: String,
    reason: Option<String>,
}

#[derive(Template)]
#[template(path = "administrator/trail.html")]
struct Show {
    form: Form,
    table: Table,
    pager: Pager,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    mot: String,
    du: String,
    au: String,
    apres: Option<String>,
}

/// The acts that were looked for, newest first.
pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::VenueManager, Role::Administrator])?;
    let typed = Typed::default().with("mot", asked.mot.as_str()).with("du", asked.du.as_str());
    let mut form = Form::filled(&portal, &member.visitor, typed.with("au", asked.au.as_str()));
    let (from, until) = (day(&mut form, "du"), day(&mut form, "au"));
    let trail = match form.is_wrong() {
        true => None,
        false => {
            let search = Some(asked.mot.clone()).filter(|words| !words.trim().is_empty());
            let sought = Sought { search, from, until, after: asked.apres.clone() };
            Some(portal.ask(&member.visitor, Trail::build(sought)).await?.trail)
        }
    };
    let end = trail.as_ref().and_then(|trail| trail.page_info.next());
    let pager = Pager::new(&path(&asked), asked.apres.as_deref(), end.as_deref());
    let table = table(trail.map(|trail| trail.nodes).unwrap_or_default());
    Ok(Page::of_form(t("trail-title"), &form, &Show { form: form.clone(), table, pager }).wide())
}

/// A day as it was typed; what is none is said beside its field.
fn day(form: &mut Form, field: &str) -> Option<String> {
    let typed = form.typed().some(field)?.to_owned();
    match typed.parse::<kernel::clock::Day>() {
        Ok(day) => Some(day.to_string()),
        Err(_) => {
            form.wrong(field, t("trail-no-day"));
            None
        }
    }
}

fn path(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("mot", &asked.mot), ("du", &asked.du), ("au", &asked.au)] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    match query.finish() {
        query if query.is_empty() => "/journal".to_owned(),
        query => format!("/journal?{query}"),
    }
}

fn table(entries: Vec<TrailEntry>) -> Table {
    let heads = [t("trail-when"), t("trail-who"), t("trail-what"), t("trail-where"), t("trail-why")];
    let mut table = Table::new(t("trail-caption"), heads);
    for entry in entries {
        let who = match (entry.person_name, entry.person_id) {
            (Some(name), _) => name,
            (None, Some(_)) => t("members-nameless").to_string(),
            (None, None) => t("trail-machine").to_string(),
        };
        table.row([
            Cell::text(format::stamp(&entry.at)),
            Cell::text(who),
            Cell::text(entry.deed),
            Cell::text(entry.organisation_name.unwrap_or_default()),
            Cell::text(entry.reason.unwrap_or_default()),
        ]);
    }
    table
}
