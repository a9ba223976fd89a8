//! `/a-deux`: what two people do, each a half; what is blocked for want of somebody, and the way out.

use askama::Template;
use axum::extract::State;
use cynic::QueryBuilder;
use kernel::access::Role;

use crate::{
    format,
    page::Page,
    parts::{Cell, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Pairs {
    deeds_in_pairs: Vec<DeedInPairs>,
}

/// A deed of two people, and how it stands.
#[derive(cynic::QueryFragment)]
pub(crate) struct DeedInPairs {
    says: String,
    beginners: i32,
    enders: i32,
    /// Whether somebody is there for both halves.
    pub(crate) standing: PairStanding,
    way_out: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, cynic::Enum)]
pub(crate) enum PairStanding {
    Open,
    Narrow,
    Blocked,
}

#[derive(Template)]
#[template(path = "administrator/pairs.html")]
struct Show {
    table: Table,
    lacking: Vec<DeedInPairs>,
    /// Whether the reader may invite somebody.
    invites: bool,
}

/// Every deed of two people, those that lack somebody first told one by one.
pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Operator, Role::Treasurer, Role::Administrator])?;
    let pairs = all(&portal, &member).await?;
    let table = table(&pairs);
    let lacking = pairs.into_iter().filter(|pair| pair.standing != PairStanding::Open).collect();
    let invites = member.must_be_one_of(&[Role::Administrator]).is_ok();
    Ok(Page::new(t("pairs-title"), &Show { table, lacking, invites }).wide())
}

/// The deeds of two people, as they stand.
pub(crate) async fn all(portal: &Portal, member: &Member) -> Result<Vec<DeedInPairs>, Trouble> {
    Ok(portal.ask(&member.visitor, Pairs::build(())).await?.deeds_in_pairs)
}

fn table(pairs: &[DeedInPairs]) -> Table {
    let heads = [t("pairs-what"), t("pairs-beginners"), t("pairs-enders"), t("pairs-state")];
    let mut table = Table::new(t("pairs-caption"), heads);
    for pair in pairs {
        table.row([
            Cell::text(pair.says.clone()),
            Cell::text(format::count(i64::from(pair.beginners))),
            Cell::text(format::count(i64::from(pair.enders))),
            Cell::text(standing(pair.standing)),
        ]);
    }
    table
}

fn standing(standing: PairStanding) -> String {
    let name = match standing {
        PairStanding::Open => "pairs-open",
        PairStanding::Narrow => "pairs-narrow",
        PairStanding::Blocked => "pairs-blocked",
    };
    t(name).to_string()
}
