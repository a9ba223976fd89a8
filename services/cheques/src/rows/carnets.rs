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
    order::{Public, Serial},
    tables::{carnet, carnet_stock, funding_order},
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
    /// In whose stock it lies; nobody's, and any prescriber may hand it over.
    pub(crate) stock_of: Option<StructureId>,
}

/// The booklet of that number in an order.
pub(crate) fn find(conn: &mut AnyConn, order: OrderId, no: i64) -> Result<Option<Found>, Fault> {
    type Row = (Ref<Carnet>, Option<i64>, Option<Ref<Structure>>);
    let found: Option<Row> = carnet::table
        .left_join(carnet_stock::table)
        .filter(carnet::order_id.eq(Ref(order)).and(carnet::no.eq(no)))
        .select((carnet::id, carnet::handed_over_at, carnet_stock::prescriber_id.nullable()))
        .first(conn)
        .optional()?;
    Ok(found.map(|(id, at, stock)| Found { id: id.0, no, handed_over: at.is_some(), stock_of: stock.map(|it| it.0) }))
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
