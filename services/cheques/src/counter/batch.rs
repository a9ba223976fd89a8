//! The batch: acts that wait together are judged in order of arrival, in one transaction, in a constant number of statements.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kernel::{
    cents::Cents,
    clock::At,
    ids::{CarnetId, ChequeId, PersonId, ReceiptId, StructureId, VenueId},
    refusal::{Code, Refusal as Said},
};
use registry::standing::{Situation, Standing};
use serde::Serialize;
use store::{
    Fault, Tx,
    act::{self, ActKey, ContentHash, Kept, Stored},
    head::Event,
    queue::{SetVerb, Verdict},
};

use crate::{
    bookings::kept::{Kept as Promised, Open, Use},
    cheque::{Presentable, Stage},
    counter::{
        attempts::{self, Attempts},
        receipt::{Receipt, Remaining},
        service::{self, Bearer, Service},
    },
    ledger::{self, Entry},
    refusal::Refusal,
    rows::{self, odd_uses::Early, redemptions::Redemption, services::Declared},
};

/// An act that waits for its batch.
pub(crate) struct Asked {
    pub(crate) key: ActKey,
    pub(crate) content: ContentHash,
    pub(crate) venue: VenueId,
    pub(crate) person: PersonId,
    pub(crate) organisation: StructureId,
    /// Whether the right reaches beyond the caller's own structure.
    pub(crate) anywhere: bool,
    /// What the cheques pay for, as it is declared.
    pub(crate) service: Option<Service>,
    pub(crate) presented_by: Option<Bearer>,
    /// For each cheque, its identifier under every live pepper.
    pub(crate) candidates: Vec<Vec<ChequeId>>,
}

/// The verb that judges a whole batch.
pub(crate) struct Redeeming;

impl SetVerb for Redeeming {
    type Act = Asked;
    type Receipt = Receipt;
    const NAME: &'static str = "cheques.redeem";

    fn weight(&self, act: &Asked) -> usize {
        act.candidates.len()
    }

    fn label(&self, act: &Asked) -> String {
        format!("{} cheque(s) at venue {}", act.candidates.len(), act.venue)
    }

    /// The one moment that counts: a whole batch in one transaction, a verdict for each act.
    fn judge(&self, tx: &mut Tx<'_>, acts: &[&Asked]) -> Result<Vec<Verdict<Receipt>>, Fault> {
        let known = Known::read(tx, acts)?;
        let mut plan = Plan::new(known, tx.now());
        let verdicts: Vec<Verdict<Receipt>> = acts.iter().map(|act| plan.judge(tx, act)).collect::<Result<_, _>>()?;
        plan.write(tx)?;
        Ok(verdicts)
    }
}

/// Everything a batch is judged by, read in a constant number of statements.
struct Known {
    answered: HashMap<ActKey, Stored>,
    attempts: Attempts,
    situations: HashMap<VenueId, Situation>,
    cheques: HashMap<ChequeId, Presentable>,
    live: HashMap<CarnetId, (i64, Cents)>,
    /// What is kept for bookings: as it was read, and as the acts of the batch leave it.
    held: Vec<Open>,
    kept: Promised,
    honoured: HashMap<ChequeId, (VenueId, At)>,
    /// Codes of print runs that were cancelled.
    withdrawn: HashSet<ChequeId>,
}

