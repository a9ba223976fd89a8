//! Listing series: public, newest first.

use kernel::ids::VenueId;
use store::Fault;

use crate::{house::House, rows, series::Series};

/// The series of a venue, those that ended too, at most `first`; `None` when the venue is not served here.
pub async fn all_series(house: &House, venue: VenueId, first: i64) -> Result<Option<Vec<Series>>, Fault> {
    if !house.serves(venue) {
        return Ok(None);
    }
    house.read_still("node.series", move |conn| rows::series_of(conn, venue, first)).await.map(Some)
}
