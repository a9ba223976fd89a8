//! `passegue export`: places in the words of the national standard, entries in an accountant's, the whole network for whoever
//! goes on with it.

use std::path::{Path, PathBuf};

use registry::{
    publish_listings::{Published, publish_listings},
    venue_sheet,
};

use super::{
    guarded::Guarded,
    opening::{Where, books, patience, say},
    whole_file::{Standing, WholeFile},
};
use crate::{config::Environment, stop::Stop};

mod fec;
mod network;

/// What is exported.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum What {
    /// Écrire les lieux recensés et les lieux agréés du réseau, au standard national v1.0.2.
    Venues(Venues),
    /// Écrire le fichier des écritures comptables (FEC), pour l'expert-comptable ou l'administration.
    Fec(fec::Wanted),
    /// Écrire tout le réseau dans un dossier, pour qu'un autre opérateur continue : CSV décrits, et enveloppe des secrets.
    #[command(after_help = network::AFTER)]
    Network(network::Wanted),
}

/// A file of venues.
#[derive(Clone, Debug, clap::Args)]
struct Venues {
    /// Le fichier à écrire.
    #[arg(value_name = "FICHIER")]
    file: PathBuf,
    /// Son format (sinon celui que dit son nom, sinon CSV).
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Remplacer le fichier s'il existe déjà.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    place: Where,
}

/// How places are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// The 32 columns of the standard.
    Csv,
    /// The same as a list of objects.
    Json,
}

/// Writes what is asked, whole or not at all.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    match args.what {
        What::Venues(wanted) => venues(wanted, environment).await,
        What::Fec(wanted) => fec::run(wanted, environment).await,
        What::Network(wanted) => network::run(wanted, environment),
    }
}

async fn venues(wanted: Venues, environment: &Environment) -> Result<(), Stop> {
    let Venues { file, format, force, place } = wanted;
    let (data, place) = place.of(environment)?;
    let guarded = Guarded::of(&data, &place);
    let store = books(place)?;
    let standing = if force { Standing::Replaced } else { Standing::Kept };
    let whole = WholeFile::begin(&file, standing, &guarded, store.chance())?;
    let bar = patience("Les lieux sont écrits…");
    let Published { mut listed, ours } = publish_listings(&store).await?;
    let (others, own) = (listed.len(), ours.len());
    listed.extend(ours);
    let content = match format.unwrap_or_else(|| named(&file)) {
        Format::Csv => venue_sheet::csv(&listed)?,
        Format::Json => venue_sheet::json(&listed)?,
    };
    whole.put(&content)?;
    bar.finish_and_clear();
    let all = others + own;
    say(format!("{all} lieu(x) dans {} : {others} recensé(s), {own} agréé(s) par le réseau.", file.display()));
    Ok(())
}

fn named(file: &Path) -> Format {
    match file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        true => Format::Json,
        false => Format::Csv,
    }
}
