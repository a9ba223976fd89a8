//! The stock, the field where a booklet is scanned or typed, and what was handed over lately.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;
use kernel::{access::Role, clock::At};

use super::{
    publics,
    queries::{CarnetLook, CarnetPayload, CarnetVariables, HandOver, StockLine, StockPage, StockPageVariables},
};
use crate::{
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Pager, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "prescriber/stock.html")]
struct Shown<'a> {
    form: &'a Form,
    summary: String,
    stock: Table,
    recent: Table,
    pager: Pager,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    page(&portal, &member, &form, asked.get("apres").cloned()).await
}

/// A booklet was scanned or typed: it is looked at, and its page opened.
pub(super) async fn look(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let written = form.typed().get("carnet").to_owned();
    if written.is_empty() {
        form.wrong("carnet", t("prescriber-carnet-missing"));
    }
    if !form.is_wrong() {
        let told = carnet(&portal, &member, &written).await?;
        match (told.carnet, told.refusal) {
            (Some(carnet), None) => return Ok(see(&format!("/remise/carnet/{}", carnet.carnet)).into_response()),
            (_, Some(refusal)) => form.refuse("carnet", &refusal),
            (None, None) => return Err(Trouble::Broken),
        }
    }
    Ok(page(&portal, &member, &form, None).await?.into_response())
}

/// What the network says of a booklet, by its number or the code of one of its cheques.
pub(super) async fn carnet(portal: &Portal, member: &Member, written: &str) -> Result<CarnetPayload, Trouble> {
    member.must_be_one_of(&[Role::Prescriber])?;
    let prescriber = cynic::Id::new(member.organisation()?);
    let variables = CarnetVariables { prescriber, written: written.to_owned() };
    Ok(portal.ask(&member.visitor, CarnetLook::build(variables)).await?.carnet)
}

async fn page(portal: &Portal, member: &Member, form: &Form, after: Option<String>) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Prescriber])?;
    let prescriber = cynic::Id::new(member.organisation()?);
    let variables = StockPageVariables { prescriber, after: after.clone() };
    let told = portal.ask(&member.visitor, StockPage::build(variables)).await?;
    let lines: Vec<StockLine> = told.stock.edges.into_iter().map(|edge| edge.node).collect();
    let end = told.hand_overs.page_info.next();
    let pager = Pager::new("/remise", after.as_deref(), end.as_deref());
    let recent = told.hand_overs.edges.into_iter().map(|edge| edge.node);
    let shown = Shown { form, summary: summary(&lines), stock: stock(&lines), recent: table(recent), pager };
    Ok(Page::of_form(t("prescriber-title"), form, &shown))
}

fn summary(lines: &[StockLine]) -> String {
    let left: i32 = lines.iter().map(|line| line.left).sum();
    match lines.iter().any(|line| line.allotted > 0) {
        true => t("prescriber-left").with("carnets", left).to_string(),
        false => t("prescriber-no-stock").to_string(),
    }
}

fn stock(lines: &[StockLine]) -> Table {
    let heads = ["prescriber-order", "prescriber-allotted", "prescriber-gone", "prescriber-rest", "prescriber-until"];
    let mut table = Table::new(t("prescriber-stock"), heads.map(t));
    for line in lines {
        table.row([
            Cell::text(&line.label),
            Cell::number(format::count(line.allotted.into())),
            Cell::number(format::count(line.handed_over.into())),
            Cell::number(format::count(line.left.into())),
            Cell::text(format::day(&line.distribution_ends)),
        ]);
    }
    table
}

fn table(recent: impl Iterator<Item = HandOver>) -> Table {
    let heads = ["prescriber-carnet-head", "prescriber-day", "prescriber-home", "prescriber-public"];
    let mut table = Table::new(t("prescriber-recent"), heads.map(t));
    for one in recent {
        let day = one.at.parse().map_or_else(|_| one.at.clone(), |at: At| kernel::words::long_day(at.day()));
        table.row([
            Cell::text(&one.carnet),
            Cell::text(day),
            Cell::text(&one.home_commune),
            Cell::text(t(publics::word(one.public))),
        ]);
    }
    table
}
