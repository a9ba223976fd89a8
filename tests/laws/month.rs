//! A month of random deeds beside a model of what they should do.

use std::collections::BTreeSet;

use cheques::{
    counter::void::{VoidRedemption, void_redemption},
    orders::close::close_expired_order,
    payments::{
        export::export_settlement,
        settle::{Approve, Confirm, NewAccounts, approve_knowing, confirm, prepare},
    },
};
use kernel::{
    ids::{ReceiptId, SettlementId},
    refusal::Code,
};
use proptest::prelude::*;
use store::{Reply, Trouble};

use super::Town;
use crate::{
    ledger::balances,
    support::books::{Ordered, Size},
};

/// Something that people of the network do.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    Redeem { venue: usize, cheques: BTreeSet<usize> },
    Void(prop::sample::Index),
    Prepare,
    Approve,
    Export,
    Confirm,
    NextDay,
    Close,
}

pub(super) fn deed() -> impl Strategy<Value = Deed> {
    let cheques = prop::collection::btree_set(0..CHEQUES, 1..4);
    prop_oneof![
        8 => (0..2_usize, cheques).prop_map(|(venue, cheques)| Deed::Redeem { venue, cheques }),
        4 => any::<prop::sample::Index>().prop_map(Deed::Void),
        2 => Just(Deed::Prepare),
        2 => Just(Deed::Approve),
        2 => Just(Deed::Export),
        2 => Just(Deed::Confirm),
        1 => Just(Deed::NextDay),
        1 => Just(Deed::Close),
    ]
}

const SIZE: Size = (2, 6, 7);
const CHEQUES: usize = 12;
/// Cheques are honoured so many days after the first.
const DAYS: usize = 3;

/// One order and what the model knows of it.
struct Month<'t> {
    town: &'t Town,
    order: Ordered,
    codes: Vec<String>,
    day: usize,
    closed: bool,
    acts: Vec<Act>,
    run: Option<SettlementId>,
}

/// An act that was accepted.
struct Act {
    receipt: ReceiptId,
    venue: usize,
    cheques: BTreeSet<usize>,
    day: usize,
    voided: bool,
    settled: bool,
}

/// Lives through the deeds; after each the answer is the model's, and at the end the books are true.
pub(super) async fn live_through(town: &Town, deeds: Vec<Deed>) {
    let centre = &town.centre;
    let last = centre.now().day().plus_days(i64::try_from(DAYS).expect("few"));
    let order = centre.order_until(town.funder, SIZE, last).await;
    centre.fund(&order).await;
    let codes = centre.issue(&order).await.concat();
    for no in 1..=2 {
        centre.hand_over(&order, no).await;
    }
    let mut month = Month { town, order, codes, day: 0, closed: false, acts: Vec::new(), run: None };
    for deed in deeds {
        month.happen(deed).await;
        let [bank, held, due, transit, refundable] = balances(&centre.place());
        assert_eq!(bank, held + due + transit + refundable, "value is conserved");
        assert!([held, due, transit, refundable].iter().all(|cents| *cents >= 0), "no promise is below zero");
    }
    month.end().await;
    centre.books_balance().await;
}

