//! The traces of a booklet: what its row remembers of it, read for whoever looks for it.

use std::collections::HashMap;

use diesel::prelude::*;
use kernel::{
    clock::{At, Day},
    ids::{Carnet, CarnetId, Learner, LearnerRef, Order, OrderId, Structure, StructureId},
};
use store::{
    Fault,
    conn::{AnyConn, MultiBackend},
    ids::{Ref, refs},
};

use crate::{
    carnets::course::Why,
    order::Serial,
    tables::{carnet, carnet_stock, funding_order},
};

/// A booklet with all that is known of it.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    pub(crate) id: CarnetId,
    pub(crate) order: OrderId,
    pub(crate) serial: Serial,
    pub(crate) tolerance_ends: Day,
    pub(crate) stock_of: Option<StructureId>,
    pub(crate) handed_over_at: Option<At>,
    pub(crate) prescriber: Option<StructureId>,
    pub(crate) home_commune: Option<String>,
    pub(crate) commune_year: Option<i64>,
    pub(crate) public: Option<String>,
    pub(crate) learner: Option<LearnerRef>,
    pub(crate) blocked: Option<(At, Why)>,
    pub(crate) blocked_for: Option<StructureId>,
    pub(crate) replaces: Option<CarnetId>,
}

type Row = (
    (Ref<Carnet>, Ref<Order>, String, i64, i64, Option<Ref<Structure>>),
    (Option<i64>, Option<Ref<Structure>>, Option<String>, Option<i64>, Option<String>, Option<Ref<Learner>>),
    (Option<i64>, Option<String>, Option<Ref<Structure>>, Option<Ref<Carnet>>),
);

/// The booklet of that printed number.
pub(crate) fn of_serial(conn: &mut AnyConn, serial: &Serial) -> Result<Option<Trace>, Fault> {
    let ids: Vec<Ref<Carnet>> = carnet::table
        .inner_join(funding_order::table)
        .filter(funding_order::label.eq(&serial.label).and(carnet::no.eq(serial.no)))
        .select(carnet::id)
        .load(conn)?;
    Ok(of_ids(conn, &ids)?.pop())
}

/// The booklet of that identifier.
pub(crate) fn of(conn: &mut AnyConn, id: CarnetId) -> Result<Option<Trace>, Fault> {
    Ok(of_ids(conn, &[Ref(id)])?.pop())
}

/// Booklets handed over in a span of time to people of a commune, by one structure or any; at most so many.
pub(crate) fn handed_over(
    conn: &mut AnyConn,
    (from, until): (At, At),
    home: &str,
    prescriber: Option<StructureId>,
    most: i64,
) -> Result<Vec<Trace>, Fault> {
    let then = carnet::handed_over_at.ge(from.0).and(carnet::handed_over_at.lt(until.0));
    let mut query = carnet::table
        .filter(then.and(carnet::home_commune.eq(home)))
        .select(carnet::id)
        .order((carnet::handed_over_at, carnet::id))
        .limit(most)
        .into_boxed::<MultiBackend>();
    if let Some(prescriber) = prescriber {
        query = query.filter(carnet::prescriber_id.eq(Some(Ref(prescriber))));
    }
    let ids: Vec<Ref<Carnet>> = query.load(conn)?;
    of_ids(conn, &ids)
}

/// These booklets, in the order of their numbers.
fn of_ids(conn: &mut AnyConn, ids: &[Ref<Carnet>]) -> Result<Vec<Trace>, Fault> {
    let rows: Vec<Row> = carnet::table
        .inner_join(funding_order::table)
        .left_join(carnet_stock::table)
        .filter(carnet::id.eq_any(ids.to_vec()))
        .order((funding_order::label, carnet::no))
        .select((
            (
                carnet::id,
                carnet::order_id,
                funding_order::label,
                carnet::no,
                funding_order::tolerance_ends,
                carnet_stock::prescriber_id.nullable(),
            ),
            (
                carnet::handed_over_at,
                carnet::prescriber_id,
                carnet::home_commune,
                carnet::commune_year,
                carnet::public,
                carnet::learner_ref,
            ),
            (carnet::blocked_at, carnet::blocked_why, carnet::blocked_for_id, carnet::replaces_id),
        ))
        .load(conn)?;
    rows.into_iter().map(trace).collect()
}

fn trace((what, whose, blocked): Row) -> Result<Trace, Fault> {
    let (id, order, label, no, tolerance, stock) = what;
    let (handed, prescriber, home_commune, commune_year, public, learner) = whose;
    let (since, why, blocked_for, replaces) = blocked;
    let why = Why::read(why.as_deref())?;
    Ok(Trace {
        id: id.0,
        order: order.0,
        serial: Serial { label, no },
        tolerance_ends: Day::from_number(tolerance),
        stock_of: stock.map(|it| it.0),
        handed_over_at: handed.map(At),
        prescriber: prescriber.map(|it| it.0),
        home_commune,
        commune_year,
        public,
        learner: learner.map(|it| it.0),
        blocked: since.map(At).zip(why),
        blocked_for: blocked_for.map(|it| it.0),
        replaces: replaces.map(|it| it.0),
    })
}

/// The booklets that took the place of these.
pub(crate) fn replacing(conn: &mut AnyConn, old: &[CarnetId]) -> Result<HashMap<CarnetId, Serial>, Fault> {
    let found: Vec<(Option<Ref<Carnet>>, i64, String)> = carnet::table
        .inner_join(funding_order::table)
        .filter(carnet::replaces_id.eq_any(refs(old).into_iter().map(Some)))
        .select((carnet::replaces_id, carnet::no, funding_order::label))
        .load(conn)?;
    let named = |(old, no, label): (Option<Ref<Carnet>>, i64, String)| Some((old?.0, Serial { label, no }));
    Ok(found.into_iter().filter_map(named).collect())
}
