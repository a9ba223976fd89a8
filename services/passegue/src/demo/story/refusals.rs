//! Chapter five: the attempts that must fail, each with its sentence.

use kernel::clock::Day;
use serde_json::{Value, json};

use super::{carnets::Carnets, counter::Spent};
use crate::demo::{
    client::{Stumble, number, otherwise, text},
    deeds::{REDEEM, REINSTATE, SUSPEND, VOID},
    players::{Place, Player},
    stage::Stage,
};

pub(crate) async fn tell(
    stage: &mut Stage,
    places: &[Place],
    carnets: &Carnets,
    spent: &mut Spent,
) -> Result<(), Stumble> {
    stage.narrator.chapter("refusals", "Ce qui doit échouer");
    let used = &carnets.main.booklets[0].codes[0];
    let fresh = &carnets.main.booklets[0].codes[9];
    refuse(stage, &places[3], &[used], "ALREADY_REDEEMED", "Le même chèque est présenté une seconde fois, ailleurs :")
        .await?;
    mistyped(stage, &places[3], fresh).await?;
    let stranger = kernel::code::Code::draw(&stage.chance).printed();
    refuse(stage, &places[3], &[&stranger], "CODE_UNKNOWN", "Un chèque d'un autre réseau est présenté :").await?;
    refuse(
        stage,
        &places[3],
        &[fresh, fresh],
        "REPEATED_CHEQUE",
        "Le même chèque est saisi deux fois dans le même acte :",
    )
    .await?;
    let blank = &carnets.main.booklets[carnets.handed].codes[0];
    refuse(stage, &places[3], &[blank], "NOT_HANDED_OVER", "Un chèque pris dans la réserve, jamais remis :").await?;
    let unfunded = &carnets.unfunded.booklets[0].codes[0];
    refuse(stage, &places[3], &[unfunded], "NOT_ACTIVE", "Un chèque d'une commande qui n'est pas encore payée :")
        .await?;
    suspended(stage, places, fresh).await?;
    race(stage, places, &carnets.main.booklets[2].codes[9], spent).await?;
    expired(stage, &places[3], &carnets.short.booklets[0].codes[0]).await
}

async fn refuse(stage: &mut Stage, place: &Place, codes: &[&String], code: &str, attempt: &str) -> Result<(), Stumble> {
    let variables = json!({ "venue": place.id, "codes": codes });
    let said = stage.is_refused(&place.staff, REDEEM, variables, code).await?;
    stage.narrator.refused(attempt, &said);
    Ok(())
}

/// One letter is typed for another.
async fn mistyped(stage: &mut Stage, place: &Place, code: &str) -> Result<(), Stumble> {
    let wrong: String = code.chars().enumerate().map(|(at, c)| if at == 6 { another(c) } else { c }).collect();
    refuse(stage, place, &[&wrong], "CODE_MISTYPED", "Une lettre du code est mal tapée :").await
}

const fn another(c: char) -> char {
    if c == '7' { '8' } else { '7' }
}

async fn suspended(stage: &mut Stage, places: &[Place], code: &String) -> Result<(), Stumble> {
    let Some(place) = places.last() else { return Ok(()) };
    let operator = stage.cast.operator.clone();
    let why = json!({ "venue": place.id, "reason": "Visite de contrôle en attente" });
    stage.does(&operator, SUSPEND, why.clone()).await?;
    refuse(stage, place, &[code], "VENUE_SUSPENDED", "Un lieu suspendu présente un chèque :").await?;
    stage.does(&operator, REINSTATE, why).await?;
    stage.narrator.say(&format!("    Après la visite, {} est rétabli.", place.name));
    Ok(())
}

/// Two venues present one cheque at the same instant: one is served. It then gives the cheque back, so that the story goes on
/// the same whoever won.
async fn race(stage: &mut Stage, places: &[Place], code: &str, spent: &mut Spent) -> Result<(), Stumble> {
    let (one, two) = (&places[5], &places[6]);
    let (first, second) = tokio::join!(present(stage, one, code), present(stage, two, code));
    let (first, second) = (first?, second?);
    let (winner, won, lost) = match (first["receipt"].is_null(), second["receipt"].is_null()) {
        (false, true) => (&one.staff, &first, &second),
        (true, false) => (&two.staff, &second, &first),
        _ => return Err(otherwise(REDEEM, format!("deux lieux au même instant : {first} et {second}"))),
    };
    if lost["refusal"]["code"] != "ALREADY_REDEEMED" {
        return Err(otherwise(REDEEM, lost.to_string()));
    }
    give_back(stage, winner, won).await?;
    let receipt = stage.does(&one.staff, REDEEM, json!({ "venue": one.id, "codes": [code] })).await?;
    spent.cheques += number(&receipt["cheques"]);
    spent.cents += number(&receipt["valueCents"]);
    stage.narrator.say("  · Deux lieux présentent le même chèque au même instant : un seul est servi.");
    stage.narrator.say(&format!("    Il le rend aussitôt, et la personne s'en sert à {}.", one.name));
    stage.narrator.figure("raceServed", 1);
    Ok(())
}

async fn present(stage: &Stage, place: &Place, code: &str) -> Result<Value, Stumble> {
    stage.reads(&place.staff, REDEEM, json!({ "key": stage.client.key(), "venue": place.id, "codes": [code] })).await
}

async fn give_back(stage: &Stage, winner: &Player, won: &Value) -> Result<(), Stumble> {
    let receipt = text(&won["receipt"]["id"]);
    stage.does(winner, VOID, json!({ "receipt": receipt, "reason": "Présenté dans deux lieux" })).await.map(|_| ())
}

async fn expired(stage: &mut Stage, place: &Place, code: &String) -> Result<(), Stumble> {
    let day = Day::of(2025, 10, 21).map_err(|error| Stumble::Setting(error.to_string()))?;
    stage.theatre.jump_to(day.at(10, 0));
    refuse(stage, place, &[code], "EXPIRED", "Le 21 octobre, un chèque dont le délai est passé :").await
}
