//! What a venue's own agenda answers.

use serde_json::{Value, json};

use super::super::things::Things;
use crate::support::network::workshop;

pub(super) fn line(field: &str, of: &Things, home: &str) -> Option<Value> {
    let venue = of.get("venue");
    let seat = of.get(if home == of.get("prescriber") { "preseat" } else { "seat" });
    Some(match field {
        "workshops" | "sessions" | "series" | "rooms" | "trainers" | "feeds" | "errands" | "calendars"
        | "calendarEntries" => json!({ "venueId": venue }),
        "createWorkshop" => json!({ "venueId": venue, "input": workshop("Premiers clics") }),
        "changeWorkshop" => {
            json!({ "venueId": venue, "workshopId": of.get("workshop"), "input": { "seats": 9 } })
        }
        "scheduleSession" => json!({ "venueId": venue, "input": {
            "workshopId": of.get("workshop"), "startsAt": "2025-10-21T14:00:00+02:00",
        } }),
        "changeSession" => json!({ "venueId": venue, "sessionId": of.get("session"), "input": { "seats": 9 } }),
        "cancelSession" => json!({ "venueId": venue, "sessionId": of.get("session"), "reason": "Contrôle" }),
        "createSeries" | "seriesPreview" => json!({ "venueId": venue, "input": {
            "workshopId": of.get("workshop"), "rule": "FREQ=WEEKLY;COUNT=2", "firstDay": "2025-11-03", "time": "09:00",
        } }),
        "endSeries" => json!({ "venueId": venue, "seriesId": of.get("series"), "reason": "Contrôle" }),
        "addRoom" => json!({ "venueId": venue, "input": { "name": "Salle bleue", "seats": 8 } }),
        "endRoom" => json!({ "venueId": venue, "roomId": of.get("room") }),
        "addTrainer" => json!({ "venueId": venue, "name": "Camille" }),
        "endTrainer" => json!({ "venueId": venue, "trainerId": of.get("trainer") }),
        "openFeed" => json!({ "venueId": venue, "secret": "0123456789abcdef0123456789abcdef" }),
        "bookSeat" => json!({ "venueId": venue, "input": { "sessionId": of.get("session") } }),
        "confirmSeat" | "closeErrand" => json!({ "venueId": venue, "bookingId": seat }),
        "endBooking" => json!({ "venueId": venue, "bookingId": seat, "end": "CANCELLED" }),
        "sessionBookings" => json!({ "venueId": venue, "sessionId": of.get("session") }),
        "recordAttendance" => {
            json!({ "venueId": venue, "input": { "sessionId": of.get("session"), "lines": [] } })
        }
        "closeFeed" => json!({ "venueId": venue, "feedId": of.get("feed") }),
        "addCalendar" => json!({ "venueId": venue, "address": "http://localhost:1/autre/secret.ics" }),
        "removeCalendar" => json!({ "venueId": venue, "calendarId": of.get("calendar") }),
        "completeCalendarEntry" => json!({ "venueId": venue, "entryId": of.get("entry") }),
        "feed" => json!({ "venueId": venue, "secret": "00000000000000000000000000000000" }),
        _ => return None,
    })
}
