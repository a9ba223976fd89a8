//! Accreditation: an application, its decision, and the right that comes of it.

use kernel::{
    access::{Action, Actor, Reach},
    clock::{At, Day},
    ids::{ApplicationId, StructureId, VenueId},
};
use serde::{Deserialize, Serialize};
use store::{Fault, Reply, Store};

use crate::{
    account,
    rows::accreditation::{self as rows, ApplicationRow},
};

/// Where an application stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "stage")]
pub enum Stage {
    /// Waits for somebody else than who applied.
    Pending,
    /// Granted until the end of a day.
    Accepted {
        /// When it was decided.
        at: At,
        /// The last day of the right.
        last_day: Day,
    },
    /// Not granted.
    Refused {
        /// When it was decided.
        at: At,
        /// Why.
        reason: String,
    },
}

/// The stages' names, in the order of a life.
pub const STAGES: [&str; 3] = ["pending", "accepted", "refused"];

impl Stage {
    /// As it is kept: `pending`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Pending => STAGES[0],
            Self::Accepted { .. } => STAGES[1],
            Self::Refused { .. } => STAGES[2],
        }
    }

    fn of(row: &ApplicationRow) -> Result<Self, Fault> {
        let broken = || Fault::broken("an application is decided without what a decision bears");
        let at = row.decided_at.map(At);
        Ok(match row.stage.as_str() {
            "accepted" => Self::Accepted {
                at: at.ok_or_else(broken)?,
                last_day: row.until.map(|until| At(until).plus_ms(-1).day()).ok_or_else(broken)?,
            },
            "refused" => Self::Refused { at: at.ok_or_else(broken)?, reason: row.reason.clone().ok_or_else(broken)? },
            _ => Self::Pending,
        })
    }
}

/// An application as it may be shown to those it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its identifier.
    pub id: ApplicationId,
    /// For which venue.
    pub venue: VenueId,
    /// The venue's name.
    pub venue_name: String,
    /// The structure that answers for it.
    pub structure: StructureId,
    /// The structure's name.
    pub structure_name: String,
    /// Whose cheques are meant; none: all funders'.
    pub funder: Option<StructureId>,
    /// Who holds the account.
    pub holder: String,
    /// The IBAN, masked.
    pub iban: String,
    /// The BIC.
    pub bic: String,
    /// When it was made.
    pub applied_at: At,
    /// Where it stands.
    #[serde(flatten)]
    pub stage: Stage,
}

impl Application {
    pub(crate) fn of(row: ApplicationRow) -> Result<Self, Fault> {
        let stage = Stage::of(&row)?;
        Ok(Self {
            id: row.id.0,
            venue: row.venue.0,
            venue_name: row.venue_name,
            structure: row.structure.0,
            structure_name: row.structure_name,
            funder: row.funder.map(|it| it.0),
            holder: row.holder,
            iban: account::masked(&row.iban),
            bic: row.bic,
            applied_at: At(row.applied_at),
            stage,
        })
    }
}

/// Where a page of applications goes on: after this instant and identifier.
pub type Cursor = (i64, ApplicationId);

/// The applications at one of these stages that the caller may see, oldest first, `most` at most.
pub async fn applications(
    store: &Store,
    actor: &Actor,
    stages: Vec<&'static str>,
    after: Option<Cursor>,
    most: i64,
) -> Reply<Vec<Application>> {
    let of = match (actor.reach(Action::Applications), actor.organisation()) {
        (Reach::Any, _) => None,
        (Reach::Own, Some(own)) => Some(own),
        (Reach::Own | Reach::Never, _) => return Ok(Vec::new()),
    };
    let page = rows::Page { after: after.unwrap_or((i64::MIN, ApplicationId::from_bytes([0; 16]))), most };
    let found = store.read("applications", move |conn| Ok(rows::applications(conn, &stages, of, &page)?)).await?;
    Ok(found.into_iter().map(Application::of).collect::<Result<_, _>>()?)
}
