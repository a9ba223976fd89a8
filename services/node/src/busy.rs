//! Nobody is at two places: a room has one session at a time, and so has whoever holds it. Judged inside the transaction.

use kernel::{
    clock::At,
    ids::{SessionId, StructureId, VenueId},
    refusal::{Code, Refusal},
};
use store::{Fault, Reply, Tx, conn::AnyConn};

use crate::{
    refusal,
    rows::{self, Taken},
    session::{Post, Session},
};

/// From when until when something sits, its end not included.
pub(crate) type Span = (At, At);

/// What shall sit, where and held by whom.
pub(crate) struct Wanted<'a> {
    /// The structure that answers for the venue.
    pub(crate) owner: StructureId,
    /// The venue.
    pub(crate) venue: VenueId,
    /// The room and the person.
    pub(crate) post: Post,
    /// How many people.
    pub(crate) seats: i64,
    /// When, in order.
    pub(crate) spans: &'a [Span],
    /// The session that moves: it is not in its own way.
    pub(crate) but: Option<SessionId>,
    /// The room and the person that it has already: it keeps them, also when they take nothing new any more.
    pub(crate) held: Post,
}

impl<'a> Wanted<'a> {
    /// What one new session wants.
    pub(crate) const fn of(owner: StructureId, session: &Session, span: &'a [Span]) -> Self {
        let held = Post { series: None, room: None, trainer: None };
        Self { owner, venue: session.venue, post: session.post, seats: session.seats, spans: span, but: None, held }
    }

    /// The same of a session that is planned already, and had that room and that person.
    pub(crate) const fn moved(self, session: SessionId, held: Post) -> Self {
        Self { but: Some(session), held, ..self }
    }
}

/// Makes sure of the room and of the person, until the transaction ends.
///
/// Refuses `NOT_FOUND` (room, person), `WRONG_STAGE` (the room is given up), `INPUT_INVALID` (more seats than the room takes),
/// `ROOM_TAKEN`, `TRAINER_TAKEN`. A session that stays in a room that was given up, or with a person who left, is not refused for it: it
/// can be put off, and not only cancelled. Two plans of one venue follow each other by the row of its agenda; of one person, by theirs.
pub(crate) fn claim(tx: &mut Tx<'_>, wanted: &Wanted<'_>) -> Reply<()> {
    if let Some(room) = wanted.post.room {
        let stays = wanted.held.room == Some(room);
        let room = rows::room(tx.conn, wanted.venue, room)?.ok_or_else(refusal::absent)?;
        if room.ended_at.is_some() && !stays {
            return Err(refusal::stage("ended").into());
        }
        refusal::within("seats", wanted.seats, 1..=room.seats)?;
    }
    if let Some(trainer) = wanted.post.trainer {
        let stays = wanted.held.trainer == Some(trainer);
        if !rows::plan_on(tx, wanted.owner, trainer, stays)? && !stays {
            return Err(refusal::absent().into());
        }
    }
    let clashes = clashes(tx.conn, wanted)?;
    match clashes.into_iter().flatten().next() {
        Some((code, at)) => Err(Refusal::of(code).with("at", at.0).into()),
        None => Ok(()),
    }
}

/// For each span what is in its way, and since when: `ROOM_TAKEN` or `TRAINER_TAKEN`. Two statements, however many spans.
pub(crate) fn clashes(conn: &mut AnyConn, wanted: &Wanted<'_>) -> Result<Vec<Option<(Code, At)>>, Fault> {
    let (Some((from, _)), Some((_, until))) = (wanted.spans.first(), wanted.spans.last()) else {
        return Ok(Vec::new());
    };
    let within = (*from, *until);
    let in_room = match wanted.post.room {
        Some(room) => rows::in_room(conn, (wanted.venue, room), within)?,
        None => Vec::new(),
    };
    let held = match wanted.post.trainer {
        Some(trainer) => rows::held_by(conn, trainer, within)?,
        None => Vec::new(),
    };
    let in_the_way = |taken: &[Taken], (from, until): Span| {
        let clashes = |one: &&Taken| Some(one.session) != wanted.but && one.starts_at < until && from < one.ends_at;
        taken.iter().find(clashes).map(|one| one.starts_at)
    };
    let judge = |span: Span| {
        let room = in_the_way(&in_room, span).map(|at| (Code::RoomTaken, at));
        room.or_else(|| in_the_way(&held, span).map(|at| (Code::TrainerTaken, at)))
    };
    Ok(wanted.spans.iter().copied().map(judge).collect())
}
