//! Chapter seven: somebody comes to learn. What they can do, a seat kept for them, two places that are asked to welcome them.

use serde_json::{Value, json};

use super::carnets::Carnets;
use crate::demo::{
    client::{Stumble, otherwise, text},
    deeds::{
        ANSWER_REFERRAL, BOOK_SEAT, CONFIRM_SEAT, HOLD_CHEQUES, KEEP_LEARNER, QUESTIONS, RECORD_CONSENTS,
        RECORD_DIAGNOSTIC, RECORD_HELP, SEND_REFERRAL, SESSIONS,
    },
    players::{Place, Player},
    stage::Stage,
};

pub(crate) async fn tell(stage: &mut Stage, places: &[Place], carnets: &Carnets) -> Result<(), Stumble> {
    stage.narrator.chapter("people", "Une personne vient apprendre");
    let prescriber = stage.cast.prescriber_of(0).player.clone();
    let learner = welcome(stage, &prescriber).await?;
    talk(stage, &prescriber, &learner).await?;
    book(stage, &prescriber, (&places[0], &carnets.main.booklets[0].serial)).await?;
    refer(stage, &prescriber, (&learner, places)).await?;
    help(stage, &places[0]).await
}

async fn welcome(stage: &Stage, prescriber: &Player) -> Result<String, Stumble> {
    let input = json!({
        "givenName": "Amina", "familyName": "Ba", "birthYear": 1951, "homeCommune": "62447", "transport": "CAR",
        "address": "3 rue du Gué\n62140 Hesdin-la-Forêt", "toldBy": "LETTER",
    });
    let kept = stage.does(prescriber, KEEP_LEARNER, json!({ "input": input })).await?;
    let learner = text(&kept["learnerId"]);
    let answers = ["REFERRAL", "SHARE_DIAGNOSTIC", "REMINDERS"].map(|one| json!({ "purpose": one, "given": true }));
    let input = json!({ "learnerId": learner, "answers": answers, "version": 1, "way": "PAPER" });
    stage.does(prescriber, RECORD_CONSENTS, json!({ "input": input })).await?;
    stage.narrator.say("Amina entre à Hesdin, sans téléphone ni adresse électronique : elle dit oui à trois usages.");
    Ok(learner)
}

/// A talk on paper, a week ago.
async fn talk(stage: &Stage, prescriber: &Player, learner: &str) -> Result<(), Stumble> {
    let set = stage.reads(prescriber, QUESTIONS, json!({})).await?;
    let skills = set["skills"].as_array().ok_or_else(|| otherwise(QUESTIONS, set.to_string()))?;
    let said = ["ALONE", "HELP", "NOT_YET"].into_iter().cycle();
    let answers: Vec<Value> =
        skills.iter().zip(said).map(|(one, said)| json!({ "question": one["id"], "answer": said })).collect();
    let input = json!({
        "learnerId": learner, "version": set["version"], "madeOn": "2025-10-24", "onPaper": true, "answers": answers,
    });
    stage.does(prescriber, RECORD_DIAGNOSTIC, json!({ "input": input })).await?;
    stage.narrator.say("Son bilan a été fait sur papier ; il dit ce qu'elle sait faire, et ce qui vient ensuite.");
    Ok(())
}

/// A seat on a venue's own machine, cheques at the centre, the word.
async fn book(stage: &mut Stage, prescriber: &Player, (place, serial): (&Place, &str)) -> Result<(), Stumble> {
    let planned = stage.reads(prescriber, SESSIONS, json!({ "venue": place.id })).await?;
    let session = &planned["edges"][0]["node"]["id"];
    let input = json!({ "sessionId": session, "called": "Amina B.", "wait": false });
    let seat = stage.does(prescriber, BOOK_SEAT, json!({ "venue": place.id, "input": input })).await?;
    let hold = json!({
        "bookingId": seat["bookingId"], "carnet": serial, "cheques": seat["cheques"], "venueId": place.id,
        "startsAt": seat["startsAt"],
    });
    stage.does(prescriber, HOLD_CHEQUES, json!({ "input": hold })).await?;
    let word = json!({ "venue": place.id, "booking": seat["bookingId"] });
    let confirmed = stage.does(prescriber, CONFIRM_SEAT, word).await?;
    stage
        .narrator
        .say("Une place lui est réservée ; ses chèques sont gardés, et aucun n'est perdu si elle ne vient pas.");
    stage.narrator.figure("booking", confirmed["stage"].clone());
    Ok(())
}

/// To a partner outside, to Auchy that proposes another moment, and to Hesdin that has not answered yet.
async fn refer(stage: &mut Stage, prescriber: &Player, (learner, places): (&str, &[Place])) -> Result<(), Stumble> {
    let outside = json!({ "partnerName": "Croix-Rouge de Montreuil", "partnerContact": "03 21 00 00 40" });
    send(stage, prescriber, (learner, outside)).await?;
    let auchy = &places[2];
    let put_off = send(stage, prescriber, (learner, json!({ "venueId": auchy.id }))).await?;
    let other = json!({ "reasons": ["FULL"], "startsAt": "2025-11-14T14:00:00+01:00" });
    stage.does(&auchy.staff, ANSWER_REFERRAL, json!({ "id": put_off, "input": other })).await?;
    send(stage, prescriber, (learner, json!({ "venueId": places[0].id }))).await?;
    stage.narrator.say(&format!("{} est complet et propose un autre jour : rien ne se perd en chemin.", auchy.name));
    stage.narrator.figure("referrals", 3);
    Ok(())
}

/// The identifier of what was sent.
async fn send(stage: &Stage, prescriber: &Player, (learner, mut input): (&str, Value)) -> Result<Value, Stumble> {
    (input["learnerId"], input["theme"]) = (json!(learner), json!("EMAIL"));
    let sent = stage.does(prescriber, SEND_REFERRAL, json!({ "input": input })).await?;
    Ok(sent["referralId"].clone())
}

async fn help(stage: &mut Stage, place: &Place) -> Result<(), Stumble> {
    let input = json!({ "venueId": place.id, "theme": "MAIL", "minutes": 20 });
    stage.does(&place.staff, RECORD_HELP, json!({ "input": input })).await?;
    stage.narrator.say("Au guichet, un coup de main de 20 minutes est noté en une page, sans nom.");
    stage.narrator.figure("helpMinutes", 20);
    Ok(())
}
