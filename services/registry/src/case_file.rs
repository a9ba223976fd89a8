//! The file of an application: what it answers, what shows it, what was written about it, what it still lacks.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor},
    ids::{ApplicationId, PersonId, StructureId},
};
use store::{Fault, Reply, Store, conn::AnyConn};

use crate::{
    accreditation::Application,
    criteria::{self, Answer, Completeness, Evidence, Grid},
    door,
    identity::person,
    message::Written,
    refusal::Refused,
    rows::{accreditation as rows, case_file as held},
};

/// All that belongs to an application.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The application.
    pub application: Application,
    /// Whether the caller made it: then somebody else decides.
    pub is_own: bool,
    /// The grid that was answered; none for an application that answered none.
    pub grid: Option<&'static Grid>,
    /// What it answers.
    pub answers: Vec<Answer>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// What was written about it, oldest first.
    pub thread: Vec<Written>,
    /// The names of those who wrote; empty for somebody whom nobody named.
    pub authors: HashMap<PersonId, String>,
    /// What it still lacks.
    pub lacking: Completeness,
}

/// The file of an application; none for who may not see it, or when there is no such application.
pub async fn case_file(store: &Store, actor: &Actor, id: ApplicationId) -> Reply<Option<CaseFile>> {
    let actor = actor.clone();
    store
        .read("application", move |conn| {
            let Some(row) = rows::application(conn, id)? else { return Ok(None) };
            if actor.may(Action::Application, row.structure.0).is_err() {
                return Ok(None);
            }
            let is_own = actor.known().is_ok_and(|(person, _)| row.applied_by.0 == person);
            let grid = row.grid_version.and_then(criteria::version);
            let application = Application::of(row)?;
            Ok(Some(complete(conn, application, is_own, grid)?))
        })
        .await
}

fn complete(
    conn: &mut AnyConn,
    application: Application,
    is_own: bool,
    grid: Option<&'static Grid>,
) -> Result<CaseFile, Fault> {
    let id = application.id;
    let (answers, evidence, thread) = (held::answers(conn, id)?, held::evidence(conn, id)?, held::thread(conn, id)?);
    let lacking = Completeness::of(grid, &answers, &evidence);
    let ids: BTreeSet<PersonId> = thread.iter().map(|written| written.author).collect();
    let authors = person::of_ids(conn, &Vec::from_iter(ids))?.into_iter().map(|one| (one.id, one.name)).collect();
    Ok(CaseFile { application, is_own, grid, answers, evidence, thread, authors, lacking })
}

/// Whose application it is, once the caller may do this to it. Refusals: `FORBIDDEN`, `NOT_FOUND`.
pub(crate) async fn may_on(store: &Store, actor: &Actor, action: Action, id: ApplicationId) -> Reply<StructureId> {
    let owner = move |conn: &mut _| Ok(rows::application(conn, id)?.map(|row| row.structure.0));
    let owner = store.read("application.owner", owner).await?;
    Ok(door::may(actor, action, owner)?)
}

/// `WRONG_STAGE` unless it waits: what was decided upon stays as it was.
pub(crate) fn still_waits(conn: &mut AnyConn, id: ApplicationId) -> Reply<()> {
    let row = rows::application(conn, id)?.ok_or(Refused::NotFound)?;
    match row.stage.as_str() {
        "pending" => Ok(()),
        "accepted" => Err(Refused::Stage("accepted").into()),
        _ => Err(Refused::Stage("refused").into()),
    }
}
