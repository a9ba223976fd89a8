//! Holding back: the operator keeps redemptions out of payment while something is looked into, and releases them.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::At,
    ids::ReceiptId,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

pub use crate::corrections::chosen::Chosen;
use crate::corrections::chosen::{Act, key, leave_runs};
use crate::{
    desk::Desk,
    refusal::{Refusal, written},
    rows::{self, holds::Key, redemptions::Redemption},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct Hold {
    /// Which cheques of which act.
    pub chosen: Chosen,
    /// Why, in a few words: 1 to 200 characters.
    pub reason: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The act.
    pub receipt: ReceiptId,
    /// When.
    pub at: At,
    /// Cheques that were held, or released.
    pub cheques: usize,
    /// Their value.
    pub value: Cents,
}

/// Keeps redemptions out of every run until they are released; a run that is prepared and not approved loses them, and is to be
/// prepared again.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND`, `VOIDED`, `ALREADY_PAID` (an approved run has it),
/// `WRONG_STAGE` (held already).
pub async fn hold_redemptions(desk: &Desk, actor: &Actor, key: &str, asked: Hold) -> Reply<Held> {
    actor.may_anywhere(Action::HoldRedemptions)?;
    let (person, _) = actor.known()?;
    let asked = Hold { reason: written(&asked.reason, 200, "reason")?, ..asked };
    let act = ActKey::of(actor, Action::HoldRedemptions, key)?.because(&asked.reason);
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            // The head first: a preparation of another process enters its lines before us, or after us.
            head::announce(tx, &[])?;
            let act = Act::read(tx, asked.chosen.receipt)?;
            let chosen = act.choose(&asked.chosen.lines, may_be_held)?;
            leave_runs(tx, &act, &chosen, true)?;
            rows::holds::hold(tx, &chosen, person, &asked.reason)?;
            told(tx, "cheque.held", asked.chosen.receipt, &chosen)
        })
        .await
}

fn may_be_held(act: &Act, one: &Redemption) -> Result<(), Refusal> {
    act.stands(one)?;
    match (act.is_paid(one), act.is_held(one)) {
        (true, _) => Err(Refusal::AlreadyPaid),
        (false, true) => Err(Refusal::WrongStage { stage: "held" }),
        (false, false) => Ok(()),
    }
}

/// Lets redemptions enter the next run again.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND`, `WRONG_STAGE` (not held).
pub async fn release_redemptions(desk: &Desk, actor: &Actor, key: &str, asked: Hold) -> Reply<Held> {
    actor.may_anywhere(Action::ReleaseRedemptions)?;
    let (person, _) = actor.known()?;
    let asked = Hold { reason: written(&asked.reason, 200, "reason")?, ..asked };
    let act = ActKey::of(actor, Action::ReleaseRedemptions, key)?.because(&asked.reason);
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            head::announce(tx, &[])?;
            let act = Act::read(tx, asked.chosen.receipt)?;
            let chosen = act.choose(&asked.chosen.lines, is_held)?;
            let keys: Vec<Key> = chosen.iter().map(self::key).collect();
            rows::holds::release(tx, &keys, person, &asked.reason)?;
            told(tx, "cheque.released", asked.chosen.receipt, &chosen)
        })
        .await
}

fn is_held(act: &Act, one: &Redemption) -> Result<(), Refusal> {
    if act.is_held(one) { Ok(()) } else { Err(Refusal::WrongStage { stage: "free" }) }
}

fn told(tx: &mut Tx<'_>, topic: &'static str, receipt: ReceiptId, chosen: &[Redemption]) -> Reply<Held> {
    let value = Cents::total(chosen.iter().map(|one| one.value));
    let value = value.map_err(|error| Fault::because("the value of an act does not fit", error))?;
    let held = Held { receipt, at: tx.now(), cheques: chosen.len(), value };
    head::announce(tx, &[Event::new(topic, &held)?])?;
    Ok(held)
}
