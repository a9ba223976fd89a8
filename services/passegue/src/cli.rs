//! The command line: what is typed, what it runs, and the status that the process ends with.

use std::process::ExitCode;

use clap::{
    CommandFactory, FromArgMatches,
    error::{ContextKind, ContextValue, ErrorKind},
};

use crate::{
    commands::{
        audit, backup, bench, check, doctor, export, gateway, import, init, keys, migrate, restore, schema, serve,
        token, venue,
    },
    config::Environment,
    demo,
    stop::Stop,
};

const HELP: &str = "{before-help}{about-with-newline}\nUsage : {usage}\n\n{all-args}{after-help}";
const EXAMPLES: &str = "\
Exemples :
  passegue demo                                   tout le réseau sur cette machine, avec une histoire vraie
  passegue serve --data /var/lib/passegue         un centre, sur SQLite
  passegue init --name \"Réseau\" --admin \"Prénom Nom\" --mail nom@reseau.example   un réseau neuf, une seule fois
  passegue keys rotate                            une nouvelle clé de connexion, sans arrêter le centre
  passegue token --enrol \"Tête de réseau\"         un jeton pour le premier administrateur, sans courriel
  passegue node --name hesdin --venue ID --structure ID --centre http://127.0.0.1:4000
  passegue node add --venue ID --url http://10.0.0.7:4001 --key CLÉ
  passegue gateway --supergraph supergraph.graphql --listen 127.0.0.1:4100
  passegue migrate                                la base mise à jour, avant une version nouvelle
  passegue check                                  les comptes, recalculés ligne à ligne
  passegue check --root 2025-10-31.1234.7548…     les mêmes, et la racine imprimée sur un relevé
  passegue audit sample --n 60 --seed 7           soixante chèques, suivis jusqu'à la banque
  passegue audit bank-entry RÉFÉRENCE             une écriture de la banque, ramenée à ses chèques
  passegue backup /mnt/coffre/2026-03-02          tout le centre, clés scellées, pendant qu'il travaille
  passegue restore /mnt/coffre/2026-03-02         la même chose remise en place, sur un dossier vide
  passegue doctor                                 ce qui ne va pas sur ce centre, et que faire
  passegue import venues lieux.csv --dry-run      les lieux d'un fichier, ligne à ligne, sans rien écrire
  passegue export venues lieux-du-reseau.csv      les lieux recensés et agréés, au standard national
  passegue export fec compta --siren 200044030    les écritures comptables (FEC)
  passegue export network passation --envelope-for a.txt --envelope-for b.txt   tout le réseau, pour un autre opérateur
  passegue import network passation               le même réseau, reconstruit sur une machine vide
  passegue schema print                           le schéma que lisent les clients
  passegue bench load --help                      les mesures, par morceaux ; « ops/bench » les fait toutes

Variables : DATABASE_URL, PASSEGUE_DATA, PASSEGUE_LOG ; pour init et serve PASSEGUE_HOUSE_NAME,
PASSEGUE_HOUSE_IBAN, PASSEGUE_HOUSE_BIC, PASSEGUE_HOUSE_PUBLIC_URL ; pour serve aussi
PASSEGUE_HELP_PHONE, PASSEGUE_SMTP_URL, PASSEGUE_MAIL_FROM, PASSEGUE_BEHIND_PROXY ; pour backup
et restore PASSEGUE_PASSPHRASE.

Codes de sortie : 0 tout va bien ; 1 les comptes ne sont pas justes, ou doctor a trouvé quelque
chose à réparer ; 2 commande ou réglage incompris ; 3 la commande n'a pas pu être faite.";

/// Passegué : un chèque du Pass numérique, accepté une seule fois, dans tous les lieux du réseau.
#[derive(Clone, Debug, clap::Parser)]
#[command(name = "passegue", version, after_help = EXAMPLES, subcommand_required = true, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// Tout le réseau sur cette machine : un centre, trois lieux, une histoire racontée.
    Demo(demo::Args),
    /// Le centre : registre, chèques, comptes, porte d'entrée.
    Serve(serve::Args),
    /// La machine d'un lieu ; « node add » la déclare au centre.
    Node(venue::Args),
    /// La passerelle seule, pour n'importe quel supergraphe composé.
    Gateway(gateway::Args),
    /// Mettre la base à jour pour cette version.
    Migrate(migrate::Args),
    /// Vérifier les comptes, recalculés ligne à ligne.
    Check(check::Args),
    /// Suivre l'argent : d'un chèque jusqu'à la banque, et d'une écriture de la banque à ses chèques.
    Audit(audit::Args),
    /// Sauvegarder tout le centre dans un dossier, pendant qu'il travaille.
    Backup(backup::Args),
    /// Remettre une sauvegarde en place.
    Restore(restore::Args),
    /// Dire ce qui ne va pas sur ce centre, et que faire.
    Doctor(doctor::Args),
    /// Les schémas GraphQL.
    Schema(schema::Args),
    /// Fonder un réseau : sa structure, ses clés, sa première administration.
    Init(init::Args),
    /// Les clés de connexion : « keys rotate » en met une nouvelle.
    Keys(keys::Args),
    /// Un jeton d'accès, pour une personne qui tient ce rôle.
    Token(token::Args),
    /// Recenser les lieux que d'autres publient, ou reconstruire un réseau.
    Import(import::Args),
    /// Publier les lieux, écrire la comptabilité, ou tout le réseau.
    Export(export::Args),
    /// Mesurer le réseau : ce dont se sert « ops/bench ».
    Bench(bench::Args),
}

