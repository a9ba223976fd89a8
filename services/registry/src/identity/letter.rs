//! Letters: mails that wait to be sent. Sealed while they wait, forgotten once they are gone; the one who sends them is elsewhere.

use kernel::{clock::At, ids::LetterId, words::Written};
use serde::{Deserialize, Serialize};
use store::{Fault, Reply, Store, Tx, ids::Ref};

use super::{mail::Mail, secrets::Secrets};
use crate::rows::{
    bucket, invitation,
    letter::{self as rows, LetterRow},
    visit,
};

const PURPOSE: &str = "letter";
/// For so long whoever tries a letter has it alone: longer than any mail server is waited for.
const CLAIMED_MS: i64 = 60_000;
const FIRST_PAUSE_MS: i64 = 5_000;
const LONGEST_PAUSE_MS: i64 = 10 * 60_000;
const DAY_MS: i64 = 24 * 3_600_000;

/// A mail as it is written: plain text, in French.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// To whom.
    pub to: Mail,
    /// The line that a list of mails shows.
    pub subject: String,
    /// The text.
    pub body: String,
}

impl Letter {
    /// The mail that was written, to that address.
    pub fn of(to: Mail, Written { subject, body }: Written) -> Self {
        Self { to, subject, body }
    }
}

/// Nothing of it.
impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letter")
    }
}

/// Where a new letter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// To whoever sends.
    Post,
    /// Nowhere: the same work was done, and nobody has that address.
    Void,
}

/// A letter that is to be tried now.
#[derive(Clone, Debug)]
pub struct Due {
    /// Its identifier.
    pub id: LetterId,
    /// What is sent; none if it was sealed under another secret.
    pub letter: Option<Letter>,
}

/// Puts a letter among those that wait; after `until` it is of no use any more.
pub fn write(tx: &mut Tx<'_>, secrets: &Secrets, letter: &Letter, until: At, fate: Fate) -> Result<(), Fault> {
    let clear = serde_json::to_vec(letter).map_err(|error| Fault::because("a letter cannot be written", error))?;
    let sealed = secrets.seal(PURPOSE, &clear, tx.chance())?;
    let (stage, content) = match fate {
        Fate::Post => (rows::WAITING, Some(sealed)),
        Fate::Void => (rows::VOID, None),
    };
    let row = LetterRow { id: Ref(tx.chance().id()), stage, content, next_at: tx.now().0, until_at: until.0 };
    rows::insert(tx, &row)
}

/// The letters whose time has come and that are of use, oldest first, `most` at most. To be claimed one by one.
pub async fn due(store: &Store, secrets: &Secrets, most: i64) -> Reply<Vec<Due>> {
    let now = store.now();
    let waiting = store.read("letters.due", move |conn| Ok(rows::due(conn, now, most)?)).await?;
    let opened = |content: Option<Vec<u8>>| {
        let clear = secrets.open(PURPOSE, &content?)?;
        serde_json::from_slice(&clear).ok()
    };
    Ok(waiting.into_iter().map(|(id, content)| Due { id: id.0, letter: opened(content) }).collect())
}

/// Whether the caller may send it now: not when somebody else is at it. Kept before it is sent, so that a letter whose sending
/// cannot be written down is not sent again each second.
pub async fn claim(store: &Store, id: LetterId) -> Reply<bool> {
    store.transact("letters.claim", move |tx| Ok(rows::claim(tx, id, tx.now().plus_ms(CLAIMED_MS))?)).await
}

/// It is gone: what it said is forgotten.
pub async fn sent(store: &Store, id: LetterId) -> Reply<()> {
    store.transact("letters.sent", move |tx| Ok(rows::end(tx, id, rows::SENT)?)).await
}

/// It could not be sent: tried again after a pause that doubles, or given up when it would come too late.
pub async fn failed(store: &Store, id: LetterId) -> Reply<()> {
    let again = move |tx: &mut Tx<'_>| {
        let Some((tries, until)) = rows::tries(tx.conn, id)? else { return Ok(()) };
        let next = tx.now().plus_ms(pause(tries));
        match next < At(until) {
            true => rows::again(tx, id, next)?,
            false => rows::end(tx, id, rows::LATE)?,
        }
        Ok(())
    };
    store.transact("letters.failed", again).await
}

/// Of no use and not to be sent: a letter that cannot be opened, or whose address nobody could write to.
pub async fn given_up(store: &Store, id: LetterId) -> Reply<()> {
    store.transact("letters.given_up", move |tx| Ok(rows::end(tx, id, rows::LATE)?)).await
}

fn pause(tries: i64) -> i64 {
    let doubled = u32::try_from(tries).ok().and_then(|tries| FIRST_PAUSE_MS.checked_mul(1_i64.checked_shl(tries)?));
    doubled.filter(|pause| (1..LONGEST_PAUSE_MS).contains(pause)).unwrap_or(LONGEST_PAUSE_MS)
}

/// Forgets what served: full buckets, letters that would come too late and those of last week, codes of yesterday, visits that
/// ended, and invitations whose time was over, a quarter ago.
pub async fn sweep(store: &Store) -> Reply<()> {
    let forget = |tx: &mut Tx<'_>| {
        let now = tx.now();
        bucket::sweep(tx)?;
        rows::sweep(tx, now.plus_ms(-7 * DAY_MS))?;
        invitation::sweep(tx, now.plus_ms(-90 * DAY_MS))?;
        visit::sweep(tx, now.plus_ms(-DAY_MS), now.plus_ms(-90 * DAY_MS))?;
        Ok(())
    };
    store.transact("identity.sweep", forget).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_bearable() {
        assert_eq!([0, 1, 2, 3].map(pause), [5_000, 10_000, 20_000, 40_000]);
        assert_eq!([7, 20, 63, 64, 1_000_000, -1].map(pause), [LONGEST_PAUSE_MS; 6]);
    }
}
