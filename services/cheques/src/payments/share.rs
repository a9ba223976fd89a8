//! What each venue has of a run: gathered, brought over from earlier runs, kept back, paid.
//!
//! A structure is paid once in a run, for all of its venues. What it owes is taken off first. Where nothing can be paid now (no
//! account, one that is too new, a sum that is too small), nothing is lost: all of it waits for a later run. So does what is
//! above the most that is first paid on an account.

use std::collections::{BTreeMap, HashMap};

use kernel::{
    cents::{Cents, Overflow},
    ids::{SettlementId, StructureId, VenueId},
};
use registry::accounts::Paying;

use crate::payments::settlement::VenueTotal;

/// Why nothing is paid to a structure this time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// No account was ever approved.
    NoAccount,
    /// The account is new: three days pass first.
    Cooling,
    /// The bank sent money back: somebody has to look at the account.
    Suspended,
    /// Less than the smallest payment.
    Minimum,
    /// The account changed since the run was prepared.
    Changed,
}

impl Held {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::NoAccount, Self::Cooling, Self::Suspended, Self::Minimum, Self::Changed];

    /// As the database and the schema keep it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoAccount => "no-account",
            Self::Cooling => "cooling",
            Self::Suspended => "suspended",
            Self::Minimum => "minimum",
            Self::Changed => "changed",
        }
    }

    /// The reason of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|held| held.name() == name)
    }

    /// Why that structure is not paid now, if it is not.
    pub const fn of(paying: Option<&Paying>) -> Option<Self> {
        match paying {
            Some(Paying::On(_)) => None,
            Some(Paying::Cooling { .. }) => Some(Self::Cooling),
            Some(Paying::Suspended { .. }) => Some(Self::Suspended),
            None => Some(Self::NoAccount),
        }
    }
}

/// What a venue has of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The venue.
    pub venue: VenueId,
    /// Its structure, to which the payment goes.
    pub structure: StructureId,
    /// Cheques that this run gathered, and their value.
    pub cheques: i64,
    /// Their value.
    pub gathered: Cents,
    /// Cheques of earlier runs.
    pub carried_cheques: i64,
    /// Their value, less what was kept then.
    pub carried: Cents,
    /// What repays a debt of the structure.
    pub offset: Cents,
    /// The network's fee.
    pub fee: Cents,
    /// What is paid.
    pub paid: Cents,
    /// What is above the first payment on an account: it waits for a later run.
    pub rest: Cents,
    /// Why nothing is paid.
    pub held: Option<Held>,
}

/// Why the rest of a first payment waits, as the database and the schema keep it.
const CAPPED: &str = "capped";

impl Share {
    /// Nothing yet.
    pub(crate) fn nothing(venue: VenueId, structure: StructureId) -> Self {
        Self {
            venue,
            structure,
            cheques: 0,
            gathered: Cents::ZERO,
            carried_cheques: 0,
            carried: Cents::ZERO,
            offset: Cents::ZERO,
            fee: Cents::ZERO,
            paid: Cents::ZERO,
            rest: Cents::ZERO,
            held: None,
        }
    }

    /// What waits for a later run: all but the fee of a share that is held, the rest of one that is not.
    pub fn waits(&self) -> Result<Cents, Overflow> {
        if self.held.is_some() { self.gathered.minus(self.fee) } else { Ok(self.rest) }
    }

    /// Why something waits, if anything does.
    pub fn why(&self) -> Option<&'static str> {
        match self.held {
            Some(held) => Some(held.name()),
            None => (self.rest > Cents::ZERO).then_some(CAPPED),
        }
    }

    /// Cheques that are counted with the payment of this run.
    fn paid_cheques(&self) -> i64 {
        if self.is_counted() { self.cheques + self.carried_cheques } else { 0 }
    }

    /// Cheques that are counted with a later one: those of which nothing is paid yet.
    pub(crate) fn waiting_cheques(&self) -> i64 {
        match self.held {
            Some(_) => self.cheques,
            None if self.is_counted() => 0,
            None => self.cheques + self.carried_cheques,
        }
    }

    fn is_counted(&self) -> bool {
        self.paid > Cents::ZERO || self.rest == Cents::ZERO
    }
}

