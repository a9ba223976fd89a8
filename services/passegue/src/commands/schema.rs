//! `passegue schema print`: what the network's schema is, part by part or composed.

use super::opening::say;

const SUPERGRAPH: &str = include_str!("../../../../schema/supergraph.graphql");
const CLIENT: &str = include_str!("../../../../schema/passegue.graphql");

/// What is asked of the schema.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    asked: Asked,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Asked {
    /// Écrire un schéma sur la sortie standard.
    Print {
        /// Lequel : celui d'un service, le schéma composé, ou celui des clients.
        #[arg(value_enum, default_value = "client", value_name = "SCHÉMA")]
        which: Which,
    },
}

/// A schema of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Which {
    /// The registry's subgraph.
    Registry,
    /// The subgraph of cheques.
    Cheques,
    /// The subgraph of learners.
    Learners,
    /// The subgraph of venues.
    Venue,
    /// All of them composed, as the gateway reads it.
    Supergraph,
    /// The same as clients see it.
    Client,
}

/// Prints it.
pub fn run(args: &Args) {
    let Asked::Print { which } = args.asked;
    say(sdl(which).trim_end());
}

/// The text of a schema.
pub fn sdl(which: Which) -> String {
    match which {
        Which::Registry => registry::graph::sdl(),
        Which::Cheques => cheques::graph::sdl(),
        Which::Learners => learners::graph::sdl(),
        Which::Venue => node::graph::sdl(),
        Which::Supergraph => SUPERGRAPH.to_owned(),
        Which::Client => CLIENT.to_owned(),
    }
}
