//! Requests for torn papers, and for how long papers are kept, as they lie in the database.

use std::collections::{BTreeSet, HashMap};

use diesel::{dsl::max, insert_into, prelude::*, update};
use kernel::{
    clock::{At, Day},
    ids::{
        PaperRequest as PaperRequestKind, PaperRequestId, PersonId, Settlement as SettlementKind, SettlementId,
        Structure, StructureId, Venue, VenueId,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::{
    corrections::papers::{PaperLine, Papers, Request, Stage},
    tables::{funding_order, paper_line, paper_request, redemption, settlement_line},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = paper_request)]
struct Row {
    id: Ref<PaperRequestKind>,
    venue_id: Ref<Venue>,
    structure_id: Ref<Structure>,
    settlement_id: Ref<SettlementKind>,
    stage: String,
    reason: String,
    asked_at: i64,
    answer_by: i64,
    answered_at: Option<i64>,
    closed_at: Option<i64>,
}

/// Those of these lines of the ledger that stand on the statement of a venue in a run.
pub(crate) fn on_statement(
    conn: &mut AnyConn,
    run: SettlementId,
    venue: VenueId,
    lines: &[i64],
) -> Result<Vec<i64>, Fault> {
    let same = settlement_line::cheque_id.eq(redemption::cheque_id).and(settlement_line::round.eq(redemption::round));
    Ok(redemption::table
        .inner_join(settlement_line::table.on(same))
        .filter(redemption::ledger_no.eq_any(lines).and(redemption::venue_id.eq(Ref(venue))))
        .filter(settlement_line::settlement_id.eq(Ref(run)))
        .order(redemption::ledger_no)
        .select(redemption::ledger_no)
        .load(conn)?)
}

/// Days for which the papers of a statement are kept after its payment: the most that the orders of its lines ask.
pub(crate) fn days_kept(conn: &mut AnyConn, run: SettlementId, venue: VenueId) -> Result<i64, Fault> {
    let same = settlement_line::cheque_id.eq(redemption::cheque_id).and(settlement_line::round.eq(redemption::round));
    let days: Option<i64> = redemption::table
        .inner_join(settlement_line::table.on(same))
        .inner_join(funding_order::table.on(funding_order::id.eq(redemption::order_id)))
        .filter(settlement_line::settlement_id.eq(Ref(run)).and(settlement_line::venue_id.eq(Ref(venue))))
        .select(max(funding_order::paper_days))
        .first(conn)?;
    Ok(days.unwrap_or_default())
}

/// Whether one of these papers is in a request that is not closed.
pub(crate) fn is_asked_for(conn: &mut AnyConn, lines: &[i64]) -> Result<bool, Fault> {
    let open = paper_line::table
        .inner_join(paper_request::table)
        .filter(paper_line::ledger_no.eq_any(lines).and(paper_request::stage.ne(Stage::Closed.name())));
    Ok(open.count().get_result::<i64>(conn)? > 0)
}

/// Opens a request.
pub(crate) fn insert(tx: &mut Tx<'_>, one: &Request, by: PersonId, lines: &[i64]) -> Result<(), Fault> {
    let row = (
        paper_request::id.eq(Ref(one.id)),
        paper_request::venue_id.eq(Ref(one.venue)),
        paper_request::structure_id.eq(Ref(one.structure)),
        paper_request::settlement_id.eq(Ref(one.settlement)),
        paper_request::stage.eq(one.stage.name()),
        paper_request::reason.eq(&one.reason),
        paper_request::asked_at.eq(one.asked_at.0),
        paper_request::asked_by.eq(Ref(by)),
        paper_request::answer_by.eq(one.answer_by.number()),
    );
    insert_into(paper_request::table).values(row).execute(tx.conn)?;
    let rows: Vec<_> =
        lines.iter().map(|line| (paper_line::request_id.eq(Ref(one.id)), paper_line::ledger_no.eq(*line))).collect();
    each!(&mut *tx.conn, |c| insert_into(paper_line::table).values(&rows).execute(c))?;
    Ok(())
}

/// Records what the venue answers.
pub(crate) fn answer(
    tx: &mut Tx<'_>,
    id: PaperRequestId,
    papers: &Papers,
    missing: &BTreeSet<i64>,
    by: PersonId,
) -> Result<(), Fault> {
    let answered = (
        paper_request::stage.eq(Stage::Answered.name()),
        paper_request::answered_at.eq(tx.now().0),
        paper_request::answered_by.eq(Some(Ref(by))),
    );
    update(paper_request::table.find(Ref(id))).set(answered).execute(tx.conn)?;
    for (lines, word) in parted(papers, missing).into_iter().zip(["missing", "sent"]) {
        let these = paper_line::request_id.eq(Ref(id)).and(paper_line::ledger_no.eq_any(lines));
        update(paper_line::table.filter(these)).set(paper_line::answer.eq(word)).execute(tx.conn)?;
    }
    Ok(())
}

/// Records what the network saw, and ends the request.
pub(crate) fn close(
    tx: &mut Tx<'_>,
    id: PaperRequestId,
    papers: &Papers,
    missing: &BTreeSet<i64>,
    by: PersonId,
) -> Result<(), Fault> {
    let closed = (
        paper_request::stage.eq(Stage::Closed.name()),
        paper_request::closed_at.eq(tx.now().0),
        paper_request::closed_by.eq(Some(Ref(by))),
    );
    update(paper_request::table.find(Ref(id))).set(closed).execute(tx.conn)?;
    for (lines, word) in parted(papers, missing).into_iter().zip(["missing", "seen"]) {
        let these = paper_line::request_id.eq(Ref(id)).and(paper_line::ledger_no.eq_any(lines));
        update(paper_line::table.filter(these)).set(paper_line::outcome.eq(word)).execute(tx.conn)?;
    }
    Ok(())
}

/// The lines that are missing, then the others.
fn parted(papers: &Papers, missing: &BTreeSet<i64>) -> [Vec<i64>; 2] {
    let (missing, others) = papers.keys().copied().partition(|line| missing.contains(line));
    [missing, others]
}

pub(crate) fn find(conn: &mut AnyConn, id: PaperRequestId) -> Result<Option<Request>, Fault> {
    let row: Option<Row> = paper_request::table.find(Ref(id)).select(Row::as_select()).first(conn).optional()?;
    row.map(shaped).transpose()
}

/// Requests of a structure, or of all; at a stage when it is told; newest first, before a place, at most so many.
pub(crate) fn page(
    conn: &mut AnyConn,
    structure: Option<StructureId>,
    stage: Option<Stage>,
    before: Option<(At, PaperRequestId)>,
    most: i64,
) -> Result<Vec<Request>, Fault> {
    let (at, id) = before.unwrap_or((At(i64::MAX), PaperRequestId::from_bytes([0; 16])));
    let earlier = paper_request::asked_at.lt(at.0);
    let mut wanted = paper_request::table
        .filter(earlier.or(paper_request::asked_at.eq(at.0).and(paper_request::id.lt(Ref(id)))))
        .order((paper_request::asked_at.desc(), paper_request::id.desc()))
        .limit(most)
        .select(Row::as_select())
        .into_boxed();
    if let Some(structure) = structure {
        wanted = wanted.filter(paper_request::structure_id.eq(Ref(structure)));
    }
    if let Some(stage) = stage {
        wanted = wanted.filter(paper_request::stage.eq(stage.name()));
    }
    let rows: Vec<Row> = wanted.load(conn)?;
    rows.into_iter().map(shaped).collect()
}

/// The papers of these requests.
pub(crate) fn lines(conn: &mut AnyConn, ids: &[PaperRequestId]) -> Result<HashMap<PaperRequestId, Papers>, Fault> {
    type Found = (Ref<PaperRequestKind>, i64, Option<String>, Option<String>);
    let found: Vec<Found> = paper_line::table
        .filter(paper_line::request_id.eq_any(refs(ids)))
        .select((paper_line::request_id, paper_line::ledger_no, paper_line::answer, paper_line::outcome))
        .load(conn)?;
    let mut papers: HashMap<PaperRequestId, Papers> = HashMap::new();
    for (request, line, answer, outcome) in found {
        let is_there = |word: Option<String>| word.map(|word| word != "missing");
        let paper = PaperLine { line, sent: is_there(answer), seen: is_there(outcome) };
        papers.entry(request.0).or_default().insert(line, paper);
    }
    Ok(papers)
}

fn shaped(row: Row) -> Result<Request, Fault> {
    Ok(Request {
        id: row.id.0,
        venue: row.venue_id.0,
        structure: row.structure_id.0,
        settlement: row.settlement_id.0,
        stage: Stage::named(&row.stage).ok_or_else(|| Fault::broken("a request for papers has no known stage"))?,
        reason: row.reason,
        asked_at: At(row.asked_at),
        answer_by: Day::from_number(row.answer_by),
        answered_at: row.answered_at.map(At),
        closed_at: row.closed_at.map(At),
    })
}
