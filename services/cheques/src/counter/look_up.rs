//! Looking a cheque up: what it is and whether it would be honoured now, without consuming it.

use kernel::{
    access::{Action, Actor, Reach},
    cents::Cents,
    clock::{At, Day},
    code::Code,
    ids::{PersonId, StructureId},
    refusal::{Code as RefusalCode, Refusal as Said},
};
use store::{Fault, Reply, conn::AnyConn};

use crate::{
    cheque::Presentable,
    counter::attempts,
    desk::Desk,
    refusal::{Refusal, of_one},
    rows,
};

/// What is told of a cheque.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its booklet's printed number.
    pub carnet: String,
    /// Its place in the booklet.
    pub no: i64,
    /// Its value.
    pub value: Cents,
    /// The last day on which it is honoured.
    pub until: Day,
    /// Cheques of the booklet that are still live.
    pub remaining: i64,
    /// Why it would not be honoured now, if so.
    pub refusal: Option<Said>,
}

/// Looks a cheque up by its code. Refusals: `CODE_MISTYPED`, `FORBIDDEN`, `TOO_MANY_ATTEMPTS`, `CODE_UNKNOWN`.
pub async fn look_up(desk: &Desk, actor: &Actor, typed: &str) -> Reply<Seen> {
    look(desk, actor, typed).await.map_err(of_one)
}

async fn look(desk: &Desk, actor: &Actor, typed: &str) -> Reply<Seen> {
    let code = Code::parse(typed).map_err(|misread| misread.refusal(1))?;
    if actor.reach(Action::Cheque) == Reach::Never {
        return Err(Said::of(RefusalCode::Forbidden).into());
    }
    let (person, organisation) = actor.known()?;
    let (ids, now) = (desk.ids_of(&code), desk.store.now());
    let seen = desk.store.read("cheque", move |conn| {
        attempts::read(conn, &[organisation], now)?.patient(organisation, person)?;
        let cheque = rows::cheques::presentable(conn, &ids)?.into_values().next();
        if cheque.is_none() && !rows::withdrawn::among(conn, &ids)?.is_empty() {
            return Err(Refusal::Replaced { no: 1 }.into());
        }
        Ok(cheque.map(|cheque| described(conn, &cheque, now)).transpose()?)
    });
    match seen.await? {
        Some(seen) => Ok(seen),
        None => Err(remember(desk, organisation, person).await?.into()),
    }
}

/// An unknown code is counted before it is answered, or guessing would be free.
async fn remember(desk: &Desk, organisation: StructureId, person: PersonId) -> Reply<Refusal> {
    let remembered = desk.store.transact("cheque.unknown", move |tx| {
        // Asked again here: of many guesses sent at once, ten are answered.
        attempts::read(tx.conn, &[organisation], tx.now())?.patient(organisation, person)?;
        rows::cheques::remember_unknown(tx, &[(organisation, person)])?;
        Ok(Refusal::Unknown { no: 1 })
    });
    remembered.await
}

fn described(conn: &mut AnyConn, cheque: &Presentable, now: At) -> Result<Seen, Fault> {
    let live = rows::cheques::live_by_carnet(conn, &[cheque.carnet])?;
    Ok(Seen {
        carnet: cheque.serial.to_string(),
        no: cheque.no,
        value: cheque.value,
        until: cheque.tolerance_ends,
        remaining: live.get(&cheque.carnet).map_or(0, |(count, _)| *count),
        refusal: cheque.honour(1, now.day(), None).err().map(alone),
    })
}

fn alone(refusal: Refusal) -> Said {
    let mut said = Said::from(refusal);
    said.facts.remove("no");
    said
}
