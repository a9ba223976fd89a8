//! What the treasurer and the venues read of payments.

use async_graphql::{Context, Error, ID, Object, Result, SimpleObject, connection::Connection};
use kernel::{clock::At, ids::VenueId};
use registry::graph::{
    answer::{self, caller, present},
    page,
};

use super::objects::Venue;
use crate::{
    desk::Desk,
    payments::{payday, runs},
};

/// The part of the root of queries that reads payments.
#[derive(Default)]
pub(super) struct MoneyQuery;

#[Object]
impl MoneyQuery {
    /// The payment runs, newest first; `first` at most 100.
    async fn settlements(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<i64, SettlementListed>> {
        let before =
            after.as_deref().map(|cursor| cursor.parse::<i64>().map_err(|_| page::unreadable())).transpose()?;
        let most = page::size(first)?;
        let found = runs::settlements(ctx.data::<Desk>()?, &caller(ctx), page::wide(most), before).await;
        let found = present(found)?.unwrap_or_default();
        Ok(page::listed(found.into_iter().map(|one| (one.run.no, one.into())), most, before.is_some()))
    }

    /// What the next run would pay if it were prepared now.
    async fn settlement_preview(&self, ctx: &Context<'_>) -> Result<Option<SettlementPreview>> {
        let seen = runs::preview(ctx.data::<Desk>()?, &caller(ctx)).await;
        present(seen)?.flatten().map(SettlementPreview::told).transpose()
    }

    /// What venues are paid, newest run first: one venue, or all those of the caller's structure; `first` at most 100.
    async fn statements(
        &self,
        ctx: &Context<'_>,
        venue_id: Option<ID>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, StatementListed>> {
        let most = page::size(first)?;
        let place = after.as_deref().map(place_of).transpose()?;
        let goes_on = place.is_some();
        let Ok(venue) = venue_of(venue_id) else { return Ok(page::none(goes_on)) };
        let found = payday::statements(ctx.data::<Desk>()?, &caller(ctx), venue, page::wide(most), place).await;
        let found = present(found)?.unwrap_or_default();
        Ok(page::listed(found.into_iter().map(|paid| (cursor(&paid), paid.into())), most, goes_on))
    }

    /// What a venue may expect, or every venue of the caller's structure, by name.
    async fn next_payments(&self, ctx: &Context<'_>, venue_id: Option<ID>) -> Result<Vec<NextPayment>> {
        let Ok(venue) = venue_of(venue_id) else { return Ok(Vec::new()) };
        let found = payday::next_payments(ctx.data::<Desk>()?, &caller(ctx), venue).await;
        Ok(present(found)?.unwrap_or_default().into_iter().map(NextPayment::from).collect())
    }
}

fn venue_of(id: Option<ID>) -> Result<Option<VenueId>, kernel::ids::NotAnId> {
    id.map(|id| id.parse()).transpose()
}

fn cursor(paid: &payday::Paid) -> String {
    format!("{}.{}", paid.run.no, paid.total.venue)
}

fn place_of(cursor: &str) -> Result<(i64, VenueId), Error> {
    let parts = cursor.split_once('.');
    parts.and_then(|(no, venue)| Some((no.parse().ok()?, venue.parse().ok()?))).ok_or_else(page::unreadable)
}

/// A payment run in the list.
#[derive(SimpleObject)]
pub(super) struct SettlementListed {
    id: ID,
    no: i64,
    /// preparing, prepared, approved, exported or confirmed.
    stage: &'static str,
    prepared_at: String,
    approved_at: Option<String>,
    execution_day: Option<String>,
    confirmed_at: Option<String>,
    /// Payments: one a structure; none while it is being prepared.
    payments: i64,
    cheques: i64,
    amount_cents: i64,
}
impl From<runs::RunListed> for SettlementListed {
    fn from(listed: runs::RunListed) -> Self {
        let run = listed.run;
        Self {
            id: run.id.to_string().into(),
            no: run.no,
            stage: run.stage.name(),
            prepared_at: run.prepared_at.iso_seconds(),
            approved_at: run.approved_at.map(At::iso_seconds),
            execution_day: run.execution_day.map(|day| day.to_string()),
            confirmed_at: run.confirmed_at.map(At::iso_seconds),
            payments: listed.payments,
            cheques: listed.cheques,
            amount_cents: listed.amount.get(),
        }
    }
}

/// What the next run would pay.
#[derive(SimpleObject)]
pub(super) struct SettlementPreview {
    cheques: i64,
    amount_cents: i64,
    /// Cheques that are held back, and their value: they wait for a later run.
    held_cheques: i64,
    held_cents: i64,
    /// Venue by venue.
    venues: Vec<VenueExpected>,
    /// Whether a preparation was interrupted: preparing again resumes it.
    interrupted: bool,
    /// When the last run was prepared.
    since: Option<String>,
    /// The day on which the house means to prepare the next one; null: it is not fixed.
    next_run: Option<String>,
    /// Payments that would be made: one a structure.
    payments: usize,
    /// Their sum.
    paid_cents: i64,
    /// Of these, payments to an account on which nothing was paid before.
    new_accounts: usize,
}
impl SettlementPreview {
    fn told(preview: runs::Preview) -> Result<Self> {
        let (cheques, amount) = preview.total().map_err(|fault| answer::error(&fault))?;
        let (held_cheques, held) = preview.held().map_err(|fault| answer::error(&fault))?;
        Ok(Self {
            cheques,
            amount_cents: amount.get(),
            held_cheques,
            held_cents: held.get(),
            venues: preview.venues.into_iter().map(VenueExpected::from).collect(),
            interrupted: preview.interrupted,
            since: preview.since.map(At::iso_seconds),
            next_run: preview.next_run.map(|day| day.to_string()),
            payments: preview.payments,
            paid_cents: preview.paid.get(),
            new_accounts: preview.new_accounts,
        })
    }
}

/// What a venue would be paid by the next run.
#[derive(SimpleObject)]
pub(super) struct VenueExpected {
    venue: Venue,
    cheques: i64,
    amount_cents: i64,
    /// Cheques that are held back, and their value.
    held_cheques: i64,
    held_cents: i64,
    /// Whether its structure has an account to be paid on: without one its share waits.
    has_account: bool,
    /// What it would be paid: with what earlier runs left, less what is kept.
    paid_cents: i64,
    /// What earlier runs left, or the bank sent back.
    carried_cents: i64,
    /// What repays a debt of its structure.
    offset_cents: i64,
    /// The network's fee.
    fee_cents: i64,
    /// What is above the most that is first paid on an account: a later run pays it.
    rest_cents: i64,
    /// Why nothing would be paid: no-account, cooling, suspended, minimum.
    held: Option<&'static str>,
}
impl From<runs::Expected> for VenueExpected {
    fn from(expected: runs::Expected) -> Self {
        let total = expected.total;
        let (cheques, amount_cents) = (total.cheques, total.amount.get());
        let share = expected.share;
        Self {
            venue: total.venue.into(),
            cheques,
            amount_cents,
            held_cheques: expected.held.0,
            held_cents: expected.held.1.get(),
            has_account: expected.has_account,
            paid_cents: share.paid.get(),
            carried_cents: share.carried.get(),
            offset_cents: share.offset.get(),
            fee_cents: share.fee.get(),
            rest_cents: share.rest.get(),
            held: share.held.map(crate::payments::share::Held::name),
        }
    }
}

/// What a venue is paid by a run, in the list.
#[derive(SimpleObject)]
pub(super) struct StatementListed {
    settlement_id: ID,
    settlement_no: i64,
    /// prepared, approved, exported or confirmed.
    stage: &'static str,
    venue: Venue,
    cheques: i64,
    amount_cents: i64,
    prepared_at: String,
    /// The day asked of the bank.
    execution_day: Option<String>,
    /// When the bank's payment was confirmed.
    paid_at: Option<String>,
    /// The transfer in which the structure is paid, for all of its venues together.
    transfer: Option<Transfer>,
    /// What became of the venue's part of the run.
    share: Option<Share>,
}
impl From<payday::Paid> for StatementListed {
    fn from(paid: payday::Paid) -> Self {
        let (run, total) = (paid.run, paid.total);
        Self {
            settlement_id: run.id.to_string().into(),
            settlement_no: run.no,
            stage: run.stage.name(),
            venue: total.venue.into(),
            cheques: total.cheques,
            amount_cents: total.amount.get(),
            prepared_at: run.prepared_at.iso_seconds(),
            execution_day: run.execution_day.map(|day| day.to_string()),
            paid_at: run.confirmed_at.map(At::iso_seconds),
            transfer: paid.transfer.map(Transfer::from),
            share: paid.share.map(Share::from),
        }
    }
}

/// What a venue has of a run: gathered and brought over, less what repays a debt, the network's fee and a rest, is paid.
#[derive(SimpleObject)]
pub(super) struct Share {
    /// What earlier runs left, or the bank sent back.
    carried_cents: i64,
    /// What repays a debt of the structure.
    offset_cents: i64,
    /// The network's fee.
    fee_cents: i64,
    /// What is paid.
    paid_cents: i64,
    /// What is above the most that is first paid on an account: a later run pays it.
    rest_cents: i64,
    /// Why nothing is paid this time: no-account, cooling, suspended, minimum or changed; the whole waits for a later run.
    held: Option<&'static str>,
}
impl From<crate::payments::share::Share> for Share {
    fn from(share: crate::payments::share::Share) -> Self {
        Self {
            carried_cents: share.carried.get(),
            offset_cents: share.offset.get(),
            fee_cents: share.fee.get(),
            paid_cents: share.paid.get(),
            rest_cents: share.rest.get(),
            held: share.held.map(crate::payments::share::Held::name),
        }
    }
}

/// A transfer of the bank.
#[derive(SimpleObject)]
pub(super) struct Transfer {
    /// The holder of the account.
    holder: String,
    /// Its IBAN, masked.
    iban: String,
    /// How much, for all of the structure's venues.
    amount_cents: i64,
    /// The reference that follows the money.
    reference: String,
    /// open, paid, rejected or returned.
    stage: &'static str,
    /// Why it was rejected or came back, in French.
    reason: Option<String>,
}
impl From<payday::Transfer> for Transfer {
    fn from(transfer: payday::Transfer) -> Self {
        let reason = transfer.reason.as_deref().map(kernel::words::bank_reason);
        let (amount_cents, stage) = (transfer.amount.get(), transfer.stage.name());
        Self {
            holder: transfer.holder,
            iban: transfer.iban,
            amount_cents,
            reference: transfer.reference,
            stage,
            reason,
        }
    }
}

/// What a venue may expect.
#[derive(SimpleObject)]
pub(super) struct NextPayment {
    venue: Venue,
    /// Cheques accepted that no run has gathered yet.
    cheques: i64,
    amount_cents: i64,
    /// Cheques that the network holds back while it looks into them, and their value.
    held_cheques: i64,
    held_cents: i64,
    /// Why all of the venue's payments are held; null when they are not.
    hold_reason: Option<String>,
    /// What earlier runs did not pay, or the bank sent back: a later run pays it.
    carried_cents: i64,
    /// Why that waits: no-account, cooling, suspended, minimum, changed, capped, rejected or returned.
    carried_why: Option<String>,
    /// What runs have gathered that the bank has not paid yet, oldest first.
    under_way: Vec<StatementListed>,
    /// The day on which the house means to prepare the next run; null: it is not fixed.
    next_run: Option<String>,
}
impl From<payday::NextPayment> for NextPayment {
    fn from(next: payday::NextPayment) -> Self {
        Self {
            venue: next.venue.into(),
            cheques: next.cheques,
            amount_cents: next.amount.get(),
            held_cheques: next.held.0,
            held_cents: next.held.1.get(),
            hold_reason: next.hold_reason,
            carried_cents: next.carried.get(),
            carried_why: next.carried_why,
            under_way: next.under_way.into_iter().map(StatementListed::from).collect(),
            next_run: next.next_run.map(|day| day.to_string()),
        }
    }
}
