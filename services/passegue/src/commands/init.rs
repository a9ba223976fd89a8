//! `passegue init`: founds a network on an empty place: its structure, its keys, its first administrator.

use std::path::Path;

use kernel::{chance::Chance, clock::Clock, refusal::Code, words};
use registry::identity::person::Named;
use store::Trouble;

use super::opening::{Where, patience, say};
use crate::{
    centre::{self, CentreSettings},
    config::Environment,
    stop::Stop,
};

/// The options.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Nom du réseau : celui de la structure qui le porte.
    #[arg(long, value_name = "NOM")]
    name: String,
    /// Prénom et nom de la première personne qui administre.
    #[arg(long, value_name = "NOM")]
    admin: String,
    /// Son adresse électronique : elle servira à se connecter.
    #[arg(long, value_name = "ADRESSE")]
    mail: String,
    #[command(flatten)]
    place: Where,
}

/// Makes what is missing (schema, keys, territory, structure, administrator), says on stderr what to lock in a safe, and on
/// stdout, alone, the link of the first sign-in. Once more with the same names, it answers another link and changes nothing.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    let house = environment.house()?;
    let post = environment.post()?;
    let (data, place) = args.place.of(environment)?;
    Named::parse(&args.admin, &args.mail).map_err(not_a_person)?;
    let bar = patience("Le réseau est fondé…");
    let settings = CentreSettings {
        place,
        post,
        migrate: true,
        introspection: gateway::Introspection::Closed,
        ..CentreSettings::local(&data, house, Clock::wall(), Chance::from_machine())
    };
    let (keys, late) = (settings.keys(), matches!(settings.post, crate::post::PostSettings::Absent));
    let centre = centre::open(settings).await?;
    let (person, structure) = centre.found_by(&args.name, &args.admin, &args.mail).await.map_err(founded_already)?;
    let link = centre.hand_link(person).await?;
    bar.finish_and_clear();
    eprintln!("Le réseau « {} » est fondé ({structure}).", args.name.trim());
    eprintln!("{}", to_be_locked(&keys, late));
    say(link);
    Ok(())
}

fn to_be_locked(keys: &Path, late: bool) -> String {
    let keys = keys.display();
    let post = match late {
        true => {
            "\nAucun serveur de messagerie n'est réglé : sans PASSEGUE_SMTP_URL et PASSEGUE_MAIL_FROM, personne d'autre ne \
             pourra se connecter."
        }
        false => "",
    };
    format!(
        "\nÀ mettre au coffre avant le premier chèque, ailleurs que sur cette machine :\n  \
         - le dossier {keys} : sans lui, aucun chèque imprimé ne sera reconnu ;\n  \
         - une phrase secrète de 12 signes au moins, pour sceller les sauvegardes.\n\
         Puis, chaque nuit : passegue backup (voir ops/runbooks/backup.md).{post}\n\n\
         Lancez « passegue serve », puis ouvrez ce lien. Il sert une seule fois, pendant 24 heures :\n"
    )
}

fn not_a_person(trouble: Trouble) -> Stop {
    match trouble {
        Trouble::Refused(refusal) => {
            let option =
                if refusal.facts.get("field").is_some_and(|field| field == "email") { "--mail" } else { "--admin" };
            Stop::usage(format!("{} Vérifiez {option}.", words::say(&refusal).message))
        }
        Trouble::Broken(fault) => fault.into(),
    }
}

fn founded_already(trouble: Trouble) -> Stop {
    const OTHERWISE: [Code; 2] = [Code::KeyReused, Code::InputInvalid];
    match trouble {
        Trouble::Refused(refusal) if OTHERWISE.contains(&refusal.code) => Stop::refused(
            "Un réseau est déjà fondé ici, sous un autre nom ou par une autre personne : donnez les mêmes, ou choisissez un \
             autre dossier avec --data.",
        ),
        other => other.into(),
    }
}
