//! The books as an accountant reads them: entries, balances, statements of accounts at any time.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use serde_json::{Value, json};

use crate::{
    recount::text as said,
    support::{
        bank_words::{Movement, answer, notification},
        engine::{Engine, on_both_engines},
        network::{
            Network, Place, Wanted,
            answer::text,
            cast::Person,
            deeds::{ACCOUNT, FEC, ORDER_STATEMENT, SET_TERMS, TRIAL_BALANCE},
        },
        root,
    },
};

on_both_engines!(
    a_month_is_told_in_entries_that_balance,
    what_a_later_run_pays_is_lettered_with_it,
    the_rest_of_a_first_payment_is_lettered_with_the_run_that_pays_it,
    an_exercise_begins_with_what_was_there,
    the_file_is_for_the_treasurer_and_asked_properly,
    an_account_is_read_at_any_time,
    a_funder_reads_what_became_of_its_money,
);

const SIREN: &str = "200044030";

async fn a_month_is_told_in_entries_that_balance(engine: Engine) {
    let net = Network::open(engine, "fec").await;
    let (hesdin, auchy) = a_month(&net).await;
    net.redeems(&hesdin, &[&net.carnet().await[0]]).await.ok();
    drop(auchy);

    let asked = json!({ "key": "compta-1", "siren": "200 044 030", "until": "2025-11-05" });
    net.it_is("2025-11-05", (9, 0));
    let first = net.asks(&net.cast.treasurer, FEC, asked.clone()).await;
    let replay = net.asks(&net.cast.treasurer, FEC, asked).await;
    assert_eq!(first.text(), replay.text(), "the same key, the same file and the same ticket");
    let export = first.ok();
    let file = fetched(&net, &export).await;
    // Two fundings, six redemptions, one undoing, two dues cleared, one payment, and a third order with its redemption.
    let found = checked(&file, &["--expect-entries", &export["entries"].to_string()]);
    assert!(found.contains("EUR"), "{found}");
    let text = fs::read_to_string(&file.0).expect("a text");
    let lettered = |code: &str| text.lines().filter(|line| line.split('\t').nth(13) == Some(code)).count();
    assert_eq!(lettered("R000001"), 6, "four redemptions and what cleared two venues");
    assert_eq!(lettered("V000001"), 3, "two transfers, one payment");
    assert_eq!(
        text.lines().filter(|line| line.split('\t').nth(13).is_some_and(|code| code.starts_with('A'))).count(),
        2
    );
    assert!(text.contains("\tRELEVE 2025-10\t") || text.contains("\tPASSEGUE-000001\t"), "the piece of a payment");
    assert!(text.contains("\tVIR "), "the piece of the funds");
    net.books_hold().await;
}

async fn what_a_later_run_pays_is_lettered_with_it(engine: Engine) {
    let net = Network::open(engine, "fec_carried").await;
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok();
    net.redeems(&auchy, &[&carnet[3]]).await.ok();
    let first = net.sends_a_run().await;
    let sent = net.sent(&first).await;
    net.imports(&answer("REP-1", "PASSEGUE-000001", &[(sent[0].reference.clone(), "RJCT", Some("AC04"))])).await.ok();
    let paid = Movement::paid(&sent[1].reference, sent[1].cents);
    net.imports(&notification("AVIS-1", "2025-10-02", &[paid])).await.ok();
    let told = async |day: &str| {
        let asked = json!({ "siren": SIREN, "until": day });
        let file = fetched(&net, &net.asks(&net.cast.treasurer, FEC, asked).await.ok()).await;
        checked(&file, &[]);
        fs::read_to_string(&file.0).expect("a text")
    };
    let lettered = |text: &str, code: &str| text.lines().filter(|line| line.split('\t').nth(13) == Some(code)).count();
    let text_before = told("2025-10-01").await;
    assert_eq!(lettered(&text_before, "R000001"), 2, "Auchy alone: nothing has paid Hesdin yet");
    assert_eq!(lettered(&text_before, "V000001"), 4, "two transfers, one payment, one that was rejected");

    // Another account: the next run pays what came back, with what was taken since.
    net.redeems(&hesdin, &[&carnet[4]]).await.ok();
    let anew = "FR14 2004 1010 0505 0001 3M02 606";
    let dossier = net.proposes_account(&hesdin.manager, &hesdin.structure, anew).await.ok();
    net.approves_account(&net.cast.treasurer, &text(&dossier["id"])).await.ok();
    net.minutes_pass(72 * 60 + 1);
    let second = net.sends_a_run().await;
    net.confirms(&second).await.ok();
    net.it_is("2025-10-06", (9, 0));
    let text_after = told("2025-10-06").await;
    assert_eq!(lettered(&text_after, "R000001"), 2, "Auchy as before");
    let (redemptions, first_run, second_run) = (4, 2, 1);
    assert_eq!(lettered(&text_after, "R000002"), redemptions + first_run + second_run, "sent, rejected, sent again");
    net.books_hold().await;
}

