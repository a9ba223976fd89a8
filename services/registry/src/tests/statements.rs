//! How many statements an answer takes: the same for one venue and for many.

use std::sync::atomic::Ordering;

use kernel::{clock::At, ids::VenueId};
use store::{Fault, conn::AnyConn};

use super::{Bench, agenda::document};
use crate::{
    agenda,
    directory::{self, Wanted},
    rows,
};

/// What the pages of the portal ask.
fn look_around(conn: &mut AnyConn, venues: &[VenueId], now: At) -> Result<usize, Fault> {
    let wanted = Wanted { commune: Some("62447".to_owned()), ..Wanted::default() };
    directory::search(conn, &wanted, now)?;
    directory::entries(conn, venues)?;
    directory::accredited(conn, now)?;
    agenda::offers(conn, venues, (now, now.plus_ms(1)), 100)?;
    Ok(agenda::next_sessions(conn, venues, now)?.len())
}

async fn counted(bench: &Bench, venues: Vec<VenueId>) -> usize {
    let now = bench.now();
    let look = move |conn: &mut AnyConn| {
        // A fresh connection may ask once what a type is called.
        look_around(conn, &venues, now)?;
        let counter = rows::counting(conn);
        assert_eq!(look_around(conn, &venues, now)?, venues.len());
        Ok(counter.load(Ordering::SeqCst))
    };
    bench.look(look).await
}

#[tokio::test]
async fn statements_do_not_grow_with_venues() {
    let bench = Bench::new().await;
    let mut venues = Vec::new();
    let mut counts = Vec::new();
    for no in 0_u8..12 {
        let venue = bench.accredited(&format!("Lieu {no}"), "62447", 50.30 + f64::from(no) / 100.0, 2.0).await;
        agenda::receive(&bench.store, venue, document(venue, 1, 1, &[bench.now()])).await.unwrap();
        venues.push(venue);
        counts.push(counted(&bench, venues.clone()).await);
    }
    assert!(counts[0] > 0 && counts.iter().all(|count| *count == counts[0]), "{counts:?}");
}
