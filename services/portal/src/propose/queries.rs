//! What the page of proposals asks of the network.

use cynic::QueryBuilder;
use kernel::access::Role;

use crate::{
    learners::values::{AccessNeed, Transport},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
};

/// Who looks for a session for somebody.
pub(super) const RECEIVE: [Role; 3] = [Role::Prescriber, Role::CounterStaff, Role::VenueManager];

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $value:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
        pub(super) enum $name { $($variant,)* }

        impl $name {
            /// As forms and sentences name it.
            pub(super) const fn word(self) -> &'static str {
                match self { $(Self::$variant => $value,)* }
            }
        }
    };
}

words! {
    /// What somebody can do, and for whom a workshop is.
    SkillLevel { Untouched "jamais", Beginner "debutant", Intermediate "intermediaire", Advanced "avance", }
}
words! {
    /// A part of the day.
    DayPart { Morning "matin", Afternoon "apres-midi", Evening "soir", }
}
words! {
    /// How a level suits.
    LevelFit { Fits "convient", Above "dessus", Below "dessous", ForAll "tous", Unknown "inconnu", }
}

/// The levels that may be said of somebody, lowest first.
pub(super) const LEVELS: [SkillLevel; 4] =
    [SkillLevel::Untouched, SkillLevel::Beginner, SkillLevel::Intermediate, SkillLevel::Advanced];

/// The parts of the day, in order.
pub(super) const PARTS: [DayPart; 3] = [DayPart::Morning, DayPart::Afternoon, DayPart::Evening];

/// For whom a session is sought.
#[derive(cynic::InputObject)]
pub(super) struct RecommendationInput {
    pub(super) learner_id: Option<cynic::Id>,
    pub(super) home_commune: Option<String>,
    pub(super) transport: Option<Transport>,
    pub(super) level: Option<SkillLevel>,
    pub(super) theme: Option<String>,
    pub(super) days: Vec<i32>,
    pub(super) parts: Vec<DayPart>,
    pub(super) cheques: Option<i32>,
}

#[derive(cynic::QueryVariables)]
struct Vars {
    input: RecommendationInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Vars")]
struct Sought {
    #[arguments(input: $input, first: 20)]
    recommendations: RecommendationConnection,
}

#[derive(cynic::QueryFragment)]
struct RecommendationConnection {
    nodes: Vec<Recommendation>,
}

/// A session that is proposed.
#[derive(Clone, cynic::QueryFragment)]
pub(super) struct Recommendation {
    pub(super) venue_id: cynic::Id,
    pub(super) session_id: cynic::Id,
    pub(super) venue_name: String,
    pub(super) commune_name: String,
    pub(super) phone: Option<String>,
    pub(super) title: String,
    pub(super) starts_at: String,
    pub(super) seats: i32,
    pub(super) price_cheques: i32,
    pub(super) level: SkillLevel,
    pub(super) discovery: bool,
    pub(super) distance_km: Option<f64>,
    pub(super) weekday: i32,
    pub(super) part: DayPart,
    pub(super) fit: LevelFit,
    pub(super) wanted_theme: bool,
    pub(super) fills_gap: bool,
    pub(super) met: Vec<AccessNeed>,
    pub(super) unmet: Vec<AccessNeed>,
    pub(super) own_language: bool,
}

/// The twenty sessions that suit best, best first.
pub(super) async fn sought(
    portal: &Portal,
    member: &Member,
    input: RecommendationInput,
) -> Result<Vec<Recommendation>, Trouble> {
    Ok(portal.ask(&member.visitor, Sought::build(Vars { input })).await?.recommendations.nodes)
}
