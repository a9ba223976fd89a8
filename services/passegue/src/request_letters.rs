//! The rounds of requests for a booklet: the queue goes on, deadlines are told to those who can act, and people are forgotten.

use std::time::Duration;

use cheques::requests::{
    request::{DAYS_MORE, Stage, WaitsFor},
    rounds::{self, Due, Whose},
};
use kernel::{
    access::Role,
    clock::At,
    ids::StructureId,
    words::{self, Written, long_day},
};
use registry::identity::{addressees, lodge::Lodge, mail::Mail};
use store::{Fault, Reply, Tx};
use tokio::time::{MissedTickBehavior, interval_at};

/// How often a centre looks whether something is due.
const LOOKS_EVERY: Duration = Duration::from_secs(600);
/// A letter that could not be sent for that long says nothing any more.
const OF_USE_MS: i64 = 7 * 24 * 3_600_000;

/// Who makes the rounds.
#[derive(Clone, Debug)]
pub struct RequestLetters {
    lodge: Lodge,
}

impl RequestLetters {
    /// For the centre of that lodge.
    pub const fn new(lodge: Lodge) -> Self {
        Self { lodge }
    }

    /// One round; answers how many letters were written.
    pub async fn look(&self) -> Reply<usize> {
        let store = self.lodge.store();
        store.transact("requests.go_on", |tx| Ok(rounds::go_on(tx)?)).await?;
        let now = store.now();
        let due = store.read("requests.due", move |conn| Ok(rounds::due(conn, now)?)).await?;
        let mut letters = 0;
        for one in due {
            let lodge = self.lodge.clone();
            letters += store.transact("requests.tell", move |tx| Ok(tell(tx, &lodge, &one)?)).await?;
        }
        Ok(letters)
    }

    /// Looks every ten minutes, for ever: spawn it, abort it to stop.
    pub async fn keep(self) {
        let mut ticks = interval_at(tokio::time::Instant::now() + LOOKS_EVERY, LOOKS_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(trouble) = self.look().await {
                tracing::warn!(cause = ?trouble, "requests for a booklet were not looked at; they will be");
            }
        }
    }
}

/// One deadline: its letters and the memory that it was told, in one transaction.
fn tell(tx: &mut Tx<'_>, lodge: &Lodge, due: &Due) -> Result<usize, Fault> {
    if !rounds::record(tx, due)? {
        return Ok(0);
    }
    let until = At(tx.now().0).plus_ms(OF_USE_MS);
    let mut letters: Vec<(Mail, Written)> = Vec::new();
    if due.ends {
        let over = |mail: Mail| (mail, letter("request-over", due));
        letters.extend(people(tx, due.request.structure)?.into_iter().map(over));
    } else {
        letters.extend(addressed(tx, due)?.into_iter().map(|mail| (mail, letter("request-due", due))));
    }
    let count = letters.len();
    for (mail, Written { subject, body }) in letters {
        addressees::write(tx, lodge, mail, (subject, body), until)?;
    }
    Ok(count)
}

/// Who has to act; about a booklet that the post has for too long, the network as well.
fn addressed(tx: &mut Tx<'_>, due: &Due) -> Result<Vec<Mail>, Fault> {
    let again = due.request.stage == Stage::Posted && due.request.told > 0;
    let mut to = match due.whose() {
        Whose::Structure => people(tx, due.request.structure)?,
        Whose::Funder => holders(tx, Role::Funder, due.funder)?,
        Whose::Network => addressees::of_role(tx.conn, Role::Operator)?,
    };
    if again {
        to.extend(addressees::of_role(tx.conn, Role::Operator)?);
    }
    Ok(to)
}

/// Those of a structure who give booklets, or who answer for it.
fn people(tx: &mut Tx<'_>, structure: StructureId) -> Result<Vec<Mail>, Fault> {
    let mut to = holders(tx, Role::Prescriber, structure)?;
    for mail in holders(tx, Role::VenueManager, structure)? {
        if !to.iter().any(|one| one.as_str() == mail.as_str()) {
            to.push(mail);
        }
    }
    Ok(to)
}

fn holders(tx: &mut Tx<'_>, role: Role, structure: StructureId) -> Result<Vec<Mail>, Fault> {
    Ok(addressees::of_structures(tx.conn, role, &[structure])?.into_iter().map(|(_, mail)| mail).collect())
}

/// The letter, with the reference of the request and nobody's name.
fn letter(name: &str, due: &Due) -> Written {
    let request = &due.request;
    let stays = request.stage == Stage::Posted || due.ends;
    let ends = if stays { "none".to_owned() } else { long_day(request.due_by.plus_days(DAYS_MORE)) };
    let facts = [
        ("reference", request.reference.as_str().into()),
        ("since", long_day(request.asked_at.day()).into()),
        ("stage", request.waits_for.map_or(request.stage.name(), WaitsFor::name).into()),
        ("ends", ends.into()),
    ];
    words::letter(name, &facts)
}
