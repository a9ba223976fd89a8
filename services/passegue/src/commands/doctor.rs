//! `passegue doctor`: what is wrong with this centre, in plain French, and what to do.

use kernel::clock::Clock;

use super::opening::{Where, say};
use crate::{
    config::Environment,
    doctor::{Patient, Verdict, look},
    stop::Stop,
};

/// The options.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Adresse et port d'écoute du centre.
    #[arg(long, value_name = "ADRESSE", default_value = "127.0.0.1:4000")]
    listen: String,
    #[command(flatten)]
    place: Where,
}

/// Says one line for each thing; stops with status 1 when something is to be repaired.
pub async fn run(args: Args) -> Result<(), Stop> {
    let (environment, strangers) = Environment::look();
    let (data, place) = args.place.of(&environment)?;
    let patient = Patient { data, place, listen: args.listen, strangers };
    let findings = look(&patient, &environment, &Clock::wall()).await;
    findings.iter().for_each(say);
    let count = |verdict| findings.iter().filter(|finding| finding.verdict == verdict).count();
    match (count(Verdict::Repair), count(Verdict::Watch)) {
        (0, 0) => {
            say("Tout va bien.");
            Ok(())
        }
        (0, some) => {
            say(format!("Rien à réparer ; {some} ligne(s) à regarder."));
            Ok(())
        }
        (some, _) => Err(Stop::broken(format!("{some} ligne(s) à réparer, dites ci-dessus avec la marche à suivre."))),
    }
}
