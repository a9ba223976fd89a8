//! Requests for a booklet, as they lie in the database; and who asks, sealed, in a table apart.

use diesel::{delete, dsl::not, insert_into, prelude::*, update};
use kernel::{
    clock::{At, Day},
    ids::{
        Carnet, CarnetId, Order as OrderKind, OrderId, Person, Request as RequestKind, RequestId, Structure,
        StructureId, Venue,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
    personal::Sealed,
};

use crate::{
    order::Public,
    requests::request::{Request, Stage, WaitsFor},
    tables::{carnet_kept, carnet_request, funding_order, request_person},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = carnet_request)]
struct Row {
    id: Ref<RequestKind>,
    reference: String,
    structure_id: Ref<Structure>,
    order_id: Ref<OrderKind>,
    public: String,
    home_commune: String,
    commune_year: i64,
    proof_seen_on: i64,
    stage: String,
    waits_for: Option<String>,
    reason: Option<String>,
    carnet_id: Option<Ref<Carnet>>,
    place_id: Option<Ref<Venue>>,
    tracking: Option<String>,
    due_by: i64,
    told: i64,
    asked_at: i64,
    asked_by: Ref<Person>,
    ended_at: Option<i64>,
}

/// Records a request, the mark by which the person is known again, and whether they were said to be another one of that name.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Request, (mark, another): (&[u8; 32], bool)) -> Result<(), Fault> {
    let row = (
        carnet_request::id.eq(Ref(one.id)),
        carnet_request::reference.eq(&one.reference),
        carnet_request::structure_id.eq(Ref(one.structure)),
        carnet_request::order_id.eq(Ref(one.order)),
        carnet_request::public.eq(one.public.name()),
        carnet_request::home_commune.eq(&one.home_commune),
        carnet_request::commune_year.eq(i64::from(one.commune_year)),
        carnet_request::proof_seen_on.eq(one.proof_seen_on.number()),
        carnet_request::person_mark.eq(Some(mark.as_slice())),
        carnet_request::another_person.eq(i64::from(another)),
        carnet_request::stage.eq(one.stage.name()),
        carnet_request::waits_for.eq(one.waits_for.map(WaitsFor::name)),
        carnet_request::due_by.eq(one.due_by.number()),
        carnet_request::told.eq(one.told),
        carnet_request::asked_at.eq(one.asked_at.0),
        carnet_request::asked_by.eq(Ref(one.asked_by)),
    );
    insert_into(carnet_request::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Writes how a request stands now; answers whether it stood until then as it was read.
pub(crate) fn change(tx: &mut Tx<'_>, from: &Request, to: &Request) -> Result<bool, Fault> {
    let as_read = carnet_request::stage
        .eq(from.stage.name())
        .and(carnet_request::told.eq(from.told))
        .and(carnet_request::due_by.eq(from.due_by.number()));
    let set = (
        carnet_request::stage.eq(to.stage.name()),
        carnet_request::waits_for.eq(to.waits_for.map(WaitsFor::name)),
        carnet_request::reason.eq(to.reason.as_deref()),
        carnet_request::carnet_id.eq(to.carnet.map(Ref)),
        carnet_request::place_id.eq(to.place.map(Ref)),
        carnet_request::tracking.eq(to.tracking.as_deref()),
        carnet_request::due_by.eq(to.due_by.number()),
        carnet_request::told.eq(to.told),
        carnet_request::ended_at.eq(to.ended_at.map(|at| at.0)),
    );
    let there = carnet_request::table.filter(carnet_request::id.eq(Ref(from.id)).and(as_read));
    Ok(update(there).set(set).execute(tx.conn)? == 1)
}

pub(crate) fn find(conn: &mut AnyConn, id: RequestId) -> Result<Option<Request>, Fault> {
    let row: Option<Row> = carnet_request::table.find(Ref(id)).select(Row::as_select()).first(conn).optional()?;
    row.map(shaped).transpose()
}

/// Requests that a structure recorded, or of all; of a funder, of an order or at a stage when it is told; newest first, before a
/// place, at most so many.
pub(crate) fn page(
    conn: &mut AnyConn,
    wanted: &Wanted,
    before: Option<(At, RequestId)>,
    most: i64,
) -> Result<Vec<Request>, Fault> {
    let (at, id) = before.unwrap_or((At(i64::MAX), RequestId::from_bytes([0; 16])));
    let earlier =
        carnet_request::asked_at.lt(at.0).or(carnet_request::asked_at.eq(at.0).and(carnet_request::id.lt(Ref(id))));
    let mut found = carnet_request::table
        .filter(earlier)
        .order((carnet_request::asked_at.desc(), carnet_request::id.desc()))
        .limit(most)
        .select(Row::as_select())
        .into_boxed();
    if let Some(structure) = wanted.structure {
        found = found.filter(carnet_request::structure_id.eq(Ref(structure)));
    }
    if let Some(funder) = wanted.funder {
        let its = funding_order::table.filter(funding_order::funder_id.eq(Ref(funder))).select(funding_order::id);
        found = found.filter(carnet_request::order_id.eq_any(its));
    }
    if let Some(order) = wanted.order {
        found = found.filter(carnet_request::order_id.eq(Ref(order)));
    }
    if let Some(stage) = wanted.stage {
        found = found.filter(carnet_request::stage.eq(stage.name()));
    }
    let rows: Vec<Row> = found.load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// Which requests are wanted; nothing told means all.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) structure: Option<StructureId>,
    pub(crate) funder: Option<StructureId>,
    pub(crate) order: Option<OrderId>,
    pub(crate) stage: Option<Stage>,
}

/// Whom an order can still serve.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Left {
    /// What these structures recorded; none: what any did.
    pub(crate) structures: Option<Vec<StructureId>>,
    /// Not for the people of these communes.
    pub(crate) full_communes: Vec<String>,
}

