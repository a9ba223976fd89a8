//! Reversing: the operator undoes redemptions after their day, some cheques of an act or all, paid or not.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::At,
    ids::{ChequeId, OrderId, ReceiptId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

pub use crate::corrections::chosen::Chosen;
use crate::corrections::chosen::{Act, leave_runs};
use crate::{
    account::Account,
    desk::Desk,
    ledger::{self, Entry},
    order::Order,
    refusal::{Refusal, written},
    rows::{
        self,
        redemptions::Redemption,
        reversals::{Reversing, end_round},
    },
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct Reverse {
    /// Which cheques of which act.
    pub chosen: Chosen,
    /// Whether the cheques do not live again: they were forged, stolen or sold.
    pub blocked: bool,
    /// Why, in a few words: 1 to 200 characters.
    pub reason: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversed {
    /// The act.
    pub receipt: ReceiptId,
    /// When.
    pub at: At,
    /// Cheques whose redemption stands no more.
    pub cheques: usize,
    /// Their value.
    pub value: Cents,
    /// What of it the venue had been paid, or was about to be: it owes that back.
    pub recoverable: Cents,
    /// What of it goes back to funders, whose orders are closed.
    pub refundable: Cents,
    /// Whether the cheques are blocked; otherwise they can be used again.
    pub blocked: bool,
}

/// Undoes redemptions, whenever they were made. What no approved run has leaves the venue's due; what one has is owed back by the
/// venue. The money goes back to the order, or to the funder of an order that is closed.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND` (absent act, line of another), `VOIDED`.
pub async fn reverse_redemptions(desk: &Desk, actor: &Actor, key: &str, asked: Reverse) -> Reply<Reversed> {
    actor.may_anywhere(Action::ReverseRedemptions)?;
    let asked = Reverse { reason: written(&asked.reason, 200, "reason")?, ..asked };
    let act = ActKey::of(actor, Action::ReverseRedemptions, key)?.because(&asked.reason);
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            // The head first: a settlement of another process enters its lines before us, or after us.
            head::announce(tx, &[])?;
            reverse_now(tx, &actor, &asked)
        })
        .await
}

/// The same within an act of another name; the caller holds the head, and may do it.
pub(super) fn reverse_now(tx: &mut Tx<'_>, actor: &Actor, asked: &Reverse) -> Reply<Reversed> {
    let act = Act::read(tx, asked.chosen.receipt)?;
    let chosen = act.choose(&asked.chosen.lines, Act::stands)?;
    leave_runs(tx, &act, &chosen, false)?;
    reverse(tx, actor, asked, &act, chosen)
}

fn reverse(tx: &mut Tx<'_>, actor: &Actor, asked: &Reverse, act: &Act, chosen: Vec<Redemption>) -> Reply<Reversed> {
    let (person, _) = actor.known()?;
    let ids = Vec::from_iter(chosen.iter().map(|one| one.cheque).collect::<BTreeSet<ChequeId>>());
    if end_round(tx, &ids, asked.blocked)? != ids.len() {
        return Err(Fault::crossed("a cheque changed meanwhile").into());
    }
    let orders = orders(tx, &chosen)?;
    let moves: Vec<(Reversing, Entry)> =
        chosen.into_iter().map(|one| move_of(one, act, &orders)).collect::<Result<_, _>>()?;
    let receipt = receipt(asked, tx.now(), &moves, &orders)?;
    let (reversing, entries): (Vec<Reversing>, Vec<Entry>) = moves.into_iter().unzip();
    let first = ledger::post(tx, &entries, &[Event::new("cheque.reversed", &receipt)?])?;
    let undone: Vec<Redemption> = reversing.iter().map(|one| one.redemption.clone()).collect();
    rows::redemptions::void(tx, &undone, person, &asked.reason, first)?;
    rows::reversals::insert(tx, &reversing, (person, &asked.reason, asked.blocked), first)?;
    Ok(receipt)
}

fn orders(tx: &mut Tx<'_>, chosen: &[Redemption]) -> Reply<HashMap<OrderId, Order>> {
    let ids: BTreeSet<OrderId> = chosen.iter().map(|one| one.order).collect();
    ids.into_iter().map(|id| Ok((id, rows::orders::find(tx.conn, id)?.ok_or(Refusal::NotFound)?))).collect()
}

/// From which account the money of a redemption comes back, and to which it goes.
fn move_of(one: Redemption, act: &Act, orders: &HashMap<OrderId, Order>) -> Result<(Reversing, Entry), Fault> {
    let order = orders.get(&one.order).ok_or_else(|| Fault::broken("a redemption of no order"))?;
    let owing = if act.is_paid(&one) { Account::Recoverable(one.venue) } else { Account::Due(one.venue) };
    let to = if is_closed(order) { Account::Refundable(order.funder) } else { Account::Held(order.id) };
    let entry = Entry::reversal(owing, to, one.cheque, one.value, one.ledger_no);
    Ok((Reversing { owing: owing.kind(), redemption: one }, entry))
}

const fn is_closed(order: &Order) -> bool {
    order.closed_at.is_some()
}

fn receipt(
    asked: &Reverse,
    at: At,
    moves: &[(Reversing, Entry)],
    orders: &HashMap<OrderId, Order>,
) -> Result<Reversed, Fault> {
    let sum = |counts: &dyn Fn(&Reversing) -> bool| {
        Cents::total(moves.iter().filter(|(one, _)| counts(one)).map(|(one, _)| one.redemption.value))
            .map_err(|error| Fault::because("the value of an act does not fit", error))
    };
    Ok(Reversed {
        receipt: asked.chosen.receipt,
        at,
        cheques: moves.len(),
        value: sum(&|_| true)?,
        recoverable: sum(&|one| one.owing == crate::account::RECOVERABLE)?,
        refundable: sum(&|one| orders.get(&one.redemption.order).is_some_and(is_closed))?,
        blocked: asked.blocked,
    })
}
