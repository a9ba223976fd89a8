//! What can be done. Every deed bears the key that its caller made; the same key gives the same answer for ever.

use std::collections::BTreeSet;

use async_graphql::{Context, ID, Object, Result};
use kernel::{
    cents::Cents,
    clock::Day,
    refusal::{Code, Refusal as Said},
};
use registry::graph::answer::{answer, caller, id};
use store::Trouble;

use super::{
    input::{AttestationInput, BankFileVersion, HandOverInput, OrderInput, OrderRulesInput, WelcomeInput},
    paid::{Bearer, ServiceInput},
    payload::{
        AllotCarnetsPayload, CheckNetworkPayload, CloseExpiredOrderPayload, ConfirmFundsPayload,
        ExportSettlementPayload, HandOverCarnetPayload, IssueCarnetsPayload, OpenFilePayload, PlaceOrderPayload,
        RecordWelcomePayload, RedeemChequesPayload, SettlementPayload, VoidRedemptionPayload,
    },
};
use crate::{
    books::check,
    carnets::{allot, hand_over},
    counter::{
        record_welcome,
        redeem::{self, Presented},
        void,
    },
    desk::Desk,
    order::Terms,
    orders::{close, confirm_funds, issue, place_order, rules::Rules},
    payments::{export, settle},
};

/// The part of the root of mutations that makes cheques, takes them and pays for them.
#[derive(Default)]
pub(super) struct ChequesMutation;

