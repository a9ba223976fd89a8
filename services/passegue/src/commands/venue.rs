//! `passegue node`: a venue's own machine; `passegue node add`: the centre learns of one.

use std::path::PathBuf;

use kernel::{
    chance::Chance,
    clock::Clock,
    ids::{StructureId, VenueId},
};
use registry::declare::declare_node;

use super::opening::{Where, books, public_keys, say};
use crate::{
    config::Environment,
    found::machine_administrator,
    serve::{self, EndAsked},
    stop::Stop,
    telemetry,
    venue_node::{self, NodeSettings, is_name},
};

/// The options of `node`, or what is asked below it.
#[derive(Clone, Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Args {
    #[command(subcommand)]
    below: Option<Below>,
    #[command(flatten)]
    machine: Option<Machine>,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Below {
    /// Déclarer au centre la machine d'un lieu (à lancer sur la machine du centre).
    Add(Declared),
}

/// A machine to run.
#[derive(Clone, Debug, clap::Args)]
struct Machine {
    /// Nom court de cette machine : minuscules, chiffres, tirets.
    #[arg(long, value_name = "NOM")]
    name: String,
    /// Identifiant du lieu servi.
    #[arg(long, value_name = "ID")]
    venue: VenueId,
    /// Identifiant de la structure responsable du lieu.
    #[arg(long, value_name = "ID")]
    structure: StructureId,
    /// Adresse du centre, par exemple http://127.0.0.1:4000.
    #[arg(long, value_name = "URL")]
    centre: String,
    /// Clés publiques du centre, dans un fichier (sinon demandées au centre).
    #[arg(long, value_name = "FICHIER")]
    centre_jwks: Option<PathBuf>,
    /// Adresse et port d'écoute (127.0.0.1:4001 si rien n'est dit).
    #[arg(long, value_name = "ADRESSE")]
    listen: Option<String>,
    /// Dossier des données (sinon PASSEGUE_DATA, sinon var/passegue).
    #[arg(long, value_name = "DOSSIER")]
    data: Option<PathBuf>,
}

/// A machine to declare.
#[derive(Clone, Debug, clap::Args)]
struct Declared {
    /// Identifiant du lieu.
    #[arg(long, value_name = "ID")]
    venue: VenueId,
    /// Adresse de la machine, vue du centre.
    #[arg(long, value_name = "URL")]
    url: String,
    /// Clé publique de la machine : 64 chiffres hexadécimaux, affichés par « passegue node ».
    #[arg(long, value_name = "CLÉ")]
    key: String,
    #[command(flatten)]
    place: Where,
}

const DEFAULT_LISTEN: &str = "127.0.0.1:4001";

/// Runs a machine until Ctrl-C or SIGTERM, or declares one.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    match (args.below, args.machine) {
        (Some(Below::Add(declared)), _) => add(declared, environment).await,
        (None, Some(machine)) => serve_venue(machine, environment).await,
        (None, None) => {
            Err(Stop::usage("Dites quel lieu servir (--name, --venue, --structure, --centre) ou « node add »."))
        }
    }
}

async fn serve_venue(machine: Machine, environment: &Environment) -> Result<(), Stop> {
    if !is_name(&machine.name) {
        return Err(Stop::usage("--name prend 1 à 40 minuscules, chiffres ou tirets, et pas « hosted »."));
    }
    telemetry::start(environment.log())?;
    let listener = serve::bind(machine.listen.as_deref().unwrap_or(DEFAULT_LISTEN)).await?;
    let data = environment.data(machine.data);
    let Machine { name, venue, structure, centre, .. } = machine;
    let centre_keys = machine.centre_jwks.as_deref().map(public_keys).transpose()?;
    let (clock, chance) = (Clock::wall(), Chance::from_machine());
    let settings = NodeSettings::local(&data, &name, venue, structure, &centre, clock, chance);
    let node = venue_node::open(NodeSettings { centre_keys, ..settings }).await?;
    let end = EndAsked::listen()?;
    let serving = serve::serve(listener, node.router())?;
    tracing::info!(address = %serving.address(), venue.id = %venue, "node ready");
    say(format!("Passegué écoute sur {}", serving.url()));
    say(format!("Clé publique : {}", node.public_key().to_hex()));
    let ended = tokio::select! {
        () = end.comes() => Ok(()),
        fault = node.house().store().fails() => Err(Stop::from(fault)),
    };
    serving.stop().await;
    ended
}

async fn add(declared: Declared, environment: &Environment) -> Result<(), Stop> {
    let Declared { venue, url, key, place } = declared;
    let (_, place) = place.of(environment)?;
    let store = books(place)?;
    // Declared anew is done anew: each declaration is an act of its own.
    let act = store::files::hex(&store.chance().bytes::<16>());
    let node = declare_node(&store, &machine_administrator(), &act, venue, &url, &key).await?;
    say(format!("Le lieu {} est servi par {}.", node.venue, node.url));
    Ok(())
}
