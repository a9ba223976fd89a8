//! What happens in the chapters of the year: the people, the papers, and what is held after each step.

use std::ops::Range;

use kernel::access::Role::{self, Operator, Treasurer};
use passegue::{order_letters::OrderLetters, request_letters::RequestLetters};
use serde_json::{Value, json};

use super::{
    super::accounting,
    bank::{Bank, Movement},
};
use crate::support::{
    bank_words::answer,
    engine::Engine,
    network::{
        Carnet, Network, Place, Wanted,
        answer::{Answer, text},
        cast::Person,
        deeds::{
            ANSWER_PROOF, APPROVE_SEEN, ASK_CARNET, ASK_PRINT, BANK_FILE, CONFIRM_INCOMING, COUNT_DELIVERY, DISPATCH,
            FEC, FUND_PROOF, GIVE, INVOICE, ISSUE, LIFE, OPEN_PRINT, PREPARE, PROPOSE_PROOF, QUOTE, RECORD_PRINTING,
            RELEASE_PRINT, SET_ASIDE, SIGN,
        },
        orders::booklets,
    },
};

/// Where Auchy is paid since its first account was closed.
pub(super) const NEW_IBAN: &str = "FR76 3000 4000 0312 3456 7890 143";
/// Where Hesdin is paid, as its own document says.
pub(super) const HESDIN_IBAN: &str = "FR76 3000 6000 0112 3456 7890 189";

/// The last days of distribution, of validity, of tolerance.
const DATES: [&str; 3] = ["2026-06-30", "2026-09-30", "2026-10-30"];

/// The year, its network and its three people: `ada` issues, `ben` keeps the accounts, `cleo` does the second half of either.
pub(super) struct Year {
    pub(super) net: Network,
    pub(super) bank: Bank,
    pub(super) ada: Person,
    pub(super) ben: Person,
    pub(super) cleo: Person,
    /// Who hands booklets out at Hesdin.
    hands: Person,
    request: String,
    pub(super) hesdin: Place,
    pub(super) auchy: Place,
    pub(super) order: String,
    pub(super) carnets: Vec<Carnet>,
    /// The act that the operator holds back.
    pub(super) watched: Option<String>,
    acts: Vec<(&'static str, String)>,
    letters: OrderLetters,
}

impl Year {
    pub(super) async fn begins(engine: Engine) -> Self {
        let net = Network::open(engine, "year").await;
        let (hesdin, auchy) = (net.venue("Hesdin").await, net.venue("Auchy").await);
        net.names_as(&net.cast.funder.organisation(), "FUNDER", "Zoé Petit", "achats@departement.example").await;
        let hands = net.newcomer(&hesdin, Role::Prescriber).await;
        let cleo = net.hires(&[Operator, Treasurer]).await;
        for gone in [&net.cast.second_operator, &net.cast.second_treasurer] {
            net.dismisses(gone).await;
        }
        Self {
            bank: Bank::default(),
            ada: net.cast.operator.clone(),
            ben: net.cast.treasurer.clone(),
            letters: OrderLetters::new(net.centre().lodge().clone()),
            order: String::new(),
            request: String::new(),
            hands,
            carnets: Vec::new(),
            watched: None,
            acts: Vec::new(),
            cleo,
            hesdin,
            auchy,
            net,
        }
    }

    /// Nine in the morning of that day: what the centre does by itself is done.
    pub(super) fn it_is(&self, day: &str) {
        self.net.it_is(day, (9, 0));
    }

    fn place(&self, town: &str) -> &Place {
        if town == "Hesdin" { &self.hesdin } else { &self.auchy }
    }

    /// Somebody asks for a booklet at Hesdin before any order takes requests: they are told, and nothing is kept.
    pub(super) async fn somebody_asks_too_early(&self) {
        let said = self.asks_for_a_booklet().await.refused("REQUESTS_CLOSED");
        assert!(said.next_step.ends_with('.'), "{said:?}");
    }

    async fn asks_for_a_booklet(&self) -> Answer {
        let wish = json!({
            "name": "Amina Ba", "birthYear": 1951, "public": "SIXTY_AND_OVER", "homeCommune": "62447",
            "proofSeenOn": self.net.now().day().to_string(),
        });
        self.net.asks(&self.hesdin.counter, ASK_CARNET, json!({ "input": wish })).await
    }

    /// Quote, signature, invoice.
    pub(super) async fn orders(&mut self) {
        let (net, funder) = (&self.net, &self.net.cast.funder);
        let input = Wanted { carnets: 5, dates: DATES, ..Wanted::default() }.input(&funder.organisation());
        let quote = net.asks(&self.ada, QUOTE, json!({ "input": input, "until": "2025-10-31" })).await.ok();
        self.order = text(&quote["orderId"]);
        let this = json!({ "order": self.order });
        net.asks(funder, SIGN, this.clone()).await.ok();
        net.asks(&self.ada, INVOICE, this).await.ok();
    }

