//! Moves of booklets, as they lie in the database: lines are added, never changed.

use std::collections::HashMap;

use diesel::{
    dsl::{count_star, max, min},
    insert_into,
    prelude::*,
};
use kernel::{
    clock::At,
    ids::{Carnet, CarnetId, OrderId, ParcelId, PersonId, Structure, StructureId},
};
use store::{
    Fault, Tx,
    conn::{AnyConn, MultiBackend},
    each,
    ids::{Ref, refs},
};

use super::carnets::Found;
use crate::{
    carnets::course::Move,
    tables::{carnet, carnet_move, funding_order},
};

/// One move of some booklets: by which, whither, in which parcel, by whom and why. Whence is each booklet's own affair.
#[derive(Clone, Debug)]
pub(crate) struct Moved {
    pub(crate) kind: Move,
    pub(crate) order: OrderId,
    pub(crate) to: Option<StructureId>,
    pub(crate) parcel: Option<ParcelId>,
    pub(crate) by: PersonId,
    pub(crate) reason: Option<String>,
}

impl Moved {
    /// A move into no stock, in no parcel, for no reason that was given.
    pub(crate) const fn of(kind: Move, order: OrderId, by: PersonId) -> Self {
        Self { kind, order, to: None, parcel: None, by, reason: None }
    }
}

/// Records the move of these booklets out of the stocks in which they were found.
///
/// One that was handed over before lies in no stock any more: whatever happens to it then leaves none.
pub(crate) fn record(tx: &mut Tx<'_>, moved: &Moved, carnets: &[Found]) -> Result<(), Fault> {
    let now = tx.now().0;
    for some in carnets.chunks(1000) {
        let last = last_numbers(tx.conn, some)?;
        let rows: Vec<_> = some
            .iter()
            .map(|found| {
                let from = found.stock_of.filter(|_| !found.handed_over);
                (
                    carnet_move::carnet_id.eq(Ref(found.id)),
                    carnet_move::no.eq(last.get(&found.id).copied().unwrap_or(0) + 1),
                    carnet_move::order_id.eq(Ref(moved.order)),
                    carnet_move::kind.eq(moved.kind.name()),
                    carnet_move::from_id.eq(from.map(Ref)),
                    carnet_move::to_id.eq(moved.to.map(Ref)),
                    carnet_move::parcel_id.eq(moved.parcel.map(Ref)),
                    carnet_move::at.eq(now),
                    carnet_move::moved_by.eq(Some(Ref(moved.by))),
                    carnet_move::reason.eq(moved.reason.as_deref()),
                )
            })
            .collect();
        each!(&mut *tx.conn, |c| insert_into(carnet_move::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn last_numbers(conn: &mut AnyConn, carnets: &[Found]) -> Result<HashMap<CarnetId, i64>, Fault> {
    let ids: Vec<CarnetId> = carnets.iter().map(|found| found.id).collect();
    let found: Vec<(Ref<Carnet>, Option<i64>)> = carnet_move::table
        .filter(carnet_move::carnet_id.eq_any(refs(&ids)))
        .group_by(carnet_move::carnet_id)
        .select((carnet_move::carnet_id, max(carnet_move::no)))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, no)| (id.0, no.unwrap_or(0))).collect())
}

/// What was moved together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) at: At,
    pub(crate) kind: Move,
    pub(crate) label: String,
    pub(crate) first: i64,
    pub(crate) last: i64,
    pub(crate) carnets: i64,
    pub(crate) from: Option<StructureId>,
    pub(crate) to: Option<StructureId>,
    pub(crate) by: Option<PersonId>,
    pub(crate) reason: Option<String>,
}

type Row = (
    (i64, String, Option<Ref<Structure>>, Option<Ref<Structure>>),
    (Option<Ref<kernel::ids::Person>>, Option<String>, String),
    (i64, Option<i64>, Option<i64>),
);

/// What was moved into or out of the stock of one structure, or anywhere, newest first; skipping some, at most so many.
pub(crate) fn lines(conn: &mut AnyConn, of: Option<StructureId>, skipped: i64, most: i64) -> Result<Vec<Line>, Fault> {
    let together = (
        carnet_move::at,
        carnet_move::kind,
        carnet_move::from_id,
        carnet_move::to_id,
        carnet_move::moved_by,
        carnet_move::reason,
        funding_order::label,
    );
    let mut query = carnet_move::table
        .inner_join(carnet::table)
        .inner_join(funding_order::table.on(funding_order::id.eq(carnet_move::order_id)))
        .group_by(together)
        .select((
            (carnet_move::at, carnet_move::kind, carnet_move::from_id, carnet_move::to_id),
            (carnet_move::moved_by, carnet_move::reason, funding_order::label),
            (count_star(), min(carnet::no), max(carnet::no)),
        ))
        .order((carnet_move::at.desc(), carnet_move::kind, funding_order::label))
        .offset(skipped)
        .limit(most)
        .into_boxed::<MultiBackend>();
    if let Some(of) = of {
        query = query.filter(carnet_move::from_id.eq(Some(Ref(of))).or(carnet_move::to_id.eq(Some(Ref(of)))));
    }
    let rows: Vec<Row> = query.load(conn)?;
    rows.into_iter().map(line).collect()
}

fn line(((at, kind, from, to), (by, reason, label), (carnets, first, last)): Row) -> Result<Line, Fault> {
    Ok(Line {
        at: At(at),
        kind: Move::named(&kind).ok_or_else(|| Fault::broken("a move has no known name"))?,
        label,
        first: first.unwrap_or_default(),
        last: last.unwrap_or_default(),
        carnets,
        from: from.map(|it| it.0),
        to: to.map(|it| it.0),
        by: by.map(|it| it.0),
        reason,
    })
}