/// Two venues of one structure, of which the second has nothing of two limited payments, the first of them rejected.
async fn the_rest_of_a_first_payment_is_lettered_with_the_run_that_pays_it(engine: Engine) {
    let net = Network::open(engine, "fec_capped").await;
    let hesdin = net.venue("Hesdin").await;
    let (annexe, carnet) = (net.annexe(&hesdin, "Azincourt").await, net.carnet().await);
    let terms = json!({ "from": "2025-10-02", "minimum": 0, "delay": 30, "cap": 2500 });
    net.asks(&net.cast.treasurer, SET_TERMS, terms).await.ok();
    net.it_is("2025-10-02", (9, 0));
    net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2], &carnet[3]]).await.ok();
    net.redeems(&annexe, &[&carnet[4], &carnet[5], &carnet[6], &carnet[7]]).await.ok();
    let sent = net.sent(&net.sends_a_run().await).await;
    net.imports(&answer("REP-1", "PASSEGUE-000001", &[(sent[0].reference.clone(), "RJCT", Some("MS03"))])).await.ok();
    let second = net.sends_a_run().await;
    net.confirms(&second).await.ok();
    let told = async |day: &str| {
        let asked = json!({ "siren": SIREN, "until": day });
        let file = fetched(&net, &net.asks(&net.cast.treasurer, FEC, asked).await.ok()).await;
        checked(&file, &[]);
        fs::read_to_string(&file.0).expect("a text")
    };
    let lettered = |text: &str, code: &str| text.lines().filter(|line| line.split('\t').nth(13) == Some(code)).count();
    let before = told("2025-10-02").await;
    assert_eq!(
        ["R000001", "R000002"].map(|code| lettered(&before, code)),
        [0, 0],
        "neither venue has all of its money"
    );

    net.it_is("2025-10-03", (9, 0));
    let third = net.sends_a_run().await;
    assert_eq!(net.sent(&third).await[0].cents, 5500);
    net.confirms(&third).await.ok();
    net.it_is("2025-10-06", (9, 0));
    let after = told("2025-10-06").await;
    let (redemptions, first_venue, second_venue) = (8, 4, 1);
    assert_eq!(
        lettered(&after, "R000003"),
        redemptions + first_venue + second_venue,
        "sent, rejected, sent again, the rest"
    );
    assert_eq!(lettered(&told("2025-10-02").await, "R000001"), 0, "the same of a day, whenever it is told");
    net.books_hold().await;
}

async fn an_exercise_begins_with_what_was_there(engine: Engine) {
    let net = Network::open(engine, "opening").await;
    let (hesdin, _) = a_month(&net).await;
    net.it_is("2026-01-05", (9, 0));
    let carnet = net.carnet().await;
    net.redeems(&hesdin, &[&carnet[0]]).await.ok();
    let asked = json!({ "siren": SIREN, "from": "2026-01-01", "until": "2026-01-05" });
    let export = net.asks(&net.cast.treasurer, FEC, asked).await.ok();
    assert_eq!(text(&export["file"]["file"]["name"]), "200044030FEC20260105.txt");
    let file = fetched(&net, &export).await;
    checked(&file, &["--expect-entries", "3"]);
    let text = fs::read_to_string(&file.0).expect("a text");
    let opening: Vec<&str> = text.lines().filter(|line| line.starts_with("AN\t")).collect();
    assert!(opening.len() >= 2 && text.lines().nth(1).is_some_and(|line| line.starts_with("AN\t")), "{text}");
    // A year that ended before anything: names and nothing else.
    let asked = json!({ "siren": SIREN, "until": "2024-12-31" });
    let export = net.asks(&net.cast.treasurer, FEC, asked).await.ok();
    assert_eq!((&export["entries"], &export["lines"]), (&json!(0), &json!(0)));
    checked(&fetched(&net, &export).await, &["--expect-entries", "0"]);
}

