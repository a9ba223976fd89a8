//! Keeping: somebody is recorded, and gets a card. Who may be known already is asked about first.

use kernel::{
    access::{Action, Actor},
    card::CardNumber,
    ids::{PersonId, StructureId},
    refusal::Code,
};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
    personal::Personal,
};

use super::{
    attempts,
    carded::{Carded, Receipt},
    kept::Learner,
    marks,
    similar::alike,
    who::Who,
};
use crate::{
    desk::Desk,
    refusal::Refusal,
    rows::{cards, learners, people},
};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Keep {
    /// Who it is, sealed from here on.
    pub who: Who,
    /// INSEE code of the commune where the person lives, as of this year.
    pub home_commune: Option<String>,
    /// Whether the caller has seen who is similar, and says that this is another person.
    pub is_another: bool,
}

/// Records somebody in the name of the caller's structure.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (who it is), `COMMUNE_UNKNOWN`; unless this is another one `TOO_MANY_ATTEMPTS`,
/// `LEARNER_SIMILAR`.
pub async fn keep_learner(desk: &Desk, actor: &Actor, key: &str, asked: Keep) -> Reply<Carded> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::KeepLearner, organisation)?;
    let personal = desk.personal();
    let asked = Keep { who: asked.who.tidy(desk.store.now().day())?, ..asked };
    let act = ActKey::of(actor, Action::KeepLearner, key)?;
    // Who it is is compared by a mark: a plain hash of a name is found by trying names.
    let content = ContentHash::of(&(asked.who.seal_of_content(&personal)?, &asked.home_commune, asked.is_another))?;
    let kept = desk.store.once(act, content, move |tx| keep(tx, (organisation, person), &personal, &asked)).await;
    // That somebody is known is told, and so it is counted.
    let kept = attempts::counted(desk, (person, organisation), kept, |said| said.code == Code::LearnerSimilar).await?;
    kept.told(desk).await
}

fn keep(tx: &mut Tx<'_>, by: (StructureId, PersonId), personal: &Personal, asked: &Keep) -> Reply<Receipt> {
    // Two desks at once: under the head, the second sees whom the first recorded.
    head::announce(tx, &[])?;
    let home = home(tx, asked.home_commune.as_deref())?;
    if !asked.is_another {
        let now = tx.now();
        attempts::patient(tx.conn, (by.1, by.0), now)?;
        if !alike(tx.conn, personal, &asked.who)?.is_empty() {
            return Err(Refusal::Similar.into());
        }
    }
    let one = draft(tx, by, home);
    learners::insert(tx, &one)?;
    let sealed = asked.who.seal(personal, one.id, tx)?;
    people::insert(tx, one.id, &sealed)?;
    people::mark(tx, one.id, &marks::kept(personal, &asked.who))?;
    // A number that exists already breaks its key; the transaction runs again and draws another.
    let number = CardNumber::draw(tx.chance());
    cards::insert(tx, one.id, &number)?;
    head::announce(tx, &[Event::new("learner.kept", &one.id)?])?;
    Ok(Receipt { learner: one.id })
}

/// The commune and the year under whose communes it is named. Refusals: `COMMUNE_UNKNOWN`.
pub(super) fn home(tx: &mut Tx<'_>, code: Option<&str>) -> Reply<Option<(String, i32)>> {
    let Some(code) = code else { return Ok(None) };
    let year = registry::territory::known_year(tx.now().day().year());
    registry::territory::commune_at(tx.conn, code, year)?.ok_or(Refusal::NoSuchCommune)?;
    Ok(Some((code.to_owned(), year)))
}

/// Somebody as they are recorded now.
pub(super) fn draft(tx: &Tx<'_>, (keeper, kept_by): (StructureId, PersonId), home: Option<(String, i32)>) -> Learner {
    Learner {
        id: tx.chance().id(),
        keeper,
        home,
        kept_at: tx.now(),
        kept_by,
        last_contact: tx.now().day(),
        merged: None,
        erased_at: None,
    }
}
