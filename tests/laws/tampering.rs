//! A thousand tamperings of each kind with the ledger's lines, drawn at random: the chain finds every one.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use cheques::books::check;
use diesel::{RunQueryDsl, connection::SimpleConnection, sql_query};
use kernel::{
    chance::Chance,
    refusal::{Code, Refusal},
};
use store::{Fault, Reply, Trouble, conn::AnyConn};

use crate::{
    ledger::planted::full_books,
    support::{books::Centre, engine::Engine, sql},
};

const OF_EACH_KIND: usize = 1000;

/// A kind of tampering: its name, and what is done to lines `{a}` and `{b}`, which differ, with `{n}` drawn above zero.
const KINDS: [(&str, &str); 15] = [
    ("number", "update transfer set ledger_no = {last} + {n} where ledger_no = {a}"),
    ("kind debited", "update transfer set debit_kind = debit_kind || '{n}' where ledger_no = {a}"),
    ("owner debited", "update transfer set debit_owner = {id} where ledger_no = {a}"),
    ("kind credited", "update transfer set credit_kind = credit_kind || '{n}' where ledger_no = {a}"),
    ("owner credited", "update transfer set credit_owner = {id} where ledger_no = {a}"),
    ("amount", "update transfer set amount_cents = amount_cents + {n} where ledger_no = {a}"),
    ("reason", "update transfer set reason = reason || '{n}' where ledger_no = {a}"),
    ("subject", "update transfer set subject = {id} where ledger_no = {a}"),
    ("what it corrects", "update transfer set corrects = coalesce(corrects, 0) + {n} where ledger_no = {a}"),
    ("instant", "update transfer set at = at + {n} where ledger_no = {a}"),
    ("hash", "update transfer set hash = (select t.hash from transfer t where t.ledger_no = {b}) where ledger_no = {a}"),
    ("a line deleted", "delete from transfer where ledger_no = {a}"),
    (
        "a line inserted",
        "insert into transfer (ledger_no, debit_kind, debit_owner, credit_kind, credit_owner, amount_cents, reason, subject,
            corrects, at, hash)
         select {last} + {n}, debit_kind, debit_owner, credit_kind, credit_owner, amount_cents, reason, subject, corrects, at,
            hash from transfer where ledger_no = {a}",
    ),
    (
        "two lines swapped",
        "update transfer set ledger_no = {last} + {n} where ledger_no = {a};
         update transfer set ledger_no = {a} where ledger_no = {b};
         update transfer set ledger_no = {b} where ledger_no = {last} + {n}",
    ),
    ("an end cut off", "delete from transfer where ledger_no >= {a}"),
];

/// Each in a transaction of its own, which is taken back.
pub(super) async fn every_tampering_is_found(engine: Engine) {
    let centre = full_books(engine).await;
    let last = sql::number(&centre.place(), "select ledger_no as number from head");
    let chance = Chance::from_seed(20_251_001);
    for (kind, change) in KINDS {
        let changes: Vec<String> = (0..OF_EACH_KIND).map(|_| filled_in(change, last, &chance, engine)).collect();
        let found = found(&centre, changes, None).await;
        assert_eq!(found, OF_EACH_KIND, "{kind}: all of them are found");
    }
    // An end that is cut off with the head set back is whole in itself: what was kept elsewhere sees it.
    let anchor = kept_elsewhere(&centre, last).await;
    let cut = "delete from transfer where ledger_no >= {a};
        update head set ledger_no = {a} - 1, ledger_hash = coalesce((select hash from transfer where ledger_no = {a} - 1),
            ledger_hash)";
    let changes: Vec<String> = (0..OF_EACH_KIND).map(|_| filled_in(cut, last, &chance, engine)).collect();
    assert_eq!(found(&centre, changes, Some(anchor)).await, OF_EACH_KIND, "an end cut off whole");
    centre.books_balance().await;
}

fn filled_in(change: &str, last: i64, chance: &Chance, engine: Engine) -> String {
    let draw = |most: i64| i64::from(u32::from_be_bytes(chance.bytes())) % most;
    let a = 1 + draw(last);
    let b = 1 + (a - 1 + 1 + draw(last - 1)) % last;
    let id: String = chance.bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
    let id = match engine {
        Engine::Sqlite => format!("x'{id}'"),
        Engine::Postgres => format!("'{id}'"),
    };
    change
        .replace("{a}", &a.to_string())
        .replace("{b}", &b.to_string())
        .replace("{n}", &(1 + draw(1_000_000)).to_string())
        .replace("{last}", &last.to_string())
        .replace("{id}", &id)
}

/// How many of these changes are found: by the chain, or against a line that was kept elsewhere.
async fn found(centre: &Centre, changes: Vec<String>, anchor: Option<(i64, [u8; 32])>) -> usize {
    let mut found = 0;
    for change in changes {
        let seen = Arc::new(AtomicBool::new(false));
        let (told, said) = (seen.clone(), change.clone());
        let tampered: Reply<()> = centre
            .store
            .transact("tamper", move |tx| {
                unguarded(tx.conn)?;
                store::each!(&mut *tx.conn, |conn| conn.batch_execute(&change))?;
                let wrong = match anchor {
                    None => check::chain_whole(tx.conn)?.wrong > 0,
                    Some((no, hash)) => !check::bears(tx.conn, no, &hash)?,
                };
                told.store(wrong, Ordering::Relaxed);
                // Refused, so that all of it is taken back.
                Err(Trouble::Refused(Refusal::of(Code::Forbidden)))
            })
            .await;
        assert!(matches!(tampered, Err(Trouble::Refused(_))), "{tampered:?}: {said}");
        assert!(seen.load(Ordering::Relaxed), "not found: {said}");
        found += 1;
    }
    found
}

/// Whoever tampers minds no foreign key.
fn unguarded(conn: &mut AnyConn) -> Result<(), Fault> {
    match conn {
        AnyConn::Pg(conn) => sql_query("set local session_replication_role = replica").execute(conn)?,
        AnyConn::Sqlite(conn) => sql_query("pragma defer_foreign_keys = on").execute(conn)?,
    };
    Ok(())
}

async fn kept_elsewhere(centre: &Centre, last: i64) -> (i64, [u8; 32]) {
    let head = centre.store.read("anchor", |conn| Ok(store::head::read(conn)?)).await.expect("the head is read");
    assert_eq!(head.ledger_no, last);
    (last, head.ledger_hash)
}
