//! The statement of one account between two days, to be read, printed or taken into a spreadsheet.

use askama::Template;
use axum::{
    extract::{Query, State},
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

#[derive(Clone, Deserialize)]
pub(super) struct Asked {
    compte: Option<String>,
    titulaire: Option<String>,
    du: Option<String>,
    au: Option<String>,
    apres: Option<String>,
}

#[derive(cynic::InputObject)]
struct LedgerAccountInput {
    kind: String,
    owner_id: Option<cynic::Id>,
}

#[derive(cynic::QueryVariables)]
struct Vars {
    account: LedgerAccountInput,
    from: Option<String>,
    until: Option<String>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct One {
    #[arguments(account: $account, from: $from, until: $until, first: 100, after: $after)]
    account_statement: Option<AccountStatement>,
}

#[derive(cynic::QueryFragment)]
struct AccountStatement {
    account: ChartAccount,
    auxiliary: Option<String>,
    name: Option<String>,
    opening_cents: i32,
    closing_cents: i32,
    lines: AccountLineConnection,
}

#[derive(cynic::QueryFragment)]
struct ChartAccount {
    number: String,
    label: String,
    meaning: String,
}

#[derive(cynic::QueryFragment)]
struct AccountLineConnection {
    nodes: Vec<AccountLine>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct AccountLine {
    ledger_no: i32,
    at: String,
    piece: String,
    label: String,
    other_name: Option<String>,
    debit_cents: i32,
    credit_cents: i32,
    balance_cents: i32,
}

#[derive(Template)]
#[template(path = "books/account.html")]
struct Show {
    title: String,
    meaning: String,
    from: String,
    until: String,
    kind: String,
    owner: String,
    facts: Facts,
    lines: Table,
    pager: Pager,
    csv: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let seen = statement(&portal, &member, &asked, asked.apres.clone()).await?;
    let end = seen.lines.page_info.next();
    let number = seen.account.number.as_str();
    let title = t("account-of").with("number", number).with("label", seen.account.label.as_str());
    let show = Show {
        title: title.to_string(),
        meaning: seen.account.meaning.clone(),
        from: asked.du.clone().unwrap_or_default(),
        until: asked.au.clone().unwrap_or_default(),
        kind: asked.compte.clone().unwrap_or_default(),
        owner: asked.titulaire.clone().unwrap_or_default(),
        facts: facts(&seen),
        lines: table(&seen.lines.nodes),
        pager: Pager::new(&format!("/comptabilite/compte?{}", query(&asked)), asked.apres.as_deref(), end.as_deref()),
        csv: format!("/comptabilite/compte/csv?{}", query(&asked)),
    };
    Ok(Page::new(t("account-page").with("number", number), &show).wide())
}

/// The longest statement that is taken into a spreadsheet: a thousand pages.
const MOST_PAGES: usize = 1000;

/// Every line, for a spreadsheet.
pub(super) async fn spreadsheet(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let heads = [
        "entry-no",
        "entry-at",
        "entry-piece",
        "entry-label",
        "entry-other",
        "balance-debit",
        "balance-credit",
        "balance-left",
    ];
    let mut sheet = Spreadsheet::new(heads.map(|head| t(head).to_string()));
    let (mut after, mut number) = (None, String::new());
    for _ in 0..MOST_PAGES {
        let seen = statement(&portal, &member, &asked, after).await?;
        number.clone_from(&seen.account.number);
        for line in seen.lines.nodes {
            let money = [line.debit_cents, line.credit_cents, line.balance_cents].map(spreadsheet::euros);
            let [debit, credit, left] = money;
            let other = line.other_name.unwrap_or_default();
            sheet.line([line.ledger_no.to_string(), line.at, line.piece, line.label, other, debit, credit, left]);
        }
        after = seen.lines.page_info.next();
        if after.is_none() {
            break;
        }
    }
    Ok(sheet.download(&format!("compte-{number}.csv")))
}

async fn statement(
    portal: &Portal,
    member: &Member,
    asked: &Asked,
    after: Option<String>,
) -> Result<AccountStatement, Trouble> {
    member.must_be_one_of(&[Role::Treasurer, Role::Operator])?;
    let some = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let vars = Vars {
        account: LedgerAccountInput {
            kind: asked.compte.clone().unwrap_or_else(|| "bank".to_owned()),
            owner_id: some(&asked.titulaire).map(cynic::Id::from),
        },
        from: some(&asked.du),
        until: some(&asked.au),
        after,
    };
    portal.ask(&member.visitor, One::build(vars)).await?.account_statement.ok_or(Trouble::Absent)
}

/// What was asked, but for the place in the list.
fn query(asked: &Asked) -> String {
    let pairs = [("compte", &asked.compte), ("titulaire", &asked.titulaire), ("du", &asked.du), ("au", &asked.au)];
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

fn facts(seen: &AccountStatement) -> Facts {
    Facts::default()
        .known(t("balance-party"), seen.name.as_ref())
        .known(t("account-auxiliary"), seen.auxiliary.as_ref())
        .fact(t("account-opening"), format::euros(seen.opening_cents.into()))
        .fact(t("account-closing"), format::euros(seen.closing_cents.into()))
}

fn table(lines: &[AccountLine]) -> Table {
    let heads = ["entry-label", "entry-at", "entry-other", "balance-debit", "balance-credit", "balance-left"].map(t);
    let mut table = Table::new(t("account-caption"), heads);
    for line in lines {
        table.row([
            Cell::text(&line.label),
            Cell::text(format::stamp(&line.at)),
            Cell::text(line.other_name.as_deref().unwrap_or_default()),
            Cell::number(format::euros(line.debit_cents.into())),
            Cell::number(format::euros(line.credit_cents.into())),
            Cell::number(format::euros(line.balance_cents.into())),
        ]);
    }
    table
}