impl Month<'_> {
    async fn happen(&mut self, deed: Deed) {
        let (centre, key) = (&self.town.centre, self.town.centre.key());
        let (desk, treasurer) = (&centre.desk, &centre.treasurer);
        match deed {
            Deed::Redeem { venue, cheques } => self.redeem(venue, cheques).await,
            Deed::Void(which) => self.void(which).await,
            Deed::Prepare => self.prepare().await,
            Deed::Approve => {
                let Some(settlement) = self.run else { return };
                let asked = Approve { settlement, execution_day: None };
                done(approve_knowing(desk, &centre.other_treasurer, &key, asked, NewAccounts::Seen).await);
            }
            Deed::Export => {
                let Some(run) = self.run else { return };
                done(export_settlement(desk, treasurer, &key, run).await);
            }
            Deed::Confirm => {
                let Some(settlement) = self.run else { return };
                let asked = Confirm { settlement, bank_reference: "VIR".to_owned() };
                done(confirm(desk, treasurer, &key, asked).await);
            }
            Deed::NextDay => {
                centre.wait_days(1);
                self.day += 1;
            }
            Deed::Close => self.close().await,
        }
    }

    async fn redeem(&mut self, venue: usize, cheques: BTreeSet<usize>) {
        let codes: Vec<String> = cheques.iter().map(|no| self.codes[*no].clone()).collect();
        let expected = match cheques.iter().find_map(|no| self.refuses(*no)) {
            Some(code) => Err(code),
            None => Ok(cheques.len()),
        };
        let reply = self.town.centre.redeem(&self.town.venues[venue], &codes).await;
        let receipt = reply.as_ref().ok().map(|receipt| receipt.id);
        assert_eq!(answered(reply).map(|receipt| receipt.cheques), expected);
        if let Some(receipt) = receipt {
            self.acts.push(Act { receipt, venue, cheques, day: self.day, voided: false, settled: false });
        }
    }

    fn refuses(&self, no: usize) -> Option<Code> {
        let spent = self.acts.iter().any(|act| !act.voided && act.cheques.contains(&no));
        let expired = self.day > DAYS;
        [(spent, Code::AlreadyRedeemed), (expired, Code::Expired)].into_iter().find(|(is, _)| *is).map(|(_, code)| code)
    }

    async fn void(&mut self, which: prop::sample::Index) {
        if self.acts.is_empty() {
            return;
        }
        let today = self.day;
        let act = which.get_mut(&mut self.acts);
        let expected = match (act.voided, act.settled || act.day != today) {
            (true, _) => Err(Code::Voided),
            (false, true) => Err(Code::VoidTooLate),
            (false, false) => Ok(act.cheques.len()),
        };
        let counter = &self.town.venues[act.venue].counter;
        let asked = VoidRedemption { receipt: act.receipt, reason: "erreur".to_owned() };
        let reply = void_redemption(&self.town.centre.desk, counter, &self.town.centre.key(), asked).await;
        assert_eq!(answered(reply).map(|receipt| receipt.cheques), expected);
        act.voided |= expected.is_ok();
    }

    async fn prepare(&mut self) {
        let centre = &self.town.centre;
        let waiting = self.acts.iter().any(|act| !act.voided && !act.settled);
        let reply = prepare(&centre.desk, &centre.treasurer, &centre.key()).await;
        let run = answered(reply);
        assert_eq!(run.as_ref().err(), (!waiting).then_some(&Code::NothingToSettle));
        if let Ok(run) = run {
            let paid: usize =
                self.acts.iter().filter(|act| !act.voided && !act.settled).map(|act| act.cheques.len()).sum();
            assert_eq!(usize::try_from(run.cheques), Ok(paid), "a run pays what waits, and nothing else");
            self.acts.iter_mut().filter(|act| !act.voided).for_each(|act| act.settled = true);
            self.run = Some(run.settlement);
        }
    }

    async fn close(&mut self) {
        let centre = &self.town.centre;
        let reply = close_expired_order(&centre.desk, &centre.operator, &centre.key(), self.order.id).await;
        let spent: usize = self.acts.iter().filter(|act| !act.voided).map(|act| act.cheques.len()).sum();
        // Seven euros a cheque.
        let expected = match (self.day > DAYS, self.closed) {
            (false, _) => Err(Code::DatesInvalid),
            (true, true) => Err(Code::WrongStage),
            (true, false) => Ok(i64::try_from((CHEQUES - spent) * 700).expect("few")),
        };
        assert_eq!(answered(reply).map(|closed| closed.refundable.get()), expected);
        self.closed |= expected.is_ok();
    }

    /// Leaves nothing that the next month would find waiting.
    async fn end(&mut self) {
        if self.acts.iter().any(|act| !act.voided && !act.settled) {
            self.prepare().await;
        }
    }
}

fn answered<T>(reply: Reply<T>) -> Result<T, Code> {
    match reply {
        Ok(done) => Ok(done),
        Err(Trouble::Refused(refusal)) => Err(refusal.code),
        Err(Trouble::Broken(fault)) => panic!("{fault}"),
    }
}

/// Steps of a run may come in any order: those out of turn are refused as such.
fn done<T>(reply: Reply<T>) {
    if let Err(code) = answered(reply) {
        assert_eq!(code, Code::WrongStage);
    }
}
