//! Skills: the five areas of DigComp 2.2, the sixteen competences of Pix (CRCN) in them, and four levels of ours, of which the
//! first lies below theirs.

use serde::{Deserialize, Serialize};

/// An area of DigComp 2.2, in its order. The domains of Pix are the same five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// Information and data literacy.
    Information,
    /// Communication and collaboration.
    Communication,
    /// Digital content creation.
    Content,
    /// Safety.
    Safety,
    /// Problem solving: the device itself, and what one does when it fails.
    Environment,
}

impl Area {
    /// Every area, in order.
    pub const ALL: [Self; 5] = [Self::Information, Self::Communication, Self::Content, Self::Safety, Self::Environment];
}

macro_rules! competences {
    ($($(#[$doc:meta])* $name:ident $number:literal $area:ident;)*) => {
        /// A competence of Pix (cadre de référence des compétences numériques, 2019), under its number there.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Competence { $($(#[$doc])* #[serde(rename = $number)] $name,)* }

        impl Competence {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its number: `1.1`.
            pub const fn number(self) -> &'static str {
                match self { $(Self::$name => $number,)* }
            }

            /// The area that it belongs to.
            pub const fn area(self) -> Area {
                match self { $(Self::$name => Area::$area,)* }
            }
        }
    };
}

competences! {
    /// Mener une recherche et une veille d'information.
    Search "1.1" Information;
    /// Gérer des données.
    Manage "1.2" Information;
    /// Traiter des données.
    Process "1.3" Information;
    /// Interagir.
    Interact "2.1" Communication;
    /// Partager et publier.
    Share "2.2" Communication;
    /// Collaborer.
    Collaborate "2.3" Communication;
    /// S'insérer dans le monde numérique.
    Belong "2.4" Communication;
    /// Développer des documents textuels.
    Write "3.1" Content;
    /// Développer des documents multimédia.
    Picture "3.2" Content;
    /// Adapter les documents à leur finalité.
    Adapt "3.3" Content;
    /// Programmer.
    Program "3.4" Content;
    /// Sécuriser l'environnement numérique.
    Secure "4.1" Safety;
    /// Protéger les données personnelles et la vie privée.
    Private "4.2" Safety;
    /// Protéger la santé, le bien-être et l'environnement.
    Health "4.3" Safety;
    /// Résoudre des problèmes techniques.
    Solve "5.1" Environment;
    /// Évoluer dans un environnement numérique.
    Handle "5.2" Environment;
}

impl Competence {
    /// The competence of that number.
    pub fn numbered(number: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.number() == number)
    }
}

/// How far somebody has come in an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 0: never touched. DigComp begins above it.
    Untouched,
    /// 1: foundation (DigComp 1-2).
    Beginner,
    /// 2: intermediate (DigComp 3-4).
    Intermediate,
    /// 3: advanced (DigComp 5-6).
    Advanced,
}

/// A level as La Coop writes it: it knows none below the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coop {
    /// Débutant.
    Beginner,
    /// Intermédiaire.
    Intermediate,
    /// Avancé.
    Advanced,
}

impl Level {
    /// Every level, from the lowest.
    pub const ALL: [Self; 4] = [Self::Untouched, Self::Beginner, Self::Intermediate, Self::Advanced];

    /// Its number, 0 to 3: how the database keeps it.
    pub const fn number(self) -> i64 {
        match self {
            Self::Untouched => 0,
            Self::Beginner => 1,
            Self::Intermediate => 2,
            Self::Advanced => 3,
        }
    }

    /// The level of that number.
    pub fn numbered(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// The same as La Coop writes it.
    pub const fn coop(self) -> Coop {
        match self {
            Self::Untouched | Self::Beginner => Coop::Beginner,
            Self::Intermediate => Coop::Intermediate,
            Self::Advanced => Coop::Advanced,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_sixteen_competences_in_five_areas() {
        assert_eq!(Competence::ALL.len(), 16);
        let counted = Area::ALL.map(|area| Competence::ALL.iter().filter(|one| one.area() == area).count());
        assert_eq!(counted, [3, 4, 4, 3, 2]);
        for one in Competence::ALL {
            assert_eq!(Competence::numbered(one.number()), Some(*one));
            assert_eq!(serde_json::to_value(one).unwrap(), one.number());
            let place = Area::ALL.iter().position(|area| *area == one.area()).unwrap() + 1;
            assert!(one.number().starts_with(&format!("{place}.")), "{one:?}");
        }
        assert_eq!(Competence::numbered("5.3"), None);
    }

    #[test]
    fn levels_are_numbered_from_nought_and_la_coop_knows_three() {
        for (number, level) in (0..).zip(Level::ALL) {
            assert_eq!((level.number(), Level::numbered(number)), (number, Some(level)));
        }
        assert_eq!(Level::numbered(4), None);
        let coop = Level::ALL.map(Level::coop);
        assert_eq!(coop, [Coop::Beginner, Coop::Beginner, Coop::Intermediate, Coop::Advanced]);
    }
}