/// What left a run unpaid, or came back from the bank, and waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carry {
    /// Out of which run.
    pub settlement: SettlementId,
    /// Whose it is.
    pub venue: VenueId,
    /// Its structure.
    pub structure: StructureId,
    /// Cheques.
    pub cheques: i64,
    /// How much.
    pub amount: Cents,
    /// How often this money was sent so far.
    pub attempt: i64,
}

/// A debt that is repaid out of what a venue is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// Whose due is used.
    pub venue: VenueId,
    /// Whose debt is repaid.
    pub owing: VenueId,
    /// How much.
    pub amount: Cents,
}

/// A payment to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToPay {
    /// To whom.
    pub structure: StructureId,
    /// How much; above zero.
    pub amount: Cents,
    /// For how many cheques.
    pub cheques: i64,
    /// How often this money, or the oldest of it, is sent with this payment: 1 the first time.
    pub attempt: i64,
}

/// What is to be shared out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'w> {
    pub(crate) gathered: &'w [VenueTotal],
    pub(crate) carried: &'w [Carry],
    pub(crate) paying: &'w HashMap<StructureId, Paying>,
    /// What each venue owes back, and its structure.
    pub(crate) owed: &'w [(StructureId, VenueId, Cents)],
    pub(crate) fees: &'w HashMap<(VenueId, StructureId), Cents>,
    pub(crate) minimum: Cents,
    /// The most that is paid to a structure whose account was never paid on; none for the others.
    pub(crate) caps: &'w HashMap<StructureId, Cents>,
}

/// A run, shared out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// Venue by venue, in order of structure, then of venue.
    pub shares: Vec<Share>,
    /// One a structure, in order of structure.
    pub payments: Vec<ToPay>,
    /// Debts repaid.
    pub offsets: Vec<Offset>,
    /// The structures whose earlier money is in these shares.
    pub taken: Vec<StructureId>,
}

/// Shares a run out. The order of what is given changes nothing.
pub(crate) fn share_out(wanted: &Wanted<'_>) -> Result<Shared, Overflow> {
    let mut shared = Shared::default();
    for (structure, mut shares) in by_structure(wanted)? {
        let held = Held::of(wanted.paying.get(&structure));
        if let Some(held) = held {
            hold(&mut shared, shares, held);
            continue;
        }
        let offsets = repay(structure, &mut shares, wanted.owed)?;
        let whole = Cents::total(shares.iter().map(|share| share.paid))?;
        if whole > Cents::ZERO && whole < wanted.minimum {
            hold(&mut shared, shares, Held::Minimum);
            continue;
        }
        let most = wanted.caps.get(&structure).copied().unwrap_or(whole);
        let amount = cap(&mut shares, whole, most)?;
        shared.offsets.extend(offsets);
        if shares.iter().any(|share| share.carried > Cents::ZERO) {
            shared.taken.push(structure);
        }
        if amount > Cents::ZERO {
            shared.payments.push(to_pay(structure, amount, &shares, wanted.carried));
        }
        shared.shares.extend(shares);
    }
    Ok(shared)
}

/// Nothing is paid: what was brought over stays where it was, what was gathered waits.
fn hold(shared: &mut Shared, shares: Vec<Share>, held: Held) {
    let waits = shares.into_iter().filter(|share| share.gathered > Cents::ZERO).map(|share| Share {
        carried_cheques: 0,
        carried: Cents::ZERO,
        offset: Cents::ZERO,
        paid: Cents::ZERO,
        held: Some(held),
        ..share
    });
    shared.shares.extend(waits);
}

