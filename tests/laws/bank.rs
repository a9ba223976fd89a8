//! A thousand payments of which the bank says anything: paid, rejected, returned, told twice, told in another order. After each
//! file the books are conserved; at the end nothing is lost. A first payment on an account is capped.

use std::collections::BTreeMap;

use cheques::payments::{
    export::export_settlement,
    import_bank::{Imported, import_bank_file},
    set_terms::set_payment_terms,
    settle::{Approve, NewAccounts, approve_knowing, prepare},
    terms::Terms,
};
use kernel::{
    access::{Actor, Role},
    cents::Cents,
    ids::SettlementId,
};
use registry::{
    accounts::{
        decide::{WrittenDecision, decide_bank_account},
        dossier::PayeeCheck,
        propose::{WrittenAccount, propose_bank_account},
    },
    structure::StructureKind,
};

use crate::{
    ledger::balances,
    support::{
        bank_words::{Movement, answer, notification, statement},
        books::{Centre, Venue},
        engine::{Engine, on_both_engines},
        sql,
    },
};

on_both_engines!(a_thousand_answers_of_the_bank_balance);

const VENUES: usize = 50;
const ROUNDS: usize = 20;
/// The most that is first paid on an account: less than two rounds, so that what bounced is capped.
const CAP: i64 = 700;

/// A payment with the bank, of which the file has not said everything yet.
#[derive(Clone, Debug)]
struct Sent {
    reference: String,
    cents: i64,
}

async fn a_thousand_answers_of_the_bank_balance(engine: Engine) {
    let centre = Centre::new(engine, "bank_law").await;
    let funder = centre.structure("Département", StructureKind::Funder).await;
    let mut venues = Vec::new();
    for no in 0..VENUES {
        venues.push(centre.venue(&format!("Lieu {no}"), None).await);
    }
    let few = |count: usize| i64::try_from(count).expect("few");
    let codes = centre.living(funder, (few(ROUNDS), few(VENUES), 5)).await;
    let mut codes = codes.chunks(1);
    let from = centre.now().day().plus_days(1);
    let terms = Terms { from, minimum: Cents::ZERO, delay_days: 30, first_payment_cap: Some(Cents::new(CAP)) };
    set_payment_terms(&centre.desk, &centre.treasurer, &centre.key(), terms).await.expect("the terms are set");
    let (mut paid, mut days, mut counted, mut capped) = (0, 0, 0, 0);
    for round in 0..ROUNDS {
        for venue in &venues {
            centre.redeem(venue, codes.next().expect("cheques enough")).await.expect("honoured");
        }
        centre.wait_days(1);
        let run = sends(&centre).await;
        let sent = payments(&centre, run);
        counted += sent.len();
        capped += sent.iter().filter(|one| one.cents == CAP).count();
        paid += told(&centre, round, &sent, &mut days).await;
        centre.books_balance().await;
        let [bank, held, due, transit, refundable] = balances(&centre.place());
        assert_eq!(bank, held + due + transit + refundable, "value is conserved");
        assert_eq!(transit, 0, "the bank has said everything");
        looks_again(&centre, &venues).await;
    }
    assert!(counted >= VENUES * ROUNDS - VENUES, "{counted} payments");
    assert!(capped > 0, "a first payment that bounced is capped the next time");
    let spent = few(VENUES * ROUNDS * 500);
    let [_, _, due, _, _] = balances(&centre.place());
    assert_eq!(due + paid, spent, "what was honoured was paid, or is due again");
}

async fn sends(centre: &Centre) -> SettlementId {
    let run = prepare(&centre.desk, &centre.treasurer, &centre.key()).await.expect("a run").settlement;
    let asked = Approve { settlement: run, execution_day: None };
    approve_knowing(&centre.desk, &centre.other_treasurer, &centre.key(), asked, NewAccounts::Seen)
        .await
        .expect("approved");
    export_settlement(&centre.desk, &centre.treasurer, &centre.key(), run).await.expect("a file");
    run
}

