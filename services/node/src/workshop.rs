//! A workshop: what a venue offers to learn, whatever the date.

use kernel::{
    clock::At,
    ids::{VenueId, WorkshopId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

use crate::refusal;

/// A workshop of a venue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workshop {
    /// The venue that offers it.
    pub venue: VenueId,
    /// Its name for machines; the venue's own.
    pub id: WorkshopId,
    /// What is offered.
    pub offer: Offer,
    /// When it was first offered.
    pub created_at: At,
    /// Since when it is no longer offered, if so.
    pub ended_at: Option<At>,
}

/// What a venue says of a workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// In French, for people; 1 to 120 characters.
    pub title: String,
    /// What it is about.
    pub theme: Theme,
    /// For whom.
    pub level: Level,
    /// How long a session lasts, 5 to 600.
    pub minutes: i64,
    /// What it costs in cheques, 0 (free) to 10.
    pub price_cheques: i64,
    /// How many people sit in a session, 1 to 500.
    pub seats: i64,
}

impl Offer {
    /// The same as it is kept, or the first field that cannot be.
    pub fn checked(self) -> Result<Self, Refusal> {
        Ok(Self {
            title: title(&self.title)?,
            theme: self.theme,
            level: self.level,
            minutes: minutes(self.minutes)?,
            price_cheques: price(self.price_cheques)?,
            seats: seats(self.seats)?,
        })
    }
}

/// A title as it is kept.
pub(crate) fn title(text: &str) -> Result<String, Refusal> {
    refusal::text("title", text, 120)
}

/// A length that a session may have.
pub(crate) fn minutes(number: i64) -> Result<i64, Refusal> {
    refusal::within("minutes", number, 5..=600)
}

/// A price that a workshop may have.
pub(crate) fn price(cheques: i64) -> Result<i64, Refusal> {
    refusal::within("priceCheques", cheques, 0..=10)
}

/// A number of people that a session may seat.
pub(crate) fn seats(number: i64) -> Result<i64, Refusal> {
    refusal::within("seats", number, 1..=500)
}

/// What a person can do already. The lowest one must exist: many schemes start above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Never touched a machine.
    NeverTouched,
    /// Débutant.
    Beginner,
    /// Intermédiaire.
    Intermediate,
    /// Avancé.
    Advanced,
}

impl Level {
    /// Every level, lowest first.
    pub const ALL: [Self; 4] = [Self::NeverTouched, Self::Beginner, Self::Intermediate, Self::Advanced];

    /// From 0 to 3, as tables and agendas keep it.
    pub const fn number(self) -> i64 {
        match self {
            Self::NeverTouched => 0,
            Self::Beginner => 1,
            Self::Intermediate => 2,
            Self::Advanced => 3,
        }
    }

    /// The level of that number.
    pub fn numbered(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }
}

macro_rules! themes {
    ($($(#[$doc:meta])* $theme:ident $name:literal;)*) => {
        /// What a workshop is about: a closed list, so that villages can be compared.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Theme { $($(#[$doc])* #[serde(rename = $name)] $theme,)* }

        impl Theme {
            /// Every theme, from the first steps on.
            pub const ALL: &'static [Self] = &[$(Self::$theme,)*];

            /// As machines read it: `COMPUTER_BASICS`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$theme => $name,)* }
            }
        }
    };
}

themes! {
    /// Prendre en main un ordinateur.
    ComputerBasics "COMPUTER_BASICS";
    /// Prendre en main un smartphone ou une tablette.
    PhoneBasics "PHONE_BASICS";
    /// Naviguer sur internet.
    Internet "INTERNET";
    /// Envoyer et recevoir des courriels.
    Email "EMAIL";
    /// Échanger avec ses proches.
    Communication "COMMUNICATION";
    /// Trier et garder ses photos et ses fichiers.
    PhotosAndFiles "PHOTOS_AND_FILES";
    /// Écrire, calculer, présenter.
    OfficeTools "OFFICE_TOOLS";
    /// Faire ses démarches en ligne.
    OnlineProcedures "ONLINE_PROCEDURES";
    /// Suivre sa santé en ligne.
    Health "HEALTH";
    /// Chercher un emploi.
    JobSeeking "JOB_SEEKING";
    /// Accompagner ses enfants.
    Parenting "PARENTING";
    /// Se protéger des arnaques.
    Safety "SAFETY";
    /// Comprendre le numérique.
    Culture "CULTURE";
    /// Créer avec le numérique.
    Creation "CREATION";
}

impl Theme {
    /// The theme of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|theme| theme.name() == name)
    }
}
