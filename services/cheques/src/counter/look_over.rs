//! Looking some cheques over: which of them a venue would honour now, which not and why, and what would remain.
//!
//! Nothing is consumed, nothing is promised: the act itself judges again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kernel::{
    access::{Action, Actor, Reach},
    cents::Cents,
    clock::{At, Day},
    code::{Code, Misread},
    ids::{CarnetId, ChequeId, PersonId, StructureId, VenueId},
    refusal::{Code as RefusalCode, Refusal as Said},
};
use registry::standing::Situation;
use store::{Fault, Reply, conn::AnyConn};

use crate::{
    bookings::kept::Kept,
    cheque::Presentable,
    counter::{
        attempts::{self, Attempts},
        batch,
        receipt::Remaining,
        redeem::{self, Presented},
    },
    desk::Desk,
    refusal::Refusal,
    rows,
};

/// What is told of the cheques that lie on the counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedOver {
    /// Each, in the order given.
    pub cheques: Vec<One>,
    /// How many would be honoured.
    pub accepted: usize,
    /// Their value.
    pub value: Cents,
    /// What would remain in each booklet touched, in order of serial.
    pub remaining: Vec<Remaining>,
    /// Whether only the person whose booklet it is may give one of them.
    pub personal: bool,
    /// The lowest of the caps: cheques for one workshop and one person.
    pub cap: Option<i64>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct One {
    /// The last group of its code; none when the code is mistyped.
    pub last_four: Option<String>,
    /// What it is; none when it is not of this network.
    pub seen: Option<Face>,
    /// Why it would not be honoured now, if so.
    pub refusal: Option<Said>,
}

/// What is printed on a cheque and its booklet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// Its booklet's printed number.
    pub carnet: String,
    /// Its place in the booklet.
    pub no: i64,
    /// Its value.
    pub value: Cents,
    /// The last day on which it is honoured.
    pub until: Day,
}

/// Looks 1 to 10 cheques over for a venue.
///
/// Refusals of the whole, in this order: `NO_CHEQUE`, `TOO_MANY_CHEQUES`, `FORBIDDEN`, `TOO_MANY_ATTEMPTS`, `VENUE_SUSPENDED`,
/// `VENUE_NOT_ACCREDITED`. Refusals of one cheque are told with it: `CODE_MISTYPED`, `REPEATED_CHEQUE`, then as in an act.
pub async fn look_over(desk: &Desk, actor: &Actor, presented: Presented) -> Reply<LookedOver> {
    redeem::within_ten(&presented.codes)?;
    let (person, organisation) = actor.known()?;
    let reach = actor.reach(Action::LookOver);
    if reach == Reach::Never {
        return Err(Said::of(RefusalCode::Forbidden).into());
    }
    let papers: Vec<Paper> = presented.codes.iter().map(|typed| Paper::read(desk, typed)).collect();
    let counter = Counter { venue: presented.venue, person, organisation, anywhere: reach == Reach::Any };
    let now = desk.store.now();
    let (looked, strangers) =
        desk.store.read("cheques.look-over", move |conn| counter.look(conn, &papers, now)).await?;
    if strangers > 0 {
        remember(desk, organisation, person, strangers).await?;
    }
    Ok(looked?)
}

/// What was typed or scanned for one cheque.
struct Paper {
    code: Result<Code, Misread>,
    /// Its identifier under every live pepper.
    ids: Vec<ChequeId>,
}

impl Paper {
    fn read(desk: &Desk, typed: &str) -> Self {
        let code = Code::parse(typed);
        let ids = code.as_ref().map(|code| desk.ids_of(code)).unwrap_or_default();
        Self { code, ids }
    }
}

/// Where the cheques lie, and who asks.
struct Counter {
    venue: VenueId,
    person: PersonId,
    organisation: StructureId,
    anywhere: bool,
}

/// What is told, and how many codes no cheque has: they are counted before the answer leaves.
type Looked = (Result<LookedOver, Said>, usize);

impl Counter {
    fn look(&self, conn: &mut AnyConn, papers: &[Paper], now: At) -> Reply<Looked> {
        let situation = registry::standing::standings(conn, &[self.venue])?.remove(&self.venue);
        let situation = situation
            .filter(|situation| self.anywhere || situation.structure == self.organisation)
            .ok_or_else(|| Said::of(RefusalCode::Forbidden))?;
        let attempts = attempts::read(conn, &[self.organisation], now)?;
        attempts.patient(self.organisation, self.person)?;
        batch::open(situation.standing(now))?;
        let mut table = Table::read(conn, self, papers, (situation, attempts, now))?;
        let ones = papers.iter().map(|paper| table.judge(self, paper)).collect::<Result<Vec<One>, Said>>();
        let strangers = table.attempts.added().len();
        Ok(match ones {
            Ok(ones) => (Ok(table.sum(ones)?), strangers),
            Err(refusal) => (Err(refusal), strangers),
        })
    }
}

/// The cheques on the counter, and what they are judged by.
struct Table {
    situation: Situation,
    attempts: Attempts,
    now: At,
    cheques: HashMap<ChequeId, Presentable>,
    live: HashMap<CarnetId, (i64, Cents)>,
    /// What is kept for bookings.
    kept: Kept,
    /// Those that this venue honoured before, and when.
    here: HashMap<ChequeId, At>,
    /// Codes of print runs that were cancelled.
    withdrawn: HashSet<ChequeId>,
    seen: HashSet<Code>,
    taken: Vec<Presentable>,
}

