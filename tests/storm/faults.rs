//! A centre that dies between any two steps of a settlement and of an import of the bank's file, and goes on alone: every
//! redemption in exactly one run, never two files for one, and what the bank says taken in once.

use serde_json::{Value, json};

use super::{
    kills::{ready, until_ready},
    scale::{bound, count, figures},
};
use crate::support::{
    afar::{Afar, Client, Ground, Venue},
    bank_words::{Movement, notification},
    engine::{Engine, on_both_engines},
    network::{
        answer::text,
        deeds::{APPROVE_SEEN, Deed, EXPORT, IMPORT_BANK, PREPARE, REDEEM, TRANSFERS},
    },
    program::{Program, alone},
    sql,
};

on_both_engines!(a_centre_that_dies_at_any_step_of_a_payment_goes_on_alone);

const PREPARING: [&str; 6] =
    ["prepare.opened", "prepare.gathered", "prepare.freed", "prepare.shared", "prepare.told", "prepare.answered"];
const APPROVING: [&str; 4] = ["approve.withheld", "approve.frozen", "approve.posted", "approve.answered"];
const EXPORTING: [&str; 4] = ["export.written", "export.kept", "export.told", "export.answered"];
const IMPORTING: [&str; 6] =
    ["import.read", "import.listed", "import.ended", "import.carried", "import.posted", "import.answered"];

async fn a_centre_that_dies_at_any_step_of_a_payment_goes_on_alone(engine: Engine) {
    let _alone = alone().await;
    let cycles = count(1, 20);
    let mut site = Site::new(engine).await;
    for no in 1..=cycles {
        site.month(no).await;
    }
    site.ground.runs(&["check"]).await.well();
    let steps = PREPARING.len() + APPROVING.len() + EXPORTING.len() + IMPORTING.len();
    figures(
        &format!("faults on {engine:?}"),
        format!(
            "{cycles} settlements, each with {steps} deaths of the centre between its steps: every redemption in one run, one \
             file a run, one import a file; {}",
            bound(cycles * steps)
        ),
    );
}

/// A network whose centre dies where it is told to.
struct Site {
    ground: Ground,
    centre: Option<Program>,
    afar: Afar,
    venues: [Venue; 2],
    paid: i64,
    returned: i64,
}

impl Site {
    async fn new(engine: Engine) -> Self {
        let ground = Ground::ready(engine, "faults").await;
        let (centre, _) = ready(&ground).await;
        let afar = Afar::found(&ground, centre.url()).await;
        let venues = [afar.venue("Hesdin").await, afar.venue("Auchy").await];
        Self { ground, centre: Some(centre), afar, venues, paid: 0, returned: 0 }
    }

    /// A month of three cheques, paid; one of its two payments comes back, and is sent again by the next month.
    async fn month(&mut self, no: usize) {
        self.afar.prove_anew();
        let codes = self.afar.cheques(1, 3).await;
        for (venue, some) in self.venues.iter().zip([&codes[..2], &codes[2..]]) {
            let asked = json!({ "key": format!("due-{no}-{}", venue.id), "venue": venue.id, "codes": some });
            self.afar.client.does(&venue.counter, REDEEM, asked).await;
        }
        let (one, other) = (self.afar.treasurer.clone(), self.afar.second_treasurer.clone());
        let asked = json!({ "key": format!("prepare-{no}") });
        let prepared = self.through(&PREPARING, &one, PREPARE, &asked).await;
        let run = text(&prepared["settlementId"]);
        let asked = json!({ "key": format!("approve-{no}"), "settlement": run });
        self.through(&APPROVING, &other, APPROVE_SEEN, &asked).await;
        let asked = json!({ "key": format!("export-{no}"), "settlement": run });
        self.through(&EXPORTING, &one, EXPORT, &asked).await;
        self.is_told(no, &run).await;
        self.afar.looks_again(&self.ground, &self.venues).await;
        self.ground.runs(&["check"]).await.well();
        self.nothing_is_twice(no);
    }

