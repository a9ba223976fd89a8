//! Ten thousand random deeds of money over many orders: whatever their order, the invariants hold, and each cheque stands once.

use std::collections::{BTreeMap, HashMap};

use cheques::{
    carnets::{
        block::{BlockCarnet, block_carnet},
        course::Why,
        replace::{ReplaceCarnet, replace_carnet},
        unblock::{UnblockCarnet, unblock_carnet},
    },
    counter::void::{VoidRedemption, void_redemption},
    orders::{close::close_expired_order, issue::issue_carnets},
    payments::{
        export::export_settlement,
        set_terms::set_fee_rule,
        settle::{Approve, Confirm, NewAccounts, approve_knowing, confirm, prepare},
        terms::Rule,
    },
};
use kernel::{
    chance::Chance,
    ids::{ReceiptId, SettlementId, VenueId},
    refusal::Code,
};

use super::{Town, answered, payees::Payees, wishes::Wishes};
use crate::support::{
    books::{Centre, Ordered},
    sql,
};

/// What people of the network do, and how often beside each other.
const WEIGHTS: [(Verb, u8); 27] = [
    (Verb::Redeem, 26),
    (Verb::Void, 6),
    (Verb::Reverse, 6),
    (Verb::ReverseOne, 4),
    (Verb::Hold, 7),
    (Verb::HoldOne, 3),
    (Verb::Release, 7),
    (Verb::HoldVenue, 1),
    (Verb::ReleaseVenue, 3),
    (Verb::Prepare, 7),
    (Verb::Approve, 7),
    (Verb::Export, 5),
    (Verb::Confirm, 5),
    (Verb::Place, 2),
    (Verb::Fund, 3),
    (Verb::Issue, 3),
    (Verb::HandOver, 4),
    (Verb::Block, 2),
    (Verb::Unblock, 1),
    (Verb::Replace, 2),
    (Verb::Close, 1),
    (Verb::Ask, 4),
    (Verb::GiveUp, 1),
    (Verb::Give, 4),
    (Verb::SetFee, 2),
    (Verb::ProposeAccount, 1),
    (Verb::DecideAccount, 2),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verb {
    Redeem,
    Void,
    Reverse,
    ReverseOne,
    Hold,
    HoldOne,
    Release,
    HoldVenue,
    ReleaseVenue,
    Prepare,
    Approve,
    Export,
    Confirm,
    Place,
    Fund,
    Issue,
    HandOver,
    Block,
    Unblock,
    Replace,
    Close,
    Ask,
    GiveUp,
    Give,
    SetFee,
    ProposeAccount,
    DecideAccount,
}

/// A cheque of the storm, as its bearer knows it.
#[derive(Clone)]
struct Paper {
    code: String,
    /// Its place in its booklet.
    no: i64,
}

/// An order and how far it has come.
struct Ours {
    order: Ordered,
    funded: bool,
    closed: bool,
    booklets: Vec<Vec<String>>,
    handed_over: usize,
}

/// An act that was acknowledged.
struct Act {
    receipt: ReceiptId,
    venue: usize,
    papers: Vec<Paper>,
}

/// What whoever stands outside remembers: what was acknowledged, and nothing that the books say.
pub(super) struct Storm<'t> {
    town: &'t Town,
    chance: Chance,
    orders: Vec<Ours>,
    papers: Vec<Paper>,
    acts: Vec<Act>,
    /// Under which receipt each code stands as used.
    standing: HashMap<String, ReceiptId>,
    runs: Vec<SettlementId>,
    wishes: Wishes,
    payees: Payees,
    done: BTreeMap<Verb, usize>,
}

