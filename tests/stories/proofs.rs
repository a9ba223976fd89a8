//! Whether the money is there, and whether nothing was changed since: proof of funds, roots of days, what is published.

use cheques::books::{
    audit,
    daily_root::{self, Borne},
};
use kernel::root::PrintedRoot;
use serde_json::{Value, json};

use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::text,
        cast::Person,
        deeds::{CHECK, DAILY_ROOTS, FUND_PROOF, TRANSPARENCY},
    },
};

on_both_engines!(
    the_proof_sums_what_is_promised,
    without_a_statement_nothing_is_proven,
    each_day_is_signed_once_and_kept,
    a_root_on_paper_sees_what_was_changed,
    a_month_is_published_once_for_everybody,
    a_tampered_line_is_named_with_its_column,
    a_cheque_is_followed_to_its_transfer,
);

async fn the_proof_sums_what_is_promised(engine: Engine) {
    let net = Network::open(engine, "proof").await;
    let hesdin = net.venue("Hesdin").await;
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    let sums = |proof: &Value| {
        [
            "unusedCents",
            "unusedCountedCents",
            "dueCents",
            "inTransitCents",
            "refundableCents",
            "promisedCents",
            "ledgerBankCents",
        ]
        .map(|name| proof[name].as_i64().expect("cents"))
    };
    assert_eq!(sums(&proof(&net, &net.cast.funder).await), [8000, 8000, 2000, 0, 0, 10_000, 10_000]);
    let run = net.prepares().await;
    net.approves(&run).await.ok();
    assert_eq!(sums(&proof(&net, &net.cast.operator).await), [8000, 8000, 0, 2000, 0, 10_000, 10_000]);
    net.exports(&run).await.ok();
    net.confirms(&run).await.ok();
    assert_eq!(sums(&proof(&net, &net.cast.treasurer).await), [8000, 8000, 0, 0, 0, 8000, 8000]);
    for who in [&net.cast.analyst, &net.cast.prescriber, &hesdin.manager, &hesdin.counter, &Person::nobody()] {
        assert!(proof(&net, who).await.is_null(), "{who:?}");
    }
}

async fn without_a_statement_nothing_is_proven(engine: Engine) {
    let net = Network::open(engine, "unproven").await;
    net.carnet().await;
    let told = proof(&net, &net.cast.funder).await;
    assert_eq!((&told["verdict"], &told["statement"]), (&json!("UNPROVEN"), &Value::Null));
    // Books that contradict themselves are no proof either, whatever the bank says.
    net.rewrites("update transfer set amount_cents = amount_cents + 100 where reason = 'funding'").await;
    assert_eq!(proof(&net, &net.cast.funder).await["verdict"], "LEDGER_WRONG");
}

async fn each_day_is_signed_once_and_kept(engine: Engine) {
    let net = Network::open(engine, "roots").await;
    let keeps = async || net.centre().keep_books().await.expect("the books are kept");
    assert_eq!(keeps().await.days, 0, "nothing has happened yet");
    let hesdin = net.venue("Hesdin").await;
    let carnet = net.carnet().await;
    assert_eq!(keeps().await.days, 0, "the day has not ended");
    net.it_is("2025-10-02", (0, 0));
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.it_is("2025-10-05", (8, 0));
    assert_eq!(keeps().await.days, 4, "the first of October, and three days since");
    assert_eq!(keeps().await.days, 0);
    let roots = net.asks(&net.cast.funder, DAILY_ROOTS, json!({})).await.nodes();
    let told: Vec<(String, i64)> =
        roots.iter().map(|root| (text(&root["day"]), root["ledgerNo"].as_i64().expect("a number"))).collect();
    let expected = [("2025-10-04", 2), ("2025-10-03", 2), ("2025-10-02", 2), ("2025-10-01", 1)];
    assert_eq!(told, expected.map(|(day, no)| (day.to_owned(), no)));
    let page = net.asks(&net.cast.operator, DAILY_ROOTS, json!({ "first": 2 })).await.shown();
    assert_eq!(
        (&page["pageInfo"]["hasNextPage"], &page["pageInfo"]["endCursor"]),
        (&json!(true), &json!("2025-10-03"))
    );
    for who in [&net.cast.analyst, &hesdin.manager, &Person::nobody()] {
        assert!(net.asks(who, DAILY_ROOTS, json!({})).await.nodes().is_empty());
    }
    net.books_hold().await;
    net.rewrites("update daily_root set ledger_no = 1 where ledger_no = 2").await;
    assert!(wrong(&net).await.contains("racine"), "a root that was rewritten is found");
}

