//! A whole year of an order on a moved clock, run by three people, from the person who asks for a booklet to the file of the
//! accountant. After every step the books hold, and what the bank says proves that the money is there.

mod bank;
mod chapter;

use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        answer::text,
        deeds::{
            ANSWER_STATEMENT, BANK_ACCOUNT, CARNET_FILES, CLOSE_ORDER, CREDIT_NOTE, DISPUTES, PROPOSE_STATEMENT,
            REFUND, RETURNED, VALIDATE_END,
        },
    },
};
use bank::Bank;
use chapter::{NEW_IBAN, Year};

on_both_engines!(a_year_goes_by_and_every_cent_is_explained);

async fn a_year_goes_by_and_every_cent_is_explained(engine: Engine) {
    let mut year = Year::begins(engine).await;
    october(&mut year).await;
    november(&mut year).await;
    december(&mut year).await;
    spring(&mut year).await;
    autumn(&mut year).await;
    the_end(&mut year).await;
    ten_thousand_euros_leave(&mut year).await;
}

/// The order is placed, printed and paid in two parts; somebody who asked at Hesdin has a booklet and uses it.
async fn october(year: &mut Year) {
    year.somebody_asks_too_early().await;
    year.orders().await;
    year.somebody_asks_at_hesdin().await;
    year.prints_and_delivers().await;
    year.proven("printed").await;
    year.hand_over(1).await.refused("NOT_ACTIVE");
    // Two booklets and a half are covered: two are active.
    year.funds_come("2025-10-03", 25_000, "Mandat 118").await;
    year.proven("first funds").await;
    year.hand_over(2).await.refused("NOT_ACTIVE");
    year.who_asked_has_a_booklet().await;
    year.hand_over(1).await.ok();
    year.proven("handed over").await;

    year.it_is("2025-10-10");
    year.takes("Hesdin", 0, 0..3).await;
    let mistake = year.takes("Auchy", 1, 0..2).await;
    year.net.voids(&year.auchy, &mistake).await.ok();
    year.takes("Auchy", 1, 0..1).await;
    year.proven("used and undone").await;
    year.funds_come("2025-10-14", 25_000, "Mandat 131").await;
    year.hand_over(2).await.ok();
    year.proven("second funds").await;

    year.it_is("2025-10-31");
    let run = year.sends_a_run().await;
    year.proven("october is with the bank").await;
    year.it_is("2025-11-03");
    year.bank_pays(&run).await;
    year.proven("october is paid").await;
    year.ends_with(&run, 4000).await;
}

/// An act that was paid is reversed, another one is held; the bank rejects a transfer.
async fn november(year: &mut Year) {
    year.it_is("2025-11-05");
    let paid = year.takes("Auchy", 1, 1..2).await;
    let october = year.first_act("Auchy").await;
    let undone = year.net.reverses(&october, &[]).await.ok();
    assert_eq!(undone["recoverableCents"], 1000, "Auchy was paid for it, and owes it back");
    year.proven("reversed after payment").await;
    year.takes("Auchy", 1, 0..1).await;
    year.takes("Auchy", 1, 2..4).await;
    let watched = year.takes("Hesdin", 2, 0..2).await;
    year.net.holds(&watched, &[1]).await.ok();
    year.watched = Some(watched);
    year.proven("held").await;

    year.it_is("2025-11-28");
    let run = year.sends_a_run().await;
    // Hesdin: one of two. Auchy: four, less the one that it owes back.
    assert_eq!(year.amounts(&run).await, [3000, 1000]);
    year.proven("november is with the bank").await;
    year.it_is("2025-12-01");
    year.bank_rejects(&run, "Auchy", "AC04").await;
    year.bank_pays_venue(&run, "Hesdin").await;
    year.proven("one paid, one rejected").await;
    let account =
        year.net.asks(&year.auchy.manager, BANK_ACCOUNT, json!({ "structure": year.auchy.structure })).await.shown();
    assert_eq!(account["state"], "SUSPENDED");
    year.net.voids(&year.auchy, &paid).await.refused("VOID_TOO_LATE");
}

/// Auchy has another account, and waits three days for it; a booklet is lost and replaced; a transfer comes back.
async fn december(year: &mut Year) {
    year.it_is("2025-12-02");
    let dossier = year.net.proposes_account(&year.auchy.manager, &year.auchy.structure, NEW_IBAN).await.ok();
    year.net.approves_account(&year.ben, &text(&dossier["id"])).await.ok();
    year.proven("another account").await;

    let lost = year.carnets[1].serial.clone();
    let talon = json!({ "structure": year.hesdin.structure, "serial": lost });
    let files = year.net.asks(&year.hesdin.counter, CARNET_FILES, talon).await.shown();
    assert_eq!(files["nodes"][0]["remainingCheques"], 6);
    year.net.blocks(&year.hesdin.counter, &lost, "LOST").await.ok();
    year.refuses("Auchy", 1, 4, "BLOCKED").await;
    year.proven("blocked").await;
    let replaced = year.net.replaces(&year.net.cast.prescriber, &lost, &year.carnets[3].serial).await.ok();
    assert_eq!((&replaced["cheques"], &replaced["valueCents"]), (&json!(6), &json!(6000)));
    year.proven("replaced").await;
    year.takes("Hesdin", 3, 4..6).await;
    let watched = year.watched.clone().expect("an act is held");
    year.net.releases(&watched, &[1]).await.ok();
    year.proven("released").await;

    year.it_is("2025-12-31");
    let run = year.sends_a_run().await;
    assert_eq!(year.amounts(&run).await, [3000, 3000], "what was rejected; what was released and two more");
    year.it_is("2026-01-05");
    year.bank_pays(&run).await;
    year.proven("december is paid").await;
    year.it_is("2026-01-08");
    year.bank_returns(&run, "Hesdin", "MS03").await;
    year.proven("a transfer came back").await;
    let bounced = year.net.asks(&year.ben, RETURNED, json!({})).await.nodes();
    let stages: Vec<&Value> = bounced.iter().map(|one| &one["stage"]).collect();
    assert_eq!(stages, ["returned", "rejected"], "newest first");
}