impl Known {
    fn read(tx: &mut Tx<'_>, acts: &[&Asked]) -> Result<Self, Fault> {
        let now = tx.now();
        let keys: Vec<ActKey> = acts.iter().map(|act| act.key.clone()).collect();
        let venues: BTreeSet<VenueId> = acts.iter().map(|act| act.venue).collect();
        let organisations: BTreeSet<StructureId> = acts.iter().map(|act| act.organisation).collect();
        let ids: BTreeSet<ChequeId> = acts.iter().flat_map(|act| act.candidates.iter().flatten().copied()).collect();
        let cheques = rows::cheques::presentable(tx.conn, &Vec::from_iter(ids))?;
        let carnets: BTreeSet<CarnetId> = cheques.values().map(|cheque| cheque.carnet).collect();
        let found = |codes: &&Vec<ChequeId>| codes.iter().any(|id| cheques.contains_key(id));
        let strange = acts.iter().flat_map(|act| &act.candidates).filter(|codes| !found(codes)).flatten().copied();
        let strange: Vec<ChequeId> = strange.collect();
        let spent: Vec<ChequeId> = cheques.values().filter(|one| one.is_redeemed()).map(|one| one.id).collect();
        let carnets = Vec::from_iter(carnets);
        let held = rows::cheque_holds::open(tx.conn, &carnets, now)?;
        Ok(Self {
            answered: act::recall(tx.conn, &keys)?,
            attempts: attempts::read(tx.conn, &Vec::from_iter(organisations), now)?,
            situations: registry::standing::standings(tx.conn, &Vec::from_iter(venues))?,
            live: rows::cheques::live_by_carnet(tx.conn, &carnets)?,
            kept: Promised::of(&held),
            held,
            honoured: if spent.is_empty() { HashMap::new() } else { rows::redemptions::last_of(tx.conn, &spent)? },
            withdrawn: if strange.is_empty() { HashSet::new() } else { rows::withdrawn::among(tx.conn, &strange)? },
            cheques,
        })
    }

    /// The cheque that one of a code's identifiers names.
    fn find(&self, candidates: &[ChequeId]) -> Option<&Presentable> {
        candidates.iter().find_map(|id| self.cheques.get(id))
    }
}

/// The batch as it is judged: what is known, changed by each act that is accepted, and what is to be written.
struct Plan {
    known: Known,
    now: At,
    taken: Vec<Redemption>,
    /// What of it was kept for bookings.
    used: Vec<Use>,
    /// Cheques that were presented before their booklet was anybody's.
    early: Vec<Early>,
    declared: Vec<Declared>,
    kept: Vec<Kept>,
    events: Vec<Event>,
}

impl Plan {
    const fn new(known: Known, now: At) -> Self {
        Self {
            known,
            now,
            taken: Vec::new(),
            used: Vec::new(),
            early: Vec::new(),
            declared: Vec::new(),
            kept: Vec::new(),
            events: Vec::new(),
        }
    }