impl<'t> Storm<'t> {
    pub(super) fn new(town: &'t Town, seed: u64) -> Self {
        let (orders, papers, acts, runs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (standing, done) = (HashMap::new(), BTreeMap::new());
        let (wishes, payees) = (Wishes::default(), Payees::default());
        Self { town, chance: Chance::from_seed(seed), orders, papers, acts, standing, runs, wishes, payees, done }
    }

    /// So many deeds. After each: value is conserved, nothing is below zero; now and then every invariant, from rows.
    pub(super) async fn rage(&mut self, steps: usize) {
        for step in 1..=steps {
            let verb = self.drawn();
            let done = self.happen(verb).await;
            *self.done.entry(verb).or_default() += usize::from(done);
            self.centre().wait_ms(250);
            if step % 80 == 0 {
                self.centre().wait_days(1);
            }
            if step % 10 == 0 {
                self.conserved(step);
            }
            if step % 1000 == 0 {
                self.centre().books_balance().await;
            }
        }
        let idle: Vec<_> =
            WEIGHTS.iter().filter(|(verb, _)| self.done.get(verb).is_none_or(|done| *done == 0)).collect();
        assert!(idle.is_empty(), "never done: {idle:?}");
        self.agrees().await;
    }

    fn centre(&self) -> &'t Centre {
        &self.town.centre
    }

    fn drawn(&self) -> Verb {
        let mut place = self.below(WEIGHTS.iter().map(|(_, weight)| usize::from(*weight)).sum());
        for (verb, weight) in WEIGHTS {
            match place.checked_sub(usize::from(weight)) {
                None => return verb,
                Some(rest) => place = rest,
            }
        }
        Verb::Redeem
    }

    /// A number below that one, which is above zero.
    fn below(&self, most: usize) -> usize {
        let drawn = u32::from_be_bytes(self.chance.bytes());
        usize::try_from(drawn).expect("four bytes") % most.max(1)
    }

