//! Bad news of the first kind: expected, for a person, with a stable code. (The second kind, faults, is `store::Fault`.)

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident $name:literal;)*) => {
        /// The closed list of refusals. A code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $($(#[$doc])* #[serde(rename = $name)] $code,)* }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// As machines read it: `CODE_MISTYPED`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }
        }
    };
}

codes! {
    /// The check symbols do not agree: a typing error. Facts: `no` (which code of the act), `group` (1-4) when one substitution explains it.
    CodeMistyped "CODE_MISTYPED";
    /// Well formed, but no cheque of this network. Facts: `no`.
    CodeUnknown "CODE_UNKNOWN";
    /// The order's funds have not been received. Facts: `stage` (`carnet`) when a booklet was to be handed over.
    NotActive "NOT_ACTIVE";
    /// The booklet was never handed over to anybody.
    NotHandedOver "NOT_HANDED_OVER";
    /// The end of tolerance is past. Facts: `until`; `stage` (`carnet`) for a session after it.
    Expired "EXPIRED";
    /// The redemption was already undone. Facts: `stage` (`help`) for help outside any session.
    Voided "VOIDED";
    /// The cheque was blocked: lost, stolen or replaced. Facts: `stage` (`replaced`) when another one stands in its place.
    Blocked "BLOCKED";
    /// The cheque is held for a booking.
    Held "HELD";
    /// Honoured before. Facts: `at` for the same venue only.
    AlreadyRedeemed "ALREADY_REDEEMED";
    /// The same cheque twice in one act. Facts: `no`.
    RepeatedCheque "REPEATED_CHEQUE";
    /// More than ten cheques in one act.
    TooManyCheques "TOO_MANY_CHEQUES";
    /// No cheque in the act.
    NoCheque "NO_CHEQUE";
    /// The venue is suspended at that instant. Facts: `since`.
    VenueSuspended "VENUE_SUSPENDED";
    /// The venue is not accredited at that instant, or not for this funder.
    VenueNotAccredited "VENUE_NOT_ACCREDITED";
    /// The home commune is outside the order's perimeter.
    OutsidePerimeter "OUTSIDE_PERIMETER";
    /// The order is not meant for this public.
    OutsidePublics "OUTSIDE_PUBLICS";
    /// The booklet lies in the stock of another prescriber.
    OtherStock "OTHER_STOCK";
    /// The booklet is blocked, or was replaced. Facts: `since`; `stage` (`replaced`) for the second.
    CarnetBlocked "CARNET_BLOCKED";
    /// The two booklets are not of the same order.
    OtherOrder "OTHER_ORDER";
    /// No cheque is left in the booklet.
    CarnetEmpty "CARNET_EMPTY";
    /// Not so many booklets are left.
    OutOfStock "OUT_OF_STOCK";
    /// The booklet is kept for a request.
    CarnetSetAside "CARNET_SET_ASIDE";
    /// The person waits for a booklet already.
    RequestOpen "REQUEST_OPEN";
    /// No order takes requests now.
    RequestsClosed "REQUESTS_CLOSED";
    /// Somebody of nearly that name and year of birth is known already: the same person, or another one.
    LearnerSimilar "LEARNER_SIMILAR";
    /// The person did not agree, or does no more, that another place is told who comes.
    ConsentMissing "CONSENT_MISSING";
    /// The same key came before with another content.
    KeyReused "KEY_REUSED";
    /// The person who proposed cannot decide.
    SamePerson "SAME_PERSON";
    /// The IBAN fails its control (ISO 13616, mod 97).
    IbanInvalid "IBAN_INVALID";
    /// The BIC has not the form of ISO 9362.
    BicInvalid "BIC_INVALID";
    /// The SIRET fails its control (Luhn; La Poste: sum of digits).
    SiretInvalid "SIRET_INVALID";
    /// The RNA number has not the form W and nine letters or digits.
    RnaInvalid "RNA_INVALID";
    /// Opening hours cannot be read.
    HoursInvalid "HOURS_INVALID";
    /// Too many unknown codes, or too many tries to sign in: slow down. Facts: `minutes`; `field`: `signIn` for wishes, `code` for
    /// wrong codes of a mail or a second factor, `person` for names and cards of people who learn.
    TooManyAttempts "TOO_MANY_ATTEMPTS";
    /// Not allowed, or not yours.
    Forbidden "FORBIDDEN";
    /// Absent, or not yours: the two answer alike.
    NotFound "NOT_FOUND";
    /// The thing is not at the stage where this can be done. Facts: `stage`.
    WrongStage "WRONG_STAGE";
    /// A value cannot be accepted. Facts: `field`.
    InputInvalid "INPUT_INVALID";
    /// The dates contradict each other, or are past.
    DatesInvalid "DATES_INVALID";
    /// No territory for that year.
    VintageUnknown "VINTAGE_UNKNOWN";
    /// The commune does not exist at that date.
    CommuneUnknown "COMMUNE_UNKNOWN";
    /// The amount received is more than what has still to come for the order. Facts: `expected`.
    FundsMismatch "FUNDS_MISMATCH";
    /// A payment of that reference was recorded before.
    ReferenceUsed "REFERENCE_USED";
    /// The day by which it had to be done is past. Facts: `until`.
    DeadlinePassed "DEADLINE_PASSED";
    /// The proof of print was not approved.
    ProofNotApproved "PROOF_NOT_APPROVED";
    /// All that was unused has been credited.
    NothingToCredit "NOTHING_TO_CREDIT";
    /// The end of distribution is past.
    DistributionEnded "DISTRIBUTION_ENDED";
    /// The booklet is already somebody's.
    AlreadyHandedOver "ALREADY_HANDED_OVER";
    /// Only the same day (in Paris) and before settlement. Facts: `stage` (`help`) for help outside any session.
    VoidTooLate "VOID_TOO_LATE";
    /// An approved payment run has the redemption: it cannot be held back any more.
    AlreadyPaid "ALREADY_PAID";
    /// A statement is disputed within sixty days of its payment. Facts: `until`.
    DisputeTooLate "DISPUTE_TOO_LATE";
    /// What is declared is free: cheques do not pay for it.
    NotPayable "NOT_PAYABLE_BY_CHEQUE";
    /// A workshop costs more cheques than its funder allows, or more of one booklet are given. Facts: `cap`, for one person.
    PriceOverCap "PRICE_OVER_CAP";
    /// Fewer cheques than the price, and nothing is paid in money besides. Facts: `missing`.
    PriceNotCovered "PRICE_NOT_COVERED";
    /// Bookings were missed as often as the order forgives: no more cheques are kept, and none is lost. Facts: `count`.
    BookingsMissed "BOOKINGS_MISSED";
    /// Only the person whose booklet it is may give its cheques, or take the booklet. Facts: `no`; `stage` (`carnet`) for a booklet.
    HolderOnly "HOLDER_ONLY";
    /// The order asks whether the person had a booklet before, or who comes for it, and nothing was said. Facts: `field` (`former`, `serial`, `takenBy`).
    AttestationMissing "ATTESTATION_MISSING";
    /// A second booklet, where the order allows none, or not yet. Facts: `from`, the first day; `left`, cheques of the first one.
    SecondCarnet "SECOND_CARNET";
    /// Nothing to pay.
    NothingToSettle "NOTHING_TO_SETTLE";
    /// A venue of the batch has no account to be paid on. Facts: `venue`.
    NoAccount "NO_ACCOUNT";
    /// The bank's file cannot be taken in: nothing of it was. Facts: `why`.
    BankFileInvalid "BANK_FILE_INVALID";
    /// Another file told this statement before. Facts: `number`.
    StatementKnown "STATEMENT_KNOWN";
    /// Many accounts of this run were never paid on: somebody must say that they were looked at. Facts: `count`.
    NewAccounts "NEW_ACCOUNTS";
    /// A dossier of this structure waits for a decision already.
    DossierOpen "DOSSIER_OPEN";
    /// Allowed, and a second factor must be given first: the last one is more than five minutes old.
    StepUpNeeded "STEP_UP_NEEDED";
    /// Not in a visit that a short code opened: a sign-in by mail first.
    MailSignInNeeded "MAIL_SIGN_IN_NEEDED";
    /// The six digits are not those of the mail. Facts: `tries` left.
    SignInWrongCode "SIGN_IN_WRONG_CODE";
    /// The code or the link is too old, or was tried too often, or was never sent: these answer alike.
    SignInExpired "SIGN_IN_EXPIRED";
    /// The code or the link has served already.
    SignInUsed "SIGN_IN_USED";
    /// The visit has ended: by leaving, by time, or because somebody else used a copy of its key.
    VisitEnded "VISIT_ENDED";
    /// The code is not the person's now, or has served.
    SecondFactorWrong "SECOND_FACTOR_WRONG";
    /// No second factor is set up.
    SecondFactorMissing "SECOND_FACTOR_MISSING";
    /// The short code is another one. Facts: `tries` left, for who has one there.
    PinWrong "PIN_WRONG";
    /// Too many wrong short codes were typed at this machine under that name: only a sign-in by mail helps.
    DeviceLocked "DEVICE_LOCKED";
    /// The machine was ended, its thirty days are over, or it was never enrolled.
    DeviceEnded "DEVICE_ENDED";
    /// The invitation was answered or cancelled, or its time is over.
    InvitationEnded "INVITATION_ENDED";
    /// No seat is free.
    SessionFull "SESSION_FULL";
    /// The room has another session at that time. Facts: `at`, when the first one that clashes begins.
    RoomTaken "ROOM_TAKEN";
    /// Who would hold the session holds another one at that time, there or elsewhere. Facts: `at`.
    TrainerTaken "TRAINER_TAKEN";
    /// Nobody else could let people in.
    LastAdministrator "LAST_ADMINISTRATOR";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One refusal: its code and the facts to act upon. The sentence is in `words`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Which one.
    pub code: Code,
    /// The facts that the sentence may use; names are listed at each code.
    pub facts: BTreeMap<String, String>,
}

