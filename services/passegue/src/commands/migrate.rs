//! `passegue migrate`: brings the schema of the centre's books, and of the hosted venues', up to this program.

use kernel::{chance::Chance, clock::Clock};
use store::{
    Store,
    migrate::{self, Books},
    store::Settings,
};

use super::opening::{Where, patience, say};
use crate::{config::Environment, hosted, stop::Stop};

/// The options.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Where,
}

/// Runs the missing migrations and says how many there were.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    let (data, place) = args.place.of(environment)?;
    let bar = patience("Les migrations sont appliquées…");
    let (clock, chance) = (Clock::wall(), Chance::from_machine());
    if let store::conn::Place::Sqlite(path) = &place {
        make_room(path)?;
    }
    let centre = migrate::run(&place, Books::Centre)?;
    let store = Store::open(Settings { place, books: Books::Centre, clock, chance, migrate: false, readers: 1 })?;
    let hosted_place = hosted::place(&store, &data).await?;
    if let store::conn::Place::Sqlite(path) = &hosted_place {
        make_room(path)?;
    }
    let hosted = migrate::run(&hosted_place, Books::Node)?;
    bar.finish_and_clear();
    say(format!("Migrations appliquées : {centre} pour le centre, {hosted} pour les lieux hébergés."));
    Ok(())
}

fn make_room(path: &std::path::Path) -> Result<(), Stop> {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.map_err(|error| Stop::refused(format!("Le dossier de la base ne peut pas être créé ({error}).")))
}
