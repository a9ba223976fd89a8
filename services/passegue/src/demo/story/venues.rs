//! Chapter two: a dozen venues are accredited; three of them run their own machine; workshops are announced.

use kernel::{access::Role, clock::Day, ids::StructureId};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::demo::{
    cast::Enroller,
    client::{Stumble, otherwise, text},
    deeds::{APPLY, CREATE_WORKSHOP, DECIDE, DECLARE_NODE, SCHEDULE, TONIGHT, VENUES},
    players::{Place, first_day},
    stage::Stage,
};

#[derive(Deserialize)]
struct Line {
    lieu: String,
    structure: String,
    adresse: String,
    commune: String,
    lat: f64,
    lon: f64,
    horaires: String,
    telephone: String,
    titulaire: String,
    iban: String,
    bic: String,
}

const FILE: &str = include_str!("../../../data/demo-venues.csv");

pub(crate) async fn tell(stage: &mut Stage) -> Result<Vec<Place>, Stumble> {
    stage.narrator.chapter("venues", "Les lieux");
    let mut places = Vec::new();
    for line in lines()? {
        let first = places.is_empty();
        places.push(accredit(stage, &line, first).await?);
    }
    let listed = stage.client.ask("", VENUES, json!({})).await?;
    let count = listed["edges"].as_array().map_or(0, Vec::len);
    if count != places.len() {
        return Err(otherwise(VENUES, format!("{count} lieux dans l'annuaire au lieu de {}", places.len())));
    }
    stage.narrator.say(&format!(
        "{count} lieux sont agréés pour trois ans, chacun après une décision prise par une autre personne."
    ));
    stage.narrator.figure("accredited", count);
    let machines = declare_machines(stage, &places).await?;
    announce(stage, &places).await?;
    find_help(stage, machines).await?;
    Ok(places)
}

fn lines() -> Result<Vec<Line>, Stumble> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(FILE.as_bytes());
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| Stumble::Setting(format!("fichier des lieux : {error}")))
}

async fn accredit(stage: &mut Stage, line: &Line, first: bool) -> Result<Place, Stumble> {
    let input = json!({
        "structure": { "name": line.structure, "kind": "VENUE_HOLDER" },
        "venue": {
            "name": line.lieu, "address": line.adresse, "commune": line.commune, "year": 2025,
            "point": { "lat": line.lat, "lon": line.lon }, "hours": line.horaires, "phone": line.telephone,
        },
        "account": { "holder": line.titulaire, "iban": line.iban, "bic": line.bic },
    });
    let cast = (stage.cast.operator.clone(), stage.cast.second_operator.clone());
    let application = stage.does(&cast.0, APPLY, json!({ "input": input })).await?;
    let decision = json!({ "application": application["id"], "lastDay": "2028-09-30" });
    if first {
        let said = stage.is_refused(&cast.0, DECIDE, decision.clone(), "SAME_PERSON").await?;
        stage.narrator.refused("La personne qui a déposé la demande essaie de l'accepter elle-même :", &said);
    }
    stage.does(&cast.1, DECIDE, decision).await?;
    let structure: StructureId =
        text(&application["structureId"]).parse().map_err(|_| otherwise(APPLY, application.to_string()))?;
    let token = stage.theatre.token(&stage.cast.administrator)?;
    let hand = Enroller { client: &stage.client, chance: &stage.chance, token };
    let (name, mail) = (format!("Équipe de {}", line.lieu), format!("accueil-{}@7vallees.example", line.commune));
    let staff = hand.enrol(structure, &[Role::CounterStaff, Role::VenueManager], (&name, &mail)).await?;
    Ok(Place { id: text(&application["venueId"]), name: line.lieu.clone(), commune: line.commune.clone(), staff })
}

/// The venues of Hesdin, Beaurainville and Auchy run their own machine; the others are hosted at the centre.
async fn declare_machines(stage: &mut Stage, places: &[Place]) -> Result<usize, Stumble> {
    let operator = stage.cast.operator.clone();
    let with_machine = ["62447", "62100", "62050"];
    let mut count = 0;
    for place in places.iter().filter(|place| with_machine.contains(&place.commune.as_str())) {
        let machine = stage.theatre.start_machine(place).await?;
        let variables = json!({ "venue": place.id, "url": machine.url, "publicKey": machine.public_key });
        stage.does(&operator, DECLARE_NODE, variables).await?;
        count += 1;
    }
    stage.narrator.say(&format!("{count} lieux ont leur propre machine ; les autres sont hébergés au centre."));
    stage.narrator.figure("machines", count);
    Ok(count)
}

/// Commune of the venue, title, theme, days from the first.
const WORKSHOPS: [(&str, &str, &str, i64); 4] = [
    ("62447", "Prendre en main son téléphone", "PHONE_BASICS", 40),
    ("62100", "Ma première adresse électronique", "EMAIL", 42),
    ("62050", "Les démarches en ligne sans stress", "ONLINE_PROCEDURES", 44),
    ("62335", "Allumer, cliquer, écrire", "COMPUTER_BASICS", 46),
];

async fn announce(stage: &mut Stage, places: &[Place]) -> Result<(), Stumble> {
    for (commune, title, theme, days) in WORKSHOPS {
        let Some(place) = places.iter().find(|place| place.commune == commune) else { continue };
        let input = json!({
            "title": title, "theme": theme, "level": "BEGINNER",
            "minutes": 120, "priceCheques": 1, "seats": 8,
        });
        let workshop = stage.does(&place.staff, CREATE_WORKSHOP, json!({ "venue": place.id, "input": input })).await?;
        let starts_at = after_days(days).at(14, 0).iso_seconds();
        let input = json!({ "workshopId": workshop["id"], "startsAt": starts_at });
        stage.does(&place.staff, SCHEDULE, json!({ "venue": place.id, "input": input })).await?;
    }
    stage
        .narrator
        .say(&format!("{} ateliers sont annoncés : trois sur la machine de leur lieu, un au centre.", WORKSHOPS.len()));
    stage.narrator.figure("workshops", WORKSHOPS.len());
    Ok(())
}

async fn find_help(stage: &mut Stage, machines: usize) -> Result<(), Stumble> {
    let all = stage.client.ask("", TONIGHT, json!({ "year": 2022 })).await?;
    let communes = all["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let with_session = communes.iter().filter(|commune| has_session(commune)).count();
    if communes.len() != 69 || with_session == 0 {
        return Err(otherwise(TONIGHT, format!("{} communes, {with_session} avec une séance", communes.len())));
    }
    stage.narrator.say(&format!(
        "Une seule question au réseau donne, pour chacune des 69 communes de 2022, le lieu le plus proche ; \
         pour {with_session} d'entre elles, ce lieu annonce une séance, lue en direct sur {machines} machines et au centre."
    ));
    stage.narrator.figure("communesWithSession", with_session);
    Ok(())
}

fn has_session(commune: &Value) -> bool {
    commune["nearestVenue"]["venue"]["sessions"].as_array().is_some_and(|sessions| !sessions.is_empty())
}

fn after_days(days: i64) -> Day {
    first_day().plus_days(days)
}
