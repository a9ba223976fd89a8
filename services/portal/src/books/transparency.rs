//! What the network publishes of its payments, for everybody: proof of the funds, delays, totals; month by month.

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use serde::Deserialize;

use super::verdict::{FundVerdict, said};
use crate::{
    ask::PageInfo,
    format,
    page::Page,
    parts::{Cell, Pager, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Visitor,
    words::t,
};

#[derive(Deserialize)]
pub(super) struct Asked {
    apres: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Vars {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct Months {
    #[arguments(first: 12, after: $after)]
    transparency: PublishedMonthConnection,
}

#[derive(cynic::QueryFragment)]
struct PublishedMonthConnection {
    nodes: Vec<PublishedMonth>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct PublishedMonth {
    month: String,
    verdict: FundVerdict,
    missing_cents: i32,
    promised_cents: i32,
    closing_cents: Option<i32>,
    delays: Option<PaymentDelays>,
    totals: Option<PublishedTotals>,
}

#[derive(cynic::QueryFragment)]
struct PaymentDelays {
    median_days: i32,
    ninetieth_days: i32,
}

#[derive(cynic::QueryFragment)]
struct PublishedTotals {
    funded_cents: i32,
    used_cents: i32,
    paid_cents: i32,
    venues: i32,
}

#[derive(Template)]
#[template(path = "books/transparency.html")]
struct Show {
    last: Option<Last>,
    months: Table,
    pager: Pager,
}

/// The last month, in sentences.
struct Last {
    month: String,
    verdict: &'static str,
    missing: String,
    delays: Option<PaymentDelays>,
    totals: Option<Totals>,
}

struct Totals {
    funded: String,
    used: String,
    paid: String,
    venues: i32,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let found = portal.ask(&visitor, Months::build(Vars { after: asked.apres.clone() })).await?.transparency;
    let end = found.page_info.next();
    let months = table(&found.nodes);
    let show = Show {
        last: found.nodes.into_iter().next().filter(|_| asked.apres.is_none()).map(last),
        months,
        pager: Pager::new("/transparence", asked.apres.as_deref(), end.as_deref()),
    };
    Ok(Page::new(t("transparency-title"), &show).wide().description(t("open-description")))
}

fn last(month: PublishedMonth) -> Last {
    Last {
        month: format::month(&month.month),
        verdict: said(month.verdict),
        missing: format::euros(month.missing_cents.into()),
        delays: month.delays,
        totals: month.totals.map(|totals| Totals {
            funded: format::euros(totals.funded_cents.into()),
            used: format::euros(totals.used_cents.into()),
            paid: format::euros(totals.paid_cents.into()),
            venues: totals.venues,
        }),
    }
}

fn table(months: &[PublishedMonth]) -> Table {
    let heads = ["open-month", "open-verdict", "open-promised", "open-closing", "open-median", "open-ninetieth"].map(t);
    let mut table = Table::new(t("open-caption"), heads);
    for month in months {
        let days = |days: Option<i32>| match days {
            Some(days) => t("open-days").with("count", days).to_string(),
            None => t("open-too-few").to_string(),
        };
        let closing = month.closing_cents.map(|cents| format::euros(cents.into()));
        table.row([
            Cell::text(format::month(&month.month)),
            Cell::text(t("verdict-short").with("verdict", said(month.verdict))),
            Cell::number(format::euros(month.promised_cents.into())),
            Cell::number(closing.unwrap_or_else(|| t("open-no-statement").to_string())),
            Cell::number(days(month.delays.as_ref().map(|delays| delays.median_days))),
            Cell::number(days(month.delays.as_ref().map(|delays| delays.ninetieth_days))),
        ]);
    }
    table
}
