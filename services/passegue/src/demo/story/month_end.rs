//! Chapter six: the month ends, venues are paid, and what expired goes back.

use kernel::{cents::Cents, clock::Day, words::euros};
use serde_json::{Value, json};

use super::{carnets::Carnets, counter::Spent};
use crate::demo::{
    client::{Stumble, number, otherwise, text},
    deeds::{APPROVE, CLOSE_ORDER, CONFIRM, EXPORT, PREPARE, STATEMENT},
    players::Place,
    stage::Stage,
};

/// The run that was paid, and its bank file.
pub(crate) struct Paid {
    pub(crate) file_name: String,
    pub(crate) sha256: String,
    pub(crate) xml: Vec<u8>,
}

pub(crate) async fn tell(
    stage: &mut Stage,
    places: &[Place],
    carnets: &Carnets,
    spent: &Spent,
) -> Result<Paid, Stumble> {
    stage.narrator.chapter("month-end", "La fin du mois");
    let day = Day::of(2025, 10, 31).map_err(|error| Stumble::Setting(error.to_string()))?;
    stage.theatre.jump_to(day.at(17, 0));
    let run = prepare(stage, spent).await?;
    let id = json!({ "settlement": run["settlementId"] });
    approve(stage, &id).await?;
    let paid = export(stage, &id, number(&run["payments"])).await?;
    statements(stage, places, &id, spent).await?;
    let confirmed = json!({ "settlement": run["settlementId"], "reference": "VIR 2025-11-03" });
    let treasurer = stage.cast.treasurer.clone();
    stage.does(&treasurer, CONFIRM, confirmed).await?;
    stage.narrator.say("La banque confirme : les lieux sont payés.");
    close(stage, carnets).await?;
    Ok(paid)
}

async fn prepare(stage: &mut Stage, spent: &Spent) -> Result<Value, Stumble> {
    let treasurer = stage.cast.treasurer.clone();
    let run = stage.does(&treasurer, PREPARE, json!({})).await?;
    if number(&run["amountCents"]) != spent.cents || number(&run["cheques"]) != spent.cheques {
        return Err(otherwise(PREPARE, format!("{run} au lieu de {} centimes", spent.cents)));
    }
    stage.narrator.say(&format!(
        "Le trésorier prépare le règlement n° {} : {} chèques de {} lieux, {}.",
        run["no"],
        run["cheques"],
        run["venues"],
        euros(Cents::new(spent.cents)),
    ));
    stage.narrator.figure("cheques", run["cheques"].clone());
    stage.narrator.figure("venues", run["venues"].clone());
    stage.narrator.figure("amountCents", run["amountCents"].clone());
    Ok(run)
}

async fn approve(stage: &mut Stage, id: &Value) -> Result<(), Stumble> {
    let (first, second) = (stage.cast.treasurer.clone(), stage.cast.second_treasurer.clone());
    let said = stage.is_refused(&first, APPROVE, id.clone(), "SAME_PERSON").await?;
    stage.narrator.refused("Il essaie de l'approuver lui-même :", &said);
    stage.does(&second, APPROVE, id.clone()).await?;
    stage.narrator.say("Une seconde personne l'approuve : plus rien n'y change.");
    Ok(())
}

/// The bank file is made once; asked again, it is the same byte for byte.
async fn export(stage: &mut Stage, id: &Value, payments: i64) -> Result<Paid, Stumble> {
    let treasurer = stage.cast.second_treasurer.clone();
    let mut files = Vec::new();
    for _ in 0..2 {
        let exported = stage.does(&treasurer, EXPORT, id.clone()).await?;
        let ticket = &exported["file"];
        let xml = stage.client.fetch(&text(&ticket["file"]["id"]), &text(&ticket["ticket"])).await?;
        files.push(Paid { file_name: text(&ticket["file"]["name"]), sha256: text(&ticket["file"]["sha256"]), xml });
    }
    let (Some(again), Some(first)) = (files.pop(), files.pop()) else {
        return Err(otherwise(EXPORT, "aucun fichier".to_owned()));
    };
    if first.xml != again.xml {
        return Err(otherwise(EXPORT, "le second fichier diffère du premier".to_owned()));
    }
    stage.narrator.say(&format!(
        "Le fichier pain.001 pour la banque est prêt : {payments} virements. Redemandé, il est identique."
    ));
    stage.narrator.figure("payments", payments);
    Ok(first)
}

async fn statements(stage: &mut Stage, places: &[Place], id: &Value, spent: &Spent) -> Result<(), Stumble> {
    let mut cents = 0;
    for place in places {
        let variables = json!({ "venue": place.id, "settlement": id["settlement"] });
        let statement = stage.reads(&place.staff, STATEMENT, variables).await?;
        cents += number(&statement["total"]["amountCents"]);
    }
    if cents != spent.cents {
        return Err(otherwise(STATEMENT, format!("{cents} centimes dans les relevés")));
    }
    stage.narrator.say("Chaque lieu lit son relevé, chèque par chèque ; ensemble ils font le montant du règlement.");
    Ok(())
}

async fn close(stage: &mut Stage, carnets: &Carnets) -> Result<(), Stumble> {
    let operator = stage.cast.operator.clone();
    let closed = stage.does(&operator, CLOSE_ORDER, json!({ "order": carnets.short.order })).await?;
    let left = euros(Cents::new(number(&closed["refundableCents"])));
    stage
        .narrator
        .say(&format!("La petite commande d'octobre est close : {left} non utilisés reviennent à qui les a versés."));
    stage.narrator.figure("refundableCents", closed["refundableCents"].clone());
    Ok(())
}
