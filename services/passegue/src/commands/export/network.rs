//! `passegue export network`: everything that another operator needs to go on, in a folder.

use std::path::PathBuf;

use kernel::{chance::Chance, clock::Clock};

use crate::{
    backup::passphrase::{self, Passphrase},
    commands::{
        backup::name_unfinished,
        opening::{Where, patience, say},
    },
    config::Environment,
    hand_over::write::{Asked, Written, write},
    stop::Stop,
};

pub(super) const AFTER: &str = "\
Deux personnes reçoivent chacune une enveloppe avec les mêmes secrets, scellée par leur propre phrase : donnez deux fois
--envelope-for, avec le fichier de chacune. Une seule des deux suffit pour reconstruire le réseau.";

/// What is written.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Wanted {
    /// Dossier nouveau où écrire le réseau.
    #[arg(value_name = "DOSSIER")]
    into: PathBuf,
    /// Fichier qui contient la phrase secrète d'une des deux personnes : à donner deux fois.
    #[arg(long, value_name = "FICHIER")]
    envelope_for: Vec<PathBuf>,
    /// Laisser les secrets hors du dossier : sans eux, aucun chèque imprimé n'est reconnu.
    #[arg(long, conflicts_with = "envelope_for")]
    without_envelope: bool,
    #[command(flatten)]
    place: Where,
}

/// Writes it, and says what is in it.
pub(super) fn run(wanted: Wanted, environment: &Environment) -> Result<(), Stop> {
    let phrases = phrases(&wanted, environment)?;
    let (data, place) = wanted.place.clone().of(environment)?;
    let asked = Asked { into: wanted.into, data, place, phrases };
    name_unfinished(&asked.into);
    let bar = patience("Le réseau est écrit…");
    let written = write(&asked, &Clock::wall(), &Chance::from_machine())?;
    bar.finish_and_clear();
    told(&written, &asked);
    Ok(())
}

fn phrases(wanted: &Wanted, environment: &Environment) -> Result<Option<[Passphrase; 2]>, Stop> {
    if wanted.without_envelope {
        return Ok(None);
    }
    let [one, other] = &wanted.envelope_for[..] else {
        return Err(Stop::usage(
            "Il manque l'enveloppe : donnez deux fois --envelope-for, un fichier de phrase secrète pour chacune des deux \
             personnes. (--without-envelope laisse les secrets hors du dossier.)",
        ));
    };
    let read = |path: &PathBuf| {
        let given = passphrase::given(environment, Some(path), true)?;
        given.ok_or_else(|| Stop::usage("Il manque une phrase secrète."))
    };
    let phrases = [read(one)?, read(other)?];
    match phrases[0].bytes() == phrases[1].bytes() {
        true => Err(Stop::usage("Les deux phrases sont les mêmes : chaque personne a la sienne.")),
        false => Ok(Some(phrases)),
    }
}

fn told(written: &Written, asked: &Asked) {
    let Written { manifest, sheets, rows, secrets } = written;
    let into = asked.into.display();
    let day = kernel::words::long_day(manifest.at.day());
    say(format!(
        "Réseau écrit dans {into} : {sheets} feuilles, {rows} lignes, registre jusqu'à la ligne {}, le {day}.",
        manifest.centre.ledger_no
    ));
    match secrets {
        0 => eprintln!(
            "ATTENTION : il n'y a pas d'enveloppe. Sans le dossier « keys » du centre, aucun chèque imprimé ne sera reconnu \
             par le réseau reconstruit."
        ),
        count => say(format!(
            "Deux enveloppes de {count} clés, une pour chaque personne. Donnez les phrases séparément du dossier : une seule suffit."
        )),
    }
    say(format!("Ce que contient chaque fichier est dit dans {into}/LISEZMOI.md."));
    say(format!("Pour l'essayer : passegue import network {into} --data DOSSIER-VIDE"));
}
