//! Help outside sessions, commune by commune in a month: `/chiffres/coups-de-main`. What is not shown is not in the file either.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use cynic::QueryBuilder;
use kernel::{access::Role, clock::Day};
use serde::Deserialize;

use crate::{
    format,
    page::Page,
    parts::{Cell, Table},
    portal::Portal,
    schema,
    spreadsheet::Spreadsheet,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// What the address says: a month, such as `2025-10`.
#[derive(Deserialize)]
pub(super) struct Asked {
    mois: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Month {
    year: i32,
    month: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Month")]
struct Numbers {
    #[arguments(year: $year, month: $month)]
    help_figures: Option<HelpFigures>,
}

#[derive(cynic::QueryFragment)]
struct HelpFigures {
    total: Option<i32>,
    elsewhere: Option<i32>,
    communes: Vec<HelpFigure>,
}

#[derive(cynic::QueryFragment)]
struct HelpFigure {
    code: cynic::Id,
    name: String,
    helps: Option<i32>,
}

/// Who reads these figures.
const READERS: [Role; 2] = [Role::Analyst, Role::Operator];
/// Months that are one link away, besides the one that is shown.
const MONTHS_BEFORE: usize = 11;

#[derive(Template)]
#[template(path = "analyst/help.html")]
struct Shown {
    month: String,
    month_name: String,
    others: Vec<(String, String)>,
    table: Table,
}

/// Whether a member reads these figures.
pub(super) fn is_for(member: &Member) -> bool {
    READERS.iter().any(|role| member.is(*role))
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let (first, figures) = seen(&portal, &member, &asked).await?;
    let month_name = format::month(&first.to_string());
    let shown = Shown {
        month: written(first),
        others: others(portal.clock().now().day(), first),
        table: table(&figures, &month_name),
        month_name,
    };
    Ok(Page::new(t("hand-figures-title"), &shown).wide())
}

pub(super) async fn spreadsheet(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let (first, figures) = seen(&portal, &member, &asked).await?;
    let month = written(first);
    let heads = ["figures-code", "figures-commune", "hand-figures-month", "hand-figures-count"];
    let mut sheet = Spreadsheet::new(heads.map(|head| t(head).to_string()));
    for one in &figures.communes {
        sheet.line([one.code.inner().to_owned(), one.name.clone(), month.clone(), cell(one.helps)]);
    }
    let elsewhere = t("hand-figures-elsewhere").to_string();
    sheet.line([String::new(), elsewhere, month.clone(), cell(figures.elsewhere)]);
    Ok(sheet.download(&format!("coups-de-main-par-commune-{month}.csv")))
}

/// The figures of the month that is asked for, else of this one.
async fn seen(portal: &Portal, member: &Member, asked: &Asked) -> Result<(Day, HelpFigures), Trouble> {
    member.must_be_one_of(&READERS)?;
    let first: Day = match &asked.mois {
        Some(month) => format!("{month}-01").parse().map_err(|_| Trouble::Absent)?,
        None => first_of(portal.clock().now().day()),
    };
    let month = i32::try_from(first.month()).map_err(|_| Trouble::Broken)?;
    let asked = Numbers::build(Month { year: first.year(), month });
    let figures = portal.ask(&member.visitor, asked).await?.help_figures.ok_or(Trouble::Absent)?;
    Ok((first, figures))
}

fn first_of(day: Day) -> Day {
    day.plus_days(1 - i64::from(day.day_of_month()))
}

/// `2025-10`, as addresses bear a month.
fn written(first: Day) -> String {
    first.to_string().chars().take("2025-10".len()).collect()
}

/// The last twelve months but the one that is shown, newest first: how they are written, and how they are said.
fn others(today: Day, shown: Day) -> Vec<(String, String)> {
    let months = std::iter::successors(Some(first_of(today)), |first| Some(first_of(first.plus_days(-1))));
    let others = months.take(MONTHS_BEFORE + 1).filter(|first| *first != shown);
    others.map(|first| (written(first), format::month(&first.to_string()))).collect()
}

fn cell(helps: Option<i32>) -> String {
    helps.map_or_else(|| t("hand-figures-hidden").to_string(), |helps| helps.to_string())
}

fn told(helps: Option<i32>) -> Cell {
    Cell::number(helps.map_or_else(|| t("hand-figures-hidden").to_string(), |helps| format::count(helps.into())))
}

fn table(figures: &HelpFigures, month: &str) -> Table {
    let heads = ["figures-commune", "hand-figures-count"].map(t);
    let mut table = Table::new(t("hand-figures-table").with("month", month), heads);
    for one in &figures.communes {
        table.row([Cell::text(&one.name), told(one.helps)]);
    }
    table.row([Cell::text(t("hand-figures-elsewhere")), told(figures.elsewhere)]);
    table.foot([Cell::text(t("figures-total")), told(figures.total)]);
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_twelve_months_are_one_link_away() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let others = others(day("2026-01-15"), day("2025-12-01"));
        assert_eq!((others.len(), others[0].0.as_str(), others[1].0.as_str()), (11, "2026-01", "2025-11"));
        assert_eq!(others[10], ("2025-02".to_owned(), "février 2025".to_owned()));
    }
}
