//! Deposits: files that people send, sealed like the others, theirs until an act takes them, gone after a day otherwise.
//!
//! A mutation is given the file's identifier and calls [`keep`]: from then on the file belongs to a structure, and may be
//! opened by whoever may see what it belongs to (`cheques::payments::export::open_file` asks [`owner`]).

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{File, FileId, PersonId, Structure, StructureId},
    refusal::{Code, Refusal},
};

use crate::{
    conn::AnyConn,
    fault::{Fault, Reply},
    files::{self, Cabinet, FileFacts},
    ids::{Ref, refs},
    store::Store,
    tables::{file, file_deposit, file_ticket},
};

/// The longest file that is taken: 20 MiB.
pub const LARGEST: i64 = 20 * 1024 * 1024;
/// What nothing took after a day goes.
pub const UNUSED_MS: i64 = 24 * 60 * 60 * 1000;
/// Files of one person that wait to be taken; more are refused until some were taken or are gone.
const MOST_WAITING: i64 = 40;
/// Files that one sweep takes away.
const SWEPT_AT_ONCE: i64 = 500;

/// Who sends a file.
#[derive(Clone, Copy, Debug)]
pub struct Sender {
    /// The person.
    pub person: PersonId,
    /// The structure for which they act.
    pub organisation: StructureId,
}

/// Makes a sealed file known as somebody's deposit; answers until when it waits. Refusal: `TOO_MANY_ATTEMPTS`.
pub async fn record(store: &Store, facts: FileFacts, sender: Sender) -> Reply<At> {
    store
        .transact("files.deposit", move |tx| {
            let waiting: i64 = file_deposit::table
                .filter(file_deposit::person_id.eq(Ref(sender.person)).and(file_deposit::kept_at.is_null()))
                .filter(file_deposit::at.gt(tx.now().plus_ms(-UNUSED_MS).0))
                .count()
                .get_result(tx.conn)?;
            if waiting >= MOST_WAITING {
                return Err(Refusal::of(Code::TooManyAttempts).into());
            }
            files::record(tx, &facts)?;
            let row = (
                file_deposit::file_id.eq(Ref(facts.id)),
                file_deposit::person_id.eq(Ref(sender.person)),
                file_deposit::organisation.eq(Ref(sender.organisation)),
                file_deposit::at.eq(tx.now().0),
            );
            insert_into(file_deposit::table).values(row).execute(tx.conn)?;
            Ok(tx.now().plus_ms(UNUSED_MS))
        })
        .await
}

/// Takes a file that was sent by somebody of `organisation` and that nothing took yet: it is `owner`'s from now on, for
/// good. Refusal: `NOT_FOUND` (absent, taken, too old, or another's: the four answer alike).
///
/// Called by a mutation that was given the identifier, in its own transaction.
pub fn keep(tx: &mut crate::Tx<'_>, id: FileId, organisation: StructureId, owner: StructureId) -> Reply<FileFacts> {
    let now = tx.now();
    let waiting = file_deposit::table
        .filter(file_deposit::file_id.eq(Ref(id)).and(file_deposit::organisation.eq(Ref(organisation))))
        .filter(file_deposit::kept_at.is_null().and(file_deposit::at.gt(now.plus_ms(-UNUSED_MS).0)));
    let next = (file_deposit::kept_at.eq(Some(now.0)), file_deposit::owner.eq(Some(Ref(owner))));
    if update(waiting).set(next).execute(tx.conn)? != 1 {
        return Err(Refusal::of(Code::NotFound).into());
    }
    files::facts(tx.conn, id)
}

/// The structure whose file it is: of a deposit that nothing took yet, whoever sent it. None: the network made it, or it is
/// not there.
pub fn owner(conn: &mut AnyConn, id: FileId) -> Result<Option<StructureId>, Fault> {
    type Found = (Ref<Structure>, Option<Ref<Structure>>);
    let found: Option<Found> = file_deposit::table
        .find(Ref(id))
        .select((file_deposit::organisation, file_deposit::owner))
        .first(conn)
        .optional()?;
    Ok(found.map(|(sender, owner)| owner.unwrap_or(sender).0))
}

/// Takes away the deposits that nothing took within a day; answers how many.
pub async fn sweep(store: &Store, cabinet: &Cabinet) -> Reply<usize> {
    let old = |conn: &mut AnyConn, before: i64| -> Result<Vec<FileId>, Fault> {
        let ids: Vec<Ref<File>> = file_deposit::table
            .filter(file_deposit::kept_at.is_null().and(file_deposit::at.le(before)))
            .select(file_deposit::file_id)
            .limit(SWEPT_AT_ONCE)
            .load(conn)?;
        Ok(ids.into_iter().map(|id| id.0).collect())
    };
    let before = store.now().plus_ms(-UNUSED_MS).0;
    if store.read("files.unused", move |conn| Ok(old(conn, before)?)).await?.is_empty() {
        return Ok(0);
    }
    let gone = store.transact("files.sweep", move |tx| {
        let ids = old(tx.conn, before)?;
        delete(file_ticket::table.filter(file_ticket::file_id.eq_any(refs(&ids)))).execute(tx.conn)?;
        delete(file_deposit::table.filter(file_deposit::file_id.eq_any(refs(&ids)))).execute(tx.conn)?;
        delete(file::table.filter(file::id.eq_any(refs(&ids)))).execute(tx.conn)?;
        Ok(ids)
    });
    let gone = gone.await?;
    // The books no longer name them: one that stays on the disk is of no use to anybody.
    gone.iter().for_each(|id| cabinet.discard(*id));
    Ok(gone.len())
}