    fn one_of<'a, T>(&self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    async fn happen(&mut self, verb: Verb) -> bool {
        match verb {
            Verb::Redeem => self.redeem().await,
            Verb::Void => self.void().await,
            Verb::Reverse => self.reverse(false).await,
            Verb::ReverseOne => self.reverse(true).await,
            Verb::Hold => self.hold(false).await,
            Verb::HoldOne => self.hold(true).await,
            Verb::Release => self.release().await,
            Verb::HoldVenue => self.hold_venue(true).await,
            Verb::ReleaseVenue => self.hold_venue(false).await,
            Verb::Prepare => self.prepare().await,
            Verb::Approve | Verb::Export | Verb::Confirm => self.settle(verb).await,
            Verb::Place => self.place().await,
            Verb::Fund => self.fund().await,
            Verb::Issue => self.issue().await,
            Verb::HandOver => self.hand_over().await,
            Verb::Block => self.block(true).await,
            Verb::Unblock => self.block(false).await,
            Verb::Replace => self.replace().await,
            Verb::Close => self.close().await,
            Verb::Give => self.give().await,
            Verb::SetFee => self.set_fee().await,
            Verb::Ask | Verb::GiveUp | Verb::ProposeAccount | Verb::DecideAccount => self.write(verb).await,
        }
    }

    /// What moves no money by itself.
    async fn write(&mut self, verb: Verb) -> bool {
        let (centre, drawn) = (self.centre(), self.below(1000));
        match verb {
            Verb::Ask => self.wishes.ask(centre, drawn).await,
            Verb::GiveUp => self.wishes.give_up(centre, drawn).await,
            Verb::ProposeAccount => self.payees.propose(centre, &self.town.venues, drawn).await,
            _ => self.payees.decide(centre, drawn).await,
        }
    }

    async fn place(&mut self) -> bool {
        let last = self.centre().now().day().plus_days(i64::try_from(self.below(30)).expect("few"));
        let order = self.centre().order_until(self.town.funder, (3, 5, 7), last).await;
        self.orders.push(Ours { order, funded: false, closed: false, booklets: Vec::new(), handed_over: 0 });
        true
    }

    async fn fund(&mut self) -> bool {
        let Some(at) = self.orders.iter().position(|one| !one.funded && !one.closed) else { return false };
        self.centre().fund(&self.orders[at].order).await;
        self.orders[at].funded = true;
        true
    }

    async fn issue(&mut self) -> bool {
        let Some(at) = self.orders.iter().position(|one| one.booklets.is_empty() && !one.closed) else { return false };
        if self.below(4) == 0 {
            // Asked by who may not: nothing happens.
            let centre = self.centre();
            let refused = issue_carnets(&centre.desk, &centre.treasurer, &centre.key(), self.orders[at].order.id).await;
            assert_eq!(answered(refused).err(), Some(Code::Forbidden));
        }
        let booklets = self.centre().issue(&self.orders[at].order).await;
        self.orders[at].booklets = booklets;
        true
    }

    /// A booklet whose funds are there goes to somebody; its cheques may be presented from now on.
    async fn hand_over(&mut self) -> bool {
        let ready = |one: &Ours| one.handed_over < one.booklets.len();
        let Some(at) = self.orders.iter().position(ready) else { return false };
        let no = self.orders[at].handed_over + 1;
        let given = answered(self.centre().try_hand_over(&self.orders[at].order.label, no).await).is_ok();
        let late = self.orders[at].funded;
        // A booklet that may not go any more is left; one that waits for its funds stays.
        self.orders[at].handed_over += usize::from(given || late);
        if given {
            self.goes(at, no);
        }
        given
    }

    /// The cheques of a booklet may be presented from now on.
    fn goes(&mut self, at: usize, no: usize) {
        let papers = self.orders[at].booklets[no - 1].iter().zip(1..);
        self.papers.extend(papers.map(|(code, no)| Paper { code: code.clone(), no }));
    }

    /// A booklet goes to somebody who asked for one and was promised it.
    async fn give(&mut self) -> bool {
        let (centre, drawn) = (self.centre(), self.below(1000));
        let Some((request, label)) = self.wishes.promised(centre, drawn).await else { return false };
        let ready = |one: &Ours| one.order.label == label && one.handed_over < one.booklets.len();
        let Some(at) = self.orders.iter().position(ready) else { return false };
        let no = self.orders[at].handed_over + 1;
        let given = self.wishes.give(centre, request, format!("{label}-{no:04}")).await;
        if given {
            self.orders[at].handed_over += 1;
            self.goes(at, no);
        }
        given
    }

    /// The network keeps a part of what the cheques of an order are worth, from a day to come on.
    async fn set_fee(&mut self) -> bool {
        let recent = self.orders.len().saturating_sub(6);
        let Some(order) = self.one_of(&self.orders[recent..]).map(|ours| ours.order.id) else { return false };
        let centre = self.centre();
        let from = centre.now().day().plus_days(1);
        let rule = Rule { order, from, per_mille: i64::try_from(self.below(6)).expect("few") * 10 };
        answered(set_fee_rule(&centre.desk, &centre.operator, &centre.key(), rule).await).is_ok()
    }

    /// A booklet that somebody has is lost, or found again.
    async fn block(&mut self, lost: bool) -> bool {
        let Some(serial) = self.of_somebody() else { return false };
        let (centre, reason) = (self.centre(), "la personne a appelé".to_owned());
        let (desk, who, key) = (&centre.desk, &centre.prescriber, centre.key());
        let structure = who.organisation().expect("somebody of a structure");
        match lost {
            true => {
                let asked = BlockCarnet { structure, carnet: serial, why: Why::Lost, reason };
                answered(block_carnet(desk, who, &key, asked).await).is_ok()
            }
            false => {
                let asked = UnblockCarnet { structure, carnet: serial, reason };
                answered(unblock_carnet(desk, who, &key, asked).await).is_ok()
            }
        }
    }

    /// The number of a booklet that was handed over.
    fn of_somebody(&self) -> Option<String> {
        let given: Vec<&Ours> = self.orders.iter().filter(|ours| ours.handed_over > 0).collect();
        let ours = self.one_of(&given[given.len().saturating_sub(6)..])?;
        Some(format!("{}-{:04}", ours.order.label, self.below(ours.handed_over) + 1))
    }

    /// What remained in a booklet goes on in the next one of its order; its first cheques may be presented from now on.
    async fn replace(&mut self) -> bool {
        let ready = |one: &Ours| one.handed_over > 0 && one.handed_over < one.booklets.len();
        let ready: Vec<usize> = (0..self.orders.len()).filter(|at| ready(&self.orders[*at])).collect();
        let Some(at) = self.one_of(&ready).copied() else { return false };
        let (centre, ours) = (self.centre(), &self.orders[at]);
        let serial = |no: usize| format!("{}-{no:04}", ours.order.label);
        let asked = ReplaceCarnet {
            structure: centre.prescriber.organisation().expect("somebody of a structure"),
            old: serial(self.below(ours.handed_over) + 1),
            new: serial(ours.handed_over + 1),
            reason: "carnet perdu".to_owned(),
        };
        let done = answered(replace_carnet(&centre.desk, &centre.prescriber, &centre.key(), asked).await);
        let Ok(done) = done else { return false };
        let live = usize::try_from(done.cheques).expect("few");
        let papers = ours.booklets[ours.handed_over].iter().take(live).zip(1..);
        let papers: Vec<Paper> = papers.map(|(code, no)| Paper { code: code.clone(), no }).collect();
        self.papers.extend(papers);
        self.orders[at].handed_over += 1;
        true
    }

    async fn redeem(&mut self) -> bool {
        let recent = self.papers.len().saturating_sub(60);
        let mut papers: Vec<Paper> = Vec::new();
        for _ in 0..=self.below(3) {
            let Some(paper) = self.one_of(&self.papers[recent..]) else { return false };
            if papers.iter().all(|one| one.code != paper.code) {
                papers.push(paper.clone());
            }
        }
        let venue = self.below(2);
        let codes: Vec<String> = papers.iter().map(|paper| paper.code.clone()).collect();
        let Ok(receipt) = answered(self.centre().redeem(&self.town.venues[venue], &codes).await) else { return false };
        for code in codes {
            let before = self.standing.insert(code, receipt.id);
            assert_eq!(before, None, "a cheque is honoured once as long as that stands");
        }
        self.acts.push(Act { receipt: receipt.id, venue, papers });
        true
    }

    async fn void(&mut self) -> bool {
        let today = self.acts.len().saturating_sub(8);
        let Some(act) = self.one_of(&self.acts[today..]) else { return false };
        let counter = &self.town.venues[act.venue].counter;
        let asked = VoidRedemption { receipt: act.receipt, reason: "erreur".to_owned() };
        let receipt = act.receipt;
        let done = answered(void_redemption(&self.centre().desk, counter, &self.centre().key(), asked).await);
        if done.is_ok() {
            self.standing.retain(|_, under| *under != receipt);
        }
        done.is_ok()
    }

    /// The act, and the number of one of its cheques when it is the only one of that number there.
    fn chosen(&self, one: bool) -> Option<(ReceiptId, Vec<Paper>)> {
        let recent = self.acts.len().saturating_sub(120);
        let act = self.one_of(&self.acts[recent..])?;
        let paper = self.one_of(&act.papers)?;
        let alone = act.papers.iter().filter(|other| other.no == paper.no).count() == 1;
        Some((act.receipt, if one && alone { vec![paper.clone()] } else { Vec::new() }))
    }

    async fn reverse(&mut self, one: bool) -> bool {
        let Some((receipt, papers)) = self.chosen(one) else { return false };
        let numbers: Vec<i64> = papers.iter().map(|paper| paper.no).collect();
        let blocked = self.below(10) == 0;
        let Ok(done) = answered(self.centre().reverses(receipt, &numbers, blocked).await) else { return false };
        let before = self.standing.len();
        let undone = |code: &String| papers.is_empty() || papers.iter().any(|paper| paper.code == *code);
        self.standing.retain(|code, under| *under != receipt || !undone(code));
        assert_eq!(before - self.standing.len(), done.cheques, "what is told is what stood");
        true
    }

    async fn hold(&mut self, one: bool) -> bool {
        let Some((receipt, papers)) = self.chosen(one) else { return false };
        let numbers: Vec<i64> = papers.iter().map(|paper| paper.no).collect();
        answered(self.centre().holds(receipt, &numbers).await).is_ok()
    }

    async fn release(&mut self) -> bool {
        let Some((receipt, _)) = self.chosen(false) else { return false };
        answered(self.centre().releases(receipt, &[]).await).is_ok()
    }

    async fn hold_venue(&mut self, held: bool) -> bool {
        let venue: VenueId = self.town.venues[self.below(2)].id;
        answered(self.centre().holds_venue(venue, held).await).is_ok()
    }

    async fn prepare(&mut self) -> bool {
        let centre = self.centre();
        let who = if self.below(2) == 0 { &centre.treasurer } else { &centre.other_treasurer };
        let run = answered(prepare(&centre.desk, who, &centre.key()).await);
        let Ok(run) = run else { return false };
        if !self.runs.contains(&run.settlement) {
            self.runs.push(run.settlement);
        }
        true
    }

    async fn settle(&mut self, verb: Verb) -> bool {
        let centre = self.centre();
        let recent = self.runs.len().saturating_sub(3);
        let Some(settlement) = self.one_of(&self.runs[recent..]).copied() else { return false };
        let (desk, key) = (&centre.desk, centre.key());
        let who = if self.below(2) == 0 { &centre.treasurer } else { &centre.other_treasurer };
        match verb {
            Verb::Approve => {
                let asked = Approve { settlement, execution_day: None };
                let done = answered(approve_knowing(desk, who, &key, asked, NewAccounts::Seen).await).is_ok();
                if done {
                    self.payees.are_spared(centre, &self.town.venues, settlement);
                }
                done
            }
            Verb::Export => answered(export_settlement(desk, who, &key, settlement).await).is_ok(),
            _ => {
                let asked = Confirm { settlement, bank_reference: "VIR".to_owned() };
                answered(confirm(desk, who, &key, asked).await).is_ok()
            }
        }
    }

    async fn close(&mut self) -> bool {
        let open: Vec<usize> = (0..self.orders.len()).filter(|at| !self.orders[*at].closed).collect();
        let Some(at) = self.one_of(&open).copied() else { return false };
        let (centre, order) = (self.centre(), self.orders[at].order.id);
        let closed = answered(close_expired_order(&centre.desk, &centre.operator, &centre.key(), order).await).is_ok();
        self.orders[at].closed = closed;
        closed
    }

    /// I2 and I10 from the ledger alone: what the network holds is what it owes, and no promise is below zero.
    fn conserved(&self, step: usize) {
        let wrong = sql::number(&self.centre().place(), WRONG_ACCOUNTS);
        assert_eq!(wrong, 0, "after {step} deeds an account is on its wrong side, or the sum is not zero");
    }

    /// I1 from outside: the books bear exactly the redemptions that were acknowledged and stand.
    async fn agrees(&self) {
        let standing = sql::number(
            &self.centre().place(),
            "select count(*) as number from redemption r left join redemption_void v
             on v.cheque_id = r.cheque_id and v.round = r.round where v.cheque_id is null",
        );
        assert_eq!(usize::try_from(standing), Ok(self.standing.len()));
        self.wishes.agree(self.centre());
        let fees = sql::number(&self.centre().place(), FEES);
        assert!(fees > 0, "fees were kept");
        self.centre().books_balance().await;
        for venue in &self.town.venues {
            let _ = answered(self.centre().holds_venue(venue.id, false).await);
        }
        println!("done: {:?}", self.done);
    }
}

const FEES: &str = "select count(*) as number from transfer where reason = 'fee'";

const WRONG_ACCOUNTS: &str = "select cast(count(case when kind in ('bank', 'recoverable') and cents > 0
        or kind not in ('bank', 'recoverable') and cents < 0 then 1 end)
    + abs(coalesce(sum(cents), 0)) as bigint) as number from (
    select kind, owner, sum(cents) as cents from (
        select credit_kind as kind, credit_owner as owner, amount_cents as cents from transfer
        union all
        select debit_kind as kind, debit_owner as owner, -amount_cents as cents from transfer
    ) moves group by kind, owner
) accounts";
