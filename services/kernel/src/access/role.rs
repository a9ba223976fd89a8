//! The parts that people play in the network.

use serde::{Deserialize, Serialize};

/// What a person does in a structure. One person may hold several in the same structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Accueil: receives people and cheques at a venue.
    CounterStaff,
    /// Responsable de lieu: answers for a venue, its workshops and its dossier.
    VenueManager,
    /// Prescripteur: hands booklets out.
    Prescriber,
    /// Tête de réseau: accredits, issues, watches.
    Operator,
    /// Trésorier: confirms funds, pays.
    Treasurer,
    /// Commanditaire: orders booklets and pays for them.
    Funder,
    /// Analyste de l'intercommunalité: reads figures.
    Analyst,
    /// Administrateur: enrols people, declares machines.
    Administrator,
}

impl Role {
    /// Every role, in the order of the access table.
    pub const ALL: [Self; 8] = [
        Self::CounterStaff,
        Self::VenueManager,
        Self::Prescriber,
        Self::Operator,
        Self::Treasurer,
        Self::Funder,
        Self::Analyst,
        Self::Administrator,
    ];

    /// The name used in tokens, tables and commands: `counter-staff`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CounterStaff => "counter-staff",
            Self::VenueManager => "venue-manager",
            Self::Prescriber => "prescriber",
            Self::Operator => "operator",
            Self::Treasurer => "treasurer",
            Self::Funder => "funder",
            Self::Analyst => "analyst",
            Self::Administrator => "administrator",
        }
    }

    /// Whether who holds it gives a second factor in each visit before it counts: those who decide on rights and money.
    pub const fn wants_second_factor(self) -> bool {
        matches!(self, Self::Operator | Self::Treasurer | Self::Administrator)
    }

    /// The role of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}
