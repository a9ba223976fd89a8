//! The demo: the main job of the network, told as it happens.
//!
//! Every act goes through `/graphql` over HTTP with a role's token; the demo knows no verb of the services (a test holds it).

mod cast;
mod client;
mod deeds;
mod narrator;
mod players;
mod stage;
mod story;
mod theatre;
mod to_try;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use kernel::chance::Chance;
use serde_json::{Value, json};

use crate::{serve::EndAsked, stop::Stop};
use cast::Cast;
use client::{Client, Stumble};
use narrator::Narrator;
use players::Place;
use stage::Stage;
use story::month_end::Paid;
use theatre::Theatre;
use to_try::ToTry;

/// How the demo is asked for.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Dossier de la démonstration ; un ancien n'est vidé que s'il vient d'une démonstration
    #[arg(long, value_name = "DIR", default_value = "var/demo")]
    pub data: PathBuf,
    /// S'arrête après l'histoire ; le code de sortie est 0 seulement si les comptes sont justes
    #[arg(long)]
    pub once: bool,
    /// Écrit un seul document JSON sur la sortie standard
    #[arg(long)]
    pub json: bool,
    /// Raconte la même histoire pour le même nombre
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

/// Tells the story; without `--once`, stays up until it is asked to stop. Stops with status 1 when an invariant does not hold.
pub async fn run(args: Args) -> Result<(), Stop> {
    let end = EndAsked::listen()?;
    let told = tell(&args).await.map_err(Stop::refused)?;
    if !told.holds {
        return Err(Stop::broken("les comptes ne sont pas justes : voir la vérification ci-dessus"));
    }
    if !args.once {
        eprintln!("La démonstration reste ouverte ; Ctrl-C pour l'arrêter.");
        end.comes().await;
    }
    told.theatre.end().await;
    Ok(())
}

/// What the story leaves behind.
struct Told {
    holds: bool,
    theatre: Theatre,
}

async fn tell(args: &Args) -> Result<Told, Stumble> {
    empty(&args.data)?;
    let chance = Chance::from_seed(args.seed);
    let theatre = Theatre::open(&args.data, chance.branch()).await?;
    let client = Client::new(&theatre.url())?;
    let narrator = Narrator::new(args.json);
    narrator.say("Passegué, le Pass numérique des 7 Vallées : un mois d'octobre 2025, raconté par le réseau lui-même.");
    let cast = Cast::gather(&client, &theatre, &chance).await?;
    let mut stage = Stage { theatre, client, cast, chance, narrator };
    story::territory::tell(&mut stage).await?;
    let places = story::venues::tell(&mut stage).await?;
    let carnets = story::carnets::tell(&mut stage, &places).await?;
    let mut spent = story::counter::tell(&mut stage, &places, &carnets).await?;
    story::refusals::tell(&mut stage, &places, &carnets, &mut spent).await?;
    let paid = story::month_end::tell(&mut stage, &places, &carnets, &spent).await?;
    story::people::tell(&mut stage, &places, &carnets).await?;
    let holds = story::books::tell(&mut stage).await?;
    std::fs::write(args.data.join(&paid.file_name), &paid.xml).map_err(|error| Stumble::Setting(error.to_string()))?;
    part(stage, args, &places, &ToTry::of(&carnets, &spent), &paid, holds)
}

/// Says where the network is, and how to try it by hand.
fn part(
    stage: Stage,
    args: &Args,
    places: &[Place],
    to_try: &ToTry<'_>,
    paid: &Paid,
    holds: bool,
) -> Result<Told, Stumble> {
    let Stage { theatre, cast, narrator, .. } = stage;
    let tokens = cast::tokens(&theatre, &cast, &places[0].staff)?;
    let file = args.data.join(&paid.file_name);
    narrator.say("");
    narrator.say("— Pour essayer");
    narrator.say(&format!(
        "Centre : {}/graphql (en-tête Passegue-Client, jeton « Authorization: Bearer … »)",
        theatre.url()
    ));
    for (name, url) in theatre.machines() {
        narrator.say(&format!("Machine de {name} : {url}"));
    }
    narrator.say(&format!("Lieu des jetons d'accueil : {} ({})", places[0].name, places[0].id));
    narrator.say(&format!("Fichier de la banque : {}", file.display()));
    narrator.say(&format!("Chèques encore utilisables : {}", to_try.codes().join(", ")));
    narrator.say(&format!("Se connecter : {0}/connexion ; les messages arrivent à {0}/courrier", theatre.url()));
    for (role, player) in cast::faces(&cast, &places[0].staff) {
        narrator.say(&format!("  {} : {} ({})", role.name(), player.mail, player.name));
    }
    for (role, token) in &tokens {
        narrator.say(&format!("Jeton {role} : {token}"));
    }
    if args.json {
        let machines: Vec<Value> =
            theatre.machines().into_iter().map(|(venue, url)| json!({ "venue": venue, "url": url })).collect();
        let faces = cast::faces(&cast, &places[0].staff).into_iter();
        let mails: BTreeMap<_, _> = faces.map(|(role, player)| (role.name(), player.mail.as_str())).collect();
        let (carnets, stock) = to_try.document();
        let document = json!({
            "centre": theatre.url(),
            "machines": machines,
            "seed": args.seed,
            "holds": holds,
            "story": narrator.chapters(),
            "bankFile": { "name": paid.file_name, "sha256": paid.sha256 },
            "counterVenue": places[0].id,
            "codes": to_try.codes(),
            "carnets": carnets,
            "stock": stock,
            "mails": mails,
            "tokens": tokens,
        });
        println!("{document:#}");
    }
    Ok(Told { holds, theatre })
}

const MARKER: &str = "demonstration-passegue";

/// Empties the folder if a demo made it; refuses to touch anything else.
fn empty(data: &Path) -> Result<(), Stumble> {
    let failed = |error: std::io::Error| Stumble::Setting(format!("dossier {} : {error}", data.display()));
    if data.exists() {
        let anything = std::fs::read_dir(data).map_err(failed)?.next().is_some();
        if anything && !data.join(MARKER).exists() {
            let line = format!(
                "le dossier {} n'est pas celui d'une démonstration : choisissez-en un autre avec --data",
                data.display()
            );
            return Err(Stumble::Setting(line));
        }
        std::fs::remove_dir_all(data).map_err(failed)?;
    }
    std::fs::create_dir_all(data).map_err(failed)?;
    std::fs::write(data.join(MARKER), "").map_err(failed)
}