/// The same account is looked at again, and the money sent anew.
async fn spring(year: &mut Year) {
    let structure = year.hesdin.structure.clone();
    let dossier = year.net.proposes_account(&year.hesdin.manager, &structure, chapter::HESDIN_IBAN).await.ok();
    year.net.approves_account(&year.cleo, &text(&dossier["id"])).await.ok();
    year.it_is("2026-01-30");
    let run = year.sends_a_run().await;
    assert_eq!(year.amounts(&run).await, [3000]);
    year.it_is("2026-02-02");
    year.bank_pays(&run).await;
    year.proven("sent anew and paid").await;
    let disputes = year.net.asks(&year.ada, DISPUTES, json!({})).await.nodes();
    assert!(disputes.is_empty(), "{disputes:?}");
}

/// Distribution ends, then validity, then tolerance.
async fn autumn(year: &mut Year) {
    year.it_is("2026-07-01");
    year.hand_over(4).await.refused("DISTRIBUTION_ENDED");
    year.it_is("2026-08-31");
    assert_eq!(year.alerts().await, ["J-30"]);
    year.it_is("2026-09-15");
    assert_eq!(year.alerts().await, ["J-30", "J-15"]);
    year.net.asks(&year.net.cast.funder, VALIDATE_END, json!({ "order": year.order })).await.ok();
    year.it_is("2026-09-23");
    assert_eq!(year.alerts().await, ["J-30", "J-15", "J-7"]);
    year.it_is("2026-10-15");
    year.takes("Hesdin", 0, 3..4).await;
    year.proven("used in tolerance").await;
    year.it_is("2026-10-31");
    assert_eq!(year.alerts().await, ["J-30", "J-15", "J-7", "J+30"]);
    year.refuses("Hesdin", 0, 4, "EXPIRED").await;
    let run = year.sends_a_run().await;
    year.it_is("2026-11-03");
    year.bank_pays(&run).await;
    year.proven("the last run is paid").await;
}

/// The order is closed, its statement signed by both sides, what is left credited and paid back, the year told in entries.
async fn the_end(year: &mut Year) {
    year.it_is("2026-11-07");
    let this = json!({ "order": year.order });
    assert_eq!(year.alerts().await, ["J-30", "J-15", "J-7", "J+30", "J+37"]);
    year.net.asks(&year.ada, CLOSE_ORDER, this.clone()).await.ok();
    year.proven("closed").await;
    year.net.asks(&year.ada, PROPOSE_STATEMENT, this.clone()).await.ok();
    year.net.asks(&year.net.cast.funder, ANSWER_STATEMENT, json!({ "order": year.order, "accept": true })).await.ok();
    let note = year.net.asks(&year.ben, CREDIT_NOTE, this).await.ok();
    // Three at Hesdin in October, four at Auchy, two at Hesdin in November, two in December, one in October 2026.
    assert_eq!(note["amountCents"], 50_000 - 12 * 1000);
    year.proven("credited").await;
    let paid = json!({ "order": year.order, "reference": "VIR AVOIR" });
    year.net.asks(&year.ben, REFUND, paid).await.ok();
    year.bank.moves(bank::Movement::other(-38_000, "VIR AVOIR"));
    year.proven("paid back").await;
    year.told_in_entries().await;
}

/// Ten thousand euros leave the bank, and no line of the ledger says why.
async fn ten_thousand_euros_leave(year: &mut Year) {
    year.next_order_is_funded(1_200_000).await;
    year.proven("the next order is funded").await;
    year.it_is("2026-11-12");
    year.bank.moves(bank::Movement::other(-1_000_000, "VIREMENT"));
    let told: Value = year.proof().await;
    assert_eq!((&told["verdict"], &told["missingCents"]), (&json!("MISSING"), &json!(1_000_000)), "{told}");
    assert_eq!(told["ledgerBankCents"], 1_200_000, "the ledger knows nothing of it");
    assert_eq!(told["statement"]["closingCents"], 200_000);
    let named = told["differences"].as_array().expect("differences").iter();
    let named: Vec<_> = named.filter(|one| one["kind"] == "UNKNOWN_DEBIT").map(|one| &one["amountCents"]).collect();
    assert_eq!(named, [&json!(-1_000_000)]);
    let statements = Bank::statements(&year.bank);
    assert!(statements > 20, "the bank was asked after every step: {statements}");
}
