//! What this service refuses, each with the facts to act upon.

use kernel::{
    cents::Cents,
    clock::{At, Day},
    refusal::{Code, Refusal as Said},
};
use store::Trouble;

/// The refusals of cheques, orders and settlements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No code was given.
    NoCheque,
    /// More than ten codes.
    TooManyCheques,
    /// The same cheque twice in the act; `no` is the second one's place, from 1.
    Repeated { no: usize },
    /// No cheque of this network.
    Unknown { no: usize },
    /// Too many unknown codes in the last minutes.
    SlowDown { minutes: i64 },
    /// The venue is suspended.
    VenueSuspended { since: At },
    /// The venue is not accredited at this instant.
    VenueNotAccredited,
    /// The order's funds are not there.
    NotActive { no: usize },
    /// The same, told of a booklet that is about to be handed over.
    CarnetNotActive,
    /// The booklet is nobody's yet.
    NotHandedOver { no: usize },
    /// The end of tolerance is past.
    Expired { no: usize, until: Day },
    /// The session is after the last day of the booklet's cheques.
    CarnetExpired { until: Day },
    /// Nobody came as often as the order forgives.
    BookingsMissed { count: i64 },
    /// Lost or stolen.
    Blocked { no: usize },
    /// Cancelled for ever: another one stands in its place.
    Replaced { no: usize },
    /// Kept for a booking.
    Held { no: usize },
    /// Honoured before; `at` is told to the same venue only.
    AlreadyRedeemed { no: usize, at: Option<At> },
    /// What is declared is free.
    NotPayable,
    /// More cheques than the order's cap for one person.
    PriceOverCap { cap: i64 },
    /// Fewer cheques than the price, and no money besides.
    PriceNotCovered { missing: i64 },
    /// Only the person whose booklet it is may give this cheque.
    HolderOnly { no: usize },
    /// The same, told of a booklet that somebody comes for.
    CarnetHolderOnly,
    /// Whether there was a booklet before, or which one, was not said.
    AttestationMissing { field: &'static str },
    /// A second booklet, not allowed: never, before a day, or before the first one is used up.
    SecondCarnet { from: Option<Day>, left: Option<i64> },
    /// The redemption was undone before.
    Voided,
    /// Another day, or already in a settlement.
    VoidTooLate,
    /// An approved run has it: the money has left, or is leaving.
    AlreadyPaid,
    /// The statement was paid too long ago to be disputed.
    DisputeTooLate { until: Day },
    /// Absent, or not yours.
    NotFound,
    /// Not at the stage where this can be done.
    WrongStage { stage: &'static str },
    /// A value cannot be accepted.
    Invalid { field: &'static str },
    /// The dates contradict each other, or are past.
    Dates,
    /// The commune does not exist at that date.
    NoSuchCommune,
    /// More came than what has still to come for the order.
    FundsMismatch { expected: Cents },
    /// The day by which it had to be done is past.
    DeadlinePassed { until: Day },
    /// The proof of print was not approved.
    ProofNotApproved,
    /// All that was unused has been credited.
    NothingToCredit,
    /// A payment of that reference was taken before.
    ReferenceUsed,
    /// Booklets of this order may not be handed over any more.
    DistributionEnded { until: Day },
    /// The booklet is already somebody's.
    AlreadyHandedOver,
    /// The booklet lies in the stock of another prescriber.
    OtherStock,
    /// The booklet is blocked.
    CarnetBlocked { since: At },
    /// Another booklet has taken the place of this one.
    CarnetReplaced,
    /// The two booklets are not of the same order.
    OtherOrder,
    /// No cheque is left in the booklet.
    CarnetEmpty,
    /// Not so many booklets are left.
    OutOfStock,
    /// The booklet is kept for a request.
    CarnetSetAside,
    /// The person waits for a booklet already.
    RequestOpen,
    /// No order takes requests now.
    RequestsClosed,
    /// The order is for other communes.
    OutsidePerimeter,
    /// The order is for other publics.
    OutsidePublics,
    /// Who prepared cannot approve.
    SamePerson,
    /// No redemption waits.
    NothingToSettle,
    /// A structure of the batch has no account.
    NoAccount,
    /// More than one in twenty accounts of the batch was never paid on.
    NewAccounts { count: usize },
    /// The bank's file cannot be taken in.
    BankFile { why: &'static str },
    /// Another file told this statement before.
    StatementKnown { number: String },
}

impl From<Refusal> for Said {
    fn from(refusal: Refusal) -> Self {
        use Refusal as R;
        match refusal {
            R::NoCheque => Said::of(Code::NoCheque),
            R::TooManyCheques => Said::of(Code::TooManyCheques),
            R::Repeated { no } => Said::of(Code::RepeatedCheque).with("no", no),
            R::Unknown { no } => Said::of(Code::CodeUnknown).with("no", no),
            R::SlowDown { minutes } => Said::of(Code::TooManyAttempts).with("minutes", minutes),
            R::VenueSuspended { since } => Said::of(Code::VenueSuspended).with("since", since.day()),
            R::VenueNotAccredited => Said::of(Code::VenueNotAccredited),
            R::NotActive { no } => Said::of(Code::NotActive).with("no", no),
            R::CarnetNotActive => Said::of(Code::NotActive).with("stage", "carnet"),
            R::NotHandedOver { no } => Said::of(Code::NotHandedOver).with("no", no),
            R::Expired { no, until } => Said::of(Code::Expired).with("no", no).with("until", until),
            R::CarnetExpired { until } => Said::of(Code::Expired).with("stage", "carnet").with("until", until),
            R::BookingsMissed { count } => Said::of(Code::BookingsMissed).with("count", count),
            R::Blocked { no } => Said::of(Code::Blocked).with("no", no),
            R::Replaced { no } => Said::of(Code::Blocked).with("no", no).with("stage", "replaced"),
            R::Held { no } => Said::of(Code::Held).with("no", no),
            R::AlreadyRedeemed { no, at: None } => Said::of(Code::AlreadyRedeemed).with("no", no),
            R::AlreadyRedeemed { no, at: Some(at) } => {
                Said::of(Code::AlreadyRedeemed).with("no", no).with("at", at.day())
            }
            R::NotPayable => Said::of(Code::NotPayable),
            R::PriceOverCap { cap } => Said::of(Code::PriceOverCap).with("cap", cap),
            R::PriceNotCovered { missing } => Said::of(Code::PriceNotCovered).with("missing", missing),
            R::HolderOnly { no } => Said::of(Code::HolderOnly).with("no", no),
            R::CarnetHolderOnly => Said::of(Code::HolderOnly).with("stage", "carnet"),
            R::AttestationMissing { field } => Said::of(Code::AttestationMissing).with("field", field),
            R::SecondCarnet { from: Some(from), .. } => Said::of(Code::SecondCarnet).with("from", from),
            R::SecondCarnet { left: Some(left), .. } => Said::of(Code::SecondCarnet).with("left", left),
            R::SecondCarnet { .. } => Said::of(Code::SecondCarnet),
            R::Voided => Said::of(Code::Voided),
            R::VoidTooLate => Said::of(Code::VoidTooLate),
            R::AlreadyPaid => Said::of(Code::AlreadyPaid),
            R::DisputeTooLate { until } => Said::of(Code::DisputeTooLate).with("until", until),
            R::NotFound => Said::of(Code::NotFound),
            R::WrongStage { stage } => Said::of(Code::WrongStage).with("stage", stage),
            R::Invalid { field } => Said::of(Code::InputInvalid).with("field", field),
            R::Dates => Said::of(Code::DatesInvalid),
            R::NoSuchCommune => Said::of(Code::CommuneUnknown),
            R::FundsMismatch { expected } => {
                Said::of(Code::FundsMismatch).with("expected", kernel::words::euros(expected))
            }
            R::ReferenceUsed => Said::of(Code::ReferenceUsed),
            R::DeadlinePassed { until } => Said::of(Code::DeadlinePassed).with("until", until),
            R::ProofNotApproved => Said::of(Code::ProofNotApproved),
            R::NothingToCredit => Said::of(Code::NothingToCredit),
            R::DistributionEnded { until } => Said::of(Code::DistributionEnded).with("until", until),
            R::AlreadyHandedOver => Said::of(Code::AlreadyHandedOver),
            R::OtherStock => Said::of(Code::OtherStock),
            R::CarnetBlocked { since } => Said::of(Code::CarnetBlocked).with("since", since.day()),
            R::CarnetReplaced => Said::of(Code::CarnetBlocked).with("stage", "replaced"),
            R::OtherOrder => Said::of(Code::OtherOrder),
            R::CarnetEmpty => Said::of(Code::CarnetEmpty),
            R::OutOfStock => Said::of(Code::OutOfStock),
            R::CarnetSetAside => Said::of(Code::CarnetSetAside),
            R::RequestOpen => Said::of(Code::RequestOpen),
            R::RequestsClosed => Said::of(Code::RequestsClosed),
            R::OutsidePerimeter => Said::of(Code::OutsidePerimeter),
            R::OutsidePublics => Said::of(Code::OutsidePublics),
            R::SamePerson => Said::of(Code::SamePerson),
            R::NothingToSettle => Said::of(Code::NothingToSettle),
            R::NoAccount => Said::of(Code::NoAccount),
            R::NewAccounts { count } => Said::of(Code::NewAccounts).with("count", count),
            R::BankFile { why } => Said::of(Code::BankFileInvalid).with("why", why),
            R::StatementKnown { number } => Said::of(Code::StatementKnown).with("number", number),
        }
    }
}

/// A text that somebody wrote, trimmed: 1 to `most` characters, none of control; otherwise `INPUT_INVALID`.
pub(crate) fn written(text: &str, most: usize, field: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(Refusal::Invalid { field });
    }
    Ok(text.to_owned())
}

/// The same in several lines, parted by `\n`.
pub(crate) fn written_lines(text: &str, most: usize, field: &'static str) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    let is_odd = |c: char| c.is_control() && c != '\n';
    if text.is_empty() || text.chars().count() > most || text.chars().any(is_odd) {
        return Err(Refusal::Invalid { field });
    }
    Ok(text.to_owned())
}

/// The refusal of an act of one cheque: "le chèque", not "le chèque numéro 1".
pub(crate) fn of_one(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Refused(mut said) => {
            said.facts.remove("no");
            Trouble::Refused(said)
        }
        broken @ Trouble::Broken(_) => broken,
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}
