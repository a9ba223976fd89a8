//! Exporting the accounting entries: made beside the counters, sealed, handed out against a ticket.

use std::io::{self, Write};

use kernel::{
    access::{Action, Actor},
    clock::Day,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply,
    act::{self, ActKey, ContentHash},
    conn::AnyConn,
    files::{self, FileFacts, Ticket},
    head::{self, Event},
    sealing::Sealing,
};

use super::fec::{self, Exercise, Written};
use crate::{desk::Desk, refusal::Refusal};

/// The kind of file that this is, for a browser and for the right to open it again.
pub const MEDIA_TYPE: &str = "text/plain; charset=utf-8";

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// The network's SIREN, nine digits; spaces do not matter.
    pub siren: String,
    /// Which days.
    pub exercise: Exercise,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Entries and lines.
    pub written: Written,
    /// The file and the right to fetch it once.
    pub file: Ticket,
}

/// A SIREN as it was typed, checked; `INPUT_INVALID` otherwise.
pub fn siren(typed: &str) -> Result<String, Refusal> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if registry::structure::is_siren(&digits) { Ok(digits) } else { Err(Refusal::Invalid { field: "siren" }) }
}

/// Days that follow each other, the last one not in the future; `DATES_INVALID` otherwise.
pub fn exercise(from: Option<Day>, until: Day, today: Day) -> Result<Exercise, Refusal> {
    if until > today || from.is_some_and(|from| from > until) {
        return Err(Refusal::Dates);
    }
    Ok(Exercise { from, until })
}

/// Makes the file of an exercise. Refusals: `FORBIDDEN`, `INPUT_INVALID` (`siren`), `DATES_INVALID`.
pub async fn export_fec(desk: &Desk, actor: &Actor, key: &str, asked: Asked) -> Reply<Exported> {
    actor.may_anywhere(Action::ExportFec)?;
    let (person, _) = actor.known()?;
    let Exercise { from, until } = asked.exercise;
    let asked = Asked { siren: siren(&asked.siren)?, exercise: exercise(from, until, desk.store.now().day())? };
    let act = ActKey::of(actor, Action::ExportFec, key)?;
    let content = ContentHash::of(&asked)?;
    // Minutes of work for a year of entries: done beside the writer, and not again under a key that was answered.
    let made = if is_new(desk, &act).await? { Some(made(desk, &asked).await?) } else { None };
    desk.store
        .once(act, content, move |tx| {
            let (facts, written) = made.clone().ok_or_else(|| Fault::crossed("an act was forgotten meanwhile"))?;
            files::record(tx, &facts)?;
            head::announce(tx, &[Event::new("fec.exported", &(facts.id, written.lines))?])?;
            Ok(Exported { written, file: files::ticket(tx, facts, person)? })
        })
        .await
}

async fn is_new(desk: &Desk, act: &ActKey) -> Reply<bool> {
    let act = act.clone();
    let known =
        desk.store.read("exportFec.key", move |conn| Ok(act::recall(conn, std::slice::from_ref(&act))?.is_empty()));
    known.await
}

async fn made(desk: &Desk, asked: &Asked) -> Reply<(FileFacts, Written)> {
    let (cabinet, chance) = (desk.keys.cabinet.clone(), desk.store.chance().clone());
    let (name, exercise) = (asked.exercise.file_name(&asked.siren), asked.exercise);
    desk.store
        .read("exportFec", move |conn: &mut AnyConn| {
            let mut sealed = Sealed(cabinet.begin(&chance)?);
            let written = fec::write(conn, &mut sealed, exercise)?;
            let sealed = sealed.0.end()?;
            let sha256 = files::hex(&sealed.sha256);
            let media_type = MEDIA_TYPE.to_owned();
            Ok((FileFacts { id: sealed.id, name, media_type, sha256, bytes: sealed.bytes }, written))
        })
        .await
}

/// A file being sealed, as something that is written to.
struct Sealed(Sealing);

impl Write for Sealed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push(bytes).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
