//! What somebody chooses in a form: each choice with its value there, which is also how its sentences name it.

use crate::schema;

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $value:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
        pub(crate) enum $name { $($variant,)* }

        impl $name {
            /// Every choice, in the order in which they are proposed.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its value in a form.
            pub(crate) const fn value(self) -> &'static str {
                match self { $(Self::$variant => $value,)* }
            }

            /// The choice of that value.
            pub(crate) fn of(value: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.value() == value)
            }
        }
    };
}

choices! {
    /// How somebody wishes to be told.
    ToldBy { Letter "lettre", Telephone "telephone", Sms "sms", Mail "courriel", Somebody "proche", }
}
choices! {
    /// What somebody needs to take part.
    AccessNeed { Hearing "entendre", Sight "voir", Motor "bouger", Mental "psychique", Reading "lire", }
}
choices! {
    /// How somebody comes.
    Transport { None "pied", Bus "bus", Car "voiture", Lift "accompagne", }
}
choices! {
    /// Who somebody is to a learner.
    ProxyRelation { Relative "entourage", Guardian "tuteur", Professional "professionnel", }
}
choices! {
    /// How a consent was said.
    ConsentWay { Person "personne", Paper "papier", }
}

/// What somebody may agree to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum ConsentPurpose {
    Referral,
    ShareReason,
    ShareDiagnostic,
    Reminders,
}

impl ConsentPurpose {
    /// The name of its field in a form.
    pub(crate) const fn value(self) -> &'static str {
        match self {
            Self::Referral => "orientation",
            Self::ShareReason => "raison",
            Self::ShareDiagnostic => "bilan",
            Self::Reminders => "rappels",
        }
    }
}

/// How old somebody is, roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(crate) enum AgeBand {
    Minor,
    Young,
    Adult,
    Senior,
    Elder,
}

impl AgeBand {
    /// As its sentence names it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Young => "young",
            Self::Adult => "adult",
            Self::Senior => "senior",
            Self::Elder => "elder",
        }
    }
}

/// The languages that are proposed; another one that was written elsewhere is shown by its letters.
pub(crate) const LANGUAGES: [&str; 14] =
    ["fr", "ar", "de", "en", "es", "fa", "it", "nl", "pl", "ps", "pt", "ro", "tr", "uk"];
