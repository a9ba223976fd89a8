//! Answers that are lost on their way to the counter, after the act was done: asked again under its own key, the very same
//! answer comes, byte for byte.

use serde_json::{Value, json};

use super::scale::{bound, count, figures};
use crate::support::{
    afar::{Afar, Client, Ground, Venue},
    engine::{Engine, on_both_engines},
    network::{
        answer::text,
        deeds::{Deed, REDEEM, VOID},
    },
    program::alone,
    sql,
    wire::Wire,
};

on_both_engines!(an_answer_that_was_lost_is_given_again_word_for_word);

async fn an_answer_that_was_lost_is_given_again_word_for_word(engine: Engine) {
    let _alone = alone().await;
    let acts = count(40, 1000);
    let ground = Ground::ready(engine, "answers").await;
    let centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let venue = afar.venue("Hesdin").await;
    let codes = afar.cheques(i64::from(acts) / 50 + 1, 50).await;
    let counter = Counter { wire: Wire::before(centre.url()), centre: afar.client.clone(), venue };

    let (mut lost, mut voided) = (0, 0);
    for (no, code) in (0..acts).zip(&codes) {
        let asked = json!({ "key": format!("lost-{no}"), "venue": counter.venue.id, "codes": [code] });
        let receipt = counter.loses_and_asks_again(REDEEM, &asked).await;
        lost += 1;
        if no % 5 == 4 {
            let receipt = text(&receipt["data"]["redeemCheques"]["receipt"]["id"]);
            let asked = json!({ "key": format!("undone-{no}"), "receipt": receipt, "reason": "erreur de saisie" });
            counter.loses_and_asks_again(VOID, &asked).await;
            (lost, voided) = (lost + 1, voided + 1);
        }
    }
    assert_eq!(sql::count(&ground.place(), "redemption"), i64::from(acts));
    assert_eq!(sql::count(&ground.place(), "redemption_void"), i64::from(voided));
    assert!(!centre.logged("ERROR"), "nothing went wrong that nobody saw");
    drop(centre);
    ground.runs(&["check"]).await.well();
    figures(
        &format!("lost answers on {engine:?}"),
        format!(
            "{lost} answers lost above the act ({voided} of them of a void), each asked again and given byte for byte; {}",
            bound(usize::try_from(lost).expect("a count"))
        ),
    );
}

/// A counter behind a bad wire.
struct Counter {
    wire: Wire,
    centre: Client,
    venue: Venue,
}

impl Counter {
    /// Asks what must be done, and loses the answer; the answer when it asks again.
    async fn loses_and_asks_again(&self, deed: Deed, asked: &Value) -> Value {
        self.wire.lose_the_next_answer();
        let first = Client::new(&self.wire.url()).bytes(&self.venue.counter, deed, asked).await;
        assert!(first.is_err(), "the answer was to be lost");
        let lost = self.wire.lost().expect("the centre had answered");
        let again = self.centre.bytes(&self.venue.counter, deed, asked).await.expect("the centre answers");
        assert_eq!(lost, again, "{} | {}", String::from_utf8_lossy(&lost), String::from_utf8_lossy(&again));
        let answer: Value = serde_json::from_slice(&again).expect("JSON");
        assert!(answer["data"][deed.field]["refusal"].is_null() && answer.get("errors").is_none(), "{answer}");
        answer
    }
}