/// The venues of each structure, each with all that could be paid.
fn by_structure(wanted: &Wanted<'_>) -> Result<BTreeMap<StructureId, Vec<Share>>, Overflow> {
    let mut venues: BTreeMap<(StructureId, VenueId), Share> = BTreeMap::new();
    for total in wanted.gathered {
        let key = (total.structure, total.venue);
        let share = venues.entry(key).or_insert_with(|| Share::nothing(key.1, key.0));
        share.cheques += total.cheques;
        share.gathered = share.gathered.plus(total.amount)?;
        share.fee = wanted.fees.get(&(total.venue, total.structure)).copied().unwrap_or_default();
    }
    for carry in wanted.carried {
        let key = (carry.structure, carry.venue);
        let share = venues.entry(key).or_insert_with(|| Share::nothing(key.1, key.0));
        share.carried_cheques += carry.cheques;
        share.carried = share.carried.plus(carry.amount)?;
    }
    let mut structures: BTreeMap<StructureId, Vec<Share>> = BTreeMap::new();
    for ((structure, _), mut share) in venues {
        share.paid = share.gathered.plus(share.carried)?.minus(share.fee)?;
        structures.entry(structure).or_default().push(share);
    }
    Ok(structures)
}

/// Takes what the structure owes off what its venues are owed: a venue repays its own debt first.
fn repay(
    structure: StructureId,
    shares: &mut [Share],
    owed: &[(StructureId, VenueId, Cents)],
) -> Result<Vec<Offset>, Overflow> {
    let mut offsets = Vec::new();
    let mut debts: Vec<(VenueId, Cents)> =
        owed.iter().filter(|(debtor, _, _)| *debtor == structure).map(|(_, venue, amount)| (*venue, *amount)).collect();
    debts.sort();
    for own in [true, false] {
        for (owing, left) in &mut debts {
            for share in shares.iter_mut().filter(|share| (share.venue == *owing) == own) {
                let amount = share.paid.min(*left);
                if amount > Cents::ZERO {
                    share.paid = share.paid.minus(amount)?;
                    share.offset = share.offset.plus(amount)?;
                    *left = left.minus(amount)?;
                    offsets.push(Offset { venue: share.venue, owing: *owing, amount });
                }
            }
        }
    }
    Ok(offsets)
}

/// Leaves what is above the most that is paid, from the last venue back; answers what is paid.
fn cap(shares: &mut [Share], whole: Cents, most: Cents) -> Result<Cents, Overflow> {
    if whole <= most {
        return Ok(whole);
    }
    let mut above = whole.minus(most)?;
    for share in shares.iter_mut().rev() {
        share.rest = share.paid.min(above);
        share.paid = share.paid.minus(share.rest)?;
        above = above.minus(share.rest)?;
    }
    Ok(most)
}

fn to_pay(structure: StructureId, amount: Cents, shares: &[Share], carried: &[Carry]) -> ToPay {
    let cheques = shares.iter().map(Share::paid_cheques).sum();
    let sent = carried.iter().filter(|carry| carry.structure == structure).map(|carry| carry.attempt).max();
    ToPay { structure, amount, cheques, attempt: sent.unwrap_or(0) + 1 }
}

#[cfg(test)]
mod tests {
    use kernel::{clock::At, ids::Id};
    use proptest::prelude::*;
    use registry::account::BankAccount;

    use super::*;

    fn structure(no: u8) -> StructureId {
        Id::from_bytes([no; 16])
    }

    fn venue(no: u8) -> VenueId {
        Id::from_bytes([no; 16])
    }

    fn gathered(place: u8, home: u8, cents: i64) -> VenueTotal {
        VenueTotal { venue: venue(place), structure: structure(home), cheques: 1, amount: Cents::new(cents) }
    }

    fn carried(place: u8, home: u8, cents: i64, attempt: i64) -> Carry {
        let settlement = Id::from_bytes([100; 16]);
        Carry {
            settlement,
            venue: venue(place),
            structure: structure(home),
            cheques: 1,
            amount: Cents::new(cents),
            attempt,
        }
    }

    fn account() -> Paying {
        Paying::On(BankAccount {
            id: Id::from_bytes([7; 16]),
            holder: "Mairie".to_owned(),
            iban: "FR7630006000011234567890189".to_owned(),
            bic: "AGRIFRPP".to_owned(),
        })
    }

    /// Structures 1 and 2 are paid, 3 has a new account, 4 none.
    fn paying() -> HashMap<StructureId, Paying> {
        let cooling = Paying::Cooling { until: At(0) };
        HashMap::from([(structure(1), account()), (structure(2), account()), (structure(3), cooling)])
    }

