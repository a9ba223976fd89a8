//! Booklets as they lie in the database.

use std::collections::HashMap;

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::{At, Day},
    ids::{Carnet, CarnetId, LearnerRef, OrderId, PersonId, Structure, StructureId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::{
    carnets::course::Why,
    order::{Public, Serial},
    tables::{carnet, carnet_kept, carnet_stock, funding_order},
};

/// Inserts blank booklets of an order.
pub(crate) fn insert(tx: &mut Tx<'_>, order: OrderId, carnets: &[(CarnetId, i64)]) -> Result<(), Fault> {
    for some in carnets.chunks(1000) {
        let rows: Vec<_> = some
            .iter()
            .map(|(id, no)| (carnet::id.eq(Ref(*id)), carnet::order_id.eq(Ref(order)), carnet::no.eq(*no)))
            .collect();
        each!(&mut *tx.conn, |c| insert_into(carnet::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// A booklet on its way to somebody.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) id: CarnetId,
    /// Its number within the order.
    pub(crate) no: i64,
    pub(crate) handed_over: bool,
    /// Since when it is blocked, and why.
    pub(crate) blocked: Option<(At, Why)>,
    /// In whose stock it lies; nobody's, and any prescriber may hand it over.
    pub(crate) stock_of: Option<StructureId>,
}

type FoundRow = (Ref<Carnet>, i64, Option<i64>, Option<i64>, Option<String>, Option<Ref<Structure>>);

fn found((id, no, handed, since, why, stock): FoundRow) -> Result<Found, Fault> {
    let why = Why::read(why.as_deref())?;
    Ok(Found {
        id: id.0,
        no,
        handed_over: handed.is_some(),
        blocked: since.map(At).zip(why),
        stock_of: stock.map(|it| it.0),
    })
}

/// The booklet of that number in an order.
pub(crate) fn find(conn: &mut AnyConn, order: OrderId, no: i64) -> Result<Option<Found>, Fault> {
    Ok(between(conn, order, (no, no))?.pop())
}

/// The booklets of an order with these numbers, both ends included, in their order.
pub(crate) fn between(conn: &mut AnyConn, order: OrderId, (first, last): (i64, i64)) -> Result<Vec<Found>, Fault> {
    let rows: Vec<FoundRow> = carnet::table
        .left_join(carnet_stock::table)
        .filter(carnet::order_id.eq(Ref(order)).and(carnet::no.between(first, last)))
        .order(carnet::no)
        .select((
            carnet::id,
            carnet::no,
            carnet::handed_over_at,
            carnet::blocked_at,
            carnet::blocked_why,
            carnet_stock::prescriber_id.nullable(),
        ))
        .load(conn)?;
    rows.into_iter().map(found).collect()
}

/// The first booklets of an order that lie in no stock, that no request keeps, and that may still go, at most so many.
pub(crate) fn unallotted(conn: &mut AnyConn, order: OrderId, most: i64) -> Result<Vec<Found>, Fault> {
    let rows: Vec<FoundRow> = carnet::table
        .left_join(carnet_stock::table)
        .filter(carnet::order_id.eq(Ref(order)).and(carnet_stock::prescriber_id.nullable().is_null()))
        .filter(carnet::handed_over_at.is_null().and(carnet::blocked_at.is_null()))
        .filter(carnet::id.ne_all(carnet_kept::table.select(carnet_kept::carnet_id)))
        .order(carnet::no)
        .limit(most)
        .select((
            carnet::id,
            carnet::no,
            carnet::handed_over_at,
            carnet::blocked_at,
            carnet::blocked_why,
            carnet_stock::prescriber_id.nullable(),
        ))
        .load(conn)?;
    rows.into_iter().map(found).collect()
}

/// Blocks these booklets in the name of a structure; answers how many were not blocked before.
pub(crate) fn block(tx: &mut Tx<'_>, ids: &[CarnetId], why: Why, by: StructureId) -> Result<usize, Fault> {
    let mut blocked = 0;
    for some in ids.chunks(1000) {
        let free = carnet::table.filter(carnet::id.eq_any(refs(some)).and(carnet::blocked_at.is_null()));
        blocked += update(free)
            .set((
                carnet::blocked_at.eq(tx.now().0),
                carnet::blocked_why.eq(why.name()),
                carnet::blocked_for_id.eq(Some(Ref(by))),
            ))
            .execute(tx.conn)?;
    }
    Ok(blocked)
}

/// Lifts the block of a booklet that nothing has replaced; answers whether there was one.
pub(crate) fn unblock(tx: &mut Tx<'_>, id: CarnetId) -> Result<bool, Fault> {
    let blocked = carnet::table.filter(carnet::id.eq(Ref(id)).and(carnet::blocked_at.is_not_null()));
    let blocked = blocked.filter(carnet::blocked_why.ne(Why::Replaced.name()));
    let none = (
        carnet::blocked_at.eq(None::<i64>),
        carnet::blocked_why.eq(None::<String>),
        carnet::blocked_for_id.eq(None::<Ref<Structure>>),
    );
    Ok(update(blocked).set(none).execute(tx.conn)? == 1)
}

/// Marks a booklet as replaced for ever; answers whether it was not before.
pub(crate) fn retire(tx: &mut Tx<'_>, id: CarnetId, by: StructureId) -> Result<bool, Fault> {
    let standing = carnet::blocked_why.is_null().or(carnet::blocked_why.ne(Why::Replaced.name()));
    let standing = carnet::table.filter(carnet::id.eq(Ref(id)).and(standing));
    let replaced = (
        carnet::blocked_at.eq(tx.now().0),
        carnet::blocked_why.eq(Why::Replaced.name()),
        carnet::blocked_for_id.eq(Some(Ref(by))),
    );
    Ok(update(standing).set(replaced).execute(tx.conn)? == 1)
}

/// A booklet, and those whose place it took, newest first.
pub(crate) fn lineage(conn: &mut AnyConn, id: CarnetId) -> Result<Vec<CarnetId>, Fault> {
    let (mut line, mut last) = (vec![id], Some(id));
    while let Some(id) = last {
        let older: Option<Option<Ref<Carnet>>> =
            carnet::table.find(Ref(id)).select(carnet::replaces_id).first(conn).optional()?;
        last = older.flatten().map(|older| older.0);
        line.extend(last);
    }
    Ok(line)
}

/// Says of which booklet this one bears the remaining cheques.
pub(crate) fn stand_for(tx: &mut Tx<'_>, id: CarnetId, old: CarnetId) -> Result<(), Fault> {
    let these = carnet::table.filter(carnet::id.eq(Ref(id)).and(carnet::replaces_id.is_null()));
    match update(these).set(carnet::replaces_id.eq(Some(Ref(old)))).execute(tx.conn)? {
        1 => Ok(()),
        _ => Err(Fault::crossed("a booklet replaced another one meanwhile")),
    }
}

/// To whom a booklet goes: a home commune, a public and a random reference. Never a name.
#[derive(Clone, Debug)]
pub(crate) struct Recipient {
    pub(crate) home_commune: String,
    pub(crate) commune_year: i32,
    pub(crate) public: Public,
    pub(crate) learner: LearnerRef,
    pub(crate) eligibility_seen_on: Option<Day>,
}

/// Records the hand-over; answers whether it was the first time.
pub(crate) fn hand_over(
    tx: &mut Tx<'_>,
    id: CarnetId,
    by: PersonId,
    prescriber: StructureId,
    to: &Recipient,
) -> Result<bool, Fault> {
    let blank = carnet::table.filter(carnet::id.eq(Ref(id)).and(carnet::handed_over_at.is_null()));
    let blank = blank.filter(carnet::blocked_at.is_null());
    let changed = update(blank)
        .set((
            carnet::handed_over_at.eq(tx.now().0),
            carnet::handed_over_by.eq(Some(Ref(by))),
            carnet::prescriber_id.eq(Some(Ref(prescriber))),
            carnet::home_commune.eq(&to.home_commune),
            carnet::commune_year.eq(i64::from(to.commune_year)),
            carnet::public.eq(to.public.name()),
            carnet::learner_ref.eq(Some(Ref(to.learner))),
            carnet::eligibility_seen_on.eq(to.eligibility_seen_on.map(Day::number)),
        ))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

/// The printed number of a booklet, and until when its cheques are honoured.
pub(crate) type Cover = (Serial, Day);

/// The covers of these booklets.
pub(crate) fn covers(conn: &mut AnyConn, ids: &[CarnetId]) -> Result<HashMap<CarnetId, Cover>, Fault> {
    let found: Vec<(Ref<Carnet>, i64, String, i64)> = carnet::table
        .inner_join(funding_order::table)
        .filter(carnet::id.eq_any(refs(ids)))
        .select((carnet::id, carnet::no, funding_order::label, funding_order::tolerance_ends))
        .load(conn)?;
    let cover = |(id, no, label, until): (Ref<Carnet>, i64, String, i64)| {
        (id.0, (Serial { label, no }, Day::from_number(until)))
    };
    Ok(found.into_iter().map(cover).collect())
}

/// A booklet that was handed over: to nobody by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Handed {
    pub(crate) id: CarnetId,
    pub(crate) serial: Serial,
    pub(crate) at: At,
    pub(crate) by: Option<PersonId>,
    pub(crate) home_commune: String,
    pub(crate) commune_year: i64,
    pub(crate) public: String,
}

/// What a prescriber handed over before a place in its list (newest first), at most so many.
pub(crate) fn handed_over(
    conn: &mut AnyConn,
    prescriber: StructureId,
    (before, id): (i64, CarnetId),
    most: i64,
) -> Result<Vec<Handed>, Fault> {
    type Row = (
        (Ref<Carnet>, String, i64),
        (Option<i64>, Option<Ref<kernel::ids::Person>>),
        (Option<String>, Option<i64>, Option<String>),
    );
    let earlier = carnet::handed_over_at.lt(before);
    let found: Vec<Row> = carnet::table
        .inner_join(funding_order::table)
        .filter(carnet::prescriber_id.eq(Ref(prescriber)))
        .filter(earlier.or(carnet::handed_over_at.eq(before).and(carnet::id.lt(Ref(id)))))
        .order((carnet::handed_over_at.desc(), carnet::id.desc()))
        .limit(most)
        .select((
            (carnet::id, funding_order::label, carnet::no),
            (carnet::handed_over_at, carnet::handed_over_by),
            (carnet::home_commune, carnet::commune_year, carnet::public),
        ))
        .load(conn)?;
    let handed = |((id, label, no), (at, by), (home, year, public)): Row| Handed {
        id: id.0,
        serial: Serial { label, no },
        at: At(at.unwrap_or_default()),
        by: by.map(|by| by.0),
        home_commune: home.unwrap_or_default(),
        commune_year: year.unwrap_or_default(),
        public: public.unwrap_or_default(),
    };
    Ok(found.into_iter().map(handed).collect())
}
