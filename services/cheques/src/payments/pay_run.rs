//! What a run pays: its shares, and one payment for each structure that can be paid now.

use std::collections::{HashMap, HashSet};

use kernel::{
    cents::Cents,
    clock::At,
    ids::{SettlementId, StructureId},
};
use registry::accounts::Paying;
use store::{Fault, Tx, conn::AnyConn};

use super::{
    bank_news::PaymentStage,
    share::{Carry, Held, Share, Shared, ToPay, Wanted, share_out},
};
use crate::{
    payments::settlement::{Payment, Settlement, VenueTotal},
    rows::{
        settlements,
        shares::{self as rows, NewCarry},
        terms::{self, Fees},
    },
};

/// How each structure is paid, beside what each venue has of the run.
pub(crate) type Look = (Shared, HashMap<StructureId, Paying>);

/// Shares out what was gathered, with all that waits from earlier runs.
pub(crate) fn look(conn: &mut AnyConn, gathered: &[VenueTotal], fees: &Fees, now: At) -> Result<Look, Fault> {
    let carried = rows::waiting(conn)?;
    let mut structures: Vec<StructureId> = gathered.iter().map(|total| total.structure).collect();
    structures.extend(carried.iter().map(|carry| carry.structure));
    structures.sort();
    structures.dedup();
    let paying = registry::accounts::paying(conn, &structures, now)?;
    let owed = owed(conn)?;
    let terms = terms::on(conn, now.day())?;
    let minimum = terms.map(|terms| terms.minimum).unwrap_or_default();
    let caps = match terms.and_then(|terms| terms.first_payment_cap) {
        Some(most) => caps(conn, &paying, most)?,
        None => HashMap::new(),
    };
    let wanted = Wanted { gathered, carried: &carried, paying: &paying, owed: &owed, fees, minimum, caps: &caps };
    Ok((share_out(&wanted).map_err(overflow)?, paying))
}

/// The most that is paid to those who were never paid on their account: until the bank has confirmed a payment to them there,
/// each payment is a first one.
fn caps(
    conn: &mut AnyConn,
    paying: &HashMap<StructureId, Paying>,
    most: Cents,
) -> Result<HashMap<StructureId, Cents>, Fault> {
    let account = |(structure, paying): (&StructureId, &Paying)| match paying {
        Paying::On(account) => Some((*structure, account.iban.clone())),
        Paying::Cooling { .. } | Paying::Suspended { .. } => None,
    };
    let accounts: Vec<(StructureId, String)> = paying.iter().filter_map(account).collect();
    let ibans: Vec<String> = accounts.iter().map(|(_, iban)| iban.clone()).collect();
    let known: HashSet<(StructureId, String)> = rows::confirmed_on(conn, &ibans)?.into_iter().collect();
    let first = accounts.into_iter().filter(|account| !known.contains(account));
    Ok(first.map(|(structure, _)| (structure, most)).collect())
}

type Owed = (StructureId, kernel::ids::VenueId, Cents);

fn owed(conn: &mut AnyConn) -> Result<Vec<Owed>, Fault> {
    let owed = rows::owed(conn)?;
    if owed.is_empty() {
        return Ok(Vec::new());
    }
    let owners = registry::venue::owners(conn)?;
    Ok(owed.into_iter().filter_map(|(venue, cents)| Some((*owners.get(&venue)?, venue, cents))).collect())
}

/// Keeps the shares of a run, what waits, what was taken, and its payments; answers the payments.
pub(crate) fn keep(tx: &mut Tx<'_>, run: &Settlement, (shared, paying): &Look) -> Result<Vec<Payment>, Fault> {
    rows::insert(tx, run.id, &shared.shares)?;
    rows::take(tx, run.id, &shared.taken)?;
    rows::insert_carries(tx, &left_over(run.id, &shared.shares, &shared.payments)?)?;
    rows::insert_offsets(tx, run.id, &shared.offsets)?;
    let payments: Vec<Payment> = shared
        .payments
        .iter()
        .filter_map(|to_pay| {
            let Some(Paying::On(account)) = paying.get(&to_pay.structure) else { return None };
            Some(Payment {
                structure: to_pay.structure,
                account: account.id,
                holder: account.holder.clone(),
                iban: account.iban.clone(),
                bic: account.bic.clone(),
                amount: to_pay.amount,
                cheques: to_pay.cheques,
                end_to_end_id: run.end_to_end_id(to_pay.structure, to_pay.attempt),
                attempt: to_pay.attempt,
                stage: PaymentStage::Open,
                reason: None,
            })
        })
        .collect();
    settlements::insert_payments(tx, run.id, &payments)?;
    Ok(payments)
}

/// What a run does not pay, to be taken by a later one: all that it gathered, or the rest of a first payment.
fn left_over(run: SettlementId, shares: &[Share], payments: &[ToPay]) -> Result<Vec<NewCarry>, Fault> {
    // A rest was sent as often as its payment, this time left out.
    let sent: HashMap<StructureId, i64> = payments.iter().map(|one| (one.structure, one.attempt - 1)).collect();
    let left = shares.iter().filter_map(|share| Some((share, share.why()?)));
    left.map(|(share, why)| {
        let amount = share.waits().map_err(overflow)?;
        let (venue, structure, cheques) = (share.venue, share.structure, share.waiting_cheques());
        let attempt = sent.get(&structure).copied().unwrap_or_default();
        let carry = Carry { settlement: run, venue, structure, cheques, amount, attempt };
        Ok(NewCarry { carry, why })
    })
    .collect()
}

/// Takes out of a prepared run what cannot be paid any more: the account of these structures has changed since. Answers how
/// many structures.
pub(crate) fn withhold(tx: &mut Tx<'_>, run: SettlementId) -> Result<usize, Fault> {
    let payments = settlements::payments(tx.conn, run)?;
    let structures: Vec<StructureId> = payments.iter().map(|payment| payment.structure).collect();
    let now = tx.now();
    let paying = registry::accounts::paying(tx.conn, &structures, now)?;
    let still = |payment: &Payment| match paying.get(&payment.structure) {
        Some(Paying::On(account)) => account.iban == payment.iban,
        _ => false,
    };
    let changed: Vec<StructureId> =
        payments.iter().filter(|payment| !still(payment)).map(|payment| payment.structure).collect();
    if changed.is_empty() {
        return Ok(0);
    }
    rows::hold(tx, run, &changed)?;
    let shares = rows::of_run(tx.conn, run)?;
    let theirs: Vec<Share> = shares.into_iter().filter(|share| share.held == Some(Held::Changed)).collect();
    rows::insert_carries(tx, &left_over(run, &theirs, &[])?)?;
    Ok(changed.len())
}

pub(crate) fn overflow(error: kernel::cents::Overflow) -> Fault {
    Fault::because("the total of a settlement does not fit", error)
}
