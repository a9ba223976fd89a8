//! `passegue restore`: a backup put back, all of it or nothing.

use std::path::PathBuf;

use cheques::books::check;
use kernel::{chance::Chance, clock::Clock};
use store::{Store, migrate::Books, store::Settings};

use super::{
    backup::name_unfinished,
    check::told,
    opening::{Where, patience, say},
};
use crate::{
    backup::{
        passphrase,
        put_back::{Aside, Backup, Keys, Target, put_back},
    },
    config::{Environment, Place},
    stop::Stop,
};

/// The options.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Dossier de la sauvegarde.
    #[arg(value_name = "SAUVEGARDE")]
    from: PathBuf,
    /// Mettre de côté les données déjà présentes (rien n'est effacé).
    #[arg(long)]
    force: bool,
    /// Fichier qui contient la phrase secrète (sinon PASSEGUE_PASSPHRASE, sinon demandée au clavier).
    #[arg(long, value_name = "FICHIER")]
    passphrase_file: Option<PathBuf>,
    /// Dossier « keys » gardé au coffre, pour une sauvegarde faite sans les secrets.
    #[arg(long, value_name = "DOSSIER", conflicts_with = "passphrase_file")]
    keys: Option<PathBuf>,
    /// Liste des personnes effacées depuis (« forgotten.txt »), gardée ailleurs que dans les sauvegardes.
    #[arg(long, value_name = "FICHIER")]
    forgotten: Option<PathBuf>,
    #[command(flatten)]
    place: Where,
}

/// Verifies, puts back, checks the books, and says the next step.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    let (data, place) = args.place.clone().of(environment)?;
    let backup = Backup::open(args.from.clone())?;
    let keys = keys(&backup, &args, environment)?;
    let (clock, chance) = (Clock::wall(), Chance::from_machine());
    let target = Target { data, place, force: args.force, forgotten: args.forgotten.clone() };
    name_unfinished(&target.data);
    let bar = patience("La sauvegarde est vérifiée, puis remise en place…");
    let aside = put_back(&backup, &keys, &target, &clock, &chance).await?;
    bar.finish_and_clear();
    let day = kernel::words::long_day(backup.manifest.at.day());
    let (hour, minute) = backup.manifest.at.paris_time();
    say(format!("Sauvegarde du {day} à {hour} h {minute:02} remise en place dans {}.", target.data.display()));
    set_aside(&aside);
    let checked = checked(&target.place, clock).await;
    next_step(&target);
    checked
}

fn keys(backup: &Backup, args: &Args, environment: &Environment) -> Result<Keys, Stop> {
    if let Some(folder) = &args.keys {
        return Ok(Keys::Folder(folder.clone()));
    }
    if !backup.has_secrets() {
        return Err(Stop::refused(
            "Cette sauvegarde ne contient pas les clés : sans elles, aucun chèque imprimé ne serait reconnu. \
             Rien n'a été touché. Donnez le dossier « keys » gardé au coffre avec --keys.",
        ));
    }
    match passphrase::given(environment, args.passphrase_file.as_deref(), false)? {
        Some(passphrase) => Ok(Keys::Sealed(backup.unseal(&passphrase)?)),
        None => Err(Stop::usage(
            "Il manque la phrase secrète de cette sauvegarde : donnez PASSEGUE_PASSPHRASE ou --passphrase-file.",
        )),
    }
}

fn set_aside(aside: &Aside) {
    match aside.forgotten {
        0 => {}
        1 => say("Une fiche effacée depuis cette sauvegarde l'a été de nouveau."),
        many => say(format!("{many} fiches effacées depuis cette sauvegarde l'ont été de nouveau.")),
    }
    if let Some(folder) = &aside.folder {
        say(format!("L'ancien dossier est gardé ici : {}", folder.display()));
    }
    if let Some(schema) = &aside.schema {
        say(format!("Les anciennes tables sont gardées dans le schéma {schema} de PostgreSQL."));
    }
}

async fn checked(place: &Place, clock: Clock) -> Result<(), Stop> {
    let bar = patience("Les comptes sont vérifiés…");
    let (place, chance) = (place.clone(), Chance::from_machine());
    let store = Store::open(Settings { place, books: Books::Centre, clock, chance, migrate: false, readers: 1 })?;
    let report = check::run(&store).await?;
    bar.finish_and_clear();
    told(&report)
}

fn next_step(target: &Target) {
    let same = match target.place {
        Place::Sqlite(_) => "",
        Place::Postgres(_) => ", avec la même DATABASE_URL",
    };
    say(format!("Étape suivante : passegue serve --data {}{same}", target.data.display()));
    say("Ce qui a été fait après la sauvegarde n'y est pas : demandez aux lieux de présenter de nouveau ces chèques.");
}
