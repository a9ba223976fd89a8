//! Cheques as they lie in the database.

use std::collections::HashMap;

use diesel::{insert_into, prelude::*, update};
use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{
        Carnet, CarnetId, Cheque as ChequeKind, ChequeId, Id, Order as OrderKind, OrderId, PersonId, Structure,
        StructureId,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::{
    carnets::course::Why,
    cheque::{Presentable, Stage},
    order::Serial,
    tables::{carnet, cheque, funding_order, pepper, unknown_code},
};

/// A cheque as it is issued.
#[derive(Clone, Debug)]
pub(crate) struct Blank {
    pub(crate) id: ChequeId,
    pub(crate) pepper_no: i64,
    pub(crate) carnet: CarnetId,
    pub(crate) order: OrderId,
    pub(crate) no: i64,
    pub(crate) value: Cents,
}

pub(crate) fn insert(tx: &mut Tx<'_>, blanks: &[Blank]) -> Result<(), Fault> {
    for some in blanks.chunks(1000) {
        let rows: Vec<_> = some
            .iter()
            .map(|blank| {
                (
                    cheque::id.eq(Ref(blank.id)),
                    cheque::pepper_no.eq(blank.pepper_no),
                    cheque::carnet_id.eq(Ref(blank.carnet)),
                    cheque::order_id.eq(Ref(blank.order)),
                    cheque::no.eq(blank.no),
                    cheque::value_cents.eq(blank.value.get()),
                    cheque::stage.eq(Stage::Live.name()),
                    cheque::round.eq(0),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(cheque::table).values(&rows).execute(c))?;
    }
    Ok(())
}

type Found = (
    (Ref<ChequeKind>, i64, i64, String, i64),
    (Ref<Carnet>, i64, Option<i64>, Option<String>, Option<Ref<Carnet>>),
    (Ref<OrderKind>, Ref<Structure>, String, i64, Option<i64>, i64, Option<i64>, i64),
);

/// The cheques of these identifiers with every fact on which their fate depends, in one statement.
pub(crate) fn presentable(conn: &mut AnyConn, ids: &[ChequeId]) -> Result<HashMap<ChequeId, Presentable>, Fault> {
    let found: Vec<Found> = cheque::table
        .inner_join(carnet::table)
        .inner_join(funding_order::table.on(funding_order::id.eq(cheque::order_id)))
        .filter(cheque::id.eq_any(refs(ids)))
        .select((
            (cheque::id, cheque::no, cheque::value_cents, cheque::stage, cheque::round),
            (carnet::id, carnet::no, carnet::handed_over_at, carnet::blocked_why, carnet::replaces_id),
            (
                funding_order::id,
                funding_order::funder_id,
                funding_order::label,
                funding_order::covered_carnets,
                funding_order::issued_at,
                funding_order::tolerance_ends,
                funding_order::cap_cheques,
                funding_order::family_may_present,
            ),
        ))
        .load(conn)?;
    found.into_iter().map(|row| shaped(row).map(|cheque| (cheque.id, cheque))).collect()
}

fn shaped(
    ((id, no, value, stage, round), (carnet, carnet_no, handed, blocked, replaces), order): Found,
) -> Result<Presentable, Fault> {
    let (order_id, funder, label, covered, issued_at, tolerance, cap, family) = order;
    Ok(Presentable {
        id: id.0,
        no,
        value: Cents::new(value),
        stage: Stage::named(&stage).ok_or_else(|| Fault::broken("a stage has no known name"))?,
        round,
        carnet: carnet.0,
        serial: Serial { label, no: carnet_no },
        handed_over: handed.is_some(),
        blocked: Why::read(blocked.as_deref())?,
        order: order_id.0,
        funder: funder.0,
        // A booklet that took another's place bears what that one bore: the funds that covered it.
        active: issued_at.is_some() && (carnet_no <= covered || replaces.is_some()),
        tolerance_ends: Day::from_number(tolerance),
        cap,
        personal: family == 0,
    })
}

/// Live cheques and their value, booklet by booklet.
pub(crate) fn live_by_carnet(
    conn: &mut AnyConn,
    carnets: &[CarnetId],
) -> Result<HashMap<CarnetId, (i64, Cents)>, Fault> {
    let sum = diesel::dsl::sql::<diesel::sql_types::BigInt>("CAST(COALESCE(SUM(value_cents), 0) AS BIGINT)");
    let found: Vec<(Ref<Carnet>, i64, i64)> = cheque::table
        .filter(cheque::carnet_id.eq_any(refs(carnets)).and(cheque::stage.eq(Stage::Live.name())))
        .group_by(cheque::carnet_id)
        .select((cheque::carnet_id, diesel::dsl::count_star(), sum))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, count, cents)| (id.0, (count, Cents::new(cents)))).collect())
}

/// Locks the live cheques of a booklet, whatever another process is about to do with them; answers how many there are.
pub(crate) fn lock_live(tx: &mut Tx<'_>, id: CarnetId) -> Result<i64, Fault> {
    let live = cheque::table.filter(cheque::carnet_id.eq(Ref(id)).and(cheque::stage.eq(Stage::Live.name())));
    let locked = update(live).set(cheque::stage.eq(Stage::Live.name())).execute(tx.conn)?;
    Ok(i64::try_from(locked).unwrap_or(i64::MAX))
}

/// Takes these live cheques (ids sorted by the caller); answers how many were still live.
pub(crate) fn take(tx: &mut Tx<'_>, ids: &[ChequeId]) -> Result<usize, Fault> {
    let live = cheque::table.filter(cheque::id.eq_any(refs(ids)).and(cheque::stage.eq(Stage::Live.name())));
    Ok(update(live).set(cheque::stage.eq(Stage::Redeemed.name())).execute(tx.conn)?)
}

