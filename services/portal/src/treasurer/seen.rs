//! A run as its page shows it: how far it has come, whom it pays, and the one thing to do next.

use askama::Template;
use cynic::QueryBuilder;
use kernel::access::Role;

use crate::{
    ask::PageInfo,
    form::Form,
    format,
    page::Page,
    parts::{Cell, Checks, Facts, Pager, Radios, Table},
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
    new_accounts: i32,
    new_accounts_ask: bool,
    held: Vec<HeldShare>,
    #[arguments(first: 100)]
    transfers: PaymentConnection,
    #[arguments(first: 100, after: $after)]
    venues: VenueTotalConnection,
}

#[derive(cynic::QueryFragment)]
struct HeldShare {
    venue: Venue,
    amount_cents: i32,
    why: String,
}

#[derive(cynic::QueryFragment)]
struct PaymentConnection {
    nodes: Vec<Payment>,
}

#[derive(cynic::QueryFragment)]
struct Payment {
    structure_name: String,
    iban: String,
    amount_cents: i32,
    attempt: i32,
    stage: String,
    reason: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct VenueTotalConnection {
    nodes: Vec<VenueTotal>,
    page_info: PageInfo,
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
    transfers: Table,
    held: Table,
    new_accounts: i32,
    new_accounts_ask: bool,
}

impl Show {
    fn seen(&self) -> Checks {
        self.form
            .checks("comptes", t("run-new-accounts").with("count", self.new_accounts))
            .choice("oui", t("run-new-seen"))
    }

    fn version(&self) -> Radios {
        let versions = self.form.radios("format", t("run-version"));
        versions.choice("9", t("run-version-nine")).choice("3", t("run-version-three"))
    }
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
    let end = seen.venues.page_info.next();
    let show = Show {
        name: name.clone(),
        amount: format::euros(seen.amount_cents.into()),
        facts: facts(&seen),
        venues: table(&seen.venues.nodes),
        transfers: transfers(&seen.transfers.nodes),
        held: held(&seen.held),
        new_accounts: seen.new_accounts,
        new_accounts_ask: seen.new_accounts_ask,
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

fn transfers(payments: &[Payment]) -> Table {
    let heads = ["preview-structure", "runs-amount", "returns-account", "transfer-sent", "returns-what"].map(t);
    let mut table = Table::new(t("transfer-caption"), heads);
    for one in payments {
        let stage = t("transfer-stage").with("stage", one.stage.as_str()).to_string();
        table.row([
            Cell::text(&one.structure_name),
            Cell::number(format::euros(one.amount_cents.into())),
            Cell::text(&one.iban),
            Cell::number(one.attempt),
            Cell::text(one.reason.as_ref().map_or(stage.clone(), |reason| format!("{stage}. {reason}"))),
        ]);
    }
    table
}

fn held(shares: &[HeldShare]) -> Table {
    let mut table = Table::new(t("run-held-caption"), ["preview-venue", "runs-amount", "run-why"].map(t));
    for one in shares {
        table.row([
            Cell::text(one.venue.name.as_deref().unwrap_or_default()),
            Cell::number(format::euros(one.amount_cents.into())),
            Cell::text(format::alone(&t("run-held").with("why", one.why.as_str()).to_string())),
        ]);
    }
    table
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
