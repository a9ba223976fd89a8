//! Applications, rights and what happened to them.

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{
        Application, ApplicationId, BankAccount, BankAccountId, Id, Person, PersonId, Structure, StructureId, Venue,
        VenueId,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::tables::{accreditation, application, bank_account, standing_event, structure, venue};

/// Venue, funder (none: all), from, until.
pub(crate) type RightRow = (Ref<Venue>, Option<Ref<Structure>>, i64, i64);

pub(crate) fn rights(conn: &mut AnyConn, venues: &[VenueId]) -> Result<Vec<RightRow>, Fault> {
    Ok(accreditation::table
        .filter(accreditation::venue_id.eq_any(refs(venues)))
        .order((accreditation::from_at.asc(), accreditation::id.asc()))
        .select((accreditation::venue_id, accreditation::funder_id, accreditation::from_at, accreditation::until_at))
        .load(conn)?)
}

/// Venue, kind, instant, reason.
pub(crate) type EventRow = (Ref<Venue>, String, i64, String);

/// What happened to these venues' rights, oldest first.
pub(crate) fn events(conn: &mut AnyConn, venues: &[VenueId]) -> Result<Vec<EventRow>, Fault> {
    Ok(standing_event::table
        .filter(standing_event::venue_id.eq_any(refs(venues)))
        .order((standing_event::at.asc(), standing_event::id.asc()))
        .select((standing_event::venue_id, standing_event::kind, standing_event::at, standing_event::reason))
        .load(conn)?)
}

pub(crate) fn insert_event(
    tx: &mut Tx<'_>,
    venue: VenueId,
    kind: &str,
    at: At,
    reason: &str,
    author: PersonId,
) -> Result<(), Fault> {
    let id: Id<Venue> = tx.chance().id();
    let values = (
        standing_event::id.eq(Ref(id)),
        standing_event::venue_id.eq(Ref(venue)),
        standing_event::kind.eq(kind),
        standing_event::at.eq(at.0),
        standing_event::reason.eq(reason),
        standing_event::author.eq(Ref(author)),
    );
    insert_into(standing_event::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// A right as it is granted.
pub(crate) struct NewRight {
    pub(crate) venue: VenueId,
    pub(crate) application: ApplicationId,
    pub(crate) funder: Option<StructureId>,
    pub(crate) from: At,
    pub(crate) until: At,
}

pub(crate) fn insert_right(tx: &mut Tx<'_>, right: &NewRight) -> Result<(), Fault> {
    let id: Id<Venue> = tx.chance().id();
    let values = (
        accreditation::id.eq(Ref(id)),
        accreditation::venue_id.eq(Ref(right.venue)),
        accreditation::application_id.eq(Ref(right.application)),
        accreditation::funder_id.eq(right.funder.map(Ref)),
        accreditation::from_at.eq(right.from.0),
        accreditation::until_at.eq(right.until.0),
    );
    insert_into(accreditation::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// An application as it lies in its tables, with what a person needs to know it by.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct ApplicationRow {
    pub(crate) id: Ref<Application>,
    pub(crate) venue: Ref<Venue>,
    pub(crate) venue_name: String,
    pub(crate) structure: Ref<Structure>,
    pub(crate) structure_name: String,
    pub(crate) account: Ref<BankAccount>,
    pub(crate) holder: String,
    pub(crate) iban: String,
    pub(crate) bic: String,
    pub(crate) funder: Option<Ref<Structure>>,
    pub(crate) applied_by: Ref<Person>,
    pub(crate) applied_at: i64,
    pub(crate) stage: String,
    pub(crate) decided_at: Option<i64>,
    pub(crate) reason: Option<String>,
    pub(crate) until: Option<i64>,
    pub(crate) grid_version: Option<i64>,
}

macro_rules! all {
    () => {
        application::table
            .inner_join(venue::table.inner_join(structure::table))
            .inner_join(bank_account::table)
            .left_join(accreditation::table)
            .select((
                application::id,
                venue::id,
                venue::name,
                structure::id,
                structure::name,
                bank_account::id,
                bank_account::holder,
                bank_account::iban,
                bank_account::bic,
                application::funder_id,
                application::applied_by,
                application::applied_at,
                application::stage,
                application::decided_at,
                application::reason,
                accreditation::until_at.nullable(),
                application::grid_version,
            ))
    };
}

pub(crate) fn application(conn: &mut AnyConn, id: ApplicationId) -> Result<Option<ApplicationRow>, Fault> {
    Ok(all!().filter(application::id.eq(Ref(id))).first(conn).optional()?)
}

/// Where a page of applications starts and how long it is.
pub(crate) struct Page {
    pub(crate) after: (i64, ApplicationId),
    pub(crate) most: i64,
}

/// The applications of these stages, oldest first; of one structure, or of all.
pub(crate) fn applications(
    conn: &mut AnyConn,
    stages: &[&str],
    of: Option<StructureId>,
    page: &Page,
) -> Result<Vec<ApplicationRow>, Fault> {
    let (at, id) = page.after;
    let beyond = application::applied_at.gt(at).or(application::applied_at.eq(at).and(application::id.gt(Ref(id))));
    let wanted = all!()
        .filter(application::stage.eq_any(stages.to_vec()).and(beyond))
        .order((application::applied_at.asc(), application::id.asc()))
        .limit(page.most);
    Ok(match of {
        Some(structure) => wanted.filter(venue::structure_id.eq(Ref(structure))).load(conn)?,
        None => wanted.load(conn)?,
    })
}

/// Whether an application for this venue and this funder waits for a decision.
pub(crate) fn is_pending(conn: &mut AnyConn, venue: VenueId, funder: Option<StructureId>) -> Result<bool, Fault> {
    let pending: Vec<Option<Ref<Structure>>> = application::table
        .filter(application::venue_id.eq(Ref(venue)).and(application::stage.eq("pending")))
        .select(application::funder_id)
        .load(conn)?;
    Ok(pending.iter().any(|one| one.map(|it| it.0) == funder))
}

/// What is written of a new application.
pub(crate) struct NewApplication {
    pub(crate) id: ApplicationId,
    pub(crate) venue: VenueId,
    pub(crate) account: BankAccountId,
    pub(crate) funder: Option<StructureId>,
    pub(crate) applied_by: PersonId,
}

pub(crate) fn insert_application(tx: &mut Tx<'_>, row: &NewApplication) -> Result<(), Fault> {
    let values = (
        application::id.eq(Ref(row.id)),
        application::venue_id.eq(Ref(row.venue)),
        application::bank_account_id.eq(Ref(row.account)),
        application::funder_id.eq(row.funder.map(Ref)),
        application::applied_by.eq(Ref(row.applied_by)),
        application::applied_at.eq(tx.now().0),
        application::stage.eq("pending"),
    );
    insert_into(application::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// Pending becomes decided, counted: false when somebody decided meanwhile.
pub(crate) fn decide(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    stage: &str,
    by: PersonId,
    reason: Option<&str>,
) -> Result<bool, Fault> {
    let pending = application::table.filter(application::id.eq(Ref(id)).and(application::stage.eq("pending")));
    let decided = update(pending)
        .set((
            application::stage.eq(stage),
            application::decided_by.eq(Some(Ref(by))),
            application::decided_at.eq(Some(tx.now().0)),
            application::reason.eq(reason),
        ))
        .execute(tx.conn)?;
    Ok(decided == 1)
}
