//! What booking asks of the network: a session, a seat at the venue, its cheques at the centre, the word.

use crate::{ask::Refusal, schema};

/// Which venue.
#[derive(cynic::QueryVariables)]
pub(crate) struct Which {
    pub(crate) venue: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Which")]
pub(crate) struct AtVenue {
    #[arguments(id: $venue)]
    pub(crate) venue: Option<Venue>,
}

/// A venue and what will sit there; its sessions are null while its machine is away.
#[derive(Clone, cynic::QueryFragment)]
pub(crate) struct Venue {
    pub(crate) id: cynic::Id,
    pub(crate) name: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) commune: Option<CommuneName>,
    pub(crate) phone: Option<String>,
    #[arguments(first: 100)]
    pub(crate) sessions: Option<Vec<Session>>,
}

#[derive(Clone, cynic::QueryFragment)]
pub(crate) struct CommuneName {
    pub(crate) name: String,
}

#[derive(Clone, cynic::QueryFragment)]
pub(crate) struct Session {
    pub(crate) id: cynic::Id,
    pub(crate) title: Option<String>,
    pub(crate) starts_at: Option<String>,
    pub(crate) workshop: Option<Workshop>,
}

#[derive(Clone, cynic::QueryFragment)]
pub(crate) struct Workshop {
    pub(crate) price_cheques: Option<i32>,
}

#[derive(cynic::QueryVariables)]
pub(crate) struct SeatVariables {
    pub(crate) key: cynic::Id,
    pub(crate) venue: cynic::Id,
    pub(crate) input: SeatInput,
}

#[derive(cynic::InputObject)]
pub(crate) struct SeatInput {
    pub(crate) session_id: cynic::Id,
    pub(crate) called: Option<String>,
    pub(crate) wait: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "SeatVariables")]
pub(crate) struct BookSeat {
    #[arguments(key: $key, venueId: $venue, input: $input)]
    pub(crate) book_seat: Option<SeatPayload>,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct SeatPayload {
    pub(crate) seat: Option<Seat>,
    pub(crate) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct Seat {
    pub(crate) booking_id: cynic::Id,
    pub(crate) starts_at: String,
    pub(crate) stage: BookingStage,
    pub(crate) cheques: i32,
}

/// How a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum BookingStage {
    Pending,
    Confirmed,
    Waiting,
    Offered,
    Seen,
    Excused,
    Missed,
    Cancelled,
    Moved,
    CalledOff,
    Lapsed,
}

#[derive(cynic::QueryVariables)]
pub(crate) struct BookingVariables {
    pub(crate) key: cynic::Id,
    pub(crate) venue: cynic::Id,
    pub(crate) booking: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "BookingVariables")]
pub(crate) struct ConfirmSeat {
    #[arguments(key: $key, venueId: $venue, bookingId: $booking)]
    pub(crate) confirm_seat: Option<SeatPayload>,
}

/// How a booking is ended before its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum BookingEnd {
    Cancelled,
    Moved,
    Excused,
}

#[derive(cynic::QueryVariables)]
pub(crate) struct EndVariables {
    pub(crate) key: cynic::Id,
    pub(crate) venue: cynic::Id,
    pub(crate) booking: cynic::Id,
    pub(crate) end: BookingEnd,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EndVariables")]
pub(crate) struct EndBooking {
    #[arguments(key: $key, venueId: $venue, bookingId: $booking, end: $end)]
    pub(crate) end_booking: Option<SeatPayload>,
}

#[derive(cynic::QueryVariables)]
pub(crate) struct HoldVariables {
    pub(crate) key: cynic::Id,
    pub(crate) input: HoldChequesInput,
}

#[derive(cynic::InputObject)]
pub(crate) struct HoldChequesInput {
    pub(crate) booking_id: cynic::Id,
    pub(crate) carnet: String,
    pub(crate) code: Option<String>,
    pub(crate) cheques: i32,
    pub(crate) venue_id: cynic::Id,
    pub(crate) starts_at: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "HoldVariables")]
pub(crate) struct HoldCheques {
    #[arguments(key: $key, input: $input)]
    pub(crate) hold_cheques: HoldChequesPayload,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct HoldChequesPayload {
    pub(crate) refusal: Option<Refusal>,
}

/// Why cheques are given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum ReleaseWhy {
    Cancelled,
    Moved,
    Excused,
    Missed,
    SessionCancelled,
    NotBooked,
    ByBearer,
}

#[derive(cynic::QueryVariables)]
pub(crate) struct ReleaseVariables {
    pub(crate) key: cynic::Id,
    pub(crate) booking: cynic::Id,
    pub(crate) why: ReleaseWhy,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ReleaseVariables")]
pub(crate) struct ReleaseCheques {
    #[arguments(key: $key, bookingId: $booking, why: $why)]
    pub(crate) release_cheques: ReleaseChequesPayload,
}

/// All that is kept of the booklet whose paper is in hand.
#[derive(cynic::QueryVariables)]
pub(crate) struct PaperVariables {
    pub(crate) key: cynic::Id,
    pub(crate) code: Option<String>,
    pub(crate) why: ReleaseWhy,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "PaperVariables")]
pub(crate) struct ReleasePaper {
    #[arguments(key: $key, code: $code, why: $why)]
    pub(crate) release_cheques: ReleaseChequesPayload,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct ReleaseChequesPayload {
    pub(crate) refusal: Option<Refusal>,
}

#[derive(cynic::QueryVariables)]
pub(crate) struct ErrandVariables {
    pub(crate) key: cynic::Id,
    pub(crate) venue: cynic::Id,
    pub(crate) booking: cynic::Id,
    pub(crate) receipt: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "ErrandVariables")]
pub(crate) struct CloseErrand {
    #[arguments(key: $key, venueId: $venue, bookingId: $booking, receiptId: $receipt)]
    pub(crate) close_errand: Option<ErrandPayload>,
}

#[derive(cynic::QueryFragment)]
pub(crate) struct ErrandPayload {
    pub(crate) refusal: Option<Refusal>,
}
