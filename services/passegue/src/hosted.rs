//! The venues without a machine of their own: the node's crate mounted here, one database for all of them.

use std::{path::Path, sync::Arc};

use kernel::{chance::Chance, clock::Clock, ids::VenueId};
use node::{House, IsOpen, Served, agenda::Agenda, push::Sink};
use registry::agenda::{self, AgendaDocument};
use store::{
    Fault, Store, Trouble, beside,
    conn::{self, Place},
    migrate::Books,
    store::Settings,
};

use crate::{
    directory::{Roll, fault},
    openings::open_among,
    rows,
};

const READERS: u32 = 4;

/// What the hosted venues' database is opened with.
pub(crate) struct HostedSettings {
    pub(crate) place: Place,
    pub(crate) migrate: bool,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
}

/// Where the hosted venues' own tables are: `nodes/hosted.sqlite` beside the centre's file, or on PostgreSQL a schema
/// beside the centre's, made when it is absent: `hosted`, or the centre's schema followed by `_hosted`.
pub(crate) async fn place(store: &Store, data: &Path) -> Result<Place, Fault> {
    match store.place() {
        Place::Sqlite(_) => Ok(file(data)),
        Place::Postgres(url) => Ok(Place::Postgres(with_schema(url, &rows::hosted_schema(store).await?))),
    }
}

/// The same beside a centre's database that nothing has opened, if it is there: nothing is made.
pub(crate) fn found_beside(centre: &Place, data: &Path) -> Result<Option<Place>, Fault> {
    match centre {
        Place::Sqlite(_) => Ok(Some(file(data)).filter(|place| matches!(place, Place::Sqlite(path) if path.exists()))),
        Place::Postgres(url) => Ok(beside::find(centre)?.map(|schema| Place::Postgres(with_schema(url, &schema)))),
    }
}

/// The hosted venues' own file of SQLite in a folder of data.
pub(crate) fn file(data: &Path) -> Place {
    Place::Sqlite(data.join("nodes").join("hosted.sqlite"))
}

/// Every venue of the roll that has no machine of its own.
///
/// A venue that the registry of these books does not let receive anybody takes no bookings.
pub(crate) fn open(settings: HostedSettings, roll: &Arc<Roll>, centre: &Store) -> Result<House, Fault> {
    let HostedSettings { place, migrate, clock, chance } = settings;
    let migrate = migrate || matches!(&place, Place::Sqlite(path) if !path.exists());
    let store = Store::open(Settings { place, books: Books::Node, clock, chance, migrate, readers: READERS })?;
    let (roll, centre) = (roll.clone(), centre.clone());
    let house = House::new(store, Served::All, Arc::new(move |venue: VenueId| roll.hosted_owner(venue)));
    Ok(house.opened_by(Arc::new(move |venue: VenueId| -> IsOpen {
        let centre = centre.clone();
        Box::pin(async move { open_among(&centre, vec![venue]).await.map(|open| !open.is_empty()).map_err(fault) })
    })))
}

/// Delivers agendas to the registry of this very process.
pub(crate) struct ToRegistry(pub(crate) Store);

impl Sink for ToRegistry {
    async fn deliver(&self, agenda: &Agenda) -> Result<(), Fault> {
        let document = as_document(agenda)?;
        agenda::receive(&self.0, agenda.venue_id, document).await.map(drop).map_err(|trouble| match trouble {
            Trouble::Broken(fault) => fault,
            Trouble::Refused(refusal) => Fault::broken(format!("the registry refused an agenda: {}", refusal.code)),
        })
    }
}

/// The two crates do not know each other: they agree on the document.
fn as_document(agenda: &Agenda) -> Result<AgendaDocument, Fault> {
    serde_json::to_value(agenda)
        .and_then(serde_json::from_value)
        .map_err(|error| Fault::because("an agenda is not a document of the registry", error))
}

/// The same database under another schema: the address's own `search_path` gives way.
fn with_schema(url: &str, schema: &str) -> String {
    let (address, settings) = url.split_at(conn::settings_at(url));
    format!("{address}{}", settings_with_schema(settings, schema))
}

fn settings_with_schema(settings: &str, schema: &str) -> String {
    const OPTIONS: [&str; 2] = ["?options=", "&options="];
    const SEARCH_PATH: &str = "-csearch_path%3D";
    let path = format!("{SEARCH_PATH}{}", escaped(schema));
    let end_of = |from: usize, ends: &[char]| settings[from..].find(ends).map_or(settings.len(), |at| from + at);
    let Some(options) = OPTIONS.iter().find_map(|options| settings.find(options)) else {
        let sign = if settings.is_empty() { '?' } else { '&' };
        return format!("{settings}{sign}options={path}");
    };
    let options_end = end_of(options + 1, &['&', '#']);
    let Some(at) = settings[options..options_end].find(SEARCH_PATH).map(|at| options + at) else {
        return format!("{}%20{path}{}", &settings[..options_end], &settings[options_end..]);
    };
    let end = end_of(at + SEARCH_PATH.len(), &['&', '#', ' ', '+']);
    let end = settings[at..end].find("%20").map_or(end, |space| at + space);
    format!("{}{path}{}", &settings[..at], &settings[end..])
}

fn escaped(schema: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    schema.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_schema_of_the_same_database() {
        let cases = [
            ("postgres://u:p@h/db", "postgres://u:p@h/db?options=-csearch_path%3Dhosted"),
            ("postgres://h/db?sslmode=require", "postgres://h/db?sslmode=require&options=-csearch_path%3Dhosted"),
            ("postgres://h/db?options=-csearch_path%3Dt1", "postgres://h/db?options=-csearch_path%3Dhosted"),
            (
                "postgres://h/db?options=-csearch_path%3Dt1%20-cdefault_transaction_isolation%3Dserializable&a=b",
                "postgres://h/db?options=-csearch_path%3Dhosted%20-cdefault_transaction_isolation%3Dserializable&a=b",
            ),
            (
                "postgres://h/db?options=-cstatement_timeout%3D5s&a=b",
                "postgres://h/db?options=-cstatement_timeout%3D5s%20-csearch_path%3Dhosted&a=b",
            ),
            ("postgres://u:a?b@h/db", "postgres://u:a?b@h/db?options=-csearch_path%3Dhosted"),
            (
                "postgres://u:options=-csearch_path%3Dt1@h/db",
                "postgres://u:options=-csearch_path%3Dt1@h/db?options=-csearch_path%3Dhosted",
            ),
            (
                "postgres://u:?options=a&b@h/db?a=-csearch_path%3Dt1",
                "postgres://u:?options=a&b@h/db?a=-csearch_path%3Dt1&options=-csearch_path%3Dhosted",
            ),
        ];
        for (url, expected) in cases {
            assert_eq!(with_schema(url, "hosted"), expected);
        }
        assert_eq!(with_schema("postgres://h/db", "été"), "postgres://h/db?options=-csearch_path%3D%C3%A9t%C3%A9");
    }
}
