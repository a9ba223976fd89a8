//! `passegue bench`: what `ops/bench` measures with.

use crate::{
    bench::{
        agendas, bank, book, books, doors, ground::Ground, load, pages, people, prepare, seats, series, settle, spend,
    },
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
        ground: Ground,
    },
    /// Charger un centre par HTTP, depuis un processus à part.
    Load(load::Wanted),
    /// Tenir des guichets par leurs pages, depuis un processus à part.
    Pages(pages::Wanted),
    /// Dépenser les chèques d'un réseau d'essai, sans HTTP.
    Spend {
        #[command(flatten)]
        wanted: spend::Wanted,
        #[command(flatten)]
        ground: Ground,
    },
    /// Régler les lieux d'un réseau d'essai pendant que des guichets acceptent.
    Settle {
        #[command(flatten)]
        wanted: settle::Wanted,
        #[command(flatten)]
        ground: Ground,
    },
    /// Prouver les fonds d'un réseau d'essai, et en écrire toutes les écritures.
    Books {
        #[command(flatten)]
        wanted: books::Wanted,
        #[command(flatten)]
        ground: Ground,
    },
    /// Importer un avis de la banque, des milliers d'écritures en un fichier.
    Bank {
        #[command(flatten)]
        wanted: bank::Wanted,
        #[command(flatten)]
        ground: Ground,
    },
    /// Déplier des séries d'ateliers sur un an.
    Series(series::Wanted),
    /// Faire un réseau où des milliers de personnes sont connues, et des demandes sur qui l'est peut-être.
    People {
        #[command(flatten)]
        wanted: people::Wanted,
        #[command(flatten)]
        ground: Ground,
    },
    /// Faire un réseau où des centaines de lieux annoncent leurs séances, et des demandes de séances qui conviennent.
    Agendas {
        #[command(flatten)]
        wanted: agendas::Wanted,
        #[command(flatten)]
        ground: Ground,
    },
    /// Faire un lieu qui a sa machine, ses séances, et des carnets pour y réserver.
    Seats {
        #[command(flatten)]
        wanted: seats::Wanted,
        #[command(flatten)]
        ground: Ground,
    },
    /// Réserver des places à travers la porte d'entrée, depuis un processus à part.
    Book(book::Wanted),
    /// Ouvrir une des portes que l'on compare.
    Door(doors::Wanted),
}

/// Runs one part; its figures go to stdout, one a line.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    match args.part {
        Part::Prepare { wanted, ground } => prepare::run(wanted, ground).await,
        Part::Load(wanted) => load::run(wanted).await,
        Part::Pages(wanted) => pages::run(wanted).await,
        Part::Spend { wanted, ground } => spend::run(wanted, ground).await,
        Part::Settle { wanted, ground } => settle::run(wanted, ground).await,
        Part::Books { wanted, ground } => books::run(wanted, ground).await,
        Part::Bank { wanted, ground } => bank::run(wanted, ground).await,
        Part::Series(wanted) => series::run(&wanted),
        Part::People { wanted, ground } => people::run(wanted, ground).await,
        Part::Agendas { wanted, ground } => agendas::run(wanted, ground).await,
        Part::Seats { wanted, ground } => seats::run(wanted, ground).await,
        Part::Book(wanted) => book::run(wanted).await,
        Part::Door(wanted) => doors::run(wanted, environment.log()).await,
    }
}
