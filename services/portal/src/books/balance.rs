//! The trial balance at the end of a day.

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use kernel::access::Role;
use serde::Deserialize;

use crate::{
    ask::PageInfo,
    format,
    page::Page,
    parts::{Cell, Pager, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Deserialize)]
pub(super) struct Asked {
    jour: Option<String>,
    apres: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Vars {
    day: Option<String>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct One {
    #[arguments(day: $day)]
    trial_balance: Option<TrialBalance>,
}

#[derive(cynic::QueryFragment)]
#[cynic(variables = "Vars")]
struct TrialBalance {
    day: String,
    ledger_no: i32,
    total_cents: i32,
    #[arguments(first: 100, after: $after)]
    accounts: BalanceAccountConnection,
}

#[derive(cynic::QueryFragment)]
struct BalanceAccountConnection {
    nodes: Vec<BalanceAccount>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct BalanceAccount {
    account: ChartAccount,
    owner_id: cynic::Id,
    auxiliary: Option<String>,
    name: Option<String>,
    debit_cents: i32,
    credit_cents: i32,
    balance_cents: i32,
}

#[derive(cynic::QueryFragment)]
struct ChartAccount {
    kind: String,
    number: String,
    label: String,
}

#[derive(Template)]
#[template(path = "books/balance.html")]
struct Show {
    day: String,
    typed: String,
    line: i32,
    total: String,
    accounts: Table,
    pager: Pager,
    exports: bool,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Treasurer, Role::Operator])?;
    let day = asked.jour.filter(|day| !day.is_empty());
    let vars = Vars { day: day.clone(), after: asked.apres.clone() };
    let balance = portal.ask(&member.visitor, One::build(vars)).await?.trial_balance.ok_or(Trouble::Absent)?;
    let end = balance.accounts.page_info.next();
    let path = format!("/comptabilite?jour={}", balance.day);
    let show = Show {
        day: format::day(&balance.day),
        typed: balance.day.clone(),
        line: balance.ledger_no,
        total: format::euros(balance.total_cents.into()),
        accounts: table(&balance),
        pager: Pager::new(&path, asked.apres.as_deref(), end.as_deref()),
        exports: member.is(Role::Treasurer),
    };
    Ok(Page::new(t("balance-title"), &show).wide())
}

fn table(balance: &TrialBalance) -> Table {
    let heads = ["balance-account", "balance-party", "balance-debit", "balance-credit", "balance-left"].map(t);
    let mut table = Table::new(t("balance-caption"), heads);
    for one in &balance.accounts.nodes {
        let (account, owner) = (&one.account, one.owner_id.inner());
        let path = format!("/comptabilite/compte?compte={}&titulaire={owner}&au={}", account.kind, balance.day);
        let party = [one.auxiliary.as_deref(), one.name.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        table.row([
            Cell::link(path, format!("{} {}", account.number, account.label)),
            Cell::text(party.join(" · ")),
            Cell::number(format::euros(one.debit_cents.into())),
            Cell::number(format::euros(one.credit_cents.into())),
            Cell::number(format::euros(one.balance_cents.into())),
        ]);
    }
    table
}
