//! Kills of the centre at any moment of a month's payment, from the lines of a run to the last word of the bank: what is asked
//! again under its key is done once. Every redemption is in one run, a run has one file, a file of the bank counts once.

use std::{
    collections::BTreeMap,
    pin::pin,
    time::{Duration, Instant},
};

use kernel::chance::Chance;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{
    kills::ready,
    scale::{bound, chance, count, figures},
    told::Told,
};
use crate::support::{
    afar::{Afar, CENTS, Client, Ground, Venue},
    bank_words::{Movement, answer, notification, statement},
    engine::{Engine, on_both_engines},
    network::{
        answer::text,
        deeds::{APPROVE_SEEN, Deed, EXPORT, FUND_PROOF, IMPORT_BANK, PREPARE, REDEEM, TRANSFERS},
    },
    program::{Program, alone},
    sql,
};

on_both_engines!(no_kill_of_a_payment_pays_twice_or_forgets);

const TOWNS: [&str; 4] = ["Hesdin", "Auchy", "Beaurainville", "Azincourt"];
/// What each venue takes in a month: so many acts of so many cheques.
const ACTS: usize = 5;
const OF: usize = 10;
/// One deed is struck at most so often.
const STRIKES: usize = 2;
/// More months than kills need when most of them fall on the work.
const MOST_MONTHS: usize = 70;

async fn no_kill_of_a_payment_pays_twice_or_forgets(engine: Engine) {
    let _alone = alone().await;
    let mut site = Site::new(engine, count(6, 200)).await;
    // The first month is left alone: it tells how long each deed lasts.
    site.month(Ends::Open).await;
    while site.fell < site.wanted {
        assert!(site.months < MOST_MONTHS, "{} kills of {} fell on the work", site.fell, site.tried);
        site.month(Ends::Open).await;
    }
    site.month(Ends::Paid).await;
    site.all_has_arrived().await;
    figures(
        &format!("kills of payments on {engine:?}"),
        format!(
            "{} kills fell on the work of {} months ({} tried; {} deeds were done and not yet answered), every redemption in one \
             run, one file a run, each file of the bank once, funds proven after each month, ready in {} ms at most; {}",
            site.fell,
            site.months,
            site.tried,
            site.unseen,
            site.longest.as_millis(),
            bound(site.fell)
        ),
    );
    assert!(count(true, site.fell * 2 > site.tried), "most kills fall on the work: {} of {}", site.fell, site.tried);
}

/// How a month ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// One payment is rejected, one comes back: both are sent again by the next.
    Open,
    /// All of it arrives.
    Paid,
}

/// A network whose centre is killed while it pays, and what whoever stands outside knows of it.
struct Site {
    ground: Ground,
    centre: Option<Program>,
    afar: Afar,
    venues: Vec<Venue>,
    chance: Chance,
    /// How long each deed lasts when nobody strikes it.
    usual: BTreeMap<&'static str, Duration>,
    wanted: usize,
    tried: usize,
    fell: usize,
    unseen: usize,
    longest: Duration,
    months: usize,
    /// What was asked for until now.
    told: Told,
    /// What arrived at each structure, by its name.
    arrived: BTreeMap<String, i64>,
    /// The file of each run, as it was first given.
    files: Vec<(String, Vec<u8>)>,
}

/// A payment as the bank was asked for it.
#[derive(Clone, Debug)]
struct Sent {
    structure: String,
    reference: String,
    cents: i64,
}

impl Site {
    async fn new(engine: Engine, wanted: usize) -> Self {
        let chance = chance("settling");
        let ground = Ground::ready(engine, "settling").await;
        let (centre, longest) = ready(&ground).await;
        let afar = Afar::found(&ground, centre.url()).await;
        let mut venues = Vec::new();
        for town in TOWNS {
            venues.push(afar.venue(town).await);
        }
        Self {
            ground,
            centre: Some(centre),
            afar,
            venues,
            chance,
            usual: BTreeMap::new(),
            wanted,
            tried: 0,
            fell: 0,
            unseen: 0,
            longest,
            months: 0,
            told: Told::default(),
            arrived: BTreeMap::new(),
            files: Vec::new(),
        }
    }

    /// A month: cheques are honoured, a run is sent, the bank tells what became of it.
    async fn month(&mut self, ends: Ends) {
        self.months += 1;
        self.afar.prove_anew();
        self.takes_cheques().await;
        let run = self.sends_a_run().await;
        let file = self.file_of(&run, &format!("export-{}", self.months)).await;
        let again = self.file_of(&run, &format!("again-{}", self.months)).await;
        assert_eq!(again, file, "the file of a run never changes");
        self.files.push((run.clone(), file));
        self.hears_of(&run, ends).await;
        self.afar.looks_again(&self.ground, &self.venues).await;
        self.is_whole().await;
    }

