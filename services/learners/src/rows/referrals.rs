//! Referrals as they lie in the database, with what is written in them, sealed.

use std::collections::BTreeMap;

use diesel::{delete, dsl::count_star, insert_into, prelude::*, update};
use kernel::{
    clock::{At, Day},
    ids::{Learner, LearnerRef, Person, Referral as ReferralKind, ReferralId, Session, Structure, StructureId, Venue},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
    personal::Sealed,
};

use crate::{
    referrals::referral::{Reason, Referral, Slot, Stage},
    tables::{referral, referral_words},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = referral)]
struct Row {
    id: Ref<ReferralKind>,
    learner_id: Option<Ref<Learner>>,
    structure_id: Ref<Structure>,
    sent_by: Ref<Person>,
    venue_id: Option<Ref<Venue>>,
    receiver_id: Option<Ref<Structure>>,
    theme: Option<String>,
    session_id: Option<Ref<Session>>,
    starts_at: Option<i64>,
    stage: String,
    sent_at: i64,
    seen_at: Option<i64>,
    ended_at: Option<i64>,
    due_by: i64,
    reminded: i64,
    reasons: String,
    other_session_id: Option<Ref<Session>>,
    other_starts_at: Option<i64>,
}

/// On which side of a referral a structure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Sender,
    Receiver,
}

