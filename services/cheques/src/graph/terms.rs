//! Under which terms the network pays, and when: open to all; set by few.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use kernel::{
    cents::Cents,
    clock::Day,
    ids::OrderId,
    refusal::{Code, Refusal as Said},
};
use registry::graph::answer::{Refusal, answer, caller, id, present};
use store::Trouble;

use crate::{
    desk::Desk,
    payments::{
        calendar::{self, Calendar},
        set_terms,
        terms::{Rule, Terms},
    },
};

/// The part of the root of queries that tells terms.
#[derive(Default)]
pub(super) struct TermsQuery;

#[Object]
impl TermsQuery {
    /// The terms of today; null when nobody has set any: then every payment is made, however small. Open to all.
    async fn payment_terms(&self, ctx: &Context<'_>) -> Result<Option<PaymentTerms>> {
        let terms = set_terms::payment_terms(ctx.data::<Desk>()?.store()).await;
        Ok(present(terms)?.flatten().map(PaymentTerms::from))
    }

    /// The terms that begin after today, nearest first. Open to all.
    async fn planned_terms(&self, ctx: &Context<'_>) -> Result<Vec<PaymentTerms>> {
        let planned = present(set_terms::planned_terms(ctx.data::<Desk>()?.store()).await)?;
        Ok(planned.unwrap_or_default().into_iter().map(PaymentTerms::from).collect())
    }

    /// The fees of an order, oldest first: each holds from its day until the next one's. Empty for who may not see them.
    async fn fee_rules(&self, ctx: &Context<'_>, order_id: ID) -> Result<Vec<FeeRule>> {
        let Ok(order) = order_id.parse::<OrderId>() else { return Ok(Vec::new()) };
        let rules = set_terms::fee_rules(ctx.data::<Desk>()?.store(), &caller(ctx), order).await;
        Ok(present(rules)?.unwrap_or_default().into_iter().map(FeeRule::from).collect())
    }

    /// When venues were paid and when they will be: no amount, no venue. Open to all.
    async fn settlement_calendar(&self, ctx: &Context<'_>) -> Result<SettlementCalendar> {
        let seen = present(calendar::settlement_calendar(ctx.data::<Desk>()?).await)?;
        Ok(seen.unwrap_or_default().into())
    }
}

/// The part of the root of mutations that sets terms.
#[derive(Default)]
pub(super) struct TermsMutation;

#[Object]
impl TermsMutation {
    /// Sets the terms from a day to come: a smaller payment than the minimum waits for the next run, and so does what is above
    /// the cap of a first payment on an account.
    async fn set_payment_terms(
        &self,
        ctx: &Context<'_>,
        key: ID,
        from_day: String,
        minimum_cents: i64,
        delay_days: i64,
        first_payment_cap_cents: Option<i64>,
    ) -> Result<PaymentTermsPayload> {
        let (minimum, first_payment_cap) = (Cents::new(minimum_cents), first_payment_cap_cents.map(Cents::new));
        answer(match day(&from_day) {
            Ok(from) => {
                let terms = Terms { from, minimum, delay_days, first_payment_cap };
                set_terms::set_payment_terms(ctx.data::<Desk>()?, &caller(ctx), &key, terms).await
            }
            Err(trouble) => Err(trouble),
        })
    }

    /// Sets the network's fee on the cheques of an order that are used from a day to come, in thousandths of their face value.
    async fn set_fee_rule(
        &self,
        ctx: &Context<'_>,
        key: ID,
        order_id: ID,
        from_day: String,
        per_mille: i64,
    ) -> Result<FeeRulePayload> {
        let rule = id(&order_id).and_then(|order| Ok(Rule { order, from: day(&from_day)?, per_mille }));
        answer(match rule {
            Ok(rule) => set_terms::set_fee_rule(ctx.data::<Desk>()?, &caller(ctx), &key, rule).await,
            Err(trouble) => Err(trouble),
        })
    }
}

fn day(text: &str) -> Result<Day, Trouble> {
    text.parse().map_err(|_| Trouble::Refused(Said::of(Code::DatesInvalid)))
}

/// The terms under which the network pays, from a day on.
#[derive(SimpleObject)]
pub(super) struct PaymentTerms {
    /// Their first day.
    from_day: String,
    /// A smaller payment waits for the next run.
    minimum_cents: i64,
    /// Days between the end of a month and the bank's payment, at most.
    delay_days: i64,
    /// The most that is first paid to a structure on an account; null: no limit.
    first_payment_cap_cents: Option<i64>,
}
impl From<Terms> for PaymentTerms {
    fn from(terms: Terms) -> Self {
        let (from_day, minimum_cents) = (terms.from.to_string(), terms.minimum.get());
        let first_payment_cap_cents = terms.first_payment_cap.map(Cents::get);
        Self { from_day, minimum_cents, delay_days: terms.delay_days, first_payment_cap_cents }
    }
}

/// The fee on the cheques of an order, from a day on.
#[derive(SimpleObject)]
pub(super) struct FeeRule {
    order_id: ID,
    from_day: String,
    /// Thousandths of the face value; zero ends a fee.
    per_mille: i64,
}
impl From<Rule> for FeeRule {
    fn from(rule: Rule) -> Self {
        Self { order_id: rule.order.to_string().into(), from_day: rule.from.to_string(), per_mille: rule.per_mille }
    }
}

/// Answer of `setPaymentTerms`.
#[derive(SimpleObject)]
pub(super) struct PaymentTermsPayload {
    /// What was done.
    terms: Option<PaymentTerms>,
    /// Why it was not.
    refusal: Option<Refusal>,
}
impl From<(Option<PaymentTerms>, Option<Refusal>)> for PaymentTermsPayload {
    fn from((terms, refusal): (Option<PaymentTerms>, Option<Refusal>)) -> Self {
        Self { terms, refusal }
    }
}

/// Answer of `setFeeRule`.
#[derive(SimpleObject)]
pub(super) struct FeeRulePayload {
    /// What was done.
    rule: Option<FeeRule>,
    /// Why it was not.
    refusal: Option<Refusal>,
}
impl From<(Option<FeeRule>, Option<Refusal>)> for FeeRulePayload {
    fn from((rule, refusal): (Option<FeeRule>, Option<Refusal>)) -> Self {
        Self { rule, refusal }
    }
}

/// When venues are paid.
#[derive(SimpleObject)]
pub(super) struct SettlementCalendar {
    /// The next days on which a run is prepared, nearest first; empty: none is fixed.
    next: Vec<String>,
    /// The last runs, newest first.
    past: Vec<CalendarRun>,
    /// The terms of today.
    terms: Option<PaymentTerms>,
}
impl From<Calendar> for SettlementCalendar {
    fn from(calendar: Calendar) -> Self {
        let past = calendar.past.into_iter().map(|run| CalendarRun {
            no: run.no,
            prepared_on: run.prepared.to_string(),
            execution_day: run.execution.map(|day| day.to_string()),
            done_on: run.done.map(|day| day.to_string()),
        });
        Self {
            next: calendar.next.iter().map(Day::to_string).collect(),
            past: past.collect(),
            terms: calendar.terms.map(PaymentTerms::from),
        }
    }
}

/// A run as everybody may know it.
#[derive(SimpleObject)]
pub(super) struct CalendarRun {
    no: i64,
    /// The day on which it was prepared.
    prepared_on: String,
    /// The day asked of the bank.
    execution_day: Option<String>,
    /// The day on which the bank had answered for every payment.
    done_on: Option<String>,
}
