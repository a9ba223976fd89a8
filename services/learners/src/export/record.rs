//! What the structure that keeps somebody holds of them besides their sheet and their diagnostics: every word that they said to a use of
//! it, the help they were given here, the places they were sent to. What other structures hold is asked there.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor},
    ids::{LearnerRef, PersonId, ReferralId, VenueId},
};
use store::{Fault, Reply, conn::AnyConn, personal::Personal};

use crate::{
    desk::Desk,
    help::given::Help,
    learner::{
        find,
        kept::Learner,
        said::Consent,
        sight::{self, Sight},
    },
    referrals::{referral::Referral, written::Written},
    rows::{consents, helps, referrals},
};

/// What is held.
#[derive(Clone, Debug)]
pub struct Record {
    /// Every word, oldest first, each with who recorded it.
    pub words: Vec<(Consent, Option<String>)>,
    /// The help that was given here, the last first, each with the venue's name.
    pub helps: Vec<(Help, String)>,
    /// Where they were sent from here, the last first: the place, and what was written.
    pub referrals: Vec<(Referral, Option<String>, Written)>,
}

/// What the caller's structure holds of somebody whom it keeps; none for anybody else.
pub async fn learner_record(desk: &Desk, actor: &Actor, id: LearnerRef) -> Reply<Option<Record>> {
    let (actor, personal) = (actor.clone(), desk.personal());
    desk.store
        .read_still("learner.record", move |conn| {
            let seen = sight::seen_as(conn, &actor, id)?;
            let may = |root: &Learner| actor.may(Action::LearnerRecord, root.keeper).is_ok();
            let Some((root, Sight::Keeper)) = seen.filter(|(root, _)| may(root)) else { return Ok(None) };
            Ok(Some(held(conn, &personal, &root)?))
        })
        .await
}

fn held(conn: &mut AnyConn, personal: &Personal, root: &Learner) -> Result<Record, Fault> {
    let ids = find::ids_of(conn, root.id)?;
    Ok(Record {
        words: words(conn, &ids)?,
        helps: given(conn, &ids, root)?,
        referrals: sent(conn, personal, &ids, root)?,
    })
}

fn words(conn: &mut AnyConn, ids: &[LearnerRef]) -> Result<Vec<(Consent, Option<String>)>, Fault> {
    let said = consents::of(conn, ids)?;
    let by: BTreeSet<PersonId> = said.iter().map(|one| one.recorded_by).collect();
    let people = registry::identity::person::of_ids(conn, &Vec::from_iter(by))?;
    let name = |id: PersonId| people.iter().find(|one| one.id == id).map(|one| one.name.clone());
    Ok(said.into_iter().map(|one| (name(one.recorded_by), one)).map(|(name, one)| (one, name)).collect())
}

fn given(conn: &mut AnyConn, ids: &[LearnerRef], root: &Learner) -> Result<Vec<(Help, String)>, Fault> {
    let found = helps::of_learners(conn, ids, root.keeper)?;
    let venues: BTreeSet<VenueId> = found.iter().map(|one| one.venue).collect();
    let names = registry::venue::names(conn, &Vec::from_iter(venues))?;
    let named = |one: Help| (names.get(&one.venue).cloned().unwrap_or_default(), one);
    Ok(found.into_iter().map(named).map(|(name, one)| (one, name)).collect())
}

fn sent(
    conn: &mut AnyConn,
    personal: &Personal,
    ids: &[LearnerRef],
    root: &Learner,
) -> Result<Vec<(Referral, Option<String>, Written)>, Fault> {
    let mut found = referrals::of_learners(conn, ids)?;
    found.retain(|one| one.sender == root.keeper);
    let venues: BTreeSet<VenueId> = found.iter().filter_map(|one| one.to.map(|(venue, _)| venue)).collect();
    let names = registry::venue::names(conn, &Vec::from_iter(venues))?;
    let ids: Vec<ReferralId> = found.iter().map(|one| one.id).collect();
    let mut written = HashMap::new();
    for (id, sealed) in referrals::words_of(conn, &ids)? {
        written.insert(id, Written::open(personal, id, &sealed)?);
    }
    let placed = |one: Referral| {
        let written = written.remove(&one.id).unwrap_or_default();
        let partner = written.partner.as_ref().map(|partner| partner.name.clone());
        let place = one.to.and_then(|(venue, _)| names.get(&venue).cloned()).or(partner);
        (one, place, written)
    };
    Ok(found.into_iter().map(placed).collect())
}