fn payments(centre: &Centre, run: SettlementId) -> Vec<Sent> {
    let rows = sql::payments(&centre.place(), &run.to_string());
    rows.into_iter().map(|(reference, cents)| Sent { reference, cents }).collect()
}

async fn imports(centre: &Centre, file: &str) -> Imported {
    let id = centre.deposits(&centre.treasurer, "application/xml", file.as_bytes()).await;
    import_bank_file(&centre.desk, &centre.treasurer, &centre.key(), id).await.expect("a file of the bank")
}

/// The bank says something of each payment, in files of all kinds, some of them twice; answers what stayed paid.
async fn told(centre: &Centre, round: usize, sent: &[Sent], days: &mut usize) -> i64 {
    let mut fates: BTreeMap<u64, Vec<&Sent>> = BTreeMap::new();
    for one in sent {
        fates.entry(u64::from(centre.chance().bytes::<1>()[0]) % 5).or_default().push(one);
    }
    let of = |fate: u64| fates.get(&fate).cloned().unwrap_or_default();
    let paid = |one: &&Sent| Movement::paid(&one.reference, one.cents);
    let back = |one: &&Sent| Movement::returned(&one.reference, one.cents, ["AC04", "MS03"][round % 2]);
    let message = &sent[0].reference[..15];
    let day = || centre.now().day().to_string();
    // Rejected by the answer; accepted by it and paid by the notification; paid by the statement; returned, some of them
    // before their debit is told.
    let rejected: Vec<_> =
        of(0).iter().map(|one| (one.reference.clone(), "RJCT", Some(["AC01", "AM04"][round % 2]))).collect();
    let accepted: Vec<_> = of(1).iter().map(|one| (one.reference.clone(), "ACSP", None)).collect();
    imports(centre, &answer(&format!("REP-{round}"), message, &[rejected, accepted].concat())).await;
    let notified: Vec<Movement> = of(1).iter().map(paid).chain(of(3).iter().map(paid)).collect();
    let advice = notification(&format!("AVIS-{round}"), &day(), &notified);
    let first = imports(centre, &advice).await;
    assert_eq!(imports(centre, &advice).await, first, "the same file twice");
    let mut all: Vec<Movement> = of(4).iter().map(back).chain(of(4).iter().map(paid)).collect();
    all.extend(of(1).iter().map(paid).chain(of(2).iter().map(paid)).chain(of(3).iter().map(paid)));
    all.push(Movement::other(-120, "COMMISSION"));
    *days += 1;
    let told = imports(centre, &statement(&format!("REL-{days}"), &day(), 1_000_000, &all)).await;
    assert_eq!(told.totals.unmatched, 1, "{told:?}");
    let later: Vec<Movement> = of(3).iter().map(back).collect();
    imports(centre, &statement(&format!("RET-{days}"), &day(), 1_000_000, &later)).await;
    let stays: i64 = of(1).iter().chain(&of(2)).map(|one| one.cents).sum();
    stays
}

/// Accounts that did not take a payment are looked at again, by two persons.
async fn looks_again(centre: &Centre, venues: &[Venue]) {
    let lodge = centre.lodge();
    for venue in venues {
        let Some(account) = sql::suspended(&centre.place(), &venue.structure.to_string()) else { continue };
        let manager = Actor::member(centre.chance().id(), venue.structure, [Role::VenueManager]);
        let (holder, iban, bic) = account;
        let document_day = centre.now().day().to_string();
        let written = WrittenAccount { holder, iban, bic, document_day, ..WrittenAccount::default() };
        let key = centre.key();
        let dossier =
            propose_bank_account(&centre.store, &manager, &key, venue.structure, &written).await.expect("proposed");
        let decision =
            WrittenDecision { accept: true, payee_check: Some(PayeeCheck::Match), ..WrittenDecision::default() };
        decide_bank_account(&lodge, &centre.treasurer, &centre.key(), dossier.id, &decision).await.expect("approved");
    }
}
