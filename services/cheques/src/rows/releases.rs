//! Releases of print runs and their downloads, as they lie in the database.

use diesel::{
    dsl::{count, count_star, max},
    insert_into,
    prelude::*,
    update,
};
use kernel::{
    clock::At,
    ids::{File, Order, OrderId, Person, PersonId, Release as ReleaseKind, ReleaseId},
};
use sha2::{Digest, Sha256};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::{
    carnets::release::{Form, Release},
    tables::{print_download, print_release},
};

/// Inserts a wish just made.
pub(crate) fn insert(tx: &mut Tx<'_>, wish: &Release) -> Result<(), Fault> {
    let row = (
        print_release::id.eq(Ref(wish.id)),
        print_release::order_id.eq(Ref(wish.order)),
        print_release::file_id.eq(Ref(wish.file)),
        print_release::form.eq(wish.form.name()),
        print_release::first_no.eq(wish.first),
        print_release::last_no.eq(wish.last),
        print_release::asked_at.eq(wish.asked.0.0),
        print_release::asked_by.eq(Ref(wish.asked.1)),
    );
    insert_into(print_release::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Records who released it; answers whether nobody had before.
pub(crate) fn release(tx: &mut Tx<'_>, id: ReleaseId, by: PersonId) -> Result<bool, Fault> {
    let waiting = print_release::table.filter(print_release::id.eq(Ref(id)).and(print_release::released_at.is_null()));
    let told = (print_release::released_at.eq(Some(tx.now().0)), print_release::released_by.eq(Some(Ref(by))));
    Ok(update(waiting).set(told).execute(tx.conn)? == 1)
}

/// Writes a ticket down by the hash of its secret.
pub(crate) fn open(tx: &mut Tx<'_>, wish: &Release, secret: &[u8], by: PersonId) -> Result<(), Fault> {
    let last: Option<i64> = print_download::table
        .filter(print_download::release_id.eq(Ref(wish.id)))
        .select(max(print_download::no))
        .first(tx.conn)?;
    let row = (
        print_download::release_id.eq(Ref(wish.id)),
        print_download::no.eq(last.unwrap_or(0) + 1),
        print_download::ticket_hash.eq(Sha256::digest(secret).to_vec()),
        print_download::opened_at.eq(tx.now().0),
        print_download::opened_by.eq(Ref(by)),
    );
    insert_into(print_download::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// The release that a ticket opens.
pub(crate) fn behind(conn: &mut AnyConn, secret: &[u8]) -> Result<Option<Release>, Fault> {
    let found: Option<Ref<ReleaseKind>> = print_download::table
        .filter(print_download::ticket_hash.eq(Sha256::digest(secret).to_vec()))
        .select(print_download::release_id)
        .first(conn)
        .optional()?;
    found.map_or(Ok(None), |id| find(conn, id.0))
}

/// Records that a ticket was used.
pub(crate) fn fetched(tx: &mut Tx<'_>, secret: &[u8]) -> Result<(), Fault> {
    let mine = print_download::table.filter(print_download::ticket_hash.eq(Sha256::digest(secret).to_vec()));
    update(mine).set(print_download::fetched_at.eq(Some(tx.now().0))).execute(tx.conn)?;
    Ok(())
}

type Row =
    ((Ref<ReleaseKind>, Ref<Order>, Ref<File>, String, i64, i64), (i64, Ref<Person>, Option<i64>, Option<Ref<Person>>));

/// The release of that identifier.
pub(crate) fn find(conn: &mut AnyConn, id: ReleaseId) -> Result<Option<Release>, Fault> {
    let ids = print_release::table.filter(print_release::id.eq(Ref(id))).select(print_release::id).load(conn)?;
    Ok(load(conn, ids)?.pop())
}

/// The releases of an order, newest first, at most so many.
pub(crate) fn of_order(conn: &mut AnyConn, order: OrderId, most: i64) -> Result<Vec<Release>, Fault> {
    let ids = print_release::table
        .filter(print_release::order_id.eq(Ref(order)))
        .order((print_release::asked_at.desc(), print_release::id))
        .limit(most)
        .select(print_release::id)
        .load(conn)?;
    load(conn, ids)
}

fn load(conn: &mut AnyConn, ids: Vec<Ref<ReleaseKind>>) -> Result<Vec<Release>, Fault> {
    let rows: Vec<Row> = print_release::table
        .filter(print_release::id.eq_any(ids))
        .order((print_release::asked_at.desc(), print_release::id))
        .select((
            (
                print_release::id,
                print_release::order_id,
                print_release::file_id,
                print_release::form,
                print_release::first_no,
                print_release::last_no,
            ),
            (print_release::asked_at, print_release::asked_by, print_release::released_at, print_release::released_by),
        ))
        .load(conn)?;
    rows.into_iter().map(|row| shaped(conn, row)).collect()
}

fn shaped(conn: &mut AnyConn, ((id, order, file, form, first, last), told): Row) -> Result<Release, Fault> {
    let (asked_at, asked_by, released_at, released_by) = told;
    let (opened, fetched): (i64, i64) = print_download::table
        .filter(print_download::release_id.eq(id))
        .select((count_star(), count(print_download::fetched_at)))
        .first(conn)?;
    Ok(Release {
        id: id.0,
        order: order.0,
        file: file.0,
        form: Form::named(&form).ok_or_else(|| Fault::broken("a release has no known form"))?,
        first,
        last,
        asked: (At(asked_at), asked_by.0),
        released: released_at.map(At).zip(released_by.map(|by| by.0)),
        opened,
        fetched,
    })
}
