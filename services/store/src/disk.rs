//! The file that we keep ourselves: its log is carried into it by the writer, and a disk that fails ends the writing.
//!
//! After a sync that failed, nobody knows what the disk kept: the kernel forgets the pages, and the next sync says that
//! all is well. So nothing is tried again: the process ends, and the next one carries the whole log into the file anew.

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Integer, sqlite::SqliteConnection};

use crate::{
    conn::{AnyConn, Place},
    fault::{Fault, is_full},
};

/// Pages of the log that may wait to be carried into the file: 4 MB.
const MOST_WAITING: i32 = 1000;

#[derive(QueryableByName)]
struct Log {
    /// Pages in the log.
    #[diesel(sql_type = Integer)]
    log: i32,
    /// Those of them that are in the file.
    #[diesel(sql_type = Integer)]
    checkpointed: i32,
}

/// Before anything else, on a file: what a former process left in the log is carried into the file and synced there,
/// so that nothing rests on pages of the log that were perhaps never kept.
///
/// A disk without room is no reason not to open: what is there can be read.
pub(crate) fn settle(conn: &mut AnyConn) -> Result<(), Fault> {
    match conn {
        AnyConn::Pg(_) => Ok(()),
        AnyConn::Sqlite(conn) => carry(conn).or_else(|fault| if fault.full() { Ok(()) } else { Err(fault) }),
    }
}

/// After a commit: carries the log into the file once it is long enough. Faults when the disk does.
pub(crate) fn keep_short(conn: &mut AnyConn) -> Result<(), Fault> {
    let AnyConn::Sqlite(conn) = conn else { return Ok(()) };
    let Log { log, checkpointed } = sql_query("PRAGMA wal_checkpoint(NOOP)").get_result(conn)?;
    if log.saturating_sub(checkpointed) < MOST_WAITING {
        return Ok(());
    }
    carry(conn)
}

// Passive: it waits for nobody, and what a reader still needs is carried the next time.
fn carry(conn: &mut SqliteConnection) -> Result<(), Fault> {
    let _: Log = sql_query("PRAGMA wal_checkpoint(PASSIVE)").get_result(conn)?;
    Ok(())
}

/// A failure of the disk as it is: SQLite has one word for a disk that fails and for one without room for its index.
pub(crate) fn examined(fault: Fault, place: &Place) -> Fault {
    if fault.disk() && has_no_room(place) { fault.for_want_of_room() } else { fault }
}

/// Tries a few pages beside the file; a server is not asked.
pub(crate) fn has_no_room(place: &Place) -> bool {
    let Place::Sqlite(path) = place else { return false };
    const SOME_PAGES: usize = 64 * 1024;
    let beside = path.with_extension("room");
    let tried = std::fs::write(&beside, vec![0; SOME_PAGES]);
    let _ = std::fs::remove_file(&beside);
    tried.is_err_and(|error| is_full(&error))
}

#[cfg(test)]
mod tests {
    use diesel::connection::SimpleConnection;

    use super::*;
    use crate::conn::connect;

    fn waiting(conn: &mut AnyConn) -> i32 {
        let AnyConn::Sqlite(conn) = conn else { panic!("a file") };
        let Log { log, checkpointed } = sql_query("PRAGMA wal_checkpoint(NOOP)").get_result(conn).unwrap();
        log - checkpointed
    }

    fn some_pages(conn: &mut AnyConn, pages: i64) {
        let AnyConn::Sqlite(conn) = conn else { panic!("a file") };
        conn.batch_execute("create table if not exists page (body blob) strict").unwrap();
        let insert = sql_query("insert into page (body) values (zeroblob(4096 * $1))");
        insert.bind::<diesel::sql_types::BigInt, _>(pages).execute(conn).unwrap();
    }

    #[test]
    fn a_log_is_carried_into_the_file_by_hand_alone() {
        let path = std::env::temp_dir().join(format!("passegue_disk_{}.sqlite", std::process::id()));
        let place = Place::Sqlite(path.clone());
        let mut conn = connect(&place).unwrap();
        some_pages(&mut conn, 900);
        keep_short(&mut conn).unwrap();
        assert!(waiting(&mut conn) >= 900, "short enough to wait");
        some_pages(&mut conn, 1200);
        assert!(waiting(&mut conn) >= 2100, "nobody else does it");
        keep_short(&mut conn).unwrap();
        assert_eq!(waiting(&mut conn), 0);
        some_pages(&mut conn, 1);
        settle(&mut conn).unwrap();
        assert_eq!(waiting(&mut conn), 0, "at the start, however little waits");
        assert!(!has_no_room(&place));
        drop(conn);
        let _ = std::fs::remove_file(path);
    }

    #[test]
    fn only_a_failure_of_the_disk_is_examined() {
        let place = Place::Sqlite(std::env::temp_dir().join("passegue_examined.sqlite"));
        assert!(!examined(Fault::unavailable("away"), &place).full());
    }
}