/// The whole program: reads the command line, runs it, says in one line why it stopped.
pub fn main() -> ExitCode {
    let _awaited = cheques::faults::awaited();
    let cli = match read(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) => return misread(&error),
    };
    let ended = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Stop::refused(format!("Le programme ne peut pas démarrer ({error}).")))
        .and_then(|runtime| {
            let ended = runtime.block_on(run(cli)).map(|()| ExitCode::SUCCESS);
            // What still runs in the background is not waited for.
            runtime.shutdown_background();
            ended
        });
    ended.unwrap_or_else(|stop| {
        eprintln!("passegue : {stop}");
        ExitCode::from(stop.status())
    })
}

/// The command line as it was typed.
pub fn read(words: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&in_french(Cli::command()).try_get_matches_from(words)?)
}

async fn run(cli: Cli) -> Result<(), Stop> {
    match cli.command {
        Command::Demo(args) => demo::run(args).await?,
        Command::Schema(args) => schema::run(&args),
        Command::Serve(args) => serve::run(args, &Environment::read()?).await?,
        Command::Node(args) => venue::run(args, &Environment::read()?).await?,
        Command::Gateway(args) => gateway::run(args, &Environment::read()?).await?,
        Command::Migrate(args) => migrate::run(args, &Environment::read()?).await?,
        Command::Check(args) => check::run(args, &Environment::read()?).await?,
        Command::Audit(args) => audit::run(args, &Environment::read()?).await?,
        Command::Backup(args) => backup::run(args, &Environment::read()?)?,
        Command::Restore(args) => restore::run(args, &Environment::read()?).await?,
        Command::Doctor(args) => doctor::run(args).await?,
        Command::Init(args) => init::run(args, &Environment::read()?).await?,
        Command::Keys(args) => keys::run(&args, &Environment::read()?)?,
        Command::Token(args) => token::run(args, &Environment::read()?).await?,
        Command::Import(args) => import::run(args, &Environment::read()?).await?,
        Command::Export(args) => export::run(args, &Environment::read()?).await?,
        Command::Bench(args) => bench::run(args, &Environment::read()?).await?,
    }
    Ok(())
}

/// The words that the library brings along, in French.
fn in_french(command: clap::Command) -> clap::Command {
    let help = clap::Arg::new("help").long("help").short('h').action(clap::ArgAction::Help).help("Afficher cette aide");
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help)
        .mut_args(|arg| with_default(arg).help_heading("Options\u{A0}"))
        .help_template(HELP)
        .subcommand_help_heading("Commandes\u{A0}")
        .subcommand_value_name("COMMANDE");
    command.mut_subcommands(in_french)
}

/// Its default value at the end of its help.
fn with_default(arg: clap::Arg) -> clap::Arg {
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    match (arg.get_action().takes_values() && !defaults.is_empty(), arg.get_help()) {
        (true, Some(help)) => {
            let help = format!("{help} [par défaut : {}]", defaults.join(", "));
            arg.hide_default_value(true).help(help)
        }
        _ => arg,
    }
}

/// Help goes to stdout with status 0; what cannot be understood is one line, with status 2.
fn misread(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let stop = Stop::usage(understood(error));
    eprintln!("passegue : {stop}");
    ExitCode::from(stop.status())
}

