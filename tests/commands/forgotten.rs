//! Somebody is forgotten after a backup was taken: the backup is put back, and they are forgotten again.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use super::{REFUSED, backup::sealing};
use crate::support::{
    afar::{Afar, Client, Ground, Venue, word},
    engine::{Engine, on_both_engines},
    network::{
        answer::text,
        deeds::{ERASE_LEARNER, KEEP_LEARNER, LEARNER, MERGE_LEARNERS, UNDO_LEARNER_MERGE},
    },
    program::ended,
};

on_both_engines!(who_is_forgotten_stays_forgotten_after_a_restore);

const BROKEN: i32 = 1;

/// Three people of a counter: two were one sheet when the backup was taken, and one of the two is gone since.
struct People {
    counter: String,
    gone: String,
    parted: String,
    stays: String,
}

async fn who_is_forgotten_stays_forgotten_after_a_restore(engine: Engine) {
    let ground = Ground::ready(engine, "forgotten").await;
    let centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let venue = afar.venue("Hesdin").await;
    let (people, merge) = recorded(&afar, &venue).await;
    let backup = ground.beside("backup");
    ended(sealing(ground.command(&["backup", word(&backup)]))).await.well();
    afar.does(&venue.counter, UNDO_LEARNER_MERGE, json!({ "id": merge })).await;
    afar.does(&venue.counter, ERASE_LEARNER, json!({ "id": people.gone })).await;
    // Whatever happens to this machine now, it is written.
    let listed = fs::read_to_string(list(&ground)).expect("a list");
    assert_eq!(listed, format!("{}\n", people.gone));
    centre.signal("TERM");
    assert_eq!(centre.ends().await, Some(0));

    let said = ended(sealing(ground.command(&["restore", word(&backup), "--force"]))).await.well();
    assert!(said.contains("Une fiche effacée depuis cette sauvegarde") && said.contains("Tout est juste"), "{said}");
    assert_eq!(fs::read_to_string(list(&ground)).expect("the list comes along"), listed);
    people.are_as_they_should_be(&ground).await;
    let said = ground.runs(&["check"]).await.well();
    assert!(said.contains("vrai  RGPD"), "{said}");

    let other = if engine == Engine::Sqlite { Engine::Postgres } else { Engine::Sqlite };
    let apart = Ground::new(other, "forgotten_apart");
    fs::rename(&backup, apart.beside("backup")).expect("the backup is carried elsewhere, alone");
    elsewhere(&people, &apart, &listed).await;
}

/// On a new machine, where no list is at hand.
async fn elsewhere(people: &People, apart: &Ground, listed: &str) {
    let (backup, kept) = (apart.beside("backup"), apart.beside("liste"));
    let restores = async |more: &[&str]| {
        let words = [&["restore", word(&backup)], more].concat();
        ended(sealing(apart.command(&words))).await
    };
    restores(&["--forgotten", word(&kept)]).await.stopped(REFUSED, "liste des personnes effacées");
    assert!(!apart.data().exists(), "nothing was touched");
    let said = restores(&[]).await.well();
    assert!(!said.contains("de nouveau."), "nobody could tell: {said}");
    assert!(people.reads(apart, &people.gone).await.is_object(), "the backup knows them: a list is what forgets them");

    // The list comes later, or the books came back by other means.
    fs::write(list(apart), listed).expect("a list");
    let said = apart.runs(&["check"]).await;
    assert!(said.status == Some(BROKEN) && said.said.contains("FAUX  RGPD"), "{said:?}");
    people.are_as_they_should_be(apart).await;
    apart.runs(&["check"]).await.well();

    fs::rename(list(apart), &kept).expect("the list is kept elsewhere");
    let said = restores(&["--force", "--forgotten", word(&kept)]).await.well();
    assert!(said.contains("Une fiche effacée") && said.contains("Tout est juste"), "{said}");
    people.are_as_they_should_be(apart).await;
}

fn list(ground: &Ground) -> PathBuf {
    ground.data().join("forgotten.txt")
}

async fn recorded(afar: &Afar, venue: &Venue) -> (People, String) {
    let mut ids = Vec::new();
    for given in ["Amandine", "Aminata", "Zoé"] {
        let input = json!({ "givenName": given, "familyName": "Wattebled", "birthYear": 1951, "phone": "0612345678" });
        let kept = afar.does(&venue.counter, KEEP_LEARNER, json!({ "input": input, "another": true })).await;
        ids.push(text(&kept["learnerId"]));
    }
    let [gone, parted, stays]: [String; 3] = ids.try_into().expect("three people");
    let merged = afar.does(&venue.counter, MERGE_LEARNERS, json!({ "from": parted, "into": gone })).await;
    (People { counter: venue.counter.clone(), gone, parted, stays }, text(&merged["mergeId"]))
}

impl People {
    /// What their counter reads of somebody, at a centre on that ground.
    async fn reads(&self, ground: &Ground, id: &str) -> Value {
        self.read(ground, &[id]).await.remove(0)
    }

    async fn are_as_they_should_be(&self, ground: &Ground) {
        let seen = self.read(ground, &[&self.gone, &self.parted, &self.stays]).await;
        assert!(seen[0].is_null(), "{}", seen[0]);
        assert_eq!(seen[1]["shortName"], "Aminata W.", "whoever was one with them is read for themselves");
        assert_eq!(seen[2]["shortName"], "Zoé W.");
    }

    async fn read(&self, ground: &Ground, ids: &[&str]) -> Vec<Value> {
        let centre = ground.serve().await;
        let client = Client::new(centre.url());
        let mut seen = Vec::new();
        for id in ids {
            seen.push(client.shows(&self.counter, LEARNER, json!({ "id": id })).await);
        }
        centre.signal("TERM");
        assert_eq!(centre.ends().await, Some(0));
        seen
    }
}
