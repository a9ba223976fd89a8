//! Acts at a counter, whole: the redemptions of one receipt together, with what became of them.

use diesel::{
    dsl::{count_star, sql},
    prelude::*,
    sql_types::BigInt,
};
use kernel::{
    cents::Cents,
    clock::At,
    ids::{Carnet, CarnetId, Cheque as ChequeKind, ChequeId, Person, PersonId, Receipt, ReceiptId, VenueId},
};
use store::{
    Fault,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    cheque::Stage,
    tables::{cheque, redemption, redemption_void, settlement_line},
};

/// The redemptions of one receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Act {
    pub(crate) receipt: ReceiptId,
    pub(crate) at: At,
    pub(crate) by: PersonId,
    /// Cheques that stand, and their value; of an act that was undone whole, what they were.
    pub(crate) cheques: i64,
    pub(crate) value: Cents,
    pub(crate) undone: i64,
    pub(crate) voided: bool,
    pub(crate) settled: bool,
}

/// Acts of a venue from an instant on and before a place in the list (newest first), at most so many.
pub(crate) fn page(
    conn: &mut AnyConn,
    venue: VenueId,
    from: At,
    (before, id): (At, ReceiptId),
    most: i64,
) -> Result<Vec<Act>, Fault> {
    type Row = (Ref<Receipt>, i64, Ref<Person>, (i64, i64, i64, i64, i64));
    let undone = redemption_void::cheque_id.eq(redemption::cheque_id).and(redemption_void::round.eq(redemption::round));
    let settled =
        settlement_line::cheque_id.eq(redemption::cheque_id).and(settlement_line::round.eq(redemption::round));
    let earlier = redemption::at.lt(before.0);
    let found: Vec<Row> = redemption::table
        .left_join(redemption_void::table.on(undone))
        .left_join(settlement_line::table.on(settled))
        .filter(redemption::venue_id.eq(Ref(venue)).and(redemption::at.ge(from.0)))
        .filter(earlier.or(redemption::at.eq(before.0).and(redemption::receipt_id.lt(Ref(id)))))
        .group_by((redemption::receipt_id, redemption::at, redemption::redeemed_by))
        .order((redemption::at.desc(), redemption::receipt_id.desc()))
        .limit(most)
        .select((
            redemption::receipt_id,
            redemption::at,
            redemption::redeemed_by,
            (
                count_star(),
                sql::<BigInt>("CAST(SUM(redemption.value_cents) AS BIGINT)"),
                sql::<BigInt>(
                    "CAST(COALESCE(SUM(CASE WHEN redemption_void.cheque_id IS NULL THEN redemption.value_cents END), 0) \
                     AS BIGINT)",
                ),
                sql::<BigInt>("COUNT(redemption_void.cheque_id)"),
                sql::<BigInt>("COUNT(settlement_line.cheque_id)"),
            ),
        ))
        .load(conn)?;
    let act = |(receipt, at, by, (cheques, cents, standing, undone, settled)): Row| {
        let voided = undone == cheques;
        Act {
            receipt: receipt.0,
            at: At(at),
            by: by.0,
            cheques: if voided { cheques } else { cheques - undone },
            value: Cents::new(if voided { cents } else { standing }),
            undone,
            voided,
            settled: settled > 0,
        }
    };
    Ok(found.into_iter().map(act).collect())
}

/// Acts that still stand, their cheques and their value, of a venue between two instants, the second one left out.
pub(crate) fn sums(conn: &mut AnyConn, venue: VenueId, from: At, until: At) -> Result<(i64, i64, Cents), Fault> {
    let undone = redemption_void::cheque_id.eq(redemption::cheque_id).and(redemption_void::round.eq(redemption::round));
    let (acts, cheques, cents): (i64, i64, i64) = redemption::table
        .left_join(redemption_void::table.on(undone))
        .filter(redemption::venue_id.eq(Ref(venue)))
        .filter(redemption::at.ge(from.0).and(redemption::at.lt(until.0)))
        .filter(redemption_void::cheque_id.is_null())
        .select((
            sql::<BigInt>("COUNT(DISTINCT redemption.receipt_id)"),
            count_star(),
            sql::<BigInt>("CAST(COALESCE(SUM(redemption.value_cents), 0) AS BIGINT)"),
        ))
        .first(conn)?;
    Ok((acts, cheques, Cents::new(cents)))
}

/// A cheque of a booklet and one use of it, if it was ever used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) cheque: ChequeId,
    pub(crate) carnet: CarnetId,
    pub(crate) value: Cents,
    /// Whether it is lost, replaced or kept: it counts no more.
    pub(crate) set_aside: bool,
    /// The line of the ledger that redeemed it.
    pub(crate) redeemed: Option<i64>,
    /// The line that undid this.
    pub(crate) undone: Option<i64>,
}

/// Every cheque of these booklets with each of its uses: a cheque used twice is there twice.
pub(crate) fn uses(conn: &mut AnyConn, carnets: &[CarnetId]) -> Result<Vec<Use>, Fault> {
    type Row = (Ref<ChequeKind>, Ref<Carnet>, i64, String, Option<i64>, Option<i64>);
    let undone = redemption_void::cheque_id.eq(redemption::cheque_id).and(redemption_void::round.eq(redemption::round));
    let found: Vec<Row> = cheque::table
        .left_join(redemption::table)
        .left_join(redemption_void::table.on(undone))
        .filter(cheque::carnet_id.eq_any(refs(carnets)))
        .select((
            cheque::id,
            cheque::carnet_id,
            cheque::value_cents,
            cheque::stage,
            redemption::ledger_no.nullable(),
            redemption_void::ledger_no.nullable(),
        ))
        .load(conn)?;
    found.into_iter().map(used).collect()
}

fn used(
    (cheque, carnet, cents, stage, redeemed, undone): (
        Ref<ChequeKind>,
        Ref<Carnet>,
        i64,
        String,
        Option<i64>,
        Option<i64>,
    ),
) -> Result<Use, Fault> {
    let stage = Stage::named(&stage).ok_or_else(|| Fault::broken("a stage has no known name"))?;
    let set_aside = !matches!(stage, Stage::Live | Stage::Redeemed);
    Ok(Use { cheque: cheque.0, carnet: carnet.0, value: Cents::new(cents), set_aside, redeemed, undone })
}
