//! The proof of the funds beside what the bank says: what is proven, what is in flight, what lacks and by how much; and an
//! audit that goes down to the bank's entry, and from it back to its cheques.

use cheques::books::audit;
use serde_json::{Value, json};

use crate::support::{
    bank_words::{Movement, answer, statement},
    engine::{Engine, on_both_engines},
    network::{
        Network, Wanted,
        answer::text,
        deeds::{BANK_FILE, CHECK, CONFIRM_INCOMING, FUND_PROOF},
    },
};

on_both_engines!(
    a_month_is_proven_day_by_day,
    money_that_leaves_is_named,
    charges_are_made_good,
    an_old_statement_proves_nothing,
    a_sample_goes_down_to_the_bank_and_back,
);

const PAID: &str = "PASSEGUE-000001";

async fn a_month_is_proven_day_by_day(engine: Engine) {
    let net = Network::open(engine, "proof_month").await;
    let hesdin = net.venue("Hesdin").await;
    let run = net.issues(&net.places(&Wanted::default()).await).await;
    let carnet = &run.carnets[0];
    assert_eq!(proof(&net).await["verdict"], "UNPROVEN");

    let label = carnet.serial.split('-').next().expect("a label");
    let funds = Movement::other(10_000, &format!("Mandat 118 commande {label}"));
    let came = net.imports(&statement("R-1", "2025-10-01", 0, &[funds])).await.ok();
    let told = proof(&net).await;
    assert_eq!(kinds(&told), [("NOT_POSTED".to_owned(), 10_000)], "it came, and nobody has said for which order");
    assert_eq!((&told["verdict"], &told["missingCents"]), (&json!("PROVEN"), &json!(0)));

    let seen = net.asks(&net.cast.treasurer, BANK_FILE, json!({ "id": came["fileId"], "waiting": true })).await.shown();
    let entry = &seen["entries"]["edges"][0]["node"];
    let confirm = json!({ "statement": entry["statementId"], "no": entry["no"], "reference": "Mandat 118" });
    net.asks(&net.cast.treasurer, CONFIRM_INCOMING, confirm).await.ok();
    is_even(&net, 10_000).await;

    net.hands_over(carnet, "62447", "JOB_SEEKER").await.ok();
    net.redeems(&hesdin, &[&carnet[0], &carnet[1]]).await.ok();
    is_even(&net, 10_000).await;
    let run = net.sends_a_run().await;
    is_even(&net, 10_000).await;
    let paid: Vec<Movement> =
        net.sent(&run).await.iter().map(|one| Movement::paid(&one.reference, one.cents)).collect();
    net.it_is("2025-10-03", (9, 0));
    net.imports(&statement("R-2", "2025-10-03", 10_000, &paid)).await.ok();
    is_even(&net, 8000).await;
    net.books_hold().await;
}

/// The bank, the ledger and what is promised say the same.
async fn is_even(net: &Network, cents: i64) {
    let told = proof(net).await;
    assert_eq!((&told["verdict"], kinds(&told)), (&json!("PROVEN"), vec![]), "{told}");
    let said = [&told["promisedCents"], &told["ledgerBankCents"], &told["statement"]["closingCents"]];
    assert_eq!(said, [&json!(cents); 3], "{told}");
}

/// Ten thousand euros leave the bank with the ledger untouched.
async fn money_that_leaves_is_named(engine: Engine) {
    let net = Network::open(engine, "proof_theft").await;
    let wanted = Wanted { carnets: 120, ..Wanted::default() };
    let funded = wanted.value();
    net.order(wanted).await;
    let came = Movement::other(funded, "MANDAT COMMUNAUTE DE COMMUNES");
    net.imports(&statement("R-1", "2025-10-01", 0, &[came])).await.ok();
    is_even(&net, funded).await;

    net.it_is("2025-10-02", (9, 0));
    let left = Movement::other(-1_000_000, "VIREMENT DIVERS");
    net.imports(&statement("R-2", "2025-10-02", funded, &[left])).await.ok();
    let told = proof(&net).await;
    assert_eq!((&told["verdict"], &told["missingCents"]), (&json!("MISSING"), &json!(1_000_000)));
    assert_eq!(kinds(&told), [("UNKNOWN_DEBIT".to_owned(), -1_000_000)]);
    assert_eq!(told["differences"][0]["day"], "2025-10-02");
    let check = net.asks(&net.cast.operator, CHECK, json!({})).await.ok();
    assert_eq!(check["holds"], true, "the ledger is as it was: {check}");
    // It stays so, however old the news becomes.
    net.it_is("2025-11-02", (9, 0));
    assert_eq!(proof(&net).await["verdict"], "MISSING");
}

