//! Last chapter: the books are looked at, from their rows.

use serde_json::json;

use crate::demo::{
    client::{Stumble, number, otherwise, text},
    deeds::{CHECK, LAST_CHECK},
    stage::Stage,
};

/// Whether every invariant holds.
pub(crate) async fn tell(stage: &mut Stage) -> Result<bool, Stumble> {
    stage.narrator.chapter("books", "Les comptes sont vérifiés");
    let operator = stage.cast.operator.clone();
    let check = stage.client.does(&stage.theatre.token(&operator)?, CHECK, json!({})).await?;
    let findings = check["findings"].as_array().cloned().unwrap_or_default();
    for finding in &findings {
        let mark = if number(&finding["wrong"]) == 0 { "vrai" } else { "FAUX" };
        stage.narrator.say(&format!("  {mark}  {} ({})", text(&finding["says"]), finding["counted"]));
    }
    let kept = stage.reads(&stage.cast.analyst, LAST_CHECK, json!({})).await?;
    if kept["findings"].as_array().map(Vec::len) != Some(findings.len()) {
        return Err(otherwise(LAST_CHECK, kept.to_string()));
    }
    stage.narrator.figure("invariants", findings.len());
    stage.narrator.figure("holds", check["holds"].clone());
    Ok(check["holds"] == true)
}
