//! Attaching a file to an application that waits, and looking at it again.

use kernel::{
    access::{Action, Actor},
    clock::At,
    ids::{ApplicationId, FileId, PersonId, StructureId},
};
use store::{
    Fault, Reply, Store, Tx,
    act::{ActKey, ContentHash},
    deposits,
    files::{self, Ticket},
    head::{self, Event},
};

use crate::{
    case_file,
    criteria::{self, Evidence},
    refusal::Refused,
    rows::{accreditation, case_file as rows},
};

/// An application has at most so many files.
const MOST: usize = 40;

/// Attaches a file that was brought by the caller's own organisation to a criterion of an application that waits.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE`, `INPUT_INVALID` (criterion, or too many files),
/// `NOT_FOUND` for a file that the organisation did not bring. A file that is attached already is answered as it is.
pub async fn attach_evidence(
    store: &Store,
    actor: &Actor,
    key: &str,
    application: ApplicationId,
    criterion: &str,
    file: FileId,
) -> Reply<Evidence> {
    let (person, organisation) = actor.known()?;
    case_file::may_on(store, actor, Action::AttachEvidence, application).await?;
    let key = ActKey::of(actor, Action::AttachEvidence, key)?;
    let content = ContentHash::of(&(application, criterion, file))?;
    let criterion = criterion.to_owned();
    store
        .once(key, content, move |tx| {
            case_file::still_waits(tx.conn, application)?;
            record(tx, application, (person, organisation), &criterion, file)
        })
        .await
}

/// Attaches a file, in the transaction of whoever asks: from then on it belongs to the structure that applies.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    application: ApplicationId,
    (person, organisation): (PersonId, StructureId),
    criterion: &str,
    file: FileId,
) -> Reply<Evidence> {
    let asked = accreditation::application(tx.conn, application)?.ok_or(Refused::NotFound)?;
    let grid = asked.grid_version.map_or_else(criteria::latest, criteria::version);
    if !grid.is_some_and(|grid| grid.asks(criterion)) {
        return Err(Refused::Input("criterion").into());
    }
    if !rows::is_evidence(tx.conn, application, file)? {
        if rows::evidence(tx.conn, application)?.len() >= MOST {
            return Err(Refused::Input("file").into());
        }
        deposits::keep(tx, file, organisation, asked.structure.0)?;
        rows::attach(tx, application, file, criterion, person)?;
    }
    let held = rows::evidence(tx.conn, application)?.into_iter().find(|one| one.file == file);
    Ok(held.ok_or_else(|| Fault::broken("what was attached is gone"))?)
}

/// Gives the right to fetch a file of an application once. Refusals: `FORBIDDEN`, `NOT_FOUND`.
pub async fn open_evidence(
    store: &Store,
    actor: &Actor,
    key: &str,
    application: ApplicationId,
    file: FileId,
) -> Reply<Ticket> {
    let (person, _) = actor.known()?;
    case_file::may_on(store, actor, Action::OpenEvidence, application).await?;
    let key = ActKey::of(actor, Action::OpenEvidence, key)?;
    let content = ContentHash::of(&(application, file))?;
    store
        .once(key, content, move |tx| {
            if !rows::is_evidence(tx.conn, application, file)? {
                return Err(Refused::NotFound.into());
            }
            let facts = files::facts(tx.conn, file)?;
            let ticket = files::ticket(tx, facts, person)?;
            let told: (ApplicationId, FileId, PersonId, At) = (application, file, person, tx.now());
            head::announce(tx, &[Event::new("evidence.opened", &told)?])?;
            Ok(ticket)
        })
        .await
}
