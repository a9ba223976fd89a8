//! What prescribers attested when they handed booklets over or posted them, and the former booklets that they named.

use diesel::{delete, insert_into, prelude::*};
use kernel::{
    clock::{At, Day},
    ids::{Carnet, CarnetId, Order as OrderKind, OrderId, PersonId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::{
    cheque::Stage,
    counter::service::Bearer,
    order::Serial,
    tables::{carnet, carnet_attested, cheque, funding_order},
};

/// What was attested of a booklet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attested {
    pub(crate) carnet: CarnetId,
    pub(crate) former: Option<&'static str>,
    pub(crate) former_carnet: Option<CarnetId>,
    pub(crate) former_day: Option<Day>,
    pub(crate) taken_by: Option<Bearer>,
    pub(crate) by: PersonId,
}

/// Keeps it.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Attested) -> Result<(), Fault> {
    let row = (
        carnet_attested::carnet_id.eq(Ref(one.carnet)),
        carnet_attested::former.eq(one.former),
        carnet_attested::former_carnet_id.eq(one.former_carnet.map(Ref)),
        carnet_attested::former_day.eq(one.former_day.map(Day::number)),
        carnet_attested::taken_by.eq(one.taken_by.map(Bearer::name)),
        carnet_attested::at.eq(tx.now().0),
        carnet_attested::attested_by.eq(Ref(one.by)),
    );
    insert_into(carnet_attested::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Whether something is attested of a booklet that nobody has yet: it left by the post.
pub(crate) fn stands(conn: &mut AnyConn, carnet: CarnetId) -> Result<bool, Fault> {
    let its = carnet_attested::table.filter(carnet_attested::carnet_id.eq(Ref(carnet)));
    let stands: bool = diesel::select(diesel::dsl::exists(its)).get_result(conn)?;
    Ok(stands)
}

/// Takes back what was attested of a booklet that left by the post and did not become the person's.
pub(crate) fn take_back(tx: &mut Tx<'_>, carnet: CarnetId) -> Result<(), Fault> {
    delete(carnet_attested::table.filter(carnet_attested::carnet_id.eq(Ref(carnet)))).execute(tx.conn)?;
    Ok(())
}

/// Nobody loses more booklets than that.
const MOST_BEARERS: usize = 50;

/// A booklet that was given before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given {
    pub(crate) carnet: CarnetId,
    pub(crate) order: OrderId,
    pub(crate) at: At,
    /// Cheques that can still be used, or are kept for a booking.
    pub(crate) left: i64,
}

/// The booklet of that number, when it was handed over.
pub(crate) fn given(conn: &mut AnyConn, serial: &Serial) -> Result<Option<Given>, Fault> {
    let found: Option<(Ref<Carnet>, Ref<OrderKind>, Option<i64>)> = carnet::table
        .inner_join(funding_order::table)
        .filter(funding_order::label.eq(&serial.label).and(carnet::no.eq(serial.no)))
        .select((carnet::id, carnet::order_id, carnet::handed_over_at))
        .first(conn)
        .optional()?;
    let Some((id, order, Some(at))) = found else { return Ok(None) };
    let left = left(conn, id.0)?;
    Ok(Some(Given { carnet: id.0, order: order.0, at: At(at), left }))
}

/// Cheques that may still be used of a booklet. What a lost one bore lies in the one that took its place, and so on.
pub(crate) fn left(conn: &mut AnyConn, carnet: CarnetId) -> Result<i64, Fault> {
    let id = Ref(carnet);
    let mut bearers = vec![id];
    let mut last = vec![id];
    while !last.is_empty() && bearers.len() < MOST_BEARERS {
        last = carnet::table.filter(carnet::replaces_id.eq_any(last)).select(carnet::id).load(conn)?;
        bearers.extend(last.iter().copied());
    }
    let usable = cheque::stage.eq_any([Stage::Live.name(), Stage::Held.name()]);
    Ok(cheque::table.filter(cheque::carnet_id.eq_any(bearers).and(usable)).count().get_result(conn)?)
}