    /// The bank says what became of the payments: both left, and the first came back.
    async fn is_told(&mut self, no: usize, run: &str) {
        let treasurer = self.afar.treasurer.clone();
        let seen = self.afar.client.shows(&treasurer, TRANSFERS, json!({ "settlement": run })).await;
        let edges = seen["transfers"]["edges"].as_array().expect("a page").clone();
        let sent: Vec<(String, i64)> = edges.iter().map(|edge| sent(&edge["node"])).collect();
        let mut movements: Vec<Movement> = sent.iter().map(|(one, cents)| Movement::paid(one, *cents)).collect();
        movements.push(Movement::returned(&sent[0].0, sent[0].1, "AC04"));
        self.paid += sent.iter().map(|(_, cents)| cents).sum::<i64>();
        self.returned += sent[0].1;
        let day = self.afar.day(0).to_string();
        let file = notification(&format!("AVIS-{no}"), &day, &movements);
        let brought = self.afar.client.brings(&treasurer, "application/xml", file).await;
        let asked = json!({ "key": format!("import-{no}"), "file": brought });
        let told = self.through(&IMPORTING, &treasurer, IMPORT_BANK, &asked).await;
        let totals = &told["totals"];
        assert_eq!([&totals["paid"], &totals["returned"]], [&json!(sent.len()), &json!(1)], "{told}");
    }

    /// Asks for one deed under one key while the centre dies at each of these steps in turn; what it answers in the end.
    async fn through(&mut self, steps: &[&str], token: &str, deed: Deed, asked: &Value) -> Value {
        for step in steps {
            self.kill().await;
            self.start_dying_at(step).await;
            let answer = self.afar.client.ask(token, deed, asked).await;
            assert!(answer.is_err(), "{step} was not reached: {answer:?}");
            self.centre.take().expect("it ran").ends().await;
            self.start().await;
        }
        let first = self.afar.client.does(token, deed, asked.clone()).await;
        assert_eq!(self.afar.client.does(token, deed, asked.clone()).await, first, "the same key, the same answer");
        first
    }

    fn nothing_is_twice(&self, no: usize) {
        let place = self.ground.place();
        let runs = i64::try_from(no).expect("few");
        assert_eq!(sql::count(&place, "settlement"), runs, "no run is opened twice");
        assert_eq!(sql::count(&place, "settlement_line"), sql::count(&place, "redemption"), "each in exactly one run");
        let files = "select count(*) as number from file where name like 'passegue-%.xml'";
        assert_eq!(sql::number(&place, files), runs, "never two files for one run");
        assert_eq!(sql::count(&place, "bank_statement"), runs, "each file of the bank once");
        let paid =
            "select cast(coalesce(sum(amount_cents), 0) as bigint) as number from transfer where reason = 'payment'";
        assert_eq!(sql::number(&place, paid), self.paid, "each payment once");
        let returned =
            "select cast(coalesce(sum(amount_cents), 0) as bigint) as number from transfer where reason = 'return'";
        assert_eq!(sql::number(&place, returned), self.returned, "each return once");
    }
}

/// A payment of ours: its reference, its cents.
fn sent(payment: &Value) -> (String, i64) {
    (text(&payment["reference"]), payment["amountCents"].as_i64().expect("cents"))
}

impl Site {
    async fn kill(&mut self) {
        if let Some(centre) = self.centre.take() {
            centre.killed().await;
        }
    }

    async fn start(&mut self) {
        let (centre, _) = ready(&self.ground).await;
        self.found(centre);
    }

    /// A centre that ends itself once that step is done.
    async fn start_dying_at(&mut self, step: &str) {
        let mut command = self.ground.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.env("FAILPOINTS", format!("{step}=return"));
        let centre = Program::of(command, &self.ground.log()).await;
        until_ready(&Client::new(centre.url())).await;
        self.found(centre);
    }

    fn found(&mut self, centre: Program) {
        self.afar.client = Client::new(centre.url());
        self.centre = Some(centre);
    }
}