async fn the_file_is_for_the_treasurer_and_asked_properly(engine: Engine) {
    let net = Network::open(engine, "fec_refused").await;
    let asked = json!({ "siren": SIREN, "until": "2025-10-01" });
    for who in [&net.cast.operator, &net.cast.funder, &net.cast.analyst, &Person::nobody()] {
        net.asks(who, FEC, asked.clone()).await.refused("FORBIDDEN");
    }
    for siren in ["", "200044031", "20004403000015", "deux cents"] {
        let asked = json!({ "siren": siren, "until": "2025-10-01" });
        net.asks(&net.cast.treasurer, FEC, asked).await.refused("INPUT_INVALID");
    }
    for (from, until) in
        [(Value::Null, "2025-10-02"), (json!("2025-09-30"), "2025-09-29"), (json!("hier"), "2025-09-30")]
    {
        let asked = json!({ "siren": SIREN, "from": from, "until": until });
        net.asks(&net.cast.treasurer, FEC, asked).await.refused("DATES_INVALID");
    }
    let key = json!({ "key": "compta-2", "siren": SIREN, "until": "2025-09-30" });
    net.asks(&net.cast.treasurer, FEC, key).await.ok();
    let other = json!({ "key": "compta-2", "siren": SIREN, "until": "2025-09-29" });
    net.asks(&net.cast.treasurer, FEC, other).await.refused("KEY_REUSED");
}

async fn an_account_is_read_at_any_time(engine: Engine) {
    let net = Network::open(engine, "accounts").await;
    let (hesdin, _) = a_month(&net).await;
    let balance = net.asks(&net.cast.treasurer, TRIAL_BALANCE, json!({})).await.shown();
    let accounts = balance["accounts"]["edges"].as_array().expect("accounts").clone();
    let sum = |column: &str| accounts.iter().map(|one| one["node"][column].as_i64().expect("cents")).sum::<i64>();
    assert_eq!((sum("debitCents"), sum("balanceCents")), (balance["totalCents"].as_i64().expect("cents"), 0));
    assert_eq!(sum("debitCents"), sum("creditCents"));
    let numbers: Vec<String> = accounts.iter().map(|one| text(&one["node"]["account"]["number"])).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");

    let due = |from: Value, until: Value| json!({ "kind": "due", "owner": hesdin.id, "from": from, "until": until, "first": 2 });
    let page = net.asks(&net.cast.treasurer, ACCOUNT, due(Value::Null, Value::Null)).await.shown();
    assert_eq!((&page["openingCents"], &page["closingCents"]), (&json!(0), &json!(0)), "paid in full");
    let lines = page["lines"]["edges"].as_array().expect("lines");
    assert_eq!(lines.len(), 2);
    assert_eq!(page["lines"]["pageInfo"]["hasNextPage"], true);
    assert_eq!(lines[1]["node"]["balanceCents"], -2000, "twenty euros are due after two cheques");
    let mut more = due(Value::Null, Value::Null);
    more["after"] = page["lines"]["pageInfo"]["endCursor"].clone();
    let rest = net.asks(&net.cast.treasurer, ACCOUNT, more).await.shown();
    let last =
        rest["lines"]["edges"].as_array().expect("lines").last().expect("a line")["node"]["balanceCents"].clone();
    assert!(last == 0 || rest["lines"]["pageInfo"]["hasNextPage"] == true, "{rest}");
    let earlier = net.asks(&net.cast.treasurer, ACCOUNT, due(Value::Null, json!("2025-10-02"))).await.shown();
    assert_eq!(earlier["closingCents"], -3000, "before the month's end");
    let later = net.asks(&net.cast.treasurer, ACCOUNT, due(json!("2025-10-03"), Value::Null)).await.shown();
    assert_eq!((&later["openingCents"], &later["closingCents"]), (&json!(-3000), &json!(0)));

    let before = net.asks(&net.cast.operator, TRIAL_BALANCE, json!({ "day": "2025-09-30" })).await.shown();
    assert_eq!((&before["ledgerNo"], &before["totalCents"]), (&json!(0), &json!(0)));
    let strange = json!({ "kind": "pocket" });
    assert!(net.asks(&net.cast.treasurer, ACCOUNT, strange).await.shown().is_null());
    for who in [&net.cast.funder, &hesdin.manager, &net.cast.analyst, &Person::nobody()] {
        assert!(net.asks(who, TRIAL_BALANCE, json!({})).await.shown().is_null());
        assert!(net.asks(who, ACCOUNT, due(Value::Null, Value::Null)).await.shown().is_null());
    }
}

