//! The publics of the scheme, as the schema names them.

use async_graphql::Enum;

use crate::order;

/// The publics an order may be for.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "order::Public")]
pub(super) enum Public {
    /// Demandeur d'emploi.
    JobSeeker,
    /// 18-25 ans en parcours d'insertion.
    YoungInIntegration,
    /// 60 ans et plus.
    SixtyAndOver,
    /// Bénéficiaire des minima sociaux.
    SocialMinima,
    /// Autre.
    Other,
}
