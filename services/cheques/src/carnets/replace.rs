//! Replacing: a new booklet bears the cheques that remained in one that was lost; the old codes die for ever.
//!
//! No money moves: both booklets are of the same order, and what is too much in the new one is cancelled. What is undone in a
//! booklet after it was replaced is borne by the next replacement: the paper of the one that is in use has no cheque for it, what was
//! too much was torn out.

use kernel::{
    access::{Action, Actor},
    cents::Cents,
    clock::Day,
    ids::{PersonId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::course::{Move, Why};
use crate::{
    desk::Desk,
    order::{Order, Public, Serial},
    refusal::{Refusal, written},
    rows::{
        self,
        carnets::{Found, Recipient},
        moves::Moved,
        traces::Trace,
    },
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct ReplaceCarnet {
    /// The structure at which it is done: its stock, or a booklet that is in nobody's.
    pub structure: StructureId,
    /// The printed number of the booklet that was lost, as typed.
    pub old: String,
    /// The printed number of the new one.
    pub new: String,
    /// Why, in a few words: 1 to 200 characters, no name.
    pub reason: String,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// The booklet whose codes have died.
    pub old: String,
    /// The booklet that bears its cheques.
    pub new: String,
    /// Cheques that can be used in it, its first ones: what remained in the old one, and what was undone in those before it.
    pub cheques: i64,
    /// Their value.
    pub value: Cents,
    /// Its last cheques, which are cancelled: to be torn out.
    pub cancelled: i64,
    /// The last day printed on them.
    pub valid_until: Day,
}

/// Replaces a booklet by one of a stock.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID`, `NOT_FOUND`, `OTHER_ORDER`, `CARNET_BLOCKED` (replaced before),
/// `WRONG_STAGE` (the old one was never handed over); of the new one `NOT_ACTIVE`, `DISTRIBUTION_ENDED` (the tolerance is past),
/// `ALREADY_HANDED_OVER`, `CARNET_BLOCKED`, `OTHER_STOCK`, `CARNET_SET_ASIDE`; and `CARNET_EMPTY` (nothing remains in the
/// old one).
pub async fn replace_carnet(desk: &Desk, actor: &Actor, key: &str, asked: ReplaceCarnet) -> Reply<Replaced> {
    actor.may(Action::ReplaceCarnet, asked.structure)?;
    let (person, _) = actor.known()?;
    let reason = written(&asked.reason, 200, "reason")?;
    let act = ActKey::of(actor, Action::ReplaceCarnet, key)?.because(&reason);
    let content = ContentHash::of(&asked)?;
    let serials = Serial::parse(&asked.old).zip(Serial::parse(&asked.new)).ok_or(Refusal::NotFound)?;
    desk.store
        .once(act, content, move |tx| {
            // Under the head, the new one is not kept for a request meanwhile.
            head::announce(tx, &[])?;
            let pair = Pair::read(tx, &serials)?;
            pair.may_be_changed(asked.structure, tx.now().day())?;
            if rows::requests::kept_for(tx.conn, pair.new.id)?.is_some() {
                return Err(Refusal::CarnetSetAside.into());
            }
            let done = pair.change(tx, &asked, person, &reason)?;
            head::announce(tx, &[Event::new("carnet.replaced", &done)?])?;
            Ok(done)
        })
        .await
}

/// The booklet that was lost, and the one that takes its place.
struct Pair {
    order: Order,
    old: Trace,
    old_found: Found,
    new: Found,
    new_no: i64,
}

impl Pair {
    fn read(tx: &mut Tx<'_>, (old, new): &(Serial, Serial)) -> Reply<Self> {
        let trace = rows::traces::of_serial(tx.conn, old)?.ok_or(Refusal::NotFound)?;
        let other = rows::orders::labelled(tx.conn, &new.label)?.ok_or(Refusal::NotFound)?;
        let found = rows::carnets::find(tx.conn, other.id, new.no)?.ok_or(Refusal::NotFound)?;
        if other.id != trace.order {
            return Err(Refusal::OtherOrder.into());
        }
        let old_found = rows::carnets::find(tx.conn, other.id, old.no)?.ok_or(Refusal::NotFound)?;
        Ok(Self { order: other, old: trace, old_found, new: found, new_no: new.no })
    }

    fn may_be_changed(&self, structure: StructureId, today: Day) -> Result<(), Refusal> {
        if self.old.blocked.is_some_and(|(_, why)| why == Why::Replaced) {
            return Err(Refusal::CarnetReplaced);
        }
        if self.old.handed_over_at.is_none() {
            return Err(Refusal::WrongStage { stage: "stock" });
        }
        if self.order.closed_at.is_some() || !self.is_paid_for() {
            return Err(Refusal::CarnetNotActive);
        }
        let until = self.order.terms.tolerance_ends;
        if today > until {
            return Err(Refusal::DistributionEnded { until });
        }
        if self.new.handed_over {
            return Err(Refusal::AlreadyHandedOver);
        }
        if let Some((since, _)) = self.new.blocked {
            return Err(Refusal::CarnetBlocked { since });
        }
        match self.new.stock_of {
            Some(owner) if owner != structure => Err(Refusal::OtherStock),
            _ => Ok(()),
        }
    }

    /// The new booklet bears what the old one bore: funds that cover either of them are enough.
    fn is_paid_for(&self) -> bool {
        let covered = self.order.is_active(self.new.no) || self.order.is_active(self.old.serial.no);
        covered || self.old.replaces.is_some()
    }

    /// The old codes die, what is too much in the new booklet too, and the new one is the same person's.
    fn change(&self, tx: &mut Tx<'_>, asked: &ReplaceCarnet, person: PersonId, reason: &str) -> Reply<Replaced> {
        if !rows::carnets::retire(tx, self.old.id, asked.structure)? {
            return Err(Refusal::CarnetReplaced.into());
        }
        // Those whose place the old one took have nothing left, but for what was undone in them since: it goes on with the rest.
        let line = rows::carnets::lineage(tx.conn, self.old.id)?;
        let (cheques, value) = rows::cheques::cancel_carnets(tx, &line)?;
        if cheques == 0 {
            return Err(Refusal::CarnetEmpty.into());
        }
        let to = self.recipient()?;
        if !rows::carnets::hand_over(tx, self.new.id, person, asked.structure, &to)? {
            return Err(Refusal::AlreadyHandedOver.into());
        }
        rows::carnets::stand_for(tx, self.new.id, self.old.id)?;
        rows::cheque_holds::follow(tx, &line, self.new.id)?;
        let cancelled = rows::cheques::cancel_after(tx, self.new.id, cheques)?;
        let because = |kind| Moved { reason: Some(reason.to_owned()), ..Moved::of(kind, self.order.id, person) };
        rows::moves::record(tx, &because(Move::Replaced), &[self.old_found])?;
        rows::moves::record(tx, &because(Move::HandedOver), &[self.new])?;
        Ok(Replaced {
            old: self.old.serial.to_string(),
            new: self.order.serial(self.new_no).to_string(),
            cheques,
            value,
            cancelled: i64::try_from(cancelled).unwrap_or(i64::MAX),
            valid_until: self.order.terms.validity_ends,
        })
    }

    /// Whoever held the old one: the same commune, public and random reference.
    fn recipient(&self) -> Result<Recipient, Fault> {
        let unknown = || Fault::broken("a booklet was handed over to nobody");
        Ok(Recipient {
            home_commune: self.old.home_commune.clone().ok_or_else(unknown)?,
            commune_year: self.old.commune_year.and_then(|year| i32::try_from(year).ok()).ok_or_else(unknown)?,
            public: self.old.public.as_deref().and_then(Public::named).ok_or_else(unknown)?,
            learner: self.old.learner.ok_or_else(unknown)?,
            eligibility_seen_on: None,
        })
    }
}