async fn a_root_on_paper_sees_what_was_changed(engine: Engine) {
    let net = Network::open(engine, "root_on_paper").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.it_is("2025-11-01", (8, 0));
    net.centre().keep_books().await.expect("the books are kept");
    net.redeems(&hesdin, &[&carnet[1]]).await.ok();
    let roots = net.asks(&net.cast.treasurer, DAILY_ROOTS, json!({ "first": 1 })).await.nodes();
    let printed: PrintedRoot = text(&roots[0]["root"]).parse().expect("a root as it is printed");
    let bears = async |printed: &PrintedRoot| {
        daily_root::bears(net.centre().store(), printed.clone()).await.expect("the books are read")
    };
    assert_eq!(bears(&printed).await, Borne::Yes);
    let bare = PrintedRoot { signature: None, ..printed.clone() };
    assert_eq!(bears(&bare).await, Borne::Yes, "the signature need not be copied");
    let forged = PrintedRoot { signature: Some([7; 64]), ..printed.clone() };
    assert_eq!(bears(&forged).await, Borne::NotSigned);
    net.rewrites("update transfer set hash = (select hash from transfer where ledger_no = 1) where ledger_no = 2")
        .await;
    assert_eq!(bears(&printed).await, Borne::No);
}

async fn a_month_is_published_once_for_everybody(engine: Engine) {
    let net = Network::open(engine, "published").await;
    let keeps = async || net.centre().keep_books().await.expect("the books are kept").month;
    let months = async || net.asks(&Person::nobody(), TRANSPARENCY, json!({})).await.nodes();
    let hesdin = net.venue("Hesdin").await;
    let run = net.order(Wanted { carnets: 12, cheques: 2, ..Wanted::default() }).await;
    assert!(!keeps().await, "the month has not ended");
    for carnet in &run.carnets {
        net.hands_over(carnet, "62447", "OTHER").await.ok();
    }
    net.it_is("2025-10-10", (9, 0));
    for carnet in &run.carnets[..10] {
        net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    }
    net.it_is("2025-10-20", (9, 0));
    net.redeems(&hesdin, &[&run.carnets[10][0], &run.carnets[11][0]]).await.ok();
    let settlement = net.prepares().await;
    net.approves(&settlement).await.ok();
    net.exports(&settlement).await.ok();
    net.it_is("2025-10-30", (9, 0));
    net.confirms(&settlement).await.ok();
    net.it_is("2025-11-01", (0, 5));
    assert!(keeps().await);
    assert!(!keeps().await, "once");
    let told = months().await;
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0]["month"], &told[0]["verdict"]), (&json!("2025-10-01"), &json!("UNPROVEN")));
    assert_eq!(told[0]["delays"], json!({ "cheques": 12, "medianDays": 20, "ninetiethDays": 20 }));
    let totals = json!({ "fundedCents": 24_000, "usedCents": 12_000, "paidCents": 12_000, "venues": 1 });
    assert_eq!(told[0]["totals"], totals);
    net.it_is("2025-12-01", (9, 0));
    assert!(keeps().await);
    let told = months().await;
    assert_eq!((told.len(), &told[0]["delays"]), (2, &Value::Null), "nothing was paid in November");
}

