//! Identifiers: each knows its kind, so a venue is never taken for an order.

use std::{cmp::Ordering, fmt, hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

macro_rules! kinds {
    ($($(#[$doc:meta])* $id:ident => $kind:ident;)*) => { $(
        #[doc = concat!("Marks the identifiers called `", stringify!($id), "`.")]
        #[derive(Debug)]
        pub enum $kind {}
        $(#[$doc])*
        pub type $id = Id<$kind>;
    )* };
}

kinds! {
    /// A legal entity: association, town, operator, funder.
    StructureId => Structure;
    /// A place that receives people; a structure may have several.
    VenueId => Venue;
    /// A place that somebody else lists: made of who lists it and under which key.
    ListingId => Listing;
    /// Somebody who works with the network. Never a learner.
    PersonId => Person;
    /// A wish to sign in, with the code and the link that were sent for it.
    SignInId => SignIn;
    /// One stay of a person, from signing in to leaving.
    VisitId => Visit;
    /// A mail that waits to be sent.
    LetterId => Letter;
    /// A printed card of one-use codes.
    CodeCardId => CodeCard;
    /// A machine that stays at a counter.
    DeviceId => Device;
    /// Roles that were offered to somebody.
    InvitationId => Invitation;
    /// A demand for accreditation.
    ApplicationId => Application;
    /// What somebody writes about an application.
    MessageId => Message;
    /// A right to be paid for cheques, with a term.
    AccreditationId => Accreditation;
    /// The account of a structure, as it was declared on a day.
    BankAccountId => BankAccount;
    /// A role held by a person in a structure.
    MembershipId => Membership;
    /// What a funder ordered.
    OrderId => Order;
    /// A numbered document of an order: quote, invoice, end statement, credit note.
    DocumentId => Document;
    /// A paper booklet.
    CarnetId => Carnet;
    /// Booklets on their way to a stock.
    ParcelId => Parcel;
    /// A wish to see the codes of a print run.
    ReleaseId => Release;
    /// A wish for a booklet, recorded for somebody.
    RequestId => Request;
    /// A cheque: the keyed hash of its code, never the code.
    ChequeId => Cheque;
    /// One act at the counter.
    ReceiptId => Receipt;
    /// Somebody welcomed without a cheque.
    WelcomeId => Welcome;
    /// A random name for somebody who learns; leads to no person by itself.
    LearnerRef => Learner;
    /// Two learners that are one person.
    MergeId => Merge;
    /// Somebody sent from one place to another.
    ReferralId => Referral;
    /// A secret address under which a partner answers a referral.
    ReferralLinkId => ReferralLink;
    /// Help given to one person outside any session.
    HelpId => Help;
    /// What somebody could do already, on a day.
    DiagnosticId => Diagnostic;
    /// One payment run.
    SettlementId => Settlement;
    /// What a venue does not agree with on a statement.
    DisputeId => Dispute;
    /// Torn papers that the network asks a venue for.
    PaperRequestId => PaperRequest;
    /// A sealed file of the network.
    FileId => File;
    /// A workshop of a venue.
    WorkshopId => Workshop;
    /// One dated sitting of a workshop.
    SessionId => Session;
    /// A workshop that sits again and again.
    SeriesId => Series;
    /// A room of a venue, or a place in a village where it goes.
    RoomId => Room;
    /// Somebody who holds workshops.
    TrainerId => Trainer;
    /// A calendar that is followed from elsewhere.
    FeedId => Feed;
    /// A seat at a session, and the cheques that are kept for it.
    BookingId => Booking;
    /// A calendar elsewhere, from which a venue publishes.
    CalendarId => Calendar;
    /// What such a calendar tells.
    EntryId => Entry;
    /// A recomputation of the invariants.
    CheckId => Check;
    /// What the bank told of an account on a day, or of a file of ours.
    BankStatementId => BankStatement;
    /// A proposal to pay a structure on an account.
    DossierId => Dossier;
}

/// 128 bits under a kind; written as a UUID.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

impl<K> Id<K> {
    /// The identifier made of these sixteen bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes), PhantomData)
    }

    /// The sixteen bytes, in order.
    pub const fn bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// The same bits under another kind, where one thing plays two parts (an account of the ledger bears its owner's bits).
    pub const fn recast<L>(self) -> Id<L> {
        Id(self.0, PhantomData)
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> hash::Hash for Id<K> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not an identifier: 32 hexadecimal digits are expected, with or without hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

impl<K> FromStr for Id<K> {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        Uuid::try_parse(text).map(|id| Self(id, PhantomData)).map_err(|_| NotAnId)
    }
}
impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_written_as_a_uuid_and_reads_back() {
        let id = VenueId::from_bytes(*b"0123456789abcdef");
        assert_eq!(id.to_string(), "30313233-3435-3637-3839-616263646566");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(serde_json::from_value::<VenueId>(serde_json::to_value(id).unwrap()).unwrap(), id);
        assert_eq!(id.recast::<Order>().bytes(), id.bytes());
    }

    #[test]
    fn what_is_no_identifier_is_refused() {
        for text in ["", "venue", "30313233-3435-3637-3839-61626364656", "30313233-3435-3637-3839-61626364656g"] {
            assert_eq!(text.parse::<VenueId>(), Err(NotAnId), "{text}");
        }
    }

    #[test]
    fn order_is_that_of_the_bytes() {
        let ids = [[0; 16], [1; 16], [0xFF; 16]].map(VenueId::from_bytes);
        assert!(ids.is_sorted());
    }
}