    /// One act, in its turn: accepted whole, or refused whole.
    fn judge(&mut self, tx: &Tx<'_>, act: &Asked) -> Result<Verdict<Receipt>, Fault> {
        if let Some(stored) = self.known.answered.get(&act.key) {
            return stored.answer(act.content);
        }
        let (situation, cheques) = match self.descend(act) {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let receipt = self.accept(tx, act, situation, &cheques)?;
        let kept = Kept::new(&act.key, act.content, &receipt)?;
        self.known.answered.insert(act.key.clone(), kept.stored());
        self.events.push(Event::new("cheque.redeemed", &Told::of(&receipt))?);
        self.kept.push(kept);
        Ok(Ok(receipt))
    }

    /// The stairs, top to bottom.
    fn descend(&mut self, act: &Asked) -> Result<(StructureId, Vec<Presentable>), Said> {
        let situation = self.known.situations.get(&act.venue);
        let structure = situation.map(|situation| situation.structure);
        // A venue that does not exist and one of somebody else answer alike.
        let structure = structure.filter(|owner| act.anywhere || *owner == act.organisation);
        let (Some(structure), Some(situation)) = (structure, situation) else {
            return Err(Said::of(Code::Forbidden));
        };
        self.known.attempts.patient(act.organisation, act.person)?;
        open(situation.standing(self.now))?;
        let mut cheques = Vec::with_capacity(act.candidates.len());
        for (candidates, no) in act.candidates.iter().zip(1..) {
            let Some(cheque) = self.known.find(candidates) else {
                if candidates.iter().any(|id| self.known.withdrawn.contains(id)) {
                    return Err(Refusal::Replaced { no }.into());
                }
                self.known.attempts.add(act.organisation, act.person);
                return Err(Refusal::Unknown { no }.into());
            };
            let here = self.known.honoured.get(&cheque.id).filter(|(venue, _)| *venue == act.venue);
            let honoured = cheque.honour(no, self.now.day(), here.map(|(_, at)| *at));
            if matches!(honoured, Err(Refusal::NotActive { .. } | Refusal::NotHandedOver { .. })) {
                self.early.push(early(cheque, act.venue));
            }
            honoured?;
            situation.accepts(cheque.funder, self.now)?;
            cheques.push(cheque.clone());
        }
        self.leaves_what_is_kept(&cheques, act.venue)?;
        service::allows(&cheques, act.service.as_ref(), act.presented_by)?;
        Ok((structure, cheques))
    }

    /// Any paper of a booklet serves, as long as those that remain are enough for what is kept of it for other venues.
    fn leaves_what_is_kept(&self, cheques: &[Presentable], venue: VenueId) -> Result<(), Refusal> {
        let mut given: BTreeMap<CarnetId, i64> = BTreeMap::new();
        for (cheque, no) in cheques.iter().zip(1..) {
            let elsewhere = self.known.kept.elsewhere(cheque.carnet, venue);
            let live = self.known.live.get(&cheque.carnet).map_or(0, |(count, _)| *count);
            let of_booklet = given.entry(cheque.carnet).or_default();
            *of_booklet += 1;
            if elsewhere > 0 && *of_booklet > live - elsewhere {
                return Err(Refusal::Held { no });
            }
        }
        Ok(())
    }

    fn accept(
        &mut self,
        tx: &Tx<'_>,
        act: &Asked,
        structure: StructureId,
        cheques: &[Presentable],
    ) -> Result<Receipt, Fault> {
        let receipt_id = tx.chance().id();
        for cheque in cheques {
            self.spend(cheque, act.venue)?;
            self.taken.push(Redemption {
                cheque: cheque.id,
                round: cheque.round,
                receipt: receipt_id,
                order: cheque.order,
                carnet: cheque.carnet,
                venue: act.venue,
                structure,
                value: cheque.value,
                at: self.now,
                by: act.person,
                ledger_no: 0,
            });
        }
        self.consume(cheques, act.venue, receipt_id);
        if act.service.is_some() || act.presented_by.is_some() {
            let (service, presented_by) = (act.service.clone(), act.presented_by);
            let (receipt, venue, at) = (receipt_id, act.venue, self.now);
            self.declared.push(Declared { receipt, venue, structure, at, service, presented_by });
        }
        Ok(Receipt {
            id: receipt_id,
            venue: act.venue,
            at: self.now,
            cheques: cheques.len(),
            value: Cents::total(cheques.iter().map(|cheque| cheque.value)).map_err(overflow)?,
            remaining: self.remaining(cheques),
            service: act.service.clone(),
        })
    }

    /// What was kept for bookings at this venue is what was presented there, paper by paper.
    fn consume(&mut self, cheques: &[Presentable], venue: VenueId, receipt: ReceiptId) {
        let mut given: BTreeMap<CarnetId, i64> = BTreeMap::new();
        for cheque in cheques {
            *given.entry(cheque.carnet).or_default() += 1;
        }
        for (carnet, count) in given {
            let bookings = self.known.kept.spend(carnet, venue, count);
            self.used.extend(bookings.into_iter().map(|(booking, cheques)| Use { booking, receipt, cheques }));
        }
    }

    /// What the next acts of the batch must see.
    fn spend(&mut self, cheque: &Presentable, venue: VenueId) -> Result<(), Fault> {
        if let Some(one) = self.known.cheques.get_mut(&cheque.id) {
            one.stage = Stage::Redeemed;
        }
        self.known.honoured.insert(cheque.id, (venue, self.now));
        let (count, value) = self.known.live.get(&cheque.carnet).copied().unwrap_or_default();
        self.known.live.insert(cheque.carnet, (count - 1, value.minus(cheque.value).map_err(overflow)?));
        Ok(())
    }

    fn remaining(&self, cheques: &[Presentable]) -> Vec<Remaining> {
        let carnets: BTreeMap<_, _> = cheques.iter().map(|cheque| (&cheque.serial, cheque)).collect();
        carnets
            .into_iter()
            .map(|(serial, cheque)| {
                let (count, value) = self.known.live.get(&cheque.carnet).copied().unwrap_or_default();
                Remaining { carnet: serial.to_string(), cheques: count, value, until: cheque.tolerance_ends }
            })
            .collect()
    }

    /// Writes the winners: cheques taken (counted), then ledger, redemptions and receipts.
    fn write(mut self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        rows::cheques::remember_unknown(tx, self.known.attempts.added())?;
        rows::odd_uses::keep_early(tx, &self.early)?;
        if self.taken.is_empty() {
            return Ok(());
        }
        let ids = Vec::from_iter(self.taken.iter().map(|one| one.cheque).collect::<BTreeSet<_>>());
        if rows::cheques::take(tx, &ids)? != ids.len() {
            // Another process took one meanwhile: the whole batch is judged again on what is there now.
            return Err(Fault::crossed("a cheque was taken meanwhile"));
        }
        self.still_kept(tx)?;
        rows::cheque_holds::consume(tx, &self.used)?;
        act::record(tx, &self.kept)?;
        let entries: Vec<Entry> =
            self.taken.iter().map(|one| Entry::redemption(one.order, one.venue, one.cheque, one.value)).collect();
        let first = ledger::post(tx, &entries, &self.events)?;
        for (one, ledger_no) in self.taken.iter_mut().zip(first..) {
            one.ledger_no = ledger_no;
        }
        rows::services::insert(tx, &self.declared, self.now.day())?;
        rows::redemptions::insert(tx, &self.taken, self.now.day())
    }
}

impl Plan {
    /// What was kept of these booklets when the batch was read is what is kept now; otherwise it is judged again. Two processes may
    /// take different papers of one booklet: where something is kept of it, they follow each other by the rows of its holds.
    fn still_kept(&self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        let carnets = Vec::from_iter(self.taken.iter().map(|one| one.carnet).collect::<BTreeSet<_>>());
        if rows::cheque_holds::lock(tx, &carnets)? == 0 {
            return Ok(());
        }
        let of_these = |one: &&Open| carnets.contains(&one.carnet);
        let as_read: Vec<Open> = self.known.held.iter().filter(of_these).cloned().collect();
        let live = rows::cheques::live_by_carnet(tx.conn, &carnets)?;
        let count =
            |known: &HashMap<CarnetId, (i64, Cents)>, id: &CarnetId| known.get(id).map_or(0, |(count, _)| *count);
        let alike = carnets.iter().all(|id| count(&live, id) == count(&self.known.live, id));
        if !alike || rows::cheque_holds::open(tx.conn, &carnets, self.now)? != as_read {
            return Err(Fault::crossed("what is kept of a booklet changed meanwhile"));
        }
        Ok(())
    }
}

fn early(cheque: &Presentable, venue: VenueId) -> Early {
    let (order, carnet_no, cheque_no) = (cheque.order, cheque.serial.no, cheque.no);
    Early { order, carnet_no, cheque_no, venue, value: cheque.value }
}

/// Whether a venue that stands so may honour anything at all.
pub(crate) fn open(standing: Standing) -> Result<(), Refusal> {
    match standing {
        Standing::Accredited { .. } => Ok(()),
        Standing::Suspended { since } => Err(Refusal::VenueSuspended { since }),
        Standing::Never | Standing::Withdrawn { .. } | Standing::Lapsed { .. } => Err(Refusal::VenueNotAccredited),
    }
}

fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("the value of an act does not fit", error)
}

/// What the outbox tells of a redemption.
#[derive(Serialize)]
struct Told {
    receipt: kernel::ids::ReceiptId,
    venue: VenueId,
    cheques: usize,
    value: Cents,
}

impl Told {
    const fn of(receipt: &Receipt) -> Self {
        Self { receipt: receipt.id, venue: receipt.venue, cheques: receipt.cheques, value: receipt.value }
    }
}

#[cfg(test)]
mod tests;