/// The open orders for whose booklets or ceilings somebody waits, at most so many; the one that ends first at the top.
pub(crate) fn queued_orders(conn: &mut AnyConn, today: Day, most: i64) -> Result<Vec<OrderId>, Fault> {
    let waiting = carnet_request::table
        .filter(carnet_request::stage.eq(Stage::Waiting.name()))
        .filter(carnet_request::waits_for.eq_any(QUEUED.map(WaitsFor::name)))
        .select(carnet_request::order_id);
    let found: Vec<Ref<OrderKind>> = funding_order::table
        .filter(funding_order::closed_at.is_null().and(funding_order::distribution_ends.ge(today.number())))
        .filter(funding_order::id.eq_any(waiting))
        .order((funding_order::distribution_ends, funding_order::id))
        .limit(most)
        .select(funding_order::id)
        .load(conn)?;
    Ok(found.into_iter().map(|order| order.0).collect())
}

const QUEUED: [WaitsFor; 2] = [WaitsFor::Stock, WaitsFor::Quota];

/// Those in the queue of an order for stock or a ceiling whom it can still serve, oldest first, after a place, at most so many.
pub(crate) fn queue(
    conn: &mut AnyConn,
    order: OrderId,
    left: &Left,
    after: Option<(At, RequestId)>,
    most: i64,
) -> Result<Vec<Request>, Fault> {
    let mut found = carnet_request::table
        .filter(carnet_request::order_id.eq(Ref(order)).and(carnet_request::stage.eq(Stage::Waiting.name())))
        .filter(carnet_request::waits_for.eq_any(QUEUED.map(WaitsFor::name)))
        .order((carnet_request::asked_at.asc(), carnet_request::id.asc()))
        .limit(most)
        .select(Row::as_select())
        .into_boxed();
    if let Some((at, id)) = after {
        let later = carnet_request::asked_at.eq(at.0).and(carnet_request::id.gt(Ref(id)));
        found = found.filter(carnet_request::asked_at.gt(at.0).or(later));
    }
    if let Some(structures) = &left.structures {
        found = found.filter(carnet_request::structure_id.eq_any(refs(structures)));
    }
    if !left.full_communes.is_empty() {
        found = found.filter(not(carnet_request::home_commune.eq_any(left.full_communes.clone())));
    }
    let rows: Vec<Row> = found.load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// Lets those of an order who wait for its funder wait for booklets instead.
pub(crate) fn let_through(tx: &mut Tx<'_>, order: OrderId, until: Day) -> Result<(), Fault> {
    let there = carnet_request::table
        .filter(carnet_request::order_id.eq(Ref(order)).and(carnet_request::stage.eq(Stage::Waiting.name())))
        .filter(carnet_request::waits_for.eq(Some(WaitsFor::Funder.name())));
    let next = (
        carnet_request::waits_for.eq(Some(WaitsFor::Stock.name())),
        carnet_request::due_by.eq(until.number()),
        carnet_request::told.eq(0),
    );
    update(there).set(next).execute(tx.conn)?;
    Ok(())
}

/// Tells those of an order who wait for a ceiling that they wait for booklets.
pub(crate) fn wait_for_stock(tx: &mut Tx<'_>, order: OrderId) -> Result<(), Fault> {
    let capped = carnet_request::table
        .filter(carnet_request::order_id.eq(Ref(order)).and(carnet_request::stage.eq(Stage::Waiting.name())))
        .filter(carnet_request::waits_for.eq(Some(WaitsFor::Quota.name())));
    update(capped).set(carnet_request::waits_for.eq(Some(WaitsFor::Stock.name()))).execute(tx.conn)?;
    Ok(())
}

/// Tells those of an order who wait for booklets that they wait for a ceiling: in these communes, or all of them.
pub(crate) fn wait_for_ceiling(tx: &mut Tx<'_>, order: OrderId, communes: Option<&[String]>) -> Result<(), Fault> {
    let quota = || carnet_request::waits_for.eq(Some(WaitsFor::Quota.name()));
    let there = carnet_request::table
        .filter(carnet_request::order_id.eq(Ref(order)).and(carnet_request::stage.eq(Stage::Waiting.name())))
        .filter(carnet_request::waits_for.eq(Some(WaitsFor::Stock.name())));
    match communes {
        None => update(there).set(quota()).execute(tx.conn)?,
        Some(full) => {
            let full = full.to_vec();
            update(there.filter(carnet_request::home_commune.eq_any(full))).set(quota()).execute(tx.conn)?
        }
    };
    Ok(())
}

/// Promises a booklet to these, who wait for stock or a ceiling; answers how many still did.
pub(crate) fn accept(tx: &mut Tx<'_>, served: &[RequestId], until: Day) -> Result<usize, Fault> {
    let waiting = carnet_request::table
        .filter(carnet_request::id.eq_any(refs(served)))
        .filter(carnet_request::stage.eq(Stage::Waiting.name()));
    let promised = (
        carnet_request::stage.eq(Stage::Accepted.name()),
        carnet_request::waits_for.eq(None::<String>),
        carnet_request::due_by.eq(until.number()),
        carnet_request::told.eq(0),
    );
    Ok(update(waiting).set(promised).execute(tx.conn)?)
}

/// Open requests whose day has come, and that somebody is to be told about; oldest day first.
pub(crate) fn due(conn: &mut AnyConn, today: Day, more: i64, most: i64) -> Result<Vec<Request>, Fault> {
    let first = carnet_request::told.eq(0).and(carnet_request::due_by.le(today.number()));
    let second = carnet_request::told.eq(1).and(carnet_request::due_by.le(today.number() - more));
    let rows: Vec<Row> = carnet_request::table
        .filter(carnet_request::stage.eq_any(Stage::OPEN.map(Stage::name)).and(first.or(second)))
        .order((carnet_request::due_by.asc(), carnet_request::id.asc()))
        .limit(most)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// What the same person asked before and did not give up.
pub(crate) fn of_person(conn: &mut AnyConn, mark: &[u8; 32]) -> Result<Vec<Request>, Fault> {
    let mut stages = Stage::OPEN.map(Stage::name).to_vec();
    stages.push(Stage::HandedOver.name());
    let rows: Vec<Row> = carnet_request::table
        .filter(carnet_request::person_mark.eq(Some(mark.as_slice())).and(carnet_request::stage.eq_any(stages)))
        .order((carnet_request::asked_at.desc(), carnet_request::id.desc()))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// Keeps a booklet for a request; answers whether nobody keeps it already.
pub(crate) fn keep(tx: &mut Tx<'_>, carnet: CarnetId, request: RequestId) -> Result<bool, Fault> {
    let row = vec![(
        carnet_kept::carnet_id.eq(Ref(carnet)),
        carnet_kept::request_id.eq(Ref(request)),
        carnet_kept::since.eq(tx.now().0),
    )];
    let kept = each!(&mut *tx.conn, |c| insert_into(carnet_kept::table)
        .values(&row)
        .on_conflict(carnet_kept::carnet_id)
        .do_nothing()
        .execute(c))?;
    Ok(kept == 1)
}

/// Keeps no booklet any more for a request.
pub(crate) fn free(tx: &mut Tx<'_>, request: RequestId) -> Result<(), Fault> {
    delete(carnet_kept::table.filter(carnet_kept::request_id.eq(Ref(request)))).execute(tx.conn)?;
    Ok(())
}

/// For which request a booklet is kept.
pub(crate) fn kept_for(conn: &mut AnyConn, carnet: CarnetId) -> Result<Option<RequestId>, Fault> {
    let found: Option<Ref<RequestKind>> =
        carnet_kept::table.find(Ref(carnet)).select(carnet_kept::request_id).first(conn).optional()?;
    Ok(found.map(|request| request.0))
}

/// Whether one of these booklets is kept for a request.
pub(crate) fn any_kept(conn: &mut AnyConn, carnets: &[CarnetId]) -> Result<bool, Fault> {
    for some in carnets.chunks(1000) {
        let kept = carnet_kept::table.filter(carnet_kept::carnet_id.eq_any(some.iter().copied().map(Ref)));
        if diesel::select(diesel::dsl::exists(kept)).get_result(conn)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Keeps who asks.
pub(crate) fn keep_person(tx: &mut Tx<'_>, request: RequestId, sealed: &Sealed) -> Result<(), Fault> {
    let row = (
        request_person::request_id.eq(Ref(request)),
        request_person::sealed_key.eq(&sealed.key),
        request_person::sealed.eq(&sealed.content),
    );
    insert_into(request_person::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Who asks, sealed; those who were forgotten are absent.
pub(crate) fn people(conn: &mut AnyConn, requests: &[RequestId]) -> Result<Vec<(RequestId, Sealed)>, Fault> {
    let found: Vec<(Ref<RequestKind>, Vec<u8>, Vec<u8>)> =
        request_person::table.filter(request_person::request_id.eq_any(refs(requests))).load(conn)?;
    Ok(found.into_iter().map(|(id, key, content)| (id.0, Sealed { key, content })).collect())
}

/// Forgets who asked: the row with its key, and the number of the post.
pub(crate) fn forget(tx: &mut Tx<'_>, requests: &[RequestId]) -> Result<(), Fault> {
    for some in requests.chunks(500) {
        delete(request_person::table.filter(request_person::request_id.eq_any(refs(some)))).execute(tx.conn)?;
        update(carnet_request::table.filter(carnet_request::id.eq_any(refs(some))))
            .set(carnet_request::tracking.eq(None::<String>))
            .execute(tx.conn)?;
    }
    Ok(())
}

/// Forgets the mark of a person.
pub(crate) fn unmark(tx: &mut Tx<'_>, request: RequestId) -> Result<(), Fault> {
    update(carnet_request::table.find(Ref(request)))
        .set(carnet_request::person_mark.eq(None::<Vec<u8>>))
        .execute(tx.conn)?;
    Ok(())
}

/// Requests that ended before an instant, and of which somebody is still known.
pub(crate) fn to_forget(conn: &mut AnyConn, before: At, most: i64) -> Result<Vec<RequestId>, Fault> {
    let ended = carnet_request::table.filter(carnet_request::ended_at.lt(before.0)).select(carnet_request::id);
    let found: Vec<Ref<RequestKind>> = request_person::table
        .filter(request_person::request_id.eq_any(ended))
        .select(request_person::request_id)
        .limit(most)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// Forgets the marks of what has ended, where they serve no rule any more: nothing was given, or the distribution is over.
pub(crate) fn unmark_ended(tx: &mut Tx<'_>, before: At, today: Day) -> Result<usize, Fault> {
    let over =
        funding_order::table.filter(funding_order::distribution_ends.lt(today.number())).select(funding_order::id);
    let useless = carnet_request::stage.ne(Stage::HandedOver.name()).or(carnet_request::order_id.eq_any(over));
    let ended = carnet_request::table
        .filter(carnet_request::ended_at.lt(before.0).and(carnet_request::person_mark.is_not_null()))
        .filter(useless);
    Ok(update(ended).set(carnet_request::person_mark.eq(None::<Vec<u8>>)).execute(tx.conn)?)
}

fn shaped(row: Row) -> Result<Request, Fault> {
    let unreadable = || Fault::broken("a request cannot be read");
    let waits_for = row.waits_for.as_deref().map(|name| WaitsFor::named(name).ok_or_else(unreadable)).transpose()?;
    Ok(Request {
        id: row.id.0,
        reference: row.reference,
        structure: row.structure_id.0,
        order: row.order_id.0,
        public: Public::named(&row.public).ok_or_else(unreadable)?,
        home_commune: row.home_commune,
        commune_year: i32::try_from(row.commune_year).map_err(|_| unreadable())?,
        proof_seen_on: Day::from_number(row.proof_seen_on),
        stage: Stage::named(&row.stage).ok_or_else(unreadable)?,
        waits_for,
        reason: row.reason,
        carnet: row.carnet_id.map(|id| id.0),
        place: row.place_id.map(|id| id.0),
        tracking: row.tracking,
        due_by: Day::from_number(row.due_by),
        told: row.told,
        asked_at: At(row.asked_at),
        asked_by: row.asked_by.0,
        ended_at: row.ended_at.map(At),
    })
}
