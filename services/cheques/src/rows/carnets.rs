//! Booklets as they lie in the database.

use diesel::{insert_into, prelude::*, update};
use kernel::ids::{Carnet, CarnetId, LearnerRef, OrderId, PersonId, StructureId};
use store::{Fault, Tx, conn::AnyConn, each, ids::Ref};

use crate::{order::Public, tables::carnet};

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

/// The booklet of that number in an order, and whether it was handed over.
pub(crate) fn find(conn: &mut AnyConn, order: OrderId, no: i64) -> Result<Option<(CarnetId, bool)>, Fault> {
    let found: Option<(Ref<Carnet>, Option<i64>)> = carnet::table
        .filter(carnet::order_id.eq(Ref(order)).and(carnet::no.eq(no)))
        .select((carnet::id, carnet::handed_over_at))
        .first(conn)
        .optional()?;
    Ok(found.map(|(id, at)| (id.0, at.is_some())))
}

/// To whom a booklet goes: a home commune, a public and a random reference. Never a name.
#[derive(Clone, Debug)]
pub(crate) struct Recipient {
    pub(crate) home_commune: String,
    pub(crate) commune_year: i32,
    pub(crate) public: Public,
    pub(crate) learner: LearnerRef,
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
        ))
        .execute(tx.conn)?;
    Ok(changed == 1)
}
