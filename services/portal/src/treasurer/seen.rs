//! A run as its page shows it: how far it has come, whom it pays, and the one thing to do next.

use askama::Template;
use cynic::QueryBuilder;
use kernel::access::Role;

use crate::{
    form::Form,
    format,
    page::Page,
    parts::{Cell, Facts, Pager, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Vars {
    run: cynic::Id,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct Run {
    #[arguments(id: $run)]
    settlement: Option<Settlement>,
}

#[derive(cynic::QueryFragment)]
#[cynic(variables = "Vars")]
struct Settlement {
    no: i32,
    stage: String,
    prepared_at: String,
    approved_at: Option<String>,
    execution_day: Option<String>,
    exported_at: Option<String>,
    confirmed_at: Option<String>,
    bank_reference: Option<String>,
    prepared_by_me: bool,
    amount_cents: i32,
    payments: i32,
    #[arguments(first: 100, after: $after)]
    venues: VenueTotalConnection,
}

#[derive(cynic::QueryFragment)]
struct VenueTotalConnection {
    nodes: Vec<VenueTotal>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct VenueTotal {
    venue: Venue,
    cheques: i32,
    amount_cents: i32,
}

#[derive(cynic::QueryFragment)]
struct Venue {
    id: cynic::Id,
    name: Option<String>,
}

/// A file that may be fetched once.
#[derive(Clone, Debug)]
pub(super) struct Fetched {
    pub(super) file: String,
    pub(super) ticket: String,
}

#[derive(Template)]
#[template(path = "treasurer/run.html")]
struct Show {
    form: Form,
    name: String,
    path: String,
    stage: String,
    amount: String,
    facts: Facts,
    venues: Table,
    pager: Pager,
    /// The account of the one who looks may act on runs.
    pays: bool,
    mine: bool,
    file: Option<Fetched>,
}

/// The page of a run, with the form of its next step as it stands.
pub(super) async fn page(
    portal: &Portal,
    member: &Member,
    run: &str,
    form: Form,
    (file, after): (Option<Fetched>, Option<&str>),
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Treasurer, Role::Operator])?;
    let vars = Vars { run: run.into(), after: after.map(str::to_owned) };
    let seen = portal.ask(&member.visitor, Run::build(vars)).await?.settlement.ok_or(Trouble::Absent)?;
    let path = format!("/reglements/{run}");
    let name = t("run-name").with("no", seen.no).to_string();
    let end = seen.venues.page_info.end_cursor.clone().filter(|_| seen.venues.page_info.has_next_page);
    let show = Show {
        name: name.clone(),
        amount: format::euros(seen.amount_cents.into()),
        facts: facts(&seen),
        venues: table(&seen.venues.nodes),
        pager: Pager::new(&path, after, end.as_deref()),
        pays: member.is(Role::Treasurer),
        mine: seen.prepared_by_me,
        stage: seen.stage,
        form: form.clone(),
        path,
        file,
    };
    Ok(Page::of_form(name, &form, &show).wide())
}

fn facts(run: &Settlement) -> Facts {
    let at = |at: &Option<String>| at.as_deref().map(format::stamp);
    Facts::default()
        .fact(t("runs-stage"), t("run-stage").with("stage", run.stage.as_str()))
        .fact(t("run-payments"), run.payments)
        .fact(t("run-prepared"), format::stamp(&run.prepared_at))
        .known(t("run-approved"), at(&run.approved_at))
        .known(t("run-execution"), run.execution_day.as_deref().map(format::day))
        .known(t("run-exported"), at(&run.exported_at))
        .known(t("run-confirmed"), at(&run.confirmed_at))
        .known(t("run-reference"), run.bank_reference.as_ref())
}

fn table(venues: &[VenueTotal]) -> Table {
    let mut table = Table::new(t("run-caption"), ["preview-venue", "runs-cheques", "runs-amount"].map(t));
    for total in venues {
        let name = total.venue.name.as_deref().unwrap_or_else(|| total.venue.id.inner());
        table.row([
            Cell::text(name),
            Cell::number(format::count(total.cheques.into())),
            Cell::number(format::euros(total.amount_cents.into())),
        ]);
    }
    table
}
