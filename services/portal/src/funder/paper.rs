//! A document of an order, to be read and printed: quote, invoice, end statement, credit note.

use askama::Template;
use axum::extract::{Path, State};
use cynic::QueryBuilder;
use kernel::access::Role;

use super::told::{OrderDocumentKind, OrderTally};
use crate::{
    format,
    page::Page,
    parts::{Facts, Notice},
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
struct One {
    #[arguments(id: $order)]
    order: Option<Order>,
}

#[derive(cynic::QueryFragment)]
struct Order {
    life: Option<OrderLife>,
}

#[derive(cynic::QueryFragment)]
struct OrderLife {
    documents: Vec<OrderDocument>,
    steps: Vec<OrderStep>,
}

#[derive(cynic::QueryFragment)]
struct OrderStep {
    kind: OrderStepKind,
    at: String,
    by_name: Option<String>,
    document: Option<String>,
    note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum OrderStepKind {
    Quoted,
    Signed,
    ProofProposed,
    ProofApproved,
    ProofRefused,
    Printed,
    EndValidated,
    StatementAccepted,
    StatementDisputed,
}

#[derive(cynic::QueryFragment)]
struct OrderDocument {
    kind: OrderDocumentKind,
    number: String,
    day: String,
    amount_cents: i32,
    sha256: String,
    issuer: String,
    iban: String,
    bic: String,
    funder_name: String,
    label: String,
    carnets: i32,
    cheques_per_carnet: i32,
    face_value_cents: i32,
    value_cents: i32,
    distribution_ends: String,
    validity_ends: String,
    tolerance_ends: String,
    until: Option<String>,
    follows: Option<String>,
    tally: Option<OrderTally>,
    paid_at: Option<String>,
    paid_reference: Option<String>,
}

#[derive(Template)]
#[template(path = "funder/paper.html")]
struct Show {
    order: String,
    word: &'static str,
    number: String,
    day: String,
    amount: String,
    parties: Facts,
    terms: Facts,
    tally: Option<Facts>,
    pay: Option<Facts>,
    answer: Option<Notice>,
    sha256: String,
}

/// The document of that number, to those who order, pay or run the network.
pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((id, number)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::Funder, Role::Operator, Role::Treasurer])?;
    let found = portal.ask(&member.visitor, One::build(Vars { order: id.as_str().into() })).await?;
    let life = found.order.and_then(|order| order.life).ok_or(Trouble::Absent)?;
    let answer = answer(&life, &number);
    let one = life.documents.into_iter().find(|one| one.number == number).ok_or(Trouble::Absent)?;
    let title = t("paper-title").with("paper", one.kind.word()).with("number", one.number.clone());
    let show = Show {
        order: format!("/commandes/{id}"),
        word: one.kind.word(),
        parties: parties(&one),
        terms: terms(&one),
        tally: one.tally.as_ref().map(OrderTally::facts),
        pay: pay(&one),
        answer,
        day: format::day(&one.day),
        amount: format::euros(one.amount_cents.into()),
        number: one.number,
        sha256: one.sha256,
    };
    Ok(Page::new(title, &show))
}

/// How a quote or an end statement was answered.
fn answer(life: &OrderLife, number: &str) -> Option<Notice> {
    let step = life.steps.iter().rfind(|step| step.document.as_deref() == Some(number))?;
    let word = match step.kind {
        OrderStepKind::Signed => "signed",
        OrderStepKind::StatementAccepted => "accepted",
        OrderStepKind::StatementDisputed => "disputed",
        _ => return None,
    };
    let name = step.by_name.clone().unwrap_or_default();
    let told = t("paper-answer").with("answer", word).with("name", name).with("at", format::stamp(&step.at));
    Some(Notice::know(told, step.note.clone().unwrap_or_default()))
}

fn parties(one: &OrderDocument) -> Facts {
    Facts::default()
        .fact(t("paper-issuer"), &one.issuer)
        .fact(t("order-funder"), &one.funder_name)
        .fact(t("order-label"), &one.label)
        .known(t("paper-follows"), one.follows.as_ref())
        .known(t("paper-until"), one.until.as_deref().map(format::day))
}

fn terms(one: &OrderDocument) -> Facts {
    let cheques = i64::from(one.carnets) * i64::from(one.cheques_per_carnet);
    Facts::default()
        .fact(t("order-carnets"), format::count(one.carnets.into()))
        .fact(t("order-per-carnet"), one.cheques_per_carnet)
        .fact(t("order-cheques"), format::count(cheques))
        .fact(t("order-face-value"), format::euros(one.face_value_cents.into()))
        .fact(t("paper-value"), format::euros(one.value_cents.into()))
        .fact(t("order-distribution"), format::day(&one.distribution_ends))
        .fact(t("order-validity"), format::day(&one.validity_ends))
        .fact(t("order-tolerance"), format::day(&one.tolerance_ends))
}

/// Where an invoice is paid, and when a credit note was.
fn pay(one: &OrderDocument) -> Option<Facts> {
    match one.kind {
        OrderDocumentKind::Invoice => Some(
            Facts::default()
                .fact(t("paper-holder"), &one.issuer)
                .fact(t("paper-iban"), grouped(&one.iban))
                .fact(t("paper-bic"), &one.bic)
                .fact(t("paper-say"), &one.number),
        ),
        OrderDocumentKind::CreditNote => Some(
            Facts::default()
                .fact(
                    t("paper-paid"),
                    one.paid_at.as_deref().map_or_else(|| t("paper-unpaid").to_string(), format::stamp),
                )
                .known(t("funds-reference"), one.paid_reference.as_ref()),
        ),
        OrderDocumentKind::Quote | OrderDocumentKind::EndStatement => None,
    }
}

/// An IBAN as it is printed, in groups of four.
fn grouped(iban: &str) -> String {
    let signs: Vec<char> = iban.chars().collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
}