/// Writes a new one.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Referral) -> Result<(), Fault> {
    let row = (
        referral::id.eq(Ref(one.id)),
        referral::learner_id.eq(one.learner.map(Ref)),
        referral::structure_id.eq(Ref(one.sender)),
        referral::sent_by.eq(Ref(one.sent_by)),
        referral::venue_id.eq(one.to.map(|(venue, _)| Ref(venue))),
        referral::receiver_id.eq(one.to.map(|(_, receiver)| Ref(receiver))),
        referral::theme.eq(one.theme.as_deref()),
        referral::session_id.eq(one.slot.and_then(|slot| slot.session).map(Ref)),
        referral::starts_at.eq(one.slot.map(|slot| slot.starts_at.0)),
        referral::stage.eq(one.stage.name()),
        referral::sent_at.eq(one.sent_at.0),
        referral::due_by.eq(one.due_by.number()),
        referral::reminded.eq(i64::from(one.is_reminded)),
        referral::reasons.eq(written(&one.reasons)),
    );
    insert_into(referral::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Puts what may change in the place of what was; answers whether it stood as it was read.
pub(crate) fn change(tx: &mut Tx<'_>, from: &Referral, to: &Referral) -> Result<bool, Fault> {
    let same = referral::table
        .filter(referral::id.eq(Ref(from.id)).and(referral::stage.eq(from.stage.name())))
        .filter(referral::reminded.eq(i64::from(from.is_reminded)));
    let set = (
        referral::stage.eq(to.stage.name()),
        referral::seen_at.eq(to.seen_at.map(|at| at.0)),
        referral::ended_at.eq(to.ended_at.map(|at| at.0)),
        referral::due_by.eq(to.due_by.number()),
        referral::reminded.eq(i64::from(to.is_reminded)),
        referral::reasons.eq(written(&to.reasons)),
        referral::other_session_id.eq(to.other.and_then(|slot| slot.session).map(Ref)),
        referral::other_starts_at.eq(to.other.map(|slot| slot.starts_at.0)),
    );
    Ok(update(same).set(set).execute(tx.conn)? == 1)
}

pub(crate) fn find(conn: &mut AnyConn, id: ReferralId) -> Result<Option<Referral>, Fault> {
    let row: Option<Row> = referral::table.find(Ref(id)).select(Row::as_select()).first(conn).optional()?;
    row.map(shaped).transpose()
}

/// Those of these identifiers that exist.
pub(crate) fn of_ids(conn: &mut AnyConn, ids: &[ReferralId]) -> Result<Vec<Referral>, Fault> {
    let rows: Vec<Row> = referral::table.filter(referral::id.eq_any(refs(ids))).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// Those that a structure sent, or received, newest first, before a place, at most so many.
pub(crate) fn page(
    conn: &mut AnyConn,
    structure: StructureId,
    side: Side,
    before: Option<(At, ReferralId)>,
    most: i64,
) -> Result<Vec<Referral>, Fault> {
    let (at, id) = before.unwrap_or((At(i64::MAX), ReferralId::from_bytes([0; 16])));
    let earlier = referral::sent_at.lt(at.0).or(referral::sent_at.eq(at.0).and(referral::id.lt(Ref(id))));
    let order = (referral::sent_at.desc(), referral::id.desc());
    let all = referral::table.filter(earlier).order(order).limit(most).select(Row::as_select());
    let rows: Vec<Row> = match side {
        Side::Sender => all.filter(referral::structure_id.eq(Ref(structure))).load(conn)?,
        Side::Receiver => all.filter(referral::receiver_id.eq(Ref(structure))).load(conn)?,
    };
    rows.into_iter().map(shaped).collect()
}

/// Those of these learners, newest first.
pub(crate) fn of_learners(conn: &mut AnyConn, learners: &[LearnerRef]) -> Result<Vec<Referral>, Fault> {
    let rows: Vec<Row> = referral::table
        .filter(referral::learner_id.eq_any(refs(learners)))
        .order((referral::sent_at.desc(), referral::id.desc()))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// Those that wait for an answer, and whose last day is before that one.
pub(crate) fn due(conn: &mut AnyConn, today: Day, most: i64) -> Result<Vec<Referral>, Fault> {
    let open: Vec<&str> = Stage::OPEN.into_iter().map(Stage::name).collect();
    let rows: Vec<Row> = referral::table
        .filter(referral::stage.eq_any(open).and(referral::due_by.lt(today.number())))
        .order((referral::due_by, referral::id))
        .limit(most)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// How many a structure sent, or received, from one instant on and before another, by stage.
pub(crate) fn counted(
    conn: &mut AnyConn,
    structure: StructureId,
    side: Side,
    (from, until): (At, At),
) -> Result<BTreeMap<Stage, i64>, Fault> {
    let during = referral::sent_at.ge(from.0).and(referral::sent_at.lt(until.0));
    let found: Vec<(String, i64)> = match side {
        Side::Sender => referral::table
            .filter(during.and(referral::structure_id.eq(Ref(structure))))
            .group_by(referral::stage)
            .select((referral::stage, count_star()))
            .load(conn)?,
        Side::Receiver => referral::table
            .filter(during.and(referral::receiver_id.eq(Ref(structure))))
            .group_by(referral::stage)
            .select((referral::stage, count_star()))
            .load(conn)?,
    };
    Ok(found.into_iter().filter_map(|(stage, count)| Some((Stage::named(&stage)?, count))).collect())
}

/// Keeps what is written in it, in the place of what was.
pub(crate) fn write(tx: &mut Tx<'_>, id: ReferralId, sealed: &Sealed) -> Result<(), Fault> {
    delete(referral_words::table.filter(referral_words::referral_id.eq(Ref(id)))).execute(tx.conn)?;
    let row = (
        referral_words::referral_id.eq(Ref(id)),
        referral_words::sealed_key.eq(&sealed.key),
        referral_words::sealed.eq(&sealed.content),
    );
    insert_into(referral_words::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// What is written in it, sealed; none: nothing, or it was destroyed.
pub(crate) fn words(conn: &mut AnyConn, id: ReferralId) -> Result<Option<Sealed>, Fault> {
    let found: Option<(Vec<u8>, Vec<u8>)> = referral_words::table
        .find(Ref(id))
        .select((referral_words::sealed_key, referral_words::sealed))
        .first(conn)
        .optional()?;
    Ok(found.map(|(key, content)| Sealed { key, content }))
}

/// What is written in these, sealed; those in which nothing is are left out.
pub(crate) fn words_of(conn: &mut AnyConn, ids: &[ReferralId]) -> Result<Vec<(ReferralId, Sealed)>, Fault> {
    let found: Vec<(Ref<ReferralKind>, Vec<u8>, Vec<u8>)> = referral_words::table
        .filter(referral_words::referral_id.eq_any(refs(ids)))
        .select((referral_words::referral_id, referral_words::sealed_key, referral_words::sealed))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, key, content)| (id.0, Sealed { key, content })).collect())
}

/// Destroys what is written in these, and forgets who was sent.
pub(crate) fn forget(tx: &mut Tx<'_>, ids: &[ReferralId]) -> Result<(), Fault> {
    delete(referral_words::table.filter(referral_words::referral_id.eq_any(refs(ids)))).execute(tx.conn)?;
    update(referral::table.filter(referral::id.eq_any(refs(ids))))
        .set(referral::learner_id.eq(None::<Ref<Learner>>))
        .execute(tx.conn)?;
    Ok(())
}

fn written(reasons: &[Reason]) -> String {
    reasons.iter().map(|reason| reason.name()).collect::<Vec<_>>().join(" ")
}

fn shaped(row: Row) -> Result<Referral, Fault> {
    let slot = |session: Option<Ref<Session>>, at: Option<i64>| {
        at.map(|at| Slot { session: session.map(|id| id.0), starts_at: At(at) })
    };
    Ok(Referral {
        id: row.id.0,
        learner: row.learner_id.map(|id| id.0),
        sender: row.structure_id.0,
        sent_by: row.sent_by.0,
        to: row.venue_id.zip(row.receiver_id).map(|(venue, receiver)| (venue.0, receiver.0)),
        theme: row.theme,
        slot: slot(row.session_id, row.starts_at),
        stage: Stage::named(&row.stage).ok_or_else(|| Fault::broken("a referral cannot be read"))?,
        sent_at: At(row.sent_at),
        seen_at: row.seen_at.map(At),
        ended_at: row.ended_at.map(At),
        due_by: Day::from_number(row.due_by),
        is_reminded: row.reminded == 1,
        reasons: row.reasons.split_whitespace().filter_map(Reason::named).collect(),
        other: slot(row.other_session_id, row.other_starts_at),
    })
}
