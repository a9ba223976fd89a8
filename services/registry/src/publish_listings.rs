//! Publishing: the places that others list, and the network's own accredited venues, in the words of the national standard.

use std::collections::HashMap;

use kernel::{
    clock::At,
    ids::{StructureId, VenueId},
};
use store::{Fault, Reply, Store, conn::AnyConn};

use crate::{
    directory::{self, Entry},
    listing::{self, OUR_SOURCE},
    rows::{self, structure::StructureRow},
    territory::folded,
    venue_file::ListedPlace,
};

/// What is published.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// Places that others list, by source and identifier.
    pub listed: Vec<ListedPlace>,
    /// Venues of this network that take cheques now, by name.
    pub ours: Vec<ListedPlace>,
}

/// The fee under which v0 came to file the places that take the Pass.
const FREE_FOR_SOME: &str = "Gratuit sous condition";

/// All that can be published, at one instant. The number of statements does not depend on the number of places.
pub async fn publish_listings(store: &Store) -> Reply<Published> {
    let now = store.now();
    store
        .read_still("venues.publish", move |conn| Ok(Published { listed: listed(conn)?, ours: accredited(conn, now)? }))
        .await
}

fn listed(conn: &mut AnyConn) -> Result<Vec<ListedPlace>, Fault> {
    let place = |(document, changed_at): (String, At)| {
        let place = listing::read(&document)?;
        // The standard wants a day. Where the source gives none, it is the one on which we heard of it.
        let updated_on = place.updated_on.or(Some(changed_at.day()));
        Ok(ListedPlace { updated_on, ..place })
    };
    rows::listing::documents(conn)?.into_iter().map(place).collect()
}

fn accredited(conn: &mut AnyConn, now: At) -> Result<Vec<ListedPlace>, Fault> {
    let mut entries = directory::accredited(conn, now)?;
    entries.sort_by_cached_key(|entry| (folded(&entry.name), entry.id));
    let structures: Vec<StructureId> = entries.iter().map(|entry| entry.structure).collect();
    let pivots: HashMap<StructureId, String> =
        rows::structure::read(conn, &structures)?.into_iter().filter_map(pivot).collect();
    let venues: Vec<VenueId> = entries.iter().map(|entry| entry.id).collect();
    let opened: HashMap<VenueId, At> =
        rows::venue::opened(conn, &venues)?.into_iter().map(|(venue, at)| (venue.0, At(at))).collect();
    let postcodes: HashMap<String, String> =
        rows::territory::all(conn)?.into_iter().map(|row| (row.code, row.postcode)).collect();
    let place = |entry: &Entry| ListedPlace {
        pivot: pivots.get(&entry.structure).cloned(),
        postcode: postcodes.get(&entry.commune.code).cloned().unwrap_or_default(),
        updated_on: opened.get(&entry.id).map(|at| at.day()),
        ..as_listed(entry)
    };
    Ok(entries.iter().map(|entry| place(entry)).collect())
}

fn as_listed(entry: &Entry) -> ListedPlace {
    ListedPlace {
        id: Some(entry.id.to_string()),
        name: entry.name.clone(),
        commune: entry.commune.name.clone(),
        insee: Some(entry.commune.code.clone()),
        address: entry.address.clone(),
        point: Some(entry.point),
        phone: international(&entry.phone),
        hours: Some(entry.hours.clone()).filter(|hours| !hours.is_empty()),
        mails: said(&entry.mail),
        websites: said(&entry.website),
        detail: entry.description.clone(),
        special_care: ways(entry, true),
        access_ways: ways(entry, false),
        source: Some(OUR_SOURCE.to_owned()),
        fees: vec![FREE_FOR_SOME.to_owned()],
        takes_pass: true,
        ..ListedPlace::default()
    }
}

fn said(text: &str) -> Vec<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty()).into_iter().collect()
}

fn ways(entry: &Entry, care: bool) -> Vec<String> {
    entry.access.iter().filter(|way| way.is_care() == care).map(|way| way.standard().to_owned()).collect()
}

fn pivot(row: StructureRow) -> Option<(StructureId, String)> {
    Some((row.id.0, row.siret.or(row.rna)?))
}

/// Ten digits are a French number; the standard wants its country.
fn international(phone: &str) -> Option<String> {
    match phone.strip_prefix('0') {
        Some(rest) if rest.len() == 9 => Some(format!("+33{rest}")),
        _ => Some(phone.to_owned()).filter(|phone| phone.starts_with('+')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_are_written_with_their_country() {
        let cases =
            [("0321867169", Some("+33321867169")), ("+33321867169", Some("+33321867169")), ("3949", None), ("", None)];
        for (written, told) in cases {
            assert_eq!(international(written).as_deref(), told, "{written}");
        }
    }
}
