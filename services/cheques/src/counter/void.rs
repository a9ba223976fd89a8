//! Voiding: a venue made a mistake, and undoes a whole act the same day.

use std::collections::BTreeSet;

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    ids::{ChequeId, ReceiptId},
};
use serde::Serialize;
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    counter::receipt::VoidReceipt,
    desk::Desk,
    ledger::{self, Entry},
    refusal::{Refusal, written},
    rows::{self, redemptions::Redemption},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct VoidRedemption {
    /// The act to undo.
    pub receipt: ReceiptId,
    /// Why, in a few words: 1 to 200 characters.
    pub reason: String,
}

/// Undoes an act: its cheques are live again, in a new round; the ledger gets lines that name those they correct.
///
/// Refusals, in this order: `INPUT_INVALID`, `NOT_FOUND` (absent or another structure's), `VOIDED`, `VOID_TOO_LATE`.
pub async fn void_redemption(desk: &Desk, actor: &Actor, key: &str, asked: VoidRedemption) -> Reply<VoidReceipt> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::VoidRedemption, organisation)?;
    let asked = VoidRedemption { reason: written(&asked.reason, 200, "reason")?, ..asked };
    let act = ActKey::of(actor, Action::VoidRedemption, key)?.because(&asked.reason);
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store
        .once(act, content, move |tx| {
            // The head first: a settlement of another process enters its lines before us, or after us.
            head::announce(tx, &[])?;
            let redemptions = mine(tx, &actor, asked.receipt)?;
            still_open(tx, &redemptions)?;
            undo(tx, &actor, &asked, &redemptions)
        })
        .await
}

fn mine(tx: &mut Tx<'_>, actor: &Actor, receipt: ReceiptId) -> Reply<Vec<Redemption>> {
    let redemptions = rows::redemptions::of_receipt(tx.conn, receipt)?;
    let owner = redemptions.first().map(|one| one.structure).ok_or(Refusal::NotFound)?;
    actor.may(Action::VoidRedemption, owner).map_err(|_| Refusal::NotFound)?;
    Ok(redemptions)
}

fn still_open(tx: &mut Tx<'_>, redemptions: &[Redemption]) -> Reply<()> {
    let keys: Vec<(ChequeId, i64)> = redemptions.iter().map(|one| (one.cheque, one.round)).collect();
    let (undone, settled) = rows::redemptions::ended(tx.conn, &keys)?;
    if undone > 0 {
        return Err(Refusal::Voided.into());
    }
    let today = tx.now().day();
    if settled || redemptions.iter().any(|one| one.at.day() != today) {
        return Err(Refusal::VoidTooLate.into());
    }
    Ok(())
}

fn undo(tx: &mut Tx<'_>, actor: &Actor, asked: &VoidRedemption, redemptions: &[Redemption]) -> Reply<VoidReceipt> {
    let (person, _) = actor.known()?;
    let ids = Vec::from_iter(redemptions.iter().map(|one| one.cheque).collect::<BTreeSet<_>>());
    if rows::cheques::give_back(tx, &ids)? != ids.len() {
        return Err(Fault::crossed("a cheque changed meanwhile").into());
    }
    let value = Cents::total(redemptions.iter().map(|one| one.value));
    let value = value.map_err(|error| Fault::because("the value of an act does not fit", error))?;
    let receipt = VoidReceipt { receipt: asked.receipt, at: tx.now(), cheques: redemptions.len(), value };
    let entries: Vec<Entry> =
        redemptions.iter().map(|one| Entry::void(one.order, one.venue, one.cheque, one.value, one.ledger_no)).collect();
    let first = ledger::post(tx, &entries, &[Event::new("cheque.voided", &receipt)?])?;
    rows::redemptions::void(tx, redemptions, person, &asked.reason, first)?;
    Ok(receipt)
}