    type Owed = (StructureId, VenueId, Cents);

    fn of(gathered: &[VenueTotal], carried: &[Carry], owed: &[Owed], minimum: i64) -> Shared {
        capped(gathered, carried, owed, minimum, &HashMap::new())
    }

    fn capped(
        gathered: &[VenueTotal],
        carried: &[Carry],
        owed: &[Owed],
        minimum: i64,
        caps: &HashMap<StructureId, Cents>,
    ) -> Shared {
        let (paying, fees) = (paying(), HashMap::from([((venue(2), structure(1)), Cents::new(3))]));
        let minimum = Cents::new(minimum);
        share_out(&Wanted { gathered, carried, paying: &paying, owed, fees: &fees, minimum, caps }).unwrap()
    }

    /// Of each share: paid, rest, why it waits, cheques that wait.
    fn parts(shared: &Shared) -> Vec<(i64, i64, Option<&'static str>, i64)> {
        let part = |share: &Share| (share.paid.get(), share.rest.get(), share.why(), share.waiting_cheques());
        shared.shares.iter().map(part).collect()
    }

    #[test]
    fn what_is_above_a_first_payment_waits_from_the_last_venue_back() {
        let caps = HashMap::from([(structure(1), Cents::new(1200))]);
        let three = [gathered(1, 1, 1000), gathered(2, 1, 503), gathered(3, 1, 70), gathered(4, 2, 9000)];
        let shared = capped(&three, &[carried(2, 1, 40, 2)], &[], 0, &caps);
        let first = [(1000, 0, None, 0), (200, 340, Some("capped"), 0), (0, 70, Some("capped"), 1), (9000, 0, None, 0)];
        assert_eq!(parts(&shared), first);
        // The cheque of the third venue is counted when something of it is paid.
        let paid: Vec<_> = shared.payments.iter().map(|pay| (pay.amount.get(), pay.cheques, pay.attempt)).collect();
        assert_eq!((paid, shared.taken), (vec![(1200, 3, 3), (9000, 1, 1)], vec![structure(1)]));
    }

    #[test]
    fn a_cap_counts_what_is_left_after_debts_and_only_what_is_above_it() {
        let caps = |cents| HashMap::from([(structure(1), Cents::new(cents))]);
        let owed = [(structure(1), venue(1), Cents::new(400))];
        let whole = capped(&[gathered(1, 1, 1000)], &[], &owed, 0, &caps(600));
        assert_eq!((parts(&whole), whole.payments[0].amount), (vec![(600, 0, None, 0)], Cents::new(600)));
        let one_less = capped(&[gathered(1, 1, 1000)], &[], &owed, 0, &caps(599));
        assert_eq!((parts(&one_less), one_less.offsets.len()), (vec![(599, 1, Some("capped"), 0)], 1));
        let small = capped(&[gathered(1, 1, 1000)], &[], &[], 1001, &caps(1001));
        assert_eq!(parts(&small), [(0, 0, Some("minimum"), 1)]);
    }

    #[test]
    fn a_structure_is_paid_once_for_its_venues_and_what_was_left() {
        let shared = of(&[gathered(1, 1, 1000), gathered(2, 1, 500)], &[carried(1, 1, 40, 2)], &[], 0);
        let pay = ToPay { structure: structure(1), amount: Cents::new(1537), cheques: 3, attempt: 3 };
        assert_eq!(shared.payments, [pay]);
        let paid: Vec<i64> = shared.shares.iter().map(|share| share.paid.get()).collect();
        assert_eq!((paid, shared.taken), (vec![1040, 497], vec![structure(1)]));
    }

    #[test]
    fn what_cannot_be_paid_now_waits_whole() {
        let all = [gathered(3, 3, 700), gathered(4, 4, 80), gathered(5, 2, 90)];
        let shared = of(&all, &[carried(3, 3, 11, 0), carried(5, 2, 5, 0)], &[], 100);
        let held: Vec<_> = shared.shares.iter().map(|share| (share.held, share.waits().unwrap().get())).collect();
        let expected = [(Some(Held::Minimum), 90), (Some(Held::Cooling), 700), (Some(Held::NoAccount), 80)];
        assert_eq!((held.as_slice(), shared.payments.len(), shared.taken.len()), (expected.as_slice(), 0, 0));
    }

