//! One redemption with all that it leads to, as it lies in the database.

use diesel::{
    OptionalExtension, QueryableByName, RunQueryDsl,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Nullable, Text},
};
use kernel::ids::{Id, OrderId, SettlementId, StructureId, VenueId};
use store::{
    Fault,
    conn::AnyConn,
    each,
    ids::{Ref, SqlId},
};

use crate::{account::Owner, tables::redemption};

/// The lines of the ledger at which cheques were honoured, in order.
pub(crate) fn numbers(conn: &mut AnyConn) -> Result<Vec<i64>, Fault> {
    Ok(redemption::table.order(redemption::ledger_no).select(redemption::ledger_no).load(conn)?)
}

/// A redemption, its order, its booklet, its undoing and its run.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct FollowedRow {
    #[diesel(sql_type = BigInt)]
    pub(crate) at: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) value_cents: i64,
    #[diesel(sql_type = SqlId)]
    venue: Ref<Owner>,
    #[diesel(sql_type = SqlId)]
    structure: Ref<Owner>,
    #[diesel(sql_type = SqlId)]
    funder: Ref<Owner>,
    #[diesel(sql_type = SqlId)]
    order_id: Ref<Owner>,
    #[diesel(sql_type = Text)]
    pub(crate) label: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) carnet_no: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) cheque_no: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) handed_over_at: Option<i64>,
    #[diesel(sql_type = Nullable<SqlId>)]
    prescriber: Option<Ref<Owner>>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) undone_at: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) undone_no: Option<i64>,
    #[diesel(sql_type = Nullable<SqlId>)]
    run: Option<Ref<Owner>>,
}

impl FollowedRow {
    pub(crate) fn venue(&self) -> VenueId {
        self.venue.0.recast()
    }
    pub(crate) fn structure(&self) -> StructureId {
        self.structure.0.recast()
    }
    pub(crate) fn funder(&self) -> StructureId {
        self.funder.0.recast()
    }
    pub(crate) fn order(&self) -> OrderId {
        self.order_id.0.recast()
    }
    pub(crate) fn prescriber(&self) -> Option<StructureId> {
        self.prescriber.map(|id| id.0.recast())
    }
    pub(crate) fn run(&self) -> Option<SettlementId> {
        self.run.map(|id| id.0.recast())
    }
}

/// The redemption at a line of the ledger.
pub(crate) fn followed(conn: &mut AnyConn, ledger_no: i64) -> Result<Option<FollowedRow>, Fault> {
    Ok(each!(conn, |c| sql_query(FOLLOWED).bind::<BigInt, _>(ledger_no).get_result(c).optional())?)
}

const FOLLOWED: &str = "select r.at as at, r.value_cents as value_cents, r.venue_id as venue,
        r.structure_id as structure, o.funder_id as funder, r.order_id as order_id, o.label as label, c.no as carnet_no,
        q.no as cheque_no, c.handed_over_at as handed_over_at, c.prescriber_id as prescriber,
        v.at as undone_at, v.ledger_no as undone_no, l.settlement_id as run
    from redemption r
    join funding_order o on o.id = r.order_id
    join carnet c on c.id = r.carnet_id
    join cheque q on q.id = r.cheque_id
    left join redemption_void v on v.cheque_id = r.cheque_id and v.round = r.round
    left join settlement_line l on l.cheque_id = r.cheque_id and l.round = r.round
    where r.ledger_no = $1";

/// A cheque behind a payment.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct PaidRow {
    #[diesel(sql_type = BigInt)]
    pub(crate) ledger_no: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) at: i64,
    #[diesel(sql_type = Text)]
    pub(crate) label: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) carnet_no: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) cheque_no: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) value_cents: i64,
    #[diesel(sql_type = SqlId)]
    venue: Ref<Owner>,
}

impl PaidRow {
    pub(crate) fn venue(&self) -> VenueId {
        self.venue.0.recast()
    }
}

/// The cheques that a run pays a structure, or all structures, in the order of the ledger.
pub(crate) fn paid_by(
    conn: &mut AnyConn,
    run: SettlementId,
    structure: Option<StructureId>,
) -> Result<Vec<PaidRow>, Fault> {
    let run: Ref<Owner> = Ref(recast(run));
    let structure: Option<Ref<Owner>> = structure.map(|id| Ref(recast(id)));
    Ok(match structure {
        Some(structure) => {
            let asked = || sql_query(PAID_TO).bind::<SqlId, _>(run).bind::<SqlId, _>(structure);
            each!(conn, |c| asked().load(c))?
        }
        None => each!(conn, |c| sql_query(PAID_BY).bind::<SqlId, _>(run).load(c))?,
    })
}

const PAID_TO: &str =
    "select r.ledger_no as ledger_no, r.at as at, o.label as label, c.no as carnet_no, q.no as cheque_no,
        l.value_cents as value_cents, l.venue_id as venue
    from settlement_line l
    join redemption r on r.cheque_id = l.cheque_id and r.round = l.round
    join funding_order o on o.id = r.order_id
    join carnet c on c.id = r.carnet_id
    join cheque q on q.id = r.cheque_id
    where l.settlement_id = $1 and l.structure_id = $2 order by r.ledger_no";

const PAID_BY: &str =
    "select r.ledger_no as ledger_no, r.at as at, o.label as label, c.no as carnet_no, q.no as cheque_no,
        l.value_cents as value_cents, l.venue_id as venue
    from settlement_line l
    join redemption r on r.cheque_id = l.cheque_id and r.round = l.round
    join funding_order o on o.id = r.order_id
    join carnet c on c.id = r.carnet_id
    join cheque q on q.id = r.cheque_id
    where l.settlement_id = $1 order by r.ledger_no";

const fn recast<K>(id: Id<K>) -> Id<Owner> {
    id.recast()
}
