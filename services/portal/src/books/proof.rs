//! The proof of the funds: the money of others is there, or what lacks. To be read by who pays, and printed.

use askama::Template;
use axum::extract::State;
use cynic::QueryBuilder;
use kernel::access::Role;

use super::verdict::{FundVerdict, said};
use crate::{
    format,
    page::Page,
    parts::{Cell, Facts, Table},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Now {
    fund_proof: Option<FundProof>,
}

#[derive(cynic::QueryFragment)]
struct FundProof {
    at: String,
    ledger_no: i32,
    verdict: FundVerdict,
    missing_cents: i32,
    unused_cents: i32,
    due_cents: i32,
    in_transit_cents: i32,
    refundable_cents: i32,
    fees_cents: i32,
    recoverable_cents: i32,
    promised_cents: i32,
    ledger_bank_cents: i32,
    statement: Option<ProofStatement>,
    differences: Vec<FundDifference>,
}

#[derive(cynic::QueryFragment)]
struct ProofStatement {
    number: String,
    day: String,
    closing_cents: i32,
}

#[derive(cynic::QueryFragment)]
struct FundDifference {
    kind: DifferenceKind,
    amount_cents: i32,
    day: Option<String>,
    about: String,
}

#[derive(Clone, Copy, Debug, cynic::Enum)]
enum DifferenceKind {
    InFlight,
    Late,
    NotPosted,
    Charge,
    UnknownCredit,
    UnknownDebit,
    Unexplained,
}

#[derive(Template)]
#[template(path = "books/proof.html")]
struct Show {
    at: String,
    line: i32,
    verdict: &'static str,
    missing: String,
    promises: Table,
    bank: Facts,
    differences: Table,
    /// Whether there is a statement to compare with.
    compared: bool,
    checks: bool,
}

const WHO: [Role; 4] = [Role::Treasurer, Role::Operator, Role::Funder, Role::Administrator];

pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    member.must_be_one_of(&WHO)?;
    let proof = portal.ask(&member.visitor, Now::build(())).await?.fund_proof.ok_or(Trouble::Absent)?;
    let show = Show {
        at: format::stamp(&proof.at),
        line: proof.ledger_no,
        verdict: said(proof.verdict),
        missing: format::euros(proof.missing_cents.into()),
        promises: promises(&proof),
        bank: bank(&proof),
        differences: differences(&proof.differences),
        compared: proof.statement.is_some(),
        checks: member.must_be_one_of(&[Role::Treasurer, Role::Operator]).is_ok(),
    };
    Ok(Page::new(t("fund-proof-title"), &show))
}

fn promises(proof: &FundProof) -> Table {
    let mut table = Table::new(t("proof-promises"), ["proof-what", "proof-amount"].map(t));
    let mut row = |what: &str, cents: i32| {
        table.row([Cell::text(t(what)), Cell::number(format::euros(cents.into()))]);
    };
    row("proof-unused", proof.unused_cents);
    row("proof-due", proof.due_cents);
    row("proof-transit", proof.in_transit_cents);
    row("proof-refundable", proof.refundable_cents);
    if proof.fees_cents != 0 {
        row("proof-fees", proof.fees_cents);
    }
    if proof.recoverable_cents != 0 {
        row("proof-recoverable", -proof.recoverable_cents);
    }
    table.foot([Cell::text(t("proof-promised")), Cell::number(format::euros(proof.promised_cents.into()))]);
    table
}

fn bank(proof: &FundProof) -> Facts {
    let statement = proof.statement.as_ref();
    Facts::default()
        .fact(t("proof-ledger"), format::euros(proof.ledger_bank_cents.into()))
        .known(t("proof-closing"), statement.map(|seen| format::euros(seen.closing_cents.into())))
        .known(t("proof-closing-day"), statement.map(|seen| format::day(&seen.day)))
        .known(t("proof-statement"), statement.map(|seen| &seen.number))
}

fn differences(all: &[FundDifference]) -> Table {
    let heads = ["proof-difference", "proof-about", "proof-since", "proof-amount"].map(t);
    let mut table = Table::new(t("proof-differences"), heads);
    for one in all {
        let kind = match one.kind {
            DifferenceKind::InFlight => "in-flight",
            DifferenceKind::Late => "late",
            DifferenceKind::NotPosted => "not-posted",
            DifferenceKind::Charge => "charge",
            DifferenceKind::UnknownCredit => "unknown-credit",
            DifferenceKind::UnknownDebit => "unknown-debit",
            DifferenceKind::Unexplained => "unexplained",
        };
        table.row([
            Cell::text(t("difference-kind").with("kind", kind)),
            Cell::text(&one.about),
            Cell::text(one.day.as_deref().map(format::day).unwrap_or_default()),
            Cell::number(format::euros(one.amount_cents.into())),
        ]);
    }
    table
}
