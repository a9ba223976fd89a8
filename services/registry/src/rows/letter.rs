//! Letters.

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Letter, LetterId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::tables::letter;

pub(crate) const WAITING: &str = "waiting";
pub(crate) const SENT: &str = "sent";
/// Given up: it would have come too late.
pub(crate) const LATE: &str = "late";
/// Never meant for anybody.
pub(crate) const VOID: &str = "void";

/// A letter as it is written down.
pub(crate) struct LetterRow {
    pub(crate) id: Ref<Letter>,
    pub(crate) stage: &'static str,
    pub(crate) content: Option<Vec<u8>>,
    pub(crate) next_at: i64,
    pub(crate) until_at: i64,
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &LetterRow) -> Result<(), Fault> {
    let values = (
        letter::id.eq(row.id),
        letter::stage.eq(row.stage),
        letter::content.eq(&row.content),
        letter::tries.eq(0),
        letter::written_at.eq(tx.now().0),
        letter::next_at.eq(row.next_at),
        letter::until_at.eq(row.until_at),
    );
    insert_into(letter::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// A letter that waits, and its sealed content.
pub(crate) type Waiting = (Ref<Letter>, Option<Vec<u8>>);

pub(crate) fn due(conn: &mut AnyConn, now: At, most: i64) -> Result<Vec<Waiting>, Fault> {
    Ok(letter::table
        .filter(letter::stage.eq(WAITING).and(letter::next_at.le(now.0)).and(letter::until_at.gt(now.0)))
        .order((letter::next_at.asc(), letter::id.asc()))
        .limit(most)
        .select((letter::id, letter::content))
        .load(conn)?)
}

/// How often a letter that waits was tried, and until when it is of use.
pub(crate) fn tries(conn: &mut AnyConn, id: LetterId) -> Result<Option<(i64, i64)>, Fault> {
    let waits = letter::table.filter(letter::id.eq(Ref(id)).and(letter::stage.eq(WAITING)));
    Ok(waits.select((letter::tries, letter::until_at)).first(conn).optional()?)
}

/// Nobody else tries it before that instant, counted: false when somebody does, or when it waits no more.
pub(crate) fn claim(tx: &mut Tx<'_>, id: LetterId, until: At) -> Result<bool, Fault> {
    let free = letter::id.eq(Ref(id)).and(letter::stage.eq(WAITING)).and(letter::next_at.le(tx.now().0));
    Ok(update(letter::table.filter(free)).set(letter::next_at.eq(until.0)).execute(tx.conn)? == 1)
}

pub(crate) fn again(tx: &mut Tx<'_>, id: LetterId, next: At) -> Result<(), Fault> {
    let set = (letter::tries.eq(letter::tries + 1), letter::next_at.eq(next.0));
    update(letter::table.find(Ref(id))).set(set).execute(tx.conn)?;
    Ok(())
}

/// It waits no more, and what it said is forgotten.
pub(crate) fn end(tx: &mut Tx<'_>, id: LetterId, stage: &'static str) -> Result<(), Fault> {
    let set = (letter::stage.eq(stage), letter::content.eq(None::<Vec<u8>>));
    let waits = letter::table.filter(letter::id.eq(Ref(id)).and(letter::stage.eq(WAITING)));
    update(waits).set(set).execute(tx.conn)?;
    Ok(())
}

/// Gives up those that are of no use any more, and deletes those written before that instant that do not wait.
pub(crate) fn sweep(tx: &mut Tx<'_>, before: At) -> Result<(), Fault> {
    let over = letter::table.filter(letter::stage.eq(WAITING).and(letter::until_at.le(tx.now().0)));
    update(over).set((letter::stage.eq(LATE), letter::content.eq(None::<Vec<u8>>))).execute(tx.conn)?;
    delete(letter::table.filter(letter::stage.ne(WAITING).and(letter::written_at.lt(before.0)))).execute(tx.conn)?;
    Ok(())
}
