//! Where a measure takes place: a folder and a database of its own, named on the command line, marked, and thrown away after.
//!
//! A measure issues, spends and settles. No centre that serves anybody may be taken for one: nothing is migrated or written
//! before that is known, and the environment is not heeded, for it often tells where the real centre is.

use std::{
    fs,
    path::{Path, PathBuf},
};

use gateway::Introspection;
use kernel::{chance::Chance, clock::Clock};
use store::refill;

use super::network::house;
use crate::{
    backup::disk,
    centre::{self, Centre, CentreSettings},
    config::{Environment, Pages, Place},
    post::PostSettings,
    stop::Stop,
};

/// The file in the folder of data that holds the mark.
const MARK: &str = "bench";

/// Where a network is made for a measure, and where it is found again.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Ground {
    /// Dossier des données de la mesure (les variables d'environnement ne comptent pas).
    #[arg(long, value_name = "DOSSIER")]
    data: PathBuf,
    /// Base PostgreSQL de la mesure (sinon SQLite dans ce dossier).
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

impl Ground {
    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.data
    }

    /// Opens a new centre here, marked. Refused, with nothing touched, where anything is already.
    pub(crate) async fn make(self, mark: &str) -> Result<Centre, Stop> {
        let place = self.place()?;
        if !disk::is_free(&self.data)? {
            let folder = self.data.display();
            return Err(Stop::refused(format!(
                "Le dossier {folder} n'est pas vide, et une mesure ne touche à aucun centre : donnez à --data un dossier \
                 nouveau."
            )));
        }
        if refill::holds_data(&place)? {
            return Err(Stop::refused(
                "Cette base contient déjà des données, et une mesure ne touche à aucun centre : donnez à --database-url \
                 une base nouvelle.",
            ));
        }
        let file = self.data.join(MARK);
        let centre = open(place, self.data, true).await?;
        fs::write(&file, mark).map_err(|error| {
            Stop::refused(format!("La marque de la mesure ne peut pas être écrite dans {} ({error}).", file.display()))
        })?;
        Ok(centre)
    }

    /// Opens the centre that was made here under that mark. Refused, with nothing touched, where there is no such centre.
    pub(crate) async fn find(self, mark: &str) -> Result<Centre, Stop> {
        let place = self.place()?;
        let found = fs::read_to_string(self.data.join(MARK)).unwrap_or_default();
        if mark.is_empty() || found != mark {
            let folder = self.data.display();
            return Err(Stop::refused(format!(
                "Le dossier {folder} n'est pas celui du réseau d'essai de cette feuille : lancez d'abord « passegue bench \
                 prepare » sur un dossier nouveau."
            )));
        }
        // Another database than the one that was made knows other keys, and is turned down as it is.
        open(place, self.data, false).await
    }

    fn place(&self) -> Result<Place, Stop> {
        Environment::of([])?.place(&self.data, self.database_url.clone())
    }
}

async fn open(place: Place, data: PathBuf, migrate: bool) -> Result<Centre, Stop> {
    let (clock, chance) = (Clock::wall(), Chance::from_machine());
    let (hosted_place, house, introspection) = (None, house(), Introspection::Closed);
    let pages = Pages::on_this_machine();
    let (post, site, behind_proxy) = (PostSettings::Absent, None, false);
    let settings = CentreSettings {
        place,
        data,
        hosted_place,
        house,
        clock,
        chance,
        migrate,
        introspection,
        pages,
        post,
        site,
        behind_proxy,
        calendars_at: kernel::address::is_public,
    };
    Ok(centre::open(settings).await?)
}
