//! `passegue import`: the places that a file lists come into the registry, beside a centre that may be running; or a whole
//! network is rebuilt where there is none.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use registry::{
    import_listings::{Mode, import_listings},
    import_report::Report,
    territory::{self, Successors},
    venue_file::{self, Mapping, VenueFile},
};
use store::Store;

use super::{
    guarded::Guarded,
    opening::{Where, books, patience, say},
    whole_file::{Standing, WholeFile, why},
};
use crate::{config::Environment, stop::Stop};

mod network;
mod report;

/// What is imported.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum What {
    /// Recenser les lieux d'un fichier : standard national (v1 ou v0, CSV ou JSON), ou autres colonnes avec --mapping.
    #[command(after_help = AFTER)]
    Venues(Venues),
    /// Reconstruire tout le réseau dans une base vide, à partir de ce qu'« export network » a écrit.
    Network(network::Wanted),
}

const AFTER: &str = "\
Chaque ligne finit importée, mise à jour, inchangée ou refusée, avec la raison ; ce qui est à vérifier suit
« attention ». Le fichier entier est écrit en une fois, ou pas du tout. Relancer la commande ne change rien.

Codes de sortie : 0 le fichier a été lu, même si des lignes sont refusées ; 2 commande incomprise ;
3 le fichier n'a pas pu être lu ou écrit dans la base : rien n'a changé.";

const LONGEST_MAPPING: u64 = 1 << 20;

/// A file of venues.
#[derive(Clone, Debug, clap::Args)]
struct Venues {
    /// Le fichier des lieux.
    #[arg(value_name = "FICHIER")]
    file: PathBuf,
    /// La correspondance des colonnes, pour un fichier qui ne suit pas le standard.
    #[arg(long, value_name = "FICHIER")]
    mapping: Option<PathBuf>,
    /// Qui publie les lignes qui ne le disent pas (sinon le nom du fichier).
    #[arg(long, value_name = "NOM")]
    source: Option<String>,
    /// Dire ce qui serait fait, sans rien écrire.
    #[arg(long)]
    dry_run: bool,
    /// Écrire aussi le rapport dans ce fichier, en CSV.
    #[arg(long, value_name = "FICHIER.csv")]
    report: Option<PathBuf>,
    /// Remplacer le fichier de --report s'il existe déjà.
    #[arg(long, requires = "report")]
    force: bool,
    /// Dire le rapport en JSON, pour une machine.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Where,
}

/// Imports, and says what became of every row.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    match args.what {
        What::Venues(venues) => import(venues, environment).await,
        What::Network(wanted) => network::run(wanted, environment).await,
    }
}

async fn import(asked: Venues, environment: &Environment) -> Result<(), Stop> {
    let Venues { file, mapping, source, dry_run, report, force, json, place } = asked;
    let source = named(source, &file)?;
    let (data, place) = place.of(environment)?;
    let guarded = Guarded::of(&data, &place);
    let store = books(place)?;
    let standing = if force { Standing::Replaced } else { Standing::Kept };
    let begin = |place: PathBuf| {
        beside(&place, &[Some(&file), mapping.as_ref()])?;
        WholeFile::begin(&place, standing, &guarded, store.chance())
    };
    let sheet = report.map(begin).transpose()?;
    let bar = patience("Le fichier est lu…");
    let VenueFile { rows, layout, remarks } = read(&store, &file, mapping.as_deref(), dry_run).await?;
    bar.set_message("Les lieux sont comparés et écrits…");
    let mode = if dry_run { Mode::Look } else { Mode::Write };
    let rows = import_listings(&store, rows, &source, mode).await?;
    bar.finish_and_clear();
    let report = Report { file: file.display().to_string(), source, layout, remarks, dry_run, rows };
    match json {
        true => say(report::json(&report)?),
        false => report::lines(&report).for_each(say),
    }
    sheet.map_or(Ok(()), |sheet| sheet.put(&report.csv()?))
}

/// Who publishes what does not say it: as told, else the name of the file.
fn named(source: Option<String>, file: &Path) -> Result<String, Stop> {
    let stem = || file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = source.or_else(stem).map(|name| name.trim().to_owned()).unwrap_or_default();
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(Stop::usage("Dites qui publie ce fichier : --source prend un nom."));
    }
    Ok(name)
}

/// The rows of the file. A centre brings its territory when it starts; an import may come before, and brings it then.
async fn read(store: &Store, file: &Path, mapping: Option<&Path>, dry_run: bool) -> Result<VenueFile, Stop> {
    let mapping = mapping.map(read_mapping).transpose()?;
    let year = territory::known_year(store.now().day().year());
    let bare = store.read("territory", move |conn| Ok(territory::communes(conn, year)?.is_empty())).await?;
    let successors = match bare {
        true => Successors::built_in()?,
        false => store.read("territory", |conn| Ok(Successors::read(conn)?)).await?,
    };
    let told = |unreadable| Stop::refused(format!("{} : {unreadable}", file.display()));
    let read = venue_file::read(file, mapping.as_ref(), &successors).map_err(told)?;
    if bare && !dry_run {
        territory::import(store).await?;
    }
    Ok(read)
}

fn read_mapping(path: &Path) -> Result<Mapping, Stop> {
    let cannot =
        |why: &str| Stop::refused(format!("La correspondance {} ne peut pas être lue : {why}.", path.display()));
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST_MAPPING + 1).read_to_end(&mut bytes));
    read.map_err(|error| cannot(why(&error)))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LONGEST_MAPPING) {
        return Err(cannot("elle dépasse 1 Mio"));
    }
    let text = String::from_utf8(bytes).map_err(|_| cannot("ce n'est pas du texte en UTF-8"))?;
    Mapping::parse(&text).map_err(|unreadable| Stop::refused(format!("{} : {unreadable}", path.display())))
}

/// The report never takes the place of what is read, whatever is forced.
fn beside(place: &Path, read: &[Option<&PathBuf>]) -> Result<(), Stop> {
    let same =
        |other: &&PathBuf| place.canonicalize().is_ok_and(|place| other.canonicalize().is_ok_and(|it| it == place));
    match read.iter().flatten().any(same) {
        true => Err(Stop::usage("--report écrirait par-dessus un fichier lu : donnez-lui un autre nom.")),
        false => Ok(()),
    }
}
