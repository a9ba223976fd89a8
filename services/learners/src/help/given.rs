//! Help given: to whom is not said, unless the person has a card and shows it.

use kernel::{
    clock::{At, Day},
    ids::{HelpId, LearnerRef, PersonId, StructureId, VenueId},
};
use serde::{Deserialize, Serialize};

use super::{named::named, theme::Theme};

named! {
    /// Whether something was done for the person, or learnt by them.
    Way {
        /// Done for them: they needed the result.
        DoFor "do-for",
        /// Done with them: next time they may do it alone.
        Learn "learn",
    }
}

named! {
    /// Where it took place.
    Mode {
        /// At the venue.
        OnSite "on-site",
        /// Where the person lives.
        AtHome "at-home",
        /// By telephone, or by another way from afar.
        Phone "phone",
        /// Somewhere else: a market, a town hall.
        Elsewhere "elsewhere",
    }
}

named! {
    /// How far the person did it alone.
    Autonomy {
        /// Guided all along.
        Guided "guided",
        /// Alone, with help when it was needed.
        Partly "partly",
        /// Alone.
        Alone "alone",
    }
}

named! {
    /// How old the person is, roughly; as the national tool counts.
    AgeBand {
        /// Under eighteen.
        Minor "under-18",
        /// 18 to 24.
        Young "18-24",
        /// 25 to 39.
        Adult "25-39",
        /// 40 to 59.
        Mature "40-59",
        /// 60 to 69.
        Senior "60-69",
        /// 70 and over.
        Elder "70-and-over",
    }
}

named! {
    /// Under which public the person is counted; as the national tool counts.
    Situation {
        /// At school or studying.
        Studying "studying",
        /// Without work.
        Jobless "jobless",
        /// In work.
        Working "working",
        /// Retired.
        Retired "retired",
    }
}

named! {
    /// To what kind of structure the person was sent on.
    Redirected {
        /// A town hall, a prefecture.
        Administration "administration",
        /// Another place of digital help.
        DigitalHelp "digital-help",
        /// Whoever is in charge of the formality itself.
        InCharge "in-charge",
        /// Social help: a social centre, a house of solidarity.
        SocialHelp "social-help",
        /// Work: the employment service, a local mission.
        JobSupport "job-support",
        /// Help with formalities: a France services house.
        Formalities "formalities",
        /// Another one.
        Other "other",
    }
}

/// Where the person lives: a code and the year in which it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// INSEE code.
    pub commune: String,
    /// That year.
    pub year: i32,
}

/// Help, given once to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// Its identifier.
    pub id: HelpId,
    /// The venue whose counter gave it.
    pub venue: VenueId,
    /// The structure that answers for the venue.
    pub structure: StructureId,
    /// The day on which it was given.
    pub day: Day,
    /// What it was about.
    pub theme: Theme,
    /// How long it took.
    pub minutes: i64,
    /// Done for the person, or learnt; none: not said.
    pub way: Option<Way>,
    /// Where.
    pub mode: Mode,
    /// How far the person did it alone; none: not said.
    pub autonomy: Option<Autonomy>,
    /// Where the person lives; none: elsewhere, or not said.
    pub home: Option<Home>,
    /// How old, roughly; none: not said.
    pub age: Option<AgeBand>,
    /// Under which public; none: not said.
    pub situation: Option<Situation>,
    /// Where the person was sent on; none: nowhere.
    pub redirected: Option<Redirected>,
    /// Who, when they showed their card.
    pub learner: Option<LearnerRef>,
    /// When it was written down.
    pub at: At,
    /// By whom.
    pub by: PersonId,
}

/// What is told of help that was written down, and kept with the act for ever: nothing of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Which.
    pub help: HelpId,
    /// At which venue.
    pub venue: VenueId,
    /// The day on which it was given.
    pub day: Day,
    /// What it was about.
    pub theme: Theme,
    /// How long it took.
    pub minutes: i64,
    /// When it was written down.
    pub at: At,
}

impl Recorded {
    /// Of this help.
    pub(crate) const fn of(one: &Help) -> Self {
        Self { help: one.id, venue: one.venue, day: one.day, theme: one.theme, minutes: one.minutes, at: one.at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        assert!(Way::ALL.iter().all(|one| Way::named(one.name()) == Some(*one)));
        assert!(Mode::ALL.iter().all(|one| Mode::named(one.name()) == Some(*one)));
        assert!(Autonomy::ALL.iter().all(|one| Autonomy::named(one.name()) == Some(*one)));
        assert!(AgeBand::ALL.iter().all(|one| AgeBand::named(one.name()) == Some(*one)));
        assert!(Situation::ALL.iter().all(|one| Situation::named(one.name()) == Some(*one)));
        assert!(Redirected::ALL.iter().all(|one| Redirected::named(one.name()) == Some(*one)));
    }

    #[test]
    fn what_is_kept_for_ever_tells_nothing_of_the_person() {
        let id = |byte: u8| [byte; 16];
        let help = Help {
            id: HelpId::from_bytes(id(1)),
            venue: VenueId::from_bytes(id(2)),
            structure: StructureId::from_bytes(id(3)),
            day: "2025-10-01".parse().unwrap(),
            theme: Theme::Mail,
            minutes: 20,
            way: Some(Way::Learn),
            mode: Mode::AtHome,
            autonomy: Some(Autonomy::Guided),
            home: Some(Home { commune: "62069".to_owned(), year: 2025 }),
            age: Some(AgeBand::Elder),
            situation: Some(Situation::Retired),
            redirected: Some(Redirected::SocialHelp),
            learner: Some(LearnerRef::from_bytes(id(7))),
            at: At(1_759_305_600_000),
            by: PersonId::from_bytes(id(4)),
        };
        let told = serde_json::to_string(&Recorded::of(&help)).unwrap();
        for private in ["62069", "70-and-over", "retired", "at-home", &help.learner.unwrap().to_string()] {
            assert!(!told.contains(private), "{told} tells {private}");
        }
    }
}
