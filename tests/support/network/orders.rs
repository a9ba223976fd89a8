//! Orders: from the funder's wish to the booklet in somebody's hand.

use std::ops::Index;

use serde_json::{Value, json};

use super::{
    Network,
    answer::{Answer, text},
    cast::Person,
    deeds::{
        ALLOT, ASK_PRINT, BLOCK_CARNET, CONFIRM_FUNDS, HAND_OVER, ISSUE, OPEN_PRINT, PLACE_ORDER, RELEASE_PRINT,
        REPLACE_CARNET,
    },
};

/// A booklet: its number and the codes of its cheques.
#[derive(Clone, Debug)]
pub(crate) struct Carnet {
    pub(crate) serial: String,
    pub(crate) codes: Vec<String>,
}

impl Index<usize> for Carnet {
    type Output = str;

    fn index(&self, place: usize) -> &str {
        &self.codes[place]
    }
}

/// An order and its printed booklets.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) order: String,
    pub(crate) carnets: Vec<Carnet>,
}

/// What a funder wishes.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) carnets: i64,
    pub(crate) cheques: i64,
    pub(crate) cents: i64,
    /// The last days of distribution, of validity, of tolerance.
    pub(crate) dates: [&'static str; 3],
    pub(crate) communes: &'static [&'static str],
    pub(crate) publics: &'static [&'static str],
}

impl Default for Wanted {
    fn default() -> Self {
        let dates = ["2026-06-30", "2026-09-30", "2026-10-31"];
        Self { carnets: 1, cheques: 10, cents: 1000, dates, communes: &[], publics: &[] }
    }
}

impl Wanted {
    /// What the funder pays.
    pub(crate) const fn value(&self) -> i64 {
        self.carnets * self.cheques * self.cents
    }

    /// As its form is sent.
    pub(crate) fn input(&self, funder: &str) -> Value {
        json!({
            "funderId": funder, "carnets": self.carnets, "chequesPerCarnet": self.cheques, "faceValueCents": self.cents,
            "distributionEnds": self.dates[0], "validityEnds": self.dates[1], "toleranceEnds": self.dates[2],
            "communes": self.communes, "publics": self.publics,
        })
    }
}

impl Network {
    /// A booklet in somebody's hand: ten cheques of ten euros, of an order of its own.
    pub(crate) async fn carnet(&self) -> Carnet {
        let run = self.order(Wanted::default()).await;
        self.hands_over(&run.carnets[0], "62447", "JOB_SEEKER").await.ok();
        run.carnets[0].clone()
    }

    /// An order that is funded and issued.
    pub(crate) async fn order(&self, wanted: Wanted) -> Run {
        let order = self.places(&wanted).await;
        let run = self.issues(&order).await;
        self.funds(&order, wanted.value()).await.ok();
        run
    }

    /// The same, with rules of its own.
    pub(crate) async fn order_ruled(&self, wanted: Wanted, rules: Value) -> Run {
        let mut input = wanted.input(&self.cast.funder.organisation());
        input["rules"] = rules;
        let order = text(&self.asks(&self.cast.funder, PLACE_ORDER, json!({ "input": input })).await.ok()["orderId"]);
        let run = self.issues(&order).await;
        self.funds(&order, wanted.value()).await.ok();
        run
    }

    /// The funder places an order; its identifier.
    pub(crate) async fn places(&self, wanted: &Wanted) -> String {
        let input = wanted.input(&self.cast.funder.organisation());
        text(&self.asks(&self.cast.funder, PLACE_ORDER, json!({ "input": input })).await.ok()["orderId"])
    }

    /// The treasurer has seen the money come.
    pub(crate) async fn funds(&self, order: &str, cents: i64) -> Answer {
        let variables = json!({ "order": order, "cents": cents, "reference": format!("VIR {}", self.nothing()) });
        self.asks(&self.cast.treasurer, CONFIRM_FUNDS, variables).await
    }

    /// The operator issues the booklets and fetches the printer's file.
    pub(crate) async fn issues(&self, order: &str) -> Run {
        let issued = self.asks(&self.cast.operator, ISSUE, json!({ "order": order })).await.ok();
        let file = text(&issued["printRun"]["id"]);
        let csv = self.prints(&file).await;
        Run { order: order.to_owned(), carnets: booklets(&String::from_utf8(csv).expect("a text")) }
    }

    /// An operator asks for the printer's file, another one releases it, and it is fetched.
    pub(crate) async fn prints(&self, file: &str) -> Vec<u8> {
        let wish = json!({ "input": { "fileId": file, "form": "DATA" } });
        let release = self.asks(&self.cast.operator, ASK_PRINT, wish).await.ok()["releaseId"].clone();
        let release = json!({ "release": release });
        self.asks(&self.cast.second_operator, RELEASE_PRINT, release.clone()).await.ok();
        let ticket = self.asks(&self.cast.operator, OPEN_PRINT, release).await.ok();
        self.fetches(file, &text(&ticket["ticket"])).await.expect("the print run is there")
    }

    /// The operator puts booklets of an order into a prescriber's stock.
    pub(crate) async fn allots(&self, order: &str, prescriber: &Person, (from, to): (i64, i64)) -> Answer {
        let variables = json!({ "order": order, "prescriber": prescriber.organisation(), "from": from, "to": to });
        self.asks(&self.cast.operator, ALLOT, variables).await
    }

    /// Somebody tells that a booklet was lost or stolen.
    pub(crate) async fn blocks(&self, who: &Person, serial: &str, why: &str) -> Answer {
        let input = json!({
            "structureId": who.organisation(), "carnet": serial, "why": why, "reason": "La personne a appelé",
        });
        self.asks(who, BLOCK_CARNET, json!({ "input": input })).await
    }

    /// Somebody puts a booklet in the place of another.
    pub(crate) async fn replaces(&self, who: &Person, old: &str, new: &str) -> Answer {
        let input = json!({
            "structureId": who.organisation(), "oldCarnet": old, "newCarnet": new, "reason": "Carnet perdu",
        });
        self.asks(who, REPLACE_CARNET, json!({ "input": input })).await
    }

    /// The prescriber hands a booklet over.
    pub(crate) async fn hands_over(&self, carnet: &Carnet, home: &str, public: &str) -> Answer {
        let prescriber = &self.cast.prescriber;
        let input = json!({
            "prescriberId": prescriber.organisation(), "carnet": carnet.serial, "homeCommune": home, "public": public,
        });
        self.asks(prescriber, HAND_OVER, json!({ "input": input })).await
    }
}

/// The printer's file, read as a printer does: `carnet;cheque;code;…`.
pub(crate) fn booklets(csv: &str) -> Vec<Carnet> {
    let mut carnets: Vec<Carnet> = Vec::new();
    for line in csv.lines().skip(1) {
        let fields: Vec<&str> = line.split(';').collect();
        let (serial, code) = (fields[0], fields[2].to_owned());
        match carnets.last_mut().filter(|carnet| carnet.serial == serial) {
            Some(carnet) => carnet.codes.push(code),
            None => carnets.push(Carnet { serial: serial.to_owned(), codes: vec![code] }),
        }
    }
    carnets
}