fn understood(error: &clap::Error) -> String {
    let told = |kind| error.get(kind).map(words).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "Dites quelle commande lancer.".to_owned()
        }
        ErrorKind::InvalidSubcommand => {
            format!("La commande « {} » n'existe pas.", told(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("L'option « {} » n'existe pas.", told(ContextKind::InvalidArg)),
        ErrorKind::MissingRequiredArgument => format!("Il manque {}.", told(ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => {
            format!("« {} » ne va pas avec les autres options.", told(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("« {} » ne convient pas pour {}.", told(ContextKind::InvalidValue), told(ContextKind::InvalidArg))
        }
        _ => "Cette commande n'est pas comprise.".to_owned(),
    };
    format!("{what} Voir « passegue --help ».")
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Result<Cli, clap::Error> {
        read(line.split_whitespace().map(Into::into))
    }

    const ID: &str = "30313233-3435-3637-3839-616263646566";

    #[test]
    fn the_commands_of_the_help_are_understood() {
        let lines = [
            "passegue demo --once --json --seed 3".to_owned(),
            "passegue serve --listen 127.0.0.1:0 --data d".to_owned(),
            format!("passegue node --name hesdin --venue {ID} --structure {ID} --centre http://127.0.0.1:4000"),
            format!("passegue node add --venue {ID} --url http://10.0.0.7:4001 --key aa --data d"),
            "passegue gateway --supergraph s.graphql --listen 127.0.0.1:0 --max-depth 9 --subgraph a=http://a/"
                .to_owned(),
            "passegue migrate --data d --database-url postgres://h/d".to_owned(),
            "passegue check".to_owned(),
            "passegue check --root 2025-10-31.1.ab --data d".to_owned(),
            "passegue audit sample --n 60 --seed 7 --json --data d".to_owned(),
            "passegue audit bank-entry PASSEGUE-000001-AB --json".to_owned(),
            "passegue export fec d --siren 200044030 --from 2025-01-01 --until 2025-12-31 --force".to_owned(),
            "passegue export network d --envelope-for a --envelope-for b --data d".to_owned(),
            "passegue export network d --without-envelope".to_owned(),
            "passegue import network d --passphrase-file f --data d".to_owned(),
            "passegue import network d --keys k --force".to_owned(),
            "passegue backup b --data d --without-secrets".to_owned(),
            "passegue backup b --passphrase-file f --database-url postgres://h/d".to_owned(),
            "passegue restore b --data d --force --keys k".to_owned(),
            "passegue doctor --listen 127.0.0.1:4000 --data d".to_owned(),
            "passegue schema print supergraph".to_owned(),
            format!("passegue token --role analyst --organisation {ID} --person {ID} --minutes 5"),
            "passegue token --enrol Réseau".to_owned(),
            "passegue init --name Réseau --admin Nom --mail nom@reseau.example --data d".to_owned(),
            "passegue keys rotate --at-once --data d".to_owned(),
            "passegue import venues f.csv --mapping m.json --source X --dry-run --report r.csv --force --json --data d"
                .to_owned(),
            "passegue export venues f.json --format json --force".to_owned(),
            "passegue bench prepare --carnets 10 --sheet s --data d".to_owned(),
            "passegue bench load --address 127.0.0.1:4000 --sheet s --seconds 1".to_owned(),
            "passegue bench pages --address 127.0.0.1:4000 --sheet s --clients 32".to_owned(),
            "passegue bench spend --sheet s --count 10 --data d".to_owned(),
            "passegue bench settle --sheet s --spare 10 --data d".to_owned(),
            "passegue bench books --sheet s --fec f --data d".to_owned(),
            "passegue bench people --asks a --data d".to_owned(),
            "passegue bench agendas --venues 500 --sessions 20000 --asks a --data d".to_owned(),
            "passegue bench load --address 127.0.0.1:4000 --asks a --proof x --count 10".to_owned(),
            "passegue bench seats --sheet s --list l --data d".to_owned(),
            "passegue bench book --address 127.0.0.1:4000 --sheet s --list l --from 250".to_owned(),
            "passegue bench door --gateway --subgraphs http://h/a http://h/b".to_owned(),
        ];
        for line in lines {
            let read = typed(&line);
            assert!(read.is_ok(), "{line}: {:?}", read.err());
        }
    }

    #[test]
    fn what_is_not_understood_is_one_line_of_french() {
        let cases = [
            ("passegue", "Dites quelle commande lancer."),
            ("passegue dance", "La commande « dance » n'existe pas."),
            ("passegue check --fast", "L'option « --fast » n'existe pas."),
            ("passegue token --role king --organisation x --person y", "« king » ne convient pas"),
            ("passegue node add --venue x", "« x » ne convient pas"),
            ("passegue token --role analyst", "Il manque --organisation <ID>, --person <ID>."),
        ];
        for (line, said) in cases {
            let error = typed(line).unwrap_err();
            let french = understood(&error);
            assert!(french.starts_with(said), "{line}: {french} ({:?})", error.kind());
        }
    }

    #[test]
    fn the_help_is_in_french_with_examples_and_statuses() {
        let help = typed("passegue --help").unwrap_err().to_string();
        for part in ["Usage :", "Commandes", "Exemples :", "Codes de sortie", "Afficher cette aide"] {
            assert!(help.contains(part), "{part} in {help}");
        }
        for part in ["Usage: ", "Commands:", "Print help", "[default"] {
            assert!(!help.contains(part), "{part} in {help}");
        }
    }
}