impl Table {
    fn read(
        conn: &mut AnyConn,
        counter: &Counter,
        papers: &[Paper],
        (situation, attempts, now): (Situation, Attempts, At),
    ) -> Result<Self, Fault> {
        let ids: BTreeSet<ChequeId> = papers.iter().flat_map(|paper| paper.ids.iter().copied()).collect();
        let cheques = rows::cheques::presentable(conn, &Vec::from_iter(ids))?;
        let found = |paper: &&Paper| paper.ids.iter().any(|id| cheques.contains_key(id));
        let strange: Vec<ChequeId> =
            papers.iter().filter(|paper| !found(paper)).flat_map(|paper| paper.ids.iter().copied()).collect();
        let withdrawn = if strange.is_empty() { HashSet::new() } else { rows::withdrawn::among(conn, &strange)? };
        let carnets: BTreeSet<CarnetId> = cheques.values().map(|cheque| cheque.carnet).collect();
        let carnets = Vec::from_iter(carnets);
        let live = rows::cheques::live_by_carnet(conn, &carnets)?;
        let kept = Kept::of(&rows::cheque_holds::open(conn, &carnets, now)?);
        let spent: Vec<ChequeId> = cheques.values().filter(|one| one.is_redeemed()).map(|one| one.id).collect();
        let honoured = if spent.is_empty() { HashMap::new() } else { rows::redemptions::last_of(conn, &spent)? };
        let here = honoured.into_iter().filter(|(_, (venue, _))| *venue == counter.venue);
        let here = here.map(|(cheque, (_, at))| (cheque, at)).collect();
        let (seen, taken) = (HashSet::new(), Vec::new());
        Ok(Self { situation, attempts, now, cheques, live, kept, here, withdrawn, seen, taken })
    }

    /// One cheque, in its turn. The whole is refused when too many codes are unknown.
    fn judge(&mut self, counter: &Counter, paper: &Paper) -> Result<One, Said> {
        let code = match &paper.code {
            Ok(code) => code,
            Err(misread) => return Ok(One { last_four: None, seen: None, refusal: Some(alone(misread.refusal(1))) }),
        };
        let last_four = Some(code.last_four());
        if !self.seen.insert(code.clone()) {
            return Ok(One { last_four, seen: None, refusal: Some(alone(Refusal::Repeated { no: 1 }.into())) });
        }
        let Some(cheque) = paper.ids.iter().find_map(|id| self.cheques.get(id)).cloned() else {
            if paper.ids.iter().any(|id| self.withdrawn.contains(id)) {
                let refusal = Some(alone(Refusal::Replaced { no: 1 }.into()));
                return Ok(One { last_four, seen: None, refusal });
            }
            self.attempts.patient(counter.organisation, counter.person)?;
            self.attempts.add(counter.organisation, counter.person);
            return Ok(One { last_four, seen: None, refusal: Some(alone(Refusal::Unknown { no: 1 }.into())) });
        };
        let refusal = self.honours(&cheque, counter.venue).err().map(alone);
        let seen = Some(Face {
            carnet: cheque.serial.to_string(),
            no: cheque.no,
            value: cheque.value,
            until: cheque.tolerance_ends,
        });
        if refusal.is_none() {
            self.taken.push(cheque);
        }
        Ok(One { last_four, seen, refusal })
    }

    fn honours(&self, cheque: &Presentable, venue: VenueId) -> Result<(), Said> {
        cheque.honour(1, self.now.day(), self.here.get(&cheque.id).copied())?;
        self.situation.accepts(cheque.funder, self.now)?;
        let elsewhere = self.kept.elsewhere(cheque.carnet, venue);
        let live = self.live.get(&cheque.carnet).map_or(0, |(count, _)| *count);
        let taken = self.taken.iter().filter(|one| one.carnet == cheque.carnet).count();
        if elsewhere > 0 && i64::try_from(taken).unwrap_or(i64::MAX) >= live - elsewhere {
            return Err(Refusal::Held { no: 1 }.into());
        }
        Ok(())
    }

    fn sum(mut self, cheques: Vec<One>) -> Result<LookedOver, Fault> {
        for cheque in &self.taken {
            let (count, value) = self.live.get(&cheque.carnet).copied().unwrap_or_default();
            self.live.insert(cheque.carnet, (count - 1, value.minus(cheque.value).map_err(overflow)?));
        }
        let value = Cents::total(self.taken.iter().map(|cheque| cheque.value)).map_err(overflow)?;
        let carnets: BTreeMap<_, _> = self.taken.iter().map(|cheque| (&cheque.serial, cheque)).collect();
        let left = |cheque: &Presentable| self.live.get(&cheque.carnet).copied().unwrap_or_default();
        let remaining = carnets.into_iter().map(|(serial, cheque)| {
            let (count, value) = left(cheque);
            Remaining { carnet: serial.to_string(), cheques: count, value, until: cheque.tolerance_ends }
        });
        Ok(LookedOver {
            accepted: self.taken.len(),
            value,
            remaining: remaining.collect(),
            personal: self.taken.iter().any(|cheque| cheque.personal),
            cap: self.taken.iter().filter_map(|cheque| cheque.cap).min(),
            cheques,
        })
    }
}

/// Unknown codes are counted before they are answered, or guessing would be free.
async fn remember(desk: &Desk, organisation: StructureId, person: PersonId, strangers: usize) -> Reply<()> {
    let remembered = desk.store.transact("cheques.unknown", move |tx| {
        // Asked again here: of many guesses sent at once, ten are answered.
        attempts::read(tx.conn, &[organisation], tx.now())?.patient(organisation, person)?;
        rows::cheques::remember_unknown(tx, &vec![(organisation, person); strangers])?;
        Ok(())
    });
    remembered.await
}

/// "Ce chèque", not "le chèque numéro 1": each refusal is told beside its cheque.
fn alone(mut said: Said) -> Said {
    said.facts.remove("no");
    said
}

fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("the value of some cheques does not fit", error)
}
