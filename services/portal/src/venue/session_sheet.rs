//! What is printed of a session: the list to sign, and a reminder for each person who comes.

use askama::Template;
use axum::extract::{Path, State};

use super::attendance::{self, SessionBooking, Sheet};
use crate::{
    bookings::queries::BookingStage,
    format,
    page::Page,
    parts::{Cell, Slip, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "venue/session_sign.html")]
struct ToSign {
    sheet: Sheet,
    table: Table,
}

/// Lines for those who come without a booking.
const SPARE: usize = 5;

/// The list of those who come, with room for a signature.
pub(super) async fn sign(
    State(portal): State<Portal>,
    member: Member,
    Path((id, session)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let sheet = attendance::sheet(&portal, &member, &id, &session).await?;
    let heads = [t("attendance-who"), t("attendance-cheques"), t("attendance-sign-head")];
    let mut table = Table::new(t("attendance-sign-title"), heads);
    for line in sheet.lines.iter().filter(|line| comes(line)) {
        table.row([Cell::text(line.who()), Cell::number(line.cheques), Cell::text("")]);
    }
    for _ in 0..SPARE {
        table.row([Cell::text(t("attendance-sign-walk-in")), Cell::text(""), Cell::text("")]);
    }
    Ok(Page::new(t("attendance-sign-title"), &ToSign { sheet, table }))
}

fn comes(line: &SessionBooking) -> bool {
    matches!(line.stage, BookingStage::Confirmed | BookingStage::Pending | BookingStage::Seen)
}

#[derive(Template)]
#[template(path = "venue/session_remind.html")]
struct Reminders {
    sheet: Sheet,
    slips: Vec<Slip>,
}

/// A reminder in large letters for each person whose seat is confirmed.
pub(super) async fn remind(
    State(portal): State<Portal>,
    member: Member,
    Path((id, session)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let sheet = attendance::sheet(&portal, &member, &id, &session).await?;
    let confirmed = sheet.lines.iter().filter(|line| line.stage == BookingStage::Confirmed);
    let slips = confirmed.map(|line| slip(&sheet, line)).collect();
    Ok(Page::new(t("attendance-remind-title"), &Reminders { sheet, slips }))
}

fn slip(sheet: &Sheet, line: &SessionBooking) -> Slip {
    let slip = Slip::new(t("booking-slip"))
        .line(t("attendance-who"), line.who())
        .line(t("booking-slip-when"), sheet.when())
        .line(t("booking-slip-what"), sheet.title())
        .line(t("booking-slip-where"), sheet.venue.name())
        .line(t("booking-slip-address"), sheet.venue.whereabouts());
    let slip = match sheet.venue.phone.as_deref().map(format::Phone::new) {
        Some(phone) => slip.line(t("booking-slip-phone"), phone.shown()),
        None => slip,
    };
    let slip = match line.cheques {
        0 => slip,
        cheques => slip.line(t("booking-slip-bring"), t("booking-slip-cheques").with("cheques", cheques)),
    };
    slip.word(t("booking-slip-word"))
}
