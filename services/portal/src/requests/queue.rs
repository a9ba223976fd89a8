//! `/commandes/ORDER/demandes`: the rule of an order for requests, what waits, and the funder's decision. Nobody is named.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use cynic::{MutationBuilder, QueryBuilder};
use kernel::access::Role;

use super::queries::{
    self, Decide, DecideVars, QueuedRequest, RequestRule, RequestRuleInput, RequestTakes, RequestWait, RuleOf,
    RuleVars, Settle, SettleVars, queued, state,
};
use crate::{
    amount,
    form::{Form, Typed},
    format,
    page::{Page, see},
    parts::{Cell, Facts, Notice, Radios, Table},
    portal::Portal,
    prescriber::publics,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

const DECIDE: [Role; 2] = [Role::Funder, Role::Operator];

#[derive(Template)]
#[template(path = "requests/queue.html")]
struct Shown<'a> {
    form: &'a Form,
    done: Option<Notice>,
    label: String,
    path: String,
    back: String,
    counts: Facts,
    waiting: Table,
}

impl Shown<'_> {
    fn takes(&self) -> Radios {
        let radios = self.form.radios("accord", t("request-rule-takes"));
        radios
            .explained("automatique", t("request-rule-automatic"), t("request-rule-automatic-hint"))
            .explained("main", t("request-rule-by-hand"), t("request-rule-by-hand-hint"))
            .choice("aucun", t("request-rule-none"))
    }
}

fn takes(written: &str) -> Option<RequestTakes> {
    match written {
        "automatique" => Some(RequestTakes::Automatic),
        "main" => Some(RequestTakes::ByHand),
        "aucun" => Some(RequestTakes::None),
        _ => None,
    }
}

const fn written(takes: RequestTakes) -> &'static str {
    match takes {
        RequestTakes::Automatic => "automatique",
        RequestTakes::ByHand => "main",
        RequestTakes::None => "aucun",
    }
}

