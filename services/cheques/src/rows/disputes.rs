//! Disputes and their threads, as they lie in the database.

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::{At, Day},
    ids::{
        Dispute as DisputeKind, DisputeId, Person, PersonId, Settlement as SettlementKind, SettlementId, Structure,
        StructureId, Venue, VenueId,
    },
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::{
    corrections::dispute::{Dispute, Message, Outcome, Side, Stage},
    tables::{dispute, dispute_message, redemption, settlement_line},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = dispute)]
struct Row {
    id: Ref<DisputeKind>,
    venue_id: Ref<Venue>,
    structure_id: Ref<Structure>,
    settlement_id: Ref<SettlementKind>,
    ledger_no: Option<i64>,
    stage: String,
    opened_at: i64,
    opened_by: Ref<Person>,
    answer_by: i64,
    outcome: Option<String>,
    closed_at: Option<i64>,
}

/// Opens a dispute.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Dispute) -> Result<(), Fault> {
    let row = (
        dispute::id.eq(Ref(one.id)),
        dispute::venue_id.eq(Ref(one.venue)),
        dispute::structure_id.eq(Ref(one.structure)),
        dispute::settlement_id.eq(Ref(one.settlement)),
        dispute::ledger_no.eq(one.line),
        dispute::stage.eq(one.stage.name()),
        dispute::opened_at.eq(one.opened_at.0),
        dispute::opened_by.eq(Ref(one.opened_by)),
        dispute::answer_by.eq(one.answer_by.number()),
    );
    insert_into(dispute::table).values(row).execute(tx.conn)?;
    Ok(())
}

pub(crate) fn find(conn: &mut AnyConn, id: DisputeId) -> Result<Option<Dispute>, Fault> {
    let row: Option<Row> = dispute::table.find(Ref(id)).select(Row::as_select()).first(conn).optional()?;
    row.map(shaped).transpose()
}

/// Disputes of a structure, or of all; of a venue or at a stage when it is told; newest first, before a place, at most so many.
pub(crate) fn page(
    conn: &mut AnyConn,
    structure: Option<StructureId>,
    (venue, stage): (Option<VenueId>, Option<Stage>),
    before: Option<(At, DisputeId)>,
    most: i64,
) -> Result<Vec<Dispute>, Fault> {
    let (at, id) = before.unwrap_or((At(i64::MAX), DisputeId::from_bytes([0; 16])));
    let earlier = dispute::opened_at.lt(at.0).or(dispute::opened_at.eq(at.0).and(dispute::id.lt(Ref(id))));
    let mut wanted = dispute::table
        .filter(earlier)
        .order((dispute::opened_at.desc(), dispute::id.desc()))
        .limit(most)
        .select(Row::as_select())
        .into_boxed();
    if let Some(structure) = structure {
        wanted = wanted.filter(dispute::structure_id.eq(Ref(structure)));
    }
    if let Some(venue) = venue {
        wanted = wanted.filter(dispute::venue_id.eq(Ref(venue)));
    }
    if let Some(stage) = stage {
        wanted = wanted.filter(dispute::stage.eq(stage.name()));
    }
    let rows: Vec<Row> = wanted.load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// Whether a line of the ledger stands on the statement of a venue in a run.
pub(crate) fn is_on_statement(conn: &mut AnyConn, run: SettlementId, venue: VenueId, line: i64) -> Result<bool, Fault> {
    let same = settlement_line::cheque_id.eq(redemption::cheque_id).and(settlement_line::round.eq(redemption::round));
    let there = redemption::table
        .inner_join(settlement_line::table.on(same))
        .filter(redemption::ledger_no.eq(line).and(redemption::venue_id.eq(Ref(venue))))
        .filter(settlement_line::settlement_id.eq(Ref(run)));
    Ok(diesel::select(diesel::dsl::exists(there)).get_result(conn)?)
}

/// Whether the venue disputes that line of a run already, or already says that something is missing there.
pub(crate) fn is_disputed(
    conn: &mut AnyConn,
    run: SettlementId,
    venue: VenueId,
    line: Option<i64>,
) -> Result<bool, Fault> {
    let lines: Vec<Option<i64>> = dispute::table
        .filter(dispute::settlement_id.eq(Ref(run)).and(dispute::venue_id.eq(Ref(venue))))
        .filter(dispute::stage.ne(Stage::Closed.name()))
        .select(dispute::ledger_no)
        .load(conn)?;
    Ok(lines.contains(&line))
}

/// Adds a message to a thread.
pub(crate) fn write(tx: &mut Tx<'_>, id: DisputeId, message: &Message) -> Result<(), Fault> {
    let row = (
        dispute_message::dispute_id.eq(Ref(id)),
        dispute_message::no.eq(length(tx.conn, id)? + 1),
        dispute_message::side.eq(message.side.name()),
        dispute_message::author.eq(Ref(message.author)),
        dispute_message::at.eq(message.at.0),
        dispute_message::body.eq(&message.body),
    );
    insert_into(dispute_message::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// How many messages a thread has.
pub(crate) fn length(conn: &mut AnyConn, id: DisputeId) -> Result<i64, Fault> {
    Ok(dispute_message::table.filter(dispute_message::dispute_id.eq(Ref(id))).count().get_result(conn)?)
}

/// A thread, oldest first.
pub(crate) fn thread(conn: &mut AnyConn, id: DisputeId) -> Result<Vec<Message>, Fault> {
    let found: Vec<(String, Ref<Person>, i64, String)> = dispute_message::table
        .filter(dispute_message::dispute_id.eq(Ref(id)))
        .order(dispute_message::no)
        .select((dispute_message::side, dispute_message::author, dispute_message::at, dispute_message::body))
        .load(conn)?;
    let message = |(side, author, at, body): (String, Ref<Person>, i64, String)| Message {
        side: if side == Side::Venue.name() { Side::Venue } else { Side::Network },
        author: author.0,
        at: At(at),
        body,
    };
    Ok(found.into_iter().map(message).collect())
}

/// Says how far a dispute has come, and until when the network should answer.
pub(crate) fn set_stage(tx: &mut Tx<'_>, id: DisputeId, stage: Stage, answer_by: Day) -> Result<(), Fault> {
    let next = (dispute::stage.eq(stage.name()), dispute::answer_by.eq(answer_by.number()));
    update(dispute::table.find(Ref(id))).set(next).execute(tx.conn)?;
    Ok(())
}

/// Ends a dispute.
pub(crate) fn close(tx: &mut Tx<'_>, id: DisputeId, outcome: Outcome, by: PersonId) -> Result<(), Fault> {
    let ended = (
        dispute::stage.eq(Stage::Closed.name()),
        dispute::outcome.eq(outcome.name()),
        dispute::closed_at.eq(tx.now().0),
        dispute::closed_by.eq(Some(Ref(by))),
    );
    update(dispute::table.find(Ref(id))).set(ended).execute(tx.conn)?;
    Ok(())
}

fn shaped(row: Row) -> Result<Dispute, Fault> {
    Ok(Dispute {
        id: row.id.0,
        venue: row.venue_id.0,
        structure: row.structure_id.0,
        settlement: row.settlement_id.0,
        line: row.ledger_no,
        stage: Stage::named(&row.stage).ok_or_else(|| Fault::broken("a dispute has no known stage"))?,
        opened_at: At(row.opened_at),
        opened_by: row.opened_by.0,
        answer_by: Day::from_number(row.answer_by),
        outcome: row.outcome.as_deref().and_then(Outcome::named),
        closed_at: row.closed_at.map(At),
    })
}
