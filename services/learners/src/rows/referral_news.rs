//! What has to be told of referrals, and what was.

use diesel::{
    delete,
    dsl::{exists, max, not},
    insert_into,
    prelude::*,
    update,
};
use kernel::{
    clock::At,
    ids::{Person, PersonId, Referral as ReferralKind, ReferralId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    referrals::news::{News, What, Whom},
    tables::referral_news,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = referral_news)]
struct Row {
    referral_id: Ref<ReferralKind>,
    no: i64,
    whom: String,
    what: String,
    at: i64,
    told_at: Option<i64>,
    told_by: Option<Ref<Person>>,
    way: Option<String>,
}

/// Writes down that something has to be told.
pub(crate) fn insert(tx: &mut Tx<'_>, id: ReferralId, whom: Whom, what: What) -> Result<(), Fault> {
    let before: Option<i64> = referral_news::table
        .filter(referral_news::referral_id.eq(Ref(id)))
        .select(max(referral_news::no))
        .first(tx.conn)?;
    let row = (
        referral_news::referral_id.eq(Ref(id)),
        referral_news::no.eq(before.unwrap_or_default() + 1),
        referral_news::whom.eq(whom.name()),
        referral_news::what.eq(what.name()),
        referral_news::at.eq(tx.now().0),
    );
    insert_into(referral_news::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Writes that it was told; answers whether it still waited.
pub(crate) fn tell(
    tx: &mut Tx<'_>,
    (id, no): (ReferralId, i64),
    by: Option<PersonId>,
    way: Option<&str>,
) -> Result<bool, Fault> {
    let waits = referral_news::table.find((Ref(id), no)).filter(referral_news::told_at.is_null());
    let set = (
        referral_news::told_at.eq(Some(tx.now().0)),
        referral_news::told_by.eq(by.map(Ref)),
        referral_news::way.eq(way),
    );
    Ok(update(waits).set(set).execute(tx.conn)? == 1)
}

/// All that was to be told of these referrals, in order.
pub(crate) fn of(conn: &mut AnyConn, ids: &[ReferralId]) -> Result<Vec<News>, Fault> {
    let rows: Vec<Row> = referral_news::table
        .filter(referral_news::referral_id.eq_any(refs(ids)))
        .order((referral_news::referral_id, referral_news::no))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// What waits to be told by mail, oldest first, after a place in that order.
pub(crate) fn by_mail(conn: &mut AnyConn, after: Option<(At, ReferralId, i64)>, most: i64) -> Result<Vec<News>, Fault> {
    let (at, id, no) = after.unwrap_or((At(i64::MIN), ReferralId::from_bytes([0; 16]), 0));
    let same_instant = referral_news::at.eq(at.0);
    let later_one =
        referral_news::referral_id.gt(Ref(id)).or(referral_news::referral_id.eq(Ref(id)).and(referral_news::no.gt(no)));
    let rows: Vec<Row> = referral_news::table
        .filter(referral_news::told_at.is_null().and(referral_news::whom.ne(Whom::Person.name())))
        .filter(referral_news::at.gt(at.0).or(same_instant.and(later_one)))
        .order((referral_news::at, referral_news::referral_id, referral_news::no))
        .limit(most)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// The referrals of which a person has had to be told since before that instant, and whoever sent them was not reminded since.
pub(crate) fn untold(conn: &mut AnyConn, before: At, most: i64) -> Result<Vec<ReferralId>, Fault> {
    let word = diesel::alias!(referral_news as word);
    let is_reminded = word
        .filter(word.field(referral_news::referral_id).eq(referral_news::referral_id))
        .filter(word.field(referral_news::what).eq(What::Untold.name()))
        .filter(word.field(referral_news::at).ge(referral_news::at));
    let found: Vec<Ref<ReferralKind>> = referral_news::table
        .filter(referral_news::told_at.is_null().and(referral_news::whom.eq(Whom::Person.name())))
        .filter(referral_news::at.lt(before.0).and(not(exists(is_reminded))))
        .select(referral_news::referral_id)
        .distinct()
        .order(referral_news::referral_id)
        .limit(most)
        .load(conn)?;
    Ok(found.into_iter().map(|id| id.0).collect())
}

/// Nobody has to be told of these people any more.
pub(crate) fn forget_people(tx: &mut Tx<'_>, ids: &[ReferralId]) -> Result<(), Fault> {
    let theirs = referral_news::table
        .filter(referral_news::referral_id.eq_any(refs(ids)))
        .filter(referral_news::whom.eq(Whom::Person.name()).and(referral_news::told_at.is_null()));
    delete(theirs).execute(tx.conn)?;
    Ok(())
}

fn shaped(row: Row) -> Result<News, Fault> {
    let unreadable = || Fault::broken("news of a referral cannot be read");
    Ok(News {
        referral: row.referral_id.0,
        no: row.no,
        whom: Whom::named(&row.whom).ok_or_else(unreadable)?,
        what: What::named(&row.what).ok_or_else(unreadable)?,
        at: At(row.at),
        told_at: row.told_at.map(At),
        told_by: row.told_by.map(|id| id.0),
        way: row.way,
    })
}
