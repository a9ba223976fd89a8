//! The sheet is sent: who came is written at the venue, and what follows is done at the centre, step by step under the form's own key.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;
use futures_util::future::join_all;

use super::{
    attendance::{self, Sheet},
    own::Venue,
};
use crate::{
    ask::Refusal,
    bookings::queries::{CloseErrand, ErrandPayload, ErrandVariables, ReleaseCheques, ReleaseVariables, ReleaseWhy},
    form::{Form, Typed},
    page::see,
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(cynic::QueryVariables)]
struct Written {
    key: cynic::Id,
    venue: cynic::Id,
    input: AttendanceInput,
}

#[derive(cynic::InputObject)]
struct AttendanceInput {
    session_id: cynic::Id,
    lines: Vec<AttendanceLine>,
    walk_ins: Option<Vec<WalkInInput>>,
}

#[derive(Clone, cynic::InputObject)]
struct AttendanceLine {
    booking_id: cynic::Id,
    came: Came,
}

#[derive(Clone, cynic::InputObject)]
struct WalkInInput {
    cheques: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
enum Came {
    Seen,
    Excused,
    Missed,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Written")]
struct RecordAttendance {
    #[arguments(key: $key, venueId: $venue, input: $input)]
    record_attendance: Option<AttendancePayload>,
}

#[derive(cynic::QueryFragment)]
struct AttendancePayload {
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
struct Presented {
    key: cynic::Id,
    venue: cynic::Id,
    codes: Vec<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Presented")]
struct Redeem {
    #[arguments(key: $key, venueId: $venue, codes: $codes)]
    redeem_cheques: RedeemChequesPayload,
}

#[derive(cynic::QueryFragment)]
struct RedeemChequesPayload {
    receipt: Option<Receipt>,
    refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
struct Receipt {
    id: cynic::Id,
}

/// The sheet, or a part of it.
pub(super) async fn record(
    State(portal): State<Portal>,
    member: Member,
    Path((id, session)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let sheet = attendance::sheet(&portal, &member, &id, &session).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let (lines, walk_ins) = told(&sheet, &mut form);
    if !form.is_wrong() {
        let input = AttendanceInput {
            session_id: sheet.session.id.clone(),
            lines: lines.clone(),
            walk_ins: Some(vec![WalkInInput { cheques: 0 }; walk_ins]),
        };
        let asked = Written { key: cynic::Id::new(form.key()), venue: sheet.venue.id.clone(), input };
        match portal.ask(&member.visitor, RecordAttendance::build(asked)).await?.record_attendance {
            Some(AttendancePayload { refusal: None }) => {
                give_back(&portal, &member, &sheet.venue, (form.key(), &lines)).await;
                return Ok(see(&format!("{}?fait=feuille", sheet.path())).into_response());
            }
            Some(AttendancePayload { refusal: Some(refusal) }) => form.refuse("", &refusal),
            None => form.wrong_all(t("workshops-away-kept")),
        }
    }
    Ok(attendance::page(sheet, None, form).into_response())
}

/// What was ticked and written.
fn told(sheet: &Sheet, form: &mut Form) -> (Vec<AttendanceLine>, usize) {
    let typed = form.typed().clone();
    // Also those whose line was written by this very form, when it is sent again.
    let line = |line: &attendance::SessionBooking| {
        let came = match typed.get(&line.field()) {
            "vue" => Came::Seen,
            "excusee" => Came::Excused,
            "absente" => Came::Missed,
            _ => return None,
        };
        Some(AttendanceLine { booking_id: line.id.clone(), came })
    };
    let lines: Vec<AttendanceLine> = sheet.lines.iter().filter_map(line).collect();
    let walk_ins = match typed.some("sans") {
        None => Some(0),
        Some(text) => text.parse::<usize>().ok().filter(|count| *count <= 50),
    };
    if walk_ins.is_none() {
        form.wrong("sans", t("attendance-wrong-walk-ins"));
    }
    let walk_ins = walk_ins.unwrap_or_default();
    if !form.is_wrong() && lines.is_empty() && walk_ins == 0 {
        form.wrong("sans", t("attendance-wrong-nothing"));
    }
    (lines, walk_ins)
}

/// So many people have their cheques back at the same time: a whole sheet of absent people is not asked one after the other.
const AT_ONCE: usize = 8;

/// Those who did not come have their cheques back. What cannot be done now stays on the list of what is to be done, and the sheet is written.
async fn give_back(portal: &Portal, member: &Member, venue: &Venue, (key, lines): (&str, &[AttendanceLine])) {
    for some in lines.chunks(AT_ONCE) {
        let each = some.iter().map(|line| give_back_one(portal, member, venue, (key, line)));
        let left = join_all(each).await.into_iter().filter(Result::is_err).count();
        if left > 0 {
            tracing::warn!(left, "cheques of people who did not come are still to be given back");
        }
    }
}

async fn give_back_one(
    portal: &Portal,
    member: &Member,
    venue: &Venue,
    (key, line): (&str, &AttendanceLine),
) -> Result<(), Trouble> {
    let why = match line.came {
        Came::Seen => return Ok(()),
        Came::Excused => ReleaseWhy::Excused,
        Came::Missed => ReleaseWhy::Missed,
    };
    let (booking, key) = (line.booking_id.clone(), cynic::Id::new(format!("{key}-{}", line.booking_id.inner())));
    let back = ReleaseVariables { key: key.clone(), booking: booking.clone(), why };
    let told = portal.ask(&member.visitor, ReleaseCheques::build(back)).await?.release_cheques;
    if told.refusal.is_none_or(|refusal| is_nothing_kept(&refusal)) {
        let closed = ErrandVariables { key, venue: venue.id.clone(), booking, receipt: None };
        portal.ask(&member.visitor, CloseErrand::build(closed)).await?;
    }
    Ok(())
}

/// Nothing was kept, or it was given back before: the errand is done all the same.
fn is_nothing_kept(refusal: &Refusal) -> bool {
    ["NOT_FOUND", "WRONG_STAGE"].contains(&refusal.code.as_str())
}

/// The cheques of somebody who came: any papers of the booklet.
pub(super) async fn take(
    State(portal): State<Portal>,
    member: Member,
    Path((id, session, booking)): Path<(String, String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let sheet = attendance::sheet(&portal, &member, &id, &session).await?;
    let line = sheet.lines.iter().find(|line| line.id.inner() == booking).ok_or(Trouble::Absent)?.clone();
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let field = format!("codes-{booking}");
    let codes: Vec<String> = form.typed().get(&field).lines().map(str::trim).map(str::to_owned).collect();
    let codes: Vec<String> = codes.into_iter().filter(|code| !code.is_empty()).collect();
    // Looked at first: a colleague may have taken them since this sheet was opened.
    if !line.is_claimed() {
        form.wrong_all(t("attendance-nothing-due"));
    } else if codes.is_empty() {
        form.wrong(&field, t("attendance-wrong-codes"));
    }
    if !form.is_wrong() && claim(&portal, &member, (&sheet, &line), (&mut form, codes)).await? {
        return Ok(see(&format!("{}?fait=cheques", sheet.path())).into_response());
    }
    Ok(attendance::page(sheet, None, form).into_response())
}

/// Redeems, then crosses the line out; otherwise the form says why not.
///
/// The booking is the key, not the form: whoever sends whichever form, so many papers are taken for a booking once.
async fn claim(
    portal: &Portal,
    member: &Member,
    (sheet, line): (&Sheet, &attendance::SessionBooking),
    (form, codes): (&mut Form, Vec<String>),
) -> Result<bool, Trouble> {
    let (key, venue) = (cynic::Id::new(format!("claim-{}", line.id.inner())), sheet.venue.id.clone());
    let asked = Presented { key: key.clone(), venue: venue.clone(), codes };
    let told = portal.ask(&member.visitor, Redeem::build(asked)).await?.redeem_cheques;
    let receipt = match (told.receipt, told.refusal) {
        (Some(receipt), _) => receipt.id,
        (None, Some(refusal)) => {
            let field = format!("codes-{}", line.id.inner());
            if refusal.code == "KEY_REUSED" {
                form.wrong(&field, t("attendance-other-papers"));
            } else {
                form.refuse(&field, &refusal);
            }
            return Ok(false);
        }
        (None, None) => return Err(Trouble::Broken),
    };
    let closed = ErrandVariables { key, venue, booking: line.id.clone(), receipt: Some(receipt) };
    match portal.ask(&member.visitor, CloseErrand::build(closed)).await?.close_errand {
        Some(ErrandPayload { refusal: None }) => return Ok(true),
        // The cheques are taken: to send the same codes again crosses the line out, and takes nothing more.
        Some(ErrandPayload { refusal: Some(refusal) }) => form.refuse("", &refusal),
        None => form.wrong_all(t("workshops-away-kept")),
    }
    Ok(false)
}
