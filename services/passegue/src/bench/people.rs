//! Learners by the hundred thousand, and questions about who may be one of them already, as many as nobody is told to slow down.

use std::path::PathBuf;

use kernel::{
    access::{Actor, Role},
    chance::Chance,
    ids::StructureId,
};
use learners::learner::{keep_many::keep_many, who::Who};
use registry::structure::StructureKind;
use serde_json::json;

use super::{asks, ground::Ground, names, network::People};
use crate::{centre::Centre, commands::say, stop::Stop};

/// What is made.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Personnes à connaître dans le réseau.
    #[arg(long, value_name = "NOMBRE", default_value_t = 100_000)]
    people: usize,
    /// Structures qui les connaissent, à parts égales.
    #[arg(long, value_name = "NOMBRE", default_value_t = 100)]
    structures: usize,
    /// Où écrire les demandes.
    #[arg(long, value_name = "FICHIER")]
    asks: PathBuf,
}

/// People who are recorded in one transaction.
const AT_ONCE: usize = 2_000;
/// Of each structure, so many people ask, each so many times: what five minutes allow.
const ASKERS: usize = 10;
const TIMES: usize = 10;
const TOKEN_MINUTES: i64 = 1440;
const SIMILAR: &str = "query($name: LearnerNameInput!) { similarLearners(name: $name) { known { id } elsewhere } }";

/// Records them; writes the questions, and prints how many of each there are.
pub(crate) async fn run(wanted: Wanted, ground: Ground) -> Result<(), Stop> {
    let people = People::new();
    let centre = ground.make(&people.key()).await?;
    let mut structures = Vec::with_capacity(wanted.structures);
    for no in 0..wanted.structures {
        let name = format!("Structure {no}");
        structures.push(people.structure(centre.store(), &name, StructureKind::Prescriber).await?);
    }
    let each = wanted.people / structures.len().max(1);
    for (no, structure) in structures.iter().enumerate() {
        fill(&centre, *structure, no * each, each).await?;
    }
    let asked = ask(&centre, &structures, &wanted)?;
    say(format!("people {}", each * structures.len()));
    say(format!("asks {asked}"));
    Ok(())
}

/// A structure records so many people, from that number on.
async fn fill(centre: &Centre, structure: StructureId, first: usize, count: usize) -> Result<(), Stop> {
    let desk = learners::desk::Desk::new(centre.store().clone(), centre.desk().cabinet().clone());
    let actor = Actor::member(Chance::from_machine().id(), structure, [Role::Prescriber]);
    let all: Vec<usize> = (first..first + count).collect();
    for some in all.chunks(AT_ONCE) {
        keep_many(&desk, &actor, some.iter().map(|no| somebody(*no)).collect()).await?;
    }
    Ok(())
}

fn somebody(no: usize) -> Who {
    let (given, family, birth_year) = names::of(no);
    Who {
        given,
        family,
        birth_year: Some(birth_year),
        birth_date: None,
        phone: None,
        phone_shared: false,
        mail: None,
        address: None,
        told_by: None,
        proxy: None,
        language: "fr".to_owned(),
        access: Vec::new(),
        transport: None,
    }
}

/// Writes the questions: of all structures in turn, about people of everywhere, their names swapped and their year one too many.
fn ask(centre: &Centre, structures: &[StructureId], wanted: &Wanted) -> Result<usize, Stop> {
    let chance = Chance::from_machine();
    let mut tokens = Vec::with_capacity(structures.len() * ASKERS);
    for structure in structures {
        for _ in 0..ASKERS {
            tokens.push(centre.mint(chance.id(), *structure, [Role::Prescriber], TOKEN_MINUTES)?);
        }
    }
    let count = tokens.len() * TIMES;
    let one = |no: usize| {
        // A prime apart: whoever is sought is kept by a structure or another, and never twice by the same.
        let (given, family, year) = names::of(no * 7919 % wanted.people.max(1));
        let name = json!({ "givenName": family, "familyName": given, "birthYear": year + 1 });
        (tokens[no % tokens.len()].clone(), json!({ "query": SIMILAR, "variables": { "name": name } }))
    };
    asks::write(&wanted.asks, (0..count).map(one))?;
    Ok(count)
}
