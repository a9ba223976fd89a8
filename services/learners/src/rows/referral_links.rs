//! The secret addresses of referrals: their hashes, never themselves.

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{PersonId, Referral as ReferralKind, ReferralId, ReferralLink as LinkKind, ReferralLinkId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{referrals::link::Link, tables::referral_link};

#[derive(Queryable, Selectable)]
#[diesel(table_name = referral_link)]
struct Row {
    id: Ref<LinkKind>,
    referral_id: Ref<ReferralKind>,
    made_at: i64,
    until: i64,
    ended_at: Option<i64>,
}

pub(crate) fn insert(tx: &mut Tx<'_>, one: &Link, hash: &[u8; 32], by: PersonId) -> Result<(), Fault> {
    let row = (
        referral_link::id.eq(Ref(one.id)),
        referral_link::referral_id.eq(Ref(one.referral)),
        referral_link::secret_hash.eq(hash.to_vec()),
        referral_link::made_at.eq(one.made_at.0),
        referral_link::made_by.eq(Ref(by)),
        referral_link::until.eq(one.until.0),
    );
    insert_into(referral_link::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(crate) fn find(conn: &mut AnyConn, id: ReferralLinkId) -> Result<Option<Link>, Fault> {
    let row: Option<Row> = referral_link::table.find(Ref(id)).select(Row::as_select()).first(conn).optional()?;
    Ok(row.map(shaped))
}

/// The address of that secret, whether it still leads somewhere or not.
pub(crate) fn of_secret(conn: &mut AnyConn, hash: &[u8; 32]) -> Result<Option<Link>, Fault> {
    let row: Option<Row> = referral_link::table
        .filter(referral_link::secret_hash.eq(hash.to_vec()))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(shaped))
}

/// Those of a referral, newest first.
pub(crate) fn of(conn: &mut AnyConn, referral: ReferralId) -> Result<Vec<Link>, Fault> {
    let rows: Vec<Row> = referral_link::table
        .filter(referral_link::referral_id.eq(Ref(referral)))
        .order((referral_link::made_at.desc(), referral_link::id))
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(shaped).collect())
}

/// Those of a referral that were not closed lead there until then.
pub(crate) fn extend(tx: &mut Tx<'_>, referral: ReferralId, until: At) -> Result<usize, Fault> {
    let open = referral_link::table
        .filter(referral_link::referral_id.eq(Ref(referral)).and(referral_link::ended_at.is_null()));
    Ok(update(open).set(referral_link::until.eq(until.0)).execute(tx.conn)?)
}

/// Closes those of these referrals that are open; answers how many.
pub(crate) fn close(tx: &mut Tx<'_>, referrals: &[ReferralId]) -> Result<usize, Fault> {
    let now = tx.now().0;
    let open = referral_link::table
        .filter(referral_link::referral_id.eq_any(refs(referrals)).and(referral_link::ended_at.is_null()));
    Ok(update(open).set(referral_link::ended_at.eq(Some(now))).execute(tx.conn)?)
}

/// Closes one; answers whether it was open.
pub(crate) fn close_one(tx: &mut Tx<'_>, id: ReferralLinkId) -> Result<bool, Fault> {
    let now = tx.now().0;
    let open = referral_link::table.filter(referral_link::id.eq(Ref(id)).and(referral_link::ended_at.is_null()));
    Ok(update(open).set(referral_link::ended_at.eq(Some(now))).execute(tx.conn)? == 1)
}

fn shaped(row: Row) -> Link {
    Link {
        id: row.id.0,
        referral: row.referral_id.0,
        made_at: At(row.made_at),
        until: At(row.until),
        ended_at: row.ended_at.map(At),
    }
}