/// What each change of a column must be called; every column of a redemption's line, and of others.
async fn a_tampered_line_is_named_with_its_column(engine: Engine) {
    let net = Network::open(engine, "tampered").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    net.redeems(&auchy, &[&carnet[1]]).await.ok();
    let run = net.prepares().await;
    net.approves(&run).await.ok();
    let table: [(&'static str, &'static str, &str); 8] = [
        ("update transfer set amount_cents = amount_cents + 100 where ledger_no = 2",
         "update transfer set amount_cents = amount_cents - 100 where ledger_no = 2", "Ligne 2 : son montant"),
        ("update transfer set amount_cents = amount_cents + 100 where ledger_no = 1",
         "update transfer set amount_cents = amount_cents - 100 where ledger_no = 1", "Ligne 1 : son montant"),
        ("update transfer set amount_cents = amount_cents + 100 where ledger_no = 4",
         "update transfer set amount_cents = amount_cents - 100 where ledger_no = 4", "Ligne 4 : son montant"),
        ("update transfer set at = at + 1 where ledger_no = 2", "update transfer set at = at - 1 where ledger_no = 2",
         "Ligne 2 : son heure"),
        ("update transfer set reason = 'gift' where ledger_no = 3",
         "update transfer set reason = 'redemption' where ledger_no = 3", "Ligne 3 : son motif"),
        ("update transfer set credit_kind = 'refundable' where ledger_no = 3",
         "update transfer set credit_kind = 'due' where ledger_no = 3", "Ligne 3 : l’un de ses comptes"),
        ("update transfer set corrects = 1 where ledger_no = 3", "update transfer set corrects = null where ledger_no = 3",
         "Ligne 3 : la ligne qu’elle corrige"),
        ("update transfer set credit_owner = (select credit_owner from transfer where ledger_no = 2) where ledger_no = 3",
         "update transfer set credit_owner = (select debit_owner from transfer where ledger_no > 3 and debit_owner <>
            (select credit_owner from transfer where ledger_no = 2)) where ledger_no = 3", "Ligne 3 : l’un de ses comptes"),
    ];
    for (change, mend, named) in table {
        net.rewrites(change).await;
        let told = wrong(&net).await;
        assert!(told.contains(named), "{named} in {told}");
        net.rewrites(mend).await;
        net.books_hold().await;
    }
    net.rewrites("update transfer set hash = (select hash from transfer where ledger_no = 1) where ledger_no = 2")
        .await;
    let told = wrong(&net).await;
    assert!(told.contains("Ligne 2 : son empreinte") && !told.contains("Ligne 3"), "{told}");
}

async fn a_cheque_is_followed_to_its_transfer(engine: Engine) {
    let net = Network::open(engine, "audit").await;
    let (hesdin, carnet) = (net.venue("Hesdin").await, net.carnet().await);
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    let undone = net.redeems(&hesdin, &[&carnet[2]]).await.ok();
    net.voids(&hesdin, &text(&undone["id"])).await.ok();
    let run = net.prepares().await;
    net.approves(&run).await.ok();
    net.redeems(&hesdin, &[&carnet[3]]).await.ok();
    let store = net.centre().store();
    let all = audit::sample(store, 60, 7).await.expect("the books are read");
    assert_eq!(all.len(), 4);
    let followed = |no: usize| all.iter().find(|one| one.cheque.ends_with(&format!("/{no}"))).expect("this cheque");
    let paid = followed(1);
    assert!(paid.order.funds_reference.as_deref().is_some_and(|it| it.starts_with("VIR ")), "{paid:?}");
    assert!(paid.venue.contains("Hesdin"), "{paid:?}");
    let given = paid.hand_over.as_ref().expect("it was handed over");
    assert!(given.by.contains("Mission locale"), "{given:?}");
    let [passage] = &paid.runs[..] else { panic!("one run: {paid:?}") };
    assert_eq!((passage.run.no, &passage.left), (1, &Vec::new()));
    let transfer = passage.transfer.as_ref().expect("a transfer");
    assert_eq!((transfer.amount.get(), transfer.cheques), (2000, 2));
    assert!(transfer.reference.starts_with("PASSEGUE-000001-") && transfer.iban.contains("••••"), "{transfer:?}");
    assert!(followed(3).undone.is_some() && followed(3).runs.is_empty());
    assert!(followed(4).undone.is_none() && followed(4).runs.is_empty());
    let again = audit::sample(store, 2, 9).await.expect("the books are read");
    assert_eq!(again, audit::sample(store, 2, 9).await.expect("the same"), "one seed, one sample");
    assert_eq!(again.len(), 2);
    assert!(audit::bank_entry(store, "NULLE-PART").await.expect("the books are read").is_empty());
}

async fn proof(net: &Network, who: &Person) -> Value {
    net.asks(who, FUND_PROOF, json!({})).await.shown()
}

/// The advice of every finding that is wrong.
async fn wrong(net: &Network) -> String {
    let check = net.asks(&net.cast.operator, CHECK, json!({})).await.ok();
    let findings = check["findings"].as_array().expect("findings");
    let wrong = findings.iter().filter(|one| one["wrong"] != 0);
    wrong.map(|one| format!("{} {}\n", one["says"], one["advice"])).collect()
}
