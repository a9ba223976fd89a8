//! `passegue backup`: the whole centre in a folder, while it runs.

use std::path::{Path, PathBuf};

use kernel::{chance::Chance, clock::Clock};

use super::opening::{Where, patience, say};
use crate::{
    backup::{
        disk,
        passphrase::{self, Passphrase},
        take::{Asked, Taken, take},
    },
    config::Environment,
    stop::Stop,
};

/// The options.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Dossier nouveau où écrire la sauvegarde.
    #[arg(value_name = "SAUVEGARDE")]
    into: PathBuf,
    /// Fichier qui contient la phrase secrète (sinon PASSEGUE_PASSPHRASE, sinon demandée au clavier).
    #[arg(long, value_name = "FICHIER")]
    passphrase_file: Option<PathBuf>,
    /// Laisser les secrets hors de la sauvegarde : sans eux, aucun chèque imprimé n'est reconnu.
    #[arg(long, conflicts_with = "passphrase_file")]
    without_secrets: bool,
    #[command(flatten)]
    place: Where,
}

/// Takes the backup, and says what is in it.
pub fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    let (data, place) = args.place.clone().of(environment)?;
    let passphrase = passphrase(&args, environment)?;
    let asked = Asked { into: args.into, data, place, passphrase };
    name_unfinished(&asked.into);
    let bar = patience("Le centre est sauvegardé…");
    let taken = take(&asked, &Clock::wall(), &Chance::from_machine())?;
    bar.finish_and_clear();
    told(&taken, &asked);
    Ok(())
}

/// Names what interrupted runs left beside that folder: it may bear keys, and takes room.
pub(super) fn name_unfinished(folder: &Path) {
    for left in disk::unfinished(folder) {
        eprintln!(
            "ATTENTION : {} est le reste d'une commande interrompue. Si aucune autre n'est en cours, effacez ce dossier : \
             il peut contenir des clés.",
            left.display()
        );
    }
}

fn passphrase(args: &Args, environment: &Environment) -> Result<Option<Passphrase>, Stop> {
    if args.without_secrets {
        return Ok(None);
    }
    match passphrase::given(environment, args.passphrase_file.as_deref(), true)? {
        Some(passphrase) => Ok(Some(passphrase)),
        None => Err(Stop::usage(
            "Il manque la phrase secrète qui scelle les clés : donnez PASSEGUE_PASSPHRASE ou --passphrase-file. \
             (--without-secrets laisse les clés hors de la sauvegarde.)",
        )),
    }
}

fn told(taken: &Taken, asked: &Asked) {
    let Taken { manifest, secrets, files, lost_files } = taken;
    let rows = |table: &str| manifest.centre.rows.get(table).copied().unwrap_or_default();
    let into = asked.into.display();
    say(format!(
        "Sauvegarde faite dans {into} ({}, le {}).",
        manifest.engine,
        kernel::words::long_day(manifest.at.day())
    ));
    say(format!(
        "Elle contient {} chèques, {} acceptations, {} lignes du registre, {files} fichiers scellés, {secrets} clés.",
        rows("cheque"),
        rows("redemption"),
        manifest.centre.ledger_no
    ));
    if *lost_files > 0 {
        eprintln!(
            "ATTENTION : {lost_files} fichier(s) connus de la base ne sont plus dans le dossier « files » du centre : \
             cherchez-les dans une sauvegarde plus ancienne."
        );
    }
    match secrets {
        0 => eprintln!(
            "ATTENTION : cette sauvegarde ne contient pas les clés. Sans le dossier « keys », aucun chèque imprimé ne \
             sera reconnu après une restauration : gardez-en une copie dans un coffre."
        ),
        _ => say("Gardez la phrase secrète ailleurs que la sauvegarde : sans elle, les chèques sont perdus."),
    }
    say(format!("Pour l'essayer : passegue restore {into} --data DOSSIER-VIDE"));
}
