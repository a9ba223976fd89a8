//! One redemption with all that it leads to, as it lies in the database.

use diesel::{
    OptionalExtension, QueryableByName, RunQueryDsl,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Nullable, Text},
};
use kernel::ids::{OrderId, Settlement, SettlementId, StructureId, VenueId};
use store::{
    Fault,
    conn::AnyConn,
    each,
    ids::{Ref, SqlId},
};

use crate::{
    account::Owner,
    tables::{redemption, settlement_carry},
};

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

/// What left a run without being paid.
#[derive(Clone, Debug)]
pub(crate) struct Left {
    pub(crate) why: String,
    pub(crate) taken_by: Option<SettlementId>,
}

/// What a run left unpaid of a structure at a venue, in parts, and the run that took each.
pub(crate) fn left(
    conn: &mut AnyConn,
    run: SettlementId,
    venue: VenueId,
    structure: StructureId,
) -> Result<Vec<Left>, Fault> {
    let found: Vec<(String, Option<Ref<Settlement>>)> = settlement_carry::table
        .filter(settlement_carry::settlement_id.eq(Ref(run)).and(settlement_carry::venue_id.eq(Ref(venue))))
        .filter(settlement_carry::structure_id.eq(Ref(structure)))
        .order(settlement_carry::attempt)
        .select((settlement_carry::why, settlement_carry::taken_by))
        .load(conn)?;
    Ok(found.into_iter().map(|(why, taken_by)| Left { why, taken_by: taken_by.map(|id| id.0) }).collect())
}

/// The cheques that the transfers of a run pay a structure, or all structures, in the order of the ledger: those that it
/// gathered, and those that earlier runs left.
pub(crate) fn paid_by(
    conn: &mut AnyConn,
    run: SettlementId,
    structure: Option<StructureId>,
) -> Result<Vec<PaidRow>, Fault> {
    let asked = || sql_query(PAID_BY).bind::<SqlId, _>(Ref(run)).bind::<Nullable<SqlId>, _>(structure.map(Ref));
    Ok(each!(conn, |c| asked().load(c))?)
}

const PAID_BY: &str = "with recursive behind (run, venue, structure) as (
        select s.settlement_id, s.venue_id, s.structure_id from settlement_share s
        where s.settlement_id = $1 and s.held is null and s.structure_id = coalesce($2, s.structure_id)
        union
        select c.settlement_id, c.venue_id, c.structure_id from settlement_carry c
        join behind b on c.taken_by = b.run and c.venue_id = b.venue and c.structure_id = b.structure
    )
    select r.ledger_no as ledger_no, r.at as at, o.label as label, c.no as carnet_no, q.no as cheque_no,
        l.value_cents as value_cents, l.venue_id as venue
    from behind b
    join settlement_line l on l.settlement_id = b.run and l.venue_id = b.venue and l.structure_id = b.structure
    join redemption r on r.cheque_id = l.cheque_id and r.round = l.round
    join funding_order o on o.id = r.order_id
    join carnet c on c.id = r.carnet_id
    join cheque q on q.id = r.cheque_id
    order by r.ledger_no";

/// What became of the cheques that a run pays, in cents.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Parts {
    /// Fees and debts, of that run and of those whose money it took.
    pub(crate) kept: i64,
    /// What that run pays.
    pub(crate) paid: i64,
}

/// The parts of what a run pays a structure, or all structures.
pub(crate) fn parts(conn: &mut AnyConn, run: SettlementId, structure: Option<StructureId>) -> Result<Parts, Fault> {
    let mut asked = |text: &'static str| -> Result<i64, Fault> {
        let query = || sql_query(text).bind::<SqlId, _>(Ref(run)).bind::<Nullable<SqlId>, _>(structure.map(Ref));
        let sum: Sum = each!(&mut *conn, |c| query().get_result(c))?;
        Ok(sum.cents)
    };
    Ok(Parts { kept: asked(KEPT)?, paid: asked(PAID)? })
}

const KEPT: &str = "with recursive behind (run, venue, structure) as (
        select s.settlement_id, s.venue_id, s.structure_id from settlement_share s
        where s.settlement_id = $1 and s.held is null and s.structure_id = coalesce($2, s.structure_id)
        union
        select c.settlement_id, c.venue_id, c.structure_id from settlement_carry c
        join behind b on c.taken_by = b.run and c.venue_id = b.venue and c.structure_id = b.structure
    )
    select cast(coalesce(sum(s.offset_cents + s.fee_cents), 0) as bigint) as cents
    from behind b
    join settlement_share s on s.settlement_id = b.run and s.venue_id = b.venue and s.structure_id = b.structure";

const PAID: &str = "select cast(coalesce(sum(paid_cents), 0) as bigint) as cents from settlement_share
    where settlement_id = $1 and structure_id = coalesce($2, structure_id)";

#[derive(QueryableByName)]
struct Sum {
    #[diesel(sql_type = BigInt)]
    cents: i64,
}
