//! « Mon carnet »: whoever holds a booklet and one of its cheques is told what remains and until when. Never where, never when.

use kernel::{cents::Cents, clock::Day, code::Code, ids::PersonId};
use sha2::{Digest, Sha256};
use store::{Fault, Reply, act::NOBODY, conn::AnyConn};

use crate::{
    cheque::Presentable,
    counter::attempts,
    desk::Desk,
    order::Serial,
    refusal::{Refusal, of_one},
    rows,
};

/// What is told of a booklet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booklet {
    /// Its printed number.
    pub carnet: String,
    /// Cheques that can still be used.
    pub cheques: i64,
    /// Their value.
    pub value: Cents,
    /// The last day on which they are honoured.
    pub until: Day,
    /// Whether they can be used today.
    pub state: State,
}

/// Whether the cheques of a booklet can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Today.
    Usable,
    /// Not yet: the order is not active, or the hand-over is not recorded.
    NotYet,
    /// No more.
    Ended,
    /// Not while it is blocked, or never again once it is replaced.
    Blocked,
}

/// Tells what remains, for a serial and the code of one of its cheques. Open to all.
///
/// Refusals: `CODE_MISTYPED` (a matter of the text alone), `TOO_MANY_ATTEMPTS`, and `NOT_FOUND` whatever does not match.
pub async fn booklet(desk: &Desk, serial: &str, code: &str) -> Reply<Booklet> {
    let code = Code::parse(code).map_err(|misread| of_one(misread.refusal(1).into()))?;
    let (who, serial) = (asked_of(serial), Serial::parse(serial));
    let (ids, now) = (desk.ids_of(&code), desk.store.now());
    let seen = desk.store.read("booklet", move |conn| {
        attempts::read(conn, &[NOBODY], now)?.patient(NOBODY, who)?;
        let cheque = rows::cheques::presentable(conn, &ids)?.into_values().next();
        let cheque = cheque.filter(|cheque| Some(&cheque.serial) == serial.as_ref());
        Ok(cheque.map(|cheque| described(conn, &cheque, now.day())).transpose()?)
    });
    match seen.await? {
        Some(booklet) => Ok(booklet),
        None => Err(remember(desk, who).await?.into()),
    }
}

fn described(conn: &mut AnyConn, cheque: &Presentable, today: Day) -> Result<Booklet, Fault> {
    let live = rows::cheques::live_by_carnet(conn, &[cheque.carnet])?;
    let (cheques, value) = live.get(&cheque.carnet).copied().unwrap_or_default();
    let state = match (cheque.active && cheque.handed_over, today > cheque.tolerance_ends) {
        (_, true) => State::Ended,
        _ if cheque.blocked.is_some() => State::Blocked,
        (true, false) => State::Usable,
        (false, false) => State::NotYet,
    };
    Ok(Booklet { carnet: cheque.serial.to_string(), cheques, value, until: cheque.tolerance_ends, state })
}

/// Wrong pairs are counted like guessed codes: by the serial that was typed, and for everybody together.
async fn remember(desk: &Desk, who: PersonId) -> Reply<Refusal> {
    let remembered = desk.store.transact("booklet.unknown", move |tx| {
        attempts::read(tx.conn, &[NOBODY], tx.now())?.patient(NOBODY, who)?;
        rows::cheques::remember_unknown(tx, &[(NOBODY, who)])?;
        Ok(Refusal::NotFound)
    });
    remembered.await
}

/// Under which name the tries on a serial are counted: nobody is known here, so what was typed stands for the person.
fn asked_of(serial: &str) -> PersonId {
    let tidy = Serial::parse(serial).map_or_else(|| serial.trim().to_owned(), |serial| serial.to_string());
    let digest: [u8; 32] = Sha256::digest(tidy.as_bytes()).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    PersonId::from_bytes(bytes)
}
