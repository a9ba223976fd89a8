//! `/reseau/papiers/RUN/VENUE/demander`: the papers of some lines of a statement, for a reason, until a day.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;
use kernel::access::Role;

use super::queries::{self, PapersInput};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Checks,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Vars {
    venue: cynic::Id,
    run: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct One {
    #[arguments(venueId: $venue, settlementId: $run, first: 100)]
    statement: Option<Statement>,
}

#[derive(cynic::QueryFragment)]
struct Statement {
    settlement_no: i32,
    papers_until: Option<String>,
    total: VenueTotal,
    lines: StatementLineConnection,
}

#[derive(cynic::QueryFragment)]
struct VenueTotal {
    venue: Venue,
}

#[derive(cynic::QueryFragment)]
struct Venue {
    name: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct StatementLineConnection {
    nodes: Vec<StatementLine>,
}

#[derive(cynic::QueryFragment)]
struct StatementLine {
    line: i32,
    at: String,
    carnet: String,
    cheque_no: i32,
}

#[derive(Template)]
#[template(path = "papers/ask.html")]
struct Show {
    statement: Statement,
    back: String,
    action: String,
    form: Form,
}

impl Show {
    fn venue(&self) -> &str {
        self.statement.total.venue.name.as_deref().unwrap_or_default()
    }

    fn no(&self) -> i32 {
        self.statement.settlement_no
    }

    fn until(&self) -> String {
        match &self.statement.papers_until {
            Some(day) => t("papers-kept-until").with("day", format::day(day)).to_string(),
            None => t("papers-kept-unpaid").to_string(),
        }
    }

    fn lines(&self) -> Checks {
        let checks = self.form.checks("ligne", t("papers-which")).hint(t("papers-which-hint"));
        self.statement.lines.nodes.iter().fold(checks, |checks, line| {
            let cheque = t("open-cheque").saying("carnet", &line.carnet).with("no", line.cheque_no);
            checks.choice(&line.line.to_string(), cheque.with("at", format::stamp(&line.at)))
        })
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((run, venue)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, (&run, &venue), form).await
}

async fn page(portal: &Portal, member: &Member, (run, venue): (&str, &str), form: Form) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    let vars = Vars { venue: venue.into(), run: run.into() };
    let statement = portal.ask(&member.visitor, One::build(vars)).await?.statement.ok_or(Trouble::Absent)?;
    let action = format!("/reseau/papiers/{run}/{venue}/demander");
    let show = Show { statement, back: format!("/lieu/releves/{run}/{venue}"), action, form };
    Ok(Page::of_form(t("papers-ask-title"), &show.form, &show))
}

pub(super) async fn ask(
    State(portal): State<Portal>,
    member: Member,
    Path((run, venue)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let lines: Vec<i32> = form.typed().all("ligne").iter().filter_map(|line| line.parse().ok()).collect();
    let reason = form.typed().get("raison").to_owned();
    if lines.is_empty() {
        form.wrong("ligne", t("papers-wrong-which"));
    }
    if reason.is_empty() || reason.chars().count() > 200 {
        form.wrong("raison", t("correct-wrong-reason"));
    }
    if !form.is_wrong() {
        let input = PapersInput {
            venue_id: venue.as_str().into(),
            settlement_id: run.as_str().into(),
            lines,
            reason,
            answer_by: form.typed().some("jour").map(str::to_owned),
        };
        match queries::ask(&portal, &member, form.key(), input).await? {
            Ok(id) => return Ok(see(&format!("/reseau/papiers/{id}")).into_response()),
            Err(refusal) => form.refuse(if refusal.code == "DATES_INVALID" { "jour" } else { "ligne" }, &refusal),
        }
    }
    Ok(page(&portal, &member, (&run, &venue), form).await?.into_response())
}
