//! `passegue export fec`: the accounting entries of some days, page by page, beside a centre that may be running.

use std::{
    io::BufWriter,
    path::{Path, PathBuf},
};

use cheques::books::{
    export_fec::{exercise, siren},
    fec::{self, Written},
};
use kernel::clock::Day;

use crate::{
    commands::{
        guarded::Guarded,
        opening::{Where, books, patience, say},
        whole_file::{Standing, WholeFile},
    },
    config::Environment,
    stop::Stop,
};

/// What is exported.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Wanted {
    /// Le dossier où écrire le fichier ; son nom est celui que veut l'administration (SIRENFECAAAAMMJJ.txt).
    #[arg(value_name = "DOSSIER")]
    folder: PathBuf,
    /// Le SIREN du réseau, neuf chiffres.
    #[arg(long, value_name = "SIREN")]
    siren: String,
    /// Le premier jour de l'exercice (sinon depuis la première écriture).
    #[arg(long, value_name = "AAAA-MM-JJ")]
    from: Option<Day>,
    /// Le dernier jour de l'exercice (sinon aujourd'hui).
    #[arg(long, value_name = "AAAA-MM-JJ")]
    until: Option<Day>,
    /// Remplacer le fichier s'il existe déjà.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    place: Where,
}

/// Writes the file, whole or not at all, and says what is in it.
pub(super) async fn run(wanted: Wanted, environment: &Environment) -> Result<(), Stop> {
    let Wanted { folder, siren: typed, from, until, force, place } = wanted;
    let siren = siren(&typed).map_err(|_| Stop::usage("Ce n'est pas un SIREN : neuf chiffres, avec leur clé."))?;
    let (data, place) = place.of(environment)?;
    let guarded = Guarded::of(&data, &place);
    let store = books(place)?;
    let today = store.now().day();
    let exercise = exercise(from, until.unwrap_or(today), today).map_err(|_| {
        Stop::usage("Ces dates ne vont pas ensemble : du premier au dernier jour, et pas dans l'avenir.")
    })?;
    make(&folder)?;
    let path = folder.join(exercise.file_name(&siren));
    let standing = if force { Standing::Replaced } else { Standing::Kept };
    let whole = WholeFile::begin(&path, standing, &guarded, store.chance())?;
    let mut out = BufWriter::with_capacity(256 * 1024, whole.pieces()?);
    let bar = patience("Les écritures sont écrites…");
    let written = store.read("export.fec", move |conn| Ok(fec::write(conn, &mut out, exercise)?)).await?;
    whole.keep()?;
    bar.finish_and_clear();
    told(&path, &written);
    Ok(())
}

fn make(folder: &Path) -> Result<(), Stop> {
    std::fs::create_dir_all(folder)
        .map_err(|error| crate::backup::disk::cannot("Le dossier", folder, "être créé", &error))
}

fn told(path: &Path, written: &Written) {
    let Written { entries, lines, cents } = *written;
    let total = kernel::words::euros(kernel::cents::Cents::new(cents));
    say(format!("{entries} écriture(s), {lines} ligne(s), {total} au débit comme au crédit, dans {}.", path.display()));
    say(cheques::books::plan::TO_BE_CONFIRMED);
}
