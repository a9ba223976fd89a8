//! `passegue import network`: a network rebuilt from its hand-over, where there is none yet; all of it or nothing.

use std::path::PathBuf;

use cheques::books::check;
use kernel::{chance::Chance, clock::Clock};
use store::{Store, migrate::Books, store::Settings};

use crate::{
    backup::{
        passphrase::{self, Passphrase},
        put_back::{Aside, Target},
    },
    commands::{
        backup::name_unfinished,
        check::told,
        opening::{Where, patience, say},
    },
    config::{Environment, Place},
    hand_over::rebuild::{HandOver, Secrets, rebuild},
    stop::Stop,
};

/// What is imported.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Wanted {
    /// Dossier écrit par « export network ».
    #[arg(value_name = "DOSSIER")]
    from: PathBuf,
    /// Mettre de côté les données déjà présentes (rien n'est effacé).
    #[arg(long)]
    force: bool,
    /// Fichier qui contient la phrase d'une des deux personnes (sinon PASSEGUE_PASSPHRASE, sinon demandée au clavier).
    #[arg(long, value_name = "FICHIER")]
    passphrase_file: Option<PathBuf>,
    /// Dossier « keys » gardé au coffre, pour une passation sans enveloppe.
    #[arg(long, value_name = "DOSSIER", conflicts_with = "passphrase_file")]
    keys: Option<PathBuf>,
    #[command(flatten)]
    place: Where,
}

/// Verifies, rebuilds, checks the books, and says the next step.
pub(super) async fn run(wanted: Wanted, environment: &Environment) -> Result<(), Stop> {
    let (data, place) = wanted.place.clone().of(environment)?;
    let from = HandOver::open(wanted.from.clone())?;
    let phrase = phrase(&from, &wanted, environment)?;
    let secrets = match (&phrase, &wanted.keys) {
        (Some(phrase), _) => Secrets::Envelope(phrase),
        (None, Some(folder)) => Secrets::Folder(folder.clone()),
        (None, None) => return Err(without_envelope()),
    };
    let (clock, chance) = (Clock::wall(), Chance::from_machine());
    let target = Target { data, place, force: wanted.force, forgotten: None };
    name_unfinished(&target.data);
    let bar = patience("La passation est vérifiée, puis le réseau est reconstruit…");
    let aside = rebuild(&from, secrets, &target, &clock, &chance).await?;
    bar.finish_and_clear();
    let day = kernel::words::long_day(from.manifest.at.day());
    let line = from.manifest.centre.ledger_no;
    say(format!("Réseau du {day} reconstruit dans {}, registre jusqu'à la ligne {line}.", target.data.display()));
    set_aside(&aside);
    let checked = checked(&target.place, clock).await;
    next_step(&target);
    checked
}

fn phrase(from: &HandOver, wanted: &Wanted, environment: &Environment) -> Result<Option<Passphrase>, Stop> {
    if wanted.keys.is_some() {
        return Ok(None);
    }
    if !from.has_envelope() {
        return Err(without_envelope());
    }
    match passphrase::given(environment, wanted.passphrase_file.as_deref(), false)? {
        Some(phrase) => Ok(Some(phrase)),
        None => Err(Stop::usage(
            "Il manque la phrase secrète d'une des deux enveloppes : donnez PASSEGUE_PASSPHRASE ou --passphrase-file.",
        )),
    }
}

fn without_envelope() -> Stop {
    Stop::refused(
        "Cette passation n'a pas d'enveloppe des secrets : sans elle, aucun chèque imprimé ne serait reconnu. Rien n'a été \
         touché. Retrouvez l'enveloppe, ou donnez le dossier « keys » gardé au coffre avec --keys.",
    )
}

fn set_aside(aside: &Aside) {
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
}
