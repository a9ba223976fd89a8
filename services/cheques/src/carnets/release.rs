//! Releasing a print run: codes in clear are asked for by one person, released by another, fetched against a one-use ticket.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{FileId, OrderId, PersonId, ReleaseId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply,
    act::{ActKey, ContentHash},
    files::{self, Ticket},
    head::{self, Event},
};

use crate::{desk::Desk, refusal::Refusal, rows};

/// How a run leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// The whole run as data for a printer: CSV.
    Data,
    /// Some booklets as pages to print here: HTML.
    Pages,
}

impl Form {
    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Pages => "pages",
        }
    }

    /// The form of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Data, Self::Pages].into_iter().find(|form| form.name() == name)
    }
}

/// A wish to see codes in clear, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its identifier.
    pub id: ReleaseId,
    /// The order.
    pub order: OrderId,
    /// The sealed run.
    pub file: FileId,
    /// How it leaves.
    pub form: Form,
    /// The first booklet.
    pub first: i64,
    /// The last one.
    pub last: i64,
    /// When it was asked for, and by whom.
    pub asked: (At, PersonId),
    /// When it was released, and by whom.
    pub released: Option<(At, PersonId)>,
    /// How many tickets were given for it.
    pub opened: i64,
    /// How many of them were used.
    pub fetched: i64,
}

/// For how long a release opens its file.
const OPEN_MS: i64 = 24 * 60 * 60 * 1000;
/// The most booklets that leave as pages at once.
const MOST_PAGES: i64 = 50;

impl Release {
    /// Whether it opens its file at that instant.
    pub fn is_open(&self, now: At) -> bool {
        self.released.is_some_and(|(at, _)| now < at.plus_ms(OPEN_MS))
    }
}

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct AskRelease {
    /// The sealed run.
    pub file: FileId,
    /// How it is to leave.
    pub form: Form,
    /// For pages, the first booklet's number within the order.
    pub first: Option<i64>,
    /// For pages, the last one's; the first one alone when it is absent.
    pub last: Option<i64>,
}

/// What is answered at each step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// The release.
    pub release: ReleaseId,
    /// The order.
    pub order: OrderId,
    /// Whether somebody else has released it.
    pub released: bool,
}

/// Asks that a run be released. Refusals: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (not issued whole), `INPUT_INVALID` (`carnets`).
pub async fn ask_print_release(desk: &Desk, actor: &Actor, key: &str, asked: AskRelease) -> Reply<Released> {
    actor.may_anywhere(Action::AskPrintRelease)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::AskPrintRelease, key)?;
    let content = ContentHash::of(&asked)?;
    desk.store
        .once(act, content, move |tx| {
            let order = rows::orders::printed_in(tx.conn, asked.file)?.ok_or(Refusal::NotFound)?;
            if order.issued_at.is_none() {
                return Err(Refusal::WrongStage { stage: order.stage().name() }.into());
            }
            let (first, last) = match asked.form {
                Form::Data => (1, order.terms.carnets),
                Form::Pages => (asked.first.unwrap_or(1), asked.last.or(asked.first).unwrap_or(1)),
            };
            let few = asked.form == Form::Data || last.saturating_sub(first) < MOST_PAGES;
            if first < 1 || last < first || last > order.terms.carnets || !few {
                return Err(Refusal::Invalid { field: "carnets" }.into());
            }
            let release = Release {
                id: tx.chance().id(),
                order: order.id,
                file: asked.file,
                form: asked.form,
                first,
                last,
                asked: (tx.now(), person),
                released: None,
                opened: 0,
                fetched: 0,
            };
            rows::releases::insert(tx, &release)?;
            let told = Released { release: release.id, order: order.id, released: false };
            head::announce(tx, &[Event::new("print.asked", &told)?])?;
            Ok(told)
        })
        .await
}

/// Releases what somebody else asked for. Refusals: `FORBIDDEN`, `STEP_UP_NEEDED`, `NOT_FOUND`, `SAME_PERSON`, `WRONG_STAGE`.
pub async fn release_print(desk: &Desk, actor: &Actor, key: &str, release: ReleaseId) -> Reply<Released> {
    actor.may_anywhere(Action::ReleasePrint)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::ReleasePrint, key)?;
    let content = ContentHash::of(&release)?;
    desk.store
        .once(act, content, move |tx| {
            let wish = rows::releases::find(tx.conn, release)?.ok_or(Refusal::NotFound)?;
            if wish.asked.1 == person {
                return Err(Refusal::SamePerson.into());
            }
            stands(tx.conn, &wish)?;
            if !rows::releases::release(tx, release, person)? {
                return Err(Refusal::WrongStage { stage: "released" }.into());
            }
            let told = Released { release, order: wish.order, released: true };
            head::announce(tx, &[Event::new("print.released", &told)?])?;
            Ok(told)
        })
        .await
}

/// Gives the right to fetch a released run once. Each time is written down, with who it was.
///
/// Refusals: `FORBIDDEN`, `STEP_UP_NEEDED`, `NOT_FOUND`, `WRONG_STAGE` (not released, a day ago, or the run was cancelled).
pub async fn open_print(desk: &Desk, actor: &Actor, key: &str, release: ReleaseId) -> Reply<Ticket> {
    actor.may_anywhere(Action::OpenPrint)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::OpenPrint, key)?;
    let content = ContentHash::of(&release)?;
    desk.store
        .once(act, content, move |tx| {
            let wish = rows::releases::find(tx.conn, release)?.ok_or(Refusal::NotFound)?;
            stands(tx.conn, &wish)?;
            if !wish.is_open(tx.now()) {
                return Err(Refusal::WrongStage { stage: "released" }.into());
            }
            let facts = files::facts(tx.conn, wish.file)?;
            let ticket = files::ticket(tx, facts, person)?;
            let secret = files::unhex(&ticket.ticket).ok_or_else(|| Fault::broken("a ticket cannot be read"))?;
            rows::releases::open(tx, &wish, &secret, person)?;
            head::announce(tx, &[Event::new("print.opened", &(release, person))?])?;
            Ok(ticket)
        })
        .await
}

/// A run that was cancelled since opens nothing any more.
fn stands(conn: &mut store::conn::AnyConn, wish: &Release) -> Reply<()> {
    match rows::orders::printed_in(conn, wish.file)? {
        Some(_) => Ok(()),
        None => Err(Refusal::WrongStage { stage: "cancelled" }.into()),
    }
}

/// The releases of an order, newest first, fifty at most; nothing for who may not see them.
pub async fn releases(desk: &Desk, actor: &Actor, order: OrderId) -> Reply<Vec<Release>> {
    if actor.may_anywhere(Action::PrintReleases).is_err() {
        return Ok(Vec::new());
    }
    desk.store.read("printReleases", move |conn| Ok(rows::releases::of_order(conn, order, 50)?)).await
}