async fn rule(portal: &Portal, member: &Member, order: &str) -> Result<RequestRule, Trouble> {
    member.must_be_one_of(&DECIDE)?;
    let asked = RuleOf::build(RuleVars { order: order.into() });
    portal.ask(&member.visitor, asked).await?.request_rule.ok_or(Trouble::Absent)
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(order): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Page, Trouble> {
    let rule = rule(&portal, &member, &order).await?;
    let number = |most: Option<i32>| most.map(|most| most.to_string()).unwrap_or_default();
    let typed = Typed::default()
        .with("accord", written(rule.takes))
        .with("plafond", number(rule.ceiling))
        .with("commune", number(rule.per_commune))
        .with("jours", rule.keep_days.to_string());
    let form = Form::filled(&portal, &member.visitor, typed);
    page(&portal, &member, &order, &rule, (&form, asked.get("fait").and_then(|what| done(what)))).await
}

/// What was done on the page before.
fn done(what: &str) -> Option<Notice> {
    let name = match what {
        "regles" => "request-rule-done",
        "decision" => "request-decide-done",
        _ => return None,
    };
    Some(Notice::done(t(name), t(name).part("next")))
}

pub(super) async fn settle(
    State(portal): State<Portal>,
    member: Member,
    Path(order): Path<String>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let rule = rule(&portal, &member, &order).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let input = read(&mut form);
    if let Some(input) = input.filter(|_| !form.is_wrong()) {
        let vars = SettleVars { key: form.key().into(), order: order.as_str().into(), input };
        match portal.ask(&member.visitor, Settle::build(vars)).await?.settle_request_rule.refusal {
            None => return Ok(see(&format!("/commandes/{order}/demandes?fait=regles")).into_response()),
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(page(&portal, &member, &order, &rule, (&form, None)).await?.into_response())
}

fn read(form: &mut Form) -> Option<RequestRuleInput> {
    let takes = takes(form.typed().get("accord"));
    if takes.is_none() {
        form.wrong("accord", t("request-rule-takes-wrong"));
    }
    let ceiling = count(form, "plafond");
    let per_commune = count(form, "commune");
    let keep_days = amount::whole(form.typed().get("jours")).filter(|days| (1..=90).contains(days));
    if keep_days.is_none() {
        form.wrong("jours", t("request-rule-days-wrong"));
    }
    Some(RequestRuleInput { takes: takes?, ceiling, per_commune, keep_days: keep_days? })
}

/// A number of booklets, or nothing where nothing was typed.
fn count(form: &mut Form, name: &'static str) -> Option<i32> {
    let typed = form.typed().some(name)?.to_owned();
    let count = amount::whole(&typed).filter(|count| (1..=100_000).contains(count));
    if count.is_none() {
        form.wrong(name, t("request-rule-count-wrong"));
    }
    count
}

async fn page(
    portal: &Portal,
    member: &Member,
    order: &str,
    rule: &RequestRule,
    (form, done): (&Form, Option<Notice>),
) -> Result<Page, Trouble> {
    let path = format!("/commandes/{order}/demandes");
    let heads =
        ["request-reference", "request-state", "prescriber-public", "prescriber-home", "request-by", "request-due"];
    let mut waiting = Table::new(t("request-queue"), heads.map(t));
    for one in queued(portal, member, Some(order), None).await? {
        let reference = match one.waits_for {
            Some(RequestWait::Funder) => Cell::link(format!("{path}/{}", one.id.inner()), &one.reference),
            _ => Cell::text(&one.reference),
        };
        waiting.row([
            reference,
            Cell::text(state(one.stage, one.waits_for)),
            Cell::text(t(publics::word(one.public))),
            Cell::text(&one.home_commune),
            Cell::text(&one.structure_name),
            Cell::text(due(&one)),
        ]);
    }
    let counts = rule.counts.iter().filter(|count| count.requests > 0).fold(Facts::default(), |facts, count| {
        facts.fact(queries::state(count.stage, None), format::count(count.requests.into()))
    });
    let back = format!("/commandes/{order}");
    let shown = Shown { form, done, label: rule.label.clone(), path, back, counts, waiting };
    Ok(Page::of_form(t("request-queue-title"), form, &shown).wide())
}

fn due(one: &QueuedRequest) -> String {
    let day = format::day(&one.due_by);
    if one.late { t("request-late").with("day", day).to_string() } else { day }
}

// --- One request that waits for a decision ----------------------------------------------------------------------------

#[derive(Template)]
#[template(path = "requests/decide.html")]
struct One<'a> {
    form: &'a Form,
    path: String,
    back: String,
    facts: Facts,
    waits: bool,
}

impl One<'_> {
    fn answer(&self) -> Radios {
        let radios = self.form.radios("avis", t("request-decide-answer"));
        radios.choice("oui", t("request-decide-yes")).choice("non", t("request-decide-no"))
    }
}

async fn asked(portal: &Portal, member: &Member, id: &str) -> Result<QueuedRequest, Trouble> {
    member.must_be_one_of(&DECIDE)?;
    queued(portal, member, None, Some(id)).await?.pop().ok_or(Trouble::Absent)
}

pub(super) async fn one(
    State(portal): State<Portal>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let request = asked(&portal, &member, &id).await?;
    Ok(decision(&request, &Form::blank(&portal, &member.visitor)))
}

pub(super) async fn decide(
    State(portal): State<Portal>,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let request = asked(&portal, &member, &id).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let accept = match form.typed().get("avis") {
        "oui" => Some(true),
        "non" => Some(false),
        _ => None,
    };
    if accept.is_none() {
        form.wrong("avis", t("request-decide-wrong"));
    }
    let reason = form.typed().some("motif").map(str::to_owned);
    let length = reason.as_ref().map_or(0, |reason| reason.chars().count());
    if accept == Some(false) && !(1..=200).contains(&length) {
        form.wrong("motif", t("request-decide-reason-wrong"));
    }
    if let (Some(accept), false) = (accept, form.is_wrong()) {
        let vars = DecideVars { key: form.key().into(), id: id.as_str().into(), accept, reason };
        match portal.ask(&member.visitor, Decide::build(vars)).await?.decide_request.refusal {
            None => {
                let queue = format!("/commandes/{}/demandes?fait=decision", request.order_id.inner());
                return Ok(see(&queue).into_response());
            }
            Some(refusal) => form.refuse("", &refusal),
        }
    }
    Ok(decision(&request, &form).into_response())
}

fn decision(request: &QueuedRequest, form: &Form) -> Page {
    let back = format!("/commandes/{}/demandes", request.order_id.inner());
    let shown = One {
        form,
        path: format!("{back}/{}", request.id.inner()),
        back,
        facts: Facts::default()
            .fact(t("request-state"), state(request.stage, request.waits_for))
            .fact(t("prescriber-public"), t(publics::word(request.public)))
            .fact(t("prescriber-home"), &request.home_commune)
            .fact(t("request-by"), &request.structure_name)
            .fact(t("request-asked"), format::stamp(&request.asked_at))
            .fact(t("request-due"), due(request)),
        waits: request.waits_for == Some(RequestWait::Funder),
    };
    Page::of_form(t("request-title").saying("reference", &request.reference), form, &shown)
}
