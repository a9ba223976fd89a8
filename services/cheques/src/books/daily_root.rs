//! The root of each day: where the ledger ended at midnight in Paris, signed by the centre, kept and printed.
//!
//! A ledger whose lines were all rewritten, with all their hashes, still contradicts a root on a sheet of paper.

use kernel::{
    access::{Action, Actor},
    clock::Day,
    paper::{PaperKey, PaperPublicKey},
    root::{PrintedRoot, Root},
};
use store::{
    Fault, Reply, Tx,
    conn::AnyConn,
    head::{self, Event},
};

use crate::{
    desk::Desk,
    rows::{self, proofs::RootRow},
};

/// The most days that are signed at once: a centre that was away for longer goes on the next time.
const MOST_DAYS: i64 = 400;

/// Signs the days that have ended since the last root; answers how many.
pub async fn sign_due(desk: &Desk) -> Reply<usize> {
    let key = desk.keys.paper.clone();
    let today = desk.store.now().day();
    let waits = desk.store.read("dailyRoot.due", move |conn| Ok(next(conn)?.is_some_and(|day| day < today))).await?;
    if !waits {
        return Ok(0);
    }
    desk.store.transact("dailyRoot.sign", move |tx| Ok(sign(tx, &key)?)).await
}

/// The first day without a root: after the last one, or that of the first line.
fn next(conn: &mut AnyConn) -> Result<Option<Day>, Fault> {
    match rows::proofs::last_root(conn, None)? {
        Some(last) => Ok(Some(Day::from_number(last.day).plus_days(1))),
        None => Ok(rows::proofs::first_at(conn)?.map(kernel::clock::At::day)),
    }
}

fn sign(tx: &mut Tx<'_>, key: &PaperKey) -> Result<usize, Fault> {
    // The head is held: nobody writes a line of an ended day once its root is signed, and nobody signs it twice.
    head::announce(tx, &[])?;
    let Some(first) = next(tx.conn)? else { return Ok(0) };
    let today = tx.now().day();
    let mut signed = Vec::new();
    let days = (0..MOST_DAYS).map(|more| first.plus_days(more)).take_while(|day| *day < today);
    for day in days {
        let root = at_end_of(tx.conn, day)?;
        signed.push(RootRow {
            day: day.number(),
            ledger_no: root.ledger_no,
            ledger_hash: root.hash.to_vec(),
            key_no: i64::from(key.id()),
            public_key: key.public().bytes().to_vec(),
            signature: root.sign(key).to_vec(),
            signed_at: tx.now().0,
        });
    }
    rows::proofs::keep_roots(tx, &signed)?;
    if let Some(last) = signed.last() {
        head::announce(tx, &[Event::new("day.signed", &(Day::from_number(last.day), last.ledger_no))?])?;
    }
    Ok(signed.len())
}

fn at_end_of(conn: &mut AnyConn, day: Day) -> Result<Root, Fault> {
    let Some((ledger_no, hash)) = rows::proofs::line_before(conn, day.plus_days(1).at(0, 0))? else {
        return Ok(Root { day, ledger_no: 0, hash: [0; 32] });
    };
    let hash = hash.try_into().map_err(|_| Fault::broken("a hash of the ledger has not 32 bytes"))?;
    Ok(Root { day, ledger_no, hash })
}

/// The last root signed up to a day, as it is printed on statements; none before the first.
pub fn up_to(conn: &mut AnyConn, day: Day) -> Result<Option<PrintedRoot>, Fault> {
    rows::proofs::last_root(conn, Some(day))?.map(printed).transpose()
}

/// The root that a statement of a run bears: of the last day of the month in which it was prepared, or the last before that.
pub fn of_month(conn: &mut AnyConn, day: Day) -> Result<Option<PrintedRoot>, Fault> {
    let later = day.plus_days(32 - i64::from(day.day_of_month()));
    up_to(conn, later.plus_days(-i64::from(later.day_of_month())))
}

