//! The page: what became of the cheques, the map of a year, and the same numbers in a table that is sorted by links.

use askama::Template;
use axum::extract::{Query, State};

use super::{
    ask::{self, Asked, CommuneFigure, Figure, YEARS},
    help,
    map::{Map, told},
};
use crate::{bars::Bars, funder::bars, page::Page, portal::Portal, trouble::Trouble, visitor::Member, words::t};

/// One line of the table.
struct Row {
    name: String,
    carnets: String,
    cheques: String,
}

#[derive(Template)]
#[template(path = "analyst/show.html")]
struct Show {
    year: i32,
    others: Vec<i32>,
    /// Which number the map shows: `carnets` or `cheques`.
    of: &'static str,
    shows_cheques: bool,
    sorted: &'static str,
    by_name: bool,
    by_carnets: bool,
    by_cheques: bool,
    funnel: Option<Bars>,
    map: Map,
    rows: Vec<Row>,
    carnets: String,
    cheques: String,
    /// Whether the figures of help are one link away.
    helps: bool,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    let seen = ask::seen(&portal, &member, &asked).await?;
    let of = if asked.carte == "cheques" { "cheques" } else { "carnets" };
    let sorted = match asked.tri.as_str() {
        "carnets" => "carnets",
        "cheques" => "cheques",
        _ => "nom",
    };
    let (year, mut communes) = (seen.figures.year, seen.figures.communes);
    let title = if of == "cheques" { t("figures-map-cheques") } else { t("figures-map-carnets") };
    let number: fn(&CommuneFigure) -> &Figure = match of {
        "cheques" => |commune| &commune.cheques,
        _ => |commune| &commune.carnets,
    };
    let map = Map::of(title.with("year", year).to_string(), &communes, &seen.outlines, number);
    sort(&mut communes, sorted);
    let show = Show {
        year,
        others: YEARS.into_iter().filter(|other| *other != year).collect(),
        of,
        shows_cheques: of == "cheques",
        sorted,
        by_name: sorted == "nom",
        by_carnets: sorted == "carnets",
        by_cheques: sorted == "cheques",
        funnel: seen.funnel.filter(|steps| steps.issued.cheques > 0).as_ref().map(bars),
        map,
        rows: communes.iter().map(row).collect(),
        carnets: told(&seen.figures.carnets),
        cheques: told(&seen.figures.cheques),
        helps: help::is_for(&member),
    };
    Ok(Page::new(t("figures-title"), &show).wide())
}

/// By name as the network gives them, or the greatest number first; what is not shown comes last.
fn sort(communes: &mut [CommuneFigure], by: &str) {
    match by {
        "carnets" => communes.sort_by_key(|one| std::cmp::Reverse(one.carnets.count)),
        "cheques" => communes.sort_by_key(|one| std::cmp::Reverse(one.cheques.count)),
        _ => {}
    }
}

fn row(commune: &CommuneFigure) -> Row {
    Row { name: commune.name.clone(), carnets: told(&commune.carnets), cheques: told(&commune.cheques) }
}
