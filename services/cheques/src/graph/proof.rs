//! The proof of the funds, and what is published of it for everybody.

use async_graphql::{Context, Enum, Object, Result, SimpleObject, connection::Connection};
use kernel::clock::Day;
use registry::graph::{answer::present, page};

use crate::{
    books::{delays, fund_proof, publish},
    desk::Desk,
};

/// The part of the root of queries that is open to all.
#[derive(Default)]
pub(super) struct TransparencyQuery;

#[Object]
impl TransparencyQuery {
    /// What is published each month, newest first: proof of the funds, delays of payment, totals. Open to all; `first` at
    /// most 100.
    async fn transparency(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, PublishedMonth>> {
        let (most, before) = (page::size(first)?, place(after.as_deref())?);
        let found = publish::published(ctx.data::<Desk>()?, page::wide(most), before).await;
        let found = present(found)?.unwrap_or_default();
        let edge = |month: publish::Month| (month.month.to_string(), PublishedMonth::from(month));
        Ok(page::listed(found.into_iter().map(edge), most, before.is_some()))
    }
}

/// The day that a cursor bears.
pub(super) fn place(after: Option<&str>) -> Result<Option<Day>> {
    after.map(|cursor| cursor.parse::<Day>().map_err(|_| page::unreadable())).transpose()
}

/// What a proof of the funds says.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "fund_proof::Verdict")]
pub(super) enum FundVerdict {
    /// The money is there.
    Proven,
    /// No statement of the bank, or one that is older than a week: nothing can be said.
    Unproven,
    /// Money is missing at the bank.
    Missing,
    /// The ledger contradicts itself.
    LedgerWrong,
}

/// Why the bank and the ledger do not say the same.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "fund_proof::DifferenceKind")]
pub(super) enum DifferenceKind {
    /// The ledger has it, the statement does not show it yet.
    InFlight,
    /// The same for more than a week.
    Late,
    /// The bank has it, the ledger does not yet.
    NotPosted,
    /// What the bank took for its services.
    Charge,
    /// Money that came and belongs to nobody known.
    UnknownCredit,
    /// Money that left, and nobody knows why.
    UnknownDebit,
    /// What no entry explains.
    Unexplained,
}

/// The proof of the funds.
#[derive(SimpleObject)]
pub(super) struct FundProof {
    at: String,
    ledger_no: i64,
    verdict: FundVerdict,
    /// What is lacking at the bank; zero when nothing is, or when nothing can be said.
    missing_cents: i64,
    /// Value that funders paid for and nobody has used yet, by the ledger.
    unused_cents: i64,
    /// The same, counted from orders and cheques.
    unused_counted_cents: i64,
    /// Owed to venues.
    due_cents: i64,
    /// Given to the bank, not yet paid.
    in_transit_cents: i64,
    /// Promised back to funders.
    refundable_cents: i64,
    /// Fees kept until they are paid out.
    fees_cents: i64,
    /// What venues owe back.
    recoverable_cents: i64,
    /// What all of it promises.
    promised_cents: i64,
    /// What the ledger says the bank holds.
    ledger_bank_cents: i64,
    /// What the bank said last.
    statement: Option<ProofStatement>,
    /// What stands between the bank and the ledger: as much, in sum.
    differences: Vec<FundDifference>,
}
impl FundProof {
    /// The same, without what the bank wrote about each difference.
    pub(super) fn without_names(mut self) -> Self {
        for difference in &mut self.differences {
            difference.about.clear();
        }
        self
    }
}

impl From<fund_proof::Proof> for FundProof {
    fn from(proof: fund_proof::Proof) -> Self {
        Self {
            at: proof.at.iso_seconds(),
            ledger_no: proof.ledger_no,
            verdict: proof.verdict.into(),
            missing_cents: proof.missing.get(),
            unused_cents: proof.unused.get(),
            unused_counted_cents: proof.unused_counted.get(),
            due_cents: proof.due.get(),
            in_transit_cents: proof.in_transit.get(),
            refundable_cents: proof.refundable.get(),
            fees_cents: proof.fees.get(),
            recoverable_cents: proof.recoverable.get(),
            promised_cents: proof.promised.get(),
            ledger_bank_cents: proof.ledger_bank.get(),
            statement: proof.statement.map(ProofStatement::from),
            differences: proof.differences.into_iter().map(FundDifference::from).collect(),
        }
    }
}

/// The last statement of the bank.
#[derive(SimpleObject)]
pub(super) struct ProofStatement {
    number: String,
    /// Its last day.
    day: String,
    closing_cents: i64,
}
impl From<fund_proof::Statement> for ProofStatement {
    fn from(seen: fund_proof::Statement) -> Self {
        Self { number: seen.number, day: seen.day.to_string(), closing_cents: seen.closing.get() }
    }
}

/// One difference between the bank and the ledger.
#[derive(SimpleObject)]
pub(super) struct FundDifference {
    kind: DifferenceKind,
    /// How much more the bank has; below zero, how much less.
    amount_cents: i64,
    /// Since when; null when it is not known.
    day: Option<String>,
    /// The order, the run, or what the bank wrote.
    about: String,
}
impl From<fund_proof::Difference> for FundDifference {
    fn from(one: fund_proof::Difference) -> Self {
        Self {
            kind: one.kind.into(),
            amount_cents: one.amount.get(),
            day: one.day.map(|day| day.to_string()),
            about: one.about,
        }
    }
}

/// A month as it was published.
#[derive(SimpleObject)]
pub(super) struct PublishedMonth {
    /// Its first day.
    month: String,
    published_at: String,
    verdict: FundVerdict,
    missing_cents: i64,
    promised_cents: i64,
    ledger_bank_cents: i64,
    /// The bank's closing balance, and its day; null without a statement.
    closing_cents: Option<i64>,
    closing_day: Option<String>,
    /// How long venues waited for what the bank paid in that month; null when it paid too few cheques to be told.
    delays: Option<PaymentDelays>,
    /// Totals since the beginning; null while they are about too few people.
    totals: Option<PublishedTotals>,
}
impl From<publish::Month> for PublishedMonth {
    fn from(month: publish::Month) -> Self {
        let proof = month.proof;
        Self {
            month: month.month.to_string(),
            published_at: month.published_at.iso_seconds(),
            verdict: proof.verdict.into(),
            missing_cents: proof.missing.get(),
            promised_cents: proof.promised.get(),
            ledger_bank_cents: proof.ledger_bank.get(),
            closing_cents: proof.closing.map(kernel::cents::Cents::get),
            closing_day: proof.closing_day.map(|day| day.to_string()),
            delays: month.delays.map(PaymentDelays::from),
            totals: month.totals.map(PublishedTotals::from),
        }
    }
}

/// How long venues waited, from the day of a cheque to the day of its payment.
#[derive(SimpleObject)]
pub(super) struct PaymentDelays {
    cheques: i64,
    /// Half of the cheques were paid within so many days.
    median_days: i64,
    /// Nine out of ten.
    ninetieth_days: i64,
}
impl From<delays::Delays> for PaymentDelays {
    fn from(delays: delays::Delays) -> Self {
        Self { cheques: delays.cheques, median_days: delays.median_days, ninetieth_days: delays.ninetieth_days }
    }
}

/// Totals since the beginning.
#[derive(SimpleObject)]
pub(super) struct PublishedTotals {
    funded_cents: i64,
    used_cents: i64,
    paid_cents: i64,
    venues: i64,
}
impl From<publish::Totals> for PublishedTotals {
    fn from(totals: publish::Totals) -> Self {
        Self {
            funded_cents: totals.funded.get(),
            used_cents: totals.used.get(),
            paid_cents: totals.paid.get(),
            venues: totals.venues,
        }
    }
}
