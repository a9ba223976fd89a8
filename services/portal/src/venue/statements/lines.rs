//! One statement: what the venue is paid by a run, cheque by cheque.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use cynic::QueryBuilder;
use kernel::access::Role;
use serde::Deserialize;

use crate::{
    ask::PageInfo,
    format,
    page::Page,
    parts::{Cell, Facts, Pager, Table},
    portal::Portal,
    schema,
    spreadsheet::{self, Spreadsheet},
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Deserialize)]
pub(super) struct Asked {
    apres: Option<String>,
}

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
pub(super) struct Statement {
    pub(super) settlement_no: i32,
    stage: String,
    execution_day: Option<String>,
    paid_at: Option<String>,
    paper_days: i32,
    papers_until: Option<String>,
    transfer: Option<Transfer>,
    share: Option<Share>,
    pub(super) total: VenueTotal,
    pub(super) lines: StatementLineConnection,
    root: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct Transfer {
    holder: String,
    iban: String,
    amount_cents: i32,
    reference: String,
    stage: String,
    reason: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct Share {
    carried_cents: i32,
    offset_cents: i32,
    fee_cents: i32,
    paid_cents: i32,
    rest_cents: i32,
    held: Option<String>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct VenueTotal {
    pub(super) cheques: i32,
    amount_cents: i32,
    pub(super) venue: Venue,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Venue {
    pub(super) name: Option<String>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct StatementLineConnection {
    pub(super) nodes: Vec<StatementLine>,
    pub(super) page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
pub(super) struct StatementLine {
    pub(super) at: String,
    pub(super) carnet: String,
    pub(super) cheque_no: i32,
    value_cents: i32,
    service: Option<PaidService>,
}

#[derive(cynic::QueryFragment)]
struct PaidService {
    session_id: Option<cynic::Id>,
    title: String,
}

impl StatementLine {
    /// What it paid for, and whether it was a session; empty when nobody said it.
    fn paid_for(&self) -> String {
        self.service.as_ref().map_or_else(String::new, |service| match service.session_id {
            Some(_) => service.title.clone(),
            None => t("statement-line-walk-in").saying("title", &service.title).to_string(),
        })
    }
}

#[derive(Template)]
#[template(path = "venue/statement.html")]
struct Show {
    title: String,
    venue: String,
    amount: String,
    facts: Facts,
    lines: Table,
    pager: Pager,
    csv: String,
    /// The list to tick torn papers against.
    ticks: String,
    /// Where the venue says that something is wrong.
    dispute: Option<String>,
    root: Option<String>,
    /// Where the network asks for papers.
    ask: Option<String>,
    /// Until when the papers are kept.
    keep: String,
}

impl Statement {
    /// Until when the torn papers are kept.
    pub(super) fn keep(&self) -> String {
        match &self.papers_until {
            Some(day) => t("ticks-keep-until").with("day", format::day(day)).to_string(),
            None => t("ticks-keep-unpaid").with("days", self.paper_days).to_string(),
        }
    }
}

/// The page, to be read or printed.
pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((run, venue)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let seen = statement(&portal, &member, &run, &venue, asked.apres.clone()).await?;
    let path = format!("/lieu/releves/{run}/{venue}");
    let end = seen.lines.page_info.next();
    let title = t("statement-name").with("no", seen.settlement_no).to_string();
    let show = Show {
        title: title.clone(),
        venue: seen.total.venue.name.clone().unwrap_or_default(),
        amount: format::euros(seen.total.amount_cents.into()),
        facts: facts(&seen),
        lines: table(&seen.lines.nodes),
        pager: Pager::new(&path, asked.apres.as_deref(), end.as_deref()),
        csv: format!("{path}/csv"),
        ticks: format!("{path}/pointage"),
        dispute: member.is(Role::VenueManager).then(|| format!("{path}/contester")),
        keep: seen.keep(),
        root: seen.root,
        ask: member.is(Role::Operator).then(|| format!("/reseau/papiers/{run}/{venue}/demander")),
    };
    Ok(Page::new(title, &show))
}

/// Lines of the longest statement that is taken into a spreadsheet, or ticked: a thousand pages.
pub(super) const MOST_PAGES: usize = 1000;

/// Every line, for a spreadsheet.
pub(super) async fn spreadsheet(
    State(portal): State<Portal>,
    member: Member,
    Path((run, venue)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let heads = [
        "statement-line-at",
        "statement-line-carnet",
        "statement-line-cheque",
        "statement-line-value",
        "statement-line-service",
    ];
    let mut sheet = Spreadsheet::new(heads.map(|head| t(head).to_string()));
    let (mut after, mut no) = (None, 0);
    for _ in 0..MOST_PAGES {
        let seen = statement(&portal, &member, &run, &venue, after).await?;
        no = seen.settlement_no;
        for line in seen.lines.nodes {
            let (service, value) = (line.paid_for(), spreadsheet::euros(line.value_cents));
            let cells = [line.at, line.carnet, line.cheque_no.to_string(), value, service];
            sheet.line(cells);
        }
        after = seen.lines.page_info.next();
        if after.is_none() {
            break;
        }
    }
    Ok(sheet.download(&format!("releve-{no}.csv")))
}

/// A page of a statement that the member may see.
pub(super) async fn statement(
    portal: &Portal,
    member: &Member,
    run: &str,
    venue: &str,
    after: Option<String>,
) -> Result<Statement, Trouble> {
    member.must_be_one_of(&[Role::VenueManager, Role::Treasurer, Role::Operator])?;
    let vars = Vars { venue: venue.into(), run: run.into(), after };
    portal.ask(&member.visitor, One::build(vars)).await?.statement.ok_or(Trouble::Absent)
}

fn facts(seen: &Statement) -> Facts {
    let paid = seen.paid_at.as_deref().map(|at| at.get(..10).unwrap_or(at)).map(format::day);
    let transfer = seen.transfer.as_ref();
    let share = seen.share.as_ref();
    let some =
        |cents: fn(&Share) -> i32| share.map(cents).filter(|cents| *cents > 0).map(|cents| format::euros(cents.into()));
    let held = share
        .and_then(|share| share.held.as_deref())
        .map(|why| format::alone(&t("run-held").with("why", why.to_owned()).to_string()));
    let rest = share.zip(transfer).filter(|(share, _)| share.rest_cents > 0).map(|(share, transfer)| {
        let (rest, most) = (format::euros(share.rest_cents.into()), format::euros(transfer.amount_cents.into()));
        t("statement-rest").saying("rest", rest).saying("most", most).to_string()
    });
    let bounced = transfer.filter(|transfer| matches!(transfer.stage.as_str(), "rejected" | "returned"));
    let bounced = bounced.map(|transfer| {
        let stage = t("transfer-stage").with("stage", transfer.stage.as_str()).to_string();
        transfer.reason.as_ref().map_or(stage.clone(), |reason| format!("{stage}. {reason}"))
    });
    Facts::default()
        .fact(t("runs-cheques"), format::count(seen.total.cheques.into()))
        .known(t("statement-carried"), some(|share| share.carried_cents))
        .known(t("statement-fee"), some(|share| share.fee_cents))
        .known(t("statement-offset"), some(|share| share.offset_cents))
        .known(t("statement-sum"), some(|share| share.paid_cents))
        .known(t("statement-left"), rest)
        .known(t("statement-held"), held)
        .known(t("statement-bounced"), bounced)
        .fact(t("statement-state"), t("payment-stage").with("stage", seen.stage.as_str()))
        .known(t("statement-day"), seen.execution_day.as_deref().map(format::day))
        .known(t("statement-paid"), paid)
        .known(t("statement-holder"), transfer.map(|transfer| &transfer.holder))
        .known(t("statement-iban"), transfer.map(|transfer| &transfer.iban))
        .known(t("statement-reference"), transfer.map(|transfer| &transfer.reference))
}

fn table(lines: &[StatementLine]) -> Table {
    let heads = [
        "statement-line-carnet",
        "statement-line-cheque",
        "statement-line-at",
        "statement-line-service",
        "statement-line-value",
    ];
    let mut table = Table::new(t("statement-caption"), heads.map(t));
    for line in lines {
        table.row([
            Cell::text(&line.carnet),
            Cell::number(line.cheque_no),
            Cell::text(format::stamp(&line.at)),
            Cell::text(line.paid_for()),
            Cell::number(format::euros(line.value_cents.into())),
        ]);
    }
    table
}
