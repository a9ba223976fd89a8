//! Acts looked into in the graph: what became of each cheque, reversals, holds, releases.

use std::collections::BTreeSet;

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject, connection::Connection};
use registry::graph::{
    answer::{Refusal, answer, caller, id, present},
    page,
};
use store::Trouble;

use super::{objects::Venue, payload::payload};
use crate::{
    corrections::{
        act_seen::{ActSeen, HoldSeen, LineSeen, UndoneSeen},
        acts::{self, Sought},
        hold::{self, Chosen, Held},
        hold_venue::{self, HeldVenue, HoldVenue, VenueOnHold},
        reverse::{self, Reversed},
    },
    desk::Desk,
};

/// The part of the root of queries that looks into acts.
#[derive(Default)]
pub(super) struct CorrectionQuery;

#[Object]
impl CorrectionQuery {
    /// Acts by the number of a receipt or a booklet's printed number (`written`), or all those of a venue; newest first;
    /// `first` at most 100.
    async fn acts(
        &self,
        ctx: &Context<'_>,
        written: Option<String>,
        venue_id: Option<ID>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, Act>> {
        let (most, before) = (page::size(first)?, after.as_deref().map(page::moment).transpose()?);
        let goes_on = before.is_some();
        let Ok(venue) = venue_id.map(|venue| venue.parse()).transpose() else { return Ok(page::none(goes_on)) };
        let sought = Sought { written, venue };
        let found = acts::acts(ctx.data::<Desk>()?, &caller(ctx), sought, page::wide(most), before).await;
        let found = present(found)?.unwrap_or_default();
        Ok(page::listed(found.into_iter().map(|act| (cursor(&act), Act::from(act))), most, goes_on))
    }

    /// The venues whose payments are held, the oldest hold first.
    async fn held_payments(&self, ctx: &Context<'_>) -> Result<Vec<HeldPayments>> {
        let found = hold_venue::held_payments(ctx.data::<Desk>()?, &caller(ctx)).await;
        Ok(present(found)?.unwrap_or_default().into_iter().map(HeldPayments::from).collect())
    }
}

fn cursor(act: &ActSeen) -> String {
    format!("{}.{}", act.at.0, act.receipt)
}

/// An act at a counter, with what became of each of its cheques.
#[derive(SimpleObject)]
pub(super) struct Act {
    receipt_id: ID,
    venue: Venue,
    venue_name: String,
    at: String,
    /// Who took the cheques.
    by: ID,
    /// Why all that the venue is owed is held; null when it is not.
    venue_hold: Option<Hold>,
    lines: Vec<ActLine>,
}
impl From<ActSeen> for Act {
    fn from(act: ActSeen) -> Self {
        Self {
            receipt_id: act.receipt.to_string().into(),
            venue: act.venue.into(),
            venue_name: act.venue_name,
            at: act.at.iso_seconds(),
            by: act.by.to_string().into(),
            venue_hold: act.venue_hold.map(Hold::from),
            lines: act.lines.into_iter().map(ActLine::from).collect(),
        }
    }
}

/// One cheque of an act.
#[derive(SimpleObject)]
pub(super) struct ActLine {
    /// Its line of the ledger: how it is named when it is reversed or held.
    line: i64,
    carnet: String,
    cheque_no: i64,
    value_cents: i64,
    /// The payment run that has it, if any.
    settlement_id: Option<ID>,
    settlement_no: Option<i64>,
    /// preparing, prepared, approved, exported or confirmed.
    settlement_stage: Option<&'static str>,
    /// Why it is held; null when it is not.
    hold: Option<Hold>,
    /// How it was undone; null while it stands.
    undone: Option<Undone>,
    /// Whether it can be held: it stands, and no approved run has it.
    holdable: bool,
}
impl From<LineSeen> for ActLine {
    fn from(line: LineSeen) -> Self {
        let holdable = line.may_be_held();
        Self {
            line: line.line,
            carnet: line.carnet,
            cheque_no: line.cheque_no,
            value_cents: line.value.get(),
            settlement_id: line.run.map(|(id, _, _)| id.to_string().into()),
            settlement_no: line.run.map(|(_, no, _)| no),
            settlement_stage: line.run.map(|(_, _, stage)| stage.name()),
            hold: line.hold.map(Hold::from),
            undone: line.undone.map(Undone::from),
            holdable,
        }
    }
}

/// Why something is held back.
#[derive(SimpleObject)]
pub(super) struct Hold {
    reason: String,
    at: String,
    /// Who held it.
    by: ID,
}
impl From<HoldSeen> for Hold {
    fn from(hold: HoldSeen) -> Self {
        Self { reason: hold.reason, at: hold.at.iso_seconds(), by: hold.by.to_string().into() }
    }
}

/// Who undid a redemption.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum UndoneBy {
    /// The venue, the same day.
    Venue,
    /// The network, later.
    Network,
}

/// How a redemption was undone.
#[derive(SimpleObject)]
pub(super) struct Undone {
    reason: String,
    at: String,
    by: ID,
    side: UndoneBy,
    /// Whether the venue had been paid, or nearly: it owes the money back.
    recoverable: bool,
    /// Whether the cheque does not live again.
    blocked: bool,
}
impl From<UndoneSeen> for Undone {
    fn from(undone: UndoneSeen) -> Self {
        Self {
            reason: undone.reason,
            at: undone.at.iso_seconds(),
            by: undone.by.to_string().into(),
            side: if undone.reversed { UndoneBy::Network } else { UndoneBy::Venue },
            recoverable: undone.recoverable,
            blocked: undone.blocked,
        }
    }
}

