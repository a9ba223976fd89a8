//! `/calendrier`: when venues were paid, when they will be, and under which terms. Open to all.

use askama::Template;
use axum::extract::State;
use cynic::QueryBuilder;

use crate::{
    format,
    page::Page,
    parts::{Cell, Facts, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Visitor,
    words::t,
};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Calendar {
    settlement_calendar: SettlementCalendar,
}

#[derive(cynic::QueryFragment)]
struct SettlementCalendar {
    next: Vec<String>,
    past: Vec<CalendarRun>,
    terms: Option<PaymentTerms>,
}

#[derive(cynic::QueryFragment)]
struct CalendarRun {
    no: i32,
    prepared_on: String,
    execution_day: Option<String>,
    done_on: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct PaymentTerms {
    from_day: String,
    minimum_cents: i32,
    delay_days: i32,
    first_payment_cap_cents: Option<i32>,
}

#[derive(Template)]
#[template(path = "public/calendar.html")]
struct Show {
    next: Vec<String>,
    past: Table,
    terms: Option<Facts>,
}

pub(super) async fn show(State(portal): State<Portal>, visitor: Visitor) -> Result<Page, Trouble> {
    let seen = portal.ask(&visitor, Calendar::build(())).await?.settlement_calendar;
    let heads = ["calendar-run", "calendar-prepared", "calendar-execution", "calendar-done"].map(t);
    let mut past = Table::new(t("calendar-caption"), heads);
    for run in &seen.past {
        let day =
            |day: &Option<String>| day.as_deref().map(format::day).unwrap_or_else(|| t("calendar-not-yet").to_string());
        past.row([
            Cell::text(t("calendar-no").with("no", run.no)),
            Cell::text(format::day(&run.prepared_on)),
            Cell::text(day(&run.execution_day)),
            Cell::text(day(&run.done_on)),
        ]);
    }
    let terms = seen.terms.map(|terms| {
        Facts::default()
            .fact(t("calendar-since"), format::day(&terms.from_day))
            .fact(t("calendar-delay"), t("calendar-days").with("count", terms.delay_days))
            .fact(t("calendar-minimum"), format::euros(terms.minimum_cents.into()))
            .known(t("calendar-first"), terms.first_payment_cap_cents.map(|most| format::euros(most.into())))
    });
    let next = seen.next.iter().map(|day| format::day(day)).collect();
    Ok(Page::new(t("calendar-title"), &Show { next, past, terms }).description(t("calendar-lead")))
}