async fn charges_are_made_good(engine: Engine) {
    let net = Network::open(engine, "proof_charges").await;
    net.imports(&statement("R-1", "2025-10-01", 0, &[Movement::other(-350, "FRAIS DE TENUE DE COMPTE")])).await.ok();
    let told = proof(&net).await;
    assert_eq!((&told["verdict"], &told["missingCents"]), (&json!("MISSING"), &json!(350)));
    net.it_is("2025-10-02", (9, 0));
    net.imports(&statement("R-2", "2025-10-02", -350, &[Movement::other(350, "VERSEMENT DU RESEAU")])).await.ok();
    let told = proof(&net).await;
    assert_eq!((&told["verdict"], &told["missingCents"]), (&json!("PROVEN"), &json!(0)));
    assert_eq!(kinds(&told), [("CHARGE".to_owned(), -350), ("UNKNOWN_CREDIT".to_owned(), 350)]);
}

async fn an_old_statement_proves_nothing(engine: Engine) {
    let net = Network::open(engine, "proof_old").await;
    net.imports(&statement("R-1", "2025-10-01", 0, &[])).await.ok();
    net.it_is("2025-10-08", (23, 0));
    assert_eq!(proof(&net).await["verdict"], "PROVEN");
    net.it_is("2025-10-09", (0, 0));
    assert_eq!(proof(&net).await["verdict"], "UNPROVEN");
}

async fn a_sample_goes_down_to_the_bank_and_back(engine: Engine) {
    let net = Network::open(engine, "audit_bank").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok();
    net.redeems(&auchy, &[&carnet[3]]).await.ok();
    let sent = net.sent(&net.sends_a_run().await).await;
    // The bank does not know Hesdin's account on that day; it pays Auchy.
    let said = [(sent[0].reference.clone(), "RJCT", Some("MS03"))];
    net.imports(&answer("REP-1", PAID, &said)).await.ok();
    net.it_is("2025-10-02", (9, 0));
    let paid = Movement::paid(&sent[1].reference, sent[1].cents);
    net.imports(&statement("R-1", "2025-10-02", 10_000, &[paid])).await.ok();
    let again = net.sent(&net.sends_a_run().await).await;
    net.it_is("2025-10-03", (9, 0));
    let paid = Movement::paid(&again[0].reference, again[0].cents);
    net.imports(&statement("R-2", "2025-10-03", 9000, &[paid])).await.ok();

    let store = net.centre().store();
    let all = audit::sample(store, 60, 7).await.expect("the books are read");
    let of = |no: usize| all.iter().find(|one| one.cheque.ends_with(&format!("/{no}"))).expect("this cheque");
    let [straight] = &of(4).runs[..] else { panic!("one run: {:?}", of(4)) };
    assert_eq!(straight.bank.iter().map(|entry| entry.ending.as_str()).collect::<Vec<_>>(), ["paid"]);
    assert_eq!((straight.bank[0].number.as_str(), straight.bank[0].amount.get()), ("R-1", -1000));
    let [first, second] = &of(1).runs[..] else { panic!("two runs: {:?}", of(1)) };
    assert_eq!((&first.left[..], first.bank[0].ending.as_str()), (&["rejected".to_owned()][..], "rejected"));
    assert_eq!((second.left.is_empty(), second.bank[0].ending.as_str()), (true, "paid"));
    assert_eq!(second.transfer.as_ref().map(|it| (it.amount.get(), it.cheques)), Some((3000, 3)));

    let behind = audit::bank_entry(store, &again[0].reference).await.expect("the books are read");
    let [behind] = &behind[..] else { panic!("one entry: {behind:?}") };
    assert_eq!((behind.run.as_ref().map(|run| run.no), behind.total.get(), behind.kept.get()), (Some(2), 3000, 0));
    let named: Vec<&str> = behind.cheques.iter().filter_map(|one| one.cheque.rsplit('/').next()).collect();
    assert_eq!(named, ["1", "2", "3"]);
    let bank = audit::bank_entry(store, &straight.bank[0].reference).await.expect("the books are read");
    assert_eq!(bank[0].cheques.iter().map(|one| one.value.get()).collect::<Vec<_>>(), [1000]);
    net.books_hold().await;
}

async fn proof(net: &Network) -> Value {
    net.asks(&net.cast.funder, FUND_PROOF, json!({})).await.shown()
}

fn kinds(told: &Value) -> Vec<(String, i64)> {
    let all = told["differences"].as_array().expect("differences");
    all.iter().map(|one| (text(&one["kind"]), one["amountCents"].as_i64().expect("cents"))).collect()
}