impl Refusal {
    /// A refusal that has no fact to tell.
    pub const fn of(code: Code) -> Self {
        Self { code, facts: BTreeMap::new() }
    }

    /// The same, with one more fact.
    pub fn with(mut self, fact: &str, value: impl fmt::Display) -> Self {
        self.facts.insert(fact.to_owned(), value.to_string());
        self
    }
}

/// Bad news of the second kind as the outside sees it: a code, never a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultCode {
    /// The token is missing where one is needed, or not valid. HTTP 401.
    Unauthenticated,
    /// The request cannot be read. HTTP 400, 413 or 415.
    BadRequest,
    /// The request is too large or too deep. HTTP 400.
    LimitExceeded,
    /// A venue's machine does not answer.
    VenueNodeUnavailable,
    /// A venue's machine answers too late.
    VenueNodeTimeout,
    /// A venue's machine is of an older version.
    VenueNodeOlder,
    /// The centre cannot serve now; try again.
    Unavailable,
    /// Our mistake; the reference is in the log.
    Internal,
}

impl FaultCode {
    /// Every fault.
    pub const ALL: [Self; 8] = [
        Self::Unauthenticated,
        Self::BadRequest,
        Self::LimitExceeded,
        Self::VenueNodeUnavailable,
        Self::VenueNodeTimeout,
        Self::VenueNodeOlder,
        Self::Unavailable,
        Self::Internal,
    ];

    /// As machines read it, in `extensions.code`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::BadRequest => "BAD_REQUEST",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::VenueNodeUnavailable => "VENUE_NODE_UNAVAILABLE",
            Self::VenueNodeTimeout => "VENUE_NODE_TIMEOUT",
            Self::VenueNodeOlder => "VENUE_NODE_OLDER",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}
