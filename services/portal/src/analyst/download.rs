//! The same numbers for a spreadsheet: what is not shown on the page is not in the file.

use axum::{
    extract::{Query, State},
    response::Response,
};

use super::ask::{self, Asked, Figure};
use crate::{portal::Portal, spreadsheet::Spreadsheet, trouble::Trouble, visitor::Member, words::t};

pub(super) async fn spreadsheet(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let figures = ask::seen(&portal, &member, &asked).await?.figures;
    let heads = ["figures-code", "figures-commune", "figures-year-head", "figures-carnets", "figures-cheques"];
    let mut sheet = Spreadsheet::new(heads.map(|head| t(head).to_string()));
    let cell =
        |figure: &Figure| figure.count.map_or_else(|| t("figures-hidden-cell").to_string(), |count| count.to_string());
    for one in &figures.communes {
        let cells = [
            one.code.inner().to_owned(),
            one.name.clone(),
            figures.year.to_string(),
            cell(&one.carnets),
            cell(&one.cheques),
        ];
        sheet.line(cells);
    }
    Ok(sheet.download(&format!("chiffres-{}.csv", figures.year)))
}
