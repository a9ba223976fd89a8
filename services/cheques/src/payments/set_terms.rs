//! Setting the terms under which the network pays, and the fee of an order: from a day to come, never backwards.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    ids::OrderId,
};
use store::{
    Reply, Store,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::terms::{Rule, Terms};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::{orders, terms as rows},
};

const LARGEST_MINIMUM: i64 = 100_000;
const LONGEST_DELAY: i64 = 90;
const LARGEST_CAP: i64 = 10_000_000;
const LARGEST_FEE: i64 = 200;

/// Sets the terms from a day to come. Refusals: `FORBIDDEN`, `STEP_UP_NEEDED`, `INPUT_INVALID` (minimum: 0 to 1 000 €; delay:
/// 1 to 90 days; firstPaymentCap: 1 cent to 100 000 €, not below the minimum), `DATES_INVALID` (not after today, or terms begin
/// on that day already).
pub async fn set_payment_terms(desk: &Desk, actor: &Actor, key: &str, terms: Terms) -> Reply<Terms> {
    actor.may_anywhere(Action::SetPaymentTerms)?;
    let (person, _) = actor.known()?;
    if !(0..=LARGEST_MINIMUM).contains(&terms.minimum.get()) {
        return Err(Refusal::Invalid { field: "minimum" }.into());
    }
    if !(1..=LONGEST_DELAY).contains(&terms.delay_days) {
        return Err(Refusal::Invalid { field: "delay" }.into());
    }
    if terms.first_payment_cap.is_some_and(|cap| !can_cap(cap, terms.minimum)) {
        return Err(Refusal::Invalid { field: "firstPaymentCap" }.into());
    }
    let act = ActKey::of(actor, Action::SetPaymentTerms, key)?;
    let content = ContentHash::of(&terms)?;
    desk.store
        .once(act, content, move |tx| {
            if terms.from <= tx.now().day() || rows::begin_on(tx.conn, terms.from)? {
                return Err(Refusal::Dates.into());
            }
            rows::insert(tx, &terms, person)?;
            head::announce(tx, &[Event::new("terms.set", &terms)?])?;
            Ok(terms)
        })
        .await
}

/// A cap below the smallest payment, or of nothing, would let nobody be paid a first time.
fn can_cap(cap: Cents, minimum: Cents) -> bool {
    (1..=LARGEST_CAP).contains(&cap.get()) && cap >= minimum
}

/// Sets the fee of an order from a day to come. Refusals: `FORBIDDEN`, `STEP_UP_NEEDED`, `INPUT_INVALID` (perMille: 0 to
/// 200), `NOT_FOUND`, `DATES_INVALID` (not after today, or a rule of that order begins on that day already).
pub async fn set_fee_rule(desk: &Desk, actor: &Actor, key: &str, rule: Rule) -> Reply<Rule> {
    actor.may_anywhere(Action::SetFeeRule)?;
    let (person, _) = actor.known()?;
    if !(0..=LARGEST_FEE).contains(&rule.per_mille) {
        return Err(Refusal::Invalid { field: "perMille" }.into());
    }
    let act = ActKey::of(actor, Action::SetFeeRule, key)?;
    let content = ContentHash::of(&rule)?;
    desk.store
        .once(act, content, move |tx| {
            orders::find(tx.conn, rule.order)?.ok_or(Refusal::NotFound)?;
            if rule.from <= tx.now().day() || rows::rule_begins_on(tx.conn, rule.order, rule.from)? {
                return Err(Refusal::Dates.into());
            }
            rows::insert_rule(tx, &rule, person)?;
            head::announce(tx, &[Event::new("fee.set", &rule)?])?;
            Ok(rule)
        })
        .await
}

/// The terms of today, open to all; none: nobody has set any, and every payment is made.
pub async fn payment_terms(store: &Store) -> Reply<Option<Terms>> {
    let today = store.now().day();
    store.read("paymentTerms", move |conn| Ok(rows::on(conn, today)?)).await
}

/// The terms that begin after today, in order of time; open to all.
pub async fn planned_terms(store: &Store) -> Reply<Vec<Terms>> {
    let today = store.now().day();
    store.read("plannedTerms", move |conn| Ok(rows::ahead(conn, today)?)).await
}

/// The fees of an order, in order of time, for those who may see them.
pub async fn fee_rules(store: &Store, actor: &Actor, order: OrderId) -> Reply<Vec<Rule>> {
    if actor.may_anywhere(Action::FeeRules).is_err() {
        return Ok(Vec::new());
    }
    store.read("feeRules", move |conn| Ok(rows::rules_of(conn, order)?)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cap_lets_the_smallest_payment_through() {
        let can = |cap: i64, minimum: i64| can_cap(Cents::new(cap), Cents::new(minimum));
        assert!(can(1, 0) && can(1500, 1500) && can(LARGEST_CAP, LARGEST_MINIMUM));
        assert!(!can(0, 0) && !can(-1, 0) && !can(1499, 1500) && !can(LARGEST_CAP + 1, 0));
    }
}
