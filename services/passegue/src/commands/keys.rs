//! `passegue keys`: the keys that sign access tokens, while centres are at work.

use kernel::{
    chance::Chance,
    clock::{At, Clock},
    words,
};

use super::opening::{Where, say};
use crate::{
    config::{Environment, keys_folder},
    keys::tokens::{self, Rotated},
    stop::Stop,
};

/// The options.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// Mettre une nouvelle clé : elle signera bientôt, et l'ancienne reste acceptée tant que ses jetons vivent.
    Rotate(Rotate),
}

#[derive(Clone, Debug, clap::Args)]
struct Rotate {
    /// Tout de suite, et l'ancienne n'est plus acceptée : le jour où quelqu'un a vu une clé.
    #[arg(long)]
    at_once: bool,
    #[command(flatten)]
    place: Where,
}

/// Makes the key and says what happens when. No centre has to be restarted.
pub fn run(args: &Args, environment: &Environment) -> Result<(), Stop> {
    let Command::Rotate(rotate) = &args.command;
    let (data, _) = rotate.place.clone().of(environment)?;
    let (chance, now) = (Chance::from_machine(), Clock::wall().now());
    let rotated = tokens::rotate(&keys_folder(&data), &chance, now, rotate.at_once)?;
    say(told(&rotated, rotate.at_once));
    Ok(())
}

fn told(rotated: &Rotated, at_once: bool) -> String {
    let Rotated { no, signs_from, former_until } = *rotated;
    match at_once {
        true => format!(
            "La clé token-{no} signe dès maintenant, et les anciennes ne sont plus acceptées. Chacun est reconnecté à sa \
             prochaine page ; les machines des lieux suivent dans la minute. Sauvegardez le dossier des clés."
        ),
        false => format!(
            "La clé token-{no} est connue des centres dans quelques secondes. Elle signera à partir du {}. Les jetons de l'ancienne \
             restent acceptés jusqu'au {}. Rien n'est à relancer. Sauvegardez le dossier des clés, et copiez-le sur chaque centre.",
            moment(signs_from),
            moment(former_until),
        ),
    }
}

fn moment(at: At) -> String {
    let (hour, minute) = at.paris_time();
    format!("{} à {hour} h {minute:02}", words::long_day(at.day()))
}
