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
        }
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused.into())
    }
}
