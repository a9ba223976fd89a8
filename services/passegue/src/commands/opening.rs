//! What most commands begin with: the books of the centre, opened beside a centre that may be running.

use std::{
    io::{IsTerminal, Write, stderr, stdout},
    path::{Path, PathBuf},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget};
use kernel::{access::token::KeySet, chance::Chance, clock::Clock};
use store::{Store, migrate::Books, store::Settings};

use crate::{
    config::{Environment, Place},
    stop::Stop,
};

/// Where the centre's data and database are.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Where {
    /// Dossier des données (sinon PASSEGUE_DATA, sinon var/passegue).
    #[arg(long, value_name = "DOSSIER")]
    data: Option<PathBuf>,
    /// Base PostgreSQL (sinon DATABASE_URL, sinon SQLite dans le dossier des données).
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

impl Where {
    /// The folder of data, and the place of the database.
    pub(super) fn of(self, environment: &Environment) -> Result<(PathBuf, Place), Stop> {
        let data = environment.data(self.data);
        let place = environment.place(&data, self.database_url)?;
        Ok((data, place))
    }
}

/// Opens the centre's books, which must be there already.
pub(super) fn books(place: Place) -> Result<Store, Stop> {
    exists(&place)?;
    let (clock, chance) = (Clock::wall(), Chance::from_machine());
    Ok(Store::open(Settings { place, books: Books::Centre, clock, chance, migrate: false, readers: 2 })?)
}

/// A file of SQLite that is absent would be made by opening it.
fn exists(place: &Place) -> Result<(), Stop> {
    match place {
        Place::Sqlite(path) if !path.exists() => {
            let path = path.display();
            Err(Stop::refused(format!(
                "La base {path} n'existe pas : vérifiez --data, ou lancez d'abord « passegue serve »."
            )))
        }
        _ => Ok(()),
    }
}

/// The public keys in a document kept in a file.
pub(super) fn public_keys(path: &Path) -> Result<KeySet, Stop> {
    let unreadable =
        || Stop::refused(format!("Les clés publiques ne peuvent pas être lues dans {} (format JWKS).", path.display()));
    let text = std::fs::read_to_string(path).map_err(|_| unreadable())?;
    let document = serde_json::from_str(&text).map_err(|_| unreadable())?;
    KeySet::from_jwks(&document).map_err(|_| unreadable())
}

/// Something that moves while long work goes on, on a terminal only.
pub(super) fn patience(message: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(message);
    match stderr().is_terminal() {
        true => bar.enable_steady_tick(Duration::from_millis(120)),
        false => bar.set_draw_target(ProgressDrawTarget::hidden()),
    }
    bar
}

/// A line for whoever reads the answer; nobody reading any more is no failure.
pub(crate) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(stdout(), "{line}");
}
