//! Chapter one: the territory, and what a vintage changes.

use serde_json::{Value, json};

use crate::demo::{
    client::{Stumble, otherwise, text},
    deeds::{COMMUNE, COMMUNES},
    stage::Stage,
};

pub(crate) async fn tell(stage: &mut Stage) -> Result<(), Stumble> {
    stage.narrator.chapter("territory", "Le territoire");
    let before = count(stage, 2022).await?;
    let after = count(stage, 2025).await?;
    if (before, after) != (69, 66) {
        return Err(otherwise(COMMUNES, format!("{before} communes en 2022 et {after} en 2025")));
    }
    let huby = stage.client.ask("", COMMUNE, json!({ "code": "62461", "year": 2024 })).await?;
    let carries_on = stage.client.ask("", COMMUNE, json!({ "code": huby["successor"], "year": 2025 })).await?;
    let successor = text(&carries_on["name"]);
    stage.narrator.say(&format!("Les 7 Vallées comptent {before} communes de 2022 à 2024, et {after} depuis 2025."));
    stage.narrator.say(&format!("{} a rejoint {successor} : l'ancien code mène au nouveau.", text(&huby["name"])));
    stage.narrator.figure("communes2022", before);
    stage.narrator.figure("communes2025", after);
    stage.narrator.figure("successorOf62461", huby["successor"].clone());
    Ok(())
}

async fn count(stage: &Stage, year: i32) -> Result<usize, Stumble> {
    let communes = stage.client.ask("", COMMUNES, json!({ "year": year })).await?;
    Ok(communes["nodes"].as_array().map_or(0, Vec::<Value>::len))
}
