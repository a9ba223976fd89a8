//! `passegue bench`: what `ops/bench` measures with.

use super::opening::Where;
use crate::{
    bench::{doors, load, prepare, settle, spend},
    config::Environment,
    stop::Stop,
};

/// What is measured.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    part: Part,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Part {
    /// Faire un réseau d'essai : lieux, commande, émission chronométrée, remise des carnets.
    Prepare {
        #[command(flatten)]
        wanted: prepare::Wanted,
        #[command(flatten)]
        place: Where,
    },
    /// Charger un centre par HTTP, depuis un processus à part.
    Load(load::Wanted),
    /// Dépenser les chèques d'un réseau d'essai, sans HTTP.
    Spend {
        #[command(flatten)]
        wanted: spend::Wanted,
        #[command(flatten)]
        place: Where,
    },
    /// Régler les lieux d'un réseau d'essai pendant que des guichets acceptent.
    Settle {
        #[command(flatten)]
        wanted: settle::Wanted,
        #[command(flatten)]
        place: Where,
    },
    /// Ouvrir une des portes que l'on compare.
    Door(doors::Wanted),
}

/// Runs one part; its figures go to stdout, one a line.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    match args.part {
        Part::Prepare { wanted, place } => {
            let (data, place) = place.of(environment)?;
            prepare::run(wanted, place, data).await
        }
        Part::Load(wanted) => load::run(wanted).await,
        Part::Spend { wanted, place } => {
            let (data, place) = place.of(environment)?;
            spend::run(wanted, place, data).await
        }
        Part::Settle { wanted, place } => {
            let (data, place) = place.of(environment)?;
            settle::run(wanted, place, data).await
        }
        Part::Door(wanted) => doors::run(wanted, environment.log()).await,
    }
}
