//! An errand: what the centre is still to do for a booking. The node moves no money: it collects promises.

use kernel::{
    clock::At,
    ids::{BookingId, ReceiptId, VenueId},
};
use serde::{Deserialize, Serialize};

use crate::booking::{Booking, End};

/// Something to be done at the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// The venue.
    pub venue: VenueId,
    /// The booking whose cheques they are.
    pub booking: BookingId,
    /// What.
    pub kind: Kind,
    /// How many cheques.
    pub cheques: i64,
    /// Since when.
    pub at: At,
    /// When the centre had done it.
    pub closed_at: Option<At>,
    /// Its receipt, of a claim.
    pub receipt: Option<ReceiptId>,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The person came: their cheques are to be redeemed.
    Claim,
    /// They did not, or will not: the cheques are to be given back.
    Release(Why),
}

/// Why cheques are given back, in the centre's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The booking was cancelled before the session.
    Cancelled,
    /// The person goes to another session.
    Moved,
    /// The person said that they could not come.
    Excused,
    /// Nobody came.
    Missed,
    /// The venue called the session off.
    SessionCancelled,
    /// The seat was kept in vain.
    NotBooked,
}

impl Kind {
    /// Whether these are of one kind, whatever the reason.
    pub const fn is_claim(self) -> bool {
        matches!(self, Self::Claim)
    }
}

impl Why {
    const ALL: [Self; 6] =
        [Self::Cancelled, Self::Moved, Self::Excused, Self::Missed, Self::SessionCancelled, Self::NotBooked];

    /// As the database keeps it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Moved => "moved",
            Self::Excused => "excused",
            Self::Missed => "missed",
            Self::SessionCancelled => "session-cancelled",
            Self::NotBooked => "not-booked",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }
}

/// A booking whose session was put off: the centre keeps its cheques until the new day. Asked by nobody, and told to nobody: it is done
/// by the rounds alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PutOff {
    /// The venue.
    #[serde(skip)]
    pub venue: VenueId,
    /// The booking.
    pub booking: BookingId,
    /// When its session begins from now on.
    pub starts_at: At,
}

/// What the end of a booking asks of the centre; nothing where no cheque may be kept.
pub(crate) fn following(booking: &Booking, end: End, at: At) -> Option<Errand> {
    if booking.cheques == 0 {
        return None;
    }
    let kind = match end {
        End::Seen => Kind::Claim,
        End::Excused => Kind::Release(Why::Excused),
        End::Missed => Kind::Release(Why::Missed),
        End::Cancelled => Kind::Release(Why::Cancelled),
        End::Moved => Kind::Release(Why::Moved),
        End::CalledOff => Kind::Release(Why::SessionCancelled),
        End::Lapsed => Kind::Release(Why::NotBooked),
    };
    let (venue, booking, cheques) = (booking.venue, booking.id, booking.cheques);
    Some(Errand { venue, booking, kind, cheques, at, closed_at: None, receipt: None })
}
