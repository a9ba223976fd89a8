//! Looking a cheque up: what it is and whether it would be honoured now, without consuming it.

use kernel::{
    access::{Action, Actor, Reach},
    cents::Cents,
    clock::Day,
    code::Code,
    refusal::{Code as RefusalCode, Refusal as Said},
};
use store::{Reply, Tx};

use crate::{
    attempts,
    cheque::Presentable,
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
    let ids = desk.ids_of(&code);
    // A transaction, though it mostly reads: an unknown code is remembered, or guessing would be free.
    let seen = desk.store.transact("cheque", move |tx| {
        let mut attempts = attempts::read(tx, &[organisation])?;
        attempts.patient(organisation, person)?;
        match rows::cheques::presentable(tx.conn, &ids)?.into_values().next() {
            Some(cheque) => Ok(Some(described(tx, &cheque)?)),
            None => {
                attempts.add(organisation, person);
                rows::cheques::remember_unknown(tx, attempts.added())?;
                Ok(None)
            }
        }
    });
    Ok(seen.await?.ok_or(Refusal::Unknown { no: 1 })?)
}

fn described(tx: &mut Tx<'_>, cheque: &Presentable) -> Reply<Seen> {
    let live = rows::cheques::live_by_carnet(tx.conn, &[cheque.carnet])?;
    Ok(Seen {
        carnet: cheque.serial.to_string(),
        no: cheque.no,
        value: cheque.value,
        until: cheque.tolerance_ends,
        remaining: live.get(&cheque.carnet).map_or(0, |(count, _)| *count),
        refusal: cheque.honour(1, tx.now().day(), None).err().map(alone),
    })
}

fn alone(refusal: Refusal) -> Said {
    let mut said = Said::from(refusal);
    said.facts.remove("no");
    said
}
