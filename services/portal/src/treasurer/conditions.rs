//! `/reglements/conditions`: the terms under which venues are paid, those of today and those to come; a treasurer sets new ones.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
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

const PATH: &str = "/reglements/conditions";

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Known {
    payment_terms: Option<PaymentTerms>,
    planned_terms: Vec<PaymentTerms>,
}

#[derive(cynic::QueryFragment)]
struct PaymentTerms {
    from_day: String,
    minimum_cents: i32,
    delay_days: i32,
    first_payment_cap_cents: Option<i32>,
}

#[derive(cynic::QueryVariables)]
struct SetVars {
    key: cynic::Id,
    day: String,
    minimum: i32,
    delay: i32,
    cap: Option<i32>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SetVars")]
struct Set {
    #[arguments(key: $key, fromDay: $day, minimumCents: $minimum, delayDays: $delay, firstPaymentCapCents: $cap)]
    set_payment_terms: PaymentTermsPayload,
}

#[derive(cynic::QueryFragment)]
struct PaymentTermsPayload {
    refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "treasurer/conditions.html")]
struct Show {
    form: Form,
    done: Option<Notice>,
    terms: Table,
    pays: bool,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Page, Trouble> {
    let form = Form::blank(&portal, &member.visitor);
    let done = asked.get("fait").map(|_| Notice::done(t("terms-done"), t("terms-done").part("next")));
    page(&portal, &member, form, done).await
}

async fn page(portal: &Portal, member: &Member, form: Form, done: Option<Notice>) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Treasurer, Role::Operator])?;
    let known = portal.ask(&member.visitor, Known::build(())).await?;
    let terms: Vec<PaymentTerms> = known.payment_terms.into_iter().chain(known.planned_terms).collect();
    let show = Show { form: form.clone(), done, terms: table(&terms), pays: member.is(Role::Treasurer) };
    Ok(Page::of_form(t("terms-title"), &form, &show))
}

fn table(terms: &[PaymentTerms]) -> Table {
    let heads = ["terms-from", "terms-minimum", "terms-first", "terms-delay"].map(t);
    let mut table = Table::new(t("terms-caption"), heads);
    for one in terms {
        table.row([
            Cell::text(format::day(&one.from_day)),
            Cell::number(format::euros(one.minimum_cents.into())),
            match one.first_payment_cap_cents {
                Some(most) => Cell::number(format::euros(most.into())),
                None => Cell::text(t("terms-first-none")),
            },
            Cell::number(t("calendar-days").with("count", one.delay_days)),
        ]);
    }
    table
}

/// What the network takes at most.
const LARGEST_MINIMUM: i32 = 100_000;
const LONGEST_DELAY: i32 = 90;
const LARGEST_CAP: i32 = 10_000_000;

/// New terms, from a day to come.
pub(super) async fn set(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    member.must_be_one_of(&[Role::Treasurer])?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let Some((day, minimum, delay, cap)) = read(&mut form) else {
        return Ok(page(&portal, &member, form, None).await?.into_response());
    };
    let vars = SetVars { key: form.key().into(), day: day.to_string(), minimum, delay, cap };
    let Some(refusal) = portal.ask(&member.visitor, Set::build(vars)).await?.set_payment_terms.refusal else {
        return Ok(see(&format!("{PATH}?fait=oui")).into_response());
    };
    if refusal.code == proof::NEEDED {
        return proof::step_up(&portal, &member, PATH, form.typed()).await;
    }
    form.refuse(if refusal.code == "DATES_INVALID" { "jour" } else { "" }, &refusal);
    Ok(page(&portal, &member, form, None).await?.into_response())
}

/// Day, smallest payment, delay and the most of a first payment; what cannot be read is said beside its field.
fn read(form: &mut Form) -> Option<(Day, i32, i32, Option<i32>)> {
    let day: Option<Day> = form.typed().get("jour").parse().ok();
    let minimum = amount::cents(form.typed().get("minimum")).filter(|cents| *cents <= LARGEST_MINIMUM);
    let delay = amount::whole(form.typed().get("delai")).filter(|days| (1..=LONGEST_DELAY).contains(days));
    let typed = form.typed().some("premier").map(amount::cents);
    let cap = typed.flatten();
    let fits = |cap: i32| (1..=LARGEST_CAP).contains(&cap) && cap >= minimum.unwrap_or_default();
    if day.is_none() {
        form.wrong("jour", t("terms-from-wrong"));
    }
    if minimum.is_none() {
        form.wrong("minimum", t("terms-minimum-wrong"));
    }
    if delay.is_none() {
        form.wrong("delai", t("terms-delay-wrong"));
    }
    if typed.is_some() && !cap.is_some_and(fits) {
        form.wrong("premier", t("terms-first-wrong"));
    }
    // A form whose key is of another visit is wrong already.
    if form.is_wrong() { None } else { Some((day?, minimum?, delay?, cap)) }
}