async fn a_funder_reads_what_became_of_its_money(engine: Engine) {
    let net = Network::open(engine, "order_statement").await;
    let hesdin = net.venue("Hesdin").await;
    let run = net.order(Wanted { carnets: 2, cheques: 5, ..Wanted::default() }).await;
    net.hands_over(&run.carnets[0], "62447", "OTHER").await.ok();
    net.redeems(&hesdin, &[&run.carnets[0][0], &run.carnets[0][1]]).await.ok();
    let undone = net.redeems(&hesdin, &[&run.carnets[0][2]]).await.ok();
    net.voids(&hesdin, &text(&undone["id"])).await.ok();
    net.it_is("2025-11-03", (9, 0));
    net.redeems(&hesdin, &[&run.carnets[0][3]]).await.ok();
    net.it_is("2026-11-02", (9, 0));
    net.asks(&net.cast.operator, crate::support::network::deeds::CLOSE_ORDER, json!({ "order": run.order })).await.ok();

    let asked = json!({ "order": run.order });
    let told = net.asks(&net.cast.funder, ORDER_STATEMENT, asked.clone()).await.shown();
    let month = |month: &str, funded: i64, used: i64, back: i64, held: i64| json!({ "month": month, "fundedCents": funded, "usedCents": used, "givenBackCents": back, "heldCents": held });
    let months = [
        month("2025-10-01", 10_000, 2000, 0, 8000),
        month("2025-11-01", 0, 1000, 0, 7000),
        month("2026-11-01", 0, 0, 7000, 0),
    ];
    assert_eq!(told["months"], json!(months));
    assert_eq!(told["heldCents"], 0);
    for who in [&net.cast.operator, &net.cast.treasurer] {
        assert_eq!(net.asks(who, ORDER_STATEMENT, asked.clone()).await.shown()["months"], json!(months));
    }
    let other = net.stranger("FUNDER", kernel::access::Role::Funder).await;
    for who in [&other, &net.cast.analyst, &hesdin.manager, &Person::nobody()] {
        assert!(net.asks(who, ORDER_STATEMENT, asked.clone()).await.shown().is_null(), "{who:?}");
    }
    net.books_hold().await;
}

/// October: three cheques at Hesdin, one at Auchy and another that is undone; all paid on the last of the month.
async fn a_month(net: &Network) -> (Place, Place) {
    let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
    let carnet = net.carnet().await;
    net.it_is("2025-10-02", (10, 0));
    net.redeems(&hesdin, &[&carnet[0], &carnet[1], &carnet[2]]).await.ok();
    net.redeems(&auchy, &[&carnet[3]]).await.ok();
    let undone = net.redeems(&auchy, &[&carnet[4]]).await.ok();
    net.voids(&auchy, &text(&undone["id"])).await.ok();
    net.it_is("2025-10-30", (9, 0));
    let run = net.prepares().await;
    net.approves(&run).await.ok();
    net.exports(&run).await.ok();
    net.it_is("2025-10-31", (9, 0));
    net.confirms(&run).await.ok();
    (hesdin, auchy)
}

/// A file of entries under its own name; gone with its folder.
pub(super) struct File(PathBuf);

impl Drop for File {
    fn drop(&mut self) {
        let _ = self.0.parent().map(fs::remove_dir_all);
    }
}

pub(super) async fn fetched(net: &Network, export: &Value) -> File {
    let facts = &export["file"]["file"];
    let content = net.fetches(&text(&facts["id"]), &text(&export["file"]["ticket"])).await.expect("the file is there");
    assert_eq!(facts["bytes"].as_u64(), u64::try_from(content.len()).ok());
    // Two stories run at once, and their dice fall alike: each file has a folder of its own.
    static FOLDERS: AtomicU32 = AtomicU32::new(0);
    let no = FOLDERS.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("passegue_fec_{}_{no}", std::process::id()));
    fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let path = folder.join(text(&facts["name"]));
    fs::write(&path, content).expect("the file can be written");
    File(path)
}

/// What the independent check says of it.
pub(super) fn checked(file: &File, arguments: &[&str]) -> String {
    let script = root().join("tests/fec.py");
    let done = Command::new("python3").arg(script).arg(&file.0).args(arguments).output().expect("python3 runs");
    assert!(done.status.success(), "{}", said(&done));
    said(&done)
}
