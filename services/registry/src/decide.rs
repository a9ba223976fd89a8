//! Deciding on an application: another person grants the right until a day, or says why not.

use kernel::{
    access::{Action, Actor},
    clock::Day,
    ids::{ApplicationId, PersonId},
};
use serde::Serialize;
use store::{
    Fault, Reply, Store, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use crate::{
    accounts,
    accreditation::Application,
    refusal::Refused,
    rows::accreditation::{self as rows, ApplicationRow, NewRight},
    standing,
    structure::text,
};

/// A decision as somebody wrote it down.
#[derive(Clone, Debug, Default)]
pub struct WrittenDecision {
    /// Whether the right is granted.
    pub accept: bool,
    /// Its last day, as `2025-12-31`: needed to accept.
    pub last_day: Option<String>,
    /// Why it is not; 1 to 500 characters: needed to refuse.
    pub reason: Option<String>,
}

/// The same, checked: what the key stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
enum Decision {
    Accept { last_day: Day },
    Refuse { reason: String },
}

/// Decides on an application, once.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (day, reason), `NOT_FOUND`, `SAME_PERSON`, `WRONG_STAGE`, `DATES_INVALID`.
pub async fn decide_accreditation(
    store: &Store,
    actor: &Actor,
    key: &str,
    application: ApplicationId,
    decision: &WrittenDecision,
) -> Reply<Application> {
    let (person, _) = actor.known()?;
    actor.may_anywhere(Action::DecideAccreditation)?;
    let decision = check(decision)?;
    let mut key = ActKey::of(actor, Action::DecideAccreditation, key)?;
    if let Decision::Refuse { reason } = &decision {
        key = key.because(reason);
    }
    let content = ContentHash::of(&(application, &decision))?;
    store.once(key, content, move |tx| decide(tx, person, application, &decision)).await
}

fn check(written: &WrittenDecision) -> Result<Decision, Refused> {
    if written.accept {
        let last_day = written.last_day.as_deref().and_then(|day| day.trim().parse().ok());
        return last_day.map(|last_day| Decision::Accept { last_day }).ok_or(Refused::Input("lastDay"));
    }
    let reason = text(written.reason.as_deref().unwrap_or_default(), standing::LONGEST_REASON, "reason")?;
    Ok(Decision::Refuse { reason })
}

fn decide(tx: &mut Tx<'_>, person: PersonId, id: ApplicationId, decision: &Decision) -> Reply<Application> {
    let asked = rows::application(tx.conn, id)?.ok_or(Refused::NotFound)?;
    if asked.applied_by.0 == person {
        return Err(Refused::SamePerson.into());
    }
    if asked.stage != "pending" {
        return Err(decided_already(&asked).into());
    }
    match decision {
        Decision::Accept { last_day } => accept(tx, person, &asked, *last_day)?,
        Decision::Refuse { reason } => close(tx, person, &asked, "refused", Some(reason))?,
    }
    let row = rows::application(tx.conn, id)?.ok_or_else(|| Fault::broken("an application is gone"))?;
    let decided = Application::of(row)?;
    let told = serde_json::json!({ "application": id, "venue": decided.venue, "stage": decided.stage.name() });
    head::announce(tx, &[Event::new("accreditation.decided", &told)?])?;
    Ok(decided)
}

fn accept(tx: &mut Tx<'_>, person: PersonId, asked: &ApplicationRow, last_day: Day) -> Reply<()> {
    let venue = asked.venue.0;
    let situation = standing::standings(tx.conn, &[venue])?.remove(&venue);
    let from = situation.ok_or_else(|| Fault::broken("a venue is gone"))?.next_instant(tx.now());
    let until = last_day.plus_days(1).at(0, 0);
    if until <= from {
        return Err(Refused::Dates.into());
    }
    close(tx, person, asked, "accepted", None)?;
    accounts::begin(tx, asked.structure.0, asked.account.0, asked.applied_by.0)?;
    let funder = asked.funder.map(|it| it.0);
    Ok(rows::insert_right(tx, &NewRight { venue, application: asked.id.0, funder, from, until })?)
}

fn close(tx: &mut Tx<'_>, person: PersonId, asked: &ApplicationRow, stage: &str, reason: Option<&str>) -> Reply<()> {
    // Counted: another centre on the same database may have decided since we looked.
    if rows::decide(tx, asked.id.0, stage, person, reason)? { Ok(()) } else { Err(decided_already(asked).into()) }
}

fn decided_already(asked: &ApplicationRow) -> Refused {
    match asked.stage.as_str() {
        "accepted" => Refused::Stage("accepted"),
        "refused" => Refused::Stage("refused"),
        _ => Refused::Stage("decided"),
    }
}
