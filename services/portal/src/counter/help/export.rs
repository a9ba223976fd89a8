//! A month for a spreadsheet, in the columns that a digital adviser fills in the national tool, « La Coop ».

use std::collections::HashMap;

use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use cynic::QueryBuilder;
use kernel::clock::Day;

use super::{
    queries::{Help, HelpsAsked, HelpsVariables},
    said,
};
use crate::{
    counter::place::{Place, Seat, seat},
    portal::Portal,
    spreadsheet::Spreadsheet,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

const HEADS: [&str; 15] = [
    "hand-csv-day",
    "hand-csv-kind",
    "hand-csv-person",
    "hand-csv-channel",
    "hand-csv-place",
    "hand-csv-minutes",
    "hand-csv-themes",
    "hand-csv-autonomy",
    "hand-csv-sent-on",
    "hand-csv-sent-to",
    "hand-csv-home",
    "hand-csv-age",
    "hand-csv-situation",
    "hand-csv-way",
    "hand-csv-adviser",
];

/// A month of one venue is some hundreds of lines; more pages than these are not read.
const MOST_PAGES: usize = 100;

pub(super) async fn spreadsheet(
    State(portal): State<Portal>,
    member: Member,
    headers: HeaderMap,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Trouble> {
    let place = match seat(&portal, &member, &headers).await? {
        Seat::At(place) => place,
        Seat::Elsewhere(response) => return Ok(*response),
    };
    let month = asked.get("mois").ok_or(Trouble::Absent)?;
    let first: Day = format!("{month}-01").parse().map_err(|_| Trouble::Absent)?;
    let mut helps = of_month(&portal, &member, &place, (first, last(first))).await?;
    helps.retain(|help| !help.undone);
    helps.sort_by(|one, other| (&one.day, &one.at).cmp(&(&other.day, &other.at)));
    let mut sheet = Spreadsheet::new(HEADS.map(|head| t(head).to_string()));
    for help in &helps {
        sheet.line(line(help, &place));
    }
    Ok(sheet.download(&format!("coups-de-main-{month}.csv")))
}

/// The last day of the month of that first day.
fn last(first: Day) -> Day {
    // Any day of the next month, then back by as many days as it counts.
    let next = first.plus_days(31);
    next.plus_days(-i64::from(next.day_of_month()))
}

async fn of_month(
    portal: &Portal,
    member: &Member,
    place: &Place,
    (from, until): (Day, Day),
) -> Result<Vec<Help>, Trouble> {
    let (mut helps, mut after) = (Vec::new(), None);
    for _ in 0..MOST_PAGES {
        let variables = HelpsVariables {
            venue: cynic::Id::new(place.id.clone()),
            from: Some(from.to_string()),
            until: Some(until.to_string()),
            after,
        };
        let told = portal.ask(&member.visitor, HelpsAsked::build(variables)).await?.helps.ok_or(Trouble::Absent)?;
        after = told.entries.page_info.next();
        helps.extend(told.entries.nodes);
        if after.is_none() {
            break;
        }
    }
    Ok(helps)
}

fn line(help: &Help, place: &Place) -> [String; 15] {
    let sent_on = if help.redirected.is_some() { "hand-csv-yes" } else { "hand-csv-no" };
    [
        written(&help.day),
        t("hand-csv-alone").to_string(),
        t(person(help)).to_string(),
        said::channel(help.mode),
        place.name.clone(),
        help.minutes.to_string(),
        said::ticked(help.theme),
        help.autonomy.map(said::autonomy).unwrap_or_default(),
        t(sent_on).to_string(),
        help.redirected.map(said::redirected).unwrap_or_default(),
        help.home_name.clone().unwrap_or_default(),
        help.age_band.map_or_else(|| t("hand-csv-unsaid").to_string(), said::age),
        help.situation.map_or_else(|| t("hand-csv-unsaid").to_string(), said::situation),
        help.way.map(said::way).unwrap_or_default(),
        help.by_name.clone().unwrap_or_default(),
    ]
}

/// Whether the person is known here. The number on a card stays where it is: a file travels further than a page.
fn person(help: &Help) -> &'static str {
    if help.card.is_some() { "hand-csv-known" } else { "hand-csv-anonymous" }
}

/// `01/10/2025` of `2025-10-01`, as the national tool writes days.
fn written(day: &str) -> String {
    match day.parse::<Day>() {
        Ok(day) => format!("{:02}/{:02}/{}", day.day_of_month(), day.month(), day.year()),
        Err(_) => day.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        for (first, ends) in [
            ("2025-10-01", "2025-10-31"),
            ("2024-02-01", "2024-02-29"),
            ("2025-02-01", "2025-02-28"),
            ("2025-11-01", "2025-11-30"),
            ("2025-12-01", "2025-12-31"),
        ] {
            assert_eq!(last(first.parse().unwrap()).to_string(), ends);
        }
        assert_eq!(written("2025-10-01"), "01/10/2025");
    }
}