#[Object]
impl ChequesMutation {
    /// Places an order of booklets.
    async fn place_order(&self, ctx: &Context<'_>, key: ID, input: OrderInput) -> Result<PlaceOrderPayload> {
        let desk = ctx.data::<Desk>()?;
        let reply = match wanted(&input) {
            Ok(asked) => place_order::place_order(desk, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        };
        answer(reply)
    }

    /// Records that funds of an order have come, whole or in part: the booklets that they cover are active, in the order of their
    /// numbers.
    async fn confirm_funds(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        amount_cents: i64,
        reference: String,
    ) -> Result<ConfirmFundsPayload> {
        let asked = id(&order_id).map(|order| confirm_funds::ConfirmFunds {
            order,
            amount: Cents::new(amount_cents),
            reference,
        });
        answer(match asked {
            Ok(asked) => confirm_funds::confirm_funds(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Makes the booklets of an order and seals their codes for the printer.
    async fn issue_carnets(&self, ctx: &Context<'_>, key: ID, order_id: ID) -> Result<IssueCarnetsPayload> {
        answer(match id(&order_id) {
            Ok(order) => issue::issue_carnets(ctx.data::<Desk>()?, &caller(ctx), &key, order).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Gives the right to fetch a file once.
    async fn open_file(&self, ctx: &Context<'_>, key: ID, file_id: ID) -> Result<OpenFilePayload> {
        answer(match id(&file_id) {
            Ok(file) => export::open_file(ctx.data::<Desk>()?, &caller(ctx), &key, file).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Puts booklets of an order into the stock of a prescriber; numbers are those within the order, both included.
    async fn allot_carnets(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        prescriber_id: ID,
        first: i64,
        last: i64,
    ) -> Result<AllotCarnetsPayload> {
        let ids = id(&order_id).and_then(|order| Ok((order, id(&prescriber_id)?)));
        let asked = ids.map(|(order, prescriber)| allot::AllotCarnets { order, prescriber, first, last });
        answer(match asked {
            Ok(asked) => allot::allot_carnets(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Hands a booklet over to somebody.
    async fn hand_over_carnet(
        &self,
        ctx: &Context<'_>,
        key: ID,
        input: HandOverInput,
    ) -> Result<HandOverCarnetPayload> {
        let asked = id(&input.prescriber_id).and_then(|prescriber| {
            Ok(hand_over::HandOver {
                prescriber,
                carnet: input.carnet,
                home_commune: input.home_commune,
                public: input.public.into(),
                eligibility_seen_on: input.eligibility_seen_on.as_deref().map(day).transpose()?,
                attested: input.attested.map(AttestationInput::read).transpose()?.unwrap_or_default(),
            })
        });
        answer(match asked {
            Ok(asked) => hand_over::hand_over_carnet(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Honours 1 to 10 cheques at a venue: all, or none. What they pay for may be declared; it is kept with the act.
    async fn redeem_cheques(
        &self,
        ctx: &Context<'_>,
        key: ID,
        venue_id: ID,
        codes: Vec<String>,
        service: Option<ServiceInput>,
        presented_by: Option<Bearer>,
    ) -> Result<RedeemChequesPayload> {
        let presented = match id(&venue_id) {
            Ok(venue) => service.map(ServiceInput::read).transpose().map(|service| Presented {
                venue,
                codes,
                service,
                presented_by: presented_by.map(Into::into),
            }),
            Err(_) => Err(Said::of(Code::Forbidden).into()),
        };
        answer(match presented {
            Ok(presented) => redeem::redeem(ctx.data::<Desk>()?, &caller(ctx), &key, presented).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Records that people were welcomed without a cheque: attendance is counted, no payment is promised.
    async fn record_welcome(&self, ctx: &Context<'_>, key: ID, input: WelcomeInput) -> Result<RecordWelcomePayload> {
        let asked = id(&input.venue_id).map(|venue| record_welcome::RecordWelcome {
            venue,
            kind: input.kind.into(),
            reason: input.reason_code,
            people: input.people,
        });
        answer(match asked {
            Ok(asked) => record_welcome::record_welcome(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(_) => Err(Said::of(Code::Forbidden).into()),
        })
    }

    /// Undoes an act of the same day.
    async fn void_redemption(
        &self,
        ctx: &Context<'_>,
        key: ID,
        receipt_id: ID,
        reason: String,
    ) -> Result<VoidRedemptionPayload> {
        let asked = id(&receipt_id).map(|receipt| void::VoidRedemption { receipt, reason });
        answer(match asked {
            Ok(asked) => void::void_redemption(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Gives back to the funder what an order past its tolerance never used.
    async fn close_expired_order(&self, ctx: &Context<'_>, key: ID, order_id: ID) -> Result<CloseExpiredOrderPayload> {
        answer(match id(&order_id) {
            Ok(order) => close::close_expired_order(ctx.data::<Desk>()?, &caller(ctx), &key, order).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Gathers what venues are owed up to now.
    async fn prepare_settlement(&self, ctx: &Context<'_>, key: ID) -> Result<SettlementPayload> {
        answer(settle::prepare(ctx.data::<Desk>()?, &caller(ctx), &key).await)
    }

    /// Freezes a run prepared by somebody else. With `newAccountsSeen`, whoever approves has looked at each account that is
    /// paid for the first time.
    async fn approve_settlement(
        &self,
        ctx: &Context<'_>,
        key: ID,
        settlement_id: ID,
        execution_day: Option<String>,
        new_accounts_seen: Option<bool>,
    ) -> Result<SettlementPayload> {
        let new = match new_accounts_seen {
            Some(true) => settle::NewAccounts::Seen,
            Some(false) | None => settle::NewAccounts::Unseen,
        };
        let asked = id(&settlement_id).and_then(|settlement| {
            Ok(settle::Approve { settlement, execution_day: execution_day.as_deref().map(day).transpose()? })
        });
        answer(match asked {
            Ok(asked) => settle::approve_knowing(ctx.data::<Desk>()?, &caller(ctx), &key, asked, new).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Makes the bank file of an approved run, in the newer form unless told; asked again, the same file.
    async fn export_settlement(
        &self,
        ctx: &Context<'_>,
        key: ID,
        settlement_id: ID,
        version: Option<BankFileVersion>,
    ) -> Result<ExportSettlementPayload> {
        let version = version.map(Into::into);
        answer(match id(&settlement_id) {
            Ok(run) => export::export_as(ctx.data::<Desk>()?, &caller(ctx), &key, run, version).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Records that the bank has paid a run.
    async fn confirm_settlement(
        &self,
        ctx: &Context<'_>,
        key: ID,
        settlement_id: ID,
        bank_reference: String,
    ) -> Result<SettlementPayload> {
        let asked = id(&settlement_id).map(|settlement| settle::Confirm { settlement, bank_reference });
        answer(match asked {
            Ok(asked) => settle::confirm(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Recomputes the invariants now, and keeps the report.
    async fn check_network(&self, ctx: &Context<'_>) -> Result<CheckNetworkPayload> {
        answer(check::check_network(ctx.data::<Desk>()?, &caller(ctx)).await)
    }
}

/// What an order's form asks.
pub(super) fn wanted(input: &OrderInput) -> Result<place_order::PlaceOrder, Trouble> {
    Ok(place_order::PlaceOrder {
        funder: id(&input.funder_id)?,
        terms: Terms {
            carnets: input.carnets,
            cheques_per_carnet: input.cheques_per_carnet,
            face_value: Cents::new(input.face_value_cents),
            distribution_ends: day(&input.distribution_ends)?,
            validity_ends: day(&input.validity_ends)?,
            tolerance_ends: day(&input.tolerance_ends)?,
            communes: BTreeSet::from_iter(input.communes.iter().cloned()),
            publics: input.publics.iter().map(|public| (*public).into()).collect(),
            rules: input.rules.as_ref().map_or_else(|| Ok(Rules::default()), OrderRulesInput::read)?,
        },
    })
}

/// A day as clients write it; otherwise `DATES_INVALID`.
pub(super) fn day(text: &str) -> Result<Day, Trouble> {
    text.parse().map_err(|_| Trouble::Refused(Said::of(Code::DatesInvalid)))
}