    async fn takes_cheques(&mut self) {
        let cheques = self.venues.len() * ACTS * OF;
        let codes = self.afar.cheques(few(self.venues.len()), few(ACTS * OF)).await;
        for (no, some) in codes.chunks(OF).enumerate() {
            let venue = &self.venues[no % self.venues.len()];
            let asked = json!({ "key": format!("due-{}-{no}", self.months), "venue": venue.id, "codes": some });
            self.afar.client.does(&venue.counter, REDEEM, asked).await;
        }
        self.told.lines += few(cheques);
    }

    /// Prepared by one, approved by the other, its file made.
    async fn sends_a_run(&mut self) -> String {
        let (one, other) = (self.afar.treasurer.clone(), self.afar.second_treasurer.clone());
        self.told.runs += 1;
        let asked = json!({ "key": format!("prepare-{}", self.months) });
        let run = text(&self.through("prepare", &one, PREPARE, &asked).await["settlementId"]);
        let asked = json!({ "key": format!("approve-{}", self.months), "settlement": run });
        self.through("approve", &other, APPROVE_SEEN, &asked).await;
        self.told.files += 1;
        let asked = json!({ "key": format!("export-{}", self.months), "settlement": run });
        self.through("export", &one, EXPORT, &asked).await;
        run
    }

    /// The file of a run, as whoever asks under that key is given it.
    async fn file_of(&self, run: &str, key: &str) -> Vec<u8> {
        let asked = json!({ "key": key, "settlement": run });
        let given = self.afar.client.does(&self.afar.treasurer, EXPORT, asked).await["file"].clone();
        let address = format!("/files/{}?ticket={}", text(&given["file"]["id"]), text(&given["ticket"]));
        let file = self.afar.client.get(&address).await;
        assert_eq!(file.status(), 200, "the ticket of {key} opens its file");
        file.bytes().await.expect("the whole file").to_vec()
    }

    /// The bank says what became of each payment: an answer, a notification, then a statement of all of it.
    async fn hears_of(&mut self, run: &str, ends: Ends) {
        let (no, day) = (self.months, self.afar.day(0).to_string());
        let mut sent = self.sent(run).await;
        assert_eq!(sent.len(), self.venues.len(), "each structure is paid once");
        let first = self.below(sent.len());
        sent.rotate_left(first);
        let message = sent[0].reference[..15].to_owned();
        let (rejected, rest) = sent.split_at(usize::from(ends == Ends::Open));
        let (returned, well) = rest.split_at(usize::from(ends == Ends::Open));
        self.expects(rejected, returned, well);

        let reason = ["AC01", "AM04"][self.below(2)];
        let bad = rejected.iter().map(|one| (one.reference.clone(), "RJCT", Some(reason)));
        let good = rest.iter().map(|one| (one.reference.clone(), "ACSP", None));
        let said: Vec<_> = bad.chain(good).collect();
        let told = self.imports("answer", answer(&format!("REP-{no}"), &message, &said)).await;
        assert_eq!(told["totals"]["rejected"], json!(rejected.len()), "{told}");

        let paid = |one: &Sent| Movement::paid(&one.reference, one.cents);
        let back = |one: &Sent| Movement::returned(&one.reference, one.cents, "AC04");
        let mut known: Vec<Movement> = returned.iter().map(paid).chain(returned.iter().map(back)).collect();
        known.extend(well.iter().take(1).map(paid));
        let told = self.imports("notification", notification(&format!("AVIS-{no}"), &day, &known)).await;
        assert_eq!(told["totals"]["returned"], json!(returned.len()), "{told}");

        // Funds that somebody has confirmed by hand bear no reference of ours.
        let mut all = vec![Movement::other(self.funds(), "VIREMENT")];
        all.extend(known.iter().cloned().chain(well.iter().skip(1).map(paid)));
        let told = self.imports("statement", statement(&format!("REL-{no}"), &day, self.told.held, &all)).await;
        assert_eq!(told["totals"]["known"], json!(known.len()), "{told}");
        assert_eq!(told["totals"]["paid"], json!(well.len() - 1), "{told}");
        self.told.held += all.iter().map(|one| one.cents).sum::<i64>();
    }

    /// What the books are to say once the bank was heard.
    fn expects(&mut self, rejected: &[Sent], returned: &[Sent], well: &[Sent]) {
        let cents = |some: &[Sent]| some.iter().map(|one| one.cents).sum::<i64>();
        self.told.news += 3;
        self.told.paid += cents(returned) + cents(well);
        self.told.rejected += cents(rejected);
        self.told.returned += cents(returned);
        for one in well {
            *self.arrived.entry(one.structure.clone()).or_default() += one.cents;
        }
    }

    async fn sent(&self, run: &str) -> Vec<Sent> {
        let seen = self.afar.client.shows(&self.afar.treasurer, TRANSFERS, json!({ "settlement": run })).await;
        let sent = |edge: &Value| Sent {
            structure: text(&edge["node"]["structureName"]),
            reference: text(&edge["node"]["reference"]),
            cents: edge["node"]["amountCents"].as_i64().expect("cents"),
        };
        seen["transfers"]["edges"].as_array().expect("a page").iter().map(sent).collect()
    }