    /// They ask again once the order is there: the wish waits for booklets.
    pub(super) async fn somebody_asks_at_hesdin(&mut self) {
        let asked = self.asks_for_a_booklet().await.ok();
        assert_eq!((&asked["stage"], &asked["waitsFor"]), (&json!("WAITING"), &json!("STOCK")));
        self.request = text(&asked["requestId"]);
    }

    /// A print run released by two people, proof, printing; one booklet goes to Hesdin, the others to the prescriber.
    pub(super) async fn prints_and_delivers(&mut self) {
        let (net, funder) = (&self.net, &self.net.cast.funder);
        let this = json!({ "order": self.order });
        let issued = net.asks(&self.ada, ISSUE, this.clone()).await.ok();
        let file = text(&issued["printRun"]["id"]);
        let wish = json!({ "input": { "fileId": file, "form": "DATA" } });
        let release = net.asks(&self.ada, ASK_PRINT, wish).await.ok()["releaseId"].clone();
        let release = json!({ "release": release });
        net.asks(&self.ada, RELEASE_PRINT, release.clone()).await.refused("SAME_PERSON");
        net.asks(&self.cleo, RELEASE_PRINT, release.clone()).await.ok();
        let ticket = net.asks(&self.ada, OPEN_PRINT, release).await.ok();
        let csv = net.fetches(&file, &text(&ticket["ticket"])).await.expect("the print run is there");
        self.carnets = booklets(&String::from_utf8(csv).expect("a text"));
        net.asks(&self.ada, PROPOSE_PROOF, this.clone()).await.ok();
        net.asks(funder, ANSWER_PROOF, json!({ "order": self.order, "approve": true })).await.ok();
        net.asks(&self.ada, RECORD_PRINTING, this).await.ok();
        let prescriber = &net.cast.prescriber;
        for (to, counts, first, last) in
            [(self.hesdin.structure.clone(), &self.hands, 1, 1), (prescriber.organisation(), prescriber, 2, 5)]
        {
            let parcel = json!({ "order": self.order, "structure": to, "first": first, "last": last });
            let sent = net.asks(&self.ada, DISPATCH, parcel).await.ok();
            let no = &sent["delivery"]["no"];
            let counted = json!({ "order": self.order, "no": no, "counted": last - first + 1 });
            net.asks(counts, COUNT_DELIVERY, counted).await.ok();
        }
    }

    /// A booklet is active and in Hesdin's stock: whoever asked is promised it, it is kept, and given.
    pub(super) async fn who_asked_has_a_booklet(&self) {
        let net = &self.net;
        RequestLetters::new(net.centre().lodge().clone()).look().await.expect("a round");
        let asked = json!({ "id": self.request, "carnet": self.carnets[0].serial });
        net.asks(&self.hands, SET_ASIDE, asked).await.ok();
        let given = net.asks(&self.hands, GIVE, json!({ "id": self.request, "carnet": null })).await.ok();
        assert_eq!(given["carnet"], self.carnets[0].serial);
    }

    /// A part of the funds comes; the statement proposes the order, the treasurer confirms it.
    pub(super) async fn funds_come(&mut self, day: &str, cents: i64, words: &str) {
        self.it_is(day);
        let label = self.carnets[0].serial.split('-').next().expect("a label").to_owned();
        self.bank.moves(Movement::other(cents, &format!("{words} commande {label}")));
        let told = self.net.imports(&self.bank.tells(day)).await.ok();
        let asked = json!({ "id": told["fileId"], "waiting": true });
        let seen = self.net.asks(&self.ben, BANK_FILE, asked).await.shown();
        let entry = &seen["entries"]["edges"][0]["node"];
        let confirm = json!({ "statement": entry["statementId"], "no": entry["no"], "reference": words });
        self.net.asks(&self.ben, CONFIRM_INCOMING, confirm).await.ok();
    }

    /// The prescriber hands the booklet at that place over.
    pub(super) async fn hand_over(&self, place: usize) -> Answer {
        self.net.hands_over(&self.carnets[place], "62447", "SIXTY_AND_OVER").await
    }

    /// A venue takes some cheques of a booklet; the receipt.
    pub(super) async fn takes(&mut self, town: &'static str, carnet: usize, cheques: Range<usize>) -> String {
        let codes: Vec<&str> = self.carnets[carnet].codes[cheques].iter().map(String::as_str).collect();
        let receipt = text(&self.net.redeems(self.place(town), &codes).await.ok()["id"]);
        self.acts.push((town, receipt.clone()));
        receipt
    }

    /// The oldest act of a venue that stands.
    pub(super) async fn first_act(&self, town: &str) -> String {
        for (_, receipt) in self.acts.iter().filter(|(place, _)| *place == town) {
            let act = self.net.act(receipt).await;
            if act["lines"].as_array().expect("lines").iter().all(|line| line["undone"].is_null()) {
                return receipt.clone();
            }
        }
        panic!("{town} has taken nothing")
    }

