//! `/lieu/releves/RUN/VENUE/contester`: a line of a statement is wrong, or one is missing there.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;

use super::{
    eye::Eye,
    queries::{self, Opening},
};
use crate::{
    ask::PageInfo,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::Select,
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
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct One {
    #[arguments(venueId: $venue, settlementId: $run, first: 100, after: $after)]
    statement: Option<Statement>,
}

#[derive(cynic::QueryFragment)]
struct Statement {
    settlement_no: i32,
    lines: StatementLineConnection,
}

#[derive(cynic::QueryFragment)]
struct StatementLineConnection {
    nodes: Vec<StatementLine>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct StatementLine {
    line: i32,
    at: String,
    carnet: String,
    cheque_no: i32,
}

#[derive(Template)]
#[template(path = "disputes/open.html")]
struct Show {
    no: i32,
    lines: Vec<StatementLine>,
    back: String,
    form: Form,
}

impl Show {
    fn choice(&self) -> Select {
        let select = self.form.select("ligne", t("open-line")).hint(t("open-line-hint"));
        self.lines.iter().fold(select.choice("", t("open-missing")), |select, line| {
            let cheque = t("open-cheque").saying("carnet", &line.carnet).with("no", line.cheque_no);
            select.choice(&line.line.to_string(), cheque.with("at", format::stamp(&line.at)))
        })
    }
}

/// Lines of the longest statement that is chosen from: a list that anybody can still read through.
const MOST_PAGES: usize = 10;

async fn statement(
    portal: &Portal,
    member: &Member,
    (run, venue): (&str, &str),
) -> Result<(i32, Vec<StatementLine>), Trouble> {
    let (mut after, mut no, mut lines) = (None, 0, Vec::new());
    for _ in 0..MOST_PAGES {
        let vars = Vars { venue: venue.into(), run: run.into(), after };
        let found = portal.ask(&member.visitor, One::build(vars)).await?.statement.ok_or(Trouble::Absent)?;
        no = found.settlement_no;
        lines.extend(found.lines.nodes);
        after = found.lines.page_info.next();
        if after.is_none() {
            break;
        }
    }
    Ok((no, lines))
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
    Eye::Venue.opens(member)?;
    let (no, lines) = statement(portal, member, (run, venue)).await?;
    let show = Show { no, lines, back: format!("/lieu/releves/{run}/{venue}"), form };
    Ok(Page::of_form(t("open-title"), &show.form, &show))
}

pub(super) async fn open(
    State(portal): State<Portal>,
    member: Member,
    Path((run, venue)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    Eye::Venue.opens(&member)?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let body = form.typed().get("message").to_owned();
    let line = form.typed().some("ligne").and_then(|line| line.parse().ok());
    if body.is_empty() || body.chars().count() > 1000 {
        form.wrong("message", t("dispute-wrong-message"));
    }
    if !form.is_wrong() {
        let (venue, run) = (venue.as_str().into(), run.as_str().into());
        let opening = Opening { key: form.key().into(), venue, run, line, body };
        match queries::open(&portal, &member, opening).await? {
            Ok(id) => return Ok(see(&Eye::Venue.path(&id)).into_response()),
            Err(refusal) => form.refuse("ligne", &refusal),
        }
    }
    Ok(page(&portal, &member, (&run, &venue), form).await?.into_response())
}
