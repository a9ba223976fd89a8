//! What the registry refuses, each with the facts to act upon.

use kernel::{
    clock::At,
    refusal::{Code, Refusal},
};
use store::Trouble;

/// A refusal of this service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Absent, or not the caller's to see.
    NotFound,
    /// Not allowed, or not the caller's.
    Forbidden,
    /// This field cannot be accepted.
    Input(&'static str),
    /// The SIRET fails its control.
    Siret,
    /// The RNA number is not one.
    Rna,
    /// The IBAN fails its control.
    Iban,
    /// The BIC is not one.
    Bic,
    /// Opening hours cannot be read.
    Hours,
    /// The commune does not exist in that year.
    Commune,
    /// No territory for that year.
    Vintage,
    /// The last day is past.
    Dates,
    /// Whoever applied cannot decide.
    SamePerson,
    /// It is at this stage, where this cannot be done.
    Stage(&'static str),
    /// The venue is suspended since then.
    Suspended(At),
    /// The venue is not accredited, or not for this funder.
    NotAccredited,
    /// Too many tries of that kind: so many minutes are to be waited.
    SlowDown { what: &'static str, minutes: i64 },
    /// The six digits are others; so many tries are left.
    WrongCode(i64),
    /// The code or the link is too old, was tried too often, or was never sent.
    SignInExpired,
    /// The code or the link has served.
    SignInUsed,
    /// The visit has ended, or there is none.
    VisitEnded,
    /// A second factor is to be given first.
    StepUp,
    /// A short code opened the visit, and this wants a sign-in by mail.
    MailSignIn,
    /// The code is not theirs now, or has served.
    WrongSecondFactor,
    /// Nothing is set up.
    NoSecondFactor,
    /// The short code is another one; so many tries are left, for who has one there.
    WrongPin(Option<i64>),
    /// Too many wrong short codes at this machine under that name.
    DeviceLocked,
    /// The machine serves no more.
    DeviceEnded,
    /// The invitation cannot be taken any more.
    InvitationEnded,
    /// Nobody else could let people in.
    LastAdministrator,
    /// A dossier of this structure waits already.
    DossierOpen,
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotFound => Self::of(Code::NotFound),
            Refused::Forbidden => Self::of(Code::Forbidden),
            Refused::Input(field) => Self::of(Code::InputInvalid).with("field", field),
            Refused::Siret => Self::of(Code::SiretInvalid),
            Refused::Rna => Self::of(Code::RnaInvalid),
            Refused::Iban => Self::of(Code::IbanInvalid),
            Refused::Bic => Self::of(Code::BicInvalid),
            Refused::Hours => Self::of(Code::HoursInvalid),
            Refused::Commune => Self::of(Code::CommuneUnknown),
            Refused::Vintage => Self::of(Code::VintageUnknown),
            Refused::Dates => Self::of(Code::DatesInvalid),
            Refused::SamePerson => Self::of(Code::SamePerson),
            Refused::Stage(stage) => Self::of(Code::WrongStage).with("stage", stage),
            Refused::Suspended(since) => Self::of(Code::VenueSuspended).with("since", since.day()),
            Refused::NotAccredited => Self::of(Code::VenueNotAccredited),
            Refused::SlowDown { what, minutes } => {
                Self::of(Code::TooManyAttempts).with("field", what).with("minutes", minutes)
            }
            Refused::WrongCode(left) => Self::of(Code::SignInWrongCode).with("tries", left),
            Refused::SignInExpired => Self::of(Code::SignInExpired),
            Refused::SignInUsed => Self::of(Code::SignInUsed),
            Refused::VisitEnded => Self::of(Code::VisitEnded),
            Refused::StepUp => Self::of(Code::StepUpNeeded),
            Refused::MailSignIn => Self::of(Code::MailSignInNeeded),
            Refused::WrongSecondFactor => Self::of(Code::SecondFactorWrong),
            Refused::NoSecondFactor => Self::of(Code::SecondFactorMissing),
            Refused::WrongPin(None) => Self::of(Code::PinWrong),
            Refused::WrongPin(Some(left)) => Self::of(Code::PinWrong).with("tries", left),
            Refused::DeviceLocked => Self::of(Code::DeviceLocked),
            Refused::DeviceEnded => Self::of(Code::DeviceEnded),
            Refused::InvitationEnded => Self::of(Code::InvitationEnded),
            Refused::LastAdministrator => Self::of(Code::LastAdministrator),
            Refused::DossierOpen => Self::of(Code::DossierOpen),
        }
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused.into())
    }
}
