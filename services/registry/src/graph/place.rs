//! Communes as people look for them.

use async_graphql::{ID, SimpleObject};

use super::venue::Point;
use crate::places;

/// A commune of the territory that may be meant.
#[derive(SimpleObject)]
pub(super) struct Place {
    /// INSEE code in that year.
    code: ID,
    name: String,
    year: i32,
    /// Shared with other communes: it decides nothing.
    postcode: String,
    /// Its town hall.
    point: Point,
    /// The other name by which it was found: a former one, or that of a commune that ended.
    found_as: Option<String>,
}

impl From<places::Place> for Place {
    fn from(place: places::Place) -> Self {
        let places::Place { code, name, year, postcode, point, found_as } = place;
        Self { code: code.into(), name, year, postcode, point: point.into(), found_as }
    }
}