    /// A cheque is refused there.
    pub(super) async fn refuses(&self, town: &str, carnet: usize, cheque: usize, code: &str) {
        self.net.redeems(self.place(town), &[&self.carnets[carnet][cheque]]).await.refused(code);
    }

    /// The month's end: one prepares, another approves, the file goes to the bank.
    pub(super) async fn sends_a_run(&self) -> String {
        let run = text(&self.net.asks(&self.ben, PREPARE, json!({})).await.ok()["settlementId"]);
        let this = json!({ "settlement": run });
        self.net.asks(&self.ben, APPROVE_SEEN, this.clone()).await.refused("SAME_PERSON");
        self.net.asks(&self.cleo, APPROVE_SEEN, this).await.ok();
        self.net.exports(&run).await.ok();
        run
    }

    /// What a run pays, largest first.
    pub(super) async fn amounts(&self, run: &str) -> Vec<i64> {
        self.net.sent(run).await.iter().map(|one| one.cents).collect()
    }

    /// The bank pays all that is open in a run.
    pub(super) async fn bank_pays(&mut self, run: &str) {
        for one in self.net.sent(run).await {
            self.bank.moves(Movement::paid(&one.reference, one.cents));
        }
    }

    /// The bank pays one venue of a run.
    pub(super) async fn bank_pays_venue(&mut self, run: &str, town: &str) {
        let one = self.payment(run, town).await;
        self.bank.moves(Movement::paid(&one.0, one.1));
    }

    /// The bank rejects the payment of one venue before it leaves.
    pub(super) async fn bank_rejects(&mut self, run: &str, town: &str, reason: &'static str) {
        let (reference, _) = self.payment(run, town).await;
        let message = reference.split('-').take(2).collect::<Vec<_>>().join("-");
        let said = [(reference, "RJCT", Some(reason))];
        let told = self.net.imports(&answer("REP-1", &message, &said)).await.ok();
        assert_eq!(told["totals"]["rejected"], 1);
    }

    /// What was paid to a venue comes back.
    pub(super) async fn bank_returns(&mut self, run: &str, town: &str, reason: &'static str) {
        let (reference, cents) = self.payment(run, town).await;
        self.bank.moves(Movement::returned(&reference, cents, reason));
    }

    async fn payment(&self, run: &str, town: &str) -> (String, i64) {
        let place = self.place(town);
        let statement = self.net.statement(&place.manager, place, run).await;
        assert!(!statement.is_null(), "{town} has no part in this run");
        let sent = self.net.sent(run).await;
        let owner = |name: &str| name.contains(town);
        let one = sent.iter().find(|one| owner(&one.structure)).unwrap_or_else(|| panic!("{town} in {sent:?}"));
        (one.reference.clone(), one.cents)
    }

    /// A run that is paid, and its sum.
    pub(super) async fn ends_with(&self, run: &str, cents: i64) {
        let seen = self.net.settlement(&self.ada, run).await;
        assert_eq!((&seen["stage"], &seen["amountCents"]), (&json!("confirmed"), &json!(cents)));
    }

    /// The names of the alerts that were told by now.
    pub(super) async fn alerts(&self) -> Vec<String> {
        self.letters.look().await.expect("letters are written");
        let seen = self.net.asks(&self.net.cast.funder, LIFE, json!({ "order": self.order })).await.shown();
        let calendar = seen["life"]["calendar"].as_array().expect("a calendar").iter();
        calendar.filter(|one| !one["toldAt"].is_null()).map(|one| text(&one["name"])).collect()
    }

    /// The bank tells the day, and the proof is made beside it.
    pub(super) async fn proof(&mut self) -> Value {
        let day = self.net.now().day().to_string();
        self.net.imports(&self.bank.tells(&day)).await.ok();
        self.net.asks(&self.net.cast.funder, FUND_PROOF, json!({})).await.shown()
    }

    /// The books hold and the money is there, to the cent.
    pub(super) async fn proven(&mut self, after: &str) {
        let told = self.proof().await;
        assert_eq!((&told["verdict"], &told["missingCents"]), (&json!("PROVEN"), &json!(0)), "{after}: {told}");
        assert_eq!(told["promisedCents"], told["ledgerBankCents"], "{after}: {told}");
        self.net.books_hold().await;
    }

    /// The year as an accountant reads it, checked by a program of its own.
    pub(super) async fn told_in_entries(&self) {
        let until = self.net.now().day().to_string();
        let asked = json!({ "siren": "200044030", "until": until });
        let export = self.net.asks(&self.ben, FEC, asked).await.ok();
        accounting::checked(&accounting::fetched(&self.net, &export).await, &[]);
    }

    /// Another order is paid for, so that the bank holds money of others.
    pub(super) async fn next_order_is_funded(&mut self, cents: i64) {
        let dates = ["2027-06-30", "2027-09-30", "2027-10-30"];
        let order = self.net.places(&Wanted { carnets: cents / 10_000, dates, ..Wanted::default() }).await;
        self.net.funds(&order, cents).await.ok();
        self.bank.moves(Movement::other(cents, "Mandat 7"));
    }
}
