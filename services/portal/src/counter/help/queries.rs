//! What the pages of help ask of the network.

use crate::{
    ask::{PageInfo, Refusal},
    schema,
};

/// A closed list of the network, each choice under the name that forms, addresses and sentences bear.
macro_rules! choices {
    ($kind:ident { $($choice:ident $slug:literal,)* }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
        pub(super) enum $kind { $($choice,)* }

        impl $kind {
            /// All of them, in the order in which they are proposed.
            pub(super) const ALL: &'static [Self] = &[$(Self::$choice,)*];

            /// The name that forms, addresses and sentences bear.
            pub(super) const fn slug(self) -> &'static str {
                match self { $(Self::$choice => $slug,)* }
            }

            /// The one of that name.
            pub(super) fn of(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.slug() == slug)
            }
        }
    };
}

choices! {
    HelpTheme {
        Mail "courriel",
        Devices "materiel",
        Internet "internet",
        Safety "securite",
        Health "sante",
        BankAndShopping "banque",
        SocialNetworks "reseaux",
        Contents "contenus",
        OfficeTools "bureautique",
        JobSeeking "emploi",
        School "scolarite",
        Parenting "parentalite",
        Creation "creation",
        Culture "culture",
        ArtificialIntelligence "ia",
        Maintenance "maintenance",
        Business "professionnel",
        Diagnostic "diagnostic",
        Formalities "demarches",
        MoneyAndTaxes "argent",
        Papers "papiers",
        SocialRights "social",
        Family "famille",
        Work "travail",
        Housing "logement",
        Transport "transports",
        Foreigners "etrangers",
        Justice "justice",
        Leisure "loisirs",
        Associations "associations",
    }
}

choices! {
    HelpWay {
        Learn "avec",
        DoFor "place",
    }
}

choices! {
    HelpMode {
        OnSite "lieu",
        AtHome "domicile",
        Phone "distance",
        Elsewhere "ailleurs",
    }
}

choices! {
    HelpAutonomy {
        Guided "guidage",
        Partly "besoin",
        Alone "autonome",
    }
}

choices! {
    HelpAgeBand {
        Minor "mineur",
        Young "jeune",
        Adult "adulte",
        Mature "quarante",
        Senior "soixante",
        Elder "soixante-dix",
    }
}

choices! {
    HelpSituation {
        Retired "retraite",
        Jobless "sans-emploi",
        Working "en-emploi",
        Studying "scolarise",
    }
}

choices! {
    HelpRedirected {
        Administration "administration",
        DigitalHelp "mediation",
        InCharge "operateur",
        SocialHelp "sociale",
        JobSupport "insertion",
        Formalities "demarches",
        Other "autre",
    }
}

// --- What was written down --------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct HelpsVariables {
    pub(super) venue: cynic::Id,
    pub(super) from: Option<String>,
    pub(super) until: Option<String>,
    pub(super) after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "HelpsVariables")]
pub(super) struct HelpsAsked {
    #[arguments(venueId: $venue, from: $from, until: $until, first: 100, after: $after)]
    pub(super) helps: Option<Helps>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Helps {
    pub(super) count: i32,
    pub(super) minutes: i32,
    pub(super) entries: HelpConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct HelpConnection {
    pub(super) nodes: Vec<Help>,
    pub(super) page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Help {
    pub(super) id: cynic::Id,
    pub(super) day: String,
    pub(super) theme: HelpTheme,
    pub(super) minutes: i32,
    pub(super) way: Option<HelpWay>,
    pub(super) mode: HelpMode,
    pub(super) autonomy: Option<HelpAutonomy>,
    pub(super) home_name: Option<String>,
    pub(super) age_band: Option<HelpAgeBand>,
    pub(super) situation: Option<HelpSituation>,
    pub(super) redirected: Option<HelpRedirected>,
    pub(super) card: Option<String>,
    pub(super) at: String,
    pub(super) by: cynic::Id,
    pub(super) by_name: Option<String>,
    pub(super) undone: bool,
    pub(super) undoable: bool,
}

// --- What the next one begins with ------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct UsualVariables {
    pub(super) venue: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "UsualVariables")]
pub(super) struct UsualAsked {
    #[arguments(venueId: $venue, first: 0)]
    pub(super) helps: Option<Usual>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Helps")]
pub(super) struct Usual {
    pub(super) commune_name: Option<String>,
    pub(super) usual: Option<HelpUsual>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct HelpUsual {
    pub(super) minutes: i32,
    pub(super) way: Option<HelpWay>,
    pub(super) mode: HelpMode,
}

// --- The deeds --------------------------------------------------------------------------------------------------------

#[derive(cynic::InputObject)]
pub(super) struct HelpInput {
    pub(super) venue_id: cynic::Id,
    pub(super) theme: HelpTheme,
    pub(super) minutes: i32,
    pub(super) day: Option<String>,
    pub(super) way: Option<HelpWay>,
    pub(super) mode: Option<HelpMode>,
    pub(super) autonomy: Option<HelpAutonomy>,
    pub(super) home_commune: Option<String>,
    pub(super) home_elsewhere: bool,
    pub(super) age_band: Option<HelpAgeBand>,
    pub(super) situation: Option<HelpSituation>,
    pub(super) redirected: Option<HelpRedirected>,
    pub(super) card: Option<String>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct RecordVariables {
    pub(super) key: cynic::Id,
    pub(super) input: HelpInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RecordVariables")]
pub(super) struct RecordHelp {
    #[arguments(key: $key, input: $input)]
    pub(super) record_help: RecordHelpPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct RecordHelpPayload {
    pub(super) help: Option<RecordedHelp>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct RecordedHelp {
    pub(super) day: String,
}

#[derive(cynic::QueryVariables)]
pub(super) struct UndoVariables {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "UndoVariables")]
pub(super) struct UndoHelp {
    #[arguments(key: $key, helpId: $id)]
    pub(super) undo_help: UndoHelpPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct UndoHelpPayload {
    pub(super) refusal: Option<Refusal>,
}