    #[test]
    fn debts_are_repaid_first_and_the_rest_stays_owed() {
        let owed = [(structure(1), venue(9), Cents::new(1200)), (structure(2), venue(1), Cents::new(5))];
        let shared = of(&[gathered(1, 1, 1000), gathered(2, 1, 503)], &[], &owed, 0);
        let offset = |place, cents| Offset { venue: venue(place), owing: venue(9), amount: Cents::new(cents) };
        assert_eq!(shared.offsets, [offset(1, 1000), offset(2, 200)]);
        assert_eq!(shared.payments[0].amount, Cents::new(300));
        let more = of(&[gathered(1, 1, 1000)], &[], &[(structure(1), venue(1), Cents::new(5000))], 0);
        assert_eq!((more.payments.len(), more.offsets[0].amount), (0, Cents::new(1000)));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nobody_is_paid_twice(
            lines in prop::collection::vec((1_u8..6, 1_u8..5, 1_i64..2000), 0..12),
            left in prop::collection::vec((1_u8..6, 1_u8..5, 1_i64..2000), 0..6),
            debts in prop::collection::vec((1_u8..5, 1_u8..6, 1_i64..3000), 0..4),
            minimum in 0_i64..1500,
            more in prop::option::of(1_i64..1500),
        ) {
            let lines: Vec<_> = lines.into_iter().map(|(place, home, cents)| gathered(place, home, cents + 3)).collect();
            let left: Vec<_> = left.into_iter().map(|(place, home, cents)| carried(place, home, cents, 1)).collect();
            // A venue has one structure.
            let debts: BTreeMap<u8, _> =
                debts.into_iter().map(|(home, place, cents)| (place, (structure(home), venue(place), Cents::new(cents)))).collect();
            let debts: Vec<_> = debts.into_values().collect();
            let caps: HashMap<_, _> =
                more.into_iter().map(|more| (structure(1), Cents::new(minimum + more))).collect();
            let shared = capped(&lines, &left, &debts, minimum, &caps);
            for share in &shared.shares {
                let whole = share.gathered.get() + share.carried.get();
                let gone = share.offset.get() + share.fee.get() + share.paid.get() + share.waits().unwrap().get();
                prop_assert_eq!(whole, gone);
            }
            let all: i64 = lines.iter().map(|one| one.amount.get()).sum();
            prop_assert_eq!(shared.shares.iter().map(|share| share.gathered.get()).sum::<i64>(), all);
            let paid: i64 = shared.shares.iter().map(|share| share.paid.get()).sum();
            prop_assert_eq!(paid, shared.payments.iter().map(|pay| pay.amount.get()).sum::<i64>());
            prop_assert!(shared.payments.iter().all(|pay| pay.amount.get() >= minimum.max(1)));
            for share in shared.shares.iter().filter(|share| share.rest > Cents::ZERO) {
                let first = shared.payments.iter().find(|pay| pay.structure == share.structure).map(|pay| pay.amount);
                prop_assert_eq!((first, share.held), (caps.get(&share.structure).copied(), None));
            }
            let above = |pay: &&ToPay| caps.get(&pay.structure).is_some_and(|most| pay.amount > *most);
            prop_assert_eq!(shared.payments.iter().filter(above).count(), 0);
            let counted: i64 = shared.payments.iter().map(|pay| pay.cheques).sum();
            let waiting: i64 = shared.shares.iter().map(Share::waiting_cheques).sum();
            let all_of_them: i64 = shared.shares.iter().map(|share| share.cheques + share.carried_cheques).sum();
            prop_assert!(counted + waiting <= all_of_them);
            for (_, owing, debt) in &debts {
                let repaid: i64 = shared.offsets.iter().filter(|one| one.owing == *owing).map(|one| one.amount.get()).sum();
                prop_assert!(repaid <= debt.get());
            }
        }
    }
}