/// A venue whose payments are held.
#[derive(SimpleObject)]
pub(super) struct HeldPayments {
    venue: Venue,
    venue_name: String,
    hold: Hold,
}
impl From<VenueOnHold> for HeldPayments {
    fn from(one: VenueOnHold) -> Self {
        Self { venue: one.venue.into(), venue_name: one.name, hold: one.hold.into() }
    }
}

/// Some cheques of an act.
#[derive(InputObject)]
pub(super) struct ChosenInput {
    /// The act.
    receipt_id: ID,
    /// Their lines of the ledger; none: every cheque of the act to which it can be done.
    #[graphql(default)]
    lines: Vec<i64>,
}

fn chosen(input: &ChosenInput) -> Result<Chosen, Trouble> {
    Ok(Chosen { receipt: id(&input.receipt_id)?, lines: BTreeSet::from_iter(input.lines.iter().copied()) })
}

/// The part of the root of mutations that corrects and holds back.
#[derive(Default)]
pub(super) struct CorrectionDeeds;

#[Object]
impl CorrectionDeeds {
    /// Undoes redemptions after their day, paid or not. The cheques can be used again, unless `blocked` says that they are blocked.
    async fn reverse_redemptions(
        &self,
        ctx: &Context<'_>,
        key: ID,
        chosen: ChosenInput,
        reason: String,
        blocked: Option<bool>,
    ) -> Result<ReverseRedemptionsPayload> {
        let blocked = blocked.unwrap_or_default();
        let asked = self::chosen(&chosen).map(|chosen| reverse::Reverse { chosen, blocked, reason });
        answer(match asked {
            Ok(asked) => reverse::reverse_redemptions(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Keeps redemptions out of payment until they are released.
    async fn hold_redemptions(
        &self,
        ctx: &Context<'_>,
        key: ID,
        chosen: ChosenInput,
        reason: String,
    ) -> Result<HoldRedemptionsPayload> {
        let asked = self::chosen(&chosen).map(|chosen| hold::Hold { chosen, reason });
        answer(match asked {
            Ok(asked) => hold::hold_redemptions(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Lets redemptions enter the next run again.
    async fn release_redemptions(
        &self,
        ctx: &Context<'_>,
        key: ID,
        chosen: ChosenInput,
        reason: String,
    ) -> Result<HoldRedemptionsPayload> {
        let asked = self::chosen(&chosen).map(|chosen| hold::Hold { chosen, reason });
        answer(match asked {
            Ok(asked) => hold::release_redemptions(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Keeps all that a venue is owed, and will be, out of payment until it is released.
    async fn hold_payments(
        &self,
        ctx: &Context<'_>,
        key: ID,
        venue_id: ID,
        reason: String,
    ) -> Result<HoldPaymentsPayload> {
        let asked = id(&venue_id).map(|venue| HoldVenue { venue, reason });
        answer(match asked {
            Ok(asked) => hold_venue::hold_payments(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Lets a venue be paid again, from the next run on.
    async fn release_payments(
        &self,
        ctx: &Context<'_>,
        key: ID,
        venue_id: ID,
        reason: String,
    ) -> Result<HoldPaymentsPayload> {
        let asked = id(&venue_id).map(|venue| HoldVenue { venue, reason });
        answer(match asked {
            Ok(asked) => hold_venue::release_payments(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }
}

/// Redemptions, reversed.
#[derive(SimpleObject)]
pub(super) struct ReversedRedemptions {
    receipt_id: ID,
    at: String,
    cheques: usize,
    value_cents: i64,
    /// What of it the venue owes back.
    recoverable_cents: i64,
    /// What of it goes back to funders, whose orders are closed.
    refundable_cents: i64,
    blocked: bool,
}
impl From<Reversed> for ReversedRedemptions {
    fn from(done: Reversed) -> Self {
        Self {
            receipt_id: done.receipt.to_string().into(),
            at: done.at.iso_seconds(),
            cheques: done.cheques,
            value_cents: done.value.get(),
            recoverable_cents: done.recoverable.get(),
            refundable_cents: done.refundable.get(),
            blocked: done.blocked,
        }
    }
}
payload! {
    /// Answer of `reverseRedemptions`.
    ReverseRedemptionsPayload { reversal: ReversedRedemptions }
}

/// Redemptions, held or released.
#[derive(SimpleObject)]
pub(super) struct HeldRedemptions {
    receipt_id: ID,
    at: String,
    cheques: usize,
    value_cents: i64,
}
impl From<Held> for HeldRedemptions {
    fn from(done: Held) -> Self {
        Self {
            receipt_id: done.receipt.to_string().into(),
            at: done.at.iso_seconds(),
            cheques: done.cheques,
            value_cents: done.value.get(),
        }
    }
}
payload! {
    /// Answer of `holdRedemptions` and `releaseRedemptions`.
    HoldRedemptionsPayload { held: HeldRedemptions }
}

/// A venue's payments, held or released.
#[derive(SimpleObject)]
pub(super) struct VenuePayments {
    venue: Venue,
    at: String,
    /// Whether they are held now.
    held: bool,
}
impl From<HeldVenue> for VenuePayments {
    fn from(done: HeldVenue) -> Self {
        Self { venue: done.venue.into(), at: done.at.iso_seconds(), held: done.held }
    }
}
payload! {
    /// Answer of `holdPayments` and `releasePayments`.
    HoldPaymentsPayload { payments: VenuePayments }
}