/// Roots, newest first, before a day, for those who may see them; one more than `first` when others follow.
pub async fn daily_roots(desk: &Desk, actor: &Actor, first: i64, before: Option<Day>) -> Reply<Vec<PrintedRoot>> {
    if actor.may_anywhere(Action::DailyRoots).is_err() {
        return Ok(Vec::new());
    }
    desk.store
        .read("dailyRoots", move |conn| {
            let found = rows::proofs::roots(conn, before, first + 1)?;
            Ok(found.into_iter().map(printed).collect::<Result<_, _>>()?)
        })
        .await
}

/// What a root on paper is to these books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Borne {
    /// The ledger bears that line with that hash.
    Yes,
    /// It does not: something before was changed, or the root is of other books.
    No,
    /// The signature on paper is not this centre's.
    NotSigned,
}

/// Whether the ledger still bears a root. The chain itself is checked apart: see `check`.
pub async fn bears(store: &store::Store, printed: PrintedRoot) -> Reply<Borne> {
    let PrintedRoot { root, signature } = printed;
    if let Some(signature) = signature {
        let signed = store.read("check.root", move |conn| Ok(is_ours(conn, &root, &signature)?)).await?;
        if !signed {
            return Ok(Borne::NotSigned);
        }
    }
    let borne = store.read("check.root", move |conn| Ok(is_borne(conn, &root)?)).await?;
    Ok(if borne { Borne::Yes } else { Borne::No })
}

/// Before the first line there is nothing to bear.
fn is_borne(conn: &mut AnyConn, root: &Root) -> Result<bool, Fault> {
    let line = rows::ledger::after(conn, root.ledger_no - 1, 1)?.pop();
    let same = line.is_some_and(|line| line.ledger_no == root.ledger_no && line.hash == root.hash);
    Ok(same || (root.ledger_no == 0 && root.hash == [0; 32]))
}

/// Whether a key with which this centre signed a day signed this root.
fn is_ours(conn: &mut AnyConn, root: &Root, signature: &[u8]) -> Result<bool, Fault> {
    let Some(row) = rows::proofs::last_root(conn, Some(root.day))? else { return Ok(false) };
    Ok(public(&row)?.is_some_and(|key| root.is_signed(&key, signature)))
}

/// The roots whose signature is not of what they say: none, unless somebody changed them.
pub(crate) fn wrongly_signed(conn: &mut AnyConn) -> Result<(i64, i64), Fault> {
    let (mut counted, mut wrong) = (0, 0);
    for row in rows::proofs::roots(conn, None, i64::MAX)? {
        let root = printed(row.clone());
        let line = root.as_ref().ok().map(|root| root.root);
        let signed = match (&line, public(&row)?) {
            (Some(root), Some(key)) => root.is_signed(&key, &row.signature),
            _ => false,
        };
        let borne = match &line {
            Some(root) => is_borne(conn, root)?,
            None => false,
        };
        counted += 1;
        wrong += i64::from(!signed || !borne);
    }
    Ok((counted, wrong))
}

fn public(row: &RootRow) -> Result<Option<PaperPublicKey>, Fault> {
    let no = u8::try_from(row.key_no).map_err(|error| Fault::because("a key has no such number", error))?;
    let bytes: Result<[u8; 32], _> = row.public_key.as_slice().try_into();
    Ok(bytes.ok().and_then(|bytes| PaperPublicKey::from_bytes(no, bytes).ok()))
}

fn printed(row: RootRow) -> Result<PrintedRoot, Fault> {
    let torn = || Fault::broken("a root of a day cannot be read");
    let hash = row.ledger_hash.try_into().map_err(|_| torn())?;
    let signature: [u8; 64] = row.signature.try_into().map_err(|_| torn())?;
    let root = Root { day: Day::from_number(row.day), ledger_no: row.ledger_no, hash };
    Ok(PrintedRoot { root, signature: Some(signature) })
}