    /// Imports a file; under another key it answers the same, and changes nothing.
    async fn imports(&mut self, kind: &'static str, file: String) -> Value {
        let treasurer = self.afar.treasurer.clone();
        let brought = self.afar.client.brings(&treasurer, "application/xml", file).await;
        let asked = |word: &str| json!({ "key": format!("{word}-{kind}-{}", self.months), "file": brought });
        let (once, twice) = (asked("import"), asked("again"));
        let told = self.through(kind, &treasurer, IMPORT_BANK, &once).await;
        assert_eq!(self.afar.client.does(&treasurer, IMPORT_BANK, twice).await, told, "the same file once more");
        told
    }

    fn funds(&self) -> i64 {
        few(self.venues.len() * ACTS * OF) * CENTS
    }

    /// A number below that one, which is above zero.
    fn below(&self, most: usize) -> usize {
        usize::from(self.chance.bytes::<1>()[0]) % most
    }
}

/// Strikes, and what is looked at after each.
impl Site {
    /// Asks for one deed under one key while the centre is killed at moments of it; what it answers in the end.
    async fn through(&mut self, name: &'static str, token: &str, deed: Deed, asked: &Value) -> Value {
        for strike in 0..STRIKES {
            let Some(usual) = self.usual.get(name).copied() else { break };
            if self.fell == self.wanted {
                break;
            }
            if let Some(took) = self.struck(usual, token, deed, asked).await {
                // It was quicker than the kill: from now on the moments follow. What is recalled is quicker still, and tells
                // nothing.
                if strike == 0 {
                    self.usual.insert(name, (usual + took) / 2);
                }
                break;
            }
        }
        let began = Instant::now();
        let first = self.afar.client.does(token, deed, asked.clone()).await;
        self.usual.entry(name).or_insert_with(|| began.elapsed());
        assert_eq!(self.afar.client.does(token, deed, asked.clone()).await, first, "the same key, the same answer");
        first
    }

    /// Kills the centre at some moment of a deed and starts it again; how long the answer took, if it came first.
    async fn struck(&mut self, usual: Duration, token: &str, deed: Deed, asked: &Value) -> Option<Duration> {
        let (moment, done) = (self.moment_of(usual), sql::count(&self.ground.place(), "act"));
        let client = self.afar.client.clone();
        let began = Instant::now();
        let mut asking = pin!(client.ask(token, deed, asked));
        let early = timeout(moment, asking.as_mut()).await.ok();
        let took = began.elapsed();
        self.centre.take().expect("it runs").killed().await;
        // What is still under way gets no answer any more, unless it was on the wire.
        let answer = match early {
            Some(answer) => answer,
            None => asking.await,
        };
        self.tried += 1;
        self.fell += usize::from(answer.is_err());
        self.starts().await;
        let done = sql::count(&self.ground.place(), "act") > done;
        self.unseen += usize::from(answer.is_err() && done);
        println!("kill {} of {} after {moment:?}: done {done}, answered {}", self.tried, deed.field, answer.is_ok());
        self.told.is_there_at_most(&self.ground).await;
        answer.is_ok().then_some(took)
    }

    /// Some time in what usually lasts that long, or a little after.
    fn moment_of(&self, usual: Duration) -> Duration {
        let drawn = f64::from(u32::from_be_bytes(self.chance.bytes())) / f64::from(u32::MAX);
        usual.mul_f64(0.1 + 1.1 * drawn)
    }

    async fn starts(&mut self) {
        let (centre, took) = ready(&self.ground).await;
        self.afar.client = Client::new(centre.url());
        self.longest = self.longest.max(took);
        self.centre = Some(centre);
    }

    /// After a month: all of it is there, once, and the money of others is where the bank says.
    async fn is_whole(&self) {
        self.told.is_all_there(&self.ground).await;
        let proof = self.afar.client.shows(&self.afar.treasurer, FUND_PROOF, json!({})).await;
        assert_eq!(proof["verdict"], json!("PROVEN"), "{proof}");
        assert_eq!(proof["promisedCents"], proof["ledgerBankCents"], "{proof}");
        assert_eq!(proof["ledgerBankCents"], json!(self.told.held), "{proof}");
    }

    /// In the end each venue has all that it took, the bank holds nothing any more, and each file is what it was.
    async fn all_has_arrived(&self) {
        let each = few(self.months * ACTS * OF) * CENTS;
        assert_eq!(self.arrived.len(), self.venues.len(), "{:?}", self.arrived);
        assert!(self.arrived.values().all(|cents| *cents == each), "{each} for each: {:?}", self.arrived);
        assert_eq!(self.told.held, 0, "what was paid in was paid out");
        for (no, (run, file)) in self.files.iter().enumerate() {
            assert_eq!(&self.file_of(run, &format!("last-{no}")).await, file, "the file of a run never changes");
        }
    }
}

fn few(count: usize) -> i64 {
    i64::try_from(count).expect("few")
}