/// Gives these redeemed cheques back, in a new round; answers how many were redeemed.
pub(crate) fn give_back(tx: &mut Tx<'_>, ids: &[ChequeId]) -> Result<usize, Fault> {
    let redeemed = cheque::table.filter(cheque::id.eq_any(refs(ids)).and(cheque::stage.eq(Stage::Redeemed.name())));
    let next = (cheque::stage.eq(Stage::Live.name()), cheque::round.eq(cheque::round + 1));
    Ok(update(redeemed).set(next).execute(tx.conn)?)
}

/// Cancels what is left of these booklets, for ever; answers how many cheques that was, and their value.
pub(crate) fn cancel_carnets(tx: &mut Tx<'_>, ids: &[CarnetId]) -> Result<(i64, Cents), Fault> {
    let usable = cheque::table
        .filter(cheque::carnet_id.eq_any(refs(ids)))
        .filter(cheque::stage.eq_any([Stage::Live.name(), Stage::Held.name()]));
    let values: Vec<(Ref<ChequeKind>, i64)> = usable.clone().select((cheque::id, cheque::value_cents)).load(tx.conn)?;
    let changed = update(usable).set(cheque::stage.eq(Stage::Cancelled.name())).execute(tx.conn)?;
    if changed != values.len() {
        return Err(Fault::crossed("a cheque of a booklet changed meanwhile"));
    }
    let value = Cents::total(values.iter().map(|(_, cents)| Cents::new(*cents)));
    let value = value.map_err(|error| Fault::because("a booklet's value does not fit", error))?;
    Ok((i64::try_from(changed).unwrap_or(i64::MAX), value))
}

/// Cancels the live cheques of a booklet that come after these many; answers how many were cancelled.
pub(crate) fn cancel_after(tx: &mut Tx<'_>, id: CarnetId, kept: i64) -> Result<usize, Fault> {
    let live = cheque::carnet_id.eq(Ref(id)).and(cheque::stage.eq(Stage::Live.name()));
    let surplus: Vec<Ref<ChequeKind>> = cheque::table
        .filter(live)
        .order(cheque::no)
        .offset(kept)
        .limit(MOST_CHEQUES)
        .select(cheque::id)
        .load(tx.conn)?;
    let these = cheque::table.filter(cheque::id.eq_any(surplus).and(cheque::stage.eq(Stage::Live.name())));
    Ok(update(these).set(cheque::stage.eq(Stage::Cancelled.name())).execute(tx.conn)?)
}

// A booklet has fifty at most.
const MOST_CHEQUES: i64 = 50;

/// The value of an order's cheques that were used.
pub(crate) fn used_value(conn: &mut AnyConn, order: OrderId) -> Result<Cents, Fault> {
    let sum = diesel::dsl::sql::<diesel::sql_types::BigInt>("CAST(COALESCE(SUM(value_cents), 0) AS BIGINT)");
    let used = cheque::table.filter(cheque::order_id.eq(Ref(order)).and(cheque::stage.eq(Stage::Redeemed.name())));
    Ok(Cents::new(used.select(sum).first(conn)?))
}

/// Peppers known to the database: number and fingerprint.
pub(crate) fn peppers(conn: &mut AnyConn) -> Result<Vec<(i64, Vec<u8>)>, Fault> {
    let live = pepper::table.filter(pepper::retired_at.is_null());
    Ok(live.select((pepper::no, pepper::fingerprint)).order(pepper::no).load(conn)?)
}

/// Makes a pepper known.
pub(crate) fn insert_pepper(tx: &mut Tx<'_>, no: i64, fingerprint: &[u8]) -> Result<(), Fault> {
    let row = (pepper::no.eq(no), pepper::fingerprint.eq(fingerprint), pepper::since.eq(tx.now().0));
    insert_into(pepper::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Who typed an unknown code since an instant: structure and person, one entry for each.
pub(crate) fn unknown_since(
    conn: &mut AnyConn,
    organisations: &[StructureId],
    since: At,
) -> Result<Vec<(StructureId, PersonId)>, Fault> {
    let found: Vec<(Ref<Structure>, Ref<kernel::ids::Person>)> = unknown_code::table
        .filter(unknown_code::organisation.eq_any(refs(organisations)).and(unknown_code::at.gt(since.0)))
        .select((unknown_code::organisation, unknown_code::person_id))
        .order(unknown_code::at.desc())
        .limit(10_000)
        .load(conn)?;
    Ok(found.into_iter().map(|(organisation, person)| (organisation.0, person.0)).collect())
}

enum Attempt {}

/// Remembers unknown codes.
pub(crate) fn remember_unknown(tx: &mut Tx<'_>, who: &[(StructureId, PersonId)]) -> Result<(), Fault> {
    if who.is_empty() {
        return Ok(());
    }
    let now = tx.now().0;
    let rows: Vec<_> = who
        .iter()
        .map(|(organisation, person)| {
            let id: Id<Attempt> = tx.chance().id();
            (
                unknown_code::id.eq(Ref(id)),
                unknown_code::organisation.eq(Ref(*organisation)),
                unknown_code::person_id.eq(Ref(*person)),
                unknown_code::at.eq(now),
            )
        })
        .collect();
    each!(&mut *tx.conn, |c| insert_into(unknown_code::table).values(&rows).execute(c))?;
    Ok(())
}
