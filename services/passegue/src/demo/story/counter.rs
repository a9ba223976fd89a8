//! Chapter four: cheques are honoured at other venues than where they were handed out.

use std::collections::BTreeSet;

use serde_json::json;

use super::carnets::Carnets;
use crate::demo::{
    client::{Stumble, number, otherwise},
    deeds::{CHEQUE, REDEEM, VOID},
    players::Place,
    stage::Stage,
};

/// How far each booklet of the main run is spent.
#[derive(Default)]
pub(crate) struct Spent {
    /// Cheques used, from the first of each booklet, by the booklet's place in the run.
    pub(crate) used: Vec<usize>,
    /// Value honoured and not undone, in cents.
    pub(crate) cents: i64,
    /// Cheques honoured and not undone.
    pub(crate) cheques: i64,
    /// Venues that honoured some.
    venues: BTreeSet<String>,
}

pub(crate) async fn tell(stage: &mut Stage, places: &[Place], carnets: &Carnets) -> Result<Spent, Stumble> {
    stage.narrator.chapter("counter", "Au guichet");
    look(stage, &places[1], &carnets.main.booklets[0].codes[0]).await?;
    let spent = redeem(stage, places, carnets).await?;
    undo(stage, &places[4], carnets, &spent).await?;
    stage.narrator.say(&format!(
        "{} chèques sont acceptés dans {} lieux, chacun dans une autre commune que celle où il a été remis.",
        spent.cheques,
        spent.venues.len(),
    ));
    stage.narrator.figure("redeemedCheques", spent.cheques);
    stage.narrator.figure("redeemedCents", spent.cents);
    Ok(spent)
}

async fn look(stage: &mut Stage, place: &Place, code: &str) -> Result<(), Stumble> {
    let seen = stage.reads(&place.staff, CHEQUE, json!({ "code": code })).await?;
    if seen["cheque"]["redeemable"] != true {
        return Err(otherwise(CHEQUE, seen.to_string()));
    }
    let left = number(&seen["cheque"]["remainingCheques"]);
    stage.narrator.say(&format!(
        "On peut regarder un chèque sans le prendre : il est utilisable, et il en reste {left} dans ce carnet."
    ));
    Ok(())
}

/// Each booklet is used in another commune than the one where it was handed over, one to three cheques at a time.
async fn redeem(stage: &mut Stage, places: &[Place], carnets: &Carnets) -> Result<Spent, Stumble> {
    let mut spent = Spent { used: vec![0; carnets.main.booklets.len()], ..Spent::default() };
    // The last venue of the list is kept for the suspension.
    let open = &places[..places.len() - 1];
    for (booklet, at) in carnets.main.booklets.iter().take(carnets.handed).zip(0..) {
        let handed_in = stage.cast.prescriber_of(at).commune;
        let elsewhere: Vec<&Place> = open.iter().filter(|place| place.commune != handed_in).collect();
        let place = elsewhere[(at * 3 + 5) % elsewhere.len()];
        let count = at % 3 + 1;
        let variables = json!({ "venue": place.id, "codes": booklet.codes[..count] });
        let receipt = stage.does(&place.staff, REDEEM, variables).await?;
        spent.used[at] = count;
        spent.venues.insert(place.id.clone());
        spent.cheques += number(&receipt["cheques"]);
        spent.cents += number(&receipt["valueCents"]);
        if at == 0 {
            let left = number(&receipt["remaining"][0]["cheques"]);
            stage
                .narrator
                .say(&format!("Le premier reçu, à {}, dit ce qui reste : {left} chèques dans le carnet.", place.name));
        }
    }
    Ok(spent)
}

/// Somebody takes a cheque by mistake and gives it back at once.
async fn undo(stage: &mut Stage, place: &Place, carnets: &Carnets, spent: &Spent) -> Result<(), Stumble> {
    let code = &carnets.main.booklets[1].codes[spent.used[1]];
    let receipt = stage.does(&place.staff, REDEEM, json!({ "venue": place.id, "codes": [code] })).await?;
    let void = json!({ "receipt": receipt["id"], "reason": "Erreur de saisie" });
    let voided = stage.does(&place.staff, VOID, void.clone()).await?;
    let said = stage.is_refused(&place.staff, VOID, void, "VOIDED").await?;
    stage.narrator.say("Une erreur de saisie est annulée le jour même : le chèque sert de nouveau.");
    stage.narrator.refused("La même annulation est demandée une seconde fois :", &said);
    stage.narrator.figure("voidedCheques", voided["cheques"].clone());
    Ok(())
}
