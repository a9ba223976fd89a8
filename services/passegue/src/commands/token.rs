//! `passegue token`: an access token for somebody who holds the role, or for the first administrator of a new network.

use std::path::Path;

use kernel::{
    access::{Actor, Role, token::SigningKey},
    clock::At,
    ids::{PersonId, StructureId},
    refusal::Code,
};
use registry::identity::revoked::stamp;
use store::{Store, Trouble};

use super::opening::{Where, books, say};
use crate::{
    centre,
    config::{Environment, files_folder, keys_folder},
    found::{found, members},
    keys::Keyring,
    stop::Stop,
};

/// The options.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Rôle : counter-staff, venue-manager, prescriber, operator, treasurer, funder, analyst, administrator.
    #[arg(long, value_name = "RÔLE", value_parser = role, required_unless_present = "enrol")]
    role: Option<Role>,
    /// Identifiant de la structure.
    #[arg(long, value_name = "ID", required_unless_present = "enrol")]
    organisation: Option<StructureId>,
    /// Identifiant de la personne.
    #[arg(long, value_name = "ID", required_unless_present = "enrol")]
    person: Option<PersonId>,
    /// Fonder le réseau : créer sa structure sous ce nom et y enrôler le premier administrateur (une seule fois).
    #[arg(long, value_name = "NOM", conflicts_with_all = ["role", "organisation", "person"])]
    enrol: Option<String>,
    /// Durée en minutes.
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(i64).range(1..=1440))]
    minutes: i64,
    #[command(flatten)]
    place: Where,
}

/// Prints the token alone on stdout; who it is for goes to stderr.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    let (data, place) = args.place.clone().of(environment)?;
    let store = books(place)?;
    let key = signing_key(&data, store.now())?;
    let actor = match &args.enrol {
        Some(name) => founder(&store, name).await?,
        None => holder(&store, &args).await?,
    };
    let (person, _) = actor.known().map_err(Trouble::Refused)?;
    let stamp = store.read("token.stamp", move |conn| Ok(stamp(conn, person)?)).await?;
    say(centre::mint(&key, store.clock(), &actor, stamp, args.minutes)?);
    Ok(())
}

fn signing_key(data: &Path, now: At) -> Result<SigningKey, Stop> {
    Ok(Keyring::load(&keys_folder(data), files_folder(data))?.signing(now).clone())
}

async fn founder(store: &Store, name: &str) -> Result<Actor, Stop> {
    let (person, organisation) = found(store, name).await.map_err(|trouble| match trouble {
        Trouble::Refused(refusal) if refusal.code == Code::KeyReused => Stop::refused(
            "Ce réseau est déjà fondé, sous un autre nom : donnez ce nom, ou demandez à son administrateur.",
        ),
        other => other.into(),
    })?;
    eprintln!("Structure : {organisation}");
    eprintln!("Personne : {person}");
    Ok(Actor::member(person, organisation, [Role::Administrator]))
}

async fn holder(store: &Store, args: &Args) -> Result<Actor, Stop> {
    let (Some(role), Some(organisation), Some(person)) = (args.role, args.organisation, args.person) else {
        return Err(Stop::usage("Donnez --role, --organisation et --person."));
    };
    let held = members(store, organisation).await?;
    match held.iter().any(|one| one.person == person && one.role == role) {
        true => Ok(Actor::member(person, organisation, [role])),
        false => {
            Err(Stop::refused(format!("Cette personne n'a pas le rôle « {} » dans cette structure.", role.name())))
        }
    }
}

fn role(name: &str) -> Result<Role, String> {
    Role::named(name).ok_or_else(|| "ce rôle n'existe pas".to_owned())
}
