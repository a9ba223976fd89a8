//! `/commandes/{order}/frais`: the network's fee on the cheques of an order, by the day of their use; the operator sets a new one.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::{access::Role, clock::Day};

use crate::{
    account::proof,
    amount,
    ask::Refusal,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Notice, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Vars {
    order: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct Known {
    #[arguments(id: $order)]
    order: Option<Order>,
    #[arguments(orderId: $order)]
    fee_rules: Vec<FeeRule>,
}

#[derive(cynic::QueryFragment)]
struct Order {
    label: String,
}

#[derive(cynic::QueryFragment)]
struct FeeRule {
    from_day: String,
    per_mille: i32,
}

#[derive(cynic::QueryVariables)]
struct SetVars {
    key: cynic::Id,
    order: cynic::Id,
    day: String,
    rate: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SetVars")]
struct Set {
    #[arguments(key: $key, orderId: $order, fromDay: $day, perMille: $rate)]
    set_fee_rule: FeeRulePayload,
}

#[derive(cynic::QueryFragment)]
struct FeeRulePayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "funder/fees.html")]
struct Show {
    form: Form,
    done: Option<Notice>,
    order: String,
    label: String,
    rules: Table,
    sets: bool,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(order): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    let done = asked.get("fait").map(|_| Notice::done(t("fees-done"), t("fees-done").part("next")));
    page(&portal, &member, &order, form, done).await
}

async fn page(portal: &Portal, member: &Member, id: &str, form: Form, done: Option<Notice>) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Operator, Role::Treasurer])?;
    let known = portal.ask(&member.visitor, Known::build(Vars { order: id.into() })).await?;
    let order = known.order.ok_or(Trouble::Absent)?;
    let show = Show {
        form: form.clone(),
        done,
        order: format!("/commandes/{id}"),
        label: order.label,
        rules: table(&known.fee_rules),
        sets: member.is(Role::Operator),
    };
    Ok(Page::of_form(t("fees-title"), &form, &show))
}

fn table(rules: &[FeeRule]) -> Table {
    let mut table = Table::new(t("fees-caption"), ["fees-from", "fees-rate"].map(t));
    for rule in rules {
        let rate = match rule.per_mille {
            0 => t("fees-zero").to_string(),
            rate => t("fees-per-cent").with("rate", per_cent(rate)).to_string(),
        };
        table.row([Cell::text(format::day(&rule.from_day)), Cell::number(rate)]);
    }
    table
}

/// `15` thousandths as people say them: `1,5`.
fn per_cent(per_mille: i32) -> String {
    match (per_mille / 10, per_mille % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole},{tenth}"),
    }
}

/// The most that the network takes.
const LARGEST_PER_MILLE: i32 = 200;

/// Thousandths of what was typed in per cent: one decimal at most, twenty per cent at most.
fn per_mille(typed: &str) -> Option<i32> {
    // Read as euros and cents: `1,5` is 150 cents.
    let hundredths = amount::cents(typed.trim_end_matches(['%', ' ']))?;
    let rate = (hundredths % 10 == 0).then_some(hundredths / 10);
    rate.filter(|rate| *rate <= LARGEST_PER_MILLE)
}

/// A new rate, from a day to come.
pub(super) async fn set(
    State(portal): State<Portal>,
    member: Member,
    Path(order): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Operator])?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let Some((day, rate)) = read(&mut form) else {
        return Ok(page(&portal, &member, &order, form, None).await?.into_response());
    };
    let path = format!("/commandes/{order}/frais");
    let vars = SetVars { key: form.key().into(), order: order.as_str().into(), day: day.to_string(), rate };
    let Some(refusal) = portal.ask(&member.visitor, Set::build(vars)).await?.set_fee_rule.refusal else {
        return Ok(see(&format!("{path}?fait=oui")).into_response());
    };
    if refusal.code == proof::NEEDED {
        return proof::step_up(&portal, &member, &path, form.typed()).await;
    }
    form.refuse(if refusal.code == "DATES_INVALID" { "jour" } else { "" }, &refusal);
    Ok(page(&portal, &member, &order, form, None).await?.into_response())
}

/// The day and the rate; what cannot be read is said beside its field.
fn read(form: &mut Form) -> Option<(Day, i32)> {
    let day: Option<Day> = form.typed().get("jour").parse().ok();
    let rate = per_mille(form.typed().get("taux"));
    if day.is_none() {
        form.wrong("jour", t("fees-from-wrong"));
    }
    if rate.is_none() {
        form.wrong("taux", t("fees-rate-wrong"));
    }
    day.zip(rate).filter(|_| !form.is_wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_typed_in_per_cent() {
        let read = [("4", Some(40)), ("1,5 %", Some(15)), ("0", Some(0)), ("20", Some(200))];
        let unread = ["0,05", "20,1", "x", ""].map(|typed| (typed, None));
        for (typed, rate) in read.into_iter().chain(unread) {
            assert_eq!(per_mille(typed), rate, "{typed}");
        }
        assert_eq!([15, 40, 1].map(per_cent), ["1,5", "4", "0,1"]);
    }
}
